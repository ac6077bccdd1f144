"""A question after earlier ones → the question that it means by itself.

complete(question, history, known)    那初中生呢 after 小学生近视率要降到多少？ → 初中生近视率要降到多少？

A follow-up lacks something that the earlier question has: its subject (由谁负责), what is asked (初中生呢), or both
(第二个). It is cut into words of ``corpus/follow_words.tsv``, of the other dictionaries and of the plan; what it
brings takes the place of what is of the same kind in the earlier question, and the rest is taken over. A question
with a subject of its own that asks something is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from assistant.asked import ASKING
from assistant.charging import asks_of_body
from assistant.compose import full_name, name_en
from assistant.knowledge import Knowledge
from assistant.lexicon import Entry, Lexicon, Mention, fold, fold_known, read_table, shared_name, stem
from assistant.numerals import find_quantities, find_years
from assistant.places import names_place
from assistant.question import language_of, segment
from assistant.records import NO_QUESTION, Answer, Indicator, Language, Query, Turn

LONGEST = 60  # characters of a question that may be a follow-up
LONGEST_BEFORE = 160  # characters of an earlier question that is taken over as it was worded
MOST_OF_RUN = 14  # characters of another subject
MOST_UNKNOWN = 4  # characters of a follow-up on a list that no dictionary has
TURNS = 8  # earlier turns that are looked at

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPEAKS = re.compile(r"[\w%‰]")
_STOPS = " \t\n，,。．.;；:：!！?？、~～…—-\"'“”‘’「」（）()"
_STOP = re.compile(r"[，,。;；!！?？]|\.(?= |$)")
_AGE = re.compile(
    r"[0-9]+(?:(?:至|到|-|~)[0-9]+)?(?:岁|个月|月龄)(?:以下|以上|以内|以前|内)?(?:的?(?:儿童|孩子|小孩|婴儿|娃))?"
)
_AGE_EN = re.compile(
    r"(?:children |kids |those )?(?:under|below|over|above|aged) (?:the age of )?(?:[0-9]+|one|two|three|five|six|seven|twelve)(?: years?(?: old)?)?"
)
_NTH = re.compile(
    r"(?:第|^)([一二两三四五六七八九十]|[0-9]{1,2})(?:个|项|条|种|款|位|号)(?:指标|目标|措施|问题|选项)?|选([0-9]{1,2}|[一二三四五六七八九])|^([0-9]{1,2})[.、)]?$"
)
_NTH_EN = re.compile(
    r"(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,2}(?:st|nd|rd|th))(?: (?:one|option|choice|question|target|indicator|item))?|(?:number|option|no\.) ?([0-9]{1,2})|^([0-9]{1,2})$"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_DIGITS = {han: n for n, han in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
# Asking words that fit one name (几名, 百分之几), put into those that fit any when another name takes its place.
_COUNTED = re.compile(
    r"(?:几|多少)(?:个百分点|个小时|小时|[名张所次个位项岁])|百分之(?:几|多少)|千分之(?:几|多少)"
)
_ASKED_INSIDE = re.compile(r"(?:几|多少|多长|多久).*$")
_PER = re.compile(r"每[一百千万]*[名个位所]?(?:儿童|人口|人|[\u4e00-\u9fff]{2})")
_TABLE_ASKS = frozenset({"ask", "op", "sort", "top", "most", "group"})
_TABLE_KEEPS = frozenset({"bound", "unit", "unitword", "kind", "comparator", "base", "except", "people"})
_NO_TURN = frozenset({"rejected", "error"})
_ASK_ROLES = frozenset({"ask", "where", "text", "compare", "refine"})
_OPENERS = frozenset({"lead", "tail", "correct", "light", "again"})
_POINTS = frozenset({"it", "pair", "these", "among"})
_FOR_EN = re.compile(r"\b(?:for|of|about|on|is)$")


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made complete.

    Attributes:
        text: the question by itself; the one that was typed where nothing was taken over.
        lang: the language of the frame around the answer.
        taken: what was done with the earlier question: replaced, subject, pair, clause, refined, chosen, question
            (all of it), corrected (only the words that put a misunderstanding right were left out), language (the
            asker chose it); empty where nothing was taken over.
    """

    text: str
    lang: Language
    taken: tuple[str, ...] = ()


def complete(question: str, history: Sequence[Turn], known: Knowledge) -> Completed:
    """The question that a question means after earlier ones; never raises on any text.

    Args:
        question: as it was typed.
        history: earlier turns, oldest first; their completed questions are read.
        known: the plan, its names and words.
    """
    typed = Completed(question, language_of(question))
    if not history or len(question) > LONGEST:
        return typed
    turns = _earlier(history)
    if not turns:
        return typed
    follow = _Cut.of(question, known)
    if follow.is_phrase or known.catalog.lexicon.orders.kind(follow.text):
        return typed
    if asks_of_body(known, Query(follow.text, typed.lang)):
        return typed
    found = _FollowUp(follow, turns, known).completed()
    if found is None or len(found.text) > known.settings.longest_question:
        return typed
    return found


def _earlier(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Turns that a follow-up may take up, the latest first; one that was not about the plan only if there is no other."""
    turns = [
        turn
        for turn in reversed(history[-TURNS:])
        if turn.answer.status not in _NO_TURN
        and (turn.answer.query is None or turn.answer.query.task not in NO_QUESTION)
    ]
    about = [turn for turn in turns if turn.answer.reason not in ("out_of_scope", "social", "unsafe")]
    return tuple(about or turns)


# --- words -----------------------------------------------------------------------------------------


@dataclass
class _Words:
    """What follow-ups are cut with, beside the lexicon: their own words, and those of questions over the table."""

    follow: dict[str, str] = field(default_factory=dict)
    table: dict[str, tuple[str, str]] = field(default_factory=dict)
    longest: int = 1


@lru_cache(maxsize=4)
def _load(corpus: Path) -> _Words:
    words = _Words()
    if (path := corpus / "follow_words.tsv").exists():
        words.follow = {fold_known(r["word"]): r["role"] for r in read_table(path, ("word", "role", "lang"))}
        asking = [w for w, role in words.follow.items() if role in _ASK_ROLES and not w.isascii()]
        for word in asking:  # 是哪一条 is longer than a word of tables would be otherwise
            words.follow.setdefault("是" + word, words.follow[word])
    if (path := corpus / "table_words.tsv").exists():
        rows = read_table(path, ("word", "slot", "value", "lang"))
        words.table = {fold_known(row["word"]): (row["slot"], row["value"]) for row in rows}
    words.longest = max(map(len, (*words.follow, *words.table)), default=1)
    return words


# --- cutting ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a question.

    ``kind``: name, people, age, year, place, domain, figure, noun (what tables hold), a role of follow_words.tsv,
    word (of questions), phrase, table (words over the table) or gap (content that no dictionary has).
    """

    start: int
    end: int
    kind: str
    text: str
    mention: Mention | None = None
    slot: str = ""

    def roles(self) -> frozenset[str]:
        """Roles of a word of questions."""
        return frozenset(self.mention.values("word")) if self.mention else frozenset()


@dataclass(frozen=True)
class _Cut:
    """A question and its pieces; ``shown`` is as it was typed, with the offsets of the folded ``text``."""

    text: str
    shown: str
    tokens: tuple[_Token, ...]
    lang: Language

    @classmethod
    def of(cls, question: str, known: Knowledge) -> _Cut:
        """Cut a question."""
        text = fold(question)
        bare = question.strip()
        shown = bare if len(bare) == len(text) else text
        lang = language_of(text)
        return cls(text, shown, tuple(_tokens(text, lang, known)), lang)

    def of_kind(self, *kinds: str) -> tuple[_Token, ...]:
        """Tokens of some kinds, in order."""
        return tuple(token for token in self.tokens if token.kind in kinds)

    @property
    def is_phrase(self) -> bool:
        """Whether all of it is a greeting, thanks or the like."""
        said = [t for t in self.tokens if t.kind == "phrase"]
        return bool(said) and all(t.kind in ("phrase", "word", *_OPENERS) for t in self.tokens)

    def said(self, token: _Token) -> str:
        """A token as it was typed."""
        return self.shown[token.start : token.end]


def _tokens(text: str, lang: Language, known: Knowledge) -> list[_Token]:
    """The pieces of folded text, left to right; what no dictionary has is a gap."""
    fixed = _fixed(text, lang, known)
    found: list[_Token] = []
    at, gap = 0, -1

    def close(end: int) -> None:
        piece = text[gap:end] if gap >= 0 else ""
        if piece.strip(_STOPS):
            lead = len(piece) - len(piece.lstrip(_STOPS))
            body = piece.strip(_STOPS)
            found.append(_Token(gap + lead, gap + lead + len(body), "gap", body))

    while at < len(text):
        token = fixed.get(at) or _longest(text, at, known)
        if token is None:
            if text[at] in _STOPS:
                close(at)
                gap = -1
            elif gap < 0:
                gap = at
            at += 1
            continue
        close(at)
        gap = -1
        found.append(token)
        at = token.end
    close(len(text))
    return found


def _fixed(text: str, lang: Language, known: Knowledge) -> dict[int, _Token]:
    """Years, ages, figures, domains and English names, by where they begin; the earlier kinds win."""
    spans: list[_Token] = [
        _Token(start, end + (text[end : end + 1] == "年"), "year", text[start:end])
        for _, start, end in find_years(text)
    ]
    spans += [_Token(*m.span(), "age", m.group()) for m in (_AGE if lang == "zh" else _AGE_EN).finditer(text)]
    spans += _domains(text, lang, known)
    if lang == "en":
        spans += _english_names(text, known.catalog.lexicon)
    names = [m for m in known.catalog.lexicon.scan(text) if m.values("alias")]
    spans += [
        _Token(q.start, q.end, "figure", q.text)
        for q in find_quantities(text)
        if (q.unit or q.text.strip().isdigit()) and re.search(r"[0-9]|[%‰]|百分|千分", q.text)
    ]
    taken: list[tuple[int, int]] = [(m.start, m.end) for m in names]
    kept: dict[int, _Token] = {}
    for token in spans:
        if not any(token.start < end and start < token.end for start, end in taken):
            taken.append((token.start, token.end))
            kept[token.start] = token
    return kept


def _domains(text: str, lang: Language, known: Knowledge) -> list[_Token]:
    """Titles of domains, whole, or the telling end of one before 领域 or 方面, or in English."""
    found = []
    for clause_id in known.tree.domains:
        english = known.tree.glosses.get(clause_id, "").lower()
        if lang == "en":
            if not english:
                continue
            short = english.split(" and ")[-1]
            pattern = rf"\b(?:{re.escape(english)}|{re.escape(short)}(?= (?:domain|area|field)s?\b))(?: (?:domain|area|field))?"
        else:
            title = fold_known(known.tree.clauses[clause_id].title)
            short = title.split("与")[-1]
            pattern = rf"(?:{re.escape(title)}|{re.escape(short)}(?=领域|方面|板块|那块|这块|类))(?:领域|方面|板块|类)?"
        found += [_Token(*m.span(), "domain", m.group()) for m in re.finditer(pattern, text)]
    return found


def _english_names(text: str, lexicon: Lexicon) -> list[_Token]:
    """English names found by their words in any order, as one token from the first to the last of them."""
    found = []
    for bag in lexicon.bags_in(text):
        words = [m.span() for m in re.finditer(r"[a-z][a-z'-]*|[0-9]+", text) if stem(m.group()) in bag.stems]
        if words and words[-1][1] - words[0][0] <= len(bag.surface) + 24:
            start, end = words[0][0], words[-1][1]
            entries = lexicon.entries[bag.surface]
            found.append(
                _Token(start, end, "name", text[start:end], Mention(start, end, text[start:end], entries))
            )
    return sorted(found, key=lambda token: token.start - token.end)


def _longest(text: str, at: int, known: Knowledge) -> _Token | None:
    """The longest word at a place; names and people go before words of the same length."""
    words, lexicon = _load(known.settings.corpus), known.catalog.lexicon
    if _splits(text, at):
        return None
    for length in range(min(max(words.longest, lexicon.longest), len(text) - at), 0, -1):
        piece = text[at : at + length]
        entries = lexicon.entries.get(piece, ())
        role, (slot, value) = words.follow.get(piece), words.table.get(piece, ("", ""))
        if not (entries or role or slot) or _splits(text, at + length):
            continue
        if slot == "people" and not entries and not role:
            entries = (Entry("population", tuple(value.split("+"))),)
        mention = Mention(at, at + length, piece, entries) if entries else None
        kind = _kind(mention, role, slot)
        return _Token(at, at + length, kind, piece, mention, slot)
    return None


def _kind(mention: Mention | None, role: str | None, slot: str) -> str:
    if mention and mention.values("alias"):
        return "name"
    if mention and mention.values("population"):
        return "people"
    if mention and any(mention.values(kind) for kind in ("place", "region", "part")):
        return "place"
    if slot == "noun":
        return "noun"
    if mention and mention.values("phrase"):
        return "phrase"
    if role:
        return role
    if mention and mention.values("word"):
        return "word"
    return "table" if slot else "word"


def _splits(text: str, at: int) -> bool:
    """Whether a place lies inside a Latin word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


# --- what the earlier turns hold -------------------------------------------------------------------


def _rows_of(answer: Answer, known: Knowledge) -> tuple[Indicator, ...]:
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


def _cited(answer: Answer) -> tuple[str, ...]:
    """Ids of the clauses that an answer cites, in the order of its sentences."""
    by_number = {citation.n: citation.clause_id for citation in answer.citations}
    told = [by_number[n] for s in answer.sentences for n in s.citations if n in by_number]
    return tuple(dict.fromkeys(told or by_number.values()))


def _asks(token: _Token) -> bool:
    """Whether a token asks, points or does something, so that it is no part of a subject's ends."""
    return token.kind not in (
        "name",
        "people",
        "age",
        "domain",
        "gap",
        "verb",
        "noun",
        "place",
        "year",
        "figure",
    )


# --- completing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Zones:
    """A follow-up in its parts: what it brings, and whether a word opens it, closes it or puts something right."""

    body: tuple[_Token, ...]
    leads: bool
    tails: bool
    corrects: bool


@dataclass
class _FollowUp:
    """A question that is being completed."""

    cut: _Cut
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
        rows = _rows_of(self.last.answer, self.known)
        if not rows:
            return ""
        names = self._names(rows, language_of(text))
        return (
            f"What is the target for the {names}?" if language_of(text) == "en" else f"{names}的目标是多少？"
        )

    @cached_property
    def earlier(self) -> _Cut:
        """The earlier question, cut."""
        return _Cut.of(self.before, self.known)

    # --- which way

    def completed(self) -> Completed | None:
        """The completed question, or None where the question is one by itself."""
        if not self.before:
            return None
        cut, lang = self.cut, self.cut.lang
        wanted: Language | None = "zh" if cut.of_kind("zh") else "en" if cut.of_kind("en") else None
        if wanted:
            rest = [t for t in cut.tokens if t.kind not in ("zh", "en", "it", "word", "phrase", *_OPENERS)]
            if rest:
                return None
            return Completed(self.before, wanted, ("question", "language"))
        if cut.of_kind("again") and all(t.kind in _OPENERS | {"word", "it"} for t in cut.tokens):
            return Completed(self.before, self.last.answer.lang, ("question",))
        if (chosen := self._chosen()) is not None:
            return Completed(chosen, lang, ("chosen",))
        actual = any("actual" in t.roles() or t.kind == "ask" for t in cut.tokens)  # last year is no place
        return None if names_place(cut.text) and not actual else self._by_kind(lang)

    def _by_kind(self, lang: Language) -> Completed | None:
        zones = self.zones
        body, kinds = zones.body, {token.kind for token in zones.body}
        if not body:
            return None
        if "compare" in kinds and (found := self._compared(body)) is not None:
            return Completed(found, lang, ("pair",))
        own = [t for t in body if t.kind in ("name", "gap", "noun") or self._names_noun(t)]
        asking = self._asking(body)
        begins = body[0].kind
        if own and asking:
            return self._asks_with_own(own, begins, lang)
        if own:
            return self._another(body, own, lang)
        inside = self.cut.text[body[0].start : body[-1].end]
        marked = (
            zones.leads
            or zones.tails
            or zones.corrects
            or begins in (*_POINTS, "only", "ask", "where", "text", "refine")
        )
        if not marked and _STOP.search(inside):
            return None
        slots = [t for t in body if t.kind in _SLOTS]
        if kinds & {"where", "text"} and not slots:
            return self._of_clause(lang)
        query = self.last.answer.query
        looked_up = query is not None and query.task == "lookup"
        if not (slots and looked_up and kinds & {"people", "age"}) and self._refines(kinds, body):
            return Completed(self._refined(), lang, ("refined",))
        wants = [t for t in body if t.kind in ("ask", "where", "text")]
        if slots:
            return self._other_slots(slots, wants, lang)
        if wants or (asking and all(t.kind != "table" for t in body)):
            return Completed(self._with_subject(), lang, ("subject",))
        return None

    def _names_noun(self, token: _Token) -> bool:
        """Whether a word speaks of the plan or of what its table holds (定量指标, 规划针对)."""
        if "plan" in token.roles():
            return True
        if token.kind != "table" or token.slot == "group":
            return False
        words, text = _load(self.known.settings.corpus).table, token.text
        pieces = (
            text.split() if self.cut.lang == "en" else [text[at:] for at in range(len(text) - 1)] + [text[:2]]
        )
        return any(words.get(p, ("", ""))[0] == "noun" or self._is_plan(p) for p in pieces)

    def _is_plan(self, piece: str) -> bool:
        return any(
            "plan" in e.value for e in self.known.catalog.lexicon.entries.get(piece, ()) if e.kind == "word"
        )

    def _asks_with_own(self, own: list[_Token], begins: str, lang: Language) -> Completed | None:
        """A question that has content of its own: taken up only where its first word says so."""
        zones = self.zones
        unknown = "".join(t.text for t in own if t.kind == "gap")
        said = self.cut.text[zones.body[0].start : zones.body[-1].end]
        if (
            begins in ("only", "among")
            and self._is_list
            and len(unknown) <= MOST_UNKNOWN
            and not _STOP.search(said)
        ):
            return Completed(self._refined(), lang, ("refined",))
        if begins in ("it", "these", "pair") and not any(t.kind == "name" for t in own):
            plan = any("plan" in t.roles() for t in zones.body[:2])
            if len(unknown) <= (2 if lang == "zh" else 8) and not plan:
                return Completed(self._with_subject(), lang, ("subject",))
            return None
        opener = self.cut.tokens[0]
        if zones.corrects and (opener.kind == "correct" or self._is_no(opener)):
            rest = self.cut.shown[zones.body[0].start :].strip()
            return Completed(rest, lang, ("corrected",))
        plans = all("plan" in t.roles() for t in own)
        if plans and zones.leads and any(t.kind in ("where", "text") for t in zones.body):
            return self._of_clause(lang)
        return None

    def _another(self, body: tuple[_Token, ...], own: list[_Token], lang: Language) -> Completed | None:
        """Another subject for the same question (流浪儿童呢); one run of words behind or before what marks it."""
        zones = self.zones
        if body[0].kind in ("only", "among") and self._is_list:
            return Completed(self._refined(), lang, ("refined",))
        chooses = self.last.answer.status == "clarify"
        if not (zones.leads or zones.tails or zones.corrects or chooses):
            return None
        if all(t.kind == "noun" or "plan" in t.roles() for t in own):
            slots = [t for t in body if t.kind in _SLOTS]
            return self._other_slots(slots, [], lang) if slots else None
        while len(body) > 1 and body[-1].text == "的":
            body = body[:-1]
        start, end = body[0].start, body[-1].end
        run = self.cut.text[start:end]
        if len(run) > (MOST_OF_RUN if lang == "zh" else 2 * MOST_OF_RUN) or _STOP.search(run):
            return None
        names = [t for t in body if t.kind == "name"]
        if names and re.search(r"(?:比|跟.+比)$", self.cut.text[:start]) and lang == "zh":
            return Completed(f"{self._subject()}和{self.cut.said(names[0])}比哪个高？", lang, ("pair",))
        whole = all(
            t.kind in ("name", "people", "age", "place", "year") or t.text in ("的", "the", "of", "in", "for")
            for t in body
        )
        before = self.earlier
        domain = self._domain_called(run.removesuffix("的"))
        if domain and (self._is_list or before.of_kind("domain")):
            old = before.of_kind("domain")
            text = _swap(before, old, domain) if old else domain + before.shown
            return Completed(text, lang, ("replaced",))
        if names and whole:
            piece = _Token(start, end, "name", run, names[0].mention)
        elif before.lang == lang:
            piece = _Token(start, end, "gap", run)
        else:
            return None
        put = self._replaced([piece])
        return None if put is None else Completed(put, lang, ("replaced",))

    def _domain_called(self, said: str) -> str:
        """The title of the domain that is called by its telling end (健康), or ""."""
        tree = self.known.tree
        titles = {i: fold_known(tree.clauses[i].title) for i in tree.domains}
        fitting = [t for t in titles.values() if said in (t, t.split("与")[-1])]
        return fitting[0] if len(fitting) == 1 and self.earlier.lang == "zh" else ""

    def _other_slots(self, slots: list[_Token], wants: list[_Token], lang: Language) -> Completed | None:
        """Other people, another year or place for the same question."""
        zones = self.zones
        marked = zones.leads or zones.tails or zones.corrects or zones.body[0].kind in ("it", "only", "among")
        others = [
            t
            for t in zones.body
            if t.kind not in (*_SLOTS, "word", "light", "table", "ask", "where", "text", "only", "among")
        ]
        short = len(self.cut.text) <= MOST_OF_RUN * (1 if lang == "zh" else 2)
        if not marked and (others or not short or _WHETHER.search(self.cut.text)):
            return None
        text = self._replaced(slots)
        if text is None:
            return None
        if wants:
            text = self._join(self._core(_Cut.of(text, self.known)), self._stripped(wants[0].start))
        return Completed(text, lang, ("replaced",))

    @cached_property
    def zones(self) -> _Zones:
        """What opens and closes the follow-up, and what stands between, but for what it denies."""
        tokens = list(self.cut.tokens)
        opens, closes = [], []
        while tokens and (tokens[0].kind in _OPENERS or self._is_no(tokens[0])):
            opens.append(tokens.pop(0))
        while tokens and (tokens[-1].kind in ("tail", "light", "correct") or tokens[-1].text in _PARTICLES):
            closes.append(tokens.pop())
        if not tokens:  # nothing is left but words that seem to open it (这个数)
            kept = [t for t in self.cut.tokens if t.kind not in _OPENERS]
            tokens = kept
        kinds = [t.kind for t in (*opens, *closes)]
        corrects = "correct" in kinds or "not" in kinds
        if any(t.kind in ("correct", "not") for t in tokens):
            corrects, tokens = True, self._meant(tokens)
        return _Zones(tuple(tokens), "lead" in kinds, "tail" in [t.kind for t in closes], corrects)

    def _is_no(self, token: _Token) -> bool:
        """Whether 不是 stands by itself, not before what is denied."""
        return token.kind == "not" and bool(_STOP.match(self.cut.text[token.end :].lstrip() or "。"))

    def _meant(self, tokens: list[_Token]) -> list[_Token]:
        """What a correction means, without what it denies (新生儿不是婴儿, 不是婴儿是新生儿)."""
        kept: list[_Token] = []
        denied, end = False, tokens[0].start
        for token in tokens:
            between = self.cut.text[end : token.start]
            if denied and (_STOP.search(between) or token.text in ("是", "but") or token.kind == "correct"):
                denied = False
            if token.kind == "not":
                denied = True
            elif not denied and token.kind != "correct" and not (token.text in ("是", "but") and not kept):
                kept.append(token)
            end = token.end
        return kept

    def _asking(self, body: Iterable[_Token]) -> bool:
        """Whether words ask something, not only name another piece."""
        return any(
            t.kind in ("ask", "where", "text", "refine", "compare")
            or t.slot in _TABLE_ASKS
            or bool(t.roles() & (ASKING | {"actual"}))
            for t in body
            if t.kind != "name"
        ) or bool(_WHETHER.search(self.cut.text))

    def _refines(self, kinds: set[str], body: tuple[_Token, ...]) -> bool:
        """Whether the follow-up works on what was found: lists, counts, orders, keeps a part."""
        if kinds & {"refine"} or body[0].kind in ("only", "among"):
            return True
        slots = {t.slot for t in body}
        alone = self._is_list and not self._asking(body)
        if kinds & {"figure"} and slots & _TABLE_KEEPS and (alone or body[0].kind in _POINTS):
            return True
        short = len(self.cut.text) <= MOST_OF_RUN * (1 if self.cut.lang == "zh" else 2)
        return (
            short
            and self._is_list
            and not kinds & {"ask"}
            and not self._asking(body)
            and (bool(slots & _TABLE_KEEPS) or self._holds_to(kinds))
        )

    def _holds_to(self, kinds: set[str]) -> bool:
        """Whether a list is held to people or a domain of which the earlier question names none."""
        held, brought = {t.kind for t in self.earlier.tokens}, kinds & {"people", "domain", "age"}
        return bool(brought) and not held & brought and "name" not in held

    @property
    def _is_list(self) -> bool:
        query = self.last.answer.query
        if query is not None and query.task in ("table", "tree"):
            return True
        return len(_rows_of(self.last.answer, self.known)) > 1

    # --- choosing

    def _nth(self) -> int | None:
        """The number of a choice, from 1; -1 for the last."""
        text, lang = self.cut.text, self.cut.lang
        first, last = self.cut.of_kind("first"), self.cut.of_kind("last")
        match = (_NTH_EN if lang == "en" else _NTH).search(text)
        if match:
            start, end = match.span()
        elif first or last:
            start, end = (first or last)[0].start, (first or last)[0].end
        else:
            return None
        rest = [t for t in self.cut.tokens if t.end <= start or t.start >= end]
        if any(t.start < start < t.end or t.start < end < t.end for t in self.cut.tokens):
            return None  # a part of a longer word (哪一个)
        if any(
            t.kind not in _OPENERS | {"word", "it", "these", "pair", "among", "first", "last"}
            or t.roles() & ASKING
            for t in rest
        ):
            return None
        if match:
            said = next((group for group in match.groups() if group), "")
            return _number(said)
        return 1 if first else -1

    def _chosen(self) -> str | None:
        number = self._nth()
        if number is None:
            return self._chosen_by_name()
        answer = self.last.answer
        if answer.status == "clarify" and answer.suggestions:
            return _pick(answer.suggestions, number)
        rows = _rows_of(answer, self.known)
        if len(rows) > 1:
            row = _pick(rows, number)
            return None if row is None else self._asked_of(row)
        cited = _cited(answer)
        place = _pick(cited, number)
        if place is None or len(cited) < 2:
            return None
        told = [row for row in self.known.rows.values() if row.clause_id == place]
        if len(told) == 1:
            return self._asked_of(told[0])
        return f"What does clause {place} say?" if self.cut.lang == "en" else f"{place}写了什么？"

    def _chosen_by_name(self) -> str | None:
        """The one of the choices offered last that has what the follow-up names (听力的)."""
        offered = next((t.answer.suggestions for t in self.turns[:3] if t.answer.status == "clarify"), ())
        body = self.zones.body
        if not offered or not body or self._asking(body):
            return None
        said = self.cut.text[body[0].start : body[-1].end].removesuffix("的").removeprefix("the ")
        fitting = [question for question in offered if said in fold(question)]
        return fitting[0] if len(fitting) == 1 and len(said) > 1 else None

    def _asked_of(self, row: Indicator) -> str:
        lang = language_of(self.before)
        name = self._names((row,), lang)
        return f"What is the target for the {name}?" if lang == "en" else f"{name}的目标是多少？"

    # --- another piece

    def _replaced(self, pieces: Iterable[_Token]) -> str | None:
        """The earlier question with each piece in the place of what is of its kind."""
        text = self.before
        for piece in pieces:
            cut = _Cut.of(text, self.known)
            put = _PUT[piece.kind](self, piece, cut)
            if put is None:
                return None
            text = put
        return text

    def _put_year(self, piece: _Token, cut: _Cut) -> str:
        return self._put_beside(piece, cut, ("year",), "{}", " in {}")

    def _put_place(self, piece: _Token, cut: _Cut) -> str:
        return self._put_beside(piece, cut, ("place",), "{}", " in {}")

    def _put_domain(self, piece: _Token, cut: _Cut) -> str:
        return self._put_beside(piece, cut, ("domain",), "{}", " in {}")

    def _put_figure(self, piece: _Token, cut: _Cut) -> str:
        return self._put_beside(piece, cut, ("figure",), "{}", " {}")

    def _put_beside(self, piece: _Token, cut: _Cut, kinds: tuple[str, ...], zh: str, en: str) -> str:
        """In the place of pieces of the same kind; where there is none, before (Chinese) or after (English) all else."""
        said = self.cut.said(piece)
        old = cut.of_kind(*kinds)
        if old:
            return _swap(cut, old, said)
        if cut.lang == "en":
            return _before_end(cut.shown, en.format(said))
        return zh.format(said) + cut.shown

    def _put_people(self, piece: _Token, cut: _Cut) -> str:
        """People for people, also where a name holds them (小学生近视率)."""
        said = self._people_said(piece, cut)
        old = cut.of_kind("people", "age")
        names = [t for t in cut.of_kind("name") if t.mention]
        inside = [
            (t, rows) for t in names if (rows := self._rows_named(t)) and any(r.population for r in rows)
        ]
        if inside:
            token, rows = inside[0]
            people = self._populations(piece)
            shared = {shared_name(row) for row in rows}
            fitting = [
                r
                for r in self.known.rows.values()
                if shared_name(r) in shared and self._is_of(r, piece, people)
            ]
            exact = (
                any(row.name != shared_name(row) and row.name == token.text for row in rows) or len(rows) == 1
            )
            beside = [t for t in old if t.end <= token.start or t.start >= token.end]
            if fitting and (exact or not beside):
                new = self._names(fitting[:1], cut.lang)
                return _swap(cut, [token, *_adjoining(cut, token, beside)], new)
            if beside:
                return _swap(cut, beside, said)
            if exact or (len(rows) == 1):
                tail = (
                    self.known.glosses.get(next(iter(shared)), token.text)
                    if cut.lang == "en"
                    else next(iter(shared))
                )
                return _swap(cut, [token], f"{tail} of {said}" if cut.lang == "en" else said + tail)
        if old:
            before = [t for t in cut.of_kind("gap") if t.end == old[0].start and cut.lang == "zh"]
            return _swap(cut, [*before, *old], said)
        if names:
            token = names[0]
            held = self._people_in(token)
            if held and cut.lang == "zh":
                return cut.shown[: token.start] + said + cut.shown[token.start + held :]
            if cut.lang == "en":
                return f"{cut.shown[: token.end]} of {said}{cut.shown[token.end :]}"
            return cut.shown[: token.start] + said + cut.shown[token.start :]
        return self._put_gap(piece, cut)

    def _people_in(self, name: _Token) -> int:
        """How many characters of people a name begins with (农村自来水普及率)."""
        entries = self.known.catalog.lexicon.entries
        lengths = range(min(8, len(name.text) - 1), 1, -1)
        return next(
            (n for n in lengths if any(e.kind == "population" for e in entries.get(name.text[:n], ()))), 0
        )

    def _people_said(self, piece: _Token, cut: _Cut) -> str:
        """People in the words of the follow-up, or in the language of the earlier question."""
        said = self.cut.said(piece).removesuffix("的")
        if cut.lang == self.cut.lang:
            return said
        people = self._populations(piece)
        if cut.lang == "zh":
            return people[0] if people else said
        return next((g for p in people if (g := self.known.glosses.get(p))), said)

    def _populations(self, piece: _Token) -> tuple[str, ...]:
        if piece.mention:
            return piece.mention.values("population")
        number = next((w for w in piece.text.split() if w.isdigit() or w in _CARDINALS), "")
        if self.cut.lang == "en" and number:
            age = number if number.isdigit() else str(_CARDINALS.index(number))
            found = {r.population for r in self.known.rows.values() if r.population}
            return tuple(p for p in sorted(found) if p.startswith(f"{age}岁以下"))
        return ()

    def _is_of(self, row: Indicator, piece: _Token, people: tuple[str, ...]) -> bool:
        if row.population is None:
            return False
        if row.population in people:
            return True
        return piece.kind == "age" and row.population.startswith(
            re.split("的|儿童|孩子|小孩|娃", piece.text)[0]
        )

    def _put_name(self, piece: _Token, cut: _Cut) -> str:
        """A name for a name; people beside the old one stay only where the new one is told of them."""
        said = self.cut.said(piece)
        rows = self._rows_named(piece)
        if cut.lang != self.cut.lang and rows:
            said = self._names(rows[:1], cut.lang)
        names = cut.of_kind("name")
        if not names:
            return _any_unit(self._put_core(said, cut))
        token = names[0]
        people = {p for t in cut.of_kind("people") if t.mention for p in t.mention.values("population")}
        old_rows = self._rows_named(token)
        if len({r.population for r in old_rows}) == 1 and old_rows[0].population and not people:
            kept = [r for r in rows if r.population == old_rows[0].population]
            if kept and len(rows) > 1:
                said = self._names(kept[:1], cut.lang)
        beside = [] if any(r.population in people for r in rows) else list(cut.of_kind("people", "age"))
        if len(names) > 1 and (cut.of_kind("compare") or not _joined(cut, names)):
            return _swap(cut, names[-1:], said)
        if asked := _ASKED_INSIDE.search(token.text):  # a name that asks itself (睡几个小时)
            said += asked.group()
        text = _swap(cut, [*names, *_adjoining(cut, token, beside)], said)
        per = rows[0].per if rows else None
        found = _PER.search(text)
        if (
            rows
            and found
            and (
                not per
                or fold_known(per).replace("名", "") not in fold_known(found.group()).replace("名", "")
            )
        ):
            text = text[: found.start()] + text[found.end() :]
        return _any_unit(text) if not asked else text

    def _put_gap(self, piece: _Token, cut: _Cut) -> str:
        """A subject that no dictionary has: for one of the same kind (…儿童), else for the earlier subject."""
        said = self.cut.said(piece).removesuffix("的")
        if cut.lang == "zh":
            for length in range(min(4, len(said) - 1), 1, -1):
                kin = [
                    t
                    for t in cut.tokens
                    if not _asks(t) and t.kind != "verb" and t.text.endswith(said[-length:])
                ]
                if kin:
                    return _swap(cut, kin[:1], said)
        return self._put_core(said, cut)

    def _put_core(self, said: str, cut: _Cut) -> str:
        """In the place of the earlier subject; what is done to it (预防…) stays."""
        span = self._core_span(cut)
        if span is None:
            return said + cut.shown if cut.lang == "zh" else _before_end(cut.shown, f" for {said}")
        start, end = span
        inside = [t for t in cut.tokens if start <= t.start and t.end <= end]
        while len(inside) > 1 and inside[0].kind == "verb":
            inside.pop(0)
        return cut.shown[: inside[0].start] + said + cut.shown[end:]

    # --- the earlier subject

    def _core_span(self, cut: _Cut) -> tuple[int, int] | None:
        """From the first to the last piece of content; what asks stands around it."""
        held = [t for t in cut.tokens if not _asks(t)]
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
        while at > 0 and _belongs(cut, cut.tokens[at - 1], cut.tokens[at]):
            at -= 1
        while to + 1 < len(cut.tokens) and _belongs(cut, cut.tokens[to + 1], cut.tokens[to]):
            to += 1
        return _whole(cut, cut.tokens[at], cut.tokens[to])

    def _core(self, cut: _Cut) -> str:
        span = self._core_span(cut)
        if span is None:
            return _bare(cut.shown)
        inside = [t for t in cut.tokens if span[0] <= t.start and t.end <= span[1]]
        if cut.lang == "en" and len(inside) > 1 and inside[0].kind == "verb":
            span = inside[1].start, span[1]
        core = cut.shown[span[0] : span[1]].strip(_STOPS)
        return re.sub(r"[，,。？?！!]+", "，", core) if cut.lang == "zh" else core

    def _subject(self) -> str:
        """What the earlier question is about: the rows that it led to, else its core."""
        rows = _rows_of(self.last.answer, self.known)
        query = self.last.answer.query
        if rows and len(rows) <= 3 and query is not None and query.task in ("lookup", "table"):
            return self._names(rows, self.cut.lang)
        if query is not None and query.task == "place" and query.places:
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
            said = shown[start : token.start] + _spaced(subject, self.cut.lang) + shown[token.end :]
            return _tidy(said, self.cut.lang)
        return self._join(subject, self._stripped())

    def _is_subject(self, token: _Token) -> bool:
        """Whether a word that points stands for the subject, not for its figure (为什么定在这个数)."""
        if self.cut.lang == "en":
            return True
        before = [t for t in self.cut.tokens if t.start < token.start and t.kind not in _OPENERS]
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
            asked = _bare(asked)
            asked += " of" if asked.lower().endswith("in charge") else ""
            link = " " if _FOR_EN.search(asked.lower()) else " for "
            return _tidy(f"{asked}{link}{subject}?", "en")
        mark = "，" if len(subject) > 8 and not subject.endswith(("率", "时间")) else ""
        return f"{subject}{mark}{asked}"

    # --- two subjects, clauses, lists

    def _compared(self, body: tuple[_Token, ...]) -> str | None:
        """Two subjects side by side: both from before, or the earlier one and a new one."""
        names = [t for t in body if t.kind == "name"]
        shown, lang = self.cut.shown, self.cut.lang
        beside = [t for t in body if t.kind in ("gap", "noun", *_SLOTS)]
        if len(names) > 1 or any(t.kind != "noun" and not (names and t.kind == "people") for t in beside):
            return None
        start = self._start()
        points = [t for t in body if t.kind in ("pair", "these", "it")]
        if names:
            if points:
                token = points[0]
                return _tidy(
                    shown[start : token.start] + _spaced(self._subject(), lang) + shown[token.end :], lang
                )
            said = shown[start:].strip()
            linked = (
                said[0] in "和跟与同比較较"
                if lang == "zh"
                else self.cut.tokens[0].kind in ("compare", "lead")
            )
            if not linked or (lang == "zh" and names[0].start - start > 3):
                return None
            return f"{self._subject()} {said}" if lang == "en" else self._subject() + said
        if beside and not points:
            return None
        rows = self._pair(3 if "最" in self.cut.text else 2)
        if not rows:
            return self._with_subject()
        subject = self._names(rows, lang)
        if points:
            token = points[0]
            return _tidy(shown[start : token.start] + _spaced(subject, lang) + shown[token.end :], lang)
        if lang == "en":
            return f"{_bare(shown[start:])}: {subject}?"
        return subject + shown[start:].lstrip(_STOPS)

    def _pair(self, wanted: int = 2) -> tuple[Indicator, ...]:
        """The rows that were spoken of last: all of one answer if it told several, else of the last answers."""
        found: list[Indicator] = []
        for turn in self.turns:
            rows = _rows_of(turn.answer, self.known)
            if len(rows) > 1 and not found:
                return rows[:6]
            found += [row for row in rows if row not in found][: wanted - len(found)]
            if len(found) == wanted:
                break
        return tuple(reversed(found)) if len(found) > 1 else ()

    def _of_clause(self, lang: Language) -> Completed:
        """The clause that the last answer cites first, by its place."""
        cited = _cited(self.last.answer)
        rows = _rows_of(self.last.answer, self.known)
        if not cited or (rows and len({row.clause_id for row in rows}) > 1):
            return Completed(self._with_subject(), lang, ("subject",))
        place = cited[0]
        if lang == "en":
            return Completed(f"What does clause {place} say?", lang, ("clause",))
        asked = "原文怎么写的？" if self.cut.of_kind("text") else "是哪一条？"
        return Completed(place + ("的" if self.cut.of_kind("text") else "") + asked, lang, ("clause",))

    def _refined(self) -> str:
        """The earlier question with what the follow-up does to its result behind it."""
        rows = _rows_of(self.last.answer, self.known)
        query = self.last.answer.query
        asked = _bare(self._stripped())
        asked = re.sub(r"[呢吧啊呀嘛]+$", "", asked)
        several = [t for t in self.cut.of_kind("these", "pair") if t.start < self.zones.body[-1].end]
        if several and len(rows) == 1:
            number = next((_DIGITS[han] for han in several[0].text if han in _DIGITS), 2)
            rows = self._pair(max(number, 2)) or rows
            asked = asked.replace(self.cut.said(several[0]), "", 1)
        if rows and query is not None and query.task == "lookup":
            base = self._names(rows, self.cut.lang)
            return f"{asked}: {base}" if self.cut.lang == "en" else f"{base}，{asked}"
        base = self._base()
        for token in self.cut.of_kind("these", "it"):
            asked = asked.replace(self.cut.said(token), "", 1) if self.cut.lang == "zh" else asked
        mark = ", " if language_of(base) == "en" else "，"
        return f"{base}{mark}{asked.strip()}"

    def _base(self) -> str:
        """The earlier question without the parts that only list, count, group or order."""
        parts = [part for part in re.split(r"[，,?？。;；]+", _bare(self.before)) if part.strip()]
        kept = parts[:1]
        for part in parts[1:]:
            tokens = _Cut.of(part, self.known).tokens
            holds = any(t.kind in _BRINGS or t.kind == "only" for t in tokens)
            if holds or not any(t.kind == "refine" or t.slot in _TABLE_ASKS for t in tokens):
                kept.append(part)
        return (", " if language_of(self.before) == "en" else "，").join(part.strip() for part in kept)

    def _rows_named(self, token: _Token) -> list[Indicator]:
        names = token.mention.values("alias") if token.mention else ()
        rows = [row for row in self.known.rows.values() if row.name in names]
        return rows or [row for row in self.known.rows.values() if shared_name(row) in names]


_Item = TypeVar("_Item")
_BRINGS = frozenset({"name", "people", "age", "year", "place", "domain", "figure", "gap"})
_SLOTS = ("people", "age", "year", "place", "domain", "figure")
_PARTICLES = frozenset("啊呀吧嘛哈呗哎唉哦噢")
_WHETHER = re.compile(
    r"吗|是不是|是否|有没有|能不能|会不会|(.)不\1|\b(?:is|are|does|do|did|can|will|has|have)\b"
)
_INNER = frozenset({"word", "table", "noun", "people", "place", "gap", "verb", "light"})
_SMALL = frozenset(
    "的了吗呢吧啊呀嘛是有在要会能把对给和跟与就也都还再到由被为我俺咱请问想这那它该让叫管里上下中"
) | {"是不是", "有没有"}
_THUS = frozenset({"这么", "这样", "那样", "这样的"})
_PUT: dict[str, Callable[[_FollowUp, _Token, _Cut], str | None]] = {
    "name": _FollowUp._put_name,
    "gap": _FollowUp._put_gap,
    "people": _FollowUp._put_people,
    "age": _FollowUp._put_people,
    "year": _FollowUp._put_year,
    "place": _FollowUp._put_place,
    "domain": _FollowUp._put_domain,
    "figure": _FollowUp._put_figure,
}


# --- text ------------------------------------------------------------------------------------------


def _number(said: str) -> int:
    if said in _ORDINALS:
        return _ORDINALS.index(said) + 1
    if said in _DIGITS:
        return _DIGITS[said]
    digits = re.match(r"[0-9]+", said)
    return int(digits.group()) if digits else 0


def _pick(items: Sequence[_Item], number: int) -> _Item | None:
    """The item of a number from 1; -1 is the last."""
    if number == -1 and items:
        return items[-1]
    return items[number - 1] if 0 < number <= len(items) else None


def _swap(cut: _Cut, old: Sequence[_Token], said: str) -> str:
    """The text with the first of some pieces replaced, and those joined to it left out."""
    ordered = sorted(old, key=lambda token: token.start)
    start, end = ordered[0].start, ordered[0].end
    for token in ordered[1:]:
        between = cut.text[end : token.start]
        if not re.fullmatch(r"[的、,，/ ]*(?:和|与|跟|及|或|至|到|and|or|of)?[ 的]*", between):
            break
        end = max(end, token.end)
    return cut.shown[:start] + said + cut.shown[end:]


def _belongs(cut: _Cut, token: _Token, beside: _Token) -> bool:
    """Whether a word that stands directly beside the subject is a part of it (办理涉及…的案件, 友好城市)."""
    between = cut.text[min(token.end, beside.end) : max(token.start, beside.start)]
    if between.strip() or token.kind not in _INNER:
        return False
    if cut.lang == "en":
        return token.kind in ("people", "place", "gap", "verb", "noun") and "plan" not in token.roles()
    asks = token.slot in _TABLE_ASKS or token.roles() - {"filler", "body", "paid"}
    return not asks and token.text not in _SMALL


def _whole(cut: _Cut, first: _Token, last: _Token) -> tuple[int, int]:
    """From one token to another; where one of them is half of a word (理 of 办理), the word as a whole."""
    start, end = first.start, last.end
    if cut.lang == "en" or "gap" not in (first.kind, last.kind):
        return start, end
    for low, high in segment(cut.text):
        if first.kind == "gap" and low < start < high:
            start = low
        if last.kind == "gap" and low < end < high:
            end = high
    return start, end


def _joined(cut: _Cut, names: Sequence[_Token]) -> bool:
    """Whether names stand in one list."""
    pairs = pairwise(names)
    return all(
        re.fullmatch(r"[、,，/ ]*(?:和|与|跟|及|and|or)?[ ]*", cut.text[a.end : b.start]) for a, b in pairs
    )


def _adjoining(cut: _Cut, name: _Token, people: Iterable[_Token]) -> list[_Token]:
    """People that stand beside a name, directly or through 的."""
    return [
        t
        for t in people
        if (cut.text[t.end : name.start] in ("", "的", " ") and t.end <= name.start)
        or (cut.text[name.end : t.start] in (" of ", " for ", " in ", " among ") and name.end <= t.start)
    ]


def _any_unit(text: str) -> str:
    return _COUNTED.sub("多少", text)


def _bare(text: str) -> str:
    return text.strip().rstrip("。．.?？!！，,;； ")


def _before_end(text: str, more: str) -> str:
    bare = _bare(text)
    return bare + more + text.strip()[len(bare) :]


def _spaced(subject: str, lang: Language) -> str:
    return f" {subject} " if lang == "en" else subject


def _tidy(text: str, lang: Language) -> str:
    text = re.sub(r"\s+", " ", text).strip() if lang == "en" else text
    return re.sub(r"\s+([?.,!])", r"\1", text)
