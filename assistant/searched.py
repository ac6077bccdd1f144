"""What of a question is searched for: what it is about, without the words that only speak of the document.

「同学老欺负人，规划里有没有说怎么办」 is about bullying. Its vector lies also near every clause that speaks of the plan
itself (who carries it out, who evaluates it), because the question names the plan. So what names the plan in passing,
and parts that say nothing beside words of questions, are left out of what is embedded; words are searched for as asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.lexicon import fold_known
from assistant.numerals import find_years
from assistant.patterns import compiled, lazy

SHORTEST = 4  # characters: less than that is no question to search for
_PIECE = lazy(r"[，,。；;！!？?\n]+|\.(?= |$)")
_ENDS = "。！？!?；;.， ,"
_KINDS = "规划|纲要|方案|计划|意见|文件|文本"
_OWN = r"(?:(?:这|那|本|该)(?:份|个|项)?|(?:咱们?|你们|我们)(?:的|这个)?)"
# At the beginning of a part only: 学前教育行动计划 and 落实规划 are what somebody asks about.
_NAMED = lazy(
    rf"(?:^|(?<=[，,。；;！!？?\s：:“”「」]))(?:请问|按照?|根据|依照?|照|在|看看?|翻翻?|就|那|而|但|可是?)?{_OWN}?(?:[省市县区]里?)?的?(?:[\u4e00-\u9fff]{{0,4}}(?:发展|工作|事业))?"
    rf"(?:{_KINDS})(?:里头|里面|里边|当中|里|中|上|内)?(?!的|实施|期|颁布|编制|宣传|布局|体系|目标|措施)(?=.)"
)
_NAMED_EN = lazy(
    r"\b(?:(?:according to|in|by|under|of|with)\s+)?(?:the|this|your)\s+(?:[a-z']+\s+){0,2}?(?:plan|document|programme)\b(?!'s)"
)


# Does the plan say anything about, what does it say about: the vector of a short question is mostly this frame's.
_ASKS_MENTION_EN = lazy(
    r"^(?:(?:so|and|but|please|hi|hello|ok)\b[, ]*)*(?:what |where |how )?(?:does|do|did|will|would|is|has)\s+(?:the|this|your)\s+(?:[a-z']+\s+){0,2}?"
    r"(?:plan|document|programme|paper)\s+(?:ever |also |even |actually |really )?"
    r"(?:mention|address|cover|(?:say|tell(?: us| me)?|state|write)(?: (?:anything|something|much|a word))? (?:about|on|regarding|of)|(?:talk|speak) (?:about|of|on)|deal with)\s+"
)


# A sentence that only asks what a plan does about what was told before it: "What does the plan intend to do about that?"
_ASKS_BACK_EN = lazy(
    r"[.!?;,:]\s+(?:(?:so|and|but|well|now|please|can you|could you|i(?:'d| would) like to know|i wonder|tell me|what|how|why|where|"
    r"which|is|are|does|do|did|has|have|can|could|will|would|should|may|any|anything|something|there|it|say|says|said|mention\w*|"
    r"cover\w*|address\w*|deal\w*|provide\w*|intend\w*|want\w*|plan\w*|propose\w*|foresee\w*|promise\w*|offer\w*|do|done|"
    r"happen\w*|going|be|been|about|on|with|for|against|in|of|to|at|all|the|a|this|that|these|those|them|they|it|such|things?|"
    r"cases?|kinds?|sorts?|problems?|matters?|situations?|document|programme|daqing|city|government|if|whether|rules?|polic(?:y|ies)|"
    r"measures?|answers?|help|me|us|you|we|i|know|exactly|actually|ever|even|then|here)\b[ ,']*)+[?.!]*$"
)
_BACK_EN = lazy(r"\b(?:this|that|these|those|them|it|such)\b")
LEAST_TOLD = 16  # characters before such a sentence


# 回信访要用：…, 写材料用，…: what an answer is for, told before the question.
_OCCASION = lazy(
    r"^[^，,。；;：:？?！!]{1,12}(?:[要得会急]用|使用|用的?|备用|参考|引用|要看|要问|要交)(?:一下|到|的)?[：:，,]\s*(?=.{8})"
)


def without_frame(text: str) -> str:
    """A folded question without the words that only ask whether or what a plan says, or tell what the answer is for."""
    bare = _ASKS_MENTION_EN.sub("", text) if text.isascii() else _OCCASION.sub("", text)
    return bare if len(bare) >= SHORTEST else text


_QUOTED = lazy(r"《[^》]*》|“[^”]*”|「[^」]*」|\"[^\"]*\"")
_FOLLOWING = 2  # characters behind a place that tell a name (大庆精神)
_BODY = "市?(?:委|政府|长|级|直|属|辖|民政|教育局|妇联)"  # 市委, 市长热线: the place is part of a name


def without_back(text: str) -> str:
    """A folded English question without the sentence that only asks what a plan does about what was told before it."""
    if not text.isascii() or len(text) <= LEAST_TOLD:
        return text
    back = _ASKS_BACK_EN.search(text, LEAST_TOLD)
    return text[: back.start()] if back and _BACK_EN.search(back.group()) else text


def without_own(text: str, regions: Iterable[str], period: tuple[int, int], vocabulary: str = "") -> str:
    """A folded question without the plan's own place and years, which hold for all of it (大庆市2025年要建多少).

    Args:
        text: the question.
        regions: names of the plan's place.
        period: first and last year of the plan.
        vocabulary: the plan's text, folded; where it goes on as the question does, the place is part of a name.
    """
    inside = [match.span() for match in _QUOTED.finditer(text)]
    years = [(start, end) for year, start, end in find_years(text) if period[0] <= year <= period[1]]
    own = [
        (start, end)
        for name in regions
        for start, end in _named(fold_known(name), text)
        if end == len(text) or text[start : end + _FOLLOWING] not in vocabulary
    ]
    spans = [s for s in (*_with_frame(years, text), *own) if not any(a <= s[0] < b for a, b in inside)]
    bare = text
    for start, end in spans:
        bare = bare[:start] + " " * (end - start) + bare[end:]
    bare = re.sub(r" {2,}", " ", bare).lstrip(" ，,的").rstrip()
    return bare if len(bare) >= SHORTEST else text


def _named(name: str, text: str) -> list[tuple[int, int]]:
    """Where a place is named by itself, with what leads to it."""
    if not name:
        return []
    if name.isascii():
        place = re.escape(name)
        form = rf"\b(?:in|for|at|across) {place}\b(?: city\b)?|\b{place}(?:'s| city)\b|\b{place}(?= (?:will|must|should|has|is|do|does|plans?)\b)"
    else:
        form = rf"(?:(?<![\u4e00-\u9fff])(?:在|咱们?|我们))?{re.escape(name)}(?!{_BODY})(?:全市|市里|这边|这里|这儿|本地)?的?"
    return [match.span() for match in compiled(form).finditer(text)]


def _with_frame(years: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans of years with the words that only say when (到2025年底, by 2025)."""
    spans = []
    for start, end in years:
        before = re.search(
            r"(?:到|在|截至|截止到?|至)$|\b(?:by|in|until|for)(?: the (?:end of|year))? $", text[:start]
        )
        behind = re.match(r"(?:年?(?:底|末|之?前|之?内)|年)?的?", text[end:])
        spans.append((before.start() if before else start, end + (behind.end() if behind else 0)))
    return spans


def matter(text: str, content: Callable[[str], object]) -> str:
    """A folded question without what only names the plan, and without the mark that ends it.

    Args:
        text: the question.
        content: the content words of a piece; a part without any is left out.
    """
    text = without_back(text).rstrip(_ENDS) or text
    bare = re.sub(r" {2,}", " ", (_NAMED_EN if text.isascii() else _NAMED).sub(" ", text))
    parts = [part.strip() for part in _PIECE.split(bare) if part.strip()]
    kept = [part for part in parts if content(part)]
    if bare == text and kept == parts:
        return text
    about = (", " if text.isascii() else ",").join(kept)
    return about if len(about) >= SHORTEST else text
