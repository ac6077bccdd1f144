"""Several rows at once: named together (初中的，还有高中的), or pointed to as told one after another (这三个哪个最低)."""

from __future__ import annotations

from assistant.asked import defined_terms
from assistant.conversation.context import Completed, rows_of
from assistant.conversation.replacing import Replacing
from assistant.conversation.texts import DIGITS, adjoining, bare, swap, tidy
from assistant.conversation.words import OPENERS, Token
from assistant.lexicon import fold_known
from assistant.numerals import ENGLISH_NUMBERS, find_quantities
from assistant.patterns import lazy
from assistant.records import Indicator

# So many, as what was told: 这三个, 仨里头, which of the three; not 仨孩子.
_POINTED = lazy(
    r"(?:刚才|上面|以上|前面|它们|他们)?[这那]?(?:(?P<all>[俩仨])|(?P<han>[两二三四五六3-6])[个项者样组条档])(?:数字?|指标|目标|率)?(?:里[头面边]?|之?中间?|当中|之间)?"
    r"(?=$|[哪谁都最从差各分是的定比相一也全咋怎按排高低大小年平均加合总求算有要,，。?？、0-9 ])"
    r"|\b(?:of |between |among |all |these |those |the )+(?P<en>two|three|four|five|six)\b(?: of them| targets| figures| rates)?(?= (?:is|are|has|have|in|for|was|were)\b|[?.,]|$)"
)
_MANY = {"俩": 2, "仨": 3, "both": 2} | DIGITS | ENGLISH_NUMBERS
_IDLE = OPENERS | {"word"}
_ADDED_UP = lazy(
    r"(?:那么?|所以|这样|算下来|[这那]?[两俩三仨][个样者种项]?|它们|他们|都)*(?:(?P<sum>加起来|加一起|加一块儿?|加到一块儿?|合起来|合一块儿?|合在一起|合计|总和|相加)|一共|总共|拢共|统共|共)(?:要|有|是|得|该|一共|总共|配)*(?:多少|几)[个名张所次人位]?(?:小时|人|医生)?[呢啊呀]*"
)
# What is asked of somebody: whether what was told is also of them.
_AMONG = lazy(
    r"(?:那么?|要是)?(?P<who>[\u4e00-\u9fff0-9]+?)的?(?:也|还|都)?"
    r"(?:算不算(?:在内|数|里头)?|算(?:在内|数|里头)?[吗不么]|(?:包[括含])?在不?在?内[吗不么]?|包[括含]不包[括含](?:在内)?|包[括含](?:在内|进去)?[吗不么])[呢啊呀]?[?？。]?"
)
_LONGEST_WHO = 10
_THEIR = lazy(r"[他她]们?的?|\btheir\b")
_MOST = 6  # rows that are pointed to together


class Together(Replacing):
    """Finds the rows that are meant together."""

    @property
    def _number_said(self) -> int:
        """How many of what was told are pointed to (这三个, 仨里头); 0 where no number is said."""
        pointed = _POINTED.search(self.cut.text)
        word = (pointed["all"] or pointed["han"] or pointed["en"]) if pointed else "0"
        return int(word) if word.isdigit() else _MANY[word]

    @property
    def told_too_many(self) -> bool:
        """Whether the last answer tells more rows than can be named together."""
        return len(rows_of(self.last.answer, self.known)) > _MOST

    def _pair(self, wanted: int = 2) -> tuple[Indicator, ...]:
        """The rows that were spoken of last: all of one answer if it told several, else of the last answers."""
        found: list[Indicator] = []
        for turn in self.turns:
            rows = [row for row in rows_of(turn.answer, self.known) if row not in found]
            if len(rows) > 1 and not found and not len(rows) < self._number_said:
                return tuple(rows[:_MOST])
            if len(found) + len(rows) > wanted:
                break
            found = [*rows, *found]
            if len(found) == wanted:
                break
        return tuple(found) if len(found) > 1 else ()

    def _of_those_told(self) -> Completed | None:
        """What is asked of so many rows told in several turns (三个里头哪个最低), or of another place or year (哈尔滨这两个是多少)."""
        number, told = self._number_said, len(rows_of(self.last.answer, self.known))
        pointed = _POINTED.search(self.cut.text)
        brings = self.cut.of_kind("place", "year")
        if pointed is None or not (brings or told < number > 2):
            return None
        if any(not pointed.start() <= t.start < pointed.end() for t in self.cut.of_kind("name", "gap")):
            return None
        rows = self._pair(number)
        if len(rows) != number:
            return None
        shown, lang = self.cut.shown, self.cut.lang
        if lang == "en":
            text = (
                f"{shown[: pointed.start()]}{shown[pointed.end() :]}".rstrip("?")
                + f": {self._names(rows, lang)}?"
            )
        else:
            text = shown[self._start() : pointed.start()] + self._names(rows, lang) + shown[pointed.end() :]
        return Completed(tidy(text, lang), lang, ("pair",))

    def _added_up(self) -> Completed | None:
        """The sum of the rows told one after another (加起来几个, 两样一共几个), where they count the same."""
        match = _ADDED_UP.fullmatch(bare(self.cut.text)) if self.cut.lang == "zh" else None
        if match is None or (not match["sum"] and len(rows_of(self.last.answer, self.known)) > 1):
            return None  # 一共几个 of a list: how many there are
        rows = self._pair(max(self._number_said, 2))
        units = {row.unit for row in rows}
        if len(rows) < 2 or len(units) != 1 or units & {"%", "‰"}:
            return None
        return Completed(f"{self._names(rows, 'zh')}加起来是多少？", "zh", ("pair",))

    def _of_their_own(self, body: tuple[Token, ...]) -> Completed | None:
        """A rate of the people told of, by the word that points to them (高中生睡几个小时 || 他们的近视率呢)."""
        names, lang = [t for t in body if t.kind == "name"], self.cut.lang
        points = _THEIR.search(self.cut.text) if len(names) == 1 else None
        if points is None or lang != self.earlier.lang or self.cut.of_kind("people", "age"):
            return None
        people, told = self.earlier.of_kind("people", "age"), rows_of(self.last.answer, self.known)
        of = (
            self._populations(people[0])
            if len(people) == 1
            else tuple(r.population for r in told if r.population)
        )
        rows = [row for row in self._rows_named(names[0]) if row.population in of]
        if len(rows) != 1 or (not people and len(told) != 1) or points.end() > names[0].start:
            return None
        shown, whose = self.cut.shown, f"{rows[0].population}的"
        end = points.end()
        if lang == "en":
            whose, end = f"the {self._names(rows, lang)}", names[0].end
        return Completed(f"{shown[self._start() : points.start()]}{whose}{shown[end:]}", lang, ("subject",))

    def _whether_among(self) -> Completed | None:
        """Whether somebody or something is among what was told (医院算不算, 七岁的还算吗)."""
        asked = _AMONG.fullmatch(self.cut.text)
        if asked is None or len(asked["who"]) > _LONGEST_WHO:
            return None
        pieces = [t for t in self.cut.tokens if t.kind in ("people", "age") and t.end <= asked.end("who")]
        if len(pieces) == 1 and rows_of(self.last.answer, self.known):
            put = self._replaced(pieces)
            return Completed(put, "zh", ("replaced",)) if put else None
        defined = [term for s in self.last.answer.sentences for term in defined_terms(fold_known(s.text))]
        if defined and find_quantities(asked["who"]):
            return Completed(f"{asked['who']}算不算{defined[0]}？", "zh", ("subject",))
        return Completed(f"{bare(self.before)}，{asked['who']}算不算？", "zh", ("subject",))

    def _all_in_place(self, body: tuple[Token, ...]) -> Completed | None:
        """Several people at once in the place of one (初中的，还有高中的): the row of the same measure of each."""
        pieces = [t for t in body if t.kind in ("people", "age")]
        rest = [t for t in body if t not in pieces and (t.kind not in _IDLE or t.roles() - {"filler"})]
        names = [t for t in self.earlier.of_kind("name") if t.mention]
        if len(pieces) < 2 or rest or len(names) != 1 or self.earlier.lang != self.cut.lang:
            return None
        rows = [row for piece in pieces if (row := self._row_of(piece)) is not None]
        if len(rows) != len(pieces) or len({row.id for row in rows}) < len(rows):
            return None
        people = self.earlier.of_kind("people", "age")
        beside = adjoining(self.earlier, names[0], people)
        if len(people) > len(beside):  # 小学生每天睡几个小时
            said = (" and " if self.cut.lang == "en" else "和").join(map(self.cut.said, pieces))
            text = swap(self.earlier, people, said)
        else:
            text = swap(self.earlier, [names[0], *beside], self._names(rows, self.cut.lang))
        return Completed(text, self.cut.lang, ("replaced", "together"))

    def _row_of(self, piece: Token) -> Indicator | None:
        """The one row that the earlier question is about when it is asked of other people."""
        text = self._replaced([piece])
        rows = self._rows_asked(text) if text else []
        return rows[0] if len(rows) == 1 else None
