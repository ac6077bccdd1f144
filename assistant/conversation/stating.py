"""A figure said again of what was told (25%以内，我没听错吧; 不是说90%吗; 凭什么定38%)."""

from __future__ import annotations

import re

from assistant.conversation.context import Completed, Context
from assistant.conversation.texts import bare, swap
from assistant.conversation.words import Token, load_words
from assistant.framing import tags, told
from assistant.numerals import AGES, find_quantities, format_decimal, same_value
from assistant.patterns import lazy
from assistant.records import Quantity

# What may stand beside a figure that is said again; anything else is a subject or a question of its own.
_BESIDE = frozenset({"light", "lead", "tail", "not", "word", "table", "it", "correct", "again", "phrase"})
LONGEST_BARE = 20  # characters of a follow-up that only says a number
_NUMBER = lazy(
    r"\b(?:[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! ?[%‰a-z])"
)
_GIVEN = "这个数"


class Stating(Context):
    """Says of the earlier subject what the follow-up states."""

    def _stated_of_it(self) -> Completed | None:
        """The earlier subject with the figure that the follow-up states of it, as a question whether that is right."""
        figures = self.cut.of_kind("figure") or self._bare_numbers or self._units
        if len(figures) != 1 or not self.told_figures:
            return None
        heard = told(self.cut.text)
        frames = (*tags(self.cut.text), *heard)

        def is_frame(token: Token) -> bool:
            return any(start <= token.start and token.end <= end for start, end in frames)

        said = figures[0]
        beside = [
            t for t in self.cut.tokens if (t.end <= said.start or said.end <= t.start) and not is_frame(t)
        ]
        if any("which" in t.roles() or t.slot == "ask" for t in beside):
            return None  # 定到99%的是哪仨: the figure is what others are asked for by
        if self._asks_of_it(beside):
            return self._asked_with_it(figures[0])
        if any(t.kind not in _BESIDE or self._names_noun(t) for t in beside) or not (
            frames or self._doubts or not beside
        ):
            return None
        subject, lang = self._subject(), self.cut.lang
        if (put := self._in_asked_place(said)) is not None:
            return put
        if said.slot == "unit":
            sign = load_words(self.known.settings.corpus).table[said.text][1]
            return Completed(
                f"{subject}{format_decimal(self._measured[0].value)}{sign}，对吗？", lang, ("subject",)
            )
        unit = self.told_figures[0].unit if self.told_figures and not find_quantities(said.text)[:1] else ""
        figure = f"{self.cut.said(said).strip()}{' ' if unit.isascii() and unit.isalpha() else ''}{unit}"
        if lang == "en":
            return Completed(f"The {subject} is {figure}, right?", lang, ("subject",))
        return Completed(f"{subject}{figure}，对吗？", lang, ("subject",))

    def _in_asked_place(self, said: Token) -> Completed | None:
        """The earlier question with the figure in the place of the words that ask for it, where clauses were told."""
        query = self.last.answer.query
        asked = [t for t in self.earlier.tokens if t.roles() & {"value", "count"}]
        told_clauses = query is not None and query.task == "clause"
        if not told_clauses or len(asked) != 1 or self.earlier.lang == "en" or self.cut.lang == "en":
            return None
        text = bare(swap(self.earlier, asked, self.cut.said(said).strip()))
        return Completed(f"{text}，对吗？", "zh", ("subject",))

    @property
    def _measured(self) -> list[Quantity]:
        """The figures told, but for ages, which say whom a row is about."""
        return [figure for figure in self.told_figures if figure.unit not in AGES]

    @property
    def _units(self) -> tuple[Token, ...]:
        """A unit that is said of the figure told (单位是百分号吧)."""
        units = [t for t in self.cut.tokens if t.slot == "unit" and not self._names_noun(t)]
        return (
            tuple(units)
            if len(units) == 1
            and len(self._measured) == 1
            and self._doubts
            and len(self.cut.text) <= LONGEST_BARE
            else ()
        )

    @property
    def _bare_numbers(self) -> tuple[Token, ...]:
        """A number without its unit, which what was told has (Not nine?); that of an age says of whom."""
        text = self.cut.text
        short = len(text) <= LONGEST_BARE and not self.cut.of_kind("year", "age")
        found = list(_NUMBER.finditer(text)) if short else []
        return tuple(Token(*m.span(), "figure", m.group()) for m in found) if len(found) == 1 else ()

    @property
    def _doubts(self) -> bool:
        """Whether the follow-up asks whether a figure holds (不是6‰吗)."""
        return bool(re.search(r"吗|吧|么|不是|\b(?:not|isn't|wasn't)\b|[?？]$", self.cut.text))

    def _asks_of_it(self, beside: list[Token]) -> bool:
        """Whether the rest asks something and names nothing (凭什么定…)."""
        own = any(t.kind not in _BESIDE | {"ask", "where", "part", "text", "verb"} for t in beside)
        return not own and any(
            t.kind in ("ask", "where", "part", "text") or "reason" in t.roles() for t in beside
        )

    def _asked_with_it(self, figure: Token) -> Completed | None:
        """The question about a figure that was told, with its subject; the figure itself is none of the question."""
        asked = find_quantities(figure.text)
        if not any(same_value(q, t) for q in asked for t in self.told_figures):
            return None
        if self.cut.lang == "en":
            return None
        rest = self.cut.shown[: figure.start] + _GIVEN + self.cut.shown[figure.end :]
        return Completed(f"{self._subject()}，{bare(rest)}？", self.cut.lang, ("subject",))
