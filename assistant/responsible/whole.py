"""Whether it is asked who is in charge of a whole domain, and of no matter in it (环境领域由谁负责)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.duties import ROLES
from assistant.lexicon import fold_known
from assistant.matter_terms import OF_PLANS
from assistant.patterns import compiled, lazy
from assistant.tagging import tagged

# A part of a plan as it is spoken of.
_PART = r"(?:领域|方面|板块|那一?块|这一?块|那摊子?|这摊子?)"
_WHO = lazy(
    r"哪[一个些几家]{0,2}(?:部门|单位|机关|机构|局|委|家)|(?:责任|牵头|主管|负责)(?:部门|单位|机关)|规划"
)
_CONTENT = ("n", "v", "an", "j", "l", "b", "i")
_IN_CHARGE = frozenset(ROLES) | {
    "落实",
    "主抓",
    "主管",
    "管理",
    "实施",
    "推进",
    "分管",
    "写明",
    "规定",
    "明确",
}


def asks_of_whole(text: str, titles: Iterable[str], bodies: Iterable[str]) -> bool:
    """Whether a folded question names a domain and nothing in it; what single sentences charge somebody with is no answer then.

    Args:
        text: the question, which asks who is in charge.
        titles: the titles of the domains.
        bodies: the bodies that it takes to be in charge.
    """
    rest = without_domain(text, titles)
    if rest == text:
        return False
    for body in bodies:
        rest = rest.replace(body, "，")
    return not _names_matter(_WHO.sub("，", rest))


def without_domain(text: str, titles: Iterable[str]) -> str:
    """A folded question without the domain in which it says that its matter stands (环境领域的水污染)."""
    for title in map(fold_known, titles):
        short = title.split("与")[-1]
        names = "|".join(re.escape(name) for name in (short, short[: len(short) // 2]) if len(name) > 1)
        match = compiled(f"{re.escape(title)}{_PART}?的?|(?:{names}){_PART}的?").search(text)
        if match is not None:
            return f"{text[: match.start()]}，{text[match.end() :]}".lstrip("，")
    return text


def _names_matter(text: str) -> bool:
    words = (text[start:end] for start, end, tag in tagged(text) if tag.startswith(_CONTENT))
    return any(len(w) > 1 and w not in _IN_CHARGE and not OF_PLANS.fullmatch(w) for w in words)
