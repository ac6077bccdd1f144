"""What of a plan a course or a quiz is about: its domains, goals, measures, rows and duties, and for whom."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.course.material import Audience, Material
from assistant.errors import CourseError
from assistant.lexicon import fold_known
from assistant.records import Clause, ClauseKind, Duty, Indicator
from assistant.structure import ROOT, Tree

_NEAR = 0.4  # of the best measure's likeness to a goal, from which a measure goes with it
_FEWEST = 3  # measures told with a goal, where its domain has as many


@dataclass(frozen=True, slots=True)
class Area:
    """领域: a domain, or a chapter of a plan without domains, with what of it was asked for.

    Attributes:
        id, title: of its heading.
        overview: paragraphs right below the heading.
        goals, measures: their clauses, in the plan's order; of a plan without measures, its numbered items.
        rows: its indicators.
        duties: who is named in its clauses.
    """

    id: str
    title: str
    overview: tuple[Clause, ...]
    goals: tuple[Clause, ...]
    measures: tuple[Clause, ...]
    rows: tuple[Indicator, ...]
    duties: tuple[Duty, ...]


def audience_of(asked: str, audiences: tuple[Audience, ...]) -> Audience:
    """The audience of a key or name.

    Raises:
        CourseError: there is no such audience; it lists those that there are.
    """
    found = [a for a in audiences if asked.strip().lower() in (a.key, a.name, a.name_en)]
    if not found:
        names_zh, names_en = (
            "、".join(f"{a.name}（{a.key}）" for a in audiences),
            ", ".join(f"{a.name_en} ({a.key})" for a in audiences),
        )
        raise CourseError(
            f"没有「{asked}」这类对象，可选：{names_zh}。",
            f"There is no audience 「{asked}」; choose one of: {names_en}.",
        )
    return found[0]


def area_ids(tree: Tree) -> tuple[str, ...]:
    """Ids of the domains; of a plan without domains, of the chapters that have parts."""
    chapters = tuple(i for i in tree.children.get(ROOT, ()) if tree.children.get(i))
    return tree.domains or chapters


def areas(known: Material, domains: tuple[str, ...] = (), goals: tuple[str, ...] = ()) -> tuple[Area, ...]:
    """The areas asked for, in the plan's order.

    Args:
        known: the plan.
        domains: ids or titles; none for all.
        goals: ids or titles of goals, or of measures in a plan without goals; they narrow the areas.

    Raises:
        CourseError: a domain or goal is not in the plan, or nothing is left.
    """
    tree = known.tree
    every = area_ids(tree)
    wanted_goals = tuple(_resolve(g, _goals(tree, every), tree, ("目标", "goal")) for g in goals if g.strip())
    wanted = [_resolve(d, every, tree, ("领域", "domain")) for d in domains if d.strip()]
    above = [area for area in every if any(goal in tree.subtree(area) for goal in wanted_goals)]
    if wanted and wanted_goals and not set(wanted) & set(above):
        raise CourseError(
            "所选的目标不在所选的领域里，请重新选择。",
            "The goals chosen are not in the domains chosen: please choose again.",
        )
    chosen = [a for a in every if a in (wanted or above or every) and (not wanted_goals or a in above)]
    if not chosen:
        raise CourseError("这份规划没有可以编课的章节。", "This plan has no chapters to make a course from.")
    return tuple(_area(known, area, wanted_goals) for area in chosen)


def _goals(tree: Tree, area_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids that may be asked for as goals."""
    below = [i for area in area_ids for i in tree.subtree(area)]
    goals = tuple(i for i in below if tree.clauses[i].kind == "goal")
    return goals or tuple(i for i in below if tree.clauses[i].kind in ("item", "measure", "principle"))


def _resolve(asked: str, ids: tuple[str, ...], tree: Tree, what: tuple[str, str]) -> str:
    """The id that an id or a title, in either language, means."""
    folded = fold_known(asked.strip())
    names = {i: {i, fold_known(tree.clauses[i].title), tree.glosses.get(i, i).lower()} for i in ids}
    exact = [i for i in ids if folded in names[i]]
    within = [i for i in ids if any(folded in name for name in names[i])] if len(folded) > 1 else []
    found = exact or within
    if len(found) == 1:
        return found[0]
    listed = "；".join(f"{i} {tree.clauses[i].title}" for i in (found or ids)[:12])
    raise CourseError(
        f"规划里{'不止一个' if found else '没有'}「{asked}」这个{what[0]}，请从中选择：{listed}。",
        f"The plan has {'more than one' if found else 'no'} {what[1]} 「{asked}」; choose one of: {listed}.",
    )


def _area(known: Material, area: str, wanted: tuple[str, ...]) -> Area:
    tree = known.tree
    below = set(tree.subtree(area)) | {p for i in tree.subtree(area) for p in tree.paragraphs.get(i, ())}
    goals = [g for g in _of_kind(tree, below, "goal") if not wanted or g.id in wanted]
    measures = _of_kind(tree, below, "measure") or [
        c for c in _of_kind(tree, below, "item") if not wanted or c.id in wanted
    ]
    if wanted and goals:
        measures = _near(measures, tree, goals)
    rows = [row for row in known.rows.values() if row.clause_id in below]
    if wanted:
        kept = {i for c in (*goals, *measures) for i in tree.subtree(c.id)}
        kept |= {p for i in kept for p in tree.paragraphs.get(i, ())}
        rows = [row for row in rows if row.clause_id in kept]
        below &= kept | {area}
    overview = [tree.clauses[i] for i in tree.paragraphs.get(area, ()) if i != area]
    return Area(
        area,
        tree.clauses[area].title.rstrip("。"),
        tuple(overview),
        tuple(goals),
        tuple(measures),
        tuple(rows),
        tuple(d for d in known.duties if d.clause_id in below and d.basis == "stated"),
    )


def _of_kind(tree: Tree, ids: set[str], kind: ClauseKind) -> list[Clause]:
    return [c for c in tree.clauses.values() if c.id in ids and c.kind == kind]


def _near(measures: list[Clause], tree: Tree, goals: list[Clause]) -> list[Clause]:
    """The measures of a domain that go with some goals: those that share the rarest pairs of characters."""
    counts: Counter[str] = Counter(pair for m in measures for pair in _pairs(m.text))
    near: set[str] = set()
    for goal in goals:
        words = _pairs(goal.text + "".join(tree.clauses[i].text for i in tree.told_with(goal.id)))
        score = {
            m.id: sum(math.log(len(measures) / counts[p]) for p in words & _pairs(m.text)) for m in measures
        }
        best = max(score.values(), default=0.0)
        ranked = sorted(measures, key=lambda m: -score[m.id])
        near |= {m.id for n, m in enumerate(ranked) if n < _FEWEST or score[m.id] > _NEAR * best}
    return [m for m in measures if m.id in near]


def _pairs(text: str) -> set[str]:
    words = "".join(c for c in text if "\u4e00" <= c <= "\u9fff")
    return {words[n : n + 2] for n in range(len(words) - 1)}
