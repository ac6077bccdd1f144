"""In which order a question wants rows or groups, how many of the first, or which place of it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from assistant.errors import QuantityError
from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import lazy
from assistant.tabular.slots import Span
from assistant.tabular.spoken import Spoken

_FIRST = lazy(
    r"(?:(?<!一)前|(?<!前)后|取|(?:最(?:[高低大小长短多少紧]|严格?|宽松?|松))(?:的)?(?:那)?|top |highest |lowest |bottom |largest |smallest |first |two |three )([一二两三四五六七八九十]+|[0-9]+|two|three|four|five|six|seven|ten)(?![岁%‰0-9年.])(?!位?小数)"
    r"|([两二三四五]|two|three|four|five)(?:个|项|条|大)?(?: |领域|指标|目标|板块)*(?:domains?|areas?|indicators?|targets?|goals?)? ?(?:with|have|has|got)? ?(?:the )?(?:最[高低大小多少严松宽紧长短]|highest|lowest|largest|smallest|most|fewest|strictest|tightest|toughest|loosest|longest|shortest|biggest|greatest|least)"
    # 头三名, 末两位, 倒数三个: beside a word that counts places
    r"|(?:打?头|末尾?|尾|最?前面?|最?后面?|倒数|倒着数?|垫底|居前|居首|居末|靠前|靠后)的?(?:那)?([一二两俩三仨四五六七八九十]+|[0-9]+)(?:名|位|个(?!月|小时|钟头|星期|礼拜|学期|季度|百分点|[周一二三四五六七八九十0-9]*岁)|项|条|甲|强|样|种|(?=[俩仨]))"
)
_WHICH_FEW = lazy(
    r"哪([两二三四五六七八九十]|[2-9])(?:个|项|条|大|名|位|块|样)|哪([俩仨])|\bwhich (two|three|four|five)\b"
)
_GROUP_RANKED = lazy(
    r"[名位个强甲]?的?(?:[是为]?(?:哪|什么|啥|那|这)[几些一两三]?个?)?(?:大)?(?:领域|板块|块|方面|章|主要目标)"
    r"| (?:policy |development |main )?(?:domains?|areas?|fields?|sections?)\b"
)
_NTH = lazy(
    r"(?P<below>倒数)?第(?P<n>[二三四五六七八九十2-9])(?:位|名|个)?(?:的)?(?P<adjective>[高大多长严低小少短松宽紧])"
    r"|最[高大多长](?P<behind>[^，,。]{0,6}?)(?:排|居|列)?第(?P<n2>[二三四五六七八九十2-9])"
    r"|(?P<last>倒数)第(?P<n3>[二三四五六七八九十2-9])"
    r"|(?P<rank>(?<!家)(?<!家里)老二|(?<!家)老三|亚军|季军|榜眼|探花|次[高大多低小少])"
    r"|(?:排|居|列|位列|位居|名列)(?:在)?第(?P<n4>[二三四五六七八九十2-9])(?![条项章个])"
    r"|\b(?:comes?|ranks?|ranked|placed?|finish(?:es)?|takes?|in)(?: in| the)? (?P<place>second|third|fourth|fifth|2nd|3rd|4th)(?: place)?(?P<place_below> (?:from|to) (?:the )?(?:bottom|end|last|lowest))?\b"
    r"|\b(?P<upwards>second|third|fourth|fifth|2nd|3rd|4th|next)(?: place)?[- ](?:from|to)[- ](?:the )?(?:bottom|end|last)\b"
    r"|第(?P<n5>[二三四五六七八九十2-9])(?:名|位|档)(?![的]?(?:医|护|教|老师|学生|同学|专家|干部|员|人员))"
    r"|\b(?P<ordinal>second|third|fourth|fifth|2nd|3rd|4th|5th|next)[- ](?:to )?(?P<superlative>highest|largest|biggest|greatest|longest|most|strictest|lowest|smallest|shortest|fewest|least|last)"
)
_IN_ORDER = lazy(r"第([二三四五六七八九十2-9])[个项条位名]?(?:[是为]|的是|叫)?(?:哪|谁|什么|啥|多少|几)")
_ORDINALS = {
    "second": 2, "2nd": 2, "next": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
}  # fmt: skip
_LOW = lazy(r"[低小少短严紧]|lowest|smallest|shortest|fewest|least|strictest|last")
_UPWARDS = lazy(r"[低小少短升]|low|small|few|short|ascend|increas|upward|least")
_TOGETHER = {"俩": 2, "仨": 3}  # that hold their classifier


class Ranked(Spoken):
    """A question with the order that it asks for."""

    @cached_property
    def first(self) -> int | None:
        """How many of the first (前三, the lowest two) it asks for."""
        match = _FIRST.search(self.free) or (_WHICH_FEW.search(self.free) if self._ranks else None)
        if match is None:
            return None
        word = next(filter(None, match.groups()))
        try:
            return ENGLISH_NUMBERS.get(word) or _TOGETHER.get(word) or int(parse_number(word))
        except QuantityError:  # 十十
            return None

    @property
    def _ranks(self) -> bool:
        """Whether a word says that the highest or the lowest are asked for, which 哪两个 then counts."""
        return any(s.slot in ("top", "most") for s in self.slots)

    @property
    def first_groups(self) -> bool:
        """Whether the first so many, or the n-th, are groups (措施条数头两名的领域)."""
        match = _FIRST.search(self.free) or (_NTH.search(self.free) if self.nth else None)
        return match is not None and bool(_GROUP_RANKED.match(self.free, match.end()))

    @property
    def ranked(self) -> tuple[Literal["asc", "desc"], ...]:
        """From which end the first so many are taken; nothing where no number of them is said."""
        return () if self.first is None else ("asc",) if self.from_below else ("desc",)

    @cached_property
    def from_below(self) -> bool:
        """Whether the first are those with the lowest figures."""
        match = _FIRST.search(self.free)
        return bool(
            match
            and re.search(
                "低|小|短|少|严|紧|后|末|尾|底|倒|lowest|smallest|bottom|fewest|shortest|least", match.group()
            )
        )

    @cached_property
    def nth(self) -> tuple[int, Literal["asc", "desc"]] | None:
        """Which place in the order it asks for, from the second on, and from which end."""
        match = _NTH.search(self.free)
        if placed := self._placed_in_order:
            return int(parse_number(placed[1])), "asc" if self.sorts_upwards else "desc"
        if match is None or self.part(match.start()) < min(self.asking):
            return None  # told in a story
        found = match.groupdict()
        if rank := found["rank"]:
            return 3 if rank in ("老三", "季军", "探花") else 2, "asc" if _LOW.fullmatch(rank[-1]) else "desc"
        if place := found["place"] or found["upwards"]:
            return _ORDINALS[place], "asc" if found["upwards"] or found["place_below"] else "desc"
        if place := found["n5"]:
            return int(parse_number(place)), "asc" if self.sorts_upwards else "desc"
        if ordinal := found["ordinal"]:
            return _ORDINALS[ordinal], "asc" if _LOW.fullmatch(found["superlative"]) else "desc"
        number = next(v for k in ("n", "n2", "n3", "n4") if (v := found[k]))
        low = bool(found["below"] or found["last"]) or bool(_LOW.fullmatch(found["adjective"] or "高"))
        return int(parse_number(number)), "asc" if low else "desc"

    @property
    def nth_spans(self) -> list[Span]:
        """Where the place in the order is said."""
        match = (self._placed_in_order or _NTH.search(self.free)) if self.nth else None
        return [match.span()] if match else []

    @property
    def first_too(self) -> bool:
        """Whether the first is asked for in a part of its own, beside a later place (最多的是哪个，第二多的呢)."""
        said = {self.part(start) for start, _ in self.nth_spans}
        return any(s.slot in ("top", "most") and self.part(s.start) not in said for s in self.slots)

    @property
    def _placed_in_order(self) -> re.Match[str] | None:
        """The place that is asked for in an order that is said (从低到高排，第二个是哪个)."""
        return _IN_ORDER.search(self.free) if any(s.slot == "sort" for s in self.slots) else None

    @property
    def sorts_upwards(self) -> bool:
        """Whether an order from below is said, and not only that there is one (排名前三)."""
        return any(_UPWARDS.search(s.text) for s in self.slots if s.slot == "sort" and s.value == "asc")
