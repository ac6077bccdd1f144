"""Rows, duties and measures → questions, with more wrong options than needed where there are.

A maker yields whatever it can; the judge decides what may be asked. Right options come first; ``paper`` puts them into
their places.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.course.lines import is_note, spans, title_of, topic_of
from assistant.course.material import Material
from assistant.course.scope import Area
from assistant.quiz import figures
from assistant.quiz.checking import Judge, squeeze
from assistant.quiz.frames import BLANK, FRAMES
from assistant.quiz.records import Claim, ClaimKind, Kind, Question, Source
from assistant.records import Clause, Duty, Indicator, Language
from assistant.wording import full_name, name_en

WRONG = 3  # wrong options of a single choice
OPTIONS = 5  # options of several choices
_LONGEST = 160  # characters of a sentence that a stem quotes
_MOST_POINTS = 6


@dataclass(frozen=True)
class Workshop:
    """What makers work with."""

    known: Material
    judge: Judge
    areas: tuple[Area, ...]
    every_area: tuple[Area, ...]
    lang: Language
    dice: random.Random

    def say(self, frame: str, **words: object) -> str:
        """A frame with its words."""
        return FRAMES[self.lang][frame].format(**words)

    def name(self, row: Indicator) -> str:
        """What a row is called."""
        return (name_en(row, self.known.glosses) if self.lang == "en" else "") or full_name(row)

    def measured(self, row: Indicator) -> str:
        """What a row is called, with its denominator where its figure does not say it."""
        return f"{self.name(row)}（{row.per}）" if row.per and self.lang == "zh" else self.name(row)

    def area_name(self, area: Area) -> str:
        """What an area is called."""
        return topic_of(self.known, self.known.tree.clauses[area.id], self.lang)

    def wrong(
        self, texts: Iterable[str], kind: ClaimKind, about: str, right: Sequence[str], most: int = WRONG
    ) -> list[Claim]:
        """Of possible wrong options the first that the judge finds false, each once."""
        seen = {squeeze(text) for text in right} | {""}
        found: list[Claim] = []
        for text in texts:
            if len(found) == most:
                break
            if squeeze(text) not in seen and self.judge.holds(claim := Claim(kind, text, about)) is False:
                seen.add(squeeze(text))
                found.append(claim)
        return found

    def made(
        self,
        kind: Kind,
        source: Source,
        fact: str,
        stem: str,
        right: Sequence[Claim],
        wrong: Sequence[Claim],
        clause: Clause,
        quote: str,
        *,
        note: str = "",
    ) -> Question:
        """A question whose right options come first."""
        claims = (*right, *wrong)
        path = " › ".join(clause.path[-2:])
        told = self.say("explained", quote=" ".join(quote.split()), id=clause.id, path=path)
        options = tuple(c.text for c in claims) if kind in ("single", "several") else ()
        answers = tuple(c.text for c in right) if kind == "blank" else ()
        key = tuple(range(len(right))) if options else ()
        return Question(kind, source, fact, stem, options, key, answers, (), claims, (note + " " + told).strip(), clause.id, quote)  # fmt: skip


Maker = Callable[[Workshop], Iterator[Question]]


def _rows(shop: Workshop) -> Iterator[tuple[Area, Indicator, Clause, str]]:
    """Each row with its clause and the sentence that it stands in."""
    for area in shop.areas:
        for row in area.rows:
            clause = shop.known.tree.clauses[row.clause_id]
            quote = next((clause.text[a:b] for a, b in spans(clause) if a <= row.start < b), "")
            if quote:
                yield area, row, clause, quote


def _judged(question: Question, agrees: bool) -> Question:
    """A statement to be judged, with its key."""
    return replace(question, key=(0,) if agrees else (1,))


# --- from indicators -------------------------------------------------------------------------------


def single_figure(shop: Workshop) -> Iterator[Question]:
    """What the plan demands of a row; wrong are other stages' figures, another unit, near values."""
    for _, row, clause, quote in _rows(shop):
        said = figures.figure_of(row, shop.known, shop.lang)
        wrong = shop.wrong(figures.wrong_figures(row, shop.known, shop.lang), "figure", row.id, [said])
        if row.value is not None and len(wrong) == WRONG:
            due = shop.say("due", year=row.target_year) if row.target_year else ""
            stem = shop.say("figure", due=due, name=shop.measured(row))
            stem = stem[:1].upper() + stem[1:]
            yield shop.made(
                "single", "indicators", row.id, stem, [Claim("figure", said, row.id)], wrong, clause, quote
            )


def single_named(shop: Workshop) -> Iterator[Question]:
    """Which row has a figure; wrong are rows of the same unit with another, those of the same area first."""
    for area, row, clause, quote in _rows(shop):
        if row.value is None:
            continue
        said = figures.figure_of(row, shop.known, shop.lang)
        near = [r for r in area.rows if r.unit == row.unit]
        far = [r for r in shop.known.rows.values() if r.unit == row.unit]
        shop.dice.shuffle(near)
        shop.dice.shuffle(far)
        names = [shop.name(r) for r in (*near, *far) if r.per == row.per]
        wrong = shop.wrong(names, "named", said, [shop.name(row)])
        if len(wrong) == WRONG:
            stem = shop.say("named", figure=said)
            right = [Claim("named", shop.name(row), said)]
            yield shop.made("single", "indicators", row.id, stem, right, wrong, clause, quote)


def several_statements(shop: Workshop) -> Iterator[Question]:
    """Which sentences on an area hold; the others have a wrong figure."""
    for area in shop.areas:
        rows = [row for row in area.rows if row.value is not None]
        shop.dice.shuffle(rows)
        for n in range(0, len(rows) - 3, OPTIONS):
            if question := _statements(shop, area, rows[n : n + OPTIONS], 2 + n // OPTIONS % 2):
                yield question


def _statements(shop: Workshop, area: Area, rows: list[Indicator], agreeing: int) -> Question | None:
    right = [
        Claim("statement", figures.right_statement(r, shop.known, shop.lang), r.id) for r in rows[:agreeing]
    ]
    wrong = []
    for row in rows[agreeing:]:
        texts = figures.wrong_statements(row, shop.known, shop.lang)
        wrong += shop.wrong(texts, "statement", row.id, [], 1)
    if len(wrong) < 2:
        return None
    quotes = "；".join(
        f"{figures.right_statement(r, shop.known, shop.lang).rstrip('。.')}（{r.clause_id}）" for r in rows
    )
    first = shop.known.tree.clauses[rows[0].clause_id]
    stem = shop.say("statements", area=shop.area_name(area))
    fact = "+".join(row.id for row in rows)
    note = shop.say("should", text=quotes) + ("." if shop.lang == "en" else "。")
    return shop.made("several", "indicators", fact, stem, right, wrong, first, rows[0].quote, note=note)


def truth_figure(shop: Workshop) -> Iterator[Question]:
    """A sentence on a row, right or with a wrong figure."""
    for _, row, clause, quote in _rows(shop):
        if row.value is None:
            continue
        said = figures.right_statement(row, shop.known, shop.lang)
        made = [(Claim("statement", said, row.id), True)]
        wrong = shop.wrong(figures.wrong_statements(row, shop.known, shop.lang), "statement", row.id, [], 1)
        made += [(claim, False) for claim in wrong]
        for claim, agrees in made:
            note = "" if agrees else shop.say("should", text=said)
            stem = shop.say("judge", statement=claim.text)
            yield _judged(
                shop.made("truth", "indicators", row.id, stem, [claim], [], clause, quote, note=note), agrees
            )


def truth_has_figure(shop: Workshop) -> Iterator[Question]:
    """Whether the plan sets a figure at all, where it gives only a direction."""
    for _, row, clause, quote in _rows(shop):
        if row.value is None:
            stem = shop.say("has_figure", name=shop.name(row))
            claim, note = Claim("has_figure", "yes", row.id), shop.say("none")
            yield _judged(
                shop.made("truth", "indicators", row.id, stem, [claim], [], clause, quote, note=note), False
            )


def blank_figure(shop: Workshop) -> Iterator[Question]:
    """The plan's sentence with a figure left out."""
    for _, row, clause, quote in _rows(shop):
        at = clause.text.find(quote)
        printed = clause.text[row.start : row.end]
        number = figures.number_in(printed, row)
        if row.value is None or not number:
            continue
        start = row.start - at + printed.find(number)
        before, after = quote[:start], quote[start + len(number) :]
        plain = squeeze(number)
        right = [Claim("fills", plain, f"{before}\0{after}")]
        stem = shop.say("fill_figure", text=squeeze(before) + BLANK + squeeze(after))
        yield shop.made("blank", "indicators", row.id, stem, right, [], clause, quote)


def short_goal(shop: Workshop) -> Iterator[Question]:
    """All that is demanded under a goal."""
    for area in shop.areas:
        for goal in area.goals:
            parts = [shop.known.tree.clauses[i] for i in shop.known.tree.children.get(goal.id, ())]
            points = [clause.text[slice(*spans(clause)[0])] for clause in parts if spans(clause)]
            if question := _short(shop, "indicators", goal, points, "short_goal"):
                yield question


# --- from duties -----------------------------------------------------------------------------------


def _charges(shop: Workshop) -> Iterator[tuple[Clause, str, list[Duty]]]:
    """Each sentence that charges bodies by names that stand in it, with those duties."""
    grouped: dict[tuple[str, int, int], list[Duty]] = {}
    inside = {d for area in shop.areas for d in area.duties}
    every = shop.known.duties if len(shop.areas) > 1 else tuple(inside)
    for duty in every:
        if duty.basis == "stated" and duty.clause_id:
            grouped.setdefault((duty.clause_id, duty.start, duty.end), []).append(duty)
    for (clause_id, _, _), found in sorted(grouped.items()):
        clause = shop.known.tree.clauses[clause_id]
        quote = _said_of(found[0], clause)
        named = [d for d in found if d.role != "涉及" and quote.count(d.actor) == 1 and clause.path]
        if named and len(quote) <= _LONGEST:
            yield clause, quote, named


def _said_of(duty: Duty, clause: Clause) -> str:
    """The sentence of a duty; of a note behind a text, all from the text's title on, as a note alone says nothing."""
    found = spans(clause)
    if is_note(duty, clause):
        return clause.text[found[0][0] : duty.end]
    return next(
        (clause.text[a:b] for a, b in found if a <= duty.start < b or duty.start <= a < duty.start + 6), ""
    )


def _others(shop: Workshop, quote: str, named: Iterable[str]) -> list[str]:
    """Bodies that are charged elsewhere in the plan and not named in a sentence, in no part of a name either."""
    charged = dict.fromkeys(d.actor for d in shop.known.duties if d.basis == "stated" and d.role != "涉及")
    words, names = squeeze(quote), tuple(named)
    free = [a for a in charged if squeeze(a) not in words and not any(a in n or n in a for n in names)]
    shop.dice.shuffle(free)
    return free


def _gap(quote: str, actor: str) -> tuple[str, str]:
    before, _, after = quote.partition(actor)
    return before, after


def single_who(shop: Workshop) -> Iterator[Question]:
    """Which body belongs into a sentence of the plan."""
    for clause, quote, named in _charges(shop):
        duty = shop.dice.choice(named)
        before, after = _gap(quote, duty.actor)
        about = f"{before}\0{after}"
        wrong = shop.wrong(_others(shop, quote, [duty.actor]), "fills", about, [duty.actor])
        if len(wrong) == WRONG:
            stem = shop.say("who", text=squeeze(before) + BLANK + squeeze(after))
            right = [Claim("fills", duty.actor, about)]
            yield shop.made("single", "duties", quote, stem, right, wrong, clause, quote)


def several_who(shop: Workshop) -> Iterator[Question]:
    """Which bodies belong into the gaps of a sentence."""
    for clause, quote, named in _charges(shop):
        role = named[0].role
        actors = list(dict.fromkeys(d.actor for d in named if d.role == role))
        actors = [a for a in actors if not any(a in b for b in actors if a != b)][: OPTIONS - 2]
        if len(actors) < 2:
            continue
        text = quote
        for actor in actors:
            text = text.replace(actor, BLANK)
        right = [Claim("fills", a, "\0".join(_gap(quote, a))) for a in actors]
        about = "\0".join(_gap(quote, actors[0]))
        wrong = shop.wrong(_others(shop, quote, actors), "fills", about, actors, OPTIONS - len(actors))
        if len(wrong) == OPTIONS - len(actors):
            stem = shop.say("who_several", text=squeeze(text))
            yield shop.made("several", "duties", quote, stem, right, wrong, clause, quote)


def truth_who(shop: Workshop) -> Iterator[Question]:
    """A sentence of the plan, as it is or with another body."""
    for clause, quote, named in _charges(shop):
        actor = shop.dice.choice(named).actor
        about = "\0".join(_gap(quote, actor))
        made = [(Claim("fills", actor, about), True)]
        made += [(c, False) for c in shop.wrong(_others(shop, quote, [actor]), "fills", about, [actor], 1)]
        for claim, agrees in made:
            stem = shop.say("judge_text", text=squeeze(claim.about.replace("\0", claim.text)))
            yield _judged(shop.made("truth", "duties", quote, stem, [claim], [], clause, quote), agrees)


def blank_who(shop: Workshop) -> Iterator[Question]:
    """A sentence of the plan with a body left out."""
    for clause, quote, named in _charges(shop):
        actor = shop.dice.choice(named).actor
        before, after = _gap(quote, actor)
        stem = shop.say("fill_who", text=squeeze(before) + BLANK + squeeze(after))
        yield shop.made(
            "blank", "duties", quote, stem, [Claim("fills", actor, f"{before}\0{after}")], [], clause, quote
        )


def short_duty(shop: Workshop) -> Iterator[Question]:
    """All that a body is charged with."""
    grouped: dict[str, list[tuple[Clause, str]]] = {}
    for clause, quote, named in _charges(shop):
        for actor in dict.fromkeys(d.actor for d in named):
            grouped.setdefault(actor, []).append((clause, quote))
    for actor, found in grouped.items():
        points = tuple(dict.fromkeys(quote for _, quote in found))[:_MOST_POINTS]
        if len(points) > 1:
            name = shop.known.actors.get(actor, "") if shop.lang == "en" else ""
            stem = shop.say(
                "short_duty", actor=f"{name} (「{actor}」)" if name else f"「{actor}」", n=min(len(points), 3)
            )
            clause, quote = found[0]
            made = shop.made("short", "duties", actor, stem, [], [], clause, quote)
            yield _with_points(made, points)


# --- from measures ---------------------------------------------------------------------------------


def single_measure(shop: Workshop) -> Iterator[Question]:
    """Which title belongs to an area; wrong are those of other areas."""
    for area in shop.areas:
        others = _titles_elsewhere(shop, area)
        for clause in area.measures:
            title = title_of(clause)
            shop.dice.shuffle(others)
            wrong = shop.wrong(others, "listed", area.id, [title])
            if len(wrong) == WRONG:
                stem = shop.say("measure", area=shop.area_name(area))
                yield shop.made(
                    "single",
                    "measures",
                    clause.id,
                    stem,
                    [Claim("listed", title, area.id)],
                    wrong,
                    clause,
                    clause.title,
                )


def several_measures(shop: Workshop) -> Iterator[Question]:
    """Which titles belong to an area."""
    for area in shop.areas:
        measures, others = list(area.measures), _titles_elsewhere(shop, area)
        shop.dice.shuffle(measures)
        for n in range(0, len(measures) - 2, 3):
            few = measures[n : n + 2 + n // 3 % 2]
            right = [Claim("listed", title_of(clause), area.id) for clause in few]
            shop.dice.shuffle(others)
            wrong = shop.wrong(others, "listed", area.id, [c.text for c in right], OPTIONS - len(few))
            if len(wrong) == OPTIONS - len(few) and len({c.text for c in right}) == len(few):
                stem = shop.say("measures", area=shop.area_name(area))
                fact = "+".join(clause.id for clause in few)
                note = "；".join(f"「{title_of(clause)}」（{clause.id}）" for clause in few) + "。"
                yield shop.made(
                    "several", "measures", fact, stem, right, wrong, few[0], few[0].title, note=note
                )


def single_under(shop: Workshop) -> Iterator[Question]:
    """Under which title a sentence stands; wrong are titles of the same area."""
    for area in shop.areas:
        titles = [title_of(clause) for clause in area.measures]
        for clause in area.measures:
            body = [clause.text[slice(*s)] for s in spans(clause)][1:]
            fit = [words for words in body if 12 <= len(words) <= _LONGEST]
            if not fit:
                continue
            words = shop.dice.choice(fit)
            shop.dice.shuffle(titles)
            wrong = shop.wrong(titles, "under", words, [title_of(clause)])
            if len(wrong) == WRONG:
                stem = shop.say("under", text=squeeze(words))
                right = [Claim("under", title_of(clause), words)]
                yield shop.made("single", "measures", clause.id, stem, right, wrong, clause, words)


def truth_measure(shop: Workshop) -> Iterator[Question]:
    """Whether a title belongs to an area."""
    for area in shop.areas:
        others = [a for a in shop.every_area if a.id != area.id]
        for clause in area.measures:
            title = title_of(clause)
            made = [(area, True)]
            shop.dice.shuffle(others)
            other = next((a for a in others if not shop.judge.holds(Claim("listed", title, a.id))), None)
            made += [(other, False)] if other else []
            for said, agrees in made:
                stem = shop.say("judge_measure", title=title, area=shop.area_name(said))
                claim = Claim("listed", title, said.id)
                yield _judged(
                    shop.made("truth", "measures", clause.id, stem, [claim], [], clause, clause.title), agrees
                )


def short_measure(shop: Workshop) -> Iterator[Question]:
    """All that a measure provides for."""
    for area in shop.areas:
        for clause in area.measures:
            points = [clause.text[slice(*s)] for s in spans(clause)][1:]
            points = [point for point in points if point[0] not in "（("]  # a note says who, not what
            if question := _short(shop, "measures", clause, points, "short_measure"):
                yield question


def _titles_elsewhere(shop: Workshop, area: Area) -> list[str]:
    return [title_of(c) for other in shop.every_area if other.id != area.id for c in other.measures]


def _short(
    shop: Workshop, source: Source, clause: Clause, points: Sequence[str], frame: str
) -> Question | None:
    kept = tuple(dict.fromkeys(points))[:_MOST_POINTS]
    if len(kept) < 2:
        return None
    stem = shop.say(frame, title=title_of(clause), n=min(len(kept), 3))
    made = shop.made("short", source, clause.id, stem, [], [], clause, clause.title)
    return _with_points(made, kept)


def _with_points(question: Question, points: Sequence[str]) -> Question:
    return replace(question, points=tuple(" ".join(point.split()) for point in points))


MAKERS: tuple[Maker, ...] = (
    single_figure, single_named, several_statements, truth_figure, truth_has_figure, blank_figure, short_goal,
    single_who, several_who, truth_who, blank_who, short_duty,
    single_measure, single_under, several_measures, truth_measure, short_measure,
)  # fmt: skip
