"""Short forms of the plan's longer terms, by their characters: 外教 is 外籍教师, 网游 is 网络游戏.

    long_forms(word, vocabulary)    the terms of two words that a word of two characters may stand for

People shorten a term of two words to the first character of each. Nobody can list them for every plan, but a plan shows
which of its words stand side by side.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from assistant.lexicon import places_of, segmented, spans_of, tokenizer
from assistant.patterns import lazy
from assistant.tagging import is_word, pos_tags

MOST: Final = 2  # terms beyond which a short form tells nothing
OWN: Final = (
    250  # frequency in the dictionary from which a word of two characters has a meaning of its own (工会)
)
_HALF: Final = 2  # characters of each word of a term
_AROUND: Final = 4  # characters on each side of a piece that tell how it is cut
_SHORT = lazy(r"[\u4e00-\u9fff](?!儿)[\u4e00-\u9fff]")  # 地儿 is a place in spoken words
_TERM = lazy(r"[\u4e00-\u9fff]{4}")
_FIRST = lazy(r"n|vn|b|j|a|x")
_LAST = lazy(r"n|vn|j|x")


@lru_cache(maxsize=4096)
def long_forms(word: str, vocabulary: str) -> tuple[str, ...]:
    """The terms of a plan's folded text that a word is short for; none for a word that the plan has itself."""
    if not _SHORT.fullmatch(word) or (tokenizer().FREQ.get(word) or 0) >= OWN:
        return ()
    first, second = word[0], word[1]
    starts = (at for at in places_of(first, vocabulary) if vocabulary[at + _HALF : at + _HALF + 1] == second)
    found = [(at, piece) for at in starts if _TERM.fullmatch(piece := vocabulary[at : at + 2 * _HALF])]
    if not found or _is_word_of(word, vocabulary):
        return ()
    terms = tuple(dict.fromkeys(piece for at, piece in found if _is_term(piece, vocabulary, at)))
    return terms if len(terms) <= MOST else ()


def _is_word_of(word: str, vocabulary: str) -> bool:
    """Whether the plan has a word, and not only its characters across two others (外教 in 校外教育)."""
    return any(_is_cut(vocabulary, at, len(word)) for at in places_of(word, vocabulary))


def _is_cut(text: str, start: int, length: int) -> bool:
    """Whether a piece of a text is cut from what stands around it."""
    before = min(start, _AROUND)
    around = text[start - before : start + length + _AROUND]
    edges = {0} | {end for _, end in spans_of(segmented(around, guess=False))}
    return before in edges and before + length in edges


def _is_term(piece: str, vocabulary: str, start: int) -> bool:
    """Whether a piece of four characters is two words of which the last names a thing."""
    first, last = piece[:_HALF], piece[_HALF:]
    if not (is_word(first) and is_word(last) and _is_cut(vocabulary, start, len(piece))):
        return False
    if not (_is_cut(vocabulary, start, _HALF) or is_word(piece)):
        return False
    return bool(_FIRST.match(pos_tags(first)[0]) and _LAST.match(pos_tags(last)[0]))
