"""Slips over HTTP: with the answer, and of a kept one; what they say holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from api_calls import RATE, fault_of
from fastapi.testclient import TestClient

from assistant import Assistant
from assistant.log import NoJournal, Origin, SqliteJournal
from assistant.slips import examine, read_slip


def holds(record: Any, folder: Path, corpus: Path) -> bool:
    """Whether all of a slip holds that was saved as a file."""
    file = folder / "slip.json"
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    found = list(examine(read_slip(file), corpus))
    return len(found) > 2 and all(finding.holds for finding in found)


def test_a_slip_comes_with_the_answer_where_it_is_wanted(
    client: TestClient, plan: Assistant, tmp_path: Path
) -> None:
    reply = client.post("/api/ask", json={"question": RATE, "slip": True}).json()
    assert holds(reply["slip"], tmp_path, plan.settings.corpus)
    assert holds(reply, tmp_path, plan.settings.corpus)  # the whole answer is taken, too
    assert "slip" not in client.post("/api/ask", json={"question": RATE}).json()


def test_what_was_not_checked_has_none(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "？", "slip": True}).json()["slip"] is None


def test_a_kept_answer_has_its_slip(client: TestClient, plan: Assistant, tmp_path: Path) -> None:
    turn = client.post("/api/ask", json={"question": "怎么预防儿童溺水？"}).json()["id"]
    reply = client.get(f"/api/answers/{turn}/slip")
    assert reply.json()["question"] == "怎么预防儿童溺水？"
    assert holds(reply.json(), tmp_path, plan.settings.corpus)


def test_a_slip_says_no_personal_number(client: TestClient, plan: Assistant, tmp_path: Path) -> None:
    turn = client.post("/api/ask", json={"question": "我电话13900001111，婴儿死亡率目标是多少？"}).json()[
        "id"
    ]
    reply = client.get(f"/api/answers/{turn}/slip")
    assert "13900001111" not in reply.text
    assert holds(reply.json(), tmp_path, plan.settings.corpus)


def test_distress_has_no_slip_in_the_log(client: TestClient) -> None:
    turn = client.post("/api/ask", json={"question": "我爸又打我了，我不敢回家"}).json()["id"]
    fault_of(client.get(f"/api/answers/{turn}/slip"), 409, "no_slip")


def test_the_beginning_of_an_id_is_not_enough(client: TestClient) -> None:
    turn = client.post("/api/ask", json={"question": RATE}).json()["id"]
    for path in (turn[:12], turn[:1], "x" * 24):
        fault_of(client.get(f"/api/answers/{path}/slip"), 404, "unknown_answer")


def test_an_answer_of_another_index_has_none(client: TestClient, journal: SqliteJournal) -> None:
    journal._origin = Origin("another")
    turn = client.post("/api/ask", json={"question": RATE}).json()["id"]
    fault_of(client.get(f"/api/answers/{turn}/slip"), 409, "no_slip")


def test_without_a_log_there_is_none(serve: Any) -> None:
    fault_of(serve(journal=NoJournal()).get("/api/answers/x/slip"), 409, "log_off")
