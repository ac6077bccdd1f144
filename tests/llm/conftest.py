"""The published plan, asked with models; no test leaves one behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_model_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the model away that a test gave to the shared assistant."""
    yield
    if "plan" in request.fixturenames:
        request.getfixturevalue("plan").model = None
