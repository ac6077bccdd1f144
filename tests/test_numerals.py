"""assistant/numerals.py: figures of government text. The golden cases are in cases/quantities.tsv."""

from __future__ import annotations

import contextlib
import time
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.errors import QuantityError
from assistant.numerals import (
    find_quantities,
    find_years,
    format_decimal,
    parse_number,
    same_quantity,
    same_value,
)
from assistant.records import Quantity

CASES = Path(__file__).parent / "cases" / "quantities.tsv"


def _rows() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.replace("\\n", "\n").split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["text", "value", "unit", "comparator", "per", "span"]
    return rows[1:]


ROWS = _rows()
BY_TEXT = [(text, list(rows)) for text, rows in groupby(ROWS, key=lambda row: row[0])]
TEXTS = [text for text, _ in BY_TEXT]


def _as_row(text: str, quantity: Quantity) -> list[str]:
    value = format_decimal(quantity.value)
    return [text, value, quantity.unit, quantity.comparator, quantity.per or "", quantity.text]


@pytest.mark.parametrize(("text", "rows"), BY_TEXT, ids=TEXTS)
def test_finds_what_the_case_file_says(text: str, rows: list[list[str]]) -> None:
    expected = [row for row in rows if row[1]]
    assert [_as_row(text, quantity) for quantity in find_quantities(text)] == expected


def test_case_file_is_well_formed() -> None:
    assert len(ROWS) >= 80
    assert len(set(TEXTS)) == len(BY_TEXT), "the rows of one text stand together"
    assert all(len(row) == 6 for row in ROWS)


# --- parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,000", "1000"),
        ("1，000", "1000"),
        ("１，０００．５", "1000.5"),
        ("3万", "30000"),
        ("3 万", "30000"),
        ("1.2万亿", "1200000000000"),
        ("1亿2000万", "120000000"),
        ("1.2 trillion", "1200000000000"),
        ("5千", "5000"),
        ("-3.5", "-3.5"),
        ("零", "0"),
        ("〇", "0"),
        ("两", "2"),
        ("兩萬", "20000"),
        ("十", "10"),
        ("十六", "16"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("一百一十", "110"),
        ("三千", "3000"),
        ("三千五", "3500"),
        ("两千零三", "2003"),
        ("一万零五十", "10050"),
        ("二十万", "200000"),
        ("一亿零五万", "100050000"),
        ("一万亿", "1000000000000"),
        ("千", "1000"),
        ("零点五", "0.5"),
        ("一点二万亿", "1200000000000"),
        ("二〇二五", "2025"),
        ("壹佰贰拾叁", "123"),
        ("伍万", "50000"),
        ("一半", "0.5"),
        ("半数", "0.5"),
        ("sixteen", "16"),
    ],
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)
    assert "E" not in str(parse_number(text))


@pytest.mark.parametrize(
    "text",
    ["", " ", "半", "七八", "十几", "五十六十", "一千二百三千", "万亿万", "亿亿", "百分之五十", "三分之二",
     "90%", "1,00", "1.2.3", "点五", "五点", "abc", "1 2", "3万2亿", "二三十", "\0", "\ud800", "十六岁",
     "一" * 1000 + "十", "9" * 25],
)  # fmt: skip
def test_parse_number_refuses_with_the_text_in_the_message(text: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_number(text)
    assert repr(text) in str(caught.value)


def _numeral(number: int) -> str:
    """The standard numeral of 0 … 10⁸, written the long way (一十六 → 十六)."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for size, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            zero = "零" if rest and rest < size // 10 else ""
            numeral = _numeral(head) + name + (zero + _long(rest) if rest else "")
            return numeral.removeprefix("一") if numeral.startswith("一十") else numeral
    raise AssertionError(number)


def _long(number: int) -> str:
    return "一" + _numeral(number) if 10 <= number < 20 else _numeral(number)


@given(st.integers(0, 10**8))
@example(10**8)
@example(10_010_010)
@example(20_000_003)
@example(110)
def test_numerals_round_trip(number: int) -> None:
    assert parse_number(_numeral(number)) == number


@given(st.integers(0, 10**15), st.integers(0, 6))
def test_digits_round_trip(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    assert parse_number(format_decimal(value)) == value
    assert parse_number(f"{digits:,}") == digits


# --- years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2025年，", [(2025, "2025年")]),
        ("展望 2035 年", [(2035, "2035 年")]),
        ("２０２５年", [(2025, "２０２５年")]),
        ("规划（2021-2025年）", [(2021, "2021"), (2025, "2025年")]),
        ("2021—2025年", [(2021, "2021"), (2025, "2025年")]),
        ("2021年至2025年", [(2021, "2021年"), (2025, "2025年")]),
        ("二〇三五年远景", [(2035, "二〇三五年")]),
        ("二○二五年", [(2025, "二○二五年")]),
        ("一九九八年", [(1998, "一九九八年")]),
        ("国办发〔2018〕129号", [(2018, "2018")]),
        ("by 2025", [(2025, "2025")]),
        ("the 2025 target", [(2025, "2025")]),
        ("2021–2025", [(2021, "2021"), (2025, "2025")]),
        ("2021-09-27", [(2021, "2021")]),
        ("2021年、2023年，2025年", [(2021, "2021年"), (2023, "2023年"), (2025, "2025年")]),
        ("2021,2023,2025", [(2021, "2021"), (2023, "2023"), (2025, "2025")]),
        ("2000名 2025个 2000多年 2000以上 2000万 12025 20251 1800年 3年 3.2025", []),
    ],
)
def test_find_years(text: str, years: list[tuple[int, str]]) -> None:
    assert [(year, text[start:end]) for year, start, end in find_years(text)] == years


# --- comparison


def _one(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 %", "12.0%"),
        ("12%", "百分之十二"),
        ("12％", "12 percent"),
        ("5.5‰以下", "不超过千分之五点五"),
        ("1小时", "60分钟"),
        ("1小时", "one hour"),
        ("1年", "12个月"),
        ("6月龄以上", "6个月以上"),
        ("16周岁", "十六岁"),
        ("九成以上", "至少90%"),
        ("1.2万元", "12000元"),
        ("3天", "3日"),
        ("1名", "1位"),
        ("2公里", "2000米"),
    ],
)
def test_same_quantity(a: str, b: str) -> None:
    assert same_quantity(_one(a), _one(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("5.5‰", "0.55%"),
        ("90%", "90‰"),
        ("5%", "5个百分点"),
        ("5岁", "5年"),
        ("1个月", "30天"),
        ("1名", "1所"),
        ("90%", "90"),
        ("90%", "91%"),
    ],
)
def test_not_the_same_value(a: str, b: str) -> None:
    assert not same_value(_one(a), _one(b))


def test_same_value_leaves_the_comparator_out() -> None:
    assert same_value(_one("90%以上"), _one("90%"))
    assert not same_quantity(_one("90%以上"), _one("90%"))


@pytest.mark.parametrize(
    ("value", "plain"),
    [("90", "90"), ("90.0", "90"), ("5.50", "5.5"), ("1.2E+12", "1200000000000"), ("0.00", "0"), ("-0", "0"),
     ("100", "100"), ("1E-7", "0.0000001"), ("-2.50", "-2.5")],
)  # fmt: skip
def test_format_decimal(value: str, plain: str) -> None:
    assert format_decimal(Decimal(value)) == plain


# --- properties

_PIECES = st.sampled_from(
    [*TEXTS, *"0123456789０９．，,.%％‰一二十百千万亿两半零点至到-—年月日岁每第上下内约了以不超过\n \0\ud800",
     "百分之", "至少", "每千名", "个月", "up to", "per", "hour", "2025", "分之", "以上", "½", "①"]
)  # fmt: skip
TEXT = st.one_of(st.text(st.characters(), max_size=80), st.lists(_PIECES, max_size=30).map("".join))


@given(TEXT)
@example("\ud800\0年９" + "每" * 50)
def test_spans_hold_for_any_text(text: str) -> None:
    quantities = find_quantities(text)
    assert all(text[q.start : q.end] == q.text and q.text for q in quantities)
    assert all(a.end <= b.start for a, b in pairwise(quantities))
    years = find_years(text)
    assert all(a[2] <= b[1] for a, b in pairwise(years))
    taken = [set(range(start, end)) for _, start, end in years]
    assert not any(years_span & set(range(q.start, q.end)) for years_span in taken for q in quantities)


@given(TEXT)
def test_parse_number_gives_a_decimal_or_its_own_error(text: str) -> None:
    with contextlib.suppress(QuantityError):
        assert parse_number(text).is_finite()


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"


def _spaced(text: str) -> str:
    """A blank between each Han character and digit."""
    spaced = text[:1]
    for a, b in pairwise(text):
        spaced += " " + b if (_is_han(a) and b.isdigit()) or (a.isdigit() and _is_han(b)) else b
    return spaced


def _readings(text: str) -> list[tuple[Decimal, str, str, str | None]]:
    return [(q.value, q.unit, q.comparator, q.per) for q in find_quantities(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_blanks_between_han_and_digits_change_nothing(text: str) -> None:
    assert _readings(_spaced(text)) == _readings(text)
    assert [year for year, _, _ in find_years(_spaced(text))] == [year for year, _, _ in find_years(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_full_width_digits_change_nothing(text: str) -> None:
    wide = text.translate({ord("0") + i: ord("０") + i for i in range(10)} | {ord("%"): "％"})
    assert _readings(wide) == [(v, u, c, p and p.translate({ord("0") + i: ord("０") + i for i in range(10)}))
                               for v, u, c, p in _readings(text)]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["9", "1,", "1.", "1-", "一", "十百", "每", "每千名儿童", "a", "a-", "至少 ", "不", " ", "\n", "\n ",
     "9 ", "9 万 ", "(", "一点", "2021-", "1/", "1至", "0至6岁，", "每年2次", "每5", "下降", "at least ",
     "per ", "第一", "壹拾", "1月", "几", "每名3岁", "0.", "1.a", "1-1-", "一至", "上", "\t(1)"],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    """20,000 characters of anything: a quadratic pattern takes minutes here."""
    text = piece * (20_000 // len(piece))
    start = time.thread_time()
    find_quantities(text)
    assert time.thread_time() - start < 3.0
