"""A figure, a time of day or a multiple that a question states, and the clauses on its matter do not have (每年督查两次，对吧).

put_silence(known, run)    the answer with that before it; all is as before where the clauses have it, or another
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.knowledge import Knowledge
from assistant.leading import cited, lead, sentences_told
from assistant.lexicon import fold_known
from assistant.numerals import AGES, find_quantities, same_value
from assistant.patterns import lazy
from assistant.records import Quantity
from assistant.run import Run
from assistant.searching.stated import LEAST_COVER, stated, tells

LONGEST: Final = 60  # characters of a question that is looked at
LONGEST_EN: Final = 140
LEAST_COVER_EN: Final = (
    0.15  # the same as in Chinese: small words count, and a word has no rarity in another language
)
# Kinds and things that a sentence may list without counting them (四种渠道), or count in other words.
MOST_LISTED: Final = 20
_KINDS = frozenset(
    {"", "个", "种", "类", "项", "条", "方面", "家", "位", "组", "级", "层", "支", "批", "件", "处"}
)
_DIGITS: Final = "一二三四五六七八九十"
# Times of day and multiples are no quantities; a plan that has them has them in these words.
_SAID = lazy(
    r"(?:早上|上午|中午|下午|晚上|傍晚|夜里)?(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})点(?:半|钟|整|[0-9]{1,2}分?)?(?:之?前|以前|之?后|以后)?(?![几的]?(?:建议|意见|要求|内容))(?=$|[\u4e00-\u9fff，,。？?])"
    r"|(?:至少|不少于|不低于|不超过|最多)?[0-9]{1,5}(?:本|针|节|块|棵|堂|场|支|门|顿|杯|碗|套|间|栋|台|辆|份|页|批|瓶|盒|袋|公里|里地|平米|平方米)(?=$|[\u4e00-\u9fff，,。？?])"
    r"|翻(?:[一两二三]|[0-9])?番|(?:[一两二三四五六七八九十]|[0-9]+)倍"
    r"|\b(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)\b|\b[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b\.?"
)
_COUNTED_EN = lazy(r" (?!years?\b|of\b|and\b|or\b|to\b|in\b|is\b)[a-z]{3,}")  # 100 new kindergartens
_NUMBERED_EN = lazy(
    r"\b(?:chapter|part|section|goal|measure|clause|article|point|item|number|no\.?|grade|class|year|line|under|over|aged?) $"
)
# What the asker tells of himself or of others, and what is only supposed.
_OF_ASKER = lazy(
    r"^(?:那|可|但|因为|我|俺|咱|他|她|孩子|娃|宝宝|儿子|闺女|女儿|老师|单位|学校说|如果|要是|假如)|\b(?:i|my|our|we|if)\b"
)


def put_silence(known: Knowledge, run: Run) -> None:
    """Say that the plan does not have what is stated, before what it has on the matter.

    Args:
        known: what is known of the plan.
        run: the question, with its draft.
    """
    query, judged = run.query, run.judgement
    if not (query.confirms or query.yes_no) or query.foreign_year or query.years:
        return
    refused = query.confirms and judged.detail == "not_told"
    answered = query.task == "clause" and judged.status == "answered" and not judged.reason
    if not (answered or refused) or run.composed.premise or run.claim:
        return
    if run.evidence.sql or run.evidence.indicators or run.duties or run.is_heeded:
        return
    if len(query.text) > (LONGEST_EN if query.lang == "en" else LONGEST):
        return
    asked, part = _asked(query.text)
    if not asked:
        return
    told = sentences_told(run, known.tree.clauses)
    if not told:
        return
    if refused:  # of what a figure is that stands anywhere in the plan, was not found
        if any(_has_figure(clause.text, asked) for clause in known.tree.clauses.values()):
            return
    elif any(_has(mention.clause.text, asked) for mention in told):
        return
    index = known.clause_index
    said = part.partition(asked)[2] if refused else part.replace(asked, " ")  # what is counted, or all
    beside = " ".join(word for word in index.to_words(said) if tells(word))
    cover = index.coverage.cover
    least = LEAST_COVER_EN if query.lang == "en" else LEAST_COVER
    near = next((m for m in told if cover(beside, fold_known(m.clause.text[m.start : m.end])) >= least), None)
    if (
        near is None
        and not refused
        and not any(_has(clause.text, asked) for clause in known.tree.clauses.values())
    ):
        near = told[0]  # the plan has no figure of the kind at all
    if near is None:
        return
    text = (
        f"No, the plan does not say 「{asked}」 of this; what it says is below."
        if query.lang == "en"
        else f"不是，规划对此没有写「{asked}」，写的见下。"
    )
    lead(run, cited(near), text, asked)


def _asked(text: str) -> tuple[str, str]:
    """The one figure that a folded question states, and the part that states it; empty where there is none, or several."""
    parts = [part for part in stated(text) if not _OF_ASKER.search(part)]
    found = list(dict.fromkeys(pair for part in parts for pair in _figures(part)))
    return found[0] if len(found) == 1 and found[0][0] in text else ("", "")


def _figures(part: str) -> Iterator[tuple[str, str]]:
    """The figures of a part, each with the part; what is said in a time of day or a multiple is none by itself."""
    said = [m.group() for m in _SAID.finditer(part)]
    yield from ((words, part) for words in said)
    for figure in find_quantities(part):
        words = figure.text.strip()
        counted = figure.unit or _COUNTED_EN.match(part[figure.end :])
        once = figure.value == 1  # 每年报告一次 is 每年报告, 一所学校 any
        listed = figure.unit in _KINDS and figure.value <= MOST_LISTED
        numbered = once or listed or _NUMBERED_EN.search(part[: figure.start])
        within = any(words in other or other in words for other in said)
        if counted and figure.unit not in AGES and not numbered and not within:
            yield words, part


def _has(text: str, asked: str) -> bool:
    """Whether a text has what is stated, or another figure of its kind, which is then compared with it elsewhere."""
    if re.sub(r"\s", "", asked) in re.sub(r"\s", "", text) or _SAID.search(text):
        return True
    wanted = find_quantities(asked)
    counted = (figure for figure in wanted if figure.value in range(1, len(_DIGITS) + 1) and figure.unit)
    spelt = [f"{_DIGITS[int(f.value) - 1]}{f.unit}" for f in counted]
    spelt += [f"两{figure.unit}" for figure in wanted if figure.value == 2 and figure.unit]
    if any(words in text for words in spelt):
        return True
    return any(_one_kind(one, other) for one in find_quantities(text) for other in wanted)


def _has_figure(text: str, asked: str) -> bool:
    """Whether a text has the very figure that is stated, of whatever."""
    wanted = find_quantities(asked)
    if not wanted:
        return asked in text
    return any(same_value(one, other) for one in find_quantities(text) for other in wanted)


def _one_kind(one: Quantity, other: Quantity) -> bool:
    counts = not other.unit and one.unit not in AGES and one.unit not in ("%", "‰", "小时")
    return one.unit == other.unit or counts or same_value(one, other)
