"""Words of a text as jieba cuts it, with their parts of speech.

``jieba.posseg`` reads the tags of 350,000 words when it is imported, which takes as long as a dozen answers. Where the
dictionary knows every word of a text, its tags are looked up in the file itself; only runs of single characters, which
may be an unknown word, wait for the tagger.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from assistant.lexicon import segmented, spans_of, tagger, tokenizer
from assistant.patterns import lazy

_HAN_RUN = lazy(r"[\u4e00-\u9fd5]+")


def is_word(text: str) -> bool:
    """Whether the dictionary of the tokenizer has a word."""
    return bool(tokenizer().FREQ.get(text))


@lru_cache(maxsize=256)
def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words that jieba cuts a text into."""
    return spans_of(segmented(text))


def stands_across(word: str, text: str) -> bool:
    """Whether a word that is in a text stands only across two others there, with both its ends inside them (童工 in 儿童工作)."""
    at = text.find(word)
    edges = {0, *(end for _, end in segment(text))}
    while at >= 0:
        end = at + len(word)
        if at in edges or end in edges or not any(at < edge < end for edge in edges):
            return False
        at = text.find(word, at + 1)
    return True


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


@lru_cache(maxsize=256)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with their tags: those of the dictionary by themselves, as jieba's tagger takes them."""
    if not _HAN_RUN.fullmatch(text):
        return tuple((pair.word, pair.flag) for pair in tagger().cut(text))
    found: list[tuple[str, str]] = []
    for single, group in groupby(segmented(text, guess=False), key=lambda word: len(word) == 1):
        words = tuple(group)
        alone = "".join(words)
        if single and len(alone) > 1 and not tokenizer().FREQ.get(alone):
            found += _guessed(alone)
        else:
            found += ((word, _tag(word)) for word in words)
    return tuple(found)


@lru_cache(maxsize=4096)  # 咋整, 咱家: the same again and again, and it takes as long as a search
def _guessed(run: str) -> tuple[tuple[str, str], ...]:
    """Words and tags of characters that may be a word which the dictionary does not know."""
    return tuple((pair.word, pair.flag) for pair in tagger().cut(run))


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
