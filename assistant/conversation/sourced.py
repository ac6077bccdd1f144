"""Where in the plan that stands which was told: its clause in the plan's words, its domain or goal."""

from __future__ import annotations

from assistant.conversation.choosing import Choosing
from assistant.conversation.context import MOST_PLACES, Completed, cited, listed, rows_of
from assistant.records import Language

MOST_CLAUSES = 8  # clauses whose words are asked for together
_OF_PARTS = ("领域", "方面", "板块", "部分", "章", "节", "篇", "块")  # 在哪儿 names none


class Sourced(Choosing):
    """Asks for the clause or the part of the plan of what was told."""

    def _of_clause(self, lang: Language) -> Completed:
        """The clauses of the rows told last, or the one that the last answer cites first, by their places."""
        places = cited(self.last.answer)
        rows = rows_of(self.last.answer, self.known)
        if not places:
            return Completed(self._with_subject(), lang, ("subject",))
        of_rows = tuple(dict.fromkeys(row.clause_id for row in rows))
        if len(of_rows) > MOST_CLAUSES:
            return Completed(self.before, self.last.answer.lang, ("question",))  # it quotes each row
        if len(of_rows) > 1:
            return Completed(self._say_of(of_rows), lang, ("clause",))
        place = places[0]
        if lang == "en":
            return Completed(f"What does clause {place} say?", lang, ("clause",))
        asked = "原文怎么写的？" if self.cut.of_kind("text") else "是哪一条？"
        place = f"第{place}条" if place.replace(".", "").isdigit() else place  # 4.1 alone may be a figure
        return Completed(place + ("的" if self.cut.of_kind("text") else "") + asked, lang, ("clause",))

    def _of_part(self, lang: Language) -> Completed:
        """Which part of the plan the rows or clauses told last stand in; a longer list is told again by its parts."""
        answer = self.last.answer
        rows, places = rows_of(answer, self.known), tuple(dict.fromkeys(listed(answer)))
        goal = any("目标" in t.text or "措施" in t.text for t in self.cut.of_kind("part"))
        named = any(t.text.endswith(_OF_PARTS) for t in self.cut.of_kind("part"))
        if len(rows) == 1 and lang == "zh" and not goal and named:
            return Completed(self._with_subject(), lang, ("subject",))
        if rows and len(rows) <= MOST_PLACES and goal:
            return Completed(f"{self._names(rows, 'zh')}是哪个目标下的？", lang, ("subject",))
        if rows and len(rows) <= MOST_PLACES:
            name = self._names(rows, lang)
            asked = f"Which domain is the {name} in?" if lang == "en" else f"{name}是哪个领域的？"
            return Completed(asked, lang, ("subject",))
        if rows:
            text = f"{self._base()}, by domain" if lang == "en" else f"{self._base()}，按领域分"
            return Completed(text, lang, ("refined",))
        each = any(t.text.startswith(("都", "分别")) for t in self.cut.of_kind("part"))
        if not 0 < len(places) <= (1 if each else MOST_PLACES):
            return Completed(self.before, answer.lang, ("question",))
        asked = f"Which domain is clause {places[0]} in?" if lang == "en" else f"{places[0]}在哪个领域？"
        return Completed(asked, lang, ("clause",))
