"""Tables of units and of the words that bind a figure (至少, 以下, 下降), and the patterns that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.numerals.numbers import FORMAL_DIGITS, HAN, SP
from assistant.patterns import lazy
from assistant.records import Comparator

# --- units -------------------------------------------------------------------------------------------------

_Dimension = Literal[
    "", "%", "‰", "‱", "/10万", "pp", "person", "age", "months", "minutes", "metre", "gram", "watt", "area"
]


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: a row of the table of units.

    Attributes:
        name: what Quantity.unit holds; English and long forms are put under it.
        forms: how it is written, separated by "|"; a blank also stands for a hyphen.
        plain: whether a Chinese numeral before it is a figure without more (十次; but 三项 only in 三项以上).
        dimension: units of one dimension are convertible; "" has only itself.
        factor: how many base units it is.
        unless: what must not follow (a regular expression): it would be another word.
    """

    name: str
    forms: str = ""
    plain: bool = False
    dimension: _Dimension = ""
    factor: str = "1"
    unless: str = ""


_UNITS = (
    Unit("%", "%|percent|per cent|pct", True, "%"),
    Unit("‰", "‰|per mille|permille|per mil|per thousand|per 1,000|per 1000", True, "‰"),
    Unit("‱", "‱", True, "‱"),
    Unit("/10万", "/10万|/十万|/100000|/100,000|per 100,000|per 100000", True, "/10万"),
    Unit("个百分点", "个百分点|百分点|percentage points|percentage point", True, "pp"),
    Unit("成", "成", True, "%", "10", "不变|立|为|功|果|长|员|本|绩|效|都|语|人|分|就|年|熟|品|交|熟|色"),
    # ages: only in years; 月龄 is counted with the months, because 6月龄 and 6个月 are said of the same child
    Unit("周岁", "周岁", True, "age"),
    Unit(
        "岁",
        "岁|years old|year old|years olds|year olds|years of age|year of age|yrs old",
        True,
        "age",
        "1",
        "月",
    ),
    Unit("月龄", "月龄|个月龄|months old|month old|months of age", True, "months"),
    # durations
    Unit("年", "年|周年|years|year|yrs", False, "months", "12", "级|代|制|轮|货|味|华|画"),
    Unit("个月", "个月|months|month", True, "months", "1", "龄"),
    Unit("月", "月", False, "months", "1", "龄|球|饼|经|亮|票"),
    Unit("周", "周|星期|个星期|weeks|week", False, "minutes", "10080", "岁|年|期|末|边|围|密|到|知"),
    Unit("天", "天|days|day", True, "minutes", "1440", "然|气|津|空|文|使|赋"),
    Unit("日", "日", False, "minutes", "1440", "本|报|常|程"),
    Unit("小时", "小时|个小时|钟头|个钟头|hours|hour|hrs|hr", True, "minutes", "60"),
    Unit("分钟", "分钟|minutes|minute|mins|min", True, "minutes"),
    Unit("秒", "秒|秒钟|seconds|second", False, "", "1"),
    Unit("工作日", "工作日|个工作日|working days|working day", True),
    Unit("学时", "学时|个学时|课时|个课时", True),
    Unit("学年", "学年|个学年"),
    Unit("学期", "学期|个学期"),
    # people
    Unit("名", "名", True, "person", "1", "称|单|录|义|牌|胜|著"),
    Unit(
        "人",
        "人|人口|people|persons|person",
        True,
        "person",
        "1",
        "才|员|民|类|均|工|物|格|群|间|身|力|生|文|道",
    ),
    Unit("位", "位", False, "person", "1", "于|置|列|居|一体"),
    Unit("人次", "人次", True),
    # counted things
    Unit("次", "回|趟", True, unless="事|合|归|来|家(?!庭|长)|去|到|应|复|报|头"),
    Unit("次", "次|times|time", True),
    Unit("张", "张", True),
    Unit("所", "所", True, unless="谓|属|述|示|需"),
    Unit("个", "个"),
    Unit("家", "家", unless="庭|长|属|乡|访|具|政|风|训"),
    Unit("户", "户", True, unless="外|籍|口"),
    Unit("项", "项"),
    Unit("条", "条", unless="件|例|款|约"),
    Unit("类", "类", unless="型|似|别"),
    Unit("种", "种", unless="植|子|族"),
    Unit("门", "门", unless="诊|户|票|槛"),
    Unit("台", "台", unless="风|湾|阶"),
    Unit("辆", "辆"),
    Unit("套", "套"),
    Unit("间", "间", unless="接|隔"),
    Unit("册", "册"),
    Unit("支", "支", unless="持|出|付|撑|柱|援"),
    Unit("座", "座", unless="位|谈"),
    Unit("处", "处", unless="理|于|置|罚|以|分|方|在"),
    Unit("场", "场", unless="所|地|景|馆|合"),
    Unit("节", "节", unless="约|能|日|目|点|假|奏"),
    Unit("例", "例", unless="如|外|行"),
    Unit("份", "份", unless="额"),
    Unit("部", "部", unless="门|分|署|队|委|长|级|属|位|件|落|里"),
    Unit("组", "组", unless="织|成|建|合|长|团|员|织|装|别"),
    Unit("列", "列", unless="车|入|出|为|举|席|支"),
    Unit("艘", "艘"),
    Unit("架", "架", unless="构|设|空|桥|子"),
    Unit("只", "只", unless="有|要|能|是|限|需|读"),
    Unit("头", "头", unless="部|等|衔"),
    Unit("株", "株"),
    Unit("栋", "栋|幢"),
    Unit("件", "件"),
    Unit("班", "班", unless="级|次|子|组|车"),
    Unit("批", "批", unless="准|复|发|评|量|改|次"),
    Unit("篇", "篇", unless="章"),
    Unit("期", "期", unless="间|限|满|末|中|待|货|望|初"),
    Unit("片", "片", unless="区|面|段"),
    Unit("对", "对", unless="于|象|接|外|口|比|应|照|策|全|社|个|县|市|各|企"),
    Unit("标箱", "标箱|标准箱|teu|teus", True),
    Unit("人天", "人天|人日"),
    Unit("车次", "车次"),
    Unit("班次", "班次"),
    Unit("倍", "倍", True),
    Unit("学分", "学分|个学分", True),
    # money, measures
    Unit("元", "元|块钱|yuan|rmb", True, unless="旦|月|宵|素|件|化"),
    Unit("美元", "美元|us dollars|dollars", True),
    Unit("千瓦", "千瓦|kw|kilowatts", True, "watt", "1000", "时"),
    Unit("瓦", "瓦|watts", False, "watt"),
    Unit("千瓦时", "千瓦时|kwh", True),
    Unit("亩", "亩", True, "area"),
    Unit("公顷", "公顷|hectares|hectare", True, "area", "15"),
    Unit("平方米", "平方米|平米|square metres|square meters", True),
    Unit("平方公里", "平方公里|平方千米", True),
    Unit("公里", "公里|km|kilometres|kilometers", True, "metre", "1000"),
    Unit("千米", "千米", True, "metre", "1000"),
    Unit("立方米", "立方米|cubic metres|cubic meters", True),
    Unit("米", "米|metres|meters", False, "metre", "1", "饭|粉|面"),
    Unit("厘米", "厘米|cm", True, "metre", "0.01"),
    Unit("毫米", "毫米|mm", True, "metre", "0.001"),
    Unit("吨", "吨|tonnes|tons", True, "gram", "1000000"),
    Unit("公斤", "公斤|kg|kilograms", True, "gram", "1000"),
    Unit("千克", "千克", True, "gram", "1000"),
    Unit("吨标准煤", "吨标准煤|吨标煤", True),
    Unit("毫克", "毫克", True, "gram", "0.001"),
    Unit("微克/立方米", "微克/立方米|微克每立方米", True),
    Unit("毫克/升", "毫克/升|毫克每升", True),
    Unit("分贝", "分贝", True),
    Unit("℃", "℃|摄氏度|°c", True),
    Unit("克", "克|grams", False, "gram", "1", "服"),
)
UNIT_BY_NAME = {unit.name: unit for unit in _UNITS}
UNIT_BY_FORM = {form: unit for unit in _UNITS for form in unit.forms.split("|")}
PARTS_PER = {"百": UNIT_BY_NAME["%"], "千": UNIT_BY_NAME["‰"], "万": UNIT_BY_NAME["‱"]}
DURATIONS = frozenset(("年", "个月", "月", "周", "天", "日", "小时", "分钟", "秒", "工作日", "学年", "学期"))
AGES = frozenset(("岁", "周岁", "月龄"))
HALF_AFTER = frozenset(("岁", "周岁", "年", "天", "张", "倍"))
"""Units behind which 半 adds a half: 两岁半, 一年半, 两张半床."""
ARTICLE_UNITS = frozenset("名人次张所户天元倍")
"""Units before which 一 may only be an article (一名儿童, 一所学校)."""


def _is_english(word: str) -> bool:
    return word[:1].isascii() and word[:1].isalpha()


def _alternatives(words: Iterable[str], finish: Callable[[str], str]) -> str:
    """A pattern for any of the words, longest first; English ones end at a letter, blanks may be hyphens."""
    ordered = sorted(words, key=len, reverse=True)
    han = "|".join(finish(word) for word in ordered if not _is_english(word))
    english = "|".join(word.replace(" ", r"[\s-]{1,3}") for word in ordered if _is_english(word))
    return "|".join(filter(None, (han, english and f"-?(?<![a-z])(?:{english})(?![a-z])")))


def _guarded(form: str) -> str:
    """A Chinese unit, but not where it begins another word."""
    unless = UNIT_BY_FORM[form].unless
    return form + (rf"(?!\s{{0,4}}(?:{unless}))" if unless else "")


UNIT = lazy(
    rf"{SP}(?P<half>个?半(?=个?(?:小时|月|钟头|学期)))?(?P<more>[多余])?{SP}"
    rf"(?P<unit>{_alternatives(UNIT_BY_FORM, _guarded)})"
)

# --- comparators -------------------------------------------------------------------------------------------

_BEFORE_WORDS: dict[Comparator, str] = {
    ">=": "至少|最少|起码|不少于|不低于|不小于|达到或超过|达到或者超过|达到或高于|"
    "大于等于|大于或等于|高于或等于|≥|≧|>=|"
    "at least|no less than|not less than|no fewer than|not fewer than|not below|minimum of",
    "<=": "顶多|撑死|撑死了|充其量|不超过|不高于|不多于|不大于|不超出|未超过|(?<!有)没有超过|没超过|至多|最多|"
    "没过(?=半)|未过(?=半)|不过(?=半)|小于等于|小于或等于|低于或等于|≤|≦|<=|"
    "at most|capped at|no more than|not more than|not exceeding|not exceed|up to|not above|not over|maximum of",
    "<": "未满|不满|没满|低于|少于|小于|不到|不足|未达到|未达|未到|没达到|(?<!有)没有达到|达不到|没到|<|"
    "under|below|less than|fewer than|lower than",
    ">": "超过|超出|突破|高于|多于|大于|逾|超|过(?=半)|>|"
    "more than|over|above|higher than|exceeding|exceeds|exceed",
    "down_by": "下降|降低|减少|下调|缩减|降|"
    "reduced by|reduce by|decreased by|decrease by|fall by|falls by|down by|drop by|decline by|lowered by",
    "up_by": "上升|提高|增长|增加|提升|上调|"
    "increased by|increase by|rise by|rises by|up by|grow by|raised by|raise by",
}
"""Words before a figure. 降至, 提高到 and the like name the value reached and are no change."""

_NEGATED = "不得|不能|不可|不应|不要|不宜|不会|不准|不许|不让|别|没|未|(?<!有)没有|并未|并没有|并不"
# 会不会超过: whether it is, and no bound.
_WHETHER = "|".join(f"(?<={modal})不{modal}" for modal in "会能可应要宜准许让")
_GAP_VERBS = (
    "配备|接受|建设|建成|建立|设置|设立|安排|开展|召开|举办|组织|提供|达到|保证|保持|完成|培训|培养|"
    "新增|拥有|参加|需要|睡|睡够|睡足|运动|接触|要有|建|设|有|配|达|要|需|为"
)
"""Verbs that may stand between 至少 (不少于 …) and its figure: 至少配备 1 名."""

_AFTER_WORDS: dict[Comparator, str] = {
    ">=": "[及或和]?以上|[及或]更多|打底|起步|保底|"
    "at least|or more|or above|and above|or older|and older|and over|or over|or higher|and up",
    "<=": "[及或和]?以下|以内|之内|以里|封顶|为限|内(?![部容地科涵外在蒙心服陆设])|"
    "at most|or less|or fewer|or below|and below|or under|and under|or younger|or lower",
}
"""Words behind a figure and its unit; 内 binds durations only (1个月内)."""

_APPROXIMATELY = "约|大约|大概|about|around|approximately|nearly|almost|roughly"


def _spaced(words: str) -> str:
    """The words of a table as a pattern; 以上 may hold a line break."""
    return _alternatives(words.split("|"), lambda word: word.replace("以", f"以{SP}"))


def _negations() -> dict[Comparator, str]:
    """不得低于 → ">=", 不应超过 → "<=": each negation with each bare comparator."""
    lower = "|".join(n + w for n in _NEGATED.split("|") for w in ("少于", "低于", "小于"))
    upper = "|".join(
        n + w for n in _NEGATED.split("|") for w in ("超过", "高于", "多于", "大于", "超出", "突破", "超")
    )
    return {">=": lower, "<=": upper}


_NEGATIONS = _negations()
BOUND_WORDS: dict[str, Comparator] = {
    word: comparator
    for table in (_BEFORE_WORDS, _NEGATIONS)
    for comparator, words in table.items()
    for word in words.replace("(?=半)", "").replace("(?<!有)", "").split("|")
}
_CHANGES = _BEFORE_WORDS["down_by"] + "|" + _BEFORE_WORDS["up_by"]
_BOUNDS = "|".join(
    words for table in (_NEGATIONS, _BEFORE_WORDS) for key, words in table.items() if not key.endswith("_by")
)
_NUMBER_AHEAD = rf"(?=[-−]?[0-9]|[{HAN}{FORMAL_DIGITS}半]|[a-z])"
BEFORE = lazy(
    rf"(?P<change>{_spaced(_CHANGES)})?(?P<bound>{SP}(?<![-=])(?!{_WHETHER})(?:{_spaced(_BOUNDS)}))?(?:{SP}了)?"
    rf"(?P<verb>{SP}(?:{_spaced(_GAP_VERBS)}))?"
    rf"(?P<about>{SP}(?:{_spaced(_APPROXIMATELY)}))?{SP}-?{_NUMBER_AHEAD}"
)
AFTER = lazy(
    rf"{SP}(?:\(含\){SP})?(?:(?P<more>{_spaced(_AFTER_WORDS['>='])})|(?P<less>{_spaced(_AFTER_WORDS['<='])})|左右)"
)
