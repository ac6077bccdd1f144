"""Notes that say who does what a text speaks of, read from the text: spans, bodies with their roles, time due.

    notes_in(text)     （市住建局牵头，市财政局配合）, （责任单位：…；配合单位：…；完成时限：…）, the same as a line of its own

A note in brackets ends a sentence or a text; one without begins with a label (责任单位：).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.duties.names import is_organ, split_names
from assistant.duties.roles import HELPS, IN_CHARGE, LEAD
from assistant.patterns import lazy

# Words of a label with the role that they give, the first that the label has deciding.
_LABELLED: Final = (
    (("牵头", "主牵"), LEAD), (("配合", "协办", "协助", "协同", "协作", "支持"), HELPS), (("参与", "参加"), "参与"),
    (("主管",), "主管"), (("监督", "督办", "督导", "督查"), "监督"),
    (("责任", "主责", "负责", "主办", "承办", "实施", "落实"), IN_CHARGE),
)  # fmt: skip
_WORDS = "|".join(word for words, _ in _LABELLED for word in words)
# The label of a role: 责任单位, 牵头部门, 牵头（责任）单位, 主要责任单位, 责任领导及单位.
ROLE_LABEL: Final = rf"(?:主要|主|第一)?(?:{_WORDS})(?:[、和及与（(/]?(?:{_WORDS})[）)]?)?(?:市直)?(?:单位|部门|机构|主体|机关|处室|科室|领导|人)"
_LABEL = lazy(r"(?:(?<=^)|(?<=[；;，,。\s（(]))(?P<label>[\u4e00-\u9fff、（()）/]{2,10})\s*[:：]")
_DUE = lazy(r"时限|时间|期限|节点|进度安排|截止")
_IN_NOTE = r"(?:[^（）()]|[（(][^（）()]*[）)])*"
_BRACKETED = lazy(
    rf"(?:[（(](?P<inner>{_IN_NOTE})[）)]|[【［\[](?P<square>[^【】［］\[\]]+)[】］\]])(?=\s*(?:$|[。；;（(\n]))"
)
_LINE = lazy(
    rf"(?:(?<=^)|(?<=[。！\n）)])|(?<=[。！\n）)]\s))\s*(?P<inner>{ROLE_LABEL}\s*[:：][^。\n]*(?:。[\u4e00-\u9fff、]{{2,10}}\s*[:：][^。\n]*)*)。?"
)
_STARTS_WITH_LABEL = lazy(rf"\s*(?:{ROLE_LABEL}|[\u4e00-\u9fff]{{2,6}})\s*[:：]")
_HAS_LABEL = lazy(rf"{ROLE_LABEL}\s*[:：]")
# What a part of a note without labels ends in, and the role that it is; 支持 and the like only behind the name of a body.
_TAIL = lazy(
    r"^(?P<names>.*?)(?:为(?=牵头|责任))?(?P<role>牵头负责|牵头组织实施|牵头组织|牵头实施|牵头落实|牵头(?:单位|部门)?|负责牵头|负责落实|负责实施|具体负责|负总责|负责"
    r"|组织实施|配合|协助|协同|参与|参加|(?<=[局厅委部办院会社联队司心府门位关])(?:落实|承担|实施|支持))?$"
)
_STRONG = lazy(r"负责|牵头|配合|参与|协助|参加|负总责|组织实施|落实$|承担$|实施$")
# The plan's own word on who of a note leads (列第一位者为牵头单位，下同).
FIRST_LEADS: Final = lazy(
    r"[列排](?:在)?第一位?(?:者|的)?(?:部门|单位)?为牵头|第一(?:个|家)?(?:单位|部门)为牵头"
)
_ASIDE = lazy(r"会同|联合")


@dataclass(frozen=True, slots=True)
class Note:
    """A note behind a text.

    Attributes:
        start, end: its span in the text, brackets included.
        named: bodies with their roles, in order.
        due: when it is due, in the note's words, or "".
    """

    start: int
    end: int
    named: tuple[tuple[str, str], ...]
    due: str = ""


def notes_in(text: str) -> tuple[Note, ...]:
    """The notes of a text, in order."""
    found = list(_bracketed(text))
    for note in found:  # blank: what stands in brackets is read once
        text = text[: note.start] + " " * (note.end - note.start) + text[note.end :]
    return tuple(sorted([*found, *_lines(text)], key=lambda note: note.start))


def _bracketed(text: str) -> Iterator[Note]:
    for match in _BRACKETED.finditer(text):
        inner = "。".join(
            part
            for part in (match["inner"] or match["square"] or "").split("。")
            if not FIRST_LEADS.search(part)
        )
        if _HAS_LABEL.search(inner) and _STARTS_WITH_LABEL.match(inner):
            named, due = _fields(inner)
        else:
            named, due = tuple(_by_tails(inner)) if _STRONG.search(inner) else (), ""
        if named:
            yield Note(*match.span(), named, due)


def _lines(text: str) -> Iterator[Note]:
    for match in _LINE.finditer(text):
        named, due = _fields(match["inner"])
        if named:
            yield Note(match.start("inner"), match.end(), named, due)


def _fields(inner: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Bodies by the labels before them, and the time due; what has another label is told by neither."""
    labels = list(_LABEL.finditer(inner))
    named: list[tuple[str, str]] = []
    due = ""
    for n, match in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(inner)
        value = inner[match.end() : end].strip(" ；;，,。　")
        if role := role_of(match["label"]):
            named += [(name, role) for name in split_names(value)]
        elif _DUE.search(match["label"]):
            due = value
    return tuple(dict.fromkeys(named)), due


def role_of(label: str) -> str:
    """The role that a label gives, "" where it is none of a role (完成时限)."""
    if not re.fullmatch(ROLE_LABEL, label):
        return ""
    return next((role for words, role in _LABELLED if any(word in label for word in words)), "")


def _by_tails(inner: str) -> Iterator[tuple[str, str]]:
    """Each part of a note has its role at its end; parts without one take that of the next."""
    pieces = [_TAIL.match(piece.strip()) for piece in _parts(inner)]
    told = [(match["names"], match["role"] or "") for match in pieces if match]
    roles = [role for _, role in told]
    for n in range(len(roles) - 2, -1, -1):
        roles[n] = roles[n] or roles[n + 1]
    if not any(roles):
        return
    for (names, _), role in zip(told, roles, strict=True):
        yield from _row(names, _printed(role))


def _parts(inner: str) -> list[str]:
    """The parts of a note between commas that stand in no brackets."""
    return re.split(r"[，,；;](?![^（(]*[）)])", inner)


def _printed(role: str) -> str:
    """A role at the end of a part by its own word: 牵头负责 is 牵头, 负责落实 is 负责."""
    if LEAD in role:
        return LEAD
    return IN_CHARGE if re.search(r"负责|负总责|组织实施|落实|承担|实施", role) else role


def _row(names: str, role: str) -> Iterator[tuple[str, str]]:
    """The bodies of a part with its role; of 甲会同乙 the latter joins the former."""
    if not role:
        return
    first, *joining = _ASIDE.split(names, maxsplit=1)
    named = [(name, role) for name in split_names(first)]
    named += [(name, "会同" if "会同" in names else role) for rest in joining for name in split_names(rest)]
    weak = role not in (LEAD, IN_CHARGE)
    if weak and not any(is_organ(name) for name, _ in named):
        return  # （居民参与）
    yield from named
