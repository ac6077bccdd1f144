"""What a child may get: question → the plan's promises that fit its age and circumstances, told.

    entitle(known, run)             told, or "" where the question does not ask for that
    asks_of_child(text, known)      whether a question asks for that by itself
    merged(before, follow, known)   a question about the same child with what a follow-up adds (那要是残疾呢)

It takes a question only where nothing is left over beside the child, the asking, and words for benefits as such: a
question for one benefit (有没有育儿假) is answered from the clause that speaks of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from assistant.compose import Composed
from assistant.entitlements import (
    Circumstance,
    Family,
    Fitting,
    Listing,
    Words,
    choose,
    family_of,
    hot_line,
    load_circumstances,
    load_words,
    oldest,
)
from assistant.errors import InputError
from assistant.knowledge import Knowledge
from assistant.lexicon import fold, fold_known, to_words
from assistant.numerals import ENGLISH_NUMBERS, find_years
from assistant.patterns import compiled, lazy
from assistant.plan import citation_at
from assistant.records import Citation, Clause, Draft, Language, Sentence
from assistant.run import Run
from assistant.sufficiency import Judgement

LONGEST: Final = 120  # characters of a question that may be about a child
MOST: Final = {"规划明确": 12, "规划推动": 6, "目标": 5}
MOST_GENERAL: Final = 5
_AGE = lazy(
    r"(?:(?<![\d岁])-)?\d+(?:\.\d+)?\s*(?:周岁|岁)\s*(?:半|(?:零|又)?\d+\s*个月)?|半岁|百天|满月|\d+\s*天(?:大)?|\d+\s*个月(?:大)?|\d+(?:\.\d+)?[\s-]*(?:years?|months?)(?:[\s-]*old)?"
    r"|\d+ and a half(?:[\s-]*years?)?(?:[\s-]*old)?|(?<=\bis )\d+(?=\b(?!\s*%))|(?<=\baged )\d+|(?<=\bat )\d+(?=\b(?!\s*%))"
    r"|(?<![\d.])\d+(?=\s*(?:,|and|&|、|和|跟)\s*\d+(?:\.\d+)?\s*(?:years?|周岁|岁))"
)
_NUMBER_EN = lazy(r"\b(?:" + "|".join(ENGLISH_NUMBERS) + r")\b")
_LEADS: dict[Language, dict[str, str]] = {
    "zh": {
        "规划明确": "规划明确的：", "规划推动": "规划推动、以当地细则为准的：", "目标": "规划定为目标的：",
        "all": "不分年龄和情况的：",
        "edge": "按这里写的年龄，正好在分界上，算不算由当地细则决定。",
        "open": "具体的金额、天数和手续，以上内容没有写，以当地规定为准。",
        "more": "这里没有列全，在家长页按情况选，可以看到全部。",
        "none": "规划里没有专门写给这个年龄或情况的内容，不分年龄和情况的有：",
        "ask": "请告诉我年龄、上没上学、有没有特别的情况，我就能按规划列出来。",
        "which": "您说到了不同的年龄，各有各的待遇，请选择要问的：",
    },
    "en": {
        "规划明确": "What the plan commits to:", "规划推动": "What the plan promotes, up to local rules:",
        "目标": "What the plan sets as a target:", "all": "Whatever the age or circumstances:",
        "edge": "By the age that is written here, this is right at the boundary, where local rules decide.",
        "open": "What is cited does not state amounts, days or procedures in full; local rules do.",
        "more": "This is a part of it; the page for parents lists all by what you choose.",
        "none": "The plan has nothing for this age or these circumstances alone; whatever they are, it has:",
        "ask": "How old is the child, or what stage is it in, or what are its circumstances? Then I can list what the plan has.",
        "which": "You name several ages, each with its own entitlements; please choose:",
    },
}  # fmt: skip
_EXAMPLES: dict[Language, tuple[str, ...]] = {
    "zh": ("孩子2岁半，有什么能享受的？", "上小学的留守儿童能享受什么？", "残疾孩子能享受什么？"),
    "en": ("What is a 2 year old child entitled to?", "What is a disabled child entitled to?"),
}
_FOLLOWS: dict[Language, tuple[str, ...]] = {
    "zh": ("要是残疾孩子呢？", "要是农村的呢？", "要是3岁呢？"),
    "en": ("And if the child is disabled?", "And at 3 years?"),
}


@dataclass(frozen=True, slots=True)
class Child:
    """What a question says of a child: each piece with its place, and whether it asks for benefits as such."""

    ages: tuple[str, ...]
    circumstances: tuple[Circumstance, ...]
    said: tuple[str, ...]
    asks: bool
    speaks_of_child: bool
    left: tuple[str, ...]


@lru_cache(maxsize=4)
def _data(corpus: Path) -> tuple[tuple[Circumstance, ...], Words]:
    return load_circumstances(corpus / "circumstances.tsv"), load_words(corpus / "entitlement_words.tsv")


@lru_cache(maxsize=4)
def _said(corpus: Path) -> tuple[tuple[str, Circumstance], ...]:
    """Each way to tell a circumstance, the longest first."""
    named = ((word, c) for c in _data(corpus)[0] for word in {c.name, fold_known(c.en), *c.said})
    return tuple(sorted(named, key=lambda pair: (-len(pair[0]), pair[0])))


def read_child(text: str, known: Knowledge) -> Child:
    """What a question says of a child."""
    corpus = known.settings.corpus
    words = _data(corpus)[1]
    rest = _NUMBER_EN.sub(lambda match: str(ENGLISH_NUMBERS[match.group()]), fold(text))
    ages = tuple(match.group().strip() for match in _AGE.finditer(rest))
    rest = _AGE.sub("\n", rest)
    whole = rest
    found: dict[str, Circumstance] = {}
    said: list[str] = []
    for word, circumstance in _said(corpus):
        if _stands(word, rest):
            found[circumstance.name] = circumstance
            said.append(word)
            rest = _blank(word, rest)
    said.sort(key=whole.find)  # as the asker tells it
    asks = _asks(rest, words)
    child = any(_stands(word, rest) for word in words.by_kind.get("child", ()))
    for kind in ("benefit", "which", "child", "chatter"):
        for word in sorted(words.by_kind.get(kind, ()), key=len, reverse=True):
            rest = _blank(word, rest)
    for mention in known.catalog.lexicon.scan(rest):
        if any(mention.values(kind) for kind in ("word", "region", "part")):
            rest = rest[: mention.start] + "\n" * len(mention.text) + rest[mention.end :]
    titles = (names[0] for names in known.table.domains.values() if len(names) > 1)
    domains = tuple(
        title for title in titles if title in whole
    )  # 儿童与福利 is a part of the plan, and nobody
    left = domains + tuple(word for word in to_words(rest) if len(word.strip()) > 1)
    return Child(ages, tuple(found.values()), tuple(said), asks, child, left)


def _asks(text: str, words: Words) -> bool:
    """Whether a text asks which benefits somebody may have."""
    return all(
        any(_stands(w, text) for w in words.by_kind.get(kind, ())) for kind in ("which", "benefit", "may")
    )


def _stands(word: str, text: str) -> bool:
    if not word.isascii() or word not in text:
        return word in text
    return bool(compiled(rf"\b{re.escape(word)}\b").search(text))


def _blank(word: str, text: str) -> str:
    if not word.isascii() or word not in text:
        return text.replace(word, "\n")
    return compiled(rf"\b{re.escape(word)}\b").sub("\n", text)


# --- the step --------------------------------------------------------------------------------------


def entitle(known: Knowledge, run: Run) -> str:
    """Tell what the plan promises to the child of a question; "" where it does not ask for that."""
    query = run.query
    if len(query.text) > LONGEST or query.foreign_place or find_years(query.text):
        return ""
    if not _asks(fold(run.question), _data(known.settings.corpus)[1]):
        return ""
    child = read_child(run.question, known)
    if not child.asks or child.left:
        return ""
    if not (child.ages or child.circumstances):
        return _ask_back(run) if child.speaks_of_child else ""
    if len(ages := tuple(dict.fromkeys(child.ages))) > 1:
        return _ask_which(run, ages)
    try:
        family = _family(child, known)
    except InputError as error:
        return _refuse(run, error)
    rows = known.index.entitlements(known.plan.meta.key)
    listing = choose(rows, family)
    if not listing.found:
        return ""
    _tell(known, run, listing, child)
    return "、".join((*child.ages, *child.said))


def _family(child: Child, known: Knowledge) -> Family:
    return family_of(
        _data(known.settings.corpus)[0],
        age=_plain(child.ages[-1]) if child.ages else "",
        situations=[c.name for c in child.circumstances],
        limit=oldest(known.tree.clauses.values()),
    )


def _plain(age: str) -> str:
    """An age of a sentence as ``read_age`` takes it."""
    age = age[:1] + age[1:].replace("-", " ")
    if match := re.match(r"(\d+) and a half", age):
        return f"{match[1]}.5 years"
    return age


def _ask_back(run: Run) -> str:
    lang = run.query.lang
    run.judgement = Judgement("clarify", None, "choose")
    run.composed = Composed(Draft((Sentence(_LEADS[lang]["ask"]),), ()), suggestions=_EXAMPLES[lang])
    return "?"


def _ask_which(run: Run, ages: tuple[str, ...]) -> str:
    """Of several children, which: what else is said may be of one of them only."""
    lang = run.query.lang
    run.judgement = Judgement("clarify", None, "choose")
    choices = tuple(_of_age(age, lang) for age in ages)
    run.composed = Composed(Draft((Sentence(_LEADS[lang]["which"]),), ()), suggestions=choices)
    return "?"


def _of_age(age: str, lang: Language) -> str:
    if lang == "zh":
        return f"{age}的孩子，有什么能享受的？"
    return f"What is a child entitled to that is: {age}{' years old' if age.isdigit() else ''}?"


def _refuse(run: Run, error: InputError) -> str:
    """What is wrong with the child of a question, without figures and quotation marks, which an answer must cite."""
    lang = run.query.lang
    said = re.sub("[“”]", "", error.en if lang == "en" else error.zh)
    text = _ODD_AGE[lang] if re.search(r"\d", said) else said
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("clarify", None, "choose")
    run.composed = Composed(Draft((Sentence(text),), ()), suggestions=_EXAMPLES[lang])
    return "?"


_ODD_AGE: dict[Language, str] = {
    "zh": "这个年龄不是规划所说的人，或者写得不对，请检查后再问。",
    "en": "The plan is not about this age, or it is not written as an age; please check it and ask again.",
}


# --- telling ---------------------------------------------------------------------------------------


class _Page:
    """Sentences and citations of an answer that is being written."""

    def __init__(self, lang: Language, clauses: Mapping[str, Clause]) -> None:
        self.lang, self.clauses = lang, clauses
        self.sentences: list[Sentence] = []
        self.citations: list[Citation] = []

    def say(self, key: str, numbers: Sequence[int] = (), *, apart: bool = False) -> None:
        self.sentences.append(Sentence(_LEADS[self.lang][key], tuple(numbers), apart=apart))

    def cite(self, clause: Clause, start: int, end: int) -> int:
        self.citations.append(citation_at(len(self.citations) + 1, clause, start, end))
        return len(self.citations)

    def quote(self, fitting: Fitting) -> int:
        row = fitting.row
        n = self.cite(self.clauses[row.clause_id], row.start, row.end)
        self.sentences.append(Sentence(row.quote, (n,)))
        return n


def _tell(known: Knowledge, run: Run, listing: Listing, child: Child) -> None:
    page = _Page(run.query.lang, known.tree.clauses)
    page.sentences.append(_asked(run, child))
    special = [f for f in listing.found if f.special]
    edges, cut = [], False
    if not special:
        page.say("none")
    for strength in MOST:
        group = [f for f in special if f.row.strength == strength]
        shown = group[: MOST[strength]]
        cut = cut or len(shown) < len(group)
        if shown:
            page.say(strength)
        edges += [n for fitting in shown if (n := page.quote(fitting)) and fitting.edge]
    general = [f for f in listing.found if not f.special and (f.row.cost or not special)]
    general = [f for f in general if f.row.strength == "规划明确" and f.row.reviewed][:MOST_GENERAL]
    if general:
        if special:
            page.say("all")
        for fitting in general:
            page.quote(fitting)
    if edges:
        page.say("edge", edges, apart=True)
    page.say("open", apart=True)
    _tell_line(page, known)
    page.say("more", apart=True)
    _settle(run, page, cut=cut)


def _asked(run: Run, child: Child) -> Sentence:
    """The child in the asker's words, as an echo."""
    words = "、".join((*child.ages[-1:], *child.said))
    text = f"You ask about 「{words}」." if run.query.lang == "en" else f"您问的是「{words}」的情况。"
    at = text.index("「") + 1
    return Sentence(text, (), ((at, at + len(words)),))


def _tell_line(page: _Page, known: Knowledge) -> None:
    line, clause_id = hot_line(known.tree.clauses.values())
    if not line:
        return
    clause = known.tree.clauses[clause_id]
    name, number = line.split()
    n = page.cite(clause, 0, len(clause.text))
    text = (
        f"怎么办理，可以打{name}「{number}」问。"
        if page.lang == "zh"
        else f"To find out how, call the line 「{number}」."
    )
    page.sentences.append(Sentence(text, (n,), apart=True))


def _settle(run: Run, page: _Page, *, cut: bool) -> None:
    run.query = replace(run.query, task="clause")
    run.judgement = Judgement("answered", None, "clauses")
    ids = dict.fromkeys(citation.clause_id for citation in page.citations)
    run.evidence = replace(
        run.evidence, clauses=tuple(page.clauses[i] for i in ids), indicators=(), sql=None, table=None
    )
    run.composed = Composed(
        Draft(tuple(page.sentences), tuple(page.citations)), suggestions=_FOLLOWS[run.query.lang]
    )
    run.partial = cut


_ASKS = lazy(
    r"怎么|咋|谁|哪|多少|几|啥|什么|吗|有没有|是不是|能不能|\b(?:what|how|who|where|when|which|is there|are there|do|does)\b"
)


# --- follow-ups ------------------------------------------------------------------------------------


def asks_of_child(text: str, known: Knowledge) -> bool:
    """Whether a question asks by itself what a child may get, whatever was asked before."""
    child = read_child(text, known)
    return child.asks and not child.left and bool(child.speaks_of_child or child.ages or child.circumstances)


def merged(before: str, follow: str, known: Knowledge) -> str | None:
    """The question about the same child with what a follow-up says of it, or None where it is no such follow-up."""
    later = read_child(follow, known)
    if not (later.ages or later.circumstances) or len(before) > LONGEST:
        return None
    earlier = read_child(before, known)
    if not earlier.asks or earlier.left:
        return None
    if later.left and _ASKS.search(fold(follow)):
        return None  # 残疾儿童康复怎么申请: of one thing
    ages = later.ages or (() if _has_stage(later.circumstances) else earlier.ages)
    kept = _kept(earlier.circumstances, later.circumstances, aged=bool(later.ages))
    pieces = [*ages[-1:], *(c.name for c in (*kept, *later.circumstances))]
    if follow.isascii():
        names = [
            *(f"{age} years old" if age.isdigit() else age for age in ages[-1:]),
            *(c.en for c in (*kept, *later.circumstances)),
        ]
        return f"What is a child entitled to that is: {', '.join(names)}?"
    return f"{'、'.join(pieces)}的孩子，有什么能享受的？"


def _has_stage(circumstances: Iterable[Circumstance]) -> bool:
    return any(c.kind == "stage" for c in circumstances)


def _kept(
    earlier: Sequence[Circumstance], later: Sequence[Circumstance], *, aged: bool
) -> list[Circumstance]:
    """What still holds of what was said: one stage and one area at a time, and nothing that the new excludes."""
    new = {c.name for c in later}
    return [
        c
        for c in earlier
        if c.name not in new
        and not (c.kind == "stage" and (aged or _has_stage(later)))
        and not (c.kind == "area" and any(n.kind == "area" for n in later))
        and not new & set(c.excludes)
    ]
