"""谁 behind a verb, who before one: whom something is done to (先救谁, who gets rescued), or who does it (找谁)."""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.tagging import tagged

# Verbs whose object does something: whoever is charged, or is to be turned to.
_CHARGED_WITH = lazy(
    r"(?:[是由归找让叫派问靠给求请属该应得要向跟和与有为到看]|指定|确定|委托|告诉|通知|联系|报告|举报|汇报|咨询|知道|依靠|属于|于)$"
)
# who gets rescued, who must be trained, who benefits: to whom something is done, who gets something.
_DONE_TO_EN = lazy(
    r"^ (?:(?:is|are|was|were|be|gets?|got|will|would|shall|should|must|can|could|may|has to|have to|needs? to|ought to)(?: to)?(?: be| get)? )"
    r"(?:(?:first|also|always|[a-z]+ly) )?"
    r"(?!(?:responsible|charged|tasked|obliged|obligated|required|supposed|expected|assigned|appointed|designated|mandated|entrusted|concerned|involved|engaged|bound|committed|needed|called|asked|named|listed|mentioned)\b)"
    r"(?:[a-z]{2,}ed|given|taken|told|kept|sent|paid|taught|brought|chosen|put|seen|entitled|eligible)\b"
    r"|^ (?:(?:will|would|shall|should|must|can|could|may) )?(?:(?:first|also|actually) )?(?:benefits?|qualif(?:y|ies)|comes? first|goes? first|gets? (?:help|priority|free|money|aid|support|treatment|the first)|receives?)\b"
)
_SAYS_NO_MORE = lazy(r"[啊呀呢呐哈嘛]?(?:[^\u4e00-\u9fff]|$)")


def is_object(before: str, behind: str) -> bool:
    """Whether 谁 behind a verb is whom it is done to (先救谁, 优先照顾谁), and not who does it (找谁)."""
    words = tagged(before[-8:])
    return (
        bool(words)
        and words[-1][2].startswith(("v", "i", "l"))  # 优先照顾 is an idiom to the dictionary
        and not _CHARGED_WITH.search(before)
        and bool(_SAYS_NO_MORE.match(behind))
    )


def is_done_to(behind: str) -> bool:
    """Whether an English "who" is whom something is done to (who gets rescued first), by what stands behind it."""
    return bool(_DONE_TO_EN.match(behind))
