"""Whether an answer is what a case asks for: exact, no judge.

White space, width and script do not count; a figure matches whole numbers only (5% is not in 25%).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.evaluation.cases import Case
from assistant.lexicon import simplify


@dataclass(frozen=True, slots=True)
class Score:
    """Whether one case was answered rightly, and if not, all that was wrong."""

    case: Case
    right: bool
    faults: tuple[str, ...]


def score(case: Case, answer: dict[str, Any]) -> Score:
    """Compare an answer, in the JSON form of docs/answer.md, with its case."""
    faults = tuple(_faults(case, answer))
    return Score(case, not faults, faults)


def _faults(case: Case, answer: dict[str, Any]) -> Iterator[str]:
    if answer["status"] != case.status:
        yield f"status {answer['status']}, not {case.status}"
    if answer["reason"] != case.reason:
        yield f"reason {answer['reason']}, not {case.reason}"
    text = answer["answer"]
    for group in case.must:
        if not any(holds(text, words) for words in group):
            yield f"lacks {' / '.join(group[:3])}"
    yield from (f"must not say {words}" for words in case.must_not if holds(text, words))
    quotes = [citation["quote"] for citation in answer["citations"]]
    for group in case.cite:
        if not any(holds(quote, words) for quote in quotes for words in group):
            yield f"cites no {group[0]}"


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text, numbers whole."""
    return re.search(_pattern(words), _flat(text)) is not None


@lru_cache(maxsize=4096)
def _pattern(words: str) -> str:
    flat = _flat(words)
    before = r"(?<![\d.])" if flat[:1].isdigit() else ""
    after = r"(?!\.?\d)" if flat[-1:].isdigit() else ""
    return before + re.escape(flat) + after


@lru_cache(maxsize=4096)
def _flat(text: str) -> str:
    folded = unicodedata.normalize("NFKC", re.sub(r"\[\d+\]|\\(?=\W)", "", text))
    return re.sub(r"\s+", "", simplify(folded)).lower()
