"""What a figure or a direction is said of: the names of rows in a sentence, and what stands before them."""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import Indicator, Quantity
from assistant.recount.sentences import derived
from assistant.verify.case import Case, squeeze
from assistant.verify.rows import DOWN, UP, Mention, is_bound_of, is_value_of, mentions_in

_HAN_RUN = lazy(r"[\u4e00-\u9fff]+$")


# Words of a frame that may stand right before a name; anything else there would change the subject.
_FRAME = frozenset({"规划要求", "规划提出", "规划里", "规划中", "其中", "和", "与", "及", "以及", "而", "则"})


def subjects_named(case: Case) -> str | None:
    """A right figure of another indicator is a wrong figure: each belongs to the name that stands nearest."""
    mentions = mentions_in(case)
    for figure in case.loose:
        rows = [row for row in case.rows if is_value_of(figure, row) and is_bound_of(figure, row)]
        if rows and not any(row in rows for row in _bound_to(figure, mentions)):
            return f"{figure.text!r} belongs to {rows[0].name!r}, which the sentence does not name beside it"
    return None


def _bound_to(figure: Quantity, mentions: list[Mention]) -> list[Indicator]:
    """Rows that a figure is said of: those quoted around it, else those named last before it, else next after."""
    around = [m.row for m in mentions if m.whole and m.start <= figure.start and figure.end <= m.end]
    before = [m for m in mentions if m.end <= figure.start]
    after = [m for m in mentions if m.start >= figure.end]
    if around or not (before or after):
        return around
    nearest = max(m.end for m in before) if before else min(m.start for m in after)
    return [m.row for m in (before or after) if nearest in (m.start, m.end)]


def subjects_whole(case: Case) -> str | None:
    """Nothing stands before a name that its clause does not have there: 农村小学生近视率 is another subject."""
    if case.evidence.table is not None and derived(case.sentence.text) is not None:
        return None  # there each name is compared as a whole
    texts = [squeeze(clause.text) for clause in case.clauses]
    for mention in mentions_in(case):
        run = _HAN_RUN.search(case.sentence.text[: mention.start])
        name = squeeze(case.sentence.text[mention.start : mention.end])
        word = run.group().removeprefix("年") if run else ""
        inside = any(m.start < mention.start < m.end for m in mentions_in(case))
        if word and not inside and word not in _FRAME and not any(word + name in text for text in texts):
            denominator = squeeze(mention.row.per or "")
            if not (denominator and denominator.endswith(word)):
                return f"{word + name!r} is not what the cited clause speaks of"
    return None


def directions_hold(case: Case) -> str | None:
    """Up is not down: a direction word must be the clause's, in English that of the row."""
    directions = {"up": UP, "down": DOWN}
    for row in case.rows:
        if row.value is not None or not any(m.row == row for m in mentions_in(case)):
            continue
        for direction, pattern in directions.items():
            match = pattern.search(case.said)
            if match and row.comparator != direction:
                return f"{match.group()!r}: {row.name} is to go {row.comparator}"
    return _lost_prohibition(case)


_FORBIDS = lazy(r"不得|不准|禁止|严禁|不能|不允许")


def _lost_prohibition(case: Case) -> str | None:
    """What a row forbids is not told as allowed: 不得为未满十六周岁儿童… without its 不得; a figure behind the name alone is."""
    text = squeeze(case.sentence.text)
    if "：" in text or _FORBIDS.search(text):
        return None
    for row in case.rows:
        forbids = _FORBIDS.search(row.verb or "")
        if forbids and squeeze(row.name) in text and squeeze(row.population or "") in text:
            return f"{row.name} is forbidden by {forbids.group()!r}"
    return None
