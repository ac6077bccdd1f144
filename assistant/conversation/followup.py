"""Which way a follow-up is completed: what it brings, what it lacks, and what it points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.asked import ASKING
from assistant.conversation.again import ALL_OF_IT, OF_FIGURE, ONLY_DOMAIN, READ_OUT, RESAY
from assistant.conversation.alone import Alone
from assistant.conversation.another import Another
from assistant.conversation.asking import Asking
from assistant.conversation.conditions import Conditions
from assistant.conversation.context import (
    MOST_OF_RUN,
    MOST_PLACES,
    NAMES_MATTER,
    POINTS,
    SLOTS,
    Completed,
    rows_of,
)
from assistant.conversation.english import English
from assistant.conversation.listing import Listing
from assistant.conversation.rebutting import Rebutting
from assistant.conversation.sourced import Sourced
from assistant.conversation.stating import Stating
from assistant.conversation.texts import bare, swap
from assistant.conversation.words import OPENERS, STOP, STOPS, Cut, Token
from assistant.framing import tags, told
from assistant.patterns import lazy
from assistant.places import names_place
from assistant.records import Language

MOST_UNKNOWN = 4  # characters of a follow-up on a list that no dictionary has
MOST_BEHIND = 2  # words behind one that asks, for all of it to ask of the earlier subject
_ATTRIBUTES = frozenset(
    {"phone", "paid", "money", "address", "website", "documents", "penalty", "hours", "period"}
)
_WHETHER_ENDS = ("不", "没")  # 要钱不


def _names_attribute_of(body: Sequence[Token]) -> bool:
    """Whether an attribute is asked for with what it is of before it, so that nothing is to be taken over (教育经费, 保护小孩的热线)."""
    at = next((n for n, t in enumerate(body) if t.roles() & _ATTRIBUTES), 0)
    return any(t.kind == "verb" and len(t.text) > 1 for t in body[:at])


# How many of what no list of clauses counts (how many days, 有多少辆).
_COUNTS_OTHER = lazy(
    r"(?:几|多少)(?![条项个点款句处种样类步件方次]|$)[\u4e00-\u9fff](?<![吗呢啊呀吧的])"
    r"|\bhow many (?!(?:measures|points|items|clauses|lines|goals|targets|sentences|provisions|things|ones|of|are|in|is)\b)[a-z]"
)
_LISTS = lazy(r"措施|目标|指标|原则|条款?|哪[些几]|有(?:什么|啥)|列|\b(?:list|which|measures|goals)\b")
_COUNTS_THINGS = lazy(r"(?:几|多少)个")
_SMALL_WORDS = frozenset("的了吗呢吧啊呀是有在要会能")
# Asks which, of nothing but what was told (具体指哪几家).
_WHICH = lazy(
    r"(?:具体|都|分别|到底|究竟)*(?:是|指|有|包括|包含)?(?:的是|的)?(?:哪几|哪些|哪)(?:个|家|条|项|种|类|样)?"
)
_SAYS_WHAT = lazy(r"(?:怎么|咋|如何|怎样)(?:说|讲|规定|要求|安排)的?[呢啊呀]?$")
_MORE = lazy(r"详细|具体|展开|细说|细讲|多说|接着|继续|\bmore\b|\bdetails?\b|\belaborate\b|\bgo on\b")
# A bound without a unit.
_BARE_BOUND = lazy(
    r"(?:大于|超过|高于|多于|小于|低于|少于|不到|不足|不低于|不高于|不超过|不少于|至少|达到|等于|正好|刚好)(?:等于)?(?P<behind>[0-9]+(?:\.[0-9]+)?)(?=的|$|[,，。？?]|有|是|以[上下内])"
    r"|(?<![0-9.])(?P<before>[0-9]+(?:\.[0-9]+)?)(?=(?:以[上下内]|及以[上下]|往[上下])(?:的|$|[,，。？?]|有|是))"
)
# When, how often or what, of what is done, with no more words than that.
_DOING_ASKED = lazy(
    r"(?:那|要|得|应该?|需要|需)*(?:多久|多长时间|几天|几个?月|多少天|什么时候|啥时候|何时|哪天)(?:之内|以内|内)?(?:要|得|应该?|需要|需|必须)*([\u4e00-\u9fff]{1,2}?)(?:上去|上来)?(?:一次|一回|几次|几回)?[呢啊呀]?"
    r"|(?:那|都|要|得|主要|具体)*([\u4e00-\u9fff]{1,2}?)(?:些|点)?(?:什么|啥|哪些)(?:内容|东西|材料|情况|事儿?)?[呢啊呀]?"
)
# Wonders at what was told, of nothing that is named (这么低？, only that much?).
_SURPRISED = lazy(
    r"(?:啊|哎呀?|诶|天[哪啊]|真的)?[，,！!？?]?(?:才|就|只有|居然|竟然)?(?:这么|那么)(?:点儿?|低|高|少|多|短|长|严|松|早|晚)(?:啊|呀|吗|么|嘛|的吗)*"
    r"|(?:wow|oh|really)?[,!?]? ?(?:(?:that|so|this) (?:low|high|little|much|few|many|short|long|strict)|only that(?: much| many)?)(?:, really)?"
)
# Where else something is spoken of.
_ELSEWHERE = lazy(
    r"(?:还|那|规划|里头?|里面|中)*(?:有没有|有)?(?:在)?(?:别的|其他|其它|别|另外)的?(?:地方|条款?|章节?|领域|部分|处)(?:里|还|也|又|都|中)*(?:有没有|有|没)?(?:提|说|写|讲|出现|涉及)(?:到|过|了)?(?:它|这个|没有?|吗|么|呢|不)*"
    r"|(?:and |is it |are they )*(?:mentioned )?(?:anywhere|somewhere) else(?: in the plan)?"
)
_WHO_ASKED = lazy(
    r"(?:是|要|该|应该)?(?:由|归|让|给|向|被)?(?:谁|哪[一几]?[个家]?(?:部门|单位|机构|机关|组织|局|委|家))(?:来|去)?"
)
# What speaks of something is the plan (does it mention burns).
_IT_SPEAKS = lazy(
    r"(?:and |but |so |ok |okay |well |also |then |,)*(?:what (?:else )?|where |how )?(?:does|did|doesn't) (?P<it>it|they) (?:also |even |really |actually |ever )*"
    r"(?:mention|address|discuss|talk about|speak of|touch on|deal with|say (?:anything|something) (?:about|on)) (?!it\b|that\b|this\b|them\b|those\b)[a-z]"
)
_STATES_EN = lazy(r"(?:is|was) it (?:really )?(?:true|right|correct|so|the case) that \w+ \w+ \w+")
_TARGET = r"(?:规划|计划)?(?:里|中|上|里头|里面)?(?:定|写|提|给|设|要求)?的?(?:目标|指标|要求|任务|标准)值?"
_TARGET_ASKED = lazy(
    rf"(?:那么?)?{_TARGET}(?:是|又是|的是|定的?|要求)?(?:多少|几|什么|啥)?[呢啊呀]?"
    r"|(?:那么?)?规划(?:里头?|中)?(?:定|要求|写|规定)的?(?:是)?(?:多少|几)[呢啊]?"
    r"|(?:and |so |then )?(?:what about |what is |what's )?(?:the )?(?:plan'?s? )?(?:targets?|goals?)(?: then)?"
)
# How much something is to change, and not what (那规划说要降多少, 要控制到几).
_CHANGE_ASKED = lazy(
    r"(?:那么?|所以|然后)?(?:这份?|市里)?(?:规划|计划|文件)?(?:里头?|中|上)?(?:说|写|讲|要求|规定|打算|定|提出)?(?:的是|了)?(?:要|得|该|应该?|打算|需要|准备)*"
    r"(?:降低?|下降|减少?|压|升高?|上升|提高?|提升|增加?|增长|控制|保持|达)(?:到|至|在|成|低|高)?(?:多少|几)(?:个?百分[点之]|个点|%)?(?:以[上下内])?(?:才[行算]|呢|啊|呀)*"
    r"|(?:and |so |then )?(?:by how much|how (?:much|far|low|high)) (?:does the plan want it to|should it|must it|is it to) (?:fall|rise|drop|be|go|be cut|be reduced|be raised|increase|decrease)(?: to)?"
)
# Before a pronoun that stands for the earlier subject (给他们培训吗).
_TO = lazy(
    r"(?:给|对|让|跟|和|向|为|把|被|由|靠|用|在|叫|帮|替|从|要求|要|还|也|得|会|能|有没有|是不是|怎么|咋|规划)*"
)
_WHEN = lazy(r"哪一?年|什么时候|啥时候|何时|\b(?:year|when|date|deadline)\b")
# Who is meant by these was named before.
_PERSONAL = frozenset({"他", "她", "它", "他们", "她们", "它们", "they", "them", "he", "she"})
_PLACED = ("where", "part", "text")


def _speaks_of(body: tuple[Token, ...]) -> bool:
    """Whether it asks where something of its own is spoken of (which chapter talks about funding)."""
    at = next((i for i, t in enumerate(body) if t.slot == "mention"), len(body))
    return any(t.kind == "word" and t.roles() - {"filler"} for t in body[at + 1 :])


class FollowUp(Alone, Asking, Stating, Rebutting, English, Conditions, Another, Sourced, Listing):
    """A question that is being completed."""

    def completed(self) -> Completed | None:
        """The completed question, or None where the question is one by itself."""
        if not self.before:
            return None
        cut, lang = self.cut, self.cut.lang
        wanted: Language | None = "zh" if cut.of_kind("zh") else "en" if cut.of_kind("en") else None
        if wanted:
            rest = [t for t in cut.tokens if t.kind not in ("zh", "en", "it", "word", "phrase", *OPENERS)]
            if rest:
                return None
            return Completed(self.before, wanted, ("question", "language"))
        said = bare(cut.text)
        if (figure := self._with_unit_told()) is not None:
            return FollowUp(Cut.of(figure, self.known), self.turns, self.known).completed()
        if other_domain := self._domain_instead():
            return Completed(other_domain, lang, ("replaced",))
        if (domain := self._domain_only()) and (held := ONLY_DOMAIN.search(bare(self.before))):
            return Completed(f"{bare(self.before)[: held.start()]}, {domain}", lang, ("refined",))
        if domain:
            return FollowUp(Cut.of(domain, self.known), self.turns, self.known).completed()
        if _STATES_EN.match(said) or self._sets_out:
            return None  # it stands for the statement behind it, or says by itself what it is about
        if (placed := self._nth_most(said_end=True)) is not None:
            return placed
        if (other := self._of_other_figure()) is not None:
            return other
        if self._asks_again or RESAY.fullmatch(said) or (self._told_rows and OF_FIGURE.fullmatch(said)):
            return Completed(self.before, self.last.answer.lang, ("question",))
        if (attribute := self._attribute_of_it()) is not None:
            return Completed(attribute, lang, ("subject",))
        if (judged := self._opinion_of_it()) is not None:
            return Completed(judged, lang, ("subject", "question"))
        if (figure_told := self._figure_of_it()) is not None:
            return figure_told
        if lang == "en" and (speaks := _IT_SPEAKS.match(cut.text)):
            said = f"{cut.shown[: speaks.start('it')]}the plan{cut.shown[speaks.end('it') :]}"
            return Completed(said.replace(" address ", " mention ", 1), lang, ("corrected",))
        if (again := self._how_much_more() or self._added_up()) is not None:
            return again
        if lang == "zh" and (number := self._of_number()) is not None:
            return number
        if (pointed := self._said_in_english()) is not None:
            return pointed
        if (noun := self._which_of_listed()) is not None:
            return Completed(noun, lang, ("subject",))
        if _ELSEWHERE.fullmatch(said) and self.earlier.lang == lang and (matter := self.matter_named):
            asked = (
                f"Where does the plan mention {matter}?" if lang == "en" else f"规划哪些地方提到{matter}？"
            )
            return Completed(asked, lang, ("subject", "question"))
        if (whose := self._of_domain_told() or self._counted_in_domain()) is not None:
            return Completed(whose, lang, ("subject",))
        if (first := self._beside_place() or self._counted_first()) is not None:
            return first
        if (chosen := self._chosen()) is not None:
            return Completed(chosen, lang, ("chosen",), self._rows_chosen())
        if (meant := self._meant_of_told()) is not None:
            return Completed(meant, lang, ("chosen",))
        if (counted := self._counted_on()) is not None:
            return counted
        if self._asks_for_more:
            return Completed(self.before, self.last.answer.lang, ("question",))
        if (stated := self._stated_of_it() or self._rebutted()) is not None:
            return stated
        if (those := self._of_those_told() or self._whether_among()) is not None:
            return those
        if (target := self._target_after_actual() or self._said_in_plan()) is not None:
            return Completed(target, lang, ("subject",))
        if (same := self._of_same_doing()) is not None:
            return Completed(same, lang, ("subject",))
        if (claimed := self._whether_actor()) is not None:
            return claimed
        if ALL_OF_IT.fullmatch(said) and self._told_clauses and lang == self.earlier.lang:
            return Completed(
                f"{bare(self.before)}{', ' if lang == 'en' else '，'}{said}", lang, ("question",)
            )
        if self._stands_alone:
            return None
        if (kept := self._table_kept()) is not None:
            return kept
        actual = any("actual" in t.roles() or t.kind == "ask" for t in cut.tokens)  # last year is no place
        by_kind = None if names_place(cut.text) and not actual else self._by_kind(lang)
        if by_kind is None and self._is_list and READ_OUT.fullmatch(said):
            return Completed(self.before, self.last.answer.lang, ("question",))
        return by_kind or self._of_last_pronoun() or self._meant_only()

    def _meant_only(self) -> Completed | None:
        """What a correction means instead of what it denies (我不是问学生，我是说老师配备的比例), which else would be read, too."""
        denied = self.cut.of_kind("not")
        if (
            not (self.zones.corrects and self.zones.body and denied)
            or denied[0].end > self.zones.body[0].start
        ):
            return None
        if not STOP.search(self.cut.text[denied[0].end : self.zones.body[0].start]):
            return None
        said = self.cut.shown[self.zones.body[0].start :].strip(STOPS)
        cut = Cut.of(said, self.known)
        if meant := FollowUp(cut, self.turns, self.known).completed():
            return meant
        own = cut.of_kind(*NAMES_MATTER, "noun") or cut.lang == "en"
        return Completed(said if own else self._join(self._subject(), said), cut.lang, ("corrected",))

    def without_condition(self) -> FollowUp:
        """The same after the earlier question alone, where the last follow-up narrowed that: another one does not narrow it further."""
        last, query = self.last, self.last.answer.query
        whole, said = bare(last.answer.completed_question), bare(last.question)
        ends = [mark + said for mark in ("，", ", ") if whole.endswith(mark + said)]
        if not ends or query is None or query.task not in ("clause", "place"):
            return self
        first = self.turns[1:]
        if first and bare(first[0].answer.completed_question) == whole.removesuffix(ends[0]):
            return FollowUp(self.cut, first, self.known)
        answer = replace(last.answer, completed_question=whole.removesuffix(ends[0]))
        return FollowUp(self.cut, (replace(last, answer=answer), *self.turns[1:]), self.known)

    def beside_told(self) -> Completed | None:
        """The follow-up as a condition to what was told."""
        return self.as_condition()

    def _whether_actor(self) -> Completed | None:
        """Whether one does what the earlier question asks who does (校园欺凌谁负责 || 学校呢)."""
        query, zones = self.last.answer.query, self.zones
        who = query is not None and query.expects == "actor" and self.cut.lang == self.earlier.lang == "zh"
        if not who or not zones.body or not zones.tails or any(t.slot == "body" for t in self.cut.tokens):
            return None
        start, end = zones.body[0].start, zones.body[-1].end
        said = self.cut.text[start:end]
        put = self.put_claim(Token(start, end, "gap", said)) if self._actor_called(said) else None
        return Completed(put, "zh", ("replaced",)) if put else None

    def _of_same_doing(self) -> str | None:
        """How often, how soon or what, of the doing that the earlier question asks who does (要报给谁 || 多长时间内报, 报告啥内容)."""
        query = self.last.answer.query
        who = query is not None and query.expects == "actor" and self.last.answer.status == "answered"
        if not who or "en" in (self.cut.lang, self.earlier.lang):
            return None
        asked = _DOING_ASKED.fullmatch(bare(self.cut.text))
        done = next((said for said in asked.groups() if said), "") if asked else ""
        return (
            f"{_WHO_ASKED.sub('', bare(self.before))}，{self._stripped()}"
            if done and done in self.before
            else None
        )

    def beside(self) -> str:
        """The earlier subject and the follow-up, which points to it by no word."""
        return "" if self.cut.lang != self.earlier.lang else self._with_subject()

    @property
    def _told_clauses(self) -> bool:
        """Whether the last answer told clauses that a search brought, of which there may be more."""
        query, answer = self.last.answer.query, self.last.answer
        return (
            query is not None and query.task == "clause" and answer.status == "answered" and not answer.reason
        )

    @property
    def _asks_again(self) -> bool:
        """Whether it wants the same once more, asks whether that is all, or doubts it without saying what is right."""
        idle = all(
            t.kind in OPENERS | {"word", "it", "these", "phrase"} and not t.roles() & ASKING
            for t in self.cut.tokens
        )
        if self.cut.of_kind("again"):
            return idle
        if _SURPRISED.fullmatch(bare(self.cut.text)):
            return True
        heard = told(self.cut.text)
        rest = [t for t in self.cut.tokens if not any(a <= t.start and t.end <= b for a, b in heard)]
        doubts = OPENERS | {"it", "not", "compare"}
        return bool(heard) and all(
            t.kind in doubts or (t.kind == "word" and t.roles() <= {"filler", "compare"}) for t in rest
        )

    @property
    def _asks_for_more(self) -> bool:
        """Whether it only asks for the same in full, or whether that is sure (详细点, 你确定？)."""
        covered = [(a, b) for a, b in tags(self.cut.text) if b - a > 1]
        left = [t for t in self.cut.tokens if not any(a <= t.start and t.end <= b for a, b in covered)]
        idle = all(t.kind in ("word", *OPENERS) and not t.roles() & (ASKING | {"plan"}) for t in left)
        return idle and bool(covered or _MORE.search(self.cut.text)) and len(self.cut.text) <= MOST_OF_RUN

    def _by_kind(self, lang: Language) -> Completed | None:
        zones = self.zones
        body, kinds = zones.body, {token.kind for token in zones.body}
        if not body or self._names_pair(body):
            return None
        if (theirs := self._of_their_own(body)) is not None:
            return theirs
        if (against := self._against_others(body)) is not None:
            return against
        pairs = "pair" in kinds and any(t.slot == "op" for t in body) and not kinds & {"name", "gap", "noun"}
        pairs = pairs or self._sets_beside(body)
        if ("compare" in kinds or pairs) and (found := self._compared(body)) is not None:
            return Completed(found, lang, ("pair",))
        if "text" in kinds and kinds <= {"text", "word", "light"}:
            return self._of_clause(lang)  # 规划原话: of what was told
        if zones.tails and self._names_attribute(body):
            return None
        if (others := self._of_other_people(body)) is not None:
            return Completed(others, lang, ("people",))
        if (beside := self.without_condition().of_grown_ups()) is not None:
            return beside
        if (of_domain := self._of_domain_instead(body)) is not None:
            return Completed(of_domain, lang, ("replaced",))
        own = [t for t in body if t.kind in ("name", "gap", "noun") or self._names_noun(t)]
        own = own or self._done(body)
        if not own and self._is_list and self._domain_called(self.cut.text[body[0].start : body[-1].end]):
            own = list(body)  # 教育的呢: a domain by its telling end, whatever else that is
        asking = self._asking(body) or bool(own and _SAYS_WHAT.search(bare(self.cut.text)))
        begins = body[0].kind
        if own and asking:
            return self._asks_with_own(own, begins, lang)
        if own:
            return self.without_condition()._another(body, own, lang)
        if (elsewhere := self._in_another_domain(body)) is not None:
            return Completed(elsewhere, lang, ("replaced",))
        if self._points_inside(body):
            return Completed(self._with_subject(), lang, ("subject",))
        if (together := self._all_in_place(body)) is not None:
            return together
        inside = self.cut.text[body[0].start : body[-1].end]
        marked = (
            zones.leads
            or zones.tails
            or zones.corrects
            or begins in (*POINTS, "only", "ask", "where", "part", "text", "refine")
        )
        if not marked and STOP.search(inside):
            return None
        slots = [t for t in body if t.kind in SLOTS]
        if "part" in kinds and not slots:
            return self._of_part(lang)
        if kinds & {"where", "text"} and not slots:
            return None if begins == "where" and _speaks_of(body) else self._of_clause(lang)
        query = self.last.answer.query
        looked_up = query is not None and query.task == "lookup"
        if not (slots and looked_up and kinds & {"people", "age"}) and self._refines(kinds, body):
            if (
                query is not None
                and query.task in ("tree", "place", "clause")
                and kinds <= {"refine", *OPENERS, "word"}
            ):
                things = _COUNTS_THINGS.search(self.cut.text) and not _LISTS.search(self.before)
                if _COUNTS_OTHER.search(self.cut.text) or (things and query.expects != "list"):
                    return Completed(self._with_subject(), lang, ("subject",))
                return Completed(self.before, lang, ("question",))  # its answer lists all that there is
            return Completed(self._refined(), lang, ("refined",))
        told = (
            query is not None and query.task in ("clause", "tree") and self.last.answer.status == "answered"
        )
        if told and _WHICH.fullmatch(bare(inside)):
            return Completed(self.before, lang, ("question",))  # what was told says which
        wants = [t for t in body if t.kind in ("ask", "where", "part", "text")]
        if begins == "ask" and not (zones.leads or zones.tails or zones.corrects) and self._goes_on(body):
            return None
        whole = any(t.slot == "ask" for t in body) and all(t.kind == "figure" for t in slots)
        if slots and whole and not (zones.leads or zones.tails or zones.corrects or kinds & POINTS):
            return None  # 定到99%的是哪些: asked for by a figure, not of the earlier subject
        if slots:
            return self.without_condition()._other_slots(slots, wants, lang)
        if wants and len(rows_of(self.last.answer, self.known)) > MOST_PLACES and _WHEN.search(inside):
            return Completed(self.before, lang, ("question",))  # each row is told with its year
        actual = any("actual" in t.roles() for t in body)
        who = any("actor" in t.roles() for t in body)  # 钱谁出: 出 is a word of tables, too
        idle = all(t.kind != "table" or (who and t.slot == "filler") or t.text in _WHETHER_ENDS for t in body)
        attribute = zones.tails and len(body) == 1 and body[0].roles() & _ATTRIBUTES  # 号码呢
        if _names_attribute_of(body):
            return None
        if wants or attribute or (asking and (actual or idle)):
            return Completed(self._with_subject(), lang, ("subject",))
        return None

    def _of_domain_instead(self, body: tuple[Token, ...]) -> str | None:
        """The earlier question of another domain, where that is all that is said, by its short name (换成教育的, 那教育的呢)."""
        run = self.cut.text[body[0].start : body[-1].end].removesuffix("的")
        old = self.earlier.of_kind("domain")
        domain = self._domain_called(run) if old and self.cut.lang == "zh" else ""
        return swap(self.earlier, old[:1], domain) if domain and len(old) == 1 else None

    def _with_unit_told(self) -> str | None:
        """The follow-up with the unit that all rows told share behind its bare bound (大于95的, 95以上的)."""
        bound = _BARE_BOUND.search(self.cut.text) if self.cut.lang == "zh" else None
        rows = (
            [row for row in rows_of(self.last.answer, self.known) if row.value is not None] if bound else []
        )
        units = {row.unit for row in rows}
        if bound is None or len(rows) < 2 or units not in ({"%"}, {"‰"}):
            return None
        at = max(bound.end("behind"), bound.end("before"))
        return f"{self.cut.text[:at]}{units.pop()}{self.cut.text[at:]}"

    def _done(self, body: tuple[Token, ...]) -> list[Token]:
        """What is done, as another matter after who does one (督导检查谁负责 || 年度监测呢)."""
        query = self.last.answer.query
        who = query is not None and query.expects == "actor" and self.zones.tails
        plain = all(t.kind in ("verb", "table", "light") for t in body)
        return [t for t in body if t.kind == "verb"] if who and plain else []

    def _target_after_actual(self) -> str | None:
        """The target of what was asked for as it is (去年近视率实际多少 || 那目标呢), or told (规划里写的是多少)."""
        query, answer = self.last.answer.query, self.last.answer
        refused = query is not None and answer.status == "abstained" and answer.reason == "wrong_scope"
        said, rows = bare(self.cut.text), rows_of(answer, self.known)
        asks = _CHANGE_ASKED.fullmatch(said) or _TARGET_ASKED.fullmatch(said)
        if query is None or not (asks and (refused or len(rows) == 1)):
            return None
        names = [self.earlier.said(t) for t in self.earlier.tokens if t.kind == "name"]
        name = self._names(rows, self.cut.lang) if len(rows) == 1 else next(iter(names), "")
        if not name:
            return None
        return f"What is the target for the {name}?" if self.cut.lang == "en" else f"{name}的目标是多少？"

    def _points_inside(self, body: tuple[Token, ...]) -> bool:
        """Whether a short question asks something of people who were named before (给他们培训吗)."""
        points = next((t for t in body if t.text in _PERSONAL), None)
        if points is None or self.cut.lang == "en" or len(self.cut.text) > MOST_OF_RUN:
            return False
        return bool(_TO.fullmatch(self.cut.text[: points.start])) and bool(
            self.cut.text[points.end :].strip(STOPS)
        )

    def _determines(self, own: list[Token]) -> bool:
        """Whether 这 or 那 belongs to a subject behind it (这课后服务)."""
        first = self.zones.body[0]
        return first.text in ("这", "那") and any(t.kind == "gap" and t.start == first.end for t in own)

    def _goes_on(self, body: tuple[Token, ...]) -> bool:
        """Whether a word that asks is the subject of a longer question (责任单位每年要向谁报告什么)."""
        points = self.cut.of_kind("it", "these", "pair", "figure")
        rest = [t for t in body[1:] if t.kind not in OPENERS and t.text not in _SMALL_WORDS]
        return not points and len(rest) > MOST_BEHIND and self.cut.lang == "zh"

    def _asks_with_own(self, own: list[Token], begins: str, lang: Language) -> Completed | None:
        """A question that has content of its own: taken up only where its first word says so."""
        zones = self.zones
        unknown = "".join(t.text for t in own if t.kind == "gap")
        said = self.cut.text[zones.body[0].start : zones.body[-1].end]
        if (
            begins in ("only", "among")
            and self._is_list
            and len(unknown) <= MOST_UNKNOWN
            and not STOP.search(said)
        ):
            return Completed(self._refined(), lang, ("refined",))
        names = sum(t.kind == "noun" for t in own) > 1 or self._determines(own)
        if begins in ("it", "these", "pair") and not names and not any(t.kind == "name" for t in own):
            plan = any("plan" in t.roles() for t in zones.body[:2])
            short = len(self.cut.text) <= MOST_OF_RUN * (1 if lang == "zh" else 2)
            personal = zones.body[0].text in _PERSONAL and short
            if (personal or len(unknown) <= (2 if lang == "zh" else 8)) and not plan:
                return Completed(self._with_subject(), lang, ("subject",))
            return None
        opener = self.cut.tokens[0]
        if zones.corrects and (opener.kind == "correct" or self._is_no(opener)):
            rest = self.cut.shown[zones.body[0].start :].strip()
            return Completed(rest, lang, ("corrected",))
        plans = all("plan" in t.roles() for t in own)
        brings = any(t.kind in SLOTS for t in zones.body)
        if plans and zones.leads and not brings and any(t.kind in _PLACED for t in zones.body):
            return self._of_clause(lang)
        return None

    @property
    def _told_rows(self) -> bool:
        """Whether a few rows were told, or a figure was asked for."""
        query = self.last.answer.query
        few = 0 < len(rows_of(self.last.answer, self.known)) <= MOST_PLACES
        return few or (query is not None and query.expects == "value")
