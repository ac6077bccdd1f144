"""The help step: where a question tells of a child in danger, help lines come first, then what the plan says.

    heed(known, run, answer)    before anything that the table holds is told

It decides for the question as it was asked, before the search; what it writes is checked like every draft.
Below the help lines stands what the plan says on protection, then the ordinary answer to what the question asks of
the plan; where danger is in doubt and the whole question is answered, the answer alone. Where it is unlikely, an answer
comes first and the numbers stand below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from assistant.compose import Composed
from assistant.embedding import embed_query
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, strip_invisible
from assistant.patterns import lazy
from assistant.quoting import tell
from assistant.records import (
    NO_QUESTION,
    Clause,
    Condition,
    Draft,
    Evidence,
    HelpLine,
    Hit,
    Language,
    Query,
    Sentence,
)
from assistant.responsible import read_actors
from assistant.run import SEARCHED, Run
from assistant.searching.finding import searched_for
from assistant.sufficiency import Judgement

PROTECTED = "儿童受到伤害，保护儿童，及时报告和处置"  # what is sought for them, whatever was told
MOST_TOLD = 2  # clauses told beside the one that names a help line
# Probability up to which a question may well be no cry for help: it is answered as a whole. Of one that names the plan
# in a part of its own only that part is asked, as what is told beside it leads elsewhere.
# Below LIKELY an answer to the whole comes before the numbers, unless what is told beside the plan is sure by itself.
SURE, LIKELY = 0.9, 0.6
_OF_THE_PLAN = lazy(
    r"规划|纲要|方案|政策|规定|条款|条文|文件|\b(?:plan|programme|polic(?:y|ies)|document|clause|section)s?\b"
)
_PIECE = lazy(r"[。！？!?；;\n，,]+|\.(?=\s|$)")
LONGEST_NAME = 8  # characters of a word for a matter
_ENDS = "。！？!?. \n"
# What is done at once, or goes on.
_NOW = lazy(
    r"报警|报案|110|120|救护车|送医|急救|在[打骂哭]|着呢|\b(?:police|ambulance|hospital|emergency)\b|\b(?:is|are|being|was|were|has|have) (?:been |being )?[a-z]+(?:ed|en|ing)\b"
)
_HAS_HAPPENED = lazy(r"(?<![为到除知])了(?!解)")
_MARKS = lazy(r"[\s，,。；;！!？?：:、“”\"「」]+")
_SUFFERS = lazy(r"[被挨遭受想要怕我]|救")  # 被打, 想死
# Speaks of somebody there is: the asker, kin, neighbours, or a time that is now.
_OF_SOMEBODY = lazy(
    r"我|俺|咱|爸|妈|爹|娘|叔|舅|姑|姨|伯|爷|奶|姥|哥|姐|弟|妹|邻居|隔壁|同学|同桌|室友|老师打|今天|昨天|刚才|刚刚|现在|正在|天天|又打|\b(?:i|my|me|we|our|us|mum|mom|dad|father|mother|brother|sister|neighbou?rs?|classmate|now|today|yesterday)\b"
)
_WORDS: Mapping[Language, tuple[str, ...]] = {
    "zh": (
        "谢谢你说出来，这件事很要紧。孩子受到伤害或者心里难受，都不是孩子的错。",
        "如果现在就有危险：先到安全、有人的地方，马上拨打110；有人受伤或者误服了药物，马上拨打120。",
        "请陪在孩子身边，告诉信得过的大人；孩子愿意说的时候，听着就好，不追问细节。",
        "我只是查规划的程序，不能替你打电话，也不知道你在哪里，请直接拨打。孩子自己可以打，家人、邻居、老师也可以打：",
    ),
    "en": (
        "Thank you for telling this; it matters. A child who is hurt or in despair is not to blame.",
        "If there is danger now: go to a safe place where other people are and call 110; if somebody is injured or has swallowed something harmful, call 120.",
        "Stay with the child and tell an adult you trust; when the child wants to talk, listen, and do not press for details.",
        "I only look things up in the plan: I cannot call for you and do not know where you are. A child may call, and so may family, neighbours or teachers:",
    ),
}  # fmt: skip
_BELOW: Mapping[Language, str] = {
    "zh": "规划里与此有关的内容：", "en": "What the plan says about this:",
}  # fmt: skip

# Puts right what was asked (我不是问学生, 我说的是老师): of that nobody tells anything.
_SAYS_WHAT_IS_ASKED = lazy(
    r"(?:不是(?:要|想|在)?问|问的(?:又|并|可|都)?不?是|我(?:不是|是)?说的?不?是)(?!我|俺|咱|他|她)|\bi (?:meant|mean|was asking|am asking|asked about)\b"
)
_ASKED: Mapping[Language, str] = {
    "zh": "您问到的内容，规划是这样写的：", "en": "What the plan says about your question:",
}  # fmt: skip
_IN_DANGER: Mapping[Language, str] = {
    "zh": "如果有孩子正在受到伤害、处在危险中，或者心里很难受，请马上拨打：{}。",
    "en": "If a child is being hurt, is in danger or in despair, please call now: {}.",
}  # fmt: skip
Answering = Callable[
    [Knowledge, Run, str], Run
]  # a question or a part of it → a run of its own, with its draft


def heed(known: Knowledge, run: Run, answer: Answering) -> str:
    """Whether a question tells of a child in danger; the draft for it, if so.

    Args:
        known: what is known of the plan.
        run: the question, after the rows that it names were judged.
        answer: what is answered to the whole question, or to a part of it, if it tells of no danger.
    """
    if run.narrows and _is_case(known, run.narrows):
        return ""
    told = strip_invisible(
        run.narrows.text if run.narrows else run.question
    )  # what was asked before was heeded then
    settled = run.judgement.status == "answered" or run.query.task in NO_QUESTION or run.narrows is not None
    settled = settled or _SAYS_WHAT_IS_ASKED.search(fold(told)) is not None
    if settled and not known.listener.suspects(told):
        return ""
    about = "" if run.narrows else searched_for(known, run.query)[0]
    heard = known.listener.heard(told, known.bundled, about)
    if not heard:
        return ""
    if _names_only(known, told):
        named = answer(known, run, run.question)
        if _is_answered(named, denies=False):
            return _answer_first(known, run, named)
    part = _of_the_plan(told)
    doubtful = heard < (LIKELY if part else SURE)
    asked = part if not doubtful else run.question if part or _asks(run.query) else ""
    if asked and asked == part and not _names_matter(known, part):
        asked = run.question  # 规划管这个吗: what is asked about stands beside it
    ordinary = answer(known, run, asked) if asked else None
    in_danger = bool(ordinary and doubtful and part) and _tells_beside(known, told)
    if ordinary is not None and not _is_answered(ordinary, denies=doubtful and not in_danger):
        ordinary = None
    of_rule = doubtful and _asks_of_rule(known, run.query, told)
    if ordinary is not None and (heard < LIKELY or of_rule) and not in_danger:
        return _answer_first(known, run, ordinary)
    below = _protect(known, run, told, naming_only=doubtful and ordinary is not None)
    if ordinary is not None:
        below = _put_below(run, below, ordinary)
    run.judgement = Judgement("answered", "help", "distress")
    lines = known.help_lines
    run.evidence = replace(run.evidence, help_lines=lines)
    run.composed = Composed(with_help(below, lines, run.lang))
    run.query = _silent(run.query)
    return "、".join(line.number for line in lines)


def _names_only(known: Knowledge, told: str) -> bool:
    """Whether what is told is a word for a matter of the plan and nothing else (校园欺凌): nobody is said to suffer it."""
    bare = _MARKS.sub("", fold(told))
    if not 1 < len(bare) <= LONGEST_NAME or _SUFFERS.match(bare) or known.listener.words.is_plain(bare):
        return False
    return bare in known.catalog.vocabulary or any(s.said == bare for s in known.lay_words.said_in(bare))


def _answer_first(known: Knowledge, run: Run, ordinary: Run) -> str:
    """The ordinary answer, and below it whom to call; to a language model it is told no more than a cry for help."""
    lines = known.help_lines
    run.query, run.judgement, run.claim = ordinary.query, ordinary.judgement, ordinary.claim
    run.duties, run.partial, run.stays_here = ordinary.duties, ordinary.partial, True
    run.evidence = replace(ordinary.evidence, help_lines=lines)
    called = Sentence(_IN_DANGER[run.lang].format(_names_of(lines, run.lang)))
    draft = ordinary.composed.draft
    run.composed = replace(ordinary.composed, draft=replace(draft, sentences=(*draft.sentences, called)))
    return "、".join(line.number for line in lines)


def _names_of(lines: Iterable[HelpLine], lang: Language) -> str:
    if lang == "en":
        return ", ".join(f"{line.number} ({line.name_en})" for line in lines)
    return "、".join(f"{line.number}（{line.name}）" for line in lines)


def _asks_of_rule(known: Knowledge, query: Query, told: str) -> bool:
    """Whether it is asked in one sentence what holds for anybody (少年犯跟大人关一起不): nobody in particular is spoken of.

    What has happened is told of somebody, unless it is asked what those in office may do then (…被欺负了老师能不能不管).
    """
    text = fold(told)
    of_somebody = _OF_SOMEBODY.search(text) or known.listener.words.is_plain(text)
    if not query.yes_no or of_somebody or _NOW.search(text) or len(_PIECE.split(text.rstrip(_ENDS))) > 1:
        return False
    happened = _HAS_HAPPENED.search(text)
    then = happened and text[happened.end() :].lstrip()
    return not happened or any(actor.start == 0 for actor in read_actors(str(then), known.actors))


def _tells_beside(known: Knowledge, told: str) -> bool:
    """Whether the parts of a question that do not name the plan surely tell of danger by themselves."""
    pieces = _PIECE.split(fold(told))
    beside = "，".join(piece.strip() for piece in pieces if not _OF_THE_PLAN.search(piece))
    return known.listener.heard(beside, known.bundled) >= SURE


def _is_case(known: Knowledge, condition: Condition) -> bool:
    """Whether a condition is a case put to what the plan says, of nobody in particular (要是有人教唆孩子吸毒呢)."""
    of_somebody = _OF_SOMEBODY.search(condition.text) or known.listener.words.is_plain(fold(condition.text))
    return condition.is_said and not of_somebody


def _of_the_plan(question: str) -> str:
    """The parts of a question that name the plan, or ""."""
    pieces = _PIECE.split(fold(question))
    return "，".join(piece.strip() for piece in pieces if _OF_THE_PLAN.search(piece))


def _names_matter(known: Knowledge, part: str) -> bool:
    """Whether a part that names the plan says what it asks of it."""
    return any(
        len(word) > 1 and not _OF_THE_PLAN.fullmatch(word)
        for word in known.clause_index.coverage.to_content(part)
    )


def _asks(query: Query) -> bool:
    """Whether anything particular is asked for; a cry for help asks too (我该怎么办), and for nothing in a plan."""
    return query.yes_no or query.expects not in ("open", "text")


def _is_answered(run: Run, *, denies: bool) -> bool:
    """Whether the plan answers a question, no courtesy or refusal; unless ``denies``, not by what it leaves open."""
    judgement, draft = run.judgement, run.composed.draft
    if judgement.status != "answered" or judgement.reason is not None or not draft.citations:
        return False
    first = draft.sentences[0]
    return denies or bool(first.citations) or first.text.endswith(("：", ":"))


def _protect(known: Knowledge, run: Run, told: str, *, naming_only: bool) -> Draft:
    """The clauses on protection that fit what was told, if wanted, and the one that names a help line."""
    run.query = replace(run.query, task="clause", expects="open", corrections=())
    hits = () if naming_only else _on_matter(known, told)
    naming = _naming(known.tree.clauses.values(), known.help_lines)
    clauses = tuple(dict.fromkeys((*naming, *(known.tree.clauses[hit.clause_id] for hit in hits))))
    glosses, period = known.glosses, run.evidence.period
    run.evidence = Evidence(clauses=clauses, glosses=glosses, period=period, hits=hits)
    return tell(run.query, (*hits, *_as_hits(naming)), run.evidence, known.titles)


def _put_below(run: Run, first: Draft, ordinary: Run) -> Draft:
    """The ordinary answer below the clauses on protection; the run takes over what it rests on."""
    clauses = tuple(dict.fromkeys((*ordinary.evidence.clauses, *run.evidence.clauses)))
    run.query, run.duties, run.partial = ordinary.query, ordinary.duties, ordinary.partial
    run.evidence = replace(ordinary.evidence, clauses=clauses)
    return _joined(first, ordinary.composed.draft, _ASKED[run.lang])


def _as_hits(clauses: Iterable[Clause]) -> tuple[Hit, ...]:
    return tuple(Hit(clause.plan, clause.id, 0.0, 0.0, 0.0, 0.0) for clause in clauses)


def _joined(first: Draft, then: Draft, lead: str) -> Draft:
    """Two drafts one below the other; a count in the second is one of what stands below it."""
    most = max((citation.n for citation in first.citations), default=0)
    citations = tuple(replace(citation, n=citation.n + most) for citation in then.citations)
    said = tuple(replace(s, citations=tuple(n + most for n in s.citations)) for s in then.sentences)
    return Draft((*first.sentences, Sentence(lead), *said), (*first.citations, *citations))


def with_help(below: Draft, lines: Iterable[HelpLine], lang: Language) -> Draft:
    """Help lines before what the plan says."""
    said = [Sentence(text) for text in _WORDS[lang]]
    said += [Sentence(line_text(line, lang)) for line in lines]
    lead = [Sentence(_BELOW[lang])] if below.sentences else []
    return Draft((*said, *lead, *below.sentences), below.citations)


def line_text(line: HelpLine, lang: Language) -> str:
    """A help line in a sentence: number, name, what for, and hours where they are known."""
    if lang == "en":
        hours = f" ({line.hours})" if line.hours else ""
        return f"{line.number} ({line.name_en}): {line.purpose_en}{hours}."
    hours = f"（{line.hours}）" if line.hours else ""
    return f"{line.number}（{line.name}）：{line.purpose}{hours}。"


def _on_matter(known: Knowledge, told: str) -> tuple[Hit, ...]:
    """Of the clauses on protection those that fit what was told."""
    index, plans, text = known.clause_index, (known.plan.meta.key,), fold(told)[: 2 * SEARCHED]
    wanted = embed_query(known.embedder, text) + embed_query(known.embedder, PROTECTED)
    vector = wanted / max(float(np.linalg.norm(wanted)), 1e-9)
    hits = index.search(text, vector, len(known.tree.clauses), plans)
    return tuple(hit for hit in hits if hit.clause_id in known.protecting)[:MOST_TOLD]


def _naming(clauses: Iterable[Clause], lines: Iterable[HelpLine]) -> tuple[Clause, ...]:
    """The first clause that names a help line itself."""
    numbers = "|".join(re.escape(line.number) for line in lines)
    named = re.compile(rf"(?<![\d.])(?:{numbers})(?![\d.%‰])(?=[”\"」]|热线|电话)")
    return tuple(clause for clause in clauses if named.search(clause.text))[:1]


def _silent(query: Query) -> Query:
    """The query without what it would echo."""
    return replace(query, unexplained=(), aside=(), choices=())
