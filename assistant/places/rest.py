"""What of a question its marks leave over: whether it asks for more than the make-up, or only tells a story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.lexicon import Mention, segmented, spans_of
from assistant.patterns import lazy
from assistant.places.marks import Mark, Marked
from assistant.places.words import COUNT, FRAME, HAN, LIST, TELL

# Roles of words that ask for something in the clauses.
_BLOCKED = frozenset({"actor", "money", "paid", "phone", "date", "compare", "actual", "text"})
# Where one piece of a question ends.
_PIECE_END = lazy(r"[，,。；;！!？?:：]|\.(?= |$)")
_CONTENT = lazy(rf"[{HAN}]+|[a-z][a-z'-]{{2,}}|[0-9]+")
_LEAST_TERM = 4  # characters of a term that is made of words of questions
# Who wants to know: 老师叫我们预习, 同学让我讲讲.
_SENDS = lazy(r"(?:叫|让|要|喊|请)(?=[我俺咱你他她大])")
_INDICATORS = lazy(r"指标|\bindicators?\b")
_HOW_MANY_PARTS = lazy(
    r"(?:几|多少)个?(?:大?章|大?部分)|\bhow many (?:chapters|parts|sections)\b"
)  # told, whatever else
# 哪一章条数最多: which part has the most is told by no list of the parts.
_MOST = lazy(
    r"(?:条数?|个数?|节数?|内容|篇幅|字数?|小节|条目)最[多少长短]|最[多少长短]的(?:是)?(?:哪一?[章节部]|章|部分)|\b(?:most|fewest|longest|shortest|median|standard deviation|variance)\b|中位数|众数|标准差|方差"
)


@dataclass(frozen=True)
class Rest:
    """What is left of a question beside its marks.

    Attributes:
        marked: the question.
        strict: let no content word pass, not even one that only tells a story.
    """

    marked: Marked
    strict: bool = False

    @cached_property
    def _explained(self) -> tuple[str, frozenset[str]]:
        """The text with marks, frame and words of questions blanked out, and the roles of those words."""
        text = FRAME.sub(lambda match: "\n" * len(match.group()), self.marked.free)
        roles: set[str] = set()
        mentions = self.marked.lexicon.scan(text)
        terms = tuple(self._terms(mentions))
        for mention in mentions:
            if any(start <= mention.start and mention.end <= end for start, end in terms):
                continue
            words = mention.values("word")
            known = words or mention.values("region") or mention.values("phrase")
            if known and not mention.values("alias"):
                roles |= set(words)
                text = text[: mention.start] + "\n" * len(mention.text) + text[mention.end :]
        return text, frozenset(roles)

    def _terms(self, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
        """Where words of questions make a term of the plan together (儿童 之 家)."""
        whole = self.marked.tree.text
        for at, first in enumerate(mentions):
            said = first.text
            for last, following in pairwise(mentions[at:]):
                if last.end != following.start or "plan" in (*last.values("word"), *following.values("word")):
                    break
                said += following.text
                if said not in whole:
                    break
                if len(said) >= _LEAST_TERM:
                    yield first.start, following.end

    @property
    def text(self) -> str:
        """The question with all that is explained blanked out by line ends, offsets kept."""
        return self._explained[0]

    @property
    def roles(self) -> frozenset[str]:
        """Roles of the words of questions that stand beside the marks."""
        return self._explained[1]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Spans of content that nothing accounts for."""
        named = (self.marked.tree.name, *self._boxes)
        found = _CONTENT.finditer(self.text)
        return tuple(match.span() for match in found if not any(match.group() in name for name in named))

    @cached_property
    def _boxes(self) -> tuple[str, ...]:
        """Titles of the boxes that a question names by number; words of them ask for nothing else (专栏1有哪几个工程)."""
        tree = self.marked.tree
        ids = (i for mark in self.marked.of("section") for i in mark.ids)
        return tuple(tree.clauses[i].title for i in ids if tree.is_apart(i))

    @property
    def asks_more(self) -> bool:
        """Whether a word asks who, when, how, how much money, or counts a thing; or a name is half of a word."""
        ranks = _MOST.search(self.marked.free) and not _HOW_MANY_PARTS.search(self.marked.text)
        if self.roles & _BLOCKED or _INDICATORS.search(self.marked.free) or ranks:
            return True
        followed = (_CONTENT.match(self.text, mark.end) for mark in self.marked.of("level"))
        if any(m and not any(m.group() in title for title in self._boxes) for m in followed):
            return True
        sections = [mark for mark in self.marked.of("section") if not mark.sure]
        halves = any(a.end == b.start for a in sections for b in sections)
        return halves or any(self._is_touched(mark) for mark in sections)

    def _is_touched(self, mark: Mark) -> bool:
        """Whether a content word stands right beside a mark."""
        before, after = self.text[max(mark.start - 1, 0) : mark.start], self.text[mark.end : mark.end + 1]
        return _is_han(before) or _is_han(after)

    @property
    def only_tells(self) -> bool:
        """Whether all that is left only tells a story: unknown to the plan, and apart from every ordinal."""
        if not self.spans:
            return True
        if self.strict or self.marked.is_english:
            return False
        return all(self._is_told(*span) for span in self.spans)

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a piece of content belongs to the asker's story, and not to the place asked for."""
        if self.marked.text[start:end].isascii():
            return False
        if self._is_known(start, end) and self._is_beside_mark(start, end):
            return False
        places = self.marked.of("ordinal", "label", "title")
        return not any(end == mark.start or start == mark.end for mark in places)

    @property
    def concerns_parts(self) -> bool:
        """Whether something is left that a question for parts does not have; a story needs a section beside it."""
        levels = any(mark.level in ("chapter", "domain") for mark in self.marked.of("level"))
        if self.strict or not (levels or self.marked.of("section", "label")):
            return bool(self.spans)
        return any(self._is_beside_mark(*span) or self._is_known(*span) for span in self.spans)

    @property
    def stands_apart(self) -> bool:
        """Whether all that is left stands in pieces of its own, which only lead to the question (马上开会，…)."""
        if self.strict:
            return not self.spans
        text = _SENDS.sub(lambda match: "\n" * len(match.group()), self.marked.free)
        asking = [m.start() for pattern in (COUNT, LIST, TELL) for m in pattern.finditer(text)]
        longer = (span for span in self.spans if span[1] - span[0] > 1)
        return not any(self._is_beside(span, asking) or self._is_known(*span) for span in longer)

    def _is_known(self, start: int, end: int) -> bool:
        """Whether the plan has any two characters in a row of a span of the question."""
        text, words = self.marked.text, self.marked.tree.words
        return any(text[at : at + 2] in words for at in range(start, end - 1))

    def _is_beside_mark(self, start: int, end: int) -> bool:
        """Whether a span stands in a piece of the question that holds a mark or an asking word."""
        return self._is_beside((start, end), self._matters)

    def _is_beside(self, span: tuple[int, int], places: Iterable[int]) -> bool:
        """Whether a span stands in a piece of the question that holds one of some places."""
        breaks = [match.start() for match in _PIECE_END.finditer(self.marked.text)]

        def piece(at: int) -> int:
            return sum(stop < at for stop in breaks)

        return any(piece(span[0]) == piece(at) for at in places)

    @cached_property
    def _matters(self) -> tuple[int, ...]:
        """Where marks and asking words stand."""
        asking = [m.start() for pattern in (COUNT, LIST) for m in pattern.finditer(self.marked.free)]
        return (*(mark.start for mark in self.marked.marks), *asking)

    @property
    def holds_long_word(self) -> bool:
        """Whether words of questions stand only within a longer word of the plan (家 of 儿童之家)."""
        lexicon, name = self.marked.lexicon, self.marked.tree.name
        words = segmented(self.marked.text, lexicon.terms, guess=False)
        return any(
            len(word) > 3 and word not in lexicon.entries and word not in name
            and self._is_known(start, end) and not FRAME.fullmatch(word)
            for word, (start, end) in zip(words, spans_of(words), strict=True)
        )  # fmt: skip


def _is_han(character: str) -> bool:
    """Whether a character, if there is one, is Chinese."""
    return re.match(rf"[{HAN}]", character) is not None
