"""Whatever the OpenAPI document lets one send, and much that it does not: no 5xx, and replies as documented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from api_calls import families_of
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from assistant import Assistant
from assistant.log import open_journal
from assistant.server import build_server
from assistant.settings import read_settings
from assistant.ui.books import Books

pytestmark = pytest.mark.slow

# Sent beside the documented: wrong types, missing fields, other content types, methods that there are not.
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance", "negative_data_rejection",
    "positive_data_acceptance", "unsupported_method",
)  # fmt: skip


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The document of an application over the real core, with its log."""
    folder: Path = tmp_path_factory.mktemp("data")
    read = read_settings(data=folder, questions_a_minute=0)
    core = Assistant.open()
    journal = open_journal(read)
    books = Books.of_index(core.index, read.corpus, core.plan.meta.key)
    app = build_server(core, journal, read, families=families_of(books))
    yield schemathesis.openapi.from_asgi("/api/openapi.json", app)
    journal.close()
    core.close()


LABELS = (
    "POST /api/ask", "POST /api/ask/stream", "POST /api/answers/{answer}/feedback", "GET /api/answers/{answer}/slip", "GET /api/plans", "GET /api/plans/{plan}/clauses/{clause}",
    "GET /api/plans/{plan}/indicators", "GET /api/plans/{plan}/entitlements", "GET /healthz", "GET /readyz",
)  # fmt: skip
READS_TEXTS = frozenset(
    {"GET /api/plans/{plan}/entitlements"}
)  # an age is a text, and not every text is an age
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


def test_every_operation_is_tried(api: Any) -> None:
    assert {operation.ok().label for operation in api.get_all_operations()} == set(LABELS)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", LABELS)
def test_replies_are_as_documented(api: Any, label: str, mode: Any) -> None:
    """With what the document allows (positive), and with what it does not (negative)."""
    names = [name for name in CHECKS if not (name == "positive_data_acceptance" and label in READS_TEXTS)]
    checks = [check for name in names for check in schemathesis.checks.CHECKS.get_by_names([name])]
    strategy = api.find_operation_by_label(label).as_strategy(generation_mode=mode)

    @given(case=strategy)
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)  # fmt: skip
    def try_it(case: Any) -> None:
        case.call_and_validate(checks=checks)

    try:
        try_it()
    except Unsatisfiable:
        pytest.skip("nothing can be sent that the document does not allow")
