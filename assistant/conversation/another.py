"""The earlier question once more: of another subject, of other people, another year or place, or held to a part of what was found."""

from __future__ import annotations

import re

from assistant.asked import ASKING, SUPPLIED
from assistant.conversation.context import MOST_OF_RUN, POINTS, SLOTS, WHETHER, Completed, rows_of
from assistant.conversation.recounting import Recounting
from assistant.conversation.texts import bare, swap
from assistant.conversation.words import STOP, Cut, Token
from assistant.lexicon import fold_known, shared_name
from assistant.patterns import compiled, lazy
from assistant.question import language_of
from assistant.question.owners import are_grown_ups, is_no_school_of_pupils
from assistant.records import Language
from assistant.tagging import segment

_TABLE_KEEPS = frozenset({"bound", "unit", "unitword", "kind", "comparator", "base", "except", "people"})
# Of which level a body is (各级妇儿工委办公室).
_LEVEL = lazy(r"各级|上一?级|下一?级|本级|同级|[省市县区乡镇村]级|全[省市]")
# A question of which only the words that ask whether are left.
_BARE_EN = lazy(
    r"(?:and |so )?(?:is|are|was|were|does|do|did|can|has|have|will|should|must)(?: there| it)?(?: any| a| the| some)? *[?.! ]*"
)
_BARE = lazy(r"(?:有没有|有|没有?|吗|么|的|了|呢)*")
_FOR_WHOM = lazy(r"(?P<whom> for (?!it\b|them\b|this\b|that\b)[a-z][a-z' -]+?)[?.! ]*$")
# Children called by their age.
_YOUNG = lazy(
    r"(?:婴幼儿|幼儿|青少年|少年|小孩子?|大孩子|小娃娃?)们?的?|(?:the )?(?:toddlers|babies|infants|teens|teenagers|adolescents|youngsters|small children|young children|older children|younger children|smaller kids|younger kids|older kids)"
)
_WHERE = lazy(r"(?:里[头面边]?|[上中内]|当中|外头|期间|时候|那边)$|^(?:in|at|on|during) ")
# What a question for clauses wants.
_SAYS = frozenset({"open", "text", "list"})
_ATTRIBUTES = frozenset({"phone", "paid", "money", "address", "website"})


class Another(Recounting):
    """Puts what a follow-up brings into the earlier question."""

    def _names_attribute(self, body: tuple[Token, ...]) -> bool:
        """Whether it is an attribute of something of its own (监测评估的经费呢), which says by itself what is asked."""
        while body and body[-1].kind == "light":
            body = body[:-1]
        own = [t for t in body[:-1] if t.kind in ("gap", "verb", "name", "domain", "people")]
        return (
            len(own) > 0
            and body[0].kind not in POINTS
            and body[-1].kind == "word"
            and bool(body[-1].roles() & _ATTRIBUTES)
        )

    def _another(self, body: tuple[Token, ...], own: list[Token], lang: Language) -> Completed | None:
        """Another subject for the same question (流浪儿童呢); one run of words behind or before what marks it."""
        zones = self.zones
        if body[0].kind in ("only", "among") and self._is_list:
            short = len(self.cut.text) <= MOST_OF_RUN * (2 if lang == "zh" else 4)
            return Completed(self._refined(), lang, ("refined",)) if short else None
        chooses = self.last.answer.status == "clarify"
        if not (zones.leads or zones.tails or zones.corrects or chooses):
            return None
        if all(t.kind == "noun" or "plan" in t.roles() for t in own):
            slots = [t for t in body if t.kind in SLOTS]
            return self._other_slots(slots, [], lang) if slots else None
        while len(body) > 1 and body[-1].text == "的":
            body = body[:-1]
        start, end = body[0].start, body[-1].end
        opens = any(t.end == start and t.kind != "lead" for t in self.cut.tokens)
        if (
            lang == "zh" and opens and body[0].kind == "gap"
        ):  # 上学呢, 看病呢: what opens it is part of a word
            start = next((a for a, b in segment(self.cut.text) if a < start < b), start)
        run = self.cut.text[start:end]
        if len(run) > (MOST_OF_RUN if lang == "zh" else 2 * MOST_OF_RUN) or STOP.search(run):
            return None
        names = [t for t in body if t.kind == "name"]
        if names and self.cut.of_kind("figure"):
            return None  # what is said of a name by itself
        if names and re.search(r"(?:比|跟.+比)$", self.cut.text[:start]) and lang == "zh":
            return Completed(f"{self._subject()}和{self.cut.said(names[0])}比哪个高？", lang, ("pair",))
        whole = all(
            t.kind in ("name", "people", "age", "place", "year") or t.text in ("的", "the", "of", "in", "for")
            for t in body
        )
        before = self.earlier
        domain = self._domain_called(run.removesuffix("的"))
        if domain and (self._is_list or before.of_kind("domain")):
            old = before.of_kind("domain")
            text = swap(before, old, domain) if old else self._held_to_domain(domain)
            return Completed(text, lang, ("replaced",))
        if self._was_beside_plan and not (names and whole) and self._is_on_plan(run):
            return Completed(self._asked_alike(run.removesuffix("的"), lang), lang, ("replaced",))
        if names and whole and (self._was_asked_amiss or self._was_beside_plan):
            asked = (
                f"What is the target for the {run}?"
                if lang == "en"
                else f"{run.removesuffix('的')}的目标是多少？"
            )
            return Completed(asked, lang, ("replaced",))
        if names and whole:
            piece = Token(start, end, "name", run, names[0].mention)
        elif before.lang == lang:
            bodies = [t for t in body if t.slot == "body"]
            beside = [t for t in body if t not in bodies and not _LEVEL.fullmatch(t.text)]
            alone = len(bodies) == 1 and all(t.kind in ("light", "word") for t in beside)
            piece = bodies[0] if alone else Token(start, end, "gap", run)
            if lang == "zh" and piece not in bodies and "，" in self._core(before):
                return Completed(f"规划对{run}怎么规定的？", lang, ("replaced",))  # it has several subjects
        else:
            return Completed(self._asked_alike(run, lang), lang, ("replaced",))
        put = self._replaced([piece])
        if put is not None and self._has_no_frame(put, piece):
            asks = lang == "zh" and bare(put) != self.cut.said(piece).removesuffix("的")  # 盲童吗
            if asks and (narrowed := self.beside_told()):
                return narrowed
            put = self._asked_alike(run.removesuffix("的"), lang)
            if lang == "en" and (whom := _FOR_WHOM.search(self.earlier.shown)):
                put = f"{bare(put)}{whom.group('whom')}?"  # is it free for them || and schooling
        return None if put is None else Completed(put, lang, ("replaced",))

    def _of_other_people(self, body: tuple[Token, ...]) -> str | None:
        """The figure that was told of some people, of grown-ups or younger children (老师呢, and toddlers?), of whom the plan may have none."""
        rows, query = rows_of(self.last.answer, self.known), self.last.answer.query
        marked = self.zones.leads or self.zones.tails
        looked_up = query is not None and query.task in ("lookup", "table")
        one_name = len({shared_name(row) for row in rows}) == 1
        if not (marked and looked_up and one_name and len(body) == 1):
            return None
        said, name = body[0].text.removeprefix("for "), shared_name(rows[0])
        pupils = len(rows) > 1 and all((row.population or "").endswith("生") for row in rows)
        school = pupils and is_no_school_of_pupils(said)  # after several were held against each other
        if body[0].kind not in ("gap", "word") or not (
            school or are_grown_ups(said) or _YOUNG.fullmatch(said)
        ):
            return None
        inside = self._people_in(Token(0, len(name), "name", name))  # 婴儿死亡率
        if not (rows[0].population or inside):
            return None
        if self.cut.lang == "zh":
            return f"{said.removesuffix('的')}{name[inside:]}的目标是多少？"
        rate = self.known.glosses.get(name[inside:]) or self.known.glosses.get(name)
        return f"What is the target for the {rate} of {said}?" if rate else None

    def _held_to_domain(self, domain: str) -> str:
        """The earlier list held to another domain, in the place of the one that a follow-up before held it to (…，教育的有几个)."""
        shown, tree = self.earlier.shown, self.known.tree
        ends = "|".join(re.escape(fold_known(tree.clauses[i].title).split("与")[-1]) for i in tree.domains)
        held = (
            compiled(rf"(?<=[，,])(?:那么?|只[看要])?(?:{ends})(?=领域|方面|的|有|里)").search(shown)
            if ends
            else None
        )
        if held is None:
            return domain + shown
        return shown[: held.start()] + domain + shown[held.end() :]

    def beside_told(self) -> Completed | None:
        """The follow-up beside all that was told; None here, where no conditions are read."""
        return None

    def _has_no_frame(self, put: str, piece: Token) -> bool:
        """Whether nothing is left of an earlier question that is put about another subject but what is to be asked of it."""
        said = self.cut.said(piece).removesuffix("的")
        if self.cut.lang == "en":
            return bool(_BARE_EN.fullmatch(put.lower().replace(said.lower(), "", 1)))
        return bool(_BARE.fullmatch(bare(put).replace(said, "", 1)))

    def anew(self) -> str:
        """What the plan says of the other subject, where the earlier question asked what it says, too, and was answered; else ""."""
        query, answer = self.last.answer.query, self.last.answer
        told = (
            query is not None and query.task == "clause" and answer.status == "answered" and not answer.reason
        )
        body = self.zones.body
        if (
            query is None
            or not told
            or query.expects not in _SAYS
            or not body
            or self.cut.of_kind(*SLOTS, "name")
        ):
            return ""
        run = self.cut.shown[body[0].start : body[-1].end].removesuffix("的")
        if any(t.slot == "body" for t in body) or run in self.known.actors or _WHERE.search(run):
            return ""  # who of what was told, or where: it is held to that
        short = len(run) <= (MOST_OF_RUN if self.cut.lang == "zh" else 2 * MOST_OF_RUN)
        return self._asked_alike(run, self.cut.lang) if short and not STOP.search(run) else ""

    def _asked_alike(self, run: str, lang: Language) -> str:
        """A question for a subject that is said in another language than the earlier question, for what that asks."""
        query = self.last.answer.query
        who = query is not None and query.expects == "actor"
        if lang == "en":
            return f"Who is responsible for {run}?" if who else f"What does the plan say about {run}?"
        return f"{run}由谁负责？" if who else f"规划对{run}怎么规定的？"

    @property
    def _was_beside_plan(self) -> bool:
        """Whether the earlier question was on another matter than the plan, so that its frame is asked of nothing in it."""
        return (self.last.answer.status, self.last.answer.reason) == ("abstained", "out_of_scope")

    def _is_on_plan(self, text: str) -> bool:
        """Whether a text has a word of the plan, or one that stands for such a word."""
        index, vocabulary = self.known.clause_index, self.known.catalog.vocabulary
        if self.cut.lang == "en":
            return bool(index.widen(text))
        words = [word for word in index.to_words(text) if len(word) > 1]
        return any(word in vocabulary or index.widen(word) for word in words)

    @property
    def _was_asked_amiss(self) -> bool:
        """Whether the earlier question was refused for a kind of answer (money, a telephone) that no row has."""
        query = self.last.answer.query
        return query is not None and self.last.answer.status == "abstained" and query.expects in SUPPLIED

    def _other_slots(self, slots: list[Token], wants: list[Token], lang: Language) -> Completed | None:
        """Other people, another year or place for the same question."""
        zones = self.zones
        slots = [t for t in slots if not self._is_own_region(t)]
        if not slots:
            return None
        marked = zones.leads or zones.tails or zones.corrects or zones.body[0].kind in ("it", "only", "among")
        others = [
            t
            for t in zones.body
            if t.kind
            not in (*SLOTS, "word", "light", "table", "ask", "where", "part", "text", "only", "among")
        ]
        short = len(self.cut.text) <= MOST_OF_RUN * (1 if lang == "zh" else 2)
        asks_own = [t for t in zones.body if t.roles() & (ASKING - {"value", "count", "what"})]
        if not marked and (asks_own or others or wants or not short or WHETHER.search(self.cut.text)):
            return None
        if asks_own and any(t.kind == "verb" for t in others) and self._lacks_row_of(slots):
            return None  # 近视率降到多少 || 那留守儿童怎么关爱
        text = self._replaced(slots)
        if text is None:
            return None
        if len(slots) == 1 and slots[0].kind == "people" and self._has_no_frame(text, slots[0]):
            text = self._asked_alike(self.cut.said(slots[0]).removesuffix("的"), lang)
        if wants or asks_own:
            asked = self._stripped((wants or asks_own)[0].start)
            text = self._join(self._core(Cut.of(text, self.known)), asked)
        return Completed(text, lang, ("replaced",))

    def _lacks_row_of(self, slots: list[Token]) -> bool:
        """Whether the measure that was asked for has no row of the people that are named."""
        names = [t for t in self.earlier.of_kind("name") if t.mention]
        told = {shared_name(row) for token in names for row in self._rows_named(token)}
        people = {p for t in slots if t.mention for p in t.mention.values("population")}
        return bool(told and people) and not any(
            row.population in people and shared_name(row) in told for row in self.known.rows.values()
        )

    def _is_own_region(self, token: Token) -> bool:
        """Whether a place is the plan's own, of which all is asked anyway where no other was named."""
        own = token.kind == "place" and token.mention is not None and token.mention.values("region")
        return bool(own) and not self.earlier.of_kind("place")

    def _in_another_domain(self, body: tuple[Token, ...]) -> str | None:
        """The earlier question of another domain, where only that is named as one in which it is spoken of (安全里提了吗)."""
        domains = [t for t in body if t.kind == "domain"]
        rest = [t for t in body if t.kind != "domain" and t.kind not in ("light", "word")]
        says = bool(WHETHER.search(self.cut.text)) and any(t.slot == "mention" for t in rest)
        if len(domains) != 1 or not says or any(t.slot not in ("mention", "filler") for t in rest):
            return None
        old = self.earlier.of_kind("domain")
        rest_of = Cut.of(swap(self.earlier, old, ""), self.known) if old else self.earlier
        subject = self._core(rest_of).removesuffix("在")
        return f"{self.cut.said(domains[0]).removesuffix('领域')}领域提到{subject}了吗？" if subject else None

    def _refines(self, kinds: set[str], body: tuple[Token, ...]) -> bool:
        """Whether the follow-up works on what was found: lists, counts, orders, keeps a part."""
        slots = {t.slot for t in body}
        if not self._is_list and {"figure", "refine"} <= kinds and body[0].kind not in POINTS:
            return False  # 要求99%以上的有哪些: there is nothing to keep a part of
        if kinds & {"refine"} or body[0].kind in ("only", "among"):
            return True
        alone = self._is_list and not self._asking(body)
        if kinds & {"figure"} and slots & _TABLE_KEEPS and (alone or body[0].kind in POINTS):
            return True
        short = len(self.cut.text) <= MOST_OF_RUN * (1 if self.cut.lang == "zh" else 2)
        return (
            short
            and self._is_list
            and not kinds & {"ask"}
            and not self._asking(body)
            and (bool(slots & _TABLE_KEEPS) or self._holds_to(kinds))
        )

    def _holds_to(self, kinds: set[str]) -> bool:
        """Whether a list is held to people or a domain of which the earlier question names none."""
        held, brought = {t.kind for t in self.earlier.tokens}, kinds & {"people", "domain", "age"}
        return bool(brought) and not held & brought and "name" not in held

    def _refined(self) -> str:
        """The earlier question with what the follow-up does to its result behind it."""
        rows = rows_of(self.last.answer, self.known)
        query = self.last.answer.query
        asked = bare(self._stripped())
        asked = re.sub(r"[呢吧啊呀嘛]+$", "", asked)
        several = [t for t in self.cut.of_kind("these", "pair") if t.start < self.zones.body[-1].end]
        if several and len(rows) == 1:
            rows = self._pair(max(self._number_said, 2)) or rows
            asked = asked.replace(self.cut.said(several[0]), "", 1)
        if rows and query is not None and query.task == "lookup":
            base = self._names(rows, self.cut.lang)
            return f"{asked}: {base}" if self.cut.lang == "en" else f"{base}，{asked}"
        base = self._base()
        for token in self.cut.of_kind("these", "it"):
            asked = asked.replace(self.cut.said(token), "", 1) if self.cut.lang == "zh" else asked
        mark = ", " if language_of(base) == "en" else "，"
        return f"{base}{mark}{asked.strip()}"
