"""What kind of clause an entry is, by the headings of a plan that gives no grammar: a goal, a principle, a measure."""

from __future__ import annotations

from dataclasses import replace

from assistant.records import Clause, ClauseKind

_PRINCIPLES = "原则"
_MEASURES = ("措施", "举措")
_APART = ("专", "附", "表", "图")  # 专栏1, 附件2: headings whatever they hold


def settled_kinds(clauses: list[Clause], goal_words: tuple[str, ...]) -> list[Clause]:
    """The same clauses, each of the kind that it has by what stands above and below it."""
    above = {clause.parent for clause in clauses}
    pairs = {c.parent for c in clauses if c.kind == "heading" and c.title.endswith(goal_words)}
    lined = {c.parent for c in clauses if _is_line(c)}
    settled: dict[str, Clause] = {}
    for clause in clauses:
        kind = clause.kind
        if kind not in ("title", "paragraph") and clause.number and not clause.number.startswith(_APART):
            kind = "item" if clause.id not in above else kind
            parent = settled.get(clause.parent)
            if parent is not None and (kind == "item" or clause.id in lined):
                in_pair = bool(parent.parent) and parent.parent in pairs
                kind = _kind_under(parent, kind, goal_words, in_pair=in_pair, lined=clause.id in lined)
        settled[clause.id] = replace(clause, kind=kind)
    return list(settled.values())


def _is_line(clause: Clause) -> bool:
    """Whether a clause is a line (——…)."""
    return clause.id.rpartition(".")[2].startswith("t")


def _kind_under(
    parent: Clause, kind: ClauseKind, goal_words: tuple[str, ...], *, in_pair: bool, lined: bool
) -> ClauseKind:
    """The kind of an entry by the heading above it."""
    title = parent.title
    if title.endswith(_PRINCIPLES):
        return "principle"
    if title.endswith(goal_words):
        return "goal" if lined else "target"
    if parent.kind == "goal":
        return "target"
    if title.endswith(_MEASURES) and in_pair:
        return "measure"
    return kind
