"""Which of several bounds of one direction is the strictest or the loosest: of ceilings the lowest, of floors the highest."""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import Indicator
from assistant.tabulate.derived import comparable_rows
from assistant.tabulate.page import Page, cite_row, named

_STRICT = lazy(
    r"严(?![重惩厉查打肃禁])|(?<![要吃抓赶])紧(?![急张跟密])|\b(?:strict|tight|stringent|demanding|tough)(?:er|est)?\b"
)
_LOOSE = lazy(r"宽(?!带|敞)|(?<![轻放])松|\b(?:loose|lax|lenient|generous|relaxed)(?:r|er|st|est)?\b")
_SIDES = {"<=": "ceiling", "<": "ceiling", ">=": "floor", ">": "floor"}


def say_strictness(page: Page) -> None:
    """The strictest (loosest) of rows that bind in one direction, where that is asked for; nothing where they tie."""
    strict = bool(_STRICT.search(page.asked))
    if not strict and not _LOOSE.search(page.asked):
        return
    for rows in comparable_rows(page.evidence.indicators):
        sides = {_SIDES.get(row.comparator, "") for row in rows}
        if len(rows) > 1 and len(sides) == 1 and "" not in sides:
            _say(page, rows, strict=strict, caps=sides == {"ceiling"})


def _say(page: Page, rows: list[Indicator], *, strict: bool, caps: bool) -> None:
    lowest = strict == caps  # the strictest ceiling and the loosest floor are the lowest figures
    values = [row.value for row in rows if row.value is not None]
    end = min(values) if lowest else max(values)
    found = [row for row in rows if row.value == end]
    if len(found) != 1:
        return
    kind, way = ("严" if strict else "宽"), ("低" if lowest else "高")
    english = ("strict" if strict else "loose", "lower" if lowest else "higher")
    page.say(
        f"要求较{kind}的是：{named(found[0], page)}（同为{'上限' if caps else '下限'}，数值越{way}越{kind}）。",
        f"The {english[0]}{'r' if english[0] == 'loose' else 'er'} one: {named(found[0], page)} "
        f"(all are {'ceilings' if caps else 'floors'}, the {english[1]} the {english[0]}{'r' if english[0] == 'loose' else 'er'}).",
        (cite_row(page, found[0]),),
    )
