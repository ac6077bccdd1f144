"""What a question states, cut out of it to be compared."""

from __future__ import annotations

import re

from assistant.exclusions import LOOSE
from assistant.framing import frames
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known, shared_name
from assistant.numerals import find_quantities
from assistant.patterns import lazy
from assistant.premises import Stated
from assistant.records import Query
from assistant.tagging import pos_tags
from assistant.tasks_asked import GENERIC

LEAST_COVER = 0.5  # share of a question's words, by their rarity, that a sentence on its matter has
# The same where the clauses surely say what is asked; a question in English shares no word with them.
LEAST_SURE = {"zh": 0.25, "zh-Hant": 0.25, "en": 0.0}


def claim_of(known: Knowledge, query: Query, *, sure: bool = False) -> Stated:
    """What a question states, without the words that only ask whether it is right, to be found in a sentence.

    Args:
        known: what is known of the plan.
        query: the question.
        sure: whether the clauses found surely say what is asked, so that fewer words have to be shared.
    """
    least = LEAST_SURE.get(query.lang, LEAST_COVER) if sure else LEAST_COVER
    index, entries = known.clause_index, known.catalog.lexicon.entries
    named = [
        name
        for row in known.rows.values()
        if row.name in query.names
        for name in (row.name, shared_name(row))
    ]
    parts = [_unworded(query, part) for part in stated(query.text)]
    told = [part for part in parts if find_quantities(part)] or parts
    first = parts.index(told[0]) if told else 0  # what stands before it is the asker's story
    words = {
        word
        for part in map(_unfigured, parts[first:])
        for word in index.to_words(part)
        if not any(entry.kind == "word" for entry in entries.get(word, ()))
        and not GENERIC.fullmatch(word)
        and (len(word) > 1 or pos_tags(word)[0].startswith(("n", "b")))
    }

    said = [" ".join(w for w in index.to_words(_unfigured(part)) if tells(w)) for part in parts[first:]]

    def is_on(text: str) -> bool:
        flat = fold_known(text)
        return any(fold_known(name) in flat for name in named) or any(
            index.coverage.cover(part, flat) >= least for part in said if part
        )

    def is_all(text: str) -> bool:
        flat = fold_known(text)
        return all(any(form in flat for form in (word, *index.widen(word))) for word in words)

    return Stated(is_on, is_all)


def tells(word: str) -> bool:
    """Whether a word can tell what a statement is about; numbers are compared by themselves."""
    return len(word) > 1 and not re.search(r"[0-9]|^[一二两三四五六七八九十百几每]", word)


# That it is the plan which says so is no part of what is stated.
_SAYS = lazy(
    r"^(?:这份?|咱们?|市里?的?)?(?:规划|文件|方案)[里上中]?(?:也|就|是|还|都)*(?:说|讲|写|规定|要求|提出|提到|强调)(?:的是|了|着|过|是)?"
)


def stated(text: str) -> list[str]:
    """The parts of a question without those that only ask whether it is right."""
    bare = text
    for start, end in frames(text):
        bare = bare[:start] + "，" * (end - start) + bare[end:]
    parts = [_SAYS.sub("", part.strip()) for part in re.split(r"[，,。；;！!？?：:]|\.(?= |$)", bare)]
    return [part for part in parts if len(part) > 1]


def _unworded(query: Query, part: str) -> str:
    """A part without the words for how it is meant (允许, 不晚于), which are compared by themselves."""
    for word in query.exclusive:
        if word.kind in LOOSE:
            part = part.replace(word.text, " ")
    return part


def _unfigured(part: str) -> str:
    """A part without its figures, which are compared by themselves."""
    for figure in find_quantities(part):
        part = part.replace(figure.text, " " * len(figure.text))
    return part
