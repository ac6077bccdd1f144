"""Domains that a question holds against the number that another one has: 措施比教育领域多的领域, more measures than Education.

outnumbered(text, table)   the text with that number in place of the comparison (措施超过13条的领域)
"""

from __future__ import annotations

import re

from assistant.patterns import lazy
from assistant.tabular.reading import Reading
from assistant.tabular.slots import Table

_HEAD = r"(?:领域|板块|块儿?|那边|方面|部分|一章|章)?"
_NOUN = r"(?P<what>的?(?:策略|主要|定量|量化)?(?:措施|目标|指标)的?(?:数量?|条数|个数)?)?"
_ASKS = lazy(
    r"(?:哪|几|多少|有没有|有无)[^，,。；;？?]{0,4}?(?:领域|板块|块|章)|的(?:那些|那几个)?(?:领域|板块)"
    r"|[七7]个?大?(?:领域|板块)(?:里头?|里面|当中|之中|中)[^。；;？?]*(?:谁|哪)"
)
_ASKS_EN = lazy(
    r"\b(?:which|what|how many|any|list|name) (?:of the )?(?:other )?(?:domains|areas|sections|fields|domain|area)\b"
)
_MORE = {
    "一样": "正好",
    "相等": "正好",
    "相同": "正好",
    "同样": "正好",
    "多": "超过",
    "少": "少于",
    "more": "more than",
    "fewer": "fewer than",
    "less": "fewer than",
}
_LEVELS = ("target", "relative")
_OTHERS = lazy(r"还有|别的|其[他它余]|另外?有")


def outnumbered(text: str, table: Table) -> str:
    """A folded question with a number for the one domain that others are held against; as it is where none is so named."""
    zh = bool(re.search(r"[\u3400-\u9fff]", text))
    if mean := _than_mean(text, table):
        return mean
    if not (_ASKS if zh else _ASKS_EN).search(text):
        return text
    if zh and (between := _between_two(text, table)):
        return between
    for title, names in (table.domains if zh else table.domains_en).items():
        for name in names:
            match = _form(name, zh=zh).search(text) or (_as_many(name).search(text) if zh else None)
            if match and not _names_others(text, title, table):
                number = _number(match, title, text, table)
                others = zh and number.startswith("正好") and _OTHERS.search(text)
                apart = f"除了{names[-1]}领域," if others else ""  # 一样多的还有谁: itself is none of them
                text = apart + text[: match.start()] + number + text[match.end() :]
                return outnumbered(text, table) if zh and _ASKS.search(text) else text
    return text


def _between_two(text: str, table: Table) -> str:
    """A question for domains that have more than one domain and fewer than another, with both numbers; "" where it is none."""
    found = []
    for title, names in table.domains.items():
        matches = [match for name in names if (match := _form(name, zh=True).search(text))]
        found += [(m.start(), m.end(), _number(m, title, text, table)) for m in matches[:1]]
    if len(found) != 2 or len(Reading(text, table).domains) > 2:
        return ""
    for start, end, number in sorted(found, reverse=True):
        text = text[:start] + number + text[end:]
    return text


# 超过平均数的领域: more than the whole number below the mean; 低于平均数: fewer than the one above it.
_MEAN = lazy(
    r"(?P<way>超过|高于|多于|大于|超出|[不没未]到|低于|少于|不足|小于)(?:了|全规划|各领域|[七7]个领域|总体|整体|的)*平均(?:值|数|水平|线|条数|个数)?(?=$|[的，,。；;？?])"
    r"|(?<![对分占同环])[比较](?:全规划|各领域|[七7]个领域|总体|整体|的)*平均(?:值|数|水平|线|条数|个数)?(?:还|要|都|更|来得)*(?P<than>[多高大少低小])(?:一些|些|一点)?(?=$|[的呢啊，,。；;？?])"
    r"|\b(?P<way_en>more|fewer|less) (?P<noun>[a-z ]*?)\bthan (?:the )?(?:average|mean)\b"
)


_KINDS = ("measure", "target", "goal", "aim")
_ABOVE = frozenset({"超过", "高于", "多于", "大于", "超出", "多", "高", "大", "more"})


def _than_mean(text: str, table: Table) -> str:
    """A question for the domains on one side of the mean of all, with the number that bounds them; "" where it is none."""
    match = _MEAN.search(text)
    asks = _ASKS.search(text) or _ASKS_EN.search(text) or re.search(r"领域[中里内]", text)
    if match is None or not asks or not table.heads:
        return ""
    reading = Reading(text, table)
    kind = next((kind for kind in ("measure", "target", "goal") if kind in reading.nouns), "")
    if not kind and "aim" not in reading.nouns:
        return ""
    total = sum(table.sizes.get((head, kind or "goal"), 0) for head in table.heads)
    below, whole = divmod(total, len(table.heads))
    more = (match["way"] or match["than"] or match["way_en"]) in _ABOVE
    number = below if more else below + bool(whole)
    said = (
        f"{'more' if more else 'fewer'} than {number} {(match['noun'] or '').strip()}"
        if match["way_en"]
        else ""
    )
    return text[: match.start()] + (said or f"{'超过' if more else '少于'}{number}条") + text[match.end() :]


def _form(name: str, *, zh: bool) -> re.Pattern[str]:
    if zh:
        return re.compile(
            rf"(?<![对分占同环])比{re.escape(name)}{_HEAD}{_NOUN}(?:还|更|要|都|来得)*(?P<way>[多少])(?![少多几0-9一二两三])"
        )
    return re.compile(
        rf"\b(?P<way>more|fewer|less) (?P<noun>[a-z ]*?)\b(?:than|compared to) (?:the )?{re.escape(name)}(?: domain| area| section)?\b"
    )


def _as_many(name: str) -> re.Pattern[str]:
    """As many as a domain has (跟福利领域一样多)."""
    return re.compile(
        rf"(?:[和跟与同]){re.escape(name)}{_HEAD}{_NOUN}(?:正好|恰好|刚好)?(?P<way>一样|相等|相同|同样)多?(?!吗)"
    )


def _names_others(text: str, title: str, table: Table) -> bool:
    """Whether another domain is named: then the two are compared."""
    return any(found != title for found in Reading(text, table).domains)


def _number(match: re.Match[str], title: str, text: str, table: Table) -> str:
    """So many as the domain has of what the question is about, as a bound."""
    reading, bound = Reading(text, table), _MORE[match["way"]]
    kind = next((kind for kind in ("measure", "target", "goal") if kind in reading.nouns), "")
    before = [
        s.value for s in reading.slots if s.slot == "noun" and s.end <= match.start() and s.value in _KINDS
    ]
    kind = (
        before[-1].replace("aim", "goal") if before and (kind or "aim" in reading.nouns) else kind
    )  # 措施比A少、主要目标跟A一样多
    count = table.sizes.get((title, kind or "goal"), 0)
    if not kind and ("indicator" in reading.nouns or reading.of("kind")):
        levels = reading.of("kind")
        rows = (row for row in table.catalog.rows if row.domain == title)
        count = sum(not levels or row.kind in _LEVELS for row in rows)
    found = match.groupdict()
    if "noun" in found:
        return f"{bound} {count} {found['noun'].strip()}"
    return f"{(found['what'] or '').removeprefix('的')}{bound}{count}条"
