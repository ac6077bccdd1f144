"""Stage 3 of the cascade: the row that a question means without naming it.

「刚落草的娃查耳朵，比例要到多少」 names no indicator, but one lies nearest. Likeness alone also finds a row for what
the plan does not have (林地灌溉水 for 农田灌溉水), so a row is taken only if its unit and its people fit the question,
the search over clauses comes to the same clause, and nothing that the question says beside the row's own words is
left over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.lexicon import fold_known, shared_name
from assistant.numerals import AGES
from assistant.patterns import compiled, lazy
from assistant.records import Hit, Indicator, Query
from assistant.tagging import tagged

# Cosines of the bundled model: between languages they are lower all over.
LEAST_ZH = 0.885
LEAST_EN = 0.80
# The nearest row must stand this far above the next one of another name, if the clauses do not confirm it.
CLEAR = 0.02
# From this share of a name on, a question says the name, and what it says besides is a modifier of it.
SAYS_NAME = 0.4
NEAR = 3  # the clause of the only row of a unit and people must be among so many
AGREEING = 2  # the row's clause must be among so many best hits
_UNIT = lazy(r"[万亿]?[人元亩吨次户张名所个]次?|[万亿]+")
_FIGURE = lazy(r"[\d.,%‰-]+")
TIMES = frozenset({"小时", "分钟", "天", "日"})
# Words that say when or how long, of which no matter can be told.
_TIMED = lazy(r"^(?:每|一)?(?:天|日|周|年|月|次|晚|宿)|小时|钟头|分钟|时间|晚上|白天")
SHORTENED = 2  # characters that a short form leaves out between two of its own
LONG_NAME = 4  # characters from which a word for a quantity names one of its own; 比例 alone does not
# What ends the name of a quantity; those of the second line may also stand alone.
_QUANTITIES = ("率", "系数", "指数", "比例", "比重", "占比", "数量", "规模", "面积", "总量", "用水量", "用电量",
               "排放量", "消费量", "产量", "用量", "供水量", "吞吐量", "保有量", "存量", "增量", "床位", "人数")  # fmt: skip
NAMES_MATTER = 2  # characters above which a word of the plan for an everyday one names a matter by itself
_BARE = frozenset({"比例", "比重", "占比", "数量", "规模", "总量", "概率", "几率", "比率"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question, for the check that nothing is left over.

    Attributes:
        cut: the whole question, cut into words.
        content: its content words.
        widened: the plan's words for them.
        people: folded surfaces of each group of people that it speaks of, one tuple for each mention.
        forms: the plan's words for single content words, by word.
        lay: the plan's words for everyday phrases of the question, be they cut across (老不长|个儿), by phrase; none for people.
    """

    cut: Sequence[str]
    content: Sequence[str]
    widened: Sequence[str]
    people: Sequence[tuple[str, ...]] = ()
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lay: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def stands_in(self, word: str, text: str) -> bool:
        """Whether a word, or one of the plan's words for it, stands in a text."""
        return any(_stands_in(form, text) for form in (word, *self.forms.get(word, ())))


def other_subject(words: Words, context: str) -> bool:
    """Whether a question is about people or a quantity that a text does not have.

    The name of a quantity (城镇天然气管网漏损率) ends in a word such as 率, and the words right before it belong to it:
    each must stand in the text, or one of the plan's words for it. What stands apart from it is the asker's story.
    """
    if any(not any(_names(surface, context) for surface in surfaces) for surfaces in words.people):
        return True
    content, known = set(words.content), _known(words, context)
    for end, word in enumerate(words.cut):
        if not word.endswith(_QUANTITIES) and word != "数":
            continue
        start = end
        while start and words.cut[start - 1] in content:
            start -= 1
        name = words.cut[start : end + 1]
        if len("".join(name)) >= LONG_NAME and any(
            len(w) > 1 and not words.stands_in(w, known) for w in name if w not in _BARE
        ):
            return True
    return False


def _names(people: str, context: str) -> bool:
    """Whether a text speaks of people, also where they qualify a thing (老年助餐 is for 老年人)."""
    stem = people.removesuffix("人")
    return people in context or (len(stem) > 1 and stem in context)


def _known(words: Words, context: str) -> str:
    """A text with the other words for its people beside it."""
    people = (s for surfaces in words.people if any(_names(x, context) for x in surfaces) for s in surfaces)
    return " ".join((context, *people))


def _tells(word: str) -> bool:
    """Whether a word can make a question one about something else; figures and their units cannot."""
    return len(word) > 1 and not _FIGURE.fullmatch(word) and not _UNIT.fullmatch(word)


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, whole or as the short form that a longer word there has (长护险)."""
    return (
        word in text
        or compiled(f"[^\\s]{{0,{SHORTENED}}}".join(map(re.escape, word))).search(text) is not None
    )


def likely(
    query: Query,
    ranked: Sequence[tuple[str, float]],
    rows: Mapping[str, Indicator],
    hits: Sequence[Hit],
    words: Words,
    contexts: Mapping[str, str],
    is_of_few: Callable[[str], bool] = lambda word: False,
) -> tuple[Indicator, ...]:
    """The rows that a question for a figure means; empty where none is sure enough.

    Args:
        query: the question; its units and people restrict the rows.
        ranked: ids of rows with the cosine of their names, the nearest first.
        rows: rows by id.
        hits: what the search over clauses found, best first.
        words: the question's words.
        contexts: folded text around each row, by its id: its clause, or of a long clause its sentence.
        is_of_few: whether the plan has a word in few clauses; where the row's is none of them, another one is meant.
    """
    counted = counted_noun(query.text)
    fitting = [
        (rows[i], cosine)
        for i, cosine in ranked
        if i in rows and fits(query, rows[i]) and _has_counted(counted, rows[i], words, contexts)
    ]
    if not fitting:
        return ()
    only = _only_one(query, fitting, hits)
    if only and not any(
        other_subject(words, _around(row, contexts)) or _takes_time(query, row, words) for row in only
    ):
        return only
    if query.choices:
        fitting = list(_by_place(fitting, words, contexts))
    best, cosine = _told_apart(fitting, words)
    if cosine < (LEAST_EN if query.lang == "en" else LEAST_ZH):
        return ()
    name = shared_name(best)
    margin = cosine - next((c for row, c in fitting if shared_name(row) != name), 0.0)
    agreeing = best.clause_id in [hit.clause_id for hit in hits[:AGREEING]]
    if not agreeing and margin < CLEAR:
        return ()
    if _takes_time(query, best, words) or _is_age_of_other(query, best, words):
        return ()
    if query.lang == "zh" and shares_nothing(words, _around(best, contexts)):
        return ()
    if query.lang == "en" and _lacks_phrase(words, _around(best, contexts)):
        return ()
    if query.lang == "zh" and _left_over(query, best, words, _around(best, contexts), is_of_few):
        return ()
    return tuple(
        row
        for row, c in fitting
        if shared_name(row) == name and (row.clause_id == best.clause_id or c == cosine)
    )


# 几名儿童营养师, 多少个看牙的牙医, how many school dentists: what is counted.
_COUNTING = lazy(
    r"(?<![之好这那前后])(?:几|多少)(?:[名位个所家间座台处张年]|个月)?(?P<zh>[\u4e00-\u9fff]{2,16})|\bhow many (?:(?:hours?|minutes?|days?|weeks?|times|lessons?|units?) (?:of|a) (?:daily |extra )?)?(?P<en>[a-z][a-z -]{2,40})"
)
_COUNTED_END_EN = lazy(
    r"\b(?:must|should|do|does|did|is|are|was|will|would|can|may|has|have|had|per|for|in|at|of|to|by|on|each|every|there|the|a|an)\b"
)


_DONE = frozenset("做搞办")  # 给多少人做手术: jieba has what is done and the verb as one word


def counted_noun(text: str) -> str:
    """The head of what a question counts (营养师, dentist); "" where it counts nothing by name."""
    match = _COUNTING.search(text)
    if match is None:
        return ""
    if match["en"]:
        named = _COUNTED_END_EN.split(match["en"])[0].split()
        return named[-1] if named else ""
    named = match["zh"].rsplit("的", 1)[-1] if "的" in match["zh"].rstrip("的") else match["zh"]
    head = ""
    for start, end, tag in tagged(named):
        if not tag.startswith(("n", "a", "b", "j", "vn", "x")) or tag.startswith("nr"):
            break
        head = named[start:end]
    return head[1:] if len(head) > 2 and head[0] in _DONE else head


def _has_counted(counted: str, row: Indicator, words: Words, contexts: Mapping[str, str]) -> bool:
    """Whether a row is about what a question counts; people may be counted by what they do (几个看孩子的)."""
    if len(counted) < 2 or row.value is None or _UNIT.fullmatch(counted) or counted in MEASURED:
        return True
    if counted.isascii():
        return True  # an English name leads to its row by its gloss
    return words.stands_in(counted, _known(words, _around(row, contexts)))


# What is counted by a measure's own name, or by a word that says nothing of it.
MEASURED = frozenset(
    {
        "小时",
        "钟头",
        "分钟",
        "时间",
        "百分点",
        "比例",
        "标准",
        "指标",
        "人员",
        "数量",
        "地方",
        "家长",
        "孩子",
        "工夫",
        "功夫",
    }
)


def _by_place(
    fitting: Sequence[tuple[Indicator, float]], words: Words, contexts: Mapping[str, str]
) -> Sequence[tuple[Indicator, float]]:
    """Rows that one word fits (大夫), those first whose clause has the most of what else is said (乡镇卫生院的大夫)."""

    def held(row: Indicator) -> int:
        around = _around(row, contexts)
        return sum(len(word) > 1 and words.stands_in(word, around) for word in dict.fromkeys(words.content))

    most = max(held(row) for row, _ in fitting)
    return [(row, cosine) for row, cosine in fitting if held(row) == most]


def _told_apart(fitting: Sequence[tuple[Indicator, float]], words: Words) -> tuple[Indicator, float]:
    """The nearest row; of its clause's rows the one whose name has all of the question's words that its own has, and more.

    万元GDP用水量 lies as near to 万元工业增加值用水量; that GDP is 国内生产总值 tells them apart.
    """

    def held(row: Indicator) -> frozenset[str]:
        name = fold_known(f"{row.name}{row.population or ''}")
        return frozenset(word for word in words.content if len(word) > 1 and words.stands_in(word, name))

    best, cosine = fitting[0]
    for row, near in fitting[1:]:
        if row.clause_id == best.clause_id and held(row) > held(best):
            best, cosine = row, near
    return best, cosine


def _only_one(
    query: Query, fitting: Sequence[tuple[Indicator, float]], hits: Sequence[Hit]
) -> tuple[Indicator, ...]:
    """The one quantity of the unit and the people that a question names, if the search comes to its clause."""
    if len(query.units) != 1 or not query.people:
        return ()
    exact = [
        row
        for row, _ in fitting
        if row.value is not None
        and row.unit in query.units
        and row.population
        and any(row.population in people for people in query.people)
    ]
    names = {shared_name(row) for row in exact}
    near = {hit.clause_id for hit in hits[:NEAR]}
    return tuple(exact) if len(names) == 1 and all(row.clause_id in near for row in exact) else ()


def _lacks_phrase(words: Words, text: str) -> bool:
    """Whether an English question names a thing by a phrase whose Chinese words stand nowhere around a row (rice: 水稻)."""
    return any(
        terms and not any(term in text for term in terms)
        for phrase, terms in words.lay.items()
        if " " not in phrase
    )


def _takes_time(query: Query, row: Indicator, words: Words) -> bool:
    """Whether a row tells a time, which lies near to whatever takes time, and the question is about something else."""
    text = fold_known(f"{row.name}{row.population or ''}{row.goal or ''}{row.quote}")
    return query.lang == "zh" and row.unit in TIMES and shares_nothing(words, text)


def _is_age_of_other(query: Query, row: Indicator, words: Words) -> bool:
    """Whether a row tells an age, and the question asks from which age something is allowed that it does not speak of (几岁能上网吧)."""
    text = fold_known(f"{row.name}{row.population or ''}{row.quote}")
    if query.lang != "zh" or row.unit not in AGES:
        return False
    return any(_tells(word) and not words.stands_in(word, text) for word in words.content)


def shares_nothing(words: Words, text: str) -> bool:
    """Whether a question speaks of a matter of its own (写作业几个小时) and of nothing that a text has."""
    said = {surface for surfaces in words.people for surface in surfaces}
    own = [word for word in words.content if _tells(word) and word not in said and not _TIMED.search(word)]
    terms = (term for said in words.lay.values() for term in said)
    lay = any(len(term) > NAMES_MATTER and term in text for term in terms)  # 老不长个儿: 生长迟缓
    return bool(own) and not lay and not any(words.stands_in(word, text) for word in own)


def fits(query: Query, row: Indicator) -> bool:
    """Whether the unit and the people of a row are those that a question asks for."""
    if query.units and row.value is not None and row.unit not in query.units:
        return False
    if row.value is None and query.units & {"岁", "周岁"}:
        return False  # 补到几岁: no direction without a figure
    if _is_of_other_sex(query.text, row) or _is_no_change(query.text, row):
        return False
    return (
        not query.people or row.population is None or any(row.population in people for people in query.people)
    )


# 增长15%, 每年涨多少: how fast, which no level tells.
_CHANGES = lazy(
    r"增长|增幅|降幅|增速|涨幅|(?:每|逐|历)年[要能得应]?(?:涨|升|降|增|提高|减)|年均(?:增|降|提高)"
)


def _is_no_change(text: str, row: Indicator) -> bool:
    """Whether a question is about a change, and a row tells a level."""
    own = f"{row.name}{row.quote}"
    return bool(_CHANGES.search(text)) and row.kind != "relative" and not _CHANGES.search(own)


_MEN = lazy(r"男(?![女童生孩])|父亲|爸|丈夫|老公|\b(?:fathers?|men|husbands?|male)\b")
_WOMEN = lazy(r"女|母|妻|孕|产妇|妇|婚|双方|夫妇|\b(?:mothers?|wom[ae]n|wives|wife|female|both|parents)\b")


def _is_of_other_sex(text: str, row: Indicator) -> bool:
    """Whether a question is about men alone, and a row about women alone (男的陪产假, 女职工产假)."""
    if not _MEN.search(text) or _WOMEN.search(text):
        return False
    own = f"{row.name}{row.population or ''}{row.quote}"
    return bool(re.search("女|孕产|产妇|妇女", own)) and not re.search("男|配偶|夫妻|父母|双方", own)


def _around(row: Indicator, contexts: Mapping[str, str]) -> str:
    """What a row is known by, folded: its own words, its place and its clause."""
    return _own(row) + contexts.get(row.id, "")


def _own(row: Indicator) -> str:
    """A row's own words and its place, folded, without what else its clause says."""
    return fold_known(f"{row.name} {row.population or ''} {row.domain} {row.goal or ''} {row.quote}")


def _is_of_phrase(word: str, text: str, phrases: Sequence[str]) -> bool:
    """Whether a word of a text overlaps one of some phrases in it."""
    at = text.find(word)
    places = [(start, start + len(phrase)) for phrase in phrases if (start := text.find(phrase)) >= 0]
    return at >= 0 and any(start < at + len(word) and at < end for start, end in places)


def _left_over(
    query: Query, row: Indicator, words: Words, known: str, is_of_few: Callable[[str], bool]
) -> bool:
    """Whether a question that says a row's name says more than the row, or names a quantity of its own.

    A clause may hold several: 婚前医学检查率 beside 新生儿听力筛查率 is not this row's. Who does not say the name, but a
    figure to be held against it, or what another clause speaks of (停车位), is taken to mean another one, too.
    """
    said = f"{query.text} {' '.join(words.widened)}"
    explained = _known(words, known)
    left = [w for w in words.content if _tells(w) and not words.stands_in(w, explained)]
    known_lay = [
        said
        for said, terms in words.lay.items()
        if any(len(term) > NAMES_MATTER and term in explained for term in terms)
    ]
    left = [word for word in left if not _is_of_phrase(word, query.text, known_lay)]
    name = fold_known(shared_name(row))
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    overlap = sum(pair in said for pair in pairs) / len(pairs) if pairs else 0.0
    says_name = overlap >= SAYS_NAME or row.name in query.names  # by a short form: 大学的毛入学率
    elsewhere = any(is_of_few(word) for word in left) or (
        query.expects == "open" and bool(query.figures) and bool(left)
    )
    return other_subject(words, f"{_own(row)} {name}") or (says_name and bool(left)) or elsewhere
