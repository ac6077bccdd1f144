"""A question about the domain that another question picks: the domain with the most goals, how many measures does it have.

    text ── cut ──▶ inner: which domain has the most goals     ── read ──▶ groups by domain
                └─▶ outer: how many measures does Health have  ── read ──▶ its query, for the domains that inner picks

The outer question is read with the name of some domain in the place of the phrase; then that is taken out again. What
cannot be read on both sides is no such question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.patterns import lazy
from assistant.records import Bound, TableQuery
from assistant.tabular.operations import APART
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Read, Table

_HEAD = r"(?:大|发展)?(?:领域|板块|块儿?|方面|部分|一?章)"
_ENDS = r"，,。；;？?！!：:"
# 目标最多的(那个)领域: what picks, then its noun; 叫什么、是哪个 behind it only asks for its name.
_PHRASE = lazy(
    rf"(?:[那这]个)?(?P<picks>[^{_ENDS}]{{2,}}?)的(?:那|这|该|此|各|前)?(?P<many>[一几两二三四五])?(?:个|些)?{_HEAD}(?![\u3400-\u9fff]*?的{_HEAD})"
)
_NAME_ASKED = lazy(
    rf"(?:[叫是为](?:什么|啥|哪)(?:个|一个|块|些|几个)?(?:名字?|{_HEAD})?|有(?:哪些|哪几个))[{_ENDS}、和]*(?:它|该{_HEAD}|这个?{_HEAD}|那个?{_HEAD})?(?:又|还|也|都|并|各)*"
)
# 哪个领域目标最多，(那)它有几条措施: the second question speaks of what the first picks.
_POINTS = lazy(
    rf"[{_ENDS}、]+(?:那么?|然后|再|还有|并且?|而且|请问)*(?:(?:它|其|该|此|这|那)(?:一|几|些)?个?{_HEAD}|[它其](?!中|他|它|余)[们家]?|[那这](?:里|儿|边))(?:的|里头?|里面|中|下面|底下|之下|下设?)*"
)
_WHICH = lazy(rf"哪(?:一|几)?[个些]?{_HEAD}")
_PHRASE_EN = lazy(
    r"\b(?:the )?(?:domains?|areas?|fields?|sections?|chapters?|parts?) (?:with|that (?:has|have|contains?|sets?)|which (?:has|have)|having|containing) (?P<picks>[^,;?]+)"
)
_PHRASE_ENDS_EN = lazy(
    r" (?=(?:have|has|contain|contains|set|sets|include|includes|list|lists|get|offer)\b)|(?=[,;?.]|$)"
)
_POINTS_EN = lazy(
    r"(?:[,;?.]+ (?:and )?| and (?=what|how))(?P<before>[^,;?]*?)\b(?:(?P<whose>its|that (?:domain|area|field|section|chapter)'s)|(?:it|there|(?:this|that|the same) (?:domain|area|field|section|chapter|one)|(?:this|that)(?=\?|$)))\b"
)
_PICKS = lazy(r"[最哪]|第[一二三四五六七八九十0-9]")
_WHICH_EN = lazy(r"\b(?:which|what) (?:of the )?(?:[a-z]+ )?(?:domain|area|field|section|chapter|part)s?\b")


# What is counted where a share is asked for next, and what asks for it.
_MATTER = lazy(r"的?(?P<what>[^最，,]{2,8}?)(?:条数|数量|个数|项数|数目|数)?(?:是|有)?最[多少]")
_SHARE = lazy(r"(?:它|其|该领域|这个领域)?(?:又|大约|大概|能|一共|总共)*(?:占|所占)")


def nested(text: str, table: Table, read: Read) -> TableQuery | None:
    """The query about what another question of the text picks, or None where it asks no such thing.

    Args:
        text: folded question.
        table: what it is read with.
        read: reads one question of the two.
    """
    for inner, outer in _cuts(text, table):
        picked = _groups(read(inner, table))
        asked = read(outer, table) if picked is not None else None
        if picked is not None and asked is not None and _asks_of_it(asked, outer, table):
            apart = asked.operation == "count" and APART.search(outer)
            asked = replace(asked, operation="group", group="domain") if apart else asked
            kinds = ("target", "relative") if asked.kinds == ("target",) else asked.kinds
            return replace(asked, domains=(), kinds=kinds, uncounted=(), chosen=picked)
    return None


def _cuts(text: str, table: Table) -> Iterator[tuple[str, str]]:
    """The two questions that a text may be made of, the outer one with a domain's name for what the inner one picks."""
    if not table.heads:
        return
    title = next((head for head in table.heads if not _names(head, text, table)), table.heads[0])
    if re.search(r"[\u3400-\u9fff]", text):
        yield from _cuts_zh(text, f"{table.domains[title][-1]}领域")
    else:
        yield from _cuts_en(text, table.domains_en.get(title, (title,))[-1])


# 最多的两个领域加起来占几成: what is asked of both is asked of all that were picked.
_APART = lazy(
    r"^(?:的(?:策略措施|主要目标|措施|目标|指标))?(?:加起来|合起来|加在一起|合在一起|加一块儿?|合计|一共|总共|共)+(?=占|有|是)"
)


def _which_of(picks: str, many: str) -> str:
    """The question which domains are picked, with how many they are."""
    return f"{picks}的前{many}个领域是哪些" if many and many in "两二三四五" else f"{picks}的领域是哪个"


def _names(title: str, text: str, table: Table) -> bool:
    return any(name in text for name in (*table.domains.get(title, ()), *table.domains_en.get(title, ())))


def _cuts_zh(text: str, name: str) -> Iterator[tuple[str, str]]:
    for match in _PHRASE.finditer(text):
        rest = text[match.end() :]
        rest = rest[named.end() :] if (named := _NAME_ASKED.match(rest)) else rest
        if rest.strip(_ENDS):
            inner = _which_of(match["picks"], match["many"] or "")
            yield inner, f"{text[: match.start()]}{name}{_APART.sub('', rest)}"
            asked = rest.lstrip(_ENDS)
            if _SHARE.match(asked) and (matter := _MATTER.match(match["picks"])):
                yield inner, f"{name}的{matter['what']}{asked}"
    points = _POINTS.search(text)
    if points and (which := _WHICH.search(text[: points.start()])):
        inner = f"{text[: which.start()]}哪个领域{text[which.end() : points.start()]}"
        yield inner, f"{name}{text[points.end() :]}"
    elif (which := _WHICH.search(text)) and (part := re.search(rf"[{_ENDS}]+", text[which.end() :])):
        first, rest = text[which.end() :][: part.start()], text[which.end() :][part.end() :]
        if rest and not _PICKS.search(rest):  # 哪个领域措施最多，有几个主要目标
            yield f"哪个领域{first}", f"{name}{rest}"
        if _SHARE.match(rest) and (matter := _MATTER.match(first)):  # 哪个领域措施最多，占全部的几成
            yield f"哪个领域{first}", f"{name}的{matter['what']}{rest}"


def _cuts_en(text: str, name: str) -> Iterator[tuple[str, str]]:
    for match in _PHRASE_EN.finditer(text):
        ends = [match.start("picks") + m.start() for m in _PHRASE_ENDS_EN.finditer(match["picks"])]
        for end in reversed(ends):
            picks = text[match.start("picks") : end]
            yield f"which domain has {picks}?", f"{text[: match.start()]}the {name} domain{text[end:]}"
    points = _POINTS_EN.search(text)
    if points and _WHICH_EN.search(text[: points.start()]):
        called = f"the {name} domain{chr(39) + 's' if points['whose'] else ''}"
        yield f"{text[: points.start()]}?", f"{points['before']}{called}{text[points.end() :]}"


def _groups(query: TableQuery | None) -> TableQuery | None:
    """The groups by domain that a question picks; those that have none as those whose count is none."""
    if query is None or query.unexplained or query.group != "domain":
        return None
    if query.operation == "absent":
        return replace(query, operation="group", sizes=(Bound("=", Decimal(0)),))
    picks = query.limit is not None or query.nth or query.sizes
    return query if query.operation == "group" and picks else None


def _asks_of_it(query: TableQuery, outer: str, table: Table) -> bool:
    """Whether a question says itself what it asks for, of the one domain that was put into it."""
    if query.unexplained or query.choices or query.against or len(query.domains) != 1:
        return False
    reading = Reading(outer, table)
    return bool(reading.nouns - {"domain"} or reading.of("kind"))
