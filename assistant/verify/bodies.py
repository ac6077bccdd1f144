"""Checks of who is said to be charged, in which role, by what document, and that nobody is."""

from __future__ import annotations

import re

from assistant.patterns import lazy
from assistant.verify.case import Case, is_note, squeeze, told_roles

_STATED = lazy(r"^(?:原文明示：|Stated in the plan: )(.+)(?:：|:)$")


CHARGE_CONFIRMED = lazy(
    r"^(?:是的，规划写明：|规划写的角色是：|Yes, the plan states: |The role that the plan gives is: )(.+)[。.]$"
)


_TAKING_PART = tuple(
    f"（{role}）"
    for role in ("参加", "参与", "配合", "协助", "协同", "报送", "提交", "报告", "组成", "合作", "涉及")
)


_NOT_ALONE = lazy(r"^规划写的不是只由「(.+?)」|^The plan does not charge 「(.+?)」 alone")


_NOT_CHARGED = lazy(r"^规划写的不是由「(.+?)」|^The plan does not put 「(.+?)」")


_CHARGED = lazy(r"([^；;（）]+)（([^（）]+)）")


_MENTIONED = lazy(r"^(?:有关内容提到的有(.+?)（原文明示|Its clauses mention (.+?) \(stated)")


_OUTSIDE = lazy(r"^(?:规划外依据|By a (?:national )?document outside the plan)")


_NOT_STATED = lazy(r"没有写明这件事由哪个部门负责|does not say which department")


_BODIES = lazy(r"部门|机关|政府|工委|法院|检察院|委员会|[\u4e00-\u9fff]局(?!面)")


def charged_stand(case: Case) -> str | None:
    """Whoever is said to be charged, and the role, are words of the cited sentence; so are those only mentioned."""
    said = squeeze("".join(map(told_roles, case.citations)))
    text = _GLOSS.sub("", case.sentence.text)
    known = {duty.actor for duty in case.evidence.duties}
    if "，" in text[:3] and (match := CHARGE_CONFIRMED.match(text)) and match.group(1).endswith(_TAKING_PART):
        return "who only takes part is confirmed to be in charge"
    if match := _STATED.match(text) or CHARGE_CONFIRMED.match(text):
        told = _NAMED_BRACKETS.sub(r"\1", _shielded(match.group(1), known))
        for names, role in _CHARGED.findall(told):
            if not _role_printed(role, said):
                return f"the role {role} does not stand in what is cited"
            for name in map(_bared, _bodies_of(names, known)):
                if not _named_in(name, said, known):
                    return f"{name} does not stand in what is cited"
                if (given := _labelled_role(name, case)) and role not in given:
                    return f"{name} is named as {given[0]}, not as {role}"
                if role == "牵头" and not _may_lead(name, case):
                    return f"{name} is not the first of its note"
    if match := _MENTIONED.match(text):
        for name in _bodies_of(match.group(1) or match.group(2), known):
            if not _named_in(name, said, known):
                return f"{name} does not stand in what is cited"
    return None


# Brackets and the mark of a row inside a name (各市（地）人民政府（行署）) are none of the sentence's.
_SHIELD = str.maketrans("（）()、", "\ue000\ue001\ue002\ue003\ue004")
_BARE = str.maketrans("\ue000\ue001\ue002\ue003\ue004", "（）()、")


def _shielded(text: str, known: set[str]) -> str:
    """A text whose names of bodies have signs of their own for brackets."""
    for actor in sorted(known, key=len, reverse=True):
        if "（" in actor or "(" in actor:
            text = text.replace(actor, actor.translate(_SHIELD))
    return text


def _bared(name: str) -> str:
    return name.translate(_BARE)


# The words of a label (责任单位：) by which a note gives a role; the role's own word is one of them.
_LABELS = {
    "负责": ("责任", "负责", "主责", "主办", "承办", "实施", "落实"),
    "配合": ("配合", "协办", "协助", "协同", "协作", "支持"),
    "牵头": ("牵头", "主牵"),
    "参与": ("参与", "参加"),
    "主管": ("主管",),
    "监督": ("监督", "督办", "督导", "督查"),
}
# The field of a note: its label, and what stands behind it up to the next.
_FIELD = lazy(
    r"(?P<label>[\u4e00-\u9fff、（）()/]{2,10})[:：](?P<bodies>[^；;。:：]*?)(?=[；;。]|[，,\s]?[\u4e00-\u9fff、（）()/]{2,10}[:：]|[）)】］\]]?$)"
)
# What a part of a note ends in, by the role that it is.
_TAILS = {"负责": ("负责", "负总责", "落实", "组织实施", "承担", "实施")}


def _role_printed(role: str, said: str) -> bool:
    """Whether a role stands in a text, by its own word, the label of a field or another word at the end of a part."""
    labels = "|".join(_LABELS.get(role, ()))
    return (
        role in said
        or bool(labels and re.search(rf"(?:{labels})[^：:，。]{{0,6}}[:：]", said))
        or any(re.search(rf"{tail}[，,；;）)】。]", said) for tail in _TAILS.get(role, ()))
    )


def _labelled_role(name: str, case: Case) -> tuple[str, ...]:
    """The roles that the labels of cited notes give to a body; empty where no label stands before it."""
    found: list[str] = []
    for citation in case.citations:
        if not is_note(told_roles(citation)):
            continue
        found += _fields_with(name, squeeze(told_roles(citation)))
    return tuple(found)


def _fields_with(name: str, quote: str) -> tuple[str, ...]:
    """The roles of the fields of a note that name a body."""
    return tuple(
        role
        for field in _FIELD.finditer(quote)
        if name in field["bodies"]
        for role, words in _LABELS.items()
        if any(word in field["label"] for word in words)
    )


# The plan's own word that the first of a note leads.
_FIRST_LEADS = lazy(r"[列排在]*第一[^，。]{0,8}为?牵头")


def _may_lead(name: str, case: Case) -> bool:
    """Whether a quote lets a body lead: by a word of its own, or as the first of its note where the plan's rule is cited."""
    quotes = [squeeze(citation.quote) for citation in case.citations]
    if not any(_FIRST_LEADS.search(quote) for quote in quotes):
        return True
    return any(
        "牵头" in _FIRST_LEADS.sub("", quote) or quote.lstrip("（(").startswith(name) for quote in quotes
    )


# What a body is said to lead, to be in charge of, to help with, above the sentences that say so.
_TASKS = lazy(
    r"^规划写明由(?P<who>.+?)(?:另外)?(?P<role>做|牵头|负责|配合)的事，共"
    r"|^What (?:else )?the plan has (?P<who_en>.+?) (?P<role_en>do|lead|be responsible for|help with);"
)
_ROLES_EN = {"do": "做", "lead": "牵头", "be responsible for": "负责", "help with": "配合"}
# Roles that answer for one another in a heading: who only takes part is never told to be in charge.
_ROLE_GROUPS = {
    "牵头": ("牵头",), "负责": ("负责", "主责", "主管"), "配合": ("配合", "协助", "协同", "参与", "参加", "支持", "合作", "会同"),
}  # fmt: skip
_NONE_OF_ROLE = lazy(
    r"^规划没有写明由「(?P<who>.+?)」(?P<role>牵头|负责|配合)的事。$"
    r"|^The plan has nothing that 「(?P<who_en>.+?)」 (?P<role_en>leads|is responsible for|helps with)\.$"
)
_NONE_EN = {"leads": "牵头", "is responsible for": "负责", "helps with": "配合"}


def tasks_of_role(case: Case) -> str | None:
    """Each sentence counted under a role gives the body that role; none of a role is left where that is denied."""
    text = _GLOSS_END.sub("", case.sentence.text)
    if match := _TASKS.match(text):
        role = match["role"] or _ROLES_EN[match["role_en"]]
        names = (match["who"] or match["who_en"]).split("、")
        for citation in case.citations:
            wrong = [name for name in names if not _fits(role, name, told_roles(citation))]
            if len(wrong) == len(names):
                return f"{names[0]} is not named as {role} in {citation.clause_id}"
    if match := _NONE_OF_ROLE.match(text):
        role = match["role"] or _NONE_EN[match["role_en"]]
        who = match["who"] or match["who_en"]
        if any(d.actor == who and d.role in _ROLE_GROUPS[role] for d in case.evidence.duties):
            return f"the plan has {who} {role}"
    return None


def _fits(role: str, name: str, quote: str) -> bool:
    """Whether a quote does not speak against a role of a body; a note must give it, a sentence must have its word."""
    if not is_note(quote):
        return role == "做" or any(word in quote for word in _ROLE_GROUPS[role])
    given = _roles_in_note(name, squeeze(quote))
    if role == "做":
        return not given or any(r not in _ROLE_GROUPS["配合"] for r in given)
    return not given or any(r in _ROLE_GROUPS[role] for r in given)


# The first word for a role behind a body of a note without labels.
_ROLE_WORD = lazy(r"牵头|配合|协助|协同|参与|参加|支持|主管|主责|负责|负总责|落实|组织实施|承担|实施")
_IN_CHARGE_WORDS = ("负总责", "落实", "组织实施", "承担", "实施")


def _roles_in_note(name: str, quote: str) -> tuple[str, ...]:
    """The roles that a note gives to a body: by its label, else by the first word for one behind it."""
    fields = _fields_with(name, quote)
    if fields or _FIELD.search(quote):
        return fields
    at = quote.find(name)
    word = _ROLE_WORD.search(quote, at + len(name)) if at >= 0 else None
    if word is None:
        return ()
    return ("负责",) if word.group() in _IN_CHARGE_WORDS else (word.group(),)


_CLAIMS_CHARGE = lazy(
    r"(?:由|归|属|找|让)(?!其)(?P<by>[\u4e00-\u9fff（）、]{1,20}?)(?:来|去|全权|统一|专门|具体|一家)*(?:负责|牵头|主管|主抓|管理?|承担|领导)"
    r"|(?:牵头|责任|主管|负责)(?:的)?(?:部门|单位|机构|机关|人)?(?:就?是|为|：|:)(?P<is>[\u4e00-\u9fff（）、]{2,30})"
    r"|(?P<does>[\u4e00-\u9fff]{2,14}(?:局|部|厅|委|委员会|政府|机关|部门|办公室|妇联|共青团|中心))(?:来|要|应|应当|将|会)?(?:负责|牵头|主管)"
)
_CLAIMS_CHARGE_EN = lazy(
    r"\b(?:is|are|be) (?:responsible|in charge|accountable)\b|\b(?:led|headed|run|handled|managed|organi[sz]ed) by\b"
    r"|\b(?:leads|heads)\b|\btakes? the lead\b",
    re.IGNORECASE,
)
_ASKS = lazy(r"哪|谁|什么|何|which|who\b", re.IGNORECASE)


# A particular body; 统计部门 and 发布机关 are whoever it is.
_PARTICULAR = lazy(
    r"[\u4e00-\u9fff]{1,8}(?:局(?![面部势限])|厅(?!级)|卫健委|发改委|教委|委员会|工委|法院|检察院|妇联|残联|共青团|团委|工会)"
)
_TITLE = lazy(r"《[^《》]*》")  # the title of a paper may name who issued it
_PARTICULAR_EN = lazy(
    r"\b[a-z]+ (?:bureau|ministry|commission|federation|court|procuratorate)\b", re.IGNORECASE
)


def charge_told(case: Case) -> str | None:
    """That somebody is in charge is said in the plan's words or in the forms that are checked, and in no other.

    A particular body is named nowhere but in a sentence that cites something, or as the asker's word.
    """
    if not case.sentence.citations and not case.draft.citations and not case.evidence.help_lines:
        said = _TITLE.sub("", case.said)
        named = _PARTICULAR.search(said) or _PARTICULAR_EN.search(said)
        if named and not _ASKS.search(named.group()):
            return f"{named.group()!r} is named and nothing is cited"
    text = case.sentence.text
    told = (_STATED, CHARGE_CONFIRMED, _MENTIONED, _OUTSIDE, _NOT_CHARGED, _NOT_ALONE, _NOT_STATED, _TASKS)
    if case.sentence.by_model or any(form.search(text) for form in told):
        return None
    quoted = squeeze("".join(citation.quote for citation in case.citations))
    for match in _CLAIMS_CHARGE.finditer(case.said):
        if not _ASKS.search(match.group()) and match.group() not in quoted:
            return f"{match.group()!r} does not stand in what is cited"
    match_en = _CLAIMS_CHARGE_EN.search(case.said)
    if match_en and not _ASKS.search(text) and not _DENIES.search(text):
        return f"{match_en.group()!r} is said of somebody and checked by nothing"
    return None


_DENIES = lazy(r"does not|仅为涉及|but only as addressed|without (?:a|being)", re.IGNORECASE)


def _bodies_of(names: str, known: set[str]) -> list[str]:
    """The bodies of a row; one whose own name has a 、 (市、县（区）级政府) stays whole."""
    for actor in sorted(known, key=len, reverse=True):
        plain = _NAMED_BRACKETS.sub(r"\1", actor)
        for form in (actor, plain):
            names = names.replace(form, form.replace("、", "\0"))
    return [name.replace("\0", "、") for name in names.split("、")]


_GLOSS_END = lazy(r" \([A-Z][^()（）]*(?:\([^()]*\)[^()]*)*\)")
_GLOSS = lazy(r" \([a-z][^()（）]*(?:\([^()]*\)[^()]*)*\)(?=[、（]| \(stated)", re.IGNORECASE)


# 村（居）民委员会, 乡（镇）级政府: brackets that belong to a name.
_NAMED_BRACKETS = lazy(r"（([区镇居村区助理]{1,2})）")


def _named_in(name: str, text: str, known: set[str]) -> bool:
    """Whether a name stands in a text; 教育部门 stands in 卫生健康、教育、宣传等部门, 妇儿工委办公室 in 妇儿工委及其办公室."""
    plain, bare = _NAMED_BRACKETS.sub(r"\1", text), _NAMED_BRACKETS.sub(r"\1", name)
    listed = any(_NAMED_BRACKETS.sub(r"\1", actor) == bare for actor in known)
    head = re.sub(r"(?:部门|办公室|机关|级政府|人民政府|政府|管委会)$", "", bare)
    ending = bare[len(head) :]
    if ending in ("人民政府", "政府", "管委会"):  # 鹤江、柳川市人民政府
        place = re.escape(re.sub(r"[省市县区州]$", "", head))
        return listed and bool(re.search(rf"{place}[省市县区州]?(?:(?:、[^，。；]{{0,24}})?{ending})", plain))
    shared = "等?" if ending in ("机关", "级政府") else "等"
    in_row = bool(ending) and re.search(
        rf"{re.escape(head)}(?:(?:、[^，。；]{{0,24}})?{shared}|及其){ending}", plain
    )
    return listed and (bare in plain or bool(in_row))


def outside_stands(case: Case) -> str | None:
    """What a document outside the plan says is said of that document, with its bodies and their roles."""
    if not _OUTSIDE.match(case.sentence.text):
        return None
    documents = {citation.document for citation in case.citations if citation.source == "document"}
    held = {f"{d.actor}{d.role}" for d in case.evidence.duties if d.document in documents}
    told = re.split(r"：|: ", case.sentence.text)[-1].rstrip("。.")
    wrong = [piece for piece in told.split("、") if piece not in held]
    return f"{wrong[0]} does not stand in the document" if wrong or not documents else None


def denial_holds(case: Case) -> str | None:
    """Whoever is said not to be charged is not said to be so elsewhere in the draft."""
    match = _NOT_CHARGED.match(case.sentence.text)
    body = (match.group(1) or match.group(2)) if match else ""
    leads = "牵头" in case.sentence.text or "the lead" in case.sentence.text
    for other in case.draft.sentences if match else ():
        for names, role in _CHARGED.findall(_NAMED_BRACKETS.sub(r"\1", _GLOSS.sub("", other.text))):
            said = re.sub(r"^(?:原文明示：|Stated in the plan: )", "", names).split("、")
            if body in said and (role == "牵头" or not leads):
                return f"the plan charges {body}"
    return None


def others_stand(case: Case) -> str | None:
    """Whoever is said not to be alone is charged in a sentence of the draft that charges another body, too."""
    match = _NOT_ALONE.match(case.sentence.text)
    if match is None:
        return None
    body = match.group(1) or match.group(2)
    for other in case.draft.sentences:
        told = _STATED.match(other.text)
        names = [
            name for group, _ in _CHARGED.findall(told.group(1) if told else "") for name in group.split("、")
        ]
        if len(names) > 1 and any(body in name or name in body for name in names):
            return None
    return f"{body} is charged with nobody else"


def silence_holds(case: Case) -> str | None:
    """That nobody is named is not said beside a body that is."""
    if not _NOT_STATED.search(case.sentence.text):
        return None
    for other in case.draft.sentences:
        match = _STATED.match(other.text)
        if match and _BODIES.search(match.group(1)):
            return f"the plan names {match.group(1)}"
    return None
