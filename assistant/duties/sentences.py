"""Who is charged by the sentences of a clause, and who is only spoken of; the role is the verb behind a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from assistant.duties.actors import Actors
from assistant.duties.notes import Note
from assistant.duties.posts import posts_in
from assistant.duties.roles import ADDRESSED, LEAD, ROLES
from assistant.lexicon import tagger
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.records import Clause, Duty

_SEGMENT = lazy(r"[^，,。；;：:！？]+")
_MARK = lazy(r"^(?:——|[一二三四五六七八九十]+、|[（(][^（）()]{1,3}[）)]|[0-9]+[.．、])")
_BRACKETS = lazy(r"（[^）]*）")
# Words that may stand between a subject and its verb.
_ADVERB = lazy(
    r"^(?:要|应当|应该|应|须|必须|需|依法|依规|共同|分别|按(?:照)?(?:各自)?(?:职责|任务)(?:分工|权限)?|结合职责|结合各自职责|根据职责|在(?:各自)?(?:的)?(?:职[责权]|职责权限)范围内|切实|认真"
    r"|(?:于|在)?(?:每年|[0-9]{4}年)?(?:[0-9]{1,2}月)?年?(?:上半年|下半年|中期|(?:底|末|初)?之?前|(?<=月)|底|末)|积极|定期|及时|每年|每[两二三四五半]年|每季度|每半年|每月|主动|充分|全面|进一步|结合实际|在[^，]{1,14}?(?:时段|期间|时期|过程中|工作中|阶段)|(?:依据|根据)[^，]*|向[^，]{2,16}?(?=报送|提交|报告))+"
)
# A group that is set up in a sentence or is what it is about, and what it then does without being named again.
_SET_UP = lazy(r"(?:设立|成立|组建|建立)(?P<name>[\u4e00-\u9fff]{2,12}(?:组|委员会|办公室|中心))$")
_CONSISTS = ("下设", "设有", "包括", "分为", "成立于", "接受", "享有", "享受", "获得", "得到", "受到")
# say what a body is made of or is given, not what it does
_LIGHT = ("进行", "予以", "加以", "给予", "实行", "开展")
MOST_BEFORE: Final = 8  # characters of words that describe a subject (有条件的)
MOST_OF_RELATIVE: Final = 20  # characters of what says which bodies are meant
# What stands before one who is asked, told or helped to do something.
_CAUSED = lazy(
    r"(?:利用|运用|借助|监督|鼓励|支持|引导|指导|督促|推动|推进|要求|动员|组织|帮助|培养|教育|保障|发挥|依托|通过|提高|提升|增强|加强|强化|完善"
    r"|扩大|加大|规范|落实|促进|打造|建立|建设|发展|向|对|为|与|给|将|把|在|从|以|使|让|被|除)[^，]*$"
)
_LISTED_ROLE = lazy(r"(领导|主责|协调|合作|参与|牵头|负责)(?:的|$)")
_RESPONSIBILITY = lazy(r"^(?:的|对[^，]{0,16}的)?[^，]{0,14}?([\u4e00-\u9fff]{2}责任)(?!意识)$")


# 督促…履行…义务: an obligation that is printed, be it in the part behind the one that names whose it is.
_OBLIGED = lazy(r"^[^，]*?履行[^，]*?([\u4e00-\u9fff]{2,4}?义务)$")


def stated(clause: Clause, notes: Iterable[Note], known: Actors) -> Iterator[Duty]:
    """Duties and mentions in the sentences of a clause; the role of a subject is the verb behind it.

    Args:
        notes: the notes of the clause, which are no part of its sentences.
    """
    whole = clause.text
    for note in notes:
        whole = whole[: note.start] + "\n" * (note.end - note.start) + whole[note.end :]
    for start, end in sentences(clause.text):
        text = whole[start:end]
        segments = [_MARK.sub("", _squeeze(match.group())) for match in _SEGMENT.finditer(text)]
        roles: dict[str, str] = dict(_carried_on(segments, known))
        for at, segment in enumerate(segments):
            following = next((later for later in segments[at + 1 :] if _ADVERB.sub("", later)), "")
            for names, role in _of_segment(segment, following, known):
                for name in names:
                    if name and roles.get(name, ADDRESSED) == ADDRESSED:
                        roles[name] = role
        what = _squeeze(clause.text[start:end])
        for name, role in posts_in(_squeeze(text)):
            if roles.get(name, ADDRESSED) == ADDRESSED:
                roles[name] = role
        for name, role in roles.items():
            yield Duty(name, role, "stated", None, clause.plan, clause.id, what, start, end)


def _carried_on(segments: list[str], known: Actors) -> Iterator[tuple[str, str]]:
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


def _of_segment(segment: str, following: str, known: Actors) -> Iterator[tuple[tuple[str, ...], str]]:
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


def _listed_roles(segment: str, known: Actors) -> list[tuple[tuple[str, ...], str]]:
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
    if before.endswith("督促") and (obliged := _OBLIGED.match(behind) or _OBLIGED.match(following)):
        return obliged.group(1)
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
        named = "v" if verb in _LIGHT else "vn"  # 每年开展一次专项审计
        told = (
            word
            for word, tag in _tagged(rest[:8])
            if len(word) > 1 and word not in _LIGHT and tag[0] in named
        )
        return next(told, verb)
    return verb


_BY = lazy(r"由(?:[^，由]{1,10}的)?$")


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
    return [(pair.word, pair.flag) for pair in tagger().cut(text)]


def part_of_role(duty: Duty) -> str:
    """The part of a duty's sentence, between its commas, that gives the role to the actor; the role's alone if need be."""
    parts = [part for part in _SEGMENT.findall(duty.what) if duty.role in part]
    bare = re.sub(r"(?:部门|办公室|机关|级政府)$", "", duty.actor)
    return next((part for part in parts if bare in part), parts[0] if parts else duty.what)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
