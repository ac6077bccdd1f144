"""Who pays for something, or where the money is from: the sentences that say so (落实规划的钱从哪儿出, 监测评估谁出钱).

asks_funding(text)        whether that is asked
tell_funding(known, run)  answer it, where a sentence on money, or one that says that it costs nothing, names the matter;
                          how much the plan as a whole costs is refused, with what it says of its money below
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.compose import compose
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.matter import named_in
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.quoting import Span, tell_spans
from assistant.records import Clause, Query
from assistant.run import Run
from assistant.searching.clauses import beside_refusal
from assistant.searching.put import put_found
from assistant.sufficiency import Judgement

_MONEY = r"(?:钱|经费|费用|资金|款)"
_ASKS_FUNDING = lazy(
    rf"(?:经费|资金|(?<![收要])钱)呢?[?？]*$|{_MONEY}[^，,。？?]{{0,4}}(?:谁(?:来)?(?:出|掏|拿|给|拨|担|负|承担|付)|哪[来出儿里]|从哪|打哪|何处|来源|出处|列支)"
    rf"|{_MONEY}[^，,。？?]{{0,3}}(?:怎么|咋|如何|怎样)[^，,。？?]{{0,2}}(?:保障|解决|来|筹|落实|安排|出)"
    rf"|(?:谁|哪)[^，,。？?]{{0,4}}(?:出|掏|拿|拨|赔|垫)[^，,。？?]{{0,3}}(?:钱|经费|资金)|(?:谁|哪)[^，,。？?]{{0,12}}(?:买单|埋单|付账|掏腰包)"
    r"|\bwho(?: will| is going to| has to| should| must)? (?:pays?|funds?|finances?|covers the costs?|(?:picks? up|foots?|settles?|gets?) the (?:bill|tab|cost)s?)\b|\bwhere (?:does|do|will|is|are) (?:the|its?|all the|all this) (?:money|funding|funds|budget)\b"
    r"|\bhow (?:is|are|will) (?:[a-z' -]+ )?(?:funded|financed|paid for)\b"
)
# The plan's own money, whatever story stands around it (规划自己对儿童事业的钱从哪儿筹).
_MONEY_OF_PLAN = lazy(
    rf"(?:规划|儿童事业|儿童工作)(?:自己|本身|实施|落实|执行)?(?:的|所需的?|用的)?{_MONEY}|\b(?:money|funding|funds|budget) (?:for|of|behind) (?:the|this) plan\b"
)
_HOW_MUCH = lazy(
    r"多少|几(?![乎个家])|几个(?:钱|子儿)|\bhow much\b|\bwhat(?:'s| is| was) the (?:total )?budget\b"
)
_OF_FUNDS = lazy(r"经费|资金|财政(?![局厅部司所处]|机关)|筹集|预算")  # 市财政局 in a note is a body
_PAID_FOR = lazy(r"免[费收交缴]|减免|补[贴助偿]|津贴|资助|助学金|应救尽救")
# What is named with the plan itself, whose money is asked for (落实规划, 规划实施, 儿童工作), and how that is asked.
_OF_WHOLE = lazy(
    r"(?:规划|计划|方案|纲要|经费|资金|钱|财政|部门|和|实施|落实|执行|推进|开展|儿童|孩子|工作|事业|发展|哪|何处|来源|出处|从|打|由|来|出|掏|拿|给|拨|付|承担|负担|保障|解决|安排|筹集?|列支|儿|里|花|用|投入|投|下|事|了|的|一|总|共)+"
    r"|where|come|comes|picks?|up|foots?|settles?|bills?|tabs?|costs?|from|fund\w*|financ\w*|money|budget|pa(?:id|ys?)|for|implement\w*|carr\w+|out|child\w*|work|all|this|set|aside|give|spend\w*|program\w*"
)


def asks_funding(text: str) -> bool:
    """Whether a folded question asks who pays for something, or where the money is from."""
    return bool(_ASKS_FUNDING.search(text)) and not _HOW_MUCH.search(text)


def tell_funding(known: Knowledge, run: Run) -> str:
    """Answer who pays from the sentences that say so of what is named; their clauses, "" where there are none."""
    query = run.query
    if query.foreign_place or query.foreign_year or query.actual:
        return ""
    if not asks_funding(query.text):
        return _refuse_sum(known, run)
    terms = _named(known, query)
    of_plan = bool(_MONEY_OF_PLAN.search(query.text)) or (not terms and _names_plan(query))
    found = (tuple(_of_whole(known)) if of_plan else ()) or (_funding(known, terms) if terms else ())
    if not found:
        return ""
    told = tell_spans(found, query.lang, known.titles)
    return put_found(known, run, found, told, query=replace(query, expects="open"))


def _refuse_sum(known: Knowledge, run: Run) -> str:
    """Refuse how much money is behind the plan as a whole, with its sentences on money; "" where that is not asked."""
    query = run.query
    asks = query.expects == "money" and _HOW_MUCH.search(query.text)
    if not (asks and _is_of_plan(known, query)) or not (found := tuple(_of_whole(known))):
        return ""
    told = tell_spans(found, query.lang, known.titles)
    put = put_found(known, run, found, told)
    run.judgement = Judgement("abstained", "not_in_plan", "money")
    refused = compose(run.query, run.evidence, run.judgement, known.plan.meta, known.today().year)
    run.composed = beside_refusal(refused, told, query)
    return put


def _is_of_plan(known: Knowledge, query: Query) -> bool:
    """Whether only the plan itself, or work for children as such, is what costs something."""
    return not _named(known, query) and _names_plan(query)


def _named(known: Knowledge, query: Query) -> list[tuple[str, ...]]:
    """What a question names beside money and the plan itself, each in its forms."""
    named = named_in(query.text, query.lang, known.matter_words)
    return [forms for forms in named if not any(_OF_FUNDS.search(f) or _OF_WHOLE.fullmatch(f) for f in forms)]


def _names_plan(query: Query) -> bool:
    """Whether a question names nothing but the plan, or nothing at all, whose money can only be the plan's."""
    if query.names or query.populations or query.strangers:
        return False
    return all(_OF_WHOLE.fullmatch(word) for word in query.unexplained)


def _funding(known: Knowledge, terms: Sequence[tuple[str, ...]]) -> tuple[tuple[Clause, Span], ...]:
    """The sentence on money that names all terms, itself or in its clause; else one that says that it is paid for."""
    of_clause: tuple[tuple[Clause, Span], ...] = ()
    granted: tuple[tuple[Clause, Span], ...] = ()
    for clause in known.tree.clauses.values():
        if not _holds_all(fold_known(clause.text), terms):
            continue
        for span in sentences(clause.text):
            said = fold_known(clause.text[slice(*span)])
            if _OF_FUNDS.search(said):
                if _holds_all(said, terms):
                    return ((clause, span),)
                of_clause = of_clause or ((clause, span),)
            elif _PAID_FOR.search(said) and _holds_all(said, terms):
                granted = granted or ((clause, span),)
    return of_clause or granted


def _of_whole(known: Knowledge) -> Iterator[tuple[Clause, Span]]:
    """All sentences of the clauses that money gives their title."""
    for clause in known.tree.clauses.values():
        spans = sentences(clause.text)
        if _OF_FUNDS.search(clause.title) and len(spans) > 1:
            yield from ((clause, span) for span in spans[1:])


def _holds_all(text: str, terms: Sequence[tuple[str, ...]]) -> bool:
    return all(any(form in text for form in forms) for forms in terms)
