"""Whether a question is one over the table, and which: what the tree, the duties or a look-up answer is left to them."""

from __future__ import annotations

from dataclasses import replace

from assistant.claims import agrees
from assistant.framing import told as heard
from assistant.knowledge import Knowledge
from assistant.patterns import lazy
from assistant.places import asks_beside, names_place
from assistant.places import read as read_places
from assistant.question import understand
from assistant.records import NO_QUESTION, Query, TableQuery
from assistant.run import SEARCHED, Run
from assistant.sufficiency import names_ratio_of_two
from assistant.supposed import supposed
from assistant.tabular import all_but, by_title, from_asking, put_otherwise, with_question, without_story
from assistant.tabular import correct as correct_table_words
from assistant.tabular import read_table as read_table_question
from assistant.tabular.leaving_out import left_out

_WHO = lazy(r"责任(?:部门|单位|人)|负责|牵头|主管|谁|responsible|in charge|\bwho\b")
_WHICH_NUMBER = lazy(r"第几|\bwhich number\b")
# Which body has the most to do: a question over duties; 单位 alone may be the unit of a figure.
ASKS_MOST = lazy(
    r"(?:部门|机构|机关|组织|谁)[^,，。?？]{0,10}(?:最多|最重)|单位[^,，。?？]{0,4}(?:任务|职责|责任|负责|管|事)[^,，。?？]{0,6}(?:最多|最重)"
    r"|(?:点名|点到|提到|提及|出现|写到)(?:得|的|次数|条数)*最(?:多|频繁)的?(?:是|就是)?(?:哪[个些家]?|什么)?(?:部门|单位|机构|机关|主体)"
    r"|(?:任务|职责|责任|活儿?|事儿?|担子)[^,，。?？]{0,4}最(?:多|重)[^,，。?？]{0,6}(?:部门|单位|机构|机关|组织|谁|哪家)"
    r"|most (?:tasks|duties|responsibilities|often named)|(?:bod(?:y|ies)|departments?|agenc(?:y|ies)) .{0,30}\bmost\b"
)
# By what figures are put in order; the fourth of the goals is a place in the plan.
_ORDERED = lazy(
    r"指标|数|目标值|[高低大小多少长短]|\b(?:numbers?|counts?|indicators?|figures?|values?|targets?|highest|lowest|largest|smallest|most|least)\b"
)


def asks_table(known: Knowledge, run: Run) -> bool:
    """Whether a question is one over the table; the query then says so. What the tree answers is left to it."""
    query = run.query
    if run.table is not None:
        query = _in_scope(known, query, run.table)
        run.query = replace(query, task="table", table=run.table, unexplained=(), choices=())
        return True
    if query.task in (*NO_QUESTION, "period"):
        return False
    if other := put_otherwise(query.text) or with_question(query.text, known.table):
        query = run.query = understand(other, known.catalog)
    if _supposes(known, query):
        return False
    table = (
        _between_years(known, query)
        or read_table_question(query.text, known.table)
        or _targets_of(known, query)
        or _looked_up_but(known, query)
    )
    query = _in_scope(known, query, table)
    if query.foreign_place and not _is_titled(query.foreign_place, query.text, table):
        return False
    if table is not None and table.sets:
        run.query = replace(query, task="table", table=table, unexplained=(), choices=())
        return True
    read_whole = table is None and len(query.names) == 1 and not query.unexplained  # opens no dictionary
    if (table is None or table.unexplained) and not read_whole:
        of_table = () if query.confirms else (lambda text: correct_table_words(text, known.table),)
        for corrected in (known.speller.correct, *of_table):
            text, corrections = corrected(query.text) if len(query.text) <= 2 * SEARCHED else ("", ())
            again = read_table_question(text, known.table) if corrections else None
            if again is not None and not again.unexplained:
                table, query = again, replace(query, text=text, corrections=corrections)
                break
    if table is None or (table.unexplained and not table.ids):
        return False
    if _is_of_a_lay_matter(known, query, table) or _lists_all_for_one(query, table):
        return False
    if table.operation in ("ratio", "compare") and names_ratio_of_two(query):
        return False  # a teacher-child ratio is none of two rows
    if _states_no_row(query, table) or _is_figure_of_one(query, table):
        return False
    said = table.source == "clauses" and bool(table.words)  # “hotline” may be a word to look for
    counted = table.group == "word" or (table.group == "domain" and not _BODY_ASKED.search(query.text))
    if (ASKS_MOST.search(query.text) and not counted) or _has_no_figure(known, query):
        return False
    if not said and _asks_what_no_row_has(known, query):
        return False
    if _counts_what_is_made(query, table):
        return False
    if _speaks_of_money(known, query, table) or _asks_what_is_done(query, table):
        return False
    if (
        table.operation in ("list", "count")
        and query.names
        and query.figures
        and (query.yes_no or query.confirms)
        and not (table.against or table.without or _seeks(query, table))
    ):
        return False  # a figure to be confirmed of what is named
    if table.operation == "compare" and query.yes_no and not (query.names or query.figures):
        return False  # 能不能跟本地孩子一样上学: no two figures are named
    if (
        table.operation == "every"
        and query.confirms
        and _is_of_one(known, query)
        and not _WITHIN.search(query.text)
    ):
        return False  # the figure of one row, stated of all: each is put right
    if lines := _lines_of_goal(known, query, table):
        run.query = replace(query, text=lines)
        return False  # the tree has all its lines, the table those with a quantity
    if table.words and query.confirms and set(table.words) <= {word.text for word in query.exclusive}:
        return False  # a word that is stated to stand there (「不晚于」), not one to look for
    ranks = _ranks(table) and not _BODY_ASKED.search(query.text)
    if query.expects == "actor" and table.source == "indicators" and query.names and not ranks:
        return False  # who, not which figures (近视和溺水分别归哪个部门管)
    if _WHO.search(query.text) and table.source == "clauses" and table.operation == "list":
        return False  # who, not which clauses
    if query.expects == "actor" and table.source == "clauses" and _WHICH_NUMBER.search(query.text):
        return False  # 是第几项任务，责任单位有谁: nothing is counted
    if table.source == "clauses" and table.words and asks_beside(query.text):
        return False  # what follows the clause of that title
    # the tree knows none of these
    held = table.words or table.goals or table.titled or table.starts or table.without
    plain = table.kinds == ("principle",) and not (
        table.words or table.starts or table.without or table.order
    )
    listed = table.source == "clauses" and table.operation == "list" and (not held or plain)
    # a chapter that holds no domains is told by its parts (监测评估有哪几块)
    listed = listed or bool(table.goals and not table.words and _PARTS_OF.search(query.text))
    if listed or (
        names_place(by_title(query.text, known.table))
        and not (held or (table.nth and _ORDERED.search(query.text)))
        and not (table.ends or table.placed or _restricts_rows(table, query.text))
        and not (table.operation == "group" and (table.order or table.pair))  # 措施最多的前三个领域
        and not (table.source == "clauses" and table.operation in ("difference", "ratio"))
    ):
        tree, lexicon = known.tree, known.catalog.lexicon
        if read_places(query.text, tree, lexicon, strict=False):
            return False
    run.query = replace(
        query, task="table", table=table, unexplained=table.unexplained, choices=table.choices
    )
    return True


# 普及率，硬杠杠是几成: the figure of a rate by its name, and no part of a whole.
_RATE_IN_TENTHS = lazy(
    r"率(?:[，,的]|这[项块个])*[^占，,。；;？?]{0,8}?(?:是|为|要|到|达|定)[^占，,。；;？?]{0,4}(?:几成|百分之(?:几|多少))"
)


def _is_figure_of_one(query: Query, table: TableQuery) -> bool:
    """Whether what reads as a share is the figure of a rate that is named."""
    return table.operation == "share" and bool(_RATE_IN_TENTHS.search(query.text))


_BODY_ASKED = lazy(
    r"部门|单位|机关|哪个局|哪家|负责|牵头|主管|归谁|谁管|\b(?:departments?|bod(?:y|ies)|agenc\w+|in charge|responsible)\b"
)


# Fields of a table query that say which rows, whatever is done with them.
_WHICH = (
    *("ids", "populations", "domains", "goals", "kinds", "units", "verbs", "comparators", "pers", "bounds"),
    *("words", "titled", "starts", "wordings", "base_year", "target_year", "within", "without", "rows"),
    *("chosen", "choices", "group", "order", "limit"),
)


def _is_of_a_lay_matter(known: Knowledge, query: Query, table: TableQuery) -> bool:
    """Whether all rows would be listed where everyday words name the matter of some (孩子个子矮有指标不: 生长迟缓)."""
    if table.source != "indicators" or table.operation != "list" or query.lang != "zh":
        return False
    if any(getattr(table, field) for field in _WHICH):
        return False
    terms = [term for said in known.lay_words.said_in(query.text) for term in said.plan]
    return any(term in row.name for term in terms for row in known.rows.values())


def _ranks(table: TableQuery) -> bool:
    """Whether rows are held against one another: then 谁 asks for a row (老大是高中近视，那老二是谁)."""
    return bool(table.order or table.choices) or table.operation in ("compare", "difference", "ratio")


_SPEAKS_OF_ROWS = lazy(r"指标|目标|[率值数]|哪|谁|最|\b(?:targets?|indicators?|rates?|which|most|least)\b")


def _lists_all_for_one(query: Query, table: TableQuery) -> bool:
    """Whether a question for a figure would be answered by all rows, as nothing that it says restricts them."""
    return query.expects == "value" and table == TableQuery(table.source, "list")


def _states_no_row(query: Query, table: TableQuery) -> bool:
    """Whether something is stated that orders no rows (上小学得考试排名录取，对吧): it has no word for any."""
    stated = query.confirms or query.yes_no or bool(heard(query.text))
    named = query.names or query.figures or table.bounds or table.limit
    return stated and bool(table.order) and not named and not _SPEAKS_OF_ROWS.search(query.text)


_INDICATORS = lazy(r"指标(?:细项)?")
_QUANTITATIVE = lazy(r"数值|数字|定量|量化|具体数|百分|[%‰]|多少")


def _lines_of_goal(known: Knowledge, query: Query, table: TableQuery) -> str:
    """A question for the 指标 of one goal, put as one for its lines; "" where it asks for anything narrower."""
    if table.source != "indicators" or table.operation != "list" or len(table.goals) != 1:
        return ""
    if (
        _restricts_rows(table, query.text)
        or table.populations
        or query.figures
        or _QUANTITATIVE.search(query.text)
    ):
        return ""
    text = _INDICATORS.sub("", query.text)
    asked = read_places(text, known.tree, known.catalog.lexicon, strict=False) if text != query.text else None
    return text if asked is not None and len(asked.headings) == 1 else ""


_PARTS_OF = lazy(r"(?:哪|[分有]成?)几?大?块")
_TARGETS = lazy(r"的?(?:主要|具体|各项)?目标值?|(?=(?:都|一共|总共|分别)*有?哪(?:些|几))")
_DOINGS = lazy(r"措施|规定|要求|做法|政策|内容|任务|工作|办法")


# 2025年到2030年增加多少: a change of one indicator between two of its years
_BY_HOW_MUCH = lazy(
    r"(?:相差|差|增加|增长|提高|提升|上升|减少|降低|下降|多|少|高|低|涨|降)了?(?:多少|几)|\b(?:difference|how much (?:higher|lower|more|less)|by how (?:much|many)|how much (?:does|do|will|is|should) .{3,60}?\b(?:rise|fall|grow|increase|decrease|drop|change|improve))\b"
)


def _between_years(known: Knowledge, query: Query) -> TableQuery | None:
    """By how much the target of one indicator changes between two years for which the plan sets it."""
    if len(query.names) != 1 or len(query.years) != 2 or query.confirms or query.foreign_year:
        return None
    if not _BY_HOW_MUCH.search(query.text):
        return None
    rows = [
        row for row in known.rows.values() if row.name == query.names[0] and row.target_year in query.years
    ]
    fit = [row for row in rows if not query.populations or row.population in query.populations]
    alike = len({(row.unit, row.per, row.population) for row in fit}) == 1
    if len(fit) != 2 or not alike or any(row.value is None or row.kind == "relative" for row in fit):
        return None
    return TableQuery("indicators", "difference", ids=tuple(row.id for row in fit))


def _targets_of(known: Knowledge, query: Query) -> TableQuery | None:
    """The targets of a name that several rows have in common (死亡率的目标有哪些): the rows, not the clauses that fit best."""
    if query.years and not query.names and not query.unexplained and _TARGETS.search(query.text):
        known_years = {row.target_year for row in known.rows.values()}
        if set(query.years) <= known_years and not (query.confirms or query.yes_no or query.aside):
            return read_table_question(_TARGETS.sub("的指标", query.text, count=1), known.table)
    if len(query.names) < 2 or query.expects != "list" or query.unexplained or query.aside:
        return None
    if _DOINGS.search(query.text) or query.confirms or query.yes_no:
        return None
    return read_table_question(_TARGETS.sub("的指标", query.text, count=1), known.table)


def _looked_up_but(known: Knowledge, query: Query) -> TableQuery | None:
    """The rows that a look-up names without those that it leaves out again (学生睡几个小时，小学的不用说); None where it does not."""
    kept, names = left_out(query.text)
    if not names:
        return None
    asked = understand(kept, known.catalog)
    if asked.task != "lookup" or asked.unexplained or asked.confirms or asked.yes_no:
        return None
    ids = [
        row.id
        for row in known.rows.values()
        if row.name in (asked.choices or asked.names)
        and (not asked.populations or row.population in asked.populations)
        and (not asked.units or row.unit in asked.units)
    ]
    return all_but(query.text, ids, known.table) if len(ids) > 1 else None


def _in_scope(known: Knowledge, query: Query, table: TableQuery | None) -> Query:
    """The question without the places, years and actual values that are looked for as words or that only the asker's story speaks of."""
    words = table.words if table is not None and table.source == "clauses" else ()
    if query.foreign_year and any(str(query.foreign_year) in word for word in words):
        query = replace(query, foreign_year=None)  # 出现“2035”的是哪条: a word to look for
    outside = query.foreign_place or query.foreign_year or query.actual
    if table is None or not outside:
        return query
    asked = without_story(query.text, known.table)
    if asked == query.text:
        return query
    again = understand(asked, known.catalog)
    return replace(
        query, foreign_place=again.foreign_place, foreign_year=again.foreign_year, actual=again.actual
    )


# Words that bound a figure and print none (都不低于75%): whether all keep to it is asked, not whether it is theirs.
_WITHIN = lazy(
    r"不?[低高]于|不?[小大少多]于|不?超过|\b(?:above|below|over|under|at least|at most|more than|less than)\b"
)
_EXISTS = lazy(
    r"有没有|有无|有[^，,。；;？?]{0,20}[吗没么不]|\b(?:is|are) (?:there )?any\b|\bdo(?:es)? any\b"
)


def _seeks(query: Query, table: TableQuery) -> bool:
    """Whether it is asked if some row of several is within a bound (有没有哪个死亡率超过6‰), and no figure is to be confirmed."""
    bounded = any(bound.operator != "=" for bound in table.bounds)
    said = {figure.value for figure in query.figures}
    if table.bounds and not said & {bound.value for bound in table.bounds}:
        return True  # the bound was worked out (最接近50%的): the figure that is said is none of it
    return len(query.names) > 1 and bounded and bool(_EXISTS.search(query.text))


def _supposes(known: Knowledge, query: Query) -> bool:
    """Whether a figure of the asker's is held against one row that is named (要是做到98%，超过目标几个点)."""
    named = [row for row in known.rows.values() if row.name in query.names]
    told = {row_id for _, row_id in query.said_of}
    return (
        query.task == "lookup"
        and bool(named)
        and (len(named) == 1 or {row.id for row in named} <= told)
        and all(supposed(query, row) is not None for row in named)
    )


def _is_of_one(known: Knowledge, query: Query) -> bool:
    """Whether a figure that is stated is that of some of the rows named, and not of all."""
    named = [row for row in known.rows.values() if row.name in query.names and row.value is not None]
    theirs = [any(agrees(figure, row) for figure in query.figures) for row in named]
    return any(theirs) and not all(theirs)


def _is_titled(place: str, text: str, table: TableQuery | None) -> bool:
    """Whether a place stands in the title of a document that clauses are to mention, and nowhere else."""
    held = table is not None and any(place in word for word in table.words)
    return held and place not in _TITLE.sub("", text)


_TITLE = lazy(r"《[^《》]*》|\"[^\"]*\"|“[^“”]*”")


def _restricts_rows(table: TableQuery, text: str) -> bool:
    """Whether more than a domain restricts the rows that are asked for; a heading and its parts have nothing of it.

    An order that no word of a figure asks for (最后一项) is that of the plan, and what goes with it restricts nothing.
    """
    ordered = bool(table.order) and bool(_ORDERED.search(text))
    told = (
        table.kinds if ordered or not table.order else (),
        table.bounds,
        table.units,
        table.verbs,
        table.comparators,
        table.wordings,
        table.words,
    )
    return table.source == "indicators" and (any(told) or ordered)


def _has_no_figure(known: Knowledge, query: Query) -> bool:
    """Whether a figure is asked for of one indicator that has only a direction (儿童新发近视率要降几个点)."""
    named = [row for row in known.rows.values() if row.name in query.names]
    return query.expects == "value" and len(named) == 1 and named[0].value is None


def _speaks_of_money(known: Knowledge, query: Query, table: TableQuery) -> bool:
    """Whether a question speaks of money, which no row counts, and searches no clause for the word.

    Rows that it names are none of money, either, where it asks how much is paid (护理补贴各多少钱).
    """
    rows = [known.rows[i] for i in table.ids if i in known.rows] or known.rows.values()
    of_money = any("元" in (row.unit or "") for row in rows)
    if table.words or table.titled or of_money or (table.ids and query.expects != "money"):
        return False
    if query.expects == "money":
        return True
    roles = (set(m.values("word")) for m in known.catalog.lexicon.scan(query.text) if not m.values("alias"))
    return any(found & {"money", "paid"} for found in roles)


# 妇女之家要建多少个: things that are made are counted, and no rows.
_MADE = lazy(
    r"(?:建|设|配|办|开|招|修|盖|改造|新增|培育|培养|培训|安装|扶持)(?:立|设|成|置|备|齐)?了?(?:几|多少)[个家所座处名人台套间张](?!指标|目标|百分)"
)
_ROWS_NAMED = lazy(r"指标|目标|措施|条款|要求|任务|数字")


def _counts_what_is_made(query: Query, table: TableQuery) -> bool:
    """Whether it is asked how many of a thing are to be made, which a count of the rows about somebody does not tell."""
    counted = table.source == "indicators" and table.operation == "count"
    of_people = counted and bool(query.people) and not query.names
    return of_people and bool(_MADE.search(query.text)) and not _ROWS_NAMED.search(query.text)


# Measures on a matter that rows are named by (预防近视的措施有几条); no row tells one.
_DONE = lazy(
    r"(?:措施|举措|做法)(?!里|中|部分|当中|之中)[^，,。？?]{0,5}(?:哪|啥|什么|几|多少)|(?:哪些|什么|啥|几[条项个])(?:措施|举措|做法)|\b(?:what|which|how many) measures\b"
)
_MEASURED = lazy(r"指标|目标|\b(?:targets?|indicators?|goals?)\b")


def _asks_what_is_done(query: Query, table: TableQuery) -> bool:
    """Whether the rows of a table question are only named to ask what is done about them."""
    named = table.source == "indicators" and bool(table.ids) and not (table.bounds or table.order)
    return named and bool(_DONE.search(query.text)) and not _MEASURED.search(query.text)


def _asks_what_no_row_has(known: Knowledge, query: Query) -> bool:
    """Whether a question wants something that no row holds: an address, a telephone number; a sum of money where none is one."""
    if query.expects == "money":
        return not any("元" in (row.unit or "") for row in known.rows.values())
    if query.expects not in _NOT_IN_ROWS:
        return False
    asked = from_asking(query.text, known.table)  # 领导刚打来电话，… asks for no number
    return asked == query.text or understand(asked, known.catalog).expects in _NOT_IN_ROWS


_NOT_IN_ROWS = ("phone", "website", "address", "hours")
