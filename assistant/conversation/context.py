"""A follow-up and the turn that it takes up: their pieces, the rows and clauses told before, the earlier subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.asked import ASKING
from assistant.conversation.texts import bare, belongs, spaced, tidy, whole_words
from assistant.conversation.words import OPENERS, STOP, STOPS, TABLE_ASKS, Cut, Token, asks, load_words
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known, shared_name
from assistant.numerals import find_quantities
from assistant.patterns import lazy
from assistant.question import language_of
from assistant.records import Answer, Condition, Indicator, Language, Quantity, TableQuery, Turn
from assistant.wording import full_name, name_en

_WHO = lazy(r"谁|哪[一个几]*[个家](?:部门|单位|机构|组织)")
# Who, and what is done.
_WHO_DOES = lazy(r"who (?:will |should |must |can |has to )?(?!is\b|are\b|was\b)[a-z]+s? (?=[a-z])")
_CONTENT = frozenset({"name", "people", "age", "domain", "gap", "verb"})
NAMES_MATTER = ("name", "people", "gap", "domain")  # what a question may be about of its own
_BRINGS = frozenset({"name", "people", "age", "year", "place", "domain", "figure", "gap"})
LEAST_CORE = 2  # characters of a subject
MOST_NAMED = 8  # rows told together that are named one by one
MOST_PLACES = 3  # clauses of an answer on one matter; a list of more is grouped by domain
MOST_OF_RUN = 14  # characters of another subject
POINTS = frozenset({"it", "pair", "these", "among"})
SLOTS = ("people", "age", "year", "place", "domain", "figure")
LONGEST_BEFORE = 160  # characters of an earlier question that is taken over as it was worded
_FOR_EN = lazy(r"\b(?:for|of|about|on|is)$")
WHETHER = lazy(
    r"吗|[\u3400-\u9fff](?:不|没有?)[?？]?$|是不是|是否|有没有|能不能|会不会|(.)[不没]\1|\b(?:is|are|does|do|did|can|will|has|have)\b"
)
# Within a phrase that asks (which domain is it in), but for the first word of all.
PRONOUN = lazy(r"(?<= )(?:it|this|that|they|these|those|them)\b(?! (?:so|much|many|low|high))", re.IGNORECASE)
_THUS = frozenset({"这么", "这样", "那样", "这样的"})
_PARTICLES = frozenset("啊呀吧嘛哈呗哎唉哦噢")


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made complete.

    Attributes:
        text: the question by itself; the one that was typed where nothing was taken over.
        lang: the language of the frame around the answer.
        taken: what was done with the earlier question: replaced, together (by several at once), subject, pair, clause, refined, chosen, narrowed, question
            (all of it), corrected (only the words that put a misunderstanding right were left out), language (the
            asker chose it); empty where nothing was taken over.
        table: what the completed question asks of the table, where the earlier one asked it something.
        narrows: the condition that is put to the earlier question.
    """

    text: str
    lang: Language
    taken: tuple[str, ...] = ()
    table: TableQuery | None = None
    narrows: Condition | None = None


def rows_of(answer: Answer, known: Knowledge) -> tuple[Indicator, ...]:
    """The rows that an answer told, in its order."""
    if answer.sql is not None and "id" in answer.sql.columns:
        at = answer.sql.columns.index("id")
        return tuple(known.rows[i] for cells in answer.sql.rows if (i := str(cells[at])) in known.rows)
    query = answer.query
    if query is None or query.task != "lookup":
        return ()
    people = query.populations
    return tuple(
        row
        for row in known.rows.values()
        if row.name in query.names and (not people or row.population in people)
    )


def listed(answer: Answer) -> tuple[str, ...]:
    """Ids of the clauses of the sentences that an answer lists, one for each; the heading that it counts under is none.

    What is cited from a document outside the plan has no clause.
    """
    by_number = {citation.n: citation.clause_id for citation in answer.citations}
    told = [s for s in answer.sentences if s.citations and not s.text.endswith(("：", ":"))]
    ids = tuple(i for s in told if (i := by_number.get(s.citations[0], "")))
    found = _found(answer)
    return tuple(dict.fromkeys(i for i in ids if i in found)) if found else ids


def _found(answer: Answer) -> frozenset[str]:
    """Ids of the clauses that a table question found; below each, sentences of it are told that are no item of the list."""
    table = answer.query.table if answer.query is not None else None
    if answer.sql is None or table is None or table.source != "clauses":
        return frozenset()
    at = next((n for n, name in enumerate(answer.sql.columns) if name in ("id", "ids")), None)
    return frozenset(i for row in answer.sql.rows if at is not None for i in str(row[at]).split(","))


def cited(answer: Answer) -> tuple[str, ...]:
    """Ids of the clauses that an answer cites, in the order of its sentences."""
    by_number = {citation.n: citation.clause_id for citation in answer.citations}
    told = [by_number[n] for s in answer.sentences for n in s.citations if by_number.get(n)]
    return tuple(dict.fromkeys(told or filter(None, by_number.values())))


@dataclass(frozen=True, slots=True)
class Zones:
    """A follow-up in its parts: what it brings, and whether a word opens it, closes it or puts something right."""

    body: tuple[Token, ...]
    leads: bool
    tails: bool
    corrects: bool


# 有没有不是百分数的指标: which of them, and no correction.
_TELLS_APART = lazy(r"[^，,。；;？?！!]{1,8}的(?:定量|量化|硬)?(?:指标|目标|措施|条款|数|领域|原则)")
_RHETORICAL = lazy(r"[^，,。；;？?！!]{2,}(?:嘛|吗|么|来着)(?=[，,。；;？?！!]|$)")


@dataclass
class Context:
    """A question that is being completed."""

    cut: Cut
    turns: tuple[Turn, ...]
    known: Knowledge

    @property
    def last(self) -> Turn:
        """The turn that is taken up."""
        return self.turns[0]

    @cached_property
    def before(self) -> str:
        """The earlier question; the names it led to where it was long."""
        text = self.last.answer.completed_question.strip() or self.last.question.strip()
        if len(text) <= LONGEST_BEFORE:
            return text
        rows = rows_of(self.last.answer, self.known)
        if not rows:
            return ""
        names = self._names(rows, language_of(text))
        return (
            f"What is the target for the {names}?" if language_of(text) == "en" else f"{names}的目标是多少？"
        )

    @cached_property
    def earlier(self) -> Cut:
        """The earlier question, cut."""
        return Cut.of(self.before, self.known)

    def matter(self) -> str:
        """What the earlier question is about."""
        return self._subject()

    def _core_span(self, cut: Cut) -> tuple[int, int] | None:
        """From the first to the last piece of content; what asks stands around it."""
        held = self._before_who(cut, [t for t in cut.tokens if not asks(t)])
        strong = (
            [t for t in held if t.kind in ("name", "people", "age") or (t.kind == "gap" and len(t.text) > 1)]
            or [t for t in held if t.kind in ("domain", "verb")]
            or [t for t in cut.tokens if "plan" in t.roles()]
            or [t for t in held if t.kind == "noun"]
        )
        if not strong:
            return None
        first = strong[0]
        at = cut.tokens.index(first)
        while (
            at > 0
            and cut.tokens[at - 1].kind in ("verb", "domain")
            and cut.tokens[at - 1].end == cut.tokens[at].start
        ):
            at -= 1
        to = cut.tokens.index(strong[-1])
        while at > 0 and belongs(cut, cut.tokens[at - 1], cut.tokens[at]):
            at -= 1
        while to + 1 < len(cut.tokens) and belongs(cut, cut.tokens[to + 1], cut.tokens[to]):
            to += 1
        return whole_words(cut, cut.tokens[at], cut.tokens[to])

    def _before_who(self, cut: Cut, held: list[Token]) -> list[Token]:
        """Content before the word that asks who, if there is any: what follows is only done to it (年度监测是谁牵头组织)."""
        who = next((t for t in cut.tokens if _WHO.search(t.text) or "actor" in t.roles()), None)
        if who is None or cut.lang == "en":
            return held
        before = [t for t in held if t.end <= who.start]
        return before if any(t.kind in _CONTENT for t in before) else held

    @cached_property
    def told_figures(self) -> tuple[Quantity, ...]:
        """The figures that the last answer told of rows or clauses."""
        told = [s.text for s in self.last.answer.sentences if s.citations]
        return tuple(figure for text in told for figure in find_quantities(text))

    @property
    def matter_named(self) -> str:
        """What the earlier question is about, where it names something of its own; else ""."""
        named = self.before and self.earlier.lang == self.cut.lang and self.earlier.of_kind(*NAMES_MATTER)
        return self._core(self.earlier) if named else ""

    def _core(self, cut: Cut) -> str:
        span = self._core_span(cut)
        if span is None:
            return bare(cut.shown)
        inside = [t for t in cut.tokens if span[0] <= t.start and t.end <= span[1]]
        if cut.lang == "en" and len(inside) > 1 and inside[0].kind == "verb":
            span = inside[1].start, span[1]
        if cut.lang == "en" and (who := _WHO_DOES.match(cut.text)) and span[0] < who.end() < span[1]:
            span = who.end(), span[1]  # who provides legal aid
        core = cut.shown[span[0] : span[1]].strip(STOPS)
        if len(core) > LEAST_CORE and _WHO.match(cut.shown, span[1]):
            core = core.rstrip("向由归给让")  # 下级妇儿工委向谁报告
        return re.sub(r"[，,。？?！!]+", "，", core) if cut.lang == "zh" else core

    def _subject(self) -> str:
        """What the earlier question is about: the rows that it led to, else its core."""
        rows = rows_of(self.last.answer, self.known)
        query = self.last.answer.query
        if rows and len(rows) <= MOST_NAMED and query is not None and query.task in ("lookup", "table"):
            return self._names(rows, self.cut.lang)
        if (
            query is not None
            and query.task == "place"
            and query.places
            and self.last.answer.status == "answered"
        ):
            clause = self.known.tree.clauses.get(query.places[0])
            if clause is not None:
                gloss = self.known.titles.get(clause.id, "") if self.cut.lang == "en" else ""
                return gloss or clause.title or clause.text.strip("—。 ")[:30]
        return self._core(self.earlier)

    def _names(self, rows: Iterable[Indicator], lang: Language) -> str:
        if lang == "en":
            names = [name_en(row, self.known.glosses) or full_name(row) for row in rows]
            return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]
        names = [full_name(row) for row in rows]
        return "、".join(names[:-1]) + "和" + names[-1] if len(names) > 1 else "".join(names)

    def _with_subject(self) -> str:
        """The follow-up with the earlier subject where it points to it, else beside it."""
        subject = self._subject()
        points = self.cut.of_kind("it", "these", "pair")
        shown = self.cut.shown
        if points and self._is_subject(points[0]):
            token = points[0]
            start = self._start()
            said = shown[start : token.start] + spaced(subject, self.cut.lang) + shown[token.end :]
            return tidy(said, self.cut.lang)
        stripped = self._stripped()
        if self.cut.lang == "en" and (inside := PRONOUN.search(stripped)):
            return tidy(f"{stripped[: inside.start()]} the {subject} {stripped[inside.end() :]}", "en")
        return self._join(subject, stripped)

    def _is_subject(self, token: Token) -> bool:
        """Whether a word that points stands for the subject, not for its figure (为什么定在这个数)."""
        if self.cut.lang == "en":
            return True
        before = [t for t in self.cut.tokens if t.start < token.start and t.kind not in OPENERS]
        opens = all(t.kind == "word" and not t.roles() & ASKING for t in before)
        return opens and token.text not in _THUS

    def _start(self) -> int:
        """Where the follow-up begins behind the words that only open it."""
        for token in self.cut.tokens:
            if token.kind not in ("lead", "correct") or token.text in ("改成",):
                return token.start
        return 0

    def _stripped(self, start: int | None = None) -> str:
        return self.cut.shown[self._start() if start is None else start :].strip()

    def _join(self, subject: str, asked: str) -> str:
        if self.cut.lang == "en":
            asked = bare(asked)
            asked += " of" if asked.lower().endswith("in charge") else ""
            link = " " if _FOR_EN.search(asked.lower()) else " for "
            return tidy(f"{asked}{link}{subject}?", "en")
        mark = "，" if len(subject) > 8 and not subject.endswith(("率", "时间")) else ""
        return f"{subject}{mark}{asked}"

    def _rows_named(self, token: Token) -> list[Indicator]:
        names = token.mention.values("alias") if token.mention else ()
        rows = [row for row in self.known.rows.values() if row.name in names]
        return rows or [row for row in self.known.rows.values() if shared_name(row) in names]

    @cached_property
    def zones(self) -> Zones:
        """What opens and closes the follow-up, and what stands between, but for what it denies."""
        tokens = list(self.cut.tokens)
        opens, closes = [], []
        while tokens and (tokens[0].kind in OPENERS or self._is_no(tokens[0])):
            opens.append(tokens.pop(0))
        while tokens and (tokens[-1].kind in ("tail", "light", "correct") or tokens[-1].text in _PARTICLES):
            closes.append(tokens.pop())
        if not tokens:  # nothing is left but words that seem to open it (这个数)
            kept = [t for t in self.cut.tokens if t.kind not in OPENERS]
            tokens = kept
        kinds = [t.kind for t in (*opens, *closes)]
        # 我说错了，是城市社区
        owns_up = "again" in kinds and bool(opens) and opens[-1].text == "是" and bool(tokens)
        corrects = owns_up or "correct" in kinds or "not" in kinds
        if any(
            (t.kind == "not" and not self._joins(t)) or (t.kind == "correct" and self._begins(t))
            for t in tokens
        ):
            corrects, tokens = True, self._meant(tokens)
        return Zones(tuple(tokens), "lead" in kinds, "tail" in [t.kind for t in closes], corrects)

    def _begins(self, token: Token) -> bool:
        """Whether a token begins a part of the follow-up; 说的是 in the middle of a statement corrects nothing."""
        before = self.cut.text[: token.start].rstrip()
        ahead = [t for t in self.cut.tokens if t.end <= token.start]
        if all(t.kind in ("word", *OPENERS) and not t.roles() & ASKING for t in ahead):
            return True
        return (
            not before
            or bool(STOP.match(before[-1]))
            or any(t.end == token.start and t.kind in OPENERS for t in self.cut.tokens)
        )

    def _joins(self, token: Token) -> bool:
        """Whether 不是 is part of what is asked for (既不是…也不是…, 市里不是要…嘛), not a correction."""
        before = self.cut.text[: token.start]
        behind = self.cut.text[token.end :]
        takes_for_granted = bool(before.strip(STOPS)) and (
            _RHETORICAL.match(behind) or _TELLS_APART.match(behind)
        )
        return before.endswith(("既", "也", "又", "都")) or bool(takes_for_granted)

    def _is_no(self, token: Token) -> bool:
        """Whether 不是 stands by itself, not before what is denied."""
        return token.kind == "not" and bool(STOP.match(self.cut.text[token.end :].lstrip() or "。"))

    def _meant(self, tokens: list[Token]) -> list[Token]:
        """What a correction means, without what it denies (新生儿不是婴儿, 不是婴儿是新生儿)."""
        kept: list[Token] = []
        denied, end = False, tokens[0].start
        for token in tokens:
            between = self.cut.text[end : token.start]
            if denied and (STOP.search(between) or token.text in ("是", "but") or token.kind == "correct"):
                denied = False
            if token.kind == "not":
                denied = True
            elif not denied and token.kind != "correct" and not (token.text in ("是", "but") and not kept):
                kept.append(token)
            end = token.end
        return kept

    def _asking(self, body: Iterable[Token]) -> bool:
        """Whether words ask something, not only name another piece."""
        return any(
            t.kind in ("ask", "where", "part", "text", "refine", "compare")
            or t.slot in TABLE_ASKS
            or bool(t.roles() & (ASKING | {"actual"}))
            for t in body
            if t.kind != "name"
        ) or bool(WHETHER.search(self.cut.text))

    @property
    def _is_list(self) -> bool:
        query = self.last.answer.query
        if query is not None and query.task in ("table", "tree"):
            return True
        return len(rows_of(self.last.answer, self.known)) > 1

    def _names_noun(self, token: Token) -> bool:
        """Whether a word speaks of the plan or of what its table holds (定量指标, 规划针对)."""
        if "plan" in token.roles():
            return True
        if token.kind != "table" or token.slot == "group":
            return False
        words, text = load_words(self.known.settings.corpus).table, token.text
        pieces = (
            text.split() if self.cut.lang == "en" else [text[at:] for at in range(len(text) - 1)] + [text[:2]]
        )
        return any(words.get(p, ("", ""))[0] == "noun" or self._is_plan(p) for p in pieces)

    def _is_plan(self, piece: str) -> bool:
        return any(
            "plan" in e.value for e in self.known.catalog.lexicon.entries.get(piece, ()) if e.kind == "word"
        )

    def _base(self) -> str:
        """The earlier question without the parts that only list, count, group or order."""
        parts = [part for part in re.split(r"[，,?？。;；]+", bare(self.before)) if part.strip()]
        kept = parts[:1]
        for part in parts[1:]:
            tokens = Cut.of(part, self.known).tokens
            holds = any(t.kind in _BRINGS or t.kind == "only" for t in tokens)
            if holds or not any(t.kind == "refine" or t.slot in TABLE_ASKS for t in tokens):
                kept.append(part)
        return (", " if language_of(self.before) == "en" else "，").join(part.strip() for part in kept)

    def _domain_called(self, said: str) -> str:
        """The title of the domain that is called by its telling end (健康), or ""."""
        tree = self.known.tree
        titles = {i: fold_known(tree.clauses[i].title) for i in tree.domains}
        ends = {t: t.split("与")[-1] for t in titles.values()}
        fitting = [
            t for t, end in ends.items() if said in (t, end) or (len(said) > 1 and end.startswith(said))
        ]
        return fitting[0] if len(fitting) == 1 and self.earlier.lang == "zh" else ""
