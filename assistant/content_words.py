"""The words of a question: those that it is searched by, and those that tell what it is about.

cutters(lexicon, terms)        how a question is cut for either
is_functional(lexicon, word)   whether a word only asks or joins
without_modal(word)            a run that no dictionary has, without its auxiliary
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.lexicon import Lexicon, stemmed, to_words, tokenizer, words_said
from assistant.patterns import lazy

_ALWAYS = frozenset("老总")  # 孩子老咳嗽: as words of their own they say how often
_NAMING = {
    "phone",
    "paid",
    "website",
    "documents",
    "penalty",
    "address",
}  # roles of what may be asked about, too
_A_NOT_A = lazy(
    r"([\u4e00-\u9fff])[不没]\1[\u4e00-\u9fff]?"
)  # 允不允许, 开不开: whether, in the middle of a verb
# 管保密不, 有人管没: at the end of a part, whether.
_WHETHER_BEHIND = lazy(r"([\u4e00-\u9fff])[不没](?=$|[\s，,。；;？?！!])")
_HOW_MANY = lazy(r"几[\u4e00-\u9fff]$")  # 几道, 几年: asks for a number

_MODAL = lazy(r"[要能会得该想可](?=[\u4e00-\u9fff]{1,2}$)")
# 那块, 这茬, 那档子: a word that points names nothing.
POINTING = lazy(
    r"[这那][一几两]?(?:块儿?|条|个|些|种|样|茬|档子?|会儿?|回事?|事儿?|么|类|项|点|款|边|头|里|儿|段|句|部分|方面)$"
)


# What jieba joins to a word where it takes both for a new one: auxiliaries and asking words before it (得配, 没定, 来教),
# particles behind it (提了, 定得, 弄个).
_JOINED = lazy(
    r"^(?:[要能会得该想可来去没不里都也就还再才又让给被把我俺咱他她]+|这)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[了着过得个吗呢]+$"
)


def _without_joined(word: str) -> str:
    """A run that no dictionary has, without what only joins a word in it to the sentence; any other word as it is."""
    if word.isascii() or len(word) < 2 or tokenizer().FREQ.get(word):
        return word
    return _JOINED.sub("", word) or word


def without_modal(word: str) -> str:
    """A run that no dictionary has, without the auxiliary it begins with (要聘)."""
    return word if tokenizer().FREQ.get(word) else _MODAL.sub("", word)


def is_functional(lexicon: Lexicon, word: str) -> bool:
    """Whether all that a word means is to ask or to join."""
    entries = lexicon.entries.get(word, ())
    return bool(entries) and all(entry.kind == "word" for entry in entries)


def _names(lexicon: Lexicon, word: str) -> bool:
    """Whether an English word that may ask for something (salary, phone) also names it; a Chinese one asks."""
    return word.isascii() and any(_NAMING & set(entry.value) for entry in lexicon.entries.get(word, ()))


Cut = Callable[[str], tuple[str, ...]]


def cutters(lexicon: Lexicon, terms: frozenset[str]) -> tuple[Cut, Cut]:
    """How a text is cut into the words that are searched for, and into those that tell what it is about.

    Args:
        lexicon: its words that ask are no such words, its light words only none of the second.
        terms: those of the corpus, which stay whole.
    """

    def asks(match: re.Match[str]) -> str:
        # a mark: a space between two characters would be folded away, and what stands beside it joined
        return "，" if is_functional(lexicon, match.group()) else "，" + match.group()[-1]

    def whether(match: re.Match[str]) -> str:
        return (
            "，" if is_functional(lexicon, match.group()) else match.group(1)
        )  # 行不 asks, of 保密不 the verb stays

    def asked(text: str) -> str:
        return _WHETHER_BEHIND.sub(whether, _A_NOT_A.sub(asks, text))

    @lru_cache(maxsize=512)  # the search, its support and what is told of it cut the same texts
    def words(text: str) -> tuple[str, ...]:
        return tuple(
            w for w in to_words(asked(text), terms) if w not in _ALWAYS and not is_functional(lexicon, w)
        )

    @lru_cache(maxsize=512)
    def content(text: str) -> tuple[str, ...]:
        said = (word for word in words_said(asked(text), terms) if not _HOW_MANY.match(word))
        bare = (word if word in terms else _without_joined(word) for word in said)
        told = (word for word in bare if word not in _ALWAYS and word not in lexicon.light)
        # an English word is functional as it is said (does), not as its stem (doe)
        return tuple(stemmed(w) for w in told if _names(lexicon, w) or not is_functional(lexicon, w))

    return words, content
