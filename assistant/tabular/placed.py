"""Where in the plan a question looks: the domains and other headings that it names, or leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any, cast

from assistant.numerals import ENGLISH_NUMBERS, parse_number
from assistant.patterns import compiled, lazy
from assistant.tabular.ranked import Ranked
from assistant.tabular.slots import Span
from assistant.tagging import pos_tags, segment

HAN = "\u3400-\u9fff"
_MARKER = lazy(r"领域|方面|板块|(?:那|这)(?:一)?块儿?|部分")
_AFTER_DOMAIN = lazy(
    r"(?:与[^，,的]{1,4})?(?:类|那|这|一|两|俩|仨|二|三|四|五|六|几|大)*(?:个)?(?:发展)?(?:领域|方面|部分|板块|块儿|块|章节?|摊儿?|边儿?|头|口子?|口儿|栏目?|篇|页|节|大类|类)"
)
_POINTED_RATES = lazy(r"几?[个项条些]?(?:比?率|百分[数比]|数字?)(?=$|[里中内都是有的，,。；;？?])")
_FIGURE_BEHIND = lazy(
    r"(?:不?[高低大小多少]于|不?超过|不到|过)?(?:[0-9]+(?:\.[0-9]+)?[%‰]|[百千]分之|[一二三四五六七八九]成)(?:以[上下内]|的|多|左右)"
)
# 教育里头的; 教育那六个: how many are there before what it has
_IN_DOMAIN = lazy(
    r"(?:里头|里边|里面|当中|之中|的|里|中|上|内| |这|那|些|(?:[一二两俩仨三四五六七八九十]+|[0-9]+)?[个条项])*"
)
_BEFORE_DOMAIN_EN = lazy(
    r"(?:\b(?:do|did|have|has|both|are|compare|in|under|for|on|of|within|about|from|than|and|or|does|inside|between|among|minus|versus|vs|(?:belong(?:s|ing)?|many) to)(?: the)?|\bwhich|\bthe|\ball|\ba|\bis|^) ?$"
)
_AFTER_DOMAIN_EN = lazy(r" (?:domain|area|section|field|chapter|part)s?\b")
_ALONE_EN = lazy(
    r"\s*(?:[?,.;:]|$|(?:have|has|contain|are|is|set|and|or|than|does|do|with|without|versus|vs|by|that|which|who|of|for|on|in|at|to|from"
    r"|mention|mentions|name|names|refer|refers|talk|talks|speak|speaks|cite|cites|touch|deal|concern|bring|over|above|under|below|between|[a-z]+ed|given|its?|greater|higher|lower|less|more|larger|smaller)\b)"
)
_SAID_LIST_EN = lazy(
    r"(?: (?:both|either|neither|the|words?))*(?: [a-z]+(?:,| and| or| nor|, and|, or)(?: the)?)* "
)
_LISTED = lazy(
    r"[\u3400-\u9fff]{2,8}(?:[和与跟及、]|以及|还有|又|也|或者?是?)(?:提到?|提及)?"
)  # 提到学校和家庭的
_SAYS = lazy(r"(?:提|写|说|讲|谈|涉)(?:及|到|过|上|了|着)*[“「『\"]?$")  # 没写家庭的
_JOINED_BEFORE = lazy(r"[、和跟与及]$")
_LISTED_BEHIND = lazy(
    r"(?:(?:[、和与跟及]|以及|还有)[\u3400-\u9fff]{2,6}?){1,4}(?=[两二三四五俩仨几]|都|也|同时|均|全)"
)
_SAID_BEHIND = lazy(
    r"[两二三四五俩仨几一哪]?[个种样者类项方]?(?:词|字)?儿?(?:在[\u3400-\u9fff]{1,4})?(?:都|也|均|全|皆|同时)+(?:没有?|未|不)?(?:提|写|说|讲|谈|涉|出现|点)"
)
_POINTS_ON = tuple("这那哪某各每该本上下里中内有占共")  # 健康这块, 安全上
_THAN_PIECE = lazy(
    rf"(?<![对分占同])[比较](?P<piece>[{HAN}]{{2,4}}?)(?:的|那边|那块儿?|这边)?(?:还|更|要|都)*[多少](?!数)"
)
# Tags of what makes one word of a name and itself: 健康水平, 教育公平.
_COMPOUNDED = ("n", "vn", "j", "v", "a", "b", "x", "l", "i")
_LIST_OF_DOMAINS = lazy(
    rf"(?P<list>[{HAN}]{{2,5}}(?:[和与跟及、][{HAN}]{{2,5}})+?)(?:这|那)?[两俩二三四五六]个?大?$"
)
_OF_LIST = lazy(r"[^和与跟及、]{2,5}")
_AND = lazy(r"(?:领域|方面|板块|那?块儿?)?(?:[、和与跟及]|以及|还有| and | or |, )(?:the )?")
# A "not" right before what restricts: 不用百分比, 不属于健康领域.
DENIED = lazy(
    r"(?:(?<!是)不是|并不|并非|(?<!有)没有|(?<!是)不|(?<!有)没|未|非|(?<![分区特类级个])别|甭)(?:再)?(?:包?含|包括|要|算|列|针对|关于|面向|属于|归|在|用|以|按|拿|是|带|算|写|采用|使用|采取|计为)?[“\"「『(]?$"
    r"|\b(?:not|non|never|without|isn't|aren't|don't|doesn't)(?: (?:use|uses|using|in|a|an|the|expressed in|measured in|belong to|part of|under|about|on|for|from|within|of|related to|concerning|concerned with|dealing with|covering))*[ -]$"
)
# 除……外: both ends of what is left out.
ALL_BUT = lazy(
    r"除(?:了|去|开|却)?[^，,。；;？?]{1,16}?(?:之外|以外|外)|\bleaving\b[^,.;?]{1,40}?\baside\b|\bsetting\b[^,.;?]{1,40}?\baside\b"
)
_THROUGH = r"(?:在|于|了|的|是|掉|去|开|外|[“\"「『(]| |\bthe\b|\bin\b|\bof\b|domain|area|section|[里头那这块儿个些])*"


# A chapter by its number (第四章, chapter 4), and how many it has beside it (第四章五条里面).
CHAPTER = lazy(
    r"第(?P<zh>(?!十?[一二三四五六七八九]{2})[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:大?章节?|大?部分|大块|篇)(?:[那这]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})条)?"
    r"|\b(?:chapter|part|section) (?:no\.? ?)?(?P<en>[0-9]{1,2}|one|two|three|four|five|six|seven)\b"
)
# 有幼儿园没学校的: what clauses have and have not, unquoted.
_HAS_NOT = lazy(
    r"有(?P<has>[\u3400-\u9fff]{2,8}?)[，,]?(?:却|但|又|而)?没有?(?P<not>[\u3400-\u9fff]{2,8}?)(?:这?[俩两二]?个?(?:字|词)儿?)?的"
)
# What stands behind it is a part of what stands before: 健康领域的指标里，…
_WITHIN = lazy(r"(?:里头?|里面|中|当中|之中|内)[，,]?(?:属于|归|有关)?$")
_AGAINST = lazy(r"[比跟和与同、及较除]|不|没|还是")
_OF_WHICH_EN = lazy(r"\b(?:of|among|within|out of)(?: all)?(?: the)?(?: [a-z]+)? ?$")
_HOW_MANY_EN = lazy(r"^[^,;?]*, ?(?:how many|what|which|are any|is any)\b")


def _makes_one(word: str) -> bool:
    """Whether a word behind a name makes another one of it (健康水平)."""
    return bool(re.match(rf"[{HAN}]", word)) and pos_tags(word)[-1].startswith(_COMPOUNDED)


# education rates, health-related targets
_OF_DOMAIN_EN = lazy(r"[ -]related\b| (?:rates?|ratios?|figures?|percentages?|numbers?)\b")


class Placed(Ranked):
    """A question with the places of the plan that it names."""

    def is_excluded(self, span: Span) -> bool:
        """Whether a word beside says that this is left out (除了健康领域, 除健康外, 健康以外, outside of Health)."""
        if any(m.start() <= span[0] and span[1] <= m.end() for m in ALL_BUT.finditer(self.text)):
            return True
        if DENIED.search(self.free[: span[0]]):
            return True
        for slot in (s for s in self.slots if s.slot == "except"):
            between = self.free[slot.end : span[0]] if slot.end <= span[0] else None
            if between is not None and slot.value != "after" and re.fullmatch(_THROUGH, between):
                return True
            behind = self.free[span[1] : slot.start] if span[1] <= slot.start else None
            if behind is not None and slot.value != "before" and re.fullmatch(_THROUGH, behind):
                return True
        return False

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What is asked about; a word that only says that a domain is named (the education section) asks for nothing."""
        found = super().nouns
        spans = self.domain_spans.values() if self.lang == "en" else ()
        places = [s for s in self.slots if s.slot == "noun" and s.value == "clause"]
        beside = [s for s in places if any(low <= s.start and s.end <= high for low, high in spans)]
        return found - {"clause"} if places and len(beside) == len(places) else found

    @cached_property
    def domain_spans(self) -> dict[str, Span]:
        """Where each domain that it names stands, by the title."""
        found = (
            self._domains_en() if self.lang == "en" else {**self._domains_zh(), **self._domains_by_piece()}
        )
        found = {**self._compared_by_piece(), **found} if found else found
        return {**found, **dict(self.titled)}

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Titles of the domains that it names, or of all others than those that it leaves out."""
        found = self.domain_spans
        left_out = {title for title, span in found.items() if self.is_excluded(span)}
        left_out |= self._joined_to(left_out, found)
        if left_out and left_out == set(found):
            return tuple(title for title in self.table.domains if title not in left_out)
        if self._whole_and_part is not None and not left_out:
            whole, part = self._whole_and_part
            return tuple(title for title in self.table.domains if title in (part if part <= whole else whole))
        return tuple(title for title in self.table.domains if title in found and title not in left_out)

    @property
    def contradicts(self) -> bool:
        """Whether what stands in one domain is asked for within another (健康领域的指标里，安全占几项): there is none."""
        return self._whole_and_part is not None and not self._whole_and_part[1] & self._whole_and_part[0]

    @cached_property
    def _whole_and_part(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The domains within which others are asked for, and those others; None where none are so."""
        spans = sorted((span, title) for title, span in self.domain_spans.items())
        for at in range(1, len(spans)):
            before = self.free[: spans[0][0][0]]
            between = self.free[spans[at - 1][0][1] : spans[at][0][0]]
            within = _OF_WHICH_EN.search(before) if self.lang == "en" else _WITHIN.search(between)
            if within and (
                _HOW_MANY_EN.search(between) if self.lang == "en" else not _AGAINST.search(between)
            ):
                return frozenset(t for _, t in spans[:at]), frozenset(t for _, t in spans[at:])
        return None

    def _joined_to(self, titles: Set[str], found: Mapping[str, Span]) -> set[str]:
        """The domains that are named in one list with some others (健康和教育以外)."""
        spans = sorted((span, title) for title, span in found.items())
        runs: list[set[str]] = []
        end = 0
        for (start, stop), title in spans:
            if runs and _AND.fullmatch(self.free[end:start]):
                runs[-1].add(title)
            else:
                runs.append({title})
            end = stop
        return set().union(*(run for run in runs if run & titles))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Titles of the headings beside the domains that it names."""
        found = []
        for folded, title in (*self.table.sections.items(), *self.table.sections_en.items()):
            at = self.text.find(folded)
            if at >= 0 and folded not in self.table.domains:
                found.append(title)
                self._take((at, at + len(folded)))
        for match in CHAPTER.finditer(self.text):
            number = ENGLISH_NUMBERS.get(match["en"]) or int(parse_number(match["zh"] or match["en"]))
            found += self.table.chapter_titles[number - 1 : number] if number else ()
            self._take(match.span())
        return tuple(dict.fromkeys(found))

    def _domains_zh(self) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for title, names in self.table.domains.items():
            for name in names:
                for match in compiled(re.escape(name)).finditer(self.free):
                    if name == names[0] or self._is_domain(match.end()) or self._is_listed(match.end()) or (
                        self._is_kept_apart(match.span())
                        or self._stands_alone(match.span())
                        or self._is_compared(match.span())
                    ):  # fmt: skip
                        after = _AFTER_DOMAIN.match(self.free, match.end())
                        longer = after is None and self._ends_word(*match.span())
                        if name != names[0] and (self._is_mentioned(*match.span()) or longer):
                            continue
                        found[title] = (match.start(), after.end() if after else match.end())
                        self._take(found[title])
        return found

    def _stands_alone(self, span: Span) -> bool:
        """Whether a short name is a word by itself that no noun behind it makes another one (健康这嘎达, not 健康水平)."""
        words = segment(self.plain)
        if not self._speaks_of_table or span not in words:
            return False
        at = words.index(span)
        behind = self.plain[slice(*words[at + 1])] if at + 1 < len(words) else ""
        return behind[:1] in _POINTS_ON or not _makes_one(behind)

    def _ends_word(self, start: int, end: int) -> bool:
        """Whether a short name is only the end of a longer word of the plan (家庭教育, not 儿童教育)."""
        words = segment(self.plain)
        if any(s < start < e for s, e in words):
            return True
        before = next((self.plain[s:e] for s, e in words if e == start), "")
        longer = before + self.plain[start:end]
        return len(before) > 1 and before not in self._shared and longer in self.catalog.vocabulary

    @cached_property
    def _shared(self) -> str:
        """What the titles of all domains begin with."""
        return next((n[0].removesuffix(n[-1]) for n in self.table.domains.values() if len(n) > 1), "")

    @cached_property
    def _speaks_of_table(self) -> bool:
        """Whether a word names what the table holds."""
        return any(s.slot in ("noun", "kind", "comparator") and s.value != "stage" for s in self.slots)

    @cached_property
    def has_not(self) -> re.Match[str] | None:
        """Where clauses are said to have one word of the plan and not another (有幼儿园没学校的); None where they are not."""
        said = self.catalog.vocabulary
        found = _HAS_NOT.finditer(self.text) if self.lang == "zh" else ()
        return next((m for m in found if m["has"] in said and m["not"] in said), None)

    def _is_mentioned(self, start: int, end: int) -> bool:
        """Whether a word beside says that clauses hold this (提到安全的措施; 学校、家庭都没提)."""
        if self.has_not and (start, end) in (self.has_not.span("has"), self.has_not.span("not")):
            return True
        behind = _LISTED_BEHIND.match(self.free, end)
        joined = behind or _JOINED_BEFORE.search(self.free[:start])
        if (joined and _SAID_BEHIND.match(self.free, behind.end() if behind else end)) or _SAYS.search(
            self.free[:start]
        ):
            return True
        told = [s for s in self.slots if s.slot == "mention" and s.end <= start]
        return bool(told) and (
            start - told[-1].end <= 1 or bool(_LISTED.fullmatch(self.free, told[-1].end, start))
        )

    def _is_kept_apart(self, span: Span) -> bool:
        return self.is_excluded(span) or bool(
            re.match(r"(?:比|和|跟|与|较)", self.free[span[1] :])
            and any(
                self.free.startswith(names[-1], span[1] + 1) and self._is_domain(span[1] + 1 + len(names[-1]))
                for names in self.table.domains.values()
            )
        )

    def _is_compared(self, span: Span) -> bool:
        """Whether a short name is what another domain is held against (福利领域的目标比健康少三个)."""
        than = re.search(r"(?<![对分占同])[比较]$", self.free[: span[0]])
        behind = re.match(r"(?:还|更|要|都)*[多少]", self.free[span[1] :])
        return bool(than and behind and re.search(r"领域|板块|那?块|方面", self.free[: span[0]]))

    def _is_domain(self, end: int) -> bool:
        """Whether what stands behind a short name tells that it is a domain."""
        if _AFTER_DOMAIN.match(self.free, end):
            return True
        end += len(cast(Any, _IN_DOMAIN.match(self.free[end:])).group())
        if _FIGURE_BEHIND.match(self.free, end):
            return True  # 健康95%以上的
        if _POINTED_RATES.match(self.free, end) and self.free[end - 1] in "个些项条那这":
            return True  # 教育那几个率
        return any(
            s.start == end
            and s.slot
            in (
                "noun",
                "kind",
                "unit",
                "ask",
                "comparator",
                "top",
                "most",
                "group",
                "bound",
                "op",
                "every",
                "verbword",
                "below",
            )
            and (s.slot != "ask" or s.value == "count" or s.text[0] in "哪有都")
            for s in self.slots
        )

    def _is_listed(self, end: int) -> bool:
        """Whether another domain follows (健康和教育领域)."""
        joined = re.match(r"和|与|跟|同|、|及|以及|比|较", self.free[end:])
        if not joined:
            return False
        end += joined.end()
        shorts = (names[-1] for names in self.table.domains.values() if self.free.startswith(names[-1], end))
        return any(self._is_domain(end + len(s)) or self._is_listed(end + len(s)) for s in shorts)

    def _domains_by_piece(self) -> dict[str, Span]:
        """Words before 领域 or the like that stand in one title only."""
        found: dict[str, Span] = {}
        for marker in _MARKER.finditer(self.free):
            run = re.search(rf"[{HAN}]{{2,10}}$", self.free[: marker.start()])
            for at in range(len(run.group()) - 1) if run else ():
                piece = run.group()[at:] if run else ""
                fits = [title for title, names in self.table.domains.items() if piece in names[-1]]
                if len(fits) == 1:
                    found[fits[0]] = (marker.start() - len(piece), marker.end())
                    self._take(found[fits[0]])
                    break
            for start, piece in self._listed_before(marker.start()):
                fits = [
                    title
                    for title, names in self.table.domains.items()
                    if piece in names[-1] and piece != names[-1]
                ]
                if len(fits) == 1:
                    found[fits[0]] = (start, start + len(piece))
                    self._take(found[fits[0]])
        return found

    def _listed_before(self, end: int) -> list[tuple[int, str]]:
        """The words of a list of so many domains, with their places (家庭和法律两个领域)."""
        match = _LIST_OF_DOMAINS.search(self.free[:end])
        if match is None:
            return []
        return [(match.start() + m.start(), m.group()) for m in _OF_LIST.finditer(match["list"])]

    def _compared_by_piece(self) -> dict[str, Span]:
        """A domain that another one is held against, by a word that only its title has (健康的目标比法律的多几个)."""
        found: dict[str, Span] = {}
        for match in _THAN_PIECE.finditer(self.free):
            fits = [title for title, names in self.table.domains.items() if match["piece"] in names[-1]]
            if len(fits) == 1:
                found[fits[0]] = match.span("piece")
                self._take(match.span("piece"))
        return found

    def _domains_en(self) -> dict[str, Span]:
        found = self._domains_in_chinese()
        for title, names in self.table.domains_en.items():
            for name in names:
                form = re.escape(name).replace(r"\ ", "[ -](?:the )?")
                for match in compiled(rf"\b{form}\b").finditer(self.free):
                    behind = self.free[match.end() :]
                    noun = any(
                        s.start == match.end() + 1
                        and s.slot in ("noun", "kind", "comparator", "top", "unit", "group")
                        for s in self.slots
                    )
                    alone = _BEFORE_DOMAIN_EN.search(self.free[: match.start()]) and _ALONE_EN.match(behind)
                    listed = self._is_listed_en(match.span())
                    if listed and self._is_said_en(match.start()) and not _AFTER_DOMAIN_EN.match(behind):
                        continue  # mention health and safety: words, not domains
                    noun = noun or bool(_OF_DOMAIN_EN.match(behind))
                    if name == names[0] or noun or alone or listed or _AFTER_DOMAIN_EN.match(behind):
                        after = _AFTER_DOMAIN_EN.match(behind)
                        found[title] = (match.start(), match.end() + (after.end() if after else 0))
                        non = 4 if self.free[: match.start()].endswith("non-") else 0
                        self._take((match.start() - non, found[title][1]))
        return found

    def _domains_in_chinese(self) -> dict[str, Span]:
        """Domains that an English question names in Chinese (how many goals does 家庭 have)."""
        found: dict[str, Span] = {}
        for title, names in self.table.domains.items():
            for name in names:
                at = self.free.find(name)
                alone = not any(
                    re.match(r"[\u3400-\u9fff]", c)
                    for c in (self.free[at - 1 : at], self.free[at + len(name) :][:1])
                )
                if at >= 0 and (alone or self.free[at + len(name) :].startswith("领域")):
                    found[title] = (
                        at,
                        at + len(name) + (2 if self.free[at + len(name) :].startswith("领域") else 0),
                    )
                    self._take(found[title])
        return found

    def _is_listed_en(self, span: Span) -> bool:
        """Whether another domain stands beside it (welfare and environment)."""
        names = "|".join(re.escape(name) for names in self.table.domains_en.values() for name in names)
        before = re.search(rf"\b(?:{names})(?:,| and| or| versus| vs)(?: the)? $", self.free[: span[0]])
        behind = re.match(rf"(?:,| and| or| versus| vs)(?: the)? (?:{names})\b", self.free[span[1] :])
        return bool(before or behind)

    def _is_said_en(self, start: int) -> bool:
        """Whether a word is what clauses are said to mention, alone or in a list."""
        told = [s.end for s in self.slots if s.slot == "mention" and s.end <= start]
        return bool(told) and bool(_SAID_LIST_EN.fullmatch(self.text[told[-1] : start]))

    def _take(self, span: Span) -> None:
        self.spans.append(span)
