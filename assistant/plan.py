"""Source text → Plan: the tree of clauses, every clause with its span in the source.

The heading grammar is data (``corpus/<plan>/plan.toml``, explained in docs/corpus.md): this module knows
typographical markers (一、（一） 1. ——) but no word of any plan. What does not fit the grammar is an error
that names the line; nothing is read as something else in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from assistant.errors import CorpusError, PlanSyntaxError, QuantityError
from assistant.files import read_text, read_toml
from assistant.numerals import parse_number
from assistant.records import Clause, ClauseKind, Segment

_HAN_DIGITS = "〇零一二三四五六七八九十百"

# name → what a line of that numbering looks like; group "n" is its number, "mark" the whole marker.
MARKERS: Mapping[str, re.Pattern[str]] = {
    "han、": re.compile(rf"(?P<mark>(?P<n>[{_HAN_DIGITS}]+)、)"),
    "（han）": re.compile(rf"(?P<mark>[（(](?P<n>[{_HAN_DIGITS}]+)[）)])"),
    "第han章": re.compile(rf"(?P<mark>第(?P<n>[{_HAN_DIGITS}]+)[章节条])"),
    "arabic.": re.compile(r"(?P<mark>(?P<n>\d{1,3})[.．、](?!\d))"),
    "（arabic）": re.compile(r"(?P<mark>[（(](?P<n>\d{1,3})[）)])"),
    "dash": re.compile(r"(?P<mark>——)"),
}

# What only looks like a marker: read as a paragraph it would be lost among the others.
_SUSPECT = re.compile(
    r"[-–—―─－·•●■◆①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ]|[（(]?\s*\d{1,3}\s*[)）]|\d{1,3}\s+[.．、]|\d{1,3}(?:\.\d{1,3})+[.．、\s]"
    r"|[（(]\s*[一二三四五六七八九十百]+\s*[)）]|[一二三四五六七八九十百]+\s*[)）.．]|[一二三四五六七八九十百]+\s+、"
)

_SENTENCE_END = re.compile(r"[。！？!?]")
_LONGEST_TITLE = 60

# The grammar of a document that brings none of its own: the usual order of a State Council paper.
DEFAULT_GRAMMAR: tuple[dict[str, Any], ...] = (
    {"name": "chapter", "marker": "han、", "under": ["root"], "kind": "heading", "id": "{n}"},
    {"name": "section", "marker": "（han）", "under": ["chapter"], "kind": "auto", "id": "{parent}.{n}"},
    {
        "name": "item",
        "marker": "arabic.",
        "under": ["section", "chapter"],
        "kind": "auto",
        "id": "{parent}.{n}",
    },
    {"name": "subitem", "marker": "（arabic）", "under": ["item"], "kind": "auto", "id": "{parent}.{n}"},
    {
        "name": "target",
        "marker": "dash",
        "under": ["item", "section"],
        "kind": "target",
        "id": "{parent}.t{n}",
    },
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the heading grammar.

    Attributes:
        name: what other rules call it in ``under``.
        marker: key of MARKERS, or "" where label decides.
        label: the exact words of the line, or "".
        under: names of the rules it may stand under; "root" for the top.
        kind: kind of the clause it makes; "auto" is heading for a bare title, item where text follows.
        id: template of the clause id, with {parent} and {n}.
        numbering: restart (from 1 under each parent), continue (on through the document) or auto.
    """

    name: str
    marker: str
    label: str
    under: tuple[str, ...]
    kind: str
    id: str
    numbering: str = "auto"


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of action of the plan, named in its meta data: heading id, title, English gloss."""

    id: str
    title: str
    en: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful wording that stays as published: source line, quote, note in both languages."""

    line: int
    quote: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair at its place in the source: text[start:end] is read as ``to``."""

    start: int
    end: int
    to: str
    id: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What plan.toml says of a plan.

    Attributes:
        key: the folder's name.
        period: first and last year.
        region_aliases: other names of the region; region_parts: places inside it.
        expect: counts that a build must find, by kind.
        target_headings: words that end a heading whose paragraphs hold targets.
        examples, examples_en: questions to begin with, in each language.
    """

    key: str
    title: str
    title_en: str
    region: str
    region_en: str
    period: tuple[int, int]
    region_aliases: tuple[str, ...] = ()
    region_parts: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    grammar: tuple[Rule, ...] = ()
    expect: Mapping[str, int] = field(default_factory=dict)
    target_headings: tuple[str, ...] = ("目标", "指标")
    examples: tuple[str, ...] = ()
    examples_en: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A plan as data: meta data, published source, clauses in the source's order."""

    meta: Meta
    source: str
    clauses: tuple[Clause, ...]
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        """Clauses by their id."""
        return {clause.id: clause for clause in self.clauses}

    def counts(self) -> dict[str, int]:
        """How many clauses of each kind there are, and how many chapters and domains."""
        found: dict[str, int] = {"chapters": 0, "domains": len(self.meta.domains)}
        for clause in self.clauses:
            found[clause.kind] = found.get(clause.kind, 0) + 1
            found["chapters"] += clause.kind == "heading" and clause.parent == ""
        return found

    def domain_of(self, clause: Clause) -> str:
        """Title of the domain a clause stands in, else of its outermost heading, else the plan's title."""
        for domain in self.meta.domains:
            if domain.title == clause.title or any(label.endswith(domain.title) for label in clause.path):
                return domain.title
        chapter = self.by_id.get(clause.id.split(".")[0])
        return chapter.title if chapter and clause.path else self.meta.title


# --- meta data and repairs -------------------------------------------------------------------------


def load_meta(path: Path, key: str) -> Meta:
    """Read plan.toml.

    Raises:
        CorpusError: a key is missing or of the wrong type; the message names it.
    """
    data = read_toml(path)
    try:
        first, last = (int(year) for year in data["period"])
        if not 1949 <= first <= last <= 2100:
            raise ValueError(f"period {first} to {last}")
        return Meta(
            key=key,
            title=str(data["title"]),
            title_en=str(data.get("title_en", data["title"])),
            region=str(data["region"]),
            region_en=str(data.get("region_en", data["region"])),
            period=(first, last),
            region_aliases=tuple(data.get("region_aliases", ())),
            region_parts=tuple(data.get("region_parts", ())),
            domains=tuple(
                Domain(d["id"], d["title"], d.get("en", d["title"])) for d in data.get("domain", ())
            ),
            grammar=tuple(_rule(entry) for entry in data.get("grammar") or DEFAULT_GRAMMAR),
            expect=dict(data.get("expect", {})),
            target_headings=tuple(data.get("target_headings", ("目标", "指标"))),
            examples=tuple(data.get("examples", ())),
            examples_en=tuple(data.get("examples_en", ())),
        )
    except KeyError as error:
        raise CorpusError(f"lacks the key {error}; docs/corpus.md lists what is needed", file=path) from error
    except (TypeError, ValueError) as error:
        raise CorpusError(f"has a value of the wrong form: {error}; see docs/corpus.md", file=path) from error


def _rule(entry: Mapping[str, Any]) -> Rule:
    marker, label = str(entry.get("marker", "")), str(entry.get("label", ""))
    if bool(marker) == bool(label) or (marker and marker not in MARKERS):
        raise ValueError(
            f"grammar rule {entry.get('name')!r} needs a label or one of the markers {list(MARKERS)}"
        )
    return Rule(
        name=str(entry["name"]),
        marker=marker,
        label=label,
        under=tuple(entry["under"]),
        kind=str(entry["kind"]),
        id=str(entry["id"]),
        numbering=str(entry.get("numbering", "auto")),
    )


def load_repairs(path: Path, source: str) -> tuple[tuple[Edit, ...], tuple[Doubt, ...]]:
    """The listed repairs of a source as edits at their places, and the doubtful wordings.

    Raises:
        CorpusError: a repair does not fit the source; the message names its line.
    """
    if not path.exists():
        return (), ()
    data, lines = read_toml(path), _line_spans(source)
    try:
        edits = [_join_edit(entry, source, lines, path) for entry in data.get("join", ())]
        edits += [_replace_edit(entry, source, lines, path) for entry in data.get("replace", ())]
        for entry in data.get("class", ()):
            edits += _class_edits(entry, source)
        doubts = tuple(_doubt(entry, source, lines, path) for entry in data.get("doubt", ()))
    except KeyError as error:
        raise CorpusError(f"an entry lacks the key {error}", file=path) from error
    edits.sort(key=lambda edit: edit.start)
    for before, after in pairwise(edits):
        if after.start < before.end:
            line = source.count("\n", 0, after.start) + 1
            raise CorpusError(f"two repairs overlap at source line {line}", file=path)
    return tuple(edits), doubts


def _line_spans(source: str) -> list[tuple[int, int]]:
    """Start and end of each line of the source, its end mark left out."""
    spans, at = [], 0
    for line in source.split("\n"):
        spans.append((at, at + len(line.rstrip("\r"))))
        at += len(line) + 1
    return spans


def _line_span(entry: Mapping[str, Any], lines: list[tuple[int, int]], path: Path) -> tuple[int, int]:
    number = int(entry["line"])
    if not 1 <= number <= len(lines):
        raise CorpusError(f"names source line {number}, but the source has {len(lines)} lines", file=path)
    return lines[number - 1]


def _join_edit(entry: Mapping[str, Any], source: str, lines: list[tuple[int, int]], path: Path) -> Edit:
    start, end = _line_span(entry, lines, path)
    after = end + len(source[end:]) - len(source[end:].lstrip())
    if not source[start:end].rstrip().endswith(entry["ends"]) or not source.startswith(
        entry["begins"], after
    ):
        raise CorpusError(f"the join at source line {entry['line']} does not fit the text there", file=path)
    return Edit(start + len(source[start:end].rstrip()), after, "", "wrap")


def _replace_edit(entry: Mapping[str, Any], source: str, lines: list[tuple[int, int]], path: Path) -> Edit:
    start, end = _line_span(entry, lines, path)
    found = source.find(entry["from"], start, end)
    if found < 0 or source.find(entry["from"], found + 1, end) >= 0:
        raise CorpusError(f"{entry['from']!r} must stand once in source line {entry['line']}", file=path)
    return Edit(found, found + len(entry["from"]), str(entry["to"]), f"replace:{entry['line']}")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "《》、，。；：“”（）〇"


def _class_edits(entry: Mapping[str, Any], source: str) -> list[Edit]:
    """One edit for each listed half-width mark that touches a Chinese character."""
    edits = []
    for match in re.finditer("[" + re.escape("".join(entry["map"])) + "]", source):
        at = match.start()
        if any(_is_han(character) for character in source[max(at - 1, 0) : at] + source[at + 1 : at + 2]):
            edits.append(Edit(at, at + 1, str(entry["map"][match.group()]), str(entry["id"])))
    return edits


def _doubt(entry: Mapping[str, Any], source: str, lines: list[tuple[int, int]], path: Path) -> Doubt:
    start, end = _line_span(entry, lines, path)
    if entry["quote"] not in source[start:end]:
        raise CorpusError(f"{entry['quote']!r} does not stand in source line {entry['line']}", file=path)
    return Doubt(int(entry["line"]), str(entry["quote"]), str(entry["zh"]), str(entry["en"]))


# --- parsing ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A clause that may still have children, while the lines are read."""

    rule: str
    clause_id: str
    label: str
    paragraphs: int = 0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A stretch of source that is one paragraph once the listed joins are made."""

    start: int
    end: int
    line: int
    text: str
    segments: tuple[Segment, ...]


def load_plan(folder: Path) -> Plan:
    """Read ``corpus/<plan>/``: plan.toml, source.txt, repairs.toml.

    Raises:
        CorpusError: a file cannot be used; PlanSyntaxError where the text does not follow its grammar.
    """
    meta = load_meta(folder / "plan.toml", folder.name)
    source = read_text(folder / "source.txt")
    edits, doubts = load_repairs(folder / "repairs.toml", source)
    try:
        clauses = parse(source, meta, edits)
    except PlanSyntaxError as error:
        raise PlanSyntaxError(error.message, file=folder / "source.txt", line=error.line) from error
    plan = Plan(meta, source, clauses, doubts)
    check_expected(plan)
    return plan


def check_expected(plan: Plan) -> None:
    """CorpusError where a count that plan.toml expects was not found."""
    counts = plan.counts()
    for kind, expected in plan.meta.expect.items():
        if counts.get(kind, 0) != expected:
            raise CorpusError(
                f"plan {plan.meta.key!r}: {counts.get(kind, 0)} × {kind} read, plan.toml expects {expected}; "
                "compare the text with its grammar"
            )


def parse(source: str, meta: Meta, edits: tuple[Edit, ...] = ()) -> tuple[Clause, ...]:
    """Cut a text into clauses.

    Args:
        source: the published text.
        meta: title, grammar.
        edits: repairs at their places, in order.

    Returns:
        The clauses in the text's order; their own spans are disjoint and cover every non-blank character.

    Raises:
        PlanSyntaxError: a number is out of order or there twice, a marker is unknown, or no heading was found.
    """
    reader = _Reader(meta)
    paragraphs = list(_paragraphs(source, edits))
    body = reader.take_title(paragraphs)
    for paragraph in paragraphs[body:]:
        reader.read(paragraph)
    if not any(clause.kind in ("heading", "item") for clause in reader.clauses):
        raise PlanSyntaxError(
            "no heading was found; the grammar in plan.toml must say how headings are numbered", line=1
        )
    return tuple(reader.clauses)


def _paragraphs(source: str, edits: tuple[Edit, ...]) -> Iterator[_Paragraph]:
    """Non-blank lines, those that a listed join cuts put together again."""
    joins = {edit.start: edit.end for edit in edits if edit.id == "wrap"}
    spans = iter(_line_spans(source))
    for start, end in spans:
        text = source[start:end]
        if not text.strip():
            continue
        start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        while end in joins:
            resume = joins[end]
            end = next(stop for begin, stop in spans if begin <= resume <= stop)
            end = resume + len(source[resume:end].rstrip())
        repaired, segments = _apply(source, start, end, edits)
        yield _Paragraph(start, end, source.count("\n", 0, start) + 1, repaired, segments)


def _apply(source: str, start: int, end: int, edits: tuple[Edit, ...]) -> tuple[str, tuple[Segment, ...]]:
    """Repaired text of source[start:end] and how both belong together."""
    parts: list[str] = []
    segments: list[Segment] = []
    at = start

    def add(text: str, source_end: int, change: str) -> None:
        nonlocal at
        done = segments[-1].end if segments else 0
        if text or change:
            segments.append(Segment(done, done + len(text), at, source_end, change))
            parts.append(text)
        at = source_end

    for edit in edits:
        if start <= edit.start and edit.end <= end:
            add(source[at : edit.start], edit.start, "")
            add(edit.to, edit.end, edit.id)
    add(source[at:end], end, "")
    return "".join(parts), tuple(segments)


class _Reader:
    """Reads paragraphs one after another and keeps what is open above them."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self.clauses: list[Clause] = []
        self.stack: list[_Open] = []
        self.last: dict[tuple[str, str], int] = {}
        self.last_anywhere: dict[str, int] = {}
        self.numbering = {rule.name: rule.numbering for rule in meta.grammar}
        self.rules = {rule.name: rule for rule in meta.grammar}
        self.preamble = _Open("root", "0", "")
        self.ids: set[str] = set()

    def take_title(self, paragraphs: list[_Paragraph]) -> int:
        """Make the title clause of the first lines; how many paragraphs it took."""
        wanted, seen = _squeeze(self.meta.title), ""
        for count, paragraph in enumerate(paragraphs, 1):
            seen += _squeeze(paragraph.text)
            if seen == wanted:
                first = paragraphs[0]
                text, segments = _stitch(paragraphs[:count])
                self._add("0", "title", "", self.meta.title, text, first, paragraph.end, segments, parent="")
                return count
            if not wanted.startswith(seen):
                break
        raise PlanSyntaxError(
            f"the text must begin with its title {self.meta.title!r} as plan.toml has it",
            line=paragraphs[0].line if paragraphs else 1,
        )

    def read(self, paragraph: _Paragraph) -> None:
        """Make the clause of one paragraph."""
        for rule in self.meta.grammar:
            if rule.label and paragraph.text.strip() == rule.label:
                self._label(rule, paragraph)
                return
        marked = [
            (name, match) for name, pattern in MARKERS.items() if (match := pattern.match(paragraph.text))
        ]
        if marked:
            self._numbered(paragraph, *marked[0])
        elif _SUSPECT.match(paragraph.text):
            raise PlanSyntaxError(
                f"unknown numbering {paragraph.text[:12]!r}; add its marker to the grammar in plan.toml",
                line=paragraph.line,
            )
        else:
            self._plain(paragraph)

    def _label(self, rule: Rule, paragraph: _Paragraph) -> None:
        parent = self._close_to(rule.under)
        if parent is None:
            raise PlanSyntaxError(
                f"{rule.label!r} stands under no {' or '.join(rule.under)}", line=paragraph.line
            )
        self._open(rule, rule.id.format(parent=parent.clause_id, n=""), "heading", "", paragraph, parent)

    def _numbered(self, paragraph: _Paragraph, marker: str, match: re.Match[str]) -> None:
        rule, parent = self._rule_for(marker, paragraph)
        number = self._number(rule, parent, match, paragraph)
        mark = match.group("mark")
        kind = rule.kind if rule.kind != "auto" else _auto_kind(paragraph.text[len(mark) :])
        clause_id = rule.id.format(parent=parent.clause_id if parent.rule != "root" else "", n=number).lstrip(
            "."
        )
        self._open(rule, clause_id, cast(ClauseKind, kind), mark, paragraph, parent)

    def _rule_for(self, marker: str, paragraph: _Paragraph) -> tuple[Rule, _Open]:
        """The rule of this marker that fits deepest into what is open; closes what is below its place."""
        rules = [rule for rule in self.meta.grammar if rule.marker == marker]
        depths = [(self._depth(rule.under), rule) for rule in rules]
        depths = [(depth, rule) for depth, rule in depths if depth is not None]
        if not depths:
            known = f"; here only {', '.join(rule.name for rule in rules)} may use it" if rules else ""
            raise PlanSyntaxError(
                f"unknown numbering {paragraph.text[:12]!r}: the grammar has no place for it{known}",
                line=paragraph.line,
            )
        depth, rule = max(depths, key=lambda pair: cast(int, pair[0]))
        del self.stack[cast(int, depth) + 1 :]
        return rule, self.stack[-1] if self.stack else _Open("root", "", "")

    def _depth(self, under: tuple[str, ...]) -> int | None:
        """Index in the stack of the innermost open rule among ``under``; -1 for the root."""
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index].rule in under:
                return index
        return -1 if "root" in under else None

    def _close_to(self, under: tuple[str, ...]) -> _Open | None:
        depth = self._depth(under)
        if depth is None:
            return None
        del self.stack[depth + 1 :]
        return self.stack[-1] if self.stack else _Open("root", "", "")

    def _number(self, rule: Rule, parent: _Open, match: re.Match[str], paragraph: _Paragraph) -> int:
        """The number of a marker, checked against the one before it; lines without one are counted."""
        key = (rule.name, parent.clause_id)
        before = self.last.get(key, 0)
        if "n" not in match.re.groupindex:
            self.last[key] = before + 1
            return before + 1
        try:
            number = int(parse_number(match.group("n")))
        except QuantityError as error:
            raise PlanSyntaxError(str(error), line=paragraph.line) from error
        expected = self._expected(rule, key, number)
        if number != expected:
            raise PlanSyntaxError(
                self._order_message(match.group("mark"), number, expected), line=paragraph.line
            )
        self.last[key] = self.last_anywhere[rule.name] = number
        return number

    def _expected(self, rule: Rule, key: tuple[str, str], number: int) -> int:
        if key in self.last:
            return self.last[key] + 1
        anywhere = self.last_anywhere.get(rule.name, 0)
        if anywhere and self.numbering[rule.name] == "auto":
            self.numbering[rule.name] = "continue" if number == anywhere + 1 != 1 else "restart"
        return anywhere + 1 if self.numbering[rule.name] == "continue" else 1

    @staticmethod
    def _order_message(mark: str, number: int, expected: int) -> str:
        what = "is there twice" if number == expected - 1 else "is out of order"
        return f"number {mark!r} {what}: {expected} was expected here"

    def _open(
        self, rule: Rule, clause_id: str, kind: ClauseKind, mark: str, paragraph: _Paragraph, parent: _Open
    ) -> None:
        title = _title(paragraph.text[len(mark) :])
        self._add(
            clause_id, kind, mark, title, paragraph.text, paragraph, paragraph.end, paragraph.segments,
            parent=parent.clause_id,
        )  # fmt: skip
        inline = 1 if kind not in ("heading",) else 0
        self.stack.append(_Open(rule.name, clause_id, mark + title, inline))

    def _plain(self, paragraph: _Paragraph) -> None:
        above = self.stack[-1] if self.stack else self.preamble
        above.paragraphs += 1
        clause_id = f"{above.clause_id}.p{above.paragraphs}"
        parent = above.clause_id if self.stack else ""
        self._add(
            clause_id, "paragraph", "", "", paragraph.text, paragraph, paragraph.end, paragraph.segments,
            parent=parent,
        )  # fmt: skip

    def _add(
        self,
        clause_id: str,
        kind: ClauseKind,
        mark: str,
        title: str,
        text: str,
        first: _Paragraph,
        end: int,
        segments: tuple[Segment, ...],
        *,
        parent: str,
    ) -> None:
        if clause_id in self.ids:
            raise PlanSyntaxError(f"clause id {clause_id!r} is there twice", line=first.line)
        self.ids.add(clause_id)
        self.clauses.append(
            Clause(
                plan=self.meta.key,
                id=clause_id,
                kind=kind,
                number=mark,
                title=title,
                path=tuple(above.label for above in self.stack),
                parent=parent,
                text=text,
                start=first.start,
                end=end,
                line=first.line,
                segments=segments,
            )
        )


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _stitch(paragraphs: list[_Paragraph]) -> tuple[str, tuple[Segment, ...]]:
    """Several lines as one text, the breaks between them kept as line wraps."""
    text, segments = paragraphs[0].text, list(paragraphs[0].segments)
    for before, after in pairwise(paragraphs):
        segments.append(Segment(len(text), len(text), before.end, after.start, "wrap"))
        shift = len(text)
        segments += [
            Segment(s.start + shift, s.end + shift, s.source_start, s.source_end, s.change)
            for s in after.segments
        ]
        text += after.text
    return text, tuple(segments)


def _title(text: str) -> str:
    """The first sentence without its full stop, or the whole where it is one line."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return first.strip().rstrip("：:") if len(first) <= _LONGEST_TITLE else ""


def _auto_kind(text: str) -> str:
    """Heading for a bare title; item where text follows the first sentence, or the line is long."""
    match = _SENTENCE_END.search(text)
    rest = text[match.end() :].strip() if match else ""
    return "item" if rest or len(text.strip()) > _LONGEST_TITLE else "heading"


# --- what others ask of clauses --------------------------------------------------------------------


def print_plan(plan: Plan) -> str:
    """The plan as text again, one paragraph a clause: parsing it gives the same clauses."""
    return "\n\n".join(clause.text for clause in plan.clauses) + "\n"


def source_span(clause: Clause, start: int, end: int) -> tuple[int, int, bool]:
    """Where clause.text[start:end] stands in the source.

    Returns:
        Start and end in the source, and whether the two differ by more than a line wrap.

    Raises:
        ValueError: the span is empty or leaves the text.
    """
    if not 0 <= start < end <= len(clause.text):
        raise ValueError(f"span {start}:{end} leaves the {len(clause.text)} characters of {clause.id}")
    begin = finish = -1
    repaired = False
    for segment in clause.segments:
        if segment.end <= start or segment.start >= end:
            continue
        exact = segment.change == ""
        low = segment.source_start + (max(start, segment.start) - segment.start if exact else 0)
        high = segment.source_start + (min(end, segment.end) - segment.start) if exact else segment.source_end
        begin = low if begin < 0 else begin
        finish = high
        repaired = repaired or segment.change not in ("", "wrap")
    return begin, finish, repaired
