"""A question that says nothing of the plan by itself, read beside what was told last (教不教凫水 after 防溺水怎么写).

joined(cut, turns, known)            the earlier subject and the question, or "" where there is none to be taken up
stays(question, answer, last, known) whether an answer found that way is one: on the clause that was told, which is
                                     also among those nearest to the question alone, and in other words than before
leads_away(question, answer, …)      whether a short question was answered from elsewhere, though what was told is as near

How near a question is to what was told: the cosine of the best sentence of the clauses told, less that of the best of
all others. Of those tried, follow-ups lay mostly above -0.035, questions on another matter mostly below -0.045.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.context import POINTS, Completed, cited, rows_of
from assistant.conversation.followup import FollowUp
from assistant.conversation.words import Cut
from assistant.embedding import embed_query
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, fold_known
from assistant.patterns import lazy
from assistant.question import language_of
from assistant.question.explained import stands_in
from assistant.records import Answer, Turn
from assistant.tagging import tagged
from assistant.tasks_asked import asks_of_body

NEAR_TOLD = -0.035  # least nearness to what was told of a question that was answered from elsewhere
FAR = -0.045  # nearness to what was told below which a question that points to nothing is on another matter
NEAR_REFUSED = -0.02  # the same of one that was refused, which has to be about the plan by itself, too
LEAST_ABOUT = 0.4  # probability for that
MOST_OF_FOLLOW_UP = 24  # characters of a question that says too little to be sure of its matter
MOST_OF_FOLLOW_UP_EN = 60
SHORTEST = 6  # characters of a question that may say itself what it is about
SEARCHED = 60  # clauses whose sentences are compared
# A quantity is asked for, whatever it is of (辍学率呢).
_NAMES_FIGURE = lazy(r"(?:率|比例|比重|数|人数|数量|水平|指数)的?[呢啊呀]?[？?。]*$")
_ONLY_SUBJECT = lazy(r"(?:那么?|然后|还有)?(?P<what>[\u4e00-\u9fff]{2,6})(?:呢|那?咋样|怎么样)[？?。啊呀]*")
NEAREST = (
    6  # clauses of the whole plan; a question about something else (who won the match) is near to others
)
_REFUSED = frozenset({"out_of_scope", "not_in_plan"})


def joined(cut: Cut, turns: Sequence[Turn], known: Knowledge) -> str:
    """The subject of the latest turn and a question, where that turn told clauses."""
    last = turns[0].answer if turns else None
    if last is None or last.status != "answered" or last.reason not in (None, "help") or not cited(last):
        return ""
    return FollowUp(cut, tuple(turns), known).beside()


def was_refused(answer: Answer) -> bool:
    """Whether a question was not answered by itself for want of something in the plan that it speaks of.

    That the plan does not have the people or the body named is certain, whatever was told before.
    """
    named = answer.query is not None and answer.query.strangers
    return answer.status == "abstained" and answer.reason in _REFUSED and not named


def stays(
    question: str,
    answer: Answer,
    last: Answer,
    known: Knowledge,
    *,
    narrowed: bool = False,
    is_near: bool = False,
) -> bool:
    """Whether an answer is on a clause that was told last and is near to the question, and tells something else of it.

    Where the earlier question was narrowed, its sentences were held against the question already; ``is_near`` where the
    question is known to be near to what was told.
    """
    query = answer.query
    if answer.status != "answered" or answer.reason or query is None or not _is_told(answer, last):
        return False
    if _names_stranger(question, known):
        return False
    found = cited(answer)
    asks_who = (
        not narrowed and query.expects == "actor" and last.query is not None and last.query.expects != "actor"
    )
    if not found or (_first(answer) == _first(last) and not asks_who):
        return False
    looked_up = last.query is not None and last.query.task == "lookup"
    elsewhere = _NAMES_FIGURE.search(question) is not None or _has_other_matter(question, last, known)
    if looked_up and not asks_who and elsewhere and _quoted(answer) <= _quoted(last):
        return False  # another quantity, or a matter of which the row's own line says nothing
    if query.task == "lookup":  # a row that the earlier matter and the question lead to together
        return not (query.unexplained or query.aside) and found[0] in _nearest(question, known)
    near = narrowed or is_near or found[0] in _nearest(question, known)
    return found[0] in cited(last) and (near or _names_in(question, known.tree.clauses[found[0]].text))


def speaks_of(question: str, answer: Answer, last: Answer, known: Knowledge) -> bool:
    """Whether the clause told first is one that was told before, or has a word of the question itself."""
    found = cited(answer)[:1]
    if not found or answer.status != "answered" or answer.reason or answer.query is None:
        return False
    if answer.query.task != "clause" or found[0] in cited(last):
        return answer.query.task == "clause"
    text = fold_known(known.tree.clauses[found[0]].text)
    matters = known.matter_words
    english = matters.english.found(fold(question), matters.is_common)
    words = [w for w in known.clause_index.to_words(fold(question)) if len(w) > 1]
    return any(word in text for word in (*words, *(term for *_, terms in english for term in terms)))


def leads_away(question: str, answer: Answer, last: Answer, known: Knowledge) -> bool:
    """Whether a short question was answered from other clauses than those told last, though these are as near to it."""
    query, before = answer.query, last.query
    most = MOST_OF_FOLLOW_UP_EN if answer.lang == "en" else MOST_OF_FOLLOW_UP
    if (
        answer.status != "answered"
        or answer.reason
        or query is None
        or before is None
        or len(question) > most
    ):
        return False
    if query.task != "clause" or before.task != "clause" or last.status != "answered" or last.reason:
        return False
    if asks_of_body(known, query) or asks_elsewhere(question, known):
        return False  # what a body has to do was asked, and told
    told, found = cited(last), cited(answer)[:1]
    if not told or set(found) & set(told) or _names_elsewhere(question, found, told, known):
        return False
    return nearness(question, told, known) >= NEAR_TOLD


# 还有别的领域讲到留守儿童的吗: of a matter that it names whole.
_ELSEWHERE = lazy(
    r"(?:别|其他|其它|另外)的?(?:领域|章节?|部分|板块|篇章|地方)[^，,。；;？?]{0,4}[提写说讲谈涉](?:到|及|过|了)(?P<what>[\u4e00-\u9fff]{2,10}?)(?:的|了|过|没有?|吗|么|呢|不|内容|规定|措施|哪些)*[?？]?$"
)


def asks_elsewhere(question: str, known: Knowledge) -> bool:
    """Whether other parts of the plan are asked about for a matter that the question names whole."""
    match = _ELSEWHERE.search(question)
    return match is not None and match["what"] in known.catalog.vocabulary


def _names_elsewhere(question: str, found: Sequence[str], told: Sequence[str], known: Knowledge) -> bool:
    """Whether a question has a rare word that stands in the clauses found for it and not in those told before."""
    here, there = (fold_known("".join(known.tree.clauses[i].text for i in ids)) for ids in (found, told))
    index, vocabulary = known.clause_index, known.catalog.vocabulary
    said = [word for word in index.to_words(fold(question)) if len(word) > 1]
    parts = {  # 宠物 of 宠物狗
        word[at : at + 2] for word in said if word not in vocabulary for at in range(len(word) - 1)
    }
    matters = known.matter_words
    phrases = matters.english.found(fold(question), matters.is_common)
    english = {term for _, _, terms in phrases for term in terms}
    return any(
        (index.occurrences.is_rare(word) or word in english) and word in here and word not in there
        for word in (*said, *parts, *english)
    )


def is_near_told(question: str, answer: Answer, last: Answer, known: Knowledge) -> bool:
    """Whether a question that was refused is about the plan, and as near to what was told last as to anything else."""
    told = cited(last)
    if not told:
        return False
    asks_who = answer.query is not None and answer.query.expects == "actor"
    if asks_who and _takes_up(question, told, known):
        return nearness(question, told, known) >= NEAR_TOLD
    about = (answer.support or 0.0) >= LEAST_ABOUT
    return about and nearness(question, told, known) >= NEAR_REFUSED


# 哪一级, 哪一家: what is asked for, no word of the matter.
_ASKED_FOR = lazy(r"哪[一几个]?[\u4e00-\u9fff]")


def _takes_up(question: str, told: Sequence[str], known: Knowledge) -> bool:
    """Whether a question has rare words of what was told, and of the plan's no others (源头治理由谁来建机制)."""
    index, text = known.clause_index, fold_known("".join(known.tree.clauses[i].text for i in told))
    words = index.to_words(_ASKED_FOR.sub(" ", fold(question)))
    own = [w for w in words if len(w) > 1 and index.occurrences.is_rare(w) and w in known.catalog.vocabulary]
    return bool(own) and all(word in text for word in own)


def stands_alone(
    cut: Cut, completed: Completed, answer: Answer, turns: Sequence[Turn], known: Knowledge
) -> bool:
    """Whether a question that was completed may be one by itself: it points to nothing, and completed it was refused, or is far from what was told."""
    found = FollowUp(cut, tuple(turns), known)
    zones = found.zones
    if _asks_no_figure(completed, answer, turns[0].answer) and _has_matter(cut.text, known):
        return True
    told_beside = len(rows_of(turns[0].answer, known)) > 1 and found.earlier.of_kind(
        "compare", "pair", "table"
    )
    named = zones.body and all(t.kind in ("name", "people", "age", "light") for t in zones.body)
    if told_beside and named and completed.taken == ("replaced",) and was_refused(answer):
        return (
            True  # 学前和高中毛入学率哪个高 || 那近视率呢: of what is compared, it is in the place of neither
        )
    points = cut.of_kind(*POINTS, "part", "text") or zones.leads or zones.tails or zones.corrects
    if (
        points
        or cut.of_kind("figure")
        or not _has_matter(cut.text, known)
        or not set(completed.taken) <= {"subject", "replaced"}
        or len(cut.text) < SHORTEST
    ):
        return False
    told = cited(turns[0].answer)
    return was_refused(answer) or (bool(told) and nearness(cut.text, told, known) < FAR)


def _names_stranger(question: str, known: Knowledge) -> bool:
    """Whether a question is only another subject, of which the plan has no word (小学生睡几个小时 || 大课间呢)."""
    match = _ONLY_SUBJECT.fullmatch(fold(question))
    if match is None or language_of(question) == "en":
        return False
    nouns = [
        w for a, b, tag in tagged(match["what"]) if tag.startswith("n") and len(w := match["what"][a:b]) > 1
    ]
    stands = any(stands_in(noun, known.catalog.vocabulary) for noun in nouns)
    return bool(nouns) and not stands and not _has_matter(match["what"], known)


def _asks_no_figure(completed: Completed, answer: Answer, last: Answer) -> bool:
    """Whether another subject was put for a row, names none, and was refused as it has no figure (婴儿死亡率降到多少 || 那学校食堂呢)."""
    query, before = answer.query, last.query
    looked_up = before is not None and before.task == "lookup" and bool(before.names)
    return (
        completed.taken == ("replaced",)
        and looked_up
        and was_refused(answer)
        and query is not None
        and query.expects == "value"
        and not (query.names or query.choices)
        and not _NAMES_FIGURE.search(answer.question)
    )


def _has_matter(text: str, known: Knowledge) -> bool:
    """Whether a text has a noun that the plan has, or has other words for."""
    nouns = [text[start:end] for start, end, tag in tagged(text) if tag.startswith("n") and end - start > 1]
    if text.isascii():
        return bool(known.clause_index.widen(text))
    return any(noun in known.catalog.vocabulary or known.clause_index.widen(noun) for noun in nouns)


def _has_other_matter(question: str, last: Answer, known: Knowledge) -> bool:
    """Whether a question has a word of the plan for a thing, or for what is done, that no line told last has (收费)."""
    text, lines = fold(question), fold_known(" ".join(_quoted(last)))
    words = [text[start:end] for start, end, tag in tagged(text) if tag.startswith(("n", "vn"))]
    own = [
        word
        for word in words
        if len(word) > 1 and word in known.catalog.vocabulary and not _ASKED.fullmatch(word)
    ]
    return any(word not in lines for word in own)


# What a question says of the plan itself.
_ASKED = lazy(r"规定|要求|规划|目标|指标|措施|内容|实施|完成|负责|达到|没有|应该|可以|能够|需要")


def nearness(question: str, told: Sequence[str], known: Knowledge) -> float:
    """Cosine of a question with the best sentence of some clauses, less that with the best of all others."""
    text = fold(question)
    hits = known.clause_index.search(
        text, embed_query(known.embedder, text), SEARCHED, (known.plan.meta.key,)
    )
    inside = [cosine for hit in hits if hit.clause_id in told for _, _, cosine in hit.sentences]
    outside = [cosine for hit in hits if hit.clause_id not in told for _, _, cosine in hit.sentences]
    return max(inside, default=0.0) - max(outside, default=0.0)


def _is_told(answer: Answer, last: Answer) -> bool:
    """Whether clauses were told, or a row of what clauses were told of."""
    task, before = answer.query and answer.query.task, last.query and last.query.task
    return task == "clause" or (task == "lookup" and before == "clause")


def _first(answer: Answer) -> str:
    return next((s.text for s in answer.sentences if s.citations and not s.text.endswith(("：", ":"))), "")


def _quoted(answer: Answer) -> set[str]:
    return {citation.quote.strip("—。 ") for citation in answer.citations}


def _names_in(question: str, clause: str) -> bool:
    """Whether every noun of a question stands in a clause (底下又分了什么组)."""
    text, told = fold(question), fold_known(clause)
    nouns = [text[start:end] for start, end, tag in tagged(text) if tag.startswith("n")]
    return bool(nouns) and all(noun in told for noun in nouns)


def _nearest(question: str, known: Knowledge) -> tuple[str, ...]:
    text = fold(question)
    hits = known.clause_index.search(text, embed_query(known.embedder, text), NEAREST, (known.plan.meta.key,))
    return tuple(hit.clause_id for hit in hits)
