"""Who does what by a division of tasks that is printed as a table. All made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import TITLE, write_plan

from assistant.duties import extract
from assistant.plan import load_plan

META = f'title = "{TITLE}"\nregion = "云泽市"\nperiod = [2023, 2027]\n'


@pytest.mark.parametrize(
    "lines",
    [
        ("序号 任务名称 完成时限 牵头单位 配合单位", "1 修订排水规划 2024年3月 县水务局 县财政局", "2 建成口袋公园12个 2025年9月 县城管局 县住建局、县财政局"),
        ("重点任务\t牵头单位\t责任单位", "修订排水规划\t县水务局\t县财政局", "建成口袋公园12个\t县城管局\t县住建局、县财政局"),
    ],
)  # fmt: skip
def test_the_header_gives_the_roles_and_the_row_the_matter(tmp_path: Path, lines: tuple[str, ...]) -> None:
    plan = load_plan(write_plan(tmp_path / "p", ["一、任务分工", "分工见下表。", *lines], meta=META))
    duties = [duty for duty in extract(plan.clauses) if duty.covers]
    helping = "配合" if "配合" in lines[0] else "负责"
    assert [(d.actor, d.role, d.what) for d in duties] == [
        ("县水务局", "牵头", "修订排水规划"), ("县财政局", helping, "修订排水规划"),
        ("县城管局", "牵头", "建成口袋公园12个"), ("县住建局", helping, "建成口袋公园12个"),
        ("县财政局", helping, "建成口袋公园12个"),
    ]  # fmt: skip


def test_a_row_whose_cells_are_not_those_of_the_header_charges_nobody(tmp_path: Path) -> None:
    lines = [
        "序号 任务名称 牵头单位 配合单位",
        "1 修订 排水 规划 县水务局 县财政局",
        "2 建成公园 县城管局 县财政局",
    ]
    plan = load_plan(write_plan(tmp_path / "p", ["一、任务分工", *lines], meta=META))
    assert {duty.what for duty in extract(plan.clauses)} == {"建成公园"}
