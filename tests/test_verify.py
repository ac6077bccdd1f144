"""assistant/verify: what is kept and what is dropped.

The golden table is cases/verify.jsonl, one sentence a line, checked against the plan's own rows and clauses:

    title      what the line shows
    expect     pass or fail
    check      the check that must name the fault; null where the sentence passes, or where any check may
    rows       ids of the rows fetched as evidence; their clauses are fetched with them
    sentence   the text under test
    citations  clause ids, numbered from 1, each quoting its whole clause; or {"clause": id, "quote": words,
               "shift": characters that the quote is misplaced by, "repaired": true or false, "path": headings}
    cites      numbers that the sentence cites; all of them unless given
    echo       words of the sentence that stand in an echo slot
    altered    {row id: {field: value}}: cells that the table holds against its clause
    withheld   clause ids that were cited and not fetched
    table      what was asked of the table, by the fields of TableQuery; bounds as [operator, figure]
    duties     who does what in the clauses and documents, where that is asked
    found      ids of the clauses that the statement found, where it was asked for clauses
    others     sentences of the same draft, each citing all citations; before: those before it, citing none
    help       true: the help lines are among the evidence
    question   what was asked, for what is confirmed to be held against
    by_model   true: a language model wrote the sentence
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import assistant.recount
import assistant.restated
import assistant.verify
from assistant.agent import Assistant
from assistant.numerals import find_quantities
from assistant.plan import source_span
from assistant.records import (
    Answer,
    Bound,
    Citation,
    Clause,
    Draft,
    Duty,
    Evidence,
    Indicator,
    Pair,
    Sentence,
    TableQuery,
)
from assistant.verify import CHECKS, Check, Verdict, check

REPO = Path(__file__).parent.parent
CASES = [
    json.loads(line)
    for line in (REPO / "tests" / "cases" / "verify.jsonl").read_text(encoding="utf-8").splitlines()
]
PASS = [case for case in CASES if case["expect"] == "pass"]
FAIL = [case for case in CASES if case["expect"] == "fail"]
FIELDS = {
    "title",
    "expect",
    "check",
    "rows",
    "sentence",
    "citations",
    "cites",
    "echo",
    "altered",
    "withheld",
    "table",
    "found",
    "others",
    "before",
    "help",
    "duties",
    "question",
    "by_model",
}


# --- the golden table


def _altered(row: Indicator, cells: dict[str, Any]) -> Indicator:
    if "value" in cells:
        cells = cells | {"value": Decimal(cells["value"])}
    return replace(row, **cells)


def _evidence(case: dict[str, Any], plan: Assistant) -> Evidence:
    rows = [_altered(plan.rows[row], case.get("altered", {}).get(row, {})) for row in case["rows"]]
    cited = [e if isinstance(e, str) else e["clause"] for e in case["citations"] if "document" not in e]
    found = tuple(case.get("found", ()))
    table = _table(case["table"]) if "table" in case else None
    against = tuple(plan.rows[row] for row in ((*table.against, *table.uncounted) if table else ()))
    ids = [row.clause_id for row in (*rows, *against)] + cited + list(found)
    clauses = [plan.tree.clauses[i] for i in dict.fromkeys(ids) if i not in case.get("withheld", ())]
    if table is not None and table.pair is not None:
        clauses += [c for c in plan.tree.clauses.values() if c.kind in table.kinds and c not in clauses]
    period = plan.plan.meta.period
    lines = plan.help_lines if case.get("help") else ()
    made = Evidence(tuple(rows), tuple(clauses), None, period, plan.glosses, table=table, found=found)
    duties = tuple(Duty(**given) for given in case.get("duties", ()))
    return replace(
        made,
        against=against,
        help_lines=lines,
        duties=duties,
        question=case.get("question", ""),
        text=plan.catalog.vocabulary,
    )


def _table(given: dict[str, Any]) -> TableQuery:
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    for name in {"bounds", "sizes"} & fields.keys():
        fields[name] = tuple(Bound(operator, Decimal(figure)) for operator, figure in fields[name])
    if "stated" in fields:
        fields["stated"] = Bound(fields["stated"][0], Decimal(fields["stated"][1]))
    if "times" in fields:
        fields["times"] = Decimal(fields["times"])
    if "pair" in fields:
        pair = fields["pair"]
        bound = Bound(pair["bound"][0], Decimal(pair["bound"][1])) if "bound" in pair else None
        places = (tuple(pair.get(name, ())) for name in ("first_in", "second_in"))
        fields["pair"] = Pair(pair["first"], pair["second"], pair["by"], bound, *places)
    if "without" in fields:
        fields["without"] = _table(fields["without"])
    return TableQuery(**fields)


def _citation(n: int, entry: str | dict[str, Any], plan: Assistant) -> Citation:
    given = {"clause": entry} if isinstance(entry, str) else entry
    if "document" in given:
        return Citation(n, "document", "", "", (), "", 0, 0, False, given["document"])
    clause: Clause = plan.tree.clauses[given["clause"]]
    quote = given.get("quote", clause.text)
    at = clause.text.find(quote) if quote else 0
    start, end, repaired = source_span(clause, max(at, 0), max(at, 0) + max(len(quote), 1))
    start, end = start + given.get("shift", 0), end + given.get("shift", 0)
    repaired = given.get("repaired", repaired)
    path = tuple(given.get("path", clause.path))
    return Citation(n, "clause", clause.plan, clause.id, path, quote, start, end, repaired)


def _draft(case: dict[str, Any], plan: Assistant) -> Draft:
    citations = tuple(_citation(n, entry, plan) for n, entry in enumerate(case["citations"], 1))
    text = case["sentence"]
    echo = tuple((text.index(words), text.index(words) + len(words)) for words in case.get("echo", ()))
    cites = tuple(case.get("cites", [citation.n for citation in citations]))
    every = tuple(citation.n for citation in citations)
    others = tuple(Sentence(other, every) for other in case.get("others", ()))
    tested = Sentence(text, cites, echo, by_model=case.get("by_model", False))
    before = tuple(Sentence(other) for other in case.get("before", ()))
    return Draft((*before, tested, *others), citations)


def _verdict(
    case: dict[str, Any], plan: Assistant, checks: tuple[tuple[str, Check], ...] | None = None
) -> Verdict:
    """What becomes of the sentence under test; the others of its draft are left out."""
    verdict = check(_draft(case, plan), _evidence(case, plan), checks)
    text = case["sentence"]
    return replace(
        verdict,
        sentences=tuple(s for s in verdict.sentences if s.text == text),
        dropped=tuple(d for d in verdict.dropped if d.text == text),
    )


@pytest.mark.parametrize("case", PASS, ids=lambda case: case["title"])
def test_keeps_what_the_plan_says(case: dict[str, Any], plan: Assistant) -> None:
    verdict = _verdict(case, plan)
    assert verdict.dropped == ()
    assert [sentence.text for sentence in verdict.sentences] == [case["sentence"]]


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case["title"])
def test_drops_what_the_plan_does_not_say(case: dict[str, Any], plan: Assistant) -> None:
    verdict = _verdict(case, plan)
    assert verdict.sentences == (), "the sentence was shown"
    assert len(verdict.dropped) == 1
    assert case["check"] in (None, verdict.dropped[0].check)
    assert verdict.dropped[0].reason


def test_the_table_is_well_formed() -> None:
    assert len(PASS) >= 25
    assert len(FAIL) >= 50
    assert [title for title, n in Counter(case["title"] for case in CASES).items() if n > 1] == []
    names = {name for name, _ in CHECKS}
    for case in CASES:
        assert set(case) <= FIELDS, case["title"]
        assert case["expect"] in ("pass", "fail"), case["title"]
        assert case["check"] is None or (case["expect"] == "fail" and case["check"] in names), case["title"]


# --- each check earns its place


@pytest.mark.parametrize("name", [name for name, _ in CHECKS])
def test_each_check_catches_what_the_others_let_pass(name: str, plan: Assistant) -> None:
    others = tuple(entry for entry in CHECKS if entry[0] != name)
    assert any(_verdict(case, plan, others).sentences for case in FAIL if case["check"] == name)


def test_without_checks_everything_would_pass(plan: Assistant) -> None:
    assert all(_verdict(case, plan, ()).sentences for case in FAIL)


# --- the verdict


def test_one_bad_sentence_does_not_take_the_good_ones_along(plan: Assistant) -> None:
    evidence = _evidence({"rows": ["2.1.g3.2", "2.1.g8.3"], "citations": []}, plan)
    citations = (_citation(1, "2.1.g3.2", plan), _citation(2, "2.1.g8.3", plan))
    good = Sentence("到2025年，婴儿死亡率控制在5.5‰以下。", (1,))
    bad = Sentence("到2025年，小学生近视率降至83%以下。", (2,))
    verdict = check(Draft((bad, good), citations), evidence)
    assert verdict.sentences == (good,)
    assert [citation.n for citation in verdict.citations] == [1], "a citation that nothing uses is not shown"
    assert [dropped.text for dropped in verdict.dropped] == [bad.text]


def test_a_sentence_is_never_rewritten(plan: Assistant) -> None:
    for case in CASES:
        draft = _draft(case, plan)
        verdict = _verdict(case, plan)
        assert verdict.sentences in ((), tuple(s for s in draft.sentences if s.text == case["sentence"]))
        assert [dropped.text for dropped in verdict.dropped] in ([], [case["sentence"]])


def test_an_empty_draft_gives_an_empty_verdict() -> None:
    assert check(Draft((), ()), Evidence()) == Verdict((), (), ())


def test_a_word_denied_may_stand_within_the_one_told() -> None:
    quote = "课后服务结束时间原则上不早于当地正常下班时间。"
    said = "不是，规划原文是「不早于」，不是「」。"
    assert assistant.restated.wrong_denial(said, ["早于"], quote, of_clause=False) is None
    alone = quote + "早于此时的，另行安排。"
    assert assistant.restated.wrong_denial(said, ["早于"], alone, of_clause=False) is not None


@pytest.mark.parametrize(
    ("checker", "allowed"),
    [
        (
            assistant.verify,
            {
                "errors",
                "numerals",
                "patterns",
                "plan",
                "records",
                "promised",
                "recount",
                "restated",
                "shortening",
            },
        ),
        (assistant.recount, {"numerals", "patterns", "records"}),
        (assistant.restated, {"numerals", "patterns", "records"}),
    ],
)
def test_imports_nothing_that_made_the_draft(checker: ModuleType, allowed: set[str]) -> None:
    top = Path(str(checker.__file__))
    name = checker.__name__.split(".")[1]
    for path in top.parent.glob("*.py") if top.name == "__init__.py" else [top]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert all(node.level == 0 for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)), path
        assert _own_imports(tree) <= allowed | {name}, path


def _own_imports(tree: ast.Module) -> set[str]:
    """Names of our modules and packages that a module imports."""
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported += [f"{node.module}.{alias.name}" for alias in node.names]
    return {name.split(".")[1] for name in imported if name.startswith("assistant.")}


# --- right answers, altered

QUESTIONS = (
    "2025年婴儿死亡率目标是多少？",
    "新生儿死亡率目标",
    "新生儿访视率要达到多少",
    "5岁以下儿童死亡率目标是多少",
    "近视率目标是多少",
    "小学生和初中生近视率",
    "高中生近视率",
    "产前筛查率",
    "低出生体重发生率",
    "新生儿听力筛查率",
    "新生儿疾病筛查率",
    "3岁以下儿童系统管理率",
    "7岁以下儿童健康管理率",
    "适龄儿童免疫规划疫苗接种率",
    "12岁以下儿童龋患率",
    "6个月内婴儿纯母乳喂养率",
    "5岁以下儿童贫血率",
    "5岁以下儿童生长迟缓率",
    "0至6岁儿童眼保健和视力检查覆盖率",
    "体质健康标准达标优良率",
    "心理健康教育教师",
    "每千名儿童床位",
    "儿科医生",
    "全科医生",
    "儿童保健医生",
    "妇幼健康服务机构",
    "睡眠时间要求",
    "初中生睡眠时间",
    "户外自然光",
    "儿童伤害死亡率",
    "普惠性幼儿园覆盖率",
    "学前教育毛入园率",
    "义务教育优质均衡率",
    "九年义务教育巩固率",
    "高中阶段教育毛入学率",
    "适龄残疾儿童义务教育入学率",
    "家长学校比例",
    "家庭教育指导服务",
    "家庭教育实践活动",
    "农村自来水普及率",
    "规划报送期限",
    "What is the 2025 target for the infant mortality rate?",
    "What is the target for the myopia rate?",
    "junior high myopia rate",
    "How many hours should a primary pupil sleep?",
    "child injury mortality rate",
    "rural tap water coverage",
)

_UNITS = {
    "%": ("‰", "个百分点", ""), "‰": ("%", ""), "名": ("张", "%"), "张": ("名", "所"), "所": ("张", "%"), "次": ("名", "小时"),
    "小时": ("分钟", "天"), "个月": ("天", "年"), "hours": ("minutes", "days"),
}  # fmt: skip
_BOUNDS = {
    "以上": ("以下", "以内", ""), "以下": ("以上", "", "及以上"), "以内": ("以上", ""), "至少": ("至多", "不到", ""),
    "不少于": ("不超过", "少于", ""), "不超过": ("不低于", "超过"), "at least ": ("at most ", "under ", ""),
    "at most ": ("at least ", "more than ", "under ", ""), "下降": ("上升", "下降到"), "down by ": ("up by ", ""),
}  # fmt: skip


def _evidence_of(answer: Answer, plan: Assistant) -> Evidence:
    assert answer.sql is not None
    at = answer.sql.columns.index("id")
    rows = tuple(plan.rows[str(cells[at])] for cells in answer.sql.rows)
    clauses = tuple(plan.clauses[i] for i in dict.fromkeys(row.clause_id for row in rows))
    return Evidence(rows, clauses, answer.sql, plan.plan.meta.period, plan.glosses)


def _figures_of(sentence: Sentence, evidence: Evidence) -> list[tuple[int, int]]:
    """Spans of the figures a sentence claims, bounds included: not the years, not the ages inside names."""
    values = {row.value for row in evidence.indicators}
    return [
        (q.start, q.end)
        for q in find_quantities(sentence.text)
        if q.value in values and not re.match(r"[岁周]|-?year", sentence.text[q.end :]) and "岁" not in q.text
    ]


def _other_digits(text: str, digit: int) -> Iterator[str]:
    for match in re.finditer(r"\d", text):
        if match.group() != str(digit):
            yield text[: match.start()] + str(digit) + text[match.end() :]


def _other_words(text: str, table: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for word, others in table.items():
        if word in text:
            yield from (text.replace(word, other, 1) for other in others)


def _alterations(sentence: Sentence, evidence: Evidence, digit: int) -> list[str]:
    """The sentence with one figure, unit or bound altered."""
    texts = []
    for start, end in _figures_of(sentence, evidence):
        figure = sentence.text[start:end]
        altered = [
            *_other_digits(figure, digit),
            *_other_words(figure, _UNITS),
            *_other_words(figure, _BOUNDS),
        ]
        texts += [sentence.text[:start] + words + sentence.text[end:] for words in altered]
    return [text for text in texts if text != sentence.text]


@pytest.fixture(scope="module")
def answers(plan: Assistant) -> list[tuple[Answer, Evidence]]:
    asked = [plan.ask(question) for question in QUESTIONS]
    return [(answer, _evidence_of(answer, plan)) for answer in asked]


def test_right_answers_lose_nothing(answers: list[tuple[Answer, Evidence]]) -> None:
    for question, (answer, evidence) in zip(QUESTIONS, answers, strict=True):
        assert (answer.status, answer.reason, answer.dropped) == ("answered", None, ()), question
        again = check(Draft(answer.sentences, answer.citations), evidence)
        assert (again.sentences, again.dropped) == (answer.sentences, ()), question


@given(data=st.data())
@settings(
    max_examples=250,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_one_altered_figure_unit_or_bound_is_caught(
    data: st.DataObject, answers: list[tuple[Answer, Evidence]]
) -> None:
    answer, evidence = data.draw(st.sampled_from(answers))
    digit = data.draw(st.integers(0, 9))
    stated = [s for s in answer.sentences if _alterations(s, evidence, digit)]
    sentence = data.draw(st.sampled_from(stated))
    text = data.draw(st.sampled_from(_alterations(sentence, evidence, digit)))
    verdict = check(Draft((replace(sentence, text=text),), answer.citations), evidence)
    assert verdict.sentences == (), text


def test_every_altered_unit_and_bound_of_every_answer_is_caught(
    answers: list[tuple[Answer, Evidence]],
) -> None:
    tried, shown = 0, []
    for answer, evidence in answers:
        for sentence in answer.sentences:
            for text in _alterations(sentence, evidence, 7):
                tried += 1
                draft = Draft((replace(sentence, text=text),), answer.citations)
                shown += [kept.text for kept in check(draft, evidence).sentences]
    assert shown == []
    assert tried > 300


@given(st.text(max_size=60), st.text(max_size=20))
@settings(max_examples=100, deadline=None, database=None)
def test_any_text_can_be_checked(text: str, quote: str) -> None:
    citation = Citation(1, "clause", "p", "1", (), quote, 0, len(quote), False)
    check(Draft((Sentence(text, (1,), ((0, len(text)),)), Sentence(text)), (citation,)), Evidence())
