"""A small plan database, and the schema that lists a part of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.sql.guard import Schema

_MAKE = """
CREATE TABLE indicators (id TEXT, name TEXT, value REAL, unit TEXT, per TEXT, kind TEXT, comparator TEXT,
    target_year INTEGER, domain TEXT, clause_id TEXT, note TEXT);
CREATE TABLE duties (actor TEXT, role TEXT, clause_id TEXT);
CREATE TABLE secrets (word TEXT);
CREATE INDEX secret_index ON indicators (note);
INSERT INTO indicators VALUES
    ('1', '小学生近视率', 38.0, '%', NULL, 'target', '<=', 2025, '儿童与健康', '2.1.g3', 'n1'),
    ('2', '学前教育毛入园率', 97.0, '%', NULL, 'target', '>=', 2025, '儿童与教育', '2.2.g1', 'n2'),
    ('3', '婴儿死亡率', 5.5, '‰', NULL, 'target', '<=', 2025, '儿童与健康', '2.1.g1', 'n3'),
    ('4', 'GDP rate率', NULL, '%', NULL, 'qualitative', 'up', 2025, '儿童与福利', '2.3.g1', 'n4'),
    ('5', '睡眠时间', 10, '小时', '每天', 'standard', '>=', NULL, '儿童与健康', '2.1.m9', 'n5');
INSERT INTO duties VALUES
    ('教育局', '牵头', '2.1.g3'), ('学校', '涉及', '2.1.m9'), ('卫健委', '协同', '2.1.g3');
INSERT INTO secrets VALUES ('hidden');
"""


_LISTED = {
    "indicators": "id name value unit per kind comparator target_year domain clause_id",
    "duties": "actor role clause_id",
}


@pytest.fixture(scope="session")
def schema() -> Schema:
    """Two of the three tables, without `indicators.note`."""
    return Schema({table: dict.fromkeys(columns.split(), "") for table, columns in _LISTED.items()})


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """The database, in a folder whose name would break an unquoted URI."""
    folder = tmp_path / "计划 ?mode=rwc#%41"
    folder.mkdir()
    path = folder / "plan.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_MAKE)
    return path
