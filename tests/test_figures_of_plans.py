"""Figures as other plans print them: lists, several years, lines by year, tables; results are no targets. All made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import TITLE, write_plan

from assistant.indicators import Genre, check_rows, extract
from assistant.plan import load_plan
from assistant.records import Indicator

META = f'title = "{TITLE}"\nregion = "云泽市"\nperiod = [2023, 2027]\n'


def rows_of(folder: Path, genre: Genre, *lines: str, heading: str = "主要目标") -> tuple[Indicator, ...]:
    """The rows of a plan whose only chapter has these lines."""
    plan = load_plan(
        write_plan(folder / "p", [f"一、{heading}", *lines, "二、保障措施", "加强领导。"], meta=META)
    )
    found, _ = extract(plan, genre)
    check_rows(plan, found)
    return found


def told(row: Indicator) -> tuple[str, str, str | None, str, int | None]:
    return row.name, str(row.value), row.unit, row.comparator, row.target_year


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "到2025年，改造雨水管渠、污水干管分别达到30公里、55公里。",
            [("改造雨水管渠", "30", "公里", "=", 2025), ("污水干管", "55", "公里", "=", 2025)],
        ),
        (
            "工伤保险、生育保险农民工参保人数分别达到3.5万人和2万人。",
            [("工伤保险农民工参保人数", "35000", "人", "=", 2027), ("生育保险农民工参保人数", "20000", "人", "=", 2027)],
        ),
        (
            "村干部、社区干部中党员比例分别不低于70%和80%。",
            [("村干部中党员比例", "70", "%", ">=", 2027), ("社区干部中党员比例", "80", "%", ">=", 2027)],
        ),
        (
            "到2025年，奶业、肉牛、水产品规模养殖率分别达到70%、40%和82%，饲料成本较2022年分别下降3个、2.5个和1个百分点。",
            [
                ("奶业规模养殖率", "70", "%", "=", 2025), ("肉牛规模养殖率", "40", "%", "=", 2025),
                ("水产品规模养殖率", "82", "%", "=", 2025), ("奶业饲料成本", "3", "个百分点", "down_by", 2025),
                ("肉牛饲料成本", "2.5", "个百分点", "down_by", 2025), ("水产品饲料成本", "1", "个百分点", "down_by", 2025),
            ],
        ),
        (
            "到2024年、2027年，全市社区书屋分别达到60个、150个。",
            [("全市社区书屋", "60", "个", "=", 2024), ("全市社区书屋", "150", "个", "=", 2027)],
        ),
        (
            "森林覆盖率和湿地保护修复率均达到35%以上。",
            [("森林覆盖率", "35", "%", ">=", 2027), ("湿地保护修复率", "35", "%", ">=", 2027)],
        ),
        (
            "人均预期寿命2025年达到79岁，2027年达到80.2岁左右。",
            [("人均预期寿命", "79", "岁", "=", 2025), ("人均预期寿命", "80.2", "岁", "=", 2027)],
        ),
        (
            "到2025年，再生水利用率达到25%，较2022年提高6个百分点；旅游总收入突破90亿元，年均增长8%以上。",
            [
                ("再生水利用率", "25", "%", "=", 2025), ("再生水利用率", "6", "个百分点", "up_by", 2025),
                ("旅游总收入", "9000000000", "元", ">", 2025), ("旅游总收入", "8", "%", "up_by", 2025),
            ],
        ),
        (
            "到2025年，村卫生室、卫生院达标率分别达到60%和90%；到2027年，分别达到80%以上和100%。",
            [
                ("村卫生室达标率", "60", "%", "=", 2025), ("卫生院达标率", "90", "%", "=", 2025),
                ("村卫生室达标率", "80", "%", ">=", 2027), ("卫生院达标率", "100", "%", "=", 2027),
            ],
        ),
        (
            "70至79周岁老年人护理补贴每人每月不低于50元，80周岁及以上不低于90元。",
            [("70至79周岁老年人护理补贴", "50", "元", ">=", 2027), ("护理补贴", "90", "元", ">=", 2027)],
        ),
        (
            "乡镇卫生院床位占比2025年达到30%，物流业营业收入年均增长6%，力争到2026年突破4亿元。",
            [
                ("乡镇卫生院床位占比", "30", "%", "=", 2025), ("物流业营业收入", "6", "%", "up_by", 2027),
                ("物流业营业收入", "400000000", "元", ">", 2026),
            ],
        ),
        ("70%以上的三级医院设立康复科。", [("三级医院设立康复科", "70", "%", ">=", 2027)]),
        ("孵化农村社会组织20家。", [("孵化农村社会组织", "20", "家", "=", 2027)]),
        ("“15分钟”健身圈基本建成，健身步道达到60公里。", [("健身步道", "60", "公里", "=", 2027)]),
        ("孕产妇死亡率2027年控制在12/10万以下。", [("孕产妇死亡率", "12", "/10万", "<=", 2027)]),
        ("年产值2亿元以上的加工企业达到9家。", [("年产值2亿元以上的加工企业", "9", "家", "=", 2027)]),
        ("完成危房改造320户。", [("完成危房改造", "320", "户", "=", 2027)]),
        ("到2025年，港口集装箱年吞吐量达到12万标箱。", [("港口集装箱年吞吐量", "120000", "标箱", "=", 2025)]),
        (
            "乡村公厕（座）：2023年40，2024年55，2025年60，三年合计155，力争170",
            [
                ("乡村公厕", "40", "座", "=", 2023), ("乡村公厕", "55", "座", "=", 2024), ("乡村公厕", "60", "座", "=", 2025),
                ("乡村公厕三年合计", "155", "座", "=", 2027), ("乡村公厕三年合计", "170", "座", "=", 2027),
            ],
        ),
        (
            "60至69岁老人体检补助每人每年不低于200元，70岁以上不低于300元。",
            [("60至69岁老人体检补助", "200", "元", ">=", 2027), ("老人体检补助", "300", "元", ">=", 2027)],
        ),
        (
            "污泥处置率（%）：2022年71.5，2023年75，2024年80以上",
            [("污泥处置率", "75", "%", "=", 2023), ("污泥处置率", "80", "%", ">=", 2024)],
        ),
    ],
)  # fmt: skip
def test_figures_find_name_and_year(
    tmp_path: Path, genre: Genre, line: str, expected: list[tuple[str, str, str, str, int]]
) -> None:
    assert [told(row) for row in rows_of(tmp_path, genre, line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "截至2022年底，全市建成书屋45个，覆盖率达到62%。",
        "预计到2025年，常住人口达到210万人。",
        "规划实施以来，森林覆盖率达到33%。",
        "小学、初中近视率分别降至38%和60%以下。",
        "注：指标3含县城。",
    ],
)
def test_results_forecasts_and_what_cannot_be_told_make_no_row(
    tmp_path: Path, genre: Genre, line: str
) -> None:
    assert rows_of(tmp_path, genre, line) == ()


def test_what_stands_under_a_heading_of_the_present_state_is_no_demand(tmp_path: Path, genre: Genre) -> None:
    assert rows_of(tmp_path, genre, "全市书屋覆盖率达到62%，新建书屋45个。", heading="发展基础") == ()


def test_a_table_has_a_row_for_each_value_that_is_a_target(tmp_path: Path, genre: Genre) -> None:
    rows = rows_of(
        tmp_path,
        genre,
        "专栏1　主要指标",
        "序号 指标名称 单位 2022年 2025年 2027年 属性",
        "1 森林覆盖率 % 33.1 34 ≥35 约束性",
        "2 城镇 污水 处理率 % 88 92 95左右 约束性",
        "3 常住人口 万人 198 205 210 预期性",
        "注：指标3为年末数。",
        "到2027年，绿道达到90公里。",
    )
    assert [told(row) for row in rows] == [
        ("森林覆盖率", "34", "%", "=", 2025),
        ("森林覆盖率", "35", "%", ">=", 2027),
        ("城镇污水处理率", "92", "%", "=", 2025),
        ("城镇污水处理率", "95", "%", "=", 2027),
        ("常住人口", "2050000", "人", "=", 2025),
        ("常住人口", "2100000", "人", "=", 2027),
        ("绿道", "90", "公里", "=", 2027),
    ]


def test_the_number_of_a_row_is_no_part_of_its_name_wherever_its_column_stands(
    tmp_path: Path, genre: Genre
) -> None:
    rows = rows_of(
        tmp_path, genre,
        "类别 序号 指标 单位 2022年 2027年 属性",
        "绿色水乡 7 河道 清淤率 % 61 ≥80 预期性",
        "8 60岁以上老年人游园占比 % 41 45 预期性",
    )  # fmt: skip
    assert [told(row)[:2] for row in rows] == [("河道清淤率", "80"), ("60岁以上老年人游园占比", "45")]


def test_a_measure_with_a_term_of_its_own_has_its_year(tmp_path: Path, genre: Genre) -> None:
    rows = rows_of(
        tmp_path,
        genre,
        "1.扩大托育供给。完善政策，到2025年每千人口托位数达到4.8个。审批时限压缩至20个工作日以内。",
        heading="重点任务",
    )
    assert [told(row) for row in rows] == [
        ("托位数", "4.8", "个", "=", 2025),
        ("审批时限", "20", "工作日", "<=", None),
    ]


def test_a_table_copied_with_tabs_keeps_its_rows_where_merged_cells_are_missing(
    tmp_path: Path, genre: Genre
) -> None:
    rows = rows_of(
        tmp_path,
        genre,
        "专栏1  主要指标",
        "类别\t指标\t2022年基期值\t2027年目标值\t指标属性",
        "生态\t1.河湖生态流量保证（%）\t-\t与全省同步\t预期性",
        "2.新增绿地面积（公顷）\t40\t[260]\t预期性",
        "3.城镇污水集中处理率（%）\t91\t≥96\t约束性",
        "注：带[ ]的为五年累计数。",
        "到2027年，绿道达到90公里。",
    )
    assert [told(row) for row in rows] == [
        ("新增绿地面积", "260", "公顷", "=", 2027),
        ("城镇污水集中处理率", "96", "%", ">=", 2027),
        ("绿道", "90", "公里", "=", 2027),
    ]
    assert rows[0].verb == "累计"


@pytest.mark.parametrize(
    "lines",
    [
        ("乡镇  新增泊位（个）  改造道路（公里）", "青溪镇  120  4.5", "白杨乡  0  2", "合计  120  6.5"),
        ("乡镇", "新增泊位（个）", "改造道路（公里）", "青溪镇", "120", "4.5", "白杨乡", "0", "2", "合计", "120", "6.5"),
        ("| 乡镇 | 新增泊位（个） | 改造道路（公里） |", "|---|---|---|", "| 青溪镇 | 120 | 4.5 |", "| 白杨乡 | 0 | 2 |", "| 合计 | 120 | 6.5 |"),
    ],
)  # fmt: skip
def test_figures_below_a_header_are_about_what_their_line_begins_with(
    tmp_path: Path, genre: Genre, lines: tuple[str, ...]
) -> None:
    rows = rows_of(tmp_path, genre, "各乡镇任务如下。", *lines, heading="任务分解")
    assert [(row.population, row.name, str(row.value), row.unit) for row in rows] == [
        ("青溪镇", "新增泊位", "120", "个"), ("青溪镇", "改造道路", "4.5", "公里"),
        ("白杨乡", "新增泊位", "0", "个"), ("白杨乡", "改造道路", "2", "公里"),
        (None, "新增泊位合计", "120", "个"), (None, "改造道路合计", "6.5", "公里"),
    ]  # fmt: skip


def test_the_figure_of_a_task_is_due_when_its_row_says(tmp_path: Path, genre: Genre) -> None:
    rows = rows_of(
        tmp_path, genre, "分工见下表。", "序号 任务名称 完成时限 牵头单位 配合单位",
        "1 修订排水规划 2024年3月 县水务局 县财政局",
        "2 建成口袋公园12个 2025年9月 县城管局 县住建局、县财政局", heading="任务分工",
    )  # fmt: skip
    assert [told(row) for row in rows] == [("建成口袋公园", "12", "个", "=", 2025)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("高龄津贴由2022年的每人每月60元提高到2026年的不低于90元。", [("高龄津贴", "90", "元", ">=", 2026)]),
        (
            "管护经费标准从每村每年2万元提高至3万元，2025年达到4万元。",
            [("管护经费标准", "30000", "元", "=", None), ("管护经费标准", "40000", "元", "=", 2025)],
        ),
        ("企业研发投入占比不得低于上年度营业收入的3.5%。", [("企业研发投入占比", "3.5", "%", ">=", None)]),
        ("校园按每200名学生至少配备1名心理教师。", [("校园心理教师", "1", "名", ">=", None)]),
        ("确保每名网格员至少掌握2项急救技能。", [("急救技能", "2", "项", ">=", None)]),
        ("每个片区配备专职调解员2名。", [("专职调解员", "2", "名", "=", None)]),
        ("小型站点每站配备3名辅警和1名民警。", [("小型站点辅警", "3", "名", "=", None), ("小型站点民警", "1", "名", "=", None)]),
        ("30万人口以上的县（市、区）建成1座标准化体育馆。", [("30万人口以上的县（市、区）标准化体育馆", "1", "座", "=", None)]),
        ("新建省级驿站8个、市级驿站20个。", [("新建省级驿站", "8", "个", "=", None), ("新建市级驿站", "20", "个", "=", None)]),
        ("三年内新建污水厂4座、改扩建6座。", [("新建污水厂", "4", "座", "=", None), ("改扩建污水厂", "6", "座", "=", None)]),
        ("2024年：开工建设泵站，新增泊位90个；整改完成率达到95%以上。", [("新增泊位", "90", "个", "=", 2024), ("整改完成率", "95", "%", ">=", 2024)]),
        ("2026年6月底前实现电子证照应用率85%以上。", [("电子证照应用率", "85", "%", ">=", 2026)]),
        # ratios, ranks, denominators, names and lists whose names cannot be told make no row
        ("师生比控制在1:15至1:18。", []),
        ("力争奖牌总数进入全省前3位。", []),
        ("城市维护费、车船税本级部分按照不低于12%、10%的比例用于绿化。", []),
        ("建立两项津贴标准调整机制。", []),
    ],
)  # fmt: skip
def test_figures_of_measures_are_read_with_what_stands_around_them(
    tmp_path: Path, genre: Genre, line: str, expected: list[tuple[str, str, str, str, int | None]]
) -> None:
    assert [told(row) for row in rows_of(tmp_path, genre, line, heading="重点任务")] == expected
