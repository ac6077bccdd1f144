"""A question over the table, taken apart: the words that fill slots, its parts, the remarks and the story in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from assistant.framing import tags
from assistant.lexicon import Mention
from assistant.patterns import lazy
from assistant.tabular.quoted import Quoted
from assistant.tabular.slots import Slot, Table, blank, find_slots
from assistant.tagging import pos_tags, segment

_WHO_HAS_MORE = lazy(r"谁的?[^，,。；;？?！!]{0,6}?[多少高低大小长短严松](?=$|[，,。；;？?！!呢啊])")
PIECE = lazy(r"[，,。；;！!？?：:()]|\.(?= |$)")
_ALSO = lazy(r"还有|以及|再加上?|加上|包括|连同|外加|\band\b|\bplus\b|\balso\b|\bincluding\b")
# What asks for a difference without one of its words: 高多少, 比A多睡几个小时, 差几个点.
_DIFFERENCE = lazy(
    r"(?<![提减降增缩扩至升])(?:高|低|多|少|大|小|长|短)(?:出来?|了|上)?(?:多少|几(?![率乎]))"
    r"|(?<![对分占同环])比(?![例重率方如])[^，,。；;？?]{1,30}(?:高|低|多|少|大|小|长|短)(?:出来?|了|上)?[\u3400-\u9fff\n]{0,3}(?:多少|(?<!哪)几|多大)"
    r"|(?:高|低|多|少|大|小|长|短)出(?:来)?(?:多少|几|多大)|差(?:了|着|出)?(?:多少|几|多大|多远)"
    r"|\n[\s,，]*(?:的|之)?(?:差|差值|差距|差额|相差)[？?。]?$"
)
# Points lie between two figures, whatever the verb (宽出, 抬了, 隔着几个点).
_POINTS = lazy(r"(?:几|多少)个?(?:百分|千分)?点(?![钟名])|\bhow many (?:percentage |per ?cent )?points\b")
_MORE_THAN = lazy(
    r"(?:跟|和|与|同|较)[^。；;？?]{1,14}(?:比起来|相比|比较|比)[，,]?[^。；;？?]{0,8}(?:多|少|高|低|长|短)[\u3400-\u9fff]?(?:几|多少)|"
    r"(?<![对分占同环])比(?![例重率方如])[^，,。；;？?]{1,20}(?:高|低|多|少|长|短)(?:出来?|了|上)?[\u3400-\u9fff]?(?:多少|几|多大)"
)
_ABSENT = lazy(
    r"(?:一|半|任何一?|哪怕一|连一)(?:[个条项点]|样(?!不(?:[？?，,。一]|$)))[\s\S]{0,14}?(?:都|也|均|皆)?(?:没|无|未|不(?![到足超满止低高多少大小等是同]))"
    r"|(?<![有列设写提说讲谈])(?:没有|没|未|无|不|并未|尚未)(?:再)?(?:列|设|写|提|下设|安排|分|细分|展开|带|附|含|给|定|挂|标|画)(?:出|着|了|有|过|到|置|立)?(?:任何|什么|具体|过|半)?(?:[\u3400-\u9fff]{0,6}?(?:条|细项|分项|小项|子项|破折号|横线|横杠|指标|目标|措施|数|领域|板块|[？?的呢]|$))"
    r"|(?<!有)没有(?:任何|什么|一[个条项])?[^？?吗，,]{0,10}?的(?:是)?(?:哪|领域|板块|主要目标|目标)"
    r"|(?<!有)没有(?:任何|什么|一[个条项])[^？?吗，,]{0,10}?(?:细项|分项|条目|指标|措施)"
    r"|(?<!有)(?:没有?|无)(?:[\u3400-\u9fff]{0,4}?)(?:细项|分项|条目|指标|措施)(?=$|[？?的呢啊呀，,。；;是])"
    r"|(?:下面|下边|下头|底下|之下|下)(?:[^，,。；;？?]{0,3}(?:啥|什么|东西|内容|字))?(?:都|也|就|是|压根|根本)*(?:没有?|空)(?:着|跟|带|列|挂|写|有|了|的)*(?=$|[，,。；;？?呢啊是])"
    r"|(?:为|是|等于)(?:零|0)(?![0-9.%‰])|空着|空白的|(?<![0-9.])0[条个项]"
    r"|\b(?:has|have|having|with|contains?|sets?|lists?|gets?|got) (?:no|none|not a single|zero)\b|\blacks?\b|\bwithout (?:any|a single)\b"
    r"|\bno (?:[a-z-]+ ){0,3}(?:under|below|beneath|at all)\b|\b(?:does|do) not (?:have|contain|set|list) (?:any|a single)\b"
)
_WHICH_IS_MORE = lazy(
    r"(?:哪|谁|何者|孰)[^，,。；;？?！!]{0,6}?(?<![最提降])(?:高|低|大|小|长|短|严|紧|松|多|少)(?![中校出低高于张急])|是不是一样|一样[高低多长大]|孰[高低大小]"
)
# Of two that are named (blanked out here): A有B高吗, 是A高还是B高, is A or B the larger one.
_MORE_IN = lazy(r"\b(?:more|fewer)\b(?! than)[^.;?]*\b(?:in|under|for|from)\b[^.;?]*\bor\b")
_ONE_OR_OTHER = lazy(
    r"\n有\n+(?:的[^，,。；;？?]{0,4}?)?(?:那么|这么)?[高低大小多少长短严松]|[高低大小多少长短严松][些点]?(?:一些|一点)?[，,]?还是"
    r"|\n[^，,。；;？?\n]{0,4}还是[^，,。；;？?]*?\n[^，,。；;？?\n]{0,6}?[高低大小多少长短严松]"
    r"|\bor\b[^.;?]*? (?:the )?(?:higher|lower|larger|smaller|bigger|greater|longer|shorter|stricter|tougher|highest|lowest)(?: one| figure| target| value)?(?=[?.]|$)"
)
_MORE_OR_LESS = lazy(r"(?<![对分占同])比[^，,。；;？?]{1,12}?[多高大长]还是[少低小短]")
_MINUS = lazy(r"\n(?:的[^，,。；;？?\n]{0,4})?减去?(?:了|掉)?\n|\bminus\b|\bsubtract")
_COUNTS_TOO = lazy(r"也(?:都)?(?:算|计|包括|包含|作数)|\b(?:also count|counts? too|counts? as well)")
# 是否比B更宽松: what two named rows are said to be to one another.
_IS_MORE = lazy(
    r"(?:(?<![对分占同环])比(?![例重率方如])|较之|相较于?|相比)[^，,。；;？?]{0,24}?(?P<zh>[高低大小多少严紧松宽长短])"
    r"|(?P<en>higher|lower|larger|smaller|bigger|greater|longer|shorter|stricter|tighter|looser|laxer|tougher|more demanding|less demanding|more lenient|less strict)(?: [a-z]+){0,2} than(?! ?(?:[a-z]+ )?[0-9])"
)
_RATES = lazy(
    r"(?:[几哪各些]|带数的?)[个项条些种类]?(?:比)?率(?![先领真直])"
    r"|(?<=的)(?:比)?率(?=(?:一共|总共|都|分别|各)*(?:有|是)(?:哪|几|多少)|(?:里|中|当中)?最[高低大小])"
)  # 哪几个率
_DEMANDS = lazy(r"(?:[的项条个些种]|什么|啥|哪)要求(?=$|[，,。；;？?有是都里中按用以写算])")
_SENTENCE_END = lazy(r"[？?。；;]|\.(?= )")
_NEGATIVE = lazy(r"没|未|不|无|从|尚|也|都|又|压|根")
_GROUP_BEHIND = lazy(r"(?:指标|目标)?的?(?:那|这)?(?:个|些|几个)?(?:大)?(?:领域|板块|主要目标|大目标)")
_HEADS = lazy(r"领域|板块|块|章|主要目标|主目标|大目标")  # 目标 alone may be lines or rows
_TO_GROUP = lazy(r"(?:里|中|内|下面?|底下|的|在|都|是|还|压根|根本|完全|干脆|连|任何)*")
_OF_ROWS = lazy(r"的?(?:指标|目标|最|有|项|条|那)")
_OF_GROUP_EN = lazy(
    r"\b(?:(?:which|what|any|each|every|a|how many|one|some) (?:of the )?(?:[a-z]+ )?(?:domains?|areas?|fields?|goals?|objectives?|chapters?|sections?)|domains|areas|fields|goals|objectives|chapters|sections)"
    r"(?: (?:of|in|under|within) (?:the|this|its|that) (?:[a-z]+ ){0,3}(?:plan|programme|program|document))?(?: that| which)?"
    r"(?: (?:have|has|had|contain|contains|got|get|gets|set|sets|carry|carries|list|lists|come with|comes with|are left with|end up with|show|shows|do|does))? $"
)
_NOT_ONE = lazy(r"(?:一|半|任何一?|哪怕一)[个条项样点](?:具体|明确|实打实)?的?$|\bnot a single $")
_QUALITATIVE = lazy(r"定性|qualitative")
_ROWS_ASKED = lazy(r"(?:哪[些几]?[个项条]?|什么|啥)(?:定[量性])?(?:指标|目标)[^，,。；;？?！!]{0,6}$")
CONTRAST = lazy(
    r"\b(?:instead of|rather than|as opposed to|and not|not as|but not|unlike)\b[^,.;?!]*|, not (?:the |any )?[a-z]+(?: ones)?(?=[.?!]|$)|而(?:不是|非|并非)[^，,。；;？?！!的]{1,12}"
)
_MEANS = lazy(r"\b(?:does|do|did|would|could|can)\b[^?.]* $")
_WHICH_AIM = lazy(r"哪[些几]?[个项条]?目标")
_BOUND_WORDS = frozenset({"以上", "以下", "以内", "之内", "至少", "不低于", "不少于", "不超过", "不高于"})
ALL_EN = ("all the", "every")
ALL_OF = ("都", "均", "皆", "个个", "全都", "全是", "全部都")  # 都是, 都不低于
_ALL_OF_THEM = ("所有的", "全部的", "所有")
_EXISTS = ("有没有", "有无", "are there any", "is there any", "is there a")
_ASKS_WHICH = lazy(r"(?:啥|什么|哪[些个几项条])[\u3400-\u9fff]{1,6}$")  # 各有个啥管理率
_RESTRICTS = lazy(r"(?:的|里|中|内|上|下|方面|之间|以外|之外)$|^(?:关于|有关|涉及|针对|凡|属于|除)")
_YES_NO = lazy(
    r"是不是|是否|对不对|有没有可能|可不可以说|能不能说|[吗么嘛](?:[？?。]|$)|不(?:啊|呀)?[？?]|没(?:有)?[？?]|(?:对|没错|真的)[吧吗]|吧[？?]|(?<![说列讲给看查报来下我听一])吧$"
    r"|^(?:so )?(?:is|are|do|does|did|has|have|can|would)\b|[.,:;?] (?:is|are|do|does|has|have)\b"
)
# Roles of words that ask for what no table has; a question about clauses that mention a word may hold them.
_BLOCKED = frozenset({
    "actor", "money", "phone", "address", "website", "person", "documents", "procedure", "penalty", "roster", "actual",
    "now", "day", "body",
})  # fmt: skip
# Roles of words that ask for something about what is named.
_ASKS_MORE = _BLOCKED | {"reason", "definition", "period", "what", "date", "text"}
_FIRST_PERSON = lazy(r"[我俺咱偶]|\b(?:i|i'm|we|my|our|me)\b")
ASKING_WORD = lazy(r"[几多哪啥谁咋怎吗么？?]|什么|如何|\b(?:how|what|which|who|when|where|why)\b")
_POLITE = lazy(
    r"(?:能|可以|可否|能否|可不可以|行|好)[^，,。；;？?]{0,8}(?:列|给|说|告诉|查|找|看|发|整|弄|报|念|讲|摆)|(?:can|could|would|will) you"
)
_AMOUNT = lazy(
    r"(?:指标|目标|措施|条款)(?:的)?(?:数量|个数|数目|总数|条数|项数)(?=$|[，,。；;？?!！吧呢呀啊、和与跟及])"
)
_WHAT_ROWS = lazy(r"(?<!是)(?:什么|啥)(?:样的?|具体的?)?(?:[硬定量性化]{0,2}指标|数值?目标)")
_SO_MANY = lazy(r"(?:几|多少)[条项]")  # 出现在几条里
_HOW = lazy(r"怎|咋|如何|为什么|为啥|为何|\b(?:why|how)\b")
_OF_GOALS = lazy(r"(?:主要|大)目标|(?:main |key )?goals")
_NOUN_AT_END = lazy(r"(?:指标|目标|targets?|indicators?|figures?)$")
_CEILINGS = lazy(
    r"(?:the )?(?:upper |lower )?(?:ceilings|floors|caps|limits|minimums|maximums|minima|maxima)"
)
_NOUNS_INSIDE = (("指标", "indicator"), ("目标", "aim"), ("target", "aim"))
# Slots whose words make a part of a question one that asks.
_TELLING = frozenset({
    "noun", "ask", "op", "sort", "top", "most", "kind", "comparator", "base", "unit", "unitword", "mention", "group", "below",
    "verbword", "except", "begin", "title", "named",
})  # fmt: skip


# 健康以外不得超过的指标: what stands behind restricts, and is no remark.
_TOLD_BEHIND = frozenset({"noun", "kind", "comparator", "unit", "bound", "verbword"})


def says_all(slot: Slot) -> bool:
    """Whether a word says of all of them what follows (都是, 是不是都)."""
    begins = slot.slot in ("bound", "comparator", "verbword", "every") and slot.text.startswith(ALL_OF)
    return begins or (slot.slot == "filler" and slot.text.endswith("都"))


# A part that is a noun by its 的 is what the next one asks about (头一个月夭折的，上限是千分之几), and no story.
_TOPIC = lazy(r"(?!.*[我俺咱])(?!(?:是|好|对|行|真|有)的).{3,}的")


# 大夫说有点儿贫血，规划有啥指标: who only says what is so is not asked for.
_SPEAKS = lazy(
    r"(?:跟我|和我|给我|也|都|就|又|老|总)*(?:说|讲|告诉|嘱咐|提醒|叮嘱)(?![法明清的])[^，,。；;？?….]{2,}[，,。；;]"
)


class Spoken(Quoted):
    """A question over the table, taken apart."""

    def __init__(self, text: str, table: Table) -> None:
        """Find what is quoted and named, and in the rest the words that fill slots."""
        super().__init__(text, table)
        self.slots = tuple(self._with_absences(find_slots(self.free, table.words, table.templates)))
        self.named = tuple(
            m
            for m in self.named
            if self.part(m.start) not in self._remarks and not _SPEAKS.match(text, m.end)
        )

    @cached_property
    def is_difference(self) -> bool:
        """Whether it asks by how much figures or counts differ."""
        than = _MORE_THAN.search(self.plain)  # 比初中生少睡几个小时: the name of the row stands inside
        of_two = len(self.named) > 1 and _MINUS.search(self.free)
        between = max(len(self.named), len(self.people)) > 1 and _POINTS.search(self.plain)
        return "difference" in self.of("op") or bool(
            _DIFFERENCE.search(self.free) or than or of_two or between
        )

    @cached_property
    def is_absent(self) -> bool:
        """Whether it asks where there is none."""
        told = [(s.start, s.end) for s in self.slots if s.slot in ("kind", "mention")]
        not_one = any(s.slot == "kind" and not s.text for s in self.slots)
        return not_one or bool(_ABSENT.search(blank(self.free, told)))

    def _with_absences(self, slots: Iterable[Slot]) -> Iterator[Slot]:
        """The slots of the parts that ask; 一个数都没写 says of a group that it has none."""
        slots = tuple(slots)
        self._remarks = dropped = frozenset(
            p for p in range(len(self.breaks) + 1) if self._is_remark(p, slots)
        )
        for slot in slots:
            if self._asks_further(slot, slots) or self._is_contrast(slot):
                continue
            if self._is_aim(slot, slots):
                yield replace(slot, end=slot.end - 2, text=slot.text[:-2], slot="ask", value="list")
                yield Slot(slot.end - 2, slot.end, slot.text[-2:], "noun", "aim")
                continue
            if slot.text == "mean" and _MEANS.search(self.text[: slot.start]):
                continue  # what does it mean
            if slot.slot == "mention" and slot.text == "name the" and not slot.start:
                yield replace(slot, slot="ask", value="list", text="name")
                continue  # name the three domains: an order to list them
            if slot.text == "条目" and self.free[slot.end : slot.end + 1] == "标":  # 第一条目标
                yield replace(slot, start=slot.start + 1, end=slot.end + 1, text="目标", value="aim")
                continue
            part = self.part(slot.start)
            unit = any(s.slot in ("unit", "noun") and self.part(s.start) == part for s in slots)
            placed = not unit and self._names_domain(part)  # 健康之外，有数的指标
            kept = ("unit", "noun", "except") if unit or placed else ()
            if part in dropped and slot.slot not in kept:
                continue
            none = slot.value == "qualitative" and self._says_none(slot, slots)
            yield replace(slot, value="numeric", text="") if none else slot

    def _names_domain(self, part: int) -> bool:
        """Whether a part has the name of a domain."""
        words = self.words_of_part(part)
        return any(name in words for names in self.table.domains.values() for name in names)

    def _is_contrast(self, slot: Slot) -> bool:
        """Whether a word only says what is not meant (caps rather than floors)."""
        if slot.slot not in ("comparator", "kind", "base", "demand"):
            return False
        return any(m.start() < slot.start < m.end() for m in CONTRAST.finditer(self.text))

    def _is_aim(self, slot: Slot, slots: tuple[Slot, ...]) -> bool:
        """Whether 哪些目标 asks for rows: their figures are spoken of, and nothing that stands under goals."""
        if slot.slot != "group" or not _WHICH_AIM.fullmatch(slot.text) or _ABSENT.search(self.free):
            return False
        of_goals = any(
            s.slot in ("most", "below") or (s.slot == "noun" and s.value != "domain") for s in slots
        )
        figures = any(q in _BOUND_WORDS for _, _, q in self.quotes) or any(
            s.slot in ("unit", "comparator", "kind", "bound") for s in slots
        )
        return (
            figures
            and not of_goals
            and not re.search(r"[0-9一二两三四五六七八九十][个条项](?!小时)", self.free)
        )

    def _asks_further(self, slot: Slot, slots: tuple[Slot, ...]) -> bool:
        """Whether a kind is asked about in a sentence of its own, after one that asks how many (一共几项？哪项给了数？)."""
        if slot.slot != "kind":
            return False
        ends = [m.end() for m in _SENTENCE_END.finditer(self.text) if m.end() <= slot.start]
        if not ends:
            return False
        behind = re.search(r"[？?。；;]", self.text[slot.end :])
        stop = slot.end + behind.start() if behind else len(self.text)
        here = [s for s in slots if ends[-1] <= s.start < stop]
        before = [s for s in slots if s.start < ends[-1]]
        asks = any(s.slot == "ask" for s in here) and any(s.slot == "ask" for s in before)
        if all(any(s.slot == "ask" and s.value == "count" for s in told) for told in (here, before)):
            return False  # 一共多少个？定性的几个？
        told = any(s.slot in ("noun", "unit", "group", "comparator") for s in here)
        return asks and not told and any(s.slot in ("noun", "named", "kind") for s in before)

    def _says_none(self, slot: Slot, slots: tuple[Slot, ...]) -> bool:
        """Whether "without a figure" is said of a group: it has no row with one, not rows without one."""
        before, behind = self.free[: slot.start], self.free[slot.end :]
        if _QUALITATIVE.search(slot.text):
            return False  # 一个定性指标都没有: none of these
        if (_NOT_ONE.search(before) and not _ROWS_ASKED.search(before)) or _OF_GROUP_EN.search(before):
            return True
        if self.lang == "en" or not _NEGATIVE.match(slot.text):
            return False
        if _GROUP_BEHIND.match(behind):
            return True
        heads = [s for s in slots if s.slot in ("group", "below") or s.value == "goal"]
        group = [s for s in heads if _HEADS.search(s.text) and s.end <= slot.start]
        between = self.free[group[-1].end : slot.start] if group else "，"
        return bool(_TO_GROUP.fullmatch(between)) and not _OF_ROWS.match(behind)

    def _is_remark(self, part: int, slots: tuple[Slot, ...]) -> bool:
        """Whether a part only says what need not be looked at, or counts, too (那条先不算, 这样的也算写了).

        What it leaves out that is no change against a base year is not dropped: a unit and a domain restrict, and names
        and people stay unexplained.
        """
        here = [s for s in slots if self.part(s.start) == part]
        words = self.words_of_part(part)
        counts_too = bool(_COUNTS_TOO.search(words))
        end = [s.end for s in here if s.slot == "except" and s.value != "before"]
        last = self.text[max(end, default=0) :].lstrip("了的吧哈啊呢") if end else ""
        at_end = bool(end) and (not last or bool(PIECE.match(last)))
        behind = [s for s in here if s.slot == "except" and s.value == "after"]
        behind = [s for s in behind if not any(o.start >= s.end and o.slot in _TOLD_BEHIND for o in here)]
        left_out = at_end or bool(behind) or counts_too
        if not left_out or len(self.breaks) == 0:
            return False
        names = [m for m in (*self.named, *self.people) if self.part(m.start) == part]
        changes = any(s.slot == "base" or s.value == "relative" for s in here)
        asked = any(s.slot in ("ask", "most", "top", "group") for s in here) and not counts_too
        return not asked and (changes or not names)

    @cached_property
    def aside_years(self) -> tuple[int, ...]:
        """Years that only a remark speaks of."""
        return tuple(year for year, start in self.year_places if self.part(start) in self._remarks)

    @cached_property
    def leaves_out_changes(self) -> bool:
        """Whether a remark leaves out what is set as a change (降幅那条不算)."""
        return any(
            re.search(
                r"降幅|升幅|基数|基期|下降幅度|比降|降多少|baseline|base year|relative", self.words_of_part(p)
            )
            and not _COUNTS_TOO.search(self.words_of_part(p))
            for p in self._remarks
        )

    @cached_property
    def is_comparison(self) -> bool:
        """Whether it asks which of two is more."""
        more = _IS_MORE.search(self.free) if self.is_yes_no else None
        picks = bool(self.of("pick")) and len(self.named) + len(self.people) > 1
        return picks or "compare" in self.of("op") or bool(self._asks_which_is_more or more)

    @cached_property
    def _asks_which_is_more(self) -> bool:
        """Whether it asks which is higher; 小 of 小时 is no adjective."""
        told = [(s.start, s.end) for s in self.slots if s.slot in ("kind", "way", "comparator")]
        found = _WHICH_IS_MORE.finditer(blank(self.free, told))  # 光说往高了走 compares nothing
        between = bool(_MORE_OR_LESS.search(self.free)) or (
            len(self.named) > 1 and bool(_ONE_OR_OTHER.search(self.free))
        )
        more = self.lang == "en" and bool(_MORE_IN.search(self.free))
        return between or more or any(not self._is_in_noun(m.end() - 1) for m in found)

    def _is_in_noun(self, at: int) -> bool:
        """Whether a character is a part of a longer word that is no adjective (小时, 大学)."""
        if self.free[at - 1 : at + 1] in ("数多", "数少"):
            return False  # 哪章条数多
        low, high = next(((s, e) for s, e in segment(self.free) if s <= at < e), (at, at + 1))
        return high - low > 1 and pos_tags(self.free[low:high])[-1].startswith(("n", "m", "q", "t", "j"))

    @cached_property
    def is_yes_no(self) -> bool:
        """Whether yes or no would answer it."""
        end = len(self.text.rstrip("?？。.!！ "))
        return bool(_YES_NO.search(self.text)) or any(
            start > 0 and stop == end for start, stop in tags(self.text)
        )

    @cached_property
    def said_to_be(self) -> str:
        """The word of a comparison that is to be confirmed (比B更宽松), or ""."""
        match = _IS_MORE.search(self.free) if self.is_yes_no else None
        return (match["zh"] or match["en"]) if match else ""

    @property
    def comparative_spans(self) -> list[tuple[int, int]]:
        """Where the word stands that two rows are compared by in English (sleep longer than)."""
        match = _IS_MORE.search(self.free) if self.is_yes_no else None
        return [match.span("en")] if match and match["en"] else []

    @cached_property
    def is_every(self) -> bool:
        """Whether it asks if something holds of all of them (是不是个个都九成以上)."""
        lists = [
            s for s in self.slots if s.slot == "ask" and s.text not in (*_EXISTS, *ALL_EN, *_ALL_OF_THEM)
        ]
        every = "every" in self.of("every") or any(s.text in ALL_EN or says_all(s) for s in self.slots)
        return self.is_yes_no and every and not lists and not _POLITE.search(self.text)

    @cached_property
    def asks_elsewhere(self) -> bool:
        """Whether it asks for what no table has: who, money, a procedure."""
        covered = [(s.start, s.end) for s in self.slots]
        roles = {
            role for m in self.words for role in m.values("word")
            if self.part(m.start) in self.asking and not any(s <= m.start < e or m.start <= s < m.end for s, e in covered)
            and not self._picks(m)
        }  # fmt: skip
        return bool(roles & _BLOCKED)

    @cached_property
    def story(self) -> str:
        """What the asker tells of themselves before the parts that ask; "" where nothing is, or where it asks, too."""
        first = min(self.asking)
        told = self.text[: self.breaks[first - 1]] if first else ""
        own = _FIRST_PERSON.search(told) or self.speaks_of_kin(told)
        return told if own and not ASKING_WORD.search(told) else ""

    def speaks_of_kin(self, told: str) -> bool:
        """Whether a text speaks of the asker's family or people around them (大孙子今年要上小学了)."""
        return any(
            "relative" in names and word in told for word, names in self.table.templates.classes.items()
        )

    @cached_property
    def is_request(self) -> bool:
        """Whether nothing is asked of what is named (导出教育领域全部指标): it is to be listed."""
        roles = {role for m in self.words for role in m.values("word")}
        answered = self.is_yes_no and not _POLITE.search(self.text)
        return not roles & _ASKS_MORE and not answered and not _HOW.search(self.text)

    @property
    def who_is_first(self) -> bool:
        """Whether 谁 asks for what is the first (七大领域谁的措施最多)."""
        return any(self._picks(m) for m in self.words)

    def _picks(self, word: Mention) -> bool:
        """Whether 谁 asks which row is the first (谁的目标值最大), not for a body."""
        ranks = (s for s in self.slots if s.slot in ("top", "most", "pick") or s.value == "compare")
        beside = any(self.part(s.start) == self.part(word.start) for s in ranks)
        more = _WHO_HAS_MORE.match(self.text, word.start)
        return word.text in ("谁", "谁的") and bool(beside or more or self._asks_which_is_more)

    @cached_property
    def breaks(self) -> list[int]:
        """Where its parts begin, after commas and stops."""
        return [match.end() for match in PIECE.finditer(self.text)]

    def part(self, offset: int) -> int:
        """The number of the part that an offset lies in."""
        return bisect_right(self.breaks, offset)

    @cached_property
    def asking(self) -> frozenset[int]:
        """The parts that ask: from the first to the last with a name or a word of the table; the rest is a story.

        A part between them that is a clause of its own and holds neither is chatter (领导催得急).
        """
        at = [m.start for m in self.named]
        at += [s.start for s in self.slots if s.slot in _TELLING]
        telling = {self.part(start) for start in at}
        if not telling:
            return frozenset(range(len(self.breaks) + 1))
        groups = [self.part(m.start) for m in self.people]
        telling |= {p for p in groups if groups.count(p) > 1}  # 城市社区和农村社区的比例，取平均
        also = {
            self.part(m.start()) for m in _ALSO.finditer(self.text) if self.part(m.start()) >= min(telling)
        }
        telling |= also
        while min(telling) and _TOPIC.fullmatch(self.words_of_part(min(telling) - 1)):
            telling.add(min(telling) - 1)
        between = range(min(telling), max(telling) + 1)
        return frozenset(p for p in between if p in telling or not self._is_chatter(p))

    def words_of_part(self, part: int) -> str:
        """The text of a part, without the mark that ends it."""
        edges = [0, *self.breaks, len(self.text)]
        return PIECE.sub("", self.text[edges[part] : edges[part + 1]]).strip()

    def _is_chatter(self, part: int) -> bool:
        """Whether a part is a clause with a verb or a person of its own, not what restricts (关于流动儿童的)."""
        words = self.words_of_part(part)
        people = any(self.part(m.start) == part for m in self.people)
        if people or not words or words.isascii() or _RESTRICTS.search(words) or _ASKS_WHICH.search(words):
            return False
        tags = pos_tags(words)
        return "r" in tags or any(tag in ("v", "vd", "zg", "i", "l", "vg", "y") for tag in tags)

    def of(self, slot: str, before: str = "") -> tuple[str, ...]:
        """Values of a slot, in order; only those before another slot, where one is given."""
        end = min((s.start for s in self.slots if s.slot == before), default=len(self.text))
        return tuple(s.value for s in self.slots if s.slot == slot and s.start < end)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What is asked about."""
        found = {s.value for s in self.slots if s.slot == "noun" and not self.is_left_out(s)}
        if any(s.slot == "noun" and s.text.startswith("指标") for s in self.slots):
            found.add("indicator")  # 指标数
        if self.asks_rates or "figure" in self.of("kind"):
            found.add("indicator")
        if any(s.slot == "comparator" and _CEILINGS.fullmatch(s.text) for s in self.slots):
            found.add("indicator")
        for slot in self.slots:  # 定量指标, numeric targets
            if slot.slot in ("kind", "unit", "comparator"):
                found |= {value for word, value in _NOUNS_INSIDE if word in slot.text}
        below = any(s.slot == "below" and _OF_GOALS.match(s.text) for s in self.slots)
        if below and not found - {"domain"} and not self.of("kind"):
            found.add("goal")  # 主要目标里，健康领域占几条: they are what is counted
        return frozenset(found)

    @property
    def asks_rates(self) -> bool:
        """Whether rates are asked for as such (哪几个率): rows whose names say that they are one."""
        return self.lang == "zh" and bool(_RATES.search(self.free))

    def names_a_noun(self, slot: Slot) -> bool:
        """Whether the words of a slot end with a noun of the table (定量指标, 百分比指标, numeric targets)."""
        return slot.slot in ("kind", "unit", "comparator") and bool(_NOUN_AT_END.search(slot.text))

    @cached_property
    def demands(self) -> bool:
        """Whether demands are asked for, wherever they stand (睡眠的要求有哪些)."""
        return bool(_DEMANDS.search(self.free))

    def is_left_out(self, slot: Slot) -> bool:
        """Whether "not counting" stands before it in a part that asks nothing else (不算破折号那些细项)."""
        part = [s for s in self.slots if self.part(s.start) == self.part(slot.start)]
        if any(s.slot == "noun" and s.value == "domain" for s in part):
            return False  # it is a domain that is left out
        before = any(s.slot == "except" and s.value != "after" and s.end <= slot.start for s in part)
        return before and not any(s.slot in ("ask", "op", "most", "mention", "kind") for s in part)

    @property
    def counts_named(self) -> bool:
        """Whether how many are asked of what is named (几个大夫): its figure, not how many rows there are."""
        counts = [s.end for s in self.slots if s.slot == "ask" and s.value == "count"]
        return any(0 <= m.start - end <= 1 for m in self.named for end in counts)

    @property
    def amounts(self) -> int:
        """Of how many things the amount is named (主要目标数量、策略措施数量)."""
        return len(_AMOUNT.findall(self.free))

    @property
    def asks(self) -> frozenset[str]:
        """Whether it asks for a list or a count."""
        told = _AMOUNT.search(self.free) and not self.of("most")
        told = told or any(s.slot == "mention" and _SO_MANY.search(s.text) for s in self.slots)
        amount = {"count"} if told else set[str]()
        which = {"list"} if _WHAT_ROWS.search(self.free) else set[str]()
        return frozenset(self.of("ask")) | amount | which
