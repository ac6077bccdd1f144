"""Checks of counts, and of what is said of the result of a table question."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from assistant.numerals import parse_number
from assistant.patterns import lazy
from assistant.records import Citation, Indicator, Sentence
from assistant.recount import arithmetic, counts, order, pairs, places, strictness
from assistant.recount.sentences import AGAINST, BESIDES, Derived, derived, is_group, is_place
from assistant.restated import SCALED
from assistant.verify.case import COUNT, Case, Check, is_heading, is_quoted
from assistant.verify.rows import english_of

_CHARGES = lazy(
    r"^(?P<actor>[^：:]+?)(?: \(.*\))?(?:：共 (?P<zh>[0-9]+) 条。|: the plan has (?P<en>[0-9]+) such sentences?\.)$"
)


def counts_hold(case: Case) -> str | None:
    """What is counted is there: rows, sentences told below, parts of a heading, duties of a body."""
    if case.evidence.table is not None:
        return None  # the checks of table results count for themselves
    charges = _CHARGES.match(case.sentence.text)
    actors = {duty.actor for duty in case.evidence.duties}
    if charges and charges["actor"] in actors:
        own = {d.what for d in case.evidence.duties if d.actor == charges["actor"] and d.basis == "stated"}
        said = int(charges["zh"] or charges["en"])
        return None if said == len(own) else f"{said} are counted, {len(own)} are there"
    for match in COUNT.finditer(case.sentence.text):
        count = int(parse_number(match.group(1) or match.group(2)))
        if count in _counts_below(case):
            continue
        told = _told(case)
        if count not in (len(case.evidence.indicators), told) or (told and count != told):
            return f"{count} are counted, {told or len(case.evidence.indicators)} are there"
    return None


def _counts_below(case: Case) -> set[int]:
    """How many parts stand right under the cited headings, and how many lines under those parts."""
    under = {clause.id for clause in case.clauses if clause.kind == "heading"}
    parts = [clause for clause in case.evidence.clauses if clause.parent in under]
    goals = {
        clause.id for clause in case.evidence.clauses if clause.kind == "goal" and clause.parent in under
    }
    lines = [clause for clause in case.evidence.clauses if clause.parent in goals]
    return {len(found) for found in (parts, lines) if found}


def _told(case: Case) -> int:
    """How many sentences under the one that counts are whole quotes.

    The next heading ends its list; a heading right above others heads all their lists.
    """
    draft = case.draft
    below = draft.sentences[draft.sentences.index(case.sentence) + 1 :]
    heads_all = bool(below) and is_heading(below[0])
    listed = below if heads_all else tuple(takewhile(lambda sentence: not is_heading(sentence), below))
    return sum(_is_quoted(s, tuple(c for c in draft.citations if c.n in s.citations)) for s in listed)


def _is_quoted(sentence: Sentence, citations: tuple[Citation, ...]) -> bool:
    """Whether a sentence is a quote, be it a title with its English behind it."""
    title = _ENGLISH.sub("", sentence.text)
    return is_quoted(sentence.text, citations) or any(
        is_quoted(title + stop, citations) for stop in ("", "。", "：")
    )


_ENGLISH = lazy(r" \([^()\u4e00-\u9fff]+\)\.$")


def _of_table(test: Callable[[Case], str | None]) -> Check:
    return lambda case: None if case.evidence.table is None else test(case)


def _of_derived(test: Callable[[Case, Derived], str | None]) -> Check:
    def tested(case: Case) -> str | None:
        claim = derived(case.sentence.text) if case.evidence.table is not None else None
        return None if claim is None else test(case, claim)

    return tested


def _rows_told(case: Case) -> int:
    """How many rows or clauses of a table result the draft tells; a clause may have several sentences."""
    if case.evidence.table is not None and case.evidence.table.source == "clauses":
        return len(_clauses_told(case))
    said = [s.text for s in case.draft.sentences if s.citations]
    return sum(
        not (is_group(text) or is_place(text) or derived(text))
        and not (AGAINST.search(text) or BESIDES.match(text) or SCALED.match(text))
        for text in said
    )


def _clauses_told(case: Case) -> set[str]:
    """Ids of the clauses found that sentences cite, but for those that only count a group."""
    told = [s for s in case.draft.sentences if not is_group(s.text)]
    cited = {n for sentence in told for n in sentence.citations}
    return {c.clause_id for c in case.draft.citations if c.n in cited} & set(case.evidence.found)


def _labels(case: Case) -> order.Labels:
    """What an operand may be called: the full name of its row, or its English name with its population; with its year."""

    def labels(row: Indicator) -> frozenset[str]:
        people = row.population or ""
        gloss, who = english_of(row, case.evidence.glosses)
        full = row.name if row.name.startswith(people) else people + row.name
        plain = {full, f"{gloss} ({who})" if who else gloss or full}
        year = row.target_year
        dated = {f"{year}年{name}" for name in plain} | {f"{name} in {year}" for name in plain}
        return frozenset(plain | dated if year else plain)

    return labels


def _rows_below(case: Case) -> list[Indicator]:
    """The rows that the sentences right below one tell by name, up to the next heading."""
    draft, labels = case.draft, _labels(case)
    below = draft.sentences[draft.sentences.index(case.sentence) + 1 :]
    told = tuple(takewhile(lambda s: not is_heading(s) and not AGAINST.search(s.text), below))
    clause_of = {citation.n: citation.clause_id for citation in draft.citations}
    return [
        row
        for row in case.evidence.indicators
        if any(
            row.clause_id in {clause_of.get(n) for n in sentence.citations}
            and any(label in sentence.text for label in labels(row))
            for sentence in told
        )
    ]


def _texts(case: Case) -> list[str]:
    return [sentence.text for sentence in case.draft.sentences]


TABLE_CHECKS: tuple[tuple[str, Check], ...] = (
    ("rows_asked_for", _of_table(lambda c: counts.wrong_row(c.rows, c.clauses, c.evidence))),
    ("measures_hold", _of_table(lambda c: counts.wrong_measure(c.sentence.text, c.rows, c.evidence))),
    ("additions_hold", _of_table(lambda c: counts.wrong_addition(c.sentence.text, c.rows, c.evidence))),
    ("rows_counted", _of_table(lambda c: counts.wrong_count(c.sentence.text, _rows_told(c), c.evidence))),
    ("groups_counted", _of_table(lambda c: counts.wrong_group(c.sentence.text, c.evidence))),
    ("pairs_hold", _of_table(lambda c: pairs.wrong_pair(c.sentence.text, c.evidence))),
    ("all_or_none", _of_table(lambda c: counts.wrong_share_of_all(c.sentence.text, c.evidence))),
    ("verdicts_hold", _of_table(lambda c: order.wrong_verdict(c.sentence.text, _labels(c), c.evidence))),
    ("subjects_hold", _of_table(lambda c: counts.wrong_subject(c.sentence.text, c.evidence))),
    ("words_hold", _of_table(lambda c: counts.wrong_words(c.sentence.text, c.evidence))),
    ("order_holds", _of_table(lambda c: order.wrong_order(c.sentence.text, _texts(c), c.evidence))),
    ("ends_hold", _of_table(lambda c: order.wrong_end(c.sentence.text, _rows_below(c), c.evidence))),
    ("place_held", _of_table(lambda c: places.wrong_place(c.sentence.text, _labels(c), c.evidence))),
    ("middle_held", _of_table(lambda c: places.wrong_middle(c.sentence.text, _labels(c), c.evidence))),
    (
        "strictness_held",
        _of_table(lambda c: strictness.wrong_strictness(c.sentence.text, _labels(c), c.evidence)),
    ),
    ("groups_placed", _of_table(lambda c: order.wrong_within(c.sentence.text, _rows_below(c), c.evidence))),
    ("notes_hold", _of_table(lambda c: order.wrong_note(c.sentence.text, c.evidence))),
    ("operands_cited", _of_derived(lambda c, d: arithmetic.wrong_operand(d, c.rows, _labels(c), c.evidence))),
    ("results_hold", _of_derived(lambda c, d: arithmetic.wrong_result(d))),
    ("operands_alike", _of_derived(lambda c, d: arithmetic.wrong_unit(d, c.rows, _labels(c)))),
    ("higher_named", _of_derived(lambda c, d: arithmetic.wrong_higher(d))),
)
