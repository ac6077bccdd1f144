"""One or several of what was told or offered (第二个, 前两条, 听力的), and what is asked of them (第二个谁负责)."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.asked import ASKING
from assistant.conversation.context import Context, listed, rows_of
from assistant.conversation.numbered import COUNTER, Numbered, read
from assistant.conversation.texts import bare, pick, spaced, swap, tidy
from assistant.conversation.words import OPENERS, STOPS, Cut, Token
from assistant.lexicon import fold, fold_known
from assistant.patterns import lazy
from assistant.question import language_of
from assistant.records import Clause, Indicator, Language, TableQuery
from assistant.responsible import read_actors
from assistant.wording import full_name

_MEANING = lazy(r"意思|含义|怎么理解|什么内容|叫(?:什么|啥)|名(?:字|称)|\b(?:mean|called|named?)")
_BELOW = lazy(r"[下底里]面|[底下里]头?|底下|下边|都?有(?:啥|什么|哪些|些啥)?|below|under(?:neath)?|beneath")
# Only has it told (第三条和第四条分别说啥, 最后一条念一下); what orders or groups a list does more.
_TELLS = lazy(r"(?:分别|各自|依次|逐条|挨个)?[都]?[给]?[我]?(?:说|讲|念|列|写)[的了]?(?:出来|一下)?")
_WHAT = lazy(r"[都就]?是?(?:个)?(?:什么|啥)")
_NUMERAL = r"(?:[一二两三四五六七八九十]+|[0-9]{1,2})"
# Roles of words that ask for no more than what the thing says (第二条是什么).
_SAYS = frozenset({"what", "text", "value"})
_BESIDE = OPENERS | {"word", "it", "these", "pair", "among", "text", "phrase"}
PART_NUMBERED = lazy(
    r"(?:第[一二三四五六七八九十0-9]+|最[后末]一?|[首末]|[一二三四五六七八九十])(?:章|部分|篇|领域)|\b(?:chapter|part|section) "
)
_IS_WHAT = lazy(
    r"(?:又|都|就|分别|各自?|依次|到底|究竟)*是(?:什么|啥|哪[一]?[条个项])|(?:说|讲|写)的?(?:什么|啥)"
)
_CHOSEN = lazy(r"[0-9][0-9.a-z]*写了什么|What does clause ")  # an item that was counted to in a list
# What tells one of several apart, at the end of a correction.
_THAT_ONE = lazy(r"(?:的|里|方面)*(?:那|这)(?:一)?[个条项种处](?:吧|呢|啊|呀)*$|的$")
_I_MEAN = lazy(r"^(?:(?:我|俺|咱)们?)?(?:(?:想|要)?(?:问|说|指|找|看|知道)|要)?的?是?")
_PIECE = lazy(r"[\u4e00-\u9fff]{2,12}")
_LINES = lazy(r"细[项条]|小[项条点]|底下|下[面头边]")
_OF_TEXT = lazy(r"[句段]|细项|小项|小条|底下|下面|\bsentence|\bparagraph")  # within the words of the item
# One of two that were told side by side: 前一个组, 后者.
_OF_TWO = lazy(
    r"(?:那么?|这个?)?(?:(?P<first>前者|前[一面那]*个|第一个|头一个)|(?P<last>后者|后[一面那]*个|第二个))(?P<head>组|部门|单位|机构|小组|委员会)?(?=[由归是谁要有负需该，,呢])"
)
_LONGEST_NAME = 40  # characters of a sentence by which it is named


class Choosing(Context):
    """Picks from the last answer."""

    def _chosen(self) -> str | None:
        if (body := self._of_bodies_told()) is not None:
            return body
        said = read(self.cut)
        rest = None if said is None else self._beside(said)
        if said is None or rest is None:
            marked = self.zones.leads or self.zones.corrects
            only = all(t.kind in ("domain", *OPENERS) for t in self.cut.tokens)
            return (self._other_place() if marked and only else None) or self._chosen_by_name()
        asks = any(self._asks_more(t) for t in rest)
        found = (
            self._of_offered(said, asks=asks)
            or self._other_place()
            or self._of_lines(said, asks=asks)
            or self._of_siblings(said, asks=asks)
            or self._of_listed(said, asks=asks)
        )
        return found or (self.before if self._may_choose else self._in_part_named(said))

    def _of_bodies_told(self) -> str | None:
        """What is asked of one of two bodies that a sentence told side by side (监测组和评估组 || 前一个由谁牵头)."""
        match = _OF_TWO.match(self.cut.text) if self.cut.lang == "zh" else None
        if match is None or rows_of(self.last.answer, self.known):
            return None
        told = [self._side_by_side(fold_known(s.text)) for s in self.last.answer.sentences]
        alike = [pair for pair in dict.fromkeys(told) if pair and pair[0][-1] == pair[1][-1]]
        pairs = [pair for pair in alike if all(body.endswith(match["head"] or "") for body in pair)]
        if len(pairs) != 1:
            return None
        return f"{pairs[0][0 if match['first'] else 1]}{self.cut.shown[match.end() :]}"

    def _side_by_side(self, text: str) -> tuple[str, ...]:
        """The only two bodies that a text joins by one word; empty where there are none, or more."""
        found = [(actor.start, actor.end, actor.text) for actor in read_actors(text, self.known.actors)]
        joined = [(a, b) for a, b in pairwise(found) if text[a[1] : b[0]] in ("和", "与", "及", "、")]
        return (joined[0][0][2], joined[0][1][2]) if len(joined) == 1 else ()

    def _in_part_named(self, said: Numbered) -> str | None:
        """The item of the chapter or domain that the earlier question names, though that question was refused."""
        if self.cut.lang == "en" or self.last.answer.status != "abstained" or len(said.numbers) != 1:
            return None
        heads = [c for c in self.known.tree.clauses.values() if c.kind == "heading" and len(c.title) > 2]
        named = [c.title for c in heads if fold_known(c.title) in fold_known(self.before)]
        if not named:
            return None
        return f"{max(named, key=len)}的{self.cut.shown[said.start : said.end]}是什么？"

    def _rows_chosen(self) -> TableQuery | None:
        """Several rows that were chosen and of which nothing more is asked: by their ids, for their names may be alike."""
        said = read(self.cut)
        if said is None or len(said.numbers) < 2 or any(self._asks_more(t) for t in self._beside(said) or ()):
            return None
        rows = rows_of(self.last.answer, self.known)
        chosen = tuple(row.id for n in said.numbers if (row := pick(rows, n)) is not None)
        return TableQuery(ids=chosen) if len(rows) > 1 and chosen else None

    @property
    def _may_choose(self) -> bool:
        """Whether the last answer is one from which something may be chosen; what it has no such number of is told again."""
        return self.last.answer.status == "answered" and self.last.answer.reason is None

    def _beside(self, said: Numbered) -> list[Token] | None:
        """What stands beside the numbers; None where that is a subject or a list of its own."""
        rest = [t for t in self.cut.tokens if t.end <= said.start or t.start >= said.end]
        inside = [t for t in self.cut.tokens if t.start < said.end and said.start < t.end]
        inside = [t for t in inside if not (t.text.endswith(" the") and not self._asks_more(t))]
        if any(t.start < said.start or t.end > said.end for t in inside if t.kind not in ("these", "text")):
            return None  # a part of a longer word (哪一个); 第七个里头 and 最后那条原文 are none
        if PART_NUMBERED.search(self.cut.text):
            return None  # a place in the plan, not in the answer (最后一章的最后一条)
        idle = all(
            t.kind in _BESIDE
            or t.slot in ("mention", "filler")
            or _IS_WHAT.fullmatch(t.text)
            or self._asks_more(t)
            or _MEANING.search(t.text)
            or _BELOW.fullmatch(t.text)
            or _TELLS.fullmatch(t.text)
            or _WHAT.fullmatch(t.text)
            or (t.kind == "noun" and t.start >= said.end and any(_BELOW.fullmatch(o.text) for o in rest))
            for t in rest
        )
        return rest if idle and len([t for t in rest if self._asks_more(t)]) < 2 else None

    def _asks_more(self, token: Token) -> bool:
        """Whether a word asks more of a thing than what it says."""
        if _MEANING.search(token.text):
            return False
        if token.kind in ("ask", "where", "part"):
            return True
        return token.kind == "word" and bool(token.roles() & (ASKING | {"actor"}) - _SAYS)

    def _other_place(self) -> str | None:
        """The earlier question with another number in it (第3条…, 第4条呢); where it had none, the earlier question.

        Its answer holds the list that the number counts in (五位一体…第三项).
        """
        query = self.last.answer.query
        if query is None or self.cut.lang == "en":
            return None
        said = re.search(rf"最后一{COUNTER}|倒数第{_NUMERAL}{COUNTER}|第?{_NUMERAL}{COUNTER}", self.cut.text)
        old = re.search(rf"第{_NUMERAL}{COUNTER}", self.before)
        if said and old and query.task == "place":
            number = said.group() if said.group()[0] in "第最倒" else "第" + said.group()
            domain = self.cut.of_kind("domain")
            text = self.before[: old.start()] + number + self.before[old.end() :]
            return text if not domain else self._in_domain(text, self.cut.said(domain[0]))
        counts = re.search(rf"{_NUMERAL}{COUNTER}|[几哪]{COUNTER}", self.before)
        return (
            self.before
            if said and counts and query.task == "clause" and not self.cut.of_kind("domain")
            else None
        )

    def _in_domain(self, text: str, domain: str) -> str:
        cut = Cut.of(text, self.known)
        return swap(cut, cut.of_kind("domain"), domain) if cut.of_kind("domain") else domain + text

    def _of_offered(self, said: Numbered, *, asks: bool) -> str | None:
        """Of the choices or rows told last, the question for those of some numbers, or what is asked of them."""
        answer = self.last.answer
        if answer.status == "clarify" and answer.suggestions:
            chosen = [s for n in said.numbers if (s := pick(answer.suggestions, n)) is not None]
            return chosen[0] if len(said.numbers) == 1 and chosen else self._of_rows(said, asks=asks)
        return self._of_rows(said, asks=asks) if len(rows_of(answer, self.known)) > 1 else None

    def siblings(self, place: Clause) -> tuple[str, ...]:
        """Ids of the list that an item stands in, itself included."""
        tree = self.known.tree
        return tree.domains if place.id in tree.domains else tree.children.get(place.parent, ())

    def _of_lines(self, said: Numbered, *, asks: bool) -> str | None:
        """Of the lines below the one item told last, those of some numbers (它底下第二小条呢)."""
        query = self.last.answer.query
        if (
            query is None
            or query.task != "place"
            or len(query.places) != 1
            or not _LINES.search(self.cut.text)
        ):
            return None
        below = self.known.tree.children.get(query.places[0], ())
        chosen = [i for n in said.numbers if (i := pick(below, n)) is not None]
        return self._of_places(tuple(dict.fromkeys(chosen)), said, asks=asks) if chosen else None

    def _of_siblings(self, said: Numbered, *, asks: bool) -> str | None:
        """Of the list that the one item told last stands in, those of some numbers (最后一条是啥 || 那第一条呢)."""
        query = self.last.answer.query
        if query is None or query.task != "place" or len(query.places) != 1:
            return None
        place = self.known.tree.clauses.get(query.places[0])
        told = len(set(listed(self.last.answer))) > 1 and not _CHOSEN.match(self.before)
        if place is None or told or _OF_TEXT.search(self.cut.text):
            return None
        beside = self.siblings(place)
        chosen = [i for n in said.numbers if (i := pick(beside, n)) is not None]
        return self._of_places(tuple(dict.fromkeys(chosen)), said, asks=asks) if chosen else None

    def asked_for(self, places: tuple[str, ...]) -> str:
        """The question for what some clauses say."""
        return self._say_of(places)

    def _of_listed(self, said: Numbered, *, asks: bool) -> str | None:
        """Of the sentences told last, the clauses of those of some numbers, or what is asked of them."""
        places = listed(self.last.answer)
        chosen = [p for n in said.numbers if (p := pick(places, n)) is not None] if len(places) > 1 else []
        return self._of_places(tuple(dict.fromkeys(chosen)), said, asks=asks) if chosen else None

    def _in_asked_order(self, rows: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        """Rows in the order in which the earlier question names each by its whole name; as told where it does not."""
        asked = fold_known(self.before)
        at = {row.id: asked.find(fold_known(full_name(row))) for row in rows}
        named = len(set(at.values())) == len(rows) and min(at.values(), default=-1) >= 0
        return tuple(sorted(rows, key=lambda row: at[row.id])) if named else rows

    def _of_rows(self, said: Numbered, *, asks: bool) -> str | None:
        rows = self._in_asked_order(rows_of(self.last.answer, self.known))
        chosen = [row for n in said.numbers if (row := pick(rows, n)) is not None]
        if not chosen:
            return None
        return self._put_for(said, self._names(chosen, self.cut.lang)) if asks else self._asked_of(chosen)

    def _of_places(self, places: tuple[str, ...], said: Numbered, *, asks: bool) -> str:
        clauses = self.known.tree.clauses
        if asks:
            return self._put_for(said, self._called(clauses[places[0]], self.cut.lang))
        lines = all(
            clauses[place].kind == "target" for place in places
        )  # a measure says more than its figure
        rows = [row for row in self.known.rows.values() if row.clause_id in places and row.value is not None]
        if lines and len(rows) == len(places) and {row.clause_id for row in rows} == set(places):
            return self._asked_of(rows)
        return self._say_of(places)

    def _put_for(self, said: Numbered, subject: str) -> str:
        """The follow-up with a subject in the place of its numbers."""
        shown, start = self.cut.shown, min(self._start(), said.start)
        before = shown[start : said.start].strip(STOPS)
        behind = shown[said.end :].strip().lstrip("，,、")
        mark = "，" if self.cut.lang == "zh" and not before and len(subject) > 8 else ""
        return tidy(f"{before}{spaced(subject, self.cut.lang)}{mark}{behind}", self.cut.lang)

    def _called(self, clause: Clause, lang: Language) -> str:
        """A clause by its title, or by its words where it has none."""
        gloss = self.known.titles.get(clause.id, "") if lang == "en" else ""
        return gloss or clause.title or bare(clause.text.strip("— "))[:_LONGEST_NAME]

    def _say_of(self, places: tuple[str, ...]) -> str:
        """The question for what clauses say, by their ids."""
        if self.cut.lang == "en":
            return "What does " + " and ".join(f"clause {place}" for place in places) + " say?"
        if len(places) == 1:
            return f"{places[0]}写了什么？"
        return (
            "、".join(f"第{place}条" if place.replace(".", "").isdigit() else place for place in places)
            + "写了什么？"
        )

    def _chosen_by_name(self) -> str | None:
        """The one of the choices offered last that has what the follow-up names (听力的)."""
        offered = next((t.answer.suggestions for t in self.turns[:3] if t.answer.status == "clarify"), ())
        body = self.zones.body
        if not offered or not body or self._asking(body):
            return None
        said = self.cut.text[body[0].start : body[-1].end].removesuffix("的").removeprefix("the ")
        fitting = [question for question in offered if said in fold(question)]
        return fitting[0] if len(fitting) == 1 and len(said) > 1 else None

    def _meant_of_told(self) -> str | None:
        """The one of the clauses told last that a correction means by a piece of it (不是总体布局那个，是儿童保护的)."""
        body, answer = self.zones.body, self.last.answer
        if not (self.zones.corrects and body) or self.cut.lang == "en" or rows_of(answer, self.known):
            return None
        whole = re.split(r"[，,；;]", self.cut.text[body[0].start :].strip(STOPS + "？?。"))[-1]
        said = _I_MEAN.sub("", _THAT_ONE.sub("", whole))
        if not _THAT_ONE.search(whole) or not _PIECE.fullmatch(said):
            return None
        clauses = self.known.tree.clauses
        quotes: dict[str, str] = {}
        for citation in answer.citations:
            if citation.clause_id in clauses:
                quotes.setdefault(citation.clause_id, clauses[citation.clause_id].title)
                quotes[citation.clause_id] += citation.quote
        fitting = [i for i, text in quotes.items() if said in fold_known(text)]
        return self._say_of((fitting[0],)) if len(fitting) == 1 and len(quotes) > 1 else None

    def _asked_of(self, rows: list[Indicator]) -> str:
        lang = language_of(self.before)
        name = self._names(rows, lang)
        if lang == "en":
            return f"What is the target for the {name}?"
        return f"{name}的目标是多少？"
