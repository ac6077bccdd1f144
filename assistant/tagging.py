"""Words of a text as jieba cuts it, with their parts of speech.

``jieba.posseg`` reads the tags of 350,000 words when it is imported, which takes as long as a dozen answers. Where the
dictionary knows every word of a text, its tags are looked up in the file itself; only runs of single characters, which
may be an unknown word, wait for the tagger.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from assistant.lexicon import tagger, tokenizer
from assistant.patterns import lazy

_HAN_RUN = lazy(r"[\u4e00-\u9fd5]+")


def is_word(text: str) -> bool:
    """Whether the dictionary of the tokenizer has a word."""
    return bool(tokenizer().FREQ.get(text))


@lru_cache(maxsize=256)
def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words that jieba cuts a text into."""
    return tuple((start, end) for _, start, end in tokenizer().tokenize(text))


@lru_cache(maxsize=256)
def pos_tags(word: str) -> tuple[str, ...]:
    """Part-of-speech tags of the words that jieba cuts a run into."""
    return tuple(tag for _, tag in _pairs(word)) or ("x",)


def tagged(text: str) -> tuple[tuple[int, int, str], ...]:
    """Each Chinese word of a text, left to right: where it begins and ends, and its tag."""
    found = []
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        for word, tag in _pairs(run.group()):
            found.append((at, at + len(word), tag))
            at += len(word)
    return tuple(found)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    known = _from_dictionary(text) if _HAN_RUN.fullmatch(text) else None
    return known or tuple((pair.word, pair.flag) for pair in tagger().cut(text))


def _from_dictionary(run: str) -> tuple[tuple[str, str], ...] | None:
    """The words of a run with their tags, or None where it may hold a word that the dictionary does not know."""
    words = list(tokenizer().cut(run, HMM=False))
    for single, group in groupby(words, key=lambda word: len(word) == 1):
        alone = "".join(group)
        if single and len(alone) > 1 and not tokenizer().FREQ.get(alone):
            return None
    return tuple((word, _tag(word)) for word in words)


@lru_cache(maxsize=4096)
def _tag(word: str) -> str:
    """The tag of a word in the dictionary; x where it is none of its own words."""
    line = _halved(word.encode()) or _read_through(word.encode())
    return line.split()[-1].decode() if line else "x"


def _halved(word: bytes) -> bytes:
    """The line of a word, by halving; b"" where there is none, or where it is one of the few that are out of order."""
    entries = _dictionary()
    low, high = 0, len(entries) - 1  # line breaks
    while low < high:
        start = entries.rfind(b"\n", low, (low + high) // 2 + 1)
        end = entries.index(b"\n", start + 1)
        line = entries[start + 1 : end]
        found = line.partition(b" ")[0]
        if found == word:
            return line
        low, high = (end, high) if found < word else (low, start)
    return b""


def _read_through(word: bytes) -> bytes:
    """The line of a word, wherever it stands, or b""."""
    entries = _dictionary()
    at = entries.find(b"\n" + word + b" ")
    return entries[at + 1 : entries.index(b"\n", at + 1)] if at >= 0 else b""


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    """The dictionary's lines: word, frequency, tag."""
    with tokenizer().get_dict_file() as file:
        return b"\n" + bytes(file.read()).replace(b"\r\n", b"\n") + b"\n"
