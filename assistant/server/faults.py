"""Whatever goes wrong → an HTTP status and one plain sentence, Chinese first, then English; never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import LogError, UnknownTurn
from assistant.server.desk import DeskFull


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is told, in both languages."""

    zh: str
    en: str


SENTENCES: Final = {
    "bad_request": (400, "请求无法读懂，请检查格式。", "The request cannot be read; please check its form."),
    "sign_in": (401, "请先登录。", "Please sign in first."),
    "forbidden": (403, "您没有权限做这件事。", "You may not do this."),
    "cross_site": (403, "其他网站不能代您提交。", "Another website may not submit this for you."),
    "not_found": (404, "没有这个地址，请检查链接。", "There is no such address; please check the link."),
    "unknown_plan": (404, "没有这个规划；/api/plans 列出了现有的规划。", "There is no such plan; /api/plans lists those there are."),
    "unknown_clause": (404, "这个规划里没有这一条，请检查条款编号。", "The plan has no such clause; please check its id."),
    "unknown_answer": (404, "没有找到这条回答，可能已过保存期。", "There is no such answer; the time it is kept for may be over."),
    "method": (405, "这个地址不支持这种请求方式。", "This address does not take that method."),
    "log_off": (409, "没有保存：日志已关闭（ASSISTANT_LOG=off）。", "It was not kept: the log is off (ASSISTANT_LOG=off)."),
    "no_slip": (409, "这条回答没有凭条：文字没有留存，或当时用的规划文本已更新。", "There is no slip of this answer: its text was not kept, or the plan was another then."),
    "too_large": (413, "内容太大了，请缩短后再提交。", "The content is too large; please shorten it."),
    "content_type": (415, "请用 JSON 提交（Content-Type: application/json）。", "Please send JSON (Content-Type: application/json)."),
    "invalid": (422, "提交的内容不符合要求，请检查：{where}。", "What was sent does not fit; please check: {where}."),
    "too_often": (429, "提问太频繁了，请过 {seconds} 秒再试。", "That was too often; please try again in {seconds} seconds."),
    "error": (500, "抱歉，程序出了问题。请稍后再试；如果一直这样，请联系管理员。", "Sorry, something went wrong. Please try again; if it persists, tell your administrator."),
    "busy": (503, "现在提问的人太多，请稍后再试。", "Too many are asking right now; please try again in a moment."),
    "not_kept": (503, "没能保存：日志文件现在无法读写。请稍后再试；回答不受影响。", "It was not kept: the log cannot be used now. Please try again later; answers are not affected."),
    "not_ready": (503, "还没有准备好，请稍候。", "Not ready yet; please wait a moment."),
}  # fmt: skip
_BY_STATUS: Final = {
    400: "bad_request", 401: "sign_in", 403: "forbidden", 404: "not_found", 405: "method", 413: "too_large", 415: "content_type",
    422: "bad_request", 429: "too_often", 503: "busy",
}  # fmt: skip


class Fault(Exception):
    """Something that a client did or met; answered with one of SENTENCES.

    Args:
        code: its key in SENTENCES.
        values: what its sentence says in braces.
    """

    def __init__(self, code: str, **values: object) -> None:
        """Keep what is told."""
        super().__init__(code)
        self.code = code
        self.values = values


def sentence(code: str, **values: object) -> Sentence:
    """What is told for a code, in both languages."""
    _, zh, en = SENTENCES[code]
    filled = {"seconds": 10, "where": "JSON"} | values
    return Sentence(zh.format(**filled), en.format(**filled))


def reply(code: str, headers: Mapping[str, str] | None = None, **values: object) -> JSONResponse:
    """The response for a code."""
    told = sentence(code, **values)
    body = {"code": code, "message": told.zh, "message_en": told.en}
    return JSONResponse(body, SENTENCES[code][0], headers)


def add_handlers(app: FastAPI) -> None:
    """Have everything that goes wrong in an application told in one sentence."""

    @app.exception_handler(Fault)
    async def fault(request: Request, error: Fault) -> JSONResponse:
        return reply(error.code, None, **error.values)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return reply("invalid", where=_where(error.errors()))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        code = _BY_STATUS.get(error.status_code, "bad_request" if error.status_code < 500 else "error")
        return reply(code, error.headers)

    @app.exception_handler(DeskFull)
    async def full(request: Request, error: DeskFull) -> JSONResponse:
        return reply("busy", {"Retry-After": "2"})

    @app.exception_handler(LogError)
    async def log(request: Request, error: LogError) -> JSONResponse:
        return reply("unknown_answer" if isinstance(error, UnknownTurn) else "not_kept")

    @app.exception_handler(Exception)
    async def other(request: Request, error: Exception) -> JSONResponse:
        return reply("error")  # the traceback is logged by the server


def _where(errors: Any) -> str:
    """The names of the fields that do not fit; what was sent is not said again."""
    names = []
    for error in errors:
        path = [str(part) for part in error["loc"] if part not in ("body", "query", "path")]
        names.append("JSON" if error["type"] == "json_invalid" or not path else ".".join(path[:3])[:40])
    return ", ".join(dict.fromkeys(names[:5])) or "JSON"
