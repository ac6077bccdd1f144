"""Words of written Cantonese that hold a sentence together, as those of the written standard (唔係 不是, 邊個 哪个).

    in_mandarin(text)   text in simplified characters with such words replaced; offsets stay, as each is as long

Read as Mandarin, 唔係90% would be 90%. Only what Mandarin does not write begins it; what both write (幾多, 邊個) follows.
"""

from __future__ import annotations

from typing import Final

from assistant.patterns import lazy

# Characters that only Cantonese is written with.
_MARKS = lazy(r"[唔嘅冇佢喺咩啲哋嚟咗瞓]|系咪|细路")
# Longer words first; the simplified form is what the conversion of traditional characters leaves.
_WORDS: Final = {
    "系唔系": "是不是", "有冇": "有无", "唔系": "不是", "唔使": "不用", "点解": "为何", "点样": "怎样", "边个": "哪个", "边啲": "哪些", "边度": "哪里",
    "几多": "多少", "呢个": "这个", "呢啲": "这些", "嗰个": "那个", "佢哋": "他们", "我哋": "我们", "系咪": "是否", "细路仔": "小孩子", "细路": "孩子", "唔": "不", "嘅": "的",
    "冇": "无", "佢": "他", "喺": "在", "咩": "啥", "啲": "些", "嚟": "来", "咗": "了", "瞓": "睡", "私隐": "隐私",
}  # fmt: skip
_ANY = lazy("|".join(_WORDS))
# What both write, by itself a sign of it.
_ALSO = lazy(r"边个|几多|点解|点样|边啲|边度")


def in_mandarin(text: str) -> str:
    """A text in simplified characters with the words of Cantonese that hold it together in Mandarin; else the text itself."""
    if not _MARKS.search(text) and not _ALSO.search(text):
        return text
    return _ANY.sub(lambda match: _WORDS[match.group()], text)
