"""Greetings, thanks, and what the program can do."""

from __future__ import annotations

from dataclasses import replace

from assistant.asked import ASKING, units
from assistant.lexicon import Mention
from assistant.patterns import lazy
from assistant.question.reading import CONTENT, Reading, mostly_known, unmatched
from assistant.records import Query

_ADDRESSED = lazy(r"你|您|\byou\b")


# 指标列一下，谢谢: an order with a courtesy; 谢谢你列的指标 is thanks for what was done.
_ORDERS = lazy(
    r"(?<![我再先])(?:列|查|数|报|念|说|写|统计|汇总|整理|罗列|找|挑|筛|发)(?:一下|下|一列|一遍|出来?|一数|给我)(?![的得了])|(?:列|查|写)(?:全|清楚?|明白)?(?=$|[，,。；;！!])"
    r"|查查|找找|数数|列列|捋捋|理理"
    r"|\b(?:list|show|count|find|name)\b(?: me)?(?: the| all)"
)


def _asks_of_another(reading: Reading) -> bool:
    """Whether a question what one can do names somebody or something, and does not address the program."""
    return not _ADDRESSED.search(reading.text) and any(len(word) > 1 for word in unmatched(reading))


def social(query: Query, reading: Reading) -> Query | None:
    """The query of a courtesy; None where something is asked beside it."""
    kinds = [
        kind
        for mention in reading.mentions
        if _stands_alone(reading, mention)
        for kind in mention.values("phrase")
    ]
    if not kinds or any(mention.values("alias") for mention in reading.mentions):
        return None
    beside = [mention for mention in reading.mentions if not mention.values("phrase")]
    open_ended = {"what", "which", "text"} if "capability" in kinds else set[str]()  # 你都会啥
    asks = ASKING - open_ended
    if units(reading.text) or any(set(m.values("word")) & asks or m.values("population") for m in beside):
        return None  # 您好，…有哪些: a question with a courtesy
    if _ORDERS.search(reading.text) and any("plan" in m.values("word") for m in beside):
        return None
    if "capability" in kinds and _asks_of_another(reading):
        return None  # 志愿者都能干点啥: not what the program can do
    if not mostly_known(reading):
        return None
    rank = {"capability": 0, "thanks": 1, "farewell": 2, "greeting": 3}
    return replace(query, task="social", social=min(kinds, key=lambda kind: rank.get(kind, 9)))


def _stands_alone(reading: Reading, mention: Mention) -> bool:
    """Whether a courtesy begins or ends a part of a question; 好的 of 干得好的单位 is none."""
    before, behind = reading.text[: mention.start].rstrip(), reading.text[mention.end :].lstrip()
    return not before or not behind or not (CONTENT.match(before[-1]) and CONTENT.match(behind[0]))
