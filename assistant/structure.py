"""The plan as a tree, for questions about its make-up and for clauses named by their place.

「基本原则有哪些」, 「组织实施有几条」 ask for the parts of a heading; 「健康领域第10条措施」, 「二（一）10」 name a clause by
its place. Headings and labels come from the plan; no word of any plan stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.errors import QuantityError
from assistant.lexicon import fold_known
from assistant.numerals import parse_number
from assistant.records import Clause

_NUMBER = r"[一二三四五六七八九十百\d]+"
_PLACE = re.compile(rf"第({_NUMBER})(?:条|项|个|点|款)?([\u4e00-\u9fff]*)")
_PATH = re.compile(
    rf"(?<![\d\u4e00-\u9fff])([一二三四五六七八九十]+)[、,]?\s*\(({_NUMBER})\)[、,.]?\s*([\u4e00-\u9fff]{{0,6}})\s*第?(\d*)"
)
_HOW_MANY = re.compile(
    r"几|多少|哪些|哪几|有啥|有什么|分别是|列出|列一下|都是啥|都有谁|讲了啥|how many|what are|which|list|name the"
)
_PARTS = re.compile(r"领域|板块|domains?|areas|fields")
_LABEL_END = re.compile(r"[:：]$")


_WHAT_IS = re.compile(r"是什么|是啥|内容|咋说|怎么说|怎么写|what is|what does")
_CHAPTERS = re.compile(
    r"几章|几个部分|几大部分|哪几部分|哪几个部分|哪些部分|框架|结构|chapters|parts of the plan"
)
_IN_ALL = re.compile(r"一共|总共|合计|全部|整个|规划|in all|altogether|in total|the plan")
_ID = re.compile(r"(?<![\d.])\d(?:\.[a-z]?\d+)+(?:\.[a-z]?\d+)*")
_JOINING = re.compile(r"这?个?(?:领域|方面|部分|这块|板块|里|一块)|第[\d一二三四五六七八九十]+个?")
MOST_ENGLISH_WORDS = 4  # content words of an English question about the tree; more ask for more
# Not ids of clauses: the plan itself, and all headings of one label.
ROOT, ALL = "/", "*"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of the tree.

    Attributes:
        heading: id of the clause whose parts are asked for, ROOT, ALL and a label, or "".
        places: ids of clauses that a place fits.
    """

    heading: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tree:
    """Clauses of one plan by id, with their order; ``domains`` maps ids of domains to their titles."""

    clauses: Mapping[str, Clause]
    glosses: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the parts of each clause, in order; paragraphs left out."""
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            if clause.kind not in ("paragraph", "title"):
                found.setdefault(clause.parent, []).append(clause.id)
        return {parent: tuple(ids) for parent, ids in found.items()}

    def labelled(self, label: str) -> tuple[str, ...]:
        """Ids of the headings of one label, in order."""
        return self._labels.get(label, ())

    @cached_property
    def _labels(self) -> Mapping[str, tuple[str, ...]]:
        """Label (主要目标) → ids of the headings that are only a label."""
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            if clause.kind == "heading" and not clause.number:
                found.setdefault(fold_known(_LABEL_END.sub("", clause.text.strip())), []).append(clause.id)
        return {label: tuple(ids) for label, ids in found.items()}

    @cached_property
    def _english(self) -> tuple[tuple[str, str], ...]:
        """Telling English words of section headings (health), the longest first, with their ids."""
        found = []
        for clause in self.clauses.values():
            if clause.kind == "heading" and clause.number and clause.id in self.glosses:
                gloss = self.glosses[clause.id].lower()
                found += [(gloss, clause.id), (gloss.split(" and ")[-1], clause.id)]
        return tuple(sorted(found, key=lambda pair: -len(pair[0])))

    @cached_property
    def _sections(self) -> tuple[tuple[str, str], ...]:
        """Names of the headings that stand above labels or parts, the longest first."""
        found = []
        for clause in self.clauses.values():
            if clause.kind == "heading" and clause.number and clause.title:
                found += [(name, clause.id) for name in _names(fold_known(clause.title))]
        return tuple(sorted(found, key=lambda pair: -len(pair[0])))

    def asked(self, text: str, content: tuple[str, ...] = ()) -> Asked | None:
        """What a folded question asks of the tree, or None.

        Args:
            content: the content words of the question; one that no heading accounts for asks for more than parts.
        """
        places = self._by_place(text)
        if places:
            return Asked(places=places)
        heading = self._heading(text) if _HOW_MANY.search(text) or _WHAT_IS.search(text) else ""
        if not heading:
            return None
        if heading.startswith((ROOT, ALL)):
            return Asked(heading=heading)
        clause = self.clauses[heading]
        names = fold_known("".join((clause.title, clause.text, *clause.path)) + "领域板块方面部分内容")
        if text.isascii():
            named = self._label(text) or _PARTS.search(text)
            return Asked(heading=heading) if named and len(content) <= MOST_ENGLISH_WORDS else None
        rest = [_JOINING.sub("", word) for word in content if not _HOW_MANY.search(word)]
        return (
            Asked(heading=heading)
            if all(len(w) < 2 or w in names or _in_parts(w, names) for w in rest)
            else None
        )

    def _label(self, text: str) -> str:
        """The label that a text names, in either language."""
        for label, headings in self._labels.items():
            english = self.glosses.get(headings[0], "").lower()
            last = english.split(" ")[-1]
            if _says_label(label, text) or (last and re.search(rf"\b{re.escape(last)}\b", text)):
                return label
        return ""

    def _heading(self, text: str) -> str:
        label = self._label(text)
        section = self._section(text)
        if label:
            inside = [h for h in self._labels[label] if not section or self.clauses[h].parent == section]
            return (
                inside[0] if len(inside) == 1 else ALL + label if not section and _IN_ALL.search(text) else ""
            )
        if (
            section
            and (self.children.get(section) or _speaks(self, section))
            and not _has_labels(self, section)
        ):
            return section
        if not section and _CHAPTERS.search(text):
            return ROOT
        return self._of_domains(text) if not section else ""

    def _section(self, text: str) -> str:
        names = self._english if text.isascii() else self._sections
        found = [(name, clause_id) for name, clause_id in names if name in text]
        return found[0][1] if found else ""

    def _of_domains(self, text: str) -> str:
        """The chapter whose sections have labels of their own: what a plan calls its fields."""
        if not _PARTS.search(text):
            return ""
        parents = {self.clauses[self.clauses[h].parent].parent for ids in self._labels.values() for h in ids}
        return next(iter(parents)) if len(parents) == 1 else ""

    def _by_place(self, text: str) -> tuple[str, ...]:
        if (match := _ID.search(text)) and match.group() in self.clauses:
            return (match.group(),)
        if match := _PATH.search(text):
            return self._at_path(*match.groups())
        match = _PLACE.search(text)
        if not match:
            return ()
        number, word = _integer(match.group(1)), match.group(2)
        section = self._section(text)
        label = next(
            (label for label in self._labels if _says_label(label, word) or _says_label(label, text)), ""
        )
        if label:
            headings = [h for h in self._labels[label] if not section or self.clauses[h].parent == section]
        elif section and word[:1] not in ("章", "次", "一", "二"):
            headings = [section]
        else:
            return ()
        return tuple(child for h in headings for child in self._numbered(h, number))

    def _numbered(self, heading: str, number: int) -> tuple[str, ...]:
        children = self.children.get(heading, ())
        return tuple(
            c
            for c in children
            if _integer(re.sub(r"\D|、", "", self.clauses[c].number) or _han(self.clauses[c].number))
            == number
        )

    def _at_path(self, chapter: str, section: str, label: str, number: str) -> tuple[str, ...]:
        clause_id = f"{_integer(chapter)}.{_integer(section)}"
        if clause_id not in self.clauses:
            return ()
        if not number:
            return (clause_id,)
        below = [clause_id, *self.children.get(clause_id, ())]
        named = [h for name, ids in self._labels.items() if label and _says_label(name, label) for h in ids]
        below = [heading for heading in below if heading in named] or below
        return tuple(child for heading in below for child in self._numbered(heading, int(number)))


def _in_parts(word: str, names: str) -> bool:
    """Whether every two characters of a word stand in the names (健康领域)."""
    return word.isascii() is False and all(
        word[at : at + 2] in names or word[at] in "领域" for at in range(len(word) - 1)
    )


def _names(title: str) -> tuple[str, ...]:
    """A heading's title, and its telling part where it joins two nouns (儿童与健康 → 健康)."""
    tail = title.split("与")[-1] if "与" in title else ""
    return (
        (title, f"{tail}领域", f"{tail}方面", f"{tail}这块", f"{tail}里", tail) if len(tail) > 1 else (title,)
    )


def _says_label(label: str, text: str) -> bool:
    """Whether a text names a label, whole or by its last two characters (主要目标, 目标)."""
    return bool(label) and (label in text or (len(label) == 4 and label[2:] in text))


def _speaks(tree: Tree, section: str) -> bool:
    """Whether a heading has paragraphs of its own (总体目标)."""
    return any(clause.parent == section for clause in tree.clauses.values())


def _has_labels(tree: Tree, section: str) -> bool:
    return any(not tree.clauses[child].number for child in tree.children.get(section, ()))


def _han(number: str) -> str:
    return re.sub(r"[^一二三四五六七八九十百]", "", number)


def _integer(text: str) -> int:
    try:
        return int(parse_number(text)) if text else 0
    except QuantityError:
        return 0
