"""What works on a list that was told (只要教育的, 按领域分, 从高到低): the earlier table question, with what is asked of it."""

from __future__ import annotations

from dataclasses import fields, replace

from assistant.conversation.context import Completed, Context, rows_of
from assistant.conversation.texts import bare
from assistant.lexicon import fold_known, shared_name
from assistant.patterns import lazy
from assistant.records import TableOperation, TableQuery
from assistant.tabular import read_table
from assistant.wording import full_name

LONGEST_OUT = 24  # characters of a follow-up that takes something out of a list
# Takes something out of a list (把近视的去掉, 除了近视的, 新生儿那个不要).
_OUT = lazy(
    r"(?:把|将)?(?P<what>[^,，。;；?？]{1,12}?)(?:的|那[个条项些]|这[个条项些]|相关的?|有关的?|类的?)*(?:指标|目标)?(?:先|都|全|给我|给)*"
    r"(?:去掉|去了|去除|剔除|剔掉|剔出去|删掉|删了|删去|刨掉|刨去|刨除|扣掉|扣除|排除|除外|不算|不要了?|不看|抛开|拿掉|撇开|划掉|踢掉)"
    r"|(?:除了|除去|除开|不算|去掉|不要|扣除|刨去|刨除|排除|撇开|抛开)(?P<but>[^,，。;；?？]{1,12}?)(?:的|那[个条项些]|相关的?|类的?)*(?:指标|目标)?(?:以外|之外|外)?(?=[,，。;；?？]|还|其[他余]|剩|$)"
    r"|\b(?:without|except(?: for)?|excluding|leave out|drop|remove|not) (?:the )?(?P<en>[a-z0-9 -]{3,30}?)(?: ones?| targets?)?(?=[,.?]|$)"
)
# Of those told: 这里头, 其中, of these.
_AMONG = lazy(
    r"(?:那么?|然后)?[，,]?(?:(?:这|那)(?:[一二两三四五六七八九十0-9几]*[条个项]|些)?(?:里头|里面|当中|之中|中间|里|中)|其中|里头|里面|当中)[，,]?(?:还|又|也|同时)*"
    r"|(?:and )?(?:of|among|out of) (?:these|those|them),? (?=which |how many |what )?"
)
_HOW_MANY = lazy(r"几|多少|\bhow many\b")
MOST = 16  # characters of what works on a list; longer ones are questions of their own
_EMPTY = TableQuery()
# Fields that say how rows are shown, not which ones.
_SHOWN = ("operation", "order", "limit", "group", "part")
# Kinds that a bound or an order brings with it without being named.
_IMPLIED = ("target", "standard")
_BRINGS_OWN = frozenset(
    {"name", "gap", "noun", "year", "place", "age", "ask", "where", "part", "text", "compare", "verb"}
)
_ASKS_OTHERWISE = frozenset({"actor", "person", "phone", "money", "date", "reason", "procedure"})
_IDLE = frozenset({"", "filler", "unknown"})
_NOUNS_EN = {"指标": "indicators", "策略措施": "measures", "主要目标": "goals", "基本原则": "principles"}
_THEM = lazy(r"\b(?:them|these|those|it|please)\b ?")
_NOUNS = {"measure": "策略措施", "goal": "主要目标", "principle": "基本原则"}


class Refining(Context):
    """Keeps a part of the last list, counts, groups or orders it."""

    def _table_kept(self) -> Completed | None:
        """The earlier table question with the filters and the order of the follow-up; None where it is about more."""
        table = self._last_table
        if table is not None and (left := self._taken_out()) is not None:
            return left
        if table is not None and (both := self._saying_more(table)) is not None:
            return both
        charges = any("actor" in t.roles() for t in self.cut.tokens)  # the table of indicators holds nobody
        if table is None or charges or not self._brings_nothing_own or self._is_whole:
            return None
        asked = self._read_query(table)
        if asked is None:
            return self._listed() if self.cut.of_kind("refine") else None
        if asked == _EMPTY or (asked.source != table.source and not self.cut.of_kind("refine")):
            return self._listed() if self.cut.of_kind("refine") else None
        return Completed(self._beside_base(), self.cut.lang, ("refined",), _merged(table, asked))

    def _saying_more(self, table: TableQuery) -> Completed | None:
        """Of the clauses found by a word, those that hold another one, too (这里头又提到家庭的有几条)."""
        among = _AMONG.match(self.cut.text)
        if among is None or not table.words or (len(table.words) > 1 and not table.all_words):
            return None
        nouns = [_NOUNS[kind] for kind in table.kinds if kind in _NOUNS]
        noun = (nouns or ["条款"])[0]
        within = f"which {_NOUNS_EN.get(noun, 'clauses')} " if self.cut.lang == "en" else f"{noun}里"
        asked = read_table(within + self.cut.text[among.end() :], self.known.table)
        if (
            asked is None
            or asked.source != "clauses"
            or not asked.words
            or asked.unexplained
            or asked.without
        ):
            return None
        both = replace(
            table, words=(*table.words, *asked.words), all_words=True, operation=asked.operation, group=""
        )
        return Completed(self._beside_base(), self.cut.lang, ("refined",), both)

    def _taken_out(self) -> Completed | None:
        """The rows told last without those that the follow-up takes out; None where it names none, or all of them."""
        match = _OUT.search(self.cut.text) if len(self.cut.text) <= LONGEST_OUT else None
        rows = rows_of(self.last.answer, self.known)
        if match is None or len(rows) < 2:
            return None
        said = next(group for group in match.groupdict().values() if group).strip()
        named = {name for m in self.known.catalog.lexicon.scan(said) for name in m.values("alias")}
        out = [
            row
            for row in rows
            if row.name in named or shared_name(row) in named or said in fold_known(full_name(row))
        ]
        if len(out) == len(rows) or not (out or named):
            return None
        kept = tuple(row.id for row in rows if row not in out)
        rest = self.cut.text[match.end() :]
        operation: TableOperation = "count" if _HOW_MANY.search(rest) else "list"
        return Completed(
            self._beside_base(), self.cut.lang, ("refined",), TableQuery(operation=operation, ids=kept)
        )

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
        ranks = any(t.slot in ("most", "top", "pick") for t in body)  # 谁最高 asks for a row
        own = [
            t for t in body
            if t.kind in _BRINGS_OWN or self._names_noun(t) or (not ranks and t.roles() & _ASKS_OTHERWISE)
        ]  # fmt: skip
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
        said = bare(self._said_of_rows()).rstrip("的呢吧啊呀嘛")
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

    def _said_of_rows(self) -> str:
        """The follow-up without the word that keeps a part (只留50%以上的: 50%以上的)."""
        first, *rest = self.zones.body
        keeps = first.kind == "only" and bool(rest) and not first.text.startswith(("除", "except", "without"))
        return self.cut.text[rest[0].start if keeps else self._start() :]


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
