"""Whether the plan says what a question states in so many words (规划禁止使用童工，对吗), or with another verb.

    put_words(known, run)    the answer with that before it; all is as before where neither is sure

A statement is confirmed where the whole of it stands in one sentence and nothing before it there turns it round. That
something is forbidden or encouraged is denied where the plan has the thing, and no sentence on it has such a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.framing import unframed
from assistant.knowledge import Knowledge
from assistant.leading import cited, lead
from assistant.lexicon import fold_known
from assistant.mentions import Mention
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.records import NO_QUESTION, Clause
from assistant.run import Run
from assistant.tagging import tagged

LONGEST: Final = 60  # characters of a question that is looked at
LEAST: Final = 6  # characters of a statement that is confirmed
PLAIN: Final = 8  # characters from which a statement needs no verb
LEAST_THING: Final = 2  # characters of a thing that is said to be forbidden or let be

# Words that forbid, that let or help something be, that turn round what follows, and what may follow words that are whole.
# The check of these answers has lists of its own.
_FORBIDS = lazy(
    r"禁|不得|不准|不许|不让|不允许|杜绝|取缔|叫停|防止|制止|遏制|遏阻|打击|查处|严防|避免|远离|限制|清除|清理|抵制|反对|惩"
)
_LETS = lazy(
    r"允许|准许|可以|鼓励|支持|提倡|倡导|推广|推行|推动|推进|发展|扩大|增加|丰富|引导|扶持|开展|普及|培育|积极|大力|加强建设"
)
_TURNS = lazy(r"[不未没无非]|禁|严防|防止|避免|杜绝|反对|制止|打击|取缔|减少|抵制|惩|拒绝")
_WHOLE = lazy(r"\s*(?:[^\w\s]|[和与及或等]|$)")
_PARTS = lazy(r"[，,。；;！!？?：:\s]+")
# That it is the plan which says so, before what it says; 让 and 不 belong to that.
_HEAD = lazy(
    r"^(?:(?:大庆市?|咱们?|我们|市里?|这份?|这个|本|该|的|儿童|发展)*(?:规划|文件|方案|纲要|政策)(?:里头?|里面|上|中)?)?"
    r"(?:就|也|都|还|又|是|已经?|是不是|是否|有没有|有无|明确|明文|清楚|要求|提出|规定|写明|写着?|强调|指出|说|讲|提到|了|过|要|应当?|应该|必须|得|须|会|的是)*"
)
_TAIL = lazy(r"(?:的(?:规定|要求|说法)?|了|呀|啊|呢|来着|这(?:事儿?|一?[条句]话?))+$")
_VERB = lazy(
    r"^(?:明令|坚决|全面|一律|完全|统统|都|全|已经?)*(?P<verb>禁止|严禁|不准|不许|不让|取缔|禁掉|叫停|允许|准许|鼓励|支持|提倡|倡导|推广)(?P<rest>.+)$"
)
_VERB_BEHIND = lazy(
    r"^(?:让|要求|叫)?[^把将]{0,6}?[把将](?P<rest>.+?)(?:都|全|全面|全部|统统|一律|一概|彻底|一刀切地?|给)*(?P<verb>禁止|取缔|取消|叫停|禁)(?:了|掉|止)*$"
)
# What may stand between such a verb and its thing.
_LIGHT = lazy(
    r"^(?:了|过|着|任何|所有|一切|各种|孩子|儿童|学生|学校|家长|大家|开展|进行|使用|从事|举办|兴办|开办|办|搞|去|上|做|用|玩|发展)*(?=.{2})"
)
_BULLET = lazy(r"\s*(?:——|[0-9]+[.．、])?\s*")
_MARKS = lazy(r"[\s，,、；;“”\"「」『』《》()（）]")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, and its text without marks, folded."""

    clause: Clause
    start: int
    end: int
    flat: str


def put_words(known: Knowledge, run: Run) -> None:
    """Confirm what the plan says in so many words, or deny the verb that it does not have for a thing.

    Args:
        known: what is known of the plan.
        run: the question, with its draft.
    """
    query = run.query
    if (
        run.lang != "zh"
        or query.task in (*NO_QUESTION, "period")
        or len(query.text) > LONGEST
        or query.foreign_year
    ):
        return
    if run.judgement.reason not in (None, "not_in_plan") or run.composed.premise is not None or run.claim:
        return
    if not (query.confirms or query.yes_no) or run.evidence.sql is not None or run.duties or run.is_heeded:
        return
    said = _statement(query.text)
    if said is None:
        return
    if (held := _verbatim(known, said)) is not None:
        mention, words = held
        lead(run, cited(mention), f"是的，规划原文写有「{words}」。", "")
    elif (other := _other_verb(known, said)) is not None:
        mention, asked = other
        lead(run, cited(mention), f"不是，规划没有写「{asked}」，对此写的是：", asked)


def _statement(text: str) -> str | None:
    """What a folded question states of the plan; None where it has several parts or is too short."""
    parts = [part for part in _PARTS.split(unframed(text)) if len(part) > 1]
    if len(parts) != 1:
        return None
    bare = re.sub(r"[吧吗么嘛]$", "", parts[0])
    said = _TAIL.sub("", _HEAD.sub("", bare))
    return said if len(said) >= LEAST_THING else None


def _verbatim(known: Knowledge, said: str) -> tuple[Mention, str] | None:
    """The sentence that has the whole statement, and its words as printed."""
    flat = _flat(said)
    has_verb = any(tag.startswith("v") for _, _, tag in tagged(said))
    if len(flat) < (LEAST if has_verb else PLAIN):
        return None
    for one in _holding(known, flat):
        at = one.flat.find(flat)
        start, end = _printed_span(one, at, at + len(flat))
        before = re.split(r"[，,；;。]", one.clause.text[one.start : start])[-1]
        if _TURNS.search(before) or not _WHOLE.match(one.clause.text[end : one.end]):
            continue
        return _mention(one), re.sub(r"\s+", "", one.clause.text[start:end])
    return None


def _other_verb(known: Knowledge, said: str) -> tuple[Mention, str] | None:
    """The sentence on a thing that is said to be forbidden or let be and is neither, and what was said of it."""
    match = _VERB.match(said) or _VERB_BEHIND.match(said)
    if match is None:
        return None
    thing = _LIGHT.sub("", match["rest"])
    flat = _flat(thing)
    held = list(_holding(known, flat)) if len(flat) >= LEAST_THING else []
    words = _FORBIDS if _FORBIDS.search(match["verb"]) else _LETS
    if not held or any(words.search(one.flat) for one in held):
        return None
    return _mention(held[0]), said


def _mention(one: _Said) -> Mention:
    """A sentence without the mark before it."""
    mark = _BULLET.match(one.clause.text, one.start, one.end)
    return Mention(one.clause, mark.end() if mark else one.start, one.end)


def _holding(known: Knowledge, flat: str) -> Iterator[_Said]:
    """The sentences of the plan that speak and hold some words, both without marks."""
    for clause in known.tree.clauses.values():
        if clause.kind == "heading" or not clause.path:
            continue
        for start, end, said in _flat_sentences(clause.text):
            if flat in said:
                yield _Said(clause, start, end, said)


@lru_cache(maxsize=2048)  # the sentences of a plan come again with every statement
def _flat_sentences(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((start, end, _flat(text[start:end])) for start, end in sentences(text))


def _flat(text: str) -> str:
    return _MARKS.sub("", fold_known(text))


def _printed_span(one: _Said, start: int, end: int) -> tuple[int, int]:
    """Where characters of a flat sentence stand in its clause."""
    places = [at for at in range(one.start, one.end) if _flat(one.clause.text[at])]
    return places[start], places[end - 1] + 1
