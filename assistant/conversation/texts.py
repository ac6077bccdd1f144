"""Changes to the text of a question: a piece in the place of another, words that belong to a subject, ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from assistant.conversation.words import TABLE_ASKS, Cut, Token
from assistant.patterns import lazy
from assistant.records import Language
from assistant.tagging import segment

Item = TypeVar("Item")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
DIGITS = {han: n for n, han in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_COUNTED = lazy(r"(?:几|多少)(?:个百分点|个小时|小时|[名张所次个位项岁])|百分之(?:几|多少)|千分之(?:几|多少)")
_INNER = frozenset({"word", "table", "noun", "people", "place", "gap", "verb", "light"})
_SMALL = frozenset(
    "的了吗呢吧啊呀嘛是有在要会能把对给和跟与就也都还再到由被为我俺咱请问想这那它该让叫管里上下中"
) | {"是不是", "有没有"}


_TENS = lazy(r"(?P<tens>[二三四五]?)十(?P<ones>[一二三四五六七八九]?)")


def number_of(said: str) -> int:
    """The number that an ordinal or a numeral says, 0 for none."""
    if said in ORDINALS:
        return ORDINALS.index(said) + 1
    if said in DIGITS:
        return DIGITS[said]
    if tens := _TENS.fullmatch(said):  # 十一, 二十三
        return DIGITS.get(tens["tens"], 1) * 10 + DIGITS.get(tens["ones"], 0)
    digits = re.match(r"[0-9]+", said)
    return int(digits.group()) if digits else 0


def pick(items: Sequence[Item], number: int) -> Item | None:
    """The item of a number from 1; -1 is the last, -2 the one before it."""
    at = number - 1 if number > 0 else len(items) + number
    return items[at] if number and 0 <= at < len(items) else None


def swap(cut: Cut, old: Sequence[Token], said: str) -> str:
    """The text with the first of some pieces replaced, and those joined to it left out."""
    ordered = sorted(old, key=lambda token: token.start)
    start, end = ordered[0].start, ordered[0].end
    for token in ordered[1:]:
        between = cut.text[end : token.start]
        if not re.fullmatch(r"[的、,，/ ]*(?:和|与|跟|及|或|至|到|and|or|of|for|among)?[ 的]*", between):
            break
        end = max(end, token.end)
    return cut.shown[:start] + said + cut.shown[end:]


def belongs(cut: Cut, token: Token, beside: Token) -> bool:
    """Whether a word that stands directly beside the subject is a part of it (办理涉及…的案件, 友好城市)."""
    between = cut.text[min(token.end, beside.end) : max(token.start, beside.start)]
    if between.strip() or token.kind not in _INNER:
        return False
    if cut.lang == "en":
        return token.kind in ("people", "place", "gap", "verb", "noun") and "plan" not in token.roles()
    asks = token.slot in TABLE_ASKS or token.roles() - {"filler", "body", "paid"}
    return not asks and token.text not in _SMALL


def whole_words(cut: Cut, first: Token, last: Token) -> tuple[int, int]:
    """From one token to another; where one of them is half of a word (理 of 办理), the word as a whole."""
    start, end = first.start, last.end
    if cut.lang == "en" or "gap" not in (first.kind, last.kind):
        return start, end
    for low, high in segment(cut.text):
        if first.kind == "gap" and low < start < high:
            start = low
        if last.kind == "gap" and low < end < high:
            end = high
    return start, end


def joined(cut: Cut, names: Sequence[Token]) -> bool:
    """Whether names stand in one list."""
    pairs = pairwise(names)
    return all(
        re.fullmatch(r"[、,，/ ]*(?:和|与|跟|及|and|or)?[ ]*", cut.text[a.end : b.start]) for a, b in pairs
    )


def adjoining(cut: Cut, name: Token, people: Iterable[Token]) -> list[Token]:
    """People that stand beside a name, directly or through 的."""
    return [
        t
        for t in people
        if (cut.text[t.end : name.start] in ("", "的", " ") and t.end <= name.start)
        or (cut.text[name.end : t.start] in (" of ", " for ", " in ", " among ") and name.end <= t.start)
    ]


def any_unit(text: str) -> str:
    """A text that asks for any figure where it asked for one of a unit (几名)."""
    return _COUNTED.sub("多少", text)


def bare(text: str) -> str:
    """A text without the stop at its end."""
    return text.strip().rstrip("。．.?？!！，,;； ")


def before_end(text: str, more: str) -> str:
    """A text with more before the stop at its end."""
    body = bare(text)
    return body + more + text.strip()[len(body) :]


def spaced(subject: str, lang: Language) -> str:
    """A piece to put into a text of a language."""
    return f" {subject} " if lang == "en" else subject


def tidy(text: str, lang: Language) -> str:
    """A text without doubled blanks."""
    text = re.sub(r"\s+", " ", text).strip() if lang == "en" else text
    return re.sub(r"\s+([?.,!])", r"\1", text)
