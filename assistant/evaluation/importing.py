"""Questions of others → cases: a CSV or Excel table with 问题, 标准答案, 依据条款.

Each figure of the standard answer has to be in the answer, and the words of the clause have to be cited. A row whose
clause is not found in the plan is not taken over; what is wrong with it is said. Whoever imports looks over the cases.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError
from assistant.numerals import find_quantities, format_decimal
from assistant.patterns import lazy
from assistant.plan import Plan, source_span
from assistant.records import Clause

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "question": ("问题", "提问", "question"),
    "answer": ("标准答案", "参考答案", "答案", "answer"),
    "clause": ("依据条款", "依据", "条款", "clause", "source"),
    "category": ("类别", "category"),
    "audience": ("提问者", "audience"),
    "split": ("题组", "split"),
}
NEEDED = ("question", "answer", "clause")
# A standard answer that begins like this says that the plan has none.
_NONE = lazy(
    r"^(?:规划|本规划|文件)?(?:中)?(?:未|没有|并未|无)(?:说明|规定|涉及|提及|提到|明确|写明|相关)|^not in the plan",
    re.IGNORECASE,
)
_BLANK = lazy(r"\s+")
_ENGLISH = lazy(r"^[\x00-\x7f]*$")


@dataclass(frozen=True, slots=True)
class Imported:
    """Cases in the form of eval/cases, and what is wrong with the rows that gave none."""

    cases: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the plan holds an answer: line of the source (from 1), an exact piece of it, and the words to be cited."""

    line: int
    quote: str
    cited: str


def import_table(
    file: Path,
    plan: Plan,
    prefix: str,
    first: int = 1,
    split: str = "check",
    taken: Mapping[int, str] | None = None,
) -> Imported:
    """Read a table of questions.

    Args:
        file: .csv (UTF-8 or GB 18030) or .xlsx, its first row the names of the columns.
        plan: the plan they are about.
        prefix: two small letters that ids begin with.
        first: number of the first id.
        split: of rows that name none.
        taken: splits by source line; all cases about one line have to be in the same.

    Raises:
        EvaluationError: the file cannot be read, or lacks a column.
    """
    cases: list[dict[str, Any]] = []
    wrong: list[str] = []
    for line, row in _rows(file):
        found = _case(row, plan, f"{prefix}-{first + len(cases):03}", split, taken or {})
        if isinstance(found, str):
            wrong.append(f"{file.name}, row {line}: {found}")
        else:
            cases.append(found)
    return Imported(tuple(cases), tuple(wrong))


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    table = _excel(file) if file.suffix.lower() == ".xlsx" else _csv(file)
    head = next(table, [])
    names = {name.strip().lower(): at for at, name in enumerate(head)}
    at = {field: names[n] for field, given in COLUMNS.items() for n in reversed(given) if n in names}
    if missing := [COLUMNS[field][0] for field in NEEDED if field not in at]:
        raise EvaluationError(
            f"{file} has no column {'、'.join(missing)}; its columns are {'、'.join(head) or 'none'}"
        )
    for line, cells in enumerate(table, 2):
        row = {field: cells[n].strip() if n < len(cells) else "" for field, n in at.items()}
        if any(row.values()):
            yield line, row


def _csv(file: Path) -> Iterator[list[str]]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{file} cannot be read ({error.strerror}); check the path") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return iter(list(csv.reader(text.splitlines())))
    raise EvaluationError(f"{file} is neither UTF-8 nor GB 18030; save it as CSV in UTF-8")


def _excel(file: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        with closing(load_workbook(file, read_only=True, data_only=True)) as book:
            cells = list(book.worksheets[0].iter_rows(values_only=True))
    except Exception as error:  # openpyxl raises whatever broke first
        raise EvaluationError(
            f"{file} cannot be read as an Excel table ({error}); save it as .xlsx"
        ) from error
    return iter([["" if cell is None else str(cell) for cell in row] for row in cells])


def _case(
    row: Mapping[str, str], plan: Plan, identity: str, split: str, taken: Mapping[int, str]
) -> dict[str, Any] | str:
    """The case of a row, or what is wrong with it."""
    if not row["question"]:
        return "there is no question"
    refuses = bool(_NONE.match(row["answer"]))
    place = find_place(row["clause"], plan, row["answer"]) if row["clause"] else None
    if row["clause"] and place is None:
        return f"the plan has no clause {row['clause'][:40]!r}; give its id (2.1.g3) or words of it"
    if place is None and not refuses:
        return "there is no clause"
    return {
        "id": identity,
        "plan": plan.meta.key,
        "split": row.get("split") or (taken.get(place.line, split) if place else split),
        "family": identity,
        "category": row.get("category") or ("missing-attribute" if refuses else "imported"),
        "audience": row.get("audience") or "staff",
        "lang": "en" if _ENGLISH.match(row["question"]) else "zh",
        "turns": [row["question"]],
        "status": "abstained" if refuses else "answered",
        "reason": "not_in_plan" if refuses else None,
        "must": [] if refuses else figures_of(row["answer"]),
        "must_not": [],
        "cite": [] if refuses or place is None else [[place.cited]],
        "rows": None,
        "gold": None if place is None else {"line": place.line, "quote": place.quote},
        "note": f"imported; standard answer: {row['answer']}",
    }


def figures_of(answer: str) -> list[list[str]]:
    """Two groups for each figure of a standard answer: the bare figure, and its bound in any wording where it has one."""
    groups: list[list[str]] = []
    for quantity in find_quantities(answer):
        if not quantity.unit:
            continue
        bare = format_decimal(quantity.value) + quantity.unit
        forms = [form.format(bare) for form in _BOUNDS.get(quantity.comparator, ())]
        groups += [[bare], forms] if forms else [[bare]]
    return [group for n, group in enumerate(groups) if group not in groups[:n]]


_BOUNDS: Mapping[str, tuple[str, ...]] = {
    "<=": (
        "{}以下", "{}以内", "{}及以下", "不超过{}", "不高于{}", "不多于{}", "至多{}", "最多{}", "≤{}", "at most {}",
        "no more than {}", "not exceed {}", "or below {}", "within {}",
    ),
    ">=": (
        "{}以上", "{}及以上", "不低于{}", "不少于{}", "至少{}", "最少{}", "≥{}", "at least {}", "no less than {}",
        "no fewer than {}", "{} or more", "{} or above",
    ),
    "<": ("未满{}", "不满{}", "不足{}", "少于{}", "低于{}", "小于{}", "under {}", "below {}", "less than {}", "<{}"),
    ">": ("超过{}", "高于{}", "多于{}", "大于{}", "more than {}", "above {}", "over {}", ">{}"),
}  # fmt: skip


def find_place(said: str, plan: Plan, answer: str = "") -> Place | None:
    """The place that is meant by a clause's id, by words of it, or by its number below a heading; None where none is."""
    bare = _BLANK.sub("", said)
    clause = plan.by_id.get(said) or _by_words(bare, plan)
    if clause is None:
        return None
    words = bare if bare in _BLANK.sub("", clause.text) else ""
    return _place(clause, plan, words or _sentence_with(clause, answer))


def _by_words(bare: str, plan: Plan) -> Clause | None:
    """The one clause that holds some words, the shortest where several do; too few words tell nothing."""
    if len(bare) < 4:
        return None
    holding = [clause for clause in plan.clauses if bare in _BLANK.sub("", clause.text)]
    return min(holding, key=lambda clause: len(clause.text)) if holding else None


def _sentence_with(clause: Clause, answer: str) -> str:
    """The first piece of a clause that shares a figure with the answer, else its first piece."""
    pieces = [piece for piece in re.split(r"(?<=[。；！？])", clause.text) if piece.strip()] or [clause.text]
    wanted = {quantity.value for quantity in find_quantities(answer)}
    sharing = (p for p in pieces if wanted & {quantity.value for quantity in find_quantities(p)})
    return _BLANK.sub("", next(sharing, pieces[0]))


def _place(clause: Clause, plan: Plan, words: str) -> Place:
    """Line and exact piece of the source for words of a clause (without blanks), up to the end of their line."""
    kept = [(n, c) for n, c in enumerate(clause.text) if not c.isspace()]
    at = "".join(c for _, c in kept).find(words)
    start, end, _ = source_span(clause, kept[at][0], kept[at + len(words) - 1][0] + 1)
    line = plan.source.count("\n", 0, start) + 1
    quote = plan.source[start:end].split("\n")[0].rstrip("\r")
    return Place(line, quote, words)
