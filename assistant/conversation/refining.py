"""What works on a list that was told (只要教育的, 按领域分, 从高到低): the earlier table question, with what is asked of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Literal

from assistant.conversation.context import Completed, Context, rows_of
from assistant.conversation.texts import bare
from assistant.lexicon import fold_known, shared_name
from assistant.patterns import lazy
from assistant.records import TableOperation, TableQuery
from assistant.tabular import read_table
from assistant.wording import full_name, name_en

LONGEST_OUT = 24  # characters of a follow-up that takes something out of a list
# Takes something out of a list (把近视的去掉, 除了近视的, 新生儿那个不要).
_OUT = lazy(
    r"(?:把|将)?(?P<what>[^,，。;；?？]{1,12}?)(?:的|那[个条项些]|这[个条项些]|相关的?|有关的?|类的?)*(?:指标|目标)?(?:先|都|全|给我|给)*"
    r"(?:去掉|去了|去除|剔除|剔掉|剔出去|删掉|删了|删去|刨掉|刨去|刨除|扣掉|扣除|排除|除外|不算|不要了?|不看|抛开|拿掉|撇开|划掉|踢掉)"
    r"|(?:除了|除去|除开|不算|去掉|不要|扣除|刨去|刨除|排除|撇开|抛开)(?P<but>[^,，。;；?？]{1,12}?)(?:的|那[个条项些]|相关的?|类的?)*(?:指标|目标)?(?:以外|之外|外)?(?=[,，。;；?？]|还|其[他余]|剩|$)"
    r"|\b(?:without|except(?: for)?|excluding|leave out|drop|remove|not) (?:the )?(?P<en>[a-z0-9 -]{3,30}?)(?: ones?| targets?)?(?=[,.?]|$)"
)
# Keeps a part of a list by a piece of its names (只要筛查的, 跟残疾有关的留下).
_SORT_OF = r"(?:的|那[几些]?[个条项些]|(?:相关|有关|方面|这类|那类|一类|这块)的?)*(?:指标|目标)?"
_KEEP = lazy(
    rf"(?:那|就|请|给我|我|再|先|帮我)*(?:只|光|单|仅仅?)(?:要|看|留下?|列|说|保留|想看|想要|需要|剩|挑|查|显示)*(?P<only>[\u4e00-\u9fff]{{2,8}}?){_SORT_OF}(?:就行|就好|就可以|就够|吧|呢|了|看看)*"
    rf"|(?:把|将)?(?:跟|和|与|带|含|有)?(?P<kept>[\u4e00-\u9fff]{{2,8}}?){_SORT_OF}(?:留下来?|保留|留着|挑出来|单独?列(?:出来)?|单拎出来|找出来|筛出来)"
)
_KEEP_EN = lazy(
    r"(?:and |so |then )?(?:which (?:one|ones|of (?:them|these|those)) (?:(?:is|are) (?:about|on|for|related to)|concerns?|deals? with)|(?:only|just) (?:show |keep |list )?(?:the|those on|those about)) (?P<en>[a-z][a-z -]{2,30}?)(?: ones?| targets?| rates?)?"
)
# What is kept by its kind, its figure or its place, and not by its name.
_NO_NAME = lazy(r"目标|指标|措施|数字|数值|数据|领域|[百千]分|上升|下降|没有|不|^[最前后头末]")
# A list of all on a matter, and what keeps one kind of clause of it.
_GATHERED = lazy(r"规划中与.+有关的内容")
_KIND_KEPT = lazy(
    r"(?:那|就|请|给我|我|再|先|帮我)*(?:只|光|单|仅仅?)(?:要|看|留下?|列|说|保留|想看|想要|需要|挑)*(?:主要|策略)?(?P<kept>目标|措施)(?:部分|这块|那块|里)?的?(?:[，,](?:策略|主要)?(?:目标|措施)(?:都|就)?(?:不要|不看|去掉|不算|不用)了?)?(?:就行|就好|吧|呢)*"
    r"|(?:把|将)?(?:策略|主要)?(?P<out>目标|措施)(?:部分)?的?(?:都|就|先)?(?:不要|不看|去掉|去除|不算|除外|不用)(?:列|看|说)?了?"
)
# The order of groups that were counted.
_ORDER = lazy(
    r"(?:那|就|请|给我|帮我|再|把(?:它|他)们?)*(?:按照?)?(?:数量|条数|个数|数目|多少|多寡)?(?:的)?(?:大小|顺序)?"
    r"(?:(?:从|由)?(?P<up>少到多|低到高|小到大|升序)|(?:从|由)?(?:多到少|高到低|大到小|降序)|排(?:个|一下|一)?序)(?:的?顺序)?(?:排?(?:个|一)?(?:排|列|序|排列|排序|列出来|排出来|说)(?:一下|一遍|下|个序)?)?(?:吧|呗|呢|看看)?"
)
# Groups by how many they have: 只看超过六个的, 少于十条的是哪几个.
_SIZED = lazy(
    r"(?:那么?|就|请|给我|帮我|再|只|光|单|仅|要|看|留下?|列|说|保留|挑|里头|其中|当中|有没有|哪些|哪几个|领域|是|的)*"
    r"(?P<size>(?:超过|多于|大于|高于|少于|小于|低于|不到|不足|不满|至少|最少|最多|顶多|不超过|不少于|不低于|不多于|正好|刚好)[0-9一二两三四五六七八九十]{1,3}[个条项]?|[0-9一二两三四五六七八九十]{1,3}[个条项]?及?(?:以上|以下|以内))"
    r"(?:的|主要|策略|目标|措施|领域|有|是|都|哪[些几]?个?|留下|列出来|列一下|就行|吧|呢)*"
)
# Of those told: 这里头, 其中, of these.
_AMONG = lazy(
    r"(?:那么?|然后)?[，,]?(?:(?:这|那)(?:[一二两三四五六七八九十0-9几]*[条个项]|些)?(?:里头|里面|当中|之中|中间|里|中)|其中|里头|里面|当中)[，,]?(?:还|又|也|同时)*"
    r"|(?:and )?(?:of|among|out of) (?:these|those|them),? (?=which |how many |what )?"
)
_LEAD = lazy(r"^(?:那么?|再|然后|还有|另外)[，,]?")
_BARE_END = lazy(r"(?:的)?(?:又|都)?(?:呢|有吗|有没有)[？?]*$")
# What a condition on the text of clauses is kept in.
_BY_TEXT = ("words", "all_words", "starts", "titled", "all_titled", "without")
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
        if table is None and (kept := self._kind_kept()) is not None:
            return kept
        if table is not None and (left := self._taken_out()) is not None:
            return left
        if table is not None and (grouped := self._groups_ordered(table) or self._groups_sized(table)):
            return grouped
        if table is not None and (both := self._saying_more(table) or self._kept_by_name()) is not None:
            return both
        listed = table or self._listed_by_tree
        if listed is not None and (held := self._holding_words(listed)) is not None:
            return held
        charges = any("actor" in t.roles() for t in self.cut.tokens)  # the table of indicators holds nobody
        if table is None or charges or not self._brings_nothing_own or self._is_whole:
            return self._none_kept(table) if table is not None else None
        asked = self._read_query(table)
        if asked is None:
            return self._listed() if self.cut.of_kind("refine") else None
        if asked == _EMPTY or (asked.source != table.source and not self.cut.of_kind("refine")):
            return self._listed() if self.cut.of_kind("refine") else None
        if table.operation == "group" and asked.sizes and asked.operation == "list":
            return Completed(
                self._beside_base(), self.cut.lang, ("refined",), replace(table, sizes=asked.sizes)
            )
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

    def _holding_words(self, table: TableQuery) -> Completed | None:
        """Of the clauses counted or listed last, those whose text or title is as the follow-up says (标题带“监管”的呢, 没提学校的有几条)."""
        said = bare(self.cut.text)
        counted = table.source == "clauses" and table.operation in ("count", "list") and not table.rows
        if not counted or table.words or table.titled or len(said) > LONGEST_OUT or self.cut.lang == "en":
            return None
        said = _AMONG.sub("", _LEAD.sub("", said))
        alone = read_table(said, self.known.table)
        if alone is not None and (alone.kinds or alone.domains or alone.goals or alone.source != "clauses"):
            return None  # what it counts is its own
        noun = next((_NOUNS[kind] for kind in table.kinds if kind in _NOUNS), "条款")
        rest = _BARE_END.sub("", said)
        texts = (f"{rest.removesuffix('的')}的{noun}有哪些",) if rest != said else (f"{noun}里,{said}",)
        asked = next((found for text in texts if (found := read_table(text, self.known.table))), None)
        if asked is None or asked.source != "clauses" or asked.unexplained:
            return None
        by_text = {name: getattr(asked, name) for name in _BY_TEXT}
        plain = replace(asked, kinds=(), **{name: getattr(_EMPTY, name) for name in _BY_TEXT})
        if replace(plain, operation="list") != TableQuery("clauses") or not any(by_text.values()):
            return None
        operation: TableOperation = "count" if _HOW_MANY.search(said) else "list"
        kept = replace(table, **by_text, operation=operation, group="", order="", limit=None)
        return Completed(self._beside_base(), self.cut.lang, ("refined",), kept)

    @property
    def _listed_by_tree(self) -> TableQuery | None:
        """The clauses under a heading that were listed last (教育领域有哪些措施), as a query for them; None where they are of several kinds."""
        query, tree = self.last.answer.query, self.known.tree
        heading = query.heading if query is not None and query.task == "tree" else ""
        kinds = {tree.clauses[child].kind for child in tree.children.get(heading, ())}
        if not heading or len(kinds) != 1 or kinds == {"heading"}:
            return None
        above = tree.clauses[heading].parent
        if above in tree.domains:
            return TableQuery("clauses", domains=(tree.clauses[above].title,), kinds=tuple(kinds))
        return TableQuery("clauses", goals=(tree.clauses[heading].title,), kinds=tuple(kinds))

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

    def _kind_kept(self) -> Completed | None:
        """All on a matter, of its goals or its measures alone (只看目标); None where no such list was told."""
        match = _KIND_KEPT.fullmatch(bare(self.cut.text))
        told = self.last.answer.sentences[:1]
        if match is None or not told or not _GATHERED.match(told[0].text) or self.cut.lang == "en":
            return None
        kind = match["kept"] or {"目标": "措施", "措施": "目标"}[match["out"]]
        return Completed(f"{self._base()}，只要{kind}", self.cut.lang, ("refined",))

    def _groups_ordered(self, table: TableQuery) -> Completed | None:
        """The groups that were counted, by how many there are (从多到少排); None where no order is said."""
        match = _ORDER.fullmatch(bare(self.cut.text)) if table.operation == "group" else None
        if match is None:
            return None
        order: Literal["asc", "desc"] = "asc" if match["up"] else "desc"
        return Completed(self._beside_base(), self.cut.lang, ("refined",), replace(table, order=order))

    def _groups_sized(self, table: TableQuery) -> Completed | None:
        """The groups that were counted, those of so many (少于十条的是哪几个); None where no number is said, or more than it."""
        said = bare(self.cut.text)
        match = _SIZED.fullmatch(said) if table.operation == "group" and self.cut.lang == "zh" else None
        noun = next((_NOUNS[kind] for kind in table.kinds if kind in _NOUNS), "")
        if match is None or not noun or len(table.kinds) > 1:
            return None
        asked = read_table(f"哪些领域的{noun}{match['size']}", self.known.table)
        if asked is None or not asked.sizes or asked.unexplained:
            return None
        kept = replace(table, sizes=asked.sizes)
        return Completed(self._beside_base(), self.cut.lang, ("refined",), kept)

    def _kept_by_name(self) -> Completed | None:
        """Those of the rows told last whose name has what is to be kept (只要筛查的); None where all or none have it."""
        said, rows = self._name_to_keep, rows_of(self.last.answer, self.known)
        if not said or len(rows) < 2 or self.last.answer.completeness != "complete":
            return None
        clauses = self.known.tree.clauses
        english = self.cut.lang == "en"
        names = {
            row.id: name_en(row, self.known.glosses).lower() if english else fold_known(full_name(row))
            for row in rows
        }
        goals = {row.id: fold_known("".join(clauses[row.clause_id].path[3:])) for row in rows}
        called = {name for m in self.known.catalog.lexicon.scan(said) for name in m.values("alias")}
        kept = tuple(
            row.id
            for row in rows
            if said in names[row.id] or row.name in called or shared_name(row) in called
        )
        kept = kept or tuple(i for i in goals if said in goals[i])
        if not 0 < len(kept) < len(rows):
            return None
        return Completed(
            self._beside_base(), self.cut.lang, ("refined",), TableQuery(operation="list", ids=kept)
        )

    @property
    def _name_to_keep(self) -> str:
        """The piece of a name by which a part of a list is kept; "" where none is."""
        if self.cut.lang == "en":
            kept = _KEEP_EN.fullmatch(bare(self.cut.text))
            return kept["en"].removesuffix("s") if kept else ""
        match = _KEEP.fullmatch(bare(self.cut.text))
        said = next((group for group in match.groups() if group), "") if match else ""
        return "" if self._domain_called(said) or _NO_NAME.search(said) else said

    def _none_kept(self, table: TableQuery) -> Completed | None:
        """That none of the rows told is of what is to be kept, where the plan has that and no row of theirs does."""
        said, rows = self._name_to_keep, rows_of(self.last.answer, self.known)
        if not said or table.source != "indicators" or said not in self.known.catalog.vocabulary:
            return None
        if not rows or any(said in fold_known(full_name(row) + row.quote) for row in rows):
            return None
        return Completed(
            self._beside_base(), self.cut.lang, ("refined",), replace(table, operation="list", words=(said,))
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
    if table.ids and "ids" in changed:
        changed["ids"] = tuple(i for i in table.ids if i in changed["ids"]) or table.ids
    shown = (
        {}
        if changed.keys() & {"operation", "order", "limit", "group"}
        else {"operation": "list", "group": ""}
    )
    kept = replace(table, **{name: getattr(_EMPTY, name) for name in _SHOWN if name not in ("order",)})
    return replace(kept, **{**shown, **changed})
