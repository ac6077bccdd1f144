"""The check of what a sentence on a row adds: words that neither its clause has nor lead to what the clause says.

已经达到75%以上, 不必达到75%以上, 约75%以上 and 农村…75%以上 have the figure, its bound and its name, and each says
something else than the plan. Nobody can list such words; those that the program leads in with are few.
"""

from __future__ import annotations

import re

from assistant.numerals import find_years
from assistant.patterns import lazy
from assistant.recount.sentences import AGAINST
from assistant.verify.case import Case, squeeze
from assistant.verify.rows import mentions_in


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Who is named for what, which the checks of bodies hold.
_OF_BODIES = lazy(
    r"(?:原文明示：|有关内容提到的有|规划写明由|规划(?:另外|没有规定由其负责的事，)提到)[^%‰]*[：]$"
)
# Where a sentence of the program confirms or denies; anywhere else 不是 makes a figure none.
_VERDICT = lazy(
    r"^(?:不是，)?您问的「[^」]*」(?:没有)?达到规划的目标(?=：)|^(?:No, t|T)he 「[^」]*」 you wrote (?:meets|does not meet) the plan's target(?=: )|^按您问的「[^」]*」推算(?=：)|^不对，规划里就是这样(?=：)|^(?:是的|不是)(?=[，。])|(?<=[，。])(?:不是|没有)(?=「)"
)
# A row told in English: nothing beside its name, its figure and its denominator.
_STATEMENT_EN = lazy(r"^(?:Compared with: )?(?:By \d{4}: |The plan demands: )")
_WORD_EN = lazy(r"[A-Za-z][A-Za-z'-]+")
_LEADS_EN = _words(
    "by the plan demands from to rise fall at least most about per thousand hundred children"
    " child person a year day week month each every of age and with its in hours years months times days yuan kw points"
)
HAN_RUN = lazy(r"[\u4e00-\u9fff]+")
_SHORTEST = 2  # characters of a piece of a clause that is taken for its own words
# Words that lead to what the plan says, and say nothing of the row.
_LEADS = _words(
    "到 的 是 为 以 与 和 及 在 中 里 其中 规划 规划里 规划中 规划要求 规划提出 规划写明"
    " 规划写的是 要求 目标 指标 条款 与规划一致 规划没有给出具体数值 没有具体数值 这项 目标值 年"
    " 年是 基数年 数值 数值较高的是 数值较低的是 数值最高的 数值最低的 最高的 最低的 从高到低"
    " 从低到高 按数值 所在部分 分别 每 至 较"
)
_SAYS_OTHER = lazy(
    r"\b(?:about|around|roughly|approximately|almost|nearly|some|already|currently|was|were|has been|have been|had"
    r"|doubl\w*|halv\w*|tripl\w*|twice|once|never|no longer|not (?:required|expected|necessary|meant|bound)|need not"
    r"|(?:does|do|must|should|will|may) not|cannot|may|might|could|hopefully|optional\w*|urban|rural)\b",
    re.IGNORECASE,
)


_NO_FIGURE_EN = lazy(r"(?<=\. )The plan gives no figure for it\.")


def nothing_added(case: Case) -> str | None:
    """What is said of a row is said in its clause's words and in those that lead to them."""
    if case.sentence.by_model or not case.rows or not (case.figures or mentions_in(case)):
        return None
    if _OF_BODIES.match(case.sentence.text):
        return None
    said = _VERDICT.sub(lambda match: "\n" * len(match.group()), _without_claims(case))
    if case.evidence.against:
        said = AGAINST.sub(lambda match: "\n" * len(match.group()), said)
    texts = [squeeze(text) for clause in case.clauses for text in (clause.text, *clause.path)]
    for run in HAN_RUN.finditer(said):
        if extra := beyond(run.group(), texts, _LEADS):
            return f"{extra!r} is neither in the cited clause nor leads to it"
    return _added_in_english(case, said)


def _without_claims(case: Case) -> str:
    """The sentence without figures and years, which other checks hold, and without the words that a row is quoted from."""
    said = case.said
    spans = [(q.start, q.end) for q in case.figures] + [(start, end) for _, start, end in find_years(said)]
    spans += [(m.start, m.end) for m in mentions_in(case) if m.whole]
    for start, end in spans:
        said = said[:start] + "\n" * (end - start) + said[end:]
    return said


def beyond(run: str, texts: list[str], leads: frozenset[str] = frozenset()) -> str:
    """A run that is not made of words of some texts and of those that lead; "" where it is."""
    fits = [True] + [False] * len(run)
    for end in range(1, len(run) + 1):
        fits[end] = any(fits[start] and _is_known(run[start:end], texts, leads) for start in range(end))
    return "" if fits[-1] else run


def _is_known(piece: str, texts: list[str], leads: frozenset[str]) -> bool:
    return piece in leads or (len(piece) >= _SHORTEST and any(piece in text for text in texts))


def _added_in_english(case: Case, said: str) -> str | None:
    """A word that makes an English sentence say something else (about, already, need not)."""
    glosses = " ".join(case.evidence.glosses.values()).lower()
    if all(row.value is None for row in case.rows):
        said = _NO_FIGURE_EN.sub(" ", said)
    if _STATEMENT_EN.match(case.sentence.text):
        known = _LEADS_EN | {word.lower() for word in _WORD_EN.findall(glosses)}
        extra = [word for word in _WORD_EN.findall(said) if word.lower() not in known]
        if extra:
            return f"{extra[0]!r} is no word of the row"
    for match in _SAYS_OTHER.finditer(said):
        if match.group().lower() not in glosses:
            return f"{match.group()!r} says something else than the plan"
    return None
