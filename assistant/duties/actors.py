"""The bodies and persons of a plan, and the rows of them that a text has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from assistant.duties.names import bodies_in
from assistant.lexicon import read_table, tagger
from assistant.patterns import lazy
from assistant.records import Clause

SHORTEST_SAID: Final = 4
_COUNTED = lazy(r"[个家级名]")  # 12个部门 are no body
_JOIN = r"(?:、|和|与|及|以及|或)"
_BEFORE = r"(?:各级|各有关|各|同级|上一级|下级|上级|市、县（区）级|县（区）级以上|县级以上|市级|县级|市、县|全国|国家)*"
_BODY = r"(?<![\u4e00-\u9fff])(?![经由报请按])(?:(?!由)[\u4e00-\u9fff]){1,8}?(?:部门|委员会|管理局|人民政府)"
# A department by its name in law (国务院人力资源社会保障行政部门), which is long, and may stand behind 由 or 经.
_BY_LAW = (
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由经请报]))(?![经由请报按])"
    r"(?:(?![由对向经给请与及])[\u4e00-\u9fff]){2,16}?(?:行政|主管)(?:主管)?部门"
)
_SHARED_ENDING = lazy(r"(?:机关|部门|级政府|级人民政府)$")
_SHORTENED = lazy(r"(?:[\u4e00-\u9fff（）]{2,12}、)+$")


class Actors:
    """Finds rows of actors in a text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Names as printed, each with the name to list it by."""
        self.names = names
        named = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        self.one = re.compile(named or _BODY)
        one = rf"(?:{_BEFORE})(?:{self.one.pattern})"
        short = r"(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4}(?=等部门)"
        self.row = re.compile(
            rf"(?P<names>{short}|{one}(?:{_JOIN}(?:{one}|其办公室))*)(?P<departments>等部门)?(?:等(?:主体|组织|机构|单位)?)?"
        )

    def listed(self, row: re.Match[str]) -> tuple[str, ...]:
        """The actors of a row by the names of the list; 教育、宣传等部门 are 教育部门, 宣传部门."""
        return tuple(dict.fromkeys((*self._shortened(row), *self._named(row))))

    def _shortened(self, row: re.Match[str]) -> Iterator[str]:
        """Those before a row that share its ending: 公安 in 公安、检察机关, 县（区） in 县（区）、乡（镇）级政府."""
        ending = _SHARED_ENDING.search(row.group("names").split("、")[0])
        before = _SHORTENED.search(row.string[: row.start()])
        if ending is None or before is None:
            return
        for piece in before.group().rstrip("、").split("、"):
            name = next((f"{piece[n:]}{ending.group()}" for n in range(len(piece) - 1)
                         if f"{piece[n:]}{ending.group()}" in self.names), "")  # fmt: skip
            if name:
                yield self.names[name]

    def _named(self, row: re.Match[str]) -> tuple[str, ...]:
        text = row.group("names")
        if row.group("departments"):
            pieces = text.split("、")
            pieces[0] = _without_verb(pieces[0])
            return tuple(self.names.get(f"{p}部门") or self.names.get(p) or f"{p}部门" for p in pieces)
        found = [self.names.get(match.group(), match.group()) for match in self.one.finditer(text)]
        if "其办公室" in text and found:
            found.append(f"{found[-1]}办公室")
        return tuple(dict.fromkeys(found))


def _without_verb(name: str) -> str:
    """The first of a row of short names without the verb before it (归集民政、教育等部门)."""
    words = [(pair.word, pair.flag) for pair in tagger().cut(name)]
    if len(words) > 1 and words[0][1] == "v" and len(name) - len(words[0][0]) > 1:
        return name[len(words[0][0]) :]
    return name


def load_actors(path: Path) -> dict[str, str]:
    """Names that a plan may print, from ``actors.tsv``, each listed as printed; "" for those who have no duties.

    Raises:
        LexiconError: a row has too few or too many cells.
    """
    names: dict[str, str] = {}
    for row in read_table(path, ("zh", "en", "said", "kind")) if path.exists() else ():
        listed = "" if row["kind"] == "served" else row["zh"]
        names[row["zh"]] = listed
        for said in row["said"].split("|"):
            if (
                len(said) >= SHORTEST_SAID
            ):  # shorter ones (公安, 学校) are parts of other words in a plan's text
                names.setdefault(said, listed and said)
    return names


def named_bodies(clauses: Iterable[Clause], of_notes: Iterable[str]) -> dict[str, str]:
    """Bodies of a plan without a list of its own, each under its own name: those of its notes, and those of a level.

    What ends like the name of a body (…部门) is read beside them, and is found again wherever it stands.
    """
    kinds = re.compile(f"{_BY_LAW}|{_BODY}")
    found = dict.fromkeys(name for name in of_notes if len(name) > 1)
    for clause in clauses:
        found |= dict.fromkeys(bodies_in(clause.text))
        found |= dict.fromkeys(match.group() for match in kinds.finditer(clause.text))
    return {name: name for name in found if not _COUNTED.match(name)}
