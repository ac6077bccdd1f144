"""The pages, put into an application that somebody else serves."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI

from assistant.ui.chat import _HERE, _ICON, theme


def mount_page(app: FastAPI, page: gr.Blocks, root_path: str = "") -> None:
    """Put the chat at the root of an application; routes that are already there come first.

    Args:
        app: the application.
        page: what build_page gave.
        root_path: path under which a proxy shows it, or "".
    """
    gr.mount_gradio_app(
        app,
        page,
        "/",
        root_path=root_path or None,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        theme=theme(),
        css_paths=_HERE / "style.css",
        head=_ICON,
    )
