"""The subject told, beside another: that of other people (它比初中的低多少, 跟5岁以下的差几个点), a row that is named, one told before."""

from __future__ import annotations

from assistant.conversation.context import PRONOUN, SLOTS, Completed, rows_of
from assistant.conversation.texts import bare, spaced, tidy
from assistant.conversation.together import Together
from assistant.conversation.words import STOPS, Token
from assistant.patterns import lazy
from assistant.question import language_of
from assistant.records import Indicator

# What stands before those whom the subject is held against.
_AGAINST = lazy(r"(?:比起|相比|对比|比|跟|和|与|同|较)(?:起)?$")
# By how much, which is higher, or only how the two compare.
_BY_HOW_MUCH = lazy(
    r"(?:高|低|多|少|大|小|长|短|差|宽|严|松|紧)[^，,。；;？?]{0,4}(?:多少|几|多大|还是)|(?:几|多少)个?(?:百分|千分)?点|哪[个项]|谁|吗|不"
)
_COMPARED = lazy(r"^(?:比|相比|比起来|比较|对比)(?:一下|下)?(?:呢|怎么样|咋样|如何)?$")
_ITS = lazy(r"^(?:的那[个条项]|的这[个条项]|那[个条项]|这[个条项]|的)?")
# What stands before a row that is named to be held against the one told, and what is asked of the two.
_LEADS_BESIDE = lazy(r"(?:那么?|它|这个?|所以)*(?P<link>比起|相比|比|跟|和|与|同)(?:起)?[\u4e00-\u9fff]{0,2}")
_HIGHER = lazy(
    r"(?:要|是|又|还|更|相?比(?:起来)?|来说)*(?:[高低多少大小严松](?:还是|或)[高低多少大小严松]|[高低多少大小严松](?:了|出|一)*(?:吗|么|不[高低多少大小严松]?|些吗|点吗|多少|几个?(?:百分点|点)?)|(?:哪|谁)个?[高低多少大小严松])"
)
_RATE_OF = lazy(
    r"^(?:的?[\u4e00-\u9fff]{0,3}?(?:那个|这个|那项)?的?(?:比例|比率|比重|目标|指标|要求|数字|数)(?:那个|这个)?|的?(?:那个|这个|那项|那条)?)(?:来)?"
)
# How the answer to a comparison begins, and what asks for no more than that tells.
_DIFFERENCE = ("相差 ", "注意：单位不同", "Difference: ")
_MORE_BY = lazy(
    r"(?:那么?|具体|到底|究竟|所以|又)*(?:相?差|[多少高低大小长短])(?:了|出)?(?:多少|几)(?:个?(?:百分点|千分点|点)|[个条项名张所次]|小时|岁)?[呢啊呀]*"
    r"|(?:and |so |then )*(?:by )?how (?:much|many)(?: (?:more|less|fewer|higher|lower|points|percentage points))?(?: is (?:it|that)| are there)?"
)
_BESIDE_EN = lazy(r"(?:compared?|comparing|versus|vs|than|against|and|with|to|higher|lower|difference)\b")

_MOST_OF_ALL = lazy(r"最[高低大小多少]|\b(?:highest|lowest|largest|smallest)\b")


class Comparing(Together):
    """Holds what was told last against another row."""

    def _against_others(self, body: tuple[Token, ...]) -> Completed | None:
        """The question by how much the two differ; None where it is none, or where they are not one row each."""
        people = [t for t in body if t.kind in ("people", "age")]
        named = [t for t in body if t.kind == "name"]
        told = rows_of(self.last.answer, self.known)
        if len(told) != 1 or self.cut.lang != "zh":
            return None
        if len(named) == 1 and (beside := self._against_named(named[0], told[0])) is not None:
            return beside
        if len(people) != 1:
            return None
        shown, piece = self.cut.shown, people[0]
        before, behind = shown[: piece.start], shown[piece.end :]
        behind = behind[_ITS.match(behind).end() :]  # type: ignore[union-attr]  # it matches the empty text
        if not _AGAINST.search(before):
            return None
        wanted = behind.rstrip("？?。！!呀啊呢 ")
        plain = bool(_COMPARED.match(wanted))
        other = self._row_of_others(piece, told[0]) if plain or _BY_HOW_MUCH.search(wanted) else None
        if other is None:
            return None
        names = self._names(told, "zh"), self._names((other,), "zh")
        asked = "相差多少？" if plain else wanted + "？"
        link = "比" if not plain and before.rstrip().endswith("比") else "和"
        return Completed(f"{names[0]}{link}{names[1]}{asked}", "zh", ("pair",))

    def _against_named(self, name: Token, told: Indicator) -> Completed | None:
        """Which of two is higher, of the row told and one that is named behind 比 (比产前筛查率高还是低)."""
        shown, rows = self.cut.shown, self._rows_named(name)
        before, behind = shown[self._start() : name.start], shown[name.end :]
        whose = [t for t in self.cut.tokens if t.kind in ("people", "age") and t.end <= name.start]
        at = whose[0].start - self._start() if whose else len(before)
        if len(rows) > 1 and whose:
            rows = [row for row in rows if self._is_of(row, whose[0], self._populations(whose[0]))]
        wanted = _RATE_OF.sub("", behind).rstrip("？?。！!呀啊呢 ")
        leads = _LEADS_BESIDE.fullmatch(before[:at])
        if len(rows) != 1 or rows[0] == told or leads is None or not _HIGHER.fullmatch(wanted):
            return None
        names = self._names((told,), "zh"), self._names((rows[0],), "zh")
        return Completed(f"{names[0]}{leads['link']}{names[1]}{wanted}？", "zh", ("pair",))

    def _how_much_more(self) -> Completed | None:
        """The comparison told last again, whose answer tells by how much they differ (多几个, by how much)."""
        told = self.last.answer.sentences[:1]
        compared = bool(told) and told[0].text.startswith(_DIFFERENCE)
        if not compared or not _MORE_BY.fullmatch(bare(self.cut.text)):
            return None
        return Completed(self.before, self.cut.lang, ("question",))

    def _row_of_others(self, piece: Token, told: Indicator) -> Indicator | None:
        """The row that the earlier question is about when it is asked of other people."""
        text = self._replaced([piece])
        if text is None or language_of(text) != "zh":
            return None
        rows = [row for row in self._rows_asked(text) if row.id != told.id]
        return rows[0] if len(rows) == 1 else None

    def _names_pair(self, body: tuple[Token, ...]) -> bool:
        """Whether it names itself the two that a word behind them takes together (小学生和初中生近视率俩差多少)."""
        pair = next((t for t in body if t.kind == "pair"), None)
        named = [t for t in body if pair and t.end <= pair.start and t.kind in ("name", "people", "age")]
        return len(named) > 1 and any(t.kind == "name" for t in named)

    def _sets_beside(self, body: tuple[Token, ...]) -> bool:
        """Whether what was told is held against a row that is named (is that lower than stunting)."""
        than = any(t.slot == "op" and t.text.endswith(" than") for t in body)
        return than and body[0].kind == "it" and sum(t.kind == "name" for t in body) == 1

    def _compared(self, body: tuple[Token, ...]) -> str | None:
        """Two subjects side by side: both from before, or the earlier one and a new one."""
        names = [t for t in body if t.kind == "name"]
        shown, lang = self.cut.shown, self.cut.lang
        if sum(t.kind == "people" for t in body) > 1 or any(t.slot == "base" for t in body):
            return None  # both sides, or what is compared with, are its own
        beside = [t for t in body if t.kind in ("gap", "noun", *SLOTS)]
        if len(names) > 1 or any(t.kind != "noun" and not (names and t.kind == "people") for t in beside):
            return None
        start = self._start()
        points = [t for t in body if t.kind in ("pair", "these", "it")]
        if names:
            if points:
                token = points[0]
                return tidy(
                    shown[start : token.start] + spaced(self._subject(), lang) + shown[token.end :], lang
                )
            said = shown[start:].strip()
            if lang == "en" and (inside := PRONOUN.search(said)) and inside.end() <= names[0].start - start:
                return tidy(f"{said[: inside.start()]} the {self._subject()} {said[inside.end() :]}", lang)
            linked = (
                said[0] in "和跟与同比較较"
                if lang == "zh"
                else self.cut.tokens[0].kind == "lead" or bool(_BESIDE_EN.match(said.lower()))
            )
            if not linked or (lang == "zh" and names[0].start - start > 3):
                return None
            return f"{self._subject()} {said}" if lang == "en" else self._subject() + said
        if beside and not points:
            return None
        if not points and _MOST_OF_ALL.search(self.cut.text) and self.told_too_many:
            return f"{bare(self.before)}{', ' if lang == 'en' else '，'}{bare(shown[start:])}"
        rows = self._pair(self._number_said or (3 if "最" in self.cut.text else 2))
        if not rows:
            return self._with_subject()
        subject = self._names(rows, lang)
        if points:
            token = points[0]
            before = shown[start : token.start]
            if lang == "en" and before.endswith(" of "):  # which of these two is higher
                return tidy(f"{before.removesuffix(' of ')} {bare(shown[token.end :])}: {subject}?", lang)
            return tidy(before + spaced(subject, lang) + shown[token.end :], lang)
        if lang == "en":
            return f"{bare(shown[start:])}: {subject}?"
        return subject + shown[start:].lstrip(STOPS)
