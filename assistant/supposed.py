"""A figure that the asker has and the plan's target for it: whether it keeps to the target, and how far off it is.

asks_whether_met(text), asks_gap(text)   算不算达标, 够不够; 离目标还差几个点
supposed(query, row)                     the figure beside the row's bound; None where that is not asked
lacks_target(query, row)                 whether the row has no figure to hold one against
lacks_result(query, row)                 how far off something is, and the question says not where it stands
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.claims import agrees, of_row
from assistant.patterns import lazy
from assistant.records import Indicator, Quantity, Query

_ENDS = r"(?=[了吗嘛没不吧呢么喽啦，,。?？]|$)"
_GOAL = r"(?:规划)?的?(?:目标值?|要求|标准|任务|指标|红线|上限|下限|规定)"
_IS_ENOUGH = lazy(
    rf"够不够|够(?:了|吗|嘛|不|没|用|标准|格|得上|数)|[达合过超完]没?有?不?[达合过超完][标格线关成]|(?:达标|合格|过关|过线|及格|合规|超标|违规|超额|完成任务){_ENDS}"
    rf"|达没达|超没超|行不行|(?:算是?|能|就|才|可)(?:不)?算?(?:超额|提前)?(?:达标|合格|完成|达到|过关|过线|超标|合规|及格)"
    rf"|(?:符合|满足|达到|完成|达成|超过|超出|突破|够得?着|够得?上){_GOAL}{_ENDS}|(?:符合|满足|达到|完成|达成)了?{_GOAL}{_ENDS}|算(?:不算|没有?|未|是没|是)?(?:完成|达到|达标|过关|合格)"
    r"|\b(?:within|under|below|above|over|inside) (?:the |its |this |that )?(?:plan's )?(?:ceiling|cap|limit|floor|target|bar|bound)\b"
    r"|\b(?:enough|sufficient|acceptable|on target|on track|compliant)\b|\b(?:meets?|met|satisf(?:y|ies)|compl(?:y|ies) with|reach(?:es|ed)?|pass(?:es)?|miss(?:es|ed)?|hit) (?:the|this|that|its|our) (?:plan|target|goal|standard|requirement|mark|bar)"
    r"|\b(?:came|comes?|turn(?:s|ed)?) (?:in|out) at (?=[0-9])|\bclear(?:s|ed)? (?:the|this|that|its) (?:bar|target|goal|mark|threshold|hurdle|line)\b"
)
_TARGET = r"(?:规划|目标|指标|要求|达标|标准|任务|上限|下限|线|杠杠?)[\u3400-\u9fff]{0,5}?"
_FAR = r"(?:多少|几|多大|多远|一?大?截|远不远)"
_GAP = lazy(
    rf"(?:离|距离?|比|跟|和|与)(?:着)?(?:[0-9]{{4}}年?的?)?(?:{_TARGET}|[0-9.]+[%‰]?(?:的{_TARGET})?)(?:还|仍|尚)?(?:差|缺|欠|少|低|高|多|有)[\u3400-\u9fff]{{0,3}}?{_FAR}"
    rf"|(?:还|仍|尚)(?:差|缺|欠)(?:着|了)?{_FAR}|(?:超|高出|低于|超出|超过|差){_TARGET}{_FAR}"
    r"|\bhow short of\b|\bhow far (?:\w+ ){0,2}?(?:off|short|away|from|above|below|over|under)\b|\bby (?:what margin|how (?:much|many)\b(?=.*\b(?:target|goal|short(?!-)|miss|beat|exceed)))"
    r"|\bhow (?:many|much) (?:(?:percentage )?points? )?(?:\w+ ){0,3}?(?:short|off|away|to go|missing|left|below|above|over|under)\b(?! (?:the|this|that|our) (?:plan|programme)\b)"
)
_MISSED = lazy(
    r"(?:没|未|不|没有|未能)(?:有)?[达合过完够]|[达够]不到|不够|超标|违规|\b(?:not|n't|never|miss(?:es|ed)?|fail(?:s|ed)?|short of)\b"
)
# By how much, where nothing is said that it is compared with: the target is meant.
_BARE_GAP = lazy(
    rf"(?:超|超出|超过|高出|高|差|缺|欠|低|少)(?:[睡练动晒配做上去]|参加|接受|运动|活动)?(?:了|着)?{_FAR}"
)
_COMPARED = lazy(r"[比跟和与](?!目标|规划|要求|上限|下限|标准|指标)|\bthan\b")
_RISES = lazy(r"达到|增至|提高|提升|升至|增加|不低于|至少|保证")
_FALLS = lazy(r"降至|控制|下降|降低|减少|不超过|不高于")
_COUNTED = frozenset({"名", "人", "位", "个", "张", "所", "家", "项", "条", "次"})
_CHANGES = ("down_by", "up_by")
_CLOSED = {"<": "<=", ">": ">=", "<=": "<", ">=": ">"}


@dataclass(frozen=True, slots=True)
class Supposed:
    """A figure of the asker's beside the target of a row.

    Attributes:
        figure: as the question has it.
        keeps: whether it keeps to the target.
        gap: how far it is from the row's figure, in the row's unit; 0 on it.
    """

    figure: Quantity
    keeps: bool
    gap: Decimal


def asks_gap(text: str) -> bool:
    """Whether a folded question asks how far something is from its target."""
    return bool(_GAP.search(text)) or (bool(_BARE_GAP.search(text)) and not _COMPARED.search(text))


def asks_whether_met(text: str) -> bool:
    """Whether a folded question asks if a figure is enough, and not if it is the plan's."""
    return bool(_IS_ENOUGH.search(text)) or asks_gap(text)


def is_of_asking(word: str, text: str) -> bool:
    """Whether a word is one of those that ask if a figure is enough, and changes nothing of what is asked."""
    return any(word in match.group() for words in (_IS_ENOUGH, _GAP) for match in words.finditer(text))


def says_missed(text: str) -> bool:
    """Whether a folded question takes its figure to miss the target (那就是没达标喽)."""
    return bool(_MISSED.search(text))


def supposed(query: Query, row: Indicator) -> Supposed | None:
    """The one figure that a question holds against a row; None where it asks for something else."""
    if row.value is None or not asks_whether_met(query.text):
        return None
    said = tuple(figure for figure in of_row(query, row) if not _is_goal(figure, query.text))
    said = (
        tuple(f for f in said if f.comparator == "=") if len(said) == 2 else said
    )  # what is required, and what is there
    if len(said) != 1 or not _alike(said[0].unit, row.unit or ""):
        return None
    figure, bound = said[0], _bound_of(row)
    if figure.comparator not in ("=", bound, _CLOSED.get(bound)) or (figure.comparator == "=") == (
        bound in _CHANGES
    ):
        return None  # brought down to 12 % is no change by 12 %; what is under 10 % may be under 8 %, too
    value = figure.value
    keeps = value <= row.value if bound in ("<=", "<") else value >= row.value
    if (bound == "<" and value == row.value) or (bound == "=" and value != row.value):
        keeps = False
    return Supposed(figure, keeps, abs(value - row.value))


def lacks_target(query: Query, row: Indicator) -> bool:
    """Whether a question holds a figure against a row that has none."""
    return row.value is None and bool(query.figures) and asks_whether_met(query.text)


def lacks_result(query: Query, row: Indicator) -> bool:
    """Whether a question asks how far something is from its target and does not say where it stands."""
    said = of_row(query, row)
    at_goal = all(agrees(figure, row) and _is_goal(figure, query.text) for figure in said)
    return bool(_GAP.search(query.text)) and at_goal


_TO = lazy(r"(?:距离?|离|比|跟|和|与|\b(?:from|of|than))\s*(?:着|the )?$")


def _is_goal(figure: Quantity, text: str) -> bool:
    """Whether a figure is what something is measured by (距离5.5‰还差多少), and not where it stands."""
    return bool(_TO.search(text[: figure.start]))


def _bound_of(row: Indicator) -> str:
    """How a row's figure binds; of a bare one its verb tells the side (达到97%)."""
    if row.comparator != "=":
        return row.comparator
    verb = row.verb or ""
    return ">=" if _RISES.search(verb) else "<=" if _FALLS.search(verb) else "="


def _alike(one: str, other: str) -> bool:
    return one in ("", other) or {one, other} <= _COUNTED
