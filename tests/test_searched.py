"""What of a question is searched for."""

from __future__ import annotations

import re

import pytest

from assistant import Assistant
from assistant.searched import matter, without_own


def content(part: str) -> list[str]:
    """Words of a part that are not mere words of questions."""
    return re.sub(r"有没有说|怎么写的|我想问问|what does it say|say about", "", part).split()


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("同学老欺负人，规划里有没有说？", "同学老欺负人"),
        ("我想问问，按规划打预防针要钱吗", "打预防针要钱吗"),
        ("what does the plan say about bullying?", "what does say about bullying"),
        ("学前教育行动计划怎么落实", "学前教育行动计划怎么落实"),
        ("规划的实施由谁负责", "规划的实施由谁负责"),
        ("规划呢？", "规划呢"),
        ("怎么预防儿童溺水？", "怎么预防儿童溺水"),
        (
            "trucks race past our gate every day. what does the plan do about it?",
            "trucks race past our gate every day",
        ),
        ("my son is deaf. which school takes him?", "my son is deaf. which school takes him"),
    ],
)
def test_what_only_names_the_plan_is_left_out(question: str, about: str) -> None:
    assert matter(question, content) == about


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("大庆市2025年要建多少个儿童之家?", "要建多少个儿童之家?"),
        ("到2025年底,咱大庆的儿童之家要建多少个?", "儿童之家要建多少个?"),
        ("in daqing, who runs the children's homes?", "who runs the children's homes?"),
        ("大庆市委要做什么", "大庆市委要做什么"),
        ("《大庆市儿童发展规划》是谁写的", "《大庆市儿童发展规划》是谁写的"),
        ("2030年要建多少个", "2030年要建多少个"),
        ("大庆咋整", "大庆咋整"),
        ("学校怎么用大庆精神育人", "学校怎么用大庆精神育人"),
        ("大庆孩子上学远怎么办", "孩子上学远怎么办"),
        ("how do schools use the daqing spirit?", "how do schools use the daqing spirit?"),
    ],
)
def test_the_plans_own_place_and_years_are_left_out(question: str, about: str) -> None:
    assert without_own(question, ("大庆市", "Daqing", "大庆"), (2021, 2025), "弘扬大庆精神铁人精神") == about


@pytest.mark.parametrize(
    "question",
    ["怎么预防儿童溺水？", "娃他爸妈都在南方打工,孩子能不能先给安排住校", "规划里课后服务几点结束？"],
)
def test_a_question_without_words_of_harm_is_embedded_once(
    question: str, plan: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether danger is told and what is searched for are read from one vector."""
    bundled = type(plan.embedder.embedder)  # type: ignore[attr-defined]
    encode, embedded = bundled.encode_query, list[object]()

    def spy(self: object, sentences: object, /, **kwargs: object) -> object:
        embedded.append(sentences)
        return encode(self, sentences, **kwargs)

    monkeypatch.setattr(bundled, "encode_query", spy)
    plan.embedder.forget()  # type: ignore[attr-defined]
    plan.ask(question)
    assert len(embedded) == 1


@pytest.mark.parametrize("question", ["孩子老看手机咋整", "孩子总看手机怎么办", "孩子老玩手机咋整"])
def test_always_is_no_matter_of_its_own(question: str, plan: Assistant) -> None:
    """老 and 总 before a verb say how often, whatever the tokenizer makes of the two."""
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(citation.clause_id == "2.1.m10" for citation in answer.citations)
