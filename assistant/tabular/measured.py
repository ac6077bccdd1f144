"""What figures a question puts to its rows: bounds on them, sizes of groups, and the units they are in."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

from assistant.lexicon import fold_known
from assistant.numerals import AGES, ENGLISH_NUMBERS, find_fractions, find_quantities, parse_number
from assistant.patterns import compiled, lazy
from assistant.records import Bound, Comparator, Indicator, Operator, Quantity
from assistant.tabular.demanded import Demanded
from assistant.tabular.slots import Slot, Span, blank

_CLASSIFIERS = frozenset({"个", "条", "项", "类", "样", "种", "名", "所", "张", "次"})
_COUNTS_THINGS = frozenset({"个", "条", "项"})
_SIZE_BEFORE = lazy(
    r"(?:有|为|是|达|达到|够|满|达成|超|只|仅|光|就|(?:只|仅|光|就)(?:有|挂|列|设|带|写|分|含|下设)(?:着|了|出)?|only|has|have|with|exactly) ?$"
)
# 只有一条, 恰好是五个: exactly so many.
_EXACTLY_SO_MANY = lazy(
    r"(?:(?:只|仅|就|光|单)(?:是|有|挂|列|设|带|写|分|含|下设)|(?:正好|恰好|刚好|刚刚好|恰恰|整整|不多不少)(?:就|也|都)?(?:是|有|为|挂|列|设|带|写|分|含|下设)?)(?:着|了|出|到)*"
    r"([一两二三四五六七八九十]+)[个条项](?!(?:以|之)[上下内]|多|半)"
)
_SO_MANY_OF = lazy(
    r"(?:数量?|条数|个数|项数|数目)?(?:正好|恰好|刚好|是|为)*([0-9]{1,3}|[一二两三四五六七八九十]{1,3})[个条项](?=的(?:是|有|领域|板块|哪))"
)
# 指标数低于5的领域: a bare number bounds the count that is named before it.
_AMOUNT_BEFORE = lazy(
    r"(?:指标|目标|措施|条款|细项|条目)的?(?:数量?|条数|个数|项数|数目|总数)(?:[是为在]|[^，,。；;？?0-9的]{0,4})$"
)
_SIZE_AFTER = lazy(r"[^，,。；;？?]{0,8}?的?(?:大?领域|主要目标|大目标)|[^，,。；;？?]{0,8}?的目标(?!值)")
_OF_DOMAINS = lazy(r"大?(?:领域|板块)")
_SIZE_ASKED = lazy(
    r"[^，,。；;？?]{0,6}的[\n一-龥]{0,4}?(?:有|是|都)*(?:哪|几|多少)"
)  # 底下刚好三条细项的有哪几个
_NUMBER_EN = "[0-9]+|" + "|".join(word for word in ENGLISH_NUMBERS if word != "zero")
_SIZE_EN = lazy(
    rf"\b(exactly|just|precisely|at least|more than|over|above|fewer than|less than|under|below|at most|only|no more than|no fewer than|not more than|not fewer than) ({_NUMBER_EN})\b"
    rf"(?! ?(?:%|‰|per|domains|areas|years|hours|times|percent))|\b({_NUMBER_EN}) or (more|fewer|less)\b"
)
_NUMBER_ZH = r"([0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
# How large groups are, from and to: 12到14条, 在12和14之间; between 12 and 14 measures.
_SIZES_BETWEEN = lazy(
    rf"{_NUMBER_ZH}[个条项]?(?:到|至|-|~|—){_NUMBER_ZH}(?:[个条项]|(?=之间|以内|不等))|(?:在|介于|处于){_NUMBER_ZH}[个条项]?(?:和|与|跟|到|至|-){_NUMBER_ZH}[个条项]?(?:之间|中间)"
    rf"|\b(?:between|from) ({_NUMBER_EN}) (?:and|to) ({_NUMBER_EN}) (?:[a-z]+ ){{0,2}}?(?:measures|goals|indicators|targets|items|lines)\b"
)
_SIZE_WORDS: Mapping[str, Literal["<", "<=", ">", ">=", "="]] = {
    "exactly": "=", "only": "=", "just": "=", "precisely": "=", "above": ">", "under": "<", "below": "<",
    "not more than": "<=", "not fewer than": ">=", "at least": ">=", "no fewer than": ">=", "more than": ">", "over": ">", "fewer than": "<",
    "less than": "<", "at most": "<=", "no more than": "<=", "more": ">=", "fewer": "<=", "less": "<=",
}  # fmt: skip
_DIGITS = {word: str(number) for word, number in ENGLISH_NUMBERS.items()}
# 1名是什么, 哪个指标是2.5张: a figure is told, and no things are counted.
_IS_WHAT = lazy(
    r"[的这个数字值]{0,3}(?:是|指|说|讲|代表|对应|属于|管)(?:的是|的|是)?(?:什么|啥|哪|谁|干[嘛吗啥])"
)
_WHAT_IS = lazy(r"(?:哪|什么|啥|谁)[^，,。；;？?]{0,8}(?:是|为|等于|设为|定为|定的是)$")
_COUNTS_NOUNS = lazy(
    r" (?:[a-z-]+ ){0,3}?(?:indicators?|targets?|domains?|areas?|measures?|goals?|rates?|figures?|ones|objectives?|groups?|stages?|chapters?|sections?)\b"
)
# three per-mille targets: so many of them
_COUNTS_RATES = lazy(
    r"[a-z]+ per[- ]?(?:cent(?:age)?|mille|thousand) (?:[a-z-]+ ){0,2}?(?:targets|figures|indicators|rates|goals|values|ceilings|floors|caps|limits|standards|ones|maximums|minimums)\b"
)
_END = lazy(r"[呢啊呀吧嘛哇]?(?:[？?，,。；;！!]|$)|以[上下内]")
_PER_MILLE = lazy(r"千|mille|‰")
_UNIT_ASKED = lazy(r"(?:几|多少)个?(?P<zh>[\u3400-\u9fff]{1,4})|\bhow many(?: more| fewer)?(?P<en> [a-z]+)")
_EITHER = lazy(r"或|要么|要不|和|及|、|\b(?:or|and)\b")
_BOTH_HOLD = lazy(r"又|且|同时|都|还")  # 超过90%、又单位是‰
_BY_UNIT = lazy(r"(?:用|以|按照?|拿|论|依|凭|靠|带|写|标)(?:着|了)?$")  # 用“小时”说话的要求
_INCLUDED = lazy(r"(?:(?<![不没未])含|包括|包含|算上|连|including|includes?) ?$")
_COUNTS_PLACES = lazy(r"[位个]?小数|位有效|significant|decimal")
_RANK = lazy(r"(?:前|后|top |bottom |取|保留|留|lowest |highest |first |last )$")
# 没有的写0: how none is to be shown.
_WRITE_NONE = lazy(
    r"(?:没有?|空缺?|缺|无)的?(?:就|则|都|请|给我)*(?:写|记|标|填|算|按|计|显示|注)(?:成|作|为|上|个)?$"
)
# 措施条数的一半, 目标的一半: half as many, no figure.
_TAKEN = lazy(r"占[了到去据着有]*(?:[^，,。；;？?]{0,8}的)?$")  # 占到三分之一以上: of all there are
_OF_A_COUNT = lazy(r"(?:数量?|数目|措施|目标|指标|条款|细项|领域|板块|那边|那块)的?$|\bhalf (?:of |as |the )")
_HALF = Decimal("0.5")
_AGES = AGES | {"个月", "年"}
_RATES = ("%", "‰")
_OPERATORS: Mapping[str, Operator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "="}
_INCLUSIVE: Mapping[Operator, Operator] = {">": ">=", "<": "<="}
# A domain that has none of something; 没有写 is said of rows.
_HAS_NONE = lazy(
    r"(?:没有?|无|不含|不带|不包含|不设|没设|未设|缺|缺少|缺乏|欠缺|\b(?:has|have|having|with|sets?|contains?) (?:no|not any)|\black(?:s|ing)?|\bwithout)(?: ?(?:任何|什么|半个|一[个项条]|any|a single))?[“\" ]*$"
)
# The bounds that comparators of rows are, by what a question calls them.
BOUNDED: Mapping[str, tuple[Comparator, ...]] = {"<=": ("<=", "<"), ">=": (">=", ">"), "=": ("=",)}
_THAN_BEFORE = lazy(r"(?<![对分占同环])(?:比|较|较之)$")
_OVER = lazy(r"(?P<not>[不没未])?(?<![超经通])过(?:了)?$")  # 过50%的, 没过半
_THAN_BEHIND = lazy(r"(?:这个|这条)?(?:线|数|值)?(?:还|要|更|还要|都)?([低小少短高大多长])")
# How many digits a figure has: below or above which one it is.
# 2次的指标: the figure of rows; 2个指标 are two of them.
_OF_THOSE = lazy(r"的(?:[^，,。；;？?的]{0,4}(?:指标|目标|要求)|(?:都|一共|总共)?有|是|呢|$|[？?])")
_DIGITS_OF: tuple[tuple[re.Pattern[str], tuple[Operator, Decimal]], ...] = (
    (lazy(r"个位数|一位数|\bsingle[- ]digits?\b|\bone[- ]digit\b"), ("<", Decimal(10))),
    (lazy(r"两位数|二位数|\b(?:double|two)[- ]digits?\b"), (">=", Decimal(10))),
)
# 目标值不等于90%的, 非90%的, not equal to 90%: rows with that figure are left out.
_DENIES_FIGURE = lazy(
    r"(?:(?<!是)不(?:是|等于|为|等)|(?:并|都)?非|并不(?:是|等于|为)|≠|!=)(?:恰好|正好|刚好)?$"
    r"|\b(?:not|isn't|aren't)(?: exactly| equal to| at| set at)?(?: the)? $|\b(?:different from|unequal to) $"
)
_EXACT = lazy(r"[恰正刚整]|不多不少|一点不差|exact|precise")
_PRINTS = lazy(r"写|标|印|表述|原文|字样|written|worded|phrased|stated|put as")


@lru_cache(maxsize=256)
def _counting(unit: str) -> re.Pattern[str]:
    """What names a unit as one that figures are counted in."""
    word = rf"[“\"「『'(]? ?{re.escape(unit)} ?[”\"」』')]?"
    beside = (
        rf"|(?<![0-9一二两三四五六七八九十几个]){re.escape(unit)}(?:类|型)?的?(?:指标|目标值?)"
        if len(unit) > 1
        else ""
    )
    does = "算|计|作|做|为|当|表示|论|衡量|统计|说|定|写|标|数|提|量|讲|记|规定|表述|计算|计数|计量|起|的"
    return re.compile(
        rf"(?:按照?|以|用|拿|论|依|凭|靠|照)(?:着)?{word}(?:数|字|号)?(?:来)?(?:{does})"
        rf"|(?:\bin|\bby|\bas|\bunit is|\bunit|\busing|\bwith) ?{word}(?![a-z0-9])"
        rf"|单位(?:是|为|用|写|叫|:|：)?(?:的是)?{word}|(?:论|按){word}(?:的|$|[，,？?])"
        rf"|{word}(?:作|做|为|当)(?:计量)?单位|(?:measured|expressed|given|counted|stated|set) in {word}{beside}"
    )


class Measured(Demanded, ABC):
    """A question with the figures and units that restrict its rows."""

    # --- figures

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Quantities beside names and people; how a result is to be rounded is none."""
        counting = [(s.start, s.end) for s in self.slots if s.slot == "ask" and s.value == "count"]
        free = blank(self.free, counting).replace("不够", "不足")  # 数一数百分之十
        figures = find_quantities(free)
        if "分之" in free and "share" not in self.of("op"):  # 占三分之一: of them, no figure of theirs
            figures = (
                *figures,
                *(f for f in find_fractions(free) if "分之" in f.text and not _TAKEN.search(free[: f.start])),
            )
        return tuple(
            q for q in sorted(figures, key=lambda q: q.start)
            if not _COUNTS_PLACES.match(self.text, q.end) and not (
                not q.unit and _COUNTS_PLACES.search(self.text[q.start : q.end + 3])
            )
        )  # fmt: skip

    @cached_property
    def denied_figures(self) -> tuple[Quantity, ...]:
        """Figures that rows are said not to have (不等于90%的)."""
        told = (q for q in self.quantities if q.comparator == "=" and q.unit in {*self.table.units, ""})
        return () if self.is_yes_no else tuple(q for q in told if _DENIES_FIGURE.search(self.free[: q.start]))

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Figures that no name holds and that may bound the figure of rows."""
        allowed = self.table.units | {"成", "", *_RATES}
        sizes = {start for start, _ in self._sized}
        between = _SIZES_BETWEEN.search(self.free) if sizes else None
        inside = between.span() if between else (0, 0)
        return tuple(
            quantity
            for quantity in self.quantities
            if quantity.unit in allowed - _AGES
            and quantity not in self.denied_figures
            and quantity.start not in sizes
            and not inside[0] <= quantity.start < inside[1]
            and (
                quantity.unit not in _CLASSIFIERS
                or quantity.comparator != "="
                or self._operator(quantity) != "="
                or _IS_WHAT.match(self.free, quantity.end)
                or _WHAT_IS.search(self.free[: quantity.start])
                or (quantity.unit in self.table.units and _OF_THOSE.match(self.free, quantity.end))
            )
            and (quantity.unit or quantity.value == _HALF or self._bounds_bare(quantity))
            and not (
                quantity.value == _HALF
                and quantity.comparator == "="
                and _OF_A_COUNT.search(self.free[: quantity.start])
            )
            and not _RANK.search(self.free[: quantity.start])
            and not _WRITE_NONE.search(self.free[: quantity.start])
            and not (
                not quantity.unit
                and quantity.text[:1].isalpha()
                and _COUNTS_NOUNS.match(self.free, quantity.end)
            )
            and not _COUNTS_RATES.match(self.free, quantity.start)
        )

    def _bounds_bare(self, figure: Quantity) -> bool:
        """Whether a number without a unit is a bound: a word says so, and it counts no things (all three indicators)."""
        if not re.search(r"[0-9]", figure.text) or _COUNTS_NOUNS.match(self.free, figure.end):
            return False
        told = figure.comparator != "=" or any(
            s.slot == "bound" and (0 <= figure.start - s.end <= 3 or 0 <= s.start - figure.end <= 2 or s.value == "between")
            for s in self.slots
        )  # fmt: skip
        return told or self.lang == "zh"

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """Bounds on the figure."""
        figures = tuple(q for q in self.figures if not self._only_echo(q) and not self._is_restated(q))
        repeated = {q for q in figures if _INCLUDED.search(self.free[: q.start]) and q != figures[0]}
        figures = tuple(q for q in figures if q not in repeated)
        between = any(s.slot == "bound" and s.value == "between" for s in self.slots)
        if len(figures) == 2 and all(q.comparator == "=" for q in figures) and (
            between or re.fullmatch(r"\s*(?:到|至|-|~|—|to|and)\s*", self.free[figures[0].end : figures[1].start])
        ):  # fmt: skip
            low, high = sorted(percent(q) for q in figures)
            return (Bound(">=", low), Bound("<=", high))
        found = [(self._operator(q), percent(q)) for q in figures]
        again = {percent(q) for q in repeated}
        found += [bound for pattern, bound in _DIGITS_OF if pattern.search(self.free)]
        return tuple(dict.fromkeys(
            Bound(_INCLUSIVE.get(operator, operator) if value in again else operator, value) for operator, value in found
        ))  # fmt: skip

    @property
    def either(self) -> bool:
        """Whether one of the bounds is enough: no figure keeps them all, and "or" stands between two that leave a gap."""
        if len(self.bounds) > 2 and all(bound.operator == "=" for bound in self.bounds):
            return len({bound.value for bound in self.bounds}) > 1  # 20%、40%、60%各是谁
        if len(self.bounds) != 2 or len(self.figures) != 2:
            return False
        low, high = sorted(self.bounds, key=lambda bound: bound.value)
        if low.operator == high.operator == "=":
            return True  # 5.5‰和6.5‰的: no figure is both
        between = self.free[self.figures[0].end : self.figures[1].start]
        return low.operator in ("<", "<=") and high.operator in (">", ">=") and bool(_EITHER.search(between))

    def _only_echo(self, figure: Quantity) -> bool:
        """Whether a figure stands beside a name and only repeats what its row has."""
        if not self.named:
            return False
        values = {row.value for row in self.rows}
        return figure.value in values and self._operator(figure) == "="

    def _is_restated(self, figure: Quantity) -> bool:
        """Whether a figure in brackets says another one again (不到一半(50%))."""
        others = (q for q in self.figures if q is not figure and percent(q) == percent(figure))
        return self.text[: figure.start].endswith("(") and any(q.end < figure.start for q in others)

    def _operator(self, figure: Quantity) -> Operator:
        """How a figure bounds: by the word beside it, else as it is written; 95% or higher, whatever says that it is set at."""
        if self._is_printed(figure) or (figure.comparator == "=" and self._is_bare_quote(figure)):
            return "="
        if _THAN_BEFORE.search(self.free[: figure.start]) and (
            than := _THAN_BEHIND.match(self.free, figure.end)
        ):
            return "<" if than[1] in "低小少短" else ">"
        if figure.comparator == "=" and (over := _OVER.search(self.free[: figure.start])):
            return "<=" if over["not"] else ">"
        for slot in sorted(self.slots, key=lambda s: s.value == "="):
            if slot.slot != "bound" or slot.value == "between":
                continue
            if slot.value == "=" and figure.comparator != "=":
                continue
            before = 0 <= figure.start - slot.end <= 1 or (slot.start <= figure.start < slot.end)
            leads = any(
                q.start <= slot.end + 1 and slot.start < q.end
                for q in self.quantities
                if q.start > figure.start
            )
            behind = (0 <= slot.start - figure.end <= 1 and not leads) or (
                figure.start <= slot.start and slot.end <= figure.end
            )
            if (before and (len(slot.text) > 1 or figure.comparator == "=")) or (
                behind and figure.comparator == "="
            ):
                return _OPERATORS[slot.value]
        return _OPERATORS.get(figure.comparator, "=")

    def _is_bare_quote(self, figure: Quantity) -> bool:
        """Whether a figure without a bound ends a quote that it does not fill (“达到97%”): that one is meant."""
        return any(s < figure.start - 1 and figure.end == e - 1 for s, e in self.quoted_figures)

    def _is_printed(self, figure: Quantity) -> bool:
        """Whether a figure is given with its bound as the plan prints both (恰好写成“90%以上”): no other figure is meant."""
        if figure.comparator not in BOUNDED or figure.comparator == "=":
            return False
        quoted = any(s < figure.end < e and self._stands_printed(s, e) for s, e in self.quoted_figures)
        exact = any(
            s.slot == "bound" and s.value == "=" and _EXACT.match(s.text) and 0 <= figure.start - s.end <= 4
            for s in self.slots
        )
        said = any(
            s.slot == "verbword"
            and _PRINTS.search(s.text)
            and 0 <= figure.start - s.end <= 1
            and self.text[s.end : figure.start] != "的"  # 用“达到”表述的90%以上的指标
            for s in self.slots
        )
        return quoted or exact or said

    def _stands_printed(self, start: int, end: int) -> bool:
        """Whether a quote, marks aside, is printed for some row; “不低于95%” is only said."""
        words = self.text[start:end].strip('“”「」『』"《》()')
        return any(words in fold_known("".join(row.quote.split())) for row in self.catalog.rows)

    @cached_property
    def _sized(self) -> tuple[tuple[int, Bound], ...]:
        """Bounds on how many a group has (15条以上的领域), with their places."""
        of_lines = {"aim", "target"} <= self.nouns  # 底下只有两条细项的目标
        if not (self.of("group") or self.nouns & {"domain", "goal"} or of_lines):
            return ()
        found: list[tuple[int, Bound]] = []
        if between := _SIZES_BETWEEN.search(self.free):
            low, high = sorted(
                parse_number(_DIGITS.get(word, word)) for word in filter(None, between.groups())
            )
            return ((between.start(), Bound(">=", low)), (between.end() - 1, Bound("<=", high)))
        if self.lang == "en":
            for match in _SIZE_EN.finditer(self.free):
                word, number = (match[1], match[2]) if match[1] else (match[4], match[3])
                value = Decimal(_DIGITS.get(number, number))
                start = match.start(2) if match[1] else match.start(3)
                found.append((start, Bound(_SIZE_WORDS[word], value)))
            return tuple(found)
        only = _EXACTLY_SO_MANY.search(self.free)
        if only and (
            _SIZE_AFTER.match(self.free, only.end())
            or self._groups_before(only.start())
            or _SIZE_ASKED.match(self.free, only.end())
        ):
            found.append((only.start(1), Bound("=", parse_number(only[1]))))
            return tuple(found)
        for noun in (s for s in self.slots if s.slot == "noun" and s.value != "domain"):
            if many := _SO_MANY_OF.match(self.free, noun.end):
                return ((many.start(1), Bound("=", parse_number(many[1]))),)  # 措施十三条的领域
        for quantity in self.quantities:
            told = quantity.comparator != "=" or self._operator(quantity) != "=" or any(
                s.slot == "bound" and 0 <= quantity.start - s.end <= 1 for s in self.slots
            )  # fmt: skip
            asked = _SIZE_BEFORE.search(self.free[: quantity.start]) and _SIZE_AFTER.match(
                self.free, quantity.end
            )
            again = _INCLUDED.search(self.free[: quantity.start])
            if _OF_DOMAINS.match(self.free, quantity.end):
                continue  # 有两个领域: so many domains
            things = quantity.unit in _COUNTS_THINGS or (
                not quantity.unit and _AMOUNT_BEFORE.search(self.text[: quantity.start])
            )
            if things and (told or asked) and not again:
                found.append((quantity.start, Bound(self._operator(quantity), quantity.value)))
        return tuple(found)

    def _groups_before(self, at: int) -> bool:
        """Whether groups are asked for before a place (哪个目标底下只有一条)."""
        groups = (s for s in self.slots if s.slot == "group" and s.value in ("domain", "goal"))
        return any(s.end <= at for s in (*groups, *self.goals_above))

    @cached_property
    def goals_above(self) -> list[Slot]:
        """Where goals are asked for by what stands under them (有几个目标下面只有一条)."""
        asks = {s.end for s in self.slots if s.slot == "ask"}
        below = (s for s in self.slots if s.slot == "below" and "目标" in s.text)
        return [s for s in below if {s.start, s.start - 1} & asks]

    @property
    def size_spans(self) -> list[Span]:
        """Where English words say how large groups are (more than twelve)."""
        return [m.span() for m in _SIZE_EN.finditer(self.free)] if self._sized and self.lang == "en" else []

    @property
    def shows_none(self) -> bool:
        """Whether those that have none are to be shown, too."""
        return any(_WRITE_NONE.search(self.free[: q.start]) for q in self.quantities if not q.value)

    @property
    def sizes(self) -> tuple[Bound, ...]:
        """Bounds on the count of a group."""
        return tuple(bound for _, bound in self._sized)

    # --- units

    @cached_property
    def lacking_units(self) -> tuple[Slot, ...]:
        """Units of which the domains or goals asked for have none (哪些领域没有百分比指标): what is looked for, not left out."""
        heads = {"domain", "goal"} & set(self.of("group")) or (
            "domain" in self.nouns and not self.domain_spans
        )
        units = [s for s in self.slots if s.slot == "unit" and s.value != "-"] if heads else []
        return tuple(s for s in units if _HAS_NONE.search(self.free[: s.start]))

    @cached_property
    def is_absent(self) -> bool:
        """Whether it asks where there is none."""
        return super().is_absent or bool(self.lacking_units) or self._lacks_kind

    @cached_property
    def _lacks_kind(self) -> bool:
        """Whether the domains or goals asked for have none of a kind (哪些领域没有定性指标)."""
        heads = {"domain", "goal"} & set(self.of("group"))
        kinds = [s for s in self.slots if s.slot == "kind" and s.text.startswith("定性")] if heads else []
        none = [match for s in kinds if (match := _HAS_NONE.search(self.free[: s.start]))]
        self.spans += [match.span() for match in none]
        return bool(none)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Units that it restricts to."""
        slots = [s for s in self.slots if s.slot == "unit" and s.value != "-" and not self.asks_unit(s)]
        slots = [s for s in slots if not self.is_denominator(s)]
        told = [s.value for s in slots if s in self.lacking_units or not self._is_unit_left_out(s, slots)]
        left_out = {s.value for s in slots} - set(told)
        if not told:  # 有几个指标不是百分比: with no other unit beside, it is what is left out
            denied = (s.text for s in self.slots if s.slot == "unit" and s.value == "-")
            left_out |= {"‰" if _PER_MILLE.search(text) else "%" for text in denied}
        told += [unit for unit in sorted(self.table.units) if self._counts_in(unit)]
        known = (*self.table.units, *_RATES)
        of_figures = [unit for unit in map(unit_of, self.figures) if unit in known]
        kept = [unit for unit in of_figures if unit not in left_out and (not told or unit in told)]
        if of_figures and not kept and (told or left_out) and self._joins_unit(slots):
            told += of_figures
        elif of_figures:
            self.units_clash = not kept
            told = kept or of_figures
        elif left_out and not told:
            told = [unit for unit in sorted(self.table.units) if unit not in left_out]
        ids_only = bool(self.rows) and not slots and not self.bounds
        return () if ids_only else tuple(dict.fromkeys(unit for unit in told if unit in known))

    units_clash = False  # 90%以上的千分比指标: no row has both units; known once ``units`` is

    def _joins_unit(self, slots: list[Slot]) -> bool:
        """Whether a unit and a figure of another one are joined, so that either is wanted (千分率的和90%以上的)."""
        first, last = self.figures[0], self.figures[-1]
        between = [
            self.free[slot.end : first.start]
            if slot.start < first.start
            else self.free[last.end : slot.start]
            for slot in slots
        ]
        return any(_EITHER.search(words) and not _BOTH_HOLD.search(words) for words in between)

    def _is_unit_left_out(self, slot: Slot, slots: list[Slot]) -> bool:
        """Whether a unit is left out, by itself or in one list with the one before it (除了百分比和千分比)."""
        if self.is_excluded((slot.start, slot.end)):
            return True
        before = next((s for s in reversed(slots) if s.end <= slot.start), None)
        joined = before and compiled("[和与跟及、或]|以及| (?:and|or|nor) ").fullmatch(
            self.free[before.end : slot.start]
        )
        return bool(joined and before and self._is_unit_left_out(before, slots))

    @cached_property
    def unit_asked(self) -> str:
        """The unit of what is asked for (差几个钟头), or ""."""
        asked = (f"2{word}" for m in _UNIT_ASKED.finditer(self.plain) for word in (m["zh"], m["en"]) if word)
        found = (quantity.unit for text in asked for quantity in find_quantities(text))
        return next((unit for unit in found if unit in self.table.units), "")

    def is_denominator(self, slot: Slot) -> bool:
        """Whether "per thousand" counts by people whom the rows of the plan are counted by, and is no unit."""
        by_thousand = any((row.per or "").startswith("每千") for row in self.catalog.rows)
        return by_thousand and bool(re.search(r"per (?:thousand|1,?000)$", slot.text)) and bool(
            re.match(r" (?!(?:with|that|which|are|is|and|or|in|by|at|of|for|there|from|have|has|set)\b)[a-z]", self.text[slot.end :])
        )  # fmt: skip

    def asks_unit(self, slot: Slot) -> bool:
        """Whether a unit only asks for the answer in it (占百分之几)."""
        return slot.text.endswith(("几", "多少")) and bool(_END.match(self.text, slot.end))

    def _counts_in(self, unit: str) -> bool:
        """Whether a unit is named as one: 按“张”算, 以小时计量, 单位是次."""
        quoted = [(s, e) for s, e, q in self.quotes if q == unit]
        if quoted and (self.of("unitword") or any(_BY_UNIT.search(self.text[:s]) for s, _ in quoted)):
            return True
        match = _counting(unit).search(self.text)
        if match is None:
            return False
        self._take(match.span())
        return True

    @property
    @abstractmethod
    def rows(self) -> tuple[Indicator, ...]:
        """Rows that names and people lead to."""


def unit_of(quantity: Quantity) -> str:
    """The unit of a figure; tenths and a half are per cent."""
    return "%" if quantity.unit == "成" or (quantity.value == _HALF and not quantity.unit) else quantity.unit


def percent(quantity: Quantity) -> Decimal:
    """The figure in per cent where it is given in tenths or as a half."""
    if quantity.unit == "成":
        return quantity.value * 10
    return quantity.value * 100 if quantity.value == _HALF and not quantity.unit else quantity.value
