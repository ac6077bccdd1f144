"""Query + clauses → enough, or the reason why not: a fitted threshold, then typed rules.

What a look-up could not settle the clauses may. Whether a question is about what was found, and whether that likely says
what is asked, is a probability that was fitted; a value that is asked for must stand in one of the sentences told.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.asked import SUPPLIED, defines, says_how_often
from assistant.numerals import AGES, find_quantities, spans_year
from assistant.patterns import lazy
from assistant.records import Evidence, Query, Support
from assistant.sufficiency import RATES, Judgement

# What a look-up could not settle and the clauses may.
OPEN = frozenset({"not_understood", "no_indicator", "off_topic"})


@dataclass(frozen=True, slots=True)
class Fitted:
    """Logistic regression over the fields of Support, in their order; ``make fit`` writes it."""

    weights: tuple[float, ...]
    bias: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What was fitted: whether a question is about the plan's matters, and whether its clauses say what is asked.

    ``said`` needs the sayings of a plan (how people speak of its clauses); without them near misses come as near as
    questions in everyday words, and it is None.
    """

    about: Fitted
    said: Fitted | None = None


LEAST = 0.25  # of the fitted probability: below it a question is taken to be about something else
# Below it the plan is taken not to say what is asked; low, as a lost answer weighs more than a near miss.
LEAST_SAID = 0.2
# The same of a question who is in charge: that nobody is named is said of any matter, so it must be one of the plan's.
LEAST_CHARGED = 0.5
# And where it names nobody whom the plan is for, and nothing that it has.
SURELY_CHARGED = 0.96
# What plans are made of, by names that nothing else has: who is in charge of it is a question about the plan.
_PARTS_OF_PLANS = lazy(
    r"领域的?(?:策略|措施|目标|指标|任务|工作|(?:是|都)?(?:归|由|谁|哪))|策略措施|主要目标|\b(?:domain|measure|target|indicator)s\b"
)
SURELY = 0.9  # from here on what was found surely says what is asked
LIKELY = 0.66  # from here on a question is about the plan's matters, though it shares no word with it
LEAST_MATTER = 3  # characters of content without which a question is about nothing of its own
# Below it clauses on the neighbours of a thing that the plan does not have are taken for no answer about it.
LEAST_NAMED = 0.5
# 为什么定这么低, why this number: why a figure is as it is.
_ASKS_RULE = lazy(
    r"有没有?(?:啥|什么|个|相关|明确|具体|统一)*的?(?:规定|限制|要求|标准|政策|限定|上限|下限)|有无(?:规定|限制|要求|标准)|有(?:啥|什么)(?:规定|限制|要求|标准)"
    r"|(?:规定|限制|要求|标准)(?:了)?(?:没有?|吗|么|没)|\b(?:any|a) (?:rule|limit|requirement|standard|cap|policy|restriction)s?\b"
)  # fmt: skip
# 学校能不能…, 几岁能…: what those of the plan may or have to do, whatever it is; today's plans and the asker's own are none.
_MAY = lazy(
    r"(?:能不能|可不可以|可否|要不要|该不该|准不准|许不许|让不让|用不用|是不是(?:都|全|得|要|该|必须|可以|能)|(?:几|多少|多大)周?岁?(?:才|就|以[上下后]|[起的])*(?:能|可以|让|准|许))"
    r"|(?:以后|将来)是不是|\b(?:may|must|should|are|is|can) (?:the )?[a-z]+ (?:be )?(?:allowed|permitted|forbidden|banned|required)\b"
)
_OF_NOW = lazy(
    r"今[天儿晚早]|明[天儿早晚]|后天|现在|这会儿|[你您]|附近|对面|\b(?:today|tomorrow|tonight|you)\b"
)
_SO_MUCH = lazy(
    r"[这那]么(?:高|低|多|少|定)|[这那]个?(?:数|比例|指标|目标|标准)|\b(?:this|that|so) (?:figure|number|rate|high|low|many|few)\b"
)
_OF_ONE = frozenset(
    {"phone", "website", "address", "person"}
)  # what another clause has is that of something else
NEARLY = 0.9  # of the best score: a clause from there on is told of the same matter
# 普及到什么程度, how far: a plan may say it in words.
_DEGREE = lazy(
    r"(?:什么|啥|哪种|何种|怎样的?)(?:程度|地步|水平|水准|份儿?上|高度|境地|状态)|\bhow far\b|\bto what (?:extent|degree)\b"
)
LISTED = 3  # marks between the things of a list
BOUND_NEAR = 0.014  # below the best sentence's cosine: from there on a figure is that of another matter
LEAST_BOUND = 0.3  # the same for a figure, which is worse if it is that of something else
ALL_COVERED = 0.95  # share of a question's words from which it is a title or a piece of a clause


def fields(support: Support) -> tuple[float, ...]:
    """The numbers that the threshold is fitted on."""
    return (
        support.dense,
        support.score,
        support.gap,
        support.covered,
        support.covered_in_three,
        support.english,
        support.length,
    )


def fits(support: Support | None, fitted: Fitted) -> float:
    """Probability that a question is about what the hits say, 0 where nothing was found."""
    if support is None:
        return 0.0
    total = sum(w * v for w, v in zip(fitted.weights, fields(support), strict=True)) + fitted.bias
    return 1 / (1 + math.exp(-total))


def is_near(support: Support | None, thresholds: Thresholds) -> bool:
    """Whether a question is about what was found, and that likely says what is asked."""
    return _says(support, thresholds) and fits(support, thresholds.about) >= LEAST


def _says(support: Support | None, thresholds: Thresholds, *, lacks: bool = False) -> bool:
    """Whether the hits likely say what is asked: by what was fitted, or as the best of them has every word of it."""
    if thresholds.said is None or support is None:
        return thresholds.said is None
    return (support.covered >= ALL_COVERED and not lacks) or fits(support, thresholds.said) >= LEAST_SAID


def judge_clauses(
    query: Query,
    evidence: Evidence,
    told: tuple[str, ...],
    thresholds: Thresholds,
    *,
    named: bool = False,
    terse: bool = False,
    lacks: bool = False,
    of_others: bool = False,
    of_people: bool = False,
) -> Judgement:
    """Whether clauses answer a question.

    Args:
        query: the question.
        evidence: with hits and support.
        thresholds: what was fitted.
        told: the sentences that would be told; a value that is asked for must stand in one of them.
        named: whether they have the rare words of the part of the question that asks: what is told of them is not
            doubted, however the story around it sounds.
        terse: whether it is its matter and little else (近视防控怎么做): where that is named, it is about the plan.
        lacks: whether a rare word of what is asked stands in none of them: they do not say all of it.
        of_others: whether it speaks of nobody whom the plan is for, in any of their names.
        of_people: whether it names people that a plan may be about: a rule for them is at most not written.
    """
    if query.actual and (query.names_plan or sum(map(len, query.unexplained)) < LEAST_MATTER):
        return Judgement("abstained", "wrong_scope", "actual")  # 达到了没有: of whatever was spoken of
    of_plan = bool(query.names) or bool(_PARTS_OF_PLANS.search(query.text))
    about = (named and terse) or (query.expects == "actor" and of_plan)
    ruled = of_people and bool(_ASKS_RULE.search(query.text))  # 小学生书包重量有没有限制
    theirs = of_people or query.known or (query.lang == "zh" and not of_others)
    ruled = ruled or (theirs and bool(_MAY.search(query.asking)) and not _OF_NOW.search(query.text))
    if not about and fits(evidence.support, thresholds.about) < LEAST:
        if query.names_plan or ruled or (query.known and query.expects in ("value", *SUPPLIED)):
            return Judgement("abstained", "not_in_plan", "not_said")
        return Judgement("abstained", "out_of_scope", "off_topic")
    if query.foreign_place and not any(query.foreign_place in text for text in told):
        return Judgement("abstained", "wrong_scope", "place")
    if query.foreign_year and not any(spans_year(text, query.foreign_year) for text in told):
        return Judgement("abstained", "wrong_scope", "year")
    if query.actual:
        return Judgement("abstained", "wrong_scope", "actual")
    if query.strangers:
        return Judgement("abstained", "not_in_plan", "strangers")
    doubted = not named and not _says(evidence.support, thresholds, lacks=lacks)
    if query.expects == "actor" and doubted and not about and not query.names_plan:
        least = SURELY_CHARGED if of_others and not query.known else LEAST_CHARGED
        if fits(evidence.support, thresholds.about) < least:
            return Judgement("abstained", "out_of_scope", "off_topic")
    if query.expects != "actor" and doubted:
        strange = not (query.known or query.names_plan or ruled)
        if strange and fits(evidence.support, thresholds.about) < LIKELY:
            return Judgement("abstained", "out_of_scope", "off_topic")
        return Judgement("abstained", "not_in_plan", "not_told")
    if query.expects == "definition" and not any(defines(text, query.text) for text in told):
        return Judgement("abstained", "not_in_plan", query.expects)
    supplied = query.expects == "definition" or (query.expects == "reason" and not _asks_why_so_much(query))
    if (
        query.expects in SUPPLIED
        and not supplied
        and not any(_supplies(query, text) for text in _of_the_best(query, evidence, told))
    ):
        return Judgement("abstained", "not_in_plan", query.expects)
    if query.expects == "actor" and _SEAT.search(query.asking) and not any(_SEATED.search(t) for t in told):
        return Judgement("abstained", "not_in_plan", "address")  # with whom it sits, not what it does
    if query.expects == "value" and query.per and not any(query.per[:2] in text for text in told):
        return Judgement(
            "abstained", "not_in_plan", "denominator"
        )  # 每千人口几个: not how many there are in all
    quoted = tuple(text for text in told if not text.endswith(("：", ":")))  # 共 4 条： counts what follows
    holds = any(holds_value(query, text) for text in quoted) and _is_bound(query, evidence, thresholds)
    if query.expects != "value" or holds or (_DEGREE.search(query.asking) and not query.units):
        return Judgement("answered", None, "clauses")
    if not _is_listed(query, quoted, evidence, thresholds):
        return Judgement("abstained", "not_in_plan", "no_value")
    return Judgement("answered", None, "clauses")


# 办公室设在哪个单位, and a text that says it.
_SEAT = lazy(
    r"(?:办公室|秘书处|专班)[^，,。？?]{0,6}?(?:设|放|落|挂靠?|搁|安)(?:立|置)?(?:在|到)[^，,。？?]{0,2}[哪什啥谁]"
)
_SEATED = lazy(r"(?:办公室|秘书处|专班)(?:日常工作)?(?:就?设|挂靠)")
# 几点下班, 周末开门吗: when a place is open, which only hours of the clock tell.
_OPENS = lazy(
    r"(?:几点|周[末六日]|礼拜[六天日]|星期[六天日]|节假日)(?:就|才|还|能)?(?:上班|下班|开|关|营业|能去|收|休)|营业|开[放门]时间|[办上]班?公?时间"
)
_CLOCK = lazy(r"[0-9一二三四五六七八九十]+(?:点|时)(?![候间数名])|[0-9]{1,2}:[0-9]{2}")


def _supply(query: Query) -> re.Pattern[str]:
    """What a sentence must hold to answer a question for something that is no figure of an indicator."""
    return _CLOCK if query.expects == "hours" and _OPENS.search(query.asking) else SUPPLIED[query.expects]


# 年度监测, 中期评估: a time that is a part of a name, which tells when only what it is the name of is done.
_IN_NAME = lazy(r"(?:年度|[中末终]期|期末)(?=(?P<head>[\u4e00-\u9fff]{2}))")
_NAMED_EN = lazy(r"\b(?:mid-?term|mid-?course|interim|final|end-of-term|annual|yearly)\b")


def _supplies(query: Query, text: str) -> bool:
    """Whether a sentence holds what is asked for; what the question says itself (中期评估什么时候做) tells it nothing."""
    if query.expects == "date":
        named = _NAMED_EN.search(query.text) if query.lang == "en" else _IN_NAME.search(query.text)

        def tells(match: re.Match[str]) -> bool:
            return not named and (query.lang == "en" or match["head"] in query.text)

        text = _IN_NAME.sub(lambda match: match.group() if tells(match) else " ", text)
    return _supply(query).search(text) is not None


_LINE = r"(?:的|服务)*(?:热线|专线|电话|号码)"  # behind the name of a telephone line


def _of_the_best(query: Query, evidence: Evidence, told: tuple[str, ...]) -> tuple[str, ...]:
    """What may supply the answer: the number of another hotline is none, so of that only the best clauses."""
    if query.expects not in _OF_ONE:
        return told
    named = [
        word for word in query.unexplained if len(word) > 1 and re.search(re.escape(word) + _LINE, query.text)
    ]
    told = tuple(text for text in told if all(word in text for word in named))  # that of another hotline
    best = max((hit.score for hit in evidence.hits), default=0.0)
    near = {hit.clause_id for hit in evidence.hits if hit.score >= NEARLY * best}
    texts = [clause.text for clause in evidence.clauses if clause.id in near]
    return tuple(text for text in told if any(text in whole for whole in texts))


def _asks_why_so_much(query: Query) -> bool:
    """Whether a question why is about a figure; why something is done at all, its clause tells in its own words."""
    return bool(query.names or query.figures or _SO_MUCH.search(query.text))


def is_doubtful(support: Support | None, thresholds: Thresholds) -> bool:
    """Whether what the hits say may be something else than what is asked, where that is a thing unknown to the plan."""
    return (
        thresholds.said is not None and support is not None and fits(support, thresholds.said) < LEAST_NAMED
    )


# Refusals beside which the nearest clause is shown: the matter is there, what is asked of it is not.
BESIDE = frozenset({*SUPPLIED, "no_value", "not_told", "unnamed"})


def _is_listed(query: Query, told: tuple[str, ...], evidence: Evidence, thresholds: Thresholds) -> bool:
    """Whether what is counted (几个方面) is listed in the first sentence told, and surely what is asked about."""
    sure = thresholds.said is None or fits(evidence.support, thresholds.said) >= SURELY
    return query.counts and not query.units and sure and any(text.count("、") >= LISTED for text in told[:1])


def _is_bound(query: Query, evidence: Evidence, thresholds: Thresholds) -> bool:
    """Whether a figure is likely that of what is asked: it stands in one of the sentences that fit best.

    Times and ages stand in many clauses, rates in one: for those the question must be said to be answered, too.
    """
    is_rate = bool(query.units & RATES)
    said = 1.0 if thresholds.said is None or is_rate else fits(evidence.support, thresholds.said)
    if said < LEAST_BOUND:
        return False
    texts = {clause.id: clause.text for clause in evidence.clauses}
    found = [
        (cosine, hit.clause_id, texts[hit.clause_id][start:end])
        for hit in evidence.hits
        for start, end, cosine in (hit.sentences or ((0, len(texts[hit.clause_id]), hit.dense),))
    ]
    first = evidence.hits[0].clause_id if evidence.hits else ""
    least = max((cosine for cosine, clause, _ in found if clause == first or not is_rate), default=0.0)
    near = [text for cosine, _, text in found if cosine >= least - BOUND_NEAR]
    return not found or any(holds_value(query, text) for text in near)


# 男女比例, 师生比: what 1∶1.8 answers.
_RATIO_ASKED = lazy(r"比例|之比|配比|[师生男女]比|\bratio\b")
_RATIO = lazy(r"\d+(?:\.\d+)?\s*[∶：:]\s*\d")


def holds_value(query: Query, text: str) -> bool:
    """Whether a sentence holds a figure of a unit that could answer."""
    if says_how_often(query.units, text) or (_RATIO_ASKED.search(query.asking) and _RATIO.search(text)):
        return True
    figures = [figure for figure in find_quantities(text) if figure.unit not in AGES or query.units & AGES]
    if not query.units and query.counts:  # a share does not tell how many there are
        return any(figure.unit not in RATES for figure in figures)
    return any(not query.units or figure.unit in query.units for figure in figures)
