"""What a language model wrote, held against the words that it cites: it may shorten them, it may add nothing.

A figure is held by the checks of figures; this holds the rest. A sentence is cut at its commas. Before the others may
stand a piece that says under which heading the words stand (在预防和控制儿童溺水方面): a whole heading, and words that only
lead. Each other piece must be
made of runs of one cited sentence, in their order, and of words that only lead (规划提出, 其中). What is left out
between two runs must be an item of a list or an attribute, and no word that denies or limits (不得, 除外, 鼓励) may be
among it. Whose words stand in another order, or in other words, is not shown: that they mean the same is for nobody
here to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from assistant.patterns import lazy

LONGEST = 400  # characters of a sentence
_RUN = 2  # characters that a run has at the least
_PIECE = lazy(r"[，,；;：:。.！!？?—]+(?!\d)")
_HELD = "\0"  # in the place of names and figures, which other checks hold
_SENTENCE = lazy(r"[。；！？;]")
_NUMBER = lazy(
    r"^(?:第[一二三四五六七八九十百0-9]+(?:编|章|节|条|部分)|[（(][一二三四五六七八九十百0-9]+[)）]|[一二三四五六七八九十百0-9]+[、.．])"
)
_HELD_RUN = lazy(r"\n[\s]*")
_BLANK = lazy(r"[ \t\u3000\xa0\r]+")
_HAN = lazy(r"[\u4e00-\u9fff]")
_LATIN = lazy(r"[A-Za-z][A-Za-z'-]*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that lead to what the plan says and say nothing of their own.
_LEADS = _words(
    "根据 按照 依据 规划 本规划 该规划 规划中 规划里 提出 要求 明确 规定 指出 写明 写道 强调 目标 措施 方面 内容 指标 包括 如下 具体 主要"
    " 的 了 在 中 里 为 是 即 将 把 要 到 和 与 及 以及 并 并且 同时 此外 另外 还 也 其中 有 关于 对 对于 有关 相关 这 这些 上述 分别 均 都"
    " 而 则 、 （ ） 年"
) | {_HELD}
_LEADS_EN = _words(
    "the a an plan plan's requires sets states says demands target targets figure of for to is are be by in at and its with year"
)
# What may not be lost between or before the words that are kept: it denies, limits or softens them.
_LIMITS = lazy(
    r"不|未|无|非|禁|勿|防止|避免|除|仅|只|以外|例外|前提|如果|可以|允许|鼓励|支持|引导|提倡|探索|试点|逐步|力争|争取|原则上|免"
)
_EXCEPTS = lazy(r"除外|以外|例外")
# A piece that sets a condition for the others of its sentence.
_CONDITION = lazy(r"^除|除外|之外|未经|如果|如有|批准|情况下|前提|条件|例外|以外|不包括")
_OPENS = frozenset("、和与及或以的等")
_CLOSES = frozenset("、和与及或的等")
# What stands behind the last words that are kept: nothing, or what a list or a name goes on with. A piece that ends
# elsewhere (覆盖率 of 覆盖率达到…) is no sentence.
_ENDS = frozenset(("", *"、和与及或的等（()）", _HELD))


def unsupported(
    said: str, quotes: Iterable[str], *, figures: bool, headings: Iterable[str] = ()
) -> str | None:
    """What a sentence says beyond the words that it cites, or None.

    Args:
        said: the sentence, with line feeds in the place of names and figures that other checks hold.
        quotes: what it cites, with the same left out.
        figures: whether it gives a figure, which other checks hold.
        headings: what all that it cites stands under, as printed.
    """
    if len(said) > LONGEST:
        return f"the sentence is longer than {LONGEST} characters"
    spoken = [piece for piece in _pieces_of(said) if not _leads_only(piece)]
    if len(spoken) > 1 and any(_is_heading(spoken[0], heading) for heading in headings):
        del spoken[0]
    if not spoken:
        return None if figures else "it says nothing"
    quotes = tuple(quotes)
    if not _HAN.search(said):
        return _unknown_word(said, "".join(quotes))
    sources = [_pieces_of(sentence) for quote in quotes for sentence in _SENTENCE.split(quote)]
    if any(_follows(spoken, source) for source in sources):
        return None
    alone = next((p for p in spoken if not any(_follows([p], source) for source in sources)), spoken[-1])
    return f"{alone.replace(_HELD, '…')!r} does not stand so in what the sentence cites"


def _pieces_of(sentence: str) -> list[str]:
    text = _HELD_RUN.sub(_HELD, _BLANK.sub("", sentence))
    return [piece for piece in _PIECE.split(text) if piece]


def _is_heading(piece: str, printed: str) -> bool:
    """Whether a piece is a whole heading with nothing but leading words around it."""
    heading = _NUMBER.sub("", _BLANK.sub("", printed)).rstrip("：:。")
    before, found, after = piece.partition(heading) if heading else ("", "", "")
    after = after.removeprefix("领域").removeprefix("部分")
    return bool(found) and _leads_only(before) and _leads_only(after)


def _follows(pieces: Sequence[str], source: Sequence[str]) -> bool:
    """Whether pieces shorten the pieces of a source, in their order; only the first may begin in the middle."""
    at, used = 0, set()
    for number, piece in enumerate(pieces):
        found = next(
            (n for n in range(at, len(source)) if shortens(piece, source[n], inside=number == 0)), None
        )
        if found is None:
            return False
        at = found
        used.add(found)
    left = [text for n, text in enumerate(source) if n not in used]
    behind = source[at + 1] if at + 1 < len(source) else ""
    return not any(_CONDITION.search(text) for text in left) and not behind.startswith(("但", "不过"))


def shortens(piece: str, source: str, *, inside: bool = True) -> bool:
    """Whether a piece is a source with only items or attributes left out.

    Args:
        piece: without blanks.
        source: without blanks.
        inside: whether it may begin after the source's beginning.
    """

    @cache
    def fits(at: int, after: int) -> bool:
        """Whether the rest of the piece fits behind a place of the source; -1: nothing was taken yet."""
        if at == len(piece):
            return after >= 0 and not _EXCEPTS.search(source[after:]) and source[after : after + 1] in _ENDS
        longest = next((n for n in range(len(piece) - at, _RUN - 1, -1) if piece[at : at + n] in source), 0)
        for length in range(longest, _RUN - 1, -1):
            run = piece[at : at + length]
            for match in re.finditer(f"(?={re.escape(run)})", source):
                start = match.start()
                if _may_skip(source, after, start, inside) and fits(at + length, start + length):
                    return True
        return any(piece.startswith(lead, at) and fits(at + len(lead), after) for lead in _LEADS)

    return fits(0, -1)


def _may_skip(source: str, after: int, start: int, inside: bool) -> bool:
    """Whether what stands between two runs, or before the first, may be left out."""
    if start < max(after, 0):
        return False
    gap = source[max(after, 0) : start]
    if not gap:
        return True
    if _LIMITS.search(gap):
        return False
    if after < 0:
        return inside or _leads_only(gap)
    return gap[0] in _OPENS or gap[-1] in _CLOSES


@lru_cache(4096)
def _leads_only(text: str) -> bool:
    """Whether a text is made of leading words and nothing else."""
    if not text:
        return True
    if not _HAN.search(text) and _LATIN.search(text):
        return all(word.lower() in _LEADS_EN for word in _LATIN.findall(text))
    return any(text.startswith(lead) and _leads_only(text[len(lead) :]) for lead in _LEADS)


def _unknown_word(said: str, quotes: str) -> str | None:
    """The first English word that leads to nothing and stands in nothing that is cited."""
    known = {word.lower() for word in _LATIN.findall(quotes)}
    for word in _LATIN.findall(said):
        if word.lower() not in _LEADS_EN | known:
            return f"{word!r} stands in nothing that the sentence cites"
    return None
