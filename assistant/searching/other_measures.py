"""A rate or another measure that a question names and no row of the table has (出生缺陷发生率, the maternal mortality target).

What stands near it in the clauses is the figure of something else, so such a question is a question for a figure that
only its own name can answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.records import Query
from assistant.sufficiency import ONE_TO

SHORTEST_HEAD: Final = 5  # characters of a head that several measures share (器具普及率, but not 发生率)
_TARGET_EN = r"(?:targets?|goals?|indicators?|benchmarks?|thresholds?|quotas?)"
_MEASURE_EN = r"(?:rates?|ratios?|mortality|prevalence|incidence|coverage|proportion|percentage|density)"
# A target for the maternal mortality; the dropout rate target.
_TARGET_OF_EN = lazy(
    rf"\b{_TARGET_EN} (?:is there |are there |set )?(?:for|of|on|about) (?:(?:[a-z'-]+ ){{1,6}}?{_MEASURE_EN}\b|(?:the )?number of )"
    rf"|\b(?:[a-z'-]+ ){_MEASURE_EN} {_TARGET_EN}\b"
)
# The maximum class size: a figure, whatever it is of.
_BOUND_EN = lazy(
    r"\b(?:what|which|how|is there|set|give|gives|sets)\b.*?\b(?:maximum|minimum|max|min|largest|smallest|lowest|highest|required) (?:[a-z'-]+ ){0,4}?"
    r"(?:sizes?|numbers?|wages?|salary|salaries|ratios?|rates?|height|weight|length|distance|amount|temperature|fee|price|score|capacity)\b"
)
# A student-teacher ratio, the ratio of children to carers.
_RATIO_EN = lazy(r"\bratios?\b")
_WHAT_RATIO_EN = lazy(r"\b(?:what|which)\b[^,;.?]*\bratios?\b")
_RATIO_TOLD = lazy(r"(?<!性别)比(?:例)?(?=[不为达保要]|$)|[0-9]\s*[:：]\s*[0-9]")
_RATE = lazy(r"[\u4e00-\u9fff]{3,}(?:率|占比|比重)")


# 师生比, 男女比 (but 男孩比例, a share): how much of one thing there is for another.
_RATIO = lazy(
    r"(?P<ratio>(?:(?![一多几什啥么的到占其个大年相对之攀无类排同正反成好])[\u4e00-\u9fff]){2}比)(?=(?:的)?(?:规划|标准|要求|目标|是|要|定|达|控制|该|应|得|怎么|多少|几|有没有|$|[，,。？?]))"
)


def names_ratio(query: Query, contexts: Iterable[str]) -> bool:
    """Whether a question for a figure names a ratio that no row's line has."""
    if query.lang == "zh" and ONE_TO.search(query.asking):
        return not any(_RATIO_TOLD.search(context) for context in contexts)
    found = _RATIO.search(query.text)
    if found is None or query.lang == "en" or query.expects not in ("value", "open"):
        return False
    return not any(found["ratio"] in context for context in contexts)


def asks_measure(query: Query) -> bool:
    """Whether an English question asks for the target of a measure by its name, and no row has it."""
    return query.lang == "en" and not query.names and bool(_TARGET_OF_EN.search(query.text))


def with_value(query: Query) -> Query:
    """A question that names a measure, as one that asks for its figure."""
    wants = query.lang == "en" and not query.names and query.expects == "open"
    return replace(query, expects="value") if wants and _names_measure(query.text) else query


def _names_measure(text: str) -> bool:
    return bool(_TARGET_OF_EN.search(text) or _BOUND_EN.search(text) or _WHAT_RATIO_EN.search(text))


def is_of_other_measure(query: Query, texts: Iterable[str]) -> bool:
    """Whether a question for a figure names a measure that no sentence told has by that name.

    Args:
        query: the question.
        texts: the sentences that would be told.
    """
    if asks_measure(query):
        return True
    if query.lang == "en" and not query.names and _RATIO_EN.search(query.asking):
        return not any(_RATIO_TOLD.search(text) for text in texts)
    if query.lang == "en" or query.names or query.expects != "value":
        return False
    named = [word for word in query.unexplained if _RATE.fullmatch(word)]
    flat = fold_known("".join(texts))
    if names_ratio(query, (flat,)):
        return True
    return bool(named) and not any(_has_name(flat, word) for word in named)


def _has_name(flat: str, word: str) -> bool:
    """Whether a text has the name of a measure, be it with its head shared (居民、工业节水器具普及率)."""
    heads = (cut for cut in range(1, len(word) - SHORTEST_HEAD + 1) if word[cut:] in flat)
    return word in flat or any(word[:cut] in flat for cut in heads)
