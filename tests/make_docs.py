"""Make what the docs show from the program itself: the transcript, the picture of the chat, how well it refuses.

make docs
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.evaluation.cases import read_cases
from assistant.evaluation.refusals import outcomes, report
from assistant.render import to_text

REPO = Path(__file__).resolve().parent.parent
READMES = (REPO / "README.md", REPO / "README.zh-CN.md")
QUESTION = "2025年婴儿死亡率目标是多少？"
PICTURE = REPO / "docs" / "images" / "chat.png"
TRANSCRIPT = re.compile(r"(<!-- transcript -->\n```text\n)(.*?)(\n```\n<!-- /transcript -->)", re.DOTALL)
REFUSALS = re.compile(r"(<!-- refusals -->\n)(.*?)(<!-- /refusals -->)", re.DOTALL)
# As root, and on a network that answers nobody, Chromium needs these.
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def transcript() -> str:
    """What `assistant ask` prints for the question of the README."""
    core = Assistant.open()
    text = to_text(core.ask(QUESTION))
    core.close()
    return text


def refusals() -> str:
    """What `assistant eval refusals --split check` prints."""
    core = Assistant.open()
    files = sorted((REPO / "eval" / "cases").glob("*.jsonl"))
    found = outcomes(core, (case for case in read_cases(files) if case.split == "check"))
    core.close()
    return report(found)


def main() -> None:
    """Write the transcript into both READMEs, the picture into docs/images, the tables into docs/refusal.md."""
    text = transcript()
    for path in READMES:
        page = path.read_text(encoding="utf-8")
        path.write_text(TRANSCRIPT.sub(lambda m: m.group(1) + text + m.group(3), page), encoding="utf-8")
    page = REPO / "docs" / "refusal.md"
    told = refusals()
    text = REFUSALS.sub(lambda m: m.group(1) + told + "\n" + m.group(3), page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")
    take_picture()


def take_picture() -> None:
    """The chat with a question, its answer, its SQL and the cited clause."""
    from playwright.sync_api import sync_playwright

    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(address)
        page.locator("textarea").first.fill(QUESTION)
        page.locator("textarea").first.press("Enter")
        page.locator("mark").first.wait_for()
        page.locator("details summary").first.click()
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURE)
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The chat on a free port of this machine, until the block ends."""
    from assistant.ui import build_page, launch_page

    core: Any = Assistant.open()
    page = build_page(core)
    try:
        yield launch_page(page, "127.0.0.1", 0, block=False, ready=lambda address: None)
    finally:
        page.close()
        core.close()


if __name__ == "__main__":
    main()
