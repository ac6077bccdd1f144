"""Two questions in one line (最高的是哪个，近视率呢; how many goals are there, and which domain has the fewest).

    halves(question, known)           the questions that a line is made of, the conditions before each with it; one where it asks once
    is_whole(answer, each)            whether the answer to the line tells all that the answers to its halves tell
    put_together(answer, each)        the answer that tells one half after the other
    with_unanswered(first, half, …)   the answer to the first half, with the other named as not answered

Read at once, the conditions of both would be put together, or one of them would be told as if it were all. Each half is
therefore asked by itself, what comes later as a follow-up of what comes first, and the whole is told where it has both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.knowledge import Knowledge
from assistant.lexicon import fold
from assistant.patterns import lazy
from assistant.records import After, Answer, Sentence, TableQuery
from assistant.tabular import computes, counted_noun, names_matter, says_of_rows

LONGEST = 120  # characters of a line; what is longer tells a story
MOST = 3  # questions of one line
_STOP = lazy(
    r"[，,。；;？?！!]+|(?<=[a-z0-9]) (?=and (?:how many|how much|what|which|who|is|are|does|do)\b)|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])"
)
_ASKS = lazy(
    r"(?<![那这前后头])几|多少|哪|什么|啥|谁|[吗么呢]$|是不是|是否|有没有|最[高低多少大小]的?$|\b(?:how (?:many|much)|what|which|who)\b|^(?:and )?(?:is|are|does|do)\b|^(?:and )?(?:what|how) about\b"
)
# What takes up the half before in so many words, and is asked of it: 其中几个; 它有几条; 比它高多少; of these.
_TAKES_UP = lazy(
    r"其中|[它其][们的他]?|这[些个几两三俩仨]|那[些几两三俩仨]|该|两者|二者|上述|以上[这那]|前者|后者|里[头面边]|分别|各自|剩下|其余|余下"
    r"|^(?:一共|合计|总共|加起来|合起来|平均)?(?:又|能|得|大概|大约)*占|^(?:又|还|且|并)*(?:比|较|相比|跟|和|与|差|少到|多到)|^(?:(?:一共|总共|总计|合计|加总|加起来|合起来|平均|提到的|写到的|带的|有数的|没数的)[呢啊]?)"
    r"|\b(?:it|its|they|them|their|these|those|that|than|of which|the (?:other|latter|former|rest)|respectively)\b"
)
_ASKS_EN = lazy(r"^(?:and )?(?:how|what|which|who|whose|is|are|does|do)\b")


def halves(question: str, known: Knowledge) -> tuple[str, ...]:
    """The questions that a line is made of, in order; the line itself where it asks once, or too much."""
    if len(question) > LONGEST or not _STOP.search(question.strip()[:-1]):
        return (question,)
    text = fold(question)
    if len(text) != len(question):
        return (question,)
    found: list[str] = []
    held, start, stopped = "", 0, True
    for end, after in (*((m.start(), m.end()) for m in _STOP.finditer(text)), (len(text), len(text))):
        part, said = text[start:end].strip(), question[start:after]
        begins = bool(part and _ASKS.search(part)) and (not found or bool(held) or _asks_anew(part, known))
        closes = not stopped and bool(_QUESTION.search(text[end:after]))
        start, stopped = after, bool(_QUESTION.search(text[end:after]))
        if begins:
            found.append(held + said)
            held = ""
        elif found and not held and (closes or not part or _ASKS.search(part)):
            found[-1] += said  # which is higher, A or B?
        else:
            held += said
    if held and found:
        found[-1] += held
    if not 1 < len(found) <= MOST:
        return (question,)
    return tuple(
        _with_noun(_AND.sub("", half), found[0], known) if n else half for n, half in enumerate(found)
    )


_QUESTION = lazy(r"[？?]")
_AND = lazy(r"^\s*and\s+", re.IGNORECASE)
_SAY = r"(?:mention|have|has|contain|refer|speak|talk|use|say)\b"
_HOW_MANY = lazy(rf"^(?:how many|which) (?={_SAY})", re.IGNORECASE)
_COUNTED = lazy(rf"\b(?:how many|which) (?P<what>[a-z -]{{3,60}}?) {_SAY}", re.IGNORECASE)
_OF_THOSE = lazy(
    r"的(?=(?:一共|总共|共|又|还|都)*[有占]?(?:多少|几|哪几?)[条个项些])|(?<=[几少])[条个项](?=里|中|当中)"
)
_AGAIN = lazy(r"又(?=[有是要占])")
_PART_OF = lazy(r"占(?=(?:多少|几)[条个项])")  # 提到家长的占几条: how many there are


def _with_noun(half: str, first: str, known: Knowledge) -> str:
    """A half with what the first one counts, where it does not say what it counts (how many mention museums; 提到电影的有几条)."""
    half = _AGAIN.sub("", half)
    match = _HOW_MANY.match(half) or _OF_THOSE.search(half)
    noun = counted_noun(first, known.table) if match and not counted_noun(half, known.table) else ""
    if noun and half.isascii() and (whole := _COUNTED.search(first)):
        noun = whole["what"]  # education measures: with what restricts them
    if not match or not noun:
        return half
    rest = _PART_OF.sub("有", half[match.end() :])
    return f"{half[: match.end()]}{noun}{' ' if half.isascii() else ''}{rest}"


def _asks_anew(part: str, known: Knowledge) -> bool:
    """Whether a part names a matter of its own, and does not ask of what the part before told."""
    if _TAKES_UP.search(part) or (part.isascii() and not _ASKS_EN.search(part)):
        return False
    return part.endswith("呢") or names_matter(part, known.table)


def is_whole(answer: Answer, each: Sequence[Answer]) -> bool:
    """Whether an answer tells what those to each half tell: their rows or clauses, and what was worked out of them."""
    table = _table(answer)
    if answer.status != "answered":
        return False
    if table is not None and (table.chosen is not None or table.pair is not None):
        return True
    if table is not None and table.group not in ("", "domain", "goal"):
        return True  # each is counted apart: floors and ceilings, units, people
    tables = [_table(one) for one in each]
    if table is not None and table in tables and any(other not in (table, None) for other in tables):
        return False
    found = _found(answer)
    if not all(_found(one) <= found for one in each):
        return False
    if table is not None and table.words and table.group != "word":
        words = [set(other.words) for other in tables if other is not None]
        if not all(set(table.words) == said for said in words):
            return False  # those that hold any of the words of both
    if table is not None and table.operation not in ("list", "count", "compare"):
        return True
    told = {sentence.text for sentence in answer.sentences}
    return all(_worked_out(one) <= told for one in each)


def _table(answer: Answer) -> TableQuery | None:
    return answer.query.table if answer.query is not None else None


def _found(answer: Answer) -> frozenset[str]:
    """Ids of the rows and clauses that a statement found for an answer."""
    return frozenset((*answer.grounds.rows, *answer.grounds.found)) if answer.grounds else frozenset()


_WORKED_OUT = lazy(r"（推算）|\(derived\)|^(?:数值)?最|^第 |^The (?:most|fewest|stricter)|^相差|^平均|^占")


def _worked_out(answer: Answer) -> frozenset[str]:
    """What an answer says of its rows: what was computed of them, and how many they are, where that is asked."""
    table = _table(answer)
    counts = table is not None and table.operation == "count"
    return frozenset(
        s.text for n, s in enumerate(answer.sentences) if _WORKED_OUT.search(s.text) or (counts and not n)
    )


def goes_on_from(answer: Answer, first: Answer) -> bool:
    """Whether the answer to a line is that to its last question alone: how its domains stand in what the first one counts."""
    whole, one = _table(answer), _table(first)
    if whole is None or one is None or not is_of_table(answer) or not is_of_table(first):
        return False
    ranked = whole.operation == "group" and bool(whole.order) and not one.group
    alike = all(getattr(whole, field) == getattr(one, field) for field in ("source", "kinds", "words"))
    return ranked and alike and one.operation in ("list", "count")


def is_read(answer: Answer, half: str, known: Knowledge) -> bool:
    """Whether an answer of the table is that to a half: what the half wants worked out was not taken for a look-up."""
    return is_of_table(answer) and (_table(answer) is not None or not computes(half, known.table))


def leaves_out(answer: Answer, first: Answer, half: str, known: Knowledge) -> bool:
    """Whether an answer is that to the first half alone, though the other half names a matter of its own."""
    whole, one = _table(answer), _table(first)
    if not is_of_table(answer) or not is_of_table(first):
        return False
    if whole is None and one is not None and one.operation not in ("list", "count"):
        return True  # what was worked out for the first half is not told at all
    if whole is not None and one is not None and set(one.words) < set(whole.words):
        return not whole.all_words and whole.group != "word"  # those that hold any of the words of both
    if whole != one or _found(answer) != _found(first):
        return False
    named = says_of_rows(half, known.table)
    return not set(named) <= _found(answer) if named else names_matter(half, known.table)


def is_of_table(answer: Answer) -> bool:
    """Whether an answer was found by a statement over the table, and nothing was taken back of it."""
    return (
        answer.status == "answered"
        and answer.reason is None
        and answer.sql is not None
        and not answer.dropped
    )


def differ(each: Sequence[Answer]) -> bool:
    """Whether no half was read as another one, as what it says itself was not understood."""
    told = [(_table(one), _found(one)) for one in each]
    return all(one not in told[:n] for n, one in enumerate(told))


_REFUSED = ("not_in_plan", "wrong_scope")


def may_leave_out(answer: Answer) -> bool:
    """Whether an answer may have left out a question of its line: no help, no greeting, nothing that a model wrote."""
    if answer.mode != "grounded" or answer.offers_help:
        return False
    return answer.reason is None or (answer.status == "abstained" and answer.reason in _REFUSED)


def scopes_differ(each: Sequence[Answer]) -> bool:
    """Whether a later half may be meant of what restricts the first (健康领域低于10%的几个，高于90%的几个), and says nothing of it."""
    first, *later = (_table(one) for one in each)
    if first is None:
        return False
    return any(
        other is not None
        and any(getattr(first, field) and not getattr(other, field) for field in _scope(first, other))
        for other in later
    )


def _scope(first: TableQuery, other: TableQuery) -> tuple[str, ...]:
    """What may restrict both halves; kinds only of clauses, as rows have theirs by how they are said."""
    domains = () if first.group == "domain" else ("domains",)
    kinds = ("kinds",) if other.source == "clauses" else ()
    return ("goals", "populations", *domains, *kinds)


def put_together(answer: Answer, each: Sequence[Answer]) -> Answer:
    """One answer after the other, each checked by itself; statement, rows and premise are those of the first."""
    first, *later = each
    sentences, citations = list(first.sentences), list(first.citations)
    after: list[After] = []
    for one in later:
        moved = max((c.n for c in citations), default=0)
        assert one.grounds is not None
        after.append(After(len(sentences), one.completed_question, one.sql, one.grounds))
        sentences += _moved(one.sentences, moved)
        citations += [replace(citation, n=citation.n + moved) for citation in one.citations]
    told: dict[str, None] = {s: None for one in each for s in one.suggestions}
    return replace(
        first,
        question=answer.question,
        completed_question=answer.completed_question,
        sentences=tuple(sentences),
        citations=tuple(citations),
        completeness="partial" if any(one.completeness == "partial" for one in each) else "complete",
        suggestions=tuple(told),
        grounds=replace(first.grounds, asked=first.completed_question, after=tuple(after))
        if first.grounds
        else None,
        timings_ms=answer.timings_ms,
    )


def _moved(sentences: tuple[Sentence, ...], by: int) -> list[Sentence]:
    """Sentences with their citations numbered on, the first apart from any list before it."""
    return [
        replace(sentence, citations=tuple(n + by for n in sentence.citations), apart=sentence.apart or not at)
        for at, sentence in enumerate(sentences)
    ]


def with_unanswered(first: Answer, half: str, answer: Answer) -> Answer:
    """The answer to the first question of a line, saying that the other was not answered and offering to ask it by itself."""
    asked = half.strip(" \u3000，,。；;？?！!")
    text = (
        f"「{asked}」 was not answered here; please ask it by itself."
        if first.lang == "en"
        else f"「{asked}」这一问没有回答，请单独再问一次。"
    )
    said = Sentence(text, (), ((1, 1 + len(asked)),), apart=True)
    grounds = replace(first.grounds, asked=first.completed_question) if first.grounds else None
    return replace(
        first,
        question=answer.question,
        completed_question=answer.completed_question,
        sentences=(*first.sentences, said),
        completeness="partial",
        suggestions=(*first.suggestions, asked),
        grounds=grounds,
        timings_ms=answer.timings_ms,
    )
