"""Words of a question that exclude a word which stands in their place in a text.

    excluded(query, "…不早于8:20")    不晚于 beside 不早于

A word is held against a text only where what stands beside it there stands beside it in the question, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.how_often import other_period
from assistant.numerals import find_years
from assistant.patterns import compiled, lazy
from assistant.records import Exclusive, Query


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a question takes for granted of a row.

    Attributes:
        kind: figure, age (whom it is about, in years), per (the denominator), base (the year counted from), due (the
            year it is to be reached), people (whom it is about), bound (which way its figure binds) or word (one that
            excludes another in its place).
        asked: the asker's words.
        plan: of a word, the plan's in its place, as printed.
        agrees: whether the row has the same; None where that cannot be told.
    """

    kind: Literal["figure", "age", "per", "base", "due", "people", "bound", "word"]
    asked: str
    agrees: bool | None
    plan: str = ""


def excluded(query: Query, text: str) -> tuple[Point, ...]:
    """Words of a question that exclude a word which stands in their place in a text (不晚于 where it has 不早于)."""
    found = []
    for word in query.exclusive:
        if any(_stands(same, word.others, text) for same in word.same):
            continue
        others = [there for other in word.others if (there := _in_place(_pattern(other), word, text))]
        if not others and word.kind in LOOSE:
            others = [there for other in word.others if (there := _beside_known(other, query.text, text))]
        if not others and word.kind in _STRICT:
            others = [there for other in word.others if (there := _near_known(other, word, query.text, text))]
        if others:
            found.append(Point("word", word.text, False, max(others, key=len)))
    return (
        *found,
        *_numerals(query, text),
        *_swapped(query, text),
        *_framed(query, text),
        *_numbers(query, text),
        *_denied(query, text),
        *_done(query, text),
        *_how_often(query, text),
    )


def _how_often(query: Query, text: str) -> tuple[Point, ...]:
    """Another period than the one in which a text has the same done (两年一次 where it has 每年)."""
    other = other_period(query.text, text) if query.confirms else None
    return (Point("word", other[0], False, other[1]),) if other else ()


# 不支持社会力量办学, 不对学生开放: something is said not to be done, or not for somebody.
_DOING = (
    r"支持|鼓励|提供|开放|建设|推进|推动|推广|推行|实施|开展|设立|设置|配备|配置|覆盖|保护|保障|纳入|落实|加强|完善|加大|普及|健全|建立|培养|培育"
    r"|引导|监管|监督|监测|查处|追究|严惩|救助|补偿|补助|资助|培训|评估|公开|封存|优先|招收|减轻|治理|调查|听取|采纳|扶持|宣传|指导|重视|尊重"
)
_NOT = lazy(
    rf"(?P<before>^|.)(?P<not>不再|不用|不必|不会|不打算|不准备|无需|没有?|不)(?P<whom>(?:对|向|给|为|跟|与|在)[^，,。；;不]{{1,6}}?)?(?P<verb>{_DOING})"
)
_CONDITION = lazy(r"没有?条件|不具备|不符合|不满足|条件不|没说不|没有说不")
_NEGATED = lazy(
    r"(?:不|未|非|没有?|无|勿|禁止|严禁|防止|避免|杜绝|不得|遏制|纠正|反对|制止|限制|管控)[^，,。；;]{0,6}$"
)


def _denied(query: Query, text: str) -> tuple[Point, ...]:
    """What a question says is not done, where a text has the same doing with the same beside it, and does not deny it."""
    found = []
    if not query.confirms or _CONDITION.search(query.text):
        return ()
    for match in _NOT.finditer(query.text):
        verb = match["verb"]
        if match["before"] in verb or any(verb in word.text for word in query.exclusive):
            continue  # 支不支持 asks
        here = (
            query.text[match.end() : match.end() + _NEAR],
            query.text[max(match.start() - _NEAR, 0) : match.start("verb")],
        )
        for there in re.finditer(re.escape(verb), text):
            before = text[max(there.start() - 2 * _NEAR, 0) : there.start()]
            behind = text[there.end() : there.end() + 2 * _NEAR]
            if not _NEGATED.search(before) and (
                _pairs(here[0]) & _pairs(behind) or _pairs(here[1]) & _pairs(before)
            ):
                found.append(Point("word", match["not"] + (match["whom"] or "") + verb, False, verb))
                break
    return tuple(found[:1])


_UNDONE = lazy(rf"(?P<undone>(?:不|未|免予|禁止|不得|严禁|停止)(?P<verb>{_DOING}))")


def _done(query: Query, text: str) -> tuple[Point, ...]:
    """What a question says is done, where a text denies the very doing with the same beside it (公开审理: 不公开审理)."""
    if not query.confirms:
        return ()
    for there in _UNDONE.finditer(text):
        verb, end = there["verb"], there.end()
        if verb in text[: there.start()] + text[end:] or any(verb in word.text for word in query.exclusive):
            continue
        sides = (
            _pairs(text[max(there.start() - 2 * _NEAR, 0) : there.start()]),
            _pairs(text[end : end + _NEAR]),
        )
        for here in re.finditer(re.escape(verb), query.text):
            before, behind = query.text[: here.start()], query.text[here.end() : here.end() + _NEAR]
            beside = _pairs(behind) & sides[1] or _pairs(before[-_NEAR:]) & sides[0]
            if beside and not _NEGATED.search(before):
                return (Point("word", verb, False, there["undone"]),)
    return ()


# Kinds of words that stand anywhere in a question; what stands beside the plan's says what they belong to.
LOOSE = frozenset({"every", "scope", "order", "modality", "price"})
# Kinds whose words say nothing of what they stand beside, so that a word may stand between.
_STRICT = frozenset({"order", "modality", "price"})
_NEAR = 8  # characters on each side


def _near_known(word: str, asked: Exclusive, question: str, text: str) -> str:
    """A word as a text prints it where the asker's has two characters in a row of the same nearby, on the same side."""
    at = question.find(asked.text)
    end = at + len(asked.text)
    here = (question[max(at - _NEAR, 0) : at], question[end : end + _NEAR])
    for match in compiled(_pattern(word)).finditer(text):
        there = (text[max(match.start() - _NEAR, 0) : match.start()], text[match.end() : match.end() + _NEAR])
        if at >= 0 and any(_pairs(a) & _pairs(b) for a, b in zip(here, there, strict=True)):
            return match.group()
    return ""


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\s，。；、,“”「」的]", " ", text)
    return {pair for i in range(len(plain) - 1) if " " not in (pair := plain[i : i + 2])}


def _beside_known(word: str, question: str, text: str) -> str:
    """A word as a text prints it where the two characters beside it stand in the question, or ""."""
    if not _has_all(word, text):
        return ""
    for match in compiled(_pattern(word)).finditer(text):
        sides = (text[max(match.start() - 2, 0) : match.start()], text[match.end() : match.end() + 2])
        if any(len(side) == 2 and side in question for side in sides):
            return match.group()
    return ""


_PAIR = lazy(r"(?P<a>[\u3400-\u9fff]{4})[、,，和](?P<b>[\u3400-\u9fff]{4})")


def _swapped(query: Query, text: str) -> tuple[Point, ...]:
    """Two things told the wrong way round (身高优先、年龄补充 where it has 年龄…优先、身高…补充)."""
    plain = re.sub(r"[“”\"「」『』]", "", query.text)
    for match in _PAIR.finditer(plain):
        one, other = (match["a"][:2], match["a"][-2:]), (match["b"][:2], match["b"][-2:])
        if len({*one, *other}) < 4:
            continue
        within = r"[^，。；、]{0,4}"
        for first, second in (
            ((one[0], other[1]), (other[0], one[1])),
            ((other[0], one[1]), (one[0], other[1])),
        ):
            there = all(word in text for word in (*one, *other)) and re.search(
                first[0] + within + first[1] + r"[、，和]?" + second[0] + within + second[1], text
            )
            if there:
                return (Point("word", match.group(), False, there.group()),)
    return ()


# What something is counted by, carried by, made of: 以乡镇为单位, 以特殊教育学校为骨干.
_FRAME = lazy(
    r"以(?P<what>[^，,。；;以为]{1,16})为(?P<role>单位|基数|载体|主体|骨干|补充|依托|重点|导向|统领|主导|核心|基础|抓手)"
)


def _framed(query: Query, text: str) -> tuple[Point, ...]:
    """Another thing in the frame 以…为…, which a text has once for the same role (以市为单位 where it has 以乡（镇、街道）为单位)."""
    said = list(_FRAME.finditer(query.text)) if query.confirms else []
    found = []
    for frame in said:
        printed = [m for m in _FRAME.finditer(text) if m["role"] == frame["role"]]
        if len(printed) == 1 and not set(frame["what"]) - set("的区") <= set(printed[0]["what"]):
            found.append(Point("word", frame.group(), False, printed[0].group()))
    return tuple(found)


_NUMBER = lazy(r"(?<![0-9.])[0-9]{3,12}(?![0-9.%‰])")


def _numbers(query: Query, text: str) -> tuple[Point, ...]:
    """Numbers that are names (热线12345): of as many digits, and the text has one only."""
    figures = [figure.text for figure in query.figures]
    there = [n for n in _NUMBER.findall(text) if not find_years(n)]
    asked = [n for n in _NUMBER.findall(query.text) if not find_years(n) and not any(n in f for f in figures)]
    return tuple(
        Point("word", n, False, there[0])
        for n in asked
        if len(there) == 1 and n != there[0] and len(n) == len(there[0])
    )


# A numeral that is part of a name (九年义务教育, 五位一体), which is no figure to compare.
_NUMERAL = lazy(r"[一二两三四五六七八九十百]{1,3}(年|级|位|类|岁|孩|胎|大|项)(?=[\u3400-\u9fff])")


def _numerals(query: Query, text: str) -> tuple[Point, ...]:
    """Numerals in names: another number in the same place is another name; one that stands nowhere leaves it open."""
    plain = re.sub(r"[\s“”\"「」『』《》]", "", query.text)
    held = [figure.text.strip() for figure in query.figures]
    found = []
    for match in _NUMERAL.finditer(plain):
        said = match.group()
        excludes = any(said in word.text for word in query.exclusive)
        if excludes or any(said in figure for figure in held) or printed(said, text):
            continue
        asked = Exclusive(
            said, plain[max(match.start() - 2, 0) : match.start()], plain[match.end() : match.end() + 2]
        )
        there = _in_place(rf"[一二两三四五六七八九十百]{{1,3}}{match[1]}", asked, text)
        found.append(Point("word", said, False if there else None, there))
    return tuple(found)


def _stands(word: str, others: frozenset[str], text: str) -> bool:
    """Whether a text has a word for itself, and not only within one that it excludes (早于 in 不早于)."""
    for other in others:
        if word in other and word != other:
            text = re.sub(_pattern(other), " ", text)
    return printed(word, text) is not None


def printed(word: str, text: str) -> re.Match[str] | None:
    """Where a text has a folded word, in either width."""
    return compiled(_pattern(word)).search(text) if _has_all(word, text) else None


def _in_place(pattern: str, asked: Exclusive, text: str) -> str:
    """A word as a text prints it beside what stands beside the asker's word, or ""."""
    here = f"(?P<here>{pattern})"
    sides = [_pattern(asked.before) + here] if _may_stand(asked.before, text) else []
    sides += [f"{here}(?={_pattern(asked.after)})"] if _may_stand(asked.after, text) else []
    match = next((m for side in sides if (m := compiled(side).search(text))), None)
    return match["here"] if match else ""


def _may_stand(side: str, text: str) -> bool:
    """Whether the two characters beside a word may stand in a text."""
    return len(side) == 2 and _has_all(side, text)


def _has_all(word: str, text: str) -> bool:
    """Whether a text has the characters of a word at all: else no pattern needs to be compiled."""
    return all(any(form in text for form in _WIDE.get(one, one)) for one in word)


_WIDE = {"(": "(（", ")": ")）", ",": ",，"}


def _pattern(word: str) -> str:
    """A pattern for a folded word in either width, with blanks and quotation marks anywhere."""
    return r"[\s“”\"「」]*".join(f"[{_WIDE[c]}]" if c in _WIDE else re.escape(c) for c in word)
