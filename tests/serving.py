"""The application in a process of its own, as it is started by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent


@contextmanager
def serving(data: Path | None = None, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``python app.py`` on a free port, and its address; its log in a folder of its own unless one is given."""
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "HOST": "127.0.0.1",
            "PORT": "0",
            "DATA": str(data or folder),
            "QUESTIONS_A_MINUTE": "0",
        } | settings
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=REPO,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | {f"ASSISTANT_{name}": value for name, value in own.items()},
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            address = next((word for line in process.stdout for word in line.split() if "://" in word), "")
            if not address:
                raise RuntimeError(f"the server ended with {process.wait()} before it listened")
            yield process, address
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()


def clients(*arguments: object, timeout: float = 900) -> dict[str, Any]:
    """What clients in another process met (tests/load.py)."""
    command = [sys.executable, "-m", "tests.load", *map(str, arguments)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=timeout, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
