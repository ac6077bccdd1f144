"""``python -m assistant.evaluation.worker``: the assistant and the plain systems behind one pipe, for the runner.

Reads records ``{"id", "turns", "system"}``, one JSON object a line, and writes for each the answer of the last turn
in the form of ``assistant ask --jsonl``, with ``trace`` beside it. Whatever else is printed goes to standard error.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from typing import Any

from assistant import Assistant
from assistant.embedding import Remembering, embed_query, load_embedder
from assistant.evaluation.baselines import ASSISTANT, DEPTH, Baselines, is_baseline, split_name
from assistant.evaluation.kept import RESULTS
from assistant.evaluation.stages import stage_of
from assistant.evaluation.vectors import FILE, KeptVectors, is_timed
from assistant.lexicon import fold
from assistant.records import Answer, Turn
from assistant.render import to_json

YOUNG = 20_000  # new objects before cycles are looked for: the usual 700 cost a twentieth of the time
RANKED = 200  # characters of a question that are searched for, to measure the search


class Bench:
    """The systems that one worker serves."""

    def __init__(self, core: Assistant) -> None:
        """Serve an assistant, and the plain systems over its plan."""
        self._core = core
        path = core.settings.home / RESULTS / FILE
        self._vectors = KeptVectors(load_embedder(core.settings.embedder), path)
        self._remembered = Remembering(self._vectors)
        core.embedder = self._remembered
        self._baselines = Baselines(core)

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to a record, with its trace."""
        self._vectors.anew = is_timed(request["id"])
        turns, system = request["turns"], request.get("system") or ASSISTANT
        started = time.perf_counter()
        if is_baseline(system):
            ranker, count = split_name(system)
            ranking = self._baselines.rank(ranker, turns[-1])
            answer = self._baselines.answer(turns[-1], ranking, count)
            trace: dict[str, Any] = {"ranking": ranking}
            took = {"timings_ms": {"total": (time.perf_counter() - started) * 1000}}
            return {"id": request["id"], **to_json(answer), **took, "trace": trace}
        if self._vectors.anew:
            self._remembered.forget()
        answer = self._ask(turns)
        trace = {
            "timed": self._vectors.anew,
            "support": answer.support,
            "stage": stage_of(answer),
            "corrected": bool(answer.query and answer.query.corrections),
            "completed": answer.completed_question != answer.question,
            "ranking": self._ranking(answer),
        }
        return {"id": request["id"], **to_json(answer), "trace": trace}

    def _ask(self, turns: list[str]) -> Answer:
        history: tuple[Turn, ...] = ()
        for turn in turns[:-1]:
            history = (*history, Turn(turn, self._core.ask(turn, history)))
        return self._core.ask(turns[-1], history)

    def _ranking(self, answer: Answer) -> list[str]:
        """The clauses that the search brings for a question, whether or not the answer needed it."""
        text = fold(answer.completed_question.encode("utf-8", "ignore").decode("utf-8"))[:RANKED]
        if answer.query is None or not text:
            return []
        core = self._core
        hits = core.clause_index.search(text, embed_query(core.embedder, text), DEPTH, (core.plan.meta.key,))
        return [hit.clause_id for hit in hits]


def main() -> None:
    """Serve records until standard input ends."""
    out, sys.stdout = sys.stdout, sys.stderr
    bench = Bench(Assistant.open())
    gc.set_threshold(YOUNG)
    for line in sys.stdin.buffer:
        if line.strip():
            print(json.dumps(bench.reply(json.loads(line))), file=out, flush=True)


if __name__ == "__main__":
    main()
