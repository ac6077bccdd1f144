"""assistant/duties: notes that say who does what, on made-up texts: their bodies, roles, time due, and what they cover."""

from __future__ import annotations

import pytest

from assistant.duties import extract, notes_in
from assistant.duties.names import split_names
from assistant.duties.posts import posts_in
from assistant.records import Clause


@pytest.mark.parametrize(
    ("text", "named", "due"),
    [
        (
            "建好球场。（责任单位：县教体局；配合单位：县财政局，各乡镇政府；完成时限：2026年8月底前）",
            {"县教体局": "负责", "县财政局": "配合", "各乡镇政府": "配合"},
            "2026年8月底前",
        ),
        (
            "牵头单位：区数据局。配合单位：区教育局。完成时间：2027年6月。",
            {"区数据局": "牵头", "区教育局": "配合"},
            "2027年6月",
        ),
        ("办好集市。【责任部门：市商务局】", {"市商务局": "负责"}, ""),
        (
            "(主办单位：区文旅局,协办单位：区妇联,联系人：王某)",
            {"区文旅局": "负责", "区妇联": "配合"},
            "",
        ),
        (
            "疏浚河道。（县水务局会同县农业农村局负责）",
            {"县水务局": "负责", "县农业农村局": "会同"},
            "",
        ),
        (
            "巡查。（由区城管局牵头，区公安分局、各街道参加）",
            {"区城管局": "牵头", "区公安分局": "参加", "各街道": "参加"},
            "",
        ),
        (
            "修路。（省交通运输厅牵头，省财政厅、省自然资源厅按职责分工负责）",
            {"省交通运输厅": "牵头", "省财政厅": "负责", "省自然资源厅": "负责"},
            "",
        ),
        (
            "普查。（教育、民政等部门按职责分工负责）",
            {"教育部门": "负责", "民政部门": "负责"},
            "",
        ),
        ("推广（居民参与）的做法。加强培训（含线上培训）。", {}, ""),
        ("完成时限：2025年底。", {}, ""),
    ],
)
def test_a_note_is_read(text: str, named: dict[str, str], due: str) -> None:
    notes = notes_in(text)
    assert {name: role for note in notes for name, role in note.named} == named
    assert "".join(note.due for note in notes) == due


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省商务厅（口岸办）、清浦市人民政府", ("省商务厅（口岸办）", "清浦市人民政府")),
        ("鹤江、柳川市人民政府", ("鹤江市人民政府", "柳川市人民政府")),
        ("东陵区、西陵区政府", ("东陵区政府", "西陵区政府")),
        ("各市、县（区）人民政府，省直有关部门", ("各市、县（区）人民政府", "省直有关部门")),
        ("市自然资源和规划局和市民政局", ("市自然资源和规划局", "市民政局")),
    ],
)
def test_a_row_of_bodies_is_cut_into_names(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "成立县河湖管护领导小组，由县长任组长，领导小组办公室设在县水务局，承担日常工作。",
            {"县长": "组长", "县水务局": "办公室"},
        ),
        (
            "联席会议由教育、民政、国资等单位组成。",
            {"教育部门": "组成", "民政部门": "组成", "国资部门": "组成"},
        ),
        ("分管副省长担任召集人。", {"分管副省长": "召集人"}),
        ("由法律、规划等领域专家组成专家库。", {}),
    ],
)
def test_posts_are_read_as_printed(sentence: str, expected: dict[str, str]) -> None:
    assert dict(posts_in(sentence)) == expected


# --- what a note is about --------------------------------------------------------------------------


def plan_of(*lines: tuple[str, str, str, str]) -> tuple[Clause, ...]:
    """Clauses of a made-up plan: id, parent, kind, text."""
    made = []
    for n, (clause_id, parent, kind, text) in enumerate(lines):
        title = "" if kind == "paragraph" else text.split("。")[0]
        number = "" if kind == "paragraph" else "1."
        made.append(Clause("made-up", clause_id, kind, number, title, (), parent, text, n, n, n, ()))  # type: ignore[arg-type]
    return tuple(made)


def about(clauses: tuple[Clause, ...]) -> dict[str, str]:
    """The clause that each clause's notes are about."""
    return {duty.clause_id: duty.covers for duty in extract(clauses) if duty.covers}


NOTE = "责任单位：县林草局；配合单位：县财政局。"


def test_a_line_of_its_own_is_about_the_item_above_it() -> None:
    plan = plan_of(
        ("1", "", "heading", "造林"),
        ("1.1", "1", "item", "育苗。建苗圃两处。"),
        ("1.1.p2", "1.1", "paragraph", NOTE),
        ("1.2", "1", "item", "栽树。栽树三万棵。"),
        ("1.2.p2", "1.2", "paragraph", NOTE),
    )
    assert about(plan) == {"1.1.p2": "1.1", "1.2.p2": "1.2"}


def test_a_note_behind_the_last_of_several_items_is_about_all_of_them() -> None:
    plan = plan_of(
        ("1", "", "heading", "造林"),
        ("1.1", "1", "item", "育苗。建苗圃两处。（县林草局负责）"),
        ("1.2", "1", "heading", "栽树"),
        ("1.2.1", "1.2", "item", "荒山。栽树三万棵。"),
        ("1.2.2", "1.2", "item", "路边。栽树一万棵。"),
        ("1.2.2.p2", "1.2.2", "paragraph", "（县林草局牵头，县交通局配合）"),
        ("1.3", "1", "item", "管护。（县林草局负责）"),
    )
    assert about(plan) == {"1.1": "1.1", "1.2.2.p2": "1.2", "1.3": "1.3"}


def test_a_note_that_ends_a_section_is_about_its_goals_and_its_measures() -> None:
    section = [
        line
        for s in ("1.1", "1.2", "1.3")
        for line in (
            (s, "1", "heading", f"方面{s}"),
            (f"{s}.t", s, "heading", "主要目标："),
            (f"{s}.t.1", f"{s}.t", "target", "覆盖率提高。"),
            (f"{s}.m", s, "heading", "策略措施："),
            (f"{s}.m.1", f"{s}.m", "measure", "办班。每年两期。"),
            (f"{s}.m.2", f"{s}.m", "measure", "走访。每月一次。"),
            (f"{s}.m.2.p2", f"{s}.m.2", "paragraph", "（牵头单位：县妇联；责任单位：县教育局）"),
        )
    ]
    plan = plan_of(("1", "", "heading", "任务"), *section)
    assert about(plan) == {f"{s}.m.2.p2": s for s in ("1.1", "1.2", "1.3")}


def test_the_only_note_of_a_section_is_about_its_item_where_other_items_have_their_own() -> None:
    plan = plan_of(
        ("1", "", "heading", "甲"),
        ("1.1", "1", "item", "育苗。（县林草局负责）"),
        ("1.2", "1", "item", "栽树。（县林草局负责）"),
        ("2", "", "heading", "乙"),
        ("2.1", "2", "item", "宣传。办展览。"),
        ("2.2", "2", "item", "培训。办班。（县教育局负责）"),
    )
    assert about(plan) == {"1.1": "1.1", "1.2": "1.2", "2.2": "2.2"}
