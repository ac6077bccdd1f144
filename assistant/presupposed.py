"""What a question takes for granted while it asks something else (既然要降到6‰，那由谁负责; 为什么定为6‰).

    claims_in(text)              the statements in it, each as a question whether it is right
    put_period_right(known, …)   the plan's own term before the answer, where another one is stated
    put_right(known, run, hold)  the answer with what is wrong of them before it

Each is held against the plan as it would be if it were asked by itself; what agrees is not mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.asked import ASKING
from assistant.compose import Composed
from assistant.knowledge import Knowledge
from assistant.lexicon import Lexicon
from assistant.numerals import AGES, find_quantities
from assistant.patterns import lazy
from assistant.records import Draft, Language, Sentence
from assistant.run import Run
from assistant.supposed import asks_whether_met

MOST_CLAIMS = 2  # of one question; more are a story
LONGEST = 120  # characters of a question that is looked through
_PART = lazy(r"[，,。；;？?！!]|\.(?= |$)")
_HEAD = lazy(
    r"^\s*(?:请问|那么?|所以|可是|但是?|既然|因为|由于|鉴于|考虑到|按照?|根据|为什么|为啥|为何|凭什么|凭啥|什么原因|咋就|怎么就"
    r"|(?:so|but|and|then|since|given that|as|because|now that|seeing that|if the plan (?:says|requires|wants)(?: that)?|why (?:is|are|does|do|was|were|must|should)|how come)\b)+\s*"
)
_WHY = lazy(r"^\s*(?:请问|那)?(?:为什么|为啥|为何|凭什么|凭啥|什么原因|咋就|怎么就)|^\s*(?:why|how come)\b")
# What is only supposed, or was reached, or compares, states nothing of the plan.
_NO_CLAIM = lazy(
    r"如果|要是|假如|假设|假定|万一|能不能|能否|可不可以|已经|目前|现在|实际|去年|今年|百分点|个点|倍|[^对]比[^例率较重]|既(?:不|非)|也不是|又不是|又非"
    r"|\b(?:if|suppose|suppos|could|would|already|actual|currently|now|percentage points?|times|than)\b"
)
_BEHIND = lazy(
    r"^(?:以上|以下|以内|之内|左右)?的?(?:这个|这项|这一)?(?:(?:主要|定量|定性|百分[比率]|具体)?(?:目标|指标)|(?:策略)?措施|条款|细项|领域|要求|任务|水平|标准)?"
)
_DENIES = lazy(r"^(?:不是，|No, )")


def claims_in(text: str, lexicon: Lexicon, lang: Language) -> tuple[str, ...]:
    """The statements of figures that stand in a folded question beside what it asks."""
    if len(text) > LONGEST:
        return ()
    parts = [part for part in _PART.split(text) if part and part.strip()]
    asking = [bool(_WHY.search(part)) or _asks(part, lexicon) for part in parts]
    if not any(asking):
        return ()
    found = [
        claim for part in parts if not _NO_CLAIM.search(part) and (claim := _claim(part, lexicon)) is not None
    ]
    tag = ", right?" if lang == "en" else "，对吗？"
    return tuple(claim + tag for claim in found[:MOST_CLAIMS])


def _claim(part: str, lexicon: Lexicon) -> str | None:
    """The statement of a figure in a part, without the words that ask before and behind it."""
    bare = _HEAD.sub("", part)
    if bare == part and not _states(part, lexicon):
        return None
    figures = [
        f
        for f in find_quantities(bare)
        if f.unit and re.search(r"[0-9百千]", f.text) and (f.comparator == "=" or f.unit not in AGES)
    ]  # 12岁以下 only says who is meant
    if not figures:
        return None
    last = figures[-1]
    rest = bare[last.end :]
    if _asks(rest, lexicon):
        behind = _BEHIND.match(rest)
        rest = rest[: behind.end()] if behind else ""
    claim = bare[: last.end] + rest
    return None if _asks(claim, lexicon) else claim.strip()


def _states(part: str, lexicon: Lexicon) -> bool:
    """Whether a part says what something is or is to be; a figure beside a name alone is only spoken of (38%和68%)."""
    bounded = any(figure.comparator != "=" for figure in find_quantities(part))
    if _OF_SO_MANY.search(part):
        return True
    demands = bounded or any("demand" in m.values("word") for m in lexicon.scan(part))
    return demands or bool(re.search(r"[是为定]|\b(?:is|are|must|should|wants?|requires?|says?)\b", part))


# 教育领域12条措施里，…: of how many something is asked
_OF_SO_MANY = lazy(
    r"(?:[0-9]+|[一二两三四五六七八九十]+)[个条项](?:主要|策略|定量)?(?:目标|措施|指标|细项)(?:里头?|里面|里边|中|当中|之中)$"
)


# A noun like 措施 names what may be asked for; only beside such a character does it ask.
_ASKING = lazy(r"[咋怎如何什啥哪几多谁]|[^a-z](?:how|what|which|why|explain)\b")


def _asks(text: str, lexicon: Lexicon) -> bool:
    """Whether a text asks something."""
    found = [m for m in lexicon.scan(text) if not m.values("alias")]
    roles = {role for m in found for role in m.values("word")}
    return bool(roles & (ASKING | {"actor"}) - {"text"}) or (
        "text" in roles and bool(_ASKING.search(f" {text}"))
    )


def put_right(known: Knowledge, run: Run, hold: Callable[[Knowledge, str, Language], Run]) -> None:
    """Tell what is wrong in the statements of a question before what it asks; all is as before where nothing is.

    Args:
        known: what is known of the plan.
        run: the question, with its draft.
        hold: answers a statement as a question whether it is right.
    """
    if asks_whether_met(run.query.text):
        return  # the figure is the asker's own
    if run.composed.premise is not None or run.judgement.reason not in (None, "not_in_plan"):
        return
    table = run.query.table if run.query.task == "table" else None
    selects = table is not None and (table.sizes or (table.bounds and not run.query.names))
    of_whole = table is not None and table.operation == "share"  # 占全部46个目标的百分之几
    if selects or of_whole or (table is not None and _tells_rows_apart(run)):
        return  # the figure says which rows or groups are asked for (措施不少于14条的领域)
    for claim in claims_in(run.query.text, known.catalog.lexicon, run.lang):
        held = hold(known, claim, run.lang)
        premise = held.composed.premise
        named = bool(held.query.names or held.claim) or held.query.task == "clause"
        if named and premise is not None and not premise.agrees:
            _lead_with(run, held)
            return


# A part that says only to which year the plan holds (既然规划管到2030年); the rest is what is asked.
_PERIOD_STATED = lazy(
    r"^\s*(?:既然|因为|由于|考虑到)?(?:这份?|咱们?的?|我们的?|该|本)?(?:儿童)?(?:发展)?(?:规划|计划)(?:是|的?期限是?|一直|要)*(?:管|执行|实施|持续|截止|到期|覆盖|延续)?(?:到|至)(?P<zh>20[0-9]{2})年?(?:底|末)?(?:结束|截止|为止|到期|才结束|的)?[，,。；;]"
    r"|^\s*(?:since|as|given that|because|if|now that|so|seeing that) (?:the|this) plan (?:runs|goes|lasts|ends|covers|extends|is valid|applies|continues|finishes)(?: [a-z]+)? ?(?:until|till|to|in|up to|through|by|at the end of|by the end of)? ?(?:the end of )?(?P<en>20[0-9]{2})[,;]"
)


def put_period_right(known: Knowledge, run: Run, hold: Callable[[Knowledge, str, Language], Run]) -> None:
    """Where a question says of the plan itself that it holds to another year, say to which, then answer the rest.

    Args:
        known: what is known of the plan.
        run: the question, with its draft.
        hold: answers a statement, or the rest of the question, by itself.
    """
    text = run.query.text
    stated = _PERIOD_STATED.match(text) if run.judgement.reason == "wrong_scope" else None
    if stated is None:
        return
    year = stated["zh"] or stated["en"]
    tag = f"The plan runs until {year}, right?" if run.lang == "en" else f"规划到{year}年结束，对吗？"
    period, rest = hold(known, tag, run.lang), hold(known, text[stated.end() :].strip(), run.lang)
    premise, lead = period.composed.premise, period.composed.draft.sentences[:1]
    if premise is None or premise.agrees or not lead or lead[0].citations:
        return
    if rest.judgement.status != "answered" or rest.judgement.reason or rest.composed.premise:
        return
    run.query, run.judgement, run.evidence = rest.query, rest.judgement, rest.evidence
    run.duties = rest.duties
    draft = rest.composed.draft
    run.composed = replace(
        rest.composed, draft=replace(draft, sentences=(*lead, *draft.sentences)), premise=premise
    )


def _tells_rows_apart(run: Run) -> bool:
    """Whether the figures of a question only go with the rows that it compares (A的15%和B的6.5‰哪个高)."""
    values = {(row.value, row.unit) for row in run.evidence.indicators}
    stated = [(f.value, f.unit) for f in find_quantities(run.query.text) if f.unit and f.comparator == "="]
    return len(values) > 1 and len(stated) > 1 and all(figure in values for figure in stated)


def _lead_with(run: Run, held: Run) -> None:
    """Before an answer from clauses, the sentence that puts it right; else the whole answer that does."""
    told = held.composed.draft
    rests_on_clauses = run.evidence.sql is None and not run.evidence.indicators
    clauses = run.judgement.status == "answered" and rests_on_clauses and held.evidence.table is None
    if clauses:
        leads = [s for s in told.sentences if _DENIES.match(s.text)]
        run.evidence = replace(
            run.evidence,
            indicators=held.evidence.indicators,
            clauses=tuple(dict.fromkeys((*run.evidence.clauses, *held.evidence.clauses))),
        )
        run.composed = replace(
            run.composed, draft=_joined(leads, told, run.composed.draft), premise=held.composed.premise
        )
        return
    refused = () if run.judgement.status == "answered" else _plain(run.composed.draft)
    run.query, run.judgement, run.evidence = held.query, held.judgement, held.evidence
    draft = Draft((*told.sentences, *refused), told.citations)
    run.composed = Composed(draft, held.composed.premise, run.composed.suggestions)


def _joined(leads: list[Sentence], of: Draft, draft: Draft) -> Draft:
    """A draft with sentences of another one before it, their citations numbered behind its own."""
    last = max((citation.n for citation in draft.citations), default=0)
    cited = {n for lead in leads for n in lead.citations}
    number = {c.n: last + at for at, c in enumerate((c for c in of.citations if c.n in cited), 1)}
    moved = tuple(replace(c, n=number[c.n]) for c in of.citations if c.n in cited)
    before = tuple(replace(s, citations=tuple(number[n] for n in s.citations)) for s in leads)
    return Draft((*before, *draft.sentences), (*draft.citations, *moved))


def _plain(draft: Draft) -> tuple[Sentence, ...]:
    """The sentences of a refusal that cite nothing and announce nothing."""
    return tuple(
        s for s in draft.sentences if not s.citations and not s.echo and not s.text.endswith(("：", ":"))
    )
