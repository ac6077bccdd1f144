"""How a question is cut: at commas and stops, and what makes it one for yes or no."""

from __future__ import annotations

from assistant.lexicon import Mention
from assistant.patterns import lazy
from assistant.records import Quantity

PARTS = lazy(r"[^，,。；;？?！!]+")
YES_NO = lazy(
    r"(?:对|是|没错|没问题|正确|一致|属实)吧|[^什怎那这]吧[?？。]?$|核对|核实|核一下|确认一下|(?:right|correct|yes|true|so)[?？]$|"
    r"吗|(?<![什怎那这])么[?？]?$|(.)不\1|是不是|是否|能不能|可不可以|有没有|行不行|该不该|要不要|会不会|[\u4e00-\u9fff](?:不|没|没有)[?？]?$"
    r"|(?:^|[.!?,;] )(?:can|could|may|is|are|does|do|did|must|should|will|has|have|am|would)\b"
)
SENTENCE_END = lazy(r"[。；;！!？?]|\.(?= )")
PIECE_END = lazy(r"[，,。；;！!？?]|\.(?= )")


def together(text: str, one: Mention | Quantity, other: Mention) -> bool:
    """Whether two spans stand in one part of a question; what stands in another is the asker's story."""
    return not PIECE_END.search(text, min(one.end, other.end), max(one.start, other.start))
