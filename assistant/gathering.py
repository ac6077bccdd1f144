"""All that a plan says of a matter: question → draft, grouped by domain.

    gather(known, run)    the matter told, or "" where the question does not ask for all of one

Tried before the search of clauses, which brings what fits best and would leave the rest out; and beside rows and
results of the table where these hold only a part of what there is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from assistant.clause_sufficiency import OPEN
from assistant.compose import Composed
from assistant.knowledge import Knowledge
from assistant.matter import (
    Request,
    asks_all,
    asks_whether_said,
    named_in,
    read_request,
    restricts,
    says_how_often,
)
from assistant.matter_scope import TARGET_KINDS
from assistant.mentions import Matter, Mention, mentions, place_of, tell
from assistant.patterns import lazy
from assistant.records import Query
from assistant.run import Run
from assistant.sufficiency import Judgement
from assistant.tagging import pos_tags
from assistant.unnamed import unnamed

LONGEST: Final = 300  # characters of a question that is looked through for a matter
_ASKED_OF_MATTERS: Final = frozenset({"list", "text", "open", "compare", "count"})
_NAMED_TOO: Final = frozenset({"phone", "documents", "penalty", "website"})  # a hotline may be a matter, too
# Where something stands: 哪一章提到了, 在哪儿; then one place is all there is.
_ASKS_WHERE = lazy(
    r"哪一?[章节处篇]|哪个?(?:部分|地方|位置|板块|章节)|在哪(?:儿|里|块)?(?=$|[？?。啊呀呢])|\bwhere\b|\bwhich (?:chapter|part|section)\b"
)
_QUOTED = lazy(r"[“”「」『』\"《》]")


LONGEST_REQUEST = (
    200  # characters; a longer question is a story, and each of its words would be looked for everywhere
)


def gather(known: Knowledge, run: Run, *, within: bool = False, refused: bool = False) -> str:
    """Tell all that the plan says of the matter of a question; "" where it does not ask for that.

    Args:
        known: what is known of the plan.
        run: the question; its query, judgement, evidence and draft are set where it is told.
        within: only where the question is restricted to some domains.
        refused: after no other step could answer; then whatever is listed of what the question names is the answer.
    """
    every = asks_all(run.query, known.catalog.lexicon)
    if not _may_ask(run.query, every=every):
        return ""
    if within and not restricts(run.query, known.matter_words):
        return ""
    request = read_request(run.query, known.matter_words)
    if request is None or (
        within and not (request.domains and (request.every or run.query.expects == "list"))
    ):
        return ""
    whether = asks_whether_said(run.query)
    settled = refused or run.judgement.detail in OPEN
    untold = (
        refused
        and run.judgement.detail == "not_told"
        and run.query.expects in ("text", "open")
        and not _ASKS_FIGURE.search(run.query.text)
    )
    goals = _asks_goals(run.query, request)
    if run.query.expects != "list" and not (request.every or whether or goals or untold) and settled:
        return ""  # settled without looking at every clause
    if untold:
        request = _without_doings(request)
        if not request.matter.terms:
            return ""  # 如何避免被打: nothing is named but what is done about it
    narrowed, found = _found(known, request, least=1 if goals or untold or request.narrowed else 2)
    whole = narrowed.matter == request.matter
    request = narrowed
    named = named_in(run.query.text, run.query.lang, known.matter_words)
    only = whole and len(named) <= len(request.matter.terms) + untold and not request.strange
    listed = run.query.expects == "list" and (len(found) > 1 or bool(_ASKS_WHERE.search(run.query.text)))
    listed = listed or (untold and 0 < len(found) <= 10)
    said = whether and 0 < len(found) <= _MOST_SAID and not run.query.actual
    wanted = only and (listed or said)
    if not (wanted if refused else _is_wanted(known, run, request, found, whole=whole)):
        return ""
    if (whether or untold) and _is_of_lacking(known, run):
        return ""
    if untold and _EITHER.search(run.query.text) and _is_of_kind(known, run.query, request.matter):
        return ""  # 压岁钱归我还是归我妈: what is said of its kind (财产权利) was not found to say it
    return _tell(known, run, request.matter, found)


def _is_of_lacking(known: Knowledge, run: Run) -> bool:
    """Whether a thing is asked for that the plan has in no form (提没提HPV疫苗): its kind alone is no answer."""
    things = unnamed(run.query, run.question, known.plan_words)
    return any(thing.is_short or (thing.is_topic and not thing.is_kind) for thing in things)


# 归我还是归我妈, 算谁的: which of two it is, that only what says it of the thing itself tells.
_EITHER = lazy(r"(?<!都)还是|归[我你他她谁爸妈爹娘父母家孩娃学老]|(?:算|是)谁的|谁说了?算")


def _is_of_kind(known: Knowledge, query: Query, matter: Matter) -> bool:
    """Whether a question names a matter only by a word for one kind of it."""
    said = known.lay_words.said_in(query.text)
    narrow = {term for synonym in said if synonym.narrow for term in synonym.plan}
    wide = {term for synonym in said if not synonym.narrow for term in synonym.plan}
    return bool(narrow) and all(
        any(form in narrow and form not in wide and form not in query.text for form in forms)
        for forms in matter.terms
    )


# What is said of a thing, and not what it has to do.
_SAID_OF = lazy(
    r"关于|有关|提到|写到|讲到|内容|(?:咋|怎么|如何|怎样)(?:说|写|讲|规定|提)|(?:说|写|讲|提)(?:了|到)?(?:啥|什么|哪些)"
)
_TO_DO = lazy(r"做|干|负责|任务|职责|责任|管|牵头|角色|作用|承担|参与|工作")


def gather_word(known: Knowledge, run: Run, word: str, name: str) -> str:
    """Tell all that has a word which is a name for one body (图书馆) and a part of others; "" where that is no more.

    Args:
        known: what is known of the plan.
        run: the question; all is set where it is told.
        word: the word, folded.
        name: the body that it would be taken for.
    """
    if (
        word in name
        and word != name
        and _SAID_OF.search(run.query.text)
        and not _TO_DO.search(run.query.text)
    ):
        clauses = tuple(known.tree.clauses.values())
        matter = Matter(((word,),), every=True)
        found = mentions(matter, clauses)
        if len(found) > len(mentions(Matter(((name,),), every=True), clauses)):
            run.query = replace(run.query, corrections=())
            return _tell(known, run, matter, found)
    return ""


def _may_ask(query: Query, *, every: bool) -> bool:
    """Whether a question may ask for all on a matter of this plan; one that wants all may name a hotline or a fee."""
    if len(query.text) > LONGEST_REQUEST:
        return False
    outside = query.foreign_place or query.foreign_year or query.actual or query.strangers
    return (
        query.task in ("none", "lookup", "table")
        and len(query.text) <= LONGEST
        and (
            query.expects in _ASKED_OF_MATTERS
            or (every and query.expects in _NAMED_TOO)
            or says_how_often(query)
        )
        and not (
            (
                query.yes_no
                and not asks_whether_said(query)
                and not (every and query.expects in ("list", "text"))
            )
            or outside
            or query.figures
            or (query.units and not says_how_often(query))
        )
    )


def _found(known: Knowledge, request: Request, *, least: int = 2) -> tuple[Request, tuple[Mention, ...]]:
    """The sentences on a matter; where too few have all of its terms, on its rarest alone."""
    clauses = tuple(known.tree.clauses.values())
    found = mentions(request.matter, clauses, request.domains, request.kinds)
    while len(found) < least and len(request.matter.terms) > 1:
        terms = request.matter.terms
        if not request.narrowed:  # else the topic stays, and the one whom it is narrowed to goes
            terms = tuple(sorted(terms, key=lambda forms: _how_common(known, forms)))
        request = replace(request, matter=replace(request.matter, terms=terms[:-1]))
        found = mentions(request.matter, clauses, request.domains, request.kinds)
    return request, found


# Clauses that say a thing that is asked for: of more (学校) that it is said tells nothing.
_MOST_SAID: Final = 40


# 几点以后不让玩: one thing is asked for that no sentence on the matter need tell.
_ASKS_FIGURE = lazy(
    r"几|多少|何时|(?:什么|啥)时候|多久|多大|多长|\bhow (?:many|much|long|often|old|late|early)\b|\bwhen\b|\bwhat (?:time|age)\b"
)
# What is done about a thing, whatever it is: 防止虐待 is of 虐待.
_DOINGS = lazy(
    r"防止|预防|避免|防范|防控|防治|应对|对付|治理|处理|处置|解决|打击|制止|阻止|保护|保障|加强|做好|落实|推进|推动|实施|开展|完善|健全|利用|借助|发挥|提高|提升"
)


def _without_doings(request: Request) -> Request:
    """A request without what is done about its matter; without any term where it names nothing else."""
    terms = tuple(forms for forms in request.matter.terms if not _DOINGS.fullmatch(forms[0]))
    return replace(request, matter=replace(request.matter, terms=terms))


def _asks_object(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a term is a verb of which is asked what it is done to (倾斜 of 往哪些地方倾斜, 支持 of 支持哪些孩子)."""
    if pos_tags(forms[0])[-1] != "v":
        return False
    verb = re.escape(forms[0])
    asked = "(?:哪|什么|啥|谁)"
    return bool(
        re.search(rf"{verb}(?:了|到|给|的是)?{asked}|[往向朝给对为]{asked}[^，,。；;？?]*{verb}", text)
    )


def _how_common(known: Knowledge, forms: tuple[str, ...]) -> tuple[bool, int]:
    """What orders the terms of a matter: a verb (防控) says only what is done to it, and goes before any noun."""
    return pos_tags(forms[0])[-1].startswith("v"), max(map(known.clause_index.occurrences.holding, forms))


def _is_wanted(
    known: Knowledge, run: Run, request: Request, found: tuple[Mention, ...], *, whole: bool
) -> bool:
    """Whether what was found is what is asked for, and more than other steps would tell."""
    if run.query.yes_no and not request.every:
        return False
    if not found or request.strange > (len(request.matter.terms) if request.every else 0):
        return False
    speaking = {mention.clause.id for mention in found}
    if run.judgement.detail == "table":
        more = request.every and (
            _is_other_kind(run, request) or (_is_more(run, found) and not _of_kind(run))
        )
        more = more or (whole and (_mistakes_domain(known, run, request) or _narrows_more(run, request)))
        wording = _asks_wording(run.query) or _WHICH_PARTS.search(run.query.text)
        return more or bool(whole and wording and _only_lists_rows(run) and _told(run) < speaking)
    if run.judgement.detail not in OPEN:
        lists_targets = run.query.expects == "list" and request.kinds == TARGET_KINDS
        wants = request.every or (whole and (_asks_wording(run.query) or lists_targets))
        several = run.judgement.detail == "choose" and request.every and whole  # which row? All there is
        return wants and (several or _told(run) < speaking)
    if all(_asks_object(run.query.text, forms) for forms in request.matter.terms):
        return False  # 经费往哪些地方倾斜: what is done, without what it is done to
    if request.every or (request.domains and whole and run.query.expects == "list"):
        return True
    if not whole:
        return False
    if request.narrowed and not request.strange:
        return True
    if _asks_goals(run.query, request):
        return True  # the measures on it would be told as well
    if run.query.expects != "list":
        return False
    apart = {
        m.clause.id
        if len(request.matter.terms) > 1 or _asks_things(run.query.text, request)
        else place_of(m.clause)
        for m in found
    }
    return len(apart) > 1


def _asks_things(text: str, request: Request) -> bool:
    """Whether the one thing named is what it is asked which ones there are of (建哪些档案)."""
    (forms,) = request.matter.terms
    return (
        re.search(
            rf"(?:哪些|哪几[个种类项条]|(?:什么|啥)样的)(?:{'|'.join(map(re.escape, forms))})(?![\u4e00-\u9fff]{{2}})",
            text,
        )
        is not None
    )


# 校园欺凌的目标有哪些: goals, which no row and no clause of the table was named by.
_ASKS_GOALS = lazy(
    r"目标(?:都|一共|总共|分别|具体|又|到底)*(?:有|是|为|包括|包含)?(?:哪|什么|啥|几[个条项])|(?:哪[些几]?|什么|啥)(?:[个条项])?(?:主要)?目标"
    r"|\bwhat (?:are|is) the (?:[a-z']+ )*?(?:goals?|targets?|objectives?)\b|\b(?:which|what) (?:goals?|targets?|objectives?)\b"
)
# What is asked for is what the plan says, not the figures that it sets.
_WORDING = lazy(
    r"要求|规定|内容|措施|举措|政策|安排|部署|说法|任务|工作|\b(?:measures?|provisions?|requirements?|rules?)\b"
)
_FIGURES = lazy(r"指标|目标|数值|数据|多少|几|率|\b(?:targets?|figures?|indicators?|rates?)\b")


# 哪些领域提到了家庭教育: where it is said, and no figures of it.
_WHICH_PARTS = lazy(
    r"哪[些几]个?(?:领域|章节?|部分|板块|地方)(?:里|中|都|还|也|分别|又)*[提说讲写谈涉](?:到|及|过|了)|\b(?:which|what) (?:domains?|chapters?|parts?|sections?)(?: [a-z]+)? (?:mention|speak|talk|deal|cover)"
)


def _asks_goals(query: Query, request: Request) -> bool:
    """Whether the goals on a matter are asked for, and nothing else of it."""
    return request.kinds == TARGET_KINDS and _ASKS_GOALS.search(query.text) is not None


def _asks_wording(query: Query) -> bool:
    """Whether a list of what the plan requires is asked for, and of no figures (近视方面有哪些要求)."""
    return query.expects == "list" and bool(_WORDING.search(query.text)) and not _FIGURES.search(query.text)


def _only_lists_rows(run: Run) -> bool:
    """Whether a question over the table lists rows by whom or what they are about, and by nothing else."""
    table = run.query.table
    if table is None or table.source != "indicators" or table.operation != "list":
        return False
    return not (table.bounds or table.units or table.kinds or table.order or table.comparators or table.verbs)


def _told(run: Run) -> set[str]:
    """Ids of the clauses that the rows found stand in."""
    return {row.clause_id for row in run.evidence.indicators}


def _is_other_kind(run: Run, request: Request) -> bool:
    """Whether a list shows other kinds of clause than those asked for (只要目标，不要措施)."""
    table = run.query.table
    return bool(table and request.kinds and table.source == "clauses" and set(table.kinds) - request.kinds)


def _of_kind(run: Run) -> bool:
    """Whether clauses of one kind that hold a word are listed (提到幼儿园的措施，全部列出来): the plan's other words on it are not asked for."""
    table = run.query.table
    of_kind = table and table.source == "clauses" and len(table.kinds) == 1 and table.words
    return bool(of_kind and _MENTIONED.search(run.query.text))


# A word is to stand there; what is only about a matter may say it otherwise.
_MENTIONED = lazy(r"提到|提及|写到|出现|点名|点到|讲到|说到|\b(?:mention|contain|name)")


def _mistakes_domain(known: Knowledge, run: Run, request: Request) -> bool:
    """Whether a question over clauses was held to a domain whose name is only a part of the matter's (健康 of 心理健康)."""
    table = run.query.table
    if table is None or table.source != "clauses" or request.domains:
        return False
    names = [name for title in table.domains for name in known.matter_words.domains.get(title, ())]
    wider = [forms[0] for forms in request.matter.terms]
    return any(name in term and name != term for name in names for term in wider)


def _narrows_more(run: Run, request: Request) -> bool:
    """Whether clauses are listed that hold one word, where a matter and one whom it is narrowed to are named (家庭暴力，学校有哪些措施)."""
    table = run.query.table
    if table is None or table.source != "clauses" or len(table.words) > 1 or table.without:
        return False
    if not table.words:
        return request.narrowed and bool(
            table.domains
        )  # 家庭这头 is no domain where a topic is told before it
    one = any(table.words[0] in forms for forms in request.matter.terms)
    return one and len(request.matter.terms) > 1


# What clauses do with a word that they hold.
_SAYS_WORD = lazy(
    r"[提写说讲谈点涉含带沾印标载注](?:及|到|过|上|了|着|有|明|名|进|没)|出现|落在|[提写说讲谈含带有]的|包[含括]|露[过了]?[面脸]|字样|\b(?:mention|contain|name|say|speak|talk|deal|refer|use|include|appear|word)"
)


def _is_more(run: Run, found: tuple[Mention, ...]) -> bool:
    """Whether a list of clauses that hold an unquoted word leaves out some that speak of it, or sentences of them."""
    table, sql = run.query.table, run.evidence.sql
    if (
        table is None
        or sql is None
        or table.source != "clauses"
        or table.operation != "list"
        or not table.words
        or table.all_words
        or table.without
    ):
        return False  # what must hold two words, or not hold one, is no part of all that speak of the first
    listed, speaking = {row[0] for row in sql.rows}, {mention.clause.id for mention in found}
    more = len(listed) < len(speaking) or (listed == speaking and not table.kinds)
    more = more or not _SAYS_WORD.search(run.query.text)  # 托育方面…都有哪些: of a matter, not of a word
    return not _QUOTED.search(run.query.text) and bool(listed & speaking) and more


def _tell(known: Knowledge, run: Run, matter: Matter, found: tuple[Mention, ...]) -> str:
    headings = {c.title: known.titles[c.id] for c in known.tree.clauses.values() if c.id in known.titles}
    draft, whole = tell(matter, found, run.query.lang, headings)
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    clauses = tuple(dict.fromkeys(mention.clause for mention in found))
    run.evidence = replace(run.evidence, clauses=clauses, indicators=(), sql=None, table=None)
    run.composed, run.partial = Composed(draft), not whole
    return matter.name
