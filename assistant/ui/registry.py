"""The pages of the site, in the order of the navigation. A new page is one line here.

A page is a module of its own in this package with a ``Page`` (frame.py): its key, its path, its title in both
languages, and ``add(router, site)``, which adds its routes. A route draws with ``site.draw(request, key, title, body)``.
"""

from __future__ import annotations

from typing import Final

from assistant.ui import (
    courses,
    feedback,
    indicators,
    parents,
    reading,
)
from assistant.ui.frame import Page

CHAT: Final = Page("chat", "/", {"zh": "问答", "en": "Ask"})
PAGES: Final = (
    CHAT,
    indicators.PAGE,
    reading.PAGE,
    parents.PAGE,
    courses.PAGE,
    feedback.PAGE,
)
