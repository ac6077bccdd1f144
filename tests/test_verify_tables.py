"""What is said of the rows of a table is held against its header: unit, column, whose figure, role. All made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up import TITLE, write_plan

from assistant.duties import extract as extract_duties
from assistant.indicators import Genre, extract
from assistant.plan import load_plan
from assistant.records import Citation, Draft, Evidence, Sentence
from assistant.verify import check

META = f'title = "{TITLE}"\nregion = "云泽市"\nperiod = [2023, 2027]\n'
LINES = [
    "一、任务分解", "乡镇  新增泊位（个）  改造道路（公里）", "青溪镇  120  45", "白杨乡  60  30", "二、任务分工",
    "序号 任务名称 牵头单位 配合单位", "1 修订排水规划 县水务局 县财政局", "2 建成口袋公园 县城管局 县住建局",
]  # fmt: skip


def stands(folder: Path, genre: Genre, sentence: str, clause_id: str, **altered: str) -> bool:
    """Whether a sentence that cites a row of the table is let through; ``altered``: cells that the table holds against it."""
    plan = load_plan(write_plan(folder / "p", LINES, meta=META))
    rows, _ = extract(plan, genre)
    clause = plan.by_id[clause_id]
    rows = tuple(replace(row, **altered) for row in rows if row.clause_id == clause_id and row.unit == "个")  # type: ignore[arg-type]
    evidence = Evidence(indicators=rows, clauses=(clause,), duties=extract_duties(plan.clauses))
    citation = Citation(
        1, "clause", clause.plan, clause.id, clause.path, clause.text, clause.start, clause.end, False
    )
    verdict = check(Draft((Sentence(sentence, (1,)),), (citation,)), evidence)
    return not verdict.dropped


@pytest.mark.parametrize(
    ("sentence", "clause_id", "expected"),
    [
        ("规划要求青溪镇新增泊位：120个。", "1.p1.p1", True),
        ("规划要求青溪镇新增泊位：120公里。", "1.p1.p1", False),
        ("规划要求青溪镇新增泊位：45个。", "1.p1.p1", False),
        ("原文明示：县水务局（牵头）；县财政局（配合）：", "2.p1.p1", True),
        ("原文明示：县财政局（牵头）：", "2.p1.p1", False),
        ("原文明示：县城管局（牵头）：", "2.p1.p1", False),
    ],
)
def test_a_sentence_on_a_row(
    tmp_path: Path, genre: Genre, sentence: str, clause_id: str, expected: bool
) -> None:
    assert stands(tmp_path, genre, sentence, clause_id) is expected


@pytest.mark.parametrize("altered", [{"name": "改造道路"}, {"population": "白杨乡"}, {"unit": "公里"}])
def test_a_row_that_was_altered_shows_nothing(tmp_path: Path, genre: Genre, altered: dict[str, str]) -> None:
    assert not stands(tmp_path, genre, "规划要求青溪镇新增泊位：120个。", "1.p1.p1", **altered)


def test_a_line_whose_cells_tabs_part_may_be_quoted_with_blanks(tmp_path: Path) -> None:
    lines = [
        "一、项目",
        "序号\t项目\t总投资（万元）\t年度投资（万元）",
        "1\t湿地公园\t6800\t3000",
        "2\t码头改造\t900\t450",
    ]
    plan = load_plan(write_plan(tmp_path / "p", lines, meta=META))
    clause = plan.by_id["1.p1.p1"]
    citation = Citation(
        1, "clause", clause.plan, clause.id, clause.path, clause.text, clause.start, clause.end, False
    )
    evidence = Evidence(clauses=(clause,))
    for text, stands_so in (("1 湿地公园 6800 3000", True), ("1 湿地公园 68003000", False)):
        verdict = check(Draft((Sentence(text, (1,)),), (citation,)), evidence)
        assert (not verdict.dropped) is stands_so
