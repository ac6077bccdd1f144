"""The edge towards LlamaIndex: the search as a retriever, the assistant as a query engine.

    ClauseRetriever     a question → clauses with scores, for a pipeline of one's own
    PlanQueryEngine     a question → the checked answer with its citations
    plain_search        LlamaIndex as it comes, for comparison

Neither needs a language model, a key or a network, and neither reads LlamaIndex's ``Settings``. No other module
imports ``llama_index.core``, which takes longer to import than everything an answer needs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import Response
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks.base import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from assistant.agent import Assistant
from assistant.embedding import Embedder, Vectors, embed_documents, embed_query
from assistant.lexicon import fold
from assistant.records import Answer, Citation, Clause, Language
from assistant.render import to_json
from assistant.retrieval import ClauseIndex, Vector

# What a language model need not read, and what would only blur an embedding.
_FOR_PROGRAMS = ["start", "end"]
_FOR_READERS = ["plan", "clause_id", "start", "end"]


class ClauseRetriever(BaseRetriever):
    """The clauses that fit a question best, as LlamaIndex nodes.

    A node's id is "<plan>/<clause id>", its text that of the clause, its source document the plan. Its metadata:
    ``plan`` and ``clause_id`` (keys), ``path`` (the headings above, joined by " ＞ "), ``start`` and ``end`` (the
    clause's place in the published source, in half-open code points).

    A node's score is the fused one, in standard deviations over what was compared: it puts the nodes of one question
    into order, may be negative, and is no cosine to cut off at.
    """

    def __init__(
        self,
        index: ClauseIndex,
        embed: Callable[[str], Vector],
        clauses: Mapping[tuple[str, str], Clause],
        *,
        k: int = 5,
        plans: tuple[str, ...] = (),
        chapter: str = "",
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """Search an index; ``ClauseRetriever.of`` makes one from an assistant.

        Args:
            index: the search.
            embed: question → vector, shape (d,), of the model that the index was built with.
            clauses: every clause of the index by plan and id.
            k: how many clauses at the most; fewer where the filters leave fewer.
            plans: keys of the plans to search; all where empty.
            chapter: id of the clause above those to search ("2.1"), or "" for all.
            callback_manager: LlamaIndex's, where its events are listened to.
        """
        self._index = index
        self._embed = embed
        self._clauses = clauses
        self.k = k
        self.plans = plans
        self.chapter = chapter
        super().__init__(callback_manager)

    @classmethod
    def of(
        cls, assistant: Assistant, *, k: int = 5, plans: tuple[str, ...] = (), chapter: str = ""
    ) -> ClauseRetriever:
        """A retriever over the index of an assistant; arguments as above.

        Raises:
            CorruptIndex: the index cannot be read.
            EmbeddingError: the embedding model cannot be loaded.
        """
        keys = [meta.key for meta in assistant.plans]
        clauses = {(c.plan, c.id): c for key in keys for c in assistant.index.clauses(key)}
        embedder = assistant.embedder
        return cls(
            assistant.clause_index,
            lambda text: embed_query(embedder, text),
            clauses,
            k=k,
            plans=plans,
            chapter=chapter,
        )

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """At most k nodes, best first; none where the question is empty."""
        text = _readable(query_bundle.query_str)
        vector = self._vector(query_bundle)
        if not text or vector is None:
            return []
        hits = self._index.search(text, vector, self.k, self.plans, self.chapter)
        return [_clause_node(self._clauses[hit.plan, hit.clause_id], hit.score) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """The same in a thread: embedding a question would hold up the event loop."""
        return await asyncio.to_thread(self._retrieve, query_bundle)

    def _vector(self, query_bundle: QueryBundle) -> Vector | None:
        """The question's vector, shape (d,), or the mean of the texts that a transform put in its place.

        A bundle's own ``embedding`` is left alone: another retriever of the pipeline writes there what its model made.
        """
        texts = [folded for text in query_bundle.embedding_strs if (folded := _readable(text))]
        if not texts:
            return None
        mean = np.mean([self._embed(text) for text in texts], axis=0)
        return np.asarray(mean / (np.linalg.norm(mean) or 1.0), dtype=np.float32)


class PlanQueryEngine(BaseQueryEngine):
    """The assistant as a LlamaIndex query engine: ``query("…")`` is ``Assistant.ask``.

    The response's text is the checked answer in Markdown with [1] marks. Its source nodes are the citations, in the
    order of their numbers and without scores: text is the quote; metadata as those of `ClauseRetriever` and ``n``
    (the number), where ``start`` and ``end`` are the quote's place. Its metadata: ``status`` and ``reason`` as in
    docs/answer.md, ``json`` the whole answer in that form.

    Nothing is raised for a question that cannot be answered: the status says so.
    """

    def __init__(
        self,
        assistant: Assistant,
        *,
        lang: Language | None = None,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """Ask an assistant.

        Args:
            assistant: the one that answers.
            lang: language of the frame around the quotes; that of each question unless given.
            callback_manager: LlamaIndex's, where its events are listened to.
        """
        self._assistant = assistant
        self._lang = lang
        super().__init__(callback_manager)

    def _get_prompt_modules(self) -> PromptMixinType:
        """None: there is no prompt."""
        return {}

    def _query(self, query_bundle: QueryBundle) -> Response:
        return _response(self._assistant.ask(query_bundle.query_str, lang=self._lang))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        """The same in a thread: the core is synchronous."""
        return await asyncio.to_thread(self._query, query_bundle)


class _Embedding(BaseEmbedding):
    """An embedder of ours as LlamaIndex wants one."""

    _embedder: Any = PrivateAttr()
    _documents: Any = PrivateAttr()

    def __init__(self, embedder: Embedder, documents: Callable[[list[str]], Vectors]) -> None:
        super().__init__(model_name=type(embedder).__name__, embed_batch_size=64)
        self._embedder, self._documents = embedder, documents

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(map(float, embed_query(self._embedder, query)))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, row)) for row in self._documents(texts)]


def plain_search(
    texts: Mapping[str, str],
    embedder: Embedder,
    documents: Callable[[list[str]], Vectors] | None = None,
) -> Callable[[str, int], tuple[str, ...]]:
    """LlamaIndex's VectorStoreIndex with its default settings, a document a text: what the search is compared with.

    Args:
        texts: texts by key.
        embedder: the embedding model, in the place of the one that LlamaIndex would ask over the network.
        documents: texts → vectors, shape (n, d), where they are kept somewhere; the embedder unless given.

    Returns:
        question, k → the keys of the k texts that it finds, best first, each once.
    """
    model = _Embedding(embedder, documents or (lambda found: embed_documents(embedder, found)))
    nodes = [Document(text=text, id_=key) for key, text in texts.items()]
    index = VectorStoreIndex.from_documents(nodes, embed_model=model)

    def search(question: str, k: int) -> tuple[str, ...]:
        found = index.as_retriever(similarity_top_k=k).retrieve(question)
        return tuple(dict.fromkeys(str(node.node.ref_doc_id) for node in found))

    return search


def _readable(text: str) -> str:
    """A question as the assistant searches for it; half a character, which no encoding has, is left out."""
    return fold(text.encode("utf-8", "ignore").decode("utf-8"))


def _response(answer: Answer) -> Response:
    record = to_json(answer)
    metadata = {"status": answer.status, "reason": answer.reason, "json": record}
    return Response(record["answer"], [_citation_node(citation) for citation in answer.citations], metadata)


def _clause_node(clause: Clause, score: float) -> NodeWithScore:
    place = _place(clause.plan, clause.id, clause.path, clause.start, clause.end)
    return NodeWithScore(node=_node(f"{clause.plan}/{clause.id}", clause.text, place), score=score)


def _citation_node(citation: Citation) -> NodeWithScore:
    place = _place(citation.plan, citation.clause_id, citation.path, citation.start, citation.end)
    place |= {"n": citation.n} | ({"document": citation.document} if citation.document else {})
    node_id = f"{citation.plan}/{citation.clause_id}#{citation.n}"
    return NodeWithScore(node=_node(node_id, citation.quote, place))


def _place(plan: str, clause_id: str, path: tuple[str, ...], start: int, end: int) -> dict[str, Any]:
    """Flat values only: vector stores take no lists as metadata."""
    return {"plan": plan, "clause_id": clause_id, "path": " ＞ ".join(path), "start": start, "end": end}


def _node(node_id: str, text: str, place: dict[str, Any]) -> TextNode:
    return TextNode(
        id_=node_id,
        text=text,
        metadata=place,
        start_char_idx=place["start"],
        end_char_idx=place["end"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=place["plan"])},
        excluded_llm_metadata_keys=_FOR_PROGRAMS,
        excluded_embed_metadata_keys=_FOR_READERS,
    )
