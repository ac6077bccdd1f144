"""Clause → Duty rows: who is named, in what role, and for what.

    extract(clauses, actors)    the duties that clauses state, and the actors that they only address

A body has a duty only where the text makes it the subject of a verb (各级妇儿工委协同统计部门牵头…), gives it a
responsibility by name (县级政府属地责任), or a note behind the text says so (（教育部、财政部负责）). Everyone else who
is named is addressed, not charged: the role is 涉及 (保障学校采光 charges no school). Nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from assistant.errors import CorpusError
from assistant.lexicon import new_tagger, new_tokenizer, read_table
from assistant.passages import sentences
from assistant.records import Clause, Duty

ADDRESSED: Final = "涉及"
LEAD: Final = "牵头"
# Roles by their printed word, the strongest first: 负责牵头 is 牵头.
ROLES: Final = (
    "牵头", "主责", "主管", "负责", "领导", "统筹", "协调", "组织", "会同", "协同", "配合", "协助", "指导", "督促", "监督",
    "参与", "参加", "承担", "落实", "报告", "报送", "提交", "合作",
)  # fmt: skip
_SPEAKING = frozenset({"goal", "target", "measure", "principle", "item", "paragraph"})
_SEGMENT = re.compile(r"[^，,。；;：:！？]+")
_MARK = re.compile(r"^(?:——|[一二三四五六七八九十]+、|[（(][^（）()]{1,3}[）)]|[0-9]+[.．、])")
_BRACKETS = re.compile(r"（[^）]*）")
_JOIN = r"(?:、|和|与|及|以及|或)"
_BEFORE = r"(?:各级|各有关|各|同级|上一级|下级|上级|市、县（区）级|县（区）级以上|县级以上|市级|县级|市、县|全国|国家)*"
_BODY = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,8}?(?:部门|委员会|管理局|人民政府)"
# Words that may stand between a subject and its verb.
_ADVERB = re.compile(
    r"^(?:要|应当|应该|应|须|必须|需|依法|依规|共同|分别|按(?:照)?(?:各自)?(?:职责|任务)(?:分工)?|结合职责|结合各自职责|根据职责|切实|认真"
    r"|积极|定期|及时|每年|主动|充分|全面|进一步|结合实际|(?:依据|根据)[^，]*|向[^，]{2,16}?(?=报送|提交|报告))+"
)
_SHARED_ENDING = re.compile(r"(?:机关|部门|级政府|级人民政府)$")
_SHORTENED = re.compile(r"(?:[\u4e00-\u9fff（）]{2,12}、)+$")
# A group that is set up in a sentence or is what it is about, and what it then does without being named again.
_SET_UP = re.compile(r"(?:设立|成立|组建|建立)(?P<name>[\u4e00-\u9fff]{2,12}(?:组|委员会|办公室|中心))$")
_CONSISTS = ("下设", "设有", "包括", "分为", "成立于", "接受", "享有", "享受", "获得", "得到", "受到")
# say what a body is made of or is given, not what it does
_LIGHT = ("进行", "予以", "加以", "给予", "实行", "开展")
SHORTEST_SAID: Final = 4
MOST_BEFORE: Final = 8  # characters of words that describe a subject (有条件的)
MOST_OF_RELATIVE: Final = 20  # characters of what says which bodies are meant
# What stands before one who is asked, told or helped to do something.
_CAUSED = re.compile(
    r"(?:利用|运用|借助|监督|鼓励|支持|引导|指导|督促|推动|推进|要求|动员|组织|帮助|培养|教育|保障|发挥|依托|通过|提高|提升|增强|加强|强化|完善"
    r"|扩大|加大|规范|落实|促进|打造|建立|建设|发展|向|对|为|与|给|将|把|在|从|以|使|让|被|除)[^，]*$"
)
_LISTED_ROLE = re.compile(r"(领导|主责|协调|合作|参与|牵头|负责)(?:的|$)")
_RESPONSIBILITY = re.compile(r"^(?:的|对[^，]{0,16}的)?[^，]{0,14}?([\u4e00-\u9fff]{2}责任)(?!意识)$")
# A note may hold brackets of its own (各县（区）人民政府).
_IN_NOTE = r"(?:[^（）()]|[（(][^（）()]*[）)])*"
_NOTE = re.compile(rf"[（(]({_IN_NOTE}(?:负责|牵头|配合|参与){_IN_NOTE})[）)]")
_UNITS = re.compile(r"(牵头|责任|配合|参与|主管|协办)(?:单位|部门)[:：]\s*([^。；;\n]+)")
_NOTED = re.compile(
    r"^(.*?)(?:按(?:照)?(?:各自)?职责分工)?(?:分别|共同)?(牵头负责|牵头|负责|配合|参与|协助)?$"
)
# The plan's own word on who of a note leads (列第一位者为牵头单位，下同).
FIRST_LEADS = re.compile(
    r"[列排](?:在)?第一位?(?:者|的)?(?:部门|单位)?为牵头|第一(?:个|家)?(?:单位|部门)为牵头"
)


def extract(clauses: Iterable[Clause], actors: Mapping[str, str] | None = None) -> tuple[Duty, ...]:
    """The duties of a plan's clauses, in order; one row for each actor and sentence.

    Args:
        clauses: all clauses of one plan.
        actors: names of bodies and persons as the plan prints them, each with the name to list it by;
            without them only notes (（…负责）, 责任单位：…) and subjects that end like a body's name (…部门) are read.
    """
    every = tuple(clauses)
    first_leads = any(FIRST_LEADS.search(clause.text) for clause in every)
    known = _Actors(actors or {})
    found: list[Duty] = []
    for clause in every:
        if clause.kind in _SPEAKING:
            found += _noted(clause, first_leads=first_leads)
            found += _stated(clause, known)
    return tuple(dict.fromkeys(found))


class _Actors:
    """Finds rows of actors in a text."""

    def __init__(self, names: Mapping[str, str]) -> None:
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
            return tuple(self.names.get(f"{p}部门") or self.names.get(p) or f"{p}部门" for p in pieces)
        found = [self.names.get(match.group(), match.group()) for match in self.one.finditer(text)]
        if "其办公室" in text and found:
            found.append(f"{found[-1]}办公室")
        return tuple(dict.fromkeys(found))


# --- sentences -------------------------------------------------------------------------------------


def _stated(clause: Clause, known: _Actors) -> Iterator[Duty]:
    """Duties and mentions in the sentences of a clause; the role of a subject is the verb behind it."""
    for start, end in sentences(clause.text):
        text = _NOTE.sub(lambda match: "\n" * len(match.group()), clause.text[start:end])
        segments = [_MARK.sub("", _squeeze(match.group())) for match in _SEGMENT.finditer(text)]
        roles: dict[str, str] = dict(_carried_on(segments, known))
        for at, segment in enumerate(segments):
            following = next((later for later in segments[at + 1 :] if _ADVERB.sub("", later)), "")
            for names, role in _of_segment(segment, following, known):
                for name in names:
                    if name and roles.get(name, ADDRESSED) == ADDRESSED:
                        roles[name] = role
        what = _squeeze(clause.text[start:end])
        for name, role in roles.items():
            yield Duty(name, role, "stated", None, clause.plan, clause.id, what, start, end)


def _carried_on(segments: list[str], known: _Actors) -> Iterator[tuple[str, str]]:
    """Groups that a later part charges without naming them again: 设立领导小组，由…组成，负责审批; 监测组由…牵头，负责培训."""
    topic = ""
    for segment in segments:
        first = known.one.match(segment)
        if match := _SET_UP.search(segment):
            topic = match.group("name")
        elif first and segment.startswith("由", first.end()):
            topic = first.group()
        elif topic and segment.startswith("负责") and topic in known.names:
            yield known.names[topic], "负责"


def _of_segment(segment: str, following: str, known: _Actors) -> Iterator[tuple[tuple[str, ...], str]]:
    """Rows of actors of one segment, each with its role."""
    if listed := _listed_roles(segment, known):
        yield from listed
        return
    rows = list(known.row.finditer(segment))
    for n, row in enumerate(rows):
        whose = rows[n - 1].start() if n and rows[n - 1].end() == row.start() else row.start()
        owns = (
            n + 1 < len(rows) and rows[n + 1].start() == row.end()
        )  # 村（居）民委员会儿童主任: the latter acts
        role = ADDRESSED if owns else _role(segment[:whose], segment[row.end() :], following)
        yield known.listed(row), role


def _listed_roles(segment: str, known: _Actors) -> list[tuple[tuple[str, ...], str]]:
    """党委领导、政府主责、妇儿工委协调: each with the role behind it."""
    found: list[tuple[tuple[str, ...], str]] = []
    for piece in segment.split("、"):
        actor = known.one.search(piece)
        behind = _BRACKETS.sub("", piece[actor.end() :]) if actor else ""
        if actor and (match := _LISTED_ROLE.match(behind)):
            found.append(((known.names.get(actor.group(), actor.group()),), match.group(1)))
    return found if len(found) > 1 else []


def _role(before: str, behind: str, following: str) -> str:
    """The role of a row of actors: a printed verb where it is the subject, a printed responsibility, else 涉及."""
    responsible = _RESPONSIBILITY.match(behind)
    if responsible and re.search(r"(?:强化|落实|压实|明确)[^，对]*$", before):
        return responsible.group(1)
    if first := re.match(r"是[^，]{0,12}?(第一责任人|责任主体|主要责任人|责任人)", behind):
        return first.group(1)
    if re.search(r"(?:协同|会同|联合)$", before) and behind.startswith(LEAD):
        return LEAD
    if behind[:1] in ("的", "、", "及", "由", "之") or not _is_subject(before):
        return ADDRESSED
    if LEAD in behind[:14]:
        return LEAD
    if joining := re.match(r"负责(?:[^，]*的人员|同志)(参加|组成)", behind):
        return joining.group(1)
    rest = re.sub(r"^(?:成员|工作人员|负责人)", "", behind)
    rest = _ADVERB.sub("", rest) or _ADVERB.sub("", following)
    role = next((role for role in ROLES if rest.startswith(role)), "")
    if role:
        return ADDRESSED if rest.startswith(f"{role}的") else role
    verb = _verb(rest)
    if (verb == ADDRESSED or verb in _LIGHT) and _BY.search(
        before
    ):  # 由民政部门代表国家进行监护, 由法庭进行审理
        told = (word for word, _ in _tagged(rest[:8]) if len(word) > 1 and word not in _LIGHT)
        return next(told, verb)
    return verb


_BY = re.compile(r"由(?:[^，由]{1,10}的)?$")


def _is_subject(before: str) -> bool:
    """Whether what stands before a row of actors leaves it the subject: nothing, 由, or words that only describe it."""
    if not before or _BY.search(before):
        return True
    if _CAUSED.search(before):
        return False
    tagged = _tagged(before)
    if len(before) <= MOST_BEFORE and all(tag[0] in "nmabftqrx" or word == "的" for word, tag in tagged):
        return True
    # 市级承担任务的有关部门: what stands before it says which ones, and begins with a noun.
    return before.endswith("的") and len(before) <= MOST_OF_RELATIVE and tagged[0][1][0] in "nmft"


def _verb(text: str) -> str:
    """The verb that a text begins with, adverbs left out; 涉及 where it begins with none."""
    for word, tag in _tagged(text[:12]):
        if tag in ("v", "vd", "vi") and len(word) > 1:
            at = text.index(word) + len(word)
            return ADDRESSED if text[at : at + 1] == "的" or word in _CONSISTS else word
        if tag not in ("d", "ad", "t", "m", "r"):
            break
    return ADDRESSED


def _tagged(text: str) -> list[tuple[str, str]]:
    """Words with jieba's parts of speech."""
    return [(pair.word, pair.flag) for pair in _tagger().cut(text)]


@lru_cache(maxsize=1)
def _tagger() -> Any:
    return new_tagger(new_tokenizer())  # words that corpora bring have no part of speech


# --- notes -----------------------------------------------------------------------------------------


def _noted(clause: Clause, *, first_leads: bool) -> Iterator[Duty]:
    """Duties of the notes behind a text: （教育部牵头，财政部配合）, 责任单位：教育局、民政局."""
    what = _squeeze(clause.title or clause.text[:60])
    base = Duty("", "", "stated", None, clause.plan, clause.id, what)
    for match in _NOTE.finditer(clause.text):
        note = match.group(1).split("。")[0]
        yield from _pieces(replace(base, start=match.start(), end=match.end()), note, first_leads=first_leads)
    for match in _UNITS.finditer(clause.text):
        role = {"责任": "负责", "协办": "配合"}.get(match.group(1), match.group(1))
        row = replace(base, start=match.start(), end=match.end())
        for n, name in enumerate(_split(match.group(2))):
            leads = first_leads and n == 0 and role == "负责"
            yield replace(row, actor=name, role=LEAD if leads else role)


def _pieces(row: Duty, note: str, *, first_leads: bool) -> Iterator[Duty]:
    """Each part of a note has its role at its end; parts without one take that of the next."""
    pieces = re.split(r"[，,；;]", note)
    roles = [match.group(2) or "" if (match := _NOTED.match(piece)) else "" for piece in pieces]
    for n in range(len(pieces) - 2, -1, -1):
        roles[n] = roles[n] or roles[n + 1]
    bare = [
        match.group(1) if (match := _NOTED.match(piece)) and match.group(2) else piece for piece in pieces
    ]
    told = [(name, role) for piece, role in zip(bare, roles, strict=True) for name in _split(piece)]
    first_leads = first_leads and len(told) > 1  # one alone leads nobody
    for n, (name, role) in enumerate(told):
        printed = LEAD if role.startswith(LEAD) or (n == 0 and first_leads and role == "负责") else role
        if printed:
            yield replace(row, actor=name, role=printed)


# 和 parts two bodies only behind the end of one: 工业和信息化部 is a name, 教育局和民政局 are two.
_BETWEEN_NAMES = re.compile(
    r"、|等(?:部门|单位|机构)?[和及]|以及|及(?=各)|和(?=各)|和(?=[^、]*(?:部门|单位)$)"
    r"|(?:(?<=[部委局厅署办院会行社团联室])|(?<=政府|机关|部门|单位|中心|机构|公司|学校|企业))和(?=[\u4e00-\u9fff]{3})"
)


def _split(text: str) -> tuple[str, ...]:
    """Names of a row of bodies, without 等 and 按职责分工."""
    text = re.sub(r"按(?:照)?(?:各自)?职责(?:分工)?|分别|共同", "", text)
    pieces = _BETWEEN_NAMES.split(text)
    # 技工院校内由人力资源社会保障部门: where, then by whom
    names = (re.sub(r"^.*由|等$|等(?:部门|单位)$", "", piece.strip()) for piece in pieces)
    return tuple(dict.fromkeys(name for name in names if len(name) > 1))


# --- data ------------------------------------------------------------------------------------------


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


# An official division of duties that a city has published; the Chinese and the English names of the columns.
COLUMNS: Final = {
    "事项": "matter", "部门": "actor", "角色": "role", "文件": "document", "文号": "number", "日期": "date",
}  # fmt: skip


def read_imported(folder: Path, plan: str) -> tuple[Duty, ...]:
    """Duties by official documents beside a plan, from the CSV files of a folder; empty where there is none.

    Raises:
        CorpusError: a row is not complete; it names file and line.
    """
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return tuple(duty for path in files for duty in read_csv(path, plan))


def read_csv(path: Path, plan: str) -> tuple[Duty, ...]:
    """Duties of one CSV file with the columns 事项 部门 角色 文件 文号 日期 (matter actor role document number date).

    Raises:
        CorpusError: the file cannot be read, a column is missing, or a cell is empty; it names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"cannot be read as UTF-8 ({error})", file=path) from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    names = {name: COLUMNS.get(name.strip(), name.strip()) for name in reader.fieldnames or ()}
    if missing := [zh for zh, en in COLUMNS.items() if en not in names.values()]:
        raise CorpusError(
            f"lacks the column {'、'.join(missing)}; the columns are {' '.join(COLUMNS)}", file=path
        )
    found: list[Duty] = []
    try:
        for row in reader:
            cells = {names[name]: (value or "").strip() for name, value in row.items() if name in names}
            if None in row or (empty := [zh for zh, en in COLUMNS.items() if not cells.get(en)]):
                fault = "has too many cells" if None in row else f"has nothing under {'、'.join(empty)}"
                raise CorpusError(f"the row {fault}", file=path, line=reader.line_num)
            document = f"《{cells['document'].strip('《》')}》（{cells['number']}，{cells['date']}）"
            found.append(
                Duty(
                    cells["actor"],
                    cells["role"],
                    "external",
                    None,
                    plan,
                    "",
                    cells["matter"],
                    document=document,
                )
            )
    except csv.Error as error:
        raise CorpusError(f"not CSV ({error})", file=path, line=reader.line_num) from error
    return tuple(found)


def load_external(path: Path) -> tuple[Duty, ...]:
    """Duties by national documents, from ``external.tsv``; ``what`` holds the matter's words, joined by |.

    Raises:
        LexiconError: a row has too few or too many cells.
    """
    columns = ("matter", "actor", "role", "title", "number", "date")
    return tuple(
        Duty(
            row["actor"], row["role"], "external", None, "", "", row["matter"],
            document=f"《{row['title']}》（{row['number']}，{row['date']}）",
        )
        for row in (read_table(path, columns) if path.exists() else ())
    )  # fmt: skip


def part_of_role(duty: Duty) -> str:
    """The part of a duty's sentence, between its commas, that gives the role to the actor; the role's alone if need be."""
    parts = [part for part in _SEGMENT.findall(duty.what) if duty.role in part]
    bare = re.sub(r"(?:部门|办公室|机关|级政府)$", "", duty.actor)
    return next((part for part in parts if bare in part), parts[0] if parts else duty.what)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
