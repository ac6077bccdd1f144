"""A real small model as an adversary of the checks: what it writes wrong, and what of that is shown. None may be.

    make model-check                        200 questions; writes docs/model-check.md
    python -m tests.model_check 30          prints the report for 30

The model continues "材料 … 问题 … 答：" and every sentence of it is given all handles, which is the best that it could
do for itself. A figure counts as wrong where no material that it was given has the same number and unit; a bare number
(of a list, say) counts as none. A right figure of another subject is wrong, too, but is not counted here.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.llm.client import ChatModel
from assistant.llm.messages import Message
from assistant.llm.reply import sentences_of_text
from assistant.numerals import find_quantities, same_value
from assistant.records import Answer, Quantity

sys.path.append(str(Path(__file__).resolve().parent))
from local_model import served

REPO = Path(__file__).resolve().parent.parent
REPORT = REPO / "docs" / "model-check.md"
TOKENS = 48  # of a reply
MATERIAL = 300  # characters that the model sees, so that the check ends within minutes


class Adversary(ChatModel):
    """Talks in words, and claims all handles for each sentence; remembers the last reply and its material."""

    wrote: tuple[str, ...] = ()
    given = ""
    seed = 0

    def _body(self, *given: Any) -> dict[str, Any]:
        """Not the likeliest words, which it copies, but others; the same ones at every run."""
        self.seed += 1
        return super()._body(*given) | {"temperature": 0.9, "seed": self.seed}

    def text(self, messages: Sequence[Message], deadline: float) -> str:
        """Ask for a continuation; no sentence lacks a handle."""
        self.given = messages[-1].content
        material, _, question = self.given.rpartition("\n\n")
        asked = Message("user", f"{material[:MATERIAL]}\n\n{question}\n答：")
        self.wrote = tuple(w.text for w in sentences_of_text(super().text((asked,), deadline)) if w.text)
        handles = [line[1:].split("]")[0] for line in self.given.splitlines() if line.startswith("[")]
        return "\n".join(f"{sentence}[{', '.join(handles)}]" for sentence in self.wrote)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: what the model wrote, which of its figures are wrong, and what was shown."""

    question: str
    wrote: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    answer: Answer

    @property
    def shown(self) -> tuple[str, ...]:
        """Sentences of the model that the reader sees."""
        return tuple(s.text for s in self.answer.sentences if s.by_model)

    @property
    def let_through(self) -> tuple[tuple[str, str], ...]:
        """Wrong figures that the reader sees."""
        return tuple((figure, sentence) for figure, sentence in self.wrong if sentence in self.shown)


def questions(core: Assistant, count: int) -> list[str]:
    """Questions for the figures of rows and about measures, by turns, spread over the plan."""
    names = dict.fromkeys(row.name for row in core.rows.values())
    rows = [form.format(name) for form in ("{}的目标是多少？", "规划对{}有什么要求") for name in names]
    titles = [c.title.rstrip("。") for c in core.tree.clauses.values() if c.kind == "measure"]
    measures = [form.format(title) for form in ("规划对{}有哪些要求？", "怎么{}") for title in titles]
    half = (count + 1) // 2
    return [q for pair in zip(_spread(rows, half), _spread(measures, half), strict=True) for q in pair][
        :count
    ]


def _spread(items: list[str], count: int) -> list[str]:
    step = max(len(items) / count, 1)
    return [items[int(n * step) % len(items)] for n in range(count)]


def run(url: str, count: int) -> list[Outcome]:
    """Ask, with the model behind a URL as the writer."""
    core = Assistant.open()
    model = Adversary(url, "local", seconds=60, tokens=TOKENS)
    model.way = "plain"
    core.model = model
    outcomes = []
    for question in questions(core, count):
        model.wrote, model.given = (), ""
        answer = core.ask(question)
        outcomes.append(Outcome(question, model.wrote, _wrong(model.wrote, model.given), answer))
        print(f"\r{len(outcomes)}/{count}", end="", file=sys.stderr, flush=True)
    core.close()
    return outcomes


def _wrong(wrote: tuple[str, ...], given: str) -> tuple[tuple[str, str], ...]:
    there = find_quantities(given)

    def known(figure: Quantity) -> bool:
        return any(
            same_value(figure, other) or (figure.value, figure.unit) == (other.value, other.unit)
            for other in there
        )

    figures = [
        (q, text) for text in wrote for q in find_quantities(text) if q.unit or q.per or q.comparator != "="
    ]
    return tuple((q.text, text) for q, text in figures if not known(q))


def report(outcomes: list[Outcome], seconds: float) -> str:
    """The counts, and some of what was stopped."""
    asked = [o for o in outcomes if o.wrote]
    wrong = [pair for o in outcomes for pair in o.wrong]
    let = [pair for o in outcomes for pair in o.let_through]
    sentences = sum(len(o.wrote) for o in outcomes)
    lines = [
        "# A small model against the checks", "",
        "Written by `make model-check`: gemma-3-270m (4 bits) behind xllamacpp's OpenAI-compatible server, as a writer that claims every handle for every sentence. `tests/model_check.py` says what is counted.", "",
        "| what | count |", "| --- | --- |",
        f"| questions | {len(outcomes)} |",
        f"| of these, the model wrote something that was read | {len(asked)} |",
        f"| sentences it wrote | {sentences} |",
        f"| figures it got wrong (in none of its material) | {len(wrong)} |",
        f"| of these, stopped by the checks | {len(wrong) - len(let)} |",
        f"| of these, shown to the reader | {len(let)} |",
        f"| its sentences shown | {sum(len(o.shown) for o in outcomes)} |",
        f"| answers that fell back to the grounded one | {sum(o.answer.mode == 'grounded' for o in outcomes)} |",
        f"| answers that are not verified | {sum(not o.answer.verified for o in outcomes)} |",
        f"| seconds a question | {seconds / max(len(outcomes), 1):.1f} |", "",
        "## Some wrong figures that were stopped", "",
        *[f"- {figure}: {text[:80]}" for figure, text in wrong[:20]], "",
        "## Its sentences that were shown", "",
        *[f"- {text[:120]}" for o in outcomes for text in o.shown][:20], "",
    ]  # fmt: skip
    return "\n".join(lines)


def main(words: Sequence[str]) -> int:
    """Run; 1 where a wrong figure was shown."""
    count = int(words[0]) if words else 200
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as url:
        outcomes = run(url, count)
    text = report(outcomes, time.monotonic() - started)
    if not words:
        REPORT.write_text(text, encoding="utf-8")
    print(text)
    return int(any(o.let_through for o in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
