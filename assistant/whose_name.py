"""Whose name a question asks for: that of a person, of one of several places, or of a thing.

    whose_name(before, behind)    by the noun that the name is asked of

「组长叫啥名字」 asks for a person, 「哪几家医院，都叫什么名字」 for a list of places, 「那个专项行动叫啥名字」 for what a plan
itself calls something.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.patterns import lazy

Named = Literal["person", "place", "thing"]

# What stands between a noun and the words that ask for its name.
_BETWEEN = lazy(
    r"(?:的|都|又|也|到底|究竟|具体|一共|分别|正式|大概|全|名儿|名称|名字|全称|全名|名|是|叫|它|那个|这个|[\s,，。?？、：:])+$"
)
# How people and posts are called, by the ends of their names; a pronoun stands for one.
_PERSON = lazy(
    r"(?:[长员人者师官警]|主任|书记|领导|同志|干部|主席|代表|大夫|医生|秘书|校医|教授|专家|老师|家长|头儿|头头|一把手|负责|分管|牵头|主管|管事|谁|哪位|几位|[他她你您咱我俺]们?|[爸妈爹娘]|娃|孩子|姓|^|(?:管|抓|办)(?:这|那)[^,，。?？的]{0,4}|负责[^,，。?？的]{0,6})$"
)
_PLACE = lazy(
    r"(?:[所院校园站局委办厅店]|中心|基地|之家|机构|单位|部门|场所|公司|企业|学校|医院|社区|协会|厂家|厂|品牌|牌子|大学|组织)$"
)
_PERSON_EN = lazy(
    r"^\s*(?:of |for )?(?:the |a |an |that |this |its |your |our |their )?(?:[a-z'-]+ ){0,3}?(?:person|people|head|director|chair\w*|chief|mayor|officer|official|leader|teacher|manager|"
    r"contact|secretary|minister|doctor|principal|headmaster|staff|member|boss|author|expert|judge|policeman|coordinator|spokes\w+|who)s?\b"
)
_PLACE_EN = lazy(
    r"^\s*(?:of |for )?(?:the |a |an |that |this |its |each |every |all )?(?:[a-z'-]+ ){0,3}?(?:hospital|school|kindergarten|nursery|nurseries|cent(?:re|er)|clinic|company|companies|office|"
    r"institution|home|organi[sz]ation|librar(?:y|ies)|museum|shop|firm|agency|agencies|universit(?:y|ies))s?\b"
)


def whose_name(before: str, behind: str) -> Named:
    """Whose name is asked for, of a folded question.

    Args:
        before: what stands before the words that ask for a name.
        behind: what stands behind them.
    """
    if before.isascii() and behind.isascii():
        return _in_english(behind)
    noun = _BETWEEN.sub("", before)
    if _PERSON.search(noun):
        return "person"
    return "place" if _PLACE.search(noun) else "thing"


def _in_english(behind: str) -> Named:
    if not re.match(r"\s*(?:of|for)\s+[a-z]", behind) or _PERSON_EN.match(behind):
        return "person"
    return "place" if _PLACE_EN.match(behind) else "thing"
