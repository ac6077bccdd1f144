"""Figures that are asked for as such: 定了哪些数, 有关的数字都列给我, every figure for newborns.

with_figures(text, slots)   the slots, with what asks for figures in the place of what is only a piece of it
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.patterns import lazy
from assistant.tabular.slot import Slot

_NUMBERS = r"(?:数字|数儿|数值|数)"
# What asks for several of them, or says of which they are.
_OF_WHICH = (
    r"(?P<which>哪(?:些|几)[个项条]?|(?<![这那差])(?:多少|几)个|(?:定|设|给|写|提|列)[了过下出着]*(?:什么|啥))"
    r"|所有的?|全部的?|全套的?|每一?个|各个"
    r"|(?<!标)(?<!施)(?<!款)的(?:所有|全部|那些|这些|几个|那几个|这几个)?|(?:领域|方面|板块|那块儿?|这块儿?|那边|这边)(?:里头?|里面|中|内|上)?(?:的|所有|全部)*"
)
_ENDS = r"(?=$|[，,。；;？?！!]|都|全|是|要|有|给|列|呢|啊|吧|呀|报|念|说|管|各|拎|挑|找|整|汇|分别|统统|一共|总共|一一)"
_ZH = lazy(rf"(?:{_OF_WHICH})(?P<n>{_NUMBERS}){_ENDS}")
_EN = lazy(
    r"(?:\b(?P<which>what|which|how many) |\b(?:all|every|each|list|other|give me|show me)(?: of)?(?: the)? |^(?:the )?)"
    r"(?:hard |specific |concrete |exact |numerical |actual )?(?P<n>figures?|numbers?)\b(?! (?:of|to call|to dial|one|two|three|[0-9]))"
)


def with_figures(text: str, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The slots of a folded question; figures asked for are a noun and a kind of their own."""
    found = tuple(_figures(text))
    kept = (s for s in slots if not any(f.start < s.end and s.start < f.end for f in found))
    return tuple(sorted((*kept, *found), key=lambda slot: slot.start)) if found else slots


def _figures(text: str) -> Iterator[Slot]:
    for match in (_EN if text.isascii() else _ZH).finditer(text):
        start, end = match.span("n")
        if match["which"]:
            many = re.match(r"多少|几|how many", match["which"])
            ask = re.search(r"哪|什么|啥|多少|几|what|which|how many", match["which"])
            at = match.start("which") + (ask.start() if ask else 0)
            yield Slot(at, start, text[at:start], "ask", "count" if many else "list")
        yield Slot(start, end, text[start:end], "kind", "figure")
