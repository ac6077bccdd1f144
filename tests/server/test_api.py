"""The API: what it answers, and what it says where it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from api_calls import KEY, RATE, events_of, fault_of
from fastapi.testclient import TestClient

from assistant import Assistant
from assistant.errors import LogError
from assistant.log import NoJournal, SqliteJournal, Wanted
from assistant.render import to_json
from assistant.server import bodies


def test_an_answer_is_that_of_the_core(client: TestClient, plan: Assistant) -> None:
    reply = client.post("/api/ask", json={"question": RATE}).json()
    expected = to_json(plan.ask(RATE))
    assert {k: v for k, v in reply.items() if k not in ("id", "timings_ms")} == {
        k: v for k, v in expected.items() if k != "timings_ms"
    }


@pytest.mark.parametrize(
    ("question", "status"),
    [(RATE, "answered"), ("校园欺凌由谁负责", "answered"), ("婴儿死亡率是不是6‰以下？", "answered"), ("用千分率表示的指标有哪些？", "answered"),
     ("2030年婴儿死亡率目标是多少？", "abstained"), ("筛查率目标是多少？", "clarify"), ("？", "rejected"), ("长" * 2001, "rejected")],
)  # fmt: skip
def test_every_kind_of_answer_is_what_the_documentation_says(
    client: TestClient, question: str, status: str
) -> None:
    reply = client.post("/api/ask", json={"question": question})
    assert reply.status_code == 200
    assert bodies.AnswerBody.model_validate(reply.json()).status == status


def test_earlier_questions_are_what_a_follow_up_refers_to(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "那新生儿呢", "earlier": [RATE]}).json()
    assert "3.5‰" in reply["answer"]
    assert reply["completed_question"] != "那新生儿呢"


def test_the_language_may_be_chosen(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "怎么预防儿童溺水？", "lang": "en"}).json()
    assert reply["answer"].startswith("The plan says")


def test_the_stream_has_the_steps_and_then_the_checked_answer(client: TestClient) -> None:
    reply = client.post("/api/ask/stream", json={"question": RATE})
    assert reply.headers["content-type"].startswith("text/event-stream")
    names = [name for name, _ in events_of(reply.text)]
    assert names == ["step"] * 7 + ["answer"]
    steps = [data["name"] for name, data in events_of(reply.text) if name == "step"]
    assert steps == ["read", "query", "judge", "help", "search", "write", "check"]
    assert bodies.AnswerBody.model_validate(events_of(reply.text)[-1][1]).verified


# --- the log ---


def test_a_turn_is_logged_and_can_be_judged(client: TestClient, journal: SqliteJournal) -> None:
    turn = client.post("/api/ask", json={"question": RATE}).json()["id"]
    reply = client.post(
        f"/api/answers/{turn}/feedback", json={"verdict": "down", "reason": "wrong", "text": "不对"}
    )
    assert reply.json() == {"kept": True}
    kept = journal.turn(turn)
    assert kept is not None
    assert (kept.question, kept.channel) == (RATE, "api")
    assert kept.feedback is not None
    assert kept.feedback.text == "不对"


def test_the_streamed_answer_is_logged_too(client: TestClient, journal: SqliteJournal) -> None:
    reply = client.post("/api/ask/stream", json={"question": RATE})
    assert journal.turn(events_of(reply.text)[-1][1]["id"]) is not None


def test_distress_is_logged_without_a_word(client: TestClient, journal: SqliteJournal) -> None:
    client.post("/api/ask", json={"question": "我爸又打我了，我不敢回家"})
    client.post("/api/ask", json={"question": "那我今晚能去哪", "earlier": ["我爸又打我了，我不敢回家"]})
    assert [(kept.question, kept.text) for kept in journal.turns(Wanted())] == [(None, None)] * 2


def test_feedback_on_no_answer_is_refused(client: TestClient) -> None:
    fault_of(client.post("/api/answers/nothing/feedback", json={"verdict": "up"}), 404, "unknown_answer")


def test_a_log_that_is_off_is_said_to_be(serve: Any) -> None:
    client = serve(journal=NoJournal())
    assert client.post("/api/ask", json={"question": RATE}).json()["id"] is None
    told = fault_of(client.post("/api/answers/x/feedback", json={"verdict": "up"}), 409, "log_off")
    assert "ASSISTANT_LOG" in told["message"]


class BrokenJournal(NoJournal):
    """A log whose disk is full."""

    keeps = True  # type: ignore[assignment]

    def give_feedback(self, *args: object, **options: object) -> None:
        raise LogError("disk full")


def test_a_broken_log_costs_the_feedback_and_no_answer(serve: Any) -> None:
    client = serve(journal=BrokenJournal())
    assert client.post("/api/ask", json={"question": RATE}).json()["status"] == "answered"
    fault_of(client.post("/api/answers/x/feedback", json={"verdict": "up"}), 503, "not_kept")


# --- plans ---


def test_plans_are_listed(client: TestClient) -> None:
    plans = [bodies.PlanBody.model_validate(plan) for plan in client.get("/api/plans").json()]
    assert [(plan.key, plan.period, plan.asked) for plan in plans] == [(KEY, (2021, 2025), True)]
    assert plans[0].indicators > 40


def test_every_clause_has_its_address(client: TestClient, plan: Assistant) -> None:
    for clause_id in plan.tree.clauses:
        reply = client.get(f"/api/plans/{KEY}/clauses/{clause_id}")
        assert bodies.ClauseBody.model_validate(reply.json()).id == clause_id


def test_a_clause_comes_with_what_hangs_on_it(client: TestClient) -> None:
    clause = client.get(f"/api/plans/{KEY}/clauses/2.1.g3.2").json()
    assert (clause["before"], clause["after"], clause["parent"]) == ("2.1.g3.1", "2.1.g3.3", "2.1.g3")
    assert [(row["name"], row["value"]) for row in clause["indicators"]] == [("婴儿死亡率", "5.5")]
    assert client.get(f"/api/plans/{KEY}/clauses/2.1.g3").json()["parts"] == [
        "2.1.g3.1",
        "2.1.g3.2",
        "2.1.g3.3",
    ]


def test_the_table_is_filtered(client: TestClient) -> None:
    rows = client.get(f"/api/plans/{KEY}/indicators", params={"unit": "‰"}).json()
    assert [bodies.IndicatorBody.model_validate(row).unit for row in rows] == ["‰"] * 3
    both = client.get(f"/api/plans/{KEY}/indicators", params={"unit": "‰", "population": "新生儿"}).json()
    assert [row["name"] for row in both] == ["新生儿死亡率"]


def test_what_a_family_is_promised(client: TestClient) -> None:
    reply = client.get(f"/api/plans/{KEY}/entitlements", params={"age": "2岁"})
    listing = bodies.EntitlementsBody.model_validate(reply.json())
    assert listing.count == len(listing.entitlements) > 0
    fault_of(client.get(f"/api/plans/{KEY}/entitlements", params={"age": "很多"}), 422, "invalid")
    fault_of(client.get(f"/api/plans/{KEY}/entitlements", params={"agee": "2"}), 422, "invalid")


@pytest.mark.parametrize(
    "path", ["/api/plans/none/entitlements", "/api/plans/none/indicators", "/api/plans/none/clauses/2.1"]
)
def test_an_unknown_plan_is_said_to_be(client: TestClient, path: str) -> None:
    fault_of(client.get(path), 404, "unknown_plan")


def test_an_unknown_clause_is_said_to_be(client: TestClient) -> None:
    fault_of(client.get(f"/api/plans/{KEY}/clauses/9.9"), 404, "unknown_clause")


# --- health ---


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = bodies.ReadyBody.model_validate(client.get("/readyz").json())
    assert (ready.plan, ready.log, ready.waiting) == (KEY, "on", 0)


def test_nobody_is_sent_to_a_process_that_ends(application: Any, client: TestClient) -> None:
    application.state.parts.ending.set()
    fault_of(client.get("/readyz"), 503, "not_ready")
    assert client.get("/healthz").status_code == 200
