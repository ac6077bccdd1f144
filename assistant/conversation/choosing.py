"""One of what was told or offered (第二个, 听力的), and two subjects side by side (这俩差多少)."""

from __future__ import annotations

import re

from assistant.asked import ASKING
from assistant.conversation.context import Context, listed, rows_of
from assistant.conversation.texts import number_of, pick, swap
from assistant.conversation.words import OPENERS, Cut
from assistant.lexicon import fold
from assistant.question import language_of
from assistant.records import Indicator

_NTH = re.compile(
    r"(?:第|^)([一二两三四五六七八九十]|[0-9]{1,2})(?:个|项|条|种|款|位|号)(?:指标|目标|措施|问题|选项)?|选([0-9]{1,2}|[一二三四五六七八九])|^([0-9]{1,2})[.、)]?$"
)
_NTH_EN = re.compile(
    r"(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,2}(?:st|nd|rd|th))(?: (?:one|option|choice|question|target|indicator|item))?|(?:number|option|no\.) ?([0-9]{1,2})|^([0-9]{1,2})$"
)


_MEANING = re.compile(r"意思|含义|怎么理解|什么内容|\bmean")
_NUMERAL = r"(?:[一二两三四五六七八九十]+|[0-9]{1,2})"
_COUNTER = r"(?:条|项|个|款|点|章)"


class Choosing(Context):
    """Picks from the last answer."""

    def _nth(self) -> int | None:
        """The number of a choice, from 1; -1 for the last."""
        text, lang = self.cut.text, self.cut.lang
        first, last = self.cut.of_kind("first"), self.cut.of_kind("last")
        match = (_NTH_EN if lang == "en" else _NTH).search(text)
        if match:
            start, end = match.span()
        elif first or last:
            start, end = (first or last)[0].start, (first or last)[0].end
        else:
            return None
        rest = [t for t in self.cut.tokens if t.end <= start or t.start >= end]
        if any(t.start < start < t.end or t.start < end < t.end for t in self.cut.tokens):
            return None  # a part of a longer word (哪一个)
        if any(
            t.kind not in OPENERS | {"word", "it", "these", "pair", "among", "first", "last", "text"}
            or t.roles() & ASKING
            for t in rest
            if not _MEANING.search(t.text)
        ):
            return None
        if match:
            said = next((group for group in match.groups() if group), "")
            return number_of(said)
        return 1 if first else -1

    def _chosen(self) -> str | None:
        number = self._nth()
        if number is None:
            marked = self.zones.leads or self.zones.corrects
            only = all(t.kind in ("domain", *OPENERS) for t in self.cut.tokens)
            return (self._other_place() if marked and only else None) or self._chosen_by_name()
        return self._item(number) or self._other_place()

    def _other_place(self) -> str | None:
        """The earlier question with another number in it (第3条…, 第4条呢); where it had none, the earlier question.

        Its answer holds the list that the number counts in (五位一体…第三项).
        """
        query = self.last.answer.query
        if query is None or self.cut.lang == "en":
            return None
        said = re.search(rf"第?{_NUMERAL}{_COUNTER}", self.cut.text)
        old = re.search(rf"第{_NUMERAL}{_COUNTER}", self.before)
        if said and old and query.task == "place":
            number = said.group() if said.group().startswith("第") else "第" + said.group()
            domain = self.cut.of_kind("domain")
            text = self.before[: old.start()] + number + self.before[old.end() :]
            return text if not domain else self._in_domain(text, self.cut.said(domain[0]))
        counts = re.search(rf"{_NUMERAL}{_COUNTER}|[几哪]{_COUNTER}", self.before)
        return (
            self.before
            if said and counts and query.task == "clause" and not self.cut.of_kind("domain")
            else None
        )

    def _in_domain(self, text: str, domain: str) -> str:
        cut = Cut.of(text, self.known)
        return swap(cut, cut.of_kind("domain"), domain) if cut.of_kind("domain") else domain + text

    def _item(self, number: int) -> str | None:
        """The choice, row or clause of a number in the last answer."""
        answer = self.last.answer
        if answer.status == "clarify" and answer.suggestions:
            return pick(answer.suggestions, number)
        rows = rows_of(answer, self.known)
        if len(rows) > 1:
            row = pick(rows, number)
            return None if row is None else self._asked_of(row)
        places = listed(answer)
        place = pick(places, number)
        if place is None or len(places) < 2:
            return None
        told = [row for row in self.known.rows.values() if row.clause_id == place]
        if len(told) == 1:
            return self._asked_of(told[0])
        return f"What does clause {place} say?" if self.cut.lang == "en" else f"{place}写了什么？"

    def _chosen_by_name(self) -> str | None:
        """The one of the choices offered last that has what the follow-up names (听力的)."""
        offered = next((t.answer.suggestions for t in self.turns[:3] if t.answer.status == "clarify"), ())
        body = self.zones.body
        if not offered or not body or self._asking(body):
            return None
        said = self.cut.text[body[0].start : body[-1].end].removesuffix("的").removeprefix("the ")
        fitting = [question for question in offered if said in fold(question)]
        return fitting[0] if len(fitting) == 1 and len(said) > 1 else None

    def _asked_of(self, row: Indicator) -> str:
        lang = language_of(self.before)
        name = self._names((row,), lang)
        return f"What is the target for the {name}?" if lang == "en" else f"{name}的目标是多少？"
