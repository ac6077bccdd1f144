"""What a follow-up asks of what was counted or counted to: the other end, another kind, two counts, the next item, their sum.

哪个领域措施最多 || 最少的呢                    the other end of the same order
健康有几条措施 || 安全呢 || 两个差几条          two counts held against one another
安全有几个目标 || 措施呢                        the same of another kind of clause
第三条 || 下一条呢 || 它底下有几项              beside the item told last, and below it
只留百分比的 || 加一块儿多少                    the sum of the rows told
小学跟高中差几个点 || 初中跟高中呢              the same of other people
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Literal, cast

from assistant.conversation.choosing import Choosing
from assistant.conversation.comparing import Comparing
from assistant.conversation.context import Completed, listed, rows_of
from assistant.conversation.numbered import read
from assistant.conversation.refining import Refining
from assistant.conversation.texts import number_of, pick, swap
from assistant.conversation.words import Token
from assistant.lexicon import fold_known, shared_name
from assistant.patterns import lazy
from assistant.records import Clause, ClauseKind, Indicator, TableQuery
from assistant.tabular.slots import Slot, blank, find_slots

_COUNTER = r"(?:条|项|个|款|点|章|领域|目标|措施|部分|块)"
_NEXT = lazy(
    rf"(?:那|再|它|这|[条个项]|然后|往|朝|倒着?)*(?:的)?(?:(?P<behind>下面?|后面?|接着|紧接着|接下来)|(?P<before>上面?|前面?))(?:数)?(?:的|那|这)*(?:一|(?<=[那这])){_COUNTER}(?:主要)?(?:目标|措施|领域)?(?:呢|是[啥什]么?|说了?[啥什]么?|写的?[啥什]么?|讲的?[啥什]么?|念念)*"
    r"|(?:and )?(?:what about |what is |what's )?(?:the )?(?:(?P<next>next|following)|(?P<previous>previous|preceding))(?: one| item| point| goal| measure)?|(?:and )?(?:what about |what is |what's |what comes )?(?:the (?:one|goal|measure|item) )?(?:right |just )?(?:(?P<after>after)|(?P<ahead>before)) (?:it|that|this|that one|this one)"
)
_BELOW = lazy(
    r"(?:那|它|他|这[条个项]?|那[条个项]|其)?的?(?:下面|底下|下头|里头|里面|下边|下)(?:又|还|都|再)?(?:(?:一共|总共|拢共|共)(?:有|分|列|写)?(?:了|着)?|(?:有|分|列|挂|写|设|包括|含)(?:了|着|成|为)?)(?:几|多少|哪几?)(?:小?[条个项些点块层节]|部分|方面)?(?:细项|小项|内容|领域|板块)?"
    r"|(?:and )?how many (?:lines|sub-?items|points|items|bullets)(?: are there)? (?:(?:under|below) (?:it|that|this|the)|(?:does|do) (?:it|that|this|the)? *(?:goal|measure|item|one)? ?(?:have|contain|include))(?: under it)?"
)
_IDLE = lazy(r"(?:[那么呢的是啊呀吧嘛就都,，。？?\s\n]|换成?|改成?|看看|再看?|要是|如果|然后)*")
_IDLE_EN = lazy(r"(?:and|what|about|the|is|are|there|one|then|how|,|\?|\s|\n)*")
_COUNTED = lazy(r"(?:几|多少)(?:[条项]|个(?!百分|千分|点))|共几|\bhow many\b")
_ADDS = lazy(r"加|总和|求和|之和|\badd|\bsum\b|\bplus\b")
_NOT_SAID = lazy(
    r"(?:那|那么|剩下|其余|其他|反过来|压根|根本|完全)*(?:没有?|未|不)(?:提|写|涉|说|讲|出现|点|含|带)(?:到|及|过|名|明)*(?:它|这个|这词儿?)?的?(?:措施|目标|条款)?(?:有|又|都|又有|是)*(?:几[条个项]|多少[条个项]?|哪些|哪几[条个项])?(?:呢|啊|呀)?"
    r"|(?:and )?(?:what about |how many |which ones? )?(?:those |the ones )?(?:that |which )?(?:do not|don't|does not)(?: mention (?:it|them))?"
)
_MORE_OF_TWO = lazy(r"(?:谁|哪[个边块头]|哪一[个边]).{0,4}[多少]|\b(?:more|fewer|bigger|larger)\b")
# 第二多的呢, 第二高的呢，定了多少: what it comes to is told beside it anyway.
_HOW_MUCH = r"(?:[，,]?(?:它|又|都|定|要|有|是|为|写|设|达|到|的|了|得|着|一?共|目标值?|数值?)*(?:几|多少)[个条项]?(?:目标|措施|指标|条款)?[呢啊呀]?)?"
_HOW_MUCH_EN = r"(?:,? ?(?:and )?(?:how (?:much|many|high|low)(?: (?:is it|does it have|are there))?|what is (?:its|the) (?:figure|target|value)))?"
_NTH_MOST = lazy(
    rf"(?:那么?|再|然后)?(?P<back>倒数)?第(?P<n>[二三四五六七八九2-9])(?P<way>[多高大长少低小短])?的?(?:{_COUNTER}|位|名)?(?:呢|是?(?:谁|哪[个块](?:领域|指标)?|[啥什]么?))*{_HOW_MUCH}"
    rf"|(?:and |then |so )*(?:what about |what is |what's |which (?:one )?is )?(?:the )?(?P<nth>second|third|fourth|fifth)(?:[- ](?P<way_en>highest|largest|most|lowest|smallest|fewest))?(?: one)?{_HOW_MUCH_EN}"
)
# 它有多少条: of the group told last.
_HAS_HOW_MANY = lazy(
    r"(?:那么?|它|他|该|这个|那个|这|领域|的|又|一共|总共|拢共|共|都|到底|到底是|具体)*(?:有|是|占|定|写)?了?(?:几|多少)[条个项]?(?:主要|策略)?(?P<noun>目标|措施|原则)?[呢啊呀]?"
    r"|(?:and |so )*how many (?:does it have|are there|is that|has it got)"
)
_LOW = frozenset({"少", "低", "小", "短", "lowest", "smallest", "fewest"})
_BOTH_SAID = lazy(
    r"(?:那|这)?(?:[两俩]个?(?:词|家|样|者)?|二者|两者)(?:同时)?都(?P<not>没有?|不|未)?(?:提|写|说|讲|有|含|涉|点|出现)(?:到|及|过|了|名)*的?(?:措施|目标|条款)?(?:有|是)?(?:几[条个项]|哪些|哪几[条个项])?[呢啊]?"
)
_BELOW_ASKED = lazy(r"“(?P<title>[^”]+)”这条[^，。]{0,5}底下有几条")
_INSIDE = lazy(
    r"(?:那|它|这)?的?(?:底下|下面|下头|下边|里头|里面|里边)(?:又|还|都|再)?(?:有|分|设|列|包括|含)"
)
# What was asked of a subject (由哪些人组成), which is none of it.
_ASKED_BEHIND = lazy(r"(?:都|主要)?(?:由|是|有|归|叫|靠)?(?:哪|什么|啥|谁|几|多少|怎么|咋|如何|干嘛|干啥).*$")
_AROUND = lazy(r"^(?:那么?|换成?|再看|还有)|(?:领域|那块儿?|这块儿?|方面|那?边儿?)?的?[呢啊呀吧]?[?？。]*$")
_PAIR_WORDS = {"difference": "相差多少？", "ratio": "是几倍？", "compare": "哪个高？"}
_KIND_NOUNS: dict[str, str] = {
    "goal": "主要目标",
    "measure": "策略措施",
    "principle": "原则",
    "target": "细项",
}
_LINK = lazy(r"^(?:那)?(?:再)?(?:跟|和|与|同|比|较)")
_LONGEST = 16  # characters; what is longer asks a question of its own
_Order = Literal["asc", "desc"]


class Recounting(Refining, Comparing, Choosing):
    """Goes on from a count, an order, a place or rows that were told."""

    def _counted_on(self) -> Completed | None:
        """The question that goes on from what was told; None where the follow-up does nothing of the kind."""
        if len(self.cut.text) > _LONGEST * (1 if self.cut.lang == "zh" else 3):
            return None
        steps: tuple[Callable[[], Completed | None], ...] = (
            self._other_end, self._nth_most, self._size_of_group, self._against_domain, self._ends_apart, self._other_domain, self._other_kind, self._two_counts,
            self._beside_place, self._below_place, self._below_listed, self._complement, self._summed, self._others_apart, self._inside_subject,
        )  # fmt: skip
        return next((found for step in steps if (found := step()) is not None), None)

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        """The words over the table in the follow-up that are no mere fillers."""
        table = self.known.table
        return tuple(s for s in find_slots(self.cut.text, table.words, table.templates) if s.slot != "filler")

    def _only(self, *kinds: str) -> tuple[Slot, ...]:
        """The words over the table where they are all of some kinds and nothing else is said; else none."""
        if not self._slots or any(s.slot not in kinds for s in self._slots):
            return ()
        rest = blank(self.cut.text, [(s.start, s.end) for s in self._slots])
        idle = _IDLE if self.cut.lang == "zh" else _IDLE_EN
        return self._slots if idle.fullmatch(rest) else ()

    @property
    def _told_table(self) -> TableQuery | None:
        query = self.last.answer.query
        return query.table if query is not None and query.task == "table" else None

    def _as_table(self, table: TableQuery) -> Completed:
        return Completed(self._beside_base(), self.cut.lang, ("refined",), table)

    def _counted_first(self) -> Completed | None:
        """What goes on from counts that were told, where a number or 两个 of the follow-up chooses nothing."""
        return self._two_words() or self._below_another()

    def _two_words(self) -> Completed | None:
        """The clauses that hold the words of the two counts told last, or neither (两个都提的, 俩都没提的)."""
        match = _BOTH_SAID.fullmatch(self.cut.text.rstrip("?？。 "))
        tables = [turn.answer.query.table for turn in self.turns[:2] if turn.answer.query is not None]
        if match is None or len(tables) < 2 or any(t is None or not t.words or t.without for t in tables):
            return None
        last, earlier = cast(tuple[TableQuery, TableQuery], tuple(tables))
        if replace(last, words=()) != replace(earlier, words=()) or last.source != "clauses":
            return None
        words = tuple(dict.fromkeys((*earlier.words, *last.words)))
        if match["not"]:
            without = TableQuery("clauses", kinds=last.kinds, words=words)
            both = replace(last, words=(), without=without)
        else:
            both = replace(last, words=words, all_words=True)
        return Completed(f"{'、'.join(words)}，{self._stripped()}", self.cut.lang, ("pair",), both)

    def _below_another(self) -> Completed | None:
        """The same count below another item of the list (第二条底下分几项 || 第三条呢)."""
        match, said = _BELOW_ASKED.match(self.before), read(self.cut)
        if match is None or said is None or len(said.numbers) != 1:
            return None
        rest = self.cut.text[: said.start] + self.cut.text[said.end :]
        ids = self.known.tree.titles.get(fold_known(match["title"]), ())
        if not _IDLE.fullmatch(rest) or len(ids) != 1:
            return None
        place = pick(self.siblings(self.known.tree.clauses[ids[0]]), said.numbers[0])
        title = self.known.tree.clauses[place].title if place else ""
        if not title:
            return None
        return Completed(self.before.replace(match["title"], title, 1), self.cut.lang, ("replaced",))

    def _against_domain(self) -> Completed | None:
        """The count told last against that of another domain (跟环境差几条)."""
        table = self._told_table
        apart = [s for s in self._slots if s.slot == "op" and s.value == "difference"]
        if (
            table is None
            or table.source != "clauses"
            or table.operation != "count"
            or len(table.domains) != 1
        ):
            return None
        if not apart or not _LINK.match(self.cut.text):
            return None
        said = _AROUND.sub("", _LINK.sub("", self.cut.text[: apart[0].start]))
        title = self._domain_called(said) if said else ""
        other = next((domain for domain in self.known.table.domains if fold_known(domain) == title), "")
        if not other or (other,) == table.domains:
            return None
        both = replace(table, operation="difference", group="domain", domains=(*table.domains, other))
        return Completed(
            f"{table.domains[0]}和{other}，{self._stripped(apart[0].start)}", "zh", ("pair",), both
        )

    def _other_end(self) -> Completed | None:
        """The other end of the order that was asked for (最少的呢), or an end of groups that were told (哪个领域最多)."""
        said, table = self._only("most", "top", "group", "noun", "ask"), self._told_table
        ends = [s for s in said if s.slot in ("most", "top")]
        if table is None or len(ends) != 1 or ends[0].value not in ("asc", "desc"):
            return None
        grouped = table.operation == "group" and not table.chosen and not table.claim
        if not grouped and (not table.order or table.operation != "list"):
            return None
        heads = {s.value for s in said if s.slot in ("group", "noun")}
        if heads - {table.group} or any(s.value != "list" for s in said if s.slot == "ask"):
            return None
        order = cast(_Order, ends[0].value)
        return self._as_table(replace(table, order=order, nth=0, limit=table.limit or 1))

    def _nth_most(self, *, said_end: bool = False) -> Completed | None:
        """The next ones of the same order (第二多的呢); only where the end is said, if no item of a list may be meant."""
        match, table = _NTH_MOST.fullmatch(self.cut.text.rstrip("?？。 ")), self._told_table
        if said_end and match is not None and not (match["back"] or match["way"] or match["way_en"]):
            return None
        if match is None or table is None or table.operation not in ("group", "list") or not table.order:
            return None
        way = match["way"] or match["way_en"]
        order = "asc" if match["back"] or way in _LOW else "desc" if way else table.order
        number = number_of(match["n"] or match["nth"])
        return self._as_table(replace(table, order=order, nth=number, limit=None))

    def _size_of_group(self) -> Completed | None:
        """How many the group told last has of what it was chosen by (它有多少条): the same question, which tells it."""
        match, table = _HAS_HOW_MANY.fullmatch(self.cut.text.rstrip("?？。 ")), self._told_table
        if match is None or table is None or table.operation != "group" or not table.order:
            return None
        nouns = {_KIND_NOUNS[kind].removeprefix("主要").removeprefix("策略") for kind in table.kinds}
        if match["noun"] and match["noun"] not in nouns:
            return None
        return Completed(self.before, self.cut.lang, ("question",), table)

    def _ends_apart(self) -> Completed | None:
        """By how much the group told lies apart from the other end (它比最少的多几条)."""
        table, kinds = self._told_table, {s.slot for s in self._slots}
        ends = [s.value for s in self._slots if s.slot in ("most", "top")]
        apart = any(s.slot == "op" and s.value == "difference" for s in self._slots)
        if table is None or table.source != "clauses" or table.operation != "group" or not apart:
            return None
        if not table.order or set(ends) != {"asc" if table.order == "desc" else "desc"}:
            return None
        if kinds - {"most", "top", "op", "ask"}:
            return None
        return self._as_table(replace(table, operation="difference", order="", limit=None, nth=0))

    def _other_domain(self) -> Completed | None:
        """The same count in another domain (教育呢)."""
        table = self._told_table
        if table is None or len(table.domains) != 1 or table.operation != "count" or self.cut.lang != "zh":
            return None
        said = _AROUND.sub("", self.cut.text)
        title = self._domain_called(said) if said else ""
        titles = {fold_known(domain): domain for domain in self.known.table.domains}
        if title not in titles or (titles[title],) == table.domains:
            return None
        text = f"{titles[title]}，{self._base()}" if self.zones.tails or self.zones.leads else ""
        if old := self.earlier.of_kind("domain"):
            text = swap(self.earlier, old, titles[title])
        return (
            Completed(text, "zh", ("replaced",), replace(table, domains=(titles[title],))) if text else None
        )

    def _other_kind(self) -> Completed | None:
        """The same of clauses of another kind (那措施呢)."""
        said = self._only("noun") or (self._only("noun", "ask") if self.zones.leads else ())
        said = tuple(s for s in said if s.slot == "noun")
        kind = said[0].value.replace("aim", "goal") if len(said) == 1 else ""
        if kind not in _KIND_NOUNS or kind not in self.known.table.kinds:
            return None
        table = self._told_table
        if table is not None and table.source == "clauses" and len(table.kinds) == 1 and not table.goals:
            return self._as_table(replace(table, kinds=(kind,))) if table.kinds != (kind,) else None
        return self._other_label(cast(ClauseKind, kind))

    def _other_label(self, kind: ClauseKind) -> Completed | None:
        """The parts of the neighbouring label, after those of one were told by the tree (主要目标 || 措施呢)."""
        query, tree = self.last.answer.query, self.known.tree
        heading = tree.clauses.get(query.heading) if query is not None and query.heading else None
        beside = tree.children.get(heading.parent, ()) if heading is not None else ()
        labels = [
            i for i in tree.headings_of(kind) if i in beside and heading is not None and i != heading.id
        ]
        if heading is None or not labels or self.cut.lang != "zh":
            return None
        section = tree.clauses[heading.parent].title
        return Completed(f"{section}的{_KIND_NOUNS[kind]}有哪些？", "zh", ("replaced",))

    def _two_counts(self) -> Completed | None:
        """The two counts told last, held against one another or added (两个差几条)."""
        tables = [turn.answer.query.table for turn in self.turns[:2] if turn.answer.query is not None]
        if len(tables) < 2 or any(
            t is None or t.source != "clauses" or t.operation != "count" for t in tables
        ):
            return None
        last, earlier = cast(tuple[TableQuery, TableQuery], tuple(tables))
        alike = replace(last, domains=()) == replace(earlier, domains=())
        domains = tuple(dict.fromkeys((*earlier.domains, *last.domains)))
        if not alike or len(last.domains) != 1 or len(domains) != 2 or self.cut.of_kind("domain", "gap"):
            return None
        both = replace(last, domains=domains)
        said = {s.value for s in self._slots if s.slot == "op"}
        if "difference" in said or _MORE_OF_TWO.search(self.cut.text):
            both = replace(both, operation="difference", group="domain")
        elif "sum" not in said:
            return None
        names = "和".join(domains)
        text = f"{names}，{self._stripped()}" if self.cut.lang == "zh" else self._beside_base()
        return Completed(text, self.cut.lang, ("pair",), both)

    @property
    def _told_place(self) -> Clause | None:
        """The one item of the plan whose words were told last."""
        query = self.last.answer.query
        if query is None or query.task != "place" or len(query.places) != 1:
            return None
        return self.known.tree.clauses.get(query.places[0])

    @property
    def _told_line(self) -> Clause | None:
        """The line of the one row that was told last."""
        rows = rows_of(self.last.answer, self.known)
        return self.known.tree.clauses.get(rows[0].clause_id) if len(rows) == 1 else None

    def _beside_place(self) -> Completed | None:
        """What stands before or behind the item told last (下一条呢)."""
        match, place = _NEXT.fullmatch(self.cut.text.rstrip("?？。 ")), self._told_place or self._told_line
        if match is None or place is None:
            return None
        step = 1 if match["behind"] or match["next"] or match["after"] else -1
        beside = self.siblings(place)
        at = beside.index(place.id) + step if place.id in beside else -1
        if place.kind == "target" and not 0 <= at < len(
            beside
        ):  # behind the last line of a goal stands the next goal
            above = self.known.tree.clauses.get(place.parent)
            beside = self.siblings(above) if above is not None else ()
            at = beside.index(place.parent) + step if place.parent in beside else -1
        return (
            Completed(self.asked_for((beside[at],)), self.cut.lang, ("chosen",))
            if 0 <= at < len(beside)
            else None
        )

    def _below_place(self) -> Completed | None:
        """How many stand below the item told last (它底下有几项)."""
        place = self._told_place
        if place is None or not _BELOW.fullmatch(self.cut.text.rstrip("?？。 ")):
            return None
        if place.kind == "heading" and place.id.isdigit():
            return Completed(f"第{place.id}章下面有几条？", self.cut.lang, ("subject",))
        if not self.known.tree.children.get(place.id) or not place.title:
            return None
        noun = _KIND_NOUNS.get(place.kind, "条")
        return Completed(f"“{place.title}”这条{noun}底下有几条？", self.cut.lang, ("subject",))

    def _below_listed(self) -> Completed | None:
        """How many stand below one of the items told last, named by its number (第三个底下有几条细项)."""
        said, places = read(self.cut), listed(self.last.answer)
        if said is None or len(said.numbers) != 1 or len(places) < 2:
            return None
        rest = self.cut.text[: said.start] + self.cut.text[said.end :]
        place = pick(tuple(dict.fromkeys(places)), said.numbers[0])
        clause = self.known.tree.clauses.get(place) if place else None
        if clause is None or not clause.title or not _BELOW.fullmatch(rest.rstrip("?？。 ")):
            return None
        noun = _KIND_NOUNS.get(clause.kind, "条")
        return Completed(f"“{clause.title}”这条{noun}底下有几条？", self.cut.lang, ("chosen",))

    def _complement(self) -> Completed | None:
        """The clauses that do not hold what those told last hold (没提的呢)."""
        table = self._told_table
        if table is None or table.source != "clauses" or not table.words or table.without or table.all_words:
            return None
        if table.operation not in ("list", "count") or not _NOT_SAID.fullmatch(
            self.cut.text.rstrip("?？。 ")
        ):
            return None
        without = TableQuery("clauses", kinds=table.kinds, words=table.words)
        return self._as_table(replace(table, words=(), without=without))

    def _summed(self) -> Completed | None:
        """The sum of the figures of the rows told last, where no count is asked for (这些加一块儿多少)."""
        rows, table = rows_of(self.last.answer, self.known), self._last_table
        adds = any(s.slot == "op" and s.value == "sum" and _ADDS.search(s.text) for s in self._slots)
        if table is None or table.source != "indicators" or len(rows) < 2 or not adds:
            return None
        if table.operation not in ("list", "compare") or _COUNTED.search(self.cut.text):
            return None
        if self.cut.of_kind("name", "people", "age", "domain", "gap", "figure"):
            return None
        return self._as_table(replace(table, operation="sum", order="", limit=None, nth=0, claim=()))

    def _inside_subject(self) -> Completed | None:
        """What stands inside of what was told, where the follow-up only points below it (底下又分了什么组)."""
        query = self.last.answer.query
        told = (
            query is not None and query.task in ("clause", "place") and self.last.answer.status == "answered"
        )
        if not told or not _INSIDE.match(self.cut.text):
            return None
        subject = self._subject()
        subject = _ASKED_BEHIND.sub("", subject) or subject
        return Completed(subject + self._stripped(), self.cut.lang, ("subject",))

    # --- the same of other people

    def _others_apart(self) -> Completed | None:
        """What was asked of two rows, asked of those of the same measure that are about others (初中跟高中呢, 跟初中的呢)."""
        table, told = self._told_table, rows_of(self.last.answer, self.known)
        if table is None or table.operation not in _PAIR_WORDS or len(told) != 2 or self.cut.lang != "zh":
            return None
        people = [t for t in self.zones.body if t.kind in ("people", "age")]
        small = [t for t in self.zones.body if t not in people and t.kind not in ("light", "word", "lead")]
        if small or not 0 < len(people) < 3 or len({shared_name(row) for row in told}) > 2:
            return None
        others = [row for piece in people if (row := self._kin_of(piece, told)) is not None]
        if len(people) == 1 and _LINK.match(self.cut.text):
            kept = self._named_first(told)
            others = [kept, *others] if kept is not None else []
        if len(others) != 2 or others[0] == others[1]:
            return None
        asked = (
            f"{self._names(others[:1], 'zh')}和{self._names(others[1:], 'zh')}{_PAIR_WORDS[table.operation]}"
        )
        return Completed(asked, "zh", ("pair",))

    def _kin_of(self, piece: Token, told: tuple[Indicator, ...]) -> Indicator | None:
        """The one row that measures what the rows told measure, and is about a piece's people."""
        people = self._populations(piece)
        shared = {shared_name(row) for row in told}
        kin = [row for row in self.known.rows.values() if shared_name(row) in shared]
        fits = [row for row in kin if self._is_of(row, piece, people)]
        return fits[0] if len(fits) == 1 else None

    def _named_first(self, told: tuple[Indicator, ...]) -> Indicator | None:
        """Of two rows, the one that the earlier question named first; None where it named none whole."""
        places = {row.id: self.before.find(row.name) for row in told}
        named = [row for row in told if places[row.id] >= 0]
        return min(named, key=lambda row: places[row.id]) if len(named) == len(told) else None
