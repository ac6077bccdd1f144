"""Which words of a question something accounts for, and which change what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.aged import ages_of
from assistant.lexicon import Mention, fold, shared_name, stem
from assistant.question.owners import are_of_another, other_owners
from assistant.question.parts import together
from assistant.question.reading import Catalog, Reading, gaps, names_asked
from assistant.records import Indicator, Quantity
from assistant.tagging import pos_tags


def in_context(word: str, catalog: Catalog, rows: tuple[Indicator, ...]) -> bool:
    """Whether the clause of a named row, or its English name, has a word."""
    english = any(stem(word) in catalog.english.get(row.name, frozenset()) for row in rows)
    return english or any(word in catalog.contexts.get(row.clause_id, "") for row in rows)


_IDLE = frozenset({"事", "事儿", "事情"})  # 儿保的事儿咋说的: says nothing of the matter


def unexplained(reading: Reading, catalog: Catalog, rows: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Content that changes what is asked and that nothing accounts for.

    A word beside a name is its modifier (成人贫血率) or what is asked of it (近视手术); a word elsewhere that
    names a quantity or people of its own asks for more than the row holds. The rest is the asker's story.
    """
    context = "".join(catalog.contexts.get(row.clause_id, "") for row in rows)
    english = frozenset().union(*(catalog.english.get(row.name, frozenset()) for row in rows))
    left = [word for start, end in gaps(reading) if (word := reading.text[start:end]) not in context and word not in _IDLE
            and not (rows and catalog.lexicon.binds(word))
            and stem(word) not in english and (not rows or _matters(reading, start, end))
            and not (rows and _is_story(reading, start))]  # fmt: skip
    populations = {row.population for row in rows}
    for mention in reading.mentions:
        pops = mention.values("population")
        only_people = pops and not mention.values("alias") and not mention.values("word")
        if rows and not _near_name(reading, mention):
            continue
        said = {surface for people in pops for surface in catalog.lexicon.people.get(people, ())}
        if only_people and rows and all(_are_among(pops, row) for row in rows):
            continue
        if only_people and not populations & set(pops) and not any(surface in context for surface in said):
            left.append(mention.text)
    return (*left, *_paid(reading, rows, context))


# Children by a stage of life, with their ages in years: rows about all children, or about a span around it, are theirs.
_STAGES = {"学前儿童": (3, 6)}
_ALL_CHILDREN = frozenset({"儿童", "适龄儿童", "未成年人"})


def _are_among(people: tuple[str, ...], row: Indicator) -> bool:
    """Whether people are some of a row's (幼儿园孩子 of 0至6岁儿童)."""
    spans = [_STAGES[one] for one in people if one in _STAGES]
    bounds = ages_of(row)
    within = bool(bounds) and all(_holds(bound, span) for bound in bounds for span in spans)
    return bool(spans) and (row.population in _ALL_CHILDREN or within)


def _holds(bound: Quantity, span: tuple[int, int]) -> bool:
    if bound.comparator in (">", ">="):
        return bound.value <= span[0]
    return bound.comparator in ("<", "<=") and bound.value >= span[1]


def owners(reading: Reading, catalog: Catalog, rows: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Grown-ups whose figure is asked for, where no row named is about them (老师的近视率)."""
    about = {people for row in rows for people in (row.population,) if people}
    told = any(
        about & set(mention.values("population")) and not are_of_another(reading.text, mention.end)
        for mention in reading.mentions
    )
    if not rows or told or any(fold(people) in reading.text for people in about):
        return ()
    said = fold(
        "".join((row.name + (row.population or "") + catalog.contexts.get(row.clause_id, "")) for row in rows)
    )
    of_pupils = all((row.population or "").endswith("生") for row in rows)
    found = (
        other_owners(reading.text, mention.start, mention.end, said, of_pupils=of_pupils)
        for mention in names_asked(reading)
        if any(
            row.name in names or shared_name(row) in names
            for row in rows
            for names in (mention.values("alias"),)
        )
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _paid(reading: Reading, rows: tuple[Indicator, ...], context: str) -> Iterator[str]:
    """Words for paying beside a name that no row speaks of, where no sum is asked for (婚检收费吗)."""
    roles = {role for mention in reading.mentions for role in mention.values("word")}
    if not rows or roles & {"value", "count", "money"}:
        return
    for mention in reading.mentions:
        inside = any(
            m.start <= mention.start and mention.end <= m.end for m in reading.mentions if m.values("alias")
        )
        if (
            "paid" in mention.values("word")
            and not inside
            and mention.text not in context
            and _near_name(reading, mention)
        ):
            yield mention.text


def _is_story(reading: Reading, start: int) -> bool:
    """Whether a word stands in a part that asks nothing, where the part that asks has a name of its own (带娃…，接种率有啥要求)."""
    named = {reading.part(m.start) for m in names_asked(reading)}
    asking = reading.asking_parts or ({max(named)} if named else set())
    return bool(named & asking) and reading.part(start) not in asking


def _near_name(reading: Reading, mention: Mention) -> bool:
    """Whether a mention stands in the same part of the question as a named indicator."""
    return any(together(reading.text, mention, m) for m in reading.mentions if m.values("alias"))


def _matters(reading: Reading, start: int, end: int) -> bool:
    word = reading.text[start:end]
    if word.isascii():
        return reading.lang == "en" or _beside(reading, start, end)
    if word.endswith(_QUANTITIES) and len(word) > 1:
        return True
    if not _beside(reading, start, end):
        return False
    tags = pos_tags(word.removesuffix("的"))  # 大学的毛入学率
    ends_beside_name = any(m.start == end for m in reading.mentions if m.values("alias"))
    near = tags[-1] if ends_beside_name else tags[0]
    return near.startswith(_NOUNS)


# Words that end the name of a quantity.
_QUANTITIES = ("率", "比例", "比重", "数量", "人数", "水平", "指数")
# Tags of jieba's dictionary for nouns, attributives and verbal nouns.
_NOUNS = ("n", "b", "vn", "an", "j", "l", "i", "s")


def _beside(reading: Reading, start: int, end: int) -> bool:
    """Whether a span touches a named indicator, directly or through 的."""
    text = reading.text
    for mention in reading.mentions:
        if not mention.values("alias"):
            continue
        after, before = text[end : mention.start], text[mention.end : start]
        if (end <= mention.start and after in ("", "的", " ")) or (
            mention.end <= start and before in ("", "的", " ")
        ):
            return True
    return False


def stands_in(word: str, vocabulary: str) -> bool:
    """Whether the plan knows a word: any two of its characters in a row."""
    if word.isascii():
        return False
    return any(word[i : i + 2] in vocabulary for i in range(len(word) - 1))
