"""What somebody who asks may rely on, whichever way they ask: one contract for each seam.

    search: the exact index, the graph for a large one, and the LlamaIndex retriever over each
    ask:    Assistant.ask, Assistant.stream, the workflow, the LlamaIndex query engine

A new implementation is one more line in SEARCHES or WAYS.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from assistant import Assistant, agent, retrieval, search_files
from assistant.embedding import embed_query
from assistant.lexicon import fold, to_bigrams, to_words
from assistant.llama import ClauseRetriever, PlanQueryEngine
from assistant.records import Answer, Language
from assistant.render import to_json
from assistant.retrieval import ClauseIndex, Vector, make_index
from assistant.store import SearchParts
from assistant.synonyms import load_synonyms
from assistant.workflow import AskWorkflow


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


# --- search ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A clause that was found: where it stands, what it says, how well it fits."""

    plan: str
    clause_id: str
    text: str
    score: float


Search = Callable[..., list[Found]]


def _directly(plan: Assistant, index: ClauseIndex) -> Search:
    def search(question: str, k: int, plans: tuple[str, ...] = (), chapter: str = "") -> list[Found]:
        text = fold(question)
        hits = index.search(text, embed_query(plan.embedder, text), k, plans, chapter)
        return [Found(h.plan, h.clause_id, plan.tree.clauses[h.clause_id].text, h.score) for h in hits]

    return search


def _by_retriever(plan: Assistant, index: ClauseIndex) -> Search:
    clauses = {(clause.plan, clause.id): clause for clause in plan.tree.clauses.values()}

    def search(question: str, k: int, plans: tuple[str, ...] = (), chapter: str = "") -> list[Found]:
        def embed(text: str) -> Vector:
            return embed_query(plan.embedder, text)

        retriever = ClauseRetriever(index, embed, clauses, k=k, plans=plans, chapter=chapter)
        nodes = retriever.retrieve(question)
        return [
            Found(n.metadata["plan"], n.metadata["clause_id"], n.get_content(), n.get_score()) for n in nodes
        ]

    return search


# Name → how an index is asked, and whether it is the form for a large one.
SEARCHES: dict[str, tuple[Callable[[Assistant, ClauseIndex], Search], bool]] = {
    "exact": (_directly, False),
    "graph": (_directly, True),
    "retriever over exact": (_by_retriever, False),
    "retriever over graph": (_by_retriever, True),
}


class Searches:
    """One implementation of the search seam, over any part of the plan."""

    def __init__(
        self, plan: Assistant, name: str, whole: dict[bool, ClauseIndex], patch: pytest.MonkeyPatch
    ) -> None:
        self.plan = plan
        self._whole = whole
        self.way, large = SEARCHES[name]
        if large:  # the limits above which a real index takes this form
            patch.setattr(search_files, "FLAT_LIMIT", 0)
            patch.setattr(retrieval, "COMPARE_ALL", 0)
        self._patch = patch
        self._large = large

    def over_all(self) -> Search:
        """The search over the whole plan."""
        if self._large not in self._whole:
            stored = self.plan.index.search_parts()
            dense = search_files.dense_index(_vectors(stored))
            self._whole[self._large] = self._made(replace(stored, dense=dense))
        return self.way(self.plan, self._whole[self._large])

    def over(self, clause_ids: set[str]) -> Search:
        """The search over some clauses."""
        stored = self.plan.index.search_parts()
        at = [n for n, passage in enumerate(stored.passages) if passage.clause_id in clause_ids]
        if self._large:  # a large index has more passages than it compares
            self._patch.setattr(retrieval, "POOL", len(at) - 1)
        passages = tuple(stored.passages[n] for n in at)
        words, bigrams = (
            search_files.bm25_index([cut(passage.text) for passage in passages])
            for cut in (to_words, to_bigrams)
        )
        dense = search_files.dense_index(_vectors(stored)[at])
        return self.way(self.plan, self._made(SearchParts(passages, dense, words, bigrams)))

    def over_nothing(self) -> Search:
        """The search over an index without a passage, which is never large."""
        self._patch.setattr(search_files, "FLAT_LIMIT", 20_000)
        self._large = False
        dense = search_files.dense_index(np.zeros((0, 384), dtype=np.float32))
        none = np.zeros(0, dtype=np.float32)
        arrays = {"scores": none, "positions": none.astype(np.int32), "starts": np.zeros(1, dtype=np.int64)}
        empty = search_files.Bm25Index(arrays, (), 0)
        return self.way(self.plan, self._made(SearchParts((), dense, empty, empty)))

    def _made(self, parts: SearchParts) -> ClauseIndex:
        assert ("HNSW" in type(parts.dense._index).__name__) == self._large
        synonyms = load_synonyms(self.plan.settings.corpus / "synonyms.tsv")
        return make_index(parts, self.plan.catalog.lexicon, synonyms, self.plan.clause_index.register)


def _vectors(stored: SearchParts) -> Vector:
    vectors: Vector = stored.dense._index.reconstruct_n(0, len(stored.passages))
    return vectors


@pytest.fixture(scope="module")
def whole() -> dict[bool, ClauseIndex]:
    """The exact and the large index over the whole plan, each made once."""
    return {}


@pytest.fixture(params=SEARCHES)
def searches(
    request: pytest.FixtureRequest, plan: Assistant, whole: dict[bool, ClauseIndex]
) -> Iterator[Searches]:
    _ = plan.clause_index  # jieba's words of the plan
    with pytest.MonkeyPatch.context() as patch:
        yield Searches(plan, request.param, whole, patch)


# Question → the clauses of the plan that say it, found by reading.
TOLD_BY = {
    "怎么预防儿童溺水？": {"2.2.m3"},
    "怎麼預防兒童溺水？": {"2.2.m3"},
    "孩子近视了学校要做什么": {"2.1.m10"},
    "What does the plan say about bullying at school?": {"2.2.m9", "2.2.g4"},
    "年度监测由谁牵头？": {"4.1"},
}


def test_a_question_finds_the_clause_that_tells_it(searches: Searches) -> None:
    search = searches.over_all()
    first = {question: {hit.clause_id for hit in search(question, 5)[:2]} for question in TOLD_BY}
    assert [question for question, told_by in TOLD_BY.items() if not first[question] & told_by] == []


@pytest.mark.parametrize("k", [1, 3, 8])
def test_as_many_clauses_as_asked_for_each_once_and_the_best_first(searches: Searches, k: int) -> None:
    search = searches.over_all()
    for question in TOLD_BY:
        found = search(question, k)
        assert len(found) == k
        assert len({(one.plan, one.clause_id) for one in found}) == k
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_more_clauses_do_not_change_the_first_ones(searches: Searches) -> None:
    search = searches.over_all()
    assert search("网吧能让未成年人进吗", 8)[:3] == search("网吧能让未成年人进吗", 3)


@pytest.mark.parametrize("k", [0, -1])
def test_none_asked_for_is_none(searches: Searches, k: int) -> None:
    assert searches.over_all()("预防溺水", k) == []


def test_asked_for_more_than_there_are_no_clause_comes_twice_or_from_nowhere(searches: Searches) -> None:
    few = {"2.2.m3", "2.1.m10", "4.1"}
    search = searches.over(few)
    for question in TOLD_BY:
        assert sorted(one.clause_id for one in search(question, 50)) == sorted(few)


def test_a_graph_that_finds_fewer_neighbours_than_asked_for_cites_no_clause_for_them(
    searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"2.2.m3", "2.1.m10", "4.1"}
    search = searches.over(few)
    found_by = search_files.FaissIndex.search

    def padded(index: search_files.FaissIndex, vector: Vector, k: int) -> tuple[Vector, Any]:
        scores, positions = found_by(index, vector, k)
        positions[k // 2 :] = -1  # what FAISS puts where it has no neighbour
        return scores, positions

    monkeypatch.setattr(search_files.FaissIndex, "search", padded)
    for question in TOLD_BY:
        found = [one.clause_id for one in search(question, 50)]
        assert len(found) == len(set(found))
        assert set(found) <= few


def test_a_chapter_keeps_all_other_chapters_out(searches: Searches) -> None:
    search = searches.over_all()
    for chapter in ("2.2", "2.2.m3"):
        found = search("预防溺水", 5, chapter=chapter)
        assert found[0].clause_id == "2.2.m3"
        assert all(f"{one.clause_id}.".startswith(f"{chapter}.") for one in found)
    assert "2.2.m3" not in {one.clause_id for one in search("预防溺水", 5, chapter="2.4")}


def test_a_chapter_that_is_not_there_has_no_clause(searches: Searches) -> None:
    assert searches.over_all()("预防溺水", 5, chapter="9.9") == []


def test_another_plan_has_none_of_this_one(searches: Searches) -> None:
    search = searches.over_all()
    assert search("预防溺水", 5, plans=("another-plan",)) == []
    key = searches.plan.plan.meta.key
    assert search("预防溺水", 5, plans=("another-plan", key)) == search("预防溺水", 5)


def test_nothing_is_found_in_nothing(searches: Searches) -> None:
    assert searches.over_nothing()("预防溺水", 5) == []


def test_the_same_question_finds_the_same_whoever_else_asks(searches: Searches) -> None:
    search = searches.over_all()
    questions = list(TOLD_BY) * 4
    alone = [search(question, 5) for question in TOLD_BY] * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: search(question, 5), questions)) == alone


def test_what_is_found_is_the_text_of_the_clause(searches: Searches) -> None:
    for one in searches.over_all()("校园霸凌怎么治理", 8):
        assert one.text == searches.plan.tree.clauses[one.clause_id].text


# --- ask -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What of an answer every way hands over: text, status, and each citation's number, place and quote."""

    text: str
    status: str
    reason: str | None
    citations: tuple[tuple[Any, ...], ...]


def _told(answer: Answer) -> Told:
    citations = tuple((c.n, c.plan, c.clause_id, c.quote, c.start, c.end) for c in answer.citations)
    return Told(to_json(answer)["answer"], answer.status, answer.reason, citations)


def _ask(plan: Assistant, question: str, lang: Language | None) -> Told:
    return _told(plan.ask(question, lang=lang))


def _stream(plan: Assistant, question: str, lang: Language | None) -> Told:
    *_, answer = plan.stream(question, lang=lang)
    assert isinstance(answer, Answer)
    return _told(answer)


def _workflow(plan: Assistant, question: str, lang: Language | None) -> Told:
    async def run() -> Answer:
        answer: Answer = await AskWorkflow(plan).run(question=question, lang=lang)
        return answer

    return _told(asyncio.run(run()))


def _told_by(response: Any) -> Told:
    keys = ("n", "plan", "clause_id", "quote", "start", "end")
    nodes = [node.metadata | {"quote": node.text} for node in response.source_nodes]
    places = tuple(tuple(node[key] for key in keys) for node in nodes)
    return Told(str(response), response.metadata["status"], response.metadata["reason"], places)


def _engine(plan: Assistant, question: str, lang: Language | None) -> Told:
    return _told_by(PlanQueryEngine(plan, lang=lang).query(question))


def _engine_async(plan: Assistant, question: str, lang: Language | None) -> Told:
    return _told_by(asyncio.run(PlanQueryEngine(plan, lang=lang).aquery(question)))


Way = Callable[[Assistant, str, Language | None], Told]
WAYS: dict[str, Way] = {
    "ask": _ask, "stream": _stream, "workflow": _workflow, "query engine": _engine, "query engine, async": _engine_async,
}  # fmt: skip

# What is asked, and how it ends.
QUESTIONS: dict[str, tuple[str, str, str | None]] = {
    "a figure": ("2025年婴儿死亡率目标是多少？", "answered", None),
    "several rows": ("近视率目标是多少", "answered", None),
    "a figure to confirm": ("婴儿死亡率是不是6‰以下", "answered", None),
    "a choice": ("筛查率", "clarify", None),
    "a clause": ("怎么预防儿童溺水？", "answered", None),
    "a clause, in English": ("What does the plan say about bullying at school?", "answered", None),
    "parts of a heading": ("基本原则有哪些", "answered", None),
    "a place": ("健康领域第10条措施", "answered", None),
    "another place": ("哈尔滨市婴儿死亡率目标是多少", "abstained", "wrong_scope"),
    "not in the plan": ("儿童之家的电话号码是多少", "abstained", "not_in_plan"),
    "not about the plan": ("今天天气怎么样", "abstained", "out_of_scope"),
    "too long": ("问" * 2001, "rejected", "too_long"),
    "blank": (" \n ", "rejected", "not_text"),
    "a NUL": ("婴儿死亡率\0", "rejected", "not_text"),
    "half a character": ("婴儿死亡率\ud83d", "rejected", "not_text"),
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


@pytest.mark.parametrize(("question", "status", "reason"), QUESTIONS.values(), ids=QUESTIONS)
def test_whichever_way_one_asks_the_answer_is_the_same(
    way: Way, plan: Assistant, question: str, status: str, reason: str | None
) -> None:
    told = way(plan, question, None)
    assert (told.status, told.reason) == (status, reason)
    assert told == _told(plan.ask(question))
    assert told.citations or status != "answered"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_frame_is_in_the_language_that_was_chosen(way: Way, plan: Assistant, lang: Language) -> None:
    told = way(plan, "怎么预防儿童溺水？", lang)
    assert told.text.startswith("The plan says") == (lang == "en")
    assert told == _told(plan.ask("怎么预防儿童溺水？", lang=lang))


def test_a_fault_of_ours_is_told_in_a_sentence_and_cites_nothing(
    way: Way, plan: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(assistant: Assistant, run: object) -> str:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(agent, "STEPS", (("read", fail),))
    told = way(plan, "2025年婴儿死亡率目标是多少？", None)
    assert (told.status, told.reason, told.citations) == ("error", None, ())
    assert "没有给出回答" in told.text
    assert "broken" not in told.text
