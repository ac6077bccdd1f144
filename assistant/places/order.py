"""Which of two parts of the plan stands first: 监测评估是在组织实施前头还是后头, does welfare come before family.

asks_order(text)     whether a question is put so
read_order(marked)   both, as they follow one another in the plan; their numbers tell the order
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.places.marks import Mark, Marked
from assistant.places.wanted import Asked
from assistant.places.words import FRAME
from assistant.structure import ROOT

_SIDE = r"(?:前|后)(?:[面头边]|之)?|之[前后]"
_AFTER_NAME = r"(?:这|那|的|一|[”」』\"》]|章节?|领域|部分|板块|块儿?|条|项)*"
_ORDER_ZH = lazy(
    rf"(?:谁|哪一?(?:个|章|条|块|部分)?(?:领域|章)?)(?:先|(?:排|写|放|列|摆)?(?:得|在|的)*(?:更|最|靠)?(?:前|后))|(?:{_SIDE})(?:还是|或者?|，)(?:在|是)?(?:{_SIDE})"
    rf"|(?:排|写|放|列|摆|站)?在[^，,。；;？?]{{2,20}}?{_AFTER_NAME}(?:的)?(?:{_SIDE})(?![一二三四五六七八九十]|那?[一个条章])|谁先谁后|先后(?:顺序|次序)|(?:排|列|写)(?:在)?(?:{_SIDE})的是(?:哪|谁)"
)
_ORDER_EN = lazy(
    r"\b(?:comes?|stands?|is|placed|listed|printed|appears?|goes)\b[^.;?]*\b(?:first|earlier|later|before|after|ahead of|behind)\b|\bbefore or after\b"
)
_SMALL = lazy(
    r"[前后先在是排放列写摆站还或面头边之的吗吧呢呀啊啦么不这那一哪个章节领域部分块条项谁和与跟顺序次，,。？?、”“「」\s]|which|of|the|comes?|first|or|does|do|is|before|after|earlier|later|domain|chapter|section|and|two|in|plan|stand|listed|placed|appear|ahead"
)


def asks_order(text: str) -> bool:
    """Whether a folded question asks which of two stands first."""
    return bool((_ORDER_EN if text.isascii() else _ORDER_ZH).search(text))


def read_order(marked: Marked) -> Asked | None:
    """The two parts whose order is asked for; None where no such thing is asked, or more than it."""
    if not asks_order(marked.text):
        return None
    named = [mark for mark in marked.of("section", "title", "ordinal") if _is_one(mark, marked)]
    ids = list(dict.fromkeys(_place(mark, marked) for mark in named))
    if len(ids) != 2 or _SMALL.sub("", FRAME.sub("", marked.free)).strip():
        return None
    order = list(marked.tree.clauses)
    first, second = sorted(ids, key=order.index)
    above = {marked.tree.clauses[i].parent for i in (first, second)}
    return Asked(places=(first, second), titles=True, numbered=True) if len(above) == 1 else None


def _place(mark: Mark, marked: Marked) -> str:
    if mark.kind != "ordinal":
        return mark.ids[0]
    return marked.tree.numbered(ROOT)[mark.number - 1]


def _is_one(mark: Mark, marked: Marked) -> bool:
    """Whether a mark names one clause by itself."""
    if mark.kind == "ordinal":
        return mark.level == "chapter" and 0 < mark.number <= len(marked.tree.numbered(ROOT))
    return len(mark.ids) == 1
