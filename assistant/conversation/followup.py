"""Which way a follow-up is completed: what it brings, what it lacks, and what it points to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import ASKING, SUPPLIED
from assistant.claims import tags, told
from assistant.conversation.alone import Alone
from assistant.conversation.conditions import Conditions
from assistant.conversation.context import PRONOUN, WHETHER, Completed, cited, listed, rows_of
from assistant.conversation.recounting import Recounting
from assistant.conversation.stating import Stating
from assistant.conversation.texts import bare, spaced, swap, tidy
from assistant.conversation.words import OPENERS, STOP, STOPS, Cut, Token
from assistant.lexicon import shared_name
from assistant.patterns import lazy
from assistant.places import names_place
from assistant.question import language_of
from assistant.records import Language

MOST_CLAUSES = 8  # clauses whose words are asked for together
MOST_PLACES = 3  # clauses of an answer on one matter; a list of more is grouped by domain
MOST_OF_RUN = 14  # characters of another subject
MOST_UNKNOWN = 4  # characters of a follow-up on a list that no dictionary has
_TABLE_KEEPS = frozenset({"bound", "unit", "unitword", "kind", "comparator", "base", "except", "people"})
MOST_BEHIND = 2  # words behind one that asks, for all of it to ask of the earlier subject
_ATTRIBUTES = frozenset(
    {"phone", "paid", "money", "address", "website", "documents", "penalty", "hours", "period"}
)
_WHETHER_ENDS = ("不", "没")  # 要钱不


def _names_attribute_of(body: Sequence[Token]) -> bool:
    """Whether an attribute is asked for with what it is of before it, so that nothing is to be taken over (教育经费, 保护小孩的热线)."""
    at = next((n for n, t in enumerate(body) if t.roles() & _ATTRIBUTES), 0)
    return any(t.kind == "verb" and len(t.text) > 1 for t in body[:at])


_SMALL_WORDS = frozenset("的了吗呢吧啊呀是有在要会能")
# Asks which, of nothing but what was told (具体指哪几家).
_WHICH = lazy(
    r"(?:具体|都|分别|到底|究竟)*(?:是|指|有|包括|包含)?(?:的是|的)?(?:哪几|哪些|哪)(?:个|家|条|项|种|类|样)?"
)
_SAYS_WHAT = lazy(r"(?:怎么|咋|如何|怎样)(?:说|讲|规定|要求|安排)的?[呢啊呀]?$")
_MORE = lazy(r"详细|具体|展开|细说|细讲|多说|接着|继续|\bmore\b|\bdetails?\b|\belaborate\b|\bgo on\b")
_LONG = r"(?:(?:太|有点儿?|有些|这么|好)(?:长|多|啰嗦|复杂|细|乱|绕|官方|专业|难懂|深)了?|看不(?:完|懂|明白|过来))"
_BRIEF = r"(?:简短|简单|简洁|简要|简练|精简|短|简略|扼要|通俗|明白|直白|直接)(?:一?点儿?|一?些|地|的)?"
# Wants the same in fewer or plainer words; what is told is the plan's own, so it is told again.
_RESAY = lazy(
    rf"(?:{_LONG}[，,。]?)*(?:能不能|能否|能|可以|可不可以|麻烦|请|再|给我|帮我|你|您|用|就|还是)*"
    rf"(?:(?:说|讲|写|念|答|回答|概括|总结|归纳|压缩|缩|弄|整)?(?:得|的)?再?{_BRIEF}(?:说|讲|写|答|回答|概括|总结|介绍)*(?:一下|下)?"
    r"|[一两三几]两?句话?(?:说|讲|概括|总结)?(?:清楚|完)?|(?:概括|总结|归纳|压缩|提炼)(?:一?下|要点|重点)*|长话短说|(?:说|讲|捡|挑|划)重点(?:说|讲)?|tl;?dr)[的吧呗吗呢啊行不]*"
    r"|(?:(?:that|this|it)(?:'s| is) )?(?:too long)?[,.]? ?(?:(?:can|could|would) you )?(?:please )?(?:be|make it|make that|say it|put it|keep it|say that)? ?(?:a bit |a little |much |more )?(?:briefer|brief|shorter|short|simpler|simple|concise|briefly|in short|in (?:one|a) sentence|summari[sz]e(?: it| that)?|simplify(?: it| that)?|tl;?dr)(?:,? please)?"
)
# Asks of the figure told by what it counts, or whether there is none: the earlier answer says so.
_OF_FIGURE = lazy(
    r"(?:那|它|这)?(?:个?数)?(?:的)?(?:单位)?(?:是|用)?(?:按)?(?:百分[之号比]|%)(?:还是|或者?|or)(?:千分[之号比]|‰)(?:呢|啊|呀)?|(?:那|这|它)?(?:个?数)?的?单位是?(?:什么|啥)"
    r"|(?:就|都|那|它|难道|合着)*(?:没有?|未)(?:给|定|写|设|说|列|标)?(?:个|出|具体|明确|确切|准|实)*的?(?:定数|准数|数字|数值|指标值|目标值|数)(?:了|吗|么|嘛|呀|啊)*"
    r"|(?:and |so )?(?:is|are) (?:that|this|it|these|those) (?:figures? |numbers? )?(?:in |given )?(?:per (?:hundred|cent|thousand|mille)|percent|a percentage)(?:,? or (?:in )?(?:per (?:hundred|cent|thousand|mille)|percent))?"
    r"|(?:in )?(?:what|which) unit(?:s)?(?: is (?:that|it|this)(?: in)?)?|is there no (?:figure|number)(?: for (?:it|that))?"
)
# What speaks of something is the plan (does it mention burns).
_IT_SPEAKS = lazy(
    r"(?:and |but |so |ok |okay |well |also |then |,)*(?:what (?:else )?|where |how )?(?:does|did|doesn't) (?P<it>it|they) (?:also |even |really |actually |ever )*"
    r"(?:mention|address|discuss|talk about|speak of|touch on|deal with|say (?:anything|something) (?:about|on)) (?!it\b|that\b|this\b|them\b|those\b)[a-z]"
)
_OF_PARTS = ("领域", "方面", "板块", "部分", "章", "节", "篇", "块")  # 在哪儿 names none
_WHICH_HAS = lazy(r"(?:and |so |then )?which (?:one |ones |of (?:them|these|those) )?(?:has|have) ")
_LISTED_EN = lazy(r"\b(?P<noun>domain|chapter|goal)s\b")
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
_BESIDE_EN = lazy(r"(?:compared?|comparing|versus|vs|than|against|and|with|to|higher|lower|difference)\b")
# Who is meant by these was named before.
_PERSONAL = frozenset({"他", "她", "它", "他们", "她们", "它们", "they", "them", "he", "she"})
POINTS = frozenset({"it", "pair", "these", "among"})
_PLACED = ("where", "part", "text")
_NAMES_MATTER = ("name", "people", "gap", "domain")
SLOTS = ("people", "age", "year", "place", "domain", "figure")


def _speaks_of(body: tuple[Token, ...]) -> bool:
    """Whether it asks where something of its own is spoken of (which chapter talks about funding)."""
    at = next((i for i, t in enumerate(body) if t.slot == "mention"), len(body))
    return any(t.kind == "word" and t.roles() - {"filler"} for t in body[at + 1 :])


class FollowUp(Alone, Stating, Conditions, Recounting):
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
        if _STATES_EN.match(said) or self._sets_out:
            return None  # it stands for the statement behind it, or says by itself what it is about
        if (placed := self._nth_most(said_end=True)) is not None:
            return placed
        if self._asks_again or _RESAY.fullmatch(said) or (self._told_rows and _OF_FIGURE.fullmatch(said)):
            return Completed(self.before, self.last.answer.lang, ("question",))
        if lang == "en" and (speaks := _IT_SPEAKS.match(cut.text)):
            said = f"{cut.shown[: speaks.start('it')]}the plan{cut.shown[speaks.end('it') :]}"
            return Completed(said.replace(" address ", " mention ", 1), lang, ("corrected",))
        if (noun := self._which_of_listed()) is not None:
            return Completed(noun, lang, ("subject",))
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
        if (stated := self._stated_of_it()) is not None:
            return stated
        if (those := self._of_those_told() or self._whether_among()) is not None:
            return those
        if (target := self._target_after_actual()) is not None:
            return Completed(target, lang, ("subject",))
        if self._stands_alone:
            return None
        if (kept := self._table_kept()) is not None:
            return kept
        actual = any("actual" in t.roles() or t.kind == "ask" for t in cut.tokens)  # last year is no place
        return None if names_place(cut.text) and not actual else self._by_kind(lang)

    def _which_of_listed(self) -> str | None:
        """Which of the things that were counted or listed has something (how many domains … || which one has the most measures)."""
        asked = _WHICH_HAS.match(self.cut.text) if self.cut.lang == "en" else None
        listed = _LISTED_EN.search(self.earlier.text) if asked and self.earlier.lang == "en" else None
        if asked is None or listed is None or self.cut.of_kind("name", "domain"):
            return None
        return f"Which {listed['noun']} has {self.cut.shown[asked.end() :].strip()}"

    @property
    def matter_named(self) -> str:
        """What the earlier question is about, where it names something of its own; else ""."""
        named = self.before and self.earlier.lang == self.cut.lang and self.earlier.of_kind(*_NAMES_MATTER)
        return self._core(self.earlier) if named else ""

    def beside(self) -> str:
        """The earlier subject and the follow-up, which points to it by no word."""
        return "" if self.cut.lang != self.earlier.lang else self._with_subject()

    @property
    def _asks_again(self) -> bool:
        """Whether it wants the same once more, asks whether that is all, or doubts it without saying what is right."""
        idle = all(
            t.kind in OPENERS | {"word", "it", "these", "phrase"} and not t.roles() & ASKING
            for t in self.cut.tokens
        )
        if self.cut.of_kind("again"):
            return idle
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
        if not body:
            return None
        if (against := self._against_others(body)) is not None:
            return against
        pairs = "pair" in kinds and any(t.slot == "op" for t in body) and not kinds & {"name", "gap", "noun"}
        pairs = pairs or self._sets_beside(body)
        if ("compare" in kinds or pairs) and (found := self._compared(body)) is not None:
            return Completed(found, lang, ("pair",))
        if "text" in kinds and kinds <= {"text", "word", "light"}:
            return self._of_clause(lang)  # 规划原话: of what was told
        own = [t for t in body if t.kind in ("name", "gap", "noun") or self._names_noun(t)]
        asking = self._asking(body) or bool(own and _SAYS_WHAT.search(bare(self.cut.text)))
        begins = body[0].kind
        if own and asking:
            return self._asks_with_own(own, begins, lang)
        if own:
            return self._another(body, own, lang)
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
            return self._other_slots(slots, wants, lang)
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

    def _target_after_actual(self) -> str | None:
        """The target of what was asked for as it is (去年近视率实际多少 || 那目标呢)."""
        query, answer = self.last.answer.query, self.last.answer
        refused = query is not None and answer.status == "abstained" and answer.reason == "wrong_scope"
        said, rows = bare(self.cut.text), rows_of(answer, self.known)
        changes = (refused or len(rows) == 1) and _CHANGE_ASKED.fullmatch(said)
        if query is None or not (changes or (refused and _TARGET_ASKED.fullmatch(said))):
            return None
        names = [self.earlier.said(t) for t in self.earlier.tokens if t.kind == "name"]
        name = self._names(rows, self.cut.lang) if len(rows) == 1 else next(iter(names), "")
        if not name:
            return None
        return f"What is the target for the {name}?" if self.cut.lang == "en" else f"{name}的目标是多少？"

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
            text = swap(before, old, domain) if old else domain + before.shown
            return Completed(text, lang, ("replaced",))
        if names and whole and self._was_asked_amiss:
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
            alone = len(bodies) == 1 and all(t.kind in ("light", "word") for t in body if t not in bodies)
            piece = bodies[0] if alone else Token(start, end, "gap", run)
            if lang == "zh" and piece not in bodies and "，" in self._core(before):
                return Completed(f"规划对{run}怎么规定的？", lang, ("replaced",))  # it has several subjects
        else:
            return Completed(self._asked_alike(run, lang), lang, ("replaced",))
        put = self._replaced([piece])
        return None if put is None else Completed(put, lang, ("replaced",))

    def _asked_alike(self, run: str, lang: Language) -> str:
        """A question for a subject that is said in another language than the earlier question, for what that asks."""
        query = self.last.answer.query
        who = query is not None and query.expects == "actor"
        if lang == "en":
            return f"Who is responsible for {run}?" if who else f"What does the plan say about {run}?"
        return f"{run}由谁负责？" if who else f"规划对{run}怎么规定的？"

    @property
    def _told_rows(self) -> bool:
        """Whether a few rows were told, or a figure was asked for."""
        query = self.last.answer.query
        few = 0 < len(rows_of(self.last.answer, self.known)) <= MOST_PLACES
        return few or (query is not None and query.expects == "value")

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

    def _refines(self, kinds: set[str], body: tuple[Token, ...]) -> bool:
        """Whether the follow-up works on what was found: lists, counts, orders, keeps a part."""
        if kinds & {"refine"} or body[0].kind in ("only", "among"):
            return True
        slots = {t.slot for t in body}
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

    def _sets_beside(self, body: tuple[Token, ...]) -> bool:
        """Whether what was told is held against a row that is named (is that lower than stunting)."""
        than = any(t.slot == "op" and t.text.endswith(" than") for t in body)
        return than and body[0].kind == "it" and sum(t.kind == "name" for t in body) == 1

    def _compared(self, body: tuple[Token, ...]) -> str | None:
        """Two subjects side by side: both from before, or the earlier one and a new one."""
        names = [t for t in body if t.kind == "name"]
        shown, lang = self.cut.shown, self.cut.lang
        if sum(t.kind == "people" for t in body) > 1 or any(t.slot == "base" for t in body):
            return None  # both sides, or what is compared with, are its own
        beside = [t for t in body if t.kind in ("gap", "noun", *SLOTS)]
        if len(names) > 1 or any(t.kind != "noun" and not (names and t.kind == "people") for t in beside):
            return None
        start = self._start()
        points = [t for t in body if t.kind in ("pair", "these", "it")]
        if names:
            if points:
                token = points[0]
                return tidy(
                    shown[start : token.start] + spaced(self._subject(), lang) + shown[token.end :], lang
                )
            said = shown[start:].strip()
            if lang == "en" and (inside := PRONOUN.search(said)) and inside.end() <= names[0].start - start:
                return tidy(f"{said[: inside.start()]} the {self._subject()} {said[inside.end() :]}", lang)
            linked = (
                said[0] in "和跟与同比較较"
                if lang == "zh"
                else self.cut.tokens[0].kind == "lead" or bool(_BESIDE_EN.match(said.lower()))
            )
            if not linked or (lang == "zh" and names[0].start - start > 3):
                return None
            return f"{self._subject()} {said}" if lang == "en" else self._subject() + said
        if beside and not points:
            return None
        rows = self._pair(self._number_said or (3 if "最" in self.cut.text else 2))
        if not rows:
            return self._with_subject()
        subject = self._names(rows, lang)
        if points:
            token = points[0]
            before = shown[start : token.start]
            if lang == "en" and before.endswith(" of "):  # which of these two is higher
                return tidy(f"{before.removesuffix(' of ')} {bare(shown[token.end :])}: {subject}?", lang)
            return tidy(before + spaced(subject, lang) + shown[token.end :], lang)
        if lang == "en":
            return f"{bare(shown[start:])}: {subject}?"
        return subject + shown[start:].lstrip(STOPS)

    def _of_clause(self, lang: Language) -> Completed:
        """The clauses of the rows told last, or the one that the last answer cites first, by their places."""
        places = cited(self.last.answer)
        rows = rows_of(self.last.answer, self.known)
        if not places:
            return Completed(self._with_subject(), lang, ("subject",))
        of_rows = tuple(dict.fromkeys(row.clause_id for row in rows))
        if len(of_rows) > MOST_CLAUSES:
            return Completed(self.before, self.last.answer.lang, ("question",))  # it quotes each row
        if len(of_rows) > 1:
            return Completed(self._say_of(of_rows), lang, ("clause",))
        place = places[0]
        if lang == "en":
            return Completed(f"What does clause {place} say?", lang, ("clause",))
        asked = "原文怎么写的？" if self.cut.of_kind("text") else "是哪一条？"
        place = f"第{place}条" if place.replace(".", "").isdigit() else place  # 4.1 alone may be a figure
        return Completed(place + ("的" if self.cut.of_kind("text") else "") + asked, lang, ("clause",))

    def _of_part(self, lang: Language) -> Completed:
        """Which part of the plan the rows or clauses told last stand in; a longer list is told again by its parts."""
        answer = self.last.answer
        rows, places = rows_of(answer, self.known), tuple(dict.fromkeys(listed(answer)))
        goal = any("目标" in t.text or "措施" in t.text for t in self.cut.of_kind("part"))
        named = any(t.text.endswith(_OF_PARTS) for t in self.cut.of_kind("part"))
        if len(rows) == 1 and lang == "zh" and not goal and named:
            return Completed(self._with_subject(), lang, ("subject",))
        if rows and len(rows) <= MOST_PLACES and goal:
            return Completed(f"{self._names(rows, 'zh')}是哪个目标下的？", lang, ("subject",))
        if rows and len(rows) <= MOST_PLACES:
            name = self._names(rows, lang)
            asked = f"Which domain is the {name} in?" if lang == "en" else f"{name}是哪个领域的？"
            return Completed(asked, lang, ("subject",))
        if rows:
            text = f"{self._base()}, by domain" if lang == "en" else f"{self._base()}，按领域分"
            return Completed(text, lang, ("refined",))
        each = any(t.text.startswith(("都", "分别")) for t in self.cut.of_kind("part"))
        if not 0 < len(places) <= (1 if each else MOST_PLACES):
            return Completed(self.before, answer.lang, ("question",))
        asked = f"Which domain is clause {places[0]} in?" if lang == "en" else f"{places[0]}在哪个领域？"
        return Completed(asked, lang, ("clause",))

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
