"""A text in one of the usual orders of Chinese government papers, read without a grammar.

第一编 > 第一章 > 第一节 > 第一条 > 一、 > （一） > 1. > （1） > 1） > ① stand under one another, any of them left out;
labels (主要目标：), boxes (专栏1 …) and annexes (附件2) hold numbers of their own; —— and bullets are lines of what is
open. What is out of order in print is read as printed and told, by line.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.patterns import lazy
from assistant.plan.kinds import settled_kinds
from assistant.plan.markers import SUSPECT, Apart, Mark, apart, marks
from assistant.plan.meta import Meta
from assistant.plan.paragraphs import Paragraph, squeezed, stitched
from assistant.plan.tabled import cells, heads_columns, tabled
from assistant.plan.writing import Open, Slip, Writer, auto_kind
from assistant.records import ClauseKind

_LINES = 20  # rank from which a numbering only makes lines: ——, •
_TABLE = 30  # rank of a table, whose rows stand under its header
_ENTRIES = 7  # rank from which it makes entries, below which headings
_HEADINGS_ALONE = 5  # rank up to which it makes no entries of a box
_BEFORE_ALL = -1.0
_LABEL = lazy(r"[\u4e00-\u9fff、（）()]{2,12}[：:]|[【〔\[][\u4e00-\u9fff、]{2,12}[】〕\]]")
_BARE = lazy(r"[\u4e00-\u9fff、“”《》（）()]{2,20}")
# What a heading without number is about in any plan.
_LABEL_ENDS = (
    "目标",
    "指标",
    "措施",
    "举措",
    "任务",
    "原则",
    "思想",
    "要求",
    "保障",
    "分工",
    "安排",
    "附则",
    "步骤",
)
_DATE = lazy(
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_SIGNED = lazy(r"[\u4e00-\u9fff（）()、 　]{2,40}")
_CLOSING = lazy(r"[（(]此件[^（）()]*[）)]|(?:抄送|主送|印发|联系人)[：:].*")
_ANNEX_LIST = lazy(r"附\s*件\s*[：:]\s*(?:1\s*[.．、])?\s*\S")
_CONTENTS = lazy(r"目\s*[录次]")
_PAGE = lazy(r"[.…·\s]*\d*$")
_CELLS = lazy(r"[\t|│｜]+|\s{1,}")
_LED = lazy(r"[^。！？：:]{2,25}[：:。]")
_IN_BRACKETS = lazy(r"[（(].*[）)]")


@dataclass
class _Counts:
    """The numbers seen so far in one part of a text: the running text, a box, an annex."""

    last: dict[tuple[str, str], int] = field(default_factory=dict)
    anywhere: dict[str, int] = field(default_factory=dict)


@dataclass
class _Box:
    """A box that is open: its place in the stack, and the lines read in it.

    Attributes:
        depth: index in the stack.
        outside: the numbers of the text around it.
        columns: how many cells its header has, 0 where it is no table.
        lines: how many paragraphs it has.
        led: whether all of them begin with a name (家政服务：…, 县域共配工程。…).
    """

    depth: int
    outside: _Counts
    columns: int = 0
    lines: int = 0
    led: bool = True


class UsualReader(Writer):
    """Reads paragraphs one after another by the ranks of the usual numberings."""

    def __init__(self, meta: Meta) -> None:
        """Begin with nothing open."""
        super().__init__(meta)
        self.lines: list[Paragraph] = []
        self.at = 0
        self.counts = _Counts()
        self.ranks: dict[str, float] = {}  # of labels and named numbers, by where they were first seen
        self.box: _Box | None = None
        self.ended = False  # the text has been signed
        self.owners: dict[str, str] = {}  # id → the numbering that has it
        self.annexes = 0  # how many a list of annexes has told so far
        self.repeated: frozenset[str] = frozenset()
        self.rows: frozenset[int] = frozenset()  # indexes of the lines that are rows of tables

    def read(self, lines: list[Paragraph]) -> None:
        """Make the clauses of all paragraphs."""
        found = tabled(lines)
        self.lines = lines = list(found.lines)
        self.rows = found.rows
        texts = [squeezed(line.text) for line in lines]
        self.repeated = frozenset(text for text in texts if texts.count(text) > 1)
        self.at = self._contents()
        while self.at < len(lines):
            self._read(lines[self.at])
            self.at += 1
        self.clauses = settled_kinds(self.clauses, self.meta.target_headings)

    # --- what comes next

    def _next(self) -> str:
        """The text of the next paragraph."""
        return self.lines[self.at + 1].text.strip() if self.at + 1 < len(self.lines) else ""

    def _contents(self) -> int:
        """Read a table of contents as paragraphs; where the text after it begins."""
        start = next((n for n, line in enumerate(self.lines[:20]) if _CONTENTS.fullmatch(line.text)), -1)
        if start < 0 or start + 1 >= len(self.lines):
            return 0
        first = _PAGE.sub("", squeezed(self.lines[start + 1].text))
        again = (n for n in range(start + 2, len(self.lines)) if squeezed(self.lines[n].text) == first)
        stop = next(again, 0)
        for line in self.lines[:stop]:
            self.plain(line)
        return stop

    # --- one paragraph

    def _read(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        if self._is_formal(text):
            self._close()
            self.plain(paragraph)
        elif self.at in self.rows:
            self._row(paragraph)
        elif found := self._apart(text):
            self._open_apart(found, paragraph)
        elif placed := self._placed(text):
            self._numbered(paragraph, *placed)
        elif self.box is not None and self._stays_in_box(text):
            self.plain(paragraph)
        elif self._is_label(text):
            self._label(paragraph)
        else:
            if SUSPECT.match(text) and not _IN_BRACKETS.fullmatch(text):
                self._tell(paragraph, f"the numbering {text[:6]!r} fits no place here; read as a paragraph")
            self._leave_lines()
            self.plain(paragraph)

    def _row(self, paragraph: Paragraph) -> None:
        """A row of a table, whatever its first cell looks like."""
        if self.box is not None and not self.box.columns:
            self.box.columns = len(cells(paragraph.text))
        is_head = self.at - 1 not in self.rows
        if is_head:
            self._leave_lines()
        self.plain(paragraph)
        if is_head and heads_columns(paragraph.text):
            header = self.clauses[-1].id
            self.stack.append(Open("table", header, paragraph.text, rank=_TABLE, kind="paragraph"))

    def _leave_lines(self) -> None:
        """Close lines (——): a paragraph after them is of what they stand under."""
        while self.stack and self.stack[-1].rank >= _LINES:
            self.stack.pop()

    def _tell(self, paragraph: Paragraph, what: str) -> None:
        self.slips.append(Slip(paragraph.line, what))

    # --- signature, date, annexes

    def _is_formal(self, text: str) -> bool:
        """Whether a line is of the paper, not of its text: signature, date, list of annexes."""
        flat = squeezed(text)
        if _DATE.fullmatch(flat) or _CLOSING.fullmatch(flat):
            self.ended = bool(self.clauses)
            return True
        if _SIGNED.fullmatch(text) and _DATE.fullmatch(squeezed(self._next())):
            return True
        return self._lists_annex(text)

    def _lists_annex(self, text: str) -> bool:
        """Whether a line belongs to a list of annexes before the signature (附件：1.任务清单, 2.联系名单)."""
        if self.ended:
            return False
        if _ANNEX_LIST.match(text):
            self.annexes = int(not self._is_last_title())
            return bool(self.annexes)
        goes_on = self.annexes and any(mark.number == self.annexes + 1 for mark in marks(text))
        self.annexes = self.annexes + 1 if goes_on and "。" not in text else 0
        return bool(self.annexes)

    def _is_last_title(self) -> bool:
        """Whether 附件：… has a text of its own below it, so that it is a title and no list."""
        return bool(self._next()) and any(mark.number == 1 for mark in marks(self._next()))

    def _close(self) -> None:
        self.stack.clear()
        self._leave_box()

    # --- boxes and annexes

    def _apart(self, text: str) -> Apart | None:
        found = apart(text)
        if found is None or (not self.stack and not self.ended and not found.attached):
            return None
        return found if self._next() and len(text) <= 50 else None

    def _open_apart(self, found: Apart, paragraph: Paragraph) -> None:
        title = found.title
        if not title and _BARE.fullmatch(self._next()) and found.attached:
            self.at += 1
            paragraph, title = stitched([paragraph, self.lines[self.at]]), self._text_here()
        self._leave_box()
        if found.attached:
            self.stack.clear()
            self.counts = _Counts()
        else:
            while self.stack and (self.stack[-1].kind != "heading" or self.stack[-1].rank >= _LINES):
                self.stack.pop()
        parent = self.stack[-1].clause_id if self.stack else ""
        letter = "a" if found.attached else "b"
        name = "annex" if found.attached else "box"
        number = found.number or self.counts.anywhere.get(name, 0) + 1
        self.counts.anywhere[name] = number
        entry = Open(name, self._free_id(f"{parent}.{letter}{number}".lstrip(".")), "", number=number)
        entry.rank = _BEFORE_ALL if found.attached else self._rank() + 0.1
        self.open(entry, found.mark, paragraph, parent, title)
        if not found.attached:
            self.box = _Box(len(self.stack) - 1, self.counts)
            self.counts = _Counts()

    def _text_here(self) -> str:
        return self.lines[self.at].text.strip()

    def _leave_box(self) -> None:
        if self.box is not None:
            self.counts = self.box.outside
            del self.stack[self.box.depth :]
            self.box = None

    def _stays_in_box(self, text: str) -> bool:
        """Whether a line without a number goes on with the open box; closes it where it does not."""
        box = self.box
        assert box is not None
        cells = len([cell for cell in _CELLS.split(text) if cell])
        box.lines += 1
        if box.lines == 1 and cells >= 3:
            box.columns = cells
            return True
        if box.columns:
            stays = cells >= 3 or text.startswith(("注", "备注", "说明", "合计", "总计"))
        elif _IN_BRACKETS.fullmatch(text):
            stays = bool(self._goes_on_inside(self._next()))
        else:
            led = bool(_LED.match(text)) or len(text) <= 25
            stays = led or not box.led or box.lines == 1
            box.led = box.led and led
        if not stays:
            self._leave_box()
        return stays

    def _goes_on_inside(self, text: str) -> bool:
        """Whether the next line is one of the open box."""
        if not text or self.box is None:
            return False
        found = list(marks(text))
        return not found or (self._fits_inside(found[0]) and not self._fits_outside(found[0]))

    # --- numbers

    def _placed(self, text: str) -> tuple[Mark, Open | None] | None:
        """The marker of a line and what it stands under (None: the top), or None where it has no number."""
        for mark in marks(text):
            ranked = replace(mark, rank=mark.rank or self._named_rank(mark))
            if mark.name.startswith("named:") and not self._is_series(ranked):
                continue
            if self.box is not None and not self._belongs_inside(ranked):
                if mark.doubtful and not self._fits_outside(ranked):
                    continue
                self._leave_box()
            if mark.rank >= _LINES and not self.stack:
                continue  # ——, before any heading
            parent, fits = self._parent(ranked)
            if fits or not mark.doubtful:
                return ranked, parent
        return None

    def _named_rank(self, mark: Mark) -> float:
        """The rank of 行动一：, where it stands: below the heading that was open when it was first seen."""
        return self.ranks.get(mark.name, self._rank() + 0.5)

    def _rank(self) -> float:
        """The rank of the innermost open heading."""
        return next((o.rank for o in reversed(self.stack) if o.kind == "heading" and o.rank < _LINES), 0.0)

    def _is_series(self, mark: Mark) -> bool:
        """Whether a word with a number counts: a second one follows the first."""
        if mark.name in self.ranks:
            return True
        later = (m for line in self.lines[self.at + 1 :] for m in marks(line.text))
        return mark.number == 1 and any(m.name == mark.name and m.number == 2 for m in later)

    def _belongs_inside(self, mark: Mark) -> bool:
        if mark.rank >= _LINES:
            return True
        inside, outside = self._fits_inside(mark), self._fits_outside(mark)
        if mark.rank < _HEADINGS_ALONE or inside == outside:
            return mark.rank > _HEADINGS_ALONE and (not outside or inside)
        return inside

    def _fits_inside(self, mark: Mark) -> bool:
        assert self.box is not None
        parent = next(o for o in reversed(self.stack) if o.rank < mark.rank or o.rule == "box")
        return self._is_expected(mark, parent.clause_id, self.counts)

    def _fits_outside(self, mark: Mark) -> bool:
        assert self.box is not None
        outer = self.stack[: self.box.depth]
        parent = next((o for o in reversed(outer) if o.rank < mark.rank), None)
        return self._is_expected(mark, parent.clause_id if parent else "", self.box.outside)

    @staticmethod
    def _is_expected(mark: Mark, parent: str, counts: _Counts) -> bool:
        """Whether a number is the next one here, the first, or the next in the whole text."""
        if not mark.number:
            return True
        last = counts.last.get((parent, mark.name), 0)
        return mark.number == last + 1 or (not last and mark.number == counts.anywhere.get(mark.name, 0) + 1)

    def _parent(self, mark: Mark) -> tuple[Open | None, bool]:
        """What a marker stands under, and whether its number is expected there."""
        above = [o for o in self.stack if o.rank < mark.rank or o.rule in ("annex", "box")]
        parent = above[-1] if above else None
        if mark.above and (parent is None or parent.number != mark.above):
            return parent, False
        if self._is_expected(mark, parent.clause_id if parent else "", self.counts):
            return parent, True
        for entry in reversed(self.stack):
            last = self.counts.last.get((entry.clause_id, mark.name), 0)
            if last and mark.number == last + 1:
                return entry, True
        if mark.number == 1 and self.stack and self.stack[-1].rule == mark.name and mark.rank >= _ENTRIES:
            return self.stack[-1], True  # a list inside an entry, numbered like the entries
        return parent, False

    def _numbered(self, paragraph: Paragraph, mark: Mark, parent: Open | None) -> None:
        above = parent.clause_id if parent else ""
        keep = self.stack.index(parent) + 1 if parent else 0
        del self.stack[keep:]
        in_annex = bool(self.stack) and self.stack[0].rule == "annex"
        self.ended = self.ended and in_annex  # a date under the title ends nothing
        key = (above, mark.name)
        if not mark.number:
            mark = replace(mark, number=self.counts.last.get(key, 0) + 1)
        elif not self._is_expected(mark, above, self.counts):
            expected = self.counts.last.get(key, 0) + 1
            self._tell(
                paragraph,
                f"number {mark.text.strip()!r} is out of order: {expected} was expected; kept as printed",
            )
        self.counts.last[key] = self.counts.anywhere[mark.name] = mark.number
        rank = mark.rank + (0.3 if parent and parent.rule == mark.name else 0)
        if mark.name.startswith("named:"):
            self.ranks.setdefault(mark.name, mark.rank)
        letter = "t" if mark.rank >= _LINES else ""
        kind: ClauseKind = "item" if letter else auto_kind(paragraph.text.strip()[len(mark.text) :])
        entry = Open(mark.name, self._id(above, letter, mark), "", rank=rank, number=mark.number, kind=kind)
        self.open(entry, mark.text, paragraph, above)

    def _id(self, above: str, letter: str, mark: Mark) -> str:
        """The id of a numbered clause: its number, with a letter where another numbering has taken it."""
        plain = f"{above}.{letter}{mark.number}".lstrip(".")
        other = self.owners.setdefault(plain, mark.name) != mark.name
        return self._free_id(f"{above}.n{mark.number}".lstrip(".") if other else plain)

    def _free_id(self, wanted: str) -> str:
        """An id that no clause has: the wanted one, else with a second number (3~2)."""
        ids = (wanted, *(f"{wanted}~{n}" for n in range(2, len(self.ids) + 3)))
        return next(i for i in ids if i not in self.ids)

    # --- labels

    def _is_label(self, text: str) -> bool:
        """Whether a line without a number is a heading (主要目标：): of the genre, again and again, or above a list."""
        follows = self._next()
        if not self.stack or not follows or len(text) > 25 or _CELLS.search(text):
            return False
        found = next(iter(marks(follows)), None)
        if found and found.number == 1 and self._begins_again(found) and text[-1] not in "。；;）)":
            return True
        if _LABEL.fullmatch(text):
            return True
        return bool(_BARE.fullmatch(text)) and (
            text.endswith(_LABEL_ENDS) or squeezed(text) in self.repeated or bool(found and found.number == 1)
        )

    def _begins_again(self, mark: Mark) -> bool:
        """Whether a number 1 would stand where numbers of its kind have been already."""
        parent = next((o for o in reversed(self.stack) if o.rank < mark.rank), None)
        return self.counts.last.get((parent.clause_id if parent else "", mark.name), 0) >= 1

    def _label(self, paragraph: Paragraph) -> None:
        words = squeezed(paragraph.text).rstrip("：:").strip("【】〔〕[]")
        rank = self.ranks.setdefault(words, self._label_rank())
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1].clause_id if self.stack else ""
        self.counts.last[(parent, "label")] = count = self.counts.last.get((parent, "label"), 0) + 1
        entry = Open("label", self._free_id(f"{parent}.h{count}".lstrip(".")), "", rank=rank)
        self.open(entry, "", paragraph, parent, words)

    def _label_rank(self) -> float:
        """Where a label stands that is new: beside an open one where a list begins below it, else inside what is open."""
        beside = next((o for o in reversed(self.stack) if o.rule == "label"), None)
        found = next(iter(marks(self._next())), None)
        if beside is not None and not (found and found.number > 1):
            return beside.rank
        if found and found.number == 1:
            return max((o.rank for o in self.stack if o.rank < found.rank), default=0.0) + 0.5
        return next((o.rank for o in reversed(self.stack) if o.rank < _LINES), 0.0) + 0.5
