"""Ways of putting several things into one question that no slot reads, put as the plain question that they mean.

    put_plain(text, table)   A比B低多少，比C又高多少 → A比B和C分别差多少

A sum that is divided by the number of what it adds is their mean; what is counted in all and then in some domains is
counted by domain; a contrast (给家长定的、不是给孩子定的) restricts by its first half alone; whether rows have a figure,
asked behind the question which rows there are, restricts nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.numerals import parse_number
from assistant.patterns import lazy
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Table

_NO_STOP = r"[^，,。；;？?！!]"
_FAR = r"(?:[高低多少大小长短松严宽紧差]|高出|低出|多出|少出)(?:了|出)?(?:多少|几)[^，,。；;？?！!]{0,6}"
# 婴儿的比5岁以下的低多少，比新生儿的又高多少
_TWO_BESIDE = lazy(
    rf"(?P<who>{_NO_STOP}{{2,24}}?)(?<![对分占同环])比(?P<one>{_NO_STOP}{{2,16}}?)(?:又|还|要|会)?{_FAR}[，,；;]?(?:又|再|还|而|同时|且|并|那)*(?:又|还)?比(?P<other>{_NO_STOP}{{2,16}}?)(?:又|还|要|再|会)*{_FAR}(?:[？?呢啊呀]|$)"
)
# 产前筛查率加上母乳喂养率，再除以二
_NUMBERS = {"两": "二", "俩": "二", "仨": "三", "two": "2", "three": "3", "four": "4"}
_DIVIDED = lazy(
    r"[，,]?(?:然后|最后)?(?:再|后)?(?:除以|被)(?P<n>[二两俩三仨四五六2-6])(?:除)?(?P<behind>(?:等于|得|是|结果)*(?:几|多少)?)"
    r"|,? ?(?:then )?(?:and )?divided by (?P<n_en>two|three|four|[2-6])"
)
_ADDED = lazy(r"加|[和与跟、]|相加|总和|合计|\b(?:sum|plus|add|and)\b")
# 定到99%的总共几个，教育占几个，健康占几个
_SO_MANY = r"(?:一共|总共|统共|拢共|共)?(?:有|是)?(?P<many>(?:几|多少)[个条项])"
_NOUN = lazy(r"指标|目标|措施|条款|细项")
_THEN_EACH = lazy(
    rf"^(?P<head>{_NO_STOP}+?){_SO_MANY}(?P<each>(?:[，,、](?:其中|里头|里面)?[^，,。；;？?几多]{{2,8}}?(?:领域|那?块|方面)?(?:里|中)?(?:的)?(?:又|各)?(?:占|有|占了)(?:几|多少)[个条项]){{2,5}})[？?呢啊]*$"
)
_EACH = lazy(
    r"[，,、](?:其中|里头|里面)?(?P<name>[^，,。；;？?几多]{2,8}?)(?:领域|那?块|方面)?(?:里|中)?(?:的)?(?:又|各)?(?:占|有|占了)(?:几|多少)[个条项]"
)
# 给家长定的、不是给孩子定的: the second half only says whom the first does not mean
_CONTRAST = lazy(
    rf"(?P<said>(?:只|专门?)?(?P<way>给|为|针对|面向|管|按|用|从)(?P<what>{_NO_STOP}{{1,10}}?)(?P<end>(?:定|设|提|算|配|说|计)?的))[、，,]?(?:而|并|且)?不是(?P=way){_NO_STOP}{{1,10}}?(?:定|设|提|算|配|说|计)?的"
)
# 提到教师的占几条: how many there are
_TAKES_PART = lazy(r"(?<=[\u3400-\u9fff”\"」])的占(?=(?:几|多少)[条个项])")
# which remain, and do they have numbers: the rows tell that themselves
_HAVE_FIGURES = lazy(
    r"(?P<head>^.*\b(?:which|what|list|name)\b.+?),? (?:and|-|–|—) ?(?:do|does|have|has|are) (?:they|these|those|any of them|it|each)(?: all| each)? ?(?:have|has|carry|given|got|come with|state)? ?(?:any |an? |actual )?(?:numbers?|figures?|values?|targets?)(?: set| given| attached)?\??$"
)
_HAVE_FIGURES_ZH = lazy(
    rf"(?P<head>^.*(?:哪[些几个]|有啥|有什么|列){_NO_STOP}*)[，,](?:都|分别|各自|各|它们)*(?:有没有|有无|带没带|给没给|定没定|写没写)(?:定|给|写|具体)?(?:了|着)?(?:具体)?(?:的)?(?:数|数字|数值|指标值|目标值)?[？?呢啊吗]*$"
)
# “以上以下以内”: each of them
_RUN_OF_BOUNDS = lazy(r"[“\"「『](?P<run>(?:以[上下内][、和或]?){2,4})[”\"」』]")
# 说到X的是第几条: which of them do
_WHICH_ONE = lazy(
    r"(?P<said>(?:提到|说到|讲到|写到|写了|提及|涉及|点到)[^，,。；;？?]{2,10}?的)(?:是|在|为)?(?:第几|哪)[条个项](?=$|[？?呢啊])"
)
# 哪些领域没有数字指标: domains that have none, not those that have some without
_DOMAINS_WITHOUT = lazy(
    r"^(?P<head>(?:(?:在)?(?:[七7]个?大?|所有|全部|各个?)(?:领域|板块)(?:里头?|里面|当中|之中|中)[，,]?(?=有?哪|有?几))?(?P<which>[^，,。；;？?]{0,10}?(?:哪一?[些几]?个?|有?(?:几|多少)个))(?:大?(?:领域|板块)(?:里头?|里面|中)?)?)(?:是|都|压根|根本|完全|就|也|一直)*(?:没有?|没设|没定|不带|不含)(?:任何|一[个条项])?(?:具体的?|有|带)?(?:数字|数值|量化|有数|带数)(?:型|化|性)?的?(?:指标|目标)[呢啊吗]*[？?]?$"
)
# 哪些领域没有死亡率指标: the same of any other rows
_DOMAINS_WITHOUT_ANY = lazy(
    r"^(?P<head>(?:请问|规划[里中]?|[，,])*)哪一?[些几]?个?(?:领域|板块)(?:里头?|里面|中)?(?:是|都|压根|根本|完全|就|也)*(?:没有?|没设|没定)(?:任何|一[个条项])?(?P<what>(?![^，,。；;？?]*(?:但|却|而)是?有)[^，,。；;？?没]{2,16}?指标)[呢啊吗]*[？?]?$"
)
# 死亡率指标涉及几个领域: in how many there is one
_IN_HOW_MANY = lazy(
    r"^(?P<head>(?:请问|规划[里中]?|[，,])*)(?P<what>[^，,。；;？?几哪]{2,16}?指标)(?:一共|总共|共|都|分别|全)*(?:涉及到?|涵盖|覆盖|牵涉到?|横跨|分布在|分散在|落在|散在|在|出现在|属于|跨)了?(?:有|到)?(?:几|多少)个(?:不同的?)?(?:领域|板块)(?:里头?|里面|中|内)?[呢啊呀]*[？?]?$"
)
# 健康领域目标7下面有哪些指标: the seventh goal
_GOAL_NUMBER = lazy(
    r"(?<=[域块面健全育利庭境护])的?(?:主要)?目标(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?=(?:下面?|底下|之下|里头?|里面|中|包含|包括|含|有|共|一共|的))"
)
# 哪些主要目标下面没有数字指标: goals are asked for, not the rows below them
_BELOW = r"(?:之下|底下|下面|下边|下头|名下|里头?|里面|中|下)?"
_ASK_GOALS = r"(?P<ask>哪一?[些几]?[个条项]?|有?(?:几|多少)[个条项])"
_HAVE_ROWS = (
    r"(?:是|都|压根|根本|完全|连|一个|也|就|还)*(?P<have>没有?|不|有|带|设有?|定有?)(?:带|含|设|定|写|着|了)?"
    r"(?P<what>(?:一个)?(?:具体|带|有)?(?:数字|数值|定量|定性|量化|百分[比数]|千分[比率]|数)(?:型|化|性)?的?(?:指标|目标)?)的?[？?呢啊吗]*$"
)
_GOALS_WITH = lazy(
    rf"^(?P<where>[^，,。；;？?]{{2,6}}?(?:领域|板块|那?块)(?:里头?|中)?的?)?{_ASK_GOALS}主要目标{_BELOW}{_HAVE_ROWS}"
    rf"|^(?P<where_2>[^，,。；;？?]{{2,6}}?(?:领域|板块|那?块)(?:里头?|中)?的?)?主要目标(?:里头?|里面|当中|中)[，,]?{_ASK_GOALS.replace('ask', 'ask_2')}{_BELOW}{_HAVE_ROWS.replace('have', 'have_2').replace('what', 'what_2')}"
    rf"|^(?P<where_3>[^，,。；;？?]{{2,6}}?(?:领域|板块|那?块)(?:里头?|中)?的?)?(?:下面|底下)?(?P<have_3>有)(?:着|了)?(?P<what_3>(?:具体|带)?(?:数字|数值|定量|定性|量化|百分[比数]|千分[比率])(?:型|化|性)?的?指标)的主要目标(?:一共|总共|共)?(?:有|是)?{_ASK_GOALS.replace('ask', 'ask_3')}[？?呢啊吗]*$"
)
_SO_MANY_OF_CHAPTER = lazy(
    r"(?P<chapter>组织实施|监测评估|[一-龥]{4,12})(?:这一?章)?(?:那|这|的)(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})条(?=里|中|当中|之中|内)"
)
# 比起农村自来水，教育领域有哪几个率定得更高: 教育领域有哪几个率比农村自来水高
_BESIDE_FIRST = lazy(
    rf"^(?:比起|相比于?|较之|对比|(?:跟|和|与|同)(?={_NO_STOP}{{2,16}}?(?:相比|比起来|比较|比)[，,]))(?P<than>{_NO_STOP}{{2,16}}?)(?:来|来说|相比|比起来|比较|比)?[，,](?P<rest>{_NO_STOP}*?(?:哪|几|谁|多少){_NO_STOP}*?)(?:定得?|设得?|要求|目标值?|数值?|是|要)*(?:更|还要?|来得)(?P<way>[高低大小严松])(?:一些|一点儿?|些)?的?[？?呢啊]*$"
)
# 每天至少1小时的要求: what is demanded is printed so; 不少于1小时的 bounds
_DEMANDED = lazy(
    r"(?:至少|最少|起码|不(?:得|能)?少于)(?P<figure>(?P<n>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十])(?P<unit>个?小时|次|名|张|所))的(?=(?:要求|规定|硬性|硬要求|标准|指标|目标|事))"
)
# is anything outside health required to be maintained: which rows are
_ANYTHING = lazy(
    r"^(?:is|are) (?:there )?any(?:thing| targets?| indicators?)? (?P<where>(?:outside|in|under|within|beyond)(?: of)? [a-z ,]+?) (?P<said>(?:that (?:is|are) )?(?:required|supposed|meant|expected|asked|told|said) to .+)$"
)


def put_plain(text: str, table: Table) -> str:
    """A folded question as the plain one that it means; as it is where nothing of it is put otherwise."""
    text = _RUN_OF_BOUNDS.sub(_each_bound, text)
    if (two := _TWO_BESIDE.search(text)) is not None:
        text = f"{text[: two.start()]}{two['who']}比{two['one']}和{two['other']}分别差多少"
    if (divided := _DIVIDED.search(text)) is not None:
        text = _as_mean(text, divided, table)
    if (counted := _THEN_EACH.match(text)) is not None and _are_domains(counted["each"], table):
        head = counted["head"].rstrip("，,")
        noun = "" if _NOUN.search(head) else f"{'' if head.endswith('的') else '的'}指标"
        text = f"{head}{noun}一共{counted['many'] or '几个'}，按领域分各有{counted['many'] or '几个'}"
    if (beside := _BESIDE_FIRST.match(text)) is not None:
        return f"{beside['rest']}比{beside['than']}{beside['way']}"
    if "领域" in text or "板块" in text:
        text = _DOMAINS_WITHOUT.sub(_without_figures, text)
        text = _IN_HOW_MANY.sub(r"\g<head>有几个领域有\g<what>", text)
        text = _GOAL_NUMBER.sub(r"第\g<n>条目标", text)
        if "定量" not in text:
            text = _DOMAINS_WITHOUT_ANY.sub(r"\g<head>哪个领域一个\g<what>都没有", text)
    if "目标" in text and (goals := _GOALS_WITH.match(text)) is not None:
        return _by_goal(goals)
    if (demanded := _DEMANDED.search(text)) is not None and _is_printed(demanded, table):
        text = f"{text[: demanded.start()]}{demanded['figure']}的{text[demanded.end() :]}"
    text = _TAKES_PART.sub("的有", _CONTRAST.sub(r"\g<said>", text))
    for form in (_HAVE_FIGURES, _HAVE_FIGURES_ZH):
        if (asked := form.match(text)) is not None:
            text = asked["head"]
    if (which := _WHICH_ONE.search(text)) is not None:
        text = f"{text[: which.start()]}{which['said']}有哪几条{text[which.end() :]}"
        text = _SO_MANY_OF_CHAPTER.sub(r"\g<chapter>", text)
    return _ANYTHING.sub(r"which targets \g<where> are \g<said>", text)


def _without_figures(match: re.Match[str]) -> str:
    """The domains that have no rows with a figure, where domains are what is asked for."""
    return (
        f"{match['which']}领域没有定量指标"
        if "领域" in match["head"] or "板块" in match["head"]
        else match.group()
    )


def _is_printed(match: re.Match[str], table: Table) -> bool:
    """Whether some row demands exactly so much."""
    value, unit = parse_number(_NUMBERS.get(match["n"], match["n"])), match["unit"].removeprefix("个")
    return any(
        row.value == value and row.unit == unit and row.comparator == ">=" for row in table.catalog.rows
    )


def _each_bound(match: re.Match[str]) -> str:
    return "".join(f"“{word}”" for word in re.findall("以[上下内]", match["run"]))


def _by_goal(match: re.Match[str]) -> str:
    """A question for the goals that have some rows, or none, as one for these goals or for the rows counted by goal."""
    told = {name.split("_")[0]: value for name, value in match.groupdict().items() if value}
    where, ask, what = told.get("where", ""), told["ask"], told["what"].removeprefix("一个")
    kind = what.removesuffix("指标").removesuffix("目标").removesuffix("的")
    what = "数字指标" if kind in ("数", "数字") else f"{kind}{'的' if '数' in kind[-1:] else ''}指标"
    if told["have"][0] in "没不":
        return (
            f"{where}没有{what}的主要目标有{'几条' if ask[-2:-1] in '几少' and '哪' not in ask else '哪几条'}"
        )
    return f"{where.removesuffix('的')}哪些主要目标有1个以上的{what}"


def _as_mean(text: str, divided: re.Match[str], table: Table) -> str:
    """A sum divided by the number of its rows, as their mean; as it is where it is divided by another number."""
    before = text[: divided.start()]
    said = divided["n"] or divided["n_en"]
    number = parse_number(_NUMBERS.get(said, said))
    if not _ADDED.search(before) or Decimal(len(Reading(before, table).rows)) != number:
        return text
    if divided["n_en"]:
        return f"what is the average of {before.strip(', ')}?"
    return f"{_PLUS.sub('和', before)}的平均数是多少"


_PLUS = lazy(r"加上?|再?相加|加起来|加一?块儿?")


def _are_domains(each: str, table: Table) -> bool:
    """Whether all that is counted apart are domains by one of their names."""
    names = {name for found in table.domains.values() for name in found}
    told = [match["name"] for match in _EACH.finditer(each)]
    return bool(told) and all(name in names for name in told)
