"""What a paper says of itself outside its text: its number, the day and the body that issued it, whom it is sent to.

    read_formal(…)     which of them a question asks for
    tell_formal(…)     those, quoted; and which of them the text does not have

Every Chinese official paper has the same ones in the same forms (文号 〔2018〕42号, 落款 on lines of their own), whatever
it is about. A text that was published without them has none, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.lexicon import fold_known, read_table
from assistant.patterns import lazy
from assistant.quoting import tell_titles
from assistant.records import Clause, Draft, Language, Sentence
from assistant.structure import Part

PARTS: Final[tuple[Part, ...]] = ("number", "date", "issuer", "addressee")
_WHEN = lazy(
    r"哪[一]?[天日年月]|几月|几号|几年|什么时候|什么时间|何时|啥时候|多会儿|多咱|日期|时间|\bwhen\b|\bdate\b"
)
# A day that is stated to be that of its issue, which is held against its own like one that is asked for.
_ISSUED_ON = lazy(
    r"(?:19|20)\d\d年?(?:份|\d{1,2}月(?:份|\d{1,2}[日号])?)?(?:才|就|由?[\u4e00-\u9fff]{0,6}?)(?=(?:印发|发布|下发|签发|颁布|出台|公布|发出|发|下)的(?!是|那))"
    r"|(?<=issued )(?:in|on) [a-z0-9, ]*\b20\d\d|(?<=published )(?:in|on) [a-z0-9, ]*\b20\d\d|(?<=released )(?:in|on) [a-z0-9, ]*\b20\d\d"
)
# Another plan than this one: 上一轮规划哪年颁布的.
_EARLIER = lazy(
    r"[上前]一?[个轮期部份版次]|\b(?:previous|earlier|former|last) (?:plan|one|programme|program)\b"
)
_WHO = lazy(r"谁|哪个?(?:机关|部门|单位|家)|什么(?:机关|部门|单位)|\bwho\b|\bwhich (?:body|authority)\b")
_TO_WHOM = lazy(r"(?:发给|下发给|印发给|发到|送给|送到)(?:了)?(?:谁|哪|什么)|给谁|\bto whom\b|\bsent to\b")
_PART_OF_QUESTION = lazy(r"[，,。；;？?！!]+")
_NAMES: Mapping[Part, tuple[str, str]] = {
    "number": ("文号", "number"), "date": ("发布日期", "date of issue"), "issuer": ("发文机关", "issuing body"),
    "addressee": ("主送机关", "addressees"),
}  # fmt: skip


_MISSING: Mapping[Part, tuple[str, str]] = {
    "number": ("规划的正文没有写文号。", "The text of the plan does not give a document number."),
    "date": ("规划的正文没有写发布日期。", "The text of the plan does not say when it was issued."),
    "issuer": ("规划的正文没有写明由谁编制、发布。", "The text of the plan does not say who drew it up or issued it."),
    "addressee": ("规划的正文没有写主送机关。", "The text of the plan does not say whom it is addressed to."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormalWords:
    """The words of ``formal_words.tsv``, folded, by their part, longer ones first."""

    words: tuple[tuple[str, str], ...]

    @staticmethod
    def read(path: Path) -> FormalWords:
        """Read the file.

        Raises:
            LexiconError: a row has too few or too many cells.
        """
        rows = ((fold_known(row["word"]), row["part"]) for row in read_table(path, ("word", "part", "lang")))
        return FormalWords(tuple(sorted(rows, key=lambda row: -len(row[0]))))


def read_formal(text: str, words: FormalWords, is_other: Callable[[str], bool]) -> tuple[Part, ...]:
    """Which formalities a folded question asks for; none where it asks for them of something else.

    Args:
        text: the question.
        words: the words that ask for them.
        is_other: whether what is left of a part of the question speaks of something else than the paper.
    """
    asked: list[Part] = []
    for piece in _PART_OF_QUESTION.split(text):
        if _EARLIER.search(piece):
            continue
        rest, found = piece, set()
        for word, part in words.words:
            if word in rest:
                found.add(part)
                rest = rest.replace(word, " ")
        parts = _asked(piece, found)
        for pattern in (_WHEN, _WHO, _TO_WHOM, _ISSUED_ON):
            rest = pattern.sub(" ", rest)
        if parts and not is_other(rest):
            asked += parts
    return tuple(part for part in PARTS if part in asked)


def _asked(piece: str, found: set[str]) -> list[Part]:
    """The formalities that the words of one part of a question ask for."""
    parts: list[Part] = [part for part in PARTS if part in found]
    if "issue" in found and _TO_WHOM.search(piece):
        parts.append("addressee")
    elif "issue" in found and (_WHEN.search(piece) or _ISSUED_ON.search(piece)):
        parts.append("date")
    elif "issue" in found and _WHO.search(piece):
        parts.append("issuer")
    if "number" in found and re.search(r"和(?:日期|时间)|\band date\b", piece):
        parts.append("date")
    return parts


def tell_formal(asked: tuple[Part, ...], found: Mapping[Part, Clause], lang: Language) -> Draft:
    """The draft: what is there, as printed, under its name; then what the text does not have."""
    there = tuple(part for part in asked if part in found)
    told = tell_titles(found[part] for part in there)
    sentences: list[Sentence] = []
    for part, quote in zip(there, told.sentences, strict=True):
        zh, en = _NAMES[part]
        sentences += [Sentence(f"Its {en}:" if lang == "en" else f"{zh}："), quote]
    for part in asked:
        if part not in found:
            zh, en = _MISSING[part]
            sentences.append(Sentence(en if lang == "en" else zh))
    return Draft(tuple(sentences), told.citations)
