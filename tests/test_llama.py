"""assistant/llama.py: what somebody with a LlamaIndex pipeline gets to see."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.indices.query.query_transform.base import HyDEQueryTransform
from llama_index.core.llms import MockLLM
from llama_index.core.postprocessor import MetadataReplacementPostProcessor
from llama_index.core.query_engine import RetrieverQueryEngine, TransformQueryEngine
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import MetadataMode, QueryBundle
from llama_index.core.tools import QueryEngineTool
from llama_index.core.vector_stores.utils import node_to_metadata_dict

from assistant import Assistant
from assistant.embedding import embed_query
from assistant.llama import ClauseRetriever, PlanQueryEngine
from assistant.plan import Plan
from assistant.records import Answer, Citation
from assistant.render import to_json

REPO = Path(__file__).resolve().parent.parent
DROWNING = "怎么预防儿童溺水？"
FIGURE = "2025年婴儿死亡率目标是多少？"
LONG = 5.0  # seconds; longer than anything here may take


@pytest.fixture(scope="module")
def plan() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


def ids(nodes: list[Any]) -> list[str]:
    return [node.metadata["clause_id"] for node in nodes]


# --- the retriever


def test_a_node_is_the_clause_and_knows_its_place_in_the_published_text(
    plan: Assistant, daqing: Plan
) -> None:
    best = ClauseRetriever.of(plan).retrieve(DROWNING)[0]
    clause = plan.tree.clauses["2.2.m3"]
    assert (best.node.node_id, best.text) == (f"{clause.plan}/2.2.m3", clause.text)
    assert best.metadata == {
        "plan": clause.plan,
        "clause_id": "2.2.m3",
        "path": " ＞ ".join(clause.path),
        "start": clause.start,
        "end": clause.end,
    }
    printed = daqing.source[best.metadata["start"] : best.metadata["end"]]
    assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", clause.text)
    assert best.node.ref_doc_id == clause.plan
    assert best.score is not None


def test_it_finds_what_the_assistant_itself_searches(plan: Assistant) -> None:
    for question in (DROWNING, "怎麼預防兒童溺水", "网吧能让未成年人进吗", "What about bullying at school?"):
        query = plan.ask(question).query
        assert query is not None
        hits = plan.clause_index.search(query.text, embed_query(plan.embedder, query.text), 5)
        assert ids(ClauseRetriever.of(plan, k=5).retrieve(question)) == [hit.clause_id for hit in hits]


def test_it_keeps_to_a_chapter_and_a_plan(plan: Assistant) -> None:
    inside = ClauseRetriever.of(plan, k=100, chapter="2.4").retrieve(DROWNING)
    assert inside
    assert all(clause_id.split(".")[:2] == ["2", "4"] for clause_id in ids(inside))
    assert ClauseRetriever.of(plan, plans=("another-plan",)).retrieve(DROWNING) == []


@pytest.mark.parametrize("question", ["", "  \n", "\u200b", "\ud83d"])
def test_an_empty_question_finds_nothing(plan: Assistant, question: str) -> None:
    assert ClauseRetriever.of(plan).retrieve(question) == []


@pytest.mark.parametrize("question", ["溺水\ud83d", "\0", "？" * 3000, "<b>DROP TABLE</b>"])
def test_no_text_breaks_it(plan: Assistant, question: str) -> None:
    assert len(ClauseRetriever.of(plan, k=2).retrieve(question)) == 2


def test_texts_that_a_transform_put_beside_the_question_are_searched_for(plan: Assistant) -> None:
    asked = QueryBundle("孩子夏天要注意什么", custom_embedding_strs=["预防和控制儿童溺水，远离危险水体"])
    assert ids(ClauseRetriever.of(plan).retrieve(asked))[0] == "2.2.m3"


def test_the_vector_of_another_model_is_left_alone(plan: Assistant) -> None:
    retriever = ClauseRetriever.of(plan)
    asked = QueryBundle(DROWNING, embedding=[1.0] * 1536)
    assert ids(retriever.retrieve(asked)) == ids(retriever.retrieve(DROWNING))


def test_the_question_is_embedded_beside_the_event_loop(plan: Assistant) -> None:
    released = threading.Event()
    waited: list[bool] = []

    def embed(text: str) -> Any:
        waited.append(released.wait(LONG))
        return embed_query(plan.embedder, text)

    clauses = {(clause.plan, clause.id): clause for clause in plan.tree.clauses.values()}
    retriever = ClauseRetriever(plan.clause_index, embed, clauses)

    async def retrieve() -> list[Any]:
        asyncio.get_running_loop().call_later(0.01, released.set)  # runs only on a free loop
        return list(await retriever.aretrieve(DROWNING))

    assert ids(asyncio.run(retrieve())) == ids(ClauseRetriever.of(plan).retrieve(DROWNING))
    assert waited == [True]


# --- in a pipeline of one's own


def test_a_model_reads_the_clauses_with_their_headings(plan: Assistant) -> None:
    engine = RetrieverQueryEngine.from_args(ClauseRetriever.of(plan, k=2), llm=MockLLM())
    response = engine.query(DROWNING)
    assert ids(response.source_nodes)[0] == "2.2.m3"
    prompt = str(response)  # MockLLM says back what it was given
    for node in response.source_nodes:
        assert node.text in prompt
        assert node.metadata["path"] in prompt
    assert "start:" not in prompt


def test_the_same_from_an_event_loop(plan: Assistant) -> None:
    engine = RetrieverQueryEngine.from_args(ClauseRetriever.of(plan, k=2), llm=MockLLM())
    assert ids(asyncio.run(engine.aquery(DROWNING)).source_nodes)[0] == "2.2.m3"  # type: ignore[union-attr]


def test_fusion_with_another_retriever_keeps_each_clause_once(plan: Assistant) -> None:
    both = [ClauseRetriever.of(plan, k=5), ClauseRetriever.of(plan, k=5, chapter="2.2")]
    fused = QueryFusionRetriever(
        both, llm=MockLLM(), num_queries=1, similarity_top_k=5, mode="reciprocal_rerank", use_async=False  # type: ignore[arg-type]
    )  # fmt: skip
    found = ids(fused.retrieve(DROWNING))
    assert found[0] == "2.2.m3"
    assert len(found) == len(set(found))


def test_transforms_and_postprocessors_fit(plan: Assistant) -> None:
    engine = RetrieverQueryEngine.from_args(
        ClauseRetriever.of(plan, k=1), llm=MockLLM(),
        node_postprocessors=[MetadataReplacementPostProcessor(target_metadata_key="path")],
    )  # fmt: skip
    response = TransformQueryEngine(engine, HyDEQueryTransform(llm=MockLLM())).query(DROWNING)
    (node,) = response.source_nodes
    assert node.node.get_content(MetadataMode.NONE) == node.metadata["path"]


def test_nodes_can_be_put_into_a_vector_store(plan: Assistant) -> None:
    for node in (
        *ClauseRetriever.of(plan).retrieve(DROWNING),
        *PlanQueryEngine(plan).query(DROWNING).source_nodes,
    ):
        assert node_to_metadata_dict(node.node, flat_metadata=True)["plan"] == plan.plan.meta.key


# --- the query engine


def test_the_response_is_the_answer_with_its_citations(plan: Assistant) -> None:
    response = PlanQueryEngine(plan).query(FIGURE)
    assert isinstance(response, Response)
    assert str(response) == "到2025年，婴儿死亡率控制在5.5‰以下。[1]"
    (source,) = response.source_nodes
    assert "婴儿死亡率控制在 5.5‰以下" in source.text
    assert (source.metadata["n"], source.metadata["clause_id"]) == (1, "2.1.g3.2")
    assert response.metadata is not None
    assert (response.metadata["status"], response.metadata["reason"]) == ("answered", None)


def test_the_metadata_hold_the_whole_answer(plan: Assistant) -> None:
    for question in (FIGURE, DROWNING, "今天天气怎么样", ""):
        metadata = PlanQueryEngine(plan).query(question).metadata
        assert metadata is not None
        expected = to_json(plan.ask(question)) | {"timings_ms": metadata["json"]["timings_ms"]}
        assert metadata["json"] == expected


def test_a_quote_stands_in_the_published_text_at_the_place_given(plan: Assistant, daqing: Plan) -> None:
    for source in PlanQueryEngine(plan).query(DROWNING).source_nodes:
        printed = daqing.source[source.metadata["start"] : source.metadata["end"]]
        assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", source.text)


def test_a_refusal_has_no_source(plan: Assistant) -> None:
    response = PlanQueryEngine(plan).query("今天天气怎么样")
    assert response.source_nodes == []
    assert response.metadata is not None
    assert (response.metadata["status"], response.metadata["reason"]) == ("abstained", "out_of_scope")


def test_the_language_can_be_chosen(plan: Assistant) -> None:
    assert str(PlanQueryEngine(plan, lang="en").query(DROWNING)).startswith("The plan says")


def test_it_answers_beside_the_event_loop() -> None:
    released = threading.Event()
    waited: list[bool] = []

    class Core:
        def ask(self, question: str, lang: str | None = None) -> Answer:
            waited.append(released.wait(LONG))
            return Answer(question, question, "answered", None)

    async def ask() -> Any:
        asyncio.get_running_loop().call_later(0.01, released.set)  # runs only on a free loop
        return await PlanQueryEngine(Core()).aquery("?")  # type: ignore[arg-type]

    assert asyncio.run(ask()).metadata["status"] == "answered"
    assert waited == [True]


def test_a_document_outside_the_plan_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    law = Citation(1, "document", "p", "", (), "第十条", 0, 3, False, "《某法》")

    class Core:
        def ask(self, question: str, lang: str | None = None) -> Answer:
            return Answer(question, question, "answered", None, citations=(law,))

    (source,) = PlanQueryEngine(Core()).query("?").source_nodes  # type: ignore[arg-type]
    assert source.metadata["document"] == "《某法》"


def test_an_agent_can_take_it_as_a_tool(plan: Assistant) -> None:
    tool = QueryEngineTool.from_defaults(PlanQueryEngine(plan), name="plan", description="asks the plan")
    assert "5.5‰" in tool.call(FIGURE).content


# --- what it does without


@pytest.mark.slow
def test_no_key_no_model_and_no_network_are_needed() -> None:
    code = f"""
import socket
def refuse(*args, **kwargs):
    raise AssertionError("the network was used")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from llama_index.core import Settings
from assistant import Assistant
from assistant.llama import ClauseRetriever, PlanQueryEngine
plan = Assistant.open()
print(ClauseRetriever.of(plan, k=1).retrieve({DROWNING!r})[0].metadata["clause_id"])
print(PlanQueryEngine(plan).query({FIGURE!r}).metadata["status"])
print(Settings._llm, Settings._embed_model)
"""
    env = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env, cwd=REPO
    )
    assert done.stdout.split() == ["2.2.m3", "answered", "None", "None"]


@pytest.mark.slow
@pytest.mark.parametrize("question", [FIGURE, DROWNING])
def test_the_command_line_loads_none_of_it(question: str) -> None:
    code = f"""
import sys
from assistant.cli import app
app(["ask", {question!r}], standalone_mode=False)
print(*[name for name in ("llama_index", "workflows", "assistant.llama", "assistant.workflow") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPO)
    assert done.stdout.splitlines()[-1] == ""
    assert "[1]" in done.stdout


# --- the documentation

HEADINGS = {"README.md": "## Use it from LlamaIndex", "README.zh-CN.md": "## 在 LlamaIndex 中使用"}


@pytest.mark.parametrize("name", HEADINGS)
def test_the_examples_of_the_readme_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (REPO / name).read_text(encoding="utf-8")
    section = text.split(HEADINGS[name] + "\n")[1].split("\n## ")[0]
    examples = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, name, "exec"), {"__name__": "__main__"})
    shown = capsys.readouterr().out
    assert "2.2.m3" in shown
    assert "5.5‰以下" in shown
    assert "check" in shown


def test_both_readmes_show_the_same_example() -> None:
    codes = []
    for name, heading in HEADINGS.items():
        section = (REPO / name).read_text(encoding="utf-8").split(heading + "\n")[1].split("\n## ")[0]
        lines = "".join(re.findall(r"```python\n(.*?)```", section, re.DOTALL)).splitlines()
        codes.append([line.split("  #")[0] for line in lines])
    assert codes[0] == codes[1]


def test_the_mean_of_two_texts_is_a_unit_vector(plan: Assistant) -> None:
    bundle = QueryBundle("?", custom_embedding_strs=["溺水", "近视", " "])
    vector = ClauseRetriever.of(plan)._vector(bundle)
    assert vector is not None
    assert (vector.shape, vector.dtype) == ((384,), np.float32)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)
