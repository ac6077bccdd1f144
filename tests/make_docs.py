"""Make what the docs show from the program itself: the transcript, pictures of the pages, how well it refuses.

make docs
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
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
PICTURES = REPO / "docs" / "images"
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
    """Write the transcript into both READMEs, the pictures into docs/images, the tables into docs/refusal.md."""
    text = transcript()
    for path in READMES:
        page = path.read_text(encoding="utf-8")
        path.write_text(TRANSCRIPT.sub(lambda m: m.group(1) + text + m.group(3), page), encoding="utf-8")
    page = REPO / "docs" / "refusal.md"
    told = refusals()
    text = REFUSALS.sub(lambda m: m.group(1) + told + "\n" + m.group(3), page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")
    take_pictures()


def take_pictures() -> None:
    """The chat with a question, its answer and the cited clause; the table of indicators; a clause; the chat on a phone."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    with serving() as (address, plan), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(address)
        ask(page, QUESTION)
        page.locator("[data-key=sql-0] summary").click()
        page.screenshot(path=PICTURES / "chat.png")
        for name, path in (("indicators", "indicators?unit=‰"), ("clause", "clauses/2.1.g8")):
            page.goto(f"{address}plans/{plan}/{path}")
            page.locator("main h2").first.wait_for(state="attached")
            page.screenshot(path=PICTURES / f"{name}.png")
        phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
        phone.goto(address)
        ask(phone, "小学生和初中生的近视率目标差多少？")
        phone.locator(".pa-chart").wait_for()
        phone.evaluate("scrollTo(0, 0)")
        phone.screenshot(path=PICTURES / "phone.png", full_page=True)
        browser.close()


def ask(page: Any, question: str) -> None:
    """A question, until its answer and its source are there."""
    page.locator("#pa-box textarea").fill(question)
    page.locator("#pa-box textarea").press("Enter")
    page.locator(".pa-cited mark").first.wait_for(timeout=60_000)
    page.locator("#pa-now .pa-turn").wait_for(state="detached")


@contextmanager
def serving() -> Iterator[tuple[str, str]]:
    """The application on a free port of this machine, without a log, until the block ends; with the key of its plan."""
    import uvicorn

    from assistant.app import application
    from assistant.log import NoJournal
    from assistant.settings import read_settings

    core = Assistant.open()
    app = application(core, NoJournal(), read_settings())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/", core.plan.meta.key
        finally:
            server.should_exit = True
            thread.join(30)
            core.close()


if __name__ == "__main__":
    main()
