"""A question after earlier ones → the question that it means by itself.

complete(question, history, known)    那初中生呢 after 小学生近视率要降到多少？ → 初中生近视率要降到多少？

A question whose matter was told in its own first part (``led``) is put together likewise, whatever came before.
A follow-up lacks something that the earlier question has: its subject (由谁负责), what is asked (初中生呢), or both
(第二个). It is cut into words of ``corpus/follow_words.tsv``, of the other dictionaries and of the plan; what it
brings takes the place of what is of the same kind in the earlier question, and the rest is taken over. A question
with a subject of its own that asks something is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.beside import (
    asks_elsewhere,
    is_near_told,
    joined,
    leads_away,
    speaks_of,
    stands_alone,
    stays,
    was_refused,
)
from assistant.conversation.choosing import PART_NUMBERED
from assistant.conversation.context import Completed
from assistant.conversation.followup import FollowUp
from assistant.conversation.led import kind_asked, led
from assistant.conversation.returning import back_to
from assistant.conversation.supposing import supposed_of_body
from assistant.conversation.words import OPENERS, STOP, Cut
from assistant.entitled import asks_of_child, merged
from assistant.knowledge import Knowledge
from assistant.matter_terms import OF_PLANS
from assistant.patterns import lazy
from assistant.question import language_of
from assistant.records import NO_QUESTION, Answer, Language, Query, Turn
from assistant.tasks_asked import asks_of_body

__all__ = [
    "Completed",
    "asked_anew",
    "beside_last",
    "complete",
    "is_near_last",
    "may_stand_alone",
    "narrows_last",
    "stays_with_last",
    "tells_of_it",
    "was_refused",
]

LONGEST = 60  # characters of a question that may be a follow-up
LONGEST_BESIDE = 120  # the same of one that asks for another language beside chatter
TURNS = 8  # earlier turns that are looked at
_NO_TURN = frozenset({"rejected", "error"})


def complete(question: str, history: Sequence[Turn], known: Knowledge) -> Completed:
    """The question that a question means after earlier ones; never raises on any text.

    Args:
        question: as it was typed; what only takes note of the answer before (没有就算了，…) is left out.
        history: earlier turns, oldest first; their completed questions are read.
        known: the plan, its names and words.
    """
    if history and (quoted := _QUOTED.fullmatch(question)):
        question = quoted["lead"] + quoted["said"] + quoted["rest"]
    noted = _NOTED.match(question) if history else None
    if noted is None or not question[noted.end() :].strip():
        return _complete(question, history, known)
    found = _complete(question[noted.end() :], history, known)
    return found if found.taken else replace(found, taken=("corrected",))


# Another word in quotation marks, and nothing else (那“优惠”呢).
_QUOTED = lazy(
    r"(?P<lead>[那么还有再换成]{0,4})[“\"「『‘'](?P<said>[^“”\"「」『』‘’']{1,12})[”\"」』’'](?P<rest>(?:这个?词|这?[两几]个字|一词)?(?:的?呢|又?有[几多少]+[条处次])?[?？。]?)"
)
# Takes note that the plan has no such figure or says nothing of it.
_NOTED = lazy(
    r"(?:好吧|行吧|好|行|那|既然|要是|如果|哦|噢|嗯|[，, ])*(?:规划|文件|里头?|上|也|都|真|确实|这个?|它)*没(?:有|定|写|说|给|提|规定|要求|查到|找到)"
    r"(?:定|写|说|提|给|规定|要求|具体|明确|单独|专门|数字?|数值|定数|指标|目标|标准|金额|过|到|了|的|这个|个)*(?:的话|那?就?(?:算了?|拉倒|罢了)|也(?:行|罢)|没事儿?|没关系|不要紧|不打紧)(?:也?就?算了|也行|没事)?[，,。；; ]+(?=.{3})"
    r"|(?i:(?:ok(?:ay)?|fine|well|alright|all right|too bad|pity|i see|hmm)?[,. ]*(?:if (?:there is|there's|it has|it gives|the plan has|they have) (?:no|none|nothing)(?: (?:such )?(?:figures?|numbers?|targets?))?|if not|never mind(?: that)?|no matter|forget (?:it|that|about that))[,.;]+ (?:then )?(?=.{6}))"
)


def _complete(question: str, history: Sequence[Turn], known: Knowledge) -> Completed:
    """The same of a question without those words."""
    typed = Completed(question, language_of(question))
    if own := led(question):
        return Completed(own, typed.lang, ("subject",))
    if not history or len(question) > LONGEST_BESIDE:
        return typed
    turns = _with_matter(_earlier(history), known)
    if not turns:
        return typed
    if len(question) > LONGEST:
        return _in_language(Cut.of(question, known), turns, known) or typed
    if asks_of_child(question, known):
        return typed
    if same_child := merged(turns[0].answer.completed_question, question, known):
        return Completed(same_child, typed.lang, ("child",))
    follow = Cut.of(question, known)
    if follow.is_phrase or known.catalog.lexicon.orders.kind(follow.text):
        return typed
    if known.listener.is_happening(follow.text) or _is_of_its_own(follow, known):
        return typed
    found = FollowUp(follow, turns, known)
    if turns[0].answer.offers_help and found.asks_whom_to_tell:
        return Completed(turns[0].answer.completed_question, typed.lang, ("question",))
    if body := supposed_of_body(found):
        return body
    if part := found.part_of_doing():
        return part
    if asks_of_body(known, Query(follow.text, typed.lang)):
        return typed
    if condition := _condition(follow, turns, known):
        return condition
    if returned := back_to(follow, history):
        turns, follow = (returned.turn,), Cut.of(returned.asked, known)
        if not returned.asked:
            return Completed(returned.turn.answer.completed_question, typed.lang, ("question",))
    complete_one = _completed(follow, turns, known) or _in_parts(question, turns, known)
    if complete_one is None or len(complete_one.text) > known.settings.longest_question:
        return typed
    return complete_one


# 那个专门学校在哪个区: which one is meant, its own name tells. 落实情况多久汇报一次: of the plan as a whole.
_NAMED = lazy(r"^[那这]个(?P<what>[\u4e00-\u9fff]{3,8}?)(?=在哪|归谁|由谁|咋|怎么|是啥|是什么)")
_OF_REPORTS = lazy(
    r"(?:落实|实施|执行|贯彻|完成|进展)情况[^，,。；;？?]{0,8}(?:汇报|报告|报送|上报)|(?:汇报|报告|报送|上报)[^，,。；;？?]{0,8}(?:落实|实施|执行|贯彻|完成|进展)情况"
)
_PICKS = lazy(r"哪一?[个项条些]|\bwhich\b")


def _is_of_its_own(follow: Cut, known: Knowledge) -> bool:
    """Whether a question says itself what it is about, though it begins or asks as follow-ups do."""
    named = _NAMED.match(follow.text)
    if asks_elsewhere(follow.text, known):
        return True
    if (named and named["what"] in known.catalog.vocabulary) or _OF_REPORTS.search(follow.text):
        return True
    whole = _OF_DOMAIN.match(follow.text) or _SAID_FOR.match(follow.text)
    if whole and any(
        len(word) > 1 and word in known.catalog.vocabulary and not OF_PLANS.fullmatch(word)
        for word in known.clause_index.to_words(whole["what"])
    ):
        return True
    rows = {v for m in known.catalog.lexicon.scan(follow.text) for v in m.values("alias")}
    return len(rows) > 1 and bool(_PICKS.match(follow.text) or _LISTED_BEHIND.search(follow.text))


# 环境领域里查处、打击的要求有哪些; 光说学校的：防近视得做到哪些: what about, and for whom or where.
_OF_DOMAIN = lazy(
    r"^[^，,。；;？?]{1,6}(?:领域|板块)(?:里头?|里面|中|内)?(?P<what>[^，,。；;？?的]{2,12})的(?:要求|措施|规定|内容|任务|举措)(?:都|一共|总共)?(?:有|是)?(?:哪些|哪几[条个项]|什么|啥)"
)
_SAID_FOR = lazy(r"^(?:光|只|单|就)(?:说|讲|问|看)[^:：，,]{1,8}[:：](?P<what>.{6,})$")
_LISTED_BEHIND = lazy(r"哪一?[个项条些][^，,。；;？?]*[:：]")  # 下面哪个目标值不是90%：甲、乙、丙


def _condition(follow: Cut, turns: tuple[Turn, ...], known: Knowledge) -> Completed | None:
    """The earlier question narrowed to the condition that a follow-up puts to it."""
    found = FollowUp(follow, turns, known)
    narrowed = found.narrowed() if found.before else None
    return narrowed if narrowed and len(narrowed.text) <= known.settings.longest_question else None


def beside_last(question: str, history: Sequence[Turn], known: Knowledge) -> str:
    """The subject of the turn before and a question that says nothing of the plan by itself; "" where it cannot be one."""
    turns = _earlier(history)
    if not turns or len(question) > LONGEST:
        return ""
    text = joined(Cut.of(question, known), turns, known)
    return text if len(text) <= known.settings.longest_question else ""


def asked_anew(
    question: str, completed: Completed, answer: Answer, history: Sequence[Turn], known: Knowledge
) -> str:
    """What the plan says of another subject, where the frame of the question before fits it not and leads nowhere; else "".

    防水上乐园有哪些措施 after 防溺水有哪些措施: it is no danger that is prevented.
    """
    turns = _earlier(history)
    if not turns or completed.taken != ("replaced",) or not was_refused(answer):
        return ""
    return FollowUp(Cut.of(question, known), turns, known).anew()


def tells_of_it(question: str, answer: Answer, history: Sequence[Turn], known: Knowledge) -> bool:
    """Whether an answer to what was asked anew is on that very subject, or on what was told before."""
    turns = _earlier(history)
    return bool(turns) and speaks_of(question, answer, turns[0].answer, known)


def narrows_last(question: str, history: Sequence[Turn], known: Knowledge) -> Completed | None:
    """The question before, narrowed to one that says nothing of the plan by itself; None where nothing was told before."""
    turns = _earlier(history)
    if not turns or len(question) > LONGEST:
        return None
    found = FollowUp(Cut.of(question, known), turns, known).without_condition()
    narrowed = found.as_condition() if found.before else None
    return narrowed if narrowed and len(narrowed.text) <= known.settings.longest_question else None


def stays_with_last(
    question: str,
    answer: Answer,
    history: Sequence[Turn],
    known: Knowledge,
    *,
    narrowed: bool = False,
    is_near: bool = False,
) -> bool:
    """Whether an answer to a question beside the turn before is on what that turn told."""
    turns = _earlier(history)
    last = turns[0].answer if turns else None
    return last is not None and stays(question, answer, last, known, narrowed=narrowed, is_near=is_near)


def is_near_last(question: str, answer: Answer, history: Sequence[Turn], known: Knowledge) -> bool:
    """Whether what the turn before told is as near to a question as all else, though that was refused or answered from elsewhere."""
    turns = _earlier(history)
    if not turns:
        return False
    near = is_near_told if was_refused(answer) else leads_away
    return near(question, answer, turns[0].answer, known)


def may_stand_alone(
    question: str, completed: Completed, answer: Answer, history: Sequence[Turn], known: Knowledge
) -> bool:
    """Whether a question that was completed from the turn before may be one by itself, as completed it leads nowhere."""
    turns = _earlier(history)
    if not turns or not completed.taken:
        return False
    return stands_alone(Cut.of(question, known), completed, answer, turns, known)


def _earlier(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns that a follow-up may take up, the latest first; one that was not about the plan only if there is no other."""
    turns = [
        turn
        for turn in reversed(history[-TURNS:])
        if turn.answer.status not in _NO_TURN
        and (turn.answer.query is None or turn.answer.query.task not in NO_QUESTION)
    ]
    about = [turn for turn in turns if turn.answer.reason not in ("out_of_scope", "social", "unsafe")]
    return tuple(about or turns)


def _with_matter(turns: tuple[Turn, ...], known: Knowledge) -> tuple[Turn, ...]:
    """The turns from the latest on that says what it is about, where the last was refused and says nothing (大庆现在是了吗)."""
    last = turns[0].answer if turns else None
    if (
        last is None
        or len(turns) < 2
        or last.status != "abstained"
        or last.completed_question != last.question
    ):
        return turns
    cut = Cut.of(last.question, known)
    says = any(t.kind in _SAYS_MATTER or "plan" in t.roles() for t in cut.tokens)
    return turns if says else turns[1:]


def _completed(follow: Cut, turns: tuple[Turn, ...], known: Knowledge) -> Completed | None:
    """The completed question: of the question as typed, with its typos corrected, or of the one part that says something."""
    if any(token.slot == "unknown" for token in follow.tokens):
        text, corrections = known.speller.correct(follow.text)
        if corrections:
            return FollowUp(Cut.of(text, known), turns, known).completed()
    found = FollowUp(follow, turns, known).completed() or _in_language(follow, turns, known)
    if found is not None:
        return found
    if (kind := kind_asked(follow.text, follow.lang)) and (
        told := FollowUp(follow, turns, known).matter_named
    ):
        return Completed(kind.format(told), follow.lang, ("subject",))
    part = _telling_part(follow, known)
    return None if part is None else FollowUp(part, turns, known).completed()


def _in_parts(question: str, turns: tuple[Turn, ...], known: Knowledge) -> Completed | None:
    """The completed question of the one part that says something, of parts that only blanks stand between (原文咋写的 我截图发群里)."""
    parted = _BLANK.sub("，", question)
    if parted == question or FollowUp(Cut.of(question, known), turns, known).asks_table_whole:
        return None  # 百分比 最低 前三: words of one search
    part = _telling_part(Cut.of(parted, known), known)
    return None if part is None else FollowUp(part, turns, known).completed()


def _telling_part(follow: Cut, known: Knowledge) -> Cut | None:
    """The one part of a question that names or asks something, or works on the answer told, where the others are chatter."""
    parts = _parts(follow, known)
    telling = [part for part in parts if not _is_chatter(part)]
    if len(telling) > 1:
        telling = [part for part in telling if not _tells_of_self(part)]
        if not all(_works_on_answer(part) or part.of_kind("lead", "tail") for part in telling):
            return None
    return telling[0] if len(parts) > 1 and len(telling) == 1 else None


def _parts(follow: Cut, known: Knowledge) -> list[Cut]:
    return [Cut.of(text, known) for text in _BREAK.split(follow.shown) if text.strip()]


def _is_chatter(part: Cut) -> bool:
    if PART_NUMBERED.search(part.text):
        return False  # 第三章一共十一条对吧: a place in the plan, which the rest is asked of
    return all(t.kind in _CHATTER and not t.roles() - {"filler"} for t in part.tokens)


def _tells_of_self(part: Cut) -> bool:
    """Whether a part only says something of the asker or of others, and nothing of the plan."""
    return bool(_TELLS_OF_SELF.match(part.text)) and not part.of_kind(*_OF_PLAN)


def _asks_language(part: Cut) -> bool:
    """Whether a part asks for a language and for nothing else; my Chinese is poor asks for none."""
    only = all(t.kind in _OF_LANGUAGE for t in part.tokens)
    return bool(part.of_kind("zh", "en")) and only and not _TELLS_OF_SELF.match(part.text)


def _works_on_answer(part: Cut) -> bool:
    """Whether a part wants the answer told otherwise: in its own words, once more, in another language."""
    return bool(part.of_kind("text", "again", "refine", "zh", "en"))


def _in_language(follow: Cut, turns: tuple[Turn, ...], known: Knowledge) -> Completed | None:
    """What the rest of a question means, in the language that one part of it asks for (in English please, and …)."""
    parts = _parts(follow, known)
    wanting = [p for p in parts if _asks_language(p)]
    rest = [part for part in parts if part not in wanting and not _is_chatter(part)]
    if len(wanting) != 1 or not rest:
        return None
    lang: Language = "zh" if wanting[0].of_kind("zh") else "en"
    if all(map(_tells_of_self, rest)):
        return FollowUp(wanting[0], turns, known).completed()
    found = FollowUp(rest[0], turns, known).completed() if len(rest) == 1 else None
    return replace(found, lang=lang, taken=(*found.taken, "language")) if found else None


_BREAK = lazy(rf"{STOP.pattern}|\s[-–—]\s|——")
# As good as a comma where people type none.
_BLANK = lazy(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
# What the asker says of himself or of others beside what is wanted of the answer (我要发家长群, my wife reads no Chinese).
_TELLS_OF_SELF = lazy(
    r"(?:因为|主要是|回头|一会儿?|待会儿?|明天|今天|等下)*(?:我|俺|咱|领导|老[师板伴]|同事|他们?|她们?|孩子他?|我家)(?!.*(?:吗|呢|么|什么|啥|谁|哪|几|多少|怎|咋))"
    r"|(?:because |since |as )?(?:i|we|my|our|she|he|they)\b(?!.*(?:\bwhat\b|\bwho\b|\bhow\b|\bwhich\b|\bwhere\b|\bwhen\b))"
)
_SAYS_MATTER = ("name", "domain", "noun", "figure", "year", "people", "age", "gap", "verb", "table", "phrase")
_OF_PLAN = ("name", "domain", "noun", "figure", "year", "only")
_OF_LANGUAGE = frozenset({"zh", "en", "it", "word", "phrase", "again", "light", *OPENERS})
_CHATTER = frozenset({"word", "phrase", "it", *OPENERS})
