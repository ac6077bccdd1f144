"""What a question for clauses that hold a word says beside it and nothing was made of: places inside, figures, no domain of the plan.

unread_of_clauses(held, reading)   what no column of a clause tells
unread_places(held, reading)       what is named as a domain and is none
"""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.tabular.held import Held
from assistant.tabular.reading import Reading
from assistant.tagging import pos_tags

_ONLY = lazy(
    r"(?:只|仅仅?|光|单单?)(?:是|有)?(?:提|写|说|讲|谈|涉及|点名)(?:到|及|了)*(?!一次|几|多少)|\bonly (?:mention|name|refer to|talk about)|\b(?:mention|name)s? only\b"
)
_CODE = lazy(r"(?<![0-9.])[0-9]{5,}(?![0-9.%])")  # a number that names something (热线12345)
# Where in a clause, or how often, a word is to stand: no column tells it.
_PLACE_INSIDE = lazy(
    r"(?:第[一二三四五1-5]|首|末|最后一?)句|[两三四五2-9]次(?:以上|或|及)|(?:至少|不止|超过)[一两三四五1-9]次|\b(?:first|last) sentence\b|\bmore than once\b|\btwice\b"
)


_SO_MANY_NAMED = lazy(
    r"[和与跟及、][\u3400-\u9fff]{2,6}?(?:这|那)?(?P<many>[两俩二三四五六])个?大?(?:领域|板块)"
)
_HOW_MANY_NAMED = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def unread_places(held: Held, reading: Reading) -> tuple[str, ...]:
    """What is named as a domain and is none (体育领域, the sports domain): counted in it, there would be none, not all."""
    nouns = [s.start for s in reading.slots if s.slot == "noun" and s.value == "domain"]
    if not nouns:
        return ()
    many = _SO_MANY_NAMED.search(reading.text) if reading.domains and not reading.leaves_out else None
    if many and _HOW_MANY_NAMED[many["many"]] != len(reading.domain_spans):
        return (many.group(),)  # of those that are named not all were understood
    known = list(reading.domain_spans.values())
    spans = [*reading.gaps, *((m.start, m.end) for m in (*reading.named, *reading.people))]
    return tuple(
        reading.text[start:end]
        for start, end in spans
        if end + (reading.lang == "en") in nouns
        and not any(s < end and start < e for s, e in known)
        and reading.text[start:end] not in (*held.words, *held.absent)
        and pos_tags(reading.text[start:end])[-1].startswith(("n", "j", "vn", "x", "eng", "l", "i"))
    )


def unread_of_clauses(held: Held, reading: Reading) -> tuple[str, ...]:
    """What is said of clauses that hold a word, and that nothing of a clause tells: figures in them, places inside."""
    inside = tuple(match.group() for match in _PLACE_INSIDE.finditer(reading.text)) if held else ()
    figures = (
        tuple(s.text for s in reading.slots if s.slot in ("kind", "comparator") and s.text)
        if held and not reading.quotes
        else ()
    )
    only = _ONLY.search(reading.text) if held and not held.absent else None
    inside += (only.group(),) if only else ()  # 只提到幼儿园的: what else it mentions is not looked through
    said = "".join((*held.words, *held.absent))
    numbers = [m.group() for m in _CODE.finditer(reading.text)] if held else []
    inside += tuple(
        number for number in numbers if number not in said or (len(held.words) > 1 and not held.every)
    )
    titled = ("标题",) if held.absent and reading.of("title") else ()
    return (*inside, *figures, *titled)
