"""What restricts the rows of a question beside its figures: printed words, how figures bind, goals, what is left out."""

from __future__ import annotations

import re
from abc import ABC
from dataclasses import replace
from functools import cached_property

from assistant.numerals import parse_number
from assistant.patterns import compiled, lazy
from assistant.records import Comparator, TableQuery
from assistant.tabular.demanded import SAID_NOT
from assistant.tabular.measured import BOUNDED, Measured
from assistant.tabular.placed import ALL_BUT, DENIED, HAN
from assistant.tabular.slots import Span
from assistant.tabular.typed import types_in

_NUMBERED_GOAL = lazy(
    r"第(?P<zh>[一二三四五六七八九十0-9]+)[个条项]?(?:主要|大)?目标|目标(?:里|中)?的?第(?P<behind>[一二三四五六七八九十0-9]+)[个条项](?!措施)|\bgoal (?:no\.? ?|number )?(?P<en>[0-9]+)"
)
_AMONG_QUOTES = lazy(r"[、,， ()]*(?:和|或|或者|与|及|跟|还是|or|nor|and)?[、,， ]*")
_SPEAKS_OF_NAMES = lazy(r"名(?:称|字|里|中)?[^，,。；;]{0,6}$")
_ALL_BOUNDS: tuple[Comparator, ...] = (">=", ">", "<=", "<", "=")
_PRINTED = {"以上": ">=", "以下": "<=", "以内": "<="}  # that stand in names, too (5岁以下)
_FLOORS = frozenset({"以上", "不低于", "不少于", "至少", "起码", "之上"})
_WORDS_OF_BOUNDS = _FLOORS | {"以下", "以内", "之内", "之下", "不高于", "不超过", "至多", "未满", "不满"}


def _nature(value: tuple[str, ...]) -> tuple[str, ...]:
    """The nature that a word of the table names, if it names one."""
    return value[1:2] if value[0] == "nature" else ()


class Filtered(Measured, ABC):
    """A question with what restricts its rows."""

    # --- printed words

    @cached_property
    def wordings(self) -> tuple[str, ...]:
        """Quoted words that rows are printed with (写着“以内”的), and the nature that a table gives them (约束性)."""
        told = [q for _, _, q in self._printed if not q.startswith("!")]
        return tuple(dict.fromkeys((*told, *self.natures)))

    @cached_property
    def natures(self) -> tuple[str, ...]:
        """The natures of rows that it restricts to; of one denied (不是约束性的) the other."""
        slots = [s for s in self.slots if s.slot == "nature" and self.part(s.start) in self.asking]
        if not slots:
            return ()
        printed = [
            n
            for n in dict.fromkeys(v for e in self.table.words.entries.values() for v in _nature(e[0].value))
            if any(n in row.quote for row in self.catalog.rows)
        ]
        told = {s.value for s in slots if not self._is_denied(s.start)}
        denied = {s.value for s in slots} - told
        return tuple(n for n in printed if n in told or (denied and not told and n not in denied))

    @cached_property
    def unprinted(self) -> tuple[str, ...]:
        """Words of bounds that rows are not to be printed with (没带“以上”)."""
        return tuple(dict.fromkeys(q[1:] for _, _, q in self._printed if q.startswith("!")))

    @cached_property
    def _printed(self) -> tuple[tuple[int, int, str], ...]:
        found = []
        for start, end, quote in self.quotes:
            entries = self.table.words.entries.get(quote)
            slot = entries[0].value if entries else ("", "")
            of_bound = slot[0] in ("bound", "filler", "comparator") or quote in _WORDS_OF_BOUNDS
            if not of_bound and quote not in self.table.manners:
                continue
            if quote in self.table.units or self.is_verb_of_rows(quote) or self.is_unnamed(start):
                continue
            if not any(quote in "".join(row.quote.split()) for row in self.catalog.rows):
                continue
            found.append((start, end, "!" + quote if self._is_denied(start) else quote))
        return tuple(found)

    @cached_property
    def denied_verbs(self) -> tuple[str, ...]:
        """Verbs that rows are not to be printed with (没写“控制在”)."""
        quotes = [q for start, _, q in self.quotes if self.is_verb_of_rows(q) and self._is_denied(start)]
        quotes += [verb for verb, start in types_in(self.plain, self.table.verbs) if self._is_denied(start)]
        bare = [
            re.sub("[在到至为]$", "", quote) if quote not in self.table.verbs else quote for quote in quotes
        ]
        return tuple(v for v in self.table.verbs if any(v.endswith(quote) for quote in bare))

    def is_verb_of_rows(self, quote: str) -> bool:
        """Whether a quote is a verb of rows with what leads to its figure (“控制在”)."""
        return any(compiled(rf"{verb}[在到至为]?").fullmatch(quote) for verb in self.table.verbs)

    def is_unnamed(self, start: int) -> bool:
        """Whether names are spoken of before a quote, and it is denied."""
        named = any(s.slot == "named" and "名" in s.text and s.end <= start for s in self.slots)
        return (named or bool(_SPEAKS_OF_NAMES.search(self.text[:start]))) and self._is_denied(start)

    def _is_denied(self, start: int) -> bool:
        """Whether a "not" stands before a quote, or before the quotes that it follows (没有“以上”“以下”)."""
        if SAID_NOT.search(self.text[:start]):
            return True
        before = [(s, e) for s, e, _ in self.quotes if e <= start]
        joined = before and _AMONG_QUOTES.fullmatch(self.text[before[-1][1] : start])
        return bool(joined) and self._is_denied(before[-1][0])

    @cached_property
    def comparators(self) -> tuple[Comparator, ...]:
        """How figures must bind."""
        told = list(self.of("comparator", before="note"))
        told += [_PRINTED[word] for word in self.wordings if word in _PRINTED]
        for start, _, quote in self.quotes:
            entries = self.table.words.entries.get(quote)
            slot, value = entries[0].value if entries else ("", "")
            if self.unprinted and self._is_denied(start):
                continue  # without an “at least” (以上)
            if quote in self.wordings or quote in self.unprinted or (quote.isascii() and self.verbs):
                continue
            if self.is_verb_of_rows(quote):
                continue
            if slot in ("bound", "comparator") and value in BOUNDED:
                told.append(value)
        told += [q.comparator for q in self.figures if self._is_printed(q)]
        found = [c for value in told for c in BOUNDED[value]]
        for word in self.unprinted if not self.wordings else ():
            left_out = BOUNDED[">="] if word in _FLOORS else BOUNDED["<="]
            found = [c for c in (found or _ALL_BOUNDS) if c not in left_out]
        return tuple(dict.fromkeys(found))

    # --- domains, sections, goals, verbs

    @property
    def denied(self) -> tuple[str, ...]:
        """What restricts and has a "not" right before it that nothing was made of (不是带数的)."""
        return tuple(
            s.text
            for s in self.slots
            if s.slot in ("kind", "comparator", "base")
            and DENIED.search(self.free[: s.start])
            and not (s.slot == "kind" and self._lacks_kind)
        ) + tuple(m.text for m in self.people if DENIED.search(self.text[: m.start]))

    @property
    def unread_exclusions(self) -> tuple[str, ...]:
        """What stands between 除 and 外 where no domain and no unit was understood in it."""
        known = [*self.domain_spans.values(), *((s.start, s.end) for s in self.slots if s.slot == "unit")]
        beside = tuple(
            m.group()
            for m in ALL_BUT.finditer(self.text)
            if not any(m.start() <= start and end <= m.end() for start, end in known)
        )
        if not self.lacking_units:
            return beside
        held = (s for s in self.slots if s.slot == "unit" and s.value not in ("-", *self._units_lacking))
        return (*beside, *(s.text for s in held))  # 没有‰指标但有%指标: of both none may be left unread

    @property
    def _units_lacking(self) -> tuple[str, ...]:
        return tuple(s.value for s in self.lacking_units)

    @property
    def leaves_out(self) -> bool:
        """Whether what it leaves out is a domain or a unit that was understood."""
        units = any(s.slot == "unit" and self.is_excluded((s.start, s.end)) for s in self.slots)
        nouns = any(s.slot == "noun" and self.is_left_out(s) for s in self.slots)
        printed = bool(self.unprinted or self.denied_verbs) or (self.lang == "en" and bool(self.verbs))
        return units or nouns or printed or any(self.is_excluded(s) for s in self.domain_spans.values())

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """Titles of the goals that it names, or that a word before "under this goal" tells apart."""
        squeezed = self.text.replace(" ", "")
        found = [title for folded, title in self.table.goals.items() if folded.replace(" ", "") in squeezed]
        if numbered := self.numbered_goal:
            return (numbered,)
        if found or not self.of("below"):
            return tuple(found)
        for piece, span in self._before_below():
            fits = [title for folded, title in self.table.goals.items() if piece in folded]
            if len(fits) == 1:
                self._take(span)
                return (fits[0],)
        return ()

    @cached_property
    def numbered_goal(self) -> str:
        """The goal of the one domain that is named which the question tells by its number (第8个主要目标), or ""."""
        match = _NUMBERED_GOAL.search(self.text)
        if match is None or len(self.domains) != 1:
            return ""
        self._take(match.span())
        number = int(parse_number(match["zh"] or match["behind"] or match["en"]))
        goals = self.table.goals_in.get(self.domains[0], ())
        return goals[number - 1] if 0 < number <= len(goals) else ""

    def _before_below(self) -> list[tuple[str, Span]]:
        """What stands before "under this goal": quoted, else the longest runs that end there."""
        below = next(s for s in self.slots if s.slot == "below")
        found = [
            (quote, (start, end))
            for start, end, quote in self.quotes
            if len(quote) > 1 and quote not in _WORDS_OF_BOUNDS
        ]
        run = re.search(rf"[{HAN}0-9]{{2,20}}?(?=的?$)|[a-z' -]{{4,60}}$", self.plain[: below.start])
        if run:
            found += [
                (run.group()[at:].strip(), (run.start() + at, run.end()))
                for at in range(max(len(run.group()) - 1, 0))
            ]
        return found


def over_all_domains(query: TableQuery, heads: tuple[str, ...]) -> TableQuery:
    """The query over all domains: where those that have none are the fewest or as few as is asked for, or which has most.

    What stands in no domain may have more than any, and is none.
    """
    every = replace(query, domains=query.domains or heads)
    ranked = every.operation == "group" and every.group == "domain" and every.limit is not None
    return every if every.counts_none or (ranked and every.source == "clauses" and every.words) else query
