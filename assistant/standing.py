"""Where a question says that a matter stands in the plan (近视写在教育领域，对吗; 规划没提校车吧), held against the plan.

    stated_place(text, domains)    the domain that a statement puts its matter into, and the statement without it
    put_in_place(known, run, hold) the answer with where the matter stands before it

Every clause of the plan is looked through before it is said that a matter does not stand in a domain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.compose import Composed
from assistant.framing import unframed
from assistant.knowledge import Knowledge
from assistant.leading import cited, lead, take
from assistant.lexicon import fold_known
from assistant.matter import named_in
from assistant.matter_terms import OF_PLANS
from assistant.mentions import Matter, Mention, mentions, place_of
from assistant.numbered_item import numbered, says_number
from assistant.patterns import lazy
from assistant.places.order import asks_order
from assistant.records import NO_QUESTION, Clause, Draft, Language
from assistant.run import Run
from assistant.supposed import asks_whether_met
from assistant.tagging import pos_tags, tagged

LONGEST: Final = 80  # characters of a question that is looked through
_ASKS_RIGHT = lazy(r"[吗吧么嘛][?？。!]*$|是不是|是否|对不对")
_ASKS_WHETHER = lazy(r"有没有|有无|还是|哪|\bwhich\b|\bor\b")
# What puts a matter into a part of the plan, before the part's name and behind it.
_BEFORE = (
    r"(?:(?:写|放|列|归|算|排|摆|划|编)(?:在|到|进|入|为|于|作|成)了?|(?:归|属)于?|出自|见于|来自|收在|(?<![不就还可但只])是|在"
    r"|\b(?:is|are|stands?|belongs?|listed|falls?|comes?|put|placed|part|found)\b(?: (?:in|under|to|within|of|from|into))*(?: the)?|\b(?:under|in) the)"
)
_BEHIND = (
    r"(?:(?:这|那)(?:一|个|一个)?)?(?:大?领域|大?板块|大?部分|篇章?|章节?|一?块儿?|方面)(?:里头?|里面|中|下面?|当中)?(?:的)?(?:目标|指标|措施|任务|内容|条款|规定|事儿?|要求|东西)?"
    r"| (?:domain|chapter|section|part|area|heading)\b"
)
_SURE_BEFORE = lazy(r"^(?!(?:在|是)$)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement that a matter stands in a domain.

    Attributes:
        domains: titles of the domains; more than one where the asker's words may mean either.
        asked: the domain in the asker's words.
        rest: the folded statement without the domain.
    """

    domains: tuple[str, ...]
    asked: str
    rest: str


def stated_place(text: str, domains: Mapping[str, tuple[str, ...]]) -> Placed | None:
    """The domain that a folded statement puts its matter into; None where it names none, or several side by side.

    Args:
        text: the question.
        domains: names by which each domain is spoken of, by its title.
    """
    titles = {name.lower(): title for title, names in domains.items() for name in names}
    if not titles or asks_order(text):
        return None
    one = "|".join(sorted(map(re.escape, titles), key=len, reverse=True))
    named = re.compile(
        rf"(?P<before>{_BEFORE})?\s*[\"“「]?(?P<name>(?:{one})+)[\"”」]?(?P<behind>{_BEHIND})?(?:里头?|里面|中)?"
    )
    found = [m for m in named.finditer(text) if m["behind"] or _is_put(m["before"], text[m.end() :])]
    if len(found) != 1:
        return None
    match = found[0]
    asked = re.match(
        rf"(?:{re.escape(match['name'])})(?:大?领域|大?板块|大?部分|篇章?|章节?| (?:domain|chapter|section|part|area))?",
        text[match.start("name") :],
    )
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip()
    parts = re.findall(one, match["name"])
    return Placed(tuple(titles[part] for part in parts), asked.group() if asked else match["name"], rest)


def _is_put(before: str | None, after: str) -> bool:
    """Whether a word that puts something into a part stands before a bare name of it, and nothing goes on with the name."""
    ends = re.match(r"\s*(?:里|中|的?[,，。?？!]|吧|吗|么|对|是|$|right)", after)
    return bool(before and _SURE_BEFORE.match(before) and ends)


def put_in_place(known: Knowledge, run: Run, hold: Callable[[Knowledge, str, Language], Run]) -> None:
    """Tell first where a matter stands that a question puts somewhere; all is as before where it puts nothing.

    Args:
        known: what is known of the plan.
        run: the question, with its draft.
        hold: answers a statement as a question of its own.
    """
    query = run.query
    if query.task in NO_QUESTION or len(query.text) > LONGEST or run.claim or query.foreign_place:
        return
    table = query.table if run.judgement.detail == "table" else None
    if table is not None and table.without is not None:
        return  # whether there are others (除了自来水，环境领域还有别的指标吗) puts nothing anywhere
    if table is not None and table.operation not in ("list", "count"):
        return  # what it states is how counts or figures are to one another (教育领域的措施比福利的多一条)
    if not _is_stated(query.text, confirms=query.confirms):
        return
    if run.judgement.reason == "out_of_scope" and says_number(query.text):
        _hold_number(known, run)
    if run.judgement.reason not in (None, "not_in_plan"):
        return
    placed = stated_place(query.text, known.matter_words.domains)
    if placed is not None:
        told = run.composed
        _hold_place(known, run, placed, hold)
        if run.composed is told and says_number(query.text):
            _hold_number(known, run)
    elif says_number(query.text) and _hold_number(known, run):
        return
    elif absent := _said_to_be_absent(known, run):
        lead(run, cited(absent), _found_sentence(run.lang, place_of(absent.clause)), "")


def _hold_number(known: Knowledge, run: Run) -> bool:
    """Tell first what the item of a number is, where it is said to be something; whether that is sure."""
    found = numbered(run.query.text, known) if run.lang == "zh" else None
    if found is None or found.agrees is None:
        return False
    title = (found.item.title or found.item.text).strip("—。 ")
    mention = _headed(found.item, title)
    if mention is None:
        return False
    asked = "" if found.agrees else found.said
    text = (
        f"是的，该处写的是「{title}」。"
        if found.agrees
        else f"不是，该处写的是「{title}」，不是「{asked}」。"
    )
    other = _headed(found.titled, found.titled.title) if found.titled and asked else None
    if asked and run.judgement.detail == "table":
        run.composed = Composed(
            Draft((), ())
        )  # a list of what the place has is about the place that is denied
        run.evidence = replace(run.evidence, table=None, sql=None, found=(), clauses=())
    lead(run, cited(mention), text, asked, (cited(other),) if other else ())
    return True


def _headed(clause: Clause, title: str) -> Mention | None:
    """The title of a clause; of a heading with its number, which says where it is."""
    at = clause.text.find(title)
    return None if at < 0 else Mention(clause, 0 if clause.kind == "heading" else at, at + len(title))


def _is_stated(text: str, *, confirms: bool) -> bool:
    return (confirms or bool(_ASKS_RIGHT.search(text))) and not _ASKS_WHETHER.search(unframed(text))


# --- in a domain -----------------------------------------------------------------------------------


def _hold_place(
    known: Knowledge, run: Run, placed: Placed, hold: Callable[[Knowledge, str, Language], Run]
) -> None:
    bare = re.sub(r"[,，。?？!！\s]+", " ", unframed(placed.rest)).strip()
    if not bare:
        return
    terms = _whole(bare, named_in(bare, run.lang, known.matter_words), known)
    held = hold(known, placed.rest, run.lang)
    if held.judgement.status != "answered":
        held = hold(known, bare, run.lang)
    if not terms and not held.query.names:
        return
    there = _standing(known, terms, placed.domains)
    first = _titled(known, bare) or _first_place(held, terms) or _standing(known, terms, ())
    if first is None:
        return
    place = place_of(first.clause)
    rows = held.evidence.indicators
    right = place in placed.domains or (there is not None and (not rows or _has_all(there, bare)))
    if right and run.judgement.status == "answered" and not _only_place(bare):
        return  # what else it states is what is asked
    if right and says_number(run.query.text):
        return  # which one of the domain it is, is stated, too
    if right:
        at = first if place in placed.domains else there or first
        own = (first,) if rows and place not in placed.domains else ()
        if held.composed.premise is None:
            _confirm_place(run, held, at, _beside(known, terms, placed, run.query.text, own))
        return
    take(run, held, cited(first), _placed_sentence(run.lang, place, placed.asked), placed.asked)


_ONLY = lazy(
    r"(?:只|仅仅?|光|单单?|全部?|都|统统)(?:是|就)?(?:写|放|列|归|算|属|在|出现|提)|\b(?:only|solely|just|all of it|entirely)\b"
)
_MOST_PLACES = 4  # told beside the one that is stated


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where else a matter stands, one sentence for each domain, and whether a statement says that it stands nowhere else."""

    mentions: tuple[Mention, ...]
    denied: bool


def _beside(
    known: Knowledge,
    terms: tuple[tuple[str, ...], ...],
    placed: Placed,
    text: str,
    own: tuple[Mention, ...],
) -> _Elsewhere:
    """The other domains: all that speak of a matter where it is said to stand in one alone, else those with a title on it.

    Those whose own rows it is come first.
    """
    only = bool(_ONLY.search(text))
    found = {place_of(mention.clause): mention for mention in own}
    for mention in mentions(Matter(terms, every=True), known.tree.clauses.values()) if terms else ():
        place, title = place_of(mention.clause), fold_known(_title_above(mention.clause))
        titled = all(any(form in title for form in forms) for forms in terms)
        inside = place in known.matter_words.domains and place not in placed.domains
        if inside and (only or titled) and place not in found:
            found[place] = mention
    return _Elsewhere(tuple(found.values())[:_MOST_PLACES], only)


def _has_all(mention: Mention, statement: str) -> bool:
    """Whether a sentence has all that is stated, in the same words."""
    return fold_known(statement).strip() in fold_known(mention.clause.text[mention.start : mention.end])


def _title_above(clause: Clause) -> str:
    """The title of a clause, or of the goal that it is a line of."""
    return clause.title or (clause.path[-1] if clause.path else "")


def _confirm_place(run: Run, held: Run, at: Mention, other: _Elsewhere) -> None:
    place, places = place_of(at.clause), [place_of(m.clause) for m in other.mentions]
    if places and other.denied:
        text = _not_alone_sentence(run.lang, place, places)
    else:
        text = _placed_sentence(run.lang, place, None, places)
    take(run, held, cited(at), text, "", tuple(cited(m) for m in other.mentions))


LEAST_WHOLE: Final = 4  # characters in a row that a statement shares with the plan, to be a name in it


def _whole(text: str, terms: tuple[tuple[str, ...], ...], known: Knowledge) -> tuple[tuple[str, ...], ...]:
    """The terms; those that a longer piece of the statement holds which the plan has are that piece (儿童友好城市, and no city)."""
    runs = [
        run
        for match in _HAN.finditer(text)
        for run in _runs(match.group(), known.matter_words.vocabulary)
        if not known.matter_words.is_common(run)
    ]
    whole = (next((r for r in runs if any(f in r for f in forms)), "") for forms in terms)
    return tuple(dict.fromkeys((run,) if run else forms for run, forms in zip(whole, terms, strict=True)))


_HAN = lazy(r"[\u3400-\u9fff]+")


def _runs(text: str, vocabulary: str) -> tuple[str, ...]:
    """Pieces of a text that stand in the plan, the longest first."""
    pieces = {text[a:b] for a in range(len(text)) for b in range(a + LEAST_WHOLE, len(text) + 1)}
    return tuple(sorted((p for p in pieces if p in vocabulary), key=len, reverse=True))


def _titled(known: Knowledge, text: str) -> Mention | None:
    """The clause whose whole title a statement has."""
    clauses = known.tree.clauses.values()
    found = [c for c in clauses if len(c.title) > LEAST_WHOLE and fold_known(c.title) in text and c.path]
    at = found[0].text.find(found[0].title) if found else -1
    return Mention(found[0], at, at + len(found[0].title)) if at >= 0 else None


def _only_place(bare: str) -> bool:
    """Whether nothing but the place is stated."""
    return not re.search(r"[0-9%‰]", bare)


def _standing(
    known: Knowledge, terms: tuple[tuple[str, ...], ...], domains: tuple[str, ...]
) -> Mention | None:
    """The first sentence that holds all terms, in some domains (in any where none is given)."""
    if not terms:
        return None
    found = mentions(Matter(terms, every=True), known.tree.clauses.values(), domains)
    placed = [mention for mention in found if mention.clause.path]  # the preamble has no heading to name
    return placed[0] if placed else None


def _first_place(held: Run, terms: tuple[tuple[str, ...], ...]) -> Mention | None:
    """What is cited first for the statement without its place: of rows named, else of a clause that has a term of it."""
    draft = held.composed.draft
    if held.judgement.status != "answered" or not draft.citations:
        return None
    clauses = {clause.id: clause for clause in held.evidence.clauses}
    numbers = [n for sentence in draft.sentences for n in sentence.citations]
    cited = {citation.n: citation for citation in draft.citations}
    first = next((cited[n] for n in numbers if n in cited and cited[n].clause_id in clauses), None)
    if first is None:
        return None
    clause = clauses[first.clause_id]
    at = clause.text.find(first.quote)
    if at < 0:
        return None
    flat = fold_known(clause.text + clause.title)
    if not held.evidence.indicators and not all(any(form in flat for form in forms) for forms in terms):
        return None
    return Mention(clause, at, at + len(first.quote))


# --- nowhere ---------------------------------------------------------------------------------------

_ABSENT = lazy(
    r"只字(?:未|没|不)(?:提|写|说)|(?:一个字|半个字|一句|一笔)(?:都|也)?没(?:有)?(?:提|写|说)(?:过|到)?|(?:找|查|看|搜)不[着到见](?:关于|有关)?(?=[\u4e00-\u9fff]{2,12}(?:内容|字眼|说法|条款|规定)?$)"
    r"|(?:根本|压根儿?|完全|从来|一点都|都|也|就|并)?(?:没(?:有)?|未|不)(?:提到|提及|提过|提(?![供高升倡议前醒拔])|写到|写进|写|说到|说|讲到|讲|涉及|包括|包含|列入|列)(?:过|了)?(?!清|明|错|对|定)"
    r"|(?:根本|压根儿?|完全|从来|一点都?|都|也|就|并)?没(?:有)?(?:管|顾|关注|考虑)(?:过|到|上|着)?(?![理制控用])"
    r"|没有?(?=[\"“「《\u4e00-\u9fff]{2,12}[\"”」》]?$)"
    r"|\b(?:does not|doesn't|never|do not|don't) (?:mention|speak of|cover|include|deal with|say anything (?:about|on))\b"
)


_WHETHER_OR_NOT = lazy(r"([\u4e00-\u9fff])没\1")  # 达没达到要求 asks

_ASKS_MORE = lazy(
    r"谁|哪|啥|什么|多少|几|怎|咋|如何|数值|数字|具体|部门|单位|电话|[钱元]|\b(?:who|which|what|how|when|where|figure|number|amount)\b"
)


def _said_to_be_absent(known: Knowledge, run: Run) -> Mention | None:
    """Where a matter stands of which a question states that the plan does not have it; None where that is not so plain."""
    bare = re.sub(r"[吧吗么嘛,，。?？!！\s]+$", "", unframed(run.query.text).strip())
    match = _ABSENT.search(bare)
    if match is None or _WHETHER_OR_NOT.search(bare) or asks_whether_met(run.query.text):
        return None  # 那就是没达标喽: a target is said to be missed, nothing to be absent
    if re.match(r"\s*(?:不|没|禁止)", bare[match.end() :]):
        return None  # 没说不支持: what is not denied
    rest = f"{bare[: match.start()]} {bare[match.end() :]}".strip()
    if _ASKS_MORE.search(rest):
        return None  # 没写由谁负责: not the matter is said to be absent, but what is asked of it
    if heading := _heading_in(known, rest):
        return heading
    terms = named_in(rest, run.lang, known.matter_words)
    words = [w for w in known.clause_index.to_words(rest) if len(w) > 1 and not OF_PLANS.fullmatch(w)]
    held = {form for forms in terms for form in forms}
    held |= {synonym.said for synonym in known.lay_words.said_in(rest) if not synonym.narrow}
    plain = all(
        _is_held(known, word, held, run.lang)
        for word in words
        if word not in ("规划", "大庆市", "大庆", "plan")
    )
    plain = plain and not _goes_on(rest, held)
    return _standing(known, terms, ()) if terms and plain else None


# What a word may have behind a form of what the plan has, and be the same (近视率, 犬类).
_SUFFIXES = frozenset("率类事儿们性化者人")


def _is_held(known: Knowledge, word: str, held: Collection[str], lang: Language) -> bool:
    """Whether a word of a statement is of what the plan has, or tells of nothing (校园贷 is more than 校园, HPV a thing)."""
    if word in "".join(held) or any(word == form + last for form in held for last in _SUFFIXES):
        return True
    texts = (known.plan_words.vocabulary, known.plan_words.sayings)
    if any(form in word for form in held) and any(word in text for text in texts):
        return True
    foreign = word.isascii() and lang == "zh"
    return not foreign and pos_tags(word)[0][0] not in "nvab"


def _goes_on(text: str, held: Collection[str]) -> bool:
    """Whether one more character makes another thing of what the plan has (校园贷)."""
    ends = {text.find(form) + len(form) for form in held if form in text}
    return any(
        start in ends and end == start + 1 and tag[0] in "nvg" and text[start] not in _SUFFIXES
        for start, end, tag in tagged(text)
    )


def _heading_in(known: Knowledge, text: str) -> Mention | None:
    """A domain that a text names by its whole title."""
    titles = [title for title in known.matter_words.domains if title in text]
    heads = [c for c in known.tree.clauses.values() if c.kind == "heading" and c.title in titles]
    return Mention(heads[0], 0, len(heads[0].text)) if heads else None


# --- what is said ----------------------------------------------------------------------------------


def _not_alone_sentence(lang: Language, place: str, places: list[str]) -> str:
    others = "」「".join(places)
    return (
        f"No, this stands not only under 「{place}」, but also under 「{others}」."
        if lang == "en"
        else f"不是，这项内容不只写在「{place}」，还写在「{others}」。"
    )


def _placed_sentence(lang: Language, place: str, asked: str | None, places: Sequence[str] = ()) -> str:
    others = "」「".join(places)
    if others and lang == "en":
        return f"Yes, this stands under 「{place}」, and also under 「{others}」."
    if others:
        return f"是的，这项内容写在「{place}」，「{others}」里也有专门的条款。"
    if lang == "en":
        return (
            f"No, this stands under 「{place}」, not under 「{asked}」."
            if asked
            else f"Yes, this stands under 「{place}」."
        )
    return (
        f"不是，这项内容写在「{place}」，不是写在「{asked}」。"
        if asked
        else f"是的，这项内容写在「{place}」。"
    )


def _found_sentence(lang: Language, place: str) -> str:
    return (
        f"No, the plan has this, under 「{place}」."
        if lang == "en"
        else f"不是，规划里有这项内容，写在「{place}」。"
    )
