"""Query → SQL: a sqlglot tree with bound parameters, never joined strings.

    Query ── lookup ──┐
                      ├─▶ Statement (tree, parameters) ── sql/run.py guards and runs it
    TableQuery ─ table┘

A statement for the table always returns the ids of what was found, so that each row can be cited and every count be
made again. What it computes stands in a column of its own: total, average, sum, difference, ratio, share. Figures are
only computed among rows of one unit, one denominator and one kind of figure (a level, or a change).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from assistant.lexicon import searchable
from assistant.numerals import format_decimal
from assistant.records import Bound, Query, TableQuery
from assistant.sql.holding import Filter, begins, has_words, is_titled, is_worded, under_goal
from assistant.sql.made import COMPARISONS, Made, Statement, by_column, is_plan, place_within, select
from assistant.sql.pairs import paired

# The cells of one row, in the order in which a reader wants them.
LOOKUP_COLUMNS = (
    "id", "name", "population", "comparator", "value", "unit", "per", "target_year", "clause_id",
)  # fmt: skip

# The cells of one clause; the text stands in the answer.
CLAUSE_COLUMNS = ("id", "kind", "number", "title", "domain", "line")
_TABLE_COLUMNS: Mapping[str, tuple[str, ...]] = {"indicators": LOOKUP_COLUMNS, "clauses": CLAUSE_COLUMNS}
_CHANGES = ("down_by", "up_by")  # figures that are no level
DECIMALS = 2  # of a computed column
_OF_PARTS = frozenset({"share", "every"})  # what sets a part against the whole


def lookup(query: Query) -> Statement:
    """SELECT of the rows that a query names.

    Args:
        query: a query of task lookup, with at least one name.

    Raises:
        ValueError: it names no row.
    """
    if not query.names:
        raise ValueError("a look-up needs at least one name")
    parameters: dict[str, str | int] = {"plan": query.plan}
    tree = (
        exp.select(*LOOKUP_COLUMNS)
        .from_("indicators")
        .where(exp.column("plan").eq(exp.Placeholder(this="plan")))
    )
    tree = tree.where(_is_one_of("name", query.names, parameters))
    if query.populations:
        tree = tree.where(_is_one_of("population", query.populations, parameters))
    years = [year for year in dict.fromkeys(query.years) if year != query.foreign_year]
    if len(years) == 1:
        tree = tree.where(_due_in(years[0], parameters))
    return Statement(tree.order_by("position"), parameters)


def _is_one_of(column: str, values: tuple[str, ...], parameters: dict[str, str | int]) -> exp.Expression:
    names = []
    for number, value in enumerate(values, 1):
        key = column if len(values) == 1 else f"{column}_{number}"
        parameters[key] = value
        names.append(exp.Placeholder(this=key))
    if len(names) == 1:
        return exp.column(column).eq(names[0])
    return exp.column(column).isin(*names)


def _due_in(year: int, parameters: dict[str, str | int]) -> exp.Expression:
    """Due that year, counted from that year, or always in force."""
    parameters["year"] = year
    due = exp.column("target_year").eq(exp.Placeholder(this="year"))
    base = exp.column("base_year").eq(exp.Placeholder(this="year"))
    return exp.paren(exp.or_(due, base, exp.column("target_year").is_(exp.null())))


# --- questions to the table ------------------------------------------------------------------------


def table(query: TableQuery, plan: str) -> Statement:
    """SELECT of what is asked of the table of indicators, or of the clauses.

    Args:
        query: what is asked, typed.
        plan: key of the plan.

    Raises:
        ValueError: it offers choices instead of a question, groups by nothing, or clauses by what they do not have.
    """
    if query.choices:
        raise ValueError("choices are offered, not looked up")
    grouped = query.group and query.operation not in ("share", "every")
    if grouped and query.group != "label" and (query.source, query.group) not in _GROUPS:
        raise ValueError(f"{query.source} cannot be grouped by {query.group}")
    if query.operation == "group" and not query.group:
        raise ValueError("a group needs something to count by")
    made = Made({"plan": plan})
    if query.operation == "absent":
        return Statement(_absent(query, made), made.parameters)
    if query.pair is not None:
        return Statement(paired(query, query.pair, _conditions(query, made), made), made.parameters)
    if query.rows is not None:
        return Statement(_beside_rows(query, query.rows, made), made.parameters)
    if query.sets:
        return Statement(_sets(query, made), made.parameters)
    if query.counts_none:
        return Statement(_with_none(query, made), made.parameters)
    if query.group == "word":
        return Statement(_by_word(query, made), made.parameters)
    if grouped:
        return Statement(_grouped(query, made), made.parameters)
    return Statement(_listed(query, made), made.parameters)


_GROUPS = frozenset(
    [
        ("indicators", by)
        for by in ("domain", "kind", "unit", "verb", "population", "goal", "comparator", "value")
    ]
    + [("clauses", by) for by in ("domain", "kind", "goal", "word")]
)
# The column that holds what a group counts by, where it is not of the same name: lines stand right under their goal.
_GROUPED_BY: Mapping[tuple[str, str], str] = {("clauses", "goal"): "parent"}


def _listed(query: TableQuery, made: Made) -> exp.Select:
    """The rows, with what was computed over them beside."""
    columns = _TABLE_COLUMNS[query.source]
    tree = select(columns, query.source)
    left_out = query.of_part if query.operation in _OF_PARTS else ()
    tree.where(is_plan(made), *_conditions(query, made, left_out), copy=False)
    for name, value in _computed(query, made):
        tree.select(exp.alias_(value, name, copy=False), copy=False)
    order = _order(query)
    if query.nth and query.order and query.operation == "list":
        return _top(tree, query, columns, made)
    if query.limit is None or query.operation != "list":
        return tree.order_by(*order, copy=False)
    if not query.order:
        return tree.order_by(*order, copy=False).limit(made.bind("limit", query.limit))
    return _top(tree, query, columns, made)


def _top(tree: exp.Select, query: TableQuery, columns: tuple[str, ...], made: Made) -> exp.Select:
    """The first of each unit, ties with the last one included; or those with the n-th figure."""
    with_figure = exp.column("value").is_(exp.null()).not_()
    place = exp.alias_(_place(query, query.order), "place")
    ranked = tree.where(with_figure).select(exp.column("position"), place)
    if query.ends:
        other = "asc" if query.order == "desc" else "desc"
        ranked = ranked.select(exp.alias_(_place(query, other), "place_behind"))
    within = place_within(query, made)
    in_order = [exp.column("position")] if query.within else _order(query)
    top = select(columns, "ranked").where(within).order_by(*in_order)
    return top.with_("ranked", as_=ranked)


def _place(query: TableQuery, order: str) -> exp.Window:
    """The place of a row among those that it may be compared with."""
    return exp.Window(
        this=exp.func("DENSE_RANK" if query.nth else "RANK"),
        partition_by=[*([exp.column(query.within)] if query.within else []), *_comparable()],
        order=exp.Order(expressions=[by_column("value", order)]),
    )


def _order(query: TableQuery) -> list[exp.Expr]:
    """The plan's order; by figure where that is asked, one unit after the other, those without a figure last."""
    if not query.order or query.source == "clauses":
        return [exp.column("position")]
    units = [exp.column("value").is_(exp.null()), *_comparable()]
    return [*units, by_column("value", query.order), exp.column("position")]


def _comparable() -> list[exp.Expr]:
    """What has to be equal between rows whose figures are compared."""
    changes = [exp.Literal.string(comparator) for comparator in _CHANGES]
    return [exp.column("unit"), exp.column("per"), exp.column("comparator").isin(*changes)]


# --- filters


def _conditions(query: TableQuery, made: Made, left_out: tuple[str, ...] = ()) -> list[exp.Expr]:
    """One condition for each field that is set, those left out that only the part of a share is held to."""
    filters = _filters(query).items()
    left_out = (*left_out, "domains") if query.chosen else left_out  # they are those that it finds
    return [
        made_of(query, made) for name, made_of in filters if getattr(query, name) and name not in left_out
    ]


def _filters(query: TableQuery) -> Mapping[str, Filter]:
    return _CLAUSE_FILTERS if query.source == "clauses" else _ROW_FILTERS


def _left_out(query: TableQuery, made: Made) -> exp.Expr:
    """Whether a row is none of those that are left out; one that has nothing in a column stays."""
    assert query.without is not None
    held = exp.and_(*_conditions(query.without, made))
    return exp.EQ(this=exp.Case().when(held, "1").else_("0"), expression=exp.Literal.number(0))


def _among_chosen(query: TableQuery, made: Made) -> exp.Expr:
    """Whether a row stands in one of the domains that another query of groups finds."""
    assert query.chosen is not None
    groups = _with_none if query.chosen.counts_none else _grouped
    found = _renamed(groups(query.chosen, made)).subquery("chosen")
    return exp.column("domain").isin(exp.Select().select(exp.column("domain"), copy=False).from_(found))


def _renamed(tree: exp.Select) -> exp.Select:
    """A tree whose WITH queries have names of their own, so that it may stand in another one."""
    names = {cte.alias: f"chosen_{cte.alias}" for cte in tree.find_all(exp.CTE)}
    for cte in tree.find_all(exp.CTE):
        cte.set("alias", exp.TableAlias(this=exp.to_identifier(names[cte.alias])))
    for table in tree.find_all(exp.Table):
        if table.name in names:
            table.set("this", exp.to_identifier(names[table.name]))
    for column in tree.find_all(exp.Column):
        if column.table in names:
            column.set("table", exp.to_identifier(names[column.table]))
    return tree


def _is_in(name: str, column: str) -> Filter:
    return lambda query, made: made.among(column, getattr(query, name))


def _bounded(query: TableQuery, made: Made) -> exp.Expr:
    bounds = [_bound(bound, made) for bound in query.bounds]
    return exp.paren(exp.or_(*bounds)) if query.either else exp.and_(*bounds)


def _is_whole(query: TableQuery, made: Made) -> exp.Expr:
    """Whether a figure is a whole number, or none."""
    cut = exp.Cast(this=exp.column("value"), to=exp.DataType(this=exp.DType.INT))
    compare = exp.EQ if query.whole == "yes" else exp.NEQ
    return compare(this=exp.column("value"), expression=cut)


def _bound(bound: Bound, made: Made) -> exp.Expr:
    number = bound.value
    text = format_decimal(number)
    # a figure is bound as text and read as a number, for floats cannot be bound
    value = exp.Cast(this=made.bind("value", text), to=exp.DataType(this=exp.DType.FLOAT))
    return COMPARISONS[bound.operator](this=exp.column("value"), expression=value)


def _year(column: str) -> Filter:
    return lambda query, made: exp.column(column).eq(made.bind(column, getattr(query, column)))


_ROW_FILTERS: Mapping[str, Filter] = {
    "ids": _is_in("ids", "id"),
    "populations": _is_in("populations", "population"),
    "domains": _is_in("domains", "domain"),
    "goals": _is_in("goals", "goal"),
    "kinds": _is_in("kinds", "kind"),
    "units": _is_in("units", "unit"),
    "verbs": _is_in("verbs", "verb"),
    "comparators": _is_in("comparators", "comparator"),
    "pers": _is_in("pers", "per"),
    "bounds": _bounded,
    "whole": _is_whole,
    "base_year": _year("base_year"),
    "target_year": _year("target_year"),
    "wordings": is_worded,
    "words": has_words,
    "starts": begins("name"),
    "chosen": _among_chosen,
    "without": _left_out,
}
_CLAUSE_FILTERS: Mapping[str, Filter] = {
    "ids": _is_in("ids", "id"),
    "domains": _is_in("domains", "domain"),
    "goals": under_goal,
    "kinds": _is_in("kinds", "kind"),
    "words": has_words,
    "starts": begins("title"),
    "titled": is_titled,
    "chosen": _among_chosen,
    "without": _left_out,
}


# --- what is computed


def _computed(query: TableQuery, made: Made) -> list[tuple[str, exp.Expr]]:
    """Name and value of the columns that stand beside the rows."""
    if query.operation == "count":
        return [("total", _over(exp.Count(this=exp.Star())))]
    if query.operation == "share":
        return _share(query, made)
    if query.operation == "every":
        return _share(query, made)[:1]
    if query.of_whole:
        return [("share", _rounded(_in_per_cent(query, made)))]
    if query.operation in _FIGURES and query.source == "indicators":
        return [(query.operation, _rounded(_FIGURES[query.operation]()))]
    return []


def _share(query: TableQuery, made: Made) -> list[tuple[str, exp.Expr]]:
    """Whether each row is of the part, and the share that the part has."""
    filters = _filters(query)
    held = [filters[name](query, made) for name in query.of_part if getattr(query, name)]
    is_part: exp.Expr = exp.Case().when(exp.and_(*held), "1").else_("0") if held else exp.Literal.number(1)
    parts = _over(exp.Sum(this=is_part.copy()))
    hundred = exp.Mul(this=exp.Literal.number("100.0"), expression=parts)
    share = exp.Div(this=hundred, expression=_over(exp.Count(this=exp.Star())))
    return [("in_part", is_part), ("share", _rounded(share))]


def _over(value: exp.Expr, partition: list[exp.Expr] | None = None) -> exp.Window:
    return exp.Window(this=value, partition_by=partition or [])


def _of_figures(function: type[exp.AggFunc]) -> exp.Window:
    return _over(function(this=exp.column("value")), _comparable())


def _ratio() -> exp.Expr:
    highest = exp.Mul(this=exp.Literal.number("1.0"), expression=_of_figures(exp.Max))
    return exp.Div(this=highest, expression=_of_figures(exp.Min))


_FIGURES: Mapping[str, Callable[[], exp.Expr]] = {
    "average": lambda: _of_figures(exp.Avg),
    "sum": lambda: _of_figures(exp.Sum),
    "difference": lambda: exp.Sub(this=_of_figures(exp.Max), expression=_of_figures(exp.Min)),
    "ratio": _ratio,
}


def _in_per_cent(query: TableQuery, made: Made) -> exp.Expr:
    """The figure of one row in per cent of the other's."""

    def figure(compare: type[exp.Binary]) -> exp.Expr:
        is_it = compare(this=exp.column("id"), expression=made.bind("whole", query.of_whole))
        return _over(exp.Max(this=exp.Case().when(is_it, exp.column("value"))))

    hundred = exp.Mul(this=exp.Literal.number("100.0"), expression=figure(exp.NEQ))
    return exp.Div(this=hundred, expression=figure(exp.EQ))


def _rounded(value: exp.Expr) -> exp.Expr:
    return exp.Round(this=value, decimals=exp.Literal.number(DECIMALS))


# --- groups


def _grouped(query: TableQuery, made: Made) -> exp.Select:
    """A count and the ids for each value of the group, in the plan's order or by count."""
    total = exp.Count(this=exp.Star())
    column = _GROUPED_BY.get((query.source, query.group), query.group)
    label = exp.column(column) if column == query.group else exp.alias_(exp.column(column), query.group)
    tree = select((), query.source).select(label, exp.alias_(total, "total"), copy=False)
    tree.where(is_plan(made), *_conditions(query, made), copy=False)
    if query.limit is not None or query.nth or query.sizes:
        tree.where(exp.column(column).is_(exp.null()).not_(), copy=False)  # what is in no group is none
    tree = tree.group_by(exp.column(column), copy=False)
    if query.sizes:
        tree = tree.having(*_one_of([_size(bound, made) for bound in query.sizes], query), copy=False)
    ids = exp.alias_(exp.GroupConcat(this=exp.column("id")), "ids")
    first = exp.Min(this=exp.column("position"))
    by_count: list[exp.Expr] = [by_column("total", query.order)] if query.order else []
    if query.mean:
        mean = exp.alias_(_rounded(exp.Avg(this=exp.column("value"))), "average")
        by_mean: list[exp.Expr] = [by_column("average", query.order)] if query.order else []
        return tree.select(ids, mean).order_by(*by_mean, first)
    if query.operation in _OF_COUNTS:
        over_groups = exp.alias_(_rounded(_OF_COUNTS[query.operation](total)), query.operation)
        return tree.select(ids, over_groups).order_by(*by_count, first)
    if query.operation == "alike":
        return _alike(tree.select(ids), query, first)
    if query.limit is None and not query.nth:
        return tree.select(ids).order_by(*by_count, first)
    return _top_groups(tree.select(ids), query, first, made)


def _by_word(query: TableQuery, made: Made) -> exp.Select:
    """How many clauses hold each word, and by how much the counts differ; a clause may hold several."""
    each = [(searchable(word), replace(query, words=(word,))) for word in query.words]
    return _side_by_side(("word", "word"), each, made)


def _beside_rows(query: TableQuery, rows: TableQuery, made: Made) -> exp.Select:
    """How many clauses there are of a kind, how many indicators, and by how much the counts differ."""
    return _side_by_side(("kind", "label"), ((query.kinds[0], query), (query.rows_label, rows)), made)


def _side_by_side(named: tuple[str, str], each: Iterable[tuple[str, TableQuery]], made: Made) -> exp.Select:
    """What each of several queries counts, under its label, and by how much the counts differ.

    Args:
        named: the column of the labels, and the parameter that each is bound to.
        each: labels and queries.
        made: what is bound.
    """
    column, parameter = named
    counts: list[exp.Query] = []
    for label, one in each:
        total, ids = exp.Count(this=exp.Star()), exp.GroupConcat(this=exp.column("id"))
        said = exp.alias_(made.bind(parameter, label), column)
        tree = select((), one.source).select(said, exp.alias_(total, "total"), exp.alias_(ids, "ids"))
        counts.append(tree.where(is_plan(made), *_conditions(one, made)))
    counted = counts[0]
    for other in counts[1:]:
        counted = exp.union(counted, other, distinct=False)
    difference = exp.alias_(_difference_of(exp.column("total")), "difference")
    tree = select((column, "total", "ids"), "counted").select(difference)
    return tree.order_by(by_column("total", "desc"), exp.column(column)).with_("counted", as_=counted)


def _sets(query: TableQuery, made: Made) -> exp.Select:
    """How many there are of each set, in the order of the question or by number, and by how much the counts differ."""
    counts: list[exp.Query] = []
    for at, one in enumerate(query.sets):
        total, ids = exp.Count(this=exp.Star()), exp.GroupConcat(this=exp.column("id"))
        said = exp.alias_(made.bind("label", one.label), "label")
        tree = select((), one.query.source).select(said, exp.alias_(total, "total"), exp.alias_(ids, "ids"))
        tree = tree.select(exp.alias_(exp.Literal.number(at), "place"))
        counts.append(tree.where(is_plan(made), *_conditions(one.query, made)))
    counted = counts[0]
    for other in counts[1:]:
        counted = exp.union(counted, other, distinct=False)
    difference = exp.alias_(_difference_of(exp.column("total")), "difference")
    tree = select(("label", "total", "ids"), "counted").select(difference)
    by = [by_column("total", "desc")] if query.operation == "difference" else []
    return tree.order_by(*by, exp.column("place")).with_("counted", as_=counted)


def _size(bound: Bound, made: Made) -> exp.Expr:
    """A bound on how many a group has."""
    count = exp.Count(this=exp.Star())
    return COMPARISONS[bound.operator](this=count, expression=made.bind("size", int(bound.value)))


def _one_of(sizes: list[exp.Expr], query: TableQuery) -> list[exp.Expr]:
    """Bounds on counts, as one condition where one of them is enough."""
    return [exp.paren(exp.or_(*sizes))] if query.either and len(sizes) > 1 else sizes


def _difference_of(total: exp.Expr) -> exp.Expr:
    """The largest count less the smallest; a group that has none is not there, and counts as nothing."""
    most, fewest = _over(exp.Max(this=total.copy())), _over(exp.Min(this=total.copy()))
    both = exp.GT(this=_over(exp.Count(this=exp.Star())), expression=exp.Literal.number(1))
    return exp.Sub(this=most, expression=exp.Case().when(both, fewest).else_("0"))


_OF_COUNTS: Mapping[str, Callable[[exp.Expr], exp.Expr]] = {
    "average": lambda total: _over(exp.Avg(this=total.copy())),
    "sum": lambda total: _over(exp.Sum(this=total.copy())),
    "difference": _difference_of,
    "ratio": lambda total: exp.Div(
        this=exp.Mul(this=exp.Literal.number("1.0"), expression=_over(exp.Max(this=total.copy()))),
        expression=_over(exp.Min(this=total.copy())),
    ),
}


def _top_groups(tree: exp.Select, query: TableQuery, first: exp.Expr, made: Made) -> exp.Select:
    """The groups with the highest (lowest) counts, ties with the last one included; or those with the n-th count."""
    by_count = exp.Ordered(this=exp.Count(this=exp.Star()), desc=query.order != "asc")
    rank = exp.func("DENSE_RANK" if query.nth else "RANK")
    place = exp.Window(this=rank, order=exp.Order(expressions=[by_count]))
    counted = tree.select(exp.alias_(place, "place"), exp.alias_(first, "first"))
    if query.ends:
        other = exp.Ordered(this=exp.Count(this=exp.Star()), desc=query.order == "asc")
        behind = exp.Window(this=exp.func("RANK"), order=exp.Order(expressions=[other]))
        counted = counted.select(exp.alias_(behind, "place_behind"))
    within = place_within(query, made)
    columns = (query.group, "total", "ids")
    top = select(columns, "counted").where(within).order_by(exp.column("place"), exp.column("first"))
    return top.with_("counted", as_=counted)


def _with_none(query: TableQuery, made: Made) -> exp.Select:
    """A count for each heading of the domains, also for those that have none."""
    column, members = exp.column("domain"), select((), query.source)
    total, ids = exp.Count(this=exp.Star()), exp.GroupConcat(this=exp.column("id"))
    members = members.select(column, exp.alias_(total, "total"), exp.alias_(ids, "ids"))
    conditions = _conditions(query, made, left_out=("domains",))
    members = members.where(is_plan(made), *conditions).group_by(column.copy())
    heads = select((), "clauses").select(exp.alias_(exp.column("title"), "domain"), exp.column("position"))
    titles = [made.bind("domains", title) for title in query.domains]
    is_head = exp.column("kind").eq(made.bind("heading", "heading"))
    heads = heads.where(is_plan(made), is_head, exp.column("title").isin(*titles))
    count = exp.Coalesce(this=exp.column("total", table="members"), expressions=[exp.Literal.number(0)])
    order = exp.Order(expressions=[exp.Ordered(this=count.copy(), desc=query.order == "desc")])
    rank = exp.func("DENSE_RANK" if query.nth else "RANK")
    counted = exp.Select().select(
        exp.column("domain", table="heads"), exp.alias_(count, "total"), exp.column("ids", table="members"),
        exp.alias_(exp.Window(this=rank, order=order), "place"), exp.alias_(exp.column("position", table="heads"), "first"),
    )  # fmt: skip
    same = exp.column("domain", table="members").eq(exp.column("domain", table="heads"))
    counted = counted.from_("heads").join("members", on=same, join_type="left")
    within: list[exp.Expr] = [COMPARISONS[b.operator](this=exp.column("total"), expression=made.bind("size", int(b.value)))
              for b in query.sizes]  # fmt: skip
    within = _one_of(within, query)
    if query.limit is not None or query.nth:
        within.append(place_within(query, made))
    by_count: list[exp.Expr] = [by_column("total", query.order)] if query.order else []
    columns: tuple[str, ...] = ("domain", "total", "ids")
    if query.operation == "average":
        mean = exp.alias_(_rounded(_over(exp.Avg(this=count.copy()))), "average")
        counted, columns = counted.select(mean), (*columns, "average")
    told = select(columns, "counted").where(*within).order_by(*by_count, exp.column("first"))
    return told.with_("members", as_=members).with_("heads", as_=heads).with_("counted", as_=counted)


def _alike(tree: exp.Select, query: TableQuery, first: exp.Expr) -> exp.Select:
    """The groups whose count another one has, too."""
    same = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[exp.Count(this=exp.Star())])
    counted = tree.select(exp.alias_(same, "same"), exp.alias_(first, "first"))
    several = exp.GT(this=exp.column("same"), expression=exp.Literal.number(1))
    top = select((query.group, "total", "ids"), "counted").where(several)
    return top.order_by(by_column("total", "desc"), exp.column("first")).with_("counted", as_=counted)


def _absent(query: TableQuery, made: Made) -> exp.Select:
    """The headings of the domains (the goals) under which nothing stands that is asked for."""
    held, heading = _HELD_BY[query.source, query.group]
    column = exp.column(held)
    inner = exp.Select().select(column.copy(), copy=False).from_(query.source)
    inner = inner.where(is_plan(made), *_conditions(query, made), column.is_(exp.null()).not_())
    tree = select(_TABLE_COLUMNS["clauses"], "clauses").where(is_plan(made))
    kind = "heading" if query.group == "domain" else "goal"
    tree = tree.where(exp.column("kind").eq(made.bind("heading", kind)))
    if query.domains:
        where = "title" if query.group == "domain" else "domain"
        tree = tree.where(exp.column(where).isin(*(made.bind("domains", title) for title in query.domains)))
    return tree.where(exp.column(heading).isin(inner).not_()).order_by("position")


# What tells to which heading a member belongs, and the column of the heading that it is.
_HELD_BY: Mapping[tuple[str, str], tuple[str, str]] = {
    ("indicators", "domain"): ("domain", "title"),
    ("indicators", "goal"): ("goal", "title"),
    ("clauses", "domain"): ("domain", "title"),
    ("clauses", "goal"): ("parent", "id"),
}


# --- duties


def most_charged(plan: str, without: Sequence[str], limit: int) -> Statement:
    """The bodies that a plan charges with something, those with the most sentences first, ties included.

    Args:
        plan: key of the plan.
        without: the roles of those who are only addressed, or only help.
        limit: rank of the last one.
    """
    made = Made({"plan": plan})
    count = exp.Count(this=exp.Distinct(expressions=[exp.column("what")]))
    by_count = exp.Ordered(this=count.copy(), desc=True)
    place = exp.Window(this=exp.func("RANK"), order=exp.Order(expressions=[by_count]))
    inner = select(("actor",), "duties").select(exp.alias_(count, "total"), exp.alias_(place, "place"))
    roles = [made.bind(f"role_{n}", role) for n, role in enumerate(without)]
    charged = exp.not_(exp.column("role").isin(*roles))
    stated = exp.column("basis").eq(made.bind("basis", "stated"))
    inner = inner.where(is_plan(made), charged, stated).group_by(exp.column("actor"))
    outer = select(("actor", "total"), "counted").where(exp.column("place") <= made.bind("limit", limit))
    outer = outer.order_by(exp.column("place"), exp.column("actor"))
    return Statement(outer.with_("counted", as_=inner), made.parameters)
