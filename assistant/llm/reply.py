"""What a model sent → an object, or sentences with the handles they cite. It guesses nothing and repairs little.

A reply that leaks the marks of a chat template and goes on after them is no reply: what follows was made up as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelGarbled
from assistant.patterns import lazy
from assistant.records import Language

# Marks of the chat templates in use; no text of a plan has them.
_TEMPLATE = lazy(
    r"<\|[a-zA-Z_▁｜]{2,30}\|>|<｜[^｜<>]{1,40}｜>|</?(?:start_of_turn|end_of_turn|bos|eos|s|tool_call|think)>|\[/?INST\]|<</?SYS>>"
)
_THINKING = lazy(r"^\s*<think>.*?</think>", re.DOTALL)
_MARKS = lazy(r"\s*[\[【［〔]\s*([A-Za-z]?\d{1,4}(?:\s*[,，、;；]\s*[A-Za-z]?\d{1,4})*)\s*[\]】］〕]")
_LIST = lazy(r"^\s*(?:[-*•·]\s+|#{1,6}\s+|\d{1,2}[.)、．]\s*(?=\D))")
# The end of a sentence: behind its stop, or behind the marks that follow it.
_STOP = lazy(
    r"(?<=[。！？!?；;])(?!\s*[\[【［〔])|(?<=[a-z)\]]\.)(?=\s+(?![\s\[【［〔]))"
    r"|(?<=[\]】］〕])(?=\s*[^\s\[【［〔。！？!?；;，,.a-z])"
)
_HAN = lazy(r"[\u4e00-\u9fff]")
_LATIN = lazy(r"[A-Za-z\u0400-\u04ff\u3040-\u30ff\uac00-\ud7af\u0600-\u06ff\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as a model wrote it.

    Attributes:
        text: without marks; "" where the model only places what its handles stand for.
        handles: those it cites, in order.
    """

    text: str
    handles: tuple[str, ...]


def visible(reply: str) -> str:
    """The reply without a leading thought and the mark that ended it.

    Raises:
        ModelGarbled: marks of a chat template stand in it, and text after them.
    """
    reply = _THINKING.sub("", reply).strip()
    mark = _TEMPLATE.search(reply)
    if mark is None:
        return reply
    if _TEMPLATE.sub("", reply[mark.start() :]).strip():
        raise ModelGarbled("template", f"the mark {mark.group()!r} of a chat template stands in the reply")
    return reply[: mark.start()].strip()


def without_marks(text: str) -> str:
    """A text without the marks of chat templates: to an endpoint they would end one message and begin another."""
    while (bare := _TEMPLATE.sub("", text)) != text:
        text = bare
    return text


def find_object(reply: str) -> dict[str, Any]:
    """The JSON object of a reply; a fence or words around it do not count.

    Raises:
        ModelGarbled: there is none.
    """
    text = visible(reply)
    start, end = text.find("{"), text.rfind("}")
    if not text or start < 0 or end < start:
        raise ModelGarbled("empty" if not text else "json", f"found no JSON object in {text[:80]!r}")
    try:
        found = json.loads(text[start : end + 1], parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ModelGarbled("json", f"the reply is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise ModelGarbled("json", "the reply is no JSON object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def sentences_of_text(reply: str) -> tuple[Written, ...]:
    """The sentences of a reply in words, with the marks [c1] that stand in or right behind each."""
    pieces = [piece for line in reply.splitlines() for piece in _STOP.split(_LIST.sub("", line))]
    return tuple(written for piece in pieces if (written := _written(piece)))


def sentences_of_object(found: dict[str, Any]) -> tuple[Written, ...]:
    """The sentences of a reply in JSON: {"sentences": [{"text": "…", "cite": ["r1"]}]}.

    Raises:
        ModelGarbled: it has another form.
    """
    given = found.get("sentences")
    if not isinstance(given, list):
        raise ModelGarbled("json", "the reply has no list of sentences")
    made: list[Written] = []
    for item in given:
        if not isinstance(item, dict) or not isinstance(item.get("text", ""), str):
            raise ModelGarbled("json", "a sentence of the reply has no text")
        cited = item.get("cite", [])
        if not isinstance(cited, list) or not all(isinstance(handle, str) for handle in cited):
            raise ModelGarbled("json", "a sentence of the reply has no list of handles")
        inner = _written(item.get("text", "")) or Written("", ())
        handles = tuple(dict.fromkeys((*_handles(cited), *inner.handles)))
        if inner.text or handles:
            made.append(Written(inner.text, handles))
    return tuple(made)


def _written(piece: str) -> Written | None:
    handles = tuple(dict.fromkeys(_handles(m.group(1) for m in _MARKS.finditer(piece))))
    text = _MARKS.sub("", piece).strip()
    if not re.search(r"\w", text):
        text = ""
    return Written(text, handles) if text or handles else None


def _handles(given: Iterable[str]) -> list[str]:
    """Handles in the form of ours; what has another form stays, and is unknown."""
    return [part.strip().strip("[]").lower() for text in given for part in re.split(r"[,，、;；]", text)]


def is_language(text: str, lang: Language) -> bool:
    """Whether a reply is in the language asked for; quotes of the plan may stand in an English one."""
    han, other = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if lang == "zh":
        return han >= other
    return bool(re.search(r"[A-Za-z]{2}", text)) and not re.search(
        r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff]", text
    )
