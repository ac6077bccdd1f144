"""Where in the plan that stands which was told: its clause in the plan's words, its domain or goal."""

from __future__ import annotations

from assistant.conversation.choosing import Choosing
from assistant.conversation.context import MOST_PLACES, Completed, cited, listed, rows_of
from assistant.conversation.texts import bare
from assistant.lexicon import fold_known
from assistant.patterns import lazy
from assistant.records import Language

MOST_TEXTS = 3  # clauses told of which all are meant by 原文; of more the first
MOST_CLAUSES = 8  # clauses whose words are asked for together
_OF_PARTS = ("领域", "方面", "板块", "部分", "章", "节", "篇", "块")  # 在哪儿 names none


_KINDS = {"措施": "measure", "原则": "principle"}
_EACH = lazy(r"分别|各自|各(?:是|都|怎么|咋)|每[一个]?[条处]|\beach\b|\brespectively\b")
_WHICH_NUMBER = lazy(
    r"(?:那么?|它|这个?|是|在|排|列|属于|算|里面|里头|其中|领域|的)*第几(?:条|个|项|款|位)?(?:策略|主要)?(?:措施|目标|原则|条款)?[呢啊呀]*"
)

_NUMBERED = lazy(r"第几|是哪一?条")  # which one it is: by its number


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
        told = tuple(dict.fromkeys(listed(self.last.answer)))
        several = self.cut.of_kind("text") and len(told) <= MOST_TEXTS and not self._names_kind
        if len(told) > 1 and (several or _EACH.search(self.cut.text)):
            if len(told) > MOST_CLAUSES:
                return Completed(self.before, self.last.answer.lang, ("question",))  # it quotes each clause
            return Completed(self._say_of(told), lang, ("clause",))
        place = self._of_kind_named(places)
        if place in self.known.tree.clauses and self.known.tree.clauses[place].kind == "title":
            return Completed(self.before, self.last.answer.lang, ("question",))  # the plan as a whole
        if lang == "en":
            return Completed(f"What does clause {place} say?", lang, ("clause",))
        numbered = _NUMBERED.search(self.cut.text) is not None
        asked = "原文怎么写的？" if self.cut.of_kind("text") else "是第几条？" if numbered else "是哪一条？"
        place = f"第{place}条" if place.replace(".", "").isdigit() else place  # 4.1 alone may be a figure
        return Completed(place + ("的" if self.cut.of_kind("text") else "") + asked, lang, ("clause",))

    @property
    def _names_kind(self) -> bool:
        """Whether it says of which kind the one clause is that it asks for (那条措施的原文)."""
        return any(word in self.cut.text for word in _KINDS)

    def _of_kind_named(self, places: tuple[str, ...]) -> str:
        """Of the clauses cited that are of the kind named (第几条措施: a measure) the one that has most of what was asked about, else the first."""
        kinds = {kind for word, kind in _KINDS.items() if word in self.cut.text}
        clauses, subject = self.known.tree.clauses, fold_known(self.before)
        alike = [i for i in places if i in clauses and clauses[i].kind in kinds]
        pairs = [subject[at : at + 2] for at in range(len(subject) - 1)]

        def told(place: str) -> int:
            text = fold_known(clauses[place].text)
            return sum(pair in text for pair in pairs)

        return max(alike, key=told, default=places[0])

    def _of_number(self) -> Completed | None:
        """Which one of its kind the clause told last is (排第几条, 是里面第几条措施); None where nothing was told."""
        told = self.last.answer.status == "answered" and bool(cited(self.last.answer))
        if not told or self._is_list or not _WHICH_NUMBER.fullmatch(bare(self.cut.text)):
            return None
        return self._of_clause("zh")

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
