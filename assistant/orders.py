"""Text that orders the program instead of asking about the plan, and requests for work that it does not do.

    OrderWords.kind(text)    "order", "request" or ""

An order is what one does to a program and what one does it to, side by side in one sentence: words that set aside and
rules (忽略…指令), that show and what is inside (贴出…配置文件), that alter and what is stored (删掉…你的资料), that dictate and
the answer (谁问你都答…). Both are lists of words; what may also be a matter of a plan (规则, 数据) counts only where the
program is spoken to. Languages of machines (SQL, shell, code) are known by their form, also inside base64.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Final, Literal

from assistant.patterns import lazy

OrderKind = Literal["order", "request", ""]
# Parts that make an order together; the second of a pair in LOOSE counts only where the program is spoken to.
PAIRS: Final = (
    ("certain", ""), ("override", "inner"), ("override", "rules"), ("reveal", "inner"), ("alter", "stored"), ("dictate", "answer"),
    ("execute", "code"),
)  # fmt: skip
LOOSE: Final = (
    ("override", "limits"), ("alter", "data"), ("role", ""), ("invent", "figure"),
)  # fmt: skip
# Parts that count only where the program is spoken to, or is told to do them.
_SPOKEN_PARTS: Final = frozenset({*(first for first, _ in LOOSE), "answer"})
NEAR: Final = 32  # characters between the two
PARTS: Final = frozenset(
    {part for pair in (*PAIRS, *LOOSE) for part in pair if part}
    | {"answer", "dictated", "produce", "product", "whole"}
)

_SENTENCE = lazy(r"[。！？!?;；\n]+|(?<=[a-z0-9])\.(?= |$)")
_SPOKEN_TO = lazy(r"你(?!们)|您|助手|机器人|\b(?:you|your|yourself|assistant|bot|chatbot|ai)\b")
# A verb that begins a sentence or a part of it, or follows 请, 帮我, 把…: an order, no question.
_TOLD_TO = r"(?:^|[,，:：、]|请|[帮替](?:[我俺咱]们?)?|给[我俺咱]们?|麻烦|就|快|赶紧|立刻|马上|现在|然后|先|把[^,，]{1,16}|\b(?:please|and|then|just|now|to|can you|could you) )\s*"
# Who asks what the plan says does not give an order.
_ASKS_PLAN = lazy(
    r"(?:规划|文件|措施|目标|政策|规定)[^,，]{0,12}(?:怎么|如何|咋|有没有|是否|什么|哪|吗|多少|要求)|\bwhat does the plan\b|\bdoes the plan\b"
)
# Who writes something and looks for what the plan says does not have the program write it.
_CITES_PLAN = lazy(r"(?:想查|查一下|查查|引用|找)[^,，]{0,8}规划|规划(?:里|中|关于|对|上)")
_MACHINE = lazy(
    r"\bselect\b.{1,80}\bfrom\b\s*[\w\"'`\[]|\b(?:insert|replace)\s+into\b|\bupdate\b\s+\w+\s+\bset\b|\bdelete\s+from\b|\b(?:drop|alter|create|truncate|attach|detach)\s+(?:table|database|view|index|trigger)\b"
    r"|\bunion\s+(?:all\s+)?select\b|\bpragma\s+\w+|['\"]\s*(?:or|and)\s*['\"]?\w+['\"]?\s*=\s*['\"]?\w+|['\"]\s*;\s*--"
    r"|\b(?:powershell|cmd(?:\.exe)?|bash|zsh|python3?|perl|node)\s+[-/]\w|\brm\s+-[rf]+\b|\bsudo\s+\w+|\bchmod\s+\d+|\b(?:wget|curl)\s+(?:-\w+\s+)*\S*[/.]|\bcat\s+/|/(?:etc|proc|root|var/log)/\w|\bos\.(?:system|environ|popen)|\bsubprocess\.|\bimport\s+(?:os|sys|subprocess|socket)\b"
    r"|(?:^|[\n#\[<|{])\s*(?:system|assistant|developer)\s*(?:[:\]>|}]|#{2,})|<\|im_(?:start|end)\|>|\[/?inst\]|<<sys>>"
    r"|\beval\s*\(|\bexec\s*\(|__import__|\bopen\s*\(\s*['\"]|xp_cmdshell|load_extension|sqlite_master|information_schema",
    re.IGNORECASE | re.ASCII,  # a Han character ends a word of these
)  # fmt: skip
# 把…改成五成, change … to 50%: another figure for what is stored; who asks whether it was changed gives no order.
_TAKEN = lazy(r"(?:把|将)[^。！？!?；;]{1,30}$")
_NEW_FIGURE = lazy(r"^[^,，。]{0,4}?(?:百分之|千分之|[0-9]|[一二两三四五六七八九十]+成)")
_ASKS = lazy(r"吗|[?？]|没有?$|是不是|有没有|是否|(?<!不管)(?<!无论)(?<!甭管)(?:谁|哪)|为什么|为啥|何时|多少")
# 为什么…由80%下调到60%: what somebody else did is asked about.
_ASKS_FIRST = lazy(
    r"\s*(?:请问|那么?|就|我想问一?下?)?[,，]?\s*(?:为什么|为啥|为何|凭啥|凭什么|谁(?!都)|哪个|何时|什么时候|啥时候|(?:why|who|when|which)\b)"
)
_SETS_EN = lazy(
    r"^(?:please |now |and |then |just )*(?:change|set|update|overwrite|edit|modify|replace|switch)\b.{1,60}\b(?:to|with|as)\s+[0-9]"
)
_TAGS = lazy(r"<(script|style)\b.*?(?:</\1\s*>|$)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_ENCODED = lazy(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=])")
_LENGTH = lazy(
    r"[0-9一二两三四五六七八九十百千]+(?:来|多)?字(?:左右|以内|以上|上下)?(?:的|$|[,，])|\b[0-9]+[- ]words?\b"
)
# 讲讲这个规划: the plan that is asked about is not to be made.
_ITSELF = lazy(r"(?:这|本|该|那|此|咱们?)(?:一?[个份部篇])?(?:规划|计划|纲要|方案|文件)")
_TRANSLATES = lazy(r"翻译|译成|译为|\btranslat")
_SUM = lazy(
    r"^[^\u4e00-\u9fffa-z]*[0-9.]+\s*(?:[+*/×÷xX]|加上?|减去?|乘以?|除以?|的平方|plus|minus|times|divided by)\s*[0-9.]*\s*(?:等于(?:几|多少)?|是(?:几|多少)|得(?:几|多少)|=)?[^\u4e00-\u9fffa-z]*$"
)


_PART = lazy("[,，:：]")
_LOOKS_UP = lazy(
    r"怎么|怎样|如何|咋|什么|啥|几|[想要]?(?:核实|核对|查|了解|知道|问)一?下?|\b(?:what|which|how|who|when|where|does|is|are)\b"
)
# What is wanted of somebody else, or one piece of what is to be made (帮我…, 写一篇…, write me an essay).
_FOR_ASKER = lazy(r"请|帮|替|给|麻烦|你|您|[一两几]?[篇首段封份则副条]|\b(?:me|us|please|you|an?|some)\b")


class OrderWords:
    """Words by the part that they play in an order or a request, made ready once."""

    def __init__(self, rows: Iterable[tuple[str, str, str]] = ()) -> None:
        """Take rows of word, part and language."""
        words: dict[str, list[str]] = {}
        for word, part, lang in rows:
            folded = word.lower()
            # a word with 率 behind it is the name of a rate (覆盖率), and no order
            form = (
                rf"{re.escape(folded)}(?!率)"
                if lang == "zh"
                else rf"\b{re.escape(folded)}(?:s|es|d|ed|ing)?\b"
            )
            words.setdefault(part, []).append(form)
        self._parts = {
            part: re.compile("|".join(sorted(forms, key=len, reverse=True))) for part, forms in words.items()
        }
        self._told = {
            part: re.compile(f"{_TOLD_TO}(?:{pattern.pattern})")
            for part, pattern in self._parts.items()
            if part in _SPOKEN_PARTS
        }
        produce = self._parts.get("produce")
        self._produces = re.compile(f"{_TOLD_TO}你?(?:{produce.pattern})") if produce else None

    def kind(self, text: str, raw: str = "") -> OrderKind:
        """What a text is: an order to the program, a request for other work, or neither.

        Args:
            text: the folded text.
            raw: the text as given; folding loses the case that base64 needs.
        """
        if (
            _MACHINE.search(text)
            or _is_markup(text)
            or any(self.kind(inner) == "order" for inner in _decoded(raw))
        ):
            return "order"
        sentences = [sentence for sentence in _SENTENCE.split(text) if sentence and sentence.strip()]
        dictated = self._near("answer", "dictated", text) and self._spoken_to(text, "answer")
        if dictated or any(self._orders(sentence) for sentence in sentences):
            return "order"
        works = _SUM.match(text) or (not _CITES_PLAN.search(text) and any(map(self._requests, sentences)))
        return "request" if works else ""

    def _orders(self, sentence: str) -> bool:
        if _ASKS_FIRST.match(sentence):
            return False
        if any(self._near(first, second, sentence) for first, second in PAIRS) or self._sets_figure(sentence):
            return True
        return any(
            self._near(first, second, sentence) and self._spoken_to(sentence, first)
            for first, second in LOOSE
        )

    def _sets_figure(self, sentence: str) -> bool:
        """Whether a sentence has a figure of the plan replaced by another."""
        altered = self._parts.get("alter")
        if altered is None or _ASKS.search(sentence):
            return False
        return bool(_SETS_EN.match(sentence)) or any(
            _TAKEN.search(sentence[: verb.start()]) and _NEW_FIGURE.match(sentence[verb.end() :])
            for verb in altered.finditer(sentence)
        )

    def _spoken_to(self, sentence: str, part: str) -> bool:
        """Whether a sentence speaks to the program, or tells it to do what a part says, and does not ask of the plan."""
        pieces = [piece for piece in re.split("[,，]", sentence) if self._parts[part].search(piece)]
        if any(map(_ASKS_PLAN.search, pieces)):
            return False
        told = self._told.get(part)
        return bool(_SPOKEN_TO.search(sentence) or (told and told.search(sentence)))

    def _requests(self, sentence: str) -> bool:
        """Whether a sentence has the program write, translate or perform something."""
        products, whole = self._parts.get("product"), self._parts.get("whole")
        if not (self._produces and products and whole) or _ASKS_PLAN.search(sentence):
            return False
        for verb in self._produces.finditer(sentence):
            if _tells_own_work(sentence, verb.start()):
                continue
            behind = _ITSELF.sub("", sentence[verb.end() : verb.end() + NEAR])
            product = products.search(behind)
            if product and _WHICH.search(behind[: product.start()]):
                continue
            if product or _LENGTH.search(behind):
                return True
        return bool(_TRANSLATES.search(sentence) and whole.search(sentence))

    def _near(self, first: str, second: str, sentence: str) -> bool:
        """Whether words of two parts stand near each other; of one part only, whether a word of it is there."""
        one, other = self._parts.get(first), self._parts.get(second)
        if one is None or (second and other is None):
            return False
        if other is None:
            return bool(one.search(sentence))
        places = [match.span() for match in other.finditer(sentence)]
        return any(_beside(match.span(), place) for match in one.finditer(sentence) for place in places)


# 要讲什么“故事”: which one is asked for, not to have it told.
_WHICH = lazy(r"(?:什么|啥|哪[些个种一]?)样?的?[“「『\"]?$")


def _tells_own_work(sentence: str, at: int) -> bool:
    """Whether a verb of making begins a part of a sentence that only says what the asker makes, before a question."""
    begin = max((match.end() for match in _PART.finditer(sentence, 0, at + 1)), default=0)
    end = _PART.search(sentence, at + 1)
    if end is None or _FOR_ASKER.search(sentence[begin : end.start()]):
        return False
    rest = _PART.split(sentence[end.end() :])
    return any(_ASKS.search(part) or _LOOKS_UP.search(part) for part in rest)


def _is_markup(text: str) -> bool:
    """Whether a text is markup and nothing else; beside markup a question is one."""
    bare = _TAGS.sub(" ", text)
    return bare != text and not re.search(r"\w", bare)


def _beside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans stand near each other and apart."""
    gap = max(one[0], other[0]) - min(one[1], other[1])
    return 0 <= gap <= NEAR


def _decoded(text: str) -> list[str]:
    """Texts that stand in base64 in a text as given."""
    found = []
    for match in _ENCODED.finditer(text):
        try:
            inner = base64.b64decode(match.group() + "=" * (-len(match.group()) % 4), validate=True).decode(
                "utf-8"
            )
        except (binascii.Error, ValueError):
            continue
        if inner.isprintable():
            found.append(inner.lower())
    return found
