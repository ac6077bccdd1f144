"""Goals with their lines taken in: 主要目标（含细项）里, 目标及其下面的小条, 提到…的目标，细项也算.

with_lines(text, table)   the question with both nouns beside one another (主要目标和细项), which is read as both kinds
for_each_goal(text)       the question with the goals for each of which a mean is asked (平均一个目标几条措施) said in one way
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.tabular.slots import Table

_GOALS = "主要目标"  # 目标 alone may be their lines
_GOAL = r"(?:主要|大)?目标"
_IN = r"(?:里头?|里面|里边|当中|之中|中|内)"
_OWN = r"(?:着|上|了|其|它们?|自己|各自|底下|下面|下边|下头|之下|下属|下设|所属|里头?|的)*"
_WITH_LINES = lazy(
    rf"{_GOAL}(?P<place>{_IN})?(?:[(，,](?:包?含|包括|包含|连同|连带|算上|加上|带上|连)|(?P<joined>连同|连带|及其|外加|连着))"
    rf"{_OWN}(?P<lines>[\u3400-\u9fff]{{2,8}}?)(?:在内|一起|一块儿?|一并|都算|也算|也算上)?(?:[)]|(?=[，,])|(?={_IN}))(?P<behind>{_IN})?"
)
_LINES_TOO = lazy(
    rf"[，,(]{_OWN}(?P<lines>[\u3400-\u9fff]{{2,8}}?)(?:也|都|一并|一起|全)+(?:要|得|给我|给)?(?:算|计|包括|包含|在内|看|查|数)(?:上|了|入|在内|进去|进来|着)*[)]?(?=[。！!？?，,]|$)"
)
_FIRST_GOAL = lazy(_GOAL)


def with_lines(text: str, table: Table) -> str:
    """A folded question whose goals take their lines in, with "and" between the two; any other as it is."""
    if "目标" not in text:
        return text
    match = _WITH_LINES.search(text)
    if match and _are_lines(match["lines"], table):
        place = match["place"] or match["behind"] or ""
        return f"{text[: match.start()]}{_GOALS}和{match['lines']}{place}{text[match.end() :]}"
    match = _LINES_TOO.search(text)
    goal = _FIRST_GOAL.search(text[: match.start()]) if match else None
    if match and goal and _are_lines(match["lines"], table):
        rest = text[goal.end() : match.start()] + text[match.end() :]
        return f"{text[: goal.start()]}{_GOALS}和{match['lines']}{rest}"
    return text


# 平均一个目标带几条, 一个主要目标平均几条: so many for each goal.
_MEAN_FIRST = lazy(
    r"(?:平均|均摊)(?:到|下来|算下来|来看|来说|算)*[,，]?(?:每一?|一)[个条项](?:主要|大)?目标(?!值|线)(?=[^，,。；;？?]{0,10}(?:几|多少))"
)
_MEAN_BEHIND = lazy(
    r"(?<![有几哪第十])(?:每一?|一)[个条项](?:主要|大)?目标(?!值|线)(?:下面?|底下|里头?|之下)?[,，]?(?:平均|均摊)(?:下来|算下来|到)*(?=[^，,。；;？?]{0,10}(?:几|多少))"
)

_MEAN_OF_NOTHING = lazy(r"每个主要目标平均[^，,。；;？?]{0,6}(?:几|多少)[个条项](?=—|[，,。；;？?]|$)")


def for_each_goal(text: str) -> str:
    """A folded question for a mean by goal, with what is asked for each said in one way; any other as it is."""
    if "平均" not in text and "均摊" not in text:
        return text
    form = "每个主要目标平均"
    text = _MEAN_BEHIND.sub(form, _MEAN_FIRST.sub(form, text, count=1), count=1)
    return _MEAN_OF_NOTHING.sub(r"\g<0>细项", text).replace("细项——", "细项")


def _are_lines(word: str, table: Table) -> bool:
    """Whether a word is one for the lines under a goal, or two such words together (带破折号的小条)."""
    cuts = ((word[:at], word[at:]) for at in range(len(word) - 1))
    return any(_is_line(end, table) and (not start or _is_line(start, table)) for start, end in cuts)


def _is_line(word: str, table: Table) -> bool:
    return any(entry.value == ("noun", "target") for entry in table.words.entries.get(word, ()))
