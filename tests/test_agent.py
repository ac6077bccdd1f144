"""assistant/agent.py: what somebody who asks gets to see, end to end on the real plan."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.agent import STEPS, Assistant
from assistant.errors import CorpusError
from assistant.files import read_text
from assistant.numerals import format_decimal
from assistant.plan import Plan
from assistant.records import Answer, Indicator, Step
from assistant.render import to_json, to_markdown, to_text
from assistant.settings import Settings

REPO = Path(__file__).parent.parent
KEY = "daqing-children-2021-2025"
THE_QUESTION = "2025年婴儿死亡率目标是多少？"


@pytest.fixture(scope="module")
def source() -> str:
    return read_text(REPO / "corpus" / KEY / "source.txt")


def _text(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


# --- the question this was built for


def test_the_figure_with_its_clause_its_place_and_its_query(plan: Assistant, source: str) -> None:
    answer = plan.ask(THE_QUESTION)
    assert (answer.status, answer.reason, answer.verified, answer.completeness) == (
        "answered",
        None,
        True,
        "complete",
    )
    assert "5.5‰以下" in _text(answer)
    assert to_markdown(answer).endswith("[1]")
    assert (answer.mode, answer.dropped, answer.premise, answer.duties) == ("grounded", (), None, ())

    (citation,) = answer.citations
    assert (citation.n, citation.source, citation.plan) == (1, "clause", KEY)
    assert citation.clause_id == "2.1.g3.2"
    assert "婴儿死亡率控制在 5.5‰以下" in citation.quote
    assert [
        part
        for part in ("儿童与健康", "主要目标", "降低新生儿、婴儿和 5 岁以下儿童死亡率")
        if part not in "".join(citation.path)
    ] == []
    assert source[citation.start : citation.end] == citation.quote
    assert citation.repaired is False

    assert answer.sql is not None
    assert answer.sql.statement.startswith("SELECT")
    assert "婴儿死亡率" not in answer.sql.statement, "values are bound, never joined in"
    assert "婴儿死亡率" in answer.sql.parameters.values()
    row = dict(zip(answer.sql.columns, answer.sql.rows[0], strict=True))
    assert (len(answer.sql.rows), answer.sql.truncated) == (1, False)
    assert (row["name"], row["comparator"], row["value"], row["unit"]) == ("婴儿死亡率", "<=", "5.5", "‰")
    assert (row["target_year"], row["clause_id"]) == (2025, "2.1.g3.2")


def test_the_statement_shown_is_the_one_that_gives_the_rows_shown(plan: Assistant) -> None:
    for question in (THE_QUESTION, "近视率目标是多少", "小学生和初中生睡眠时间", "2020年儿童伤害死亡率"):
        sql = plan.ask(question).sql
        assert sql is not None
        with sqlite3.connect(f"{plan.index.database.as_uri()}?mode=ro", uri=True) as connection:
            again = connection.execute(sql.statement, sql.parameters).fetchall()
        connection.close()
        assert [tuple(str(cell) for cell in cells) for cells in again] == [
            tuple(str(cell) for cell in cells) for cells in sql.rows
        ]


SAME_QUESTION = [
    "2025年嬰兒死亡率目標是多少？",
    "２０２５年婴儿死亡率目标是多少？",
    "2025 年 婴儿 死亡率 目标 是 多少",
    "2025年婴\u200b儿死亡率目标是多少？",
    "二〇二五年婴儿死亡率目标是多少",
    "婴儿死亡率要降到千分之几以下",
    "婴儿死亡率",
    "请问一下，大庆市婴儿死亡率的目标值是多少呢？",
    "俺想问问，咱大庆的婴儿死亡率要控制在多少",
    "十四五期间大庆婴儿死亡率目标",
    "《大庆市儿童发展规划（2021-2025年）》里，婴儿死亡率的目标是多少？",
    "<b>婴儿死亡率</b>目标是多少",
]

SAME_QUESTION_EN = [
    "What is the 2025 target for the infant mortality rate?",
    "infant mortality rate target",
    "How low should infant mortality be by 2025?",
    "What's the target for the mortality rate of infants in Daqing?",
    "INFANT MORTALITY RATE",
]


@pytest.mark.parametrize("question", SAME_QUESTION)
def test_asked_in_other_words(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.lang) == ("answered", "zh")
    assert "5.5‰以下" in _text(answer)
    assert [citation.clause_id for citation in answer.citations] == ["2.1.g3.2"]


@pytest.mark.parametrize("question", SAME_QUESTION_EN)
def test_asked_in_english(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.lang) == ("answered", "en")
    assert "at most 5.5‰" in _text(answer)
    assert "婴儿死亡率控制在 5.5‰以下" in answer.citations[0].quote, "quotes stay Chinese"


def test_the_frame_may_be_asked_for_in_the_other_language(plan: Assistant) -> None:
    assert "at most 5.5‰" in _text(plan.ask(THE_QUESTION, lang="en"))
    assert "5.5‰以下" in _text(plan.ask("infant mortality rate", lang="zh"))


# --- several rows, none, a wrong premise


def test_a_name_that_several_school_stages_share_gives_all_of_them(plan: Assistant) -> None:
    answer = plan.ask("近视率目标是多少")
    assert answer.status == "answered"
    assert [figure for figure in ("38%以下", "68%以下", "78%以下") if figure not in _text(answer)] == []
    assert [citation.clause_id for citation in answer.citations] == ["2.1.g8.3", "2.1.g8.4", "2.1.g8.5"]
    assert re.search(r"共\s*3\s*项", _text(answer))


def test_one_school_stage_gives_one(plan: Assistant) -> None:
    answer = plan.ask("初中生近视率")
    assert "68%以下" in _text(answer)
    assert "38%" not in _text(answer)
    assert [citation.clause_id for citation in answer.citations] == ["2.1.g8.4"]


@pytest.mark.parametrize(
    "question", ["2025年婚检率是多少？", "婚前医学检查率的目标值是多少", "婚检率要达到百分之几"]
)
def test_the_figure_of_a_target_that_has_none(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason, answer.verified) == ("abstained", "not_in_plan", True)
    assert "提高" in _text(answer)
    assert not re.search(r"\d+\s*[%‰]", _text(answer))
    assert [citation.clause_id for citation in answer.citations] == ["2.1.g2.2"]


@pytest.mark.parametrize("question", ["规划对婚检率有什么要求", "婚前医学检查率的目标是什么"])
def test_what_the_plan_demands_of_a_target_without_a_figure(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("answered", None)
    assert "婚前医学检查率提高" in _text(answer)


PREMISES = [
    ("婴儿死亡率目标是5.5‰以下吗？", True, "5.5‰以下"),
    ("婴儿死亡率目标是5.5‰吗？", True, "5.5‰以下"),
    ("婴儿死亡率目标是6‰吗？", False, "5.5‰以下"),
    ("婴儿死亡率目标是5.5%吗？", False, "5.5‰以下"),
    ("听说小学生近视率要降到40%以下，是真的吗？", False, "38%以下"),
    ("产前筛查率目标是75%以下吗", False, "75%以上"),
    ("初中生睡眠时间要9小时，对吗", True, "9小时"),
    ("小学生睡眠时间是9小时吗", False, "10小时"),
    ("高中生睡眠时间7小时够吗", False, "8小时"),
    ("儿童伤害死亡率要下降20%吗", False, "下降15%"),
    ("儿童伤害死亡率要降到15%吗", False, "下降15%"),
    ("Is the infant mortality target 6‰?", False, "5.5‰"),
    ("Is it true that the infant mortality target is 5.5‰?", True, "5.5‰"),
]


@pytest.mark.parametrize(("question", "agrees", "figure"), PREMISES)
def test_a_premise_is_put_right_before_anything_else(
    question: str, agrees: bool, figure: str, plan: Assistant
) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.dropped, answer.completeness) == ("answered", (), "complete")
    assert answer.premise is not None
    assert answer.premise.agrees is agrees
    assert figure in answer.premise.plan
    assert figure in answer.sentences[0].text
    if not agrees:
        assert f"「{answer.premise.asked}」" in answer.sentences[0].text


# --- every row of the plan


def _figures_of(answer: Answer) -> list[Any]:
    return [] if answer.sql is None else [cells[answer.sql.columns.index("id")] for cells in answer.sql.rows]


@pytest.fixture(scope="module")
def every_row(plan: Assistant) -> list[Indicator]:
    return list(plan.rows.values())


ROW_IDS = [
    json.loads(line)["clause_id"] + " " + json.loads(line)["name"]
    for line in (REPO / "tests" / "gold" / "indicators.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("index", range(len(ROW_IDS)), ids=ROW_IDS)
def test_every_row_is_answered_by_its_printed_name(
    index: int, every_row: list[Indicator], plan: Assistant
) -> None:
    row = every_row[index]
    asked = f"{row.name}的要求是多少？" if row.kind == "standard" else f"2025年{row.name}的目标是多少？"
    answer = plan.ask(asked)
    assert answer.dropped == ()
    assert row.clause_id in [citation.clause_id for citation in answer.citations]
    assert row.id in _figures_of(answer)
    if row.value is None:
        assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
        assert row.verb is not None
        assert row.verb in _text(answer)
        return
    assert (answer.status, answer.reason) == ("answered", None)
    if row.unit == "周岁":
        assert "未满十六周岁" in _text(answer)
    else:
        assert format_decimal(row.value) + (row.unit or "") in _text(answer)
    if row.name != "睡眠时间":
        assert _figures_of(answer) == [row.id], "only its own figure"


def test_the_rows_asked_are_all_of_the_gold_table(every_row: list[Indicator]) -> None:
    assert [f"{row.clause_id} {row.name}" for row in every_row] == ROW_IDS


def test_every_row_is_answered_by_its_english_name(every_row: list[Indicator], plan: Assistant) -> None:
    failed = []
    for row in every_row:
        gloss = plan.glosses.get(row.name)
        if gloss is None:
            continue
        answer = plan.ask(f"What is the 2025 target for the {gloss}?")
        own = row.clause_id in [citation.clause_id for citation in answer.citations]
        wanted = ("answered", "abstained") if row.value is None else ("answered",)
        if not own or answer.status not in wanted or answer.dropped or answer.premise:
            failed.append(
                (gloss, answer.status, _text(answer), [dropped.reason for dropped in answer.dropped])
            )
    assert failed == []


# --- the stream


@pytest.mark.parametrize("question", [THE_QUESTION, "你好", "2030年婴儿死亡率", "筛查率", "今天天气怎么样"])
def test_a_stream_yields_its_steps_and_then_one_answer(question: str, plan: Assistant) -> None:
    *steps, answer = plan.stream(question)
    assert all(isinstance(step, Step) for step in steps)
    assert isinstance(answer, Answer)
    assert [step.name for step in steps] == [name for name, _ in STEPS]  # type: ignore[union-attr]
    assert all(step.milliseconds >= 0 for step in steps)  # type: ignore[union-attr]
    assert answer.steps == tuple(steps)
    assert set(answer.timings_ms) == {"total", *(name for name, _ in STEPS)}
    assert answer.timings_ms["total"] >= max(step.milliseconds for step in answer.steps)


def test_a_rejected_question_streams_only_its_answer(plan: Assistant) -> None:
    (answer,) = plan.stream("")
    assert isinstance(answer, Answer)


def test_no_figure_is_streamed_before_it_was_checked(plan: Assistant) -> None:
    *steps, _ = plan.stream(THE_QUESTION)
    assert all("5.5" not in step.detail for step in steps)  # type: ignore[union-attr]


def test_a_stream_that_nobody_reads_to_its_end_does_no_harm(plan: Assistant) -> None:
    next(iter(plan.stream(THE_QUESTION)))
    assert plan.ask(THE_QUESTION).status == "answered"


def test_the_same_question_gives_the_same_answer_from_many_threads(plan: Assistant) -> None:
    questions = [THE_QUESTION, "近视率目标是多少", "2030年婴儿死亡率", "myopia rate"] * 8
    alone = [_text(plan.ask(question)) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert [_text(answer) for answer in pool.map(plan.ask, questions)] == alone


# --- our own faults

SECRET = "/srv/secret/plan.sqlite"


def _boom(*_: object, **__: object) -> None:
    raise RuntimeError(f"cannot open {SECRET}")


@pytest.mark.parametrize(
    "function",
    ["first_reading.understand", "fetching.lookup", "fetching.judge", "agent.compose", "agent.check"],
)
@pytest.mark.parametrize(("question", "lang"), [(THE_QUESTION, "zh"), ("infant mortality rate", "en")])
def test_a_fault_of_ours_is_one_plain_sentence(
    function: str, question: str, lang: str, plan: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"assistant.{function}", _boom)
    *steps, answer = plan.stream(question)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.verified, answer.lang) == ("error", False, lang)
    assert (answer.citations, answer.sql, len(answer.sentences)) == ((), None, 1)
    shown = (
        json.dumps(to_json(answer), ensure_ascii=False)
        + to_text(answer)
        + "".join(step.detail for step in steps if isinstance(step, Step))
    )
    for word in ("Traceback", "RuntimeError", SECRET, "cannot open", ".py"):
        assert word not in shown
    monkeypatch.undo()
    assert plan.ask(question).status == "answered", "the next question is answered"


def test_a_fault_of_ours_is_logged(
    plan: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("assistant.fetching.judge", _boom)
    plan.ask(THE_QUESTION)
    assert SECRET in caplog.text


def test_a_draft_of_which_nothing_holds_is_not_shown(
    plan: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = dict(plan.rows)
    monkeypatch.setattr("assistant.fetching._row", lambda known, cells: _altered(rows[str(cells[0])]))
    answer = plan.ask(THE_QUESTION)
    assert (answer.status, answer.verified) == ("error", False)
    assert (answer.citations, answer.sql, answer.premise) == ((), None, None)
    assert "‰" not in to_text(answer)


def _altered(row: Indicator) -> Indicator:
    return replace(row, value=Decimal("4.5"), quote=row.quote.replace("5.5", "4.5"))


# --- opening


def test_another_year_on_the_clock(plan: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "today", lambda: date(2024, 6, 1))
    assert "已结束" not in _text(plan.ask("现在婴儿死亡率是多少"))
    monkeypatch.setattr(plan, "today", lambda: date(2026, 6, 1))
    assert "已结束" in _text(plan.ask("现在婴儿死亡率是多少"))


def test_a_plan_that_is_not_there_is_named(plan: Assistant) -> None:
    with pytest.raises(CorpusError, match="no-such-plan.*" + KEY):
        Assistant(Settings(home=plan.settings.home, plan="no-such-plan"), plan.index)


def test_the_package_opens_the_assistant(plan: Assistant) -> None:
    import assistant

    opened = assistant.Assistant.open(plan.settings.home)
    assert "5.5‰以下" in _text(opened.ask(THE_QUESTION, history=()))
    opened.close()


def test_surroundings_of_a_clause(plan: Assistant, daqing: Plan) -> None:
    around = [clause.id for clause in plan.surroundings(KEY, "2.1.g3.2", before=1, after=1)]
    assert around == ["2.1.g3.1", "2.1.g3.2", "2.1.g3.3"]
    assert plan.surroundings(KEY, "no such clause") == ()
    assert daqing.by_id["2.1.g3.2"] == plan.surroundings(KEY, "2.1.g3.2", 0, 0)[0]


# --- JSON

KEYS = {
    "version", "question", "completed_question", "status", "reason", "lang", "answer", "citations", "sql", "duties",
    "premise", "completeness", "verified", "mode", "dropped", "suggestions", "timings_ms",
}  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        THE_QUESTION,
        "近视率",
        "婴儿死亡率是6‰吗",
        "婚检率是多少",
        "2030年婴儿死亡率",
        "筛查率",
        "你好",
        "",
        "myopia rate",
    ],
)
def test_json_keeps_the_contract(question: str, plan: Assistant) -> None:
    answer = plan.ask(question)
    record = json.loads(json.dumps(to_json(answer), ensure_ascii=False))
    assert set(record) == KEYS
    assert record["question"] == question
    assert record["verified"] is (record["status"] not in ("error", "rejected"))
    assert "total" in record["timings_ms"]
    numbers = {citation["n"] for citation in record["citations"]}
    assert {int(n) for n in re.findall(r"\[(\d+)\]", record["answer"])} == numbers
    if record["sql"]:
        values = [row[record["sql"]["columns"].index("value")] for row in record["sql"]["rows"]]
        assert all(value is None or isinstance(value, str) for value in values)
    assert not any(
        isinstance(value, float) for value in _leaves({k: v for k, v in record.items() if k != "timings_ms"})
    )


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value
