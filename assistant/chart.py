"""Answer → bar chart: figures that may stand side by side, as SVG text or as a PNG file.

    Answer ── chart_data ──▶ ChartData ── marks ──▶ rectangles and lines of text ──▶ to_svg | draw

Bars lie, begin at nought and carry their figure, so that a phone shows them and nothing must be read off an axis.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final, Literal

from assistant.errors import ChartError
from assistant.numerals import format_decimal
from assistant.patterns import lazy
from assistant.records import Answer, Indicator, Language, SqlResult

SUFFIXES: Final = (".png", ".svg")
MOST_BARS: Final = 40
FONT_FAMILY: Final = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'WenQuanYi Micro Hei', sans-serif"
)


@dataclass(frozen=True, slots=True)
class ChartData:
    """图: what a chart shows, before it is drawn.

    Attributes:
        title: what the bars are, with unit and denominator.
        labels: what each bar stands for, in the order of the result.
        values: their figures, exact.
        figures: the same as they are written at the bars: "≤38%".
        unit: the unit that all share, "" for counts.
        per: the denominator that all share, or None.
        notes: what a reader must know to read them: rows that are not shown, 以上 beside 以下.
        alt: all of it in words, for those who do not see it.
        lang: language of the words around the plan's own.
        by_model: whether a language model had a hand in the answer; the file then says so.
    """

    title: str
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    figures: tuple[str, ...]
    unit: str
    per: str | None
    notes: tuple[str, ...]
    alt: str
    lang: Language
    by_model: bool = False


# --- what may stand side by side ---------------------------------------------------------------------

_SIGNS: Mapping[str, str] = {
    ">=": "≥", "<=": "≤", "<": "<", ">": ">", "=": "", "down_by": "↓", "up_by": "↑",
}  # fmt: skip
_MOST, _LEAST = frozenset({"<=", "<"}), frozenset({">=", ">"})
_UNIT_EN: Mapping[str, str] = {
    "小时": " h", "周岁": " years", "岁": " years", "个月": " months", "次": " times", "天": " days", "年": " years",
    "元": " yuan", "千瓦": " kW",
}  # fmt: skip
_GROUPS: Mapping[str, tuple[str, str]] = {
    "domain": ("各领域的{what}数", "Number of {what} by domain"),
    "kind": ("各类{what}的数量", "Number of {what} by kind"),
    "unit": ("各单位的{what}数", "Number of {what} by unit"),
    "verb": ("各种要求的{what}数", "Number of {what} by demand"),
    "population": ("各人群的{what}数", "Number of {what} by population"),
    "goal": ("各项主要目标的{what}数", "Number of {what} by goal"),
    "label": ("所问各类的数量", "Number of each that was asked for"),
}
_COUNTS: Final = ("total", "count")  # columns that hold the count of a group
_SOURCES: Mapping[str, tuple[str, str]] = {
    "indicators": ("指标", "indicators"),
    "clauses": ("条款", "clauses"),
}
_KINDS: Mapping[str, tuple[str, str]] = {
    "target": ("目标值", "target figures"), "relative": ("相对变化", "changes"),
    "qualitative": ("只有方向", "directions without a figure"), "standard": ("标准", "standards"),
}  # fmt: skip
_CLAUSES: Mapping[str, tuple[str, str]] = {
    "title": ("标题", "titles"), "heading": ("章节标题", "headings"), "principle": ("基本原则", "principles"),
    "goal": ("主要目标", "goals"), "target": ("目标条目", "target lines"), "measure": ("策略措施", "measures"),
    "item": ("条目", "items"), "paragraph": ("段落", "paragraphs"),
}  # fmt: skip
_WORDS: Mapping[str, tuple[str, str]] = {
    "any": ("规划确定的数值", "Figures that the plan sets"),
    "down_by": ("规划确定的降幅", "Decreases that the plan sets"),
    "up_by": ("规划确定的增幅", "Increases that the plan sets"),
    "unnamed": ("（未写明）", "(not stated)"),
    "others": (
        "另有 {n} 条的单位或基准不同、没有数值或未经核对，没有画出。",
        "Not shown: {n} with another unit or denominator, without a figure, or not checked.",
    ),
    "more": ("条数较多，只画出前 {n} 条。", "Only the first {n} are shown."),
    "cut": ("查询结果较多，没有全部列出。", "The result of the query was cut."),
    "both": (
        "≥ 是下限，≤ 是上限，两者不宜排出高低。",
        "≥ is a floor and ≤ a ceiling: the two are not to be ranked together.",
    ),
    "alt": ("条形图：{title}。{bars}。{notes}", "Bar chart: {title}. {bars}. {notes}"),
}


def _say(words: tuple[str, str], lang: Language) -> str:
    return words[lang == "en"]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a result that has a figure."""

    name: str
    people: str
    value: Decimal
    unit: str
    per: str | None
    comparator: str
    year: str
    id: str

    @property
    def base(self) -> str:
        """The name without its population in front: 小学生近视率 → 近视率."""
        starts = bool(self.people) and self.name.startswith(self.people)
        return (self.name[len(self.people) :].lstrip("的") if starts else "") or self.name

    @property
    def shelf(self) -> tuple[str, str | None, str]:
        """What must be equal for two figures to be compared; a change is compared with changes of its direction."""
        change = self.comparator if self.comparator in ("down_by", "up_by") else ""
        return self.unit, self.per, change


def chart_data(answer: Answer, glosses: Mapping[str, str] | None = None) -> ChartData | None:
    """What a chart of an answer shows, or None where no two of its figures may be compared.

    Rows are shown that have the unit and denominator of most; where a row says its clause, only if a sentence cites it.

    Args:
        answer: a checked answer.
        glosses: English words by Chinese ones, for the labels of an English answer.
    """
    sql = answer.sql
    if answer.status != "answered" or sql is None or len(sql.rows) < 2:
        return None
    english = (glosses or {}) if answer.lang == "en" else {}
    data = None
    if sql.columns[0] in _GROUPS:
        data = _counts(answer, sql, english)
    elif {"name", "value", "unit", "per"} <= set(sql.columns) and "share" not in sql.columns:
        data = _figures(answer, sql, english)
    return replace(data, by_model=answer.mode == "model") if data is not None else None


def _counts(answer: Answer, sql: SqlResult, glosses: Mapping[str, str]) -> ChartData | None:
    """Counts by group; none where a sentence fell to the checks, for a count has no clause to hold it."""
    at = next((sql.columns.index(name) for name in _COUNTS if name in sql.columns), None)
    if at is None or answer.dropped:
        return None
    group = sql.columns[0]
    values = [_decimal(row[at]) for row in sql.rows]
    known = [value for value in values if value is not None and value >= 0]
    if len(known) != len(values):
        return None
    table = answer.query.table if answer.query else None
    source = table.source if table else "indicators"
    kinds = _CLAUSES if source == "clauses" else _KINDS
    one = table.kinds[0] if table and len(table.kinds) == 1 and source == "clauses" else ""
    what = _say(_CLAUSES.get(one, _SOURCES[source]), answer.lang)
    names = [_group_name(row[0], group, kinds, glosses, answer.lang) for row in sql.rows]
    bars = [(name, value, format_decimal(value)) for name, value in zip(names, known, strict=True)]
    title = _say(_GROUPS[group], answer.lang).format(what=what)
    return _made(title, bars, ("", None), [], sql.truncated, answer.lang)


def _group_name(
    cell: str | int | None,
    group: str,
    kinds: Mapping[str, tuple[str, str]],
    glosses: Mapping[str, str],
    lang: Language,
) -> str:
    if cell is None or cell == "":
        return _say(_WORDS["unnamed"], lang)
    name = str(cell)
    if group == "kind" and name in kinds:
        return _say(kinds[name], lang)
    return glosses.get(name, name)


def _figures(answer: Answer, sql: SqlResult, glosses: Mapping[str, str]) -> ChartData | None:
    cited = {citation.clause_id for citation in answer.citations} if "clause_id" in sql.columns else None
    rows = [row for cells in sql.rows if (row := _row(sql.columns, cells, cited)) is not None]
    shelves = [row.shelf for row in rows]
    if not shelves:
        return None
    shelf = max(dict.fromkeys(shelves), key=shelves.count)
    shown = [row for row in rows if row.shelf == shelf]
    if len(shown) < 2:
        return None
    unit, per, _ = shelf
    lang = answer.lang
    notes = []
    if len(shown) < len(sql.rows):
        notes.append(_say(_WORDS["others"], lang).format(n=len(sql.rows) - len(shown)))
    signs = {row.comparator for row in shown}
    if signs & _MOST and signs & _LEAST:
        notes.append(_say(_WORDS["both"], lang))
    bars = [
        (label, row.value, _figure(row, lang))
        for label, row in zip(_labels(shown, glosses), shown, strict=True)
    ]
    return _made(_title(shown, glosses, lang), bars, (unit, per), notes, sql.truncated, lang)


def rows_chart(
    rows: Sequence[Indicator], lang: Language, glosses: Mapping[str, str] | None = None
) -> ChartData | None:
    """What a chart of rows of the table shows, or None where no two of them may be compared."""
    columns = ("id", "name", "population", "comparator", "value", "unit", "per", "target_year")
    cells = tuple(
        tuple(cell if isinstance(cell, int) or cell is None else str(cell) for cell in _cells(row, columns))
        for row in rows
    )
    result = SqlResult("", {}, columns, cells)
    return _figures(Answer("", "", "answered", None, lang), result, (glosses or {}) if lang == "en" else {})


def _cells(row: Indicator, columns: Sequence[str]) -> Iterator[object]:
    return (getattr(row, column) for column in columns)


def _row(columns: Sequence[str], cells: Sequence[str | int | None], cited: set[str] | None) -> _Row | None:
    """A row with a figure and a unit, whose clause is cited."""
    record = {name: cell for name, cell in zip(columns, cells, strict=True) if cell is not None}
    value = _decimal(record.get("value"))
    is_cited = cited is None or str(record.get("clause_id", "")) in cited
    if value is None or value < 0 or not record.get("unit") or not record.get("name") or not is_cited:
        return None
    per = record.get("per")
    return _Row(
        name=str(record["name"]),
        people=str(record.get("population", "")),
        value=value,
        unit=str(record["unit"]),
        per=None if per is None else str(per),
        comparator=str(record.get("comparator", "=")),
        year=str(record.get("target_year", "")),
        id=str(record.get("id", "")),
    )


def _decimal(cell: str | int | None) -> Decimal | None:
    try:
        value = Decimal(str(cell))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _figure(row: _Row, lang: Language) -> str:
    unit = _UNIT_EN.get(row.unit, row.unit if row.unit in "%‰" else "") if lang == "en" else row.unit
    return _SIGNS.get(row.comparator, "") + format_decimal(row.value) + unit


def _title(rows: Sequence[_Row], glosses: Mapping[str, str], lang: Language) -> str:
    """The name that all rows share, or that they are figures of the plan; with denominator and unit."""
    first = rows[0]
    change = first.shelf[2] or "any"
    words = _say(_WORDS[change], lang)
    if len({row.base for row in rows}) == 1 and change == "any":
        words = glosses.get(first.base, first.base)
    per = glosses.get(first.per, first.per) if first.per else ""
    unit = _figure(first, lang)[len(_SIGNS.get(first.comparator, "")) + len(format_decimal(first.value)) :]
    scale = [part for part in (per, unit.strip()) if part]
    if not scale:
        return words
    return f"{words} ({', '.join(scale)})" if lang == "en" else f"{words}（{'，'.join(scale)}）"


def _labels(rows: Sequence[_Row], glosses: Mapping[str, str]) -> list[str]:
    """The shortest words that tell the rows apart: populations, names, then with population, year and id."""
    same = len({row.base for row in rows}) == 1
    names = [_name(row, glosses) for row in rows]
    people = [glosses.get(row.people, row.people) for row in rows]
    peopled = [
        name if row.people in row.name else _with(name, word, glosses)
        for row, name, word in zip(rows, names, people, strict=True)
    ]
    dated = [_with(label, row.year, glosses) for label, row in zip(peopled, rows, strict=True)]
    numbered = [_with(label, row.id, glosses) for label, row in zip(peopled, rows, strict=True)]
    ways = [*([people] if same else []), names, peopled, dated, numbered]
    return next((way for way in ways if all(way) and len(set(way)) == len(way)), numbered)


def _name(row: _Row, glosses: Mapping[str, str]) -> str:
    if row.name not in glosses and row.base in glosses and row.people in glosses:
        return _with(glosses[row.base], glosses[row.people], glosses)
    return glosses.get(row.name, row.name)


def _with(words: str, more: str, glosses: Mapping[str, str]) -> str:
    if not more:
        return words
    return f"{words} ({more})" if glosses else f"{words}（{more}）"


def _made(
    title: str,
    bars: Sequence[tuple[str, Decimal, str]],
    scale: tuple[str, str | None],
    notes: Sequence[str],
    cut: bool,
    lang: Language,
) -> ChartData:
    told = list(notes)
    if len(bars) > MOST_BARS:
        told.append(_say(_WORDS["more"], lang).format(n=MOST_BARS))
    if cut:
        told.append(_say(_WORDS["cut"], lang))
    labels, values, figures = zip(*bars[:MOST_BARS], strict=True)
    colon, stop, gap = (": ", "; ", " ") if lang == "en" else ("：", "；", "")
    pairs = stop.join(f"{label}{colon}{figure}" for label, figure in zip(labels, figures, strict=True))
    alt = _say(_WORDS["alt"], lang).format(title=title, bars=pairs, notes=gap.join(told)).strip()
    return ChartData(title, labels, values, figures, *scale, tuple(told), alt, lang)


# --- where everything stands -------------------------------------------------------------------------

WIDTH: Final = 320
_MARGIN: Final = 12
_BAR: Final = 14
_SMALLEST: Final = 2  # of a bar that is not nought
Tone = Literal["ink", "soft", "bar"]
_COLOURS: Mapping[Tone, str] = {"ink": "#1c2733", "soft": "#52606e", "bar": "#174a7c"}


@dataclass(frozen=True, slots=True)
class _Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text; y is its base line."""

    x: float
    y: float
    text: str
    size: int
    tone: Tone
    bold: bool = False


def _marks(data: ChartData) -> tuple[list[_Bar | _Line], float]:
    """Bars and lines of text, and the height of it all."""
    marks: list[_Bar | _Line] = []
    y = float(_MARGIN)

    def write(text: str, size: int, tone: Tone, most: int, bold: bool = False) -> None:
        nonlocal y
        for line in _wrapped(text, size, WIDTH - 2 * _MARGIN, most):
            y += size * 1.4
            marks.append(_Line(_MARGIN, y - size * 0.35, line, size, tone, bold))

    write(data.title, 16, "ink", 4, bold=True)
    room = WIDTH - 2 * _MARGIN - max(_width(figure, 14) for figure in data.figures) - 12
    largest = max(data.values)
    for label, value, figure in zip(data.labels, data.values, data.figures, strict=True):
        y += 8
        write(label, 14, "ink", 3)
        width = float(value / largest) * room if largest else 0.0
        width = max(width, _SMALLEST) if value else 0.0
        marks.append(_Bar(_MARGIN, y + 2, width, _BAR))
        marks.append(_Line(_MARGIN + width + 6, y + _BAR, figure, 14, "ink", True))
        y += _BAR + 4
    y += 6 if data.notes else 0
    for note in data.notes:
        write(note, 12, "soft", 6)
    return marks, y + _MARGIN


def _width(text: str, size: int) -> float:
    """About how wide a text is in any font."""
    return size * sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.58 for letter in text)


def _wrapped(text: str, size: int, room: float, most: int) -> list[str]:
    """Lines that fit; words of letters stay whole where they can, what is over the most ends in …"""
    lines = [""]
    for word in re.findall(r"[A-Za-z0-9.,'’-]+ ?|.", _printable(text)):
        if lines[-1] and _width(lines[-1] + word.rstrip(), size) > room:
            lines.append("")
        lines[-1] += word
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"]
    return [line.strip() for line in lines]


def _printable(text: str) -> str:
    """Text that XML and fonts can carry: no control characters, no lone surrogates."""
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)


# --- SVG ---------------------------------------------------------------------------------------------


def to_svg(data: ChartData, *, standalone: bool = True) -> str:
    """The chart as SVG text; its words stay text, so no font is needed to make it.

    Args:
        data: what to show.
        standalone: a file of its own, on white; otherwise a piece of a page, coloured by its style sheet
            (classes pa-ink, pa-soft, pa-bar-fill).
    """
    marks, height = _marks(data)
    alt = escape(_printable(data.alt))
    language = "en" if data.lang == "en" else "zh-CN"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
        f' aria-label="{alt}" lang="{language}" font-family="{escape(FONT_FAMILY)}"'
    )
    size = f' width="{2 * WIDTH}" height="{2 * height:.0f}">' if standalone else ' focusable="false">'
    ground = (
        f'<title>{escape(_printable(data.title))}</title><desc>{alt}</desc><rect width="100%" height="100%" fill="#ffffff"/>'
        if standalone
        else ""
    )
    if standalone and data.by_model:
        ground += f"<metadata>{escape(_GENERATED)}</metadata>"
    return head + size + ground + "".join(_svg_mark(mark) for mark in marks) + "</svg>"


def _svg_mark(mark: _Bar | _Line) -> str:
    if isinstance(mark, _Bar):
        return (
            f'<rect class="pa-bar-fill" x="{mark.x:g}" y="{mark.y:g}" width="{mark.width:.2f}"'
            f' height="{mark.height:g}" fill="{_COLOURS["bar"]}"/>'
        )
    weight = ' font-weight="600"' if mark.bold else ""
    return (
        f'<text class="pa-{mark.tone}" x="{mark.x:.2f}" y="{mark.y:.2f}" font-size="{mark.size}"{weight}'
        f' fill="{_COLOURS[mark.tone]}">{escape(mark.text)}</text>'
    )


# The mark in a file's meta data that GB 45438-2025 asks for; https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
_GENERATED: Final = '{"AIGC":{"Label":"1","ContentProducer":"plan-assistant"}}'


# --- files -------------------------------------------------------------------------------------------


def draw(data: ChartData, path: Path | str) -> None:
    """Write the chart to a .png or .svg file; the text alternative is in the file.

    Raises:
        ChartError: another suffix, no font for Chinese (PNG only), or the file cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ChartError(f"{path} is no chart file: let its name end in {' or '.join(SUFFIXES)}")
    try:
        if suffix == ".svg":
            path.write_text(to_svg(data) + "\n", encoding="utf-8")
        else:
            _draw_png(data, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ChartError(f"the chart cannot be written to {path} ({reason}): choose another place") from error


_SCALE: Final = 3


def _draw_png(data: ChartData, path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont
    from PIL.PngImagePlugin import PngInfo

    file, face = chinese_font()
    marks, height = _marks(data)
    image = Image.new("RGB", (WIDTH * _SCALE, round(height * _SCALE)), "#ffffff")
    pencil = ImageDraw.Draw(image)
    for mark in marks:
        if isinstance(mark, _Bar):
            box = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
            if mark.width:
                pencil.rectangle([edge * _SCALE for edge in box], fill=_COLOURS["bar"])
        else:
            font = ImageFont.truetype(str(file), mark.size * _SCALE, index=face)
            place = (mark.x * _SCALE, mark.y * _SCALE)
            pencil.text(place, mark.text, font=font, fill=_COLOURS[mark.tone], anchor="ls")
    words = PngInfo()
    words.add_itxt("Title", data.title)
    words.add_itxt("Description", data.alt)
    if data.by_model:
        words.add_itxt("AIGC", _GENERATED)
    image.save(path, pnginfo=words)


# Names of font files that have the common Chinese characters, the best first; sans serif before serif.
_FONTS: Final = tuple(
    lazy(name, re.IGNORECASE)
    for name in (
        r"NotoSansCJK(sc)?-Regular\.(ttc|otf)", r"NotoSansSC.*\.(ttf|otf)", r"SourceHanSans(SC|CN)?-Regular\.(ttc|otf)",
        r"NotoSansCJK.*\.(ttc|otf)", r"SourceHanSans(SC|CN).*\.(ttc|otf)", r"PingFang\.ttc", r"Hiragino Sans GB\.ttc",
        r"msyh\.tt[cf]", r"wqy-(micro|zen)hei\.ttc", r"DroidSansFallback(Full)?\.ttf", r"simhei\.ttf", r"simsun\.ttc",
        r"STHeiti.*\.ttc", r"NotoSerifCJK.*\.(ttc|otf)", r"NotoSerifSC.*\.(ttf|otf)", r"uming\.ttc", r"ukai\.ttc",
    )
)  # fmt: skip
_FACES: Final = 16


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",)
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return Path(data) / "fonts", home / ".fonts", *(Path(part) / "fonts" for part in shared.split(":"))


@lru_cache(maxsize=1)
def chinese_font() -> tuple[Path, int]:
    """A font file with Chinese characters, and which of its faces.

    Raises:
        ChartError: there is none; it says what to install.
    """
    folders = font_folders()
    files = sorted(_font_files(folders))
    for wanted in _FONTS:
        for file in files:
            if wanted.fullmatch(file.name) and (face := _face(file)) is not None:
                return file, face
    raise ChartError(
        f"no font with Chinese characters was found in {', '.join(map(str, folders))}: install one (Debian, Ubuntu: "
        "fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts; Alpine: font-noto-cjk), or write an .svg, which needs none"
    )


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for path, _, names in os.walk(folder):
            yield from (Path(path) / name for name in names)


def _face(file: Path) -> int | None:
    """The face for simplified characters where a file has several, else the first; None where it cannot be read."""
    from PIL import ImageFont

    first: Any = None
    for index in range(_FACES):
        try:
            # not truetype(), which looks elsewhere for a font of that name
            family = str(ImageFont.FreeTypeFont(str(file), 12, index=index).getname()[0])
        except OSError:
            break
        first = index if first is None else first
        if re.search(r"\b(SC|CN|GB)\b", family) and "Mono" not in family:
            return index
    return None if first is None else int(first)
