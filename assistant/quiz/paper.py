"""Request → Quiz: candidates that the judge lets through, drawn by a seed, with keys in balanced places."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.course.material import Material
from assistant.course.scope import areas
from assistant.documents import plain
from assistant.errors import CourseError
from assistant.quiz.checking import Judge, squeeze
from assistant.quiz.frames import FRAMES
from assistant.quiz.makers import MAKERS, Workshop
from assistant.quiz.records import KINDS, SOURCES, Kind, Question, Quiz, Request
from assistant.records import Language

_LONGEST_TITLE = 80
KIND_NAMES: Mapping[Language, Mapping[Kind, str]] = {
    "zh": {"single": "单选题", "several": "多选题", "truth": "判断题", "blank": "填空题", "short": "简答题"},
    "en": {
        "single": "One choice", "several": "Several choices", "truth": "True or false", "blank": "Fill in", "short": "Short answer",
    },
}  # fmt: skip


def make_quiz(known: Material, request: Request) -> Quiz:
    """A paper with its key; the same request makes the same paper.

    Raises:
        CourseError: the count, a kind, a source, a domain or a goal is none, or there are not as many questions: it
            says how many there are.
    """
    kinds = _chosen(request.kinds, KINDS, ("题型", "kind"))
    sources = _chosen(request.sources, SOURCES, ("出题来源", "source"))
    if request.count < 1:
        raise CourseError("题数至少为 1。", "A quiz has at least 1 question.")
    dice = random.Random(f"{request.seed}")  # noqa: S311 - no secret: the seed is printed on the paper
    shop = Workshop(
        known, Judge(known), areas(known, request.domains, request.goals), areas(known), request.lang, dice
    )
    pool = _pool(shop, kinds, sources)
    drawn = _drawn(pool, _shares(request.count, pool), dice)
    meta = known.meta
    plan_title = meta.title_en if request.lang == "en" and meta.title_en else meta.title
    title = " ".join(plain(request.title).split())[:_LONGEST_TITLE]
    return Quiz(
        title or FRAMES[request.lang]["title"].format(plan=plan_title),
        meta.key,
        plan_title,
        request.lang,
        request.seed,
        _placed(drawn, dice),
    )


def _chosen(asked: Sequence[str], there: Sequence[str], what: tuple[str, str]) -> tuple[str, ...]:
    unknown = [word for word in asked if word not in there]
    if unknown:
        listed = "、".join(there)
        raise CourseError(
            f"没有「{unknown[0]}」这种{what[0]}，可选：{listed}。",
            f"There is no {what[1]} 「{unknown[0]}」; choose one of: {listed}.",
        )
    return tuple(word for word in there if not asked or word in asked)


# --- what can be asked -----------------------------------------------------------------------------


def _pool(shop: Workshop, kinds: Sequence[str], sources: Sequence[str]) -> dict[Kind, list[Question]]:
    """Questions that hold, by kind, each stem once."""
    pool: dict[Kind, list[Question]] = {kind: [] for kind in KINDS if kind in kinds}
    stems: set[tuple[str, ...]] = set()
    for maker in MAKERS:
        if maker.__name__.split("_")[0] not in kinds:
            continue
        for question in maker(shop):
            mark = _mark(question)
            if question.source in sources and mark not in stems and not shop.judge.fault_of(question):
                stems.add(mark)
                pool[question.kind].append(question)
    return pool


def _mark(question: Question) -> tuple[str, ...]:
    """What makes two questions the same: the stem, and the right options where many share one stem."""
    right = sorted(question.options[n] for n in question.key) if question.options else ()
    return (question.kind, squeeze(question.stem), *right)


def most(pool: Mapping[Kind, Sequence[Question]]) -> dict[Kind, int]:
    """How many questions of each kind there are, none two about the same."""
    return {kind: len({question.fact for question in found}) for kind, found in pool.items()}


def _shares(count: int, pool: Mapping[Kind, Sequence[Question]]) -> dict[Kind, int]:
    """How many of each kind: even, what one kind cannot give being given by the others."""
    room = most(pool)
    if sum(room.values()) < count:
        raise _too_many(count, room)
    shares = dict.fromkeys(pool, 0)
    while sum(shares.values()) < count:
        for kind in pool:
            if shares[kind] < room[kind] and sum(shares.values()) < count:
                shares[kind] += 1
    return shares


def _too_many(count: int, room: Mapping[Kind, int]) -> CourseError:
    total = sum(room.values())
    zh = "，".join(f"{KIND_NAMES['zh'][kind]} {n} 道" for kind, n in room.items())
    en = ", ".join(f"{KIND_NAMES['en'][kind].lower()} {n}" for kind, n in room.items())
    return CourseError(
        f"按所选范围最多能出 {total} 道题（{zh}），出不了 {count} 道。请减少题数，或多选一些领域、题型。",
        f"At most {total} questions can be made from what was chosen ({en}), not {count}: ask for fewer, or choose more "
        "domains or kinds.",
    )


# --- which are drawn -------------------------------------------------------------------------------


def _drawn(
    pool: Mapping[Kind, Sequence[Question]], shares: Mapping[Kind, int], dice: random.Random
) -> list[Question]:
    """Questions by lot: sources in turn, facts that no other kind has asked first, as many true as false."""
    asked: set[str] = set()
    drawn: list[Question] = []
    for kind, share in shares.items():
        mixed = _mixed(pool[kind], dice)
        facts: set[str] = set()
        for fresh in (True, False):  # where facts run out, one may be asked in another kind, too
            for question in mixed:
                parts = set(question.fact.split("+"))
                new = question.fact not in facts and not (fresh and parts & asked)
                if new and len(facts) < share and _keeps_balance(question, drawn, share):
                    facts.add(question.fact)
                    asked |= parts
                    drawn.append(question)
        drawn += _rest(mixed, facts, share)
    return drawn


def _rest(mixed: Sequence[Question], facts: set[str], share: int) -> list[Question]:
    """What is missing where the balance of true and false left facts out."""
    found = []
    for question in mixed:
        if len(facts) < share and question.fact not in facts:
            facts.add(question.fact)
            found.append(question)
    return found


def _keeps_balance(question: Question, drawn: Sequence[Question], share: int) -> bool:
    same = sum(q.kind == "truth" and q.key == question.key for q in drawn)
    return question.kind != "truth" or same < (share + 1) // 2


def _mixed(questions: Sequence[Question], dice: random.Random) -> list[Question]:
    """By lot, the sources in turn."""
    heaps = {source: [q for q in questions if q.source == source] for source in SOURCES}
    for heap in heaps.values():
        dice.shuffle(heap)
    longest = max(map(len, heaps.values()), default=0)
    return [heap[n] for n in range(longest) for heap in heaps.values() if n < len(heap)]


# --- where the keys stand --------------------------------------------------------------------------


def _placed(drawn: Sequence[Question], dice: random.Random) -> tuple[Question, ...]:
    """Options in their places: each place holds the key about as often as the others."""
    places: list[int] = []
    letters: Counter[int] = Counter()
    placed = []
    for question in drawn:
        if question.kind == "single":
            if not places:
                places = list(range(len(question.options)))
                dice.shuffle(places)
            placed.append(_ordered(question, _with_key_at(question, places.pop(), dice)))
        elif question.kind == "several":
            orders = [dice.sample(range(len(question.options)), len(question.options)) for _ in range(12)]
            best = min(orders, key=lambda order: sum(letters[order.index(k)] for k in question.key))
            letters.update(best.index(k) for k in question.key)
            placed.append(_ordered(question, best))
        else:
            placed.append(question)
    return tuple(placed)


def _with_key_at(question: Question, place: int, dice: random.Random) -> list[int]:
    order = list(range(1, len(question.options)))
    dice.shuffle(order)
    order.insert(place, 0)
    return order


def _ordered(question: Question, order: Sequence[int]) -> Question:
    return replace(
        question,
        options=tuple(question.options[n] for n in order),
        claims=tuple(question.claims[n] for n in order),
        key=tuple(sorted(order.index(k) for k in question.key)),
    )
