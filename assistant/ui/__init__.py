"""The pages. Importing this package is the only thing that imports Gradio."""

from assistant.ui.books import Books
from assistant.ui.chat import build_page, launch_page
from assistant.ui.frame import Site
from assistant.ui.handlers import ChatCore
from assistant.ui.registry import PAGES
from assistant.ui.site import mount_site

__all__ = ["PAGES", "Books", "ChatCore", "Site", "build_page", "launch_page", "mount_site"]
