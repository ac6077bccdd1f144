"""What a reader is told beside an answer where a language model was asked."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from assistant.records import Language, Sentence
from assistant.run import Run

_LOG = logging.getLogger(__name__)
NOTES: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "unavailable": "（语言模型这次没有可用的回应，以上由程序按规划原文回答。）",
        "unread": "（语言模型这次没有可用的回应，以上由程序自己判断。）",
        "planned": "这样查找是语言模型对问题的理解，请看是否是您要问的：",
        "failed": "（语言模型写的内容没有通过核对，以上由程序按规划原文回答。）",
    },
    "en": {
        "unavailable": "(The language model was not available; the answer above is the program's, from the plan's own words.)",
        "unread": "(The language model was not available; the program read the question by itself.)",
        "planned": "This is what the language model took the question to mean; please see whether it is what you ask:",
        "failed": "(What the language model wrote did not pass the checks; the answer above is the program's, from the plan's own words.)",
    },
}

# Why a model's text is not shown, in the step that the reader sees; keys are the causes of LanguageModelError.
CAUSES: Final[dict[str, tuple[str, str]]] = {
    "timeout": ("超时", "timed out"), "connection": ("连接不上", "cannot be reached"), "busy": ("对方限流", "busy"),
    "status": ("服务出错", "server error"), "cut": ("回应中断", "reply cut"), "protocol": ("回应格式不对", "reply not understood"),
    "key": ("密钥或权限不对", "key refused"), "refused": ("请求被拒", "request refused"), "circuit": ("刚失败过，暂不再问", "failed a moment ago"),
    "empty": ("没有写出内容", "empty reply"), "endless": ("写得没完", "endless reply"), "json": ("不是要求的格式", "not the form asked for"),
    "template": ("混入模板标记", "template marks"), "language": ("语种不对", "another language"), "fault": ("程序出错", "a fault of the program"), "checks": ("没有通过核对", "did not pass the checks"),
}  # fmt: skip


def grounded(run: Run, kind: str, cause: str, reason: str) -> str:
    """Keep the answer without a model, and say so below it; what the step shows.

    Args:
        run: with the answer.
        kind: of the line: unavailable, unread or failed.
        cause: of a LanguageModelError, or checks.
        reason: for the log.
    """
    _LOG.info("the language model's answer was not shown (%s): %s", cause, reason)
    note = Sentence(NOTES[run.lang][kind], apart=True)
    draft = run.composed.draft
    run.composed = replace(run.composed, draft=replace(draft, sentences=(*draft.sentences, note)))
    return CAUSES[cause][run.lang == "en"] + (f" ({reason})" if cause == "checks" else "")
