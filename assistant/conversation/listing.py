"""What is asked of a list that was told, or of the one domain that it is about: which one has most, how many goals that has."""

from __future__ import annotations

import re

from assistant.conversation.context import cited
from assistant.conversation.recounting import Recounting
from assistant.conversation.texts import bare
from assistant.patterns import lazy

# Which of the domains that were listed has the most of something (哪个目标最多).
_WHICH_MOST = lazy(
    r"(?:那么?|其中|里面|里头|它们?)*哪[一]?个?(?:领域)?的?(?P<label>(?:主要)?目标|(?:策略)?措施)(?:数量?)?(?P<most>最[多少])(?:呢|啊|呀)?"
)
# Of which part it is asked stands in the answer before.
_HOW_MANY = lazy(
    r"(?:那么?|又|里头?|里面|下面|底下|还|都|它|这个领域|该领域|的)*(?:有|是)?(?:几|多少)[个条项]?的?(?P<label>(?:主要)?目标|(?:策略)?措施)(?:呢|啊|呀)*"
    r"|(?:那么?|它|这个领域|该领域|的)+(?P<first>(?:主要)?目标|(?:策略)?措施)(?:一共|总共)?(?:有|是)?(?:几|多少)[个条项]?(?:呢|啊|呀)*"
    r"|(?:and |so )?how many (?P<labels>(?:main )?(?:goals|measures))(?: are there| does it have)?"
)
# The domain asked about before, by a word that points to it.
_ITS_EN = lazy(
    r"\bits (?P<what>(?:main )?(?:goals|measures|targets|indicators|lines|clauses))\b", re.IGNORECASE
)
_HAS_IT_EN = lazy(r"\b(?P<verb>does|do|has|have|in|under|of) it\b", re.IGNORECASE)
_KINDS_EN = lazy(r"\b(?:goals|measures|targets|indicators|lines|clauses)\b")
_DOMAIN_EN = lazy(
    r"\b(?!the |this |that |which |each )(?:[a-z]+ (?:and )?){1,2}(?:domain|chapter|area|section)\b"
)
_WHICH_HAS = lazy(r"(?:and |so |then )?which (?:ones? )?(?:of (?:them|these|those) )?(?:has|have) ")
# Which of the clauses that were listed has a word.
_WHICH_ABOUT = lazy(
    r"(?:and |so |then )?which (?:ones? )?(?:of (?:them|these|those|the [a-z]+) )?(?:(?:is|are) (?:about|on|related to|concerned with)|(?:mentions?|concerns?|deals? with|covers?|speaks? of|talks? about)) "
)
_LISTED_KINDS = lazy(r"\b(?:goals|measures|principles)\b")
_LISTED_EN = lazy(r"\b(?P<noun>domain|chapter|goal)s\b")


class Listing(Recounting):
    """Asks of what was listed."""

    def _which_of_listed(self) -> str | None:
        """Which of the things that were counted or listed has something (how many domains … || which one has the most measures)."""
        about = _WHICH_ABOUT.match(self.cut.text) if self.cut.lang == self.earlier.lang == "en" else None
        kind = _LISTED_KINDS.search(self.earlier.text) if about and self._is_list else None
        within = _DOMAIN_EN.findall(self.earlier.text)
        if about and kind and len(within) < 2:
            where = f" in the {within[0]}" if within else ""
            return f"Which {kind.group()}{where} mention {self.cut.shown[about.end() :].strip()}"
        if (
            (most := _WHICH_MOST.fullmatch(bare(self.cut.text)))
            and not within
            and "领域" in self.earlier.text
        ):
            return f"哪个领域的{most['label']}{most['most']}？"
        asked = _WHICH_HAS.match(self.cut.text) if self.cut.lang == "en" else None
        listed = _LISTED_EN.search(self.earlier.text) if asked and self.earlier.lang == "en" else None
        if asked is None or listed is None or self.cut.of_kind("name", "domain"):
            return None
        return f"Which {listed['noun']} has {self.cut.shown[asked.end() :].strip()}"

    def _of_domain_told(self) -> str | None:
        """What is asked of the one domain that the earlier question names (how many measures does it have, 它提到学校了吗)."""
        lang, shown = self.cut.lang, self.cut.shown
        if lang != self.earlier.lang or self._told_place is not None or self.cut.of_kind("domain"):
            return None
        domains = self.earlier.of_kind("domain")
        if lang == "en":
            called = _DOMAIN_EN.findall(self.earlier.text) or [f"{t.text} domain" for t in domains]
            if len(called) != 1 or not _KINDS_EN.search(self.cut.text):
                return None
            said, count = _ITS_EN.subn(rf"the \g<what> of the {called[0]}", shown)
            if not count and not self.cut.of_kind("name"):
                said, count = _HAS_IT_EN.subn(rf"\g<verb> the {called[0]}", shown, count=1)
            return said if count else None
        it = next((t for t in self.cut.of_kind("it") if t == self.zones.body[0] and t.text == "它"), None)
        speaks = any(t.slot == "mention" for t in self.cut.tokens) and not self.cut.of_kind("name")
        if it is None or not speaks or len(domains) != 1:
            return None
        return shown[: it.start] + self.earlier.said(domains[0]) + shown[it.end :]

    def _counted_in_domain(self) -> str | None:
        """How many goals or measures the one domain has that the last answer listed of (讲讲法律保护那章 || 有几条目标)."""
        match, query = _HOW_MANY.fullmatch(bare(self.cut.text)), self.last.answer.query
        if match is None or query is None or query.task not in ("tree", "table", "place"):
            return None
        tree, told = self.known.tree, cited(self.last.answer)
        domains = [i for i in tree.domains if told and all(f"{one}.".startswith(f"{i}.") for one in told)]
        if len(domains) != 1:
            return None
        title = tree.clauses[domains[0]].title
        if self.cut.lang == "en":
            title = self.known.titles.get(domains[0], title)
            return f"How many {match['labels']} does the domain {title} have?"
        return f"{title}有几条{match['label'] or match['first']}？"
