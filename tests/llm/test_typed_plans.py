"""A typed query over the table by a model, and what the question that was asked keeps restricting, whatever is planned."""

from __future__ import annotations

import shutil
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import ToolError
from assistant.llm.scripted import ScriptedModel
from assistant.llm.selection import SCHEMA, selection
from assistant.records import Answer, Bound
from assistant.with_model.seen import Seen, select

OPEN = "哪几个指标得先紧着抓"  # a list that the rules cannot read
FIGURE = "刚生下来就没保住的占多少"  # a figure that they cannot link
OF_SOME = "初中生瞅不清黑板的占几成"  # the same, of some people
OF_YEAR = "2025年刚生下来就没保住的占多少"
SEVERAL = "筛查率目标是多少？"  # a name that fits several
PRIMARY, MIDDLE, HIGH = "小学生近视率", "初中生近视率", "高中阶段学生近视率"


def ask(plan: Assistant, question: str, planned: dict[str, Any]) -> Answer:
    scripted = ScriptedModel(
        [{"tool": "plan", "arguments": planned}, {"sentences": [{"text": "", "cite": ["r1"]}]}]
    )
    plan.model = scripted.chat_model(seconds=2)
    try:
        return plan.ask(question)
    finally:
        plan.model = None


def texts(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "table", "expected"),
    [
        (OPEN, {"operation": "list", "units": ["%"], "order": "desc", "limit": 3}, ("从高到低", "99%以上", "共 4 条")),
        (OPEN, {"operation": "list", "bounds": [{"operator": "<", "value": "10"}], "units": ["%"]}, ("共 3 条", "3.5%", "8%", "5%")),
        (OPEN, {"operation": "count", "domains": ["儿童与安全"]}, ("共 5 条",)),
        (OPEN, {"operation": "group", "group": "domain"}, ("儿童与健康：共 35 条",)),
        (FIGURE, {"operation": "difference", "names": [PRIMARY, MIDDLE]}, ("相差 30 个百分点（推算）", "68%", "38%")),
        (FIGURE, {"operation": "compare", "names": [PRIMARY, MIDDLE, HIGH]}, ("相差 10 个百分点", "相差 30 个百分点")),
        (FIGURE, {"operation": "average", "names": [PRIMARY, MIDDLE]}, ("平均 53%（推算）",)),
        (FIGURE, {"operation": "ratio", "names": [PRIMARY, MIDDLE]}, ("1.79 倍（推算）",)),
    ],
)  # fmt: skip
def test_the_result_is_told_and_recounted_like_any_other(
    question: str, table: dict[str, Any], expected: tuple[str, ...], plan: Assistant
) -> None:
    answer = ask(plan, question, {"do": "table", "table": table})
    assert (answer.status, answer.mode, answer.verified, answer.dropped) == ("answered", "model", True, ())
    assert answer.sentences[0].text.startswith("这样查找是语言模型对问题的理解"), "the reader is told"
    assert all(words in texts(answer) for words in expected)
    assert answer.sql is not None
    assert answer.citations


@pytest.mark.parametrize(
    "table",
    [
        {"units": ["光年"]}, {"names": ["成人近视率"]}, {"operation": "delete"}, {"operation": "group"}, {"operation": "difference", "names": [PRIMARY]},
        {"operation": "difference", "names": [PRIMARY, MIDDLE, HIGH]}, {"operation": "sum", "names": [PRIMARY, MIDDLE]}, {"target_year": 2030}, {"names": PRIMARY},
        {"bounds": [{"operator": "<", "value": "ten"}]}, {"bounds": [{"operator": "LIKE", "value": "1"}]}, {"bounds": "<10"}, {"limit": -1}, {"limit": True},
        {"order": "random"}, {"sql": "SELECT 1"}, {"operation": "list"}, {"group": "domain"}, {"bounds": [{"operator": "<", "value": "NaN"}]},
    ],
)  # fmt: skip
def test_a_query_that_is_none_changes_nothing(table: dict[str, Any], plan: Assistant) -> None:
    before = plan.ask(FIGURE)
    answer = ask(plan, FIGURE, {"do": "table", "table": table})
    assert (answer.sentences, answer.mode) == (before.sentences, "grounded")


def test_a_query_is_read_whole(plan: Assistant) -> None:
    found = {
        "operation": "list", "names": [PRIMARY, MIDDLE], "units": ["%"], "bounds": [{"operator": ">=", "value": "50.5"}],
        "target_year": 2025, "order": "asc", "limit": 2, "group": "", "verbs": [],
    }  # fmt: skip
    query = selection(found, plan.rows.values())
    assert [plan.rows[i].name for i in query.ids] == [PRIMARY, MIDDLE]
    assert (query.units, query.bounds) == (("%",), (Bound(">=", Decimal("50.5")),))
    assert (query.target_year, query.order, query.limit, query.verbs) == (2025, "asc", 2, ())
    assert found.keys() <= SCHEMA["properties"].keys()


def test_what_is_wrong_is_said_with_what_there_is(plan: Assistant) -> None:
    with pytest.raises(ToolError, match=r"光年.*‰"):
        selection({"units": ["光年"]}, plan.rows.values())


# --- what the question keeps restricting


@pytest.mark.parametrize(
    ("question", "planned"),
    [
        (OF_SOME, {"do": "rows", "names": [PRIMARY]}),
        (OF_SOME, {"do": "rows", "names": [MIDDLE, PRIMARY]}),
        (OF_SOME, {"do": "question", "question": "小学生近视率目标是多少？"}),
        (OF_SOME, {"do": "question", "question": "近视率目标是多少？"}),
        (OF_SOME, {"do": "sql", "sql": "SELECT id FROM indicators WHERE name = '小学生近视率'"}),
        (OF_SOME, {"do": "table", "table": {"operation": "compare", "names": [PRIMARY, MIDDLE]}}),
        (OF_YEAR, {"do": "question", "question": "2030年新生儿死亡率目标是多少？"}),
        (OF_YEAR, {"do": "question", "question": "哈尔滨市新生儿死亡率目标是多少？"}),
        (OF_YEAR, {"do": "question", "question": "新生儿死亡率实际是多少？"}),
        (FIGURE, {"do": "question", "question": "规划由哪个部门牵头"}),
        (FIGURE, {"do": "question", "question": "怎么预防儿童溺水？"}),
        (FIGURE, {"do": "table", "table": {"operation": "count", "domains": ["儿童与健康"]}}),
        (SEVERAL, {"do": "table", "table": {"operation": "compare", "names": [PRIMARY, MIDDLE]}}),
        (SEVERAL, {"do": "sql", "sql": "SELECT id FROM indicators WHERE name = '小学生近视率'"}),
    ],
)  # fmt: skip
def test_other_people_another_year_or_kind_of_answer_change_nothing(
    question: str, planned: dict[str, Any], plan: Assistant
) -> None:
    before = plan.ask(question)
    answer = ask(plan, question, planned)
    assert (answer.status, answer.sentences, answer.mode) == (before.status, before.sentences, "grounded")


@pytest.mark.parametrize(
    "planned",
    [
        {"do": "rows", "names": [MIDDLE]},
        {"do": "question", "question": "初中生近视率目标是多少？"},
        {"do": "sql", "sql": "SELECT id FROM indicators WHERE name = '初中生近视率'"},
        {"do": "table", "table": {"operation": "list", "names": [MIDDLE]}},
    ],
)
def test_the_people_that_were_asked_about_are_answered(planned: dict[str, Any], plan: Assistant) -> None:
    answer = ask(plan, OF_SOME, planned)
    assert (answer.status, answer.mode) == ("answered", "model")
    assert "68%以下" in texts(answer)
    assert "38%" not in texts(answer)


def test_a_figure_stays_what_is_asked_for(plan: Assistant) -> None:
    answer = ask(plan, FIGURE, {"do": "question", "question": "新生儿死亡由谁负责？"})
    assert "3.5‰以下" in texts(answer)
    assert answer.duties == ()


def test_of_several_plans_the_one_that_is_asked_is_seen(repo: Path, corpus_copy: Path) -> None:
    other = repo / "tests" / "data" / "made-up-plan"
    shutil.copytree(other, corpus_copy / "corpus" / other.name)
    with closing(Assistant.open(corpus_copy)) as both:
        assert len(both.plans) == 2
        key = both.plan.meta.key
        assert select(both, "SELECT DISTINCT plan FROM indicators").rows == ((key,),)
        assert select(both, "SELECT DISTINCT plan FROM clauses").rows == ((key,),)
        found = Seen(both).query_table("SELECT count(*) AS n FROM indicators")
        assert found == [{"n": len(both.rows)}]
