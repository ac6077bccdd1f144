"""A question → its pieces: words of ``corpus/follow_words.tsv``, of the other dictionaries, of the plan; and gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from assistant.bodies import named
from assistant.knowledge import Knowledge
from assistant.lexicon import Entry, Lexicon, Mention, fold, fold_known, read_table, stem
from assistant.numerals import find_quantities, find_years
from assistant.patterns import compiled, lazy
from assistant.question import language_of
from assistant.question.owners import are_grown_ups
from assistant.records import Language, Quantity
from assistant.responsible import is_body, read_actors
from assistant.tagging import pos_tags, segment

STOPS = " \t\n，,。．.;；:：!！?？、~～…—-\"'“”‘’「」（）()"
STOP = lazy(r"[，,。;；!！?？]|\.(?= |$)")
# An age with the side that it says (不满3岁, 3岁往上); months are one where a child is said or a side that deadlines have not.
_AGE = lazy(
    r"(?:(?:不|未|没)?满|不到|(?<![超不])过了?)?[0-9]+(?:(?:至|到|-|~)[0-9]+)?(?:岁|月龄|(?<=满[0-9])个月|个月(?=大|以下|以上|以内|以前|内|[往朝][上下前后]|的?(?:儿童|孩子|小孩|婴儿|宝宝|娃)))"
    r"(?:及?以[下上]|以内|(?:以|之)[前后]|[往朝][上下前后]|开外|内)?(?:的?(?:儿童|孩子|小孩|婴儿|娃))?"
)
_AGE_EN = lazy(
    r"(?:children |kids |those )?(?:(?:under|below|over|above)(?:-| (?:the age of )?)(?:1[0-8]|[1-9]|one|two|three|four|five|six|seven|twelve)(?![0-9]|[.][0-9]| ?[%‰])s?\b|aged [0-9]+\b)(?: years?(?: old)?)?"
)
# A domain by its telling end alone, in which something is said (法律保护里提了没).
_SAYS_IN = r"(?:那边|那章|这章|部分|一章)?(?:里|中)?[头面边]?(?:有没有|有|没|提|讲|说|写)(?:提|讲|说|写)?(?:了|过|到)?(?:没有?|吗|么|不)"
_ASK_ROLES = frozenset({"ask", "where", "part", "text", "compare", "refine"})
OPENERS = frozenset({"lead", "tail", "correct", "light", "again"})
TABLE_ASKS = frozenset({"ask", "op", "sort", "top", "most", "group"})


# Tags of nouns, but for those of time (今晚) and place (上面).
_NOUNS = ("n", "vn", "an", "j", "l", "i", "b")
# How people ask for a list of what was counted, or for the words of a clause, by the make-up of such words.
_CLASSIFIER = "(?:条|个|项|款|种|样|家|类|所|章|点|件|处|句|桩)"
_EACH = r"(?:挨个儿?|逐[个条项一]|一[个条项]一?[个条项]|一一|依次|分别|全都?|都|各)"
_SHOW = r"(?:列|整|拉|摆|报|数|念|说|讲|亮|排|写|打|捋|晒)"
# The asker owns up to a slip (噢那是我记岔了): what was told is wanted again, or what is asked beside it.
_OWNS_UP = lazy(
    r"(?:[噢哦喔嗯啊哎唉]+[呀哟]?[,，]?)?(?:原来|看来|可能|应该|那|就)*是?(?:我|俺|咱)?(?:这边|自己)?给?(?:记|听|看|搞|弄|说|想|理解|读|写|算|查)(?:岔|错|混|反|串|拧|差|劈叉|糊涂|颠倒)了?[啦喽咯呀]?(?![吗吧没])"
)
_OWNS_UP_EN = lazy(
    r"\b(?:oh,? )?(?:sorry,? )?(?:i (?:must have )?(?:misremembered|misread|misheard|mixed (?:it|them|that) up|got (?:it|that) wrong|was wrong|confused (?:it|them))|my (?:mistake|bad)|i see)\b"
)
# Asks in which part of the plan what was told stands (写在哪个板块呢, in which of the seven areas is it written).
_PART_ASKED = lazy(
    r"(?:(?:是|在|属于?|归|放|写|列|算|收|搁|摆|划)(?:在|到|于|进|入)?了?)*(?:哪[一几]?[个块]?|什么|啥)(?:大?领域|方面|大?板块|大?部分|章节?|篇章?|块儿?)"
    r"(?:里头?|里面|中|下面?|当中)?(?:的|写着?|提着?|说|讲|写)*(?=[呢呀啊吧，,。?？!！]|$)"
)
_PART_ASKED_EN = lazy(
    r"\b(?:in |under )?(?:which|what) (?:of the (?:[a-z0-9]+ )?)?(?:domain|area|field|part|section|chapter|goal|measure)s?(?: of (?:the|this) plan)?"
    r"(?: (?:is|are|was|were|does|do) (?:it|this|that|they|these|those)(?: (?:belong|fall|come|stand|appear|written|listed|found|mentioned|put|serve|count))?(?: (?:in|under|to|towards?))?)?(?=[,.?!]|$)"
)
# Asks which goal or measure what was told belongs to (属于哪个主要目标).
_GOAL_ASKED = lazy(
    r"(?:是|属于?|归属?|对应|列|放|写|算|摆|服务)(?:在|到|于|进|入)?了?(?:的是)?哪[一]?[个条项大]?(?:的)?(?:主要|总体)?(?:目标|措施|策略措施)"
    r"(?:[里上下]头?|里面|下面|之下|底下|当中|名下)?(?:的|写着?)*(?=[呢呀啊吧，,。?？!！]|$)"
)
# Asks where it stands, in whatever part (这条在哪, 写在啥位置).
_WHERE_ASKED = lazy(
    r"(?:(?:写|放|列|搁|摆|收)|^(?:那么?|它|这|那)?一?(?:条|项|句|段|个|块儿?|事儿?)?(?:都|具体|又|是)*)在(?:规划|文件|原文)?(?:里|的)?"
    r"(?:哪(?:儿|里|块儿?|一?个?(?:地方|位置))?|(?:什么|啥)(?:地方|位置))(?=[呢呀啊吧，,。?？!！]|$)"
)
# Asks for the words of what was told (quote me the original sentence, what does it literally say).
_EXACT_EN = r"(?:exact|original|actual|precise|literal|official|verbatim|underlying|chinese)"
_WORDS_EN = r"(?:wording|words|sentence|text|passage|phrase|phrasing|quotation|quote|paragraph|line)"
_TEXT_ASKED_EN = lazy(
    rf"\b(?:(?:see|read|show|give|send|copy|paste|quote|have|get|know|need)(?: me| us)? )?(?:the |its |their |that |this )?(?:{_EXACT_EN} )+{_WORDS_EN}s?(?: (?:used|please|there|of (?:it|that|this)|in the plan|of the plan|in chinese|word for word|from the plan))*(?=[,.?!]|$)"
    r"|\b(?:please )?(?:read|quote|recite) (?:(?:me|us|out|aloud) )*(?=(?:the )?(?:first|second|third|[a-z]+th|last|next|number|item|no\.|[0-9])\b)"
    r"|\bquote (?:me )?(?:the|that|this|its|it)(?: plan| clause| sentence| passage| line| text)?(?: on (?:it|that|this))?(?=[,.?!]|$)"
    rf"|\b(?:what|how) (?:exactly |literally |precisely |actually )?(?:does|is|do) (?:it|that|this|the plan|the text|the clause|they) (?:exactly |literally |precisely |actually |word for word )?(?:say|read|put (?:it|that|this)|phrased?(?: (?:it|that))?|word(?:ed)?(?: (?:it|that))?|written)(?: (?:exactly|literally|precisely|word for word|verbatim|there|about (?:it|that|this)))*(?=[,.?!]|$)"
)
_HIGHER = lazy(
    r"[哪谁]一?[个项条样边]?的?(?:要求|标准|目标|指标|门槛|任务|数值?|数字|比例|底线|定|要|压|设)(?:得|的)?(?:更|比较)?(?:高|低|严格?|松|大|小|宽)(?:一?些|一?点儿?)?"
)
_SPOKEN = (
    ("part", _GOAL_ASKED),
    ("part", _PART_ASKED),
    ("part", _WHERE_ASKED),
    ("compare", _HIGHER),
    ("again", _OWNS_UP),
    (
        "refine",
        lazy(rf"{_EACH}?(?:给我|帮我|跟我)?{_SHOW}(?:出来|全了|全喽|一[列数排遍]|个单子|个清单|个表|个遍)"),
    ),
    ("refine", lazy(rf"{_EACH}(?:给我|帮我|跟我)?{_SHOW}(?:给我)?[听看]?")),
    (
        "refine",
        lazy(
            rf"{_EACH}?(?:是|有|指|包括|涵盖)(?:的是)?(?:哪|那)(?:几|些)?{_CLASSIFIER}?(?![\u3400-\u9fff])|{_EACH}(?:是|有)?哪(?:几|些){_CLASSIFIER}?"
        ),
    ),
    ("refine", lazy(rf"(?:一|总|拢|统|合)?(?:共|计)(?:有|是)?(?:几|多少){_CLASSIFIER}")),
    (
        "these",
        lazy(
            rf"(?:上面|刚才|前面)?[这那]?[两三四五六七八九十几]{_CLASSIFIER}(?:指标|目标)?(?:里[头面边]?|当中|之中|中间?)(?!的?[\u3400-\u9fff]?[条项]目标)"
        ),
    ),
    (
        "compare",
        lazy(
            r"(?:相?差|高|低|多|少)(?:了|出)?(?:几|多少)(?:个(?:小时|钟头|百分点|点|月)|小时|次|名|张|所|岁|年|天)"
        ),
    ),
    (
        "text",
        lazy(
            r"(?:给|让|帮|把)?(?:我|俺|咱|大家|大伙)?们?(?:再)?(?:[看瞅瞧瞄念读发贴抄甩粘引摘听]|复制)(?:一?[看瞅瞧瞄念读发]|一?眼|一?下|一?遍|出来|过来|给我)*(?:这|那|它)?(?:条|段|句)?的?(?:规划)?(?:原文|原话|原句|原词|原样|全文)"
        ),
    ),
    ("text", lazy(r"[那这原整]一?(?:句|段|条)原?(?:话|文)|原(?:句|话|文|词|样)(?:话|子)?")),
)
_SPOKEN_EN = (("again", _OWNS_UP_EN), ("part", _PART_ASKED_EN), ("text", _TEXT_ASKED_EN))


@dataclass
class Words:
    """What follow-ups are cut with, beside the lexicon: their own words, and those of questions over the table."""

    follow: dict[str, str] = field(default_factory=dict)
    table: dict[str, tuple[str, str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # word, by its first character


@lru_cache(maxsize=4)
def load_words(corpus: Path) -> Words:
    """The words of follow-ups and of the table, from a corpus."""
    words = Words()
    if (path := corpus / "follow_words.tsv").exists():
        words.follow = {fold_known(r["word"]): r["role"] for r in read_table(path, ("word", "role", "lang"))}
        asking = [w for w, role in words.follow.items() if role in _ASK_ROLES and not w.isascii()]
        for word in asking:  # 是哪一条 is longer than a word of tables would be otherwise
            words.follow.setdefault("是" + word, words.follow[word])
    if (path := corpus / "table_words.tsv").exists():
        rows = read_table(path, ("word", "slot", "value", "lang"))
        words.table = {
            fold_known(row["word"]): (row["slot"], row["value"]) for row in rows if row["slot"] != "domain"
        }
    for word in (*words.follow, *words.table):
        words.longest[word[:1]] = max(words.longest.get(word[:1], 0), len(word))
    return words


# --- cutting ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question.

    ``kind``: name, people, age, year, place, domain, figure, noun (what tables hold), a role of follow_words.tsv,
    word (of questions), phrase, table (words over the table) or gap (content that no dictionary has).
    """

    start: int
    end: int
    kind: str
    text: str
    mention: Mention | None = None
    slot: str = ""

    def roles(self) -> frozenset[str]:
        """Roles of a word of questions."""
        return frozenset(self.mention.values("word")) if self.mention else frozenset()


@dataclass(frozen=True)
class Cut:
    """A question and its pieces; ``shown`` is as it was typed, with the offsets of the folded ``text``."""

    text: str
    shown: str
    tokens: tuple[Token, ...]
    lang: Language

    @classmethod
    def of(cls, question: str, known: Knowledge) -> Cut:
        """Cut a question."""
        text = fold(question)
        bare = question.strip()
        shown = bare if len(bare) == len(text) else text
        lang = language_of(text)
        return cls(text, shown, _with_kin(_tokens(text, lang, known)), lang)

    def of_kind(self, *kinds: str) -> tuple[Token, ...]:
        """Tokens of some kinds, in order."""
        return tuple(token for token in self.tokens if token.kind in kinds)

    @property
    def is_phrase(self) -> bool:
        """Whether all of it is a greeting, thanks or the like."""
        said = [t for t in self.tokens if t.kind == "phrase"]
        return bool(said) and all(t.kind in ("phrase", "word", *OPENERS) for t in self.tokens)

    def said(self, token: Token) -> str:
        """A token as it was typed."""
        return self.shown[token.start : token.end]


def is_content(piece: str, known: Knowledge) -> bool:
    """Whether words that no dictionary has name something: a word of the plan, or any noun; the rest is chatter."""
    if piece.isascii():
        return True
    words = [piece[start:end] for start, end in segment(piece)]
    if any(len(word) > 1 and word in known.catalog.vocabulary for word in words):
        return True
    return any(tag.startswith(_NOUNS) for tag in pos_tags(piece))


def _tokens(text: str, lang: Language, known: Knowledge) -> list[Token]:
    """The pieces of folded text, left to right; what no dictionary has is a gap."""
    fixed = _fixed(text, lang, known)
    found: list[Token] = []
    at, gap = 0, -1

    def close(end: int) -> None:
        piece = text[gap:end] if gap >= 0 else ""
        if piece.strip(STOPS):
            lead = len(piece) - len(piece.lstrip(STOPS))
            body = piece.strip(STOPS)
            joined = bool(found) and found[-1].kind in ("place", "name") and found[-1].end == gap + lead
            kind = "gap" if joined or is_content(body, known) else "light"
            found.append(Token(gap + lead, gap + lead + len(body), kind, body, slot="unknown"))

    while at < len(text):
        token = fixed.get(at) or _longest(text, at, known)
        if token is not None and _ends_noun(text, gap, token):
            token = None
        if token is None:
            if text[at] in STOPS:
                close(at)
                gap = -1
            elif gap < 0:
                gap = at
            at += 1
            continue
        close(at)
        gap = -1
        found.append(token)
        at = token.end
    close(len(text))
    return found


_PARTICLES = ("吧", "呢", "吗")


def _ends_noun(text: str, gap: int, token: Token) -> bool:
    """Whether a single character is the end of a noun that begins with the one before it, which no dictionary has (位 of 车位, 吧 of 网吧)."""
    ends = token.kind == "word" or token.text in _PARTICLES
    alone = gap >= 0 and token.start - gap == 1 and token.end - token.start == 1 and ends
    return alone and (gap, token.end) in segment(text) and pos_tags(text[gap : token.end]) == ("n",)


def _tells_apart(token: Token, tokens: list[Token]) -> bool:
    """Whether 那个 stands between a thing and what tells it apart (护着孩子的那个热线), so that it points to nothing told before."""
    if token.kind != "it" or token.text[0] not in "那这":
        return False
    before = any(t.end == token.start and t.text.endswith("的") for t in tokens)
    return before and any(t.start == token.end and t.kind in ("gap", "noun", "name", "word") for t in tokens)


def _with_kin(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens; whose child is meant (他哥念高二, my son in junior high) is chatter beside a stage or an age, else content."""
    tokens = [replace(t, kind="light") if _tells_apart(t, tokens) else t for t in tokens]
    staged = any(token.kind in ("people", "age") for token in tokens)
    kin = {token.start for token in tokens if token.kind == "kin"}
    settled = []
    rest = [t for t in tokens if t.kind not in OPENERS and t.text != "的"]
    if len(rest) == 1 and rest[0].slot == "filler" and are_grown_ups(rest[0].text):
        tokens = [replace(t, kind="gap") if t is rest[0] else t for t in tokens]  # 老师呢: they are meant
    for token in tokens:
        owns = token.kind == "it" and bool(kin & {token.end, token.end + 1})
        if token.kind == "kin" or (owns and staged):
            token = replace(token, kind="light" if staged else "word" if token.mention else "gap")
        settled.append(token)
    return tuple(settled)


def _fixed(text: str, lang: Language, known: Knowledge) -> dict[int, Token]:
    """Years, ages, figures, domains and English names, by where they begin; the earlier kinds win."""
    spans: list[Token] = [
        Token(start, end + (text[end : end + 1] == "年"), "year", text[start:end])
        for _, start, end in find_years(text)
    ]
    spans += [Token(*m.span(), "age", m.group()) for m in (_AGE if lang == "zh" else _AGE_EN).finditer(text)]
    for kind, pattern in _SPOKEN if lang == "zh" else _SPOKEN_EN:
        spans += [Token(*m.span(), kind, m.group()) for m in pattern.finditer(text)]
    spans += _domains(text, lang, known)
    if lang == "zh":
        spans += [
            Token(a.start, a.end, "gap", a.text, slot="body")
            for a in read_actors(text, known.actors)
            if is_body(a.name) and len(a.text) > 2
        ]
    spans += [
        Token(body.start, body.end, "gap", text[body.start : body.end], slot="body")
        for body in named(text, known.body_kinds)
    ]
    if lang == "en":
        spans += _english_names(text, known.catalog.lexicon)
        spans += _english_matters(text, known)
    names = [m for m in known.catalog.lexicon.scan(text) if m.values("alias")]
    spans += [
        Token(q.start, q.end, "figure", q.text)
        for q in find_quantities(text)
        if (q.unit or q.text.strip().isdigit())
        and (re.search(r"[0-9]|[%‰]|百分|千分", q.text) or _is_spelt(q, text))
    ]
    taken: list[tuple[int, int]] = [(m.start, m.end) for m in names]
    kept: dict[int, Token] = {}
    for token in spans:
        if not any(token.start < end and start < token.end for start, end in taken):
            taken.append((token.start, token.end))
            kept[token.start] = token
    return kept


_SPELT_UNITS = frozenset({"小时", "分钟", "次", "名", "张", "所", "个月"})


def _is_spelt(figure: Quantity, text: str) -> bool:
    """Whether Chinese numerals with a unit (九个小时, 三次) state a figure; a single one mostly says of what (每次, 一个月)."""
    before = text[: figure.start]
    if figure.unit not in _SPELT_UNITS or before.endswith(
        ("这", "那", "每", "第", "哪", "头", "上", "下", "前", "后")
    ):
        return False
    return figure.value != 1 or before.endswith(("是", "要", "到", "为", "就", "得", "满"))


def _domains(text: str, lang: Language, known: Knowledge) -> list[Token]:
    """Titles of domains, whole, or the telling end of one before 领域 or 方面, or in English."""
    found = []
    for clause_id in known.tree.domains:
        english = known.tree.glosses.get(clause_id, "").lower()
        if lang == "en":
            if not english:
                continue
            short = english.split(" and ")[-1]
            pattern = rf"\b(?:{re.escape(english)}|{re.escape(short)}(?= (?:domain|area|field)s?\b))(?: (?:domain|area|field))?"
        else:
            title = fold_known(known.tree.clauses[clause_id].title)
            short = title.split("与")[-1]
            pattern = rf"(?:{re.escape(title)}|{re.escape(short)}(?=领域|方面|板块|那块|这块|类|{_SAYS_IN}))(?:领域|方面|板块|类)?"
        found += [Token(*m.span(), "domain", m.group()) for m in compiled(pattern).finditer(text)]
    return found


def _english_names(text: str, lexicon: Lexicon) -> list[Token]:
    """English names found by their words in any order, as one token from the first to the last of them."""
    found = []
    for bag in lexicon.bags_in(text):
        words = [m.span() for m in re.finditer(r"[a-z][a-z'-]*|[0-9]+", text) if stem(m.group()) in bag.stems]
        if words and words[-1][1] - words[0][0] <= len(bag.surface) + 24:
            start, end = words[0][0], words[-1][1]
            entries = lexicon.entries[bag.surface]
            found.append(
                Token(start, end, "name", text[start:end], Mention(start, end, text[start:end], entries))
            )
    return sorted(found, key=lambda token: token.start - token.end)


def _english_matters(text: str, known: Knowledge) -> list[Token]:
    """English words for what the plan speaks of (left-behind children), as content; words that ask are none."""
    words, lexicon = load_words(known.settings.corpus), known.catalog.lexicon
    index = known.matter_words
    people = [(m.start, m.end) for m in lexicon.scan(text) if m.values("population")]

    def has_own_kind(piece: str) -> bool:
        filler = words.table.get(piece, ("filler",))[0] == "filler"
        return piece in words.follow or piece in lexicon.entries or not filler

    return [
        Token(start, end, "gap", text[start:end])
        for start, end, _ in index.english.found(text, index.is_common)
        if not has_own_kind(text[start:end])
        and not any(low <= start and end <= high for low, high in people)  # kindergarten of kindergarten kids
    ]


def _longest(text: str, at: int, known: Knowledge) -> Token | None:
    """The longest word at a place; names and people go before words of the same length."""
    words, lexicon = load_words(known.settings.corpus), known.catalog.lexicon
    longest = max(words.longest.get(text[at], 0), lexicon.longest.get(text[at], 0))
    if not longest or _splits(text, at):
        return None
    for length in range(min(longest, len(text) - at), 0, -1):
        piece = text[at : at + length]
        entries = lexicon.entries.get(piece, ())
        role, (slot, value) = words.follow.get(piece), words.table.get(piece, ("", ""))
        if not (entries or role or slot) or _splits(text, at + length):
            continue
        if length == 1 and _inside_plan_word(text, at, known):
            return None
        if length > 1 and entries and text[at + length : at + length + 1] == "化":
            continue  # 小学化: what becomes of it, and not itself
        if slot == "people" and not entries and not role:
            entries = (Entry("population", tuple(value.split("+"))),)
        mention = Mention(at, at + length, piece, entries) if entries else None
        owner = lexicon.entries.get(piece.removesuffix("'s"), ()) if piece.endswith("'s") else ()
        kind = _kind(mention, role, slot, any(e.kind in ("place", "region", "part") for e in owner))
        return Token(at, at + length, kind, piece, mention, slot)
    return None


def _inside_plan_word(text: str, at: int, known: Knowledge) -> bool:
    """Whether a character is a part of a word of the plan that no dictionary has (园 of 幼儿园)."""
    low, high = next(((a, b) for a, b in segment(text) if a <= at < b), (at, at))
    word = text[low:high]
    pieces = [word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1)]
    words, entries = load_words(known.settings.corpus), known.catalog.lexicon.entries
    held = any(p in entries or p in words.follow or p in words.table for p in pieces)
    return len(word) > 1 and not held and word in known.catalog.vocabulary


def _kind(mention: Mention | None, role: str | None, slot: str, owns: bool = False) -> str:
    if mention and mention.values("alias"):
        return "name"
    if mention and mention.values("population"):
        return "people"
    if mention and (any(mention.values(kind) for kind in ("place", "region", "part")) or owns):
        return "place"
    if slot == "noun":
        return "noun"
    if mention and mention.values("phrase"):
        return "phrase"
    if role:
        return role
    if mention and mention.values("word"):
        return "word"
    return "table" if slot else "word"


def _splits(text: str, at: int) -> bool:
    """Whether a place lies inside a Latin word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def asks(token: Token) -> bool:
    """Whether a token asks, points or does something, so that it is no part of a subject's ends."""
    return token.kind not in (
        "name",
        "people",
        "age",
        "domain",
        "gap",
        "verb",
        "noun",
        "place",
        "year",
        "figure",
    )
