"""Whom the plan is for, by its own definition (本规划所称儿童是指未满十八周岁的未成年人): asked as a definition or as an age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.asked import defined_terms
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.numerals import AGES, find_quantities
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.premises import Stated, premise_of_clauses
from assistant.quoting import tell_sentences
from assistant.records import Clause, Quantity, Query
from assistant.run import Run
from assistant.searching.put import put_found

# That an age that is stated is that of all whom the plan is for, not of those whom one matter is about.
_COVERS = lazy(
    r"(?:规划|文件|计划)[里中上]?(?:所?[说讲指称])?(?:的)?[只就仅]?(?:管|适用|针对|面向|保护|覆盖|涵盖|服务)(?:于|的是|到)?的?[^，,。；;？?]{0,3}?[0-9一二十几多]"
    r"|归(?:这个?|本|该)?(?:规划|文件|计划)[里中上]?[^，,。；;？?]{0,2}?管"
    r"|儿童[^，,。；;？?]{0,4}?(?:定义|是指|指的是|说的是|算到|年龄|界定)"
    r"|\b(?:child|children|minors?)\b[^.?!;]{0,40}?\b(?:means?|defined?|definition|counts?|refers?)\b|\b(?:mean|define|count)s?\b[^.?!;]{0,30}?\b(?:child|children)\b"
    r"|\bplan (?:only )?(?:covers|applies to|is (?:only )?for|protects)\b"
)
_ASKS_AGE = lazy(r"多大|几岁|多少岁|年龄|岁数|\bage\b|\bhow old\b")
# Behind such an age nothing else may be said of those who are so old.
_ENDS = lazy(
    r"^(?:的)?(?:孩子|小孩|儿童|娃娃?|人群?|未成年人|少年|学生)?们?的?(?:\s*$|[，,。；;？?！!]|[对是吧吗么没不]|这)"
    r"|^(?: years old| years of age)?(?: (?:in|under|according to|by) (?:the|this) plan)?\s*(?:$|[,.;?!])"
)
# What says that somebody counts as one of them; nothing of it narrows the question.
_FRAMES = lazy(
    r"(?:不算|算不算|算是|算|属于|定义|界定|是指|指的是|指|叫做?|满|不满|未满|归|不归|里?管到?|适用于?|针对|面向|覆盖|涵盖|保护|范围|对象|界限|上限|下限|多大|年龄|岁数)+的?"
    r"|\b(?:here|count(?:s|ed)?|considered|someone|anyone|person|limit|upper|maximum|defin\w*|cover(?:s|ed)?|apply|applies)\b|[\d\s?？]+"
)


def tell_defined(known: Knowledge, run: Run) -> str:
    """Answer from the sentence that says who the plan's people are; empty where something else is asked for."""
    query = run.query
    states = _states_age(query)
    counts = _asks_whether_counted(query)
    asks = states or counts or query.expects == "definition" or bool(_ASKS_AGE.search(query.text))
    strange = not (states or counts) and any(_FRAMES.sub("", word) for word in query.unexplained)
    if not asks or query.names or strange:
        return ""
    covers = states or bool(_COVERS.search(query.text))  # 不归这个规划管: those whom the plan is for
    found = tuple(
        (clause, span)
        for clause, span, terms in _definitions(known)
        if any(_is_asked(known, query.text, term, covers=covers) for term in terms)
    )
    if len(found) != 1:
        return ""
    told = tell_sentences(found)
    held = premise_of_clauses(_with_years(query), told, Stated(bool, bool))
    return put_found(known, run, found, *((held[1], held[0]) if held else (told,)))


def _with_years(query: Query) -> Query:
    """A question with the age that it states said in years (under 14)."""
    ages = _bare_ages(query)
    text = (
        query.text[: ages[0].end] + " years old" + query.text[ages[0].end :] if len(ages) == 1 else query.text
    )
    return replace(query, text=text)


def _bare_ages(query: Query) -> list[Quantity]:
    found = [f for f in find_quantities(query.text) if not f.unit and f.comparator in ("<", "<=")]
    return found if query.lang == "en" else []


# 17岁算不算儿童, is a 17-year-old a child under the plan: whether somebody of an age is one of them.
_COUNTED_AS = lazy(
    r"^(?:周?岁|半|多|了|的|整|大|孩子|小孩|娃|人|还|那|[，,])*(?:算不算|还算|也算|算是?|属不属于|属于|归不归|是不是|还是|也是|是)(?:得上|得|在内|规划|文件|里|说|指|讲|所|称|的|本|这个?|一个|个|还)*(?:儿童|未成年人?|孩子|小孩)"
    r"|^[- ]?years?[- ]old\b[^.?!]{0,20}\b(?:child|children|minor)\b"
)


def _asks_whether_counted(query: Query) -> bool:
    """Whether it is asked if somebody of one age is one of the plan's people."""
    ages = [f for f in find_quantities(query.text) if f.unit in AGES]
    return len(ages) == 1 and ages[0].comparator == "=" and bool(_COUNTED_AS.match(query.text[ages[0].end :]))


def _states_age(query: Query) -> bool:
    """Whether a question states one age to which the plan's people go, to be told whether that is right."""
    bounded = [f for f in find_quantities(query.text) if f.unit in AGES and f.comparator != "="]
    said = bounded or _bare_ages(query)
    if not (query.confirms or query.yes_no) or len(said) != 1 or not _COVERS.search(query.text):
        return False
    return bool(_ENDS.match(query.text[said[0].end :]))


def _definitions(known: Knowledge) -> Iterator[tuple[Clause, tuple[int, int], tuple[str, ...]]]:
    """Sentences that say of which age somebody is, with the words that they define."""
    for clause in known.tree.clauses.values():
        for start, end in sentences(clause.text):
            text = fold_known(clause.text[start:end])
            terms = defined_terms(text)
            if terms and any(figure.unit in AGES for figure in find_quantities(text)):
                yield clause, (start, end), terms


def _is_asked(known: Knowledge, text: str, term: str, *, covers: bool) -> bool:
    """Whether a question is about a defined word, and about no narrower group (困境儿童 of 儿童)."""
    mentions = known.catalog.lexicon.scan(text)
    groups = {value for m in mentions for value in m.values("population")}
    aliases = any(m.values("alias") for m in mentions)
    return not aliases and (groups == {term} or (not groups and (covers or text.isascii())))
