"""Another piece for the same question (那初中生呢): in the place of the piece of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.aged import ages_of, of_age
from assistant.conversation.context import Context, rows_of
from assistant.conversation.texts import adjoining, any_unit, before_end, joined, swap
from assistant.conversation.words import STOPS, Cut, Token, asks
from assistant.lexicon import fold_known, shared_name
from assistant.numerals import ENGLISH_NUMBERS, find_quantities, sided
from assistant.patterns import lazy
from assistant.question import understand
from assistant.records import Indicator
from assistant.wording import full_name

# Who is asked for, before what is done.
_WHO = lazy(
    r"(?:是由|是归|由|归|让|是)?(?:谁|哪[一个几些]?[个家]?(?:部门|单位|机构|机关|组织|局|委|家))(?:来|去)?(?=[\u4e00-\u9fff])"
)
# Kinds of schools and places, by which those are called who go there or live there.
_KIND_OF_PLACE = lazy(
    r"(?:幼儿园|托[班儿]所?|托育机构|[大中小]学|[大中小]班|学前班|大专|中专|职高|技校|高校|特校|特殊学校|乡镇|镇上?|街道|县城|县里|市区|郊区|城里|牧区|林区)(?:里|的)?"
)
_ASKED_INSIDE = lazy(r"(?:几|多少|多长|多久).*$")
_PER = lazy(r"每[一百千万]*[名个位所]?(?:儿童|人口|人|[\u4e00-\u9fff]{2})")


# What a rate measures, at the end of its name: 入学率, 筛查率.
_MEASURE = lazy(r"[\u4e00-\u9fff]{2}率$")
# How often something is done: another thing done takes its place (多久监测一次 || 评估呢).
_HOW_OFTEN = lazy(
    r"(?:多久|多长时间|几个?[年月天周]|隔多久)(?:要|得|会|就)?(?P<done>[\u4e00-\u9fff]{2})一[次回]"
)
# What the last follow-up was about, before what it asked of it.
_WHOSE = lazy(r"(?:那么?|然后|还有)?(?P<whose>[\u4e00-\u9fff]{2,8}?)的(?=[谁由归哪怎咋啥什几多要有])")
_NUMBER_CALLED = lazy(r"(?<![0-9.])[0-9]{3,5}(?![0-9.%‰年])")
_AS_WORD = lazy(r"(?:(?:这|那)?[一两俩二三仨四五六七八]个?字|(?:这|那)个?词儿?|字样|一词)$")
# Other clauses to be looked through (那目标里呢).
_CLAUSES = lazy(r"(?P<kind>(?:主要)?目标|(?:策略)?措施|条款|原则)(?:里头?|里面|中|上)?")
_CLAUSE = lazy(r"(?:主要)?目标|(?:策略)?措施|条款|原则")
_QUANTITIES = ("率", "数", "比例", "水平", "时间", "时长", "覆盖", "筛查", "床位")


def _of_people(text: str, people: list[str]) -> str:
    """An English question without those of whom it is asked (target for kids under 5)."""
    for said in people:
        text = text.replace(f" for {said}", "").replace(f" of {said}", "").replace(f" among {said}", "")
    return text


ALIKE = 3  # characters in a row that two names for the same measure share


def _alike(name: str, other: str) -> int:
    """The most characters in a row that two names share, but for the measure at their ends."""
    spans = ((a, b) for a in range(len(name)) for b in range(a + 1, len(name) + 1))
    return max((b - a for a, b in spans if name[a:b] in other), default=0)


class Replacing(Context):
    """Puts pieces of a follow-up into the earlier question."""

    def _replaced(self, pieces: Iterable[Token]) -> str | None:
        """The earlier question with each piece in the place of what is of its kind."""
        text = self.before
        for piece in pieces:
            cut = Cut.of(text, self.known)
            put = self._put_word(piece, cut) or _PUT[piece.kind](self, piece, cut)
            if put is None:
                return None
            text = put
        return text

    def _rows_asked(self, text: str) -> list[Indicator]:
        """The rows that a question names, of the people whom it is about."""
        query = understand(text, self.known.catalog)
        named = (row for row in self.known.rows.values() if row.name in query.names)
        return [row for row in named if not query.populations or row.population in query.populations]

    def _put_word(self, piece: Token, cut: Cut) -> str | None:
        """Another word that clauses are to hold for the one before (共青团呢 after 写到少先队的措施), or other clauses (那目标里呢)."""
        query = self.last.answer.query
        table = query.table if query is not None else None
        if table is None or table.source != "clauses" or len(table.words) != 1:
            return None
        said, word = self.cut.said(piece).removesuffix("的"), table.words[0]
        if piece.kind not in ("gap", "people", "name") or word not in cut.shown:
            return None
        if kind := _CLAUSES.fullmatch(said):
            return _CLAUSE.sub(kind["kind"], cut.shown, count=1)
        said = _AS_WORD.sub("", said).strip('“”「」"')
        return cut.shown.replace(word, said, 1)

    def _put_year(self, piece: Token, cut: Cut) -> str:
        return self._put_beside(piece, cut, ("year",), " in {}")

    def _put_place(self, piece: Token, cut: Cut) -> str:
        return self._put_beside(piece, cut, ("place",), " in {}")

    def _put_domain(self, piece: Token, cut: Cut) -> str:
        return self._put_beside(piece, cut, ("domain",), " in {}")

    def _put_figure(self, piece: Token, cut: Cut) -> str:
        number = _NUMBER_CALLED.search(cut.shown) if _NUMBER_CALLED.fullmatch(piece.text) else None
        if number:
            return (
                cut.shown[: number.start()] + piece.text + cut.shown[number.end() :]
            )  # 12345是干啥的 || 110呢
        return self._put_beside(piece, cut, ("figure",), " {}")

    def _put_beside(self, piece: Token, cut: Cut, kinds: tuple[str, ...], en: str) -> str:
        """In the place of pieces of the same kind; where there is none, before (Chinese) or after (English) all else."""
        said = self.cut.said(piece).removesuffix("'s")
        old = cut.of_kind(*kinds)
        if old:
            return swap(cut, old, said)
        if cut.lang == "en":
            return before_end(cut.shown, en.format(said))
        return said + cut.shown

    def _put_kin(self, piece: Token, cut: Cut) -> str | None:
        """The one row of the same measure that is about the piece (入学率 of 残疾儿童, 筛查率 of 听力), for the old name."""
        names = [t for t in cut.of_kind("name") if t.mention]
        measures = {
            tail
            for token in names
            for row in self._rows_named(token)
            if (tail := _MEASURE.search(row.name)) and self._forms(piece)
        }
        query = self.last.answer.query
        if len(names) != 1 or not measures or query is None or query.task == "clause":
            return None
        tails = tuple({tail.group() for tail in measures})
        alike = [row for row in self.known.rows.values() if row.name.endswith(tails)]
        fitting = [row for row in alike if any(form in full_name(row) for form in self._forms(piece))]
        words = self._words_inside(piece)
        fitting = fitting or [row for row in alike if words and all(w in full_name(row) for w in words)]
        fitting = fitting or self._named_alike(piece, self._rows_named(names[0]))
        if len(fitting) != 1 or fitting[0] in self._rows_named(names[0]):
            return None
        beside = adjoining(cut, names[0], cut.of_kind("people", "age"))
        return swap(cut, [names[0], *beside], self._names(fitting, cut.lang))

    def _named_alike(self, piece: Token, old: list[Indicator]) -> list[Indicator]:
        """The rows with a piece in their names, which else are called much as the old one is (学前教育毛入园率 beside 高中阶段教育毛入学率)."""
        forms, shared = self._forms(piece), {shared_name(row) for row in old}
        rows = [row for row in self.known.rows.values() if any(form in full_name(row) for form in forms)]
        return [row for row in rows if any(_alike(shared_name(row), name) >= ALIKE for name in shared)]

    def _put_ending(self, piece: Token, cut: Cut) -> str | None:
        """An English name that ends as the old one does (disease screening for newborn hearing screening), where one row is called so."""
        names = cut.of_kind("name")
        if cut.lang != "en" or self.cut.lang != "en" or len(names) != 1:
            return None
        old, new = names[0].text.split(), piece.text.split()
        if not 1 < len(new) < len(old) or old[-1] != new[-1]:
            return None
        said = " ".join((*old[: -len(new)], *new))
        return swap(cut, names, said) if len(understand(said, self.known.catalog).names) == 1 else None

    def _told_of(self, piece: Token) -> Indicator | None:
        """The one row of other people that measures what the row told does; None where several or none were told."""
        told = rows_of(self.last.answer, self.known)
        if len(told) != 1 or told[0].population is None:
            return None
        people, shared = self._populations(piece), shared_name(told[0])
        alike = [row for row in self.known.rows.values() if shared_name(row) == shared and row != told[0]]
        found = [row for row in alike if self._is_of(row, piece, people)]
        found = found or self._measured_alike({shared}, piece, people)
        return found[0] if len(found) == 1 else None

    def _measured_alike(self, names: set[str], piece: Token, people: tuple[str, ...]) -> list[Indicator]:
        """The one row of other people that measures what the old one does under another name (健康管理率 after 系统管理率)."""
        tails = tuple({tail.group() for name in names if (tail := _MEASURE.search(name))})
        found = [
            row
            for row in self.known.rows.values()
            if tails and row.name.endswith(tails) and self._is_of(row, piece, people)
        ]
        return found if len(found) == 1 else []

    def _words_inside(self, piece: Token) -> tuple[str, ...]:
        """The words of a longer piece (残疾儿童上义务教育的), each of which stands in a row's name."""
        inside = [t for t in self.cut.tokens if piece.start <= t.start and t.end <= piece.end]
        words = tuple(
            t.text for t in inside if t.kind in ("people", "gap", "name", "noun") and len(t.text) > 1
        )
        return words if len(words) > 1 and self.cut.lang == "zh" else ()

    def _forms(self, piece: Token) -> tuple[str, ...]:
        """The plan's words for a piece of two characters or more."""
        text = piece.text.removesuffix("的")
        if self.cut.lang == "zh":
            return (text,) if len(text) > 1 else ()
        words = self.known.matter_words
        return tuple(form for _, _, forms in words.english.found(text, words.is_common) for form in forms)

    def _put_people(self, piece: Token, cut: Cut) -> str:
        """People for people, also where a name holds them (小学生近视率)."""
        said = self._people_said(piece, cut)
        old = cut.of_kind("people", "age")
        names = [t for t in cut.of_kind("name") if t.mention]
        inside = [
            (t, rows) for t in names if (rows := self._rows_named(t)) and any(r.population for r in rows)
        ]
        if inside:
            token, rows = inside[0]
            people = self._populations(piece)
            shared = {shared_name(row) for row in rows}
            fitting = [
                r
                for r in self.known.rows.values()
                if shared_name(r) in shared and self._is_of(r, piece, people)
            ]
            exact = (
                any(row.name != shared_name(row) and row.name == token.text for row in rows) or len(rows) == 1
            )
            beside = [t for t in old if t.end <= token.start or t.start >= token.end]
            fitting = fitting or self._measured_alike(shared, piece, people)
            if fitting and (exact or not beside):
                new = self._names(fitting[:1], cut.lang)
                return swap(cut, [token, *adjoining(cut, token, beside)], new)
            if beside:
                return swap(cut, beside, said)
            if exact or (len(rows) == 1):
                tail = (
                    self.known.glosses.get(next(iter(shared)), token.text)
                    if cut.lang == "en"
                    else next(iter(shared))
                )
                return swap(cut, [token], f"{tail} of {said}" if cut.lang == "en" else said + tail)
        if of_same := self._put_kin(piece, cut) or self._put_ending(piece, cut):
            return of_same
        if old and not names and (row := self._told_of(piece)) is not None:
            name = self._names((row,), cut.lang)
            return f"What is the target for the {name}?" if cut.lang == "en" else f"{name}的目标是多少？"
        if old:
            before = [t for t in cut.of_kind("gap") if t.end == old[0].start and cut.lang == "zh"]
            return swap(cut, [*before, *old], said)
        if names:
            token = names[0]
            held = self._people_in(token)
            if held and cut.lang == "zh":
                return cut.shown[: token.start] + said + cut.shown[token.start + held :]
            if cut.lang == "en":
                return f"{cut.shown[: token.end]} of {said}{cut.shown[token.end :]}"
            return cut.shown[: token.start] + said + cut.shown[token.start :]
        return self._put_gap(piece, cut)

    def _people_in(self, name: Token) -> int:
        """How many characters of people a name begins with (农村自来水普及率)."""
        entries = self.known.catalog.lexicon.entries
        lengths = range(min(8, len(name.text) - 1), 1, -1)
        return next(
            (n for n in lengths if any(e.kind == "population" for e in entries.get(name.text[:n], ()))), 0
        )

    def _people_said(self, piece: Token, cut: Cut) -> str:
        """People in the words of the follow-up, or in the language of the earlier question."""
        said = self.cut.said(piece).removesuffix("的")
        if cut.lang == self.cut.lang:
            return said
        people = self._populations(piece)
        if cut.lang == "zh":
            return people[0] if people else said
        return next((g for p in people if (g := self.known.glosses.get(p))), said)

    def _populations(self, piece: Token) -> tuple[str, ...]:
        if piece.mention:
            return piece.mention.values("population")
        said = [w.removesuffix("s") for w in piece.text.replace("-", " ").split()]  # under-fives
        number = next((w for w in said if w.isdigit() or w in ENGLISH_NUMBERS), "")
        if self.cut.lang == "en" and number:
            age = number if number.isdigit() else str(ENGLISH_NUMBERS[number])
            found = {r.population for r in self.known.rows.values() if r.population}
            return tuple(p for p in sorted(found) if p.startswith(f"{age}岁以下"))
        return ()

    def _is_of(self, row: Indicator, piece: Token, people: tuple[str, ...]) -> bool:
        if row.population is None:
            return False
        if row.population in people:
            return True
        said = [age for age in sided(find_quantities(piece.text), piece.text) if age.unit]
        told = ages_of(row)
        as_many = len({age.value for age in said}) == len({age.value for age in told}) > 0
        return piece.kind == "age" and as_many and all(any(of_age(age, own) for own in told) for age in said)

    def _put_name(self, piece: Token, cut: Cut) -> str:
        """A name for a name; people beside the old one stay only where the new one is told of them."""
        said = self.cut.said(piece)
        rows = self._rows_named(piece)
        own = self.cut.of_kind("people", "age") if len(rows) > 1 else ()
        of_own = [r for r in rows if any(self._is_of(r, who, self._populations(who)) for who in own)]
        if len(of_own) == 1:  # 高中生近视率呢: of the people that stand beside the name
            rows, said = of_own, self._names(of_own, cut.lang)
        elif cut.lang != self.cut.lang and rows:
            said = self._names(rows[:1], cut.lang)
        names = cut.of_kind("name")
        if not names:
            return any_unit(self._put_core(said, cut))
        token = names[0]
        people = {p for t in cut.of_kind("people") if t.mention for p in t.mention.values("population")}
        old_rows = self._rows_named(token)
        if len({r.population for r in old_rows}) == 1 and old_rows[0].population and not people:
            kept = [r for r in rows if r.population == old_rows[0].population]
            if kept and len(rows) > 1:
                said = self._names(kept[:1], cut.lang)
        beside = [] if any(r.population in people for r in rows) else list(cut.of_kind("people", "age"))
        if len(names) > 1 and (cut.of_kind("compare") or not joined(cut, names)):
            return swap(cut, names[-1:], said)
        if asked := _ASKED_INSIDE.search(token.text):  # a name that asks itself (睡几个小时)
            said += asked.group()
        text = swap(cut, [*names, *adjoining(cut, token, beside)], said)
        if cut.lang == "en" and beside and rows:
            text = _of_people(text, [cut.said(t) for t in beside])
        per = rows[0].per if rows else None
        found = _PER.search(text)
        if (
            rows
            and found
            and (
                not per
                or fold_known(per).replace("名", "") not in fold_known(found.group()).replace("名", "")
            )
        ):
            text = text[: found.start()] + text[found.end() :]
        return any_unit(text) if not asked else text

    def _put_as_people(self, said: str, cut: Cut) -> str | None:
        """For the people in a name (幼儿园近视率 for 小学生近视率), where what is said names no quantity itself."""
        token = next((t for t in cut.of_kind("name") if t.mention), None)
        rows = self._rows_named(token) if token is not None else []
        held = (
            len(rows) == 1
            and rows[0].population
            and token is not None
            and token.text == fold_known(full_name(rows[0]))
        )
        if token is None or not held or said.endswith(_QUANTITIES):
            return None
        return swap(cut, [token], said + shared_name(rows[0]))

    def _put_as_last(self, said: str, cut: Cut) -> str | None:
        """For what the last follow-up brought in the same form (年度的谁牵头 || 中期的呢), beside its subject unless it tells the matter itself."""
        last = _WHOSE.match(self.last.question)
        if last is None or last["whose"] not in cut.shown or last["whose"] == said:
            return None
        index, words = self.known.clause_index, self.known.clause_index.to_words(said)
        own = any(index.occurrences.is_rare(word) and word in self.known.catalog.vocabulary for word in words)
        text = self.last.question[last.start("whose") :] if own else cut.shown
        at = text.rfind(last["whose"])
        return text[:at] + said + text[at + len(last["whose"]) :]

    def _put_gap(self, piece: Token, cut: Cut) -> str:
        """A subject that no dictionary has: for one of the same kind (…儿童), else for the earlier subject."""
        if piece.slot == "body" and (put := self._put_body(piece, cut)):
            return put
        if of_same := self._put_kin(piece, cut):
            return of_same
        said = self.cut.said(piece).removesuffix("的")
        if put := self._put_for_people(piece, said, cut):
            return put
        if (often := _HOW_OFTEN.search(cut.shown)) and len(said) == len(often["done"]):
            return cut.shown[: often.start("done")] + said + cut.shown[often.end("done") :]
        if cut.lang == "zh":
            whose = self.cut.said(piece).endswith("的") or self.cut.text[piece.end :].startswith("的")
            if whose and (put := self._put_as_people(said, cut) or self._put_as_last(said, cut)):
                return put
            for length in range(min(4, len(said) - 1), 1, -1):
                kin = [
                    t
                    for t in cut.tokens
                    if not asks(t) and t.kind != "verb" and t.text.endswith(said[-length:])
                ]
                if kin:
                    return swap(cut, kin[:1], said)
        return self._put_core(said, cut)

    def _put_for_people(self, piece: Token, said: str, cut: Cut) -> str | None:
        """Those of a kind of school or place (幼儿园呢), or for whom (and for teachers), in the place of the people of a row."""
        names = [t for t in cut.of_kind("name") if t.mention]
        if len(names) != 1 or not any(row.population for row in self._rows_named(names[0])):
            return None
        people = cut.of_kind("people", "age")
        if cut.lang == "en":
            of_people = self.cut.text[: piece.start].endswith("for ") and people
            return swap(cut, people, said) if of_people else None
        if not _KIND_OF_PLACE.fullmatch(said):
            return None
        if people:
            return swap(cut, people, said)
        return self._put_as_people(said, cut)

    def _put_body(self, piece: Token, cut: Cut) -> str | None:
        """A body for a body; where it is asked who does something, whether that one does (评估组谁牵头 || 财政局呢)."""
        bodies = [t for t in cut.tokens if t.slot == "body"]
        is_led = piece.text.endswith("组")  # a group is itself led by somebody
        alike = any(t.text[-1] == piece.text[-1] for t in bodies)
        if not (is_led or alike) and (put := self.put_claim(piece)):
            return put
        return swap(cut, bodies, self.cut.said(piece)) if len(bodies) == 1 else None

    def put_claim(self, body: Token) -> str | None:
        """Whether a body does what the earlier question asks who does."""
        cut = self.earlier
        who = _WHO.search(cut.shown) if cut.lang == "zh" else None
        if who is None:
            return None
        asked = f"{cut.shown[: who.start()]}由{self.cut.said(body)}{cut.shown[who.end() :]}"
        return f"{asked.rstrip(STOPS + '呢啊呀的')}吗？"

    def _put_core(self, said: str, cut: Cut) -> str:
        """In the place of the earlier subject; what is done to it (预防…) stays."""
        span = self._core_span(cut)
        if span is None:
            return said + cut.shown if cut.lang == "zh" else before_end(cut.shown, f" for {said}")
        start, end = span
        inside = [t for t in cut.tokens if start <= t.start and t.end <= end]
        while len(inside) > 1 and inside[0].kind == "verb":
            said = said.removeprefix(inside.pop(0).text)  # 防火灾呢 after 防溺水
        return cut.shown[: inside[0].start] + said + cut.shown[end:]


_PUT: dict[str, Callable[[Replacing, Token, Cut], str | None]] = {
    "name": Replacing._put_name,
    "gap": Replacing._put_gap,
    "people": Replacing._put_people,
    "age": Replacing._put_people,
    "year": Replacing._put_year,
    "place": Replacing._put_place,
    "domain": Replacing._put_domain,
    "figure": Replacing._put_figure,
}
