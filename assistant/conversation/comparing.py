"""The subject told, beside that of other people (它比初中的低多少, 跟5岁以下的差几个点)."""

from __future__ import annotations

from assistant.conversation.context import Completed, rows_of
from assistant.conversation.together import Together
from assistant.conversation.words import Token
from assistant.patterns import lazy
from assistant.question import language_of, understand
from assistant.records import Indicator

# What stands before those whom the subject is held against.
_AGAINST = lazy(r"(?:比起|相比|对比|比|跟|和|与|同|较)(?:起)?$")
# By how much, which is higher, or only how the two compare.
_BY_HOW_MUCH = lazy(
    r"(?:高|低|多|少|大|小|长|短|差|宽|严|松|紧)[^，,。；;？?]{0,4}(?:多少|几|多大)|(?:几|多少)个?(?:百分|千分)?点|哪[个项]|谁|吗|不"
)
_COMPARED = lazy(r"^(?:比|相比|比起来|比较|对比)(?:一下|下)?(?:呢|怎么样|咋样|如何)?$")
_ITS = lazy(r"^(?:的那[个条项]|的这[个条项]|那[个条项]|这[个条项]|的)?")


class Comparing(Together):
    """Holds the one row told last against the row of the same measure that is about other people."""

    def _against_others(self, body: tuple[Token, ...]) -> Completed | None:
        """The question by how much the two differ; None where it is none, or where they are not one row each."""
        people = [t for t in body if t.kind in ("people", "age")]
        told = rows_of(self.last.answer, self.known)
        if len(people) != 1 or len(told) != 1 or self.cut.lang != "zh":
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

    def _row_of_others(self, piece: Token, told: Indicator) -> Indicator | None:
        """The row that the earlier question is about when it is asked of other people."""
        text = self._replaced([piece])
        if text is None or language_of(text) != "zh":
            return None
        query = understand(text, self.known.catalog)
        named = [row for row in self.known.rows.values() if row.name in query.names and row.id != told.id]
        rows = [row for row in named if not query.populations or row.population in query.populations]
        return rows[0] if len(rows) == 1 else None
