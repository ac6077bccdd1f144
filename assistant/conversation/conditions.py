"""A condition put to the earlier matter: 要是发生在网上呢 after 学校怎么治理欺凌.

Where people, a place or another subject is put in the place of the earlier one (要是初中生呢), nothing happens to it,
and it is no condition; where something happens or a time is named, the earlier matter stays and is narrowed to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.clause_sufficiency import holds_value
from assistant.conversation.context import Completed, Context, cited
from assistant.conversation.texts import bare
from assistant.conversation.words import STOP
from assistant.lexicon import fold_known
from assistant.passages import sentences
from assistant.patterns import lazy
from assistant.question import understand
from assistant.question.owners import ALL_PARTIES, are_grown_ups, party_names
from assistant.records import Condition
from assistant.responsible import read_actors
from assistant.tagging import segment, tagged

_IF = lazy(
    r"(?:那|那么|但是?|可是?|不过|还有|再说?|然后|and |but |so |then |well,? )*"
    r"(?:要是|如果说?|假如|假设|假使|倘若|万一|若是|若|赶上|碰上|遇上|遇到|碰到|what if|suppose|supposing|in case|even if|if|when|whenever|once)"
    r"(?:说|换成|换作|换做|that(?= ))?[，, ]*"
)
_PUT_IN_PLACE = lazy(r"换成|换作|换做|改成|it is |it was |it's ")
_THEN = lazy(
    r"[，, ]*(?:又|那|就|还|都|该|要|应该|规划|文件|政策|里头?|上|对此|给)*"
    r"(?:(?:怎么|咋|如何)(?:个)?(?:办|弄|整|处理|对待|算|说|管|规定|写|讲)?(?:法|的)?|会怎么?样|有(?:没有)?(?:什么|啥)?(?:说法|规定|办法)?|(?:说|写|提|讲|管)(?:了|没有?|不)*|then)?"
    r"[呢吗呀啊嘛么没不]*[?？。.!！]*$"
)
_WHILE = lazy(
    r"(?:时候?|期间|阶段|[之以]后|[之以]前|那(?:阵子|会儿|时候|段时间)|的话|(?:后|前|里|中|间)的?(?:时间|工夫|空档))$"
)
_AFTER = lazy(r"(?:的时候|期间|[之以]后|[之以]前)(?=.{2})")
# The side on which one stands, behind his name (学校这头, 家长那边).
_SIDE = lazy(r"(?:这|那)(?:头|边|块儿?|方面|一方|一块)$|(?:方面|一方|那儿|这儿|自己|本身)$")
# What one is to do, of nothing that is named.
_PARTY_DOES = lazy(
    r"(?:那么?|然后|还有)?(?P<who>(?!.*[和跟与及、])[\u4e00-\u9fff]{2,8}?)(?:要是|如果)?(?:(?:看|听|碰|遇|撞|发|瞧|瞅)(?:见|到|现|着)了?)?(?:又|都|也|还|该|得|要|应该?|应当|能|可以|需要|必须|有|具体|主要)*"
    r"(?:做|干|管|尽|承担|负)?(?:点|些)?(?:(?:什么|啥|哪些)(?:事儿?|义务|责任|工作|任务)?|(?:怎么|咋|如何|怎样)(?:做|办|弄|整|配合|处理|应对))[呢啊呀]*"
)
# By which means, of nothing that is named (通过啥渠道, 用什么办法).
_BY_WHAT = lazy(
    r"(?:都|主要|具体|那|又)*(?:通过|用|靠|经|走|凭|按|依|拿|采取|采用|以)(?:了|着)?(?:些)?(?:什么|啥|哪些|哪个|哪种|哪几[个种条项])"
    r"(?:样的?|种)?[\u4e00-\u9fff]{0,3}?(?:来)?(?:做|办|弄|实现|落实)?的?"
)
_IDLE = r"(?:那|这|此|该|个|话|句|条|数字?|规定|说法|要求|标准|是|的|又|都|有没有|没有|有|可|按照?|依照?|从|在|出|来|于|里|中|上|面|头|写|说|讲|定|啊|呀|呢|吗|你|您|给|我|看|最后|到底)*"
_ASKS_DOCUMENT = lazy(
    rf"{_IDLE}(?:(?:依据|根据|遵照|援引|引用|出自|照着?)?{_IDLE}(?:哪|什么|啥)一?(?:个|部|份|本|项|些|几部)?(?:上级|国家|省里?)?的?(?:文件|法律?|法规|条例|规定|办法|纲要|政策|意见|红头文件)"
    rf"|(?:依据|根据|出处|来源){_IDLE}(?:什么|啥|哪里|哪儿)|(?:法律|政策|文件|法规)(?:上的)?(?:依据|出处|名字?|名称)(?:是|叫|呢)?(?:什么|啥|哪[个部])?){_IDLE}"
    r"|(?:and |so )?(?:in |under |from |by )?(?:which|what) (?:document|law|act|regulation|statute|rule)s?\b[a-z ]{0,24}|(?:and )?what is (?:the|its) legal basis.*"
)
# Whether the same holds of something else (寒暑假也有吗): asked of what was told, not of that by itself.
_ALSO = lazy(
    r"(?:那|那么)?(?P<of>[^，,。？?]{2,8}?)(?:也|同样|照样|都)(?:是|要|能|会|可以|有|算|行|得|管|适用|包括|一样|这样|这么[办管])*(?P<verb>[\u4e00-\u9fff]{0,2}?)(?:吗|么|不|没有?)"
)
_TIMES = lazy(r"[一二两三四五几0-9]+[次回遍趟]")
_WHICH_ONES = lazy(r"(?P<done>[^，,、。]{2,8})的[\u4e00-\u9fff]{1,4}")
# Points into what was told (里面说的专区谁来设).
_INSIDE_SAID = lazy(
    r"(?:那|这)?(?:里面|里头|上面|文中|原文里?|其中|这里头?|那里头?)(?:说|提|写|讲)(?:到|过)?的(?=.{2})"
)
_NAMES = frozenset(
    {"name", "people", "age", "year", "place", "domain", "figure", "gap", "noun", "pair", "these", "among", "only"}
)  # fmt: skip
_PRONOUN = lazy(r"\b(?:it|they|them|their|he|she|his|her|this|that|these|those)\b")
_ASKS_EN = lazy(
    r"\b(?:who|when|where|why|how|which|is|are|does|do|can|must|should|will|if|on|in|at|during)\b"
)
_NEGATED = lazy(r"了$|[不没]")
_NO_VERBS = frozenset("是有在到给叫让")
_HELD_BY = frozenset({"name", "people", "age", "figure", "year"})
NARROWED = frozenset({"clause", "place", "tree", "lookup"})
FEWEST_WORDS = 3  # of an English condition


class Conditions(Context):
    """Narrows the earlier matter to a condition."""

    def narrowed(self) -> Completed | None:
        """The earlier question with the condition behind it; None where the follow-up puts none."""
        if not (self._may_narrow or self._was_on_the_plan):
            return None
        if (of_told := self._asks_of_told() or self._part_of_actor()) is not None:
            return of_told
        opener = _IF.match(self.cut.text)
        said = self._condition(opener.end() if opener else 0)
        if _BY_WHAT.fullmatch(said):
            return self.with_condition(said)
        if not said or self._names_lookup or STOP.search(said) or self._has_own_matter(said):
            return None  # or one of several parts asks something itself
        if self._tells_apart(said):
            return self.with_condition(said)
        timed = self._is_timed(said)
        if not (timed or (opener and self._happens(opener.group(), said))):
            return None
        return self.with_condition(said)

    def _asks_of_told(self) -> Completed | None:
        """What asks for a document, a time or a number of what was told, points into it, or asks whether it also holds."""
        text = bare(self.cut.text)
        if self._may_narrow and _ASKS_DOCUMENT.fullmatch(text):
            return self._of_document()
        if self._asks_value_only:
            return self.with_condition(text, stays=True)
        if inside := _INSIDE_SAID.match(text):
            return self.with_condition(text[inside.end() :], stays=True)
        also = _ALSO.fullmatch(text)
        again = also is not None and also["verb"] in self.before  # 社区也建吗 after 儿童友好城市咋建
        return self.with_condition(also["of"], is_said=False, stays=True) if also and again else None

    def _part_of_actor(self) -> Completed | None:
        """What the clauses told say of one who is named in them, beside the matter (校园欺凌咋处理 || 家长呢); None where they name him not."""
        zones = self.zones
        if not (zones.leads or zones.tails) or zones.corrects or not zones.body:
            return None
        said = self.cut.text[zones.body[0].start : zones.body[-1].end].removesuffix("的")
        return self._told_of_party(_SIDE.sub("", said))

    def part_of_doing(self) -> Completed | None:
        """The same where it is asked what one is to do, and nothing else (校园欺凌咋处理 || 家长该做啥)."""
        asked = _PARTY_DOES.fullmatch(bare(self.cut.text)) if self.cut.lang == "zh" else None
        return self._told_of_party(_SIDE.sub("", asked["who"])) if asked else None

    def _told_of_party(self, said: str) -> Completed | None:
        """The clauses told, held to one party that is named in them; None where they name it not, or told what another one has to do."""
        query, answer = self.last.answer.query, self.last.answer
        told = answer.status == "answered" and answer.reason in (None, "help") and not answer.duties
        clauses = query is not None and query.task == "clause" and query.expects != "actor"
        names = (self._actor_called(said), *party_names(said)) if told and clauses else ()
        if not any(names) or self._actor_called(fold_known(self._core(self.earlier))):
            return None  # or the earlier question was on another one
        text = fold_known("".join(self._sentences_told()))
        name = next((name for name in names if name and name in text), "")
        return self.with_condition(name, is_said=False, stays=True) if name else None

    def _actor_called(self, said: str) -> str:
        """The plan's name of the one body or person that a piece is, folded, or ""."""
        if self.cut.lang == "en":
            said = next((zh for zh, en in self.known.actor_glosses.items() if en.lower() == said), "")
        found = [actor for actor in read_actors(said, self.known.actors) if actor.text == said]
        return fold_known(found[0].name) if len(found) == 1 else ""

    def _sentences_told(self) -> Iterator[str]:
        """All sentences of the clauses cited last."""
        for clause_id in cited(self.last.answer):
            if clause := self.known.tree.clauses.get(clause_id):
                yield clause.text

    def _is_timed(self, said: str) -> bool:
        """Whether a condition says when, and the follow-up asks of no more than that."""
        when = _WHILE.search(said) or (_AFTER.search(said) and self._happens("", said))
        return bool(when) and self.cut.text.rstrip("?？ ").endswith(("呢", "时候", "的话"))

    def as_condition(self) -> Completed | None:
        """Whatever the follow-up says, as a condition; None where it cannot be one."""
        opener = _IF.match(self.cut.text)
        said = self._condition(opener.end() if opener else self._start())
        if not said or not self._may_narrow or self._names_lookup:
            return None
        if (
            self.cut.lang == "en"
            and self.zones.leads
            and self._looked_up
            and not _ASKS_EN.search(self.cut.text)
        ):
            return None  # and kindergarten kids: others than those of the row
        return self.with_condition(said, is_said=False)

    def of_grown_ups(self) -> Completed | None:
        """What the plan says of grown-ups, or of another party, beside the matter that was told of (性教育怎么搞 || 家长呢); they are no other matter."""
        zones, query = self.zones, self.last.answer.query
        told = query is not None and query.task == "clause" and query.expects != "actor"
        body = [t for t in zones.body if t.kind != "light"]
        if not told or not body or not (zones.leads or zones.tails or zones.corrects):
            return None
        said = _SIDE.sub("", self.cut.text[body[0].start : body[-1].end].removesuffix("的"))
        before = self._core(self.earlier)
        grown = are_grown_ups(said) and not are_grown_ups(before)
        words = {self.earlier.text[start:end] for start, end in segment(self.earlier.text)}
        party = bool(party_names(said)) and not words & ALL_PARTIES
        if not (grown or party) or self.last.answer.duties:
            return None
        if part := self._part_of_actor():
            return part
        return self.with_condition(said, is_said=False, stays=True) if self._may_narrow else None

    def _tells_apart(self, said: str) -> bool:
        """Whether of those told some are told apart by what they do or do not (走不动的老人呢), which no dictionary has."""
        query = self.last.answer.query
        match = _WHICH_ONES.fullmatch(said)
        if match is None or query is None or query.task != "clause" or not self.zones.tails:
            return False
        known = any(
            t.start < match.end("done") and t.kind in ("people", "age", "name", "domain")
            for t in self.cut.tokens
        )
        return not known and self._happens("", match["done"])

    @property
    def _asks_value_only(self) -> bool:
        """Whether it asks how long, how often or how many of the clause told, names nothing, and that clause may say it."""
        query = self.last.answer.query
        named = [t for t in self.cut.tokens if t.kind in _NAMES and not _TIMES.fullmatch(t.text)]
        if query is None or query.task != "clause" or named:
            return False
        asked = understand(self.cut.text, self.known.catalog)
        if asked.expects != "value" or not asked.units or asked.figures:
            return False
        return any(holds_value(asked, text) for text in self._sentences_cited())

    def with_condition(
        self, said: str, *, is_said: bool = True, asks_document: bool = False, stays: bool = False
    ) -> Completed:
        """The earlier question with what narrows it behind it."""
        mark = ", " if self.cut.lang == "en" else "，"
        text = bare(self.before) + mark + bare(self.cut.shown)
        told = self.last.answer
        quotes = tuple(citation.quote for citation in told.citations)
        condition = Condition(said, is_said, cited(told), quotes, asks_document, stays)
        return Completed(text, self.cut.lang, ("narrowed",), narrows=condition)

    def _of_document(self) -> Completed | None:
        """Which document what was told goes back to: one that its clause names; None where it names none."""
        named = any("《" in sentence for sentence in self._sentences_cited())
        return self.with_condition(bare(self.cut.text), asks_document=True) if named else None

    def _sentences_cited(self) -> Iterator[str]:
        """The sentences that hold the words cited last."""
        for citation in self.last.answer.citations:
            clause = self.known.tree.clauses.get(citation.clause_id)
            if clause is None:
                continue
            for start, end in sentences(clause.text):
                text = clause.text[start:end]
                if citation.quote in text or text in citation.quote:
                    yield text

    @property
    def _may_narrow(self) -> bool:
        """Whether the last answer told clauses or rows."""
        answer = self.last.answer
        told = answer.status == "answered" and answer.reason is None and bool(cited(answer))
        return told and answer.query is not None and answer.query.task in NARROWED

    @property
    def _was_on_the_plan(self) -> bool:
        """Whether the last question was about the plan, though not answered; a condition may be what the plan writes of."""
        answer = self.last.answer
        return (answer.status, answer.reason) == ("abstained", "not_in_plan") and bool(cited(answer))

    @property
    def _names_lookup(self) -> bool:
        """Whether rows were told and the follow-up says of which others or of which figure it speaks."""
        return self._looked_up and any(t.kind in _HELD_BY for t in self.cut.tokens)

    @property
    def _looked_up(self) -> bool:
        query = self.last.answer.query
        return query is not None and query.task == "lookup"

    def _has_own_matter(self, said: str) -> bool:
        """Whether a condition names what was not spoken of (打疫苗过敏了咋办 after 防溺水); 呢 asks of what was."""
        if self.cut.text.rstrip("?？。 ").endswith("呢") or (self.cut.lang == "en" and _PRONOUN.search(said)):
            return False
        index, clauses = self.known.clause_index, self.known.tree.clauses
        spoken = fold_known(
            self.before + "".join(clauses[i].text for i in cited(self.last.answer) if i in clauses)
        )
        words = self.known.matter_words
        forms = [f for _, _, f in words.english.found(said, words.is_common)] if self.cut.lang == "en" else []
        forms += [
            (word,)
            for word in index.to_words(said)
            if len(word) > 1 and word in self.known.catalog.vocabulary
        ]
        return any(
            index.occurrences.is_rare(form[0]) and not any(f in spoken for f in form)
            for form in forms
            if form
        )

    def _condition(self, start: int) -> str:
        return _THEN.sub("", self.cut.text[start:]).strip("，, 的")

    def _happens(self, opener: str, said: str) -> bool:
        """Whether a condition says that something happens, not only of whom or what it is."""
        if _PUT_IN_PLACE.search(opener + said[:6]):
            return False
        if self.cut.lang == "en":
            return len(said.split()) >= FEWEST_WORDS
        tags = [tag for *_, tag in tagged(said)]
        if len(tags) > 2 and tags[:2] == ["p", "s"]:
            return True  # 在网上骂人: where something is done
        return bool(_NEGATED.search(said)) or any(
            tag.startswith("v") and tag != "vn" and said[a:b] not in _NO_VERBS for a, b, tag in tagged(said)
        )
