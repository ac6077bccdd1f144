"""Words that compute, rank or bound and that a query has nothing of: the rest of the question would be told as if it were all.

    accounted(query, reading)   the query, with such words as unexplained

A condition that no word of the table says is seen by ``dropped``, ``unread`` and ``left_over``; here are words that were
found, and whose slot or number then came to nothing: a superlative without an order, a figure that bounds nothing, a share
that is held against a figure, sums of two groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

from assistant.numerals import AGES, parse_number
from assistant.patterns import lazy
from assistant.records import Quantity, TableQuery
from assistant.tabular.measured import percent, unit_of
from assistant.tabular.reading import Reading
from assistant.tabular.slots import blank
from assistant.tabular.unspent import second_top, unspent
from assistant.tagging import is_word, pos_tags, segment

_RANKED = ("order", "limit", "nth", "within", "middle", "claim", "placed", "ends", "pair", "chosen")
_COMPUTED = ("difference", "ratio", "compare", "share", "sum", "average", "every", "alike")
_AFTER_SHARE = lazy(
    r"(?:占比|比例|比重|份额|share|proportion|percentage)(?:上|是|的)?$"
)  # 哪个领域的定性指标占比最高
_THINGS = frozenset({"个", "条", "项", "类", "样", "种", "大"})
_EACH = lazy(r"各|每|\beach\b|\bevery\b")
_BOUNDS_SHARE = lazy(r"[^，,。；;？?\n]{0,6}$")


def accounted(query: TableQuery, reading: Reading) -> TableQuery:
    """The query with what computes, ranks or bounds and came to nothing as unexplained."""
    if query.unexplained or query.choices:
        return query
    left = (
        *unspent(query, reading),
        *_sizes(query, reading),
        *_figures_of_groups(query, reading),
        *_verbs(query, reading),
        *_units_of_bounds(query, reading),
        *_alone(query, reading),
        *_beside_named(query, reading),
        *_so_many(query, reading),
        *_nearest(query, reading),
        *_compounds(reading),
        *_each_counted(query, reading),
        *_mean_against(query, reading),
        *_begun(query, reading),
        *_lengths(query, reading),
        *_said_of_groups(query, reading),
        *_other_nouns(query, reading),
    )
    if not reading.is_yes_no:  # what is stated of a row is held against it elsewhere
        left += (
            *_ranks(query, reading),
            *second_top(query, reading),
            *_figures(query, reading),
            *_bare_numbers(query, reading),
            *_shares(query, reading),
            *_no_share(query, reading),
            *_both_ops(query, reading),
            *_sums(query, reading),
            *_titles(query, reading),
            *_statistics(query, reading),
            *_longer(query, reading),
        )
    return replace(query, unexplained=tuple(dict.fromkeys(left))) if left else query


def _ranks(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Superlatives of which no order, and nothing that is computed, came."""
    if any(getattr(query, name) for name in _RANKED) or query.operation in (*_COMPUTED, "group"):
        return
    for slot in reading.slots:
        if slot.slot in ("top", "most") and reading.part(slot.start) in reading.asking:
            yield slot.text


def _figures(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Figures in the unit of some rows that are none of the query's numbers, where its rows are told by what restricts them."""
    if reading.named or query.ids or query.source != "indicators" or not reading.quantities:
        return
    known = set(_numbers(query))
    for figure in reading.quantities:
        if reading.part(figure.start) not in reading.asking or figure.unit in AGES:
            continue
        told = any(c.isdigit() for c in figure.text) or reading.text[figure.end : figure.end + 1] == "的"
        if told and figure.unit in reading.table.units and not {figure.value, percent(figure)} & known:
            yield figure.text


def _bare_numbers(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Long numbers that are spoken of as such and that the query has nowhere (contain the number 1000)."""
    if reading.named or query.ids:
        return
    words = "".join((*query.words, *query.titled, *query.starts, *query.wordings))
    for match in _SPOKEN_NUMBER.finditer(reading.text):
        number = match["zh"] or match["en"]
        if number not in words and Decimal(number) not in set(_numbers(query)):
            yield number


_SPOKEN_NUMBER = lazy(
    r"(?:数字|数|号码)[“\"]?(?P<zh>[0-9]{3,})|\b(?:number|figure|digits) [“\"]?(?P<en>[0-9]{3,})"
)


def _units_of_bounds(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Bounds in several units (95%以上和5‰以下的): a query holds the figures of all its units to each of them."""
    if query.source != "indicators" or len(query.bounds) < 2:
        return
    figures = [q for q in reading.figures if percent(q) in {bound.value for bound in query.bounds}]
    units = dict.fromkeys(unit for figure in figures if (unit := unit_of(figure)))
    if len(units) > 1:
        yield from (figure.text for figure in figures[1:])


def _alone(query: TableQuery, reading: Reading) -> Iterator[str]:
    """What adds, where there is one row to add up (家长每年两类活动加在一起)."""
    if query.operation != "sum" or not query.ids:
        return
    rows = [row for row in reading.catalog.rows if row.id in query.ids]
    if query.populations:
        rows = [row for row in rows if row.population in query.populations]
    if len(rows) < 2:
        yield from (s.text for s in reading.slots if s.slot == "op" and s.value == "sum")


def _beside_named(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Rows in other units that stand beside those that are named, and no name leads to (哪类学生睡得最久，比高中生多几个小时)."""
    if query.operation not in ("compare", "difference", "ratio", "sum") or not reading.named:
        return
    rows = [row for row in reading.catalog.rows if row.id in query.ids]
    led = [row for row in rows if any(reading.leads_to(m, row) for m in reading.named)]
    units = {row.unit for row in led}
    others = [row for row in rows if row not in led and row.unit and row.unit not in units]
    if led and len(others) > 1:
        yield from (reading.text[start:end] for start, end in reading.gaps)


_SO_MANY = lazy(r"(?P<n>[两俩二三仨四五六七八九十2-9])[个条项类种]?(?:的)?$")


def _so_many(query: TableQuery, reading: Reading) -> Iterator[str]:
    """How many rows a name is said to stand for, where what is computed is made of more or fewer (两类筛查率平均)."""
    if query.operation not in ("sum", "average") or len(reading.named) != 1 or not query.ids:
        return
    mention = reading.named[0]
    said = _SO_MANY.search(reading.text[: mention.start])
    led = [row for row in reading.catalog.rows if row.id in query.ids]
    if said is None or query.without is not None or not all(reading.leads_to(mention, row) for row in led):
        return
    number = parse_number(_DIGITS.get(said["n"], said["n"]))
    levels = [row for row in led if row.value is not None and row.kind != "relative"]
    if number not in (len(levels), len(led)):
        yield said.group() + mention.text


_NEAREST = lazy(r"(?:最|比较|更)?接近|最近|挨得?最?近|贴近|\b(?:closest|nearest|close|near) to\b")


def _nearest(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Words for the figure that comes nearest to one: no order of rows is made by that."""
    near = _NEAREST.search(reading.free) if query.bounds or query.ids else None
    if near and query.source == "indicators" and reading.quantities:
        yield near.group()


_COMPOUND = lazy(
    r"\b[a-z]{3,}-(?:[a-z]+-)*[a-z]{3,}(?= (?:[a-z]+ )?(?:indicators?|targets?|rates?|figures?)\b)"
)


def _compounds(reading: Reading) -> Iterator[str]:
    """English compounds before the noun, of which every word by itself says nothing (school-based indicators)."""
    if reading.lang != "en" or "-" not in reading.text:
        return
    known = [(m.start, m.end) for m in (*reading.named, *reading.people)] + [*reading.domain_spans.values()]
    known += [(s.start, s.end) for s in reading.slots if s.slot != "filler"] + list(reading.spans)
    known += [(q.start, q.end) for q in reading.quantities] + list(reading.gaps)
    for match in _COMPOUND.finditer(reading.text):
        if not any(start < match.end() and match.start() < end for start, end in known):
            yield match.group()


def _mean_against(query: TableQuery, reading: Reading) -> Iterator[str]:
    """By how much a mean differs from a figure (近视率平均比龋患率高多少): the mean of all would be told."""
    if query.operation == "average" and reading.is_difference and not query.group:
        yield from (s.text for s in reading.slots if s.slot == "op" and s.value == "average")


def _begun(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That names begin with something, where nothing was read that they begin with (以岁数打头的)."""
    found = query.starts or query.words or query.ids or query.verbs or query.populations
    if query.source == "indicators" and not found:
        yield from (s.text for s in reading.slots if s.slot == "begin")


_LENGTH = lazy(r"[长短]|\b(?:long|short)est\b")
_OF_TIME = frozenset({"小时", "分钟", "天", "年", "个月", "月", "周岁", "岁"})


def _lengths(query: TableQuery, reading: Reading) -> Iterator[str]:
    """The longest or shortest, where the rows are no times (指标名最长的是哪个): figures are high or low."""
    if query.source != "indicators" or not query.order or query.ids or set(query.units) & _OF_TIME:
        return
    if not query.pers and not query.populations and not query.goals:
        yield from (s.text for s in reading.slots if s.slot in ("top", "most") and _LENGTH.search(s.text))


_SO_MANY_EACH = lazy(r"(?:各|分别)(?:自|都|有|是|占|算)*(?:几|多少)[个条项](?!百分|千分|小时|月)")


def _each_counted(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That several are to be counted each by itself, where one count is told (城乡指标各有几个)."""
    counts = query.source == "indicators" and query.operation == "count" and not query.group
    if counts and (each := _SO_MANY_EACH.search(reading.free)):
        yield each.group()


_ALL_OF_GROUP = lazy(r"(?:全部?|都|均|清一色|一水儿?)(?:都)?是|(?:只|仅|光)有")
_MORE_OF_ONE = lazy(r"多于|少于|超过|不如|(?<![对分占同])比[^，,。；;？?]{1,10}[多少]|[多少]过")


def _said_of_groups(query: TableQuery, reading: Reading) -> Iterator[str]:
    """What is said of all rows of a group, or of two kinds of them, where groups are told by how many rows they have."""
    both = {"numeric", "qualitative"} <= set(reading.of("kind"))
    if both and query.operation == "absent" and not query.kinds:
        yield from (s.text for s in reading.slots if s.slot == "kind" and s.text)
    grouped = query.group == "domain" or query.within == "domain"
    if (
        query.source != "indicators"
        or not grouped
        or query.operation not in ("group", "list")
        or reading.sizes
    ):
        return
    kinds = [(s.start, s.end) for s in reading.slots if s.slot == "kind"]  # 只有方向 says which rows
    if said := _ALL_OF_GROUP.search(blank(reading.free, kinds)):
        yield said.group()
    if both and not query.kinds and (more := _MORE_OF_ONE.search(reading.free)):
        yield more.group()


_DIGITS = {"俩": "二", "仨": "三", "两": "二"}


def _numbers(told: object) -> Iterator[Decimal]:
    """All numbers of a query, those of the queries in it, too."""
    if isinstance(told, Decimal):
        yield told
    elif isinstance(told, int) and not isinstance(told, bool):
        yield Decimal(told)
    elif isinstance(told, tuple):
        for one in told:
            yield from _numbers(one)
    elif is_dataclass(told):
        for field in fields(told):
            yield from _numbers(getattr(told, field.name))


def _shares(query: TableQuery, reading: Reading) -> Iterator[str]:
    """A share that is held against a figure (占比超过20%的领域): none is worked out for each group."""
    if query.operation != "share":
        return
    each = [
        s.text for s in reading.slots if s.slot == "group" and s.value == "domain" and _EACH.search(s.text)
    ]
    yield from (
        s.text for s in reading.slots if s.slot == "top" and _AFTER_SHARE.search(reading.free[: s.start])
    )
    if each and not query.domains:
        yield from each  # 各领域的定量指标占比
    for slot in reading.slots:
        if slot.slot == "op" and slot.value == "share":
            for figure in reading.quantities:
                if figure.start >= slot.end and _is_right_behind(slot.end, figure, reading):
                    yield slot.text + figure.text


def _other_nouns(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Clauses by whose number domains are ranked, where indicators are counted and none are asked for (措施数排前两名的领域)."""
    ranked = query.source == "indicators" and query.group == "domain" and bool(query.order)
    if ranked and "measure" in reading.nouns and not reading.nouns & {"indicator", "aim"}:
        yield from (
            s.text
            for s in reading.slots
            if s.slot == "noun" and s.value == "measure" and reading.part(s.start) in reading.asking
        )


def _both_ops(query: TableQuery, reading: Reading) -> Iterator[str]:
    """A sum beside a mean (加起来多少，平均多少), of which one is worked out."""
    if (
        query.operation in ("sum", "average")
        and {"sum", "average"} <= set(reading.of("op"))
        and not query.group
    ):
        yield from (
            s.text
            for s in reading.slots
            if s.slot == "op" and s.value == "sum" and _MUCH.match(reading.text, s.end)
        )


_MUCH = lazy(r"(?:等于|一共|总共|共|是|有|得)*(?:多少|几)")


def _no_share(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That a share is asked for, where rows are only listed or counted; or two of them, where one is worked out."""
    shares = [s for s in reading.slots if s.slot == "op" and s.value == "share" and s.text[-1:] in "几成少"]
    if query.operation == "share" and len(shares) > 1 and len(query.domains) > 1:
        yield shares[1].text  # 健康占几成，教育占几成
    if query.operation in ("list", "count", "group") and not query.shares and not query.ids:
        tops = [t for t in reading.slots if t.slot in ("top", "most")]
        yield from (
            s.text
            for s in reading.slots
            if s.slot == "op"
            and s.value == "share"
            and reading.part(s.start) in reading.asking
            # 占比最高: where the number is the highest, too
            and not any(-1 <= t.start - s.end <= 2 or -1 <= s.start - t.end <= 2 for t in tops)
        )


def _is_right_behind(end: int, figure: Quantity, reading: Reading) -> bool:
    between = reading.free[end : figure.start]
    bound = figure.comparator != "=" or any(
        s.slot == "bound" and end <= s.start < figure.end for s in reading.slots
    )
    return bound and figure.unit not in _THINGS and bool(_BOUNDS_SHARE.fullmatch(between))


def _sums(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Counts of two groups that are added (哪两个领域的目标加起来正好12个): groups are told each by itself."""
    if query.operation == "group" and len(query.kinds) < 2 and len(query.domains) != 2:
        yield from (s.text for s in reading.slots if s.slot == "op" and s.value == "sum" and query.bounds)


def _sizes(query: TableQuery, reading: Reading) -> Iterator[str]:
    """How many the one domain that is named is said to have: that picks no domain, and is no answer."""
    if query.source == "clauses" and query.group == "domain" and len(query.domains) == 1 and query.sizes:
        yield from (figure.text for figure in reading.quantities[:1])


def _verbs(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That a verb of figures is spoken of (use the verb keep), where clauses are told, which have none."""
    if query.source == "clauses" and not (query.words or query.titled or query.starts or query.without):
        yield from (s.text for s in reading.slots if s.slot == "verbword" and _VERB.search(s.text))


_VERB = lazy(r"动词|\bverb")


def _figures_of_groups(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Figures of the rows of two domains that are held against one another: their numbers of rows are others."""
    counts = (
        query.operation in ("difference", "ratio", "compare") and query.group == "domain" and not query.mean
    )
    if query.source == "indicators" and counts and (said := _OF_FIGURES.search(reading.text)):
        yield said.group()


_OF_FIGURES = lazy(
    r"(?:(?:数|目标|指标)值|百分数)的?(?:都|是|更|最|也|完全|哪个)*(?:一样|相同|相等|一致|[高低大小]|差|接近)"
)


def _titles(query: TableQuery, reading: Reading) -> Iterator[str]:
    """That a word is to stand in titles, where it is looked for in the whole text."""
    if not query.words or query.titled or query.starts or not reading.of("mention"):
        return
    for slot in reading.slots:
        before = reading.text[: slot.start]
        if (
            slot.slot == "title"
            and not _GIVEN.match(reading.text, slot.end)
            and (_IN_EN.search(before) if reading.lang == "en" else not _GIVES.search(before))
        ):
            yield slot.text


# 标题列一下: titles are told, and hold nothing
_GIVEN = lazy(
    r"(?:都|也|全|一并|一起|分别|给我|帮我|请|麻烦)*(?:列|报|给|念|说|发|写|抄|打|亮|要|是(?:什么|啥))"
)
# in the title of a measure; 列标题 gives them.
_IN_EN = lazy(r"\bin (?:[a-z]+ ){0,3}$")
_GIVES = lazy(r"(?:列|报|给|出|要|念|说|写|上)(?:一下|出|个|上)?(?:条目|措施|目标|它们|各自|条款)?的?$")


_MIDDLE = lazy(r"中位(?:数|的)|中间值|居中|\bmedian\b")
_COMMONEST = lazy(r"众数|\bmodal\b|\bthe mode\b")


def _statistics(query: TableQuery, reading: Reading) -> Iterator[str]:
    """The middle one or the commonest figure, where it is not worked out."""
    if not query.middle and (middle := _MIDDLE.search(reading.free)):
        yield middle.group()
    if query.group != "value" and (common := _COMMONEST.search(reading.free)):
        yield common.group()


def _longer(query: TableQuery, reading: Reading) -> Iterator[str]:
    """Nouns of which a word that says nothing is only a piece (中位数: 位数)."""
    fillers = [s for s in reading.slots if s.slot == "filler" and len(s.text) > 1]
    if query.middle or reading.lang == "en" or not fillers:
        return
    told = [(s.start, s.end) for s in reading.slots if s.slot != "filler"]
    told += [(m.start, m.end) for m in (*reading.words, *reading.named, *reading.people) if len(m.text) > 1]
    told += [*reading.spans, *((start, end) for start, end, _ in reading.quotes)]
    for low, high in segment(reading.text):
        piece = any(low <= s.start and s.end <= high and s.end - s.start < high - low for s in fillers)
        if not piece or any(low <= start and end <= high for start, end in told):
            continue
        word = reading.text[low:high]
        if word[0] in "这那" or (word.endswith("位数") and query.bounds):
            continue
        looked_for = {*query.words, *(query.without.words if query.without is not None else ())}
        if set(reading.table.lay.get(word, ())) & looked_for:
            continue  # an everyday word, looked for by the plan's own
        if any(said.startswith(word) for said in query.words) or reading.speaks_of_kin(word):
            continue
        if reading.part(low) >= min(reading.asking) and is_word(word) and pos_tags(word)[-1].startswith("n"):
            yield word
