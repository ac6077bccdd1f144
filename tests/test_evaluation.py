"""The cases are asked, and the bench can fail."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import EvaluationError
from assistant.evaluation.cases import Case, problems, read_cases
from assistant.evaluation.runner import run, summary
from assistant.evaluation.score import Score, holds, score
from assistant.records import Answer, Turn

REPO = Path(__file__).resolve().parent.parent
FILES = [REPO / "eval" / "cases" / "lookup.jsonl", REPO / "eval" / "cases" / "refusal.jsonl"]
LEAST_RIGHT = 0.90  # of the dev cases; what a change may not fall below


@pytest.fixture(scope="module")
def scores() -> tuple[Score, ...]:
    core = Assistant.open()
    return run(core, [case for case in read_cases(FILES) if case.split == "dev"])


@pytest.mark.slow
def test_most_dev_cases_are_answered_rightly(scores: tuple[Score, ...]) -> None:
    right = sum(result.right for result in scores)
    assert right >= LEAST_RIGHT * len(scores), summary(scores)


def test_no_dev_case_is_answered_wrongly(scores: tuple[Score, ...]) -> None:
    """Not to answer is a fault; to answer with a wrong figure or clause is another kind of fault."""
    wrong = [
        result
        for result in scores
        if not result.right and not any("not answered" in f for f in result.faults)
    ]
    assert [(result.case.id, result.faults) for result in wrong if result.case.status == "answered"] == []


def test_there_are_enough_cases_and_they_differ() -> None:
    cases = read_cases(FILES)
    assert sum(case.category.startswith("lookup") for case in cases) >= 80
    assert len({case.turns for case in cases}) == len(cases)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("控制在5.5‰以下", "5.5‰", True),
        ("控制在 5.5 ‰ 以下", "5.5‰", True),
        ("控制在25.5‰以下", "5.5‰", False),
        ("达到25%以上", "5%", False),
        ("达到5%以上", "５％", True),
        ("共13项", "3", False),
        ("3.5%", "3", False),
        ("嬰兒死亡率", "婴儿死亡率", True),
        ("At Most 5%", "at most", True),
    ],
)
def test_matching(text: str, words: str, found: bool) -> None:
    assert holds(text, words) is found


class Altered:
    """A system that answers as another does, with one figure changed."""

    def __init__(self, core: Assistant) -> None:
        self.core = core

    def ask(self, question: str, history: tuple[Turn, ...] = ()) -> Answer:
        answer = self.core.ask(question, history)
        changed = tuple(replace(s, text=s.text.replace("5.5‰", "4.5‰")) for s in answer.sentences)
        return replace(answer, sentences=changed)


def test_one_altered_figure_makes_the_run_fail() -> None:
    core = Assistant.open()
    case = next(
        c for c in read_cases(FILES) if c.turns == ("2025年婴儿死亡率目标是多少？",) or "5.5‰" in str(c.must)
    )
    assert run(core, [case])[0].right or case.split == "check"
    assert not run(Altered(core), [case])[0].right


def a_case(**changes: object) -> dict[str, object]:
    case = {name: getattr(read_cases(FILES)[0], name) for name in Case.__dataclass_fields__}
    return case | changes


def test_what_is_wrong_with_a_case_file_is_said(tmp_path: Path) -> None:
    schema = REPO / "eval" / "case.schema.json"
    source = {"p": "一行\n二行"}
    good = a_case(plan="p", gold={"line": 1, "quote": "一行"})
    lines = [
        good,
        good | {"split": "other"},
        good | {"id": "x", "gold": {"line": 2, "quote": "一行"}},
        good | {"id": "y", "plan": "q"},
    ]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    found = "\n".join(problems([path], schema, source))
    assert "line 2: id" in found
    assert "split: 'other'" in found
    assert "does not stand in source line 2" in found
    assert "no plan 'q'" in found


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}'])
def test_a_broken_case_file_names_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(EvaluationError, match="line 2"):
        read_cases([path])


def test_a_status_and_a_missing_citation_are_faults() -> None:
    case = read_cases(FILES)[0]
    answer = {"status": "abstained", "reason": "x", "answer": "", "citations": []}
    faults = score(case, answer).faults
    assert any("status" in fault for fault in faults)
    assert any("cites no" in fault for fault in faults)


# --- rows of table questions

COLUMNS = ["id", "name", "population", "value", "unit"]
MYOPIA = [
    ["2.1.g8.3", "小学生近视率", "小学生", "38", "%"],
    ["2.1.g8.4", "初中生近视率", "初中生", "68.0", "%"],
]
SLEEP = [["2.1.m12/4", "睡眠时间", "高中生", 8, "小时"]]
GOLD_MYOPIA = [["小学生近视率", "小学生", "38", "%"], ["初中生近视率", "初中生", "68", "%"]]


def row_faults(
    wanted: object, columns: list[str], rows: list[list[object]], note: str = "", **answer: object
) -> tuple[str, ...]:
    case = replace(
        read_cases(FILES)[0], status="answered", reason=None, must=(), must_not=(), cite=(), rows=wanted
    )
    case = replace(case, note=note, status=str(answer.get("status", "answered")))
    sql = {"columns": columns, "rows": rows}
    given = {
        "status": "answered",
        "reason": None,
        "answer": "",
        "citations": [],
        "suggestions": [],
        "sql": sql,
    }
    return score(case, given | answer).faults


@pytest.mark.parametrize(
    ("wanted", "columns", "rows", "note", "right"),
    [
        (GOLD_MYOPIA, COLUMNS, MYOPIA, "", True),
        (GOLD_MYOPIA, COLUMNS, MYOPIA[::-1], "", True),
        (GOLD_MYOPIA, COLUMNS, MYOPIA, "ordered", True),
        (GOLD_MYOPIA, COLUMNS, MYOPIA[::-1], "ordered; by figure", False),
        (GOLD_MYOPIA, COLUMNS, MYOPIA[:1], "", False),
        (GOLD_MYOPIA[:1], COLUMNS, MYOPIA, "", False),
        ([["小学生近视率", "小学生", "39", "%"]], COLUMNS, MYOPIA[:1], "", False),
        ([["小学生近视率", "小学生", "38", "‰"]], COLUMNS, MYOPIA[:1], "", False),
        ([["近视率", "小学生", "38", "%"]], COLUMNS, MYOPIA[:1], "", True),
        ([["近视率", "初中生", "38", "%"]], COLUMNS, MYOPIA[:1], "", False),
        ([["睡眠时间", "高中生", "8", "小时"]], COLUMNS, SLEEP, "", True),
        ([["婚检率", None, None, None]], COLUMNS, [["1", "婚检率", None, None, None]], "", True),
        ([], COLUMNS, [], "", True),
        ([], COLUMNS, MYOPIA, "", False),
        ([["健康", "27"]], ["domain", "total", "ids"], [["儿童与健康", 27, "a,b"]], "", True),
        ([["健康", "26"]], ["domain", "total", "ids"], [["儿童与健康", 27, "a,b"]], "", False),
        ([["安全", "27"]], ["domain", "total", "ids"], [["儿童与健康", 27, "a,b"]], "", False),
        ([["2.2.m8", "加强"]], ["id", "title"], [["2.2.m8", "加强未成年人网络保护"]], "", True),
        ([["2.2.m9", "加强"]], ["id", "title"], [["2.2.m8", "加强未成年人网络保护"]], "", False),
        ([["61.33"]], ["id", "average"], [["a", "61.330"], ["b", "61.330"]], "", True),
        ([["61.34"]], ["id", "average"], [["a", "61.33"]], "", False),
        ([["2"]], ["id", "total"], [["a", 2], ["b", 2]], "", True),
        ([["2"]], ["id", "title"], [["a", "x"], ["b", "y"]], "", True),
        ([["3"]], ["id", "title"], [["a", "x"], ["b", "y"]], "", False),
        ([["27"]], ["domain", "total", "ids"], [["a", 20, "x"], ["b", 7, "y"]], "", True),
    ],
)
def test_rows_are_compared_by_their_form(
    wanted: object, columns: list[str], rows: list[list[object]], note: str, right: bool
) -> None:
    assert (row_faults(wanted, columns, rows, note) == ()) is right


def test_no_query_is_a_fault_where_rows_are_asked_for() -> None:
    assert row_faults(GOLD_MYOPIA, [], [], sql=None)
    assert not row_faults(None, [], [], sql=None)


@pytest.mark.parametrize(
    ("suggestions", "right"),
    [(["高中生睡眠时间？"], True), (["睡眠时间？"], False), (["高中生？", "睡眠时间？"], False)],
)
def test_a_question_back_has_to_offer_each_row(suggestions: list[str], right: bool) -> None:
    wanted = [["睡眠时间", "高中生", "8", "小时"]]
    faults = row_faults(wanted, [], [], status="clarify", sql=None, suggestions=suggestions)
    assert (faults == ()) is right
