"""The search step: where the table does not answer, the tree or the clauses may.

search(known, run)    a row likened, the parts of a heading, a place, or the clauses that fit
"""

from __future__ import annotations

from dataclasses import replace

from assistant.bodies_ranked import tell_most, tell_of_role
from assistant.charging import (
    claims_body,
    only_mentioned,
    tell_body,
    tell_of_places,
    tell_plan,
)
from assistant.clause_sufficiency import OPEN
from assistant.entitled import entitle
from assistant.gathering import gather, gather_word
from assistant.knowledge import Knowledge
from assistant.lexicon import fold
from assistant.paper import tell_of_paper
from assistant.patterns import lazy
from assistant.places import Asked, names_place, read_item, read_title
from assistant.places import read as read_places
from assistant.places.position import asks_number
from assistant.records import NO_QUESTION, TableQuery
from assistant.responsible import ActorWord
from assistant.run import Run
from assistant.searching.based import asks_change, tell_base
from assistant.searching.boxes import tell_boxes
from assistant.searching.clauses import tell_or_list
from assistant.searching.defined import tell_defined
from assistant.searching.finding import UNLINKED, find
from assistant.searching.funding import tell_funding
from assistant.searching.grouped import tell_group
from assistant.searching.held import hold_claim
from assistant.searching.likened import choose, liken
from assistant.searching.narrowed import tell_narrowed
from assistant.searching.of_part import tell_of_part
from assistant.searching.other_measures import with_value
from assistant.searching.past import put_year_right, tell_of_year
from assistant.searching.tree import answer_from_tree
from assistant.searching.unlisted import asks_tasks_of, name_body, refuse_body, unlisted
from assistant.table_asked import ASKS_MOST
from assistant.tasks_asked import asks_tasks


def _is_plain_list(table: TableQuery | None) -> bool:
    """Whether the table only lists rows or clauses, so that what the clauses say on their matter may answer better."""
    return table is not None and table.operation == "list" and not (table.order or table.wordings)


_SUPERLATIVE = lazy(r"最[高低大小多少严松宽紧长短]|\b(?:high|low|large|small|long|short|strict|loose)est\b")


# 在哪些领域提到他们: where a matter stands, not which domains there are.
_WHERE_SAID = lazy(
    r"(?:哪[些几]?个?|什么|啥)大?(?:领域|章节?|板块)(?:里|中|都|还|也|分别|又|曾)*(?:有?[提说讲写谈](?:到|及|过|了)|涉及|关注|照顾|管)"
    r"|\b(?:which|what) (?:domains?|areas?|chapters?|parts?)(?: of (?:the|this) plan)? (?:all |also )*(?:mention|speak|talk|deal|address|cover|say|touch)"
)


def _ranks_figures(run: Run) -> bool:
    """Whether the table answers which figure is the highest (家庭领域哪项最高), so that 哪项 asks for no place in a list."""
    table = run.query.table if run.judgement.detail == "table" else None
    if table is not None and table.source == "clauses" and table.operation in ("difference", "ratio"):
        return True  # 教育和福利哪个领域目标多
    ranked = table is not None and table.source == "indicators" and bool(table.order)
    return ranked and bool(_SUPERLATIVE.search(run.query.text))


def _item_named(known: Knowledge, run: Run) -> Asked | None:
    """What is named whose place is asked for, by its whole title, or by a piece of it in the part of the plan that is named."""
    lexicon, asked = known.catalog.lexicon, fold(run.question)
    named = read_title(run.query.text, known.tree, lexicon)
    return named or (read_item(asked, known.tree, lexicon) if asks_number(asked) else None)


def search(known: Knowledge, run: Run) -> str:
    """Where the table does not answer, see whether the tree or the clauses do; a body that is not named is told."""
    if run.is_heeded or run.query.task in NO_QUESTION:
        return _search(known, run)
    bodies = unlisted(known, run)
    if run.judgement.detail in OPEN and asks_tasks_of(known, run, bodies):
        return refuse_body(known, run, bodies)
    found = _search(known, run)
    name_body(known, run, bodies)
    return found


def _search(known: Knowledge, run: Run) -> str:
    """What the tree or the clauses answer."""
    if run.is_heeded:
        return ""
    if run.narrows:
        return tell_narrowed(known, run, run.narrows)
    if run.asks_place and not _ranks_figures(run) and (named := _item_named(known, run)):
        return answer_from_tree(known, run, named)
    if run.query.task not in NO_QUESTION and (told := entitle(known, run)):
        return told
    if run.query.task not in NO_QUESTION and (based := tell_base(known, run)):
        return based
    if run.judgement.detail == "place" and (placed := tell_of_part(known, run)):
        return placed
    if run.judgement.detail == "year":
        if tell_of_paper(known, run):
            return run.judgement.status
        if told := tell_of_year(known, run):
            return told
    if run.query.foreign_year and run.judgement.detail in OPEN and (told := put_year_right(known, run)):
        return told
    if run.judgement.detail == "table":
        return gather(known, run) if _is_plain_list(run.query.table) else ""
    if run.query.task not in NO_QUESTION and (boxes := tell_boxes(known, run)):
        return boxes
    is_open = run.judgement.detail in OPEN or _is_no_list(run)
    if is_open and tell_of_paper(known, run):
        return run.judgement.status
    if is_open and (defined := tell_defined(known, run)):
        return defined
    if is_open and (funding := tell_funding(known, run)):
        return funding
    if is_open and tell_plan(known, run):
        return "、".join(clause.id for clause in run.evidence.clauses)
    if is_open and (grouped := tell_group(known, run)):
        return grouped
    strict = run.judgement.detail not in OPEN
    if strict and (titled := _titled(known, run)):
        return answer_from_tree(known, run, titled)
    if run.query.task not in NO_QUESTION and (gathered := gather(known, run, within=True)):
        return gathered
    if run.query.task not in NO_QUESTION and (not strict or names_place(run.query.text)):
        said = run.query.unexplained and _WHERE_SAID.search(run.query.text)
        asked = (
            None if said else read_places(run.query.text, known.tree, known.catalog.lexicon, strict=strict)
        )
        if run.query.expects == "actor" and (told := _who_at_place(known, run)):
            return told
        if asked is not None:
            return answer_from_tree(known, run, asked)
    if is_open and ASKS_MOST.search(run.query.text):
        return tell_most(known, run)
    if is_open and (told := tell_of_role(known, run)):
        return told
    if is_open and (actors := asks_tasks(known, run.query)):
        return _mentioned(known, run, actors) or tell_body(known, run, actors)
    if is_open and known.names_in_english:
        run.query = with_value(run.query)
    if gathered := gather(known, run):
        return gathered
    if is_open and run.query.confirms and hold_claim(known, run):
        return "、".join(run.query.names)
    if is_open and claims_body(known, run.query):
        run.query = replace(run.query, expects="actor")
    more = run.query.unexplained or run.query.aside
    wants_one = run.query.expects == "value" and not asks_change(run.query)
    may_mean = (wants_one and run.judgement.detail in UNLINKED) or (
        run.judgement.detail == "choose" and bool(more)
    )
    if not is_open and not may_mean:
        return ""
    found = find(known, run.query)
    if may_mean and (liken(known, run, found) or choose(known, run, found)):
        if run.judgement.detail == "year" and (told := tell_of_year(known, run)):
            return told
        return "、".join(run.query.names)
    return tell_or_list(known, run, found) if is_open else ""


def _titled(known: Knowledge, run: Run) -> Asked | None:
    """The clause that a question for no figure names by its whole title, where the rows found by a piece of it stand elsewhere."""
    if run.query.task != "lookup" or run.query.expects not in ("open", "text") or run.query.confirms:
        return None
    asked = read_title(run.query.text, known.tree, known.catalog.lexicon)
    if asked is None or len(asked.places) != 1 or known.tree.clauses[asked.places[0]].kind == "target":
        return None
    below = f"{asked.places[0]}."
    return None if any(row.clause_id.startswith(below) for row in run.evidence.indicators) else asked


def _mentioned(known: Knowledge, run: Run, actors: tuple[ActorWord, ...]) -> str:
    """All that is said of bodies that the plan charges with nothing, where that is more than their own names have."""
    if not only_mentioned(known, actors):
        return ""
    told = gather_word(known, run, actors[0].text, fold(actors[0].name)) if len(actors) == 1 else ""
    return told or gather(known, run)


# Who is asked of a place (第六条由谁负责): without it the place is left.
_WHO = lazy(
    r"(?:是|由|归|让|该|属)*(?:谁|哪[个些家几]?个?(?:部门|单位|机构|机关|局|厅))(?:来|去|在)?(?:负责|牵头|主管|主抓|管|抓|落实|承办|承担|配合|参与)?(?:的|呢|啊|呀)*"
    r"|(?:责任|牵头|主管|配合|参与|协办|负责)的?(?:单位|部门|机构|人)(?:都|分别)?(?:是|有|为)?(?:谁|哪[个些家几]?个?|什么|啥)?"
)


def _who_at_place(known: Knowledge, run: Run) -> str:
    """Who does what a place says that the question names, where the plan has notes on it; the place."""
    for text in (run.query.text, _WHO.sub(" ", run.query.text) + "是什么"):
        asked = read_places(text, known.tree, known.catalog.lexicon, strict=False)
        if asked is not None and asked.places and tell_of_places(known, run, asked.places):
            return "、".join(asked.places)
    return ""


def _is_no_list(run: Run) -> bool:
    """Whether what was read as a question over the table leaves words over, and asks for no figure and no list."""
    left = run.query.task == "table" and run.judgement.detail == "near_miss"
    return left and (run.query.expects in ("open", "text") or run.query.confirms)
