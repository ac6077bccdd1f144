"""Names of bodies in a text: a row of them cut into names, and those that running text has.

split_names(text)       each body of a row: 汐浦市、望泽市人民政府 are two governments, 各市、县人民政府 is one name
bodies_in(text)         the bodies of a level (市住建局, 省财政厅) that a text speaks of
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.patterns import lazy

# What the name of a body ends in.
ORGAN: Final = (
    r"(?:人民政府|政府|行署|管委会|部门|机关|单位|机构|委员会|办公室|领导小组|法院|检察院|局|厅|委|部|署|办|院|行|会|社|团|联|室|队|站|中心|集团|公司"
    r"|企业|学校|高校|园区|街道|乡镇|海关|学院|大学|协会|银行)"
)
_ORGAN_END = lazy(rf"{ORGAN}(?:[（(][^（）()]*[）)])?$")
# 和 parts two bodies only behind the end of one: 工业和信息化部 is a name, 教育局和民政局 are two.
_BETWEEN = lazy(
    r"[、，,；;]|等(?:部门|单位|机构)?[和及]|以及|及(?=各)|和(?=各)|和(?=[^、]*(?:部门|单位)$)"
    r"|(?:(?<=[部委局厅署办院会行社团联室])|(?<=政府|机关|部门|单位|中心|机构|公司|学校|企业))[和及与](?=[\u4e00-\u9fff]{3})"
)
_FILLING = lazy(
    r"按(?:照)?(?:各自)?(?:职责|任务|分工|职能)(?:分工|任务)?|依(?:据)?职责(?:分工)?|根据职责(?:分工)?|分别|共同|联合$"
)
_END = lazy(r"(?:等(?:有关|相关)?(?:部门|单位|机构|组织|方面)?|（排名不分先后）)$")
_SHORTENED = lazy(r"等(?:有关|相关)?(?P<head>部门|单位)$")
_PLACE = lazy(r"[省市县区州盟旗镇乡](?:[（(][^（）()]{1,4}[）)])?$")
_GOVERNMENT = lazy(r"(?:级)?(?:人民政府|政府|管委会|党委)(?:[（(][^（）()]*[）)])?$")
_OF_ALL = lazy(r"^(?:各|有关|相关|所在|所属|下辖)|^[省市县区州镇乡](?:[（(]|$)")
SHORTEST: Final = 2
LONGEST_PLACE: Final = 3  # characters of a place without its level


def is_organ(name: str) -> bool:
    """Whether a name ends like that of a body."""
    return _ORGAN_END.search(name) is not None


def split_names(text: str) -> tuple[str, ...]:
    """Names of a row of bodies, without 等 and 按职责分工, each once."""
    row = _FILLING.sub("", text).strip("。 ")
    shortened = _SHORTENED.search(row)
    pieces = [_bare(piece) for piece in _pieces(row)]
    names = _with_heads([piece for piece in pieces if piece])
    if shortened:  # 教育、财政等部门
        names = [name if is_organ(name) else f"{name}部门" for name in names]
    return tuple(dict.fromkeys(name for name in names if len(name) >= SHORTEST))


def _bare(piece: str) -> str:
    """A name without what stands around it; 技工院校内由人力资源社会保障部门 says where, then by whom."""
    return re.sub(r"^.*由", "", _END.sub("", piece.strip(" 　。\n"))).strip()


def _pieces(text: str) -> Iterator[str]:
    """The pieces between the marks of a row that stand in no brackets."""
    start = 0
    for match in _BETWEEN.finditer(text):
        before = text[: match.start()]
        if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
            continue
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _with_heads(pieces: list[str]) -> list[str]:
    """Names of places with the head that only the last of their row has; a row of levels (各市、县（区）人民政府) is one name."""
    found: list[str] = []
    held: list[str] = []
    for piece in pieces:
        if not is_organ(piece) and (_PLACE.search(piece) or len(piece) <= LONGEST_PLACE):
            held.append(piece)
            continue
        head = _GOVERNMENT.search(piece)
        if held and head and _OF_ALL.search(held[0]):
            found.append("、".join([*held, piece]))
        elif held and head:
            found += [_headed(place, piece, head) for place in held] + [piece]
        else:
            found += [*held, piece]
        held = []
    return found + held


def _headed(place: str, last: str, head: re.Match[str]) -> str:
    """A place with the head of the last of its row: 汐浦市 and 鹤江 before 柳川市人民政府."""
    level = "" if _PLACE.search(place) else last[: head.start()][-1:]
    return place + level + head.group()


# A body of a level: the level, what it is for, how such bodies end. It stands at an edge, or behind a word that can
# stand before a name.
_EDGE = r"(?:(?<![\u4e00-\u9fff])|(?<=[由和与及同报送向归让经请交在是给为以按从对、设派推]))"
_LEVELLED = lazy(
    rf"{_EDGE}(?:省|市|县|区|州|自治区|国家|中共)(?:直|级|委|政府)?(?![、，的级内外域委])(?:妇联|残联|科协|文联|工商联|总工会|红十字会|[\u4e00-\u9fff]{{1,12}}?"
    r"(?:委员会|办公室|领导小组|管委会|中心|集团|总工会|公安局|财政局|检察院|法院|妇联|残联|科协|文联|团委|支队|总队|大队|局(?![面部势限中])|厅(?!级)|委(?![员托派会])|办(?![法公理事好案结])))"
)
_RUNS_ON = lazy(r"[要将应会把向在对是的]")


def bodies_in(text: str) -> tuple[str, ...]:
    """The bodies of a level (市住建局, 省财政厅) that a text speaks of, each once, in order."""
    found = (match.group() for match in _LEVELLED.finditer(text))
    return tuple(dict.fromkeys(name for name in found if not _RUNS_ON.search(name[1:-1])))
