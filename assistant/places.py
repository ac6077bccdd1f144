"""Question → what it asks of the tree: a place in the plan, the parts of a heading, or how many there are.

A question is read into marks (a heading's name, a label, a number with its unit, a word that asks); what is left
over decides whether it asks for more than the make-up. Names come from the plan; the words that stand here are
those in which any plan's make-up is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from assistant.lexicon import Lexicon, tokenizer
from assistant.patterns import compiled
from assistant.records import ClauseKind
from assistant.structure import ROOT, Tree, integer

MarkKind = Literal["title", "section", "label", "ordinal", "level", "frame"]
Level = Literal["chapter", "domain", "entry", "line", "paragraph", ""]

_HAN = r"\u3400-\u9fff"
_NUM = r"[一二两三四五六七八九十百0-9]+"
_UNITS: tuple[tuple[Level, str, str], ...] = (
    ("paragraph", "自然段|段", r"paragraphs?"),
    ("line", "小条|小项|细项|子项|分项|小点", r"sub-?(?:points?|items?|lines?)|lines?|bullets?(?: points?)?"),
    ("domain", "领域|方面", r"areas?|domains?|fields?"),
    ("chapter", "章节|章|大部分|部分|板块|篇|块", r"chapters?|parts?|sections?"),
    ("entry", "条款|条目|任务|大条|条|项|点|款|则|节|个", r"items?|articles?|clauses?|points?|tasks?|provisions?"),
)  # fmt: skip
_ZH_UNIT = "|".join(zh for _, zh, _ in _UNITS)
_EN_UNIT = "|".join(en for _, _, en in _UNITS)
# Words for the clauses of one kind, where the plan's own label is not said.
_KINDS: tuple[tuple[ClauseKind, str, str], ...] = (
    ("goal", "目标", r"goals?|objectives?"),
    ("measure", "措施|举措", r"measures?|actions?"),
    ("principle", "原则", r"principles?"),
    ("target", "——|目标细项|横线小?条?", r"target lines?"),
)  # fmt: skip
_EN_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_EN_CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_EN_NTH = (
    rf"(?P<nth>{'|'.join(_EN_ORDINALS)}|[0-9]+(?:st|nd|rd|th)|last|final|penultimate|second[ -]to[ -]last)"
)

_PATH = re.compile(
    rf"(?<![0-9第一二三四五六七八九十])([一二三四五六七八九十]+)[、,]?\s*\(({_NUM})\)(?!班)[、,.]?\s*([{_HAN}]{{0,6}})\s*第?([0-9]*)"
)
# 2.1.m3 is the id of a clause wherever it stands; 3.5 may be a figure, so it needs a word that says it is a place.
_ID = re.compile(
    r"(?<![0-9.])(?:[0-9](?:\.[0-9]+)*(?:\.[a-z][0-9]+)+(?:\.[0-9]+)*"
    r"|(?<=[第条节章号款])[0-9](?:\.[0-9]+)+|(?:(?<=clause )|(?<=section )|(?<=item )|(?<=paragraph ))[0-9](?:\.[0-9]+)+"
    r"|[0-9](?:\.[0-9]+)+(?=\s*(?:[条款节]|这[一]?[条款节]|$|[?？。]|是[啥什]|写|讲|说|的?(?:原文|内容|全文))))"
)
_COUNT = re.compile(r"几|多少|数一下|how many|number of|count", re.IGNORECASE)
# No summary is written; what a heading holds is the honest answer to who asks for one.
_OVERVIEW = r"总结|概括|概述|归纳|梳理|提炼|概要|要点|要义|简介|介绍"
_OVERVIEW_EN = r"overview|summar(?:y|i[sz]e)|outline|main points|key points|gist"
_LIST = re.compile(
    rf"{_OVERVIEW}|\b(?:{_OVERVIEW_EN})\b"
    r"|哪|啥|什么|有何|有谁|分别|列|写出|写全|逐[一条个项]|一一|挨[个条]|罗列|说全|报一?遍|目录|框架|结构|标题|题目|名称|名字|叫|分成|分为|组成|构成|包[括含]|都有"
    r"|\b(?:what|which|list|name|names|outline|contents|structure|divided|titles?|headings?|consists?)\b"
)
_TELL = re.compile(
    r"原文|全文|原话|原样|条文|内容|写|说|讲|念|读|看|背|是[啥什]|\b(?:text|quote|say|says|read|show|what|tell|give|cite)\b"
)
_TITLE = re.compile(r"标题|题目|名称|名字|叫[啥什做]|\b(?:titled?|heading|called|named?)\b")
_BELOW = re.compile(
    r"[下底]面|底下|下头|下边|下分|分了|哪几|哪些|几[条个项点句]|\b(?:under|sub-?points?|sub-?items?)\b"
)
_WHOLE = re.compile(
    r"一共|总共|总计|合计|共|全部|全文|全篇|通篇|整[个篇份]|规划|方案|计划|纲要|文件|通知|意见"
    r"|\b(?:in all|altogether|in total|total|overall|the (?:whole )?(?:plan|document|text))\b"
)
# What such questions say beside marks; no word of it asks for anything in the clauses.
_FRAME = re.compile(
    rf"(?:{_OVERVIEW})(?:一下|总结|出来)?|\b(?:{_OVERVIEW_EN})\b|用?(?:[一二三四五六七八九十几0-9]+|多少)[句段]话|[0-9一二三四五六七八九十百几]+字(?:以内|左右)?"
    r"|(?:逐[一条个项]|一一|挨[个条]儿?|依次|全都?|都)?(?:地)?(?:写出来?|写全|罗列(?:出来)?|说全|报一?遍|列全|列出来?|念出?来?)|逐[一条个项]|一一|挨[个条]儿?"
    r"|从头到尾|从头至尾|自始至终|前前后后|拢共|统共|(?:排|列(?!出|举|表)|放|摆|处)(?:在|到|名)?|位于|位列|居于|是?[啥什]么?事儿?|事儿?|[大小]块"
    r"|(?:怎么|怎样|咋|如何)(?:个)?(?:写|说|讲|表述|念)(?:的|道)?|都?有谁|[有讲写说]了?(?:点|些)?[啥什何]么?|都?有(?:哪些|哪几|什么|啥)|快?念(?:念|一遍|一下|出来)?"
    r"|全文|全篇|通篇|整[个篇份]|原文|原话|原样|条文|正文|内容|文字|文本|段话|句话|目录|框架|结构|大纲|提纲|编号|序号|标号|小标题|大标题|标题|题目|名称|名字|叫做?[啥什]?么?名?|"
    r"[读抄摘背贴发录]|包[括含]|概述|导语|找|来|听|[三四五六七八九十]|展示|显示|复述|引用|[下底里]面|底下|下头|下边|里头|底|涵盖|涉及|构成|组成|划分|分成|分为|分了|列了|列出|列举|工作|总体上|"
    r"共计|总共|一?共|总计|合计|加起来|加在一起|算在一起|数一下|数一数|数数|打头|开头|起头|纲要|意见|通知|方案|几大|哪几大|各自|各有|[这那]摊儿?|[这那]一?[块篇]儿?|[这那]个?|摊儿|提到|叫"
    r"|\b(?:quote|text|original|wording|words?|full|entire|whole|read|show|titles?|titled|called|named?|names?|headings?|they|them|structure|outline|table|contents?"
    r"|divided|split|organi[sz]ed|consists?|contains?|includes?|comprises?|lists?|listed|altogether|total|overall|main|major|strategic|numbered|different"
    r"|word for word|verbatim|cite|broken|covers?|covered|cover|together|no|number|many|count|document|key|its|which|broad|very|about|comes?|order|appears?|guid(?:es?|ing)|governs?|underli?(?:es?|ying)|makes?|made|sets?|laid|out|up|down|development|policy|under|say|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_ABOUT = re.compile(r"框架|轮廓|\babout\b")
# Roles of words beside which a question may ask what the whole plan is about.
_OF_WHOLE = frozenset({"plan", "filler", "what", "which", "every"})
_BLOCKED = frozenset({"actor", "money", "phone", "date", "compare", "actual", "text"})
_OTHER_DOCUMENT = re.compile(r"《([^《》]+)》")
_ASIDE = re.compile(r"\([^()]{4,}\)")
_PIECE = re.compile(r"[，,。；;！!？?:：]|\.(?= |$)")
_CONTENT = re.compile(rf"[{_HAN}]+|[a-z][a-z'-]{{2,}}|[0-9]+")
_INDICATORS = re.compile(r"指标|\bindicators?\b")
_SURE = re.compile(
    rf"第\s*\(?{_NUM}\)?\s*(?:{_ZH_UNIT}|目标|措施)|倒数第|最[后末](?:的)?一|[“「『\"]"
    rf"|\b(?:goal|measure|item|article|clause|paragraph)s? (?:no\.? ?)?[0-9]|\b(?:[0-9](?:st|nd|rd|th)|{'|'.join(_EN_ORDINALS)}|last)(?: |[?.]|$)"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A place that the plan does not have.

    Attributes:
        asked: the place, in the asker's words.
        among: ids of the headings whose parts were looked through; ROOT for the chapters.
    """

    asked: str
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of the tree; exactly one of headings, places and missing is set.

    Attributes:
        headings: ids of the clauses whose parts are asked for; ROOT for the chapters.
        places: ids of the clauses that a place fits.
        titles: whether only the titles of the places are asked for.
        missing: a place that there is not.
        by_id: whether the places are named by their ids, so that all of them are meant.
        whole: whether the question asks what the plan is about, and of nothing in it.
    """

    headings: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    titles: bool = False
    missing: Missing | None = None
    by_id: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a question that speaks of the make-up.

    Attributes:
        start, end: its place.
        kind: title (of a clause without parts), section (a heading with parts), label, ordinal, level or frame.
        ids: the clauses that a title, section or label names.
        number: of an ordinal; negative counts from the end.
        level: what an ordinal counts, or a level names.
        sure: whether it stands in quotation marks.
    """

    start: int
    end: int
    kind: MarkKind
    ids: tuple[str, ...] = ()
    number: int = 0
    level: Level = ""
    sure: bool = False


def names_place(text: str) -> bool:
    """Whether a folded question may name a clause by place or title: worth a look at the tree."""
    return bool(_SURE.search(text) or _ID.search(text) or _PATH.search(text))


def read(text: str, tree: Tree, lexicon: Lexicon, *, strict: bool = False) -> Asked | None:
    """What a folded question asks of the tree, or None where it asks for something else.

    Args:
        text: the question.
        tree: the plan.
        lexicon: words of questions; a content word that it does not know asks for more than the make-up.
        strict: let no content word pass, not even one that only tells a story.
    """
    if any(title not in tree.name for title in _OTHER_DOCUMENT.findall(text)):
        return None
    if named := tuple(dict.fromkeys(match.group() for match in _ID.finditer(text))):
        return Asked(places=named, by_id=True) if all(i in tree.clauses for i in named) else None
    return _at_path(text, tree, lexicon) or _Reading(text, tree, lexicon, strict).asked()


# --- reading a question into marks -----------------------------------------------------------------


@dataclass
class _Reading:
    """A question, its marks, and what is left beside them."""

    text: str
    tree: Tree
    lexicon: Lexicon
    strict: bool = False
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the marks, the longest names first; a later reader sees only what the earlier ones left."""
        self.text = self.text.replace(self.tree.name, " " * len(self.tree.name))
        if not self.strict:
            self.text = _ASIDE.sub(lambda match: " " * len(match.group()), self.text)
        for reader in (self._names, self._ordinals, self._labels, self._levels):
            self._take(reader())
        self._take(self._short_names())

    def _take(self, found: Iterator[Mark]) -> None:
        for mark in found:
            if not any(mark.start < other.end and other.start < mark.end for other in self.marks):
                self.marks.append(mark)
        self.marks.sort(key=lambda mark: mark.start)

    def of(self, *kinds: MarkKind) -> tuple[Mark, ...]:
        """Marks of some kinds, in order."""
        return tuple(mark for mark in self.marks if mark.kind in kinds)

    @cached_property
    def free(self) -> str:
        """The text with its marks blanked out, offsets kept."""
        return self._blanked(self.marks)

    def _blanked(self, marks: list[Mark]) -> str:
        text = self.text
        for mark in marks:
            text = text[: mark.start] + "\n" * (mark.end - mark.start) + text[mark.end :]
        return text

    # --- marks

    def _names(self) -> Iterator[Mark]:
        """Titles said in full, the longest first."""
        names = self.tree.english if self.text.isascii() else self.tree.titles
        for name in sorted(names, key=len, reverse=True):
            for match in _whole(name, self.text):
                quoted = self.text[match.start() - 1 : match.start()] in tuple("“\"'「『《")
                kind: MarkKind = "section" if any(i in self.tree.containers for i in names[name]) else "title"
                yield Mark(*match.span(), kind, names[name], sure=quoted)

    @cached_property
    def _label_forms(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Patterns of labels and of words for kinds of clauses, with the headings that they mean."""
        forms = [
            (pattern, ids) for label, ids in self.tree.labels.items() for pattern in _label_patterns(label)
        ]
        for kind, zh, en in _KINDS:
            ids = self.tree.headings_of(kind)
            forms.append((rf"\b(?:{en})\b" if self.text.isascii() else zh, ids))
        return tuple(sorted(forms, key=lambda form: -len(form[0])))

    def _ordinals(self) -> Iterator[Mark]:
        labels = "|".join(form for form, _ in self._label_forms)
        patterns = _english_places(labels) if self.text.isascii() else _chinese_places(labels)
        for pattern in patterns:
            for match in compiled(pattern).finditer(self._blanked(self.marks)):
                yield from self._ordinal(match)

    def _ordinal(self, match: re.Match[str]) -> Iterator[Mark]:
        groups = match.groupdict()
        label, unit = groups.get("label"), groups.get("unit") or ""
        number = _number(groups)
        counted = "" if label or unit else self._counted(match.start())
        if number == 0 or not (label or unit or counted or groups.get("bracket")):
            return
        end = match.end()
        bare = unit in ("个", "") and not label and not counted and not groups.get("bracket")
        if bare and (self._goes_on(end) or not self._speaks_of_parts):
            return
        if label:
            start, stop = match.span("label")
            yield Mark(start, stop, "label", self._headings(label))
            first, last = (match.start(), start) if start > match.start() else (stop, end)
            yield Mark(first, last, "ordinal", number=number, level="entry")
        else:
            level = _level(unit or counted)
            if counted and level == "chapter" and self._counts_domains(match.start()):
                level = "domain"
            yield Mark(match.start(), end, "ordinal", number=number, level=level)

    def _counted(self, at: int) -> str:
        """The level that was named just before a bare ordinal (七个领域里，排第五的)."""
        named = re.search(
            rf"({_ZH_UNIT})(?:里头|里面|里|中|当中|之中)[，,]?\s*(?:排|列|放)?(?:在|名)?$", self.text[:at]
        )
        return named.group(1) if named else ""

    def _counts_domains(self, at: int) -> bool:
        """Whether the number of things named before a place is that of the domains (七大块里排第四)."""
        said = re.findall(rf"({_NUM})大?(?:{_ZH_UNIT})", self.text[:at])
        return bool(said) and integer(said[-1]) == len(self.tree.domains)

    @cached_property
    def _speaks_of_parts(self) -> bool:
        """Whether a heading or a label is named at all."""
        forms = "|".join(form for form, _ in self._label_forms)
        return bool(
            self.of("section") or compiled(forms).search(self.text) or re.search("部分|领域|章", self.text)
        )

    def _goes_on(self, at: int) -> bool:
        """Whether a content word follows at once (第一个孩子)."""
        rest = self.text[at:]
        mention = self.lexicon.scan(rest[:8])[:1]
        return bool(re.match(rf"[{_HAN}]", rest)) and not (
            _FRAME.match(rest) or (mention and mention[0].start == 0 and mention[0].values("word"))
        )

    def _headings(self, label: str) -> tuple[str, ...]:
        return next(ids for form, ids in self._label_forms if compiled(form).fullmatch(label))

    def _labels(self) -> Iterator[Mark]:
        for form, ids in self._label_forms:
            for match in compiled(form).finditer(self._blanked(self.marks)):
                yield Mark(*match.span(), "label", ids)

    def _levels(self) -> Iterator[Mark]:
        """Words for a level of the make-up; a word of one character only after a number or pronoun (几条, 那章)."""
        text = self._blanked(self.marks)
        for level, zh, en in _UNITS:
            one = "|".join(word for word in zh.split("|") if len(word) == 1)
            more = "|".join(word for word in zh.split("|") if len(word) > 1)
            pattern = (
                rf"\b(?:{en})\b"
                if text.isascii()
                else rf"(?<![一大])(?!(?<![几哪各每个大些七八九十0-9])方面)(?:{more})|(?<=[几哪第这那各每十0-9]大)(?:{more})|(?<=[这那第每哪]一)(?:{more})"
                + (
                    rf"|(?:(?<=[几一二三四五六七八九十0-9这那哪各每少])|(?<=[几哪]大))(?:{one})(?![件例约目儿])"
                    if one
                    else ""
                )
            )
            for match in compiled(pattern).finditer(text):
                if not (match.group() == "个" and text[match.start() - 1] in "这那"):  # 这个规划
                    yield Mark(*match.span(), "level", level=level)

    def _short_names(self) -> Iterator[Mark]:
        """Pieces of a heading's title that no other heading has, where the question speaks of its make-up."""
        if not self.of("label", "ordinal", "level"):
            return
        if self.text.isascii():
            yield from self._short_english()
            return
        found: dict[tuple[int, int], set[str]] = {}
        text = self._blanked(self.marks)
        for clause_id, title in self.tree.containers.items():
            for span in _common(text, title):
                if text[span[0] : span[1]] not in self.tree.name:
                    found.setdefault(span, set()).add(clause_id)
        for start, end in sorted(found, key=lambda span: span[0] - span[1]):
            ids = found[start, end]
            if len(ids) == 1 and not any(
                s <= start and end <= e and (s, e) != (start, end) for s, e in found
            ):
                yield Mark(start, end, "section", tuple(ids))

    def _short_english(self) -> Iterator[Mark]:
        """Words before section, area or the like that stand in one heading's English title only."""
        glosses = {i: self.tree.glosses.get(i, "").lower() for i in self.tree.containers}
        for level in re.finditer(r"\b(?:sections?|parts?|chapters?|areas?|domains?|fields?)\b", self.text):
            before = list(re.finditer(r"[a-z-]+", self.text[: level.start()]))[-4:]
            for word in before:
                if _FRAME.match(word.group()) or self.lexicon.scan(word.group()):
                    continue
                words = self.text[word.start() : level.start()].strip()
                fits = tuple(
                    i for i, gloss in glosses.items() if re.search(rf"\b{re.escape(words)}\b", gloss)
                )
                if len(fits) == 1:
                    yield Mark(word.start(), word.start() + len(words), "section", fits)
                    break

    # --- what is left

    @cached_property
    def _covered(self) -> tuple[str, frozenset[str]]:
        """The text with marks, frame and words of questions blanked out, and the roles of those words."""
        text = _FRAME.sub(lambda match: "\n" * len(match.group()), self.free)
        roles: set[str] = set()
        for mention in self.lexicon.scan(text):
            words = mention.values("word")
            known = words or mention.values("region") or mention.values("phrase")
            if known and not mention.values("alias"):
                roles |= set(words)
                text = text[: mention.start] + "\n" * len(mention.text) + text[mention.end :]
        return text, frozenset(roles)

    @cached_property
    def rest(self) -> tuple[tuple[int, int], ...]:
        """Spans of content that nothing accounts for."""
        text = self._covered[0]
        name = self.tree.name
        return tuple(match.span() for match in _CONTENT.finditer(text) if match.group() not in name)

    @property
    def asks_more(self) -> bool:
        """Whether a word asks who, when, how, how much money, or counts a thing; or a name is half of a word."""
        if self._covered[1] & _BLOCKED or _INDICATORS.search(self.free):
            return True
        counted = (mark.end for mark in self.of("level"))
        if any(re.match(rf"[{_HAN}]", self._covered[0][end : end + 1]) for end in counted):
            return True
        sections = [mark for mark in self.of("section") if not mark.sure]
        halves = [(a, b) for a in sections for b in sections if a.end == b.start]
        return bool(halves) or any(self._touched(mark) for mark in sections)

    def _touched(self, mark: Mark) -> bool:
        text = self._covered[0]
        sides = text[max(mark.start - 1, 0) : mark.start] + text[mark.end : mark.end + 1]
        return any(re.match(rf"[{_HAN}]", side) for side in sides)

    @property
    def tells_story(self) -> bool:
        """Whether all that is left only tells a story: unknown to the plan, and apart from every ordinal."""
        for start, end in self.rest:
            word = self.text[start:end]
            known = self._is_known(start, end) and self._beside_mark(start, end)
            if self.strict or word.isascii() or self.text.isascii() or known:
                return False
            if any(end == m.start or start == m.end for m in self.of("ordinal", "label", "title")):
                return False
        return True

    def _beside_mark(self, start: int, end: int) -> bool:
        """Whether a span stands in a piece of the question that holds a mark."""
        breaks = [match.start() for match in _PIECE.finditer(self.text)]

        def piece(at: int) -> int:
            return sum(stop < at for stop in breaks)

        return any(piece(start) == piece(at) for at in self._matters)

    @cached_property
    def _matters(self) -> tuple[int, ...]:
        """Where marks and asking words stand."""
        asking = [m.start() for pattern in (_COUNT, _LIST) for m in pattern.finditer(self.free)]
        return (*(mark.start for mark in self.marks), *asking)

    # --- what is asked

    def asked(self) -> Asked | None:
        """The reading as a whole."""
        if self.asks_more:
            return None
        if self.of("ordinal") or self._told_title():
            return self._place() if self.tells_story else None
        if self._rest_beside():
            return None
        return self._parts()

    def _rest_beside(self) -> bool:
        """Whether something is left that a question for parts does not have; a story needs a section beside it."""
        if self.strict or not self.of("section", "label"):
            return bool(self.rest)
        return any(self._beside_mark(*span) or self._is_known(*span) for span in self.rest)

    def _is_known(self, start: int, end: int) -> bool:
        """Whether the plan has any two characters in a row of a word."""
        return any(self.text[at : at + 2] in self.tree.words for at in range(start, end - 1))

    def _told_title(self) -> bool:
        """Whether a clause without parts is named by its title, and its words are asked for."""
        pointed = any(mark.sure or self._is_pointed(mark) for mark in self.of("title"))
        return pointed and bool(_TELL.search(self.free) or _LIST.search(self.free))

    def _is_pointed(self, mark: Mark) -> bool:
        """Whether a title is followed by what it is a title of (…这条措施, …的原文)."""
        after = self.text[mark.end :]
        nouns = [m for m in self.of("label", "level") if m.start >= mark.end]
        between = self.text[mark.end : nouns[0].start] if nouns else None
        return bool(re.match(r"的?(?:原文|全文|正文|原话|条文)|是第几|(?:这|那)", after)) or (
            between is not None and re.fullmatch(r"(?:[这那])?[一个条项]*", between) is not None
        )

    def _place(self) -> Asked | None:
        walk = _Walk(self.tree, (ROOT,))
        sections = self._sections()
        for mark in self.of("ordinal"):
            if mark.level in ("chapter", "domain"):
                walk.step(mark)
        if sections:
            walk.at = sections
        if titles := self.of("title"):
            walk.named(tuple(i for mark in titles for i in mark.ids), self.of("label"))
        else:
            walk.label(tuple(dict.fromkeys(i for mark in self.of("label")[:1] for i in mark.ids)))
        for mark in self._small_ordinals():
            walk.step(mark)
        if walk.missing is not None:
            asked = re.sub(r"[「」\s]", "", self.text[walk.missing.start : walk.missing.end])
            return Asked(missing=Missing(self._said(walk.missing) or asked, walk.among))
        return self._ends_at(tuple(dict.fromkeys(walk.at)))

    def _said(self, mark: Mark) -> str:
        """The place in the asker's words, with the label beside it."""
        near = [m for m in self.of("label") if m.start == mark.end or m.end == mark.start]
        start = min([mark.start, *(m.start for m in near)])
        end = max([mark.end, *(m.end for m in near)])
        return self.text[start:end].strip().replace("「", "").replace("」", "")

    def _sections(self) -> tuple[str, ...]:
        """The sections named; of several the one named most often (不要环境的，只要家庭的)."""
        named = [i for mark in self.of("section") for i in mark.ids]
        most = max((named.count(i) for i in named), default=0)
        chosen = [i for i in dict.fromkeys(named) if named.count(i) == most]
        tree = self.tree
        inner = [i for i in chosen if not any(o != i and o in tree.subtree(i) for o in chosen)]
        return tuple(inner)

    def _small_ordinals(self) -> tuple[Mark, ...]:
        """Ordinals of entries, lines and paragraphs, from the larger to the smaller; the same one only once."""
        rank = {"entry": 0, "line": 1, "paragraph": 2}
        marks = {(m.level, m.number): m for m in reversed(self.of("ordinal")) if m.level in rank}
        numbered = {m.level for m in marks.values() if m.number > 0}
        marks = {
            key: m for key, m in marks.items() if m.number > 0 or m.level not in numbered
        }  # 最后那个(第8个)
        beside = {m.end for m in self.of("label")} | {m.start for m in self.of("label")}
        return tuple(
            sorted(
                marks.values(),
                key=lambda m: (rank[m.level], not {m.start, m.end} & beside, m.start),
            )
        )

    def _ends_at(self, ids: tuple[str, ...]) -> Asked | None:
        """A heading is told by its parts, anything else by its words."""
        if not ids or ids == (ROOT,):
            return None
        one = self.tree.clauses[ids[0]] if len(ids) == 1 else None
        if _TITLE.search(self.free) and not _BELOW.search(self.free):
            return Asked(places=ids, titles=True)
        parts = one is not None and bool(self.tree.children.get(one.id))
        counts = _COUNT.search(self.free) and _BELOW.search(self.free)
        if one is not None and parts and (one.kind == "heading" or counts):
            return Asked(headings=ids)
        return Asked(places=ids)

    def _parts(self) -> Asked | None:
        free = self.free
        asks = bool(_COUNT.search(free) or _LIST.search(free))
        if not (asks or _TELL.search(free) or _ABOUT.search(free)):
            return None
        if not self.of("section", "label", "title") and self._holds_long_word():
            return None
        if self._is_of_whole():
            parents = dict.fromkeys(self.tree.clauses[i].parent for i in self.tree.domains)
            return Asked(headings=(ROOT, *parents), whole=True)
        sections, labels = self._sections(), self.of("label")
        titles = [i for mark in self.of("title") for i in mark.ids]
        if labels and titles:  # measures for what a clause is about (…有哪些措施)
            return None
        inside = self._labelled(sections, labels)
        if labels and inside:
            counted = bool(sections or _COUNT.search(free) or _WHOLE.search(free))
            return Asked(headings=inside) if asks and counted else None
        if sections:
            return self._of_sections(sections, asks)
        if titles and self.tree.clauses[titles[0]].kind == "heading" and asks:
            return Asked(places=tuple(titles))
        return self._of_levels() if asks else None

    def _is_of_whole(self) -> bool:
        """Whether the plan is named and nothing in it (讲讲这个规划, what is this plan about)."""
        roles = self._covered[1]
        counts = _COUNT.search(self.free) or self.rest
        return not self.marks and not counts and "plan" in roles and roles <= _OF_WHOLE

    def _holds_long_word(self) -> bool:
        """Whether words of questions stand only within a longer word of the plan (家 of 儿童之家)."""
        tokens = tokenizer().tokenize(self.text, HMM=False)
        return any(
            len(word) > 3 and word not in self.lexicon.entries and word not in self.tree.name
            and self._is_known(start, end) and not _FRAME.fullmatch(word)
            for word, start, end in tokens
        )  # fmt: skip

    def _labelled(self, sections: tuple[str, ...], labels: tuple[Mark, ...]) -> tuple[str, ...]:
        """Headings of the label named inside the sections named; lines before goals, if both are."""
        within = {i for section in sections for i in self.tree.subtree(section)}
        wanted = min((mark.ids for mark in labels if mark.ids), key=lambda ids: -len(ids), default=())
        return tuple(i for i in wanted if not sections or i in within)

    def _of_sections(self, sections: tuple[str, ...], asks: bool) -> Asked | None:
        """Parts of a section; where it only has labels, they are what a count or a list of parts is about."""
        if len(sections) == 1 and not self.tree.numbered(sections[0]):
            return Asked(headings=self.tree.children[sections[0]]) if asks and self.of("level") else None
        return Asked(headings=sections)

    def _of_levels(self) -> Asked | None:
        levels = {m.level for m in self.of("level") if self.text[m.start : m.end] != "个"}
        if "domain" in levels and self.tree.domains:
            parents = dict.fromkeys(self.tree.clauses[i].parent for i in self.tree.domains)
            return Asked(headings=tuple(parents))
        if levels & {"chapter", "domain"} or re.search(
            r"目录|框架|结构|outline|structure|contents", self.free
        ):
            return Asked(headings=(ROOT,))
        entries = "entry" in levels or any(not mark.ids for mark in self.of("label"))
        if entries and _WHOLE.search(self.text):
            return Asked(headings=self.tree.parents_of_entries((ROOT,)))
        return None


# --- walking the tree ------------------------------------------------------------------------------


@dataclass
class _Walk:
    """Where a place has led so far: clauses, or the mark that led nowhere and where it was looked for."""

    tree: Tree
    at: tuple[str, ...]
    missing: Mark | None = None
    among: tuple[str, ...] = ()

    def label(self, headings: tuple[str, ...]) -> None:
        """Go to the headings of a label below where we are."""
        below = {i for place in self.at for i in self.tree.subtree(place)}
        inside = tuple(i for i in headings if i in below)
        self.at = inside or self.at

    def named(self, ids: tuple[str, ...], labels: tuple[Mark, ...]) -> None:
        """Go to clauses by their title; a label beside it chooses (这个目标, 这条措施)."""
        below = {i for place in self.at for i in self.tree.subtree(place)}
        inside = tuple(i for i in ids if i in below) or ids
        headings = {i for mark in labels for i in mark.ids}
        self.at = tuple(i for i in inside if self.tree.clauses[i].parent in headings) or inside

    def step(self, mark: Mark) -> None:
        """Go to what an ordinal counts below where we are."""
        if self.missing is not None:
            return
        groups = self._groups(mark)
        if mark.number < 0 and self.at == (ROOT,) and mark.level == "entry":
            groups = {ROOT: self.tree.entries}
        found = tuple(i for group in groups.values() for i in self._nth(group, mark))
        if found:
            self.at = found
        else:
            self.missing, self.among = mark, tuple(groups)

    def _nth(self, group: tuple[str, ...], mark: Mark) -> tuple[str, ...]:
        if mark.number < 0:
            return group[mark.number :][:1] if len(group) >= -mark.number else ()
        by_position = mark.level in ("paragraph", "line", "domain") or not any(map(self.tree.number, group))
        if by_position:
            return group[mark.number - 1 : mark.number]
        found = tuple(i for i in group if self.tree.number(i) == mark.number)
        runs_on = bool(group) and self.tree.number(group[0]) > 1
        return found or (group[mark.number - 1 : mark.number] if runs_on and self.at != (ROOT,) else ())

    def _groups(self, mark: Mark) -> dict[str, tuple[str, ...]]:
        """What is counted, by what it stands under."""
        tree = self.tree
        if mark.level == "paragraph":
            return {i: tree.paragraphs.get(i, ()) for i in self.at}
        if mark.level == "domain" and tree.domains and self.at == (ROOT,):
            return {tree.clauses[tree.domains[0]].parent: tree.domains}
        if mark.level in ("chapter", "domain") or not (set(self.at) - {ROOT}):
            if mark.level != "entry":
                return {i: tree.children.get(i, ()) for i in self.at}
            entries = tree.parents_of_entries((ROOT,))
            return {p: tuple(i for i in tree.numbered(p) if i in tree.entries) for p in entries}
        direct = {i: tree.children.get(i, ()) for i in self.at}
        if any(tree.numbered(i) for i in self.at) or not tree.parents_of_entries(
            i for place in self.at for i in tree.children.get(place, ())
        ):
            return direct
        return {p: tree.numbered(p) for p in tree.parents_of_entries(self.at)}


def _at_path(text: str, tree: Tree, lexicon: Lexicon) -> Asked | None:
    """A clause by the numbers of chapter and section (二(一)10), or one number in brackets alone ((十四))."""
    match = _PATH.search(text)
    if match is None:
        return None
    chapter, section, word, number = match.groups()
    ids = [
        i
        for top in tree.children.get(ROOT, ())
        if tree.number(top) == integer(chapter)
        for i in tree.numbered(top)
        if tree.number(i) == integer(section)
    ]
    if not ids:
        rest = _Reading(text[: match.start()] + " " + text[match.end(2) + 1 :], tree, lexicon)
        place = text[match.start() : match.end(2) + 1]
        tops = tuple(i for i in tree.children.get(ROOT, ()) if tree.number(i) == integer(chapter))
        return Asked(missing=Missing(place, tops or (ROOT,))) if not rest.rest else None
    place = text[match.end(2) + 1 :] if word or number else ""
    if not number and not place:
        return Asked(headings=tuple(ids)) if tree.children.get(ids[0]) else Asked(places=tuple(ids))
    walk = _Walk(tree, tuple(ids))
    reading = _Reading(place, tree, lexicon)
    if reading.of("label"):
        walk.label(tuple(i for mark in reading.of("label")[:1] for i in mark.ids))
    counted = reading.of("ordinal")[:1] or (
        (Mark(match.start(4), match.end(4), "ordinal", number=integer(number), level="entry"),)
        if number
        else ()
    )
    for mark in counted:
        walk.step(mark)
    if walk.missing is not None:
        return Asked(missing=Missing(match.group().strip(), walk.among))
    if not counted and len(walk.at) == 1 and tree.children.get(walk.at[0]):
        return Asked(headings=walk.at)
    return Asked(places=walk.at)


# --- words -----------------------------------------------------------------------------------------


def _label_patterns(label: str) -> Iterator[str]:
    """A label whole, with one wrong character where it is long, and by its last two characters."""
    yield re.escape(label)
    if len(label) == 4:
        for at in range(2, 4):
            yield f"{label[:at]}[{_HAN}]{label[at + 1 :]}"
        yield label[2:]


def _chinese_places(labels: str) -> tuple[str, ...]:
    label = rf"(?P<label>{labels})"
    some = r"(?:大|的|主要|基本)?"
    that = r"的?(?:那|这)?(?:一|1)?"
    ends = rf"(?=$|[^{_HAN}0-9.%‰]|的|是[啥什]|写|说|讲|念|内容|原文|里|下)"
    return (
        rf"倒数第(?P<back>{_NUM})(?P<unit>{_ZH_UNIT})?(?:{some}{label})?",
        rf"第\s*(?P<bracket>\()?(?P<number>{_NUM})\)?\s*(?:(?:个|大)(?={_ZH_UNIT}))?(?P<unit>{_ZH_UNIT})?(?:{some}{label})?(?![件例约]|次|批|年)",
        rf"(?:最[后末]|末尾|压轴|收尾|垫底|结尾|殿后){that}(?:(?:个|大)(?={_ZH_UNIT}))?(?P<unit>{_ZH_UNIT})?(?:{some}{label})?(?P<last>)",
        rf"(?:打头|开头|起头|领头|头|最前[头面边]?|首){that}(?:(?:个|大)(?={_ZH_UNIT}))?(?P<unit>{_ZH_UNIT})(?:{some}{label})?(?P<first>)",
        rf"{label}(?:里头|里面|里|中|当中)?(?:最[后末]|末尾|压轴|垫底){that}(?P<unit>{_ZH_UNIT})?(?P<last>)",
        rf"{label}\(?(?P<number>{_NUM})\)?{ends}",
        _BARE_PLACE,
    )


# A number in brackets alone ((十四)), as headings are printed.
_BARE_PLACE = rf"(?:(?<![{_HAN}0-9])|(?<=[把将请看读念]))(?P<bracket>\()(?P<number>{_NUM})\)"


def _english_places(labels: str) -> tuple[str, ...]:
    numbers = rf"(?P<number>[0-9]+|{'|'.join(_EN_CARDINALS)})"
    some = r"(?:(?:main|major|strategic|numbered|basic|policy|key) )?"
    either = rf"(?:(?P<label>{labels})|\b(?P<unit>{_EN_UNIT})\b)"
    return (
        rf"{some}(?:(?P<label>{labels})|\b(?P<unit>{_EN_UNIT}))\s*(?:no\.?|number|#)?\s*{numbers}\b",
        rf"\b{_EN_NTH} {some}(?:(?P<label>{labels})|(?P<unit>{_EN_UNIT})\b)",
        rf"\b{_EN_NTH} (?:one )?(?:of|among) (?:the |all )?(?:the )?{some}{either}",
        rf"{either}\s+(?:that |which )?(?:comes?|stands?|is|are|ranks?)\s+(?:listed |placed )?(?:the )?(?:very )?{_EN_NTH}\b",
    )


def _number(groups: dict[str, str | None]) -> int:
    """The number of a place, negative from the end."""
    if "last" in groups:
        return -1
    if "first" in groups:
        return 1
    if back := groups.get("back"):
        return -integer(back)
    if nth := groups.get("nth"):
        if nth in ("last", "final"):
            return -1
        if nth not in _EN_ORDINALS and not nth[0].isdigit():
            return -2
        return _EN_ORDINALS.index(nth) + 1 if nth in _EN_ORDINALS else int(nth[:-2])
    number = groups.get("number") or ""
    return _EN_CARDINALS.index(number) + 1 if number in _EN_CARDINALS else integer(number)


def _level(unit: str) -> Level:
    for level, zh, en in _UNITS:
        if unit and re.fullmatch(rf"{zh}|{en}", unit):
            return level
    return "entry"


def _whole(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where a name stands; an English one only as whole words."""
    if name not in text:
        return
    pattern = rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
    yield from compiled(pattern).finditer(text)


def _common(text: str, title: str) -> Iterator[tuple[int, int]]:
    """Spans of text, two characters or more and as long as can be, that stand in a title."""
    at = 0
    while at < len(text) - 1:
        end = at + 2
        if text[at:end] not in title or "\n" in text[at:end]:
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in title:
            end += 1
        yield at, end
        at = end
