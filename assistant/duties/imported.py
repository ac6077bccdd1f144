"""Duties that no clause of a plan says: of official documents beside it, and of national ones."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from assistant.errors import CorpusError
from assistant.lexicon import read_table
from assistant.records import Duty

# An official division of duties that a city has published; the Chinese and the English names of the columns.
COLUMNS: Final = {
    "事项": "matter", "部门": "actor", "角色": "role", "文件": "document", "文号": "number", "日期": "date",
}  # fmt: skip


def read_imported(folder: Path, plan: str) -> tuple[Duty, ...]:
    """Duties by official documents beside a plan, from the CSV files of a folder; empty where there is none.

    Raises:
        CorpusError: a row is not complete; it names file and line.
    """
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return tuple(duty for path in files for duty in read_csv(path, plan))


def read_csv(path: Path, plan: str) -> tuple[Duty, ...]:
    """Duties of one CSV file with the columns 事项 部门 角色 文件 文号 日期 (matter actor role document number date).

    Raises:
        CorpusError: the file cannot be read, a column is missing, or a cell is empty; it names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"cannot be read as UTF-8 ({error})", file=path) from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    names = {name: COLUMNS.get(name.strip(), name.strip()) for name in reader.fieldnames or ()}
    if missing := [zh for zh, en in COLUMNS.items() if en not in names.values()]:
        raise CorpusError(
            f"lacks the column {'、'.join(missing)}; the columns are {' '.join(COLUMNS)}", file=path
        )
    found: list[Duty] = []
    try:
        for row in reader:
            cells = {names[name]: (value or "").strip() for name, value in row.items() if name in names}
            if None in row or (empty := [zh for zh, en in COLUMNS.items() if not cells.get(en)]):
                fault = "has too many cells" if None in row else f"has nothing under {'、'.join(empty)}"
                raise CorpusError(f"the row {fault}", file=path, line=reader.line_num)
            document = f"《{cells['document'].strip('《》')}》（{cells['number']}，{cells['date']}）"
            found.append(
                Duty(
                    cells["actor"],
                    cells["role"],
                    "external",
                    None,
                    plan,
                    "",
                    cells["matter"],
                    document=document,
                )
            )
    except csv.Error as error:
        raise CorpusError(f"not CSV ({error})", file=path, line=reader.line_num) from error
    return tuple(found)


def load_external(path: Path) -> tuple[Duty, ...]:
    """Duties by national documents, from ``external.tsv``; ``what`` holds the matter's words, joined by |.

    Raises:
        LexiconError: a row has too few or too many cells.
    """
    columns = ("matter", "actor", "role", "title", "number", "date")
    return tuple(
        Duty(
            row["actor"], row["role"], "external", None, "", "", row["matter"],
            document=f"《{row['title']}》（{row['number']}，{row['date']}）",
        )
        for row in (read_table(path, columns) if path.exists() else ())
    )  # fmt: skip
