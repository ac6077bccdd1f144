"""Names and people of a question → rows, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.lexicon import Mention, fold_known, shared_name, stem
from assistant.numerals import find_quantities
from assistant.patterns import compiled, lazy
from assistant.records import Indicator
from assistant.tabular.filters import Filtered
from assistant.tabular.slots import Slot, Span, blank
from assistant.tabular.spoken import CONTRAST
from assistant.tagging import is_word, pos_tags, segment

_CONTENT = lazy(r"[\u3400-\u9fff]+|[a-z]+(?:['-][a-z]+)*")
_COUNTED = lazy(
    r"[一二两三四五六七八九十0-9]+(?:个|项|条|类|种|所|位)?(?=大?领域|小数)|[一二两三四五六七八九十0-9]+(?=[个项条类种所])"
)
_JOINING = lazy(r"[加和跟与及、同]")
PLUS = lazy(
    r"再?加上|外加|(?<=[\u3400-\u9fff\n])(?<![增更附添])加(?=[\u3400-\u9fff\n])(?![强快大重入速班深])|\bplus\b"
)  # A加上B
_EACH_ONE = lazy(r"每一?[所个家名位间座处](?:的)?([\u3400-\u9fff]{3,8})")
_PER_SO_MANY = lazy(r"每(?:[一十百千万0-9]+)?[名个位人]?$|\bper (?:[a-z0-9,]+ )?$")
_BRACKETS = lazy(r"[()]")
_BEFORE_ASIDE = lazy(r"[\u3400-\u9fff]\(([^()]*)\)")  # 乡(镇)卫生院: 镇卫生院
_ASIDE = lazy(r"\([^()]*\)")


_QUANTITY = lazy(r"(?:率|指数|比例|比重|人数|人口|数量|总量|面积|收入|工资|经费|金额|价格|寿命)$")
_QUANTITY_AHEAD = lazy(r"率|指数|比重|人数|比例")
# Tags of jieba's dictionary: what names a thing, a body, a place or people; what makes a name another one.
_PARTICLE = lazy(r"[的呢吧啊呀嘛，,。；;：:？?！! 这那个事儿方面]")
_BEFORE_VERB = lazy(
    r"\b(?:can|could|will|would|should|must|may|might|please|let|let's|i|we|you|they|he|she|who|need to|want to|like to|have to"
    r"|trying to|able to|going to|help me|to be|(?:supposed|required|expected|asked|obliged|meant|allowed|needed) to)(?: (?:not|also|just|only|all|first|quickly))? $"
)
# does the welfare domain promise …
_AFTER_SUBJECT = lazy(
    r"\b(?:do|does|did|will|can|could|should|must)\b[a-z ,'-]{0,40}\b(?:domain|plan|area|section|chapter|field|parents|families|schools|city|government|it|they) $"
)
_BE = lazy(r"\b(?:is|are|be|was|were|been|being|get|gets|got)(?: (?:not|all|each|only|also))? $")
_PARTICIPLE = lazy(r"(?:ed|en|wn|ept|ut|ought|ound|old)$")
_JOINED = lazy(r"[和与及或、跟同\n]")
_NOUNS = ("n", "j", "s")
_NO_NOUN_BEFORE = ("v", "p", "d", "r")
_NO_NOUN_BEHIND = ("v", "k", "u", "y", "d", "p", "r")
_ATTRIBUTES = ("b", "vn", "an", "l", "i", "a", "f")


_WHOSE = frozenset({"人群", "群体", "对象", "年龄段", "年龄组", "学段", "年级", "阶段"})
_DONE = lazy(
    r"(?:都|均|皆|要|需要?|得|必须|应当?|会|进行|开展)*(?![都均皆要需得])(?P<what>[\u3400-\u9fff]{2,5})的"
)
_AGE = lazy(r"[0-9]+(?:至[0-9]+)?(?:个月|周岁|岁|月龄)(?:以下|以内|内)?")


def is_aged(population: str | None, groups: Collection[str]) -> bool:
    """Whether a population is a group at some age (6个月内婴儿 of 婴儿); 儿童 are all, and narrow nothing."""
    age = _AGE.match(population or "")
    group = (population or "")[age.end() :] if age else ""
    return group != "儿童" and group in groups


@dataclass(frozen=True, slots=True)
class Sought:
    """The plan's words for a piece of a name, and the groups of people one of whose names ends with it."""

    words: tuple[str, ...]
    people: frozenset[str]


class Reading(Filtered):
    """A question with the rows that its names lead to."""

    def sought(self, piece: str) -> Sought:
        """What a piece of a name is looked for by; it is looked for in the name of every row."""
        known = self._sought.get(piece)
        if known is None:
            groups = self.catalog.lexicon.people.items()
            people = frozenset(group for group, words in groups if any(w.endswith(piece) for w in words))
            known = self._sought[piece] = Sought(self.table.plan_words(piece), people)
        return known

    @cached_property
    def _sought(self) -> dict[str, Sought]:
        return {}

    @cached_property
    def named_pieces(self) -> tuple[str, ...]:
        """Quoted pieces of names (“普及率”)."""
        quoted = (
            q
            for start, _, q in self.quotes
            if (len(q) > 1 or self._is_in_name(q)) and not self.is_unnamed(start)
        )
        return self._in_names(quoted)

    @cached_property
    def unnamed_pieces(self) -> tuple[str, ...]:
        """Quoted pieces that names are said not to hold (名称不带“率”的)."""
        quoted = (q for start, _, q in self.quotes if self.is_unnamed(start))
        return tuple(q for q in quoted if any(q in name for name in self.table.names.values()))

    def _in_names(self, quoted: Iterable[str]) -> tuple[str, ...]:
        """Those of some quotes that are pieces of names, and nothing else of the table."""
        return tuple(
            q
            for q in quoted
            if any(q in name for name in self.table.names.values())
            and q not in self.table.goals
            and q not in self.table.words.entries
            and q not in self.table.verbs
        )

    def _is_in_name(self, quote: str) -> bool:
        """Whether a single character is said to stand in names (叫“率”的)."""
        held = sum(quote in name for name in self.table.names.values())
        return held > 1 and quote not in self.table.units

    @cached_property
    def begun(self) -> tuple[str, ...]:
        """Words that titles begin with: quoted beside the word that says so, else the run that stands there."""
        of_rows = bool(self.nouns & {"indicator", "aim"}) and not self.nouns & {"measure", "goal", "clause"}
        words = [word for s in self.slots if s.slot == "begin" and (word := self._beside(s))]
        return tuple(w for w in words if not (of_rows and w.startswith(self.table.verbs)))  # “降至”打头的目标

    def _beside(self, slot: Slot) -> str:
        quoted = [(s, e, q) for s, e, q in self.quotes if 0 <= slot.start - e <= 2 or 0 <= s - slot.end <= 2]
        if quoted:
            word = quoted[0][2]
        elif self.lang == "en":
            run = re.match(r" ?([a-z-]+|[\u3400-\u9fff]{1,8})", self.text[slot.end :])
            word = run.group(1) if run else ""
        else:
            run = re.search(r"(?:以|用|拿|由|是|凡)([\u3400-\u9fff]{2,8})$", self.text[: slot.start])
            word = run.group(1) if run else ""
            if run:
                self.spans.append(run.span(1))
        return "" if set(word) <= set("—-") else word

    @cached_property
    def titled_words(self) -> tuple[str, ...]:
        """Words that titles hold (标题里带“网络”的措施)."""
        if not self.of("title") or self.begun or not (self.of("mention") or self.of("named") or self.quotes):
            return ()
        title = next(s for s in self.slots if s.slot == "title")
        quoted = [q for s, _, q in self.quotes if s >= title.end and self.part(s) == self.part(title.start)]
        return tuple(q for q in quoted if q not in self.table.words.entries or len(q) > 1)

    @cached_property
    def rows(self) -> tuple[Indicator, ...]:
        """Rows that names and people lead to; empty where none are named."""
        return tuple(row for row in self.catalog.rows if row.id in self._ids)

    @cached_property
    def _ids(self) -> frozenset[str]:
        exact, wide, kin = self._by_name()
        if self.people:
            shared = {shared_name(row) for row in (*exact, *wide) if row.population}
            more = [r for r in self.catalog.rows if shared_name(r) in shared and r not in wide]
            fitting = [r for r in (*wide, *kin, *more) if any(self.is_about(r, m) for m in self.people)]
            lost = {shared_name(r) for r in wide} - {shared_name(r) for r in fitting}
            apart = [m for m in self.named if not any(self.leads_to(m, r) for r in fitting)]
            lone = [r for r in wide if shared_name(r) in lost]
            if self.lang != "en":  # whose words lead to the rows of all names together
                lone = [r for r in lone if any(self.leads_to(m, r) for m in apart)]
            elif fitting and len(self.named) == 1 and not self._by_english_words(lost):
                lone = []  # newborn screening rates: not the prenatal one, which nothing else says
            wide = fitting + lone
        else:
            wide += kin
        if "stage" in self.nouns and wide:
            wide = [
                r
                for r in wide
                if r.population and r.population.endswith("生") and r.population in self.pupils
            ]
        ids = {row.id for row in (*exact, *wide)}
        if self.lang == "en" and ids:
            ids |= {row.id for row in self._by_english_words({shared_name(r) for r in (*exact, *wide)})}
        return frozenset(ids)

    @cached_property
    def pupils(self) -> frozenset[str]:
        """People that the lexicon knows by a stage of schooling, and are no wider group."""
        return frozenset(p for p in self.catalog.lexicon.people if re.match(r"小学|初中|高中", p))

    def _by_name(self) -> tuple[list[Indicator], list[Indicator], list[Indicator]]:
        """Rows of full names, rows of names that several share, and rows whose names end with such a name."""
        exact: dict[str, Indicator] = {}
        wide: dict[str, Indicator] = {}
        kin: dict[str, Indicator] = {}
        many, pers = bool(self._lists), self.pers
        for mention in self.named:
            names = mention.values("alias")
            led = {r.id: r for r in self.catalog.rows if r.name in names or shared_name(r) in names}
            exact |= {i: r for i, r in led.items() if r.name in names and r.name != shared_name(r)}
            fitting = {i: r for i, r in led.items() if r.per in pers}
            wide |= {i: r for i, r in (fitting or led).items() if i not in exact}
            about = many and len(mention.text) > 1 and bool(self.of("mention"))
            for row in self.catalog.rows if about or (many and mention.text in names) else ():
                if row.id not in led and (
                    row.name.endswith(mention.text) or (about and mention.text in row.name)
                ):
                    kin[row.id] = row
        return list(exact.values()), list(wide.values()), list(kin.values())

    def leads_to(self, mention: Mention, row: Indicator) -> bool:
        """Whether a name stands for a row."""
        return bool({row.name, shared_name(row)} & set(mention.values("alias")))

    @property
    def _lists(self) -> bool:
        """Whether rows whose names only end with a shared name (死亡率) are asked for, too."""
        return bool(
            self.asks or self.of("top") or self.of("sort") or self.of("op") or "indicator" in self.nouns
        )

    @property
    def about_somebody(self) -> bool:
        """Whether people are named whom some row is about; the plan may have none for others (留守儿童)."""
        return any(self.is_about(row, people) for row in self.catalog.rows for people in self.people)

    def is_about(self, row: Indicator, people: Mention) -> bool:
        """Whether a row is about people that are named, by its population or its name."""
        pops, name = people.values("population"), self.table.names[row.id]
        known = {s for p in pops for s in self.catalog.lexicon.people.get(p, ()) if len(s) > 1}
        wider = {s for s in known if people.text.startswith(s) and s != people.text}  # 农村 of 农村社区
        said = known - wider | {people.text}
        return (
            row.population in pops
            or is_aged(row.population, pops)
            or name.startswith(tuple(said))
            or ((len(people.text) > 3 or bool(self.of("mention"))) and people.text in name)
        )

    def _by_english_words(self, shared: set[str]) -> list[Indicator]:
        """Rows of the same name whose English name has a word of the question that no other row has."""
        stems = {stem(self.text[s:e]) for s, e in self.gaps_without_rows}
        own = self.catalog.english
        kin = [r for r in self.catalog.rows if shared_name(r) in shared]
        telling = {
            s
            for s in stems
            if any(s in own.get(r.name, ()) for r in kin) and not all(s in own.get(r.name, ()) for r in kin)
        }
        return [row for row in kin if telling & own.get(row.name, frozenset())]

    @cached_property
    def pers(self) -> tuple[str, ...]:
        """Denominators that it names (每所乡镇卫生院)."""
        found = list(self._times)
        plain = _BRACKETS.sub("", self.text)
        for per in dict.fromkeys(row.per for row in self.catalog.rows if row.per):
            folded = fold_known(per)
            forms = (_BRACKETS.sub("", folded), _ASIDE.sub("", folded), _BEFORE_ASIDE.sub(r"\1", folded))
            pieces = {p for form in forms for p in form.split("、")}
            if per.startswith("每千") and any(self.is_denominator(s) for s in self.slots if s.slot == "unit"):
                found.append(per)
                continue
            bare = {re.sub(r"^每[一-龥]?|^每", "", piece) for piece in pieces}
            hits = [piece for piece in bare if len(piece) > 2 and piece in plain] or self._ends_of(bare)
            if hits:
                found.append(per)
                self.spans += [m.span() for hit in hits for m in compiled(re.escape(hit)).finditer(self.text)]
        return tuple(found)

    def _ends_of(self, pieces: set[str]) -> list[str]:
        """What is named behind "each" by the end of its name alone (每所卫生院: 乡镇卫生院)."""
        runs = [m.group(1) for m in _EACH_ONE.finditer(self.plain)]
        ends = (run[:size] for run in runs for size in range(len(run), 2, -1))
        return [end for end in ends if any(piece.endswith(end) for piece in pieces)][:1]

    def is_counted_by(self, people: Mention) -> bool:
        """Whether people only say by whom is counted (每千名老年人的指标)."""
        before = self.text[: people.start]
        return bool(self.pers and _PER_SO_MANY.search(before)) and any(
            people.text in per for per in self.pers
        )

    @property
    def _times(self) -> tuple[str, ...]:
        """How often (每年, 每天), where it says which rows are asked for, and not how often something is to be done."""
        known = {row.per for row in self.catalog.rows}
        told = (
            bool(self.nouns & {"indicator", "aim"}) or self.demands or bool(self.of("kind") or self.of("top"))
        )
        slots = [s for s in self.slots if s.slot == "per" and not self._only_says_when(s)] if told else []
        told_of = [s.value for s in slots] + self._quoted_times
        return tuple(dict.fromkeys(v for v in told_of if v in known)) if not self.named else ()

    @property
    def _quoted_times(self) -> list[str]:
        """How often, in quotes (“每天”的要求)."""
        entries = [self.table.words.entries.get(quote) for _, _, quote in self.quotes]
        values = [found[0].value for found in entries if found]
        return [value[1] for value in values if value[0] == "per"]

    def _only_says_when(self, slot: Slot) -> bool:
        """Whether a word of time tells when something is done that no row demands (每年都要统计的指标)."""
        done = _DONE.match(self.free, slot.end)
        return done is not None and not any(verb in done.group("what") for verb in self.table.verbs)

    # --- what is left over

    @cached_property
    def gaps_without_rows(self) -> tuple[Span, ...]:
        """Spans of content that no mention, slot or figure covers."""
        covered = bytearray(len(self.text))
        spans = [(m.start, m.end) for m in (*self.words, *self.named, *self.people)]
        spans += [(s.start, s.end) for s in self.slots] + self.spans
        spans += [(q.start, q.end) for q in (*find_quantities(self.free), *self.quantities)]
        spans += [(s, e) for s, e, _ in self.quotes]
        spans += [
            (m.start - 2, m.start) for m in self.people if self.text[: m.start].endswith(("面向", "针对"))
        ]
        spans += (
            self.size_spans
            + self.nth_spans
            + self.comparative_spans
            + [m.span() for m in _COUNTED.finditer(self.text)]
            + [m.span() for m in PLUS.finditer(self.text)]
        )
        for start, end in spans:
            covered[start:end] = b"\1" * (end - start)
        rest = "".join("\n" if covered[i] else c for i, c in enumerate(self.plain))
        found = [
            self._whole_word(*span, spans) for m in _CONTENT.finditer(rest) for span in self._apart(*m.span())
        ]
        return tuple(dict.fromkeys((start, end) for start, end in found if end - start > 1))

    def _apart(self, start: int, end: int) -> list[Span]:
        """A gap, taken apart where a joining character stands between two pieces of names (指导服务加实践活动)."""
        names = " ".join(self.table.names.values())
        for match in _JOINING.finditer(self.text, start, end):
            before, behind = self.text[start : match.start()], self.text[match.end() : end]
            if min(len(before), len(behind)) > 1 and before in names and behind in names:
                return [(start, match.start()), (match.end(), end)]
        return [(start, end)]

    def _whole_word(self, start: int, end: int, spans: list[Span]) -> Span:
        """The word that a single left-over character belongs to, where only single characters cover its rest (定额)."""
        if end - start > 1 or self.lang == "en":
            return start, end
        long = [(s, e) for s, e in spans if e - s > 1]
        for low, high in segment(self.plain):
            if low <= start < high and not any(s < high and low < e for s, e in long):
                return low, high
        return start, end

    @property
    def gaps(self) -> tuple[Span, ...]:
        """The same, after domains, sections, denominators and units were found."""
        _ = (self.domains, self.sections, self.pers, self.units)
        return self.gaps_without_rows

    def parts_of(self, run: str) -> tuple[str, ...]:
        """The words of two or more characters that a run is cut into."""
        return tuple(run[low:high] for low, high in segment(run) if high - low > 1)

    def known_part(self, start: int, end: int) -> str:
        """The longest run of whole words of a gap that the plan says, or "" where there is none."""
        run = self.text[start:end]
        if run in self.catalog.vocabulary:
            return run
        words = segment(run)
        runs = [run[words[i][0] : words[j][1]] for i in range(len(words)) for j in range(i, len(words))]
        return max((r for r in runs if len(r) > 1 and r in self.catalog.vocabulary), key=len, default="")

    def is_quantity(self, word: str) -> bool:
        """Whether a word ends like the name of a quantity."""
        return bool(_QUANTITY.search(word))

    def _is_kin(self, word: str) -> bool:
        """Whether a word only says who of the asker's family is one of the people named (小学弟弟)."""
        return bool(self.people) and "relative" in self.table.templates.classes.get(word, ())

    def _is_their_kind(self, word: str) -> bool:
        """Whether a word only says what the rows are about one by one (哪个乡镇: 青石镇, 白果乡)."""
        whose = [row.population for row in self.rows if row.population]
        alike = [name for name in whose if name[-1] in word[:1] + word[-1:]]
        return len(set(whose)) > 1 and (2 * len(alike) > len(whose) or word in _WHOSE)

    def strange(self, start: int, end: int) -> tuple[str, ...]:
        """The words of a gap that may name something else than what the table has.

        In the parts that ask: nouns, and English words that are not known to say nothing. Anywhere: what ends like the
        name of a quantity. Verbs, adverbs, adjectives and the asker's story name nothing.
        """
        run = self.text[start:end]
        ahead = self.text[end : end + 2]
        if _QUANTITY.search(run) or (not run.isascii() and _QUANTITY_AHEAD.match(ahead)):
            return (run,)
        apart = self.part(start) not in self.asking and self.part(end - 1) not in self.asking
        if apart and not self.is_topic(start, end):
            return ()
        if run.isascii():
            nothing = len(run) < 3 if self.lang == "zh" else self._says_nothing(start, end)
            return () if nothing else (run,)
        if (
            end - start > 2
            and run in self.catalog.vocabulary
            and pos_tags(run)[-1].startswith((*_NOUNS, "i", "l", "x"))
        ):
            return (run,)  # 孤独症: a term of the plan, whatever its words are by themselves
        found = []
        for low, high in segment(self.plain):
            word = self.text[max(low, start) : min(high, end)]
            if (
                low < end
                and start < high
                and len(word) > 1
                and self._is_noun(max(low, start), min(high, end))
                and not self._is_their_kind(word)
                and not self._is_kin(word)
            ):
                found.append(word)
        return tuple(found)

    def _says_nothing(self, start: int, end: int) -> bool:
        """Whether an English word is no noun by its place: an adverb, a participle, a verb; or only says what is not meant."""
        word, before = self.text[start:end], self.text[:start]
        if word.endswith("ly") or any(m.start() <= start < m.end() for m in CONTRAST.finditer(self.text)):
            return True
        compared = any(s.value == "compare" and s.end + 1 == start for s in self.slots)  # has the higher bar?
        if compared and re.match(r" ?[?.]|$", self.text[end:]):
            return True
        verb = _BEFORE_VERB.search(before) or _AFTER_SUBJECT.search(before)
        return bool(verb) or bool(_BE.search(before) and _PARTICIPLE.search(word))

    def is_topic(self, start: int, end: int) -> bool:
        """Whether a gap is nearly all of its part, and no verb is in it: a topic said first (图书馆的事儿，…)."""
        part = self.part(start)
        here = [gap for gap in self.gaps_without_rows if self.part(gap[0]) == part] or [(start, end)]
        edges = [0, *self.breaks, len(self.text)]
        whole = blank(self.text, here)[edges[part] : edges[part + 1]]
        rest = _JOINED.sub("", _PARTICLE.sub("", whole))
        words = self.text[start:end]
        if words.isascii():
            return not rest
        if self._tag(words) == "nr" and words not in self.catalog.vocabulary:
            return False  # whom the asker speaks to
        return len(rest) <= 1 and self._tag(words).startswith((*_NOUNS, "vn", "x"))

    def is_alone(self, mention: Mention) -> bool:
        """Whether people are all that their part speaks of (产妇呢，…)."""
        part = self.part(mention.start)
        edges = [0, *self.breaks, len(self.text)]
        rest = self.text[edges[part] : mention.start] + self.text[mention.end : edges[part + 1]]
        return len(_PARTICLE.sub("", rest)) <= 1

    def _is_made_of_others(self, word: str) -> bool:
        """Whether no dictionary has a word of two characters, and one of them says that it is no noun (速列, 来数)."""
        if len(word) != 2 or word.isascii() or word in self.catalog.vocabulary or is_word(word):
            return False
        first, last = (pos_tags(character)[-1] for character in word)
        return first.startswith(_NO_NOUN_BEFORE) or last.startswith(_NO_NOUN_BEHIND)

    def _tag(self, words: str) -> str:
        """The tag of the last word; what the plan says and no dictionary tags is a noun."""
        tag = pos_tags(words)[-1]
        return "n" if tag == "x" and words in self.catalog.vocabulary else tag

    def _is_noun(self, start: int, end: int) -> bool:
        """Whether a word is tagged as a noun, or as an attributive right before a name."""
        if self._is_made_of_others(self.text[start:end]):
            return False
        tag = self._tag(self.text[start:end])
        beside = any(m.start - end in (0, 1) and self.text[end : m.start] in ("", "的") for m in self.named)
        return tag.startswith(_NOUNS) or (beside and tag.startswith(_ATTRIBUTES))
