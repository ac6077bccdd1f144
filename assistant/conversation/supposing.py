"""A body that is supposed to do what was asked about (欺凌怎么处置 || 是公安局负责吗), as a question whether it does."""

from __future__ import annotations

from assistant.conversation.context import Completed
from assistant.conversation.followup import FollowUp
from assistant.conversation.texts import bare
from assistant.patterns import lazy

_BEFORE = lazy(r"(?:那么?|就|难道|应该)*(?:是不是|是由|是归|是|由|归|让|不是)?")
_BEHIND = lazy(
    r"(?:来|去|那边)?(?P<verb>负责|牵头|主管|主抓|落实|组织|执行|实施|管|抓|建|办|做)?的?(?:是吗|对吗|是吧|对吧|对不对|是不是|吗|吧|么|嘛)"
)


def supposed_of_body(found: FollowUp) -> Completed | None:
    """The earlier matter with the body and what it is supposed to do; None where more or another thing is said."""
    bodies = [t for t in found.cut.tokens if t.slot == "body"]
    if len(bodies) != 1 or found.cut.lang == "en" or found.earlier.lang == "en" or not found.before:
        return None
    text, body = bare(found.cut.text), bodies[0]
    match = _BEHIND.fullmatch(text[body.end :])
    if match is None or not _BEFORE.fullmatch(text[: body.start]):
        return None
    if put := found.put_claim(body):
        return Completed(put, "zh", ("replaced",))
    if any(t.slot == "body" for t in found.earlier.tokens):
        return None  # what another body has to do was asked
    return Completed(
        f"{found.matter()}由{found.cut.said(body)}{match['verb'] or '负责'}，对吗？", "zh", ("subject",)
    )
