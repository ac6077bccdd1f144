"""How far a word goes that clauses are said to hold.

    quoted_by_number(text, said)        留守儿童四个字, 少先队这词儿: words that stand for themselves without quotes
    widened(text, span, said)           铁人精神 around 精神: the longest phrase of the plan in whole words
    numbered_phrase(text, span, said)   12345市长热线: a number beside it, where the plan has both, but not side by side

``said`` is the plan's folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.patterns import lazy
from assistant.tagging import is_word, pos_tags, segment

_NUMBERS = {"两": 2, "俩": 2, "二": 2, "三": 3, "仨": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_SO_MANY = lazy(
    rf"(?P<run>[\u3400-\u9fff]{{2,12}}?)(?:这|那)?(?P<number>[{''.join(_NUMBERS)}])个?(?:汉|大)?字(?!数|节|段|母|典|体|幕)"
)
_AS_WORD = lazy(
    r"(?P<run>[\u3400-\u9fff]{2,12}?)的?(?:字样|字眼|一词|(?:这|那)(?:一|几)?个?(?:词儿?|字儿?|名词|提法|说法|字眼)(?!典|汇|语))"
)
# Tags of words that only connect, or say nothing by themselves.
_CONNECTING = ("u", "p", "c", "d", "r", "y", "f", "e", "o", "k")
MOST_WORDS = 4  # on either side, that a phrase may take in


def quoted_by_number(text: str, said: str) -> Iterator[tuple[int, int, str]]:
    """Words that are told by how many characters they have, or that they are a word; with their places."""
    for match in _SO_MANY.finditer(text):
        end, size = match.end("run"), _NUMBERS[match["number"]]
        word = text[max(end - size, 0) : end]
        if end - size >= match.start("run") and (word in said or is_word(word)):
            yield end - size, end, word
    for match in _AS_WORD.finditer(text):
        start, end = match.span("run")
        cuts = [start + low for low, _ in segment(match["run"])]
        begin = next((at for at in cuts if end - at > 1 and text[at:end] in said), None)
        if begin is not None:
            yield begin, end, text[begin:end]


def widened(text: str, span: tuple[int, int], said: str) -> str:
    """The longest run of whole words around a place that the plan says; the place itself where there is none longer."""
    words = segment(text)
    inside = [n for n, (low, high) in enumerate(words) if low < span[1] and span[0] < high]
    if not inside:
        return text[span[0] : span[1]]
    low, high = inside[0], inside[-1]
    while low > max(0, inside[0] - MOST_WORDS) and _names(text, words[low - 1]):
        low -= 1
    while high + 1 < min(len(words), inside[-1] + MOST_WORDS) and _names(text, words[high + 1]):
        high += 1
    runs = (
        text[words[i][0] : words[j][1]]
        for i in range(low, inside[0] + 1)
        for j in range(inside[-1], high + 1)
    )
    return max((run for run in runs if run in said), key=len, default=text[span[0] : span[1]])


def numbered_phrase(text: str, phrase: str, said: str) -> str:
    """A phrase with a number right beside it that the plan has, too (12345市长热线); else as it is."""
    at = text.find(phrase)
    before = re.search(r"[0-9]{3,}[“”\"「」]?$", text[:at]) if at >= 0 else None
    behind = re.match(r"[“”\"「」]?[0-9]{3,}", text[at + len(phrase) :]) if at >= 0 else None
    number = before or behind
    digits = re.sub(r"\D", "", number.group()) if number else ""
    return f"{digits}{phrase}" if digits and digits in said else phrase


def _names(text: str, word: tuple[int, int]) -> bool:
    """Whether a word may be a part of a phrase."""
    run = text[word[0] : word[1]]
    return bool(re.match(r"[\u3400-\u9fff0-9a-z]", run)) and not pos_tags(run)[-1].startswith(_CONNECTING)
