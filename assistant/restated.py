"""What a sentence confirms or denies of the question, read again from both.

    wrong_confirmation(text, question, quotes)    是的，… : the figure told is one that the question states
    wrong_upholding(text, question, quotes)       不对，规划里就是这样：… : the figure told is one that the question denies
    wrong_number(text, question, echoes)          是的，共 2 条 : that number is stated; 不是，共 1 条，不是「没有一个」: another one
    wrong_denial(said, echoes, quotes, …)         不是，… : what is denied is none of what is told
    wrong_meeting(text, question)                 您问的「95%」达到规划的目标：… : it keeps to the bound; how far off it is
    wrong_standing(text, echoes, paths, …)        …写在「儿童与健康」，不是写在「教育领域」: that is where the clauses stand

Part of the checks: it imports nothing that makes a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.numerals import AGES, find_fractions, find_quantities, find_years, same_value, sided
from assistant.patterns import lazy
from assistant.records import Quantity

CONFIRMS = lazy(r"^(?:是的，|Yes, )")
DENIES = lazy(r"^(?:不是，|No, (?!the plan does set this for ))")
# 不对，规划里就是这样: of a figure that the question says is not the plan's.
UPHOLDS = lazy(r"^(?:不对，规划里就是这样：|No, the plan does set this for )")
_COUNTS = lazy(r"共\s*(\d+)\s*[条项个章]|\bhas\s+(\d+)\s+(?:such|parts|chapters)|: (\d+) in all\b")
_NUMBERS = lazy(
    r"[0-9]+|[一二两三四五六七八九十百]+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty)\b",
    re.IGNORECASE,
)
# That there is none (没有一个, 都没, none of them).
_NONE = lazy(
    r"(?<!有)(?:没有?|无)(?:任何)?[一半哪]?[个项条]|(?:没有?|无)[超高低少大小过][^，,。；;？?的]{1,12}的(?=[，,。?？吧吗嘛么]|$)|无一|没有任何|(?<!有)(?:没有|没设|没定|没列|无)[^，,。；;？?的0-9]{0,8}(?:指标|目标|措施|条款|细项)(?=[，,。？?]|[对是吧吗嘛么呀啊]|$)|[都均全](?:没有?|未)|一[个项条][^，,。；;？?]{0,18}?[也都均](?:没|无)"
    r"|\b(?:none|not (?:a single|one)|no)\b"
)
_OF_ALL = lazy(r"全部|都不|并非|\b(?:all|none|not all)\b")
# Classifiers differ from speaker to speaker, and English leaves them out.
_CLASSIFIERS = frozenset({"名", "张", "所", "个", "位", "项", "条", "章", "人", "家", ""})
# People say 低于 and "below" for 以下, 超过 and "over" for 以上.
_LOOSELY = {"<=": "<", ">=": ">"}


def wrong_confirmation(text: str, question: str, quotes: Iterable[str]) -> str | None:
    """Why a sentence confirms what the question does not state, or only a half of it; None where it holds.

    Args:
        text: the sentence.
        question: the question, folded.
        quotes: what the answer cites; every figure of the question stands in one of them.
    """
    if _COUNTS.search(text):
        return wrong_number(text, question, ())
    if reads := re.match(_READS, text):
        return _wrong_reading(_squeeze(reads["own"]), _squeeze(question), quotes)
    if _HAS_WORDS.match(text):
        return wrong_words(text, question, quotes)
    asked = [q for q in _figures(question) if not (q.unit in AGES and q.comparator == "=")]
    told = _figures(text)
    if not any(_holds(a, t) for a in asked for t in told):
        return "what is confirmed is not what the question states"
    cited = [q for quote in quotes for q in _figures(quote)]
    strange = [
        a for a in asked if not any(a.value == q.value or same_value(_in_percent(a), q) for q in cited)
    ]
    return f"the question also states {strange[0].text!r}" if strange else None


# What denies a figure that follows it.
_DENIED_BEFORE = lazy(r"(?:不|没|未|非)[^，,。；;？?]{0,8}$|(?:\bnot|n't|\bnever)\b[^,.;?]{0,24}$")


def wrong_upholding(text: str, question: str, quotes: Iterable[str]) -> str | None:
    """Why a figure that is told against the question is not one that it denies; None where it holds."""
    before = [question[: figure.start] for figure in _figures(question)]
    if not any(_DENIED_BEFORE.search(said) for said in before):
        return "the question does not deny what is told against it"
    return wrong_confirmation(text, question, quotes)


# What stands at a place of the plan, by its own words.
_READS = r"是的，该处写的是「(?P<own>[^「」]+)」。$"
_PLACE_READS = lazy(r"^(?:是的|不是)，该处写的是「(?P<own>[^「」]+)」")
_NUMBERED_PLACE = lazy(
    r"第\s*(?P<number>[一二三四五六七八九十0-9]+)\s*个?大?(?P<unit>章|部分|领域|节|条|项|点|款|目标|措施)?"
)
_OF_HEADINGS = frozenset({"章", "部分", "领域", "节"})
_PRINTED_NUMBER = lazy(r"^[（(]?(?P<number>[一二三四五六七八九十]+)[）)、]")
_RUN = 4  # characters in a row that a statement shares with the words it gets right
# What the plan says in so many words, and what it does not say of a thing.
_HAS_WORDS = lazy(r"^是的，规划原文写有「(?P<own>[^「」]+)」。$")
_LACKS_VERB = lazy(r"^不是，规划没有写「(?P<said>[^「」]+)」，对此写的是：$")
# Words that forbid, that let or help something be, and that turn round what follows them.
_BANS = lazy(
    r"禁|不得|不准|不许|不让|不允许|杜绝|取缔|叫停|防止|制止|遏制|遏阻|打击|查处|严防|避免|远离|限制|清除|清理|抵制|反对|惩"
)
_LETS = lazy(
    r"允许|准许|可以|鼓励|支持|提倡|倡导|推广|推行|推动|推进|发展|扩大|增加|丰富|引导|扶持|开展|普及|培育|积极|大力|加强建设"
)
_NEGATES = lazy(r"[不未没无非]|禁|严防|防止|避免|杜绝|反对|制止|打击|取缔|减少|抵制|惩|拒绝")
# What may follow words that are whole (鼓励商业保险 is cut out of 鼓励商业保险机构开发…).
_ENDS = lazy(r"\s*(?:[^\w\s]|[和与及或等]|$)")
_VERB_SAID = lazy(
    r"禁止|严禁|不准|不许|不让|取缔|禁掉|叫停|允许|准许|鼓励|支持|提倡|倡导|推广|取消|禁[了掉]?$"
)
_LEAST_THING = 2  # characters of a thing
_END = 2  # characters at its end by which a heading is called


def _wrong_reading(own: str, question: str, quotes: Iterable[str]) -> str | None:
    """Why words do not stand where they are said to, or are not what the question says."""
    if not any(own in _squeeze(quote) for quote in quotes):
        return f"「{own}」 does not stand in what is cited"
    said = any(own[at : at + _RUN] in question for at in range(max(len(own) - _RUN, 0) + 1))
    said = said or own[-_END:] in question  # 教育 of 儿童与教育
    return None if said else f"the question does not say 「{own}」"


def wrong_words(text: str, question: str, quotes: Iterable[str]) -> str | None:
    """Why words that are said to stand in the plan do not, say the contrary there, or are not what the question says."""
    match = _HAS_WORDS.match(text)
    if match is None:
        return None
    own, quoted = _squeeze(match["own"]), [_squeeze(quote) for quote in quotes]
    found = [quote for quote in quoted if own in quote]
    if not found:
        return f"「{own}」 does not stand in what is cited"
    at = found[0].find(own)
    if _NEGATES.search(re.split(r"[，,；;。]", found[0][:at])[-1]) or not _ENDS.match(
        found[0][at + len(own) :]
    ):
        return f"「{own}」 is cut out of words that say something else"
    bare = re.compile(r"[\W_]+")
    return None if bare.sub("", own) in bare.sub("", question) else f"the question does not say 「{own}」"


def wrong_lack(text: str, plan: str) -> str | None:
    """Why a plan may say what a sentence says that it does not: a thing is forbidden or let be in no sentence on it.

    Args:
        text: the sentence.
        plan: the plan's whole text, folded.
    """
    match = _LACKS_VERB.match(text)
    if match is None:
        return None
    said = _squeeze(match["said"])
    verb = _VERB_SAID.search(said)
    rest = (said[verb.end() :] or said[: verb.start()]) if verb else ""
    sizes = range(len(rest), _LEAST_THING - 1, -1)
    found = (rest[at : at + size] for size in sizes for at in range(len(rest) - size + 1))
    thing = next((piece for piece in found if piece in _squeeze(plan)), "")
    if verb is None or not thing or said in _squeeze(plan):
        return f"that 「{said}」 is not written cannot be told"
    words = _BANS if _BANS.search(verb.group()) else _LETS
    for sentence in re.split(r"[。；;\n]", plan):
        if thing in _squeeze(sentence) and words.search(sentence):
            return f"「{said}」 may be meant by {sentence.strip()[:30]!r}"
    return None


# 不是，规划对此没有写「两次」: no clause that is cited has it.
_SILENT = lazy(r"^(?:不是，规划对此没有写|No, the plan does not say )「(?P<said>[^「」]+)」")


_HAN = {
    Decimal(n): h for n, h in enumerate(("一", "二两", "三", "四", "五", "六", "七", "八", "九", "十"), 1)
}


def wrong_silence(text: str, question: str, quotes: Iterable[str]) -> str | None:
    """Why what is said not to be written of a matter is, or is none of the question's words; None where it holds.

    Args:
        text: the sentence.
        question: the question, folded.
        quotes: what the answer cites.
    """
    match = _SILENT.match(text)
    if match is None:
        return None
    said, quotes = _squeeze(match["said"]), tuple(quotes)
    if said not in _squeeze(question):
        return f"the question does not say 「{said}」"
    asked, told = _figures(match["said"]), [q for quote in quotes for q in _figures(quote)]
    if any(same_value(a, t) or (not a.unit and a.value == t.value) for a in asked for t in told):
        return f"「{said}」 stands in what is cited"
    spelt = {f"{h}{a.unit}" for a in asked for h in _HAN.get(a.value, "") if a.unit}
    if any(words in _squeeze(quote) for words in (said, *spelt) for quote in quotes):
        return f"「{said}」 stands in what is cited"
    return None


def wrong_place(text: str, question: str, quotes: Iterable[str]) -> str | None:
    """Why what is told of a chapter or domain by its number is that of another one; None where it holds.

    Args:
        text: the sentence.
        question: the question, folded.
        quotes: what it cites; a heading is quoted with the number that is printed before it.
    """
    reads, said = _PLACE_READS.match(text), _NUMBERED_PLACE.findall(question)
    if reads is None or not said or said[-1][1] not in _OF_HEADINGS:
        return None  # 第一章第三节: the last number is that of the heading
    number = said[-1][0]
    printed = [m["number"] for quote in quotes if (m := _PRINTED_NUMBER.match(_squeeze(quote)))]
    if printed and _number(number) not in [_number(other) for other in printed]:
        return f"it stands at number {printed[0]}, not {number}"
    return None


def wrong_number(text: str, question: str, echoes: Iterable[str]) -> str | None:
    """Why a number of things is confirmed that the question does not state, or denied that is the one told.

    Args:
        text: the sentence.
        question: the question, folded.
        echoes: the number that is denied, in the asker's words.
    """
    if _OF_ALL.search(text):
        return None  # whether all of them fit: no number is stated
    told = {Decimal(number) for count in _COUNTS.findall(text) for number in count if number}
    if told and CONFIRMS.match(text) and not any(_is_stated(number, question) for number in told):
        return "the number that is confirmed is not the one stated"
    if told and DENIES.match(text) and any(_is_stated(number, words) for words in echoes for number in told):
        return "the number that is denied is the one told"
    return None


# A number of things that is only bounded (超过15条, 不到十个, 12条以上).
_BOUNDED = lazy(
    rf"(?P<side>不超过|不多于|不高于|至多有?|最多有?|顶多有?|不少于|不低于|至少有?|起码有?|超过?|多于|大于|高于|不止|不到|不足|不满|没到|少于|小于|低于"
    rf"|no more than |not more than |at most |at least |more than |over |above |fewer than |less than |under |below )了?(?P<many>{_NUMBERS.pattern})(?![0-9.]*\s*(?:[%‰]|per))"
    rf"|(?P<number>[0-9]+|[一二两三四五六七八九十百]+)[个条项]?(?:及|或)?(?P<behind>以[上下内])",
    re.IGNORECASE,
)
_LEAST = frozenset({"不少于", "不低于", "至少", "至少有", "起码", "起码有", "at least", "以上"})
_MOST = frozenset({
    "不超过", "不多于", "不高于", "至多", "至多有", "最多", "最多有", "顶多", "顶多有", "no more than", "not more than", "at most",
    "以下", "以内",
})  # fmt: skip
_LESS = frozenset(
    {"不到", "不足", "不满", "没到", "少于", "小于", "低于", "fewer than", "less than", "under", "below"}
)


def _is_stated(told: Decimal, words: str) -> bool:
    """Whether words state a number of things, or a bound that it keeps to."""
    if _NONE.search(words):
        return told == 0
    bounded = [(m, _number(m["many"] or m["number"])) for m in _BOUNDED.finditer(words)]
    for match, number in bounded:
        side = (match["side"] or match["behind"]).strip().lower()
        if number is None:
            continue
        keeps = (
            told >= number if side in _LEAST
            else told <= number if side in _MOST
            else told < number if side in _LESS
            else told > number
        )  # fmt: skip
        if keeps:
            return True
    return told in _stated_numbers(_BOUNDED.sub("", words))


def _stated_numbers(words: str) -> set[Decimal]:
    if _NONE.search(words):
        return {Decimal(0)}
    return {number for n in _NUMBERS.findall(words) if (number := _number(n)) is not None}


def wrong_denial(said: str, echoes: Iterable[str], quotes: str, *, of_clause: bool) -> str | None:
    """Why a sentence denies what the plan has; None where it holds.

    Args:
        said: the sentence without its echo slots.
        echoes: what it denies, in the asker's words.
        quotes: what it cites.
        of_clause: whether it tells a figure of a clause, not of a row; then no figure of the clause may be denied.
    """
    told = _figures(said)
    if wrong := next((words for words in echoes if _binds_like(words, told)), None):
        return f"「{wrong}」 is denied and says what is told"
    there = {(q.value, q.unit) for q in find_quantities(quotes)} if of_clause else set()
    for words in echoes:
        asked = [_bound(figure, words) for figure in sided(_figures(words), words)]
        if any(_holds(a, t) for a in asked for t in told) or any((a.value, a.unit) in there for a in asked):
            return f"「{words}」 is denied and stands in what is cited"
        if not asked and not find_years(words) and _squeeze(words) in _beside_told(words, said, quotes):
            return f"「{words}」 is denied and stands in what is cited"
    return None


# Words that bind a figure without standing right beside it: from above, from below.
_CAP = lazy(
    r"封了?顶|到顶|天花板|上限|最高|最多|顶多|至多|撑死|充其量|为限|(?:不|别)[能得可许准]?(?:超|突破|高于|大于|多于)"
    r"|\b(?:cap(?:ped)?|ceiling|upper limit|maximum|at most|(?:no|not) (?:more|higher) than|exceed)\b"
)
_FLOOR = lazy(
    r"打底|保底|底线|下限|起步|最低|最少|至少|起码|少说|(?:不|别)[能得可许准]?(?:低于|少于|小于)"
    r"|\b(?:floor|lower limit|minimum|at least|(?:no|not) (?:less|lower) than|fall below)\b"
)


def _bound(figure: Quantity, words: str) -> Quantity:
    """A figure with the bound that a word of the same words gives it (96%就封顶)."""
    if figure.comparator != "=" or bool(_CAP.search(words)) == bool(_FLOOR.search(words)):
        return figure
    return replace(figure, comparator="<=" if _CAP.search(words) else ">=")


def _binds_like(words: str, told: tuple[Quantity, ...]) -> bool:
    """Whether words without a figure of their own bind as what is told does (上限 of 8%以下)."""
    if _figures(words) or not told:
        return False
    cap, floor = bool(_CAP.search(words)), bool(_FLOOR.search(words))
    bounds = {figure.comparator for figure in told}
    return (cap and not bounds.isdisjoint(("<", "<="))) or (floor and not bounds.isdisjoint((">", ">=")))


# Verbs before a figure without a bound that want it to be reached (达到97%).
_REACHED = lazy(r"(?:达到|增至|升至|提高到|提升到)\s*$")
# 您问的「95%」达到规划的目标：…, …没有达到规划的目标：…
MEETS = lazy(
    r"^(?:不是，)?您问的「(?P<zh>[^」]+)」(?P<fails_zh>没有)?达到规划的目标："
    r"|^(?:No, t|T)he 「(?P<en>[^」]+)」 you wrote (?:meets|(?P<fails_en>does not meet)) the plan's target: "
)
# How far off it is, at the end of such a sentence.
OFF = lazy(
    r"，与目标相差 (?P<off>[0-9.]+) ?(?P<unit>[^\s，。（）]*)（推算）。$"
    r"|, (?P<off_en>[0-9.]+) ?(?P<unit_en>[^,().]*?) from it \(derived\)\.$"
)
# 按您问的「5家乡镇卫生院」推算：…，2 × 5 = 10 名以上（推算）。 What is behind the row's figure is worked out again.
SCALED = lazy(
    r"^(?:按您问的「(?P<zh>[^」]+)」推算：|With the 「(?P<en>[^」]+)」 you wrote: )(?P<row>.+?)[，;] ?"
    r"(?P<made>(?P<left>[0-9.]+) (?P<sign>[×+−]) (?P<by>[0-9.]+) = (?:(?P<bound_en>at least|at most) )?(?P<result>[0-9.]+) ?(?P<unit>[^\s（(]*?)(?P<bound>以[上下])?(?:（推算）。| \(derived\)\.))$"
)
_POINTS = {
    "个百分点": "%", "percentage points": "%", "percentage point": "%",
    "个千分点": "‰", "points per mille": "‰",
}  # fmt: skip


def wrong_meeting(text: str, question: str, quotes: str) -> str | None:
    """Why a figure of the question does not stand to a bound as a sentence says; None where it does.

    Args:
        text: the sentence.
        question: the question, folded.
        quotes: what the sentence cites; the verb there tells which way a figure without a bound goes (达到97%).
    """
    match = MEETS.match(text)
    if match is None:
        return None
    words = match["zh"] or match["en"]
    off = OFF.search(text)
    asked, told = _figures(words), _figures(text[match.end() : off.start() if off else len(text)])
    if _squeeze(words) not in _squeeze(question):
        return f"the question does not say {words!r}"
    if len(asked) != 1 or not told or not _one_unit(asked[0], told[-1]):
        return "what is met and what meets it cannot be compared"
    keeps = _keeps(asked[0].value, told[-1], quotes)
    if keeps and DENIES.match(text):
        return f"{words!r} keeps to {told[-1].text!r} and is denied"
    if keeps == bool(match["fails_zh"] or match["fails_en"]):
        return f"{words!r} {'keeps' if keeps else 'does not keep'} to {told[-1].text!r}"
    return _wrong_off(off, asked[0], told[-1]) if off else None


def _one_unit(asked: Quantity, told: Quantity) -> bool:
    return asked.unit in ("", told.unit) or {asked.unit, told.unit} <= _CLASSIFIERS


def _keeps(value: Decimal, bound: Quantity, quotes: str) -> bool:
    return {
        "<=": value <= bound.value,
        "<": value < bound.value,
        ">": value > bound.value,
        "=": value == bound.value or (value > bound.value and _reached(bound, quotes)),
    }.get(bound.comparator, value >= bound.value)


def _wrong_off(off: re.Match[str], asked: Quantity, told: Quantity) -> str | None:
    """Why a figure is not so far from its bound as a sentence says, or not by such a unit."""
    said, unit = off["off"] or off["off_en"], off["unit"] or off["unit_en"] or ""
    if Decimal(said) != abs(asked.value - told.value):
        return f"it is {said} off, not {abs(asked.value - told.value)}"
    in_points = told.unit in _POINTS.values()
    printed = find_quantities(f"{said} {unit}")
    right = _POINTS.get(unit) == told.unit if in_points else bool(printed) and printed[0].unit == told.unit
    return None if right else f"how far it is off is said in {unit!r}, the figures are in {told.unit!r}"


def _reached(figure: Quantity, quotes: str) -> bool:
    """Whether what is cited wants a figure to be reached, so that more is as good."""
    return any(same_value(q, figure) and _REACHED.search(quotes[: q.start]) for q in find_quantities(quotes))


def _beside_told(words: str, said: str, quotes: str) -> str:
    """What is cited without the words told that hold those denied (早于 in 「不早于」)."""
    cited = _squeeze(quotes)
    for told in re.findall(r"「([^「」]+)」", said):
        if _squeeze(words) in _squeeze(told) and _squeeze(words) != _squeeze(told):
            cited = cited.replace(_squeeze(told), " ")
    return cited


# Where a matter is said to stand.
STANDS = lazy(
    r"^(?:不是，这项内容写在|是的，这项内容写在|不是，这项内容不只写在|不是，规划里有这项内容，写在)「(?P<zh>[^」]+)」"
    r"(?:，(?:还写在)?(?P<more_zh>「.+」)(?:里也有专门的条款)?。$)?"
    r"|^(?:(?:No|Yes), this stands under|No, this stands not only under|No, the plan has this, under) 「(?P<en>[^」]+)」"
    r"(?:, (?:but|and) also under (?P<more_en>「.+」)\.$)?"
)
_PART_OF_PLAN = lazy(r"(?:大?领域|大?板块|大?部分|篇章?|章节?|\s+(?:domain|chapter|section|part|area))$")


def wrong_standing(text: str, question: str, echoes: Iterable[str], paths: Iterable[str]) -> str | None:
    """Why a matter does not stand where a sentence says, or what is confirmed is not what the question says.

    Args:
        text: the sentence.
        question: the question, folded.
        echoes: the part of the plan that is denied, in the asker's words.
        paths: headings above the cited clause, and its own text where it is one.
    """
    match = STANDS.match(text)
    if match is None:
        return None
    place, above = _squeeze(match["zh"] or match["en"]), [_squeeze(path) for path in paths]
    if not any(path.endswith(place) for path in above):
        return f"「{place}」 does not stand above what is cited"
    for other in re.findall(r"「([^」]+)」", match["more_zh"] or match["more_en"] or ""):
        if not any(path.endswith(_squeeze(other)) for path in above):
            return f"「{other}」 does not stand above what is cited"
    for words in echoes:
        part = _squeeze(_PART_OF_PLAN.sub("", words))
        if any(path.endswith(part) for path in above):
            return f"「{words}」 is denied and stands above what is cited"
    shared = any(place[at : at + 2] in question for at in range(len(place) - 1))
    if text.startswith(("是的", "Yes")) and not (shared or question.isascii()):
        return f"the question does not speak of 「{place}」"
    return None


def _figures(text: str) -> tuple[Quantity, ...]:
    years = [(start, end) for _, start, end in find_years(text)]
    found = (*find_quantities(text), *find_fractions(text))
    return tuple(q for q in found if not any(a <= q.start < b for a, b in years))


def _number(text: str) -> Decimal | None:
    """A number that stands by itself, read as one of times."""
    if text == "一":
        return Decimal(1)  # 一次 is no figure
    found = find_quantities(f"{text} times" if text.isalpha() and text.isascii() else f"{text}次")
    return found[0].value if found else None


def _in_percent(figure: Quantity) -> Quantity:
    return replace(figure, value=figure.value * 10, unit="%") if figure.unit == "成" else figure


def _holds(asked: Quantity, told: Quantity) -> bool:
    """Whether a figure of a question is the one told: the value, the unit and the bound where it gives one."""
    if told.comparator in ("down_by", "up_by") and asked.comparator != told.comparator:
        return False  # 15% is a level, 下降15% a change
    same = same_value(_in_percent(asked), told) or (asked.unit == "" and asked.value == told.value)
    alike = asked.value == told.value and {asked.unit, told.unit} <= _CLASSIFIERS
    return (same or alike) and asked.comparator in ("=", told.comparator, _LOOSELY.get(told.comparator))


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
