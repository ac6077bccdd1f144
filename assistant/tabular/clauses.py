"""Question over the clauses → TableQuery: which there are, how many, by what, and which hold a word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, cast

from assistant.records import TableGroup, TableQuery
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Slot
from assistant.tabular.spoken import PIECE
from assistant.tagging import segment

_PARTICLES = re.compile(
    r"^(?:了|过|的是|是|的|到|有|“|着|关于|有关|过|及|一下)+|(?:吗|呢|没有|没|的|么|了|过|这个词儿?|这词儿?|一词|几个字|这几个字|两个字|俩字|二字|字样|字眼|里|在内|,|，|方面|相关|之类|的事儿?|的名字?|这事儿?|这块儿?)+$"
)
_SMALL_EN = re.compile(
    r"^(?:the |a |an |of |in |on |about |to |word |term |words |phrase |any |using |use of )+|\b(?: in| the| of| most| by| and| on| to)$"
)
_WEAK = ("关于", "有关", "有关的", "相关", "相关的", "关乎", "涉")  # 关于X，规划引用了哪条
_HOLD = ("contain", "contains", "cover", "covers", "include", "feature", "features", "address", "addresses")
_ABOUT_EN = re.compile(
    r" (?:(?:that|which) )?(?:is |are |deals? with |speaks? )?(?:about|on|regarding|concerning|over|around) "
)
_BOTH = re.compile(
    r"同时|一并|一起|都(?:有|要)?(?:提|写|含|涉|说|出现)|既[^，,。；;]*[又也]|又[^，,。；;]*又|也(?:提|写|含|涉)|\bboth\b|\ball of\b|\bas well as\b"
)
_OR = re.compile(r"或者|或|、|和|以及| or | and ")
_CLAUSES = ("measure", "goal", "target", "principle")
_GROUPS_OF_CLAUSES = ("domain", "kind", "goal")
_SO_MANY_DOMAINS = re.compile(
    r"[一二两三四五六七八九十0-9](?:个|大)?(?:大)?(?:领域|板块)|\b(?:seven|[0-9]+) (?:domains|areas)"
)
_APART = re.compile(r"各|分别|分开|逐|挨个|respectively|separately|each")
_STORY_TELLER = re.compile(r"^(?:我们?|俺们?|咱们?)(?:家)?是|^(?:i am|i'm|we are) ")


def about_clauses(reading: Reading) -> bool:
    """Whether it asks about clauses, not about indicators."""
    if "indicator" in reading.nouns:
        return False
    if mentioned(reading) or reading.begun or reading.titled_words:
        return True
    if reading.is_absent and "goal" in reading.of("group") and not reading.of("kind"):
        return True
    restricting = ("kind", "comparator", "base")
    figures = (
        any(reading.of(slot) for slot in restricting)
        or reading.figures
        or reading.wordings
        or reading.verbs
        or reading.unprinted
    )
    figures = figures or reading.units
    if "target" in reading.nouns and reading.of("kind") and "measure" not in reading.nouns:
        return False  # lines with a figure are rows
    if reading.nouns & {"measure", "clause", "principle", "target"} or reading.sections:
        return not (figures and "measure" in reading.nouns) and not (
            reading.named and reading.nouns <= {"measure", "aim"} and not reading.of("below")
        )
    if "goal" in reading.nouns:
        return not (
            figures or (reading.of("below") and not (reading.of("group") or reading.asks or reading.of("op")))
        )
    grouped = bool(reading.of("group") or reading.domains)
    if "average" in reading.of("op") and not reading.of("group"):
        return False
    return "aim" in reading.nouns and grouped and bool(reading.asks or reading.of("most") or reading.of("op")) and not (
        figures or reading.named or reading.people or reading.of("top") or reading.of("sort")
    )  # fmt: skip


def mentioned(reading: Reading) -> tuple[str, ...]:
    """The words that clauses must hold; 涉及哪些行业 asks for what is mentioned."""
    of_clauses = reading.nouns & {"clause", *_CLAUSES} or reading.sections or any(
        "条" in s.text for s in reading.slots if s.slot in ("ask", "group")
    )  # fmt: skip
    at = next((s.end for s in _mentions(reading)), -1)
    object_asked = any(
        s.slot == "ask" and s.value == "list" and 0 <= s.start - at <= 1 and "条" not in s.text
        for s in reading.slots
    )
    if of_clauses and at < 0:
        return _topic(reading)
    return _words(reading) if of_clauses and not object_asked else ()


def _mentions(reading: Reading) -> list[Slot]:
    """The words that say that clauses hold something; 含15条 says how many."""
    found = [
        s for s in reading.slots
        if s.slot == "mention" and not re.match(r" ?[0-9]", reading.plain[s.end :])
        and not (s.text in _HOLD and re.search(r"\bplan ?(?:\'s)? ?$", reading.text[: s.start]))
    ]  # fmt: skip
    named = [s for s in reading.slots if s.slot == "named" and reading.quotes]
    nouns = [s for s in reading.slots if s.slot == "noun" and s.value in ("clause", *_CLAUSES)]
    for slot in nouns if not found else ():
        match = _ABOUT_EN.match(reading.text, slot.end)
        if match and reading.lang == "en":
            found.append(Slot(slot.end, match.end(), match.group(), "mention", "mention"))
    quotes = [
        Slot(start, end, quote, "mention", "quoted")
        for start, end, quote in reading.quotes
        if _is_content(quote, reading)
    ]
    return found or named or quotes[-1:]


def _is_content(quote: str, reading: Reading) -> bool:
    """Whether a quote is a word that clauses may hold, no title and no word of the table."""
    titles = (
        *reading.table.goals, *reading.table.sections, *reading.begun, *reading.titled_words, *reading.units,
    )  # fmt: skip
    return quote not in titles and not _is_noun(quote, reading) and not set(quote) <= set("—-")


def _topic(reading: Reading) -> tuple[str, ...]:
    """What is said first, in a part of its own: 法治副校长，措施里有几条？."""
    found = [reading.known_part(*gap) for gap in reading.gaps if reading.is_topic(*gap)]
    people = [
        m.text for m in reading.people
        if not reading.text[: m.start].strip() and re.match(r"(?:的事儿?|这块儿?|方面)?[，,]", reading.text[m.end :])
    ]  # fmt: skip
    return tuple(dict.fromkeys(word for word in (*found, *people) if word))


def clauses(reading: Reading) -> TableQuery | None:
    """The query over the clauses."""
    kinds = tuple(kind for kind in _CLAUSES if kind in reading.nouns)
    if (
        "aim" in reading.nouns
        and "goal" not in kinds
        and not (reading.of("mention") and "clause" in reading.nouns)
    ):
        kinds = tuple(k for k in _CLAUSES if k in (*kinds, "goal"))
    if "target" in kinds and "goal" in kinds and not _both_kinds(reading):
        kinds = tuple(k for k in kinds if k != "goal")  # lines of the goals
    elif "goal" in kinds and reading.of("below") and reading.goals and len(kinds) == 1:
        kinds = ("target",)
    if "clause" in reading.nouns and not reading.sections:
        kinds = ()
    words = mentioned(reading)
    sections = tuple(
        dict.fromkeys((*reading.sections, *(d for d in reading.domains if _is_section(d, reading))))
    )
    domains = tuple(d for d in reading.domains if not _is_section(d, reading))
    if sections and reading.leaves_out:
        sections = ()
    if sections and not domains and not kinds:
        kinds = tuple(k for k in ("principle", "item") if k in reading.table.kinds)
    if not set(kinds) <= reading.table.kinds:
        return None
    weak = words and not reading.nouns and _mentions(reading)[:1] and _mentions(reading)[0].text in _WEAK
    if weak and not any(word in reading.catalog.vocabulary for word in words):
        return None  # 哪条 asks for a line of text, and the plan does not have the word
    words, all_words, foreign = _known_words(words, reading)
    all_words = all_words or (len(words) > 1 and bool(_BOTH.search(reading.text)))
    goals = tuple(
        dict.fromkeys((*sections, *(reading.goals if reading.of("below") or "target" in kinds else ())))
    )
    query = TableQuery(
        "clauses", domains=domains, goals=goals, kinds=kinds, words=words, all_words=all_words,
        starts=reading.begun, titled=reading.titled_words,
        sizes=reading.sizes, unexplained=(*foreign, *reading.unread_exclusions),
    )  # fmt: skip
    if reading.is_absent and (heads := _heads(reading)):
        return _without_any(query, heads, reading)
    told = words or foreign or query.starts or query.titled
    if not told and (reading.asks_elsewhere or _left_over(reading) or reading.named):
        return None
    query = _with_operation(query, reading)
    if reading.is_absent and query.operation in ("group", "list"):
        return None
    if query.operation == "group" and "compare" in reading.of("op") and not query.order and not query.domains:
        query = replace(query, operation="alike", limit=None)
    if (
        query.operation == "group"
        and "compare" in reading.of("op")
        and not query.order
        and len(query.domains) < 2
    ):
        query = replace(query, unexplained=tuple(s.text for s in reading.slots if s.value == "compare"))
    narrowed = bool(
        told or query.operation not in ("list", "count") or query.domains or query.goals or query.sizes
        or reading.asks & {"count"} or "sum" in reading.of("op")
    )  # fmt: skip
    wanted = bool(
        reading.asks
        or reading.is_request
        or reading.of("most")
        or told
        or query.operation != "list"
        or query.sizes
    )
    if not narrowed or not wanted:
        return None
    listing = query.operation == "list" and not query.sizes
    return None if listing and not told and not _lists_lines(query, reading) else query


def _heads(reading: Reading) -> TableGroup:
    """What is said to have none: domains or goals."""
    group = next((g for g in reading.of("group") if g in ("domain", "goal")), "")
    if not group and reading.asks & {"list", "count"}:
        group = next((n for n in ("domain", "goal") if n in reading.nouns), "")
    return cast(TableGroup, group)


def _without_any(query: TableQuery, heads: TableGroup, reading: Reading) -> TableQuery | None:
    """The domains or goals under which none stands of what is named; of goals, no line where nothing is."""
    kinds = tuple(kind for kind in query.kinds if kind != heads)
    if heads == "goal" and (not kinds or "clause" in reading.nouns):
        kinds = ("target",)
    if not kinds or _left_over(reading) or not set(kinds) <= reading.table.kinds:
        return None
    domains = query.domains or (reading.table.heads if heads == "domain" else ())
    return replace(query, operation="absent", group=heads, kinds=kinds, domains=domains)


def _is_section(title: str, reading: Reading) -> bool:
    return title in reading.table.sections.values()


def _lists_lines(query: TableQuery, reading: Reading) -> bool:
    """The lines of a goal, and the goals and measures of a domain, are listed here; other parts of the plan by the tree."""
    of_domain = bool(query.domains and query.kinds) and "item" not in query.kinds
    return bool(query.goals and query.kinds == ("target",) and reading.asks) or (
        of_domain and "list" in reading.asks and not reading.quotes
    )


def _both_kinds(reading: Reading) -> bool:
    """Whether lines and goals are counted beside one another (主要目标和细项各几条)."""
    places = {s.value: s for s in reading.slots if s.slot == "noun" and s.value in ("goal", "target")}
    if len(places) < 2:
        return False
    first, second = sorted(places.values(), key=lambda s: s.start)
    return bool(re.fullmatch(r"[和与跟、及以]+| and ", reading.text[first.end : second.start]))


def _known_words(words: tuple[str, ...], reading: Reading) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """The words as the plan has them, whether all are needed, and English ones that nothing translates."""
    found: list[str] = []
    foreign: list[str] = []
    for word in words:
        if not word.isascii() or word in reading.catalog.vocabulary:
            found.append(word if reading.quotes else _without_subject(word, reading))
            continue
        terms = reading.table.english.widened(word, lambda _: False)
        known = [term for term in terms if term in reading.catalog.vocabulary]
        found += known
        foreign += [] if known else [word]
    if (
        len(found) == 1
        and not found[0].isascii()
        and found[0] not in reading.catalog.vocabulary
        and not reading.quotes
    ):
        parts = reading.parts_of(found[0])
        if len(parts) > 1 and all(part in reading.catalog.vocabulary for part in parts):
            return parts, True, ()
    return tuple(dict.fromkeys(found)), False, tuple(foreign)


def _without_subject(word: str, reading: Reading) -> str:
    """儿童心理健康 → 心理健康 in a plan for 儿童: whom the whole plan is about narrows nothing."""
    first, *_ = segment(word)
    subject, rest = word[: first[1]], word[first[1] :].removeprefix("的")
    narrows = subject not in reading.catalog.meta.title or len(subject) < 2
    return word if narrows or len(rest) < 3 or rest not in reading.catalog.vocabulary else rest


def _left_over(reading: Reading) -> bool:
    strange = any(reading.strange(*gap) for gap in reading.gaps)
    people = any(reading.part(m.start) in reading.asking for m in reading.people)
    excluded = any(s.slot == "except" for s in reading.slots) and not reading.leaves_out
    quotes = [
        q for s, _, q in reading.quotes
        if q not in reading.goals and not set(q) <= set("—-") and not any(q in name for names in reading.table.goals for name in [names])
        and reading.part(s) in reading.asking and not reading.table.words.scan(q)
    ]  # fmt: skip
    return bool(strange or people or reading.bounds or quotes or excluded)


def _with_operation(query: TableQuery, reading: Reading) -> TableQuery:
    """What is done with the clauses."""
    groups = [g for g in reading.of("group") if g in _GROUPS_OF_CLAUSES]
    scopes = query.domains if len(query.domains) > 1 else query.goals
    apart = _APART.search(reading.text)
    counts = [s for s in reading.slots if s.slot == "ask" and s.value == "count"]
    if reading.first_groups and not groups and not reading.domains:
        groups = ["domain"]
    most = reading.of("most") or (reading.of("top") or reading.ranked if groups else ())
    if len(scopes) > 1 and not groups and (apart or most or reading.of("apart") or len(counts) > 1):
        groups = ["domain" if scopes == query.domains else "goal"]
    if len(query.kinds) > 1 and not groups and (apart or reading.of("apart") or len(counts) > 1) and counts:
        groups = ["kind"]
    if query.kinds == ("target",) and most and not groups and re.search("目标|goal", reading.text):
        groups = ["goal"]
    ranked = reading.of("sort") and "count" in reading.asks
    if not groups and query.sizes and "goal" in reading.nouns and "target" in query.kinds:
        groups = ["goal"]
    # 七个领域的措施分别是几条; 七大领域谁的措施最多
    apart_by_domain = not reading.domains and (
        (apart and counts and _SO_MANY_DOMAINS.search(reading.text)) or (most and reading.who_is_first)
    )
    alike = "compare" in reading.of("op") and not reading.domains  # 主要目标数目相同的领域
    if not groups and "domain" in reading.nouns and (query.sizes or ranked or apart_by_domain or alike):
        groups = ["domain"]
    group = cast(TableGroup, groups[0]) if groups else ""
    if group == "domain" and apart and query.words and reading.asks == {"list"} and _lists_within(reading):
        return query  # 各领域分别有哪些: the clauses themselves, which are listed by domain
    as_many = ("compare" in reading.of("op") and counts) or reading.is_comparison
    if reading.is_difference and {"asc", "desc"} <= set(reading.of("most")):
        return replace(query, operation="difference", group="goal" if group == "goal" else "domain")
    if (reading.is_difference or as_many) and len(scopes) == 2 and not (group and most):
        by: TableGroup = "domain" if scopes == query.domains else "goal"
        return replace(query, operation="difference", group=by)
    if "ratio" in reading.of("op") and len(scopes) == 2:
        return replace(query, operation="ratio", group="domain" if scopes == query.domains else "goal")
    if "average" in reading.of("op"):
        return replace(query, operation="average", group=group or "domain")
    if "share" in reading.of("op"):
        return replace(query, operation="share", part=("domains",) if query.domains else ("kinds",))
    which = any(
        s.slot == "group" and re.search("^[按依分以]|^by |哪|什么|which|what", s.text) for s in reading.slots
    )
    if group and (which or reading.asks or most or reading.nth or query.sizes or apart or reading.of("sort")):
        order = most[0] if most else (reading.of("sort") or ("",))[0]
        limit = reading.first if most and reading.first else 1 if most else None
        if reading.nth:
            (_, order), limit = reading.nth, None
        return replace(
            query,
            operation="group",
            group="goal" if group == "goal" and "target" in query.kinds else group,
            order=cast(Literal["", "asc", "desc"], order),
            limit=limit,
            nth=reading.nth[0] if reading.nth else 0,
        )
    counting = "count" in reading.asks or "sum" in reading.of("op")
    listing = "list" in reading.asks and "sum" not in reading.of("op") and not counting
    asks_which = bool(re.search(r"哪几?[一]?条|列出|which|list", reading.text)) and not re.search(
        r"几条|多少条|how many", reading.text.replace("哪几条", "")
    )
    return replace(query, operation="count" if counting and not listing and not asks_which else "list")


def _lists_within(reading: Reading) -> bool:
    """Whether the members of the groups are asked for, not the groups (哪些领域提到妇联)."""
    groups = [s for s in reading.slots if s.slot == "group" and s.value == "domain"]
    asks = [s for s in reading.slots if s.slot == "ask" and s.value == "list"]
    return bool(groups) and any(ask.start >= groups[-1].end for ask in asks)


# --- words that clauses must hold


def _words(reading: Reading) -> tuple[str, ...]:
    """The words that clauses must hold, quoted, or beside the word that says so."""
    used = {*reading.begun, *reading.titled_words, *reading.table.sections}
    quoted = [
        q for _, _, q in reading.quotes
        if q not in reading.table.goals and not _is_noun(q, reading) and not q.startswith("——") and q not in used
    ]  # fmt: skip
    places = {*reading.table.sections, *(name for d in reading.domains for name in reading.table.domains[d])}
    behind = [word for word in _behind_mention(reading) if word not in places or reading.quotes]
    said = quoted or behind or _before_mention(reading)
    return tuple(dict.fromkeys(said))


def _is_noun(quote: str, reading: Reading) -> bool:
    entries = reading.table.words.entries.get(quote)
    return bool(entries) and entries[0].value[0] == "noun" if entries else False


def _behind_mention(reading: Reading) -> list[str]:
    """提到妇联的措施 → 妇联; cut at the noun that is asked about, at 最多 or a mark; 既提到学校又提到家长 → both."""
    found = [word for slot in _mentions(reading) for word in _right_behind(slot, reading)]
    return list(dict.fromkeys(found))


def _right_behind(slot: Slot, reading: Reading) -> list[str]:
    stops = [
        s.start
        for s in reading.slots
        if s.start >= slot.end
        and s.slot in ("noun", "group", "most", "ask", "apart", "mention", "except", "op", "every", "bound")
    ]
    marks = [m.start() for m in PIECE.finditer(reading.text, slot.end)]
    marks += [
        m.start()
        for m in re.finditer(r"\(|但|却|又|而|既|也(?=提|写|含|涉)", reading.text)
        if m.start() > slot.end
    ]
    run = reading.plain[slot.end : min((*stops, *marks, len(reading.text)))].strip()
    for _ in range(2):
        run = _PARTICLES.sub("", run).strip()
    run = _SMALL_EN.sub("", run).strip()
    return [word.strip() for word in _OR.split(run) if _is_word(word.strip(), reading)]


def _is_word(word: str, reading: Reading) -> bool:
    """Whether a piece is something that can be mentioned: 它 is not."""
    return len(word) > 1 and word not in (
        "它们",
        "这个",
        "那个",
        "什么",
        "他们",
        "没有",
        "这些",
        "of",
        "it",
        "them",
    )


def _before_mention(reading: Reading) -> list[str]:
    """留守儿童，措施里有几条写到了 → 留守儿童: who or what is named, the last before the question."""
    slot = _mentions(reading)[0]
    told = [m for m in (*reading.people, *reading.named) if m.start < slot.start]
    gaps = [(s, e) for s, e in reading.gaps if e <= slot.start and not _STORY_TELLER.search(reading.text[:e])]
    known = [(s, e) for s, e in gaps if reading.known_part(s, e)]
    if told and (not known or max(m.start for m in told) > known[-1][0]):
        return [max(told, key=lambda m: m.start).text]
    number = re.search(r"[0-9]{3,}[\u3400-\u9fff]*", reading.plain[: slot.start])
    if number and not known:
        return [number.group()]
    strange = [(s, e) for s, e in gaps if reading.strange(s, e)]
    for start, end in (known or strange)[-1:]:
        return [reading.known_part(start, end) or reading.text[start:end]]
    people = [m.text for m in (*reading.people, *reading.named)]
    return people[-1:]
