"""Names, people and pieces of names → the rows of a TableQuery, and what nothing accounts for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.lexicon import Mention, fold_known, places_of, stem
from assistant.numerals import find_quantities
from assistant.patterns import compiled, lazy
from assistant.records import Indicator, TableQuery
from assistant.tabular.reading import PLUS, Reading, is_aged
from assistant.tagging import pos_tags

OF_TWO = ("difference", "ratio")  # what is made of two figures
_OF_SEVERAL = (*OF_TWO, "compare", "sum", "average")
_ALMOST = 2  # characters that a short form leaves out (低体重, 低出生体重)


def linked(query: TableQuery, reading: Reading) -> tuple[TableQuery, tuple[str, ...]]:
    """The query with rows and people, and the words that nothing accounts for."""
    if named := _of_quoted_names(reading):
        return replace(query, ids=named), ()
    ids = [row.id for row in reading.rows]
    left: list[str] = []
    people = _asked_people(reading)
    if not reading.named and people:
        query, ids = _about_people(query, reading)
    if not reading.named and "stage" in reading.nouns and not ids and not query.populations:
        query = replace(
            query, populations=tuple(sorted(reading.pupils & {r.population for r in reading.catalog.rows}))
        )
    pieces, unknown = _pieces(reading)
    pieces = _without_kind(pieces, reading)
    left += unknown
    ids = _of_head(ids, reading, query)
    if pieces and not reading.named:
        among = set(ids)
        fitting = [row.id for row in reading.catalog.rows if all(has_piece(reading, row, p) for p in pieces)]
        ids = [i for i in fitting if not among or i in among]
        phrases = _phrases(pieces, reading)
        several = query.operation in _OF_SEVERAL or "apart" in reading.of("op")
        if not ids and len(phrases) > 1 and (several or _are_listed(pieces, reading)):
            ids = list(dict.fromkeys(i for phrase in phrases for i in _best(phrase, reading)))
        left += pieces if not ids else []
    elif pieces and (
        (query.operation in _OF_SEVERAL and len(ids) < 2)
        or (query.operation == "list" and all(_is_joined(p, reading) for p in pieces))
    ):
        ids += [i for phrase in _phrases(pieces, reading) for i in _best(phrase, reading) if i not in ids]
        ids = _of_head(ids, reading, query)
    elif pieces and any(m.is_ambiguous for m in reading.named):
        fitting = [i for i in ids if all(has_piece(reading, _row(reading, i), p) for p in pieces)]
        some = [i for i in ids if any(has_piece(reading, _row(reading, i), p) for p in pieces)]
        ids = fitting or some or ids
    left = [*_unread_people(people, ids, reading), *left]
    if pieces and reading.named and query.operation in _OF_SEVERAL:
        found = [_row(reading, i) for i in ids]  # what narrows a name, and no row is so narrow
        left += [
            p for p in pieces if not p.isascii() and not any(has_piece(reading, row, p) for row in found)
        ]
    if query.operation in _OF_SEVERAL and len(ids) > 2:
        ids = _of_listed(ids, reading)
    left += _before_shared(reading) if query.operation in _OF_SEVERAL else []
    if not ids and reading.pers:
        query = replace(query, pers=reading.pers)
    if len(ids) > 1:
        said = [reading.text[start:end] for start, end in reading.gaps]
        per = [
            i for i in ids if any(len(w) > 1 and w in fold_known(_row(reading, i).per or "") for w in said)
        ]
        ids = per or ids
    return replace(query, ids=tuple(ids)), tuple(dict.fromkeys(left))


_QUOTED = lazy(r"[“\"「『](?P<said>[^“”\"「」『』]{2,8})[”\"」』]")
_ANY_OF = lazy(r"或|、|任一|\bor\b")


def _of_quoted_names(reading: Reading) -> tuple[str, ...]:
    """Ids of the rows whose names hold one of several quoted pieces, people among them (名称带“婴儿”或者“新生儿”的); else none."""
    found = list(_QUOTED.finditer(reading.text)) if reading.of("named") and not reading.named else []
    names = reading.table.names
    between = reading.text[found[0].end() : found[-1].start()] if len(found) > 1 else ""
    if not _ANY_OF.search(between) or reading.unnamed_pieces:
        return ()
    outside = [
        gap for gap in reading.gaps if not any(m.start() <= gap[0] and gap[1] <= m.end() for m in found)
    ]
    if outside or not all(any(m["said"] in name for name in names.values()) for m in found):
        return ()
    return tuple(row.id for row in reading.catalog.rows if any(m["said"] in names[row.id] for m in found))


def _without_kind(pieces: list[str], reading: Reading) -> list[str]:
    """The pieces without the kind of thing that is asked for (最低的机械化率是哪个作物), where another names the rows and none ends with it."""
    if len(pieces) < 2:
        return pieces
    ends = [fold_known(row.name) for row in reading.catalog.rows]
    return [
        piece
        for piece in pieces
        if not compiled(rf"(?:哪一?[个种类些样]?|什么|啥){re.escape(piece)}(?:$|[的最？?，,呢啊])").search(
            reading.text
        )
        or any(name.endswith(piece) for name in ends)
    ]


_JOINS = lazy(r"(?:[和与跟同及、比]|以及)$")


def _of_head(ids: list[str], reading: Reading, query: TableQuery) -> list[str]:
    """Of rows that share the end of their names, those that begin as the question says it once (花生种植机械化率和收获机械化率)."""
    rows = [_row(reading, i) for i in ids]
    shared = [m for m in reading.named if sum(reading.leads_to(m, row) for row in rows) > 1]
    shared = [m for m in shared if _JOINS.search(reading.text[: m.start])]  # 产妇死亡率 says whose it is
    if query.operation not in _OF_SEVERAL or not shared:
        return ids
    alone = [row for row in rows for m in reading.named if m not in shared and reading.leads_to(m, row)]
    ends = [fold_known(m.text) for m in shared]
    heads = {fold_known(row.name).removesuffix(end) for row in rows for end in ends} - {
        fold_known(row.name) for row in rows
    }
    heads = {head for head in heads if len(head) > 1}
    said = {
        head
        for head in heads
        if head in reading.text and (not alone or any(fold_known(r.name).startswith(head) for r in alone))
    }
    kept = [row.id for row in rows if any(fold_known(row.name).startswith(head) for head in said)]
    return kept if said and len(said) == 1 else ids


_LEAST_END = 3  # characters of what names share at their end


def _of_listed(ids: list[str], reading: Reading) -> list[str]:
    """Of rows that share the end of their names, those whose beginnings are listed before it (马铃薯和棉花的收获机械化率)."""
    said: dict[str, list[str]] = {}
    for row_id in ids:
        name = fold_known(_row(reading, row_id).name)
        for at in range(2, len(name) - _LEAST_END + 1):
            begins, ends = reading.text.find(name[:at]), reading.text.rfind(name[at:])
            if 0 <= begins < ends:
                said.setdefault(name[:at], []).append(row_id)
                break
    places = sorted((reading.text.find(head), head) for head in said)
    between = [reading.text[a + len(head) : b] for (a, head), (b, _) in pairwise(places)]
    listed = len(places) > 1 and all(_BETWEEN.fullmatch(words) for words in between)
    kept = {row_id for rows in said.values() for row_id in rows}
    others = (fold_known(_row(reading, row_id).name) for row_id in ids if row_id not in kept)
    if any(
        name[:2] in reading.text and not any(head.startswith(name[:2]) for head in said) for name in others
    ):
        return ids  # 新生儿、婴儿、5岁以下三项死亡率: the last is listed by a part of its name
    return [row_id for rows in said.values() for row_id in rows] if listed else ids


_BETWEEN = lazy(r"[\s,，]*(?:[和与跟同及、比]|以及|还有)[\s,，]*")

_NAMES = ("n", "t", "b", "a", "j", "s", "vn", "x")  # tags of what may narrow a name


def _before_shared(reading: Reading) -> list[str]:
    """What stands right before a name that several rows share and tells none of them apart (孕期筛查率)."""
    shared = [m for m in reading.named if sum(reading.leads_to(m, row) for row in reading.rows) > 1]
    found = [(reading.text[start:end], m) for start, end in reading.gaps for m in shared if end == m.start]
    return [
        word
        for word, mention in found
        if not word.isascii()
        and pos_tags(word)[-1].startswith(_NAMES)  # 觉得睡多长 narrows nothing
        and not any(has_piece(reading, row, word) for row in reading.rows if reading.leads_to(mention, row))
    ]


def _unread_people(people: list[Mention], ids: list[str], reading: Reading) -> list[str]:
    """People in the parts that ask whom no row is about, or none of those that are named."""
    left = []
    pupils = any(r.population in reading.pupils for r in reading.rows)
    for mention in people:
        rows = [row for row in reading.catalog.rows if reading.is_about(row, mention)]
        told = reading.part(mention.start) in reading.asking or reading.is_alone(mention)
        if pupils and (
            mention.text.endswith("学生") or mention.text in ("students", "pupils", "schoolchildren")
        ):
            continue
        if told and ((reading.named and not any(row.id in ids for row in rows)) or not rows):
            left.append(mention.text)
    return left


def _stands_near(people: str, reading: Reading) -> bool:
    """Whether a row is quoted from a line, or stands under a goal, that names people whom it is not said to be about."""
    return any(people in f"{row.quote} {row.goal}" for row in reading.catalog.rows)


def of_nobody(
    query: TableQuery, left: tuple[str, ...], reading: Reading
) -> tuple[TableQuery, tuple[str, ...]]:
    """The query for people of whom the plan speaks and of whom no row is, where how many or which rows is asked: none is."""
    people = [m for m in reading.people if m.text in left and m.text in m.values("population")]
    people = [m for m in people if m.text in reading.catalog.vocabulary and not _stands_near(m.text, reading)]
    asked = "indicator" in reading.nouns and reading.asks and query.operation in ("list", "count")
    if not asked or not people or len(people) != len(left) or query.ids or query.populations:
        return query, left
    groups = tuple(dict.fromkeys(p for m in people for p in m.values("population")))
    return replace(query, populations=groups), ()


def _phrases(pieces: list[str], reading: Reading) -> list[list[str]]:
    """The pieces, those together that stand side by side (balanced compulsory education)."""
    found: list[list[str]] = []
    for piece in pieces:
        joined = found and piece.isascii() and f"{found[-1][-1]} {piece}" in reading.text
        if joined:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _best(phrase: list[str], reading: Reading) -> list[str]:
    """Ids of the rows whose names have most of the pieces of a phrase; those that end with it, where some do."""
    held = {row.id: sum(has_piece(reading, row, p) for p in phrase) for row in reading.catalog.rows}
    most = max(held.values(), default=0)
    found = [i for i, count in held.items() if count == most > 0]
    return [i for i in found if fold_known(_row(reading, i).name).endswith(phrase[-1])] or found


def _row(reading: Reading, row_id: str) -> Indicator:
    return next(row for row in reading.catalog.rows if row.id == row_id)


def _asked_people(reading: Reading) -> list[Mention]:
    """People in the parts that ask; where those name none, who is spoken of before (婴儿啊，有哪些指标)."""
    people = [m for m in reading.people if not reading.is_counted_by(m)]
    asked = [m for m in people if reading.named or reading.part(m.start) in reading.asking]
    return asked or people


def _are_listed(pieces: list[str], reading: Reading) -> bool:
    """Whether the pieces stand in a list (贫血、长得慢的指标): each names rows of its own."""
    places = [(at, at + len(p)) for p in pieces if (at := reading.text.find(p)) >= 0]
    between = [reading.text[a[1] : b[0]] for a, b in pairwise(sorted(places))]
    return bool(between) and all(_LISTED.search(words) for words in between)


_LISTED = lazy(r"、|和|与|跟|及|还有|以及|加上|, |\band\b|\bor\b")


def _is_joined(piece: str, reading: Reading) -> bool:
    """Whether a piece is listed beside a name (户外、运动)."""
    at = reading.text.find(piece)
    joined = re.compile(r"、|和|与|跟|及|以及|, | and ")
    return any(
        joined.fullmatch(reading.text[at + len(piece) : m.start])
        or joined.fullmatch(reading.text[m.end : at])
        for m in reading.named
    )


def _about_people(query: TableQuery, reading: Reading) -> tuple[TableQuery, list[str]]:
    """Rows about people, by their population, or where only their names tell it, by id."""
    people = _asked_people(reading)
    rows = [r for r in reading.catalog.rows if any(reading.is_about(r, m) for m in people)]
    asked = {p for m in people for p in m.values("population")}
    if all(row.population in asked or is_aged(row.population, asked) for row in rows):
        own = tuple(dict.fromkeys(row.population for row in rows if row.population))
        return replace(query, populations=own), []
    return query, [row.id for row in rows]


def has_piece(reading: Reading, row: Indicator, piece: str) -> bool:
    """Whether a piece stands in the name of a row, or almost."""
    name = reading.table.names[row.id]
    if piece.isascii() and piece.isalpha():
        return stem(piece) in reading.catalog.english.get(row.name, frozenset())
    if piece in name or (len(piece) > 2 and _almost(piece, name)):
        return True
    sought = reading.sought(piece)
    kin = not reading.named and row.population in sought.people  # 学生: 初中学生 is 初中生
    return kin or any(word in name for word in sought.words)


def in_any_name(reading: Reading, piece: str) -> bool:
    """Whether a piece stands in the name of some row, or almost."""
    sought = reading.sought(piece)
    begins = piece.isascii() or any(piece[0] in name for name in reading.table.names.values())
    may = begins or sought.people or sought.words
    return bool(may) and any(has_piece(reading, row, piece) for row in reading.catalog.rows)


def _almost(piece: str, name: str) -> bool:
    """Whether a name has the characters of a piece in their order, with no more than some left out between two."""
    ends = [at + 1 for at in places_of(piece[0], name)]
    for character in piece[1:]:
        near = dict.fromkeys(at + 1 for end in ends for at in range(end, end + _ALMOST + 1))
        ends = [end for end in near if name[end - 1 : end] == character]
    return bool(ends)


def _pieces(reading: Reading) -> tuple[list[str], list[str]]:
    """Left-over words that stand in names of rows, and those that may name something else."""
    pieces, unknown = [q for q in reading.named_pieces if len(q) > 1], list[str]()
    goal = "".join(reading.table.goals_of(reading.goals))
    own = " ".join(f"{reading.table.names[row.id]} {fold_known(row.per or '')}" for row in reading.rows)
    unknown += [s.text for s in reading.slots if s.slot == "except"] if not reading.leaves_out else []
    unknown += _unused_quotes(reading)
    plus = bool(PLUS.search(reading.free))  # A加B，一共几次: what is added is told before it is asked for
    for start, end in reading.gaps:
        word = reading.text[start:end]
        if word in goal or word in own:
            continue
        if (reading.part(start) in reading.asking or plus) and in_any_name(reading, word):
            if not reading.named or not any(has_piece(reading, row, word) for row in reading.rows):
                pieces.append(word)
        else:
            unknown += [w for w in reading.strange(start, end) if w not in goal and w not in own]
    return pieces, unknown


def _unused_quotes(reading: Reading) -> list[str]:
    """Quoted words that nothing was made of."""
    used = (*reading.named_pieces, *reading.table.goals, *reading.table.units,
            *reading.wordings, *reading.unprinted)  # fmt: skip
    verbs = reading.table.verbs
    return [
        q for start, _, q in reading.quotes
        if q not in used and not _fills_slot(q, reading) and not q.startswith(verbs) and not reading.catalog.lexicon.scan(q) and not find_quantities(q)
        and reading.part(start) in reading.asking and not (reading.verbs and q.isascii()) and not set(q) <= set("—-")
    ]  # fmt: skip


def _fills_slot(quote: str, reading: Reading) -> bool:
    """Whether a quoted word of the table was made something of; one of direction or bound only by a filter."""
    entries = reading.table.words.entries.get(quote)
    slot = entries[0].value[0] if entries else ""
    if slot == "filler" and len(quote) == 1:
        return False
    return bool(slot) and (slot not in ("bound", "comparator") or bool(reading.comparators))
