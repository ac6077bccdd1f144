"""Slips: an answer that is as it was holds; whatever is altered in it is found out."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant import Assistant
from assistant.build import read_plan
from assistant.cli import app
from assistant.errors import SlipError
from assistant.evaluation.cases import read_cases
from assistant.records import Turn
from assistant.slips import Slip, _adapter, examine, read_slip, slip_of, to_json

RATE = "2025年婴儿死亡率目标是多少？"
QUESTIONS = (
    RATE, "怎么预防儿童溺水？", "用千分率表示的指标有哪些？", "校园欺凌由谁负责", "小学生和初中生的近视率相差多少", "婴儿死亡率是不是6‰以下？",
    "2030年婴儿死亡率目标是多少？", "What is the 2025 target for infant mortality?", "我爸又打我了，我不敢回家", "基本原则有哪些", "你好",
    "主要目标最多的领域有几条策略措施？",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Plans are read once for all tests, not once a slip."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.slips.read_plan", functools.cache(read_plan))
        yield


@pytest.fixture(scope="module")
def core() -> Iterator[Assistant]:
    opened = Assistant.open()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def slip_for(core: Assistant) -> Callable[[str], Slip]:
    stored = core.index.plans()[0]

    def make(question: str) -> Slip:
        return slip_of(core.ask(question), stored.meta.key, stored.meta.title, stored.sha256, "2026-03-01T00:00:00Z")  # fmt: skip

    return make


def faults(slip: Slip, corpus: Path) -> list[str]:
    return [finding.what for finding in examine(slip, corpus) if not finding.holds]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_answered_holds(core: Assistant, slip_for: Callable[[str], Slip], question: str) -> None:
    slip = slip_for(question)
    assert _adapter().validate_json(json.dumps(to_json(slip))) == slip
    found = list(examine(slip, core.settings.corpus))
    assert [finding for finding in found if not finding.holds] == []
    assert len([f for f in found if f.what.startswith("sentence")]) == len(slip.sentences)


def _text(slip: Slip, old: str, new: str) -> Slip:
    return replace(slip, sentences=tuple(replace(s, text=s.text.replace(old, new)) for s in slip.sentences))


def _cited(slip: Slip, **changes: Any) -> Slip:
    return replace(slip, citations=(replace(slip.citations[0], **changes), *slip.citations[1:]))


@pytest.mark.parametrize(
    ("question", "alter", "fault"),
    [
        (RATE, lambda s: _text(s, "5.5‰", "4.5‰"), "sentence 1"),
        (RATE, lambda s: _text(s, "以下", "以上"), "sentence 1"),
        (RATE, lambda s: _text(s, "婴儿死亡率", "新生儿死亡率"), "sentence 1"),
        (RATE, lambda s: _text(s, "2025年", "2023年"), "sentence 1"),
        (RATE, lambda s: _cited(s, quote="——婴儿死亡率控制在 4.5‰以下。"), "citation 1"),
        (RATE, lambda s: _cited(s, start=s.citations[0].start + 1), "citation 1"),
        (RATE, lambda s: _cited(s, clause_id="2.1.g3.3"), "citation 1"),
        (RATE, lambda s: _cited(s, clause_id="9.9"), "citation 1"),
        (RATE, lambda s: _cited(s, path=("别处",)), "citation 1"),
        (RATE, lambda s: _cited(s, plan="another"), "citation 1"),
        (RATE, lambda s: replace(s, sha256="0" * 64), "plan"),
        (RATE, lambda s: replace(s, plan="another"), "plan"),
        (RATE, lambda s: replace(s, plan="../daqing-children-2021-2025"), "plan"),
        (RATE, lambda s: replace(s, sql=replace(s.sql, rows=())), "query"),
        (RATE, lambda s: replace(s, sql=replace(s.sql, rows=(tuple("4.5" if c == "5.5" else c for c in s.sql.rows[0]),))), "query"),
        (RATE, lambda s: replace(s, sql=replace(s.sql, statement="DELETE FROM indicators")), "query"),
        (RATE, lambda s: replace(s, sql=replace(s.sql, statement="SELECT 1; SELECT 2")), "query"),
        (RATE, lambda s: replace(s, grounds=replace(s.grounds, rows=("no such row",))), "row"),
        (RATE, lambda s: replace(s, grounds=replace(s.grounds, clauses=("9.9",))), "clause"),
        ("用千分率表示的指标有哪些？", lambda s: _text(s, "3 ", "4 "), "sentence 1"),
        ("校园欺凌由谁负责", lambda s: _text(s, "提到的有学校", "提到的有公安局"), "sentence 2"),
        ("我爸又打我了，我不敢回家", lambda s: replace(s, grounds=replace(s.grounds, help_lines=("99999",))), "help line"),
        ("我爸又打我了，我不敢回家", lambda s: _text(s, "110", "119"), "sentence 1"),
    ],
)  # fmt: skip
def test_what_was_altered_is_found_out(
    core: Assistant, slip_for: Callable[[str], Slip], question: str, alter: Callable[[Slip], Slip], fault: str
) -> None:
    slip = slip_for(question)
    altered = alter(slip)
    assert altered != slip, "nothing was altered"
    found = faults(altered, core.settings.corpus)
    assert found
    assert fault in found or (fault.startswith("sentence") and found[0].startswith("sentence"))


def test_a_duty_that_nobody_has_is_found_out(core: Assistant, slip_for: Callable[[str], Slip]) -> None:
    slip = slip_for("校园欺凌由谁负责")
    assert slip.grounds.duties
    duties = tuple(replace(duty, actor="市教育局") for duty in slip.grounds.duties)
    altered = replace(slip, grounds=replace(slip.grounds, duties=duties))
    assert "duty" in faults(altered, core.settings.corpus)


def test_another_text_of_the_plan_is_found_out(
    core: Assistant, slip_for: Callable[[str], Slip], corpus_copy: Path
) -> None:
    source = corpus_copy / "corpus" / core.plan.meta.key / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("5.5‰", "4.5‰"), encoding="utf-8")
    assert faults(slip_for(RATE), corpus_copy / "corpus") == ["plan"]


def test_no_index_and_no_model_is_needed(
    core: Assistant, slip_for: Callable[[str], Slip], corpus_copy: Path
) -> None:
    shutil.rmtree(corpus_copy / "indexes")
    assert faults(slip_for("怎么预防儿童溺水？"), corpus_copy / "corpus") == []
    assert not (corpus_copy / "indexes").exists()


def test_what_was_not_checked_has_no_slip(slip_for: Callable[[str], Slip]) -> None:
    for question in ("？", "长" * 3000):
        with pytest.raises(SlipError, match="没有经过核对"):
            slip_for(question)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"version": 2}', "[" * 10_000, '{"slip": {}}', "\x00"]
)
def test_a_file_that_is_no_slip(tmp_path: Path, text: str) -> None:
    (tmp_path / "slip.json").write_text(text, encoding="utf-8")
    with pytest.raises(SlipError, match="不是凭条"):
        read_slip(tmp_path / "slip.json")


def test_slips_on_the_command_line(tmp_path: Path) -> None:
    runner, file = CliRunner(), tmp_path / "slip.json"
    assert runner.invoke(app, ["slip", RATE, str(file)]).exit_code == 0
    done = runner.invoke(app, ["verify", str(file)])
    assert done.exit_code == 0
    assert "✓ sentence 1" in done.stdout
    assert isinstance(
        runner.invoke(app, ["slip", RATE, str(file)]).exception, SlipError
    )  # it is there already
    file.write_text(file.read_text(encoding="utf-8").replace("5.5‰", "4.5‰"), encoding="utf-8")
    done = runner.invoke(app, ["verify", str(file), "--json"])
    assert done.exit_code == 1
    assert {f["what"] for f in json.loads(done.stdout) if not f["holds"]} >= {"citation 1", "sentence 1"}


@pytest.mark.slow
def test_every_fifteenth_case_holds(core: Assistant, repo: Path) -> None:
    """Of the evaluation cases; one that fails shows a check that needs more than a slip keeps."""
    stored = core.index.plans()[0]
    cases = [case for case in read_cases(sorted((repo / "eval" / "cases").glob("*.jsonl"))) if case.split == "dev" and case.plan == stored.meta.key]  # fmt: skip
    wrong = []
    for case in cases[::15]:
        history: tuple[Turn, ...] = ()
        for question in case.turns[:-1]:
            history = (*history, Turn(question, core.ask(question, history)))
        given = core.ask(case.turns[-1], history)
        if given.grounds is not None:
            slip = slip_of(given, stored.meta.key, stored.meta.title, stored.sha256, "2026-03-01T00:00:00Z")
            found = faults(slip, core.settings.corpus)
            wrong += [(case.id, found)] if found else []
    assert wrong == []
