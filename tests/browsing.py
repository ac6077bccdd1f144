"""A visit of the site in Chromium: one browser context, what it asked for and what went wrong in it."""

from __future__ import annotations

from typing import Any

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BOX = "#pa-box textarea"


class Visit:
    """One browser context: its own memory, its requests and errors."""

    def __init__(
        self, browser: Any, url: str, width: int = 1280, height: int = 900, path: str = "/", **options: Any
    ) -> None:
        self.url = url
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.context.set_default_timeout(30_000)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.go(path)

    def go(self, path: str) -> None:
        """Open a path of the site."""
        self.page.goto(self.url.rstrip("/") + path)
        self.page.wait_for_selector("#pa-head .pa-header")
        self.page.wait_for_selector(f"main.pa-content, {BOX}", state="attached")

    def ask(self, question: str, turns: int = 1) -> None:
        self.page.locator(BOX).fill(question)
        self.page.locator(BOX).press("Enter")
        self.answered(turns)

    def answered(self, turns: int = 1) -> None:
        self.page.wait_for_selector(f"#pa-turns .pa-turn:nth-child({turns}) .pa-badge")

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def focused(self, script: str) -> Any:
        return self.page.evaluate(f"(() => {{ const e = document.activeElement; return {script}; }})()")

    def tab_to(self, selector: str, presses: int = 30) -> None:
        for _ in range(presses):
            if self.focused(f"e.matches({selector!r})"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by the Tab key")
