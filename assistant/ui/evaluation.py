"""The page 评测, for evaluators: runs a set of cases, shows how far it is, then the report.

One run at a time, in processes of its own, so that the chat goes on answering. Open to staff only.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final, Literal, cast

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from assistant.errors import AssistantError
from assistant.evaluation.bench import all_cases, ask, write_report
from assistant.evaluation.kept import RESULTS
from assistant.evaluation.report import headline
from assistant.evaluation.systems import system_of
from assistant.records import Language
from assistant.settings import Settings, read_settings
from assistant.ui.frame import Page, Site, language_of, switched

_LOG = logging.getLogger(__name__)
PATH: Final = "/evaluation"
SPLITS: Final = ("dev", "check", "all")
_REFRESH: Final = "3"  # seconds after which a browser looks again while a run is on

_TEXTS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "title": "评测",
        "intro": "用评测题检验回答的准确程度。改进程序只看开发题；验收题只用于计分，请不要逐题查看。",
        "split": "题组", "dev": "开发题", "check": "验收题", "all": "全部", "category": "类别", "every": "全部类别",
        "start": "开始评测", "running": "正在提问：{done} / {total}", "starting": "正在准备……", "done": "本次结果",
        "failed": "评测没有完成：{error}", "broken": "程序出错，详情见日志", "report": "评测报告", "none": "还没有评测报告。", "open": "在新窗口打开",
    },
    "en": {
        "title": "Evaluation",
        "intro": "Ask the evaluation cases and see how many answers are right. Improve the program by the dev cases only; the check cases are for measuring and should not be read.",
        "split": "Cases", "dev": "dev", "check": "check", "all": "all", "category": "Category", "every": "all categories",
        "start": "Run", "running": "Asking: {done} of {total}", "starting": "Getting ready …", "done": "This run",
        "failed": "The run did not finish: {error}", "broken": "the program failed, see its log", "report": "Report", "none": "There is no report yet.", "open": "Open in a window of its own",
    },
}  # fmt: skip

State = Literal["idle", "running", "done", "failed"]
Asking = Callable[[Settings, str, str, Callable[[int, int], None]], str]


@dataclass(frozen=True, slots=True)
class Now:
    """How far the run is; ``told`` is its outcome or what was in its way, "" for a fault of the program."""

    state: State = "idle"
    done: int = 0
    total: int = 0
    told: str = ""


def run_cases(settings: Settings, split: str, category: str, progress: Callable[[int, int], None]) -> str:
    """Ask cases, write the report, and give its headline."""
    cases = all_cases(settings.home, split, [category] if category else ())
    found = ask([system_of("assistant")], cases, settings, progress=progress)
    write_report(found, settings.home)
    return headline(found)


class Runs:
    """The one run that may be on."""

    def __init__(self, asking: Asking = run_cases) -> None:
        """Nothing runs yet."""
        self.now = Now()
        self._asking = asking
        self._lock = threading.Lock()

    def start(self, settings: Settings, split: str, category: str) -> bool:
        """Begin a run unless one is on; whether it was begun."""
        with self._lock:
            if self.now.state == "running":
                return False
            self.now = Now("running")
        threading.Thread(target=self._run, args=(settings, split, category), daemon=True).start()
        return True

    def _run(self, settings: Settings, split: str, category: str) -> None:
        def progress(done: int, total: int) -> None:
            self.now = replace(self.now, done=done, total=total)

        try:
            told = self._asking(settings, split, category, progress)
        except AssistantError as error:
            self.now = replace(self.now, state="failed", told=str(error))
        except Exception:  # the page has to say that it is over, whatever broke
            _LOG.exception("an evaluation could not be finished")
            self.now = replace(self.now, state="failed")
        else:
            self.now = replace(self.now, state="done", told=told)


def add(router: APIRouter, site: Site, runs: Runs | None = None) -> None:
    """Add the page, its report and the start of a run."""
    held = runs or Runs()

    @router.get(PATH, include_in_schema=False)
    def page(request: Request) -> Response:
        if (other := switched(request)) is not None:
            return other
        lang = language_of(request)
        if not site.is_staff(request):
            return site.refused(request, _TEXTS[lang]["title"])
        settings, now = read_settings(), held.now
        shown = site.draw(request, PAGE.key, _TEXTS[lang]["title"], page_body(site, settings, now, lang))
        if now.state == "running":
            shown.headers["Refresh"] = _REFRESH
        return shown

    @router.post(f"{PATH}/runs", include_in_schema=False)
    def start(request: Request, split: str = Form("dev"), category: str = Form("")) -> Response:
        if not site.is_staff(request):
            return site.refused(request, _TEXTS[language_of(request)]["title"])
        settings = read_settings()
        known = category in _categories(settings.home) or not category
        if split in SPLITS and known:
            held.start(settings, split, category)
        return RedirectResponse(site.root + PATH, 303)

    @router.get(f"{PATH}/report", include_in_schema=False)
    def report(request: Request) -> Response:
        if not site.is_staff(request):
            return site.refused(request, _TEXTS[language_of(request)]["title"])
        path = _report_of(read_settings().home)
        if not path.exists():
            return site.missing(request, path.name)
        return FileResponse(path, media_type="text/html", headers={"Cache-Control": "no-store"})


def page_body(site: Site, settings: Settings, now: Now, lang: Language) -> str:
    """The form, how far the run is, and the last report."""
    texts = _TEXTS[lang]
    return (
        f'<section class="pa-card"><h2>{escape(texts["title"])}</h2><p class="pa-lead">{escape(texts["intro"])}</p>'
        f"{_form(site, settings, now, texts)}{_progress(now, texts)}</section>{_report(site, settings, texts)}"
    )


def _form(site: Site, settings: Settings, now: Now, texts: dict[str, str]) -> str:
    splits = "".join(f'<option value="{split}">{escape(texts[split])}</option>' for split in SPLITS)
    names = "".join(f"<option>{escape(name)}</option>" for name in _categories(settings.home))
    disabled = " disabled" if now.state == "running" else ""
    return (
        f'<form class="pa-filters" method="post" action="{site.href(f"{PATH}/runs")}">'
        f'<label class="pa-field"><span>{escape(texts["split"])}</span><select name="split">{splits}</select></label>'
        f'<label class="pa-field"><span>{escape(texts["category"])}</span><select name="category">'
        f'<option value="">{escape(texts["every"])}</option>{names}</select></label>'
        f'<button class="pa-button" type="submit"{disabled}>{escape(texts["start"])}</button></form>'
    )


def _progress(now: Now, texts: dict[str, str]) -> str:
    if now.state == "idle":
        return ""
    if now.state == "running":
        said = texts["running"].format(done=now.done, total=now.total) if now.total else texts["starting"]
        bar = (
            f'<progress max="{max(now.total, 1)}" value="{now.done}" aria-label="{escape(said)}"></progress>'
        )
        return f'<p role="status">{bar} {escape(said)}</p>'
    if now.state == "failed":
        return f'<p role="alert">{escape(texts["failed"].format(error=now.told or texts["broken"]))}</p>'
    lines = "".join(f"<br>{escape(line.replace('**', ''))}" for line in now.told.splitlines())
    return f'<p role="status">{escape(texts["done"])}{lines}</p>'


def _report(site: Site, settings: Settings, texts: dict[str, str]) -> str:
    if not _report_of(settings.home).exists():
        return f'<section class="pa-card"><h2>{escape(texts["report"])}</h2><p>{escape(texts["none"])}</p></section>'
    address = site.href(f"{PATH}/report")
    return (
        f'<section class="pa-card"><h2>{escape(texts["report"])}</h2>'
        f'<p><a href="{address}" target="_blank" rel="noopener">{escape(texts["open"])}</a></p>'
        f'<iframe src="{address}" title="{escape(texts["report"])}" style="width:100%;height:75vh;border:0"></iframe></section>'
    )


def _report_of(home: Path) -> Path:
    return home / RESULTS / "report.html"


def _categories(home: Path) -> list[str]:
    return sorted({case.category for case in all_cases(home)})


PAGE: Final = Page(
    "evaluation",
    PATH,
    cast("dict[Language, str]", {lang: texts["title"] for lang, texts in _TEXTS.items()}),
    add,
    staff=True,
)
