"""Plans that nobody published: small ones written by a test, and random ones as trees."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

TITLE = "云泽市儿童发展规划"
META = """
title = "云泽市儿童发展规划"
region = "云泽市"
period = [2021, 2025]
grammar = [
    {name = "chapter", marker = "han、", under = ["root"], kind = "heading", id = "{n}"},
    {name = "section", marker = "（han）", under = ["chapter"], kind = "auto", id = "{parent}.{n}"},
    {name = "principle", marker = "arabic.", under = ["section"], kind = "principle", id = "{parent}.{n}"},
    {name = "goals", label = "主要目标：", under = ["section"], kind = "heading", id = "{parent}.g"},
    {name = "measures", label = "策略措施：", under = ["section"], kind = "heading", id = "{parent}.m"},
    {name = "goal", marker = "arabic.", under = ["goals"], kind = "goal", id = "{parent}{n}"},
    {name = "target", marker = "dash", under = ["goal"], kind = "target", id = "{parent}.{n}"},
    {name = "measure", marker = "arabic.", under = ["measures"], kind = "measure", id = "{parent}{n}"},
]
"""


def write_plan(
    folder: Path, lines: list[str] | str | bytes, *, meta: str | None = META, repairs: str | None = None
) -> Path:
    """Write a plan's folder: source.txt, plan.toml and, where given, repairs.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join([TITLE, *lines]) + "\n" if isinstance(lines, list) else lines
    (folder / "source.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    for name, content in (("plan.toml", meta), ("repairs.toml", repairs)):
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
    return folder


# --- random trees ----------------------------------------------------------------------------------


@dataclass
class Node:
    """A clause to be: ``title`` is its first sentence, ``rest`` what follows; numbers come with ``number``."""

    kind: str
    title: str = ""
    rest: str = ""
    marker: str = ""
    children: list[Node] = field(default_factory=list)
    number: str = ""

    @property
    def text(self) -> str:
        """As printed."""
        return self.number + self.title + self.rest

    @property
    def label(self) -> str:
        """As a path has it."""
        return self.number + self.title.rstrip("：")


def han(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    head = "" if not tens else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones or not tens else "")


_HAN = "儿童发展健康教育水平提高保障服务"
_names = st.text(_HAN, min_size=1, max_size=12)
_prose = st.builds(
    lambda first, middle, last: first + middle + last,
    st.sampled_from(_HAN), st.text(_HAN + "，、；“”（）。0123456789.%‰ -—", max_size=40), st.sampled_from(_HAN + "。"),
)  # fmt: skip
_stops = st.sampled_from(["", "。"])
_rests = st.one_of(_stops, _prose.map("。{}".format))


def _nodes(kind: str, marker: str, *children: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    rests = _stops if kind == "heading" else _prose.map("。{}".format) if kind == "item" else _rests
    inner = st.tuples(*children).map(lambda lists: [node for nodes in lists for node in nodes])
    return st.builds(Node, st.just(kind), _names, rests, st.just(marker), inner)


def _few(nodes: st.SearchStrategy[Node], most: int = 3) -> st.SearchStrategy[list[Node]]:
    return st.lists(nodes, max_size=most)


def _labelled(words: str, children: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[list[Node]]:
    return children.map(lambda nodes: [Node("heading", words, children=nodes)])


_paragraphs = _few(_prose.map(lambda text: Node("paragraph", text)), 2)
_targets = _few(_nodes("target", "dash", _paragraphs))
_goals = _labelled("主要目标：", _few(_nodes("goal", "arabic", _paragraphs, _targets)))
_measures = _labelled("策略措施：", _few(_nodes("measure", "arabic", _paragraphs)))
_principles = _few(_nodes("principle", "arabic", _paragraphs))
_sections = st.one_of(
    _nodes("item", "bracket", _paragraphs),
    _nodes("heading", "bracket", _paragraphs, _principles),
    _nodes("heading", "bracket", _paragraphs, _goals, _measures),
)
_chapters = st.lists(_nodes("heading", "chapter", _paragraphs, _few(_sections, 12)), min_size=1, max_size=3)


@dataclass(frozen=True)
class Style:
    """How a made-up plan is printed: one choice of each for the whole plan."""

    continued: bool
    bracket: str
    dot: str
    newline: str
    seed: int


_styles = st.builds(
    Style, st.booleans(), st.sampled_from(["（{}）", "({})"]), st.sampled_from([".", "．", "、"]),
    st.sampled_from(["\n", "\r\n"]), st.integers(0, 999),
)  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Node], Style]:
    """The top of a random plan (preamble, chapters), numbered, and its style."""
    top, style = draw(_paragraphs) + draw(_chapters), draw(_styles)
    _number(top, style, {})
    return top, style


def _number(nodes: list[Node], style: Style, brackets: dict[str, int]) -> None:
    printed: dict[str, Callable[[int], str]] = {
        "chapter": lambda n: f"{han(n)}、", "bracket": lambda n: style.bracket.format(han(n)),
        "arabic": lambda n: f"{n}{style.dot}", "dash": lambda _: "——",
    }  # fmt: skip
    count = 0
    for node in nodes:
        if node.marker:
            count += 1
            brackets["n"] = brackets.get("n", 0) + (node.marker == "bracket")
            running = node.marker == "bracket" and style.continued
            node.number = printed[node.marker](brackets["n"] if running else count)
        _number(node.children, style, brackets)


def walk(nodes: list[Node], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Each node with the nodes above it, in print order."""
    for node in nodes:
        yield node, above
        yield from walk(node.children, (*above, node))


def printed(nodes: list[Node], style: Style) -> str:
    """The plan as published: indented or not, blank lines or none, one paragraph a line."""
    dice = random.Random(style.seed)
    lines = [TITLE]
    for node, _ in walk(nodes):
        lines += [""] * dice.randrange(3) + [
            dice.choice(["", "　　", " "]) + node.text + dice.choice(["", " "])
        ]
    return style.newline.join(lines) + style.newline * dice.randrange(3)
