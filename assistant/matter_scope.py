"""Where a question for all on a matter looks: in which domains, and in which kinds of clause.

    without_domains(text, domains)    the question without the domains named, and the titles of those to look in
    kinds_asked(text)                 the only kinds of clause that are wanted; all where empty
    kinds_left_out(text)              the kinds that are named to be left out (措施先别列)

Domains may be named to be looked into (健康、法律两个领域) or to be left out (除了健康领域, 健康领域以外).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from assistant.patterns import compiled, lazy

TARGET_KINDS: Final = frozenset({"goal", "target"})
MEASURE_KINDS: Final = frozenset({"measure", "paragraph", "item", "principle"})
_TARGETS = lazy(r"目标|指标|\btargets?\b|\bgoals?\b|\baims?\b")
_MEASURES = lazy(r"措施|做法|举措|\bmeasures?\b")
_DOINGS = lazy(
    r"措施|做法|举措|规定|要求|内容|条款|安排|说|写|提|讲|\bmeasures?\b|\bclauses?\b|\bsays?\b|\bwhere\b"
)
_MEASURES_ONLY = lazy(
    r"措施(?:里|中|部分|当中|里头|里面)|(?:只|仅|单|光)[^，,。]{0,6}措施|(?:哪些|什么|啥|几[个条项])(?:策略|具体|主要)?措施|措施(?:都|一共|总共|分别|具体|又|到底)*(?:有|是)(?:哪|什么|啥|几)|\b(?:only|just) (?:the )?measures\b|\bin (?:the|its) measures\b|\b(?:all|every|each|list|which|what)(?: of)?(?: the)? measures?\b"
)
_TARGETS_ONLY = lazy(
    r"(?:只|仅|单|光)[^，,。]{0,6}(?:目标|指标)|(?:哪些|什么|啥|几[个条项])(?:主要|具体)?(?:目标|指标)(?!.*(?:措施|做法|举措|规定|要求|安排|内容))|\b(?:only|just) (?:the )?(?:goals|targets)\b"
)
# What is left out of a list: before it (不要措施), or behind it (措施不用).
_LEFT_OUT = lazy(
    r"(?:不要|不含|不包括|不算|除去|除了|别要|不用|不需要|先别)(?!漏|落|少|忘|丢|缺|拉下|遗)[^，,。？?]*"
    r"|(?:策略)?(?:措施|做法|举措|目标|指标)(?:部分|那些|那块儿?|就|都|先|也|暂时|一概)*(?:不用|不要|不需要|不列|不算|不看|别列|别要|甭列|免了|略过?|省了|除外)(?!漏|落|少|忘|丢|缺|拉下|遗|管)[^，,。？?]*"
    r"|\b(?:not|without|excluding|except|skip|leave out|no need for)\b[^,.?]*"
)
_SEPARATOR = r"(?:、|和|与|及|跟|,|，| and |, and )"
# A part of the plan as it is called: 领域, 那一章; the places of two and more domains in a row need no such word (健康、教育里头).
_CALLED = r"(?:这|那)?(?:[一二两俩三四五六七几0-9]+个?|各)?(?:大)?(?:领域|板块|篇章|章节?|部分(?=里|中|都|有|以|之|除|,|，| |$)| (?:domains?|chapters?|areas?|sections?)\b)"
_ROW_PLACED = r"(?=(?:这|那)?(?:[一二两俩三四五六七几]?(?:块儿?|方面|头|边|样)|里头?|里面|里边|中|当中))"
_COUNTED = r"(?=(?:这|那)?[两二三四五俩仨](?:块儿?|方面|头|边|样|个))"
# Names alone are parts of the plan only where they are left out of others (除了教育，别的领域).
_BARE_END = r"(?=以外|之外|除外|外[，,还]|这|那|[，,、。 ]|$)"
_OF_PARTS = lazy(
    r"领域|板块|章|部分|别处|其他地方|别的地方|\b(?:domains?|chapters?|areas?|sections?|parts|elsewhere)\b"
)
# What leaves a domain out, before its name or behind it.
_EXCEPT = lazy(
    r"(?:除了?|除去|除开|抛开|抛去|撇开|刨去|刨除|不算|不看|不包括|不含|排除|去掉|\b(?:except|excluding|besides|outside|apart from|other than|not counting|leaving out)(?: for| in)*(?: the)?)\s*$"
)
_EXCEPTED = lazy(
    r"(?:里|中|的|那[块部]分?)*(?:以外|之外|除外|外(?=[，,还])|不算|不看|不要|不用|刨去|撇开)|(?: is| are)? (?:excluded|left out|aside|apart)\b"
)


def kinds_left_out(text: str) -> frozenset[str]:
    """The kinds of clause that a folded question names to be left out, where it names the other kind to be listed."""
    left = " ".join(match.group() for match in _LEFT_OUT.finditer(text))
    rest = _LEFT_OUT.sub("", text)
    if _TARGETS.search(rest) and _MEASURES.search(left) and not _MEASURES.search(rest):
        return MEASURE_KINDS
    if _MEASURES.search(rest) and _TARGETS.search(left) and not _TARGETS.search(rest):
        return TARGET_KINDS
    return frozenset()


def kinds_asked(text: str) -> frozenset[str]:
    """The only kinds of clause that a folded question wants; none where it wants all."""
    if left_out := kinds_left_out(text):
        return TARGET_KINDS if left_out == MEASURE_KINDS else MEASURE_KINDS
    text = _LEFT_OUT.sub("", text)
    if _MEASURES_ONLY.search(text) and not _TARGETS.search(text):
        return MEASURE_KINDS
    if _TARGETS.search(text) and (_TARGETS_ONLY.search(text) or not _DOINGS.search(text)):
        return TARGET_KINDS
    return frozenset()


def without_domains(text: str, domains: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """A question without the domains named as parts of the plan, and the titles of those that it is restricted to.

    Args:
        text: the folded question.
        domains: names by which each domain is spoken of, by its title.
    """
    named = {name: title for title, names in domains.items() for name in _short(names)}
    if not named:
        return text, ()
    one = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    row = compiled(
        rf"(?:{one})(?:(?:{_SEPARATOR}(?:the )?(?:{one}))*{_CALLED}|(?:{_SEPARATOR}(?:the )?(?:{one}))+{_ROW_PLACED})"
        rf"|(?:{one}){{2,}}{_COUNTED}|(?P<bare>(?:{one})(?:{_SEPARATOR}(?:{one}))*{_BARE_END})"
    )
    parts = _OF_PARTS.search(text)
    found: list[str] = []
    left_out: list[str] = []
    rest, end = "", 0
    for match in row.finditer(text):
        before = _EXCEPT.search(text[: match.start()])
        behind = _EXCEPTED.match(text, match.end())
        excepted = before or behind
        if match["bare"] and not (excepted and parts):
            continue
        (left_out if excepted else found).extend(named[n] for n in compiled(one).findall(match.group()))
        rest += text[end : before.start() if before else match.start()] + " "
        end = behind.end() if behind else match.end()
    if left_out and not found:
        found = [title for title in domains if title not in left_out]
    return rest + text[end:], tuple(dict.fromkeys(found))


def _short(names: Iterable[str]) -> Iterator[str]:
    """Names of a domain, and the first word of a longer one (法律 of 法律保护)."""
    for name in names:
        folded = name.lower()
        yield folded
        if not folded.isascii() and len(folded) == 4:
            yield folded[:2]
