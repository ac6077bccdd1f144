"""Question → marks: first titles, the longest ones first; each reader sees only what the earlier ones left."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.lexicon import Lexicon
from assistant.patterns import compiled, lazy
from assistant.places.marks import Mark, Marked, labels_of
from assistant.places.names import short_names, titles
from assistant.places.ordinals import with_ordinals
from assistant.places.words import UNITS
from assistant.structure import Tree

_ASIDE = lazy(r"\([^()]{4,}\)")
_NUMBERED_GOAL = lazy(r"\b(?:goal|objective) (?:no\.? ?|number )?[0-9]")
# What stands under a goal that is told by its number: told with it, and no level of its own.
_ITS_LINES = lazy(
    r"\b(?:(?:specific|detailed|target) )?(?:target lines|lines|targets|sub-items)\b(?= (?:(?:are|is|listed|set|there|stand|standing) )*(?:under|of|in|below|beneath|for|does|do|has)\b)"
)


def read_marks(text: str, tree: Tree, lexicon: Lexicon, *, strict: bool = False) -> Marked:
    """A folded question with all its marks; the plan's name is none, and is blanked out.

    Args:
        text: the question.
        tree: the plan.
        lexicon: words of questions.
        strict: read what stands in brackets, too.
    """
    text = text.replace(tree.name, " " * len(tree.name))
    if text.isascii() and _NUMBERED_GOAL.search(text):
        text = _ITS_LINES.sub(lambda match: " " * len(match.group()), text)
    if not strict:
        text = _ASIDE.sub(lambda match: " " * len(match.group()), text)
    marked = Marked(text, tree, lexicon, labels_of(tree, english=text.isascii()))
    marked = with_ordinals(marked.plus(titles(marked)))
    marked = _with_labels(marked)
    marked = marked.plus(_levels(marked))
    return marked.plus(short_names(marked))


def _with_labels(marked: Marked) -> Marked:
    """A question with the labels and the kinds of clauses that it names."""
    for form, ids in marked.labels.forms:
        if found := [Mark(*match.span(), "label", ids) for match in compiled(form).finditer(marked.free)]:
            marked = marked.plus(found)
    return marked


def _levels(marked: Marked) -> Iterator[Mark]:
    """Words for a level of the make-up, in the language of what the marks leave (which clause is 第三条)."""
    text = marked.free
    for level, zh, en in UNITS:
        pattern = rf"(?<!-)\b(?:{en})\b" if text.isascii() else _chinese_level(zh)
        for match in compiled(pattern).finditer(text):
            if not (match.group() == "个" and text[match.start() - 1] in "这那"):  # 这个规划
                yield Mark(*match.span(), "level", level=level)


def _chinese_level(words: str) -> str:
    """A pattern for the words of a level; one of one character counts only after a number or pronoun (几条, 那章)."""
    one = "|".join(word for word in words.split("|") if len(word) == 1)
    more = "|".join(word for word in words.split("|") if len(word) > 1)
    pattern = (
        rf"(?<![一大])(?!(?<![几哪各每个大些七八九十0-9])方面)(?:{more})"
        rf"|(?<=[几哪第这那各每一二三四五六七八九十0-9]大)(?:{more})|(?<=[这那第每哪]一)(?:{more})"
    )
    if not one:
        return pattern
    return (
        rf"{pattern}|(?:(?<=[几一二三四五六七八九十0-9这那哪各每少])|(?<=[几哪]大))(?:{one})(?![件例约目儿])"
    )
