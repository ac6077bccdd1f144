"""凭条: an answer with all that is needed to check it anew, on any machine that has the plan.

    slip_of(answer, plans)      answer → slip: question, sentences, citations, what they rest on, the plan's sha256
    examine(slip, corpus)       slip + published text → what holds and what does not

A slip is not signed, and need not be: nothing that it says is believed. Clauses, rows and duties are read again
from the published text, the query runs again, and every sentence goes through the same checks as on the first day.
Whoever alters a figure, a quote, a source or the text of the plan is found out. What cannot be proved is that the
plan does not say something: of a refusal, only the sentences are checked.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter, ValidationError

from assistant.build import Reading, english_names, read_plan
from assistant.distress import load_help_lines
from assistant.duties import load_external
from assistant.errors import AssistantError, SlipError
from assistant.lexicon import fold, fold_known, read_table
from assistant.plan import source_span
from assistant.records import (
    Answer,
    Citation,
    Draft,
    Duty,
    Evidence,
    Grounds,
    Language,
    Sentence,
    SqlResult,
    Status,
)
from assistant.sql.guard import Schema, guard
from assistant.sql.run import ReadOnlyDatabase
from assistant.store import SCHEMA, Contents, Inputs, open_index, write_index
from assistant.verify import check
from assistant.wording import PER_EN

VERSION: Final = 1
LARGEST = 4 * 1024 * 1024  # bytes of a slip
_SECONDS = 10.0  # that its query may take


@dataclass(frozen=True, slots=True)
class Slip:
    """凭条: see the module.

    Attributes:
        version: of this form.
        made_at: when, in UTC.
        plan, title, sha256: key and title of the plan, and the SHA-256 of its published text.
        question, completed_question, status, reason, lang, mode: as in the answer.
        sentences, citations, sql, grounds: as in the answer.
    """

    version: Literal[1]
    made_at: str
    plan: str
    title: str
    sha256: str
    question: str
    completed_question: str
    status: Status
    reason: str | None
    lang: Language
    mode: Literal["grounded", "model"]
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    sql: SqlResult | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Finding:
    """所见: one thing that was looked at.

    Attributes:
        holds: whether it is as the slip says.
        what: plan, citation 1, query, sentence 1 …
        found: what was found.
    """

    holds: bool
    what: str
    found: str


def slip_of(answer: Answer, plan: str, title: str, sha256: str, made_at: str) -> Slip:
    """The slip of an answer.

    Raises:
        SlipError: it was not checked (rejected, or a fault of the program), so there is nothing to prove.
    """
    if answer.grounds is None:
        raise SlipError(
            "这条回答没有经过核对，没有凭条可出。 / This answer was not checked; there is no slip of it."
        )
    return Slip(
        VERSION, made_at, plan, title, sha256, answer.question, answer.completed_question, answer.status, answer.reason,
        answer.lang, answer.mode, answer.sentences, answer.citations, answer.sql, answer.grounds,
    )  # fmt: skip


def to_json(slip: Slip) -> dict[str, Any]:
    """The slip as a JSON object."""
    made: dict[str, Any] = _adapter().dump_python(slip, mode="json")
    return made


def read_slip(path: Path) -> Slip:
    """Read a slip from a file: the object itself, or an answer of the API that holds one.

    Raises:
        SlipError: it is none.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise SlipError(f"{path} 太大，不是凭条。 / {path} is too large to be a slip.")
        record = json.loads(path.read_text(encoding="utf-8"))
        inner = (
            record.get("slip")
            if isinstance(record, dict) and isinstance(record.get("slip"), dict)
            else record
        )
        return _adapter().validate_json(json.dumps(inner))
    except (OSError, ValueError, RecursionError, ValidationError) as error:
        raise SlipError(
            f"{path} 不是凭条，或已损坏（{_short(error)}）。 / {path} is no slip, or is damaged ({_short(error)})."
        ) from error


def _short(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'slip'}: {first['msg']}"
    return str(error).split("\n")[0][:200]


@cache
def _adapter() -> TypeAdapter[Slip]:
    return TypeAdapter(Slip)


# --- checking ---------------------------------------------------------------------------------------


def examine(slip: Slip, corpus: Path) -> Iterator[Finding]:
    """Check a slip against the published text of its plan; nothing but the corpus is read.

    Yields:
        What was looked at, in order; where the plan itself is another, nothing after it.

    Raises:
        AssistantError: the corpus cannot be used.
    """
    if not (corpus / slip.plan / "plan.toml").is_file() or "/" in slip.plan or slip.plan.startswith("."):
        yield Finding(False, "plan", f"规划 {slip.plan!r} 不在本机 / there is no plan {slip.plan!r} here")
        return
    reading = read_plan(corpus, slip.plan)
    own = hashlib.sha256(reading.plan.source.encode()).hexdigest()
    if own != slip.sha256:
        yield Finding(
            False, "plan", f"本机的规划文本不同（sha256 {own}） / the text of the plan here is another"
        )
        return
    yield Finding(True, "plan", f"{reading.plan.meta.title} (sha256 {own[:12]}…)")
    yield from (_citation(citation, reading, corpus) for citation in slip.citations)
    for part in _parts(slip):
        if part.sql is not None:
            yield _query(part.sql, reading)
    number = 1
    for part in _parts(slip):
        yield from _sentences(part, reading, corpus, number)
        number += len(part.sentences)


def _parts(slip: Slip) -> Iterator[Slip]:
    """The slip of each question of a line that asks several, its sentences and what they rest on; the slip itself where it asks one."""
    after = slip.grounds.after
    ends = (*(one.sentences for one in after), len(slip.sentences))
    asked = slip.grounds.asked or slip.completed_question
    first = replace(slip.grounds, after=())
    yield replace(slip, sentences=slip.sentences[: ends[0]], completed_question=asked, grounds=first)
    for one, end in zip(after, ends[1:], strict=True):
        yield replace(
            slip,
            completed_question=one.question,
            sentences=slip.sentences[one.sentences : end],
            sql=one.sql,
            grounds=one.grounds,
        )


def _citation(citation: Citation, reading: Reading, corpus: Path) -> Finding:
    """Whether a quote stands where it is said to."""
    what = f"citation {citation.n}"
    if citation.source == "document":
        known = {duty.document for duty in _duties(reading, corpus)}
        holds = citation.document in known
        return Finding(holds, what, citation.document or "?")
    clause = reading.plan.by_id.get(citation.clause_id)
    if clause is None or citation.plan != reading.plan.meta.key:
        return Finding(
            False, what, f"没有条款 {citation.clause_id} / there is no clause {citation.clause_id}"
        )
    at = clause.text.find(citation.quote)
    while at >= 0 and citation.quote:
        start, end, repaired = source_span(clause, at, at + len(citation.quote))
        if (start, end, repaired) == (citation.start, citation.end, citation.repaired):
            holds = citation.path == clause.path
            return Finding(holds, what, f"{clause.id}: 「{reading.plan.source[start:end]}」")
        at = clause.text.find(citation.quote, at + 1)
    return Finding(False, what, f"{clause.id} 此处没有这句话 / {clause.id} does not say that there")


def _query(sql: SqlResult, reading: Reading) -> Finding:
    """Whether the query, run again over the table read anew, returns the same."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Inputs({}, "slip", (reading.plan.meta.key,))
        contents = Contents(reading.plan, reading.rows, reading.duties, reading.entitlements)
        write_index(Path(folder), [contents], inputs)
        schema = Schema(SCHEMA)
        path = open_index(Path(folder), inputs).database
        try:
            with ReadOnlyDatabase(
                path, schema, time_limit=_SECONDS, row_cap=max(len(sql.rows), 1)
            ) as database:
                result = database.run(guard(sql.statement, schema), sql.parameters)
        except AssistantError as error:
            return Finding(False, "query", str(error))
    same = (
        (result.columns, len(result.rows), result.truncated)
        == (sql.columns, len(sql.rows), sql.truncated)
    ) and all(_same_cells(ours, theirs) for ours, theirs in zip(result.rows, sql.rows, strict=True))  # fmt: skip
    return Finding(same, "query", f"{len(result.rows)} 条 / row(s)")


def _same_cells(ours: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    """Whether two rows are equal; figures by their value, as 90 may be printed 90.0."""
    return len(ours) == len(theirs) and all(
        a == b or (None not in (a, b) and _decimal(a) is not None and _decimal(a) == _decimal(b))
        for a, b in zip(ours, theirs, strict=True)
    )


def _decimal(cell: object) -> Decimal | None:
    try:
        return Decimal(str(cell))
    except InvalidOperation:
        return None


def _sentences(slip: Slip, reading: Reading, corpus: Path, first: int) -> Iterator[Finding]:
    """Whether each sentence passes the checks over the evidence read anew; they are numbered from ``first`` on."""
    evidence = _evidence(slip, reading, corpus)
    if isinstance(evidence, Finding):
        yield evidence
        return
    verdict = check(Draft(slip.sentences, slip.citations), evidence)
    failed = [(dropped.text, f"{dropped.check}: {dropped.reason}") for dropped in verdict.dropped]
    for number, sentence in enumerate(slip.sentences, first):
        reason = next((reason for text, reason in failed if text == sentence.text), "")
        yield Finding(
            not reason, f"sentence {number}", f"{sentence.text}{f'  —  {reason}' if reason else ''}"
        )


def _evidence(slip: Slip, reading: Reading, corpus: Path) -> Evidence | Finding:
    """What the sentences rest on, read anew; or what of it there is not."""
    grounds, rows = slip.grounds, {row.id: row for row in reading.rows}
    lines = {line.number: line for line in load_help_lines(corpus / "help_lines.tsv")}
    known = {replace(duty, citation=None) for duty in _duties(reading, corpus)}
    for what, names, there in (
        ("row", (*grounds.rows, *_beside(grounds)), rows),
        ("clause", (*grounds.clauses, *grounds.found), reading.plan.by_id),
        ("help line", grounds.help_lines, lines),
    ):
        if missing := [name for name in names if name not in there]:
            return Finding(False, what, f"没有 {missing[0]} / there is no {missing[0]}")
    for duty in grounds.duties:
        if duty.basis in ("stated", "external") and replace(duty, citation=None) not in known:
            return Finding(False, "duty", f"查无此项职责：{duty.actor}{duty.role} / nobody says so")
    chosen = (
        _evidence(replace(slip, grounds=grounds.chosen, sql=grounds.chosen.sql), reading, corpus)
        if grounds.chosen
        else None
    )
    if isinstance(chosen, Finding):
        return chosen
    return Evidence(
        indicators=tuple(rows[i] for i in grounds.rows),
        clauses=tuple(reading.plan.by_id[i] for i in grounds.clauses),
        sql=slip.sql,
        period=reading.plan.meta.period,
        glosses=_glosses(corpus, slip.plan),
        table=grounds.table,
        found=grounds.found,
        against=tuple(rows[i] for i in _beside(grounds)),
        duties=grounds.duties,
        help_lines=tuple(lines[n] for n in grounds.help_lines),
        question=fold(slip.completed_question),
        text=fold_known("".join(clause.text for clause in reading.plan.clauses)),
        titles=(reading.plan.meta.title, reading.plan.meta.title_en),
        chosen=chosen if isinstance(chosen, Evidence) else None,
    )


def _beside(grounds: Grounds) -> tuple[str, ...]:
    """Ids of the rows that stand beside what was found: what others were held against, what was not counted."""
    return (*grounds.table.against, *grounds.table.uncounted) if grounds.table else ()


def _duties(reading: Reading, corpus: Path) -> tuple[Duty, ...]:
    return (*reading.duties, *load_external(corpus / "external.tsv"))


def _glosses(corpus: Path, key: str) -> Mapping[str, str]:
    path = corpus / key / "actors.tsv"
    rows = read_table(path, ("zh", "en", "said", "kind")) if path.exists() else ()
    return {row["zh"]: row["en"] for row in rows} | english_names(corpus, key) | dict(PER_EN)
