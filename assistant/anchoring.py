"""Which of the clauses found has the words that the asking part of a question turns on.

The vector of a long question lies near its story (the grandmother who cannot walk to school); what is asked (whether
pupils can board) is one part of it. Clauses that have the rarer words of that part, or the plan's words for them, are
put before others that fit the whole about as well; so are those that hold what stands in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.records import Hit, Query

LEAST_RARE = 4.0  # rarity (one passage in some 50) from which a word tells what a question is about
LEAST_POINTING = 6.5  # the same beside words that point back (能让她住校吗): only a word of its own tells
BONUS = 1.5  # of the fused score, for a clause that has all such words; its parts by their rarity
QUOTED_BONUS = 4.0  # for a clause that has what stands in quotation marks
_QUOTED = lazy(r"[“「『\"]([^“”「」『』\"]{2,30})[”」』\"]")

# 这样的孩子能得到什么帮助: what is asked about was told before, so its words tell little by themselves.
_POINTS_BACK = lazy(
    r"[这那][样种类些个]|[他她它](?!人)|\b(?:this|that|these|those|such|it|they|them|he|she|him|her)\b"
)


def anchored(known: Knowledge, query: Query, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits in a new order: by score and what they have of the asking part; the scores stay with the places."""
    texts = {hit.clause_id: fold_known(known.tree.clauses[hit.clause_id].text) for hit in hits}
    index = known.clause_index
    asking, least = query.asking, LEAST_POINTING if _POINTS_BACK.search(query.asking) else LEAST_RARE
    if not any(len(word) > 1 for word in index.coverage.to_content(asking)):
        asking, least = query.text, LEAST_RARE  # 这允许吗: all that it asks about was told before
    rarity = {word: index.occurrences.rarity(word) for word in set(index.to_words(asking)) if len(word) > 1}
    forms = {word: (word, *index.widen(word)) for word, value in rarity.items() if value >= least}
    telling = [word for word in forms if any(_has(text, forms[word]) for text in texts.values())]
    whole = sum(rarity[word] for word in telling)
    quoted = [match.group(1) for match in _QUOTED.finditer(query.text)]

    def bonus(hit: Hit) -> float:
        text = texts[hit.clause_id]
        had = sum(rarity[word] for word in telling if _has(text, forms[word]))
        said = QUOTED_BONUS if quoted and any(piece in text for piece in quoted) else 0.0
        return said + (BONUS * had / whole if whole else 0.0)

    raised = sorted(hits, key=lambda hit: -(hit.score + bonus(hit)))
    return tuple(replace(hit, score=place.score) for hit, place in zip(raised, hits, strict=True))


def _has(text: str, forms: Iterable[str]) -> bool:
    return any(form in text for form in forms)
