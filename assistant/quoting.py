"""Clauses → draft: the clause's own sentences, in its order, and nothing else.

Which sentences answer is decided here from the hits; what they say is never touched. Each is its own citation,
so that the checks can hold every one of them against its clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.asked import says_how_often
from assistant.duties import notes_in
from assistant.lexicon import fold_known, segmented, shared_name
from assistant.numerals import find_quantities
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.plan import citation_at
from assistant.plan.markers import PRINTED
from assistant.records import Citation, Clause, Draft, Evidence, Hit, Indicator, Language, Query, Sentence
from assistant.structure import Tree

# A sentence is told when it fits the question nearly as well as the best of its clause does.
NEARLY = 0.03
# Up to this many sentences a clause is told as a whole.
SHORT = 4
# Of two sentences that were found, the one that answers: its cosine, and this times its share of the question's words.
COVERS = 0.15
# A sentence does not answer when it has a share of those words that is this much smaller, and is this much farther.
FEWER = 0.2
FARTHER = 0.005
# A second clause is told beside the best when it fits nearly as well.
SECOND = 0.84
MOST_CLAUSES = 3
# Asked how, a measure goes before a target line that fits better, if it fits this share as well.
DOING = 0.4
MOST_TARGETS = 4  # beside a measure
FEWEST_ALIKE = 2  # sentences of one make-up that make a list
_LONGEST_NAME = 24  # characters of a title that names a place
_COUNTED = lazy(r"\w")  # what a number has and a dash before a line has not
MOST_ECHO = 40  # characters of the asker's words that are said again

_RULE = lazy(r"不得|禁止|严禁|不准|严格|必须|应当|可以|允许|鼓励|支持|免费|从严|避免|原则上")
_RELATED: Mapping[Language, str] = {"zh": "与此有关的目标：", "en": "Targets on the same matter:"}
# Kinds that say what is to be done; a target line says what is to be reached.
_DOING = frozenset({"measure", "item", "principle", "paragraph"})
_WHOLE = frozenset({"target", "goal"})  # lines that are told as they stand
Span = tuple[int, int]
# Figures, or three words and more, with nothing but blanks between them.
_COLUMNS = lazy(r"[0-9%‰]\s+[≥≤<>]?[0-9]|(?:[\u4e00-\u9fff%]\s+[\u4e00-\u9fff0-9%]+\s+){2}")

_FEWEST_CELLS = 4  # of a line without stops whose blanks part cells and not digits from words
_STOPS = lazy(r"[，。；：！？]")


def chosen(query: Query, hits: tuple[Hit, ...], kinds: Mapping[str, str]) -> tuple[Hit, ...]:
    """The hits that answer: the best, and those that fit nearly as well.

    Args:
        query: what is asked; asked how, a measure goes before a target line.
        hits: the best first.
        kinds: kind of each clause by its id.
    """
    if not hits:
        return ()
    doing = [hit for hit in hits if kinds.get(hit.clause_id) in _DOING]
    if query.expects in ("text", "actor") and doing and doing[0].score >= DOING * hits[0].score:
        hits = (doing[0], *(hit for hit in hits if hit is not doing[0]))
    best = hits[0].score
    return tuple(hit for hit in hits if hit.score >= SECOND * best)[:MOST_CLAUSES] if best > 0 else hits[:1]


def related_targets(
    query: Query,
    hits: tuple[Hit, ...],
    tree: Tree,
    rows: Iterable[Indicator],
    is_rare: Callable[[str], bool],
) -> tuple[Clause, ...]:
    """Target lines of the same section that speak of the matter of a measure, in the plan's order.

    Where the line of one group of people would be told, and the question names none, so are those of the others (初中生
    beside 小学生): some of them alone would pass for all.

    Args:
        query: what is asked; only where a measure is asked for are targets told beside it.
        hits: those that are told, the best first.
        tree: the plan's clauses.
        rows: the plan's indicators.
        is_rare: whether a word names a matter; lines that share one with the measure's title belong to it.
    """
    best = tree.clauses[hits[0].clause_id] if hits else None
    if best is None or best.kind != "measure" or query.expects not in ("text", "open") or query.yes_no:
        return ()
    section = tree.clauses[best.parent].parent
    matters = [word for word in segmented(fold_known(best.title)) if len(word) > 1 and is_rare(word)]
    found = []
    for clause in tree.clauses.values():
        if clause.kind == "target" and clause.id.startswith(f"{section}."):
            text = fold_known(clause.text)
            if any(word in text for word in matters):
                found.append(clause.id)
    told = {*found[:MOST_TARGETS], *(hit.clause_id for hit in hits)}
    beside = set(found[:MOST_TARGETS]) | (set() if query.populations else _of_others(told, rows))
    return tuple(clause for clause in tree.clauses.values() if clause.id in beside)


def _of_others(told: Collection[str], rows: Iterable[Indicator]) -> set[str]:
    """The lines of all groups of people whose shared target has some of its lines among those that are told."""
    lines: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.population:
            lines.setdefault((row.goal or "", shared_name(row)), set()).add(row.clause_id)
    return {
        line for group in lines.values() if not group.isdisjoint(told) and len(group) > 1 for line in group
    }


def tell(
    query: Query,
    hits: tuple[Hit, ...],
    evidence: Evidence,
    glosses: Mapping[str, str],
    related: tuple[Clause, ...] = (),
    cover: Callable[[str], float] | None = None,
) -> Draft:
    """The draft for the clauses of some hits: where it stands, then the sentences, then related targets.

    Args:
        query: what is asked.
        hits: of the clauses to tell, the best first.
        evidence: the clauses.
        glosses: English titles by id.
        related: target lines to tell beside.
        cover: share of the question's words that a folded text has; with it a sentence is left out that has clearly fewer
            of them, under its title, than the one that fits best.
    """
    beside = {clause.id for clause in related}
    hits = tuple(hit for hit in hits if hit.clause_id not in beside)
    clauses = {clause.id: clause for clause in evidence.clauses}
    made: list[Sentence] = []
    citations: list[Citation] = []
    parts = _parts(query, hits, clauses)
    if cover is not None:
        parts = _answering(parts, cover)
    parts = _together([_with_alike(query, part) for part in parts])
    if cover is not None and query.yes_no:
        parts = [_fullest_first(part, cover) for part in parts]
    for part in parts:
        made += _with_lead(part.clause, part.spans, citations, query.lang, glosses)
    if len(parts) == 1 and len(made) > 2 and query.lang == "zh" and _is_whole(parts[0].clause, made):
        made[0] = replace(made[0], text=f"{made[0].text.rstrip('：')}，共 {len(made) - 1} 条：")
    if related:
        lines = [
            line
            for clause in related
            for line in _with_lead(clause, ((0, 0),), citations, query.lang, glosses)
        ]
        made += [Sentence(_RELATED[query.lang]), *lines]
    return Draft(tuple(made), tuple(citations))


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause, the sentences of it that are told, and how well each of its sentences fits."""

    clause: Clause
    spans: tuple[Span, ...]
    fits: Mapping[Span, float]


def _fullest_first(part: _Part, cover: Callable[[str], float]) -> _Part:
    """A clause with the sentence first that has clearly more of the question's words than the one that stood there."""
    if len(part.spans) < 2:
        return part
    held = {span: cover(fold_known(part.clause.text[slice(*span)])) for span in part.spans}
    first = max(part.spans, key=lambda span: held[span])
    if held[first] - held[part.spans[0]] < FEWER:
        return part
    return replace(part, spans=(first, *(span for span in part.spans if span != first)))


def _together(parts: Iterable[_Part]) -> list[_Part]:
    """The same, the sentences of one clause told under it once."""
    left: dict[str, _Part] = {}
    for part in parts:
        before = left.get(part.clause.id)
        spans = tuple(dict.fromkeys((*(before.spans if before else ()), *part.spans)))
        left[part.clause.id] = replace(part, spans=tuple(sorted(spans)) if before else spans)
    return list(left.values())


def _parts(query: Query, hits: tuple[Hit, ...], clauses: Mapping[str, Clause]) -> list[_Part]:
    """What is told of each clause: beside the best one, only what fits as well as what is told of it."""
    best = max((cosine for hit in hits[:1] for _, _, cosine in hit.sentences), default=0.0)
    parts = []
    for n, hit in enumerate(hits):
        clause = clauses[hit.clause_id]
        fits = {(start, end): cosine for start, end, cosine in hit.sentences}
        spans = _telling(query, hit, clause)
        if n and len(spans) > 1:
            near = [span for span in spans if fits.get(span, -1.0) >= best - NEARLY]
            spans = tuple(near) or (max(spans, key=lambda span: fits.get(span, -1.0)),)
        parts.append(_Part(clause, spans, fits))
    return parts


def _answering(parts: Sequence[_Part], cover: Callable[[str], float]) -> list[_Part]:
    """The same without the sentences that have clearly fewer of the question's words than the one that fits best.

    Those of the clause that was found first are held against the best of that clause: it may say the same in other words.
    So the best of each clause stays, as do lines that are told whole. What stands under a title that has the words has
    them, too.
    """
    weighed = [_weighed(part, cover) for part in parts]
    best = _fitting_best(one for own in weighed for one in own.values())
    left = []
    for at, (part, own) in enumerate(zip(parts, weighed, strict=True)):
        first = _fitting_best(own.values())
        fit, most = best if at else first
        off = {
            span
            for span, (near, has) in own.items()
            if most - has >= FEWER and fit - near >= FARTHER and (near, has) != first
        }
        left.append(replace(part, spans=tuple(span for span in part.spans if span not in off)))
    return left


# What kind of thing is listed (要健全哪几项制度, 有哪些工程).
_KIND_ASKED = lazy(r"(?:哪些|(?:哪几|几)[项个种类条样套])(?P<kind>[\u4e00-\u9fff]{2})")


def _with_alike(query: Query, part: _Part) -> _Part:
    """A clause with all sentences that each open with one of the kind that is asked for, where several of those told do (健全…制度，…)."""
    asked = _KIND_ASKED.search(query.text)
    if asked is None or len(part.spans) < FEWEST_ALIKE:
        return part

    def opens(span: Span) -> bool:
        return _STOPS.split(part.clause.text[slice(*span)], maxsplit=1)[0].endswith(asked["kind"])

    if sum(map(opens, part.spans)) < FEWEST_ALIKE:
        return part
    told = {*part.spans, *filter(opens, _after_title(part.clause))}
    return replace(part, spans=tuple(sorted(told)))


def _weighed(part: _Part, cover: Callable[[str], float]) -> dict[Span, tuple[float, float]]:
    """How well each sentence of a clause fits, and the share of the question's words that it has under its title."""
    if part.clause.kind in _WHOLE:
        return {}
    title, text = part.clause.title, part.clause.text
    return {
        span: (part.fits[span], cover(fold_known(f"{title}\n{text[slice(*span)]}")))
        for span in part.spans
        if span in part.fits
    }


def _fitting_best(weighed: Iterable[tuple[float, float]]) -> tuple[float, float]:
    return max(weighed, key=lambda one: one[0] + COVERS * one[1], default=(0.0, 0.0))


def _is_whole(clause: Clause, made: list[Sentence]) -> bool:
    """Whether every sentence of a clause is told, under a line that says where it stands."""
    rest = _after_title(clause)
    return bool(clause.title) and len(made) - 1 in (len(rest), len(_without_notes(clause, rest)))


def tell_sentences(places: Iterable[tuple[Clause, tuple[int, int]]]) -> Draft:
    """The draft for single sentences of clauses, word for word, each cited."""
    citations: list[Citation] = []
    made = tuple(_cited(clause, start, end, citations) for clause, (start, end) in places)
    return Draft(made, tuple(citations))


def tell_spans(
    places: Iterable[tuple[Clause, tuple[int, int]]], lang: Language, glosses: Mapping[str, str]
) -> Draft:
    """The draft for single sentences of clauses, those of one clause together under where it stands."""
    spans: dict[str, tuple[Clause, list[tuple[int, int]]]] = {}
    for clause, span in places:
        spans.setdefault(clause.id, (clause, []))[1].append(span)
    citations: list[Citation] = []
    made: list[Sentence] = []
    for clause, own in spans.values():
        made += _with_lead(clause, tuple(sorted(own)), citations, lang, glosses)
    return Draft(tuple(made), tuple(citations))


def tell_whole(ids: Iterable[str], evidence: Evidence, lang: Language, glosses: Mapping[str, str]) -> Draft:
    """The draft for clauses that were named by their place: all that they say."""
    clauses = {clause.id: clause for clause in evidence.clauses}
    made: list[Sentence] = []
    citations: list[Citation] = []
    for clause in (clauses[clause_id] for clause_id in ids):
        if clause.kind == "heading":
            made.append(_cited(clause, *_title_span(clause), citations))
            continue
        told = _with_lead(clause, _after_title(clause), citations, lang, glosses)
        if clause.title and len(told) > 1:  # the title is part of what stands there
            citations.append(citation_at(len(citations) + 1, clause, *_title_span(clause)))
            told[0] = replace(told[0], citations=(citations[-1].n,))
        made += told
    return Draft(tuple(made), tuple(citations))


def with_place(told: Draft, clause: Clause, lang: Language) -> Draft:
    """A draft with the headings before it under which its first clause stands."""
    above = " ＞ ".join(PRINTED.sub("", part).strip() for part in clause.path[1:] or clause.path)
    if not above:
        return told  # the beginning of a plan stands under nothing
    numbers = next((s.citations for s in told.sentences if s.citations), ())
    text = f"Its place in the plan: {above}." if lang == "en" else f"所在部分：{above}。"
    return replace(told, sentences=(Sentence(text, numbers[:1]), *told.sentences))


def place_of(told: Draft, clause: Clause, lang: Language) -> Draft:
    """A draft with a line before it that says where a clause stands: the headings above it and its own name, as printed.

    The line cites what names the clause. Nothing is said of what stands under nothing and has no name.
    """
    own = _own_name(clause)
    places = " ＞ ".join(re.sub(r"\s+", "", part) for part in (*clause.path, own) if part)
    if not places:
        return told
    citation = citation_at(max((c.n for c in told.citations), default=0) + 1, clause, *_named_span(clause))
    text = f"Its place in the plan: {places}." if lang == "en" else f"所在部分：{places}。"
    return Draft((Sentence(text, (citation.n,)), *told.sentences), (*told.citations, citation))


def _own_name(clause: Clause) -> str:
    """Number and title of a clause, as they are printed; a line behind a dash has neither.

    The number is enough where a long title is all that the clause says.
    """
    if clause.number and not _COUNTED.search(clause.number):
        return ""
    goes_on = len(sentences(clause.text)) > 1
    return clause.number + (clause.title if goes_on or len(clause.title) <= _LONGEST_NAME else "")


def count_of(told: Draft, heading: Clause, count: int, lang: Language) -> Draft:
    """A draft with how many parts a heading has, behind its first sentence."""
    name = _bare(heading)
    citation = citation_at(max((c.n for c in told.citations), default=0) + 1, heading, 0, len(heading.text))
    text = (
        f"{_above_en(heading)}「{name}」 has {count} parts."
        if lang == "en"
        else f"{_above(heading)}「{name}」共 {count} 条。"
    )
    first, *rest = told.sentences
    return Draft((first, Sentence(text, (citation.n,)), *rest), (*told.citations, citation))


def _named_span(clause: Clause) -> tuple[int, int]:
    """The beginning of a clause, number and title; the first sentence where neither names it."""
    own = _own_name(clause)
    title = own.removeprefix(clause.number)
    end = clause.text.find(title) + len(title) if title else len(clause.number)
    return (0, end) if own and clause.number and end > 0 else sentences(clause.text)[0]


def tell_titles(clauses: Iterable[Clause], *, numbered: bool = False) -> Draft:
    """The draft for the titles of clauses that were named by their place, with their printed numbers if these are wanted."""
    citations: list[Citation] = []
    spans = [(clause, *_title_span(clause)) for clause in clauses]
    made = [_cited(clause, 0 if numbered else start, end, citations) for clause, start, end in spans]
    return Draft(tuple(made), tuple(citations))


def deny_place(asked: str, heading: Clause | None, lang: Language, count: int = 0) -> Draft:
    """The draft that there is no such place, and how many parts the heading has that it was looked for under.

    Args:
        asked: the place in the asker's words; it is an echo and is shown as such.
        heading: what has the parts, or None where the count is told elsewhere.
        lang: language of the frame.
        count: how many parts it has.
    """
    asked = asked[:MOST_ECHO]
    lead = f"The plan has no 「{asked}」" if lang == "en" else f"规划里没有「{asked}」"
    at = lead.index("「") + 1
    echo = ((at, at + len(asked)),)
    stop = "." if lang == "en" else "。"
    if heading is None:
        return Draft((Sentence(lead + stop, (), echo),), ())
    name = _bare(heading)
    citation = citation_at(1, heading, 0, len(heading.text))
    said = (
        f": {_above_en(heading)}「{name}」 has {count} parts"
        if lang == "en"
        else f"：{_above(heading)}「{name}」共 {count} 条"
    )
    return Draft((Sentence(lead + said + stop, (1,), echo),), (citation,))


def _above(heading: Clause) -> str:
    """The heading above a label (儿童与健康的), for a label alone does not say which."""
    return f"{PRINTED.sub('', heading.path[-1])}的" if heading.path and not heading.number else ""


def _of_en(heading: Clause) -> str:
    return f" of 「{PRINTED.sub('', heading.path[-1])}」" if heading.path and not heading.number else ""


def _above_en(heading: Clause) -> str:
    return f"under 「{PRINTED.sub('', heading.path[-1])}」, " if heading.path and not heading.number else ""


def list_parts(
    heading: Clause, parts: tuple[Clause, ...], lang: Language, glosses: Mapping[str, str]
) -> Draft:
    """The draft for the parts of a heading: how many there are, then each by its title."""
    citations: list[Citation] = []
    made = [glossed(_cited(part, *_title_span(part), citations), part, lang, glosses) for part in parts]
    name = _bare(heading)
    headings = all(part.kind == "heading" for part in parts)
    unit, unit_en = (
        ("章", "chapters")
        if heading.kind == "title"
        else ("个部分", "parts")
        if headings
        else ("条", "parts")
    )
    if lang == "en":
        gloss = f" ({glosses[heading.id]})" if heading.id in glosses else ""
        lead = f"Under 「{name}」{gloss}{_of_en(heading)} the plan has {len(parts)} {unit_en}:"
    else:
        lead = f"{_above(heading)}「{name}」共 {len(parts)} {unit}："
    number = citation_at(len(citations) + 1, heading, 0, len(heading.text))
    citations.append(number)
    return Draft((Sentence(lead, (number.n,)), *made), tuple(citations))


def glossed(title: Sentence, clause: Clause, lang: Language, glosses: Mapping[str, str]) -> Sentence:
    """The title of a clause as it is told: to an English reader with its English title behind it, where there is one.

    A title with a figure (5岁以下) stays a whole quote, so that it is held against the source as such.
    """
    plain = lang == "en" and not any(character.isdigit() for character in title.text)
    gloss = glosses.get(clause.id, "") if plain else ""
    return replace(title, text=f"{title.text.rstrip('。：:')} ({gloss}).") if gloss else title


def joined(*drafts: Draft) -> Draft:
    """Several drafts as one, their citations numbered through."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for draft in drafts:
        before = len(citations)
        citations += [replace(citation, n=citation.n + before) for citation in draft.citations]
        sentences += [replace(s, citations=tuple(n + before for n in s.citations)) for s in draft.sentences]
    return Draft(tuple(sentences), tuple(citations))


def count_parts(
    headings: tuple[Clause, ...], counts: Mapping[str, int], lang: Language, *, lines: bool = False
) -> Draft:
    """The draft for several headings: how many parts there are in all, and under each.

    Args:
        headings: of one label, or several.
        counts: number of parts by id of the heading.
        lang: language of the frame.
        lines: whether it is not the parts that are counted but the lines under them.
    """
    citations = tuple(citation_at(n, heading, 0, len(heading.text)) for n, heading in enumerate(headings, 1))
    numbers = tuple(citation.n for citation in citations)
    made = [Sentence(_count_lead(headings, sum(counts.values()), lang, lines=lines), numbers)]
    same = len({_bare(heading) for heading in headings}) == 1
    for heading, citation in zip(headings, citations, strict=True):
        place = PRINTED.sub("", heading.path[-1]) if same and heading.path else _bare(heading)
        count = counts[heading.id]
        above = "" if same or lang == "en" else _above(heading)
        text = f"「{place}」 has {count} parts." if lang == "en" else f"{above}「{place}」：共 {count} 条。"
        made.append(Sentence(text, (citation.n,)))
    return Draft(tuple(made), citations)


def _count_lead(headings: tuple[Clause, ...], total: int, lang: Language, *, lines: bool) -> str:
    """What is counted in all: the parts of a label, those of one section, or those of the plan."""
    labels = {_bare(heading) for heading in headings}
    above = {heading.path[-1:] for heading in headings}
    name = ""
    if len(labels) == 1:
        name = _bare(headings[0])
    elif len(above) == 1 and headings[0].path:
        name = PRINTED.sub("", headings[0].path[-1])
    if lang == "en":
        kind = " (its lines)" if lines else ""
        return f"The plan has {total} parts{f' under 「{name}」' if name else ''}{kind}:"
    return f"规划{f'的「{name}」' if name else ''}{'下的细项' if lines else ''}共 {total} 条："


def _bare(heading: Clause) -> str:
    """A heading without its number and its colon."""
    return PRINTED.sub("", heading.text).strip().rstrip("：:。")


def _title_span(clause: Clause) -> tuple[int, int]:
    """The first sentence of a clause, without its number: what names it."""
    start, end = sentences(clause.text)[0]
    mark = PRINTED.match(clause.text[start:end])
    return start + (mark.end() if mark else 0), end


def _with_lead(
    clause: Clause,
    spans: tuple[tuple[int, int], ...],
    citations: list[Citation],
    lang: Language,
    glosses: Mapping[str, str],
) -> list[Sentence]:
    if clause.kind in _WHOLE or len(spans) == 0:
        start, end = 0, len(clause.text)
        mark = PRINTED.match(clause.text)
        return [_cited(clause, mark.end() if mark else start, end, citations)]
    told = [_cited(clause, start, end, citations) for start, end in spans]
    title = clause.title or (PRINTED.sub("", clause.path[-1]) if clause.path else "")
    if not title or (not clause.title and len(sentences(clause.text)) == 1):
        return told
    where = PRINTED.sub(
        "", next((label for label in clause.path[1:2]), clause.path[0] if clause.path else "")
    )
    if lang == "en":
        gloss = f" ({glosses[clause.id]})" if clause.title and clause.id in glosses else ""
        lead = f"The plan says under 「{title}」{gloss}:"
    else:
        place = f"（{where}）" if where and where != title else ""
        lead = f"规划在「{title}」{place}中写明："
    return [Sentence(lead, told[0].citations), *told]


def _after_title(clause: Clause) -> tuple[tuple[int, int], ...]:
    """The sentences of a clause without the one that is its title; a title alone is told."""
    spans = sentences(clause.text)
    return spans[1:] if clause.title and len(spans) > 1 else spans


def _telling(query: Query, hit: Hit, clause: Clause) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences that answer, in the clause's order; the rule first where yes or no is asked."""
    spans = whole = _after_title(clause)
    if query.expects not in ("actor", "date") and not _ON_NOTES.search(query.text):
        spans = _without_notes(clause, spans) or spans
    notes = len(whole) - len(spans)
    fits = {(start, end): cosine for start, end, cosine in hit.sentences}
    if query.expects == "value":
        spans = tuple(s for s in spans if _may_tell(query, clause.text[s[0] : s[1]])) or spans
    known = [span for span in spans if span in fits]
    if len(spans) + notes <= SHORT or not known:
        told = spans
    else:
        best = max(fits[span] for span in known)
        told = tuple(span for span in spans if fits.get(span, -1.0) >= best - NEARLY)
    if query.yes_no and len(told) > 1:
        rules = [span for span in told if _RULE.search(clause.text[span[0] : span[1]])]
        first = max(rules or told, key=lambda span: fits.get(span, -1.0))
        told = (first, *(span for span in told if span != first))
    return told


# Words of a question that a note on who does what by when answers.
_ON_NOTES = lazy(
    r"负责|牵头|责任|配合|单位|部门|时限|期限|谁|\b(?:departments?|who|bod(?:y|ies)|leads?|responsib\w+|deadlines?)\b"
)


def _without_notes(clause: Clause, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences that are not wholly notes on who does them (（市水务局牵头）)."""
    return tuple(span for span in spans if not _is_note(clause.text[slice(*span)]))


def _is_note(text: str) -> bool:
    return sum(note.end - note.start for note in notes_in(text)) == len(text.strip()) > 0


def _may_tell(query: Query, sentence: str) -> bool:
    """Whether a sentence has a figure, or says how often where that is asked."""
    return bool(find_quantities(sentence)) or says_how_often(query.units, sentence)


def _cited(clause: Clause, start: int, end: int, citations: list[Citation]) -> Sentence:
    """A sentence of a clause, said as it stands there, with its own citation."""
    start += len(clause.text[start:end]) - len(clause.text[start:end].lstrip())
    citation = citation_at(len(citations) + 1, clause, start, end)
    citations.append(citation)
    return Sentence(as_printed(clause.text[start:end]), (citation.n,))


def as_printed(text: str) -> str:
    """A text without the blanks that print sets around digits; the columns of a table stay apart (22 25 is not 2225)."""
    columns = _COLUMNS.search(text) or (len(text.split()) >= _FEWEST_CELLS and not _STOPS.search(text))
    return " ".join(text.split()) if columns else re.sub(r"\s+", "", text)
