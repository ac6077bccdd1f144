"""assistant/bodies.py: what bodies of a plan without a list of its own are called besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.agent import Assistant
from assistant.bodies import english, named, read_bodies, surfaces

KINDS = read_bodies(Path(__file__).parent.parent / "corpus" / "bodies.tsv")
NAMES = (
    "市住房和城乡建设局",
    "省发展改革委",
    "县妇联",
    "市卫健委",
    "区城市管理局",
    "各乡镇政府",
    "县融媒体中心",
)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("住建局", "市住房和城乡建设局"),
        ("市住建局", "市住房和城乡建设局"),
        ("发改委", "省发展改革委"),
        ("省发展和改革委员会", "省发展改革委"),
        ("妇联", "县妇联"),
        ("卫生健康委", "市卫健委"),
        ("城管局", "区城市管理局"),
        ("融媒体中心", "县融媒体中心"),
        ("women's federation", "县妇联"),
        ("health commission", "市卫健委"),
    ],
)
def test_a_body_is_known_by_its_other_names(said: str, name: str) -> None:
    assert surfaces(NAMES, KINDS)[said] == name


@pytest.mark.parametrize("said", ["住建厅", "教育局", "建设"])
def test_what_is_another_body_is_none_of_the_plan(said: str) -> None:
    assert said not in surfaces(NAMES, KINDS)


def test_english_names_have_level_and_head() -> None:
    named = english(NAMES, KINDS)
    assert named["市住房和城乡建设局"] == "Municipal Housing and Urban-Rural Development Bureau"
    assert named["县妇联"] == "County Women's Federation"
    assert "各乡镇政府" not in named


def test_without_the_file_bodies_are_known_by_their_own_names(tmp_path: Path) -> None:
    assert read_bodies(tmp_path / "bodies.tsv") == ()
    assert surfaces(("市住建局",), ())["市住建局"] == "市住建局"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("红十字会在规划里负责啥", ("红十字会",)),
        ("市气象局和体育部门要干啥", ("市气象局", "体育部门")),
        ("what does the red cross do", ("red cross",)),
        ("which tasks has the sports bureau", ("sports bureau",)),
        ("体育办得好", ()),
        ("学校体育设施怎么开放", ()),
    ],
)
def test_bodies_of_any_government_are_found(text: str, said: tuple[str, ...]) -> None:
    assert tuple(text[body.start : body.end] for body in named(text, KINDS)) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("红十字会在规划里负责急救培训，是吗", "「红十字会」"),
        ("体育局在规划里管什么", "「体育局」"),
        ("What does the plan assign to the Red Cross?", "「Red Cross」"),
    ],
)
def test_it_is_told_that_the_plan_does_not_name_a_body(plan: Assistant, question: str, said: str) -> None:
    answer = plan.ask(question)
    assert (answer.status, answer.reason) == ("abstained", "not_in_plan")
    assert said in answer.sentences[0].text


@pytest.mark.parametrize("question", ["教育局在规划里干什么", "统计局要做什么", "卫健委负责什么"])
def test_a_body_that_the_plan_names_in_other_words_is_told_of(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "answered"
