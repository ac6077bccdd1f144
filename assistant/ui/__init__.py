"""The chat page. Importing this package is the only thing that imports Gradio."""

from assistant.ui.chat import build_page, launch_page
from assistant.ui.handlers import ChatCore
from assistant.ui.mounting import mount_page

__all__ = ["ChatCore", "build_page", "launch_page", "mount_page"]
