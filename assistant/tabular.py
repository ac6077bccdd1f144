"""Question over the table → TableQuery: lists, counts, comparisons, differences, extremes, ranges, groupings.

    table_of(catalog, clauses, titles, corpus)   what the questions over one plan are read with, made once
    read_table(text, table)                      folded question → TableQuery, or None where it is none

Words fill slots (``corpus/table_words.tsv``); names, people, domains, goals, verbs and units come from the plan.
What is not read: "all but" (said to be unexplained), parts that are missing (goals without lines), the difference of
more than two rows (given to compare) or of one row between two years, "the second highest", two questions in one, and
names that neither a name nor an alias of the plan says (a plan without aliases is asked by its full names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from assistant.lexicon import Entry, Lexicon, Mention, fold_known, shared_name, stem
from assistant.lexicon import read_table as read_rows
from assistant.numerals import find_quantities, find_years, parse_number
from assistant.question import Catalog, language_of, segment
from assistant.records import (
    Bound,
    Clause,
    Comparator,
    Indicator,
    Quantity,
    TableFilter,
    TableGroup,
    TableOperation,
    TableQuery,
)

_HAN = "\u3400-\u9fff"
_QUOTED = re.compile(r"[“「『\"《]([^“”「」『』\"《》]{1,40})[”」』\"》]|\(([\u3400-\u9fff]{2,12})\)")
_CONTENT = re.compile(rf"[{_HAN}]+|[a-z][a-z'-]+")
_DIFFERENCE = re.compile(
    r"(?<![提减降增缩扩至升])(?:高|低|多|少|大|小|长|短)(?:出|了)?(?:多少|几(?![率乎]))|比.{1,24}(?:高|低|多|少|大|小|长|短)(?:出|了)?(?:多少|几)|差(?:了|着)?(?:多少|几)"
)
_WHICH_IS_MORE = re.compile(
    r"(?:哪|谁)[^，,。；;？?！!]{0,6}?(?<![最提降])(?:高|低|大|小|长|短|严)(?![中校出低高])|是不是一样|一样[高低多长]"
)
_FIRST = re.compile(
    r"(?:前|最[高低大小](?:的)?|top |highest |lowest |bottom )([一二两三四五六七八九十0-9]+|two|three|four|five|ten)(?![岁%‰0-9年])"
)
_COUNTED = re.compile(r"[一二两三四五六七八九十0-9]+(?=[个项条类种所]|大?领域)")
_MARKER = re.compile(r"领域|方面|板块|(?:那|这)(?:一)?块儿?|部分")
_AFTER_DOMAIN = re.compile(
    r"(?:与[^，,的]{1,4})?(?:类|那|这|一|两|俩|三|几|大)*(?:个)?(?:领域|方面|部分|板块|块儿|块|章|摊儿?)"
)
_BEFORE_DOMAIN_EN = re.compile(
    r"(?:\b(?:in|under|for|on|of|within|about)(?: the)?|\bwhich|\bthe|\ball|\ba) $"
)
_AFTER_DOMAIN_EN = re.compile(r" (?:domain|area|section|field|chapter|part)s?\b")
_PARTICLES = re.compile(
    r"^(?:了|过|的是|的|到|有|“|着)+|(?:吗|呢|没有|的|么|了|过|这个词|一词|几个字|这几个字|字样|里|,|，)+$"
)
_OR = re.compile(r"或者|或|、|和|以及| or | and ")
_BRACKETS = re.compile(r"[()]")
_ASIDE = re.compile(r"\([^()]*\)")
_NTH = re.compile(r"第[一二三四五六七八九十0-9]+(?:[个条项章]|大)|倒数第|\b(?:goal|measure|item) [0-9]")
_PIECE = re.compile(r"[，,。；;！!？?：:]|\.(?= |$)")
_ENGLISH_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
_UNDER_AGE = re.compile(
    r"\b(?:children |kids )?(?:aged )?(?:under|below)[ -](?:the age of )?([0-9]+|two|three|four|five|six|seven|ten|twelve)s?\b(?![%‰.]| ?per)(?: years old)?"
)
_LATIN_WORD = re.compile(r"[a-z][a-z']*|(?<![0-9.])[0-9]+(?![0-9.%‰])")
_HALF = Decimal("0.5")
_AGES = frozenset({"岁", "周岁", "月龄", "个月", "年"})
_RATES = ("%", "‰")
# Roles of words that ask for what no table has; a question about clauses that mention a word may hold them.
_BLOCKED = frozenset({
    "actor", "money", "phone", "address", "website", "person", "documents", "procedure", "penalty", "roster", "actual",
    "now", "day", "body",
})  # fmt: skip
_CLAUSES = ("measure", "goal", "target", "principle")
_LEVELS = ("target", "standard")
_OF_TWO = ("difference", "ratio")
_GROUPS_OF_CLAUSES = ("domain", "kind")
_ALMOST = 2  # characters that a short form leaves out (低体重, 低出生体重)
_Span = tuple[int, int]
_Operator = Literal["<", "<=", ">", ">=", "="]
_OPERATORS: Mapping[str, _Operator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "="}


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of the table and what it fills."""

    start: int
    end: int
    text: str
    slot: str
    value: str


@dataclass(frozen=True)
class Table:
    """What questions over the table of one plan are read with.

    Attributes:
        catalog: rows, names, words.
        words: the words that fill slots.
        domains: names by which each domain is spoken of, by its title; the title itself first.
        domains_en: the same in English.
        goals: folded title of each goal that rows stand under → the title.
        kinds: kinds of clauses that the plan has.
    """

    catalog: Catalog
    words: Lexicon
    domains: Mapping[str, tuple[str, ...]]
    domains_en: Mapping[str, tuple[str, ...]]
    goals: Mapping[str, str]
    kinds: frozenset[str] = frozenset()

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """Verbs of the rows, the longest first."""
        return tuple(sorted({row.verb for row in self.catalog.rows if row.verb}, key=lambda v: (-len(v), v)))

    @cached_property
    def units(self) -> frozenset[str]:
        """Units of the rows."""
        return frozenset(row.unit for row in self.catalog.rows if row.unit)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Folded name of each row, with its people, by its id."""
        return {row.id: fold_known(f"{row.name} {row.population or ''}") for row in self.catalog.rows}


def table_of(
    catalog: Catalog, clauses: Mapping[str, Clause], titles: Mapping[str, str], corpus: Path
) -> Table:
    """The Table of one plan.

    Args:
        catalog: the plan's rows and words.
        clauses: all clauses by id, in order.
        titles: English titles by clause id.
        corpus: the folder of ``table_words.tsv``.

    Raises:
        LexiconError: a row of the dictionary has too few or too many cells.
    """
    words = Lexicon()
    for row in read_rows(corpus / "table_words.tsv", ("word", "slot", "value", "lang")):
        words.add(row["word"], "word", (row["slot"], row["value"]))
    heads = _domain_heads(catalog, clauses)
    english = {d.title: d.en for d in catalog.meta.domains if d.en.isascii()}
    english |= {clauses[i].title: titles[i] for i in heads if i in titles}
    listed = tuple(dict.fromkeys(clauses[i].title for i in heads)) or tuple(english)
    every = dict.fromkeys((*listed, *(row.domain for row in catalog.rows)))
    goals = {fold_known(row.goal): row.goal for row in catalog.rows if row.goal}
    return Table(
        catalog, words,
        {title: _short_names(title, listed) for title in every},
        {title: _short_english(english[title]) for title in every if title in english},
        goals,
        frozenset(clause.kind for clause in clauses.values()),
    )  # fmt: skip


def _domain_heads(catalog: Catalog, clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """Ids of the headings that labels (主要目标) stand under: what a plan calls its fields."""
    labels = (c for c in clauses.values() if c.kind == "heading" and not c.number)
    found = dict.fromkeys(label.parent for label in labels if label.parent in clauses)
    return tuple(found) or tuple(d.id for d in catalog.meta.domains if d.id in clauses)


def _short_names(title: str, listed: tuple[str, ...]) -> tuple[str, ...]:
    """A title, and what is left of it without the words that all titles begin with (健康)."""
    full = fold_known(title)
    others = [fold_known(t) for t in listed]
    shared = 0
    if title in listed and len(others) > 1:
        shared = next((i for i, chars in enumerate(zip(*others, strict=False)) if len(set(chars)) > 1), 0)
    return (full, full[shared:]) if 0 < shared < len(full) else (full,)


def _short_english(title: str) -> tuple[str, ...]:
    full = title.lower()
    return tuple(dict.fromkeys((full, full.split(" and ")[-1])))


# --- reading ---------------------------------------------------------------------------------------


def read_table(text: str, table: Table) -> TableQuery | None:
    """What a folded question asks of the table, or None where it is no question over it."""
    slots = tuple(_slots(text, table.words))
    if not _may_be(text, slots) or _NTH.search(text):
        return None
    reading = _Reading(text, table)
    return _clauses(reading) if reading.about_clauses else _indicators(reading)


_STRONG = frozenset({"op", "sort", "top", "group", "mention", "base", "kind", "comparator", "unitword"})


def _may_be(text: str, slots: tuple[Slot, ...]) -> bool:
    """Whether it is worth the while to read on."""
    kinds = {slot.slot for slot in slots}
    return bool(
        kinds & _STRONG
        or (
            any(slot.slot == "noun" and slot.value != "domain" for slot in slots) and kinds & {"ask", "bound"}
        )
        or ("ask" in kinds and kinds & {"below", "unit"})
        or _DIFFERENCE.search(text)
        or _WHICH_IS_MORE.search(text)
        or ("每" in text and "哪" in text)
    )


def _slots(text: str, words: Lexicon) -> Iterator[Slot]:
    """What words fill slots; the noun right after 最多的 (最多的领域, the domain with the most) is what groups."""
    before: Slot | None = None
    for mention in words.scan(text):
        slot, value = mention.entries[0].value
        found = Slot(mention.start, mention.end, mention.text, slot, value)
        behind = before and before.slot == "most" and text[before.end : found.start] in ("", "的")
        ahead = re.match(r" with the (?:most|fewest|least) ", text[found.end :])
        if slot == "noun" and value in ("domain", "goal") and (behind or ahead):
            found = replace(found, slot="group")
        yield found
        before = found


def _blank(text: str, spans: Iterable[_Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


class _Reading:
    """A question over the table, taken apart."""

    def __init__(self, text: str, table: Table) -> None:
        """Find quotes, years, names, people and the words that fill slots."""
        self.table, self.catalog = table, table.catalog
        self.text = text
        self.lang = language_of(text)
        for title in (self.catalog.meta.title, self.catalog.meta.title_en):
            at = text.find(fold_known(title)) if title else -1
            if at >= 0:
                self.text = _blank(self.text, [(at, at + len(fold_known(title)))])
        self.quotes = tuple(
            (m.start(), m.end(), (m.group(1) or m.group(2)).strip()) for m in _QUOTED.finditer(self.text)
        )
        years = find_years(self.text)
        self.years = tuple(year for year, _, _ in years)
        self.plain = _blank(self.text, [(s, e) for _, s, e in years] + [(s, e) for s, e, _ in self.quotes])
        self.spans: list[_Span] = []  # what was understood beside the mentions
        self.titled = tuple(self._full_titles())
        mentions = self._with_bags(self.catalog.lexicon.scan(self.plain))
        self.words = tuple(m for m in mentions if not m.values("alias") and not m.values("population"))
        self.named = tuple(m for m in mentions if m.values("alias"))
        self.people = tuple(
            m for m in mentions
            if m.values("population") and not m.values("alias") and "filler" not in m.values("word")
        )  # fmt: skip
        self.people += self._other_people()
        self.free = _blank(self.plain, [(m.start, m.end) for m in (*self.named, *self.people)])
        self.slots = tuple(_slots(self.free, table.words))

    def _full_titles(self) -> Iterator[str]:
        """Titles of domains said in full; they are blanked out, so that no name is seen in them."""
        for title, names in self.table.domains.items():
            at = self.plain.find(names[0])
            if at >= 0:
                self.plain = _blank(self.plain, [(at, at + len(names[0]))])
                yield title

    def _with_bags(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """English names by their words in any order; a name that a larger one contains gives way to it."""
        lexicon = self.catalog.lexicon
        bags = lexicon.bags_in(self.plain) if self.lang == "en" else ()
        if not bags:
            return mentions
        stems = frozenset().union(*(bag.stems for bag in bags))
        kept = [
            m
            for m in mentions
            if not (m.values("alias") and self._stems(m.text) and self._stems(m.text) <= stems)
        ]
        entries = tuple(
            dict.fromkeys(e for bag in bags for e in lexicon.entries[bag.surface] if e.kind == "alias")
        )
        for match in _LATIN_WORD.finditer(self.plain):
            if stem(match.group()) in stems and not any(
                m.start < match.end() and match.start() < m.end for m in kept
            ):
                kept.append(Mention(match.start(), match.end(), match.group(), entries))
        return tuple(sorted(kept, key=lambda mention: mention.start))

    def _stems(self, text: str) -> set[str]:
        return {stem(word) for word in self.catalog.lexicon.content_words(text)}

    def _other_people(self) -> tuple[Mention, ...]:
        """People by words that only questions over the table have, and by an age in English."""
        text = _blank(self.plain, [(m.start, m.end) for m in (*self.named, *self.people)])
        found = [
            Mention(s.start, s.end, s.text, (Entry("population", tuple(s.value.split("+"))),))
            for s in _slots(text, self.table.words) if s.slot == "people"
        ]  # fmt: skip
        known = {row.population for row in self.catalog.rows}
        for match in _UNDER_AGE.finditer(text) if self.lang == "en" else ():
            people = f"{_ENGLISH_NUMBERS.get(match.group(1), match.group(1))}岁以下儿童"
            if people in known:
                found.append(Mention(*match.span(), match.group(), (Entry("population", (people,)),)))
        return tuple(found)

    def of(self, slot: str, before: str = "") -> tuple[str, ...]:
        """Values of a slot, in order; only those before another slot, where one is given."""
        end = min((s.start for s in self.slots if s.slot == before), default=len(self.text))
        return tuple(s.value for s in self.slots if s.slot == slot and s.start < end)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What is asked about."""
        return frozenset(self.of("noun"))

    @property
    def asks(self) -> frozenset[str]:
        """Whether it asks for a list or a count."""
        return frozenset(self.of("ask"))

    @cached_property
    def about_clauses(self) -> bool:
        """Whether it asks about clauses, not about indicators."""
        if "indicator" in self.nouns:
            return False
        if self.mentioned:
            return True
        figures = (
            any(self.of(slot) for slot in ("kind", "comparator", "unit", "base", "verbword")) or self.figures
        )
        if self.nouns & {"measure", "clause", "principle", "target"}:
            return True
        if "goal" in self.nouns:
            return not (figures or (self.of("below") and not self.of("group")))
        grouped = bool(self.of("group") or self.domains)
        return "aim" in self.nouns and grouped and bool(self.asks or self.of("most")) and not (
            figures or self.named or self.people or self.of("top") or self.of("sort")
        )  # fmt: skip

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """The words that clauses must hold; 涉及哪些行业 asks for what is mentioned."""
        of_clauses = self.nouns & {"clause", *_CLAUSES} or any(
            "条" in s.text for s in self.slots if s.slot == "ask"
        )
        at = next((s.end for s in self.slots if s.slot == "mention"), -1)
        object_asked = any(s.slot == "ask" and 0 <= s.start - at <= 1 for s in self.slots)
        return _words(self) if of_clauses and at >= 0 and not object_asked else ()

    # --- figures

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Figures that no name holds and that may bound the figure of rows."""
        allowed = self.table.units | {"成", "", *_RATES}
        return tuple(
            quantity
            for quantity in find_quantities(self.free)
            if quantity.unit in allowed - _AGES
            and (quantity.unit not in ("个", "名", "所", "张", "次") or quantity.comparator != "=")
            and (quantity.unit or quantity.value == _HALF or re.search(r"[0-9]", quantity.text))
            and not re.search(r"(?:前|top )$", self.free[: quantity.start])
        )

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """Bounds on the figure."""
        figures = tuple(q for q in self.figures if not self._only_echo(q))
        between = any(s.slot == "bound" and s.value == "between" for s in self.slots)
        if len(figures) == 2 and all(q.comparator == "=" for q in figures) and (
            between or re.fullmatch(r"\s*(?:到|至|-|~|—|to|and)\s*", self.free[figures[0].end : figures[1].start])
        ):  # fmt: skip
            low, high = sorted(_percent(q) for q in figures)
            return (Bound(">=", low), Bound("<=", high))
        return tuple(Bound(self._operator(q), _percent(q)) for q in figures)

    def _only_echo(self, figure: Quantity) -> bool:
        """Whether a figure stands beside a name and only repeats what its row has."""
        if not self.named:
            return False
        values = {row.value for row in self.rows}
        return figure.value in values and figure.comparator == "="

    def _operator(self, figure: Quantity) -> _Operator:
        """How a figure bounds: by the word beside it, else as it is written."""
        for slot in self.slots:
            if slot.slot != "bound" or slot.value == "between":
                continue
            before = 0 <= figure.start - slot.end <= 1 or (slot.start <= figure.start < slot.end)
            behind = 0 <= slot.start - figure.end <= 1 or (
                figure.start <= slot.start and slot.end <= figure.end
            )
            if (before and len(slot.text) > 2) or (behind and figure.comparator == "="):
                return _OPERATORS[slot.value]
        return _OPERATORS.get(figure.comparator, "=")

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Units that it restricts to."""
        told = [value for value in self.of("unit") if value != "-"]
        told += ["%" if q.unit == "成" or (q.value == _HALF and not q.unit) else q.unit for q in self.figures]
        if self.of("unitword"):
            told += [unit for unit in self.table.units if any(q == unit for _, _, q in self.quotes)]
            told += [
                u
                for u in sorted(self.table.units)
                if re.search(rf"(?:以|单位[是为]?){re.escape(u)}", self.free)
            ]
        ids_only = bool(self.rows) and not self.of("unit") and not self.bounds
        return (
            ()
            if ids_only
            else tuple(dict.fromkeys(unit for unit in told if unit in (*self.table.units, *_RATES)))
        )

    # --- domains, goals, verbs

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Titles of the domains that it names."""
        found = (
            self._domains_en() if self.lang == "en" else {**self._domains_zh(), **self._domains_by_piece()}
        )
        return tuple(title for title in self.table.domains if title in found or title in self.titled)

    def _domains_zh(self) -> dict[str, None]:
        found: dict[str, None] = {}
        for title, names in self.table.domains.items():
            for name in names:
                for match in re.finditer(re.escape(name), self.free):
                    if name == names[0] or self._is_domain(match.end()) or self._is_listed(match.end()):
                        found[title] = None
                        self._take(match.span())
        return found

    def _is_domain(self, end: int) -> bool:
        """Whether what stands behind a short name tells that it is a domain."""
        if _AFTER_DOMAIN.match(self.free, end):
            return True
        end += len(cast(Any, re.match(r"[的里中上]*", self.free[end:])).group())
        return any(
            s.start == end and s.slot in ("noun", "kind", "unit", "ask", "comparator") for s in self.slots
        )

    def _is_listed(self, end: int) -> bool:
        """Whether another domain follows (健康和教育领域)."""
        joined = re.match(r"和|与|跟|同|、|及|以及", self.free[end:])
        if not joined:
            return False
        end += joined.end()
        shorts = (names[-1] for names in self.table.domains.values() if self.free.startswith(names[-1], end))
        return any(self._is_domain(end + len(s)) or self._is_listed(end + len(s)) for s in shorts)

    def _domains_by_piece(self) -> dict[str, None]:
        """Words before 领域 or the like that stand in one title only."""
        found: dict[str, None] = {}
        for marker in _MARKER.finditer(self.free):
            run = re.search(rf"[{_HAN}]{{2,10}}$", self.free[: marker.start()])
            for at in range(len(run.group()) - 1) if run else ():
                piece = run.group()[at:] if run else ""
                fits = [title for title, names in self.table.domains.items() if piece in names[-1]]
                if len(fits) == 1:
                    found[fits[0]] = None
                    self._take((marker.start() - len(piece), marker.end()))
                    break
        return found

    def _domains_en(self) -> dict[str, None]:
        found: dict[str, None] = {}
        for title, names in self.table.domains_en.items():
            for name in names:
                for match in re.finditer(rf"\b{re.escape(name)}\b", self.free):
                    behind = self.free[match.end() :]
                    noun = any(s.start == match.end() + 1 and s.slot in ("noun", "kind") for s in self.slots)
                    alone = _BEFORE_DOMAIN_EN.search(self.free[: match.start()]) and re.match(
                        r"\s*(?:[?,.;]|$|have|has|contain|are|is|set)", behind
                    )
                    if name == names[0] or noun or alone or _AFTER_DOMAIN_EN.match(behind):
                        found[title] = None
                        self._take(match.span())
        return found

    def _take(self, span: _Span) -> None:
        self.spans.append(span)

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """Titles of the goals that it names, or that a word before "under this goal" tells apart."""
        found = [title for folded, title in self.table.goals.items() if folded in self.text.replace(" ", "")
                 or folded in self.text]  # fmt: skip
        if found or not self.of("below"):
            return tuple(found)
        for start, end in self.gaps:
            piece = self.text[start:end]
            fits = [title for folded, title in self.table.goals.items() if piece in folded]
            if len(fits) == 1:
                self._take((start, end))
                return (fits[0],)
        return ()

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """Verbs of rows that it names as such."""
        told = (
            [value for value in self.of("demand") if value in self.table.verbs] if self.lang == "en" else []
        )
        for _, _, quote in self.quotes:
            told += [v for v in self.table.verbs if quote == v or re.match(rf"{v}[在到至为]|{v}…", quote)][:1]
        for slot in self.slots:
            if slot.slot == "verbword":
                verb = next((v for v in self.table.verbs if self._verb_follows(slot.end, v)), None)
                told += [verb] if verb else []
        held = [v for v in self.table.verbs for t in told if v == t or v.endswith(t)]
        return tuple(dict.fromkeys(held))

    def _verb_follows(self, end: int, verb: str) -> bool:
        match = re.compile(
            rf"(?:是|为|成)?{verb}(?:[在到至]?)(?![0-9百千一二三四五六七八九十率]|在[0-9])"
        ).match(self.plain, end)
        if match and not self.named and not self.bounds:
            self._take(match.span())
            return True
        return False

    # --- names and people

    @cached_property
    def named_pieces(self) -> tuple[str, ...]:
        """Quoted pieces of names (“普及率”)."""
        quoted = (q for _, _, q in self.quotes if len(q) > 1)
        return tuple(
            q
            for q in quoted
            if any(q in name for name in self.table.names.values())
            and q not in self.table.goals
            and q not in self.table.words.entries
            and q not in self.table.verbs
        )

    @cached_property
    def rows(self) -> tuple[Indicator, ...]:
        """Rows that names and people lead to; empty where none are named."""
        return tuple(row for row in self.catalog.rows if row.id in self._ids)

    @cached_property
    def _ids(self) -> frozenset[str]:
        exact, wide, kin = self._by_name()
        if self.people:
            shared = {shared_name(row) for row in (*exact, *wide) if row.population}
            more = [r for r in self.catalog.rows if shared_name(r) in shared and r not in wide]
            fitting = [r for r in (*wide, *kin, *more) if any(self._is_about(r, m) for m in self.people)]
            lost = {shared_name(r) for r in wide} - {shared_name(r) for r in fitting}
            wide = fitting + [r for r in wide if shared_name(r) in lost]
        else:
            wide += kin
        if "stage" in self.nouns and wide:
            wide = [
                r
                for r in wide
                if r.population and r.population.endswith("生") and r.population in self._pupils
            ]
        ids = {row.id for row in (*exact, *wide)}
        if self.lang == "en" and ids:
            ids |= {row.id for row in self._by_english_words({shared_name(r) for r in (*exact, *wide)})}
        return frozenset(ids)

    @cached_property
    def _pupils(self) -> frozenset[str]:
        """People that the lexicon knows by a stage of schooling, and are no wider group."""
        return frozenset(p for p in self.catalog.lexicon.people if re.match(r"小学|初中|高中", p))

    def _by_name(self) -> tuple[list[Indicator], list[Indicator], list[Indicator]]:
        """Rows of full names, rows of names that several share, and rows whose names end with such a name."""
        exact: dict[str, Indicator] = {}
        wide: dict[str, Indicator] = {}
        kin: dict[str, Indicator] = {}
        many = bool(self._lists)
        for mention in self.named:
            names = mention.values("alias")
            for row in self.catalog.rows:
                if row.name in names and row.name != shared_name(row):
                    exact[row.id] = row
                elif row.name in names or shared_name(row) in names:
                    wide[row.id] = row
                elif many and mention.text in names and row.name.endswith(mention.text):
                    kin[row.id] = row
        pers = self.pers
        if pers and any(m.is_ambiguous for m in self.named):
            wide = {i: r for i, r in wide.items() if r.per in pers}
        return list(exact.values()), list(wide.values()), list(kin.values())

    @property
    def _lists(self) -> bool:
        """Whether rows whose names only end with a shared name (死亡率) are asked for, too."""
        return bool(
            self.asks or self.of("top") or self.of("sort") or self.of("op") or "indicator" in self.nouns
        )

    def _is_about(self, row: Indicator, people: Mention) -> bool:
        pops, name = people.values("population"), self.table.names[row.id]
        said = {s for p in pops for s in self.catalog.lexicon.people.get(p, ()) if len(s) > 1} | {people.text}
        return (
            row.population in pops
            or name.startswith(tuple(said))
            or (len(people.text) > 3 and people.text in name)
        )

    def _by_english_words(self, shared: set[str]) -> list[Indicator]:
        """Rows of the same name whose English name has a word of the question that no other row has."""
        stems = {stem(self.text[s:e]) for s, e in self.gaps_without_rows}
        own = self.catalog.english
        kin = [r for r in self.catalog.rows if shared_name(r) in shared]
        telling = {
            s
            for s in stems
            if any(s in own.get(r.name, ()) for r in kin) and not all(s in own.get(r.name, ()) for r in kin)
        }
        return [row for row in kin if telling & own.get(row.name, frozenset())]

    @cached_property
    def pers(self) -> tuple[str, ...]:
        """Denominators that it names (每所乡镇卫生院)."""
        found = []
        plain = _BRACKETS.sub("", self.text)
        for per in dict.fromkeys(row.per for row in self.catalog.rows if row.per):
            folded = fold_known(per)
            pieces = {
                p for form in (_BRACKETS.sub("", folded), _ASIDE.sub("", folded)) for p in form.split("、")
            }
            bare = {re.sub(r"^每[一-龥]?|^每", "", piece) for piece in pieces}
            hits = [piece for piece in bare if len(piece) > 2 and piece in plain]
            if hits:
                found.append(per)
                self.spans += [m.span() for hit in hits for m in re.finditer(re.escape(hit), self.text)]
        return tuple(found)

    # --- what is left over

    @cached_property
    def gaps_without_rows(self) -> tuple[_Span, ...]:
        """Spans of content that no mention, slot or figure covers."""
        covered = bytearray(len(self.text))
        spans = [(m.start, m.end) for m in (*self.words, *self.named, *self.people)]
        spans += [(s.start, s.end) for s in self.slots] + self.spans
        spans += [(q.start, q.end) for q in find_quantities(self.free)] + [(s, e) for s, e, _ in self.quotes]
        spans += [m.span() for m in _COUNTED.finditer(self.text)]
        for start, end in spans:
            covered[start:end] = b"\1" * (end - start)
        rest = "".join("\n" if covered[i] else c for i, c in enumerate(self.plain))
        found = [self._whole_word(*m.span(), spans) for m in _CONTENT.finditer(rest)]
        return tuple(dict.fromkeys((start, end) for start, end in found if end - start > 1))

    def _whole_word(self, start: int, end: int, spans: list[_Span]) -> _Span:
        """The word that a single left-over character belongs to, where only single characters cover its rest (定额)."""
        if end - start > 1 or self.lang == "en":
            return start, end
        long = [(s, e) for s, e in spans if e - s > 1]
        for low, high in segment(self.plain):
            if low <= start < high and not any(s < high and low < e for s, e in long):
                return low, high
        return start, end

    @property
    def gaps(self) -> tuple[_Span, ...]:
        """The same, after domains and denominators were found."""
        _ = (self.domains, self.pers)
        return self.gaps_without_rows


def _percent(quantity: Quantity) -> Decimal:
    """The figure in per cent where it is given in tenths or as a half."""
    if quantity.unit == "成":
        return quantity.value * 10
    return quantity.value * 100 if quantity.value == _HALF and not quantity.unit else quantity.value


# --- indicators ------------------------------------------------------------------------------------


def _indicators(reading: _Reading) -> TableQuery | None:
    """The query over the table of indicators."""
    if _asks_elsewhere(reading):
        return None
    _ = (reading.domains, reading.pers)
    operation = _operation(reading)
    filters = _filters(reading)
    if operation is None:
        return None
    query = replace(filters, operation=operation)
    if operation in (*_OF_TWO, "compare") and len(reading.people) > 1 and not reading.named:
        return _choices(query, reading)
    query, left = _linked(query, reading)
    query = _ordered(query, reading)
    query = _with_kinds(query, reading)
    if query.operation in (*_OF_TWO, "compare", "sum") and len(query.ids) > 1:
        query = replace(query, bounds=(), units=(), comparators=(), kinds=())
    if query.operation == "share":
        query = replace(query, part=_part(query, reading))
    if not _is_table(query, reading):
        return None
    return _settled(replace(query, unexplained=left), reading)


def _part(query: TableQuery, reading: _Reading) -> tuple[TableFilter, ...]:
    """The filters that only the part of a share is held to."""
    if _of_all(reading) and (query.domains or query.populations or query.ids):
        return tuple(n for n in _PLACED if getattr(query, n))
    return tuple(n for n in _TOLD if getattr(query, n))[:1] or ("kinds",)


_PLACED: tuple[TableFilter, ...] = ("domains", "populations", "ids")
_TOLD: tuple[TableFilter, ...] = ("comparators", "bounds", "verbs", "units")


def _of_all(reading: _Reading) -> bool:
    """Whether a share is one of the whole table, not of what else restricts (占全部定量指标)."""
    slot = next(s for s in reading.slots if s.slot == "op" and s.value == "share")
    return bool(re.search(r"[全所总]|\ball\b|\bwhole\b", reading.text[slot.start : slot.end + 6]))


def _asks_elsewhere(reading: _Reading) -> bool:
    covered = [(s.start, s.end) for s in reading.slots]
    roles = {
        role for m in reading.words for role in m.values("word")
        if not any(s <= m.start < e or m.start <= s < m.end for s, e in covered)
    }  # fmt: skip
    return bool(roles & _BLOCKED)


def _operation(reading: _Reading) -> TableOperation | None:
    """What is done with the rows."""
    told = reading.of("op")
    if "ratio" in told:
        return "ratio"
    if "share" in told:
        return "share" if (reading.asks or "share" in told) and reading.nouns else None
    if "average" in told:
        return "average"
    if "difference" in told or _DIFFERENCE.search(reading.free):
        return "difference"
    each = len(reading.domains) > 1 and (
        reading.of("most") or re.search("各|分别|respectively", reading.text)
    )
    if (reading.of("group") or each) and (reading.asks or reading.of("most") or "apart" in told):
        return "group"
    if "compare" in told or _WHICH_IS_MORE.search(reading.free):
        return "compare" if not (reading.of("top") or (reading.of("base") and not reading.named)) else "list"
    if "sum" in told and (len(reading.rows) > 1 or reading.named):
        return "sum"
    if "count" in reading.asks and not reading.of("top") and ("list" not in reading.asks):
        return "count"
    if (
        reading.of("apart")
        and "apart" in told
        and not reading.nouns & {"indicator", "stage"}
        and len(reading.rows) > 1
    ):
        return "compare"
    return "list"


def _filters(reading: _Reading) -> TableQuery:
    """What restricts the rows, beside names and kinds."""
    based = _is_based(reading)
    comparators = tuple(dict.fromkeys(
        c for value in reading.of("comparator", before="note") for c in (("<=", "<") if value == "<=" else (">=", ">"))
    ))  # fmt: skip
    return TableQuery(
        domains=reading.domains,
        goals=reading.goals,
        units=reading.units,
        verbs=reading.verbs,
        comparators=cast(tuple[Comparator, ...], comparators),
        bounds=() if reading.of("op") and len(reading.rows) > 1 and not _bounded(reading) else reading.bounds,
        base_year=_base_year(reading) if based else None,
        target_year=_target_year(reading, based),
    )


def _bounded(reading: _Reading) -> bool:
    return any(bound.operator != "=" for bound in reading.bounds)


def _is_based(reading: _Reading) -> bool:
    """Whether a year is named as a base year; 跟2021年相比 names one where no row is named."""
    if reading.of("base"):
        return True
    compared = "compare" in reading.of("op") or re.search(r"[跟与同和比]\n", reading.plain)
    first = reading.catalog.meta.period[0]
    return bool(compared and not reading.named and any(year <= first for year in reading.years))


def _base_year(reading: _Reading) -> int | None:
    """The year that changes are counted from: one that rows have, else the earliest."""
    known = {row.base_year for row in reading.catalog.rows}
    return next((year for year in reading.years if year in known), min(reading.years, default=None))


def _target_year(reading: _Reading, based: bool) -> int | None:
    """The year that rows are due, where the plan sets figures for several."""
    due = {row.target_year for row in reading.catalog.rows if row.target_year}
    if len(due) < 2 or len(set(reading.years) & due) != 1:
        return None
    years = [year for year in reading.years if year in due]
    return years[0] if not based or len(reading.years) > 1 else None


def _linked(query: TableQuery, reading: _Reading) -> tuple[TableQuery, tuple[str, ...]]:
    """The query with rows and people, and the words that nothing accounts for."""
    ids = [row.id for row in reading.rows]
    left: list[str] = []
    for people in reading.people:
        rows = [row for row in reading.catalog.rows if reading._is_about(row, people)]
        if (reading.named and not any(row.id in ids for row in rows)) or not rows:
            left.append(people.text)
    if not reading.named and reading.people:
        query, ids = _about_people(query, reading)
    if not reading.named and "stage" in reading.nouns and not ids and not query.populations:
        query = replace(
            query, populations=tuple(sorted(reading._pupils & {r.population for r in reading.catalog.rows}))
        )
    pieces, unknown = _pieces(reading)
    left += unknown
    if pieces and not reading.named:
        among = set(ids)
        fitting = [row.id for row in reading.catalog.rows if all(_has(reading, row, p) for p in pieces)]
        ids = [i for i in fitting if not among or i in among]
    elif pieces and query.operation in (*_OF_TWO, "compare"):
        ids += [
            r.id for r in reading.catalog.rows if r.id not in ids and all(_has(reading, r, p) for p in pieces)
        ]
    elif pieces and any(m.is_ambiguous for m in reading.named):
        fitting = [i for i in ids if all(p in reading.table.names[i] for p in pieces)]
        ids = fitting or ids
    if not ids and reading.pers:
        query = replace(query, pers=reading.pers)
    return replace(query, ids=tuple(ids)), tuple(dict.fromkeys(left))


def _about_people(query: TableQuery, reading: _Reading) -> tuple[TableQuery, list[str]]:
    """Rows about people, by their population, or where only their names tell it, by id."""
    rows = [r for r in reading.catalog.rows if any(reading._is_about(r, m) for m in reading.people)]
    asked = {p for m in reading.people for p in m.values("population")}
    if all(row.population in asked for row in rows):
        own = tuple(dict.fromkeys(row.population for row in rows if row.population))
        return replace(query, populations=own), []
    return query, [row.id for row in rows]


def _has(reading: _Reading, row: Indicator, piece: str) -> bool:
    name = reading.table.names[row.id]
    if piece.isascii() and piece.isalpha():
        return stem(piece) in reading.catalog.english.get(row.name, frozenset())
    return piece in name or (
        len(piece) > 2 and re.search(rf".{{0,{_ALMOST}}}".join(map(re.escape, piece)), name) is not None
    )


def _pieces(reading: _Reading) -> tuple[list[str], list[str]]:
    """Left-over words that stand in names of rows, and those that stand in none."""
    pieces, unknown = list(reading.named_pieces), list[str]()
    goal = "".join(fold_known(g) for g in reading.goals)
    own = " ".join(reading.table.names[row.id] for row in reading.rows)
    unknown += [s.text for s in reading.slots if s.slot == "except"] + _unused_quotes(reading)
    for start, end in reading.gaps:
        word = reading.text[start:end]
        if word in goal or word in own:
            continue
        if any(_has(reading, row, word) for row in reading.catalog.rows):
            if not reading.named or not any(_has(reading, row, word) for row in reading.rows):
                pieces.append(word)
        else:
            unknown.append(word)
    return pieces, unknown


def _unused_quotes(reading: _Reading) -> list[str]:
    """Quoted words that nothing was made of."""
    used = (*reading.named_pieces, *reading.table.goals, *reading.table.units, *reading.table.words.entries)
    verbs = reading.table.verbs
    return [
        q for _, _, q in reading.quotes
        if q not in used and not q.startswith(verbs) and not reading.catalog.lexicon.scan(q) and not find_quantities(q)
    ]  # fmt: skip


def _ordered(query: TableQuery, reading: _Reading) -> TableQuery:
    """The query with its order and limit."""
    tops, sorts = reading.of("top"), reading.of("sort")
    if query.operation == "group":
        group = cast(TableGroup, (reading.of("group") or ("domain",))[0])
        most = cast(Literal["asc", "desc"], (reading.of("most") or reading.of("top") or ("",))[0])
        return replace(query, group=group, order=most, limit=1 if most else None)
    if query.operation in (*_OF_TWO, "average", "share", "count", "sum"):
        return query
    first = _FIRST.search(reading.text)
    if tops or first:
        order = (
            "asc"
            if (tops and tops[0] == "asc") or (first and re.search("低|小|lowest|bottom", first.group()))
            else "desc"
        )
        return replace(
            query, operation="list", order=cast(Any, order), limit=_number(first.group(1)) if first else 1
        )
    if sorts:
        order = "desc" if "desc" in sorts else "asc"
        return replace(query, operation="list", order=cast(Any, order))
    return query


def _number(word: str) -> int:
    return _ENGLISH_NUMBERS.get(word) or int(parse_number(word))


def _with_kinds(query: TableQuery, reading: _Reading) -> TableQuery:
    """The query with the kinds that its words name, or that a figure, an order or a mean can be of."""
    told = set(reading.of("kind"))
    kinds: tuple[str, ...] = ()
    if query.base_year or (reading.of("base") and not query.ids):
        kinds = ("relative",)
    elif "any" in told or {"numeric", "qualitative"} <= told:
        kinds = ()
    elif "qualitative" in told:
        kinds = ("qualitative",)
    elif "relative" in told:
        kinds = ("relative",)
    elif "standard" in told:
        kinds = ("standard",)
    elif query.bounds or (query.order and query.operation == "list") or query.operation == "average":
        kinds = _LEVELS
    elif "numeric" in told:
        kinds = ("target", "relative") if query.operation == "list" else ("target",)
    elif query.comparators:
        kinds = _LEVELS
    if kinds == _LEVELS and "numeric" in told:
        kinds = ("target",)
    return replace(query, kinds=kinds)


def _is_table(query: TableQuery, reading: _Reading) -> bool:
    """Whether enough is asked of the table for a question to be one over it."""
    operation, filtered = query.operation, replace(query, operation="list", unexplained=()) != TableQuery()
    noun = bool(reading.nouns & {"indicator", "aim", "goal"})
    alone = reading.named or ("indicator" not in reading.nouns and not query.order)
    if alone and len(query.ids) == 1 and operation not in (*_OF_TWO, "compare"):
        return False  # one row that is named is looked up
    if operation in (*_OF_TWO, "compare"):
        return bool(reading.named) and (len(query.ids) > 1 or bool(query.ids and reading.people))
    if operation in ("average", "sum"):
        return len(query.ids) > 1 or (noun and filtered)
    if operation == "share":
        return noun and bool(query.kinds or query.comparators or query.units or query.verbs or query.bounds)
    if operation == "group":
        return noun or bool(query.kinds or query.units)
    if query.order:
        return noun or bool(query.ids or query.populations)
    return _is_selection(query, reading, noun)


def _is_selection(query: TableQuery, reading: _Reading, noun: bool) -> bool:
    """Whether a list or count of rows is asked for."""
    sure = bool(
        query.kinds
        or query.bounds
        or query.units
        or query.verbs
        or query.base_year
        or query.comparators
        or query.goals
    )
    if "indicator" in reading.nouns:
        return (bool(reading.asks) or sure) and (
            sure or bool(query.domains or query.populations or query.ids or not reading.gaps)
        )
    if sure and (reading.asks or reading.of("kind")):
        return noun or bool(query.kinds or reading.of("unit") or query.ids)
    if (query.pers and reading.asks) or (
        len(reading.rows) > 1 and reading.pers and re.search("哪|which", reading.text)
    ):
        return True
    return (
        noun
        and "list" in reading.asks
        and bool(query.populations or "stage" in reading.nouns)
        and not reading.named
    )


def _settled(query: TableQuery, reading: _Reading) -> TableQuery | None:
    """The query, or the names to choose from where it fits several quantities equally."""
    if query.operation not in _OF_TWO or len(query.ids) <= 2:
        return query
    if any(mention.is_ambiguous for mention in reading.named):
        rows = [row for row in reading.catalog.rows if row.id in query.ids]
        return TableQuery(choices=tuple(dict.fromkeys(row.name for row in rows)))
    return replace(query, operation="compare")


def _choices(query: TableQuery, reading: _Reading) -> TableQuery | None:
    """Names that all people of a comparison have in common."""
    rows = [
        r
        for r in reading.catalog.rows
        if any(reading._is_about(r, m) for m in reading.people) and r.value is not None
    ]
    shared: dict[str, list[Indicator]] = {}
    for row in rows:
        shared.setdefault(shared_name(row), []).append(row)
    both = [
        n for n, rs in shared.items() if all(any(reading._is_about(r, m) for r in rs) for m in reading.people)
    ]
    if len(both) == 1:
        return replace(query, ids=tuple(r.id for r in shared[both[0]]), populations=())
    if not both:
        return None
    return TableQuery(choices=tuple(dict.fromkeys(r.name for n in both for r in shared[n])))


# --- clauses ---------------------------------------------------------------------------------------


def _clauses(reading: _Reading) -> TableQuery | None:
    """The query over the clauses."""
    kinds = tuple(kind for kind in _CLAUSES if kind in reading.nouns)
    if (
        "aim" in reading.nouns
        and "goal" not in kinds
        and not (reading.of("mention") and "clause" in reading.nouns)
    ):
        kinds = tuple(k for k in _CLAUSES if k in (*kinds, "goal"))
    if "clause" in reading.nouns or (reading.of("mention") and len(kinds) > 1):
        kinds = ()
    words = reading.mentioned
    if not set(kinds) <= reading.table.kinds:
        return None
    foreign = tuple(word for word in words if word.isascii() and word not in reading.catalog.vocabulary)
    query = TableQuery("clauses", domains=reading.domains, kinds=kinds, words=words, unexplained=foreign)
    if not words and (_asks_elsewhere(reading) or _left_of_clauses(reading) or reading.named):
        return None
    query = _clause_operation(query, reading)
    telling = (
        words or query.operation in ("group", "average", "share") or query.domains or reading.asks & {"count"}
    )
    if not telling or not (reading.asks or reading.of("most") or words or query.operation != "list"):
        return None
    return None if query.operation == "list" and not words else query


def _left_of_clauses(reading: _Reading) -> bool:
    return bool(reading.gaps or reading.people or reading.bounds or reading.quotes)


def _clause_operation(query: TableQuery, reading: _Reading) -> TableQuery:
    """What is done with the clauses."""
    groups = reading.of("group")
    if len(query.domains) > 1 and not groups and re.search("各|分别|最[多少]|respectively", reading.text):
        groups = ("domain",)
    most = reading.of("most") or (reading.of("top") if groups else ())
    if "average" in reading.of("op"):
        return replace(query, operation="average", group=cast(TableGroup, groups[0]) if groups else "domain")
    if "share" in reading.of("op"):
        return replace(query, operation="share", part=("domains",) if query.domains else ("kinds",))
    if groups and groups[0] in _GROUPS_OF_CLAUSES and (reading.asks or most):
        order = cast(Any, most[0] if most else "")
        return replace(
            query,
            operation="group",
            group=cast(TableGroup, groups[0]),
            order=order,
            limit=1 if most else None,
        )
    counting = "count" in reading.asks or "sum" in reading.of("op")
    listing = "list" in reading.asks and "sum" not in reading.of("op")
    return replace(query, operation="count" if counting and not listing else "list")


def _words(reading: _Reading) -> tuple[str, ...]:
    """The words that clauses must hold, quoted, or beside the word that says so."""
    if not reading.of("mention"):
        return ()
    quoted = [q for _, _, q in reading.quotes]
    said = quoted or _behind_mention(reading) or _before_mention(reading)
    return tuple(dict.fromkeys(said))


def _behind_mention(reading: _Reading) -> list[str]:
    """提到妇联的措施 → 妇联; cut at the noun that is asked about, at 最多 or a mark."""
    slot = next(s for s in reading.slots if s.slot == "mention")
    stops = [
        s.start for s in reading.slots if s.start >= slot.end and s.slot in ("noun", "group", "most", "ask")
    ]
    marks = [m.start() for m in _PIECE.finditer(reading.text, slot.end)]
    run = reading.plain[slot.end : min((*stops, *marks, len(reading.text)))].strip()
    for _ in range(2):
        run = _PARTICLES.sub("", run).strip()
    run = re.sub(r"^(?:the |a |an |of |in )+|\b(?:in|the|of|most|by|and)$", "", run).strip()
    return [word.strip() for word in _OR.split(run) if len(word.strip()) > 1]


def _before_mention(reading: _Reading) -> list[str]:
    """留守儿童，措施里有几条写到了 → 留守儿童: who or what is named, the last before the question."""
    named = [*reading.people, *reading.named]
    if named:
        return [max(named, key=lambda m: m.start).text]
    gaps = [reading.text[s:e] for s, e in reading.gaps]
    known = [word for word in gaps if word in reading.catalog.vocabulary]
    return (known or gaps)[-1:]
