"""English follow-ups that point to what was told: who staffs them, and private ones, in schools too, is it higher than senior high."""

from __future__ import annotations

from assistant.conversation.conditions import Conditions
from assistant.conversation.context import Completed, rows_of
from assistant.conversation.replacing import Replacing
from assistant.conversation.texts import bare, swap, tidy
from assistant.conversation.words import Token
from assistant.patterns import compiled, lazy
from assistant.records import Indicator

MOST_WORDS = 9  # of a question whose last word points to what was told
# A question whose last word points to what was told, not to something that it names itself.
_ENDS_POINTING = lazy(
    r"(?:and |so |but |ok,? |okay,? |then |well,? |also )*(?P<asks>(?:who|what|how|when|where|why|which|is|are|was|does|do|did|can|could|will|would|has|have|should|must|may)\b.*?)"
    r"\b(?P<points>it|them|this|that|these|those)(?P<rest>(?:,? (?:too|then|exactly|now|as well|at all|though|anyway))*)[?.! ]*"
)
_TWO_PARTS = lazy(r"[,;:]| (?:and|or|but|if|when|that|which|because) |^what (?:about|is)$|^how about$")
_WHO_DOES = lazy(
    r"who (?:will |would |should |must |can |has to |is to )?[a-z]+(?: (?:up|after|over|out|off))?$"
)
_WHO_DOES_WHAT = lazy(
    r"who (?:is|are) (?:responsible|in charge|accountable) (?:for|of) (?P<charge>[a-z' -]{3,60}?)[?.! ]*"
    r"|who (?!is |are |was |were )(?:will |would |should |must |can |has to )?[a-z]+s? (?:up |after |over |out |off )?(?P<what>(?:the |a |an |all |such |its )?[a-z' -]{3,60}?)[?.! ]*"
)
_PREPOSITION = lazy(r"\b(?:for|of|to|with|from|about|on|against|in|at|by|into|under)$")
_ONLY_WORD = lazy(
    r"(?:and |but |so |just |only |those |for |in |on |the )*(?:only|just|those|what about|how about|and|and what about) (?:(?:those |the ones |ones )?(?:in|on|for|of|about) )?(?:the )?(?P<word>[a-z]+(?: (?!ones?\b|domain\b|targets?\b|indicators?\b|please\b)[a-z]+)?)(?: (?:ones?|targets?|indicators?))?(?:,? please)?[?.! ]*"
)
_OTHER_DOMAIN = lazy(
    r"(?:(?:and|but|so|then|no|only|just|sorry|i meant|i mean|i was asking about|what about|how about|the same for|same for|in|for|the|okay|ok),? )+(?P<word>[a-z]+(?: (?!ones?\b|domain\b|indicators?\b|then\b|too\b|please\b)[a-z]+)?)(?: (?:ones?|domain|indicators?))?(?:,? (?:then|too|please|only))?[?.! ]*"
)
_AND_WHO = lazy(
    r"(?:and |or |but |so |what about |how about )+(?:the )?(?P<who>[a-z][a-z' -]{2,40}?)(?: then| too)?[?.! ]*"
)
_BODY_DOES = lazy(
    r"(?:what|how) (?:must|should|do|does|can|have|has|will|are|is) (?:the )?(?P<who>[a-z][a-z' -]{2,40}?) (?:have to |has to |need to |needs to |expected to |supposed to |to )?do (?:about|on|for|against|in|with|to) "
)
# More of the same kind (and private ones).
_ONES = lazy(
    r"(?:and |or |but |so |then |ok,? |also |what about |how about |even )*(?:the |any )?(?P<what>[a-z]+(?:[ -][a-z]+)?) ones?(?: then| too)?[?.! ]*"
)
_NO_SORT = frozenset(
    {"which", "this", "that", "these", "those", "first", "second", "third", "last", "other", "next", "same", "what", "only", "good"}
)  # fmt: skip
# Where, when or for whom the same is asked (at school as well, and online).
_ALSO_WHERE = lazy(
    r"(?:and |also |so |but |what about |how about |even |ok,? )*(?P<where>(?:(?:in|at|on|during|within|near|around|inside|outside|for|among) (?:the )?[a-z][a-z -]{2,30}?)|online|offline|abroad|outdoors|indoors)(?:,? (?:too|also|as well|then))*[?.! ]*"
)
_THAN = lazy(
    r"(?:and |so |but |then )*(?:(?:is|are|was) )?(?:(?:it|that|this|they|those) )?(?:really |also |any )?(?P<how>higher|lower|more|less|stricter|tighter|looser|bigger|larger|smaller|greater|longer|shorter) than (?:(?:that|those|the (?:one|target|rate|figure|limit)|the) )?(?:of |for |in |among )?(?:the )?(?P<other>[a-z0-9 -]+?)(?: ones?| target| rate| figure)?[?.! ]*"
)


_HIGHER = {"more": "higher", "bigger": "higher", "larger": "higher", "greater": "higher", "longer": "higher"} | {
    "less": "lower", "smaller": "lower", "shorter": "lower"
}  # fmt: skip


class English(Conditions, Replacing):
    """Puts what was told last into an English follow-up."""

    def _said_in_english(self) -> Completed | None:
        """The completed question of one that points by its form, or None."""
        if self.cut.lang != "en" or self.earlier.lang != "en":
            return None
        return (
            self._who_does_it()
            or self._of_other_body()
            or self._higher_than_others()
            or self._of_other_kind()
            or self._also_where()
        )

    def _who_does_it(self) -> Completed | None:
        """Who does something else to what was asked about (who supervises the plan's implementation? || and who evaluates it)."""
        match = _ENDS_POINTING.fullmatch(self.cut.text)
        asked = _WHO_DOES_WHAT.fullmatch(self.earlier.text) if match else None
        if (
            match is None
            or asked is None
            or not _WHO_DOES.fullmatch(_PREPOSITION.sub("", match["asks"].strip()).strip())
        ):
            return None
        what = self.earlier.shown[slice(*asked.span("charge" if asked["charge"] else "what"))]
        return Completed(f"{match['asks'].strip()} {what}?", "en", ("subject",))

    def _of_last_pronoun(self) -> Completed | None:
        """The earlier subject for the word that points to it, at the end (who staffs them, is it free for them)."""
        match = _ENDS_POINTING.fullmatch(self.cut.text) if self.cut.lang == "en" else None
        listed = (
            self._is_list and self.last.answer.query is not None and self.last.answer.query.task != "lookup"
        )
        if match is None or listed or len(self.cut.text.split()) > MOST_WORDS:
            return None
        asks = match["asks"].strip()
        held = [t for t in self.cut.tokens if t.end <= match.start("points")]
        if _TWO_PARTS.search(asks) or any(
            t.kind in ("name", "people", "domain", "noun", "place", "year") for t in held
        ):
            return None
        verb = [t for t in held if t.kind == "gap" and t.slot != "unknown"]
        if verb and not (_PREPOSITION.search(asks) or _WHO_DOES.match(asks)):
            return None  # it names a matter of its own
        shown = self.cut.shown[match.start("asks") : match.start("points")]
        return Completed(tidy(f"{shown} {self._subject()}{match['rest']}?", "en"), "en", ("subject",))

    def _of_other_body(self) -> Completed | None:
        """What another body has to do about the same (What must schools do about bullying? || and kindergartens)."""
        match = _AND_WHO.fullmatch(self.cut.text)
        called = (
            frozenset(name.lower() for name in self.known.actor_glosses.values()) if match else frozenset()
        )
        asked = _BODY_DOES.match(self.earlier.text) if called else None
        if match is None or asked is None or not {match["who"], asked["who"]} <= called:
            return None
        shown = self.earlier.shown
        text = shown[: asked.start("who")] + match["who"] + shown[asked.end("who") :]
        return Completed(text, "en", ("replaced",))

    def _domain_only(self) -> str:
        """The follow-up on a list with the domain that it calls by a bare word (only health, what about education), or ""."""
        match = _ONLY_WORD.fullmatch(self.cut.text) if self.cut.lang == "en" and self._is_list else None
        if match and self.cut.text.startswith(("and ", "what ", "how ")) and " ones" not in self.cut.text:
            return ""
        return f"only the {match['word']} domain" if match and match["word"] in self._domain_words else ""

    @property
    def _domain_words(self) -> dict[str, str]:
        """Each domain's English word, with its id."""
        glosses = {i: self.known.tree.glosses.get(i, "").lower() for i in self.known.tree.domains}
        return {gloss.split(" and ")[-1]: i for i, gloss in glosses.items() if gloss}

    def _domain_instead(self) -> str:
        """The earlier question of the domain that a bare word calls (健康领域有哪些指标 || what about safety), or ""."""
        match = _OTHER_DOMAIN.fullmatch(self.cut.text) if self.cut.lang == "en" else None
        old = self.earlier.of_kind("domain") if match else ()
        if match is None or match["word"] not in self._domain_words:
            return ""
        if not old and (of_noun := self._domain_of_noun()):
            start, end = of_noun
            return self.earlier.shown[:start] + match["word"] + self.earlier.shown[end:]
        if len(old) != 1:
            return ""
        title = self.known.tree.clauses[self._domain_words[match["word"]]].title
        zh = self.earlier.lang == "zh"
        tail = "领域" if "领域" in old[0].text else " domain" if "domain" in old[0].text else ""
        return swap(self.earlier, old, (title.split("与")[-1] if zh else match["word"]) + tail)

    def _domain_of_noun(self) -> tuple[int, int] | None:
        """Where the earlier question has the bare word of a domain before what is listed (how many health indicators)."""
        words = "|".join(self._domain_words)
        noun = compiled(rf"\b(?P<word>{words}) (?=indicators?|goals?|measures?|targets?)")
        found = [match.span("word") for match in noun.finditer(self.earlier.text)]
        return found[0] if len(found) == 1 and words else None

    def _of_other_kind(self) -> Completed | None:
        """The earlier question of another kind of the same things (How are kindergartens developed || and private ones)."""
        query = self.last.answer.query
        match = _ONES.fullmatch(self.cut.text)
        if match is None or query is None or query.task != "clause" or match["what"].split()[0] in _NO_SORT:
            return None
        things = [t for t in self.earlier.tokens if t.kind in ("gap", "people") and t.text.endswith("s")]
        if len(things) != 1:
            return None
        head = things[0].text.split()[-1]
        said = Token(*match.span("what"), "gap", match["what"])
        shown = self.earlier.shown
        put = f"{self.cut.said(said)} {head}"
        text = shown[: things[0].start] + put + shown[things[0].end :]
        return Completed(text, "en", ("replaced",))

    def _also_where(self) -> Completed | None:
        """The clauses told, held to where or for whom the follow-up asks (food safety || in schools too)."""
        query, match = self.last.answer.query, _ALSO_WHERE.fullmatch(self.cut.text)
        told = query is not None and self.last.answer.status == "answered" and not self.last.answer.reason
        if match is None or not told or self.cut.of_kind("name", "domain", "year", "figure", "noun"):
            return None
        rows = rows_of(self.last.answer, self.known)
        if query is None or (query.task != "clause" and not (len(rows) == 1 and rows[0].value is None)):
            return None  # a row's people are others, and its figure is not told of elsewhere
        return Completed(f"{bare(self.before)} {match['where']}?", "en", ("subject",))

    def _higher_than_others(self) -> Completed | None:
        """Which of two is higher: the row told, and the same of other people, or one that is named (is it higher than senior high)."""
        match, told = _THAN.fullmatch(self.cut.text), rows_of(self.last.answer, self.known)
        if match is None or len(told) != 1:
            return None
        other = self._row_called(match["other"], told[0])
        if other is None:
            return None
        names = " and ".join(self._names((row,), "en") for row in (told[0], other))
        how = _HIGHER.get(match["how"], match["how"])
        return Completed(f"which is {how}: {names}?", "en", ("pair",))

    def _row_called(self, said: str, told: Indicator) -> Indicator | None:
        """The one row that words name beside the row told, else what that measures of the people named."""
        pieces = [t for t in self.cut.tokens if t.kind in ("people", "age")]
        words = self._names((told,), "en").split()
        ends = [" ".join(words[at:]) for at in range(len(words)) if words[at:]]
        texts = [self._replaced(pieces[:1]) if len(pieces) == 1 else "", f"What is the target for {said}?"]
        texts += [
            f"What is the target for the {said} {end}?" for end in ends
        ]  # senior high: its enrolment rate
        for text in filter(None, texts):
            rows = [row for row in self._rows_asked(text) if row.id != told.id]
            if len(rows) == 1:
                return rows[0]
        return None
