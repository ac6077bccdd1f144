"""What works on a list that was told (只要教育的, 按领域分, 从高到低): the earlier table question, with what is asked of it."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from assistant.conversation.context import Completed, Context, rows_of
from assistant.conversation.texts import bare
from assistant.records import TableQuery
from assistant.tabular import read_table

MOST = 16  # characters of what works on a list; longer ones are questions of their own
_EMPTY = TableQuery()
# Fields that say how rows are shown, not which ones.
_SHOWN = ("operation", "order", "limit", "group", "part")
# Kinds that a bound or an order brings with it without being named.
_IMPLIED = ("target", "standard")
_BRINGS_OWN = frozenset(
    {"name", "gap", "noun", "year", "place", "age", "ask", "where", "part", "text", "compare", "verb"}
)
_IDLE = frozenset({"", "filler", "unknown"})
_NOUNS_EN = {"指标": "indicators", "策略措施": "measures", "主要目标": "goals", "基本原则": "principles"}
_THEM = re.compile(r"\b(?:them|these|those|it|please)\b ?")
_NOUNS = {"measure": "策略措施", "goal": "主要目标", "principle": "基本原则"}


class Refining(Context):
    """Keeps a part of the last list, counts, groups or orders it."""

    def _table_kept(self) -> Completed | None:
        """The earlier table question with the filters and the order of the follow-up; None where it is about more."""
        table = self._last_table
        if table is None or not self._brings_nothing_own or self._is_whole:
            return None
        asked = self._read_query(table)
        if asked is None:
            return self._listed() if self.cut.of_kind("refine") else None
        if asked == _EMPTY or (asked.source != table.source and not self.cut.of_kind("refine")):
            return self._listed() if self.cut.of_kind("refine") else None
        return Completed(self._beside_base(), self.cut.lang, ("refined",), _merged(table, asked))

    def _listed(self) -> Completed:
        """What was counted is listed with its count."""
        table = self._last_table
        listed = (
            replace(table, operation="list") if table is not None and table.operation == "count" else table
        )
        return Completed(self._beside_base(), self.cut.lang, ("refined",), listed)

    def _beside_base(self) -> str:
        """The earlier question with the follow-up behind it, for the reader."""
        return f"{self._base()}{', ' if self.cut.lang == 'en' else '，'}{bare(self._stripped())}"

    @property
    def _last_table(self) -> TableQuery | None:
        """What was asked of the table last, or the rows that were looked up together."""
        query = self.last.answer.query
        if (
            query is not None
            and query.task == "table"
            and query.table is not None
            and not query.table.choices
        ):
            return query.table
        rows = rows_of(self.last.answer, self.known)
        return TableQuery(ids=tuple(row.id for row in rows)) if len(rows) > 1 else None

    @property
    def _brings_nothing_own(self) -> bool:
        body = self.zones.body
        if not body or self.zones.corrects:
            return False
        own = [t for t in body if t.kind in _BRINGS_OWN or self._names_noun(t)]
        unnamed = [
            t
            for t in own
            if not (t.kind in ("gap", "verb") and self._domain_called(t.text.removesuffix("的")))
        ]
        works = any(t.kind in ("only", "among", "refine", "figure") or t.slot not in _IDLE for t in body)
        return works and not unnamed

    @property
    def _is_whole(self) -> bool:
        """Whether the follow-up is a question over the table by itself, with filters of its own."""
        if len(self.cut.text) > MOST:
            return True
        if self.zones.leads or self.zones.body[0].kind in ("only", "among", "refine"):
            return False
        found = read_table(self.cut.text, self.known.table)
        shown = {
            f.name: getattr(_EMPTY, f.name)
            for f in fields(_EMPTY)
            if f.name in (*_SHOWN, "kinds", "unexplained")
        }
        return found is not None and replace(found, **shown) != _EMPTY

    def _read_query(self, table: TableQuery) -> TableQuery | None:
        """The follow-up as a table question about the same kind of thing."""
        noun = next((_NOUNS[kind] for kind in table.kinds if kind in _NOUNS), "条款")
        noun = "指标" if table.source == "indicators" else noun
        said = bare(self.cut.text[self._start() :]).rstrip("的呢吧啊呀嘛")
        if self.cut.lang == "en":
            noun = _NOUNS_EN.get(noun, "clauses")
            said = _THEM.sub("", said).strip()
        english = (f"list the {noun} {said}", f"which {noun}, {said}", f"which {noun} {said}")
        for text in (
            english if self.cut.lang == "en" else (f"{said}的{noun}有哪些", f"{noun},{said}", f"{noun}{said}")
        ):
            found = read_table(text, self.known.table)
            if (
                found is not None
                and found.source == table.source
                and not (found.unexplained or found.choices)
            ):
                return found
        return None


def _merged(table: TableQuery, asked: TableQuery) -> TableQuery:
    """The earlier filters with those of the follow-up in their place; how it is shown is that of the follow-up."""
    changed = {
        f.name: getattr(asked, f.name)
        for f in fields(asked)
        if getattr(asked, f.name) != getattr(_EMPTY, f.name)
    }
    changed.pop("source", None)
    if table.kinds or changed.get("kinds") == _IMPLIED:
        changed.pop("kinds", None)
    if table.ids:
        changed.pop("ids", None)
    shown = (
        {}
        if changed.keys() & {"operation", "order", "limit", "group"}
        else {"operation": "list", "group": ""}
    )
    kept = replace(table, **{name: getattr(_EMPTY, name) for name in _SHOWN if name not in ("order",)})
    return replace(kept, **{**shown, **changed})
