"""assistant/entitlements and families: what fits one child, what is told of it, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.build import entitlements_of, read_glosses
from assistant.entitlements import (
    Age,
    Listing,
    choose,
    english_names,
    family_of,
    hot_line,
    listing_json,
    load_circumstances,
    notes,
    oldest,
    read_age,
    told,
)
from assistant.errors import InputError
from assistant.families import Families, answer, as_text
from assistant.plan import Plan, load_plan
from assistant.records import Clause, Entitlement
from assistant.synonyms import load_thesaurus

REPO = Path(__file__).parent.parent
CORPUS = REPO / "corpus"
KNOWN = load_circumstances(CORPUS / "circumstances.tsv")
NAMES = english_names(KNOWN)


class StubIndex:
    """The plans of an index without building one."""

    def __init__(self, plan: Plan, rows: tuple[Entitlement, ...]) -> None:
        self._plan, self._rows = plan, rows

    def plans(self) -> tuple[Plan, ...]:
        return (self._plan,)

    def entitlements(self, plan: str) -> tuple[Entitlement, ...]:
        return self._rows

    def clauses(self, plan: str) -> tuple[Clause, ...]:
        return self._plan.clauses


@pytest.fixture(scope="module")
def families(daqing: Plan) -> Families:
    return Families(StubIndex(daqing, entitlements_of(CORPUS, daqing)), CORPUS)  # type: ignore[arg-type]


def names(listing: Listing) -> list[str]:
    return [fitting.row.what for fitting in listing.found]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("2y6m", Age(30, 30)), ("2岁半", Age(30, 30)), ("两岁半", Age(30, 30)), ("30个月", Age(30, 30)), ("半岁", Age(6, 6)),
        ("3岁", Age(36, 47)), ("3", Age(36, 47)), ("1岁3个月", Age(15, 15)), ("2.5 years", Age(30, 30)), ("8 years old", Age(96, 107)),
        ("十六周岁", Age(192, 203)), ("0", Age(0, 11)), ("6 months", Age(6, 6)), ("２岁", Age(24, 35)), ("百天", Age(3, 3)), ("45天", Age(1, 1)), ("六個月", Age(6, 6)),
    ],
)  # fmt: skip
def test_ages_are_read_as_people_write_them(text: str, age: Age) -> None:
    assert read_age(text) == age


@pytest.mark.parametrize(
    ("choices", "zh", "en"),
    [
        ({}, "至少选一项", "at least one"),
        ({"age": "-3"}, "没有读懂年龄", "could not be read"),
        ({"age": "很小"}, "没有读懂年龄", "could not be read"),
        ({"age": "2y13m"}, "0 到 11", "from 0 to 11"),
        ({"age": "18"}, "未满 18 周岁", "under 18"),
        ({"age": "200"}, "未满 18 周岁", "under 18"),
        ({"age": "3", "stage": "高中"}, "年龄和阶段", "check both"),
        ({"age": "3", "stage": "怀孕"}, "其中之一", "not both"),
        ({"situations": ["孤儿", "留守"]}, "不能同时成立", "cannot both hold"),
        ({"situations": ["农村", "城市"]}, "不能同时成立", "cannot both hold"),
        ({"situations": ["小学", "高中"]}, "其中之一", "one stage"),
        ({"situations": ["外星人"]}, "没有“外星人”这一项", "no choice"),
    ],
)
def test_what_cannot_be_is_told_in_both_languages(choices: dict[str, object], zh: str, en: str) -> None:
    with pytest.raises(InputError) as caught:
        family_of(KNOWN, **choices)  # type: ignore[arg-type]
    assert zh in caught.value.zh
    assert en in caught.value.en


def test_a_toddler_gets_what_is_for_its_age_first(families: Families) -> None:
    found = names(families.find(age="2岁半"))
    assert {"父母育儿假", "幼儿园招收2至3岁幼儿", "0至6岁儿童健康管理", "乘车和游览参观的票价优惠"} <= set(
        found
    )
    assert not {
        "残疾儿童免费康复",
        "学龄前儿童营养改善",
        "产前筛查",
        "课后体育服务",
        "残疾儿童学前教育",
    } & set(found)
    assert found.index("父母育儿假") < found.index("乘车和游览参观的票价优惠")


def test_circumstances_add_what_is_for_them(families: Families) -> None:
    plain, disabled = families.find(age="2岁半"), families.find(age="2岁半", situations=["听力不好"])
    assert set(names(disabled)) - set(names(plain)) >= {"残疾儿童免费康复", "残疾儿童基本康复服务"}
    assert disabled.elsewhere < plain.elsewhere
    assert "孤独症儿童教育" in names(families.find(situations=["自闭症"]))
    assert "残疾儿童免费康复" in names(families.find(situations=["自闭症"]))


@pytest.mark.parametrize(
    ("age", "fits", "edge"),
    [
        ("2y11m", True, False),
        ("3y0m", True, True),
        ("3", True, True),
        ("3y1m", False, False),
        ("4", False, False),
    ],
)
def test_at_the_very_boundary_local_rules_decide(
    families: Families, age: str, fits: bool, edge: bool
) -> None:
    leave = [f for f in families.find(age=age).found if f.row.what == "父母育儿假"]
    assert bool(leave) is fits
    if leave:
        assert leave[0].edge is edge
        shown = told(leave[0], "zh", families.line, families.names)
        assert ("由当地细则决定" in shown.boundary and "3周岁以下" in shown.boundary) is edge


@pytest.mark.parametrize(
    ("age", "fits", "edge"),
    [("5y11m", True, False), ("6", True, True), ("6y8m", True, True), ("7", False, False)],
)
def test_a_range_holds_its_last_year_and_says_so(
    families: Families, age: str, fits: bool, edge: bool
) -> None:
    found = [f for f in families.find(age=age).found if f.row.what == "0至6岁儿童健康管理"]
    assert [f.edge for f in found] == ([edge] if fits else [])


def test_before_birth_only_what_is_for_then(families: Families) -> None:
    found = set(names(families.find(stage="怀孕")))
    assert {"产前筛查", "产假和生育津贴", "孕前、孕产期营养与膳食指导"} <= found
    assert "乘车和游览参观的票价优惠" not in found
    assert names(families.find(stage="婚前"))[0] == "免费婚前医学检查"


def test_a_stage_holds_ages_by_its_own_years(families: Families) -> None:
    kindergarten, primary = (set(names(families.find(stage=stage))) for stage in ("学前", "小学"))
    assert "学龄前儿童营养改善" in kindergarten
    assert "父母育儿假" not in kindergarten
    assert "0至6岁儿童健康管理" in primary
    assert "学龄前儿童营养改善" not in primary


def test_where_a_child_lives_counts_as_a_circumstance(families: Families) -> None:
    assert "农村学生营养改善" in names(families.find(stage="小学", area="农村"))
    assert "农村学生营养改善" not in names(families.find(stage="小学", area="城市"))
    assert "参与网络的条件" in names(families.find(situations=["残疾"], area="城市"))


def test_words_and_topics_narrow(families: Families) -> None:
    assert "普惠托育" in names(families.find(words="托育"))
    assert {f.row.domain for f in families.find(topic="儿童与法律保护").found} == {"儿童与法律保护"}
    with pytest.raises(InputError, match="没有“音乐”这个方面"):
        families.find(topic="音乐")


def test_every_row_says_what_is_open_and_whom_to_ask(families: Families) -> None:
    assert families.line == "市长热线 12345"
    for row in families.rows:
        for lang in ("zh", "en"):
            fitting = next(
                iter(choose([row], family_of(KNOWN, situations=row.conditions[:1] or ["城市"])).found), None
            )
            if fitting is None:
                continue
            shown = told(fitting, lang, families.line, families.names)  # type: ignore[arg-type]
            assert shown.unsettled
            assert "12345" in shown.step
            assert row.where in shown.step or "热线" in row.where
            assert shown.quote == row.quote
    leave = families.find(age="2y", words="育儿假").found[0]
    assert "天数" in told(leave, "zh", families.line, families.names).unsettled


def test_without_a_line_in_the_plan_none_is_made_up() -> None:
    plan = load_plan(REPO / "eval" / "training" / "elder-care")
    rows = entitlements_of(CORPUS, plan)
    line, _ = hot_line(plan.clauses)
    assert oldest(plan.clauses) > 18 * 12
    found = choose(rows, family_of(KNOWN, age="70", limit=oldest(plan.clauses))).found
    assert any("免费体检" in fitting.row.quote for fitting in found)
    assert all("12345" not in told(fitting, "zh", line, NAMES).step for fitting in found) or "12345" in line
    assert any(
        "还没有人逐条核对" in note
        for note in notes(Listing(family_of(KNOWN, age="9"), found), "zh", reviewed=False)
    )


def test_the_handler_answers_and_refuses(families: Families) -> None:
    status, body = answer(families, {"age": ["2y6m"], "situation": ["残疾,农村"]})
    assert status == 200
    assert body["asked"]["months"] == [30, 30]
    assert body["asked"]["area"] == "农村"
    assert body["count"] == len(body["entitlements"])
    assert json.loads(json.dumps(body, ensure_ascii=False)) == body
    status, body = answer(families, {"age": ["99"]})
    assert status == 422
    assert body["error"]["zh"]
    assert body["error"]["en"].isascii()
    assert answer(families, {"colour": ["red"]})[0] == 422
    assert answer(families, {})[0] == 422


def test_every_row_of_the_json_is_a_quote_of_its_clause(families: Families) -> None:
    clauses = {clause.id: clause.text for clause in families.clauses}
    listing = families.find(age="2岁半", situations=["残疾", "低收入"])
    for row in listing_json(listing, "p", families.line, families.names)["entitlements"]:
        assert clauses[row["clause_id"]][row["start"] : row["end"]] == row["quote"]


def test_the_terminal_shows_quotes_and_notes_in_both_languages(families: Families) -> None:
    listing = families.find(age="2岁半", words="育儿假")
    zh, en = (as_text(families, listing, lang) for lang in ("zh", "en"))  # type: ignore[arg-type]
    for text in (zh, en):
        assert "「实施3周岁以下婴幼儿父母育儿假」 2.5.m8" in text
    assert "规划明确" in zh
    assert "Parental leave" in en
    assert "Children" in en or read_glosses(CORPUS / "x") == {}
    assert load_thesaurus(CORPUS)


def test_no_word_for_a_circumstance_means_two() -> None:
    said = [word for circumstance in KNOWN for word in circumstance.said]
    assert sorted({word for word in said if said.count(word) > 1}) == []
    names_of_all = {circumstance.name for circumstance in KNOWN}
    assert {other for c in KNOWN for other in (*c.also, *c.excludes)} <= names_of_all
