"""The report of a run as one HTML page that needs nothing from anywhere: charts, tables, every failed case."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from assistant.evaluation import refusals
from assistant.evaluation.charts import bars, curve
from assistant.evaluation.measures import Graded, accuracy, scored
from assistant.evaluation.record import by_group
from assistant.evaluation.report import Run, of_split, outcome_of

_TEMPLATE = Path(__file__).with_name("report.html")


def html_page(run: Run, block: str) -> str:
    """The page of a run, around the tables of ``docs_block``."""
    marks = " · ".join(f"{name} {value}" for name, value in run.marks.items())
    tables = MarkdownIt("commonmark").enable("table").render(block)
    tables = tables.replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>")
    parts = {
        "@MARKS@": escape(f"{run.main} · {marks}"),
        "@CHARTS@": _charts(run),
        "@TABLES@": tables,
        "@DATA@": _json(failed_cases(run)),
    }
    page = _TEMPLATE.read_text(encoding="utf-8")
    for mark, text in parts.items():
        before, _, after = page.partition(mark)
        page = before + text + after
    return page


def _charts(run: Run) -> str:
    own = of_split(run.own, run.split)
    systems = {name: accuracy(of_split(graded, run.split)) for name, graded in run.graded.items()}
    outcomes = [outcome_of(graded) for graded in scored(own)]
    return "".join(
        (
            bars("答对率（按系统）Right answers, by system", systems),
            bars("答对率（按类别）Right answers, by group", by_group(own)),
            curve("作答越多，答错的比例 Wrong answers as more are given", refusals.curve(outcomes)),
        )
    )


def failed_cases(run: Run) -> list[dict[str, Any]]:
    """Every case that was not answered rightly, with the answer, what it lacked and the evidence."""
    return [_failed(graded) for graded in run.own if not graded.right]


def _failed(graded: Graded) -> dict[str, Any]:
    case, answer, gold = graded.case, graded.answer, graded.case.gold or {}
    faults = list(graded.score.faults) if graded.score else [f"crashed: {graded.kept.crash}"]
    places = [gold, *gold.get("also", [])] if gold else []
    return {
        "id": case.id, "split": case.split, "category": case.category, "audience": case.audience, "lang": case.lang,
        "outcome": "crashed" if graded.crashed else "wrong",
        "turns": [turn[:2000] for turn in case.turns],
        "faults": faults,
        "answer": answer["answer"],
        "citations": [
            {"n": c.get("n"), "clause": c.get("clause_id") or "", "quote": c.get("quote") or ""} for c in answer["citations"]
        ],
        "sql": answer["sql"]["statement"] if answer["sql"] else "",
        "gold": [{"line": place["line"], "quote": place["quote"]} for place in places],
    }  # fmt: skip


def _json(value: Any) -> str:
    """JSON that ends no script element, and that any encoding holds."""
    return json.dumps(value).replace("<", "\\u003c")
