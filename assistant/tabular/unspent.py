"""What a question leaves out, restricts in passing or asks for, of which its query has nothing: then more, or others, would be told.

    unspent(query, reading)      such words
    second_top(query, reading)   a superlative beside the one whose order the query has

``leaving_out`` and the filters take what they read out of the question, or into the query. What still stands in it and
leaves something out by its own words was not read, whatever it names. Behind the last part that asks a story is rare:
what stands there and names a domain, or people whom rows are about, is an afterthought that restricts (education not
counted; 农村的不算).
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.reading import Reading
from assistant.tabular.slots import blank
from assistant.tagging import pos_tags

# Words that leave out what stands beside them, and say nothing else.
_LEAVES_OUT = lazy(
    r"(?<=[，,])(?:就|也|都|先)*(?:不用|不必|不要|甭|别|用不着|无需)(?:再)?(?:给|要|列|报|说|念|写|发|算|提)(?:我|了|吧|啦|啊)*(?=$|[，,。；;？?！!])|"
    r"除(?:了|去|开|却|掉)|除外|[之以]外(?!语|地|面|人|来)|刨(?:去|掉|除|开)|剔(?:除|掉)|[抛撇]开|扣(?:除|掉)|不在内|不包括|不包含"
    r"|(?:不用|不必|甭|用不着|无需|无须)(?:再|跟我|给我)?(?:说|讲|念|算|列|提|报|数|理|统计)"
    r"|\b(?:skip(?:ping)?|exclud(?:e|es|ed|ing)|except(?:ed|ing)?|apart from|aside from|other than|outside of|leav(?:e|ing) out|left out|omit(?:ted|ting)?|ignor(?:e|ing)"
    r"|not (?:count|includ)(?:ed|ing)|tak(?:e|en|ing) away|with the exception|never mind|(?:set|setting|put|putting|left|leaving) aside)\b"
)
# 除了…还有, besides: something is added, or the one that is named stands beside it.
_ADDS = lazy(r"(?:还|也|另外?)(?:有|要|得|能|会)|\bbesides\b|\balso\b")


def unspent(query: TableQuery, reading: Reading) -> tuple[str, ...]:
    """Words that leave out or restrict, of which nothing is in the query."""
    found = (
        *_left_out(query, reading),
        *_afterthoughts(query, reading),
        *_done_with(query, reading),
        *_goals_asked(query, reading),
        *_mentions(query, reading),
        *_ordinals(query, reading),
        *_comparands(query, reading),
        *_place_asked(query, reading),
    )
    return tuple(dict.fromkeys(found))


def _leaves_some_out(query: TableQuery, reading: Reading) -> bool:
    """Whether the query leaves something out, by itself or by the domains and units that it keeps."""
    apart = query.without is not None or query.against or query.claim or query.whole == "no"
    return bool(apart) or reading.leaves_out or reading.leaves_out_changes or reading.contradicts


def _left_out(query: TableQuery, reading: Reading) -> Iterator[str]:
    """What leaves out, where the query has all that it would have without it."""
    if _leaves_some_out(query, reading):
        return
    quoted = [(start, end) for start, end, _ in reading.quotes]
    named = [(m.start, m.end) for m in reading.named]
    said = _LEAVES_OUT.search(blank(reading.text, [*quoted, *named]))
    if said and not _ADDS.search(reading.text, said.end()):
        yield said.group()


def _afterthoughts(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Domains and people in a part behind the last one that asks, which no filter of the query came of."""
    last = max(reading.asking, default=0)
    if query.without is not None or query.choices:
        return
    if not query.domains and not query.group and not query.ids and not query.goals:
        shorts = _short_names(reading)
        for start, end in reading.gaps:
            word = reading.text[start:end]
            if reading.part(start) > last and word in shorts:
                yield word
    if not query.populations and not query.ids:
        for people in reading.people:
            if reading.part(people.start) > last and reading.about_somebody and reading.is_alone(people):
                yield people.text


# What may stand around the verb that says what is to be done with what stands before it.
_LEAD = lazy(
    r"^(?:那|至于|还有|但是?|不过|就是|只是|只|就|单|光|其中|我|咱|的|之类|类|些|几|个|条|项|块|边|口|领域|方面|[，,\s])*$"
)
_REST = lazy(r"^(?:一下|的|了|吧|哈|啊|呀|呗|啦|就行|即可|就好|[，,。；;？?！!])*$")


def _done_with(query: TableQuery, reading: Reading) -> Iterator[str]:
    """A verb that nothing accounts for, all that a part says of what it names (安全领域的掐掉): it may be wanted, or left out."""
    if reading.lang == "en" or query.without is not None:
        return
    edges = [0, *reading.breaks, len(reading.text)]
    told = [*reading.domain_spans.values()]
    told += [(m.start, m.end) for m in (*reading.people, *reading.named)]
    told += [(s.start, s.end) for s in reading.slots if s.slot in ("kind", "unit", "comparator")]
    asks = {reading.part(s.start) for s in reading.slots if s.slot in _ASKING and s.value != "domain"}
    first = min(asks, default=len(edges))
    for start, end in reading.gaps:
        part = reading.part(start)
        if part <= first:
            continue  # a topic that is said first
        here = [span for span in told if reading.part(span[0]) == part and span[1] <= start]
        if part in asks or not here or not pos_tags(reading.text[start:end])[0].startswith("v"):
            continue
        rest = blank(reading.text, here)
        if _LEAD.match(rest[edges[part] : start].replace(" ", "")) and _REST.match(
            rest[end : edges[part + 1]]
        ):
            yield reading.text[start:end]


_ASKING = frozenset({"ask", "op", "top", "most", "sort", "mention", "noun", "bound", "group"})


def _short_names(reading: Reading) -> frozenset[str]:
    """What domains are called, without the noun that they are told by."""
    table = reading.table
    told = table.domains_en if reading.lang == "en" else table.domains
    return frozenset(name for names in told.values() for name in names)


def second_top(query: TableQuery, reading: Reading) -> Iterator[str]:
    """A second superlative (最低的下限和最低的上限各是谁), where the first of one order alone is told."""
    told = query.ends or query.within or query.nth or query.middle
    if query.operation != "list" or not query.limit or told:
        return
    tops = [s for s in reading.slots if s.slot == "top" and reading.part(s.start) in reading.asking]
    if query.limit > 1 and len({s.value for s in tops}) < 2:
        return  # 最高的三个: one order
    apart = [s for s in tops[1:] if _BETWEEN_TOPS.search(reading.text[tops[0].end : s.start])]
    yield from (s.text for s in apart[:1])


_BETWEEN_TOPS = lazy(
    r"(?:下限|上限|百分|千分|领域|指标|目标|[%‰率个条项])[^，,。；;？?]{0,6}(?:[和与跟及、，,]|以及)|\b(?:and|versus|vs)\b"
)


_WHICH_GOALS = lazy(r"哪|几|多少|which|what|how many")


def _goals_asked(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Which goals have something, where the rows below them are told as if they had been asked for."""
    if query.source == "indicators" and query.operation in ("list", "count") and not query.goals:
        yield from (
            s.text
            for s in reading.slots
            if (s.slot == "group" and s.value == "goal" and _WHICH_GOALS.search(s.text) and "主要" in s.text)
            or (
                s.slot == "noun"
                and s.value == "goal"
                and reading.lang == "en"
                and _HAVE_GOALS.match(reading.text, s.end)
            )
        )


_HAVE_GOALS = lazy(r" (?:have|has|contain|include|carry|come with|without|with)\b")


def _mentions(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That clauses mention something, where no word is looked for (一共多少条措施，提到教师的占几条)."""
    if query.source != "clauses" or query.words or query.titled or query.starts or query.without:
        return
    if query.group == "word" or query.rows or query.pair or query.chosen:
        return
    said = [m.start for m in reading.people] + [start for start, _ in reading.gaps]
    for slot in (s for s in reading.slots if s.slot == "mention" and s.text):
        part = reading.part(slot.start)
        if part in reading.asking and any(at >= slot.end and reading.part(at) == part for at in said):
            yield slot.text


_NTH = lazy(
    r"第[一二三四五六七八九十0-9]{1,3}[条个项](?![^，,。；;？?]{0,3}(?:领域|板块))|\b(?:goal|measure|item) (?:no\.? ?|number )?[0-9]{1,2}\b"
)


def _ordinals(query: TableQuery, reading: Reading) -> Iterator[str]:
    """The number of a goal or a clause (健康目标第7条) that leads nowhere: its rows would be told among all others."""
    if query.source == "indicators" and not (
        query.goals or query.nth or query.ids or query.placed or query.group
    ):
        known = [(s.start, s.end) for s in reading.slots if s.slot in ("top", "sort", "most")]
        if (said := _NTH.search(blank(reading.text, known))) and not reading.nth:
            yield said.group()


_BESIDE = lazy(r"(?<![对分占同环])[比较]$")
_MORE = lazy(r"(?:的|还|要|更|都|得|来得)*[多少]")


def _comparands(query: TableQuery, reading: Reading) -> Iterator[str]:
    """The one domain that others are held against (措施比法律保护少的), where the query is about that domain itself."""
    if len(query.domains) != 1 or reading.lang == "en" or query.sizes:
        return
    start, end = reading.domain_spans.get(query.domains[0], (0, 0))
    if end and _BESIDE.search(reading.text[:start]) and _MORE.match(reading.text, end):
        yield reading.text[start:end]


_PLACE = lazy(
    r"(?:排|位列|位居|名列)(?:在|到|名|行)?(?:第)?(?:老?几|多少)(?:名|位)?(?![条个项])|(?<![一二三四五六七八九十])老几|第几(?:名|位)|名次|\b(?:what|which) (?:place|rank)\b|\brank(?:ed)? (?:where|which|what)\b|\bwhere does .{2,60} rank\b"
)


def _place_asked(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That the place of one among others is asked for, where no order was made."""
    ranked = query.order or query.placed or query.nth or query.claim or query.ends or query.within
    if not (ranked or query.limit) and (said := _PLACE.search(reading.text)):
        yield said.group()
