"""The answer from the clauses that fit, or what is told beside a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.aged import on_other_side
from assistant.anchoring import anchored
from assistant.asked import KINDS_COUNTED, lists_counted
from assistant.charging import asks_of_domain, tell_who
from assistant.clause_sufficiency import BESIDE, fits, holds_value, is_doubtful, judge_clauses
from assistant.compose import ASKS_PLACE, Composed, compose, with_lacking
from assistant.framing import frames
from assistant.gathering import gather
from assistant.how_often import says_how_often
from assistant.knowledge import Knowledge
from assistant.lexicon import cut_words, fold_known, stem
from assistant.linking import (
    MEASURED,
    NAMES_MATTER,
    TIMES,
    Words,
    counted_noun,
    other_subject,
    shares_nothing,
)
from assistant.matter_terms import OF_PLANS
from assistant.numerals import AGES, find_quantities
from assistant.patterns import lazy
from assistant.premises import premise_of_clauses
from assistant.quoting import FEWER, MOST_CLAUSES, chosen, place_of, related_targets, tell
from assistant.records import Draft, Evidence, Hit, Query, Sentence
from assistant.run import Run
from assistant.searching.finding import Found, elsewhere, fitting, on_whom, reranked, words_of
from assistant.searching.other_measures import is_of_other_measure
from assistant.searching.paid import is_other_sum, money_missing, on_money
from assistant.searching.past import held_to_year
from assistant.searching.stated import claim_of
from assistant.sufficiency import Judgement
from assistant.tasks_asked import GENERIC
from assistant.unnamed import Unnamed, unnamed

NEARLY_ALL = 0.8  # the same, of a sentence that lists what is counted
LEAST_RARE = 5.0  # rarity of a word (one passage in some 150) that alone tells what a question is about
LEAST_LACKING = 6.5  # the same of a word without which what is told is not sure to be about the question
SURELY_SAID = 0.75  # of the fitted probability: the clauses found surely say what is asked
MOST_BESIDE = 2  # sentences told beside a refusal
LEAST_NAMING = 3.0  # the same of a word that stands nearly alone (one passage in some 20)
LEAST_SAID_ALL = 3.5  # rarity that one of several words has without which their sentence may be of any matter
TERSE = 14  # characters up to which a question is its matter and little else (近视防控怎么做)


def tell_or_list(known: Knowledge, run: Run, found: Found) -> str:
    """Answer from the clauses that fit; where none says what is asked, list what speaks of it, if a list is asked for."""
    asked = replace(run.query)
    told = tell_clauses(known, run, found)
    if run.judgement.status == "answered":
        return told
    refused = run.query, run.judgement, run.evidence, run.composed
    run.query = asked
    if gathered := gather(known, run, refused=True):
        return gathered
    run.query, run.judgement, run.evidence, run.composed = refused
    return told


def tell_clauses(known: Knowledge, run: Run, found: Found) -> str:
    """Tell the sentences that answer, or judge that none does; the first clauses found, for the event."""
    if run.query.strangers and run.query.expects != "value" and not run.query.figures:
        others = tuple(
            s for s in run.query.strangers if not _is_part(known, s) or _is_singled_out(run.query, s)
        )
        run.query = replace(run.query, strangers=others)
    found = on_whom(known, run.query, found)
    hits = _ordered(known, run, found)
    best = on_money(known, run.query, hits, _gather_evidence(known, run, found, hits))
    related = related_targets(
        run.query, best, known.tree, known.rows.values(), known.clause_index.occurrences.is_rare
    )
    if related:
        clauses = tuple(dict.fromkeys((*run.evidence.clauses, *related)))
        run.evidence = replace(run.evidence, clauses=clauses)
    whole = tell(run.query, best, run.evidence, known.titles, related)
    told, lacking = _judge_told(known, run, found, whole)
    if run.judgement.status == "answered":
        run.query = replace(run.query, task="clause")
        if run.query.expects == "actor":
            return tell_who(known, run, found.text, best, told)
        if told is whole and _asks_one_thing(run.query) and not run.goes_on:
            cover = known.clause_index.coverage.covering(found.text)
            told = tell(run.query, best, run.evidence, known.titles, related, cover)
        told = held_to_year(known, run, best) or told if told is whole else told
        run.composed = _composed(known, run, told, lacking)
        if ASKS_PLACE.search(run.query.text) and best:
            place = known.tree.clauses[best[0].clause_id]
            placed = place_of(run.composed.draft, place, run.query.lang)
            run.composed = replace(run.composed, draft=placed)
    elif run.judgement.detail in BESIDE and run.query.expects != "actor":
        run.composed = _beside(known, run, found, hits)
    return "、".join(hit.clause_id for hit in hits[:3])


def _asks_one_thing(query: Query) -> bool:
    """Whether some of the sentences found can be all that is asked for.

    A list wants all, a claim is held against each, a figure or a year may stand in any, and what two parts ask, or what is
    named side by side (烫着、摔下来), stands in different sentences.
    """
    if (
        query.expects not in ("open", "text")
        or query.confirms
        or query.figures
        or query.years
        or "、" in query.text
        or frames(query.text)
    ):
        return False
    return sum(bool(_ASKS.search(part)) for part in _PARTS.split(query.text)) < 2


_PARTS = lazy(r"[，,。；;？?！!]+")
_ASKS = lazy(
    r"[哪啥谁咋怎]|多少|什么|如何|[吗么]$|([\u4e00-\u9fff])[不没]\1|有没有|\b(?:how|what|which|who|when|where|why)\b"
)


def _ordered(known: Knowledge, run: Run, found: Found) -> tuple[Hit, ...]:
    """The hits, those with the rare words of what is asked first, or in the order of the reranker that is set."""
    if known.reranker is not None:
        return reranked(known.reranker, run.question, found.hits, known.tree)
    return anchored(known, run.query, found.hits)


def _gather_evidence(known: Knowledge, run: Run, found: Found, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Keep what was found as evidence; the hits that are told."""
    clauses = tuple(known.tree.clauses[hit.clause_id] for hit in hits)
    run.evidence = Evidence(
        hits=hits, clauses=clauses, support=found.support, glosses=known.glosses, period=run.evidence.period
    )
    best = fitting(known, run.query, chosen(run.query, hits, known.kinds))
    if known.reranker is not None:  # which has an order of its own
        return best
    return best + elsewhere(known, run.query, found, best)


def _judge_told(known: Knowledge, run: Run, found: Found, told: Draft) -> tuple[Draft, tuple[Unnamed, ...]]:
    """Judge whether what would be told answers; the draft that does, and what is asked about that the plan lacks."""
    texts = tuple(s.text for s in told.sentences)
    terse = len(run.query.text) <= TERSE and run.query.expects == "text"
    named = _names_matter(known, run.query, texts, terse=terse) or _says_all(known, run.query, texts)
    lacks = bool(_lacking(known, run.query, texts, LEAST_LACKING))
    of_others = run.query.lang == "zh" and not _is_for(known, run.query.text)
    run.judgement = judge_clauses(
        run.query,
        run.evidence,
        texts,
        known.thresholds,
        named=named,
        terse=terse,
        lacks=lacks,
        of_others=of_others,
        of_people=any(m.values("population") for m in known.catalog.lexicon.scan(run.query.text)),
    )
    if run.judgement.reason == "out_of_scope" and asks_of_domain(known, run.query):
        run.judgement = Judgement(
            "answered", None, "clauses"
        )  # 法律保护这块谁牵头: nothing but a domain is named
    if run.judgement.status == "answered" and _is_of_other_age(known, run):
        run.judgement = Judgement("abstained", "not_in_plan", "near_miss")
    listing = _listing(known, run, told)
    if listing is not None:
        told, run.judgement = listing, Judgement("answered", None, "clauses")
    lacking = _unnamed(known, run)
    if _is_lacking(known, run, lacking, named=named):
        run.judgement = Judgement("abstained", "not_in_plan", "unnamed")
        strange = tuple(t.said for t in lacking if not t.is_kind and (t.is_topic or t.is_short))
        run.query = replace(run.query, strangers=strange)
    if run.judgement.status == "answered" and (missing := money_missing(known, run.query, told)):
        run.judgement = Judgement("abstained", "not_in_plan", missing)
    if run.judgement.status == "answered" and is_other_sum(run.query, texts):
        run.judgement = Judgement("abstained", "not_in_plan", "money")
    if run.judgement.status == "answered" and _is_of_neighbours(known, run):
        run.judgement = Judgement("abstained", "not_in_plan", "not_told")
    asks_figure = run.query.expects == "value" and listing is None
    if (
        run.judgement.status == "answered"
        and asks_figure
        and _figure_of_other_kind(known, run, lacking, texts)
    ):
        run.judgement = Judgement("abstained", "not_in_plan", "no_value")
    if run.judgement.status == "answered" and asks_figure and _is_of_another(known, run, found, texts):
        run.judgement = Judgement("abstained", "not_in_plan", "no_indicator")
    by_name = run.query.lang == "zh" or known.names_in_english
    if (
        run.judgement.status == "answered"
        and asks_figure
        and by_name
        and is_of_other_measure(run.query, texts)
    ):
        run.judgement = Judgement("abstained", "not_in_plan", "no_value")
    return told, lacking


def _figure_of_other_kind(
    known: Knowledge, run: Run, lacking: tuple[Unnamed, ...], texts: tuple[str, ...]
) -> bool:
    """Whether a figure is asked of a thing of which the plan has the kind only, and no sentence with one speaks of that (手机玩几小时)."""
    held = [fold_known(text) for text in texts if holds_value(run.query, text)]
    kinds = [known.clause_index.widen(thing.said) for thing in lacking if thing.is_kind]
    return any(not any(form in text for form in forms for text in held) for forms in kinds)


def _is_of_other_age(known: Knowledge, run: Run) -> bool:
    """Whether what fits best is a target of children on the other side of the age that the question says (over three, 3岁以下)."""
    if not run.evidence.hits or run.query.expects not in ("open", "value"):
        return False
    first = known.tree.clauses[run.evidence.hits[0].clause_id]
    return first.kind == "target" and on_other_side(run.query.text, fold_known(first.text))


def _is_for(known: Knowledge, text: str) -> bool:
    """Whether a question names those for whom the plan is by its title, or a part of them, by any of their names."""
    if any(m.values("population") and _is_part(known, m.text) for m in known.catalog.lexicon.scan(text)):
        return True
    title = fold_known(known.plan.meta.title)
    said = (*known.clause_index.to_words(text), *known.lay_words.widened(text, lambda term: False))
    return any(len(word) > 1 and word in title for word in said)


# 给初中女生免费打, 对男孩有没有专门规定: what is for them alone, which what is said of all is not.
_FOR_THEM = lazy(r"(?:给|为|对|向|只|针对|面向|专门|仅)[^，,。；;？?]{0,4}$")


def _is_singled_out(query: Query, said: str) -> bool:
    """Whether a question asks what there is for some people alone."""
    return _FOR_THEM.search(query.text[: max(query.text.find(said), 0)]) is not None


def _is_part(known: Knowledge, said: str) -> bool:
    """Whether people are a part of those for whom the plan is by its title (女童 of 儿童): what it says of all is theirs.

    A figure of all is none of theirs.
    """
    whole = [word for word in cut_words(fold_known(known.plan.meta.title)) if len(word) == 2]
    groups = (names for names in known.catalog.lexicon.people.values() if said in names)
    return any(len(n) == 2 and n[1] == word[1] for names in groups for n in names for word in whole)


def _names_matter(known: Knowledge, query: Query, texts: tuple[str, ...], *, terse: bool) -> bool:
    """Whether the part that asks has a word so rare that what would be told is surely on it.

    Without a story around it what was fitted knows better, and a doubted list is gathered from every place.
    """
    told_apart = query.expects != "list" and len(query.asking) < len(query.text)
    least = LEAST_NAMING if terse else LEAST_RARE
    flat = fold_known("".join(texts))
    asking = query.asking if _says_matter(known, query.asking) else _without_people(known, query.text)
    return (terse or told_apart) and known.clause_index.coverage.names_matter(asking, flat, least=least)


def _without_people(known: Knowledge, text: str) -> str:
    """A question without the people whom it names, of whom the sentences told need not speak (老人带娃)."""
    for mention in known.catalog.lexicon.scan(text):
        if mention.values("population"):
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _says_matter(known: Knowledge, asking: str) -> bool:
    """Whether the part that asks says what about; 有人教不 leaves that to what was told before it."""
    return any(len(word) > 1 for word in known.clause_index.coverage.to_content(asking))


def _says_all(known: Knowledge, query: Query, texts: tuple[str, ...]) -> bool:
    """Whether one sentence that would be told has every word of the part that asks, and there are several, not all common.

    One word is enough where it is rare, the plan's own, and all that the question names.
    """
    words = [word for word in known.clause_index.coverage.to_content(query.asking) if len(word) > 1]
    rare = max(map(known.clause_index.occurrences.rarity, words), default=0.0)
    if (
        len(words) == 1 and query.asking == query.text
    ):  # 要建母婴室吗: a rare word of the plan, and nothing else
        return rare >= LEAST_RARE and any(words[0] in fold_known(text) for text in texts)
    return (
        len(words) > 1
        and rare >= LEAST_SAID_ALL
        and any(not _lacking(known, query, (text,)) for text in texts)
    )


# What names the document itself.
_OF_DOCUMENT = lazy(r"规划|计划|纲要|方案|文件|政策|plan|document|programme")


def _lacking(known: Knowledge, query: Query, texts: tuple[str, ...], least: float = 0.0) -> tuple[str, ...]:
    """The words of the part that asks that what would be told has in no form; what plans are made of is no such word.

    A part that only asks (规划允许吗) names nothing: what is asked of stands before it.
    """
    words = known.clause_index.coverage.to_content(query.asking)
    asking = query.asking if any(not _OF_DOCUMENT.fullmatch(word) for word in words) else query.text
    found = known.clause_index.coverage.lacking(asking, fold_known("".join(texts)), least)
    return tuple(word for word in found if not OF_PLANS.fullmatch(word))


def _is_of_another(known: Knowledge, run: Run, found: Found, texts: tuple[str, ...]) -> bool:
    """Whether the figures that would be told are those of another subject than a question for a figure names."""
    words = words_of(known, run.query, found)
    if run.query.units & AGES and _tells_definition_alone(run.query, texts):
        return True
    above = [
        label for clause in run.evidence.clauses[:MOST_CLAUSES] for label in (*clause.path, clause.title)
    ]
    flat = fold_known("".join((*texts, *above)))
    if _counts_other(known, run.query, words, flat):
        return True
    if run.query.lang == "en" and _times_other(known, run.query, texts):
        return True
    of_time = bool(run.query.units & TIMES) and run.query.lang == "zh"
    if _tells_other_lay_matter(known, words, flat):
        return True
    return (of_time and _times_nothing_of(run, words, texts, flat)) or other_subject(words, flat)


_DEFINES_WHOM = lazy(r"所称[^，,。；;]{1,12}是指")


def _tells_definition_alone(query: Query, texts: tuple[str, ...]) -> bool:
    """Whether the only age that would be told is that of those whom the plan is for (免票到几周岁): none of the matter asked."""
    held = [text for text in texts if not text.endswith(("：", ":")) and holds_value(query, text)]
    return bool(held) and all(_DEFINES_WHOM.search(text) for text in held)


def _times_nothing_of(run: Run, words: Words, texts: tuple[str, ...], flat: str) -> bool:
    """Whether no sentence with a time shares a word with what a question asks the time of, be it by the labels above it (写作业几小时).

    Where all its words stand beside that sentence, they only say where or who (学校一天得动多久).
    """
    held = [
        fold_known("".join((text, *clause.path, clause.title)))
        for text in texts
        for clause in run.evidence.clauses[:MOST_CLAUSES]
        if text in re.sub(r"\s+", "", clause.text) and holds_value(run.query, text)
    ]
    long = [word for word in words.content if len(word) > 1]
    if all(words.stands_in(word, flat) for word in long):
        # 手机: what stands only by another name (电子产品) is what the time is asked of, so that of another sentence is none of its
        other = [word for word in long if word not in flat and words.forms.get(word)]
        apart = bool(other) and not any(words.stands_in(word, text) for word in other for text in held)
        return apart or shares_nothing(words, flat)
    return all(shares_nothing(words, text) for text in held)


# How many hours of screen time: what a length of time is of.
_TIME_OF_EN = lazy(
    r"\bhow (?:many|much) (?:hours|minutes|days|time)(?: (?:a|per|each) day)? of (?P<what>(?:[a-z'-]+ ){1,3}?)"
    r"(?:is|are|do|does|did|should|must|can|may|will|would|has|have|per|a|each|every|for|at|in)\b"
)
_NO_KIND_EN = frozenset({"time", "daily", "day", "the", "a", "total"})


def _times_other(known: Knowledge, query: Query, texts: tuple[str, ...]) -> bool:
    """Whether the times that would be told are of nothing that an English question asks the length of."""
    match = _TIME_OF_EN.search(query.text)
    words = [word for word in match["what"].split() if word not in _NO_KIND_EN] if match else []
    timed = [fold_known(text) for text in texts if holds_value(query, text)]
    forms = [form for word in words for form in known.clause_index.widen(word)]
    return bool(words) and not any(form in text for form in forms for text in timed)


def _tells_other_lay_matter(known: Knowledge, words: Words, flat: str) -> bool:
    """Whether an everyday phrase names the matter of a row (不长个儿: 生长迟缓) that a text does not have."""
    terms = [long for ts in words.lay.values() if (long := [t for t in ts if len(t) > NAMES_MATTER])]
    names = [fold_known(row.name) for row in known.rows.values()] if terms else []
    named = [ts for ts in terms if any(term in name for term in ts for name in names)]
    return any(not any(term in flat for term in ts) for ts in named)


def _counts_other(known: Knowledge, query: Query, words: Words, flat: str) -> bool:
    """Whether what a question counts (几名护士, how many dentists) is nothing that a text has; a kind of thing may be told in any words."""
    counted = counted_noun(query.text)
    if (
        len(counted) < 2
        or counted in MEASURED
        or KINDS_COUNTED.search(query.text)
        or OF_PLANS.fullmatch(counted)
    ):
        return False
    if query.lang == "en":
        index = known.clause_index
        forms = index.coverage.meanings(query.text).get(stem(counted), ()) or index.widen(counted)
        return bool(forms) and not any(form in flat for form in forms)
    return not words.stands_in(counted, flat)


def _composed(known: Knowledge, run: Run, told: Draft, lacking: tuple[Unnamed, ...]) -> Composed:
    """What is told, what it puts right before it, and what of the question the plan does not have."""
    said, support = known.thresholds.said, run.evidence.support
    fitted = fits(support, said) if said is not None and support is not None else 0.0
    numbered = bool(find_quantities(run.query.text)) or says_how_often(run.query.text)
    sure = fitted >= SURELY_SAID and numbered
    checked = premise_of_clauses(run.query, told, claim_of(known, run.query, sure=sure))
    composed = Composed(checked[1], checked[0]) if checked else Composed(told)
    return with_lacking(
        composed, tuple(t.said for t in lacking if t.is_kind or t.is_short or t.is_made_up), run.query.lang
    )


# Things side by side; as many as are counted.
_ENUMERATED = lazy(r"[^，。；：、]{2,}(?:、[^，。；：、]{2,}){1,}(?:、|和|与|及|以及)[^，。；：、]{2,}")


def _listing(known: Knowledge, run: Run, told: Draft) -> Draft | None:
    """The sentence told that lists what a question counts (孤儿安置渠道有几种): it has nearly all its words, and things side by side.

    Where it is doubted that the clauses say what is asked, the things must be named by what is counted (几个组: 监测组和评估组).
    """
    query = run.query
    if run.judgement.detail not in ("no_value", "not_told", "roster"):
        return None
    if query.actual or query.foreign_place or query.foreign_year:
        return None
    kinds = run.judgement.detail == "no_value" and bool(KINDS_COUNTED.search(query.text))

    def lists(sentence: Sentence) -> bool:
        of_kinds = kinds and _ENUMERATED.search(sentence.text) is not None
        return of_kinds or lists_counted(query.text, sentence.text)

    words = _words_beside_kinds(known, query)
    found = [
        s
        for s in told.sentences
        if s.citations
        and lists(s)
        and known.clause_index.coverage.cover(words, fold_known(s.text)) >= NEARLY_ALL
    ]
    return Draft((found[0],), told.citations) if found else None


def _words_beside_kinds(known: Knowledge, query: Query) -> str:
    """The words of the part that asks, without those that count."""
    text = KINDS_COUNTED.sub(" ", query.asking)
    return " ".join(w for w in known.clause_index.to_words(text) if len(w) > 1 and not GENERIC.fullmatch(w))


def _unnamed(known: Knowledge, run: Run) -> tuple[Unnamed, ...]:
    """What is asked about and the plan has in no form, where it would be told or missed; who does it may be anything."""
    told = run.judgement.status == "answered" or run.judgement.detail in ("not_said", "not_told")
    if not told or run.query.expects == "actor":
        return ()
    return unnamed(run.query, run.question, known.plan_words)


def _is_lacking(known: Knowledge, run: Run, things: tuple[Unnamed, ...], *, named: bool) -> bool:
    """Whether the clauses found are surely on neighbours of what is asked, and no answer."""
    doubted = not named and is_doubtful(run.evidence.support, known.thresholds)
    things = tuple(thing for thing in things if not thing.is_kind)
    return any(t.is_short or t.is_counted or (doubted and t.is_topic) for t in things)


_PLACE_OF = lazy(
    r"[\u4e00-\u9fff]{2}之[家窗角友](?!中|[一二三]|[庭长])"
)  # 妇女之家 is no matter of 妇女 alone


def _is_of_neighbours(known: Knowledge, run: Run) -> bool:
    """Whether a question on a plan without sayings asks about a place named after people (妇女之家) that it does not have."""
    plain = known.thresholds.said is None and run.query.expects not in ("actor", "definition")
    return plain and any(name not in known.catalog.vocabulary for name in _PLACE_OF.findall(run.query.asking))


def _beside(known: Knowledge, run: Run, found: Found, hits: tuple[Hit, ...]) -> Composed:
    """That the plan does not say what is asked, and the sentences on the matter that have most of its words."""
    refused = compose(run.query, run.evidence, run.judgement, known.plan.meta, known.today().year)
    cover = known.clause_index.coverage.covering(found.text)
    told = tell(replace(run.query, expects="open"), hits[:1], run.evidence, known.titles, cover=cover)
    titles = (known.tree.clauses[hit.clause_id].title for hit in hits[:1])
    if run.query.lang == "zh" and not cover(
        fold_known("".join((*titles, *(s.text for s in told.sentences))))
    ):
        return refused  # nothing of what is asked stands there
    return beside_refusal(refused, told, run.query, cover)


def beside_refusal(
    refused: Composed, told: Draft, query: Query, cover: Callable[[str], float] | None = None
) -> Composed:
    """A refusal with what the plan says of the matter below it: the sentences that have most of its words; none with figures.

    An age that says whom a sentence is about (3周岁以下婴幼儿父母育儿假) is no figure, but where an age is asked for.
    """
    plain = frozenset() if AGES & {*query.units} else AGES
    told_of = [s for s in told.sentences if s.citations and not s.text.endswith(("：", ":"))]
    said = [s for s in told_of if not any(f.unit not in plain for f in find_quantities(s.text))]
    if not said:
        return refused
    held = [cover(fold_known(s.text)) if cover else 0.0 for s in said]
    said = [s for s, has in zip(said, held, strict=True) if max(held) - has < FEWER][:MOST_BESIDE]
    cited = {citation.n: citation for citation in told.citations}
    citations = tuple(replace(cited[s.citations[0]], n=n) for n, s in enumerate(said, 1))
    quoted = tuple(replace(s, citations=(n,)) for n, s in enumerate(said, 1))
    lead = "Nearest to it, the plan says:" if query.lang == "en" else "规划里最接近的内容是："
    sentences = (*refused.draft.sentences, Sentence(lead), *quoted)
    return replace(refused, draft=Draft(sentences, citations))
