"""Whether what there is is to be named one by one (有哪些, 列一下, which), not only counted (几条, how many)."""

from __future__ import annotations

from assistant.patterns import lazy

_NAMES = lazy(
    r"哪些|哪(?:几|[两二三四五六七八九十])|(?:分别|各自?|都|又)?(?:是|有|叫|为)(?:些|个)?(?:什么|啥)(?!时候)|(?:分别|各自?)(?:都)?(?:讲|说|写|管)(?:的是|的|了)?(?:些|点)?(?:什么|啥)|列(?:出|一|全|举|下|个)|罗列|念|报一?下|清单|名字|名称"
    r"|\b(?:which|what)\b(?! (?:one|domain|chapter|area|is the (?:total|number|difference|sum)))|\blist\b|\bname (?:the|all|each|them|every)\b|\bset out\b"
)
# Which of some has more, in which, or how many apart: counts say it.
_COMPARES = lazy(
    r"哪(?:一?个|边|块|章|头)|谁|[差比超]|更?多(?!少)|更?少(?!先)|[占总]数|占比|\b(?:more|fewer|most|fewest|than|versus|vs|total|altogether|differ\w*)\b"
)


def names_each(text: str) -> bool:
    """Whether a question wants each thing named, and none of their numbers held against another."""
    return bool(_NAMES.search(text)) and not _COMPARES.search(text)
