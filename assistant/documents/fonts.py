"""Fonts by name, with what to take where a machine has them not, and how much room a text takes.

A Word file names its fonts in fontTable.xml, where ``altName`` lists what else will do; a slide file names them in its
theme. Both name a Latin and an east-Asian font apart, else Chinese is set in whatever the reader's system picks.
"""

from __future__ import annotations

import math
import unicodedata
from typing import Final

LATIN: Final = "Arial"
HAN: Final = "Microsoft YaHei"
FALLBACKS: Final = (
    "微软雅黑", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "SimHei",
)  # fmt: skip


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in points, in any font; rather too much than too little."""
    return size * sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def rows_of(text: str, size: float, room: float) -> int:
    """How many rows a text takes in a box of some points' width; a row breaks a little before its end."""
    return max(1, math.ceil(width_of(text, size) / (room - size)))
