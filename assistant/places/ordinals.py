"""Places that a question counts to: 第三条, 倒数第二个目标, the last section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.patterns import compiled, lazy
from assistant.places.marks import Mark, Marked
from assistant.places.words import (
    EN_CARDINALS,
    EN_ORDINALS,
    EN_UNIT,
    FRAME,
    HAN,
    NUM,
    UNITS,
    ZH_UNIT,
    Level,
)
from assistant.structure import integer

_EN_NTH = (
    rf"(?P<nth>{'|'.join(EN_ORDINALS)}|[0-9]+(?:st|nd|rd|th)|last|final|penultimate|second[ -]to[ -]last)"
)
# A number in brackets alone ((十四)), as headings are printed.
_BARE_PLACE = rf"(?:(?<![{HAN}0-9])|(?<=[把将请看读念]))(?P<bracket>\()(?P<number>{NUM})\)"
# What stands last, with the noun endings of speech (最后头, 最末尾, 尾巴上).
LAST = (
    r"最?(?:末尾|末了|末端|尾巴上?|后尾儿?)|最[后末尾](?:头|面|边|尾)?|压轴|收尾|垫底儿?|结尾|殿后|断后|打尾|排尾|老末儿?|老疙瘩|老幺"
    r"|(?<![周月年期始])末(?=一[个条项点章节])"
)
FIRST = r"打头儿?|开头|起头|领头|打头阵|头前|头|最前[头面边]?|首|老大"
_RANKED = r"(?:排|列|居|位居|站|摆|放|数|在)(?:在|到|名|于)?"
# Which one it is, told behind the place (排老末的是哪条).
_WHICH = r"的?(?:那|这)?(?:一)?(?:又|就|都|才)?(?:是|叫|属于)?(?:哪|啥|什么)一?"
_LARGE_PART = lazy("部分|领域|章")
_WHICH_FIRST = rf"(?:哪|啥|什么)一?(?P<unit>{ZH_UNIT})"


def with_ordinals(marked: Marked) -> Marked:
    """A question with the places that it counts to."""
    labels = marked.labels.pattern
    patterns = _english_places(labels) if marked.is_english else _chinese_places(labels)
    for pattern in patterns:
        matches = compiled(pattern).finditer(marked.free)
        marked = marked.plus([mark for match in matches for mark in _marks(match, marked)])
    return marked


# --- how a place is said ---------------------------------------------------------------------------


def _chinese_places(labels: str) -> tuple[str, ...]:
    """Patterns for a place, the surest first; groups: label, unit, and one that holds the number or is its sign."""
    label = rf"(?P<label>{labels})"
    some = r"(?:大|的|主要|基本)?"
    that = r"的?(?:那|这)?(?:一|1)?"
    ends = rf"(?=$|[^{HAN}0-9.%‰]|的|是[啥什]|写|说|讲|念|内容|原文|里|下)"
    return (
        rf"第(?P<number>{NUM})(?P<bracket>(?=(?:[、,，和跟与及到至~～-]|以及|还有)+第?{NUM}(?:{ZH_UNIT}|{labels})))",
        rf"(?:(?P<first>(?<![以之])前|头|打头的?|开头的?|起头的?|最前[面头]的?)|(?P<last>最后面?的?|(?<![周月年期始])末尾?的?|最末的?|(?<![以之然])后))(?P<many>[二两三四五六七八九十])(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})(?:{some}{label})?",
        rf"倒数第(?P<back>{NUM})(?P<unit>{ZH_UNIT})?(?:{some}{label})?",
        rf"第\s*(?P<bracket>\()?(?P<number>{NUM})\)?\s*(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})?(?:{some}{label})?(?![件例约]|次|批|年)",
        rf"(?:{LAST}){that}(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})?(?:{some}{label})?(?P<last>)",
        rf"(?:{FIRST}){that}(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})(?:{some}{label})?(?P<first>)",
        rf"{label}(?:里头|里面|里|中|当中)?(?:{LAST}){that}(?P<unit>{ZH_UNIT})?(?P<last>)",
        rf"(?:{_RANKED})?(?:{LAST}){_WHICH}(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})(?:{some}{label})?(?P<last>)",
        rf"(?:(?:{_RANKED})(?:{FIRST})|打头儿?|领头|最前[头面边]?){_WHICH}(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})(?:{some}{label})?(?P<first>)",
        rf"(?:{_RANKED})(?:老|第)(?P<number>[二三四五六七八九]|十[一二三四五]?)(?:位|名|号)?{_WHICH}(?:(?:个|大)(?={ZH_UNIT}))?(?P<unit>{ZH_UNIT})(?:{some}{label})?",
        rf"(?:{_WHICH_FIRST})(?:{_RANKED})(?:老|第)(?P<number>[一二三四五六七八九]|十[一二三四五]?)(?:位|名|号)?(?=$|[，,。？?呢啊])",
        rf"{label}\(?(?P<number>{NUM})\)?{ends}",
        _BARE_PLACE,
    )


def _english_places(labels: str) -> tuple[str, ...]:
    """The same in English, with the group nth for an ordinal."""
    numbers = rf"(?P<number>[0-9]+|{'|'.join(EN_CARDINALS)})"
    some = r"(?:(?:main|major|strategic|numbered|basic|policy|key) )?"
    either = rf"(?:(?P<label>{labels})|\b(?P<unit>{EN_UNIT})\b)"
    return (
        rf"\b(?:(?P<first>first)|(?P<last>last|final)) (?P<many>[2-9]|{'|'.join(EN_CARDINALS[1:])}) {some}(?:(?P<label>{labels})|\b(?P<unit>{EN_UNIT})\b)",
        rf"{some}(?:(?P<label>{labels})|\b(?P<unit>{EN_UNIT}))\s*(?:no\.?|number|#)?\s*{numbers}\b",
        rf"\b{_EN_NTH}(?P<bracket>(?=(?:, (?:the )?(?:{'|'.join(EN_ORDINALS)}))*,? and (?:the )?(?:{'|'.join(EN_ORDINALS)}|last) {some}(?:{labels}|\b(?:{EN_UNIT})\b)))",
        rf"\b{_EN_NTH} {some}(?:(?P<label>{labels})|(?P<unit>{EN_UNIT})\b)",
        rf"\b{_EN_NTH} (?:one )?(?:of|among|in|on) (?:the |all )?(?:the )?{some}{either}",
        rf"\b{_EN_NTH} (?:(?:one|item|point|thing|entry) )?(?:of|among|in|under|on)(?: the| all)*(?P<bracket> )(?=\n)",
        rf"{either}\s+(?:that |which )?(?:comes?|stands?|is|are|ranks?)\s+(?:listed |placed )?(?:the )?(?:very )?{_EN_NTH}\b",
    )


# --- what it counts --------------------------------------------------------------------------------


def _marks(match: re.Match[str], marked: Marked) -> Iterator[Mark]:
    """The ordinal that a pattern found, and the label beside it."""
    groups = match.groupdict()
    label, unit = groups.get("label"), groups.get("unit") or ""
    number = _number(groups)
    before = marked.text[: match.start()]
    bracket = groups.get("bracket") is not None
    many = _many(groups.get("many") or "1")
    counted = "" if label or unit not in ("", "个") else _counted(before, marked)
    if number == 0 or not (label or unit or counted or bracket):
        return
    bare = unit in ("个", "") and not label and not counted and not bracket
    if bare and (_goes_on(marked, match.end()) or not _speaks_of_parts(marked)):
        return
    if label:
        start, end = match.span("label")
        yield Mark(start, end, "label", marked.labels.headings(label))
        beside = (match.start(), start) if start > match.start() else (end, match.end())
        yield Mark(*beside, "ordinal", number=number, level="entry", many=many)
    else:
        level = _level(counted or unit)
        if counted and level == "chapter" and _counts_domains(before, marked):
            level = "domain"
        yield Mark(*match.span(), "ordinal", number=number, level=level, many=many)


def _many(said: str) -> int:
    """How many are counted to, in either language."""
    return EN_CARDINALS.index(said) + 1 if said in EN_CARDINALS else integer(said)


def _number(groups: dict[str, str | None]) -> int:
    """The number of a place, negative from the end; 0 where a pattern found none."""
    if groups.get("last") is not None:
        return -1
    if groups.get("first") is not None:
        return 1
    if back := groups.get("back"):
        return -integer(back)
    if nth := groups.get("nth"):
        return _nth(nth)
    number = groups.get("number") or ""
    return EN_CARDINALS.index(number) + 1 if number in EN_CARDINALS else integer(number)


def _nth(said: str) -> int:
    """The number that an English ordinal says."""
    if said in ("last", "final"):
        return -1
    if said in EN_ORDINALS:
        return EN_ORDINALS.index(said) + 1
    return int(said[:-2]) if said[0].isdigit() else -2  # 3rd; second to last


def _level(unit: str) -> Level:
    """The level of the make-up that a unit counts; entries where none is said."""
    for level, zh, en in UNITS:
        if unit and re.fullmatch(rf"{zh}|{en}", unit):
            return level
    return "entry"


def _counted(before: str, marked: Marked) -> str:
    """The unit that was named just before a bare ordinal (七个领域里，排第五的), or the domains where all were counted."""
    named = re.search(rf"({ZH_UNIT})(?:里头|里面|里|中|当中|之中)[，,]?\s*(?:排|列|放)?(?:在|名)?$", before)
    if named is None:
        said = {integer(number) for number in re.findall(rf"({NUM})个?大?(?:领域|板块|块)", before)}
        return "领域" if len(marked.tree.domains) in said and not marked.of("section") else ""
    return named.group(1)


def _counts_domains(before: str, marked: Marked) -> bool:
    """Whether the number of things named before a place is that of the domains (七大块里排第四)."""
    said = re.findall(rf"({NUM})大?(?:{ZH_UNIT})", before)
    return bool(said) and integer(said[-1]) == len(marked.tree.domains)


def _goes_on(marked: Marked, at: int) -> bool:
    """Whether a content word follows at once (第一个孩子)."""
    rest = marked.text[at:]
    mention = marked.lexicon.scan(rest[:8])[:1]
    return bool(re.match(rf"[{HAN}]", rest)) and not (
        FRAME.match(rest) or (mention and mention[0].start == 0 and mention[0].values("word"))
    )


def _speaks_of_parts(marked: Marked) -> bool:
    """Whether a heading or a label is named at all."""
    said = compiled(marked.labels.pattern).search(marked.text) or _LARGE_PART.search(marked.text)
    return bool(marked.of("section") or said)
