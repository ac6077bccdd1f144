"""What a question says of indicators that nothing was made of: then it is not answered by all of them."""

from __future__ import annotations

from dataclasses import replace

from assistant.numerals import AGES
from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.kinds import WITH_FIGURE
from assistant.tabular.linked import has_piece
from assistant.tabular.reading import Reading
from assistant.tabular.slots import blank
from assistant.tagging import pos_tags, segment

_OF_PREDICATE = lazy(r"[了过着]?的(?:$|[，,。；;？?]|[^，,。；;？?]{0,4}(?:指标|目标))")
_POINTING = "这那哪比跟和与"
_PLACING = "里中内上下"  # 全表中 says where
_OF = lazy(r"[了过着]?的?")
_IN_NAME = lazy(r"名.*(?:含|带|标|写|注|有|出现|包)")


def may_narrow(word: str, reading: Reading) -> bool:
    """Whether a word that is left over may make what is named something else: beside a name, a word of the plan, a quantity.

    Where the rows are named one by one, others are chatter (搁一块堆儿比比).
    """
    if word in reading.catalog.vocabulary or reading.is_quantity(word):
        return True
    at = reading.text.find(word)
    return touches(at, at + len(word), reading)


def touches(start: int, end: int, reading: Reading) -> bool:
    """Whether a word stands right beside a name or people (产前筛查率的经费)."""
    near = (*reading.named, *reading.people)
    return any(
        reading.text[end : m.start] in ("", "的")
        if start < m.start
        else reading.text[m.end : start] in ("", "的")
        for m in near
    )


_RELATED_EN = lazy(r"\b(?P<to>[a-z]+)[ -]related\b")


def unread_relations(reading: Reading) -> tuple[str, ...]:
    """What rows are said to be related to, in English, that is neither a domain nor a name (school-related rates)."""
    domains = list(reading.domain_spans.values())
    known = [*domains, *((m.start, m.end) for m in (*reading.named, *reading.people))]
    return tuple(
        m["to"]
        for m in _RELATED_EN.finditer(reading.text)
        if not any(start <= m.start() < end for start, end in known)
    )


def unread_qualities(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What is said of the indicators that the table has no column for (约束性指标), or that nothing was made of (新出的指标)."""
    lacking = [
        s.text
        for s in reading.slots
        if (s.slot == "lacking" or (s.slot == "nature" and not reading.natures))
        and reading.part(s.start) in reading.asking
    ]
    nouns = [s.start for s in reading.slots if s.slot in ("noun", "kind") and s.value != "domain"]
    pieces = (*reading.named_pieces, *query.words)
    used = " ".join(reading.table.names[row.id] for row in reading.rows) if query.ids else ""
    gaps = [
        reading.text[start:end]
        for start, end in reading.gaps
        if any(end <= noun and _OF.fullmatch(_without_units(end, noun, reading)) for noun in nouns)
        and not _is_order(start, end, reading)
        and not ends_phrase(start, end, reading)
    ]
    gaps = [w for w in gaps if w[0] not in _POINTING and w[-1] not in _PLACING]
    left = [w for w in gaps if w not in pieces and w not in used and not _led_to(query, w, reading)]
    left = [w for w in left if pos_tags(w)[-1] != "c"]  # 针对新生儿的并且有数的
    changed = query.kinds != ("qualitative",) and not query.comparators and not query.verbs
    ways = [
        s.text
        for s in reading.slots
        if s.slot == "way"
        and changed
        and any(_OF.fullmatch(reading.text[s.end : n]) for n in nouns if n >= s.end)
    ]
    return (*lacking, *left, *ways) if reading.lang == "zh" else tuple(lacking)


def _without_units(start: int, end: int, reading: Reading) -> str:
    """What stands between, without units and kinds, which narrow by themselves (整数的百分比指标)."""
    told = [s for s in reading.slots if s.slot in ("unit", "kind") and start <= s.start and s.end <= end]
    text = reading.text[start:end]
    for slot in told:
        text = text.replace(slot.text, "", 1)
    return text


def unread_predicates(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What is said of the rows where nothing restricts them (哪些指标是往上走的): all of them would be no answer."""
    bare = TableQuery(operation=query.operation, order=query.order, limit=query.limit, group=query.group)
    if query != bare or reading.lang == "en":
        return ()
    said = [(s, e) for s, e in reading.gaps if _OF_PREDICATE.match(reading.text, e)]
    said += [(s.start, s.end) for s in reading.slots if s.slot == "way"]
    return tuple(reading.text[s:e] for s, e in said if reading.part(s) in reading.asking)


def ends_phrase(start: int, end: int, reading: Reading) -> bool:
    """Whether a verb only closes what restricts before it (按每千名儿童配置的)."""
    if not pos_tags(reading.text[start:end])[-1].startswith("v"):
        return False
    ends = [e for _, e in reading.spans] + [q.end for q in reading.figures]
    ends += [s.end for s in reading.slots if s.slot in ("unit", "comparator", "kind")]
    return any(start - e in (0, 1) for e in ends)


def _is_order(start: int, end: int, reading: Reading) -> bool:
    """Whether a verb before the noun says what is to be done with it, where nothing else asks (请列示指标)."""
    verb = pos_tags(reading.text[start:end])[0] in ("v", "x", "vd") and reading.text[end : end + 1] != "的"
    return verb and not reading.asks


def _led_to(query: TableQuery, word: str, reading: Reading) -> bool:
    """Whether the rows were found by a word that is left over."""
    rows = [row for row in reading.catalog.rows if row.id in query.ids]
    return any(has_piece(reading, row, word) for row in rows)


def unread_places(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What speaks of a domain in words that were not read as naming it (归教育管的指标): rows of all domains would be no answer."""
    if reading.lang == "en" or query.domains or query.goals or reading.named:
        return ()
    shorts = [names[-1] for names in reading.table.domains.values() if len(names) > 1]
    return tuple(
        word
        for start, end in reading.gaps
        if reading.part(start) in reading.asking
        and any(short in (word := reading.text[start:end]) for short in shorts)
        and not _led_to(query, word, reading)
        and word not in query.words
    )


def unread_ages(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """Ages that no row was chosen by (0到3岁的指标有几个): all rows would be no answer."""
    if query.populations or query.ids or query.words or reading.people:
        return ()
    return tuple(q.text.strip() for q in reading.quantities if q.unit in AGES)


def unread_names(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What is said to stand in names, where nothing was made of it."""
    said = [s for s in reading.slots if s.slot == "named" and _IN_NAME.search(s.text)]
    return () if query.words or query.ids or query.starts or reading.named else tuple(s.text for s in said)


_NOUN_ZH = lazy(r"的(?:那?[几些个项条]?)?(?:指标|目标值?)")
_BEFORE = lazy(r"[，,。；;？?：:！!()]")


def unread_modifiers(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What stands beside the noun where no filter came of it (逐年都要做的指标): a list of all rows would be no answer."""
    if not _lists_all(query):
        return ()
    if reading.lang == "en":
        return _unread_english(reading)
    noun = _NOUN_ZH.search(reading.plain)
    before = _BEFORE.split(reading.plain[: noun.start()])[-1] if noun else ""
    if noun and noun.group().startswith("的") and _is_of_somebody(before, reading):
        return (before.strip("\n"),)  # 老师的指标: said to nobody
    left = reading.table.templates.without(before.replace("\n", ""), "whole").strip()
    return (left,) if len(left) > 1 else _unread_behind(reading)


def _is_of_somebody(before: str, reading: Reading) -> bool:
    """Whether what stands before 的 is a word that people are called by (老师, 领导), whose indicators would be others."""
    word = before.strip("\n")
    return len(word) > 1 and bool({"kin", "relative"} & set(reading.table.templates.classes.get(word, ())))


def _unread_behind(reading: Reading) -> tuple[str, ...]:
    """What is said behind the noun (指标里头哪些算重点): words that name or judge, and are none of asking for all."""
    nouns = [s.end for s in reading.slots if s.slot == "noun"]
    if not nouns:
        return ()
    told = blank(reading.plain, [(s.start, s.end) for s in reading.slots if s.slot != "filler"])
    behind = _BEFORE.split(told[min(nouns) :])[0]
    words = (behind[low:high] for low, high in segment(behind) if high - low > 1)
    left = [word for word in words if reading.table.templates.without(word, "whole")]
    return tuple(word for word in left if pos_tags(word)[-1].startswith(_JUDGING))


def _unread_english(reading: Reading) -> tuple[str, ...]:
    """English words that say something of the rows, beside those of asking for all."""
    told = blank(
        reading.plain, [(s.start, s.end) for s in reading.slots if s.slot not in ("filler", "bound")]
    )
    whole = reading.table.templates.classes
    words = _LATIN.findall(told)
    return tuple(w for w in words if len(w) > 2 and "whole_en" not in whole.get(w, frozenset()))


_JUDGING = ("n", "v", "a", "b", "l", "i", "j", "s")
_LATIN = lazy(r"[a-z]+")


def _lists_all(query: TableQuery) -> bool:
    """Whether all rows of the plan are listed or counted."""
    bare = TableQuery(operation=query.operation, group=query.group, order=query.order, limit=query.limit)
    of_any = replace(query, kinds=()) if query.kinds == WITH_FIGURE else query
    return of_any == bare and query.operation in ("list", "count")


# 这类指标有几个: rows that were spoken of, which by itself no question names; 规划里的这些指标 are all there are.
_RATE = r"[\u3400-\u9fff\n]*[\u3400-\u9fff](?:率|指数|比例|比重|占比)(?=[^\u3400-\u9fff]|的?目标|[和与跟同及比是差相哪谁一高低大小多少])"
_HELD_TO = r"(?:的?目标值?)?(?:和|与|跟|同|及|比|、|减去?|是)"
_RUN = lazy(r"[^，,。；;：:？?！!和与跟同及比是、\n]*$")
_OTHER_RATE = lazy(rf"(?P<before>{_RATE}){_HELD_TO}\n|\n{_HELD_TO}(?P<behind>{_RATE})")


def unread_other(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """A rate that the one row that is named is held against, and that no row has (高等教育毛入学率和高中阶段教育毛入学率差多少)."""
    if reading.lang != "zh" or not reading.named or len(query.ids) != 1:
        return ()
    if len(reading.named) > 1:  # the name by itself, and with more before it: nothing is held against itself
        more = [gap for gap in reading.gaps if touches(*gap, reading) and reading.strange(*gap)]
        ends = [min((m.end for m in reading.named if m.start >= end), default=end) for _, end in more]
        return tuple(run.group() for end in ends if (run := _RUN.search(reading.text[:end])))
    match = _OTHER_RATE.search(reading.free)
    span = match.span("before" if match["before"] else "behind") if match else (0, 0)
    return (reading.text[slice(*span)],) if match else ()


_POINTS_BACK = lazy(
    r"(?<![里中的有])(?:(?:这|那|此|该)(?:类|种|样的?|些|几个|几[项条]|几类)|上述|上面(?:说)?的|前面(?:说)?的|刚才(?:说)?的)(?:的)?(?:指标|目标值?)"
    r"|\b(?:these|those|such|the above|the aforementioned) (?:indicators|targets|goals|figures)\b"
)


def unread_pointers(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """What points back to rows that nothing tells, where nothing else restricts them."""
    bare = replace(query, order="", limit=None, nth=0, kinds=() if query.order else query.kinds)
    points = _POINTS_BACK.search(reading.plain) if _lists_all(bare) else None
    return (points.group(),) if points else ()


_RESTRICTING = (
    "mention",
    "kind",
    "unit",
    "comparator",
    "base",
    "except",
    "named",
    "per",
    "bound",
    "lacking",
    "nature",
)
_NEUTRAL = ("any", "=", "between", "figure")


def unread_slots(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """Words that restrict, and that there is none, where all rows would be listed (哪些目标下面没有指标)."""
    if not _lists_all(query):
        return ()
    told = [s for s in reading.slots if s.slot in _RESTRICTING and s.value not in _NEUTRAL]
    left = tuple(s.text for s in told if reading.part(s.start) in reading.asking and s.text)
    left += tuple(quote for start, _, quote in reading.quotes if reading.part(start) in reading.asking)
    return left or (("没有",) if reading.is_absent else ())
