"""Clause → Indicator rows: every measurable target and standard, with the span of its figure.

A sentence is cut at commas and quotation marks; each figure in a piece is a slot with what stands left and
right of it. Chinese plans word demands in four ways, and a slot is read as one of them:

    subject verb figure          婴儿死亡率 控制在 5.5‰以下
    subject verb figure object   每所…卫生院 至少配备 1 名 …全科医生
    figure 的 subject verb object 90%以上 的 中小学校 配备 心理健康教育教师
    X后 deadline 内 act          规划颁布后 1个月 内 报送 …

What a slot lacks it takes from its neighbour in the list (2次…指导服务、2次…实践活动). The verbs and nouns are
data (``corpus/genre.toml``); no word of any plan stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.files import read_toml
from assistant.lexicon import new_tagger, new_tokenizer
from assistant.numerals import find_quantities, find_years, quantities_at, same_value
from assistant.plan import Plan, source_span
from assistant.records import Clause, Comparator, Indicator, IndicatorKind, Quantity

_BREAKS = re.compile(r"[，,；;。：:“”「」《》！？!?]")
_CALLED = re.compile(
    r"“[^“”，。；]{1,8}”(?=[\u4e00-\u9fff])"
)  # “双师型”教师: a mark inside a name parts nothing
_LIST_MARKS = re.compile(r"[、和及]")
_PERIOD = re.compile(r"每(?:学年|学期|季度|年|天|日|周|月|人|户)")
_LEAST = re.compile(r"(?:至少|最少|不少于|不低于)\s*$")
_MOST = re.compile(r"(?:至多|最多|不超过|不高于)\s*$")
_UNIT_BASIS = re.compile(r"以[^，。]*?为单位")
_BASE_YEAR = re.compile(r"(?:以|比|较)\s*(?P<year>(?:19|20)\d\d)\s*年(?:数据|水平)?(?:为基数|为基准|为基期)?")
_FIGURE = re.compile(r"[\d０-９〇一二两三四五六七八九十百千万亿半]")
_EACH = re.compile(r"[均都](?:要|应|须)?[\u4e00-\u9fff]{0,4}$")
_NUMBERED = re.compile(r"^.{1,4}?[、.）]")
_LEADING = re.compile(
    r"^(?:——|\s|其中|并且|并|且|和|及|各(?!地|级|类|县|市|区|省|有关|单位)|约|(?:19|20)\d\d\s*年(?![起来前后以])(?:底|末)?)+"
)
_BASIS = re.compile(r"\s*的?基础上")
_AGE_UNITS = frozenset({"岁", "周岁", "月龄", "个月"})
_TIME_UNITS = frozenset({"年", "个月", "月", "周", "天", "日", "小时", "分钟"})
_RATES = frozenset({"%", "‰"})


@dataclass(frozen=True, slots=True)
class Genre:
    """Words of the genre, from ``corpus/genre.toml``; each list is explained there."""

    demand: re.Pattern[str]
    governing: re.Pattern[str]
    having: re.Pattern[str]
    supply: re.Pattern[str]
    permission: re.Pattern[str]
    deadline: re.Pattern[str]
    population_start: re.Pattern[str]
    population_end: re.Pattern[str]
    direction: re.Pattern[str]
    counted: re.Pattern[str]
    trailing: re.Pattern[str]
    verbs: re.Pattern[str]
    up_verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure of a target line that could not be tied to a subject: clause, line, text."""

    clause_id: str
    line: int
    text: str


@dataclass(slots=True)
class _Slot:
    """A figure and what was read around it; offsets into the clause's text."""

    quantity: Quantity
    start: int
    end: int
    comparator: Comparator
    subject: str = ""
    object: str = ""
    population: str = ""
    verb: str = ""
    per: str = ""
    base_year: int | None = None
    figure_first: bool = False
    kind: str = "demand"
    dealt: bool = False


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def load_genre(path: Path) -> Genre:
    """Read genre.toml into patterns.

    Raises:
        CorpusError: a list is missing.
    """
    data: Mapping[str, Any] = read_toml(path)
    try:
        age = r"\d+(?:\s*(?:至|到|-|—|~)\s*\d+)?\s*(?:周岁|岁|个月|月龄)(?:以下|以内|以上|内)?"
        adverbs = f"{_any(data['adverbs'])}*"
        people = f"(?:{_any(data['population_modifiers'])}|{age}\\s*)*{_any(data['population_heads'])}(?:（[^）]*）)?"
        up, down = data["up_verbs"], data["down_verbs"]
        return Genre(
            demand=re.compile(f"(?P<verb>{_any(data['demand_verbs'])})(?:在|到|了)?\\s*$"),
            governing=re.compile(f"^(?P<verb>{_any(data['governing_verbs'])})"),
            having=re.compile(_any(data["having_verbs"])),
            supply=re.compile(f"^{_any(data['supply_verbs'])}"),
            permission=re.compile(f"(?P<verb>{_any(data['permission'])})"),
            deadline=re.compile(f"^(?P<verb>{_any(data['deadline_verbs'])})"),
            population_start=re.compile(f"^{people}"),
            population_end=re.compile(f"{people}$"),
            direction=re.compile(
                f"^(?P<name>.*{_any(data['measured_nouns'])})(?:和[^，]*?)?{adverbs}(?P<verb>{_any(up + down)})$"
            ),
            counted=re.compile(f"^(?P<name>.+?){adverbs}(?P<verb>{_any(data['count_verbs'])})$"),
            trailing=re.compile(f"(?:{_any(data['adverbs'])})+$"),
            verbs=re.compile(_any([verb for verb in data["demand_verbs"] if len(verb) > 1])),
            up_verbs=frozenset(up),
        )
    except KeyError as error:
        raise CorpusError(f"lacks the list {error}", file=path) from error


def extract(plan: Plan, genre: Genre) -> tuple[tuple[Indicator, ...], tuple[Unread, ...]]:
    """All rows of a plan, in its order, and the figures of target lines that could not be read.

    A target line is a clause of kind target, or a paragraph under a heading that names goals.
    """
    rows: list[Indicator] = []
    unread: list[Unread] = []
    goals = {clause.id: clause.title for clause in plan.clauses if clause.kind == "goal"}
    for clause in plan.clauses:
        found, missed = _clause_rows(clause, plan, genre, goals.get(clause.parent))
        rows += _with_ids(found)
        unread += missed
    return tuple(rows), tuple(unread)


def _clause_rows(
    clause: Clause, plan: Plan, genre: Genre, goal: str | None
) -> tuple[list[Indicator], list[Unread]]:
    if clause.kind in ("title", "heading", "goal"):
        return [], []
    is_target = clause.kind == "target" or _under_goals(clause, plan)
    rows: list[Indicator] = []
    missed: list[Unread] = []
    year_of = _due_years(clause, plan)
    for start, end in _sentences(clause.text):
        slots, lost = _slots(clause.text, start, end, genre, strict=not is_target)
        rows += [
            _figure_row(slot, clause, plan, genre, goal, is_target, year_of(slot.start)) for slot in slots
        ]
        if is_target:
            missed += [Unread(clause.id, clause.line, text) for text in lost]
            taken = [(slot.start, slot.end) for slot in slots]
            rows += _direction_rows(clause, plan, genre, goal, (start, end), taken, year_of(start))
    rows.sort(key=lambda row: row.start)
    return rows, missed


def _under_goals(clause: Clause, plan: Plan) -> bool:
    """Whether a paragraph or item stands under (or begins with) a heading that names goals."""
    if clause.kind not in ("paragraph", "item"):
        return False
    names = [clause.path[-1]] if clause.kind == "paragraph" and clause.path else [clause.title]
    head = clause.text[:12].split("：")[0]
    short = [label for label in (_NUMBERED.sub("", above) for above in clause.path) if len(label) <= 6]
    return any(name.endswith(plan.meta.target_headings) for name in [*names, *short, head] if name)


def _due_years(clause: Clause, plan: Plan) -> Any:
    """A function from an offset to the year that is due there: the last 到…年 before it, else the plan's end."""
    marks = [
        (start, year)
        for year, start, _ in find_years(clause.text)
        if clause.text[max(start - 2, 0) : start].strip()[-1:] == "到"
    ]

    def due(offset: int) -> int:
        before = [year for start, year in marks if start <= offset]
        return before[-1] if before else plan.meta.period[1]

    return due


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^。；;！？]+", text):
        yield match.start(), match.end()


def _with_ids(rows: list[Indicator]) -> list[Indicator]:
    if len(rows) < 2:
        return rows
    return [replace(row, id=f"{row.clause_id}/{n}") for n, row in enumerate(rows, 1)]


# --- slots -----------------------------------------------------------------------------------------


def _slots(text: str, start: int, end: int, genre: Genre, *, strict: bool) -> tuple[list[_Slot], list[str]]:
    """The figures of one sentence that make a demand, and the texts of those that could not be tied."""
    found = [q for q in _shifted(text, start, end) if not _names_people(text, q, genre)]
    slots: list[_Slot] = []
    lost: list[str] = []
    for piece_start, piece_end in _pieces(text, start, end):
        inside = [q for q in found if piece_start <= q.start < piece_end]
        before = slots[-1] if slots else None
        read = _dealt_out(_read_piece(text, piece_start, piece_end, inside, before, genre), text)
        for slot in read:
            if strict and not _is_demand(slot, text, piece_start, genre):
                continue
            if _name(slot) and not _ambiguous(text, read) and not _ranged(text, slot.quantity):
                slots.append(slot)
            else:
                lost.append(slot.quantity.text)
    return slots, lost


def _shifted(text: str, start: int, end: int) -> list[Quantity]:
    return [replace(q, start=q.start + start, end=q.end + start) for q in find_quantities(text[start:end])]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas and quotation marks; brackets keep what is in them."""
    at, depth = start, 0
    called = {
        place for match in _CALLED.finditer(text, start, end) for place in (match.start(), match.end() - 1)
    }
    for index in range(start, end):
        depth += text[index] in "（("
        depth -= text[index] in "）)"
        if depth <= 0 and _BREAKS.match(text[index]) and index not in called:
            yield at, index
            at = index + 1
    yield at, end


def _names_people(text: str, q: Quantity, genre: Genre) -> bool:
    """Whether an age or a span of months only says who is meant (5岁以下儿童, 6个月内婴儿, 0至6岁)."""
    if q.unit not in _AGE_UNITS and q.unit != "":
        return False
    after = text[q.end :].lstrip()
    if q.unit == "":
        return bool(re.match(r"(?:至|到|-|—|~)\s*\d+\s*(?:岁|周岁|个月|月龄)", after))
    if q.unit in ("岁", "周岁") and genre.permission.search(text[max(q.start - 12, 0) : q.start]):
        return False
    ranged = re.match(r"(?:至|到|-|—|~)\s*\d", after)
    return bool(
        ranged or genre.population_start.match(after.removeprefix("的")) or q.unit in ("岁", "周岁", "月龄")
    )


def _read_piece(
    text: str, start: int, end: int, quantities: list[Quantity], before: _Slot | None, genre: Genre
) -> list[_Slot]:
    """Slots of one piece; what one lacks is taken from its neighbour in the list."""
    slots: list[_Slot] = []
    for index, quantity in enumerate(quantities):
        left = start if index == 0 else _list_break(text, quantities[index - 1].end, quantity.start)
        last = index == len(quantities) - 1
        right = end if last else _list_break(text, quantity.end, quantities[index + 1].start)
        slots.append(_read_slot(text, left, right, quantity, genre))
    for index, slot in enumerate(slots):
        _inherit(slot, slots[index - 1] if index else None, before, genre)
    for slot, after in zip(reversed(slots[:-1]), reversed(slots[1:]), strict=True):
        if slot.figure_first and not slot.verb:
            slot.verb, slot.object, slot.end = after.verb, after.object, after.end
    return slots


def _dealt_out(slots: list[_Slot], text: str) -> list[_Slot]:
    """种植、收获机械化率分别达到65%和55%: each figure with the name in its place, all with the words of the whole list.

    Of one figure that is said of each (均达到45%), a slot for each name.
    """
    if len(slots) == 1 and _EACH.search(text[slots[0].start : slots[0].quantity.start]):
        names = apart(slots[0].subject, len(_LIST_MARKS.findall(slots[0].subject)) + 1)
        return [replace(slots[0], subject=name) for name in names] or slots
    if len(slots) < 2 or "分别" not in slots[0].subject + text[slots[0].start : slots[0].quantity.start]:
        return slots
    names = apart(slots[0].subject.removesuffix("分别"), len(slots))
    if not names or any(slot.subject or slot.object for slot in slots[1:]) or slots[0].object:
        return slots
    alike = len({slot.comparator for slot in slots}) == 1
    for slot, name in zip(slots, names, strict=True):
        slot.subject, slot.verb = name, slot.verb or slots[0].verb
        slot.start, slot.end = slots[0].start, slots[-1].end
        slot.dealt = alike  # 38%和68%以下: whether 以下 is said of both, nobody can tell
    return slots


def apart(listed: str, count: int) -> tuple[str, ...]:
    """The names of a list that says what they share only once; () where they cannot be told apart.

    花生种植、收获机械化率 → 花生种植机械化率, 花生收获机械化率: the words that differ are of one length, all verbs or none,
    or each name is there as a whole (登记失业率和调查失业率).
    """
    parts = [part for part in _LIST_MARKS.split(listed) if part]
    if len(parts) != count or count < 2:
        return ()
    if len({part[-2:] for part in parts}) == 1:
        return tuple(parts)
    words = [[(pair.word, pair.flag[:1] == "v") for pair in _tagger().cut(part)] for part in parts]
    own = [words[0][-1], *(part[0] for part in words[1:-1] if len(part) == 1), words[-1][0]]
    if len(own) < count or len({(len(word), acts) for word, acts in own}) > 1 or len(words[-1]) < 2:
        return ()
    head = "".join(word for word, _ in words[0][:-1])
    tail = "".join(word for word, _ in words[-1][1:])
    return tuple(f"{head}{word}{tail}" for word, _ in own)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    return new_tagger(new_tokenizer())


def _list_break(text: str, start: int, end: int) -> int:
    """Where the object of one figure ends and the subject of the next begins: after the last 、 和."""
    marks = list(_LIST_MARKS.finditer(text, start, end))
    return marks[-1].end() if marks else start


def _read_slot(text: str, left: int, right: int, quantity: Quantity, genre: Genre) -> _Slot:
    before = text[left : quantity.start]
    lead = len(before) - len(_LEADING.sub("", before))
    slot = _Slot(quantity, left + lead, quantity.end, quantity.comparator)
    after = text[quantity.end : right].rstrip("、和及 ")
    before = _strip_basis(slot, before[lead:])
    if (match := genre.permission.search(before)) and quantity.unit in ("岁", "周岁"):
        return _permission_slot(slot, match, after, genre)
    if quantity.unit in _TIME_UNITS and quantity.text.rstrip().endswith("内") and genre.deadline.match(after):
        return _deadline_slot(slot, after, genre)
    before = _strip_left(slot, before, genre)
    if not before and after.lstrip().startswith("的"):
        return _figure_first_slot(
            slot, after.lstrip()[1:], len(text[quantity.end : right].rstrip("、和及 ")), genre
        )
    slot.subject = before
    if after.strip():
        slot.object = _squeeze(after)
        slot.end = quantity.end + len(after.rstrip())
    return slot


def _strip_basis(slot: _Slot, before: str) -> str:
    """Take the base year and 以…为单位 out of the left side."""
    if match := _BASE_YEAR.search(before):
        slot.base_year = int(match.group("year"))
        before = before[: match.start()] + before[match.end() :]
    return _UNIT_BASIS.sub("", before)


def _strip_left(slot: _Slot, before: str, genre: Genre) -> str:
    """Take comparator words, verbs and denominator off the left side; what is left is the subject."""
    before = _take_bound(slot, before)
    if match := genre.demand.search(before):
        slot.verb, before = match.group("verb"), before[: match.start()]
    elif match := genre.demand.search(_FIGURE.split(slot.quantity.text, maxsplit=1)[0]):
        slot.verb = match.group("verb")  # 至少配备 1 名: the verb stands inside the bound
    elif slot.comparator in ("down_by", "up_by"):
        slot.verb = re.split(r"[\d了 ]", slot.quantity.text, maxsplit=1)[0]
    before = _squeeze(_take_bound(slot, before))
    if match := genre.governing.match(before):
        slot.verb, before = slot.verb or match.group("verb"), before[match.end() :]
    if not slot.verb and (bound := _FIGURE.split(slot.quantity.text, maxsplit=1)[0].strip()):
        slot.verb = bound
    return genre.trailing.sub("", _take_per(slot, before, genre)).strip("，、的")


def _take_bound(slot: _Slot, before: str) -> str:
    """A comparator word that stands before the verb (至少配备 1 名)."""
    for pattern, comparator in ((_LEAST, ">="), (_MOST, "<=")):
        if match := pattern.search(before):
            if slot.comparator == "=":
                slot.comparator = comparator  # type: ignore[assignment]
            return before[: match.start()]
    return before


def _take_per(slot: _Slot, before: str, genre: Genre) -> str:
    """The denominator: 每年, 每千名儿童 (up to 拥有), 每所…, 市、县均各."""
    if match := _PERIOD.search(before):
        slot.per = match.group()
        return before[: match.start()] + before[match.end() :]
    if before.endswith(("均各", "各")):
        slot.per = before
        return ""
    if before.startswith("每"):
        having = genre.having.search(before) or genre.verbs.search(before)
        slot.per = before[: having.start()] if having else before
        return before[having.end() :] if having else ""
    return before


def _permission_slot(slot: _Slot, match: re.Match[str], after: str, genre: Genre) -> _Slot:
    people = genre.population_start.match(after.lstrip())
    head = people.group() if people else ""
    rest = _squeeze(after.lstrip()[len(head) :])
    slot.kind, slot.verb = "permission", match.group("verb")
    slot.population = _squeeze(slot.quantity.text) + head
    slot.object = genre.supply.sub("", rest)
    slot.end = slot.quantity.end + len(after.rstrip())
    return slot


def _deadline_slot(slot: _Slot, after: str, genre: Genre) -> _Slot:
    match = genre.deadline.match(after)
    slot.kind, slot.verb = "deadline", match.group("verb") if match else ""
    slot.object, slot.end = _squeeze(after), slot.quantity.end + len(after.rstrip())
    return slot


def _figure_first_slot(slot: _Slot, after: str, length: int, genre: Genre) -> _Slot:
    """90%以上 的 中小学校 配备 心理健康教育教师."""
    slot.figure_first = True
    slot.end = slot.quantity.end + length
    people = genre.population_start.match(_squeeze(after))
    slot.subject = people.group() if people else _squeeze(after)
    rest = _squeeze(after)[len(slot.subject) :]
    for cut in range(len(rest), 0, -1):
        match = genre.demand.search(rest[:cut])
        if match and match.start() == 0:
            slot.verb, slot.object = match.group("verb"), rest[cut:]
            return slot
    slot.object = rest
    return slot


def _inherit(slot: _Slot, previous: _Slot | None, before: _Slot | None, genre: Genre) -> None:
    """Take over what a list does not say again."""
    if slot.kind != "demand" or slot.figure_first:
        return
    _split_population(slot, genre)
    if previous is not None and not previous.figure_first:
        only_people = bool(slot.subject) and genre.population_start.fullmatch(slot.subject) is not None
        if only_people and not slot.object:
            slot.population, slot.subject = slot.subject, previous.subject
        elif not slot.subject and slot.object:
            slot.subject, slot.comparator = previous.subject, _carried(slot, previous)
        else:
            return
        slot.verb, slot.per, slot.start = slot.verb or previous.verb, slot.per or previous.per, previous.start
    elif before is not None and before.per and not slot.per and slot.quantity.unit not in _RATES:
        slot.per = before.per


def _carried(slot: _Slot, previous: _Slot) -> Comparator:
    return previous.comparator if slot.comparator == "=" else slot.comparator


def _split_population(slot: _Slot, genre: Genre) -> None:
    """睡眠时间小学生 → 睡眠时间, 小学生: printed after the name, the population is no part of it."""
    match = genre.population_end.search(slot.subject)
    if match and match.start() > 0 and not slot.object and not slot.subject[: match.start()].endswith("的"):
        slot.population, slot.subject = match.group(), slot.subject[: match.start()]


def _is_demand(slot: _Slot, text: str, piece_start: int, genre: Genre) -> bool:
    """Whether a figure outside the target lines demands something; numbers in names do not."""
    if slot.kind in ("permission", "deadline"):
        return True
    if _BASIS.match(text, slot.quantity.end):  # 在达到12000元的基础上: what is built on, not what is demanded
        return False
    if not slot.quantity.unit or slot.quantity.unit in _AGE_UNITS - {"个月"}:
        return False
    return bool(slot.verb) or slot.comparator not in ("=",)


def _ranged(text: str, quantity: Quantity) -> bool:
    """5—10年: two figures that are one value make no row of their own."""
    after, before = text[quantity.end :].lstrip(), text[: quantity.start].rstrip()
    return bool(re.match(r"[-—–~～至到]\s*\d", after) or re.search(r"\d\s*[%‰]?[-—–~～至到]$", before))


def _ambiguous(text: str, read: list[_Slot]) -> bool:
    """分别达到 65%和55%: which figure belongs to which name is not for a rule to guess, where they do not tell."""
    return len(read) > 1 and "分别" in text[read[0].start : read[-1].end] and not all(s.dealt for s in read)


# --- rows ------------------------------------------------------------------------------------------


def _name(slot: _Slot) -> str:
    if slot.kind in ("permission", "deadline"):
        return slot.object
    if slot.figure_first:
        return slot.subject + slot.verb + slot.object if slot.verb and slot.object else ""
    return slot.subject + slot.object


def _figure_row(
    slot: _Slot, clause: Clause, plan: Plan, genre: Genre, goal: str | None, is_target: bool, year: int
) -> Indicator:
    name, population = _name(slot), slot.population or None
    if population is None and (match := genre.population_start.match(name)) and match.end() < len(name):
        population = match.group()
    relative = slot.comparator in ("down_by", "up_by")
    kind: IndicatorKind = "relative" if relative else "target" if is_target else "standard"
    return Indicator(
        id=clause.id, plan=plan.meta.key, name=name, population=population, verb=slot.verb or None,
        comparator=slot.comparator, value=slot.quantity.value, unit=slot.quantity.unit or None,
        per=slot.per or None, kind=kind, base_year=slot.base_year, target_year=None if kind == "standard" else year,
        domain=plan.domain_of(clause), goal=goal, clause_id=clause.id, quote=clause.text[slot.start : slot.end],
        start=slot.quantity.start, end=slot.quantity.end,
    )  # fmt: skip


def _direction_rows(
    clause: Clause, plan: Plan, genre: Genre, goal: str | None,
    sentence: tuple[int, int], taken: list[tuple[int, int]], year: int,
) -> list[Indicator]:  # fmt: skip
    """Qualitative rows: a measured noun with a direction, or a verb that itself speaks of a number."""
    rows = []
    for start, end in _pieces(clause.text, *sentence):
        if any(low < end and start < high for low, high in taken):
            continue
        piece = _LEADING.sub("", clause.text[start:end]).rstrip()
        flat = _squeeze(piece)
        match = genre.direction.match(flat) or genre.counted.match(flat)
        if match is None:
            continue
        begin = clause.text.index(piece, start)
        people = genre.population_start.match(match.group("name"))
        population = people.group() if people and people.end() < match.end("name") else None
        verb = match.group("verb")
        rows.append(
            Indicator(
                id=clause.id,
                plan=plan.meta.key,
                name=match.group("name"),
                population=population,
                verb=verb,
                comparator="up" if verb in genre.up_verbs else "down",
                value=None,
                unit=None,
                per=None,
                kind="qualitative",
                base_year=None,
                target_year=year,
                domain=plan.domain_of(clause),
                goal=goal,
                clause_id=clause.id,
                quote=piece,
                start=begin + piece.rindex(verb),
                end=begin + len(piece),
            )
        )
    return rows


def _squeeze(text: str) -> str:
    """Without blanks: print sets them around digits, names do not have them."""
    return re.sub(r"\s+", "", text)


def check_rows(plan: Plan, rows: tuple[Indicator, ...]) -> None:
    """Read each row's figure again from the published source at its span.

    Raises:
        CorpusError: a figure, its unit or its quote is not what the source has there.
    """
    for row in rows:
        clause = plan.by_id[row.clause_id]
        if row.quote not in clause.text or clause.text[row.start : row.end] not in row.quote:
            raise CorpusError(
                f"row {row.id}: its quote does not hold its figure in its clause", line=clause.line
            )
        start, end, _ = source_span(clause, row.start, row.end)
        printed = quantities_at(plan.source, start, end)
        wanted = Quantity(row.value or Decimal(0), row.unit or "", row.comparator, None, 0, 0, "")
        fits = not printed if row.value is None else any(_agrees(figure, wanted) for figure in printed)
        if not fits:
            raise CorpusError(
                f"row {row.id}: {row.comparator} {row.value}{row.unit or ''} was read, "
                f"the source has {plan.source[start:end]!r}",
                line=clause.line,
            )


def _agrees(printed: Quantity, wanted: Quantity) -> bool:
    """Same value, and the same bound unless the print leaves it to the first figure of its list."""
    return same_value(printed, wanted) and printed.comparator in ("=", wanted.comparator)
