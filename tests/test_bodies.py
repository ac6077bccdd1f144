"""assistant/bodies.py: what bodies of a plan without a list of its own are called besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bodies import english, read_bodies, surfaces

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
