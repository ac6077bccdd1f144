"""assistant/duties.py: who is named, in what role, and for what; gold by reading the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.duties import ADDRESSED, COLUMNS, extract, load_actors, load_external, read_csv
from assistant.errors import CorpusError
from assistant.plan import Plan
from assistant.records import Clause, Duty

REPO = Path(__file__).parent.parent
CORPUS = REPO / "corpus"
HEADER = ",".join(COLUMNS)
ROW = "近视防控,市教育局,牵头,大庆市儿童青少年近视防控分工方案,庆政办〔2022〕1号,2022年1月1日"


@pytest.fixture(scope="module")
def duties(daqing: Plan) -> tuple[Duty, ...]:
    return extract(daqing.clauses, load_actors(CORPUS / daqing.meta.key / "actors.tsv"))


def roles(duties: tuple[Duty, ...], clause_id: str) -> dict[str, str]:
    """Role by actor in one clause, the stronger where a clause has two."""
    found: dict[str, str] = {}
    for duty in duties:
        if duty.clause_id == clause_id and found.get(duty.actor, ADDRESSED) == ADDRESSED:
            found[duty.actor] = duty.role
    return found


@pytest.mark.parametrize(
    ("clause_id", "actor", "role"),
    [
        ("4.1", "妇儿工委", "牵头"),
        ("4.1", "统计部门", "牵头"),
        ("4.1", "妇儿工委成员单位", "报送"),
        ("4.2.p3", "妇儿工委办公室", "牵头"),
        ("4.2.p2", "监测组", "负责"),
        ("3.2", "县（区）级以上政府", "负责"),
        ("3.2", "妇儿工委办公室", "负责"),
        ("3.2", "党委", "领导"),
        ("3.2", "有关部门", "承担"),
        ("3.4", "有关部门", "制定"),
        ("3.4", "人民团体", "制定"),
        ("3.5", "责任单位", "报告"),
        ("2.7.m13", "民政部门", "代表"),
        ("2.7.m13", "村（居）民委员会", "监督责任"),
        ("2.4.m9", "流出地县（区）级政府", "建立"),
        ("2.4.m10", "乡（镇）级政府", "属地责任"),
        ("2.2.m10", "密切接触未成年人的机构和人员", "报告责任"),
        ("2.2.m6", "学校", "主体责任"),
        ("2.6.m7", "互联网企业", "主体责任"),
        ("2.1.m13", "卫生健康部门", "加强"),
        ("2.1.m13", "宣传部门", "加强"),
        ("2.7.m3", "人民检察院", "确定"),
        ("2.7.m3", "司法行政部门", "确定"),
    ],
)
def test_who_is_charged_has_the_printed_role(
    duties: tuple[Duty, ...], clause_id: str, actor: str, role: str
) -> None:
    assert roles(duties, clause_id)[actor] == role


@pytest.mark.parametrize(
    ("clause_id", "actor"),
    [
        ("2.1.m10", "学校"),  # 保障学校…采光
        ("2.1.m10", "幼儿园"),
        ("2.1.m10", "家长"),  # 指导家长掌握…
        ("2.2.m9", "学校"),  # 严格学校日常安全管理
        ("2.3.m13", "妇联"),  # 发挥…妇联…的育人作用
        ("2.4.m5", "妇联执委"),
        ("2.5.m8", "用人单位"),  # 鼓励用人单位创办…
        ("2.6.m2", "共青团"),  # 支持共青团…开展
    ],
)
def test_who_is_only_addressed_is_charged_with_nothing(
    duties: tuple[Duty, ...], clause_id: str, actor: str
) -> None:
    assert roles(duties, clause_id)[actor] == ADDRESSED


@pytest.mark.parametrize("clause_id", ["2.1.m10", "2.1.g3.2", "2.2.m3"])
def test_where_the_plan_names_nobody_nobody_is_charged(duties: tuple[Duty, ...], clause_id: str) -> None:
    assert set(roles(duties, clause_id).values()) <= {ADDRESSED}


def test_children_are_never_charged(duties: tuple[Duty, ...]) -> None:
    assert not {duty.actor for duty in duties} & {"儿童", "学生", "未成年人", "孩子", ""}


def test_each_duty_stands_in_its_sentence(duties: tuple[Duty, ...], daqing: Plan) -> None:
    assert len(duties) > 300
    for duty in duties:
        sentence = "".join(daqing.by_id[duty.clause_id].text[duty.start : duty.end].split())
        assert sentence == duty.what
        if duty.role != ADDRESSED:
            assert duty.role in sentence, duty


# --- other plans -----------------------------------------------------------------------------------


def clause_of(text: str, daqing: Plan) -> Clause:
    return replace(next(c for c in daqing.clauses if c.kind == "measure"), title="", text=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "完善托育服务标准。（市卫生健康委牵头，市教育局、市财政局配合）",
            {"市卫生健康委": "牵头", "市教育局": "配合", "市财政局": "配合"},
        ),
        (
            "推进品种改良。（农业农村部、科技部等负责）",
            {"农业农村部": "负责", "科技部": "负责"},
        ),
        (
            "推进品种改良。（农业农村部、科技部等负责。列第一位者为牵头单位，下同）",
            {"农业农村部": "牵头", "科技部": "负责"},
        ),
        ("推进品种改良。（农业农村部负责）（列第一位者为牵头单位）", {"农业农村部": "负责"}),
        (
            "办好展会。（工业和信息化部、文化和旅游部、商务部等和各省级人民政府负责）",
            {"工业和信息化部": "负责", "文化和旅游部": "负责", "商务部": "负责", "各省级人民政府": "负责"},
        ),
        ("办好展会。（市教育局和市民政局负责）", {"市教育局": "负责", "市民政局": "负责"}),
        ("责任单位：市民政局、市残联", {"市民政局": "负责", "市残联": "负责"}),
        ("加强培训（含线上培训）。", {}),
    ],
)
def test_notes_behind_a_text_are_duties(text: str, expected: dict[str, str], daqing: Plan) -> None:
    found = extract([clause_of(text, daqing)], {"学校": "学校"})
    assert {duty.actor: duty.role for duty in found} == expected


# --- official divisions of duties ------------------------------------------------------------------


def test_an_official_division_of_duties_is_read(tmp_path: Path) -> None:
    file = tmp_path / "duties.csv"
    file.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    (duty,) = read_csv(file, "daqing")
    assert (duty.actor, duty.role, duty.basis, duty.what) == ("市教育局", "牵头", "external", "近视防控")
    assert duty.document == "《大庆市儿童青少年近视防控分工方案》（庆政办〔2022〕1号，2022年1月1日）"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEADER}\n{ROW}\n近视防控,,牵头,方案,1号,2022年", "line 3: the row has nothing under 部门"),
        (f"{HEADER}\n{ROW},多一格", "line 2: the row has too many cells"),
        ("事项,部门\n近视,教育局", "lacks the column 角色、文件、文号、日期"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "duties.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=says):
        read_csv(file, "daqing")


def test_national_documents_have_number_and_date() -> None:
    rows = load_external(CORPUS / "external.tsv")
    assert rows
    assert all(duty.basis == "external" and "〔" in duty.document and duty.plan == "" for duty in rows)


@pytest.mark.parametrize(
    ("text", "actor", "role"),
    [
        (
            "1.加强工作。妇儿工委设立监测评估领导小组，由有关部门组成，负责方案的审批。",
            "监测评估领导小组",
            "负责",
        ),
        ("1.加强工作。监测组由统计部门牵头，负责数据的收集。", "监测组", "负责"),
        ("1.加强工作。强化县（区）、乡（镇）级政府属地责任。", "县（区）级政府", "属地责任"),
        ("1.加强工作。村（居）民委员会儿童主任切实做好发现、报告工作。", "儿童主任", "做好"),
        ("1.加强工作。未成年人案件由具有专业知识的少年法庭进行审理。", "少年法庭", "审理"),
        ("1.加强工作。领导小组下设监测组。", "领导小组", "涉及"),
        ("1.加强工作。儿童家长接受指导服务。", "家长", "涉及"),
    ],
)
def test_who_is_charged_without_being_the_plain_subject(
    text: str, actor: str, role: str, daqing: Plan
) -> None:
    names = ("妇儿工委", "监测评估领导小组", "领导小组", "监测组", "统计部门", "有关部门", "县（区）级政府", "乡（镇）级政府",
             "村（居）民委员会", "儿童主任", "少年法庭", "家长")  # fmt: skip
    found = {
        duty.actor: duty.role for duty in extract([clause_of(text, daqing)], {name: name for name in names})
    }
    assert found[actor] == role


def test_a_note_that_says_where_names_only_the_body(daqing: Plan) -> None:
    found = extract([clause_of("1.加强实训。（技工院校内由人力资源社会保障行政部门负责）", daqing)])
    assert {duty.actor for duty in found} == {"人力资源社会保障行政部门"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.发放证书。省水利行政部门、渔业行政部门在职责范围内，分别负责核发库区内外的证书（湖区内由渔业行政部门负责），"
            "省水利行政部门牵头制定标准。",
            {"省水利行政部门": "负责", "渔业行政部门": "负责"},
        ),
        (
            "1.清理政策。国务院住房和城乡建设主管部门会同有关部门，适时清理政策。",
            {"国务院住房和城乡建设主管部门": "会同"},
        ),
        (
            "1.加强统筹。国务院气象主管部门、地震工作行政部门按职责权限，分别组织演练。",
            {"国务院气象主管部门": "组织", "地震工作行政部门": "组织"},
        ),
        ("1.加强统筹。各地要支持由教育行政部门推荐的项目。", {"教育行政部门": "推荐"}),
    ],
)
def test_departments_by_their_name_in_law_are_named_whole_and_charged(
    text: str, expected: dict[str, str], daqing: Plan
) -> None:
    found = {duty.actor: duty.role for duty in extract([clause_of(text, daqing)])}
    assert {name: role for name, role in found.items() if name in expected} == expected
    assert not [name for name in found if name.endswith("部门") and name not in (*expected, "有关部门")]


def test_a_sentence_of_marks_only_names_nobody(daqing: Plan) -> None:
    assert extract([clause_of("（十）保。儿。）。", daqing)], {}) == ()
