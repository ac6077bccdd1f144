"""What of a question is searched for: what it is about, without the words that only speak of the document.

「同学老欺负人，规划里有没有说怎么办」 is about bullying. Its vector lies also near every clause that speaks of the plan
itself (who carries it out, who evaluates it), because the question names the plan. So what names the plan in passing,
and parts that say nothing beside words of questions, are left out of what is embedded; words are searched for as asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

SHORTEST = 4  # characters: less than that is no question to search for
_PIECE = re.compile(r"[，,。；;！!？?\n]+|\.(?= |$)")
_KINDS = "规划|纲要|方案|计划|意见|文件|文本"
_OWN = r"(?:(?:这|那|本|该)(?:份|个|项)?|(?:咱们?|你们|我们)(?:的|这个)?)"
# At the beginning of a part only: 学前教育行动计划 and 落实规划 are what somebody asks about.
_NAMED = re.compile(
    rf"(?:^|(?<=[，,。；;！!？?\s：:“”「」]))(?:请问|按照?|根据|依照?|照|在|看看?|翻翻?|就|那|而|但|可是?)?{_OWN}?(?:[省市县区]里?)?的?(?:[\u4e00-\u9fff]{{0,4}}(?:发展|工作|事业))?"
    rf"(?:{_KINDS})(?:里头|里面|里边|当中|里|中|上|内)?(?!的|实施|期|颁布|编制|宣传|布局|体系|目标|措施)(?=.)"
)
_NAMED_EN = re.compile(
    r"\b(?:(?:according to|in|by|under|of|with)\s+)?(?:the|this|your)\s+(?:[a-z']+\s+){0,2}?(?:plan|document|programme)\b(?!'s)"
)


def matter(text: str, content: Callable[[str], object]) -> str:
    """A folded question without what only names the plan.

    Args:
        text: the question.
        content: the content words of a piece; a part without any is left out.
    """
    bare = re.sub(r" {2,}", " ", (_NAMED_EN if text.isascii() else _NAMED).sub(" ", text))
    parts = [part.strip() for part in _PIECE.split(bare) if part.strip()]
    kept = "，".join(part for part in parts if content(part))
    return kept if len(kept) >= SHORTEST else text
