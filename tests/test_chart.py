"""The chart: what may stand side by side, what it says in words, and the files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from assistant import chart
from assistant.chart import MOST_BARS, ChartData, chart_data, chinese_font, draw, to_svg
from assistant.errors import ChartError
from assistant.records import Answer, Citation, Dropped, Query, Sentence, SqlResult, TableQuery

REPO = Path(__file__).resolve().parent.parent
COLUMNS = (
    "id", "name", "population", "comparator", "value", "unit", "per", "target_year", "clause_id",
)  # fmt: skip
SIGHT = (
    ("g8.3", "小学生近视率", "小学生", "<=", "38", "%", None, 2025, "g8.3"),
    ("g8.4", "初中生近视率", "初中生", "<=", "68", "%", None, 2025, "g8.4"),
)
SLEEP = (
    ("m12/2", "睡眠时间", "小学生", "=", "10", "小时", "每天", None, "m12"),
    ("m12/3", "睡眠时间", "初中生", "=", "9", "小时", "每天", None, "m12"),
)
DEATHS = ("g3", "婴儿死亡率", None, "<=", "5.5", "‰", None, 2025, "g3")
Cells = tuple[str | int | None, ...]


def answer(*rows: Cells, columns: tuple[str, ...] = COLUMNS, uncited: str = "", **changes: object) -> Answer:
    """An answer over rows, each clause cited but the one named."""
    at = columns.index("clause_id") if "clause_id" in columns else None
    ids = [] if at is None else [str(row[at]) for row in rows]
    citations = tuple(
        Citation(n, "clause", "p", clause_id, (), "", 0, 0, False)
        for n, clause_id in enumerate(dict.fromkeys(ids), 1)
        if clause_id != uncited
    )
    made = Answer(
        "问", "问", "answered", None, sentences=(Sentence("答。"),), citations=citations,
        sql=SqlResult("SELECT 1", {}, columns, rows),
    )  # fmt: skip
    return replace(made, **changes)


def charted(*rows: Cells, **changes: object) -> ChartData:
    data = chart_data(answer(*rows, **changes))  # type: ignore[arg-type]
    assert data is not None
    return data


# --- what may stand side by side ---------------------------------------------------------------------


def test_rows_of_one_unit_are_charted_as_they_came() -> None:
    data = charted(*SIGHT)
    assert data.title == "近视率（%）"
    assert data.labels == ("小学生", "初中生")
    assert data.values == (Decimal(38), Decimal(68))
    assert data.figures == ("≤38%", "≤68%")
    assert (data.unit, data.per, data.notes) == ("%", None, ())
    assert data.alt == "条形图：近视率（%）。小学生：≤38%；初中生：≤68%。"


def test_the_denominator_is_said() -> None:
    assert charted(*SLEEP).title == "睡眠时间（每天，小时）"
    assert charted(*SLEEP).per == "每天"


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (SIGHT[0],),
        (SIGHT[0], DEATHS),
        (SIGHT[0], SLEEP[0]),
        (SLEEP[0], (*SLEEP[1][:6], "每周", None, "m12")),
        (SIGHT[0], ("g1", "贫血率", None, "down_by", "15", "%", None, 2025, "g1")),
        (SIGHT[0], ("g1", "婚检率", None, "up", None, None, None, 2025, "g1")),
        (SIGHT[0], ("g1", "比率", None, "=", "5", None, None, 2025, "g1")),
        (SIGHT[0], ("g1", "比率", None, "=", "unknown", "%", None, 2025, "g1")),
        (SIGHT[0], ("g1", "比率", None, "=", "NaN", "%", None, 2025, "g1")),
        (SIGHT[0], ("g1", "比率", None, "=", "-3", "%", None, 2025, "g1")),
    ],
)  # fmt: skip
def test_without_two_comparable_figures_there_is_no_chart(rows: tuple[Cells, ...]) -> None:
    assert chart_data(answer(*rows)) is None


@pytest.mark.parametrize("status", ["abstained", "clarify", "rejected", "error"])
def test_only_an_answer_is_charted(status: str) -> None:
    assert chart_data(answer(*SIGHT, status=status)) is None
    assert chart_data(answer(*SIGHT, sql=None)) is None


def test_what_has_another_unit_is_left_out_and_told() -> None:
    data = charted(*SIGHT, DEATHS)
    assert len(data.values) == 2
    assert data.notes == ("另有 1 条的单位或基准不同、没有数值或未经核对，没有画出。",)
    assert data.alt.endswith(data.notes[0])


def test_a_row_that_no_sentence_cites_is_not_shown() -> None:
    assert chart_data(answer(*SIGHT, uncited="g8.4")) is None
    third = ("g8.5", "高中生近视率", "高中生", "<=", "78", "%", None, 2025, "g8.5")
    assert charted(*SIGHT, third, uncited="g8.4").labels == ("小学生", "高中生")


def test_floors_beside_ceilings_are_told() -> None:
    other = ("g4", "疫苗接种率", None, ">=", "90", "%", None, 2025, "g4")
    data = charted(*SIGHT, other)
    assert data.title == "规划确定的数值（%）"
    assert data.figures == ("≤38%", "≤68%", "≥90%")
    assert data.notes == ("≥ 是下限，≤ 是上限，两者不宜排出高低。",)


def test_changes_are_charted_among_themselves() -> None:
    rows = [(f"g{n}", f"率{n}", None, "down_by", str(n), "%", None, 2025, f"g{n}") for n in (5, 10)]
    assert charted(*rows).title == "规划确定的降幅（%）"
    assert charted(*rows).figures == ("↓5%", "↓10%")


def test_a_result_without_ids_and_comparators_will_do() -> None:
    columns = ("name", "population", "value", "unit", "per")
    rows = (("床位", None, "2.2", "张", "每千名儿童"), ("其他床位", None, 3, "张", "每千名儿童"))
    data = charted(*rows, columns=columns)
    assert data.labels == ("床位", "其他床位")
    assert data.figures == ("2.2张", "3张")


def test_rows_of_one_name_are_told_apart() -> None:
    first = ("a/1", "覆盖率", None, ">=", "90", "%", None, 2023, "a")
    assert charted(first, ("a/2", *first[1:7], 2025, "a")).labels == ("覆盖率（2023）", "覆盖率（2025）")
    assert charted(first, ("a/2", *first[1:])).labels == ("覆盖率（a/1）", "覆盖率（a/2）")


def test_an_english_answer_has_an_english_chart() -> None:
    glosses = {
        "睡眠时间": "sleep",
        "小学生": "primary school",
        "初中生": "junior high",
        "每天": "a day",
        "近视率": "myopia",
    }
    data = chart_data(answer(*SLEEP, lang="en"), glosses)
    assert data is not None
    assert data.title == "sleep (a day, h)"
    assert data.alt == "Bar chart: sleep (a day, h). primary school: 10 h; junior high: 9 h."
    mixed = chart_data(
        answer(*SIGHT, ("g4", "接种率", None, ">=", "90", "%", None, 2025, "g4"), lang="en"), glosses
    )
    assert mixed is not None
    assert mixed.labels == ("myopia (primary school)", "myopia (junior high)", "接种率")
    assert "floor" in mixed.alt
    plain = chart_data(answer(*SLEEP), glosses)
    assert plain is not None
    assert plain.labels == ("小学生", "初中生")


GROUPS: tuple[Cells, ...] = (("儿童与健康", 35), ("儿童与教育", 6), (None, 1))


def grouped(group: str = "domain", rows: tuple[Cells, ...] = GROUPS, **changes: object) -> Answer:
    return answer(*((*row, "a,b") for row in rows), columns=(group, "total", "ids"), **changes)


def test_counts_by_group() -> None:
    data = chart_data(grouped())
    assert data is not None
    assert data.title == "各领域的指标数"
    assert data.labels == ("儿童与健康", "儿童与教育", "（未写明）")
    assert data.figures == ("35", "6", "1")
    assert data.alt == "条形图：各领域的指标数。儿童与健康：35；儿童与教育：6；（未写明）：1。"


def test_counts_of_clauses_say_what_they_count() -> None:
    query = Query("问", table=TableQuery(source="clauses", operation="group", kinds=("measure",)))
    data = chart_data(grouped(query=query))
    assert data is not None
    assert data.title == "各领域的策略措施数"
    kinds = chart_data(grouped("kind", (("target", 30), ("relative", 4)), lang="en"))
    assert kinds is not None
    assert kinds.labels == ("target figures", "changes")
    assert kinds.title == "Number of indicators by kind"


def test_other_results_and_counts_beside_a_dropped_sentence_have_no_chart() -> None:
    assert chart_data(grouped("colour")) is None
    assert chart_data(grouped(dropped=(Dropped("句", "counts", "不符"),))) is None
    assert chart_data(grouped(rows=(("a", "x"), ("b", 2)))) is None
    assert chart_data(answer(("1", "2"), ("3", "4"), columns=("share", "total"))) is None
    assert chart_data(answer(("1", "2"), ("3", "4"), columns=("domain", "ids"))) is None
    share = tuple((*row, "50") for row in SIGHT)
    assert chart_data(answer(*share, columns=(*COLUMNS, "share"))) is None  # not about the rows


def test_many_bars_are_cut_and_told() -> None:
    rows = tuple((f"领域{n}", n) for n in range(MOST_BARS + 5))
    data = chart_data(grouped(rows=rows))
    assert data is not None
    assert len(data.labels) == len(data.values) == MOST_BARS
    assert data.notes == (f"条数较多，只画出前 {MOST_BARS} 条。",)
    cut = answer(*SIGHT)
    assert cut.sql is not None
    told = chart_data(replace(cut, sql=replace(cut.sql, truncated=True)))
    assert told is not None
    assert told.notes == ("查询结果较多，没有全部列出。",)


# --- SVG ---------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("standalone", [True, False])
def test_svg_is_well_formed_and_carries_its_words(standalone: bool) -> None:
    data = charted(*SIGHT)
    root = ET.fromstring(to_svg(data, standalone=standalone))
    assert root.get("role") == "img"
    assert root.get("aria-label") == data.alt
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts == ["近视率（%）", "小学生", "≤38%", "初中生", "≤68%"]
    assert "Noto Sans CJK SC" in str(root.get("font-family"))
    assert (root.find(f"{SVG}desc") is not None) is standalone


def bars(data: ChartData) -> list[float]:
    root = ET.fromstring(to_svg(data, standalone=False))
    return [float(str(bar.get("width"))) for bar in root.iter(f"{SVG}rect")]


def test_bars_are_as_long_as_their_figures() -> None:
    short, long = bars(charted(*SIGHT))
    assert short / long == pytest.approx(38 / 68, abs=0.001)
    nought = chart_data(grouped(rows=(("甲", 0), ("乙", 0))))
    assert nought is not None
    assert bars(nought) == [0, 0]


def test_nothing_leaves_the_picture() -> None:
    name = "为儿童提供规范基本医疗服务的乡镇卫生院和社区卫生服务中心" * 5
    rows = [(name + "甲", 999999999999), ("a very long name in letters " * 9, 1)]
    data = chart_data(grouped("goal", tuple(rows)))
    assert data is not None
    root = ET.fromstring(to_svg(data, standalone=False))
    _, _, width, height = map(float, str(root.get("viewBox")).split())
    for text in root.iter(f"{SVG}text"):
        right = float(str(text.get("x"))) + chart._width(str(text.text), int(str(text.get("font-size"))))
        assert right <= width
        assert float(str(text.get("y"))) <= height
    assert "…" in to_svg(data)


def test_what_comes_from_outside_is_text() -> None:
    evil = "<script>alert('x')</script>\"&\x00\x1b\ud800"
    data = chart_data(grouped(rows=((evil, 1), ("乙", 2))))
    assert data is not None
    for standalone in (True, False):
        svg = to_svg(data, standalone=standalone)
        svg.encode("utf-8")
        assert "<script" not in svg
        ET.fromstring(svg)


# --- files -------------------------------------------------------------------------------------------


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(chart, "font_folders", lambda: (tmp_path / "fonts",))
    chinese_font.cache_clear()
    yield
    chinese_font.cache_clear()


def has_font() -> bool:
    try:
        return bool(chinese_font())
    except ChartError:
        return False


def test_svg_files_need_no_font(no_fonts: None, tmp_path: Path) -> None:
    draw(charted(*SIGHT), tmp_path / "图.SVG")
    assert ET.parse(tmp_path / "图.SVG").getroot().tag == f"{SVG}svg"


def test_png_without_a_chinese_font_says_what_to_install(no_fonts: None, tmp_path: Path) -> None:
    with pytest.raises(ChartError, match="fonts-noto-cjk") as caught:
        draw(charted(*SIGHT), tmp_path / "a.png")
    assert str(tmp_path / "fonts") in str(caught.value)
    assert not (tmp_path / "a.png").exists()


def test_a_file_that_is_no_font_is_passed_over(no_fonts: None, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "NotoSansCJK-Regular.ttc").write_bytes(b"not a font")
    with pytest.raises(ChartError, match="no font"):
        chinese_font()


def test_a_file_says_that_a_language_model_had_a_hand_in_the_answer(tmp_path: Path) -> None:
    by_model = charted(*SIGHT, mode="model")
    assert '"Label":"1"' in to_svg(by_model).replace("&quot;", '"')
    assert "AIGC" not in to_svg(charted(*SIGHT))
    if has_font():
        draw(by_model, tmp_path / "a.png")
        with Image.open(tmp_path / "a.png") as image:
            image.load()
            assert '"Label":"1"' in image.text["AIGC"]  # type: ignore[attr-defined]


def test_png_shows_chinese_and_carries_its_words(tmp_path: Path) -> None:
    if not has_font():
        with pytest.raises(ChartError, match="no font"):
            chinese_font()
        return
    path = tmp_path / "a.png"
    draw(charted(*SIGHT), path)
    with Image.open(path) as image:
        image.load()
        assert image.text["Description"] == charted(*SIGHT).alt  # type: ignore[attr-defined]
        assert image.width == 960
        colours = {colour for _, colour in image.getcolors(1 << 20)}  # type: ignore[union-attr,misc]
        assert {(255, 255, 255), (0x17, 0x4A, 0x7C)} <= colours
    from PIL import ImageFont

    file, face = chinese_font()
    font = ImageFont.truetype(str(file), 40, index=face)
    missing = bytes(font.getmask("\U0010fffd"))
    assert all(bytes(font.getmask(letter)) != missing for letter in "婴儿死亡率≤‰")


def test_other_suffixes_and_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match=r"\.png or \.svg"):
        draw(charted(*SIGHT), tmp_path / "a.pdf")
    with pytest.raises(ChartError, match="cannot be written"):
        draw(charted(*SIGHT), tmp_path / "nowhere" / "a.svg")


# --- the command line --------------------------------------------------------------------------------


def asked(*words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "assistant", "ask", *words]
    return subprocess.run(
        command, cwd=REPO, capture_output=True, check=False, env=os.environ | {"COLUMNS": "200"}
    )


def test_the_command_line_draws(tmp_path: Path) -> None:
    path = tmp_path / "out.svg"
    done = asked("近视率目标是多少", "--json", "--chart", str(path))
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["status"] == "answered"
    assert "小学生" in path.read_text(encoding="utf-8")


def test_an_answer_with_nothing_to_chart_is_printed_and_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "out.svg"
    done = asked("婴儿死亡率目标是多少", "--chart", str(path))
    assert done.returncode == 1
    assert "5.5‰以下" in done.stdout.decode()
    assert done.stderr.decode().startswith(f"assistant: {path} was not written")
    assert not path.exists()
    assert asked("2030年近视率目标是多少", "--chart", str(path)).returncode == 3
    assert not path.exists()


@pytest.mark.parametrize(
    "words", [("近视率目标是多少", "--chart", "out.pdf"), ("--jsonl", "--chart", "out.svg")]
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    assert asked(*words).returncode == 2
