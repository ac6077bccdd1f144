"""Of whom, of where and of when a question speaks: people, places and years that a plan does not speak of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.lexicon import Mention, fold_known, tokenizer
from assistant.patterns import lazy
from assistant.plan import Meta
from assistant.question.asking import asks_actual
from assistant.question.reading import (
    Catalog,
    Reading,
    mostly_known,
    only_told,
    told_beside,
    told_of_others,
    told_of_somebody,
)
from assistant.records import AnswerType, Indicator, Query
from assistant.tagging import segment

_TITLE = lazy(r"《([^《》]{2,40})》")


def only_about_period(reading: Reading) -> bool:
    """Whether a question that speaks of a term names nothing else that it could be about."""
    named = any(
        m.values("alias") or (m.values("population") and not _CALLS_PLAN.match(reading.text, m.end))
        for m in reading.mentions
    )
    return not named and not reading.figures and mostly_known(reading)


# 儿童规划, 妇女儿童发展规划: whom a plan is for is a part of what it is called.
_CALLS_PLAN = lazy(r"(?:事业)?(?:发展)?(?:规划|计划|纲要|方案)")
# 规划管2020到2030年: from when to when something holds, and nothing else with it.
_FROM_TO = lazy(
    r"\b(?:covers?|spans?|runs?|lasts?|extends?|ends?|starts?|begins?)\b|管到?|覆盖|期限|为期|截止|结束|到期|起止|(?:开始|启动|起)(?:实施|执行|施行)?的|施行|生效"
    r"|(?:19|20)[0-9]{2}年?(?:到|至|[-—–~])(?:19|20)[0-9]{2}年?(?:的|这|为止|$|[,，。？?吧吗])"
)
_OTHER_PLAN = lazy(
    r"上(?:一|个|轮|期|版)|前一[个轮期版]|旧的?|以前的|(?:国家|全国|省里?|中国)的?|\b(?:previous|last|former|national|provincial)\b"
)


_GOES_ON = lazy(r"[，,；;。？?].*[\w]")  # something else is said or asked beside it


def spans_years(query: Query, reading: Reading) -> bool:
    """Whether a statement only says from when to when the plan holds."""
    if _OTHER_PLAN.search(query.text):
        return False
    return (
        query.names_plan
        and (query.confirms or (query.yes_no and not _GOES_ON.search(query.text)))
        and bool(query.years)
        and not reading.figures
        and bool(_FROM_TO.search(query.text))
    )


def strangers(reading: Reading, catalog: Catalog) -> tuple[str, ...]:
    """People asked about that the plan nowhere speaks of; 成年人 in 未成年人 is no mention of grown-ups.

    Who is named in another part of the question than the one that asks only belongs to the asker's story.
    """
    vocabulary = catalog.vocabulary.replace("未成年", "")
    found = []
    for mention in reading.mentions:
        if told_beside(reading, mention) or _CHILDREN_OF.match(reading.text, mention.end):
            continue
        if _PURPOSE_BEFORE.search(reading.text[: mention.start]) or told_of_others(reading, mention):
            continue
        if _CARES_BEHIND.match(reading.text, mention.end):
            continue
        if _AGENT_BEFORE.search(reading.text[: mention.start]) and _MODIFIER.match(reading.text, mention.end):
            continue
        named = mention.values("population") and not mention.values("alias") and not mention.values("word")
        if named and not _speaks_of(mention, vocabulary, catalog):
            found.append(mention.text)
    titles = (match.group(1) for match in _TITLE.finditer(reading.text))
    return tuple(found) + tuple(
        title for title in titles if title.strip() and title not in catalog.vocabulary
    )


# 好让司机瞅见, 省得叫小偷盯上: for whose sake, or against whom, something is done.
_PURPOSE_BEFORE = lazy(r"(?:好|省得|免得|以免|以便|防止?|避免|怕|别|生怕)(?:让|叫|被|给|教|令|使)?$")
# 老人带娃的咋学会, 老人走了孩子能分着不: who looks after the child, or is gone, belongs to what is told of the child.
_CARES_BEHIND = lazy(
    r"(?:在家|帮着?|自己|一个人|天天|都|也)*(?:带|看|领|哄|抱|养|接送|照看|照顾|照料|拉扯|伺候)(?:着|大)?(?:的|个|两个|小)?(?:娃|孩|孙|宝宝)"
    r"|(?:要是|如果)?(?:走了|没了|不在了|去世|过世|离世|百年之?后)"
)
# 能让司机瞅见的东西: somebody in the description of a thing.
_AGENT_BEFORE = lazy(r"(?:让|被|使|叫|由|给)$")
_MODIFIER = lazy(r"[\u4e00-\u9fff]{1,6}的(?![?？。]|$)")


def _speaks_of(mention: Mention, vocabulary: str, catalog: Catalog) -> bool:
    """Whether a plan speaks of the people of a mention, in any of their names."""
    named = (s for people in mention.values("population") for s in catalog.lexicon.people.get(people, ()))
    return any(_is_known(surface, vocabulary) for surface in dict.fromkeys(named))


def _is_known(people: str, vocabulary: str) -> bool:
    """Whether a plan speaks of people, whole or in all words that they are named by (高龄老人: 高龄 and 老人)."""
    words = tokenizer().lcut(people, HMM=False)
    made_up = len(words) > 1 and all(len(word) > 1 for word in words)
    return people in vocabulary or (made_up and all(word in vocabulary for word in words))


# 农民工子女, 军人的孩子: whose children they are, not whom a question is about.
_CHILDREN_OF = lazy(r"(?:的|家|家里|家的)?(?:子女|孩子|小孩|娃|儿女|子弟|家庭|家属|children|kids)")


def people_named(reading: Reading) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The populations of each mention of people, but for those who are named as parents; and their words."""
    found = [
        m for m in reading.mentions if m.values("population") and not _CHILDREN_OF.match(reading.text, m.end)
    ]
    return tuple(m.values("population") for m in found), tuple(m.text for m in found)


# 在让胡路打工, from Harbin: where the asker lives or comes from, not where the answer is to hold.
_LIVES_BEFORE = lazy(r"(?:在|从|去|到|由|打)$")
_LIVES_BEHIND = lazy(
    r"^(?:市区|市里|那边|那儿|那头|这边|这儿)?(?:打工|务工|上班|干活|工作|做买卖|做生意|开店|租房|住|生活|待|呆|念书|读书|上学|出差|来的?|过来|搬|迁|转)"
)
_COMES_FROM = lazy(r"^(?:市区|市)?(?:人|户口|户籍|来的|老家)")
# 省里能给多少: a higher level that gives money for what the plan does.
_GIVES_MONEY = lazy(r"(?:财政|政府|层面)?(?:能|会|要|再|还)*(?:给|出钱|出资|拨款|拨|下达|补助|奖补)")
# A figure, or how things stand: the plan has them for the whole region only.
_OF_THE_WHOLE = frozenset({"value", "compare"})


def foreign_place(
    reading: Reading, meta: Meta, wanted: AnswerType, rows: tuple[Indicator, ...] = ()
) -> str | None:
    """A place named that is not the plan's own region; a part of it only where a figure is asked for.

    What the names of the plan's own rows hold (省级示范园) is no place beside it.
    """
    own = {fold_known(name) for name in (meta.region, meta.region_en, *meta.region_aliases)}
    own |= _OF_THE_NATION if own & _OF_THE_NATION else set()
    own |= _whole_of(meta)
    parts = {fold_known(name) for name in meta.region_parts}
    of_the_whole = wanted in _OF_THE_WHOLE or asks_actual(reading, wanted) or bool(reading.rows_named)
    for mention in reading.mentions:
        if mention.values("place") and _across_words(reading.text, mention):
            continue
        if only_told(reading, mention) or (
            mention.text in _OF_STATE and not _OF_STATE[mention.text].match(reading.text, mention.end)
        ):
            continue
        if _lives_there(reading.text, mention) or _GIVES_MONEY.match(reading.text, mention.end):
            continue
        if mention.values("place") and any(_is_of_name(reading.text, mention, row.name) for row in rows):
            continue
        if mention.text in _OF_THE_NATION and told_of_somebody(reading, mention):
            continue  # 我家孩子那病全国没几例: how rare it is
        if mention.text in parts:
            if of_the_whole and not mention.values("population"):  # a table may have figures for each part
                return mention.text
        elif mention.values("place") and mention.text not in own:
            return mention.text
    return None


_BEHIND_PLACE = 3  # characters behind a place that tell whether it is a part of a name


def _is_of_name(text: str, mention: Mention, name: str) -> bool:
    """Whether a place is said with what stands behind it in the name of a row (省级示范园; but not 全国 alone)."""
    said = text[mention.start : mention.end + _BEHIND_PLACE]
    return len(said) == len(mention.text) + _BEHIND_PLACE and said in name


def _lives_there(text: str, mention: Mention) -> bool:
    """Whether a place is only where the asker lives, works or comes from."""
    behind = text[mention.end :]
    lives = _LIVES_BEFORE.search(text[: mention.start]) and _LIVES_BEHIND.match(behind)
    return bool(lives or _COMES_FROM.match(behind))


# Names of the whole country; a plan for it may be called by any of them.
_OF_THE_NATION = frozenset(
    {
        "全国",
        "国家",
        "中国",
        "我国",
        "china",
        "chinese",
        "national",
        "nationally",
        "nationwide",
        "the country",
    }
)
# 全省, 本市, the county: the whole of a region is said by its level.
_LEVELS: Mapping[str, str] = {
    "省": "province", "市": "city", "县": "county", "区": "district", "州": "prefecture", "盟": "league", "旗": "banner",
    "镇": "town", "乡": "township",
}  # fmt: skip


def _whole_of(meta: Meta) -> set[str]:
    """Words for the whole of a plan's own region."""
    level = meta.region[-1:]
    if level not in _LEVELS:
        return set()
    said = {f"{word}{level}" for word in ("全", "我", "本", "咱", "咱们", "该")} | {
        f"{level}里",
        f"{level}内",
    }
    return {fold_known(word) for word in (*said, f"the {_LEVELS[level]}", f"the whole {_LEVELS[level]}")}


# 国家标准 asks of another level; in 国家给补贴吗 the state is whoever pays.
_OF_STATE: Mapping[str, re.Pattern[str]] = {
    "国家": lazy(
        r"(?:的|级|层面|一级|那边|平均|标准|目标|规定|要求|规划|纲要|水平|指标|统计|公布|发布|定的|是多少|呢)"
    ),
    # the national average; but the national sign language, a national standard for toys
    "national": lazy(
        r"(?:[- ](?:level|wide))?(?: [a-z]+){0,3}? (?:targets?|averages?|goals?|rates?|levels?|figures?|numbers?|mean|median|"
        r"data|statistics|indicators?|ones?|percentages?|shares?|government|plans?)\b|\W*$"
    ),
}


def _across_words(text: str, mention: Mention) -> bool:
    """Whether a mention is made of the end of one word and the beginning of the next (西安 in 东西安不安全)."""
    return any(low < mention.start < high < mention.end for low, high in segment(text))


def foreign_year(
    years: tuple[int, ...], rows: tuple[Indicator, ...], meta: Meta, stages: frozenset[int] = frozenset()
) -> int | None:
    """The first year asked about that is neither due, nor a base year, nor a stage, nor an end of the plan's period."""
    first, last = meta.period
    due = {year for row in rows for year in (row.target_year, row.base_year) if year is not None} | stages
    if set(years) >= {first, last}:
        due |= {first, last}
    return next((year for year in years if year not in (due | {last})), None)


def year_of_no_end(years: tuple[int, ...], catalog: Catalog) -> int | None:
    """The first year that is said of a plan's period and is neither its first nor its last; else as of any question."""
    ends = set(catalog.meta.period)
    usual = foreign_year(years, (), catalog.meta, stages(catalog))
    return next((year for year in years if year not in ends), usual)


def stages(catalog: Catalog) -> frozenset[int]:
    """The years for which a plan sets figures (2020年, 2025年)."""
    return frozenset(row.target_year for row in catalog.rows if row.target_year)
