"""Which verbs of the plan's rows a question names: quoted, said to be written, or as what is demanded of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property

from assistant.patterns import compiled, lazy
from assistant.records import Bound
from assistant.tabular.placed import Placed
from assistant.tabular.slots import Slot, blank
from assistant.tabular.typed import types_in

# A "not" right before a quote: it is not to be there.
SAID_NOT = lazy(
    r"(?:(?:不是|而非|并非)(?:用|以|拿|写|写成|写作)?|(?:没有?|未|无|不|并未|不曾|从未|甭|别)(?:再)?(?:带|写|跟|加|标|注|附|缀|接|用|含|挂|说|提|出现|有|印|添|补|附带|注明|写明|标明)?(?:着|了|上|过)?"
    r"|\bnot|\bwithout|\brather than|\binstead of|\bno|\black(?:s|ing)?)(?: (?:the|any|an|one|either|a|word|words|use|using|say|saying|carry|carrying|have|having))*[“\"「『'(\s]*$"
)
_WRITES = lazy(r"(?:用|写|说)(?:了|的是|着|成)?$")
_SAYS_VERB = lazy(r"(?:要求|需要?|应当?|应该|须|要|得|该|为|是)(?:了|的是|着|成)?$")
_NOT_DEMANDED = lazy(r"(?:不|没有?|未|无需|别|甭)(?:再|是|用)?(?:要求|需要?|必|要)?(?:再|继续)?$")
_DEMANDS_EN = lazy(
    r"\b(?:must|should|shall|to|that|which|will|going to|only)(?: (?:be|keep|all|only|be going to))? $"
)
_TO_FIGURE = lazy(r"[到至为在了]*(?:[0-9]|百分|千分|[一二两三四五六七八九]成)| (?:to|by|below|under) [0-9]")
_REQUIRES = lazy(r"(?:要求|规定|只要|须|应当?|该|要)(?:是|能|其|它们?|继续|一直)*$")
_ON = r"并且|而且|且|又|但|同时|却|还"  # what goes on to the next condition
_OBJECT = lazy(rf"(?:(?!{_ON})[^的，,、；;。？?和与或跟])+")
_GOES_ON = lazy(r"[到至为在着了过]|[下上]来|[下上]去|一些|一点|幅度|多少")
_THING = lazy(r"[\u4e00-\u9fff]{2}")
_ENDS_DEMAND = lazy(r"的|[，,、；;。？?又且并]|$")
_BEGINS = lazy(r"(?:^|[，,、；;：:里中内上下的些个项条是只]|[里上下][头面边])$")
_VERB_OF_NOUN = lazy(r"的[^，,。；;？?]{0,4}?(?:指标|目标|项目|有|是)")
_JOINS_VERBS = lazy(r"(?:或者?|和|与|及|、|还是|以及|[(/])$")
_AT_OR = lazy(r" (?:or|least|most|no)\b")
_FALLS = lazy(r"降|减|[往朝向]下|往低|下[行调滑]|压[下低]|走低|down|fall|drop|decreas")
_RISES = lazy(r"提高|提升|增|升(?!降)|涨|[往朝向]上|往高|上[行调]|[提抬]上|走高|up|rise|increas")


def ways_in(text: str) -> set[str]:
    """The directions that a phrase names (只说提高)."""
    return ({"down"} if _FALLS.search(text) else set()) | ({"up"} if _RISES.search(text) else set())


class Demanded(Placed, ABC):
    """A question with the verbs of rows that it names."""

    @property
    @abstractmethod
    def bounds(self) -> tuple[Bound, ...]:
        """Bounds on the figure."""

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """Verbs of rows that it names as such."""
        demands = [s for s in self.slots if s.slot == "demand"] if self.lang == "en" else []
        told = [s.value for s in demands if s.value in self.table.verbs and not self._leads_to_bound(s)]
        for start, _, quote in self.quotes:
            if not SAID_NOT.search(self.text[:start]):
                told += [
                    v for v in self.table.verbs if quote == v or compiled(rf"{v}[在到至为]|{v}…").match(quote)
                ][:1]
                told += self._verbs_of_piece(quote)
        for slot in self.slots:
            if slot.slot == "verbword":
                verb = next((v for v in self.table.verbs if self._verb_follows(slot.end, v)), None)
                told += [verb] if verb else []
        told += self._verbs_said
        told += [
            verb
            for verb, start in types_in(self.plain, self.table.verbs)
            if not SAID_NOT.search(self.text[:start])
        ]
        held = [v for v in self.table.verbs for t in told if v == t or v.endswith(t)]
        return tuple(dict.fromkeys(held))

    @property
    def tells_verb(self) -> bool:
        """Whether a verb is spoken of as a word: quoted, said to be used, or a type of rows (提高类)."""
        quoted = any(
            verb in quote and self.text[start] != "("  # 提高(增加)
            for start, _, quote in self.quotes
            for verb in self.table.verbs
        )
        return quoted or bool(self.of("verbword")) or bool(list(types_in(self.plain, self.table.verbs)))

    def _leads_to_bound(self, slot: Slot) -> bool:
        """Whether an English verb only leads to the figure that bounds (must stay at or above 99%)."""
        return bool(self.bounds) and slot.text.endswith(" at") and bool(_AT_OR.match(self.free, slot.end))

    def _verbs_of_piece(self, quote: str) -> list[str]:
        """The verbs that a quoted piece is only a part of (管“降”的: 下降, 降至, 降低)."""
        names = self.table.names.values()
        taken = quote in self.table.verbs or (quote in self.table.words.entries and len(quote) > 1)
        if taken or len(quote) > 2 or any(quote in name for name in names):
            return []
        return [verb for verb in self.table.verbs if quote in verb]

    @cached_property
    def _verbs_said(self) -> list[str]:
        """Verbs of rows that stand before the noun (要求提高的指标) or behind a word that says so (用了提高或增加)."""
        if self.named:
            return []
        found: list[str] = []
        for slot in (s for s in self.slots if s.slot == "way"):
            before, behind = self.plain[: slot.start], self.plain[slot.end :]
            if _NOT_DEMANDED.search(before) or self._has_object(slot.end):
                continue
            listed = found and _JOINS_VERBS.search(before)
            if _WRITES.search(before) and slot.text in self.table.verbs:
                found.append(slot.text)
            elif listed or self._is_demanded(before, behind):
                found += self._verbs_towards(slot)
        return found + list(self._verbs_demanded())

    def _has_object(self, end: int) -> bool:
        """Whether a verb goes on to a thing that is no word of the table (要减少孩子写作业的时间): no demand on rows."""
        behind = _OBJECT.match(self.text, end)
        if self.lang == "en" or behind is None:
            return False
        known = [s for s in self.slots if s.slot not in ("filler", "verbword") and s.end <= behind.end()]
        left = blank(self.text, [(s.start, s.end) for s in known])[end : behind.end()]
        return bool(_THING.search(_GOES_ON.sub("", left)))

    def _is_demanded(self, before: str, behind: str) -> bool:
        """Whether a direction is what is demanded of the rows, and not how a figure is reached (降到5%以下)."""
        if _TO_FIGURE.match(behind):
            return False
        says = _DEMANDS_EN if self.lang == "en" else _SAYS_VERB
        return bool(says.search(before) or _VERB_OF_NOUN.match(behind))

    def _verbs_towards(self, slot: Slot) -> list[str]:
        """The verbs of rows that say that something is to fall, or to rise; of a verb that rows have, its kin (下降: 降至)."""
        kin = set(slot.text) if slot.text in self.table.verbs else set[str]()
        towards = [verb for verb in self.table.verbs if ways_in(verb) == {slot.value}]
        return [verb for verb in towards if not kin or kin & set(verb)]

    def _verbs_demanded(self) -> Iterator[str]:
        """Verbs without a direction that are said of the rows by themselves (要求保持的指标; 既要保持，又在95%以上)."""
        taken = [(s.start, s.end) for s in self.slots if s.slot not in ("filler", "ask")]
        for verb in (v for v in self.table.verbs if len(v) > 1 and not ways_in(v)):
            for match in compiled(rf"{verb}(?:住|着|不变|原样|类|型|性)*").finditer(self.plain):
                before, behind = self.plain[: match.start()], self.plain[match.end() :]
                demanded = _REQUIRES.search(before) and _ENDS_DEMAND.match(behind)
                of_noun = _BEGINS.search(before) and _VERB_OF_NOUN.match(behind)
                if (demanded or of_noun) and not any(s < match.end() and match.start() < e for s, e in taken):
                    self._take(match.span())
                    yield verb

    def _verb_follows(self, end: int, verb: str) -> bool:
        match = compiled(
            rf"(?:是|为|成|用|的是)?{verb}(?!(?:(?!{_ON})[^的，,。；;？?]){{0,8}}?(?:[0-9]|百分之|千分之|[一二两三四五六七八九]成)|率)[在到至]?"
        ).match(self.plain, end)
        if match and not self.named and not self._has_object(match.end()):
            self._take(match.span())
            return True
        return False
