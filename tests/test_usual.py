"""A text without a grammar of its own is read in whatever usual order it is printed; slips of print are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import META, TITLE, write_plan

from assistant.errors import CorpusError
from assistant.plan import Plan, load_plan

PLAIN = META.partition("grammar")[0]


def read(folder: Path, *lines: str) -> Plan:
    return load_plan(write_plan(folder / "p", list(lines), meta=PLAIN))


def outline(plan: Plan) -> list[tuple[str, str]]:
    """Id and kind of all clauses but the title."""
    return [(clause.id, clause.kind) for clause in plan.clauses[1:]]


def ids(plan: Plan) -> list[str]:
    return [clause.id for clause in plan.clauses[1:]]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(
            ["第一编 总论", "第一章 现状", "第一节 基础", "一、水利", "（一）水库。已建三座。", "第二节 问题", "第二编 任务", "第二章 治水"],
            ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.1.2", "2", "2.2"],
            id="parts, chapters that run on, sections",
        ),
        pytest.param(
            ["第一章 总则", "第一条 为了管好河道，制定本办法。", "第二条 本办法适用于全市。", "第二章 职责", "第三条 河长巡河：", "（一）查水。", "（二）查岸。"],
            ["1", "1.1", "1.2", "2", "2.3", "2.3.1", "2.3.2"],
            id="articles that run on",
        ),
        pytest.param(
            ["一、渠道", "1、清淤。", "（1）人工。", "①早班。", "②晚班。", "（2）机械。", "2、衬砌。"],
            ["1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2", "1.1.2", "1.2"],
            id="down to circled numbers",
        ),
        pytest.param(
            ["1．总体考虑", "1.1 编制依据", "1.2 适用范围", "1.2.1 陆域", "2．重点工作", "2.1 造林"],
            ["1", "1.1", "1.2", "1.2.1", "2", "2.1"],
            id="decimal numbers",
        ),
        pytest.param(
            ["一、目标", "（一）总量。", "二、任务", "行动一：造林行动", "1.荒山造林。", "2.退耕还林。", "行动二：护林行动", "1.巡护。"],
            ["1", "1.1", "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"],
            id="a word with a number",
        ),
        pytest.param(
            ["一、任务", "（ 一 ）补链。补齐短板。", "( 二 )强链。做大龙头。", "㈢延链。延长产业。"],
            ["1", "1.1", "1.2", "1.3"],
            id="blanks in brackets, signs",
        ),
        pytest.param(
            ["一、目标", "到2030年见效。", "●绿地增加。", "●水质变好。", "二、原则", "——坚持节约。少花钱。", "——坚持共享。大家用。"],
            ["1", "1.p1", "1.t1", "1.t2", "2", "2.t1", "2.t2"],
            id="bullets and dashes",
        ),
        pytest.param(
            ["一、任务", "1.修路。", "2.架桥。", "二、保障", "3.用地。", "4.用电。"],
            ["1", "1.1", "1.2", "2", "2.3", "2.4"],
            id="numbers that run on through the headings",
        ),
    ],
)  # fmt: skip
def test_the_usual_orders(tmp_path: Path, lines: list[str], wanted: list[str]) -> None:
    plan = read(tmp_path, *lines)
    assert ids(plan) == wanted
    assert not plan.slips


def test_labels_hold_numbers_of_their_own(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "一、领域", "（一）林业", "发展目标：", "1.森林覆盖率达到35%。", "2.蓄积量稳步增加。", "工作措施：", "1.造林。每年十万亩。",
        "（二）草业", "发展目标：", "1.草原植被盖度达到60%。", "工作措施：", "1.禁牧。封育三年。",
    )  # fmt: skip
    assert outline(plan)[2:] == [
        ("1.1.h1", "heading"), ("1.1.h1.1", "target"), ("1.1.h1.2", "target"), ("1.1.h2", "heading"), ("1.1.h2.1", "measure"),
        ("1.2", "heading"), ("1.2.h1", "heading"), ("1.2.h1.1", "target"), ("1.2.h2", "heading"), ("1.2.h2.1", "measure"),
    ]  # fmt: skip
    assert plan.by_id["1.2.h2.1"].path == ("一、领域", "（二）草业", "工作措施")


def test_goals_hold_lines(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "一、林业",
        "（一）目标",
        "1.山更绿。",
        "——60岁以上护林员领取津贴。",
        "——蓄积量增加。",
        "2.水更清。",
        "（二）基本原则",
        "——坚持节约。少花钱。",
    )
    assert outline(plan)[1:] == [
        ("1.1", "heading"), ("1.1.1", "goal"), ("1.1.1.t1", "target"), ("1.1.1.t2", "target"), ("1.1.2", "target"), ("1.2", "heading"),
        ("1.2.t1", "principle"),
    ]  # fmt: skip
    assert plan.by_id["1.1.1.t1"].number == "——"


@pytest.mark.parametrize("label", ["具体目标", "【具体目标】", "具体目标："])
def test_a_label_is_one_with_or_without_its_marks(tmp_path: Path, label: str) -> None:
    plan = read(tmp_path, "一、林业", label, "到2030年全部绿化。", "二、草业")
    assert outline(plan) == [("1", "heading"), ("1.h1", "heading"), ("1.h1.p1", "paragraph"), ("2", "item")]


def test_a_list_that_begins_again_hangs_on_the_line_above_it(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "一、造林",
        "1.选种。",
        "2.整地。",
        "验收时要看以下两点：",
        "1.成活。",
        "2.密度。",
        "二、护林",
    )
    assert ids(plan) == ["1", "1.1", "1.2", "1.h1", "1.h1.1", "1.h1.2", "2"]
    assert not plan.slips


def test_a_box_of_entries(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "一、治水", "1.河道。清淤一百里。", "2.水库。加固两座。", "专栏1：治水重点工程", "1.东河工程。投资三亿元。", "2.西河工程：", "（1）上段。", "（2）下段。",
        "3.南河工程。投资一亿元。", "二、治山", "1.造林。",
    )  # fmt: skip
    assert ids(plan) == [
        "1", "1.1", "1.2", "1.b1", "1.b1.1", "1.b1.2", "1.b1.2.1", "1.b1.2.2", "1.b1.3", "2", "2.1",
    ]  # fmt: skip
    box = plan.by_id["1.b1"]
    assert (box.number, box.title) == ("专栏1", "治水重点工程")
    assert plan.by_id["1.b1.3"].path == ("一、治水", "专栏1 治水重点工程")


def test_a_box_that_is_a_table_ends_with_its_last_row_or_note(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "一、指标", "到2025年完成下列指标。", "表1 主要指标", "序号 指标 单位 2020年 2025年", "1 绿地面积 公顷 10 20", "2 公园 个 3 8", "注：绿地含水面。",
        "各区分别落实以上指标并按年报告。", "二、措施",
    )  # fmt: skip
    assert ids(plan) == ["1", "1.p1", "1.b1", "1.b1.p1", "1.b1.p2", "1.b1.p3", "1.b1.p4", "1.p2", "2"]


def test_a_box_of_named_lines_ends_where_the_text_goes_on(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "一、育人", "办好学校。", "专栏 育人工程", "名师工程。培养名师一百名。", "强校工程：改造学校十所。",
        "与此同时，各地要把师德放在首位，把课堂教好，把活动办好，并让每一名学生都能参加其中的一项",
        "二、保障",
    )  # fmt: skip
    assert ids(plan) == ["1", "1.p1", "1.b1", "1.b1.p1", "1.b1.p2", "1.p2", "2"]


def test_numbers_go_on_after_a_box(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "一、任务", "（一）修路。修一百里。", "专栏1 道路", "国道：修三十里。", "（二）架桥。架两座。", "专栏2 桥梁", "1.东桥。", "（三）通车。",
    )  # fmt: skip
    assert ids(plan) == ["1", "1.1", "1.b1", "1.b1.p1", "1.2", "1.b2", "1.b2.1", "1.3"]


def test_signature_date_and_annexes_stand_outside_the_text(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "一、任务", "（一）修路。", "附件：1.任务清单", "2.联系名单", "云泽市人民政府", "2023年5月1日", "（此件公开发布）", "附件1", "任务清单", "一、上半年", "1.勘测。", "附件2 联系名单", "张三。",
    )  # fmt: skip
    assert ids(plan) == [
        "1", "1.1", "0.p1", "0.p2", "0.p3", "0.p4", "0.p5", "a1", "a1.1", "a1.1.1", "a2", "a2.p1",
    ]  # fmt: skip
    assert (plan.by_id["a1"].number, plan.by_id["a1"].title) == ("附件1", "任务清单")


def test_annexes_are_listed_before_they_begin_and_a_date_under_the_title_ends_nothing(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "2023年5月1日", "一、步骤", "第一阶段：动员（5月）。开会。", "第二阶段：实施（6月）。动工。", "附件：1.任务表", "2.分解表", "附件1", "任务表", "修路。", "附件2", "分解表", "架桥。",
    )  # fmt: skip
    assert ids(plan) == ["0.p1", "1", "1.1", "1.2", "0.p2", "0.p3", "a1", "a1.p1", "a2", "a2.p1"]
    assert plan.by_id["1.2"].title == "实施（6月）"
    assert not plan.slips


def test_a_notice_may_stand_before_the_title(tmp_path: Path) -> None:
    text = f"云泽市人民政府关于印发规划的通知\n各县区：\n现印发给你们。\n2021年3月2日\n{TITLE}\n一、总则\n（一）目标。\n"
    plan = load_plan(write_plan(tmp_path / "p", text, meta=PLAIN))
    assert [c.id for c in plan.clauses] == ["0.p1", "0.p2", "0.p3", "0.p4", "0", "1", "1.1"]


@pytest.mark.parametrize(
    "printed", ["云泽市儿童发展规划(2021－2025年)", "云泽市儿童发展规划 （2021—2025 年）"]
)
def test_a_title_is_known_in_other_marks(tmp_path: Path, printed: str) -> None:
    meta = PLAIN.replace(TITLE, "云泽市儿童发展规划（2021-2025年）")
    plan = load_plan(write_plan(tmp_path / "p", f"{printed}\n一、总则\n", meta=meta))
    assert plan.clauses[0].kind == "title"


def test_a_table_of_contents_is_no_part_of_the_tree(tmp_path: Path) -> None:
    plan = read(
        tmp_path, "目　录", "第一章 总则……1", "第二章 任务……3", "第一章 总则", "第一节 目标", "第二章 任务"
    )
    assert ids(plan) == ["0.p1", "0.p2", "0.p3", "1", "1.1", "2"]


# --- numbers that only might be markers, and slips -------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("3.12345热线全年开通。", "item"),
        ("3.5万户居民受益。", "item"),  # the very number expected
        ("4.5万户居民受益。", "paragraph"),
        ("二、三级医院要开设门诊。", "paragraph"),
        ("第二条生产线年底投产。", "paragraph"),
        ("2025年底前完成。", "paragraph"),
        ("12岁以下儿童免费。", "paragraph"),
    ],
)
def test_a_number_is_a_marker_where_it_is_expected(tmp_path: Path, line: str, kind: str) -> None:
    plan = read(
        tmp_path, "一、任务", "1.修路。", "2.架桥。", line, "3.通车。" if kind == "paragraph" else "4.通车。"
    )
    assert plan.clauses[4].kind == kind
    assert not plan.slips


@pytest.mark.parametrize(
    ("lines", "wanted", "line", "words"),
    [
        (["一、甲", "1.乙。", "3.丙。"], ["1", "1.1", "1.3"], 4, "'3.' is out of order: 2 was expected"),
        (["一、甲", "三、丙", "四、丁"], ["1", "3", "4"], 3, "'三、' is out of order"),
        (["一、甲", "（一）乙。", "（二）丙。", "（二）丁。"], ["1", "1.1", "1.2", "1.2~2"], 5, "'（二）' is out of order"),
        (["一、甲", "一、乙", "二、丙"], ["1", "1~2", "2"], 3, "'一、' is out of order"),
    ],
)  # fmt: skip
def test_a_slip_of_print_is_read_as_printed_and_told(
    tmp_path: Path, lines: list[str], wanted: list[str], line: int, words: str
) -> None:
    plan = read(tmp_path, *lines)
    assert ids(plan) == wanted
    assert [slip.line for slip in plan.slips] == [line]
    assert words in plan.slips[0].text


def test_numbering_that_no_order_has_is_told(tmp_path: Path) -> None:
    plan = read(tmp_path, "一、甲", "Ⅰ、乙。")
    assert (plan.clauses[-1].kind, plan.slips[0].line) == ("paragraph", 3)


def test_a_text_without_any_heading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no heading was found"):
        read(tmp_path, "甲。", "乙。")


# --- a grammar of its own --------------------------------------------------------------------------


def test_chapters_and_sections_may_share_a_marker(tmp_path: Path) -> None:
    grammar = """
[[grammar]]
name = "chapter"
marker = "第han章"
under = ["root"]
kind = "heading"
id = "{n}"
[[grammar]]
name = "section"
marker = "第han章"
under = ["chapter"]
kind = "heading"
id = "{parent}.{n}"
[[grammar]]
name = "article"
marker = "第han条"
under = ["section"]
kind = "item"
id = "{parent}.{n}"
"""
    lines = ["第一章 甲", "第一节 乙", "第一条 丙。", "第二节 丁", "第二条 戊。", "第二章 己"]
    plan = load_plan(write_plan(tmp_path / "p", lines, meta=PLAIN + grammar))
    assert ids(plan) == ["1", "1.1", "1.1.1", "1.2", "1.2.2", "2"]


def test_the_number_expected_next_is_a_marker_before_digits(tmp_path: Path) -> None:
    lines = ["一、总则", "（一）健康。", "主要目标：", "1.甲。", "2.12320热线开通。", "——4.5万户受益。"]
    plan = load_plan(write_plan(tmp_path / "p", lines))
    assert [c.id for c in plan.clauses if c.kind in ("goal", "target")] == ["1.1.g1", "1.1.g2", "1.1.g2.1"]
