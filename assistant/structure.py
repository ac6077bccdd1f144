"""The plan as a tree: parts of a heading, headings of one label, entries, and what each is called.

It knows clauses and their names, in both languages, and no questions; ``places`` reads those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from assistant.errors import QuantityError
from assistant.lexicon import fold_known
from assistant.numerals import parse_number
from assistant.patterns import lazy
from assistant.records import Clause, ClauseKind

_LABEL_END = lazy(r"[:：]$")
_HAN_NUMBER = lazy(r"[一二三四五六七八九十百]+")
# What is numbered for itself and stands beside the text: 专栏1, 附件2.
# What begins the title of that which holds for a whole plan (总体要求, 总体思路), and how it is said.
_WHOLE: Final = "总体"
_WHOLE_SAID: Final = ("总", "总的", "整体")
_APART = lazy(r"专栏|附[件录表]|[图表]")
# What names a paragraph that has no number: its first sentence, or what stands before its colon.
_LEAD = lazy(r"[^。；：:！？]{2,30}[。：:](?=\s*\S)")
_NUMBER = lazy(r"[\u4e00-\u9fff]{1,10}[〔\[［(（](?:19|20)\d\d[〕\]］)）]第?\d+号")
_DATE = lazy(
    r"(?:(?:19|20)\d\d|[一二〇○零三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_BODY = lazy(r"[\u4e00-\u9fff]{2,20}")
_SENT_TO = lazy(r"(?:各|市|省|县|区|国务院)[^。；]*[：:]")
_OPEN_TO_ALL = lazy(r"[（(]此件[^（）()]*[）)]")
# What a paper says of itself outside its text.
Part = Literal["number", "date", "issuer", "addressee"]
_WIDE = str.maketrans("().", "（）．")
ROOT = ""  # what the chapters stand under


@dataclass(frozen=True)
class Tree:
    """Clauses of one plan by id, in order, and the English titles of some."""

    clauses: Mapping[str, Clause]
    glosses: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The text of all clauses, a line each."""
        return "\n".join(clause.text for clause in self.clauses.values())

    # --- what stands under what --------------------------------------------------------------------

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the parts of each clause, in order; paragraphs left out."""
        return self._below(lambda clause: clause.kind not in ("paragraph", "title"))

    @cached_property
    def paragraphs(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the paragraphs of each clause, in order; the text after a number counts as the first."""
        found = dict(self._below(lambda clause: clause.kind == "paragraph"))
        for clause in self.clauses.values():
            if clause.kind not in ("paragraph", "title", "heading"):
                found[clause.id] = (clause.id, *found.get(clause.id, ()))
        return found

    def _below(self, wanted: object) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            if callable(wanted) and wanted(clause):
                found.setdefault(clause.parent, []).append(clause.id)
        return {parent: tuple(ids) for parent, ids in found.items()}

    def number(self, clause_id: str) -> int:
        """The number that a clause is printed with, 0 where there is none; a box or annex is no part that counts."""
        printed = self.clauses[clause_id].number
        if _APART.match(printed):
            return 0
        digits = re.search(r"\d+", printed) or _HAN_NUMBER.search(printed)
        return integer(digits.group()) if digits else 0

    def numbered(self, clause_id: str) -> tuple[str, ...]:
        """Ids of the parts of a clause that are printed with a number."""
        return tuple(child for child in self.children.get(clause_id, ()) if self.number(child))

    def is_apart(self, clause_id: str) -> bool:
        """Whether a clause is a box or annex, or stands in one."""
        clause = self.clauses[clause_id]
        return any(map(_APART.match, (clause.number, *clause.path)))

    def parts(self, clause_id: str) -> tuple[str, ...]:
        """Ids of the parts of a clause that count; a box or annex among them is none."""
        return tuple(i for i in self.children.get(clause_id, ()) if not _APART.match(self.clauses[i].number))

    def titled(self, clause_id: str) -> tuple[str, ...]:
        """Ids of the paragraphs of a heading, where each begins with words that name it (坚持节约。…, 名师工程：…)."""
        found = [i for i in self.paragraphs.get(clause_id, ()) if not self.says_nothing(i)]
        if found and re.match(r"[备附]?注[：:]", self.clauses[found[-1]].text):
            found.pop()
        named = len(found) > 1 and all(_LEAD.match(self.clauses[i].text) for i in found)
        return tuple(found) if named else ()

    def subtree(self, clause_id: str) -> tuple[str, ...]:
        """Ids of all parts below a clause, in order, itself first."""
        below = [i for child in self.children.get(clause_id, ()) for i in self.subtree(child)]
        return (clause_id, *below) if clause_id else tuple(below)

    def whole(self, clause_id: str) -> tuple[str, ...]:
        """Ids of a clause and of all that stands below it, its paragraphs too, in order."""
        held = {clause_id}
        for clause in self.clauses.values():
            if clause.parent in held:
                held.add(clause.id)
        return tuple(i for i in self.clauses if i in held)

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Ids of the numbered clauses that no numbered clause stands under: what people call 条."""
        runs = self._runs_on
        below = {i for run in runs for i in self.subtree(run)[1:]}
        inner = {clause_id for clause_id in self.clauses if self._numbered_below(clause_id)} - runs
        counted = (i for i in self.clauses if i not in inner and i not in below and self.number(i))
        found = tuple(i for i in counted if not self.is_apart(i))
        # a chapter without numbered parts is no entry among those of the others
        return tuple(i for i in found if self.clauses[i].parent) or found

    @cached_property
    def _runs_on(self) -> frozenset[str]:
        """Ids of the clauses whose numbers run on from one heading to the next: what the paper itself counts as 条."""
        styles: dict[str, list[str]] = {}
        for clause_id, clause in self.clauses.items():
            if self.number(clause_id) and clause.parent and not self.is_apart(clause_id):
                style = re.sub(r"[\d\s一二三四五六七八九十百]", "", clause.number)
                styles.setdefault(style.translate(_WIDE), []).append(clause_id)
        return frozenset(i for ids in styles.values() if self._counts_through(ids) for i in ids)

    def _counts_through(self, ids: list[str]) -> bool:
        """Whether numbers go from 1 to the last without a break, under more than one heading."""
        through = [self.number(i) for i in ids] == list(range(1, len(ids) + 1))
        return through and len({self.clauses[i].parent for i in ids}) > 1

    def _numbered_below(self, clause_id: str) -> bool:
        return any(self.number(part) for part in self.subtree(clause_id)[1:])

    def parents_of_entries(self, clause_ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of what the entries below some clauses stand under, in order."""
        below = {i for clause_id in clause_ids for i in self.subtree(clause_id)}
        return tuple(dict.fromkeys(self.clauses[e].parent for e in self.entries if e in below))

    @cached_property
    def formal(self) -> Mapping[Part, Clause]:
        """The paragraphs that are nothing but a formality of the paper (文号, 落款), by what they are."""
        lines = [clause for clause in self.clauses.values() if clause.kind == "paragraph"]
        flat = [re.sub(r"\s+", "", clause.text) for clause in lines]
        found: dict[Part, Clause] = {}
        for at, text in enumerate(flat):
            before_all = lines[at].parent == ""
            if _NUMBER.fullmatch(text):
                found.setdefault("number", lines[at])
            elif _DATE.fullmatch(text):
                found.setdefault("date", lines[at])
                if at and _BODY.fullmatch(flat[at - 1]):
                    found.setdefault("issuer", lines[at - 1])
            elif before_all and _SENT_TO.fullmatch(text):
                found.setdefault("addressee", lines[at])
        return found

    def says_nothing(self, clause_id: str) -> bool:
        """Whether a paragraph is a formality of the paper, and part of no text."""
        clause = self.clauses[clause_id]
        return clause in self.formal.values() or bool(_OPEN_TO_ALL.fullmatch(clause.text.strip()))

    def told_with(self, clause_id: str) -> tuple[str, ...]:
        """Ids of what belongs to the words of a clause: its lines, and the paragraphs that are not its own text."""
        lines = tuple(i for i in self.children.get(clause_id, ()) if not self.number(i))
        paragraphs = tuple(
            i for i in self.paragraphs.get(clause_id, ()) if i != clause_id and not self.says_nothing(i)
        )
        return (*paragraphs, *lines)

    def grouped(self, parts: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        """The same parts by the headings above: lines of goals are counted by the heading of the goals."""
        found: dict[str, tuple[str, ...]] = {}
        for clause_id, ids in parts.items():
            clause = self.clauses.get(clause_id)  # none: the plan itself
            key = clause_id if clause is None or clause.kind == "heading" else clause.parent
            found[key] = (*found.get(key, ()), *ids)
        return found

    # --- labels and domains ------------------------------------------------------------------------

    @cached_property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Label (主要目标) → ids of the headings that are only a label, in order."""
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            if clause.kind == "heading" and not clause.number:
                found.setdefault(fold_known(_LABEL_END.sub("", clause.text.strip())), []).append(clause.id)
        return {label: tuple(ids) for label, ids in found.items()}

    def headings_of(self, kind: ClauseKind) -> tuple[str, ...]:
        """Ids of the headings that clauses of one kind stand under, in order."""
        return self._headings.get(kind, ())

    @cached_property
    def _headings(self) -> Mapping[ClauseKind, tuple[str, ...]]:
        found: dict[ClauseKind, dict[str, None]] = {}
        for clause in self.clauses.values():
            found.setdefault(clause.kind, {})[clause.parent] = None
        return {kind: tuple(parents) for kind, parents in found.items()}

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Ids of the headings that have labels of their own: what a plan calls its fields."""
        headings = (h for ids in self.labels.values() for h in ids)
        return tuple(dict.fromkeys(self.clauses[h].parent for h in headings))

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The chapter that holds most of the plan, where its parts are headings with parts of their own; else none."""
        sizes = {i: len(self.subtree(i)) for i in self.children.get(ROOT, ()) if not self.is_apart(i)}
        largest = max(sizes, key=lambda i: sizes[i], default="")
        parts = self.numbered(largest) if largest else ()
        return (largest,) if len(parts) > 1 and all(self.numbered(i) for i in parts) else ()

    # --- names -------------------------------------------------------------------------------------

    @cached_property
    def titles(self) -> Mapping[str, tuple[str, ...]]:
        """Folded title → ids of the numbered clauses that it names; 总体目标 also as 总目标, as it is spoken of."""
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            if clause.number and clause.title and clause.kind != "target":
                title = fold_known(clause.title)
                spoken = title.removeprefix(_WHOLE)
                for name in (title, *(said + spoken for said in _WHOLE_SAID if title.startswith(_WHOLE))):
                    found.setdefault(name, []).append(clause.id)
            if _APART.match(clause.number) and clause.number[-1].isnumeric():
                found.setdefault(fold_known(clause.number), []).append(clause.id)
        return {title: tuple(ids) for title, ids in found.items()}

    def folded_title(self, clause_id: str) -> str:
        """The title of a clause, folded; without one, its text."""
        clause = self.clauses[clause_id]
        return fold_known(clause.title or clause.text)

    @cached_property
    def containers(self) -> Mapping[str, str]:
        """Id of each numbered heading that has parts → its folded title."""
        return {
            clause.id: fold_known(clause.title)
            for clause in self.clauses.values()
            if clause.kind == "heading"
            and clause.number
            and (self.children.get(clause.id) or _APART.match(clause.number))
        }

    @cached_property
    def english(self) -> Mapping[str, tuple[str, ...]]:
        """English title in small letters, and the telling end of a container's (health) → ids."""
        found: dict[str, list[str]] = {}
        for clause_id, gloss in self.glosses.items():
            clause = self.clauses.get(clause_id)
            if clause is None or not clause.number:
                continue
            names = {gloss.lower()}
            if clause_id in self.containers:
                names.add(gloss.lower().split(" and ")[-1])
            for name in names:
                found.setdefault(name, []).append(clause_id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def name(self) -> str:
        """The folded title of the plan."""
        return fold_known("".join(c.text for c in self.clauses.values() if c.kind == "title"))

    @cached_property
    def words(self) -> str:
        """All that the plan says, folded."""
        return fold_known("\n".join(clause.text for clause in self.clauses.values()))


def integer(text: str) -> int:
    """A whole number in digits or Chinese, 0 for anything else."""
    try:
        return int(parse_number(text)) if text else 0
    except QuantityError:
        return 0
