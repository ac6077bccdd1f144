"""Another figure held against the one that was told (20%也太低了，应该是90%才对; No, it's 90%): whether that is right is asked.

Only a figure, where the asker has it from and words of doubt stand in such a follow-up; what asks for something
else (定到90%的有哪些, 达到90%了吗, why 90%) names it or asks it, and is none.
"""

from __future__ import annotations

from assistant.conversation.context import Completed, Context, rows_of
from assistant.conversation.texts import bare
from assistant.conversation.words import STOP
from assistant.framing import frames
from assistant.numerals import find_quantities, same_value
from assistant.patterns import lazy
from assistant.records import Quantity

LONGEST = 30  # characters of a follow-up that rebuts
MOST_WORDS = 16  # the same in English
# What asks for something, supposes it or wants it done: no rebuttal.
_ASKS = lazy(
    r"[哪谁几何]|指标|目标|措施|什么|啥|多少|为何|凭|怎样|如何|要是|如果|假如|假设|换|改成|比|差|能|会|可以|达标|了[吗么没]|有没有|没有"
    r"|\b(?:who|where|when|why|how|whose|if|suppose|than|compare[ds]?|list|reach(?:ed)?|met|achieved?|can|could|will|would)\b"
)
# Where the asker has it from, whoever that is.
_SAYS = r"[^，,。；;？?！!0-9]{0,8}?(?:[说讲写记查看标印登读]|听说|告诉我|规定|要求)(?:的|着|得|到|过|我|了)*(?:可|就|都|明明|也)*(?:不?是)?"
_IDLE = (
    r"(?:明明|肯定|绝对|确实|分明|显然|怎么|咋|可是|可|但是|但|其实|应该|应当|应|该|得|为|是|不|对|错|了|吧|吗|嘛|么|啊|呀|哦|噢|哎|诶|喂|呢|才|都|就|也|太|又|还|只|仅|有"
    r"|搞|弄|说|记|查|写|看|的|这|那|个|数字|数据|数|答案|我|你|您|俺|咱|信|觉得|真的|真|低|高|少|多|小|大|点|差不多|行|至于|哪能|原来|以前|之前|刚才|上面|规划|原文|文件|定)"
)
_IDLE_PART = lazy(rf"(?:{_IDLE})*")
_SAYING_PART = lazy(rf"(?:{_IDLE})*(?:{_SAYS})?(?:{_IDLE})*")
_EN = (
    r"(?:no|nope|not|wrong|that|this|it|its|it's|that's|is|isn't|was|wasn't|are|aren't|should|shouldn't|be|must|surely|really|only|just|can't|cannot|right|correct|true|the|a|but|and|actually"
    r"|definitely|certainly|i'm|i|am|you|you're|your|sure|certain|pretty|quite|which|one|what|wait|hang|on|hmm|oh|so|very|too|low|high|seems?|sorry|mistaken|number|figure|target|rate|rather|instead|online|somewhere|plan)"
)
_SAYS_EN = (
    r"(?:(?:i|we|they|he|she|someone|people|everyone|(?:the|my|our|a|an|this|his|her|their|your|another) (?:[a-z'-]+ ){1,3}?)\s*"
    r"(?:have |has |had )?(?:says?|said|writes?|wrote|claims?|told|tells|reported|reports|read|heard|saw|seen|thought|think|remember|insists?|puts?|gives?|states?)(?: (?:me|us|it|that|at|as))*)"
)
_IDLE_PART_EN = lazy(rf"(?:(?:{_SAYS_EN}|{_EN})(?: |$))*")
_NAMES = ("name", "year", "place", "domain", "age", "noun")
_DENIES = lazy(
    r"不|错|才|明明|肯定|绝对|确实|分明|显然|怎么|咋|可是|但|其实|应该|应当|应[为是]|该是|[说讲写记查看]|[吗吧嘛么]"
    r"|\b(?:no|nope|not|wrong|n't|isn't|wasn't|can't|cannot|should|must|surely|really|only|but|actually|definitely|certainly|sure|says?|said|read|heard|saw|thought|told|claims?|wrote)\b"
)


class Rebutting(Context):
    """Reads a figure that is held against the one told."""

    def _rebutted(self) -> Completed | None:
        """The row told with the figure that is held against it, as a question whether that is right."""
        text, lang = self.cut.text, self.cut.lang
        figures = find_quantities(text)
        rows = rows_of(self.last.answer, self.known) if figures else ()
        if len(rows) != 1 or rows[0].value is None or not self._is_short(text):
            return None
        if self.cut.of_kind(*_NAMES, *(("people",) if lang == "zh" else ())) or _ASKS.search(text):
            return None
        held = [q for q in figures if not any(same_value(q, t) for t in self.told_figures)] or figures[:1]
        if len(held) != 1 or not (held[0].unit or len(figures) == 1) or not _DENIES.search(text):
            return None
        parts = self._parts(text, figures)
        idle = _IDLE_PART_EN if lang == "en" else _IDLE_PART
        says = _IDLE_PART_EN if lang == "en" else _SAYING_PART
        if not all((says if has else idle).fullmatch(part) for has, part in parts):
            return None
        said, unit = held[0].text.strip(), "" if held[0].unit else self.told_figures[0].unit
        subject = self._names(rows, lang)
        asked = f"The {subject} is {said}{unit}, right?" if lang == "en" else f"{subject}{said}{unit}，对吗？"
        return Completed(asked, lang, ("subject",))

    def _is_short(self, text: str) -> bool:
        return len(text.split()) <= MOST_WORDS if self.cut.lang == "en" else len(text) <= LONGEST

    def _parts(self, text: str, figures: tuple[Quantity, ...]) -> list[tuple[bool, str]]:
        """The parts between stops without their figures and what only says where something was heard; whether each has a figure."""
        for start, end in frames(text):
            text = text[:start] + " " * (end - start) + text[end:]
        for figure in figures:
            text = text[: figure.start] + "#" * (figure.end - figure.start) + text[figure.end :]
        blank = " " if self.cut.lang == "en" else ""
        parts = [bare(part) for part in STOP.split(text)]
        return [("#" in part, blank.join(part.replace("#", " ").split())) for part in parts if part]
