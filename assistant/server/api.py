"""The API: questions and what is said of their answers; plans, clauses and indicators; whether all is well."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from assistant import slips
from assistant.families import Families
from assistant.families import answer as answer_families
from assistant.log import Journal
from assistant.records import Answer, Indicator
from assistant.render import to_json
from assistant.server import bodies
from assistant.server.desk import Answered, Asked, Desk, DeskFull
from assistant.server.faults import Fault, reply
from assistant.server.library import Library, clause_json, indicators_json

_LOG = logging.getLogger(__name__)
_FAULT: dict[str, Any] = {"model": bodies.FaultBody}
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: _FAULT | {"description": "The request cannot be read."},
    401: _FAULT | {"description": "Not signed in, where signing in is needed."},
    403: _FAULT | {"description": "Sent by another website, or not allowed."},
    413: _FAULT | {"description": "The body is too large."},
    415: _FAULT | {"description": "The body is no JSON."},
    422: _FAULT | {"description": "A field does not fit."},
    429: _FAULT | {"description": "Too often; Retry-After tells how many seconds to wait."},
    500: {"model": bodies.AnswerBody | bodies.FaultBody, "description": "A fault of the program; it is logged."},
    503: _FAULT | {"description": "Too many ask at once; Retry-After tells how many seconds to wait."},
}  # fmt: skip
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    401: REFUSALS[401],
    404: _FAULT | {"description": "There is none."},
    422: REFUSALS[422],
}
_KEPT: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    **_UNKNOWN,
    409: _FAULT | {"description": "The log is off."},
    500: _FAULT | {"description": "A fault of the program; it is logged."},
    503: _FAULT | {"description": "The log cannot be used now."},
}
_OF_LOG: dict[int | str, dict[str, Any]] = {
    **_UNKNOWN,
    409: _FAULT | {"description": "The log is off, or the answer cannot be proved (any more)."},
    503: _FAULT | {"description": "The log cannot be used now."},
}

PlanKey = Annotated[str, Path(description="Key of a plan; /api/plans lists them.", examples=["daqing-children-2021-2025"])]  # fmt: skip
ClauseId = Annotated[str, Path(description="Id of a clause, as citations have it.", examples=["2.1.g3.2"])]
AnswerId = Annotated[str, Path(description="Id of an answer, as /api/ask gives it.")]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the API stands on."""

    desk: Desk
    journal: Journal
    library: Library
    plan: str
    index: str = ""
    families: Callable[[str], Families | None] = lambda plan: None
    ending: threading.Event = field(default_factory=threading.Event)


def api_router(parts: Parts) -> APIRouter:
    """The routes of the API."""
    router = APIRouter()
    _add_asking(router, parts)
    _add_slip(router, parts)
    _add_plans(router, parts.library)
    _add_entitlements(router, parts)
    _add_health(router, parts)
    return router


# --- questions ---


def _add_asking(router: APIRouter, parts: Parts) -> None:
    @router.post(
        "/api/ask", tags=["questions"], response_model=bodies.AnswerBody, responses=REFUSALS, summary="Ask a question"
    )  # fmt: skip
    async def ask(body: bodies.AskBody, request: Request) -> Response:
        """The checked answer. A refusal (`abstained`), a question back (`clarify`) and a question that cannot be
        read (`rejected`) are answers, with status 200."""
        done = await _unless_gone(request, parts.desk, _asked(body))
        if done is None:
            return Response(status_code=499)  # nobody reads it
        status = 500 if done.answer.status == "error" else 200
        return JSONResponse(_answer(parts, body, done), status)

    @router.post(
        "/api/ask/stream",
        tags=["questions"],
        response_class=StreamingResponse,
        responses={**REFUSALS, 200: {"content": {"text/event-stream": {}}}},
        summary="Ask a question and see the steps",
    )
    async def ask_and_see(body: bodies.AskBody) -> Response:
        """Server-sent events: a `step` (name, detail, milliseconds) for each step as it is done, then one `answer`
        as of /api/ask, or one `fault`. Nothing of an answer is sent before it was checked."""
        return StreamingResponse(
            _events(parts, body), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    @router.post(
        "/api/answers/{answer}/feedback", tags=["questions"], response_model=bodies.KeptBody, responses=_KEPT,
        summary="Say whether an answer was good",
    )  # fmt: skip
    def give_feedback(answer: AnswerId, body: bodies.FeedbackBody) -> Any:
        """In the place of what was said of it before. It is on disk when this returns."""
        if not parts.journal.keeps:
            raise Fault("log_off")
        parts.journal.give_feedback(answer, body.verdict, body.reason, body.text)
        return {"kept": True}


def _add_slip(router: APIRouter, parts: Parts) -> None:
    @router.get(
        "/api/answers/{answer}/slip", tags=["questions"], response_model=dict[str, Any], responses=_OF_LOG,
        summary="The slip of a kept answer",
    )  # fmt: skip
    def slip(answer: AnswerId) -> Any:
        """An answer with all that is needed to check it again offline: `assistant verify slip.json`."""
        if not parts.journal.keeps:
            raise Fault("log_off")
        kept = parts.journal.turn(answer)
        if kept is None or kept.id != answer:
            raise Fault("unknown_answer")
        if kept.answer is None or kept.answer.grounds is None or kept.origin.index != parts.index:
            raise Fault("no_slip")
        return JSONResponse(_slip(parts, kept.answer, kept.at))


def _asked(body: bodies.AskBody) -> Asked:
    return Asked(body.question, tuple(body.earlier), body.lang)


async def _unless_gone(request: Request, desk: Desk, asked: Asked) -> Answered | None:
    """The answer; None where the client has gone away meanwhile, which gives its place back."""
    work = asyncio.ensure_future(desk.answer(asked))
    gone = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        work.cancel()
        gone.cancel()


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(parts: Parts, body: bodies.AskBody, done: Answered) -> dict[str, Any]:
    """The answer as JSON, kept in the log; with its slip where that is wanted and something was checked."""
    turn = parts.journal.record(done.answer, done.history, channel="api")
    slip = None
    if body.slip and done.answer.grounds is not None:
        slip = _slip(parts, done.answer, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return {"id": turn or None, **to_json(done.answer), **({"slip": slip} if body.slip else {})}


def _slip(parts: Parts, answer: Answer, made_at: str) -> dict[str, Any]:
    volume = parts.library.volume(parts.plan)
    return slips.to_json(slips.slip_of(answer, parts.plan, volume.meta.title, volume.sha256, made_at))


async def _events(parts: Parts, body: bodies.AskBody) -> AsyncIterator[str]:
    try:
        async for event in parts.desk.events(_asked(body)):
            if isinstance(event, Answered):
                yield _event("answer", _answer(parts, body, event))
            else:
                step = {"name": event.name, "detail": event.detail, "milliseconds": event.milliseconds}
                yield _event("step", step)
    except Exception as error:
        yield _event("fault", json.loads(bytes(_fault_of(error).body)))


def _fault_of(error: Exception) -> JSONResponse:
    if isinstance(error, DeskFull):
        return reply("busy")
    _LOG.error("a question could not be answered", exc_info=error)
    return reply("error")


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


# --- plans ---


def _add_plans(router: APIRouter, library: Library) -> None:
    @router.get("/api/plans", tags=["plans"], response_model=list[bodies.PlanBody], responses={401: REFUSALS[401]},
                summary="The plans")  # fmt: skip
    def plans() -> Any:
        """The plans of the corpus. Questions are answered from the one that is `asked`."""
        return JSONResponse(library.plans())

    @router.get(
        "/api/plans/{plan}/clauses/{clause}", tags=["plans"], response_model=bodies.ClauseBody, responses=_UNKNOWN,
        summary="A clause",
    )  # fmt: skip
    def clause(plan: PlanKey, clause: ClauseId) -> Any:
        """A clause with its neighbours, the indicators that stand in it, and who is named in it."""
        return JSONResponse(clause_json(library.volume(plan), clause))

    @router.get(
        "/api/plans/{plan}/indicators", tags=["plans"], response_model=list[bodies.IndicatorBody], responses=_UNKNOWN,
        summary="The table of indicators",
    )  # fmt: skip
    def indicators(
        plan: PlanKey,
        domain: Annotated[str, Query(description="Only of this domain, as printed.")] = "",
        population: Annotated[str, Query(description="Only about these people, as printed.")] = "",
        kind: Annotated[str, Query(description="target, relative, qualitative or standard.")] = "",
        unit: Annotated[str, Query(description="Only in this unit: %, ‰, 所 …")] = "",
    ) -> Any:
        """The rows in the plan's order; those that fit every filter given."""
        wanted = {"domain": domain, "population": population, "kind": kind, "unit": unit}

        def keeps(row: Indicator) -> bool:
            return all(not value or getattr(row, name) == value for name, value in wanted.items())

        return JSONResponse(indicators_json(library.volume(plan), keeps))


def _add_entitlements(router: APIRouter, parts: Parts) -> None:
    @router.get(
        "/api/plans/{plan}/entitlements", tags=["plans"], response_model=bodies.EntitlementsBody, responses=_UNKNOWN,
        summary="What families are promised",
    )  # fmt: skip
    def entitlements(
        plan: PlanKey,
        request: Request,
        age: Annotated[str, Query(description="Age of the child: 3, 3岁, 8个月.")] = "",
        stage: Annotated[str, Query(description="Stage: 小学生, 幼儿 …")] = "",
        situation: Annotated[
            list[str], Query(description="Situations: 残疾, 留守 …; may be given again.")
        ] = [],  # noqa: B006
        area: Annotated[str, Query(description="城市 or 农村.")] = "",
        topic: Annotated[str, Query(description="A domain of the plan, in Chinese or English.")] = "",
        words: Annotated[str, Query(description="What it is about, in one's own words.")] = "",
    ) -> Any:
        """What fits a family, each with its clause and what is left open (docs/families.md)."""
        parts.library.volume(plan)
        families = parts.families(plan)
        if families is None:
            raise Fault("unknown_plan")
        given = {name: request.query_params.getlist(name) for name in request.query_params}
        status, found = answer_families(families, given)
        if status == 422:
            told = found["error"]
            return JSONResponse({"code": "invalid", "message": told["zh"], "message_en": told["en"]}, status)
        return JSONResponse(found, status)


# --- health ---


def _add_health(router: APIRouter, parts: Parts) -> None:
    @router.get(
        "/healthz", tags=["health"], response_model=bodies.HealthBody, summary="Whether the process runs"
    )
    def healthz() -> Any:
        """For a supervisor that starts a hung process again. Needs no sign-in."""
        return {"status": "ok"}

    @router.get(
        "/readyz", tags=["health"], response_model=bodies.ReadyBody, responses={503: _FAULT},
        summary="Whether questions are answered",
    )  # fmt: skip
    def readyz() -> Any:
        """503 while the process ends, or where the index can no longer be read. Needs no sign-in. A log that cannot
        be written is told and is no reason to send nobody here."""
        if parts.ending.is_set() or not parts.library.is_readable():
            raise Fault("not_ready")
        return {
            "status": "ready",
            "plan": parts.plan,
            "log": parts.journal.state,
            "waiting": parts.desk.taken,
        }
