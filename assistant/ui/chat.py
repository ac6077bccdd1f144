"""The chat page: its components, what connects them, and how it is served.

The core is handed in; this package knows only its protocol.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import gradio as gr

from assistant.log import Journal, NoJournal
from assistant.ui.core import ChatCore
from assistant.ui.frame import Site
from assistant.ui.handlers import Handlers
from assistant.ui.markup import ICON, announcement
from assistant.ui.session import Session
from assistant.ui.source import panel
from assistant.ui.texts import TEXTS, Texts

_HERE: Final = Path(__file__).parent
STYLE: Final = _HERE / "style.css"
CLIENTS: Final = 16
"""How many questions are worked on at the same time; the rest wait in the queue."""

_SANS: Final = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)
_MONO: Final = ("SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")
_TO_PANEL: Final = """() => requestAnimationFrame(() => {
    const title = document.getElementById("pa-source-title");
    if (!title) return;
    title.focus({ preventScroll: true });
    const narrow = window.matchMedia("(max-width: 899px)").matches;
    const target = narrow ? title : document.querySelector(".pa-cited mark");
    target?.scrollIntoView({ block: narrow ? "start" : "nearest" });
})"""
# On a phone the keyboard would hide what there is to read; and whoever is quicker keeps the focus.
_TO_BOX_AT_FIRST: Final = """() => {
    document.body.dataset.ready = "1";
    if (window.matchMedia("(max-width: 899px)").matches || document.activeElement !== document.body) return;
    document.querySelector("#pa-box textarea")?.focus({ preventScroll: true });
}"""
_TO_BOX: Final = "() => document.querySelector('#pa-box textarea')?.focus()"


def build_page(
    core: ChatCore,
    today: Callable[[], date] = date.today,
    journal: Journal | None = None,
    site: Site | None = None,
) -> gr.Blocks:
    """The chat page over a core.

    Args:
        core: the assistant.
        today: the clock that tells whether a plan's period is over.
        journal: where turns and feedback are kept; that of the site, or none, unless given.
        site: the pages beside the chat.

    Returns:
        The page, not yet launched; give it to launch_page.
    """
    handlers = Handlers(core, today, journal or (site.journal if site else NoJournal()), site)
    page = gr.Blocks(title=core.plans[0].title, analytics_enabled=False, fill_width=True, fill_height=True)
    with page:
        parts = _layout(handlers)
        _connect(page, handlers, parts)
    page.queue(default_concurrency_limit=CLIENTS)
    return page


@dataclass(frozen=True, slots=True)
class _Parts:
    """The page's components."""

    language: gr.State
    session: gr.State
    header: gr.HTML
    past: gr.HTML
    log: gr.HTML
    running: gr.HTML
    box: gr.Textbox
    send: gr.Button
    clear: gr.Button
    panel: gr.HTML
    status: gr.HTML


def _html(value: str, name: str, script: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=script)


def _layout(handlers: Handlers) -> _Parts:
    """The components in reading order: head, conversation, question, source."""
    texts = TEXTS["zh"]
    script = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("copying.js", "page.js"))
    stored = gr.State("zh")  # the browser remembers it in a cookie, which all pages read
    session = gr.State(Session())
    header = _html(handlers.header("zh"), "pa-head", script)
    with gr.Row(elem_id="pa-main", equal_height=True):
        with gr.Column(elem_id="pa-chat", scale=3, min_width=280):
            past = _html("", "pa-before", script)
            with gr.Column(elem_id="pa-talk"):
                log = _html(handlers.log(Session(), "zh"), "pa-turns", script)
                running = _html("", "pa-now", script)
            status = _html(announcement(""), "pa-status", "")
            with gr.Row(elem_id="pa-composer"):
                box = _box(texts)
                with gr.Row(elem_id="pa-actions"):
                    send = gr.Button(texts.send, variant="primary", elem_id="pa-send", min_width=80)
                    clear = gr.Button(texts.clear, variant="secondary", elem_id="pa-clear", min_width=80)
        with gr.Column(elem_id="pa-side", scale=2, min_width=280):
            side = _html(panel(None, texts), "pa-panel", script)
    return _Parts(stored, session, header, past, log, running, box, send, clear, side, status)


def _box(texts: Texts) -> gr.Textbox:
    return gr.Textbox(
        label=texts.box_label,
        placeholder=texts.box_placeholder,
        lines=1,
        max_lines=6,
        container=False,
        elem_id="pa-box",
    )


def _connect(page: gr.Blocks, handlers: Handlers, parts: _Parts) -> None:
    """Which event calls which handler.

    Only a question goes through the queue, whose stream Gradio closes after the last event: one that joins
    while the news of it is on its way is not heard of again, until another event opens the stream. So all
    else is a plain request, and page.js sends a tick after a question of which nothing is seen.
    """
    queued: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    hidden: dict[str, Any] = {**queued, "queue": False}
    known = [parts.session, parts.language]
    view = [parts.box, parts.session, parts.log, parts.running, parts.panel, parts.status, parts.past]
    frame = [
        parts.language, parts.header, parts.log, parts.panel, parts.box, parts.send, parts.clear, parts.past, parts.session,
    ]  # fmt: skip
    arrived = page.load(handlers.arrive, None, frame, **hidden)
    arrived.then(None, js=_TO_BOX_AT_FIRST)  # after it, so that what is typed then is not overwritten
    parts.header.select(handlers.switch, [parts.session], frame, **hidden)
    asked = gr.on(
        [parts.box.submit, parts.send.click, parts.log.submit, parts.log.retry],
        handlers.ask,
        [parts.box, *known],
        view,
        **queued,
    )
    parts.running.tick(handlers.wake, None, None, **queued)
    asked.then(handlers.list_past, known, [parts.past], **hidden)
    for marks in (parts.log, parts.panel):
        opened = marks.select(handlers.open, known, [parts.session, parts.panel], **hidden)
        opened.then(None, js=_TO_PANEL)
    parts.log.like(handlers.rate, known, view, **hidden)
    parts.log.edit(handlers.edit, known, view, **hidden).then(None, js=_TO_BOX)
    parts.past.select(handlers.reopen, known, view, cancels=[asked], **hidden)
    parts.past.delete(handlers.forget, known, view, **hidden)
    cleared = parts.clear.click(handlers.clear, [parts.language], view, cancels=[asked], **hidden)
    cleared.then(None, js=_TO_BOX)


def theme() -> gr.themes.Base:
    """A plain theme on system fonts; nothing is fetched from anywhere."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=list(_SANS),
        font_mono=list(_MONO),
    )


def shown_plainly() -> dict[str, Any]:
    """How Gradio shows the page: in our own looks, with nothing of its own to be seen or sent."""
    return {
        "show_error": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "enable_monitoring": False,
        "run_history": False,
        "footer_links": [],
        "theme": theme(),
        "css_paths": STYLE,
        "head": ICON,
    }


def _open_port(host: str, port: int) -> int:
    """The port, tried before Gradio is: it knows no port 0, and leaves sockets open where a port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as server:
        return int(server.getsockname()[1])


def launch_page(
    page: gr.Blocks,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    block: bool = True,
    ready: Callable[[str], None] | None = print,
) -> str:
    """Serve the page, with nothing of Gradio's own to be seen or sent.

    Args:
        page: what build_page gave.
        host: address to listen on; "0.0.0.0" for all.
        port: port to listen on; 0 takes a free one.
        block: whether to return only when the server has ended; otherwise page.close() ends it.
        ready: told the address once the server listens; prints it unless given.

    Returns:
        The page's address.

    Raises:
        OSError: the port is taken.
    """
    _, url, _ = page.launch(
        server_name=host,
        server_port=_open_port(host, port),
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        **shown_plainly(),
    )
    if ready is not None:
        ready(url)
    if block:
        page.block_thread()
    return url
