"""So many of something, by a name (五个友好是哪五个, 六大工程有哪些): told where a sentence lists them, else refused.

group_asked(text)        the number and the name, where the members of a group are asked for
tell_group(known, run)   the sentence that lists them, or that the plan has no such group

What the plan counts by its own headings (七大领域, 五条基本原则) is told by its tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.counts_stated import Counted
from assistant.knowledge import Knowledge
from assistant.lexicon import fold_known
from assistant.numerals import parse_number
from assistant.passages import sentences
from assistant.patterns import compiled, lazy
from assistant.quoting import tell_sentences
from assistant.records import Clause
from assistant.run import Run
from assistant.searching.put import put_found
from assistant.sufficiency import Judgement

_MANY = r"[2-9]|1[0-9]|[二两三四五六七八九十]|十[一二三四五六七八九]"
_ALL = r"(?:都|分别|具体|各|又|到底|究竟|主要|一共|全部)*"
# 五个友好是哪五个: that the members are wanted is plain. Where it is not (两个孩子有什么), the name must be one of a group
# (六大工程, 四个一工程), and nothing may follow.
_GROUP = lazy(
    rf"(?<![第前后头近这那每几一二三四五六七八九十百0-9.])(?P<said>(?P<many>{_MANY})(?P<unit>[大个项类种条点位]|方面)[“\"「]?(?P<what>(?:(?![的里中第排在分各都是指有叫包])[\u4e00-\u9fff]){{2,8}}?))[”\"」]?[，,]?"
    rf"(?:{_ALL}(?:是|指|指的是|包括|包含|有|叫|为)(?:指|的是)?{_ALL}哪(?:(?P=many)|几|[0-9一二两三四五六七八九十]+)[大个项类种条点位方]?"
    rf"|(?P<open>{_ALL}(?:是|指|指的是|包括|包含|有|叫)(?:的是)?{_ALL}(?:什么|啥|哪些)[呀啊呢]?[？?。！!\s]*$))"
)
# 分别有啥, 是什么: each of several is asked for; 大, 一 and quotes name a group, 项 most often.
_EACH = lazy(r"分别|^[^有叫]*[是指][^有叫]*$")
_NAMES_GROUP = lazy(r"[大项]$")
# What plans are made of is counted, by the tree or the table, be it under other words.
_COUNTED = lazy(
    r"(?:领域|板块|方面|部分|[篇章节]|目标|指标|措施|任务|条款|规定|要求|内容|条目|单位|部门|机构)$"
)

_BEFORE_NOUN = 2  # characters of a heading before the noun that it is called by
_LONG_NOUN = 4  # characters of a noun behind several things that is surely that of all of them


@dataclass(frozen=True, slots=True)
class Group:
    """A group whose members are asked for: how many, by which noun, and as it is said (六大工程).

    ``is_named`` where the number is a part of a name: kinds (四种渠道) and points are only counted.
    """

    number: int
    noun: str
    said: str
    is_named: bool


def group_asked(text: str) -> Group | None:
    """The group whose members a folded Chinese question asks for by number and name; None where it asks for none."""
    match = _GROUP.search(text)
    if match is None:
        return None
    quoted = re.search(r"[“\"「]", match["said"]) or re.search(r"[“\"「]$", text[: match.start()])
    named = _NAMES_GROUP.search(match["unit"]) or match["what"].startswith("一") or quoted
    if match["open"] and not named and not _EACH.search(match["open"]):
        return None
    said = re.sub(r"[“”\"「」]", "", match["said"])
    number = int(parse_number(match["many"].replace("两", "二")))
    return Group(number, match["what"], said, is_named=match["unit"] in "大项个")


def miscounted(text: str) -> Counted | None:
    """The group that a question asks for, as a statement of how many there are; None where it asks for none."""
    group = group_asked(text)
    return None if group is None else Counted(text, group.said, group.number)


def tell_group(known: Knowledge, run: Run) -> str:
    """Tell the sentence that lists a group, or refuse one that the plan does not have; "" where none is asked for."""
    group = group_asked(run.query.text)
    if group is None or _COUNTED.search(group.noun) or _is_heading(known, group.noun):
        return ""
    found = list(_listing(known, group))
    if found:
        return put_found(known, run, found[:1], tell_sentences(found[:1]))
    if not group.is_named or group.said in known.plan_words.vocabulary:
        return ""
    run.query = replace(run.query, strangers=(group.said,))
    run.judgement = Judgement("abstained", "not_in_plan", "unnamed")
    return group.said


def _is_heading(known: Knowledge, noun: str) -> bool:
    """Whether the plan has a heading by that name (原则: 基本原则), whose parts its tree tells."""
    titles = (fold_known(c.title) for c in known.tree.clauses.values() if c.kind == "heading")
    return any(title.endswith(noun) and len(title) <= len(noun) + _BEFORE_NOUN for title in titles)


def _listing(known: Knowledge, group: Group) -> list[tuple[Clause, tuple[int, int]]]:
    """The sentences that set as many side by side, each with the noun at its end (社会政策友好、…) or it behind the last."""
    noun, more = re.escape(group.noun), group.number - 1
    one, item = rf"[^，。；：、]{{1,12}}?{noun}", r"[^，。；：、和与及]{2,10}"
    side_by_side = rf"(?:{one}、){{{more}}}{one}(?!、)"
    if len(group.noun) >= _LONG_NOUN:
        side_by_side += rf"|(?:^|[，。；：])(?:{item}、){{{more - 1}}}{item}(?:和|与|及|以及){item}?{noun}"
    several = compiled(side_by_side)
    return [
        (clause, (start, end))
        for clause in known.tree.clauses.values()
        if clause.text.count("、") >= group.number - 1
        for start, end in sentences(clause.text)
        if several.search(fold_known(clause.text[start:end]))
    ]
