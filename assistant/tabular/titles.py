"""What titles are to hold and what not: 标题里同时有“完善”和“机制”, 标题不带“儿童”, with “prevention” but not “control” in the title.

    titled_in(text, table)   the question with one such word for all that it says of titles, and what it says

Which side a word stands on is told by the verb before it (不含“儿童”), else by the one behind (“预防”“控制”都有).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.patterns import lazy
from assistant.records import TableFilter, TableQuery
from assistant.tabular.slots import Table

_TITLE = r"(?:大|小)?(?:标题|题目|题名)(?:文字|文本)?(?:里头?|里面|里边|当中|之中|中|上|内)?(?:的文字)?"
_SAY = r"(?:含有?|包含|包括|带有?|有|提到?|写有?|写到|写着|用到?|出现|涉及|点到?|见到?|占)(?:了|过|着|到)?(?:的是)?"
_NOT = r"(?:没有?|未曾?|不|毫?无)(?:再|专门|直接|明确|曾)?"
_EVEN = r"(?:并|都|也|均|全|从|根本|压根儿?|完全|偏偏|愣是|就|却|既|又|一个[字词]?|半个[字词]?)*"
_WHICH = r"(?:哪(?:一|几)?[条个项些]|(?:有|是)?几[条个项]|谁)"
_TITLED = lazy(_TITLE)
_TOKEN = lazy(
    r"[“「『\"‘](?P<quote>[^“”「」『』\"‘’]{1,20})[”」』\"’]"
    r"|(?P<asks>有没有|有无|是否有?|是不是有?|含不含|带不带|(?:提|写|出)没(?:提|写|出)(?:到|现)?)"
    rf"|(?P<turn>但是?|却|而(?!且)|可是|不过|然而)|(?P<no>{_EVEN}{_NOT}(?P<same>同时)?(?:{_SAY})?)|(?P<or>或者?是?|要么|(?:其中)?(?:之|任)意?一个?)"
    r"|(?P<both>同时|一并|一起|都|均|全|皆|既|又|也|还|并?且|而且|两[个者样]?|俩|二者|三[个者样]|仨)"
    rf"|(?P<say>{_SAY})|(?P<join>以及|[和与跟及、,，])"
    r"|(?P<fill>(?:这|那)?[一两二三四俩仨几]?个?(?:字样|字眼|字儿?|词儿?|词语)|这些|任何|什么|差不多|差不离|大多|多半|基本上?|几乎|儿|了|过|着|到)"
)
_BARE = lazy(
    r"[\u3400-\u9fff]{2,8}?(?=(?:这|那)?[一两二三四俩仨几]?个?(?:字样|字眼|字|词)|的|[,，;；。？?]|$|[和与跟及或、]|但|却|而|又|也)"
)
_BEGINS = lazy(r"(?:来|做|作|为)?(?:打头|开头|起头|开始|领头|起首|为首|结尾|收尾|结束)")
_MOSTLY = lazy(r"差不|大多|多半|基本|几乎|都|全")
_THE_OTHERS = lazy(rf"[,，]?(?:那么?|就|可|偏偏)?(?P<which>{_WHICH}){_EVEN}{_NOT}(?:{_SAY})?")
_WRITTEN_IN = lazy(
    rf"(?P<words>(?:[“「『\"][^“”「」『』\"]{{1,20}}[”」』\"](?:这?[两二三俩仨]?个?[字词]|以及|[和与跟及或、者])*)+)"
    rf"(?P<both>同时|都|均|一起)*(?P<no>{_NOT})?(?:写|出现|放|用|列|嵌|进|上|入|见)(?:进|入|在|到|于|上)*(?:了|过)?{_TITLE}"
)
_QUOTE = lazy(r"[“「『\"]([^“”「」『』\"]{1,20})[”」』\"]")

_Q_EN = r'(?:"[^"]{1,30}"|[\u3400-\u9fff]{2,8}|[a-z][a-z-]{3,})'
_LIST_EN = rf"(?:(?:the )?(?:words?|terms?) )?(?:(?P<both>both)|(?P<either>either)|(?P<neither>neither))? ?(?:the )?(?:words? |terms? )?(?P<words>{_Q_EN}(?:,? (?:and|or|nor) (?:the word )?{_Q_EN}|, {_Q_EN})*)(?:,? (?:but|and|yet) (?:not|no|without|never)(?: the words?)? (?P<lacks>{_Q_EN}(?:,? (?:or|and|nor) {_Q_EN})*))?"
_VERB_EN = (
    r"(?:mention|contain|include|say|use|hold|carry|feature|ha(?:ve|s)|speak of|refer to)(?:s|es|ing|ries)?"
)
_NO_EN = r"(?:(?:do|does|did) not|don't|doesn't|never)"
_TITLES_EN = r"(?:title|heading)s?"
_FORMS_EN = (
    lazy(
        rf"(?:,? ?\b(?:(?:that|which) )?(?:(?P<no>without|lack(?:s|ing)?|{_NO_EN} {_VERB_EN}|ha(?:s|ve|ving) no)|with|{_VERB_EN}) )(?:the )?{_LIST_EN} in (?:the|their|its) {_TITLES_EN}\b"
    ),
    lazy(
        rf",? ?\b(?:whose|with|in whose|where the|the|by) {_TITLES_EN} ?(?:that |which )?(?P<no>{_NO_EN} )?{_VERB_EN} {_LIST_EN}"
    ),
)
_SPLIT_EN = lazy(r",? (?:and|or|nor) (?:the word )?|, ")


@dataclass(frozen=True, slots=True)
class Titled:
    """What titles are held to.

    Attributes:
        text: the question, with the first of the words for all of them.
        mark: that word, as it stands in the text.
        words: words of which a title holds one, or all where ``every`` says so.
        absent: words of which a title holds none.
        unread: what was said of titles and not read.
    """

    text: str
    mark: str
    words: tuple[str, ...]
    every: bool = False
    absent: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def set(self, query: TableQuery | None) -> TableQuery | None:
        """The query for the text, held to all that is said of titles; what it cannot hold is left unexplained."""
        if query is None:
            return None
        if query.source != "clauses" or query.titled != (self.mark,) or self.unread or query.without:
            return replace(query, unexplained=(*query.unexplained, *(self.unread or ("标题",))))
        without = TableQuery("clauses", kinds=query.kinds, titled=self.absent) if self.absent else None
        part: tuple[TableFilter, ...] = query.of_part
        if query.operation in ("share", "every") and "titled" in part and without:
            rest = tuple(name for name in part if name != "titled")
            part = (*rest, *(("titled",) if self.words else ()), "without")
            query = replace(query, part=part)
        return replace(query, titled=self.words, all_titled=self.every, without=without)


@dataclass(slots=True)
class _Said:
    """What is read of titles, word for word."""

    words: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    pending: list[str] = field(
        default_factory=list
    )  # words before the verb that says on which side they stand
    unread: list[str] = field(default_factory=list)
    side: bool | None = None
    any_one: bool = False
    all_of: bool = False

    def take(self, word: str) -> None:
        """Put a word on its side, or wait for it."""
        target = self.pending if self.side is None else self.words if self.side else self.absent
        target.append(word)

    def turn(self, side: bool | None) -> None:
        """Another verb: for what waits, else for what comes."""
        if self.pending and side is not None:
            (self.words if side else self.absent).extend(self.pending)
            self.pending.clear()
            self.side = None
        else:
            self.side = side


def titled_in(text: str, table: Table) -> Titled | None:
    """What a folded question says of titles; None where it says nothing, or only one word that they hold."""
    if not _TITLED.search(text) and "title" not in text and "heading" not in text:
        return None
    if not re.search(r"[\u3400-\u9fff]{3,}", text) or re.match(r"[a-z ]{8,}", text):
        return next(_english(text, table), None)
    written = _WRITTEN_IN.search(text)
    if written is not None:
        words = tuple(_QUOTE.findall(written["words"]))
        every = len(words) > 1 and not re.search("或", written["words"])
        side = ((), words) if written["no"] else (words, ())
        return _made(text, written.span(), side, every and not written["no"], "", ())
    for match in _TITLED.finditer(text):
        if (found := _chinese(text, match, table)) is not None:
            return found
    return None


def _made(
    text: str,
    span: tuple[int, int],
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    every: bool,
    behind: str,
    unread: tuple[str, ...],
) -> Titled:
    """What was read, with the text in which one word stands for it."""
    words, absent = sides
    mark = (words or absent)[0]
    rest = text[span[1] :]
    joint = "" if behind or rest.startswith("的") else "的"
    return Titled(f"{text[: span[0]]}标题带“{mark}”{joint}{behind}{rest}", mark, words, every, absent, unread)


def _chinese(text: str, title: re.Match[str], table: Table) -> Titled | None:
    """What stands behind a word for titles."""
    said, at = _Said(), title.end()
    end, last, marks = at, "", 0
    while True:
        token = _TOKEN.match(text, at)
        kind = token.lastgroup or "" if token else ""
        kind = {"same": "no", "asks": "say"}.get(kind, kind)
        bare = None if kind else _BARE.match(text, at)
        if token is not None and kind != "quote" and last in ("say", "no", "join", "or"):
            longer = _BARE.match(text, at)  # 带全面的: a word of the plan that begins like a word of grammar
            bare = longer if longer and longer.group() in table.catalog.vocabulary else None
        if bare is not None and last in ("say", "no", "join", "or"):
            if bare.group() not in table.catalog.vocabulary:
                break
            said.take(bare.group())
            at = end = bare.end()
            last, marks = "quote", marks + 1
            continue
        if token is None:
            break
        at = token.end()
        if kind == "quote":
            said.take(token["quote"].strip())
            marks += 1
        elif kind in ("no", "say"):
            if kind == "no" and token["same"]:
                said.unread.append(token.group())
            said.turn(not (kind == "no" or (last == "no" and said.side is False)))
        elif kind == "turn":
            said.side = None
        said.any_one |= kind == "or"
        said.all_of |= kind == "both" or (kind == "join" and token.group() not in "、,，")
        if kind in ("quote", "no", "say", "fill") and not (kind != "quote" and last == "join"):
            end = at if said.words or said.absent or said.pending else end
        last = kind
    if not marks or _BEGINS.match(text, end):
        return None  # 标题用“加强”打头: where in it the word stands is said, too
    if said.pending and not (said.words or said.absent):
        said.turn(True)  # 标题“预防”的措施
    said.unread += said.pending
    return _with_others(text, (title.start(), end), said)


def _with_others(text: str, span: tuple[int, int], said: _Said) -> Titled:
    """What was said of titles; of most of them, so that the others are asked for (标题差不多都带“儿童”，哪条没带)."""
    others = _THE_OTHERS.match(text, span[1])
    if others and said.words and not said.absent and _MOSTLY.search(text[slice(*span)]):
        which = others["which"] if others["which"].startswith(("有", "是")) else f"是{others['which']}"
        sides: tuple[tuple[str, ...], tuple[str, ...]] = ((), tuple(said.words))
        return _made(text, (span[0], others.end()), sides, False, f"的{which}", tuple(said.unread))
    every = len(said.words) > 1 and said.all_of and not said.any_one
    return _made(text, span, (tuple(said.words), tuple(said.absent)), every, "", tuple(said.unread))


def _english(text: str, table: Table) -> Iterator[Titled]:
    """What an English question says of titles, in the plan's words."""
    for form in _FORMS_EN:
        if (match := form.search(text)) is None:
            continue
        words = [word.strip('" ') for word in _SPLIT_EN.split(match["words"])]
        lacks = [word.strip('" ') for word in _SPLIT_EN.split(match["lacks"] or "")] if match["lacks"] else []
        denied = bool(match["no"] or match["neither"])
        every = len(words) > 1 and not match["either"] and " or " not in match["words"] and not denied
        known, unread = _in_plan(words, table, alone=every)
        absent, strange = _in_plan(lacks, table, alone=False)
        if denied:
            known, absent = (), known
        mark = (known or absent or ("",))[0]
        strange = (*unread, *strange)
        kept = f'{text[: match.start()]} whose title contains "{mark or words[0]}"{text[match.end() :]}'
        yield Titled(kept, mark or words[0], known, every and len(known) > 1, absent, strange)


def _in_plan(words: list[str], table: Table, *, alone: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plan's words for some of a question, each by the first of them where it has to stand alone, and those it has not."""
    said = table.catalog.vocabulary
    found: list[str] = []
    strange: list[str] = []
    for word in words:
        terms = [word] if not word.isascii() else list(table.english.widened(word, lambda _: False))
        terms = terms or list(table.domain_words(word))
        known = [term for term in terms if term in said]
        found += known[:1] if alone else known
        strange += [] if known else [word]
    return tuple(dict.fromkeys(found)), tuple(strange)
