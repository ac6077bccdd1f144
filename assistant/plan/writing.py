"""Clauses in the making: what is open above the next line, and the clauses made so far."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import PlanSyntaxError
from assistant.patterns import lazy
from assistant.plan.markers import is_heading
from assistant.plan.meta import Meta
from assistant.plan.paragraphs import Paragraph, squeezed, stitched
from assistant.records import Clause, ClauseKind

_SENTENCE_END = lazy(r"[。！？!?]")
_LONGEST_TITLE = 60
# Marks that are typed in several ways; a title is the same in all of them.
_SAME = str.maketrans({"(": "（", ")": "）", "[": "〔", "]": "〕", "－": "-", "—": "-", "–": "-", "―": "-", "～": "-", "~": "-",
                       "〈": "《", "〉": "》", "\"": "“", "”": "“", "„": "“"})  # fmt: skip
_WORDS = lazy(r"[\u4e00-\u9fff\d]$")  # 第一章, 专栏1: a blank stands behind it
_LONGEST_COVER = 40  # paragraphs that may stand before the title: a notice that sends the plan out


@dataclass(slots=True)
class Open:
    """A clause that may still have children, while the lines are read.

    Attributes:
        rule: name of the rule or numbering that made it.
        rank: of the usual orders: what has the smaller one stands above.
        number: as printed, 0 where there is none.
        kind: of its clause.
        paragraphs: how many stand under it; the text after its own number counts.
    """

    rule: str
    clause_id: str
    label: str
    paragraphs: int = 0
    rank: float = 0
    number: int = 0
    kind: ClauseKind = "heading"


@dataclass(frozen=True, slots=True)
class Slip:
    """Something printed that is read all the same, and told: a number out of order, an unknown numbering.

    Attributes:
        line: 1-based line of the source.
        text: what was found, in one sentence.
    """

    line: int
    text: str


class Writer:
    """Makes clauses of paragraphs and keeps what is open above them."""

    def __init__(self, meta: Meta) -> None:
        """Begin with nothing open."""
        self.meta = meta
        self.clauses: list[Clause] = []
        self.stack: list[Open] = []
        self.preamble = Open("root", "0", "")
        self.ids: set[str] = set()
        self.slips: list[Slip] = []

    def take_title(self, lines: list[Paragraph]) -> list[Paragraph]:
        """Make the title clause, and paragraphs of what stands before it; the lines that are left.

        Raises:
            PlanSyntaxError: the title of plan.toml does not stand at the beginning.
        """
        for at in range(min(len(lines), _LONGEST_COVER)):
            if at and is_heading(lines[at - 1].text):
                break
            if count := self._title_lines(lines[at:]):
                for line in lines[:at]:
                    self.plain(line)
                whole = stitched(lines[at : at + count])
                self.add("0", "title", "", self.meta.title, whole, parent="")
                return lines[at + count :]
        raise PlanSyntaxError(
            f"the text must begin with its title {self.meta.title!r} as plan.toml has it",
            line=lines[0].line if lines else 1,
        )

    def _title_lines(self, lines: list[Paragraph]) -> int:
        """How many lines make up the title, 0 where they do not."""
        wanted, seen = squeezed(self.meta.title).translate(_SAME), ""
        for count, line in enumerate(lines, 1):
            seen += squeezed(line.text).translate(_SAME)
            if seen == wanted:
                return count
            if not wanted.startswith(seen):
                break
        return 0

    def open(
        self,
        entry: Open,
        mark: str,
        paragraph: Paragraph,
        parent: str,
        title: str | None = None,
    ) -> None:
        """Make the clause of a heading or entry and keep it open."""
        title = title_of(paragraph.text[len(mark) :]) if title is None else title
        self.add(entry.clause_id, entry.kind, mark.strip(), title, paragraph, parent=parent)
        entry.paragraphs = 0 if entry.kind == "heading" else 1
        blank = " " if _WORDS.search(mark.strip()) else ""
        entry.label = f"{mark.strip()}{blank}{title}"
        self.stack.append(entry)

    def plain(self, paragraph: Paragraph) -> None:
        """Make a paragraph of what is open."""
        above = self.stack[-1] if self.stack else self.preamble
        above.paragraphs += 1
        parent = above.clause_id if self.stack else ""
        self.add(f"{above.clause_id}.p{above.paragraphs}", "paragraph", "", "", paragraph, parent=parent)

    def add(
        self, clause_id: str, kind: ClauseKind, mark: str, title: str, paragraph: Paragraph, *, parent: str
    ) -> None:
        """Make a clause.

        Raises:
            PlanSyntaxError: its id is there already.
        """
        if clause_id in self.ids:
            raise PlanSyntaxError(f"clause id {clause_id!r} is there twice", line=paragraph.line)
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
                text=paragraph.text,
                start=paragraph.start,
                end=paragraph.end,
                line=paragraph.line,
                segments=paragraph.segments,
            )
        )


def title_of(text: str) -> str:
    """The first sentence without its full stop, or the whole where it is one line."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    return first.strip().rstrip("：:") if len(first) <= _LONGEST_TITLE else ""


def auto_kind(text: str) -> ClauseKind:
    """Heading for a bare title; item where text follows the first sentence, or the line is long."""
    match = _SENTENCE_END.search(text)
    rest = text[match.end() :].strip() if match else ""
    return "item" if rest or len(text.strip()) > _LONGEST_TITLE else "heading"
