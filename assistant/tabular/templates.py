"""Phrases that are made, not listed: classes of words in an order (没 + 给 + 具体 + 数), and the slot that they fill.

A class holds a whole paradigm (``corpus/table_classes.tsv``); a template names classes one after the other
(``corpus/table_templates.tsv``). Nobody can list how people say that a target has no figure; how such a phrase is built
is soon told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.lexicon import fold_known, inside_word, read_table
from assistant.patterns import lazy

_PART = lazy(r"\{(\w+)(\??)\}|([^{}]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a template: a class of words, which may be left out where it is optional."""

    name: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A phrase and the slot that it fills."""

    parts: tuple[Part, ...]
    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of text that a template fits."""

    start: int
    end: int
    slot: str
    value: str


@dataclass(frozen=True)
class Templates:
    """All templates, with the classes of each word."""

    classes: Mapping[str, frozenset[str]]
    templates: tuple[Template, ...]
    longest: int

    def longest_at(self, text: str) -> dict[int, Phrase]:
        """The longest phrase that begins at each place of folded text; of equal length, the template listed first."""
        words = {at: tuple(self._words_at(text, at)) for at in range(len(text))}
        found: dict[int, Phrase] = {}
        for at, here in words.items():
            begun = {number for name, _ in here for number in self._beginning.get(name, ())}
            for template in (self.templates[number] for number in sorted(begun)):
                end = _end(template.parts, at, words, text)
                if end > at and (at not in found or end > found[at].end):
                    found[at] = Phrase(at, end, template.slot, template.value)
        return found

    @cached_property
    def _beginning(self) -> Mapping[str, frozenset[int]]:
        """Numbers of the templates that may begin with a word of a class."""
        made: dict[str, set[int]] = {}
        for number, template in enumerate(self.templates):
            for name in _first_classes(template):
                made.setdefault(name, set()).add(number)
        return {name: frozenset(numbers) for name, numbers in made.items()}

    def without(self, text: str, name: str) -> str:
        """What is left of a folded text without the words of a class and digits, the longest taken first."""
        left, at = "", 0
        while at < len(text):
            ends = range(min(at + self.longest, len(text)), at, -1)
            end = next((e for e in ends if name in self.classes.get(text[at:e], ())), at)
            if end == at and not text[at].isdigit():
                left += text[at]
            at = max(end, at + 1)
        return left

    def _words_at(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        """Class and end of each word of a class that begins at a place, the longest first."""
        if inside_word(text, at):
            return
        for end in range(min(at + self.longest, len(text)), at, -1):
            for name in self.classes.get(text[at:end], ()):
                if not inside_word(text, end):
                    yield name, end


def _first_classes(template: Template) -> Iterator[str]:
    """Classes of the words that a template can begin with."""
    for part in template.parts:
        yield part.name
        if not part.optional:
            return


_Words = Mapping[int, tuple[tuple[str, int], ...]]


def _end(parts: tuple[Part, ...], at: int, words: _Words, text: str) -> int:
    """Where the longest match of the parts ends, or -1."""
    if not parts:
        return at
    first, rest = parts[0], parts[1:]
    start = at + 1 if text[at : at + 1] == " " else at  # between English words
    ends = [_end(rest, end, words, text) for name, end in words.get(start, ()) if name == first.name]
    if first.optional:
        ends.append(_end(rest, at, words, text))
    return max(ends, default=-1)


def load_templates(corpus: Path) -> Templates:
    """The templates of a corpus folder; none where it has no such files.

    Raises:
        LexiconError: a row has too few or too many cells.
    """
    classes: dict[str, set[str]] = {}
    found: list[Template] = []
    if not (corpus / "table_templates.tsv").exists():
        return Templates({}, (), 0)
    for row in read_table(corpus / "table_classes.tsv", ("word", "class", "lang")):
        classes.setdefault(fold_known(row["word"]), set()).update(row["class"].split("|"))
    for row in read_table(corpus / "table_templates.tsv", ("template", "slot", "value", "lang")):
        parts = tuple(_parts(row["template"], classes))
        found.append(Template(parts, row["slot"], row["value"]))
    frozen = {word: frozenset(names) for word, names in classes.items()}
    return Templates(frozen, tuple(found), max(map(len, frozen), default=0))


def _parts(template: str, classes: dict[str, set[str]]) -> Iterator[Part]:
    """The parts of a template; letters that name no class are one of their own."""
    known = {name for names in classes.values() for name in names}
    for name, optional, letters in _PART.findall(template):
        if name in known:
            yield Part(name, bool(optional))
        elif word := fold_known(name or letters).strip():
            classes.setdefault(word, set()).add(f"={word}")
            yield Part(f"={word}", bool(optional))
