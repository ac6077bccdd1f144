"""What a question asks: its typos corrected, a number that it states taken as the question which that number answers."""

from __future__ import annotations

from dataclasses import replace

from assistant.counts_stated import Counted, Part, counted, granted, several_counted
from assistant.examples import as_list
from assistant.framing import told as heard
from assistant.knowledge import Knowledge
from assistant.lexicon import fold
from assistant.patterns import lazy
from assistant.places import asks_beside, read_item
from assistant.places import read as read_places
from assistant.places.position import asks_number, asks_place, without_place
from assistant.question import understand
from assistant.records import NO_QUESTION, Query
from assistant.run import SEARCHED, Run
from assistant.tabular import read_table as read_table_question
from assistant.tabular.mixed import in_chinese
from assistant.tabular.pointed import asks_rank
from assistant.tabular.spoken import ASKING_WORD

_QUOTED = lazy(r"[“「『\"《]")

_SHORTEST_TITLE = 3  # characters up to which a title may be any word


_WHICH = lazy(r"哪|谁|\bwhich\b|\bwhat\b")
_HEAD = lazy(r"的(?:那|这)?(?:些|几个)?大?(?:领域|板块|主要目标|目标|部分|章)[？?。]?$")


def read(known: Knowledge, run: Run) -> str:
    """What a question asks; read again with its typos corrected where words are left over."""
    asked = _reworded(known, run)
    query = understand(asked, known.catalog)
    wondered = query.text.endswith("?") and (
        query.expects == "open" or not ASKING_WORD.search(query.text[:-1])
    )  # 一共十条原则？
    if (
        (query.confirms or query.yes_no or wondered or heard(query.text) or _grants(known, query.text))
        and not (run.asks_place and asks_number(fold(run.question)))
        and (claim := counted(query.text))
        and not (_asks_which(query) and _sizes_groups(known, query.text))
        and not _computes(known, query.text)
        and _is_counted(known, claim.question)
    ):
        if each := _said_of_each(known, query.text, claim):
            run.claims = each
        elif len(_domains_of(known, claim)) < 2 or _IN_ALL.search(query.text):
            run.claim = claim  # how many there are is asked, and held against what was stated
        run.query = replace(understand(claim.question, known.catalog), lang=run.lang)
        return claim.question
    if query.confirms and (several := several_counted(query.text)) and _counts_apart(known, several.question):
        run.claims = several.parts
        run.query = replace(understand(several.question, known.catalog), lang=run.lang)
        return several.question
    misread = query.task not in NO_QUESTION and (query.unexplained or not query.names)
    if misread and len(query.text) <= 2 * SEARCHED:
        text, corrections = known.speller.correct(query.text)
        corrected = understand(text, known.catalog) if corrections else query
        if corrections and not (corrected.actual and not query.actual):  # what nobody asked is no typo of it
            query = replace(corrected, corrections=corrections)
    run.query = replace(query, lang=run.lang)
    names = "、".join(run.query.names)
    return f"{names}（{'、'.join(run.query.populations)}）" if run.query.populations else names


def _reworded(known: Knowledge, run: Run) -> str:
    """The question without a number of examples, and without the place that it asks for.

    The place is told beside whatever the rest is answered with.
    """
    text = fold(run.question)
    question = run.question
    if (chinese := in_chinese(text, known.table)) != text:
        question = text = chinese
    if asks_rank(text) and (table := read_table_question(text, known.table)) and table.placed:
        return question  # its place among figures, not in the plan
    if asks_beside(text):
        return question  # what stands beside it, not where it stands
    named = bool(_QUOTED.search(text)) or any(
        len(title) > _SHORTEST_TITLE and title in text for title in known.tree.titles
    )
    named = named or (asks_number(text) and read_item(text, known.tree, known.catalog.lexicon) is not None)
    left = without_place(text, named=named)
    run.asks_place = asks_place(text) or left != text or (named and asks_number(text))
    left = as_list(left)
    return question if left == text else left


def _asks_which(query: Query) -> bool:
    """Whether what is asked for is said: 哪些领域的主要目标超过六条, 主要目标超过六条的领域, not 主要目标超过六条."""
    return query.expects != "open" or bool(_WHICH.search(query.text) or _HEAD.search(query.text))


def _sizes_groups(known: Knowledge, text: str) -> bool:
    """Whether a number of things says how large the groups are that are asked for (措施不少于14条的领域), and is no claim."""
    table = read_table_question(text, known.table)
    return table is not None and bool(table.sizes) and len(table.domains) != 1 and not table.unexplained


def _computes(known: Knowledge, text: str) -> bool:
    """Whether a number of things only tells of how many something is made (三个近视率加起来是184%, 在92条里占百分之几)."""
    table = read_table_question(text, known.table)
    if table is None or table.unexplained:
        return False
    return table.operation in (("sum", "average") if table.source == "indicators" else ("share",))


def _grants(known: Knowledge, text: str) -> bool:
    """Whether a question takes a number of indicators for granted, which nothing else of what it asks depends on."""
    claim = counted(text) if granted(text) else None
    asked = read_table_question(text, known.table) if claim else None
    again = read_table_question(claim.question, known.table) if claim else None
    if asked is None or again is None or asked.operation == "group":
        return False  # what is counted by group is something else (11个主要目标里哪个细项最多)
    return replace(asked, limit=None) == replace(again, limit=None)  # how many there are lists them all


# What sums up several domains, or says that there are no others.
_IN_ALL = lazy(
    r"共|合计|总|加|合起来|一起|\b(?:altogether|in (?:total|all)|together|combined|between them)\b"
)
_ONLY = lazy(r"只有|仅有?|唯有|就只|\bonly\b")


def _domains_of(known: Knowledge, claim: Counted) -> tuple[str, ...]:
    """The domains that a stated number is said of."""
    table = read_table_question(claim.question, known.table)
    return table.domains if table is not None else ()


def _said_of_each(known: Knowledge, text: str, claim: Counted) -> tuple[Part, ...]:
    """A number that is stated of several domains, each by itself (家庭和法律保护都有5个目标): one for each."""
    domains = _domains_of(known, claim)
    if len(domains) < 2 or claim.operator != "=" or _IN_ALL.search(text) or _ONLY.search(text):
        return ()
    return tuple(Part(claim.asked, claim.number, title, "") for title in domains)


def _counts_apart(known: Knowledge, text: str) -> bool:
    """Whether a question asks for several counts of clauses."""
    table = read_table_question(text, known.table)
    apart = table is not None and table.source == "clauses" and table.operation in ("group", "difference")
    return apart and table is not None and not table.unexplained


def _is_counted(known: Knowledge, text: str) -> bool:
    """Whether a question for a number is one over the table or the plan's make-up."""
    table = read_table_question(text, known.table)
    if (
        table is not None
        and table.operation in ("count", "list")
        and not (table.unexplained or table.choices)
    ):
        return True
    asked = read_places(text, known.tree, known.catalog.lexicon)
    return asked is not None and bool(asked.headings)
