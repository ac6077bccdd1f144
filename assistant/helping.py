"""The help step: where a question tells of a child in danger, help lines come first, then what the plan says.

    heed(known, run)    before anything that the table holds is told

It decides for the question as it was asked, before the search; what it writes is checked like every draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from assistant.compose import Composed
from assistant.embedding import embed_query
from assistant.fetching import SEARCHED, Run
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, strip_invisible
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
from assistant.sufficiency import Judgement

PROTECTED = "儿童受到伤害，保护儿童，及时报告和处置"  # what is sought for them, whatever was told
MOST_TOLD = 2  # clauses told beside the one that names a help line
# Speaks of somebody there is: the asker, kin, neighbours, or a time that is now.
_OF_SOMEBODY = re.compile(
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


def heed(known: Knowledge, run: Run) -> str:
    """Whether a question tells of a child in danger; the draft for it, if so."""
    if run.narrows and _is_case(known, run.narrows):
        return ""
    told = strip_invisible(
        run.narrows.text if run.narrows else run.question
    )  # what was asked before was heeded then
    settled = run.judgement.status == "answered" or run.query.task in NO_QUESTION or run.narrows is not None
    if settled and not known.listener.suspects(told):
        return ""
    if not known.listener.tells(told, known.bundled):
        return ""
    lines = known.help_lines
    run.query = replace(run.query, task="clause", expects="open", corrections=())
    run.judgement = Judgement("answered", "help", "distress")
    hits = _on_matter(known, told)
    naming = _naming(known.tree.clauses.values(), lines)
    clauses = tuple(dict.fromkeys((*naming, *(known.tree.clauses[hit.clause_id] for hit in hits))))
    glosses, period = known.glosses, run.evidence.period
    run.evidence = Evidence(clauses=clauses, glosses=glosses, period=period, hits=hits, help_lines=lines)
    named = tuple(Hit(c.plan, c.id, 0.0, 0.0, 0.0, 0.0) for c in naming)
    below = tell(run.query, (*hits, *named), run.evidence, known.titles)
    run.composed = Composed(with_help(below, lines, run.lang))
    run.query = _silent(run.query)
    return "、".join(line.number for line in lines)


def _is_case(known: Knowledge, condition: Condition) -> bool:
    """Whether a condition is a case put to what the plan says, of nobody in particular (要是有人教唆孩子吸毒呢)."""
    of_somebody = _OF_SOMEBODY.search(condition.text) or known.listener.words.is_plain(fold(condition.text))
    return condition.is_said and not of_somebody


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
