"""Which of a body's roles a question is about: what it leads, what it is in charge of, what it helps with.

asked_role(text)       牵头, 负责 or 配合; "" where all that a body has to do is asked for
without_roles(text)    the question without the words that say so
"""

from __future__ import annotations

import re
from typing import Final

from assistant.duties import HELPS, IN_CHARGE, LEAD
from assistant.patterns import lazy

_UNIT = r"(?:单位|部门|方|机构|机关|主体|角色)"
_LEADS = r"(?:牵头|领头|挑头|领衔|主抓|打头阵|挂帅|抓总)"
_HELPS = r"(?:打配合|配合|协办|协助|协同|参与|参加|打下手|帮忙|搭把手|敲边鼓)"
_CHARGED = rf"(?:责任|主责|主办|承办|负责|主管)的?{_UNIT}"
_LEADS_EN = r"\b(?:lead|leads|leading|led|heads?)\b"
_HELPS_EN = r"\b(?:support|supports|supporting|help|helps|helping|assist\w*|cooperat\w*)\b"
# What is left out of a count (不算配合, 除了牵头的, not counting those it only supports).
_LEFT_OUT = lazy(
    rf"(?:(?:不|别|甭)(?:要|用|需要?|能)?(?:算|含|包括|包含|计入?|列|当|是|做|作)+(?:上|进)?|除(?:了|去|开|掉)?|去掉|去除|排除|刨[去掉]|扣[掉除]|撇开|不(?=配合|参与|协办))"
    rf"(?:那些|只是|仅仅?|光|单纯|它|他们)*(?:{_LEADS}|{_HELPS}){_UNIT}?的?"
    rf"|\b(?:not counting|not including|excluding|without|except|leaving out)\b[^,.;?]*?(?:{_LEADS_EN}|{_HELPS_EN})"
)
_ASKS: Final = (
    (LEAD, lazy(rf"{_LEADS}|{_LEADS_EN}")),
    (HELPS, lazy(rf"{_HELPS}|{_HELPS_EN}")),
    (IN_CHARGE, lazy(_CHARGED)),
)
_SAID = lazy(
    rf"(?:只|仅|光|单|就|算|当|作为|是|做|以|由)*(?:{_CHARGED}|(?:{_LEADS}|{_HELPS})的?{_UNIT}?)(?:身份|的那些)?|{_LEADS_EN}|{_HELPS_EN}"
)


def asked_role(text: str) -> str:
    """The role that a folded question asks for; "" for all. What is left out of a count leaves what is in charge."""
    kept = _LEFT_OUT.sub(" ", text)
    found = next((role for role, words in _ASKS if words.search(kept)), "")
    left_out = _LEFT_OUT.search(text)
    return found or (IN_CHARGE if left_out and re.search(rf"{_HELPS}|{_HELPS_EN}", left_out.group()) else "")


def without_roles(text: str) -> str:
    """A folded question with blanks for the words that say which role is asked for."""
    for pattern in (_LEFT_OUT, _SAID):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text
