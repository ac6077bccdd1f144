"""Question → Query, stages 1 and 2 of the cascade: what is regular by rule, then exact names and aliases.

Stage 1 reads years, places, figures and the expected type of answer. Stage 2 links names and aliases; it only
counts as understood where every content word is accounted for: by a name or alias, by a function word, or by
the words of the very clause that would be cited. What it is not sure of it leaves to others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.asked import ASKING, expected, roles_in, units
from assistant.claims import comparable, tags, told
from assistant.lexicon import (
    SHORTEST_ENDING,
    Entry,
    Lexicon,
    Mention,
    fold,
    fold_known,
    shared_name,
    stem,
    strip_invisible,
    tokenizer,
    without_region,
)
from assistant.numerals import find_quantities, find_years, parse_number
from assistant.plan import Meta
from assistant.records import AnswerType, Exclusive, Indicator, Language, Quantity, Query
from assistant.tagging import pos_tags

_HAN = re.compile(r"[\u3400-\u9fff]")
_CONTENT = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z']*|[0-9]+(?:\.[0-9]+)?")
# Result verb … 了 … question particle: asks whether something was reached.
_REACHED = re.compile(
    r"(?:达到|达标|达成|实现|完成|做到|降到|提高到|低于|高于|超过|少于|多于).{0,6}了(?:吗|么|嘛|没|没有)|(?:下降|降低|提高|提升|上升|增加|减少|降|涨)了(?:多少|几|百分之|千分之)|多少了"
)
# The plan that is asked; its title is blanked by line feeds.
_ITSELF = r"(?:(?:这|那|本|该|此|咱们?|\n)(?:一?[个份部])?[\u4e00-\u9fff]{0,4}?(?:规划|文件|方案|计划)|(?:^|[,，])规划|\n{6,})"
_ISSUES = r"(?:印发|发布|颁布|出台|公布|下发|发|编制|起草|批准|制定|编|写|定)"
_FOREMOST = r"(?:最(?:重要|要紧|关键|核心|当紧|吃紧)|重中之重)"
# Words that ask around what they ask about: 报送何处, what does … mean, how will … be reached.
_ASKED_AROUND = (
    (
        "actor",
        re.compile(
            r"(?:报送|上报|报告|汇报|提交|呈报|报|交|送)(?:到|给|至|往|去|于)?(?:何处|何方|哪里|哪儿|哪(?=[?？。]|$)|(?:什么|啥)地方|谁|哪个(?:部门|单位))"
        ),
    ),
    # Of the plan itself, not of another that it has somebody make (县级规划由谁制定).
    (
        "issuer",
        re.compile(
            rf"(?:{_ITSELF}[^,，。?？]{{0,4}}(?:由|是|让|归|从)?(?:谁|哪)[^,，。?？]{{0,6}}{_ISSUES}(?:出来|下来)?(?:的|呢|呀|啊)*(?:[?？。!！]|$)"
            rf"|(?:谁|哪[个家级]?(?:机关|部门|单位|机构|政府))[^,，。?？]{{0,2}}{_ISSUES}(?:的|了)?{_ITSELF}(?:[?？。!！呢呀啊]|$)|发文(?:机关|单位|部门)"
            r"|\bwho (?:has )?(?:issued|published|adopted|drafted|wrote|approved|released|made) (?:this|the) plan\b|\bissued by whom\b)"
        ),
    ),
    (
        "foremost",
        re.compile(
            rf"(?:哪|什么|啥)[^,，。?？]{{0,8}}{_FOREMOST}|{_FOREMOST}的?[^,，。?？]{{0,6}}(?:是|有)?(?:哪|什么|啥)"
            r"|\b(?:which|what)\b[^.?]{0,40}\b(?:the )?most (?:important|critical|crucial|essential)\b"
        ),
    ),
    ("definition", re.compile(r"\bwhat (?:does|do|did) [^,.;?]{1,80} (?:mean|stand for)\b")),
    (
        "text",
        re.compile(
            r"\bhow (?:will|can|should|would|do(?:es)? (?:the|they|it)) (?!many|much)[^,.;?]{1,80} (?:be )?(?:achieve|reach|meet|met|attain|carr(?:y|ied) out|implement|do(?:ne)?|bring|brought|ensure|realis|realiz|fulfil)"
        ),
    ),
)
_SURELY = re.compile(r"[^什怎那这]吧[?？。]?$")
_OF_ALL = re.compile(r"都|全部?是|一律|统统|均|\b(?:all|each|every|both)\b")
_PARTS = re.compile(r"[^，,。；;？?！!]+")
_HOW_MUCH = re.compile(r"几|多|何|哪|啥|什么|how|what|which")
_ANY = "[^。；;?？]{0,12}"
_FIVE_YEAR = re.compile(r"十([二三四五六七])五")
_FIVE_YEAR_FIRST: Mapping[str, int] = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}
_PER = re.compile(r"(每[十百千万亿]+)[名个位]?(人口|人|[\u4e00-\u9fff]{2})")
_PER_EN = re.compile(r"\b(?:per|every|for each|out of(?: every)?)\s+$")
_PER_WORDS: Mapping[str, str] = {
    "hundred": "每百", "100": "每百", "thousand": "每千", "1000": "每千", "1,000": "每千", "ten thousand": "每万", "10000": "每万", "10,000": "每万",
}  # fmt: skip
_ASKED_PER_EN = re.compile(
    rf"\b(?:per|every|each|for each|out of(?: every)?) (?:one )?({'|'.join(sorted(_PER_WORDS, key=len, reverse=True))}) (?=[a-z])"
)
# Out of 1,000 children: what a rate is counted by.
_PER_SAID_EN = re.compile(
    r"\b(?:out of(?: every| each)?|per|(?:for|of|in) (?:every|each)) (?:one |ten |a )?(?:hundred|thousand|[0-9][0-9,]*)\b"
)
_RATES = frozenset({"%", "‰"})
_AGES = frozenset({"岁", "周岁", "月龄"})
_TITLE = re.compile(r"《([^《》]{2,40})》")
_MEASURES = frozenset({"小时", "次", "名", "张", "所", "成"})
_YES_NO = re.compile(
    r"(?:对|是|没错|没问题|正确|一致|属实)吧|[^什怎那这]吧[?？。]?$|核对|核实|核一下|确认一下|(?:right|correct|yes|true|so)[?？]$|"
    r"吗|(?<![什怎那这])么[?？]?$|(.)不\1|是不是|是否|能不能|可不可以|有没有|行不行|该不该|要不要|会不会|[\u4e00-\u9fff](?:不|没|没有)[?？]?$"
    r"|(?:^|[.!?,;] )(?:can|could|may|is|are|does|do|did|must|should|will|has|have|am|would)\b"
)
_ASKS_FIGURE = re.compile(
    r"[几多]|数|率|占|比|[%‰]|\bhow\b|\bwhat\b|\bwhich\b|figure|number|percent|rate|target"
)
_EITHER_OR = re.compile(r"(?:是|按|看|凭|用|要)[^,，。;；?？]{1,12}还是")
_LATIN_WORD = re.compile(r"[a-z][a-z']*|(?<![0-9.])[0-9]+(?![0-9.%‰])")
_SENTENCE_END = re.compile(r"[。；;！!？?]|\.(?= )")
_PIECE_END = re.compile(r"[，,。；;！!？?]|\.(?= )")
STORY = 40  # characters from which a question may hold a story that is not what it asks
_SOCIAL_SHARE = 3  # a courtesy may hold one unknown character in three


@dataclass(frozen=True)
class Catalog:
    """What questions about one plan are linked to.

    Attributes:
        meta: title, region, period.
        rows: the plan's indicators, in its order.
        lexicon: names, aliases and words.
        contexts: folded text of each clause that holds a row, with its goal and domain, by clause id.
        vocabulary: the plan's folded text, to see which words it knows.
        english: stems of the English names of each row, by its name.
    """

    meta: Meta
    rows: tuple[Indicator, ...]
    lexicon: Lexicon
    contexts: Mapping[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    english: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Reading:
    """A question with its mentions; ``text`` has its years blanked out, offsets kept."""

    text: str
    lang: Language
    years: tuple[int, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Quantity, ...]

    @cached_property
    def breaks(self) -> list[int]:
        """Where its parts begin after commas and stops."""
        return [match.end() for match in _PIECE_END.finditer(self.text)]

    def part(self, offset: int) -> int:
        """The number of the part that an offset lies in."""
        return bisect_right(self.breaks, offset)

    @cached_property
    def asking_parts(self) -> frozenset[int]:
        """The numbers of the parts that ask something."""
        asks = ASKING | {"confirm"}
        asking = [mention.start for mention in self.mentions if set(mention.values("word")) & asks]
        return frozenset(
            self.part(start) for start in (*asking, *(m.start() for m in _YES_NO.finditer(self.text)))
        )

    @cached_property
    def asking(self) -> str:
        """The parts that ask something, or all where none does."""
        starts = [0, *self.breaks]
        parts = [self.text[start:end] for start, end in pairwise([*starts, len(self.text)])]
        kept = [part for number, part in enumerate(parts) if number in self.asking_parts]
        return " ".join(part.strip() for part in kept or parts)


def understand(question: str, catalog: Catalog) -> Query:
    """The typed query of a question; never raises on any text."""
    reading = _read(question, catalog)
    expects = _expects(reading)
    query = Query(
        text=fold(question),
        lang=reading.lang,
        asking=reading.asking,
        plan=catalog.meta.key,
        expects=expects,
        years=reading.years,
        foreign_place=_foreign_place(reading, catalog.meta),
        actual=_asks_actual(reading, expects),
        now="now" in _roles(reading),
        strangers=_strangers(reading, catalog),
        names_plan="plan" in _roles(reading),
        confirms=_confirms(reading, expects),
        yes_no=_asks_whether(reading),
        counts=_asks_count(reading),
        per=_asked_per(reading.text),
        units=units(reading.text),
        people=_people(reading)[0],
        people_said=_people(reading)[1],
        figures=reading.figures,
        exclusive=_exclusive(fold(question), reading, catalog),
    )
    if told := catalog.lexicon.orders.kind(query.text, strip_invisible(question)):
        return replace(query, task=told)
    if ("period" in _roles(reading) or _spans_years(query, reading)) and _only_about_period(reading):
        return replace(
            query, task="period", foreign_year=_foreign_year(query.years, (), catalog.meta, _stages(catalog))
        )
    return _social(query, reading) or _link(query, reading, catalog)


def _only_about_period(reading: _Reading) -> bool:
    """Whether a question that speaks of a term names nothing else that it could be about."""
    named = any(m.values("alias") or m.values("population") for m in reading.mentions)
    return not named and sum(map(len, _unmatched(reading))) * _SOCIAL_SHARE <= len(reading.text)


# 规划管2020到2030年: from when to when something holds, and nothing else with it.
_FROM_TO = re.compile(
    r"\b(?:covers?|spans?|runs?|lasts?|extends?|ends?|starts?|begins?)\b|管到?|覆盖|期限|为期|截止|结束|到期|起止"
)


def _spans_years(query: Query, reading: _Reading) -> bool:
    """Whether a statement only says from when to when the plan holds."""
    return (
        query.names_plan
        and query.confirms
        and bool(query.years)
        and not reading.figures
        and bool(_FROM_TO.search(query.text))
    )


def means(query: Query, rows: tuple[Indicator, ...], meta: Meta) -> Query:
    """The look-up of rows that a question means without naming them (stage 3)."""
    people = tuple(dict.fromkeys(row.population for row in rows if row.population))
    return replace(
        query,
        task="lookup",
        names=tuple(dict.fromkeys(row.name for row in rows)),
        populations=people if query.people else (),
        choices=(),
        likened=True,
        unexplained=(),
        aside=(),
        foreign_year=_foreign_year(query.years, rows, meta),
    )


def _exclusive(text: str, reading: _Reading, catalog: Catalog) -> tuple[Exclusive, ...]:
    """Words that exclude others in their place; 一年 of 一年内 is a figure."""
    found = catalog.lexicon.exclusive_in(text)
    return tuple(word for word in found if not any(word.text in f.text for f in reading.figures))


# --- stage 1 ---------------------------------------------------------------------------------------


def language_of(text: str) -> Language:
    """Chinese where any Chinese character stands, else English."""
    return "zh" if _HAN.search(text) or not re.search(r"[A-Za-z]{2}", text) else "en"


def _read(question: str, catalog: Catalog) -> _Reading:
    text = fold(question)
    found = find_years(text)
    years = tuple(year for year, _, _ in found) + _five_year_plans(text)
    for title in (catalog.meta.title, catalog.meta.title_en):
        text = _blank_all(text, fold_known(title))
    for _, start, end in found:
        text = text[:start] + "\n" * (end - start) + text[end:]
    text = _FIVE_YEAR.sub(lambda match: "\n" * len(match.group()), text)
    mentions = catalog.lexicon.scan(text)
    lang = language_of(question)
    if lang == "en":
        mentions = _with_bags(text, mentions, catalog.lexicon)
    mentions = _with_frames(text, mentions)
    return _Reading(text, lang, years, mentions, _own_figures(text, mentions))


def _with_frames(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Pieces that only ask for confirmation, or say where it was heard, as words that name nothing."""
    for role, spans in (("confirm", tags(text)), ("filler", told(text))):
        for start, end in spans:
            inside = [m for m in mentions if m.start < end and start < m.end]
            if any(m.values("alias") or m.start < start or m.end > end for m in inside):
                continue
            roles = {role} | {r for m in inside for r in m.values("word") if r in ("plan", "confirm")}
            frame = Mention(start, end, text[start:end], (Entry("word", tuple(sorted(roles))),))
            mentions = (*(m for m in mentions if m not in inside), frame)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _with_bags(text: str, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """English names by their words in any order; a name that a larger one contains gives way to it."""
    bags = lexicon.bags_in(text)
    stems = frozenset().union(*(bag.stems for bag in bags)) if bags else frozenset()
    kept = []
    for mention in mentions:
        words = {stem(word) for word in lexicon.content_words(mention.text)}
        if not (words and words <= stems and mention.values("alias")):
            kept.append(mention)
    entries = tuple(dict.fromkeys(
        entry for bag in bags for entry in lexicon.entries[bag.surface] if entry.kind == "alias"
    ))  # fmt: skip
    for match in _LATIN_WORD.finditer(text):
        if stem(match.group()) in stems and not any(
            m.start < match.end() and match.start() < m.end for m in kept
        ):
            kept.append(Mention(match.start(), match.end(), match.group(), entries))
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _blank_all(text: str, piece: str) -> str:
    return text.replace(piece, "\n" * len(piece)) if piece else text


def _five_year_plans(text: str) -> tuple[int, ...]:
    """十四五 names the years 2021 to 2025."""
    firsts = [_FIVE_YEAR_FIRST[match.group(1)] for match in _FIVE_YEAR.finditer(text)]
    return tuple(year for first in firsts for year in (first, first + 4))


def _own_figures(text: str, mentions: Iterable[Mention]) -> tuple[Quantity, ...]:
    """Figures that no name, population or word of the question holds."""
    taken = [(m.start, m.end) for m in mentions if m.values("alias") or m.values("population")]
    named = [m for m in mentions if m.values("alias")]
    asks = any(set(m.values("word")) & ASKING for m in mentions if not m.values("alias"))
    states = bool(_YES_NO.search(text)) or not asks
    return tuple(
        _as_limit(quantity, text)
        for quantity in find_quantities(text)
        if not _PER_EN.search(text[: quantity.start])
        and (quantity.unit not in _AGES or any(_together(text, quantity, m) for m in named))
        and not any(start < quantity.end and quantity.start < end for start, end in taken)
        and (quantity.unit or len(quantity.text) > 1)
        and (
            re.search(r"[0-9]|[%‰]|百分|千分", quantity.text)
            or (states and _is_stated(quantity, text))  # 不少于两小时,对吧
        )
    ) + (_spoken_numbers(text) if states else ())


_PERIODS = frozenset({"年", "个月", "月", "周", "天", "日", "分钟"})
_THINGS = frozenset({"个", "位", "人", "家", "项"})
# What is demanded stands right before its number (得配三个全科医生, 要有俩大夫).
_DEMANDED = re.compile(r"(?:[有要配备设建得需须应派]|设置|设立|安排|至少|最少|起码|达到|保证)$")
_SPOKEN = {"俩": Decimal(2), "仨": Decimal(3)}
_SPOKEN_NUMBER = re.compile(r"[俩仨](?=[\u4e00-\u9fff]{2})")
# 一年上一回课: the verb before a number of times is no 上一回 (the last one).
_TIMES_A_PERIOD = re.compile(
    r"(?:每|一)个?(?:年|月|周|天|学期|季度?)(?:就|只|才|得|要|能|得要)?(?:上|听|开|办|搞|去|来|做)(?P<many>[一两二三四五六])(?P<times>[回次趟])"
)


def _is_stated(figure: Quantity, text: str) -> bool:
    """Whether a figure in Chinese numerals says how much: a measure, a period with a bound, a number demanded."""
    if figure.unit in _PERIODS:
        return figure.comparator != "="
    if figure.unit in _THINGS:
        return bool(_DEMANDED.search(text[: figure.start]))
    return figure.unit in _MEASURES


def _spoken_numbers(text: str) -> tuple[Quantity, ...]:
    """Numbers that are one with their classifier (俩 is 两个), where they say what is demanded."""
    paired = [
        Quantity(_SPOKEN[m.group()], "个", "=", None, m.start(), m.end(), m.group())
        for m in _SPOKEN_NUMBER.finditer(text)
        if _DEMANDED.search(text[: m.start()])
    ]
    often = [
        Quantity(
            parse_number(m["many"]),
            "次",
            "=",
            None,
            m.start("many"),
            m.end(),
            text[m.start("many") : m.end()],
        )
        for m in _TIMES_A_PERIOD.finditer(text)
        if not any(m.start("many") <= q.start < m.end() for q in find_quantities(text))
    ]
    return (*paired, *often)


# 14岁就能, 满14岁才可以: an age from which a rule holds, not that of the asker's child.
_FROM_AGE = re.compile(r"^(?:的?(?:孩子|儿童|人|娃))?(?:就|才|方|即)(?:是|算|能|可|行|有|允许|让)")


def _as_limit(figure: Quantity, text: str) -> Quantity:
    """An age with the bound that the words behind it give."""
    limits = figure.unit in _AGES and figure.comparator == "=" and _FROM_AGE.match(text[figure.end :])
    return replace(figure, comparator=">=") if limits else figure


def _asks_whether(reading: _Reading) -> bool:
    """Whether yes or no would answer it, and nothing inside it asks who."""
    return "confirm" in _roles(reading) or (
        bool(_YES_NO.search(reading.text)) and not _WHO_INSIDE.search(reading.text)
    )


def _confirms(reading: _Reading, expects: AnswerType) -> bool:
    """Whether it asks to have a statement confirmed: it says so, or states a figure and asks for nothing else."""
    asks = any(set(m.values("word")) & ASKING for m in reading.mentions if not m.values("alias"))
    states = bool(reading.figures) or bool(_SURELY.search(reading.text)) or bool(told(reading.text))
    stated = states and expects == "open" and not asks
    return "confirm" in _roles(reading) or stated


def _roles(reading: _Reading) -> frozenset[str]:
    return frozenset(
        role for m in reading.mentions if not m.values("alias") for role in _roles_of(reading, m)
    )


def _roles_of(reading: _Reading, mention: Mention) -> set[str]:
    """The roles of a word where it stands."""
    return roles_in(reading.text, mention.start, mention.end, mention.values("word"))


# Who it is, asked inside a question that yes or no would answer: 规划说了归哪个部门管吗.
_WHO_INSIDE = re.compile(
    r"(?:该|应|得|要|由|归|让|叫|是|给|找|向|靠|属于?|指定|指名|点名|写明|说)[^,，。?？]{0,4}(?:谁(?!都|也)|哪[一个些几]{0,2}(?:级|部门|单位|机关|机构|局|家|组织|方)|[什么啥]+(?:部门|单位|机关))"
)


def _expects(reading: _Reading) -> AnswerType:
    """The type of answer that the asking part of a question wants."""
    pieces: dict[int, set[str]] = {}
    confirms = "confirm" in _roles(reading)
    for mention in reading.mentions:
        if confirms and "value" in mention.values("word") and not _HOW_MUCH.search(mention.text):
            continue  # 结束时间…，对吗: a time is spoken of, not asked for
        if not mention.values("alias"):
            pieces.setdefault(reading.part(mention.start), set()).update(_roles_of(reading, mention))
    yes_no = _asks_whether(reading)
    for role, pattern in _ASKED_AROUND:
        if match := pattern.search(reading.text):
            pieces.setdefault(reading.part(match.start()), set()).add(role)
    found = expected(pieces.values(), yes_no, bool(units(reading.text)))
    if found == "definition" and _asks_whether_elsewhere(reading):
        return "open"  # 啥叫儿童友好社区，规划说要建吗: what it means is asked in passing
    if found == "definition" and any("text" in roles and "plan" not in roles for roles in pieces.values()):
        return "text"  # 时间银行是什么意思，怎么运作
    if found == "value" and _EITHER_OR.search(reading.text) and not _HOW_MUCH.search(reading.text):
        return "open"  # 看个头还是看岁数: a word for a figure, no question for one
    return "open" if found == "value" and yes_no and not _ASKS_FIGURE.search(reading.text) else found


def _asks_whether_elsewhere(reading: _Reading) -> bool:
    """Whether another part than the one that asks for a definition asks yes or no."""
    defined = [m.start for m in reading.mentions if "definition" in m.values("word")]
    return any(
        _YES_NO.search(part.group()) and not any(part.start() <= at < part.end() for at in defined)
        for part in _PARTS.finditer(reading.text)
    )


def _asks_actual(reading: _Reading, expects: AnswerType) -> bool:
    """Whether a question asks for what was reached; today's figure is one, today's troubles are not."""
    roles = frozenset(
        role
        for m in reading.mentions
        if not m.values("alias") and not _only_told(reading, m) and not _says_who(reading, m)
        for role in _roles_of(reading, m)
    )
    asked = reading.asking if len(reading.text) >= STORY else reading.text
    whether = _asks_whether(reading) and not _DONE.search(reading.text)  # 现在是不是用得多就贵: a rule
    asks_of_today = expects == "value" or (expects == "open" and not whether)
    today = "now" in roles and "plan" not in roles and asks_of_today
    reached = "actual" in roles or bool(_REACHED.search(asked))
    return (reached and not _SUPPOSED.search(reading.text)) or today


def _says_who(reading: _Reading, mention: Mention) -> bool:
    """Whether 实际 only says who is meant (实际使用人, 实际照料孩子的人)."""
    return bool(_WHO_REALLY.match(reading.text, mention.start))


_WHO_REALLY = re.compile(r"实际[^，,。？?]{1,6}?(?:的人|人|者)(?![数均口])")
_DONE = re.compile(r"已经?|了(?:吗|么|嘛|没|不)|过(?:吗|没)|\b(?:already|yet|still|anymore)\b")
# 没完成会咋样, 如果没达标怎么处理: what follows from a failure, not whether there was one; 目标提高了多少: of the target.
_FAILS = r"(?:(?:没有?|未能?|完不成|达不到|不达标)(?:完成|达标|达到|做到|实现)?|落后|滞后|掉队)"
_FOLLOWS = r"(?:会|要|该|得|咋|怎样|怎么(?:办|样|处理|处置|整|弄|补)|如何|后果|处罚|追责|问责|责任|约谈|整改)"
_SUPPOSED = re.compile(
    rf"(?:如果|要是|假如|假设|倘若|万一|一旦){_ANY}{_FAILS}|{_FAILS}{_ANY}{_FOLLOWS}|目标[^,，。?？]{{0,2}}(?:提高|降低|下降|增加|减少|上升)了"
    r"|\bwhat (?:happens|follows|if)\b|\bconsequences?\b"
)


def _strangers(reading: _Reading, catalog: Catalog) -> tuple[str, ...]:
    """People asked about that the plan nowhere speaks of; 成年人 in 未成年人 is no mention of grown-ups.

    Who is named in another part of the question than the one that asks only belongs to the asker's story.
    """
    vocabulary = catalog.vocabulary.replace("未成年", "")
    found = []
    for mention in reading.mentions:
        if _only_told(reading, mention) or _CHILDREN_OF.match(reading.text, mention.end):
            continue
        if mention.values("population") and not mention.values("alias") and not mention.values("word"):
            surfaces = {
                s for people in mention.values("population") for s in catalog.lexicon.people.get(people, ())
            }
            if not any(surface in vocabulary for surface in surfaces):
                found.append(mention.text)
    titles = (match.group(1) for match in _TITLE.finditer(reading.text))
    return tuple(found) + tuple(
        title for title in titles if title.strip() and title not in catalog.vocabulary
    )


# 农民工子女, 军人的孩子: whose children they are, not whom a question is about.
_CHILDREN_OF = re.compile(r"(?:的|家|家里|家的)?(?:子女|孩子|小孩|娃|儿女|子弟|家庭|家属|children|kids)")


def _people(reading: _Reading) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The populations of each mention of people, but for those who are named as parents; and their words."""
    found = [
        m for m in reading.mentions if m.values("population") and not _CHILDREN_OF.match(reading.text, m.end)
    ]
    return tuple(m.values("population") for m in found), tuple(m.text for m in found)


def _asks_count(reading: _Reading) -> bool:
    """几个 asks for a number of things, unless what is asked of is itself named a rate."""
    rate = any(m.values("alias") and m.text.endswith(("率", "比例", "比率")) for m in reading.mentions)
    return "count" in _roles(reading) and not rate


def _asked_per(text: str) -> str | None:
    """The denominator that a question names (每千人口), without its classifier."""
    if match := _PER.search(text):
        return match.group(1) + match.group(2)
    english = _ASKED_PER_EN.search(text)
    return _PER_WORDS[english.group(1)] if english else None


def _foreign_place(reading: _Reading, meta: Meta) -> str | None:
    own = {fold_known(name) for name in (meta.region, meta.region_en, *meta.region_aliases)}
    own |= _OF_THE_NATION if own & _OF_THE_NATION else set()
    parts = {fold_known(name) for name in meta.region_parts}
    for mention in reading.mentions:
        if mention.values("place") and _across_words(reading.text, mention):
            continue
        if _only_told(reading, mention) or (
            mention.text == "国家" and not _OF_STATE.match(reading.text, mention.end)
        ):
            continue
        if mention.text in parts or (mention.values("place") and mention.text not in own):
            return mention.text
    return None


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
# 国家标准 asks of another level; in 国家给补贴吗 the state is whoever pays.
_OF_STATE = re.compile(
    r"(?:的|级|层面|一级|那边|平均|标准|目标|规定|要求|规划|纲要|水平|指标|统计|公布|发布|定的|是多少|呢)"
)


def _across_words(text: str, mention: Mention) -> bool:
    """Whether a mention is made of the end of one word and the beginning of the next (西安 in 东西安不安全)."""
    return any(low < mention.start < high < mention.end for low, high in segment(text))


def _only_told(reading: _Reading, mention: Mention) -> bool:
    """Whether a mention stands in the story around a long question, apart from every part that asks."""
    if len(reading.text) < STORY or not reading.asking_parts:
        return False
    return reading.asking_parts.isdisjoint(range(reading.part(mention.start), reading.part(mention.end) + 1))


def _told_before(reading: _Reading, mention: Mention) -> bool:
    """Whether a name stands in a sentence before the one that asks, which asks something of its own (我睡不好。窗户装啥)."""
    stop = _SENTENCE_END.search(reading.text, mention.end)
    later = [part for part in reading.asking_parts if stop and part > reading.part(mention.end)]
    if stop is None or len(later) != len(reading.asking_parts) or not later:
        return False
    own = [start for start, _ in _gaps(reading) if start >= stop.end() and reading.part(start) in later]
    return bool(own) and not any(m.values("alias") and m.start >= stop.end() for m in reading.mentions)


# --- courtesies ------------------------------------------------------------------------------------


_ADDRESSED = re.compile(r"你|您|\byou\b")


def _asks_of_another(reading: _Reading, least: int = 2) -> bool:
    """Whether a question what one can do names somebody or something, and does not address the program."""
    return not _ADDRESSED.search(reading.text) and any(len(word) >= least for word in _unmatched(reading))


def _social(query: Query, reading: _Reading) -> Query | None:
    kinds = [
        kind
        for mention in reading.mentions
        if _stands_alone(reading, mention)
        for kind in mention.values("phrase")
    ]
    if not kinds or any(mention.values("alias") for mention in reading.mentions):
        return None
    beside = [mention for mention in reading.mentions if not mention.values("phrase")]
    open_ended = {"what", "which", "text"} if "capability" in kinds else set[str]()  # 你都会啥
    asks = ASKING - open_ended
    if units(reading.text) or any(set(m.values("word")) & asks or m.values("population") for m in beside):
        return None  # 您好，…有哪些: a question with a courtesy
    if "capability" in kinds and _asks_of_another(reading):
        return None  # 志愿者都能干点啥: not what the program can do
    unknown = sum(len(word) for word in _unmatched(reading))
    if unknown * _SOCIAL_SHARE > len(query.text):
        return None
    rank = {"capability": 0, "thanks": 1, "farewell": 2, "greeting": 3}
    return replace(query, task="social", social=min(kinds, key=lambda kind: rank.get(kind, 9)))


def _stands_alone(reading: _Reading, mention: Mention) -> bool:
    """Whether a courtesy begins or ends a part of a question; 好的 of 干得好的单位 is none."""
    before, behind = reading.text[: mention.start].rstrip(), reading.text[mention.end :].lstrip()
    return not before or not behind or not (_CONTENT.match(before[-1]) and _CONTENT.match(behind[0]))


# --- stage 2 ---------------------------------------------------------------------------------------


def _link(query: Query, reading: _Reading, catalog: Catalog) -> Query:
    """Rows that names and aliases lead to, and the words that nothing explains."""
    rows, choices, restricted = _rows_of(reading, catalog)
    if _asks_other_measure(query, rows):
        rows, choices, restricted = (), (), ()
    left = _unexplained(reading, catalog, rows)
    aside = tuple(
        w for w in _unmatched(reading) if len(w) > 1 and w not in left and not _in_context(w, catalog, rows)
    )
    if aside and _by_ending(reading, rows):
        rows, choices, restricted = (
            (),
            (),
            (),
        )  # 坡地多的县，…综合机械化率: what is apart may say which of them
    known = bool(rows) or any(_stands_in(word, catalog.vocabulary) for word in _unmatched(reading))
    known = known or "plan" in _roles(reading)
    query = replace(query, unexplained=left, aside=aside, known=known, choices=choices)
    if not rows:
        return replace(query, foreign_year=_foreign_year(query.years, (), catalog.meta, _stages(catalog)))
    return replace(
        query,
        task="lookup",
        names=tuple(dict.fromkeys(row.name for row in rows)),
        populations=restricted,
        said_of=_said_of(reading, rows),
        foreign_year=_foreign_year(query.years, rows, catalog.meta),
    )


def _by_ending(reading: _Reading, rows: tuple[Indicator, ...]) -> bool:
    """Whether rows were found by the ending of their names alone, which leaves out what tells them apart."""
    named = [mention.text for mention in reading.mentions if mention.values("alias")]
    whole = {fold(name) for row in rows for name in (row.name, shared_name(row), without_region(row.name))}
    ends = all(any(fold(row.name).endswith(text) for text in named) for row in rows)
    return bool(rows) and ends and not any(text in whole for text in named)


def _said_of(reading: _Reading, rows: tuple[Indicator, ...]) -> tuple[tuple[Quantity, str], ...]:
    """Of which row each figure is said, where several are named: the one whose own name or people stand nearest.

    The subject goes before its figure (小学生10小时), or directly behind it (90%的城市社区).
    """
    if len(rows) < 2:
        return ()
    found = []
    for figure in reading.figures:
        fitting = [row for row in rows if comparable(figure, row)]
        beside = [
            (distance, row.id)
            for row in fitting
            for m in reading.mentions
            if (distance := _distance(reading.text, figure, m)) is not None and _tells_apart(m, row, rows)
        ]
        nearest = [row_id for distance, row_id in beside if distance == min(beside)[0]]
        if len(nearest) == 1:
            found.append((figure, nearest[0]))
        elif len(reading.figures) == 1 and _OF_ALL.search(reading.text):
            found += [(figure, row.id) for row in fitting]
    return tuple(found)


def _distance(text: str, figure: Quantity, mention: Mention) -> int | None:
    """Characters between a figure and what is named before it, or directly behind it."""
    if mention.end <= figure.start:
        return (
            figure.start - mention.end
            if not re.search(r"[。；;!！?？]", text[mention.end : figure.start])
            else None
        )
    between = text[figure.end : mention.start]
    return 0 if mention.start >= figure.end and between in ("的", " of ", " of the ", "") else None


def _tells_apart(mention: Mention, row: Indicator, rows: tuple[Indicator, ...]) -> bool:
    """Whether a mention names one row and not all of them."""

    def names(other: Indicator) -> bool:
        return other.name in mention.values("alias") or (other.population or "") in mention.values(
            "population"
        )

    return names(row) and not all(names(other) for other in rows)


def _asks_other_measure(query: Query, rows: tuple[Indicator, ...]) -> bool:
    """Whether a rate is asked for and no row named is one (大夫上门的比例), or the other way round."""
    if not query.units or any(row.per or row.unit is None or row.unit in query.units for row in rows):
        return False  # 每千名儿童几张 may be read as a rate
    return len({bool(query.units & _RATES), *(row.unit not in _RATES for row in rows)}) == 1 and bool(rows)


def _rows_of(
    reading: _Reading, catalog: Catalog
) -> tuple[tuple[Indicator, ...], tuple[str, ...], tuple[str, ...]]:
    """Rows named, names to choose from, and the populations the question restricts them to."""
    exact: dict[str, Indicator] = {}
    shared: dict[str, Indicator] = {}
    choices: tuple[str, ...] = ()
    named = [m for m in reading.mentions if m.values("alias") and not _told_before(reading, m)]
    certain = [mention for mention in named if not mention.is_ambiguous]
    for mention in certain or named:
        names = mention.values("alias")
        hits = [row for row in catalog.rows if row.name in names or shared_name(row) in names]
        by_name = [row for row in hits if row.name in names]
        if len({shared_name(row) for row in hits}) > 1 and len(names) > 1:
            left = _narrowed(tuple(dict.fromkeys(row.name for row in hits)), reading)
            hits = [row for row in hits if row.name in left]
            by_name = [row for row in by_name if row.name in left]
            if not _is_ending(mention, left):
                choices = left
        one = len({row.name for row in by_name}) == 1 and len(names) == 1
        exact.update({row.id: row for row in by_name if one and row.name != shared_name(row)})
        shared.update({row.id: row for row in (by_name if one else hits)})
    asked = [pops for m in reading.mentions if not m.values("alias") and (pops := m.values("population"))]
    wide = list((shared | _distributed(exact, asked, catalog.rows)).values())
    fitting = [row for row in wide if row.id in exact or any(row.population in pops for pops in asked)]
    lost = {shared_name(row) for row in wide} - {shared_name(row) for row in fitting}
    kept = wide if not asked or lost else fitting
    restricted = (
        tuple(dict.fromkeys(row.population for row in kept if row.population))
        if len(kept) < len(wide)
        else ()
    )
    order = {row.id: index for index, row in enumerate(catalog.rows)}
    return tuple(sorted(kept, key=lambda row: order[row.id])), choices, restricted


def _is_ending(mention: Mention, names: tuple[str, ...]) -> bool:
    """Whether what was said is what all of some names end in (收获机械化率): all are meant, unless it says too little (筛查率)."""
    return len(mention.text) >= SHORTEST_ENDING and all(fold(name).endswith(mention.text) for name in names)


def _narrowed(names: tuple[str, ...], reading: _Reading) -> tuple[str, ...]:
    """The names to choose from that hold most of what else the question says (新生儿的筛查率, 管保健的医生)."""
    named = [(m.start, m.end) for m in reading.mentions if m.values("alias")]
    words = {
        reading.text[start:end]
        for start, end in segment(reading.text)
        if end - start > 1 and not any(low < end and start < high for low, high in named)
    }
    held = {name: sum(word in name for word in words) for name in names}
    most = max(held.values(), default=0)
    return tuple(name for name in names if held[name] == most) if most else names


def _distributed(
    exact: Mapping[str, Indicator], asked: list[tuple[str, ...]], rows: tuple[Indicator, ...]
) -> dict[str, Indicator]:
    """小学生和初中生近视率: the first population takes the name that stands with the second."""
    shared = {shared_name(row) for row in exact.values() if row.population}
    return {
        row.id: row
        for row in rows
        if shared_name(row) in shared and any(row.population in pops for pops in asked)
    }


def _gaps(reading: _Reading) -> tuple[tuple[int, int], ...]:
    """Spans of content that no surface of the lexicon and no figure covers, as whole words."""
    covered = bytearray(len(reading.text))
    for start, end in [(m.start, m.end) for m in reading.mentions] + [
        (q.start, q.end) for q in reading.figures
    ]:
        covered[start:end] = b"\1" * (end - start)
    for match in _PER_SAID_EN.finditer(reading.text):
        covered[match.start() : match.end()] = b"\1" * len(match.group())
    rest = "".join("\n" if covered[i] else character for i, character in enumerate(reading.text))
    spans = [match.span() for match in _CONTENT.finditer(rest)]
    return (
        _whole_words(reading, spans) if any(_HAN.match(rest[start]) for start, _ in spans) else tuple(spans)
    )


def _whole_words(reading: _Reading, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Widen spans to the words that jieba sees, so that 计 of 计算公式 is not all that is left of it."""
    fixed = bytearray(len(reading.text))
    for mention in reading.mentions:
        if mention.values("alias") or mention.values("population") or mention.values("place"):
            fixed[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    widened: list[tuple[int, int]] = []
    for start, end in spans:
        for low, high in segment(reading.text):
            if low < end and start < high:
                start = min(start, _first_free(fixed, low, start))
                end = max(end, _last_free(fixed, end, high))
        if widened and start <= widened[-1][1]:
            widened[-1] = (widened[-1][0], max(end, widened[-1][1]))
        else:
            widened.append((start, end))
    return tuple(widened)


def _first_free(fixed: bytearray, low: int, start: int) -> int:
    """The first place from which nothing fixed stands before start."""
    taken = fixed.rfind(1, low, start)
    return low if taken < 0 else taken + 1


def _last_free(fixed: bytearray, end: int, high: int) -> int:
    taken = fixed.find(1, end, high)
    return high if taken < 0 else taken


def _unmatched(reading: _Reading) -> tuple[str, ...]:
    return tuple(reading.text[start:end] for start, end in _gaps(reading))


def _in_context(word: str, catalog: Catalog, rows: tuple[Indicator, ...]) -> bool:
    """Whether the clause of a named row, or its English name, has a word."""
    english = any(stem(word) in catalog.english.get(row.name, frozenset()) for row in rows)
    return english or any(word in catalog.contexts.get(row.clause_id, "") for row in rows)


def _unexplained(reading: _Reading, catalog: Catalog, rows: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Content that changes what is asked and that nothing accounts for.

    A word beside a name is its modifier (成人贫血率) or what is asked of it (近视手术); a word elsewhere that
    names a quantity or people of its own asks for more than the row holds. The rest is the asker's story.
    """
    context = "".join(catalog.contexts.get(row.clause_id, "") for row in rows)
    english = frozenset().union(*(catalog.english.get(row.name, frozenset()) for row in rows))
    left = [word for start, end in _gaps(reading) if (word := reading.text[start:end]) not in context
            and stem(word) not in english and (not rows or _matters(reading, start, end, catalog))
            and not (rows and _is_story(reading, start))]  # fmt: skip
    populations = {row.population for row in rows}
    for mention in reading.mentions:
        pops = mention.values("population")
        only_people = pops and not mention.values("alias") and not mention.values("word")
        if rows and not _near_name(reading, mention):
            continue
        said = {surface for people in pops for surface in catalog.lexicon.people.get(people, ())}
        if only_people and not populations & set(pops) and not any(surface in context for surface in said):
            left.append(mention.text)
    return tuple(left)


def _is_story(reading: _Reading, start: int) -> bool:
    """Whether a word stands in a part that asks nothing, where the part that asks has a name of its own (带娃…，接种率有啥要求)."""
    named = {reading.part(m.start) for m in reading.mentions if m.values("alias")}
    asking = reading.asking_parts or ({max(named)} if named else set())
    return bool(named & asking) and reading.part(start) not in asking


def _near_name(reading: _Reading, mention: Mention) -> bool:
    """Whether a mention stands in the same part of the question as a named indicator."""
    return any(_together(reading.text, mention, m) for m in reading.mentions if m.values("alias"))


def _together(text: str, one: Mention | Quantity, other: Mention) -> bool:
    """Whether two spans stand in one part of a question; what stands in another is the asker's story."""
    return not _PIECE_END.search(text, min(one.end, other.end), max(one.start, other.start))


def _matters(reading: _Reading, start: int, end: int, catalog: Catalog) -> bool:
    word = reading.text[start:end]
    if word.isascii():
        return reading.lang == "en" or _beside(reading, start, end)
    if word.endswith(_QUANTITIES) and len(word) > 1:
        return True
    if not _beside(reading, start, end):
        return False
    tags = pos_tags(word)
    ends_beside_name = any(m.start == end for m in reading.mentions if m.values("alias"))
    near = tags[-1] if ends_beside_name else tags[0]
    return near.startswith(_NOUNS)


# Words that end the name of a quantity.
_QUANTITIES = ("率", "比例", "比重", "数量", "人数", "水平", "指数")
# Tags of jieba's dictionary for nouns, attributives and verbal nouns.
_NOUNS = ("n", "b", "vn", "an", "j", "l", "i", "s")


def _beside(reading: _Reading, start: int, end: int) -> bool:
    """Whether a span touches a named indicator, directly or through 的."""
    text = reading.text
    for mention in reading.mentions:
        if not mention.values("alias"):
            continue
        after, before = text[end : mention.start], text[mention.end : start]
        if (end <= mention.start and after in ("", "的", " ")) or (
            mention.end <= start and before in ("", "的", " ")
        ):
            return True
    return False


def is_word(text: str) -> bool:
    """Whether the dictionary of the tokenizer has a word."""
    return bool(tokenizer().FREQ.get(text))


@lru_cache(maxsize=256)
def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words that jieba cuts a text into."""
    return tuple((start, end) for _, start, end in tokenizer().tokenize(text))


def _stands_in(word: str, vocabulary: str) -> bool:
    """Whether the plan knows a word: any two of its characters in a row."""
    if word.isascii():
        return False
    return any(word[i : i + 2] in vocabulary for i in range(len(word) - 1))


def _foreign_year(
    years: tuple[int, ...], rows: tuple[Indicator, ...], meta: Meta, stages: frozenset[int] = frozenset()
) -> int | None:
    """The first year asked about that is neither due, nor a base year, nor a stage, nor an end of the plan's period."""
    first, last = meta.period
    due = {year for row in rows for year in (row.target_year, row.base_year) if year is not None} | stages
    if set(years) >= {first, last}:
        due |= {first, last}
    return next((year for year in years if year not in (due | {last})), None)


def _stages(catalog: Catalog) -> frozenset[int]:
    """The years for which a plan sets figures (2020年, 2025年)."""
    return frozenset(row.target_year for row in catalog.rows if row.target_year)
