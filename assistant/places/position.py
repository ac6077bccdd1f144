"""Questions where something stands (写在第几部分第几条, 排第几): whether one asks that, and what it asks besides."""

from __future__ import annotations

from assistant.patterns import lazy
from assistant.places.words import EN_UNIT, ZH_UNIT

_KIND = r"(?:领域|部分|目标|措施|原则|任务)"
# Words for a level; 第几个 alone may be anything.
_UNIT = rf"(?:{'|'.join(unit for unit in ZH_UNIT.split('|') if unit != '个')}|个?(?:大|主要|重点)?{_KIND})"
# The number that is asked for; a rank (第几个, 老几) is one only of what the plan names.
_NUMBER = rf"第几(?!次|届|年|天|名|批|期|轮|代|胎|个?(?:孩子|儿子|女儿|娃)){_UNIT}?(?:重点|主要|重大|基本)?(?:任务|目标|措施|原则|工作|行动|工程)?"
_RANK = r"(?:排|列|数|居|占|位居|位列|放)?(?:在|到)?(?:第几(?:位|名|个)?|老几)"
_WHICH = rf"(?:哪一?个?|[啥什]么?)(?:大?{_UNIT})"
_LISTED_KIND = lazy(r"(?:目标|措施|原则)$")
_TOKEN = lazy(rf"{_NUMBER}|{_RANK}|{_WHICH}")
_NUMBER_EN = lazy(
    r"\b(?:(?:what|which) (?:number|position|rank|place)|(?:at|in) (?:what|which) (?:number|position|place))\b(?: (?:is|does|are|do))?|\bwhere (?:in the (?:list|order|sequence))? ?(?:does|do|is)\b(?=.*\b(?:rank|come|stand|list|order)\b)|\b(?:ranks?|comes?) in the (?:list|order)\b"
)
_SURE = lazy(rf"第几(?:大|个)?{_UNIT}")
_RANKS = lazy(r"第几|老几")
# The verb that leads to it.
_LEAD = lazy(
    r"(?:那|这)?(?:又|都|就|也|该)?(?:是|要)?(?:写|放|列|排|搁|归|属|印|摆|记|载|说|讲|提|出现|规定|收录|位)(?:在|到|于|进)+|(?:是|在|属于|位于|算)"
)
_TAIL = lazy(r"(?:里(?:头|面|边)?|中|当中|上)?(?:写着|写的|讲的|说的|的)?(?:来着|呢|啊|呀|吗|嘛|哈|吧)*")
_PIECE = lazy(r"[^，,。；;！!？?、]+[，,。；;！!？?、]*")
_PLACE_EN = lazy(rf"\b(?:which|what) (?:{EN_UNIT})\b")
# Which chapter deals with …, where in the plan is … mentioned: what is asked besides stands between the two.
_UNIT_EN = r"(?:chapter|part|section|clause|article|paragraph)"
_OF_PLAN_EN = r"(?: (?:of|in) (?:the|this) (?:plan|document|paper|text))"
_COVERS_EN = (
    r"(?:deals? with|covers?|talks? about|speaks? (?:of|about)|is (?:about|on)|concerns?|discusses|describes|addresses|"
    r"contains?|mentions?|treats?|includes?|handles?)"
)
_LEAD_EN = lazy(
    rf"^(?:in )?(?:which|what) {_UNIT_EN}{_OF_PLAN_EN}? (?:{_COVERS_EN}|(?:do|can|would|will) (?:i|we|you|one) find|is|are) "
    rf"|^where{_OF_PLAN_EN} (?:is|are|(?:do|can|would|will) (?:i|we|you|one) find) "
)
_TAIL_EN = lazy(
    r" (?:mentioned|found|covered|discussed|described|addressed|dealt with|spoken of|located|placed|treated|in|under|written)(?=\??$)"
)
_RANKED_EN = lazy(r"\b(?:most|least|fewest|fewer|more|less|highest|lowest|longest|shortest|how many)\b")
_PLACE = lazy(r"(?:哪一?个?|啥|什么)(?:领域|大?部分|板块|章节?|节|块)|哪一?(?:条|项|款)")
# What it is asked for.
_PURPOSE = lazy(
    r"[我俺]?(?:们)?(?:要|想|好|需要|得|准备)?(?:引用|引述|标注?(?:出处)?|注明出处|写脚注|核对|查证|写材料)(?:一下|用)?[，,。；;！!？?、]*"
)
_SHORT = 12  # characters of a piece that holds nothing but a place (策略措施第几条)


def asks_place(text: str) -> bool:
    """Whether a folded question asks where something stands, whatever else it asks."""
    return bool(_SURE.search(text) or _PLACE.search(text) or _PLACE_EN.search(text))


def asks_number(text: str) -> bool:
    """Whether a folded question asks which number something has in its list (第几, 排老几, what number)."""
    return bool(_RANKS.search(text) or _NUMBER_EN.search(text))


def without_tokens(text: str) -> str:
    """A folded question with the words for the number that it asks for blanked out, offsets kept.

    What the number is one of (第几条措施) stays, as it tells which list is meant.
    """
    text = _TOKEN.sub(lambda match: _blanked(match.group()), text)
    return _NUMBER_EN.sub(lambda match: "\n" * len(match.group()), text)


def _blanked(token: str) -> str:
    """Words for a number as blanks, up to the name of a list behind them."""
    kind = _LISTED_KIND.search(token)
    at = kind.start() if kind and kind.start() else len(token)
    return "\n" * at + token[at:]


def without_place(text: str, *, named: bool) -> str:
    """A folded question without the pieces that ask for the number of a place; the same where none does.

    Args:
        text: the question.
        named: whether it names something of the plan, so that its rank there can be meant (排老几).
    """
    if text.isascii():
        return _without_english(text)
    ranked = _RANKS.search(text) and (named or _PLACE.search(text))
    if not (_SURE.search(text) or ranked):
        return text
    pieces = (match.group() for match in _PIECE.finditer(text))
    kept = (_without(piece) for piece in pieces if not _PURPOSE.fullmatch(piece))
    left = "".join(piece for piece in kept if piece.strip("，,。；;！!？?、 "))
    return left.strip() or text


def _without_english(text: str) -> str:
    lead = _LEAD_EN.match(text)
    if not lead or _RANKED_EN.search(text):
        return text
    return _TAIL_EN.sub("", text[lead.end() :]).strip() or text


def _without(piece: str) -> str:
    """A piece of a question without the place asked for and what leads to it."""
    tokens = list(_TOKEN.finditer(piece))
    if not tokens:
        return piece
    first, last = tokens[0], tokens[-1]
    leads = [
        match for match in _LEAD.finditer(piece, 0, first.start() + 1) if match.end() <= first.start() + 1
    ]
    start = leads[-1].start() if leads else (0 if len(piece) <= _SHORT else first.start())
    tail = _TAIL.match(piece, last.end())
    end = tail.end() if tail else last.end()
    return piece[:start] + piece[end:]
