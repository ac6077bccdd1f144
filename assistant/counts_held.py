"""Several numbers of things that a question states (健康领域有10个目标、16条措施，对吧), held against the counts of a draft.

hold_counts(draft, stated, lang)   the draft with yes or no before each count that was stated; None where it is not sure
                                   which count is meant
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.counts_stated import Part
from assistant.patterns import lazy
from assistant.records import Draft, Language, Premise, Sentence

_GROUP = lazy(
    r"^(?P<label>[^：:，,]+?)(?: \([^()]*\))?(?:：共 (?P<zh>\d+) 条[。：]|: (?P<en>\d+) in all[.:])$"
)
_DENIES = lazy(r"不是，|No, ")
_TOTAL = lazy(r"^[^：，]*共 \d+ 条：$|^The plan has \d+ such\b[^:]*:$")
_SHORT = 2  # characters at its end that a group of clauses is called by (目标, 措施)


def hold_counts(draft: Draft, stated: Sequence[Part], lang: Language) -> tuple[Premise, Draft] | None:
    """The numbers stated, each beside the count of its group.

    Args:
        draft: counts by group, as a table is told.
        stated: the numbers, with the words around each.
        lang: of the answer.

    Returns:
        What the question states as a whole, and the draft that begins with what is wrong of it; None where a number goes
        with no group of the draft, or with several.
    """
    counts = {m["label"]: s for s in draft.sentences if (m := _GROUP.match(s.text))}
    meant = [_meant(part, counts) for part in stated]
    if None in meant or len(set(meant)) < len(stated):
        return None
    said = dict[str, Sentence]()
    wrong = False
    for part, label in zip(stated, meant, strict=True):
        sentence = counts[label or ""]
        match = _GROUP.match(sentence.text)
        assert match is not None
        if int(match["zh"] or match["en"]) == part.number:
            text = ("Yes, " if lang == "en" else "是的，") + sentence.text
            said[label or ""] = replace(sentence, text=text)
        else:
            wrong = True
            said[label or ""] = _denied(sentence, part.asked, lang)
    rest = [s for s in draft.sentences if _GROUP.match(s.text) or not _TOTAL.match(s.text)]
    listed = any(s.text.endswith(("：", ":")) for s in counts.values())  # members stand below each
    if listed:
        sentences = [said.get(m["label"], s) if (m := _GROUP.match(s.text)) else s for s in rest]
    else:
        denied = [s for s in said.values() if _DENIES.match(s.text)]
        sentences = denied + [s for s in said.values() if s not in denied]
        sentences += [s for s in rest if s not in [counts[label] for label in said]]
    told = replace(draft, sentences=tuple(sentences))
    shown = "；".join(s.text.rstrip("。.：:") for s in (counts[label or ""] for label in meant))
    return Premise("、".join(part.asked for part in stated), shown, agrees=not wrong), told


def _meant(part: Part, counts: Mapping[str, Sentence]) -> str | None:
    """The group that a number is stated of: the one called right behind it, else the last one before it."""
    behind = _RIGHT_BEHIND.match(part.behind)
    found = [label for label in counts if behind and behind["what"].startswith(_short(label))]
    if not found:
        found = sorted(
            (label for label in counts if _short(label) in part.before),
            key=lambda label: part.before.rfind(_short(label)),
        )[-1:]
    return found[0] if len(found) == 1 else None


_RIGHT_BEHIND = lazy(r"(?:的|主要|策略|具体|大|小)*(?P<what>.*)")


def _short(label: str) -> str:
    """What people call a group: 儿童与健康 健康, 策略措施 措施."""
    return label.split("与")[-1][:_SHORT] if "与" in label else label[-_SHORT:]


def _denied(said: Sentence, asked: str, lang: Language) -> Sentence:
    """A count that is another than the one stated."""
    bare, stop = said.text[:-1], said.text[-1]
    text = f"No, {bare}, not 「{asked}」{stop}" if lang == "en" else f"不是，{bare}，不是「{asked}」{stop}"
    start = text.rindex("「") + 1
    return replace(said, text=text, echo=((start, start + len(asked)),))
