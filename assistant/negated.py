"""A figure that a statement says to be none of a row's (小学近视率不是38%).

    says_it_is_not(figure, text)    whether the words before the figure deny it, and nobody asks whether it is so

Asked back (不是38%吗, 是不是38%, isn't it 38%) the same words say that it is so.
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.records import Quantity

# 不是, 并非, 压根没有定: what denies; between it and the figure only words that say how a figure is set.
_SET = r"(?:说|定|写|要求?|规定|控制|保持|维持|配备?|设置?|建|降|减|压|升|增|提高|增加|达|到|至|在|为|是|成|的|以|了|每年|每天|至少|最多|不少于|不低于|不超过|就|只)"
_DENIED = lazy(
    rf"(?P<before>^|.)(?:不是|并非|不等于|不为|(?:没有?|未|不)(?:定|写|要求?|规定)(?:为|成|在|到|过|的是)?){_SET}*\s*$"
)
_DENIED_EN = lazy(
    r"(?:(?<!or )\b(?:is|are|was|does|do|must|should)(?: not|n't)|\b(?:never|not))"
    r" (?:(?:set|fixed|kept|held|cut|reduced|raised|meant|required|to|be|at|as|just|really|actually|below|under|above|over|less|more|than|at least|at most|up|down|say|have|need) )*\s*$"
)
# 不是38%吗, 难道不是, 不是说: the asker takes it to be so.
_ASKED_BACK = lazy(
    r"(?:[吗嘛么]|来着)[？?。！!]*$|难道|莫非|莫不是|是不是|不是(?:说|讲)|\b(?:is|are|was|does|do|must|should)n't (?:it|that|the|they)\b|^\W*(?:is|are|was|does|do)\b"
)
# 不是38%，而是40%: two figures, of which the other one is said to hold.
_INSTEAD = lazy(r"^[^，,。；;]{0,3}[，,。；;]?\s*(?:而|应该?|就|它|那)?是|\bbut\b|\binstead\b")


def says_it_is_not(figure: Quantity, text: str) -> bool:
    """Whether a statement says of one figure that it is not so.

    Args:
        figure: with its place in the text.
        text: the question, folded.
    """
    if _ASKED_BACK.search(text) or _INSTEAD.search(text[figure.end :]):
        return False
    before = text[: figure.start]
    denied = _DENIED.search(before)
    return bool((denied and denied["before"] != "是") or _DENIED_EN.search(before))
