"""Question over the table → TableQuery: lists, counts, comparisons, differences, extremes, ranges, groupings.

    table_of(catalog, clauses, titles, corpus)   what the questions over one plan are read with, made once
    read_table(text, table)                      folded question → TableQuery, or None where it is none
    by_title(text, table)                        the question with the titles of the chapters that it names by number
    correct(text, table)                         the question with the table's own words put right where they are mistyped
    all_but(text, ids, table)                    the rows that a look-up names, without those that it leaves out again
    from_asking(text, table)                     the question from the first part on that asks
    without_story(text, table)                   the question without the asker's story before it

    spelled ─▶ against, multiples ─▶ edges ─▶ leaving_out ─▶ slots ─▶ quoted ─▶ spoken ─▶ ranked ─▶ placed ─▶ measured ─▶ filters ─▶ reading ─┬─▶ rows, kinds   over the indicators
    digits     as X, times X         open     exclusions     words    quotes    parts     order     domains   figures      printed     names  └─▶ held ─▶ clauses   over the clauses

Of ``rows``, ``operations`` tells what is done with them and ``over_rows`` whether enough is asked of them.
``outnumbered`` puts the number of a domain for the domain that others are held against.
``rephrased`` puts some ways of asking in the words that the slots read, ``means`` tells means of figures from means of counts.
``values_asked`` reads questions for the different figures or units of rows, ``worked_out`` holds rows to their own mean or the figure nearest to one, ``unions`` reads two sets joined by or, ``lay_names`` puts the name of a row for the everyday word that it is told by beside another.
``both_counts`` holds domains to the counts of two kinds. ``nested`` reads a question about the domain that another one picks. ``chapters`` puts titles for the numbers of chapters,
``mixed`` puts the English words of a Chinese question in Chinese, before all others. ``rest_of_domains`` holds domains against all others,
``paired`` reads two counts that are held against one another, ``rows_apart`` clauses that are counted against indicators,
``counts_apart`` two counts of indicators, ``sets_counted`` sets of rows or clauses that no one field tells apart. ``ways_demanded`` holds rows to floors or ceilings where a bound says what they
are to do, ``strictness_asked`` turns orders by strictness round for floors.
``titles`` tells which words titles hold and which not, ``clause_shares`` the part of a share of clauses, ``left_over`` what of a question over the clauses was not read.
``multiples`` reads so many times a row's figure. ``held`` tells which words clauses must hold and must not, ``extents`` how
far such a word goes, ``outspoken`` which are held against one another. ``several`` offers rows to choose from and tells which one others are set beside. ``mistyped`` puts the table's own words right. What a question leaves out in a phrase of its own is read like a question. ``shares`` tells the whole of a share from its
part, ``put_plain`` puts several things that one question says as the plain question that they mean, ``extremes_apart`` sets
the first of some rows against the first of others, ``unspent`` tells what leaves out, restricts in passing or is asked for and is in
no query, ``unread`` what is said of indicators that nothing was made of, ``dropped`` that a condition came to no filter, ``accounted`` that what ranks or
computes came to nothing: then nothing is told rather than too many rows. ``cited_verbs`` puts verbs that stand as words into quotes, ``excluded`` several
things that are left out into one. ``portion`` tells which of two figures is asked for in
per cent of the other, ``pointed`` whose place in an order, ``taken_in`` that goals are asked for with their lines.

Words fill slots (``corpus/table_words.tsv``); names, people, domains, goals, verbs and units come from the plan.
What is not read: the difference of more than two rows (given to compare) or of one row between two years, two questions
in one (`halves` takes them apart), and names that neither a name nor an
alias of the plan says (a plan without aliases is asked by its full names).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from assistant.numerals import find_years, parse_number
from assistant.patterns import lazy
from assistant.records import TableQuery
from assistant.tabular.accounted import accounted
from assistant.tabular.against import Against, against
from assistant.tabular.both_counts import both_counts, with_named
from assistant.tabular.chapters import with_titles
from assistant.tabular.cited_verbs import cited, cited_en, with_manners
from assistant.tabular.clauses import about_clauses, clauses
from assistant.tabular.edges import edges
from assistant.tabular.excluded import any_of, holds, is_narrow, pieces
from assistant.tabular.extremes_apart import extremes_apart
from assistant.tabular.held import read_held
from assistant.tabular.lay_names import named_beside
from assistant.tabular.leaving_out import left_out
from assistant.tabular.matter_named import computes, counted_noun, is_bare_name, names_matter, says_of_rows
from assistant.tabular.mistyped import correct
from assistant.tabular.multiples import says_multiple
from assistant.tabular.nested import nested
from assistant.tabular.outnumbered import outnumbered
from assistant.tabular.paired import sets_rows_apart
from assistant.tabular.placed import CHAPTER
from assistant.tabular.put_plain import put_plain
from assistant.tabular.reading import Reading
from assistant.tabular.rephrased import asks_heading, put_otherwise, rephrased, with_question
from assistant.tabular.rows import rows_query
from assistant.tabular.rows_apart import rows_apart
from assistant.tabular.sets_counted import sets_counted
from assistant.tabular.slots import Table, blank, table_of
from assistant.tabular.spelled import spelled
from assistant.tabular.spoken import ASKING_WORD
from assistant.tabular.taken_in import for_each_goal, with_lines
from assistant.tabular.titles import titled_in
from assistant.tabular.unions import union
from assistant.tabular.values_asked import values_asked
from assistant.tabular.worked_out import worked_out

__all__ = [
    "Table",
    "all_but",
    "by_title",
    "computes",
    "correct",
    "counted_noun",
    "from_asking",
    "is_bare_name",
    "names_matter",
    "put_otherwise",
    "read_table",
    "says_of_rows",
    "table_of",
    "with_question",
    "without_story",
]

# Groups of none, which no count by group lists (一个都没有的领域不用列).
_IS_EMPTY = lazy(
    r"(?:没有?|无|空)的|(?:为|是)?(?:零|(?<![0-9])0)[个条项]?的|\b(?:none|zero|empty|nothing|without any)\b"
)
_NTH = lazy(
    r"第[一二三四五六七八九十0-9]+(?:[个条项章]|大(?:领域|板块|块|类|目标))|\b(?:goal|measure|item|principle)s? ?(?:no\.? ?|number )?[0-9]"
)

# What is left after something was taken out (低于90%的去掉，剩下的列一遍).
_REST = lazy(
    r"(?:把|将)?(?:剩下|剩余|余下|其余|剩)的?(?:那些|所有|全部)?(?:指标|(?![\u3400-\u9fff‰%0-9]{0,12}(?:指标|目标|措施|条款)))"
)
_OF_CLAUSES = lazy(r"措施|条款|主要目标")  # what is left of these are no indicators
# Rows that only their bound tells (有高于5.5‰的没).
_BARE_BOUND = lazy(r"((?:不?[高低]于|等于)[0-9.]+[^\s的,，。0-9]{0,3})的(?!指标)")
# 不用管哪个领域, no matter which domain: nothing is restricted.
_WHATEVER = lazy(
    r"[，,]?(?:不用|不必|不|别|甭|无须|无需|无)(?:管|论|分|限|问|挑|考虑|拘)(?:它|他|是|在|属于)*(?:哪一?[个块章些]|什么|啥)(?:领域|板块|方面|部分|学段|人群|章)(?:的|里|都)*[，,]?"
    r"|,? ?\b(?:regardless of|no matter|whatever|irrespective of|never mind)(?: which| what)?(?: the)? (?:domains?|areas?|chapters?|fields?|sections?)\b,?"
)
# 是不是每个领域都有定量指标: answered by those that have none.
_EVERY_HAS = lazy(
    r"^(?:请问|规划[里中]?)?[，,]?(?:是不是|是否)?(?:每一?[个块]|各个?|所有的?|全部|[七7几]个?大?|[七7]大)(?:领域|板块)(?:里|中)?(?:是不是|是否)?[都均全]?(?:有|设|定|列)(?:了|着)?(?P<what>(?![^，,。；;？?]*?(?:几|哪|多少))[^，,。；;？?吗没]{2,14}?)(?:吗|么|没有?|吧|对吗|对吧)?[？?]?$"
    r"|^(?:does|do) (?:every|each|all)(?: of the)?(?: seven)? (?:domains?|areas?) have (?P<what_en>[a-z -]{4,40}?)(?: at all)?\??$"
)


def _which_has_none(match: re.Match[str]) -> str:
    if match["what_en"]:
        return f"which domains have no {match['what_en'].removeprefix('a ').removeprefix('any ')}?"
    return f"哪些领域没有{match['what']}"


# 活动中心建几个: so many things, and no rows. 这样的指标该怎么办; 跟本地孩子一样; 看得最重: what is to be done, how somebody is treated, what counts most; 由谁兜底, who
# counts as a child: who bears it in the end, what somebody is taken for. No rows tell it.
_OF_NO_ROWS = lazy(
    r"(?:怎么办|咋办|咋整|咋弄|怎么处[理置]|如何处[理置]|[怎咋]么?应对|如何应对)[啊呀呢吗]*[？?。!！]*$"
    r"|(?:跟|和|与|同|像)(?:咱们?|我们)?(?:本地|当地|本市|城里|人家|别人|其他|别的|普通|正常|健全|健康)的?(?:孩子|学生|小孩|娃娃?|儿童|人|同学|居民|户口)*(?:一样|一个样|同等|平等|一视同仁)"
    r"|(?:哪[个项一样种]|谁)[^，,。；;？?]{0,8}?更?(?:重要|要紧|严重|关键|可怕|危险)"
    r"|(?:(?<!构)建|修|盖|添|投放)(?:设|成|立|置|备|齐|造|了|好|够)*(?:多少|几)[个所座家台辆间处]?(?![^，,。；;？?]*(?:指标|目标|措施|条款|领域|任务|制度|机制))[^，,。；;？?]{0,8}[？?]*$"
    r"|(?:(?:有|共|计)(?:几|多少)|^[^，,。；;？?比多差]{0,3}(?:几|多少))[个名所位座家]?(?:村|社区|县|市?区|县区|乡镇?|街道|学校|幼儿园|医院|孩子|儿童|娃|(?:小|中|初中|高中|大)?学生|老师|教师|医生)[？?吗呢啊呀]*$"
    r"|零(?:增长|发生|事故|死亡|投诉|差错)"
    r"|[看摆放排]得?在?最(?:重|前(?!面的?[一二两三四五六七八九十0-9])|先|要紧)(?!要)的?(?:位置?|地位)?|最看重|最(?:重|突出|显眼|要紧)的?(?:位置|地位|分量)"
    r"|(?:哪一?[个些家级]?|什么|啥|谁)(?:部门|单位|机构|机关|政府|人)?(?:来|给|去|要|得|负责|帮|替)*(?:兜底|兜着|托底)|(?:收|招|接收|接纳)[^，,。；;？?]{0,4}多大|\bcount(?:s|ed)? as an? (?!target|indicator|goal|measure|standard)"
    r"|(?:所有|全部|一切|各|每)[^，,。；;？?]{0,12}(?:乘以?|除以)[0-9一二两三四五六七八九十百]"
)
LONGEST = 600  # characters; a longer text is a story, which the search looks for the question in


def read_table(text: str, table: Table) -> TableQuery | None:
    """What a folded question asks of the table, or None where it is no question over it."""
    if len(text) > LONGEST or _OF_NO_ROWS.search(text):
        return None
    if asks_heading(text, table):
        return None
    query = _read_question(text, table)
    of_kinds = (
        query is not None and not query.unexplained and (query.pair is not None or query.rows is not None)
    )
    if not of_kinds and (counted := sets_counted(text, table, _read_question, firmly=True)) is not None:
        return counted
    if query is not None and _tells_several(query):
        return query
    return sets_counted(text, table, _read_question, firmly=False) or query


def _tells_several(query: TableQuery) -> bool:
    """Whether a query tells several counts, or what a count comes to, and nothing of the question was left over."""
    counts = bool(query.group) or query.pair is not None or query.operation in ("share", "every", "absent")
    return counts and not (query.unexplained or query.choices)


def _read_question(text: str, table: Table) -> TableQuery | None:
    """What a question for one set of rows or clauses asks."""
    text = put_plain(text, table)
    text = rephrased(_WHATEVER.sub(_stop, by_title(text, table)).strip(",，"), table)
    text = with_manners(cited(named_beside(text, table), table.verbs), table.manners)
    text = cited_en(text, table.words)
    text = outnumbered(with_named(spelled(text), table), table)
    text = with_lines(for_each_goal(_EVERY_HAS.sub(_which_has_none, text)), table)
    if _NTH.search(_without_chapters(text, table)) and not Reading(text, table).of("sort"):
        reading = Reading(text, table)
        of_rows = "indicator" in reading.nouns or "numeric" in reading.of("kind")
        query = _read(text, table) if reading.numbered_goal and of_rows else None
        return query if query is not None and query.source == "indicators" and query.goals else None
    if (values := values_asked(text, table, _read_whole)) is not None:
        return values
    if (either := union(text, table, _read_whole)) is not None:
        return either
    if (held_to := worked_out(text, table, _read_whole)) is not None:
        return held_to
    if (counted := both_counts(text, table, _read_whole)) is not None:
        return counted
    if (apart := extremes_apart(text, table, _read_whole)) is not None:
        return apart
    if (held := against(text, table)) is not None:
        return _held_against(held, table)
    return nested(text, table, _read_whole) or _read_whole(text, table)


def _without_chapters(text: str, table: Table) -> str:
    """A question without the numbers of chapters in which it looks for a word (第四章哪几条提到经费)."""
    chapters = [match.span() for match in CHAPTER.finditer(text)]
    reading = Reading(text, table) if chapters else None
    return blank(text, chapters) if reading and reading.sections and read_held(reading) else text


def _stop(match: re.Match[str]) -> str:
    """What stands in the place of a phrase between two parts."""
    return "," if match.group()[:1] in ",，" and match.group()[-1:] in ",，" else ""


def by_title(text: str, table: Table) -> str:
    """A folded question with the titles of the chapters that it names by number, where these say what is counted."""
    return with_titles(text, table.chapters, {title: name for name, title in table.sections_en.items()})


def _held_against(held: Against, table: Table) -> TableQuery:
    """The query for rows that are held against the figures of others, which the answer tells beside."""
    if held.choices:
        return TableQuery(choices=held.choices)
    ids = tuple(row.id for row in held.rows)
    query = _read_whole(held.text, table)
    if query is None and held.text.endswith(("指标", "目标")):
        query = _read_whole(f"{held.text}有哪些", table)  # 比X高但不超过6.5‰的指标: they are asked for
    if query is None or query.unexplained:
        query = _read_whole(_BARE_BOUND.sub(r"\1的指标", held.text), table) or query
    bounds = {bound.value for bound in query.bounds} if query is not None else set[Decimal]()
    if query is None or query.unexplained or not bounds >= held.figures or (query.without and held.itself):
        left = query.unexplained if query is not None else ()
        return TableQuery(ids=ids, unexplained=left or _unread_names(held))
    if held.way and query.source == "indicators":
        query = replace(query, comparators=query.comparators or held.way)
    itself = tuple(row.id for row in held.itself)
    without = TableQuery(ids=itself) if itself else query.without
    return replace(query, against=ids, times=held.times, without=without)


def _unread_names(held: Against) -> tuple[str, ...]:
    """What a comparison that could not be read is named by."""
    return (held.phrase,) if held.phrase else tuple(row.name for row in held.rows)


def _read_whole(text: str, table: Table) -> TableQuery | None:
    """What a question asks, with what it says of titles, and its bounds open or closed as it says."""
    if (titles := titled_in(text, table)) is not None:
        return titles.set(_read_bounded(titles.text, table))
    return _read_bounded(text, table)


def _read_bounded(text: str, table: Table) -> TableQuery | None:
    """What a question asks, with its bounds open or closed as it says."""
    plain, edge = edges(text)
    query = _read_parts(plain, table) if edge is not None else None
    meant = edge.set(query) if edge is not None and query is not None else None
    return meant or _read_parts(text, table)


def _read_parts(text: str, table: Table) -> TableQuery | None:
    """What a question asks, read without what it leaves out, which is read for itself."""
    kept, names = left_out(text)
    if kept != text and not text.isascii() and _holds_one_not_another(Reading(text, table)):
        return _read(text, table)
    rest = kept if _OF_CLAUSES.search(kept) else _REST.sub("指标", kept)
    query = (_read(rest, table) or _read(kept, table)) if kept != text else None
    if query is not None and query.operation == "group":
        names = tuple(name for name in names if not _IS_EMPTY.search(name))
    if query is not None and not query.unexplained:
        without = [one for name in names for one in _each_named(name, query, table)]
        if all(without):
            query = _leaving_out(query, [one for one in without if one is not None], table)
            years = tuple(year for name in names for year, _, _ in find_years(name))
            return replace(query, aside_years=(*query.aside_years, *years))
    return _read(text, table)


def all_but(text: str, ids: Collection[str], table: Table) -> TableQuery | None:
    """The query for the rows that a question names, without those that it leaves out again (睡几个小时，小学的不用说).

    Args:
        text: what is left of the question is a look-up, which lists all the rows that it names.
        ids: of all rows that the rest of the question names.

    Returns:
        None where nothing is left out; where what is left out is not understood, it is unexplained.
    """
    _, names = left_out(text)
    if not names:
        return None
    without = [one for name in names for one in _each_named(name, TableQuery(), table)]
    found = [one for one in without if one is not None]
    kept = tuple(r.id for r in table.catalog.rows if r.id in ids and not any(holds(q, r) for q in found))
    if len(found) < len(without) or not kept:
        return TableQuery(ids=tuple(ids), unexplained=names)
    return TableQuery(ids=kept)


def _holds_one_not_another(reading: Reading) -> bool:
    """Whether clauses are to mention one Chinese word and not another (mention 学校 but not 家庭): none is left out as rows are."""
    return reading.lang == "en" and len(reading.quotes) > 1 and bool(read_held(reading).absent)


def without_story(text: str, table: Table) -> str:
    """A folded question without what the asker tells of themselves first; places and years there restrict nothing.

    Nor do words of an order (倒数) tell of actual values.
    """
    reading = Reading(text, table)
    ranked = [(s.start, s.end) for s in reading.slots if s.slot in ("top", "most", "sort", "pick")]
    return blank(text, ranked)[len(reading.story) :]


def from_asking(text: str, table: Table) -> str:
    """A folded question from the first part on that asks something of the table (领导刚打来电话，…)."""
    reading = Reading(text, table)
    first = min(reading.asking)
    begins = reading.breaks[first - 1] if first else 0
    return text if ASKING_WORD.search(text[:begins]) else text[begins:]


# 专栏1那张表里, 表2中: the box that holds what is asked for.
_BOX = lazy(
    r"(?:在|从)?(?:专栏|附?表)(?P<number>[0-9]{1,2}|[一二三四五六七八九十])(?:(?:里面?|中|上|内)?的?(?:那|这)?(?:张|个)?表?格?(?:里面?|中|上|内|的)*)[,，]?"
)


def _without_box(text: str, table: Table) -> str:
    """A question for rows of one nature without the box that it takes them from, where that has all of them."""
    match = _BOX.search(text)
    natures = Reading(text, table).natures if match else ()
    rows = [row for row in table.catalog.rows if any(nature in row.quote for nature in natures)]
    if match is None or not rows:
        return text
    inside = f".b{int(parse_number(match['number']))}."
    return (
        text[: match.start()] + text[match.end() :] if all(inside in row.clause_id for row in rows) else text
    )


# 城乡的差距能变小吗: what becomes of a gap, which no two figures of the table tell.
_GAP_CHANGES = lazy(
    r"差距[^，,。；;？?多几]{0,6}?(?:变小|变大|缩小|缩短|拉平|拉大|消除|填平)(?!到|至)|(?:缩小|缩短|消除|填平|拉平)[^，,。；;？?]{0,8}差距"
)


def _read(text: str, table: Table) -> TableQuery | None:
    if "差距" in text and _GAP_CHANGES.search(text):
        return None
    text = _without_box(text, table)
    reading = Reading(text, table)
    told = reading.slots or reading.is_difference or reading.is_comparison or says_multiple(reading.free)
    if not told:
        return None
    if (apart := rows_apart(reading)) is not None:
        return apart
    if sets_rows_apart(reading):
        return None
    of_clauses = about_clauses(reading)
    query = clauses(reading) if of_clauses else rows_query(reading)
    if of_clauses and query is not None and not read_held(reading):
        lacking = [
            s for s in reading.slots if s.slot == "lacking" and reading.part(s.start) in reading.asking
        ]
        query = replace(query, unexplained=(*query.unexplained, *(s.text for s in lacking)))
    if query is None:
        return None
    query = accounted(query, reading)
    return replace(query, either=True) if _of_either_size(query) else query


def _of_either_size(query: TableQuery) -> bool:
    """Whether no count keeps both bounds on it: one of them is enough (ten or more, or fewer than five)."""
    if len(query.sizes) != 2 or query.bounds:
        return False
    one, other = query.sizes
    edges = {bound.value + step for bound in query.sizes for step in (-1, 0, 1)}
    return not any(one.allows(count) and other.allows(count) for count in edges)


def _named(name: str, query: TableQuery, table: Table) -> TableQuery | None:
    """The filters of what is left out, read like a question for it; None where it is not understood."""
    if (title := _domain_named(name, table)) and title in (*table.domains, *table.heads):
        return TableQuery(query.source, domains=(title,))
    what = (
        _NOUNS.get(query.kinds, ("条款", "clauses")) if query.source == "clauses" else ("指标", "indicators")
    )
    asked = (
        f"list all the {what[1]} {name}" if name.isascii() else f"{name.removesuffix('的')}的{what[0]}有哪些"
    )
    found = _read(asked, table)
    plain = (
        found is not None
        and found.operation == "list"
        and not (found.unexplained or found.choices or found.order)
    )
    if found is None and query.source == "indicators" and (rows := _rows_named(name, table)):
        return TableQuery(ids=rows)
    about = {row.population for row in table.catalog.rows}
    nobody = found is not None and found.populations and not set(found.populations) & about
    if found is None or not plain or nobody or found.source != query.source:
        return None
    kinds = (
        ()
        if set(found.kinds) == _IMPLIED and (found.bounds or found.comparators or found.wordings)
        else found.kinds
    )
    kinds = () if found.source == "clauses" and found.kinds == query.kinds else kinds
    found = replace(found, kinds=_OTHERS.get(kinds, kinds), aside_years=())
    return None if found == TableQuery(found.source) else found


_OF_DOMAIN = lazy(
    r"^(?:the )?(?P<name>.+?)(?: (?:domain|area|section|chapter|field|ones?|measures?|goals?|targets?|part))?$"
)


def _domain_named(name: str, table: Table) -> str:
    """The domain that an English name is, by itself; rows whose names hold the word are not meant (apart from health)."""
    match = _OF_DOMAIN.match(name.strip()) if name.isascii() else None
    return next((title for title, names in table.domains_en.items() if match and match["name"] in names), "")


def _each_named(name: str, query: TableQuery, table: Table) -> list[TableQuery | None]:
    """What is left out: as one query, or of joined words that name several things, one of each."""
    whole = _named(name, query, table)
    joined = pieces(name) if query.source == "indicators" and (whole is None or is_narrow(whole)) else ()
    each = [_named(piece, query, table) for piece in joined]
    return each if each and all(each) else [whole]


def _rows_named(name: str, table: Table) -> tuple[str, ...]:
    """Ids of the rows that a text names as the quantities that they are, and nothing else (除了产前筛查率)."""
    reading = Reading(name, table)
    told = any(reading.is_quantity(m.text) or m.text.isascii() for m in reading.named)
    return () if reading.gaps or not told else tuple(row.id for row in reading.rows)


# What clauses of one kind are asked for by.
_NOUNS: dict[tuple[str, ...], tuple[str, str]] = {
    ("measure",): ("策略措施", "measures"),
    ("goal",): ("主要目标", "goals"),
    ("target",): ("细项", "target lines"),
    ("principle",): ("原则", "principles"),
}
# What is left where rows with a figure, or those without, are left out: demands of measures have one, too.
_OTHERS: dict[tuple[str, ...], tuple[str, ...]] = {("target", "relative"): ("target", "relative", "standard")}
_IMPLIED = {"target", "standard"}  # kinds that a figure brings with it without being named


def _leaving_out(query: TableQuery, without: list[TableQuery], table: Table) -> TableQuery:
    """The query without some rows; domains that are left out leave the others."""
    domains = {
        d for one in without if one == TableQuery(one.source, domains=one.domains) for d in one.domains
    }
    every = (query.source == "clauses" and table.heads) or table.domains
    others = tuple(title for title in query.domains or every if title not in domains)
    rest = [one for one in without if one != TableQuery(one.source, domains=one.domains)]
    query = replace(query, domains=others if domains else query.domains)
    if query.without is not None:
        rest = [query.without, *rest]
    one = rest[0] if len(rest) == 1 else any_of(rest, table.catalog.rows)
    if not rest:
        return query
    return replace(query, without=one) if one is not None else replace(query, unexplained=("除外",))
