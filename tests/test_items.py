"""assistant/places: an item named by a piece of its title, what stands beside one, and the last and first in spoken words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.build import read_glosses, read_plan
from assistant.lexicon import Lexicon, fold
from assistant.places import Asked, read, read_item
from assistant.structure import Tree
from tests.test_tabular import KEY, REPO, _table


@dataclass(frozen=True)
class Published:
    """The tree of the published plan, and the words that questions are read with."""

    tree: Tree
    lexicon: Lexicon


@pytest.fixture(scope="module")
def published() -> Published:
    reading = read_plan(REPO / "corpus", KEY)
    folder = REPO / "corpus" / KEY
    clauses = {clause.id: clause for clause in reading.plan.clauses}
    tree = Tree(clauses, read_glosses(folder / "glosses.tsv"))
    return Published(tree, _table(reading.plan, tuple(reading.rows), folder).catalog.lexicon)


def _place(asked: Asked | None) -> str:
    assert asked is not None
    return (*asked.places, *asked.headings)[0]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("福利这摊措施里，普惠托育排第几？", "2.4.m4"),
        ("基本原则里“平等发展”是第几条", "1.2.4"),
        ("组织实施里，宣传那条排第几位？", "3.9"),
        ("健康的主要目标里儿童营养水平是第几个？", "2.1.g7"),
        ("教育那块的目标里，友好型学校排在第几位？", "2.3.g6"),
        ("家庭领域目标里，好家风老几", "2.5.g3"),
        ("监测评估里，提第三方评估的那条是里面的第几条？", "4.4"),
        ("教育措施里，讲“小学化”的是第几条", "2.3.m4"),
        ("健康领域第几条措施讲近视", "2.1.m10"),
        ("健康领域第几个目标讲近视", "2.1.g8"),
        ("家庭领域第几个目标说家风", "2.5.g3"),
        ("法律保护第几条措施讲审判", "2.7.m15"),
        ("Among the health goals, what number is the one on myopia?", "2.1.g8"),
    ],
)
def test_an_item_is_known_by_a_piece_of_its_title(published: Published, question: str, place: str) -> None:
    assert _place(read_item(fold(question), published.tree, published.lexicon)) == place


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("第二章第一节主要目标第四条是什么", "2.1.g4"),
        ("第二部分第三节第五条措施讲的什么", "2.3.m5"),
        ("第二章里的第五节，主要目标第三条写的啥", "2.5.g3"),
        ("规划第二章第六节目标第二条第一款写的啥", "2.6.g2.1"),
        ("第1章第2节第3条原则", "1.2.3"),
        ("第一章第二节第四条是啥", "1.2.4"),
        ("chapter 2 section 3 measure 5", "2.3.m5"),
    ],
)
def test_a_section_is_counted_in_its_chapter_before_what_stands_in_it(
    published: Published, question: str, place: str
) -> None:
    assert _place(read(fold(question), published.tree, published.lexicon)) == place


@pytest.mark.parametrize(
    ("question", "under"),
    [("第二章第二节第十三条措施", "2.2.m"), ("第二章第八节措施第一条", "2")],
)
def test_a_number_that_a_section_does_not_have_is_said_to_be_missing(
    published: Published, question: str, under: str
) -> None:
    asked = read(fold(question), published.tree, published.lexicon)
    assert asked is not None
    assert asked.missing is not None
    assert asked.missing.among == (under,)


@pytest.mark.parametrize(
    "question", ["教育那块的目标里，红绿灯排在第几位？", "普惠托育排第几？", "我家孩子在班里排第几"]
)
def test_what_no_title_of_the_part_says_is_no_item(published: Published, question: str) -> None:
    assert read_item(fold(question), published.tree, published.lexicon) is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("排在环境前头的是哪个领域?", "2.5"),
        ("紧跟在安全后面的领域叫啥", "2.3"),
        ("七个领域里，紧挨着家庭后面的第六个是什么", "2.6"),
        ("健康目标里近视那条前面一条是啥", "2.1.g7"),
        ("组织实施里经费支持那条的下一条是什么", "3.7"),
        ("Which domain comes right after Safety?", "2.3"),
        ("In the part on organising the implementation, what comes right after the point on funding?", "3.7"),
    ],
)
def test_what_stands_beside_another_is_told(published: Published, question: str, place: str) -> None:
    assert _place(read(fold(question), published.tree, published.lexicon)) == place


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("基本原则里排老末的是哪条？", "1.2.5"),
        ("组织实施殿后的是哪条？", "3.11"),
        ("监测评估里排老三的是哪条", "4.3"),
        ("教育领域末一个目标是啥？", "2.3.g8"),
        ("七个领域里排老末的是哪个", "2.7"),
        ("法律保护的措施，最尾那条说啥", "2.7.m15"),
        ("四大部分里打头的是哪部分", "1"),
        ("What is the last of the basic principles?", "1.2.5"),
        ("七大领域里谁排第三", "2.3"),
        ("四大部分里谁排第二", "2"),
    ],
)
def test_first_and_last_are_told_in_spoken_words(published: Published, question: str, place: str) -> None:
    assert _place(read(fold(question), published.tree, published.lexicon)) == place


@pytest.mark.parametrize("question", ["学校后面的小卖部管不管", "周末一个孩子咋安排", "家里老大的是哪个"])
def test_everyday_words_name_no_place(published: Published, question: str) -> None:
    assert read(fold(question), published.tree, published.lexicon) is None


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ('How many points stand under "Monitoring and evaluation"?', "4"),
        ("How many points does the chapter on organising the implementation have?", "3"),
        ("How many items does the part about organising implementation contain?", "3"),
        ('How many goals sit under "Children and the Family"?', "2.5.g"),
        ('How many principles does the section "Basic principles" list?', "1.2"),
    ],
)
def test_a_heading_is_known_by_its_english_title_in_other_forms(
    published: Published, question: str, heading: str
) -> None:
    assert _place(read(fold(question), published.tree, published.lexicon)) == heading


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("家庭领域的措施，第二条和第四条各叫什么名？", ("2.5.m2", "2.5.m4")),
        ("安全领域第一条、第三条和第五条措施分别叫啥", ("2.2.m1", "2.2.m3", "2.2.m5")),
        ("基本原则第二和第三条说什么", ("1.2.2", "1.2.3")),
        ("组织实施打头的三条都是什么名目", ("3.1", "3.2", "3.3")),
        ("福利的主要目标最后两条是啥", ("2.4.g6", "2.4.g7")),
        ("福利领域第二条到第四条措施分别叫啥", ("2.4.m2", "2.4.m3", "2.4.m4")),
        ("把七个领域按顺序写下来，头一个跟末一个分别是啥", ("2.1", "2.7")),
        ("What are the second and fourth goals of the welfare domain?", ("2.4.g2", "2.4.g4")),
    ],
)
def test_several_places_of_one_list_are_all_told(
    published: Published, question: str, places: tuple[str, ...]
) -> None:
    asked = read(fold(question), published.tree, published.lexicon)
    assert asked is not None
    assert asked.places == places


def test_of_several_places_one_that_there_is_not_is_said(published: Published) -> None:
    asked = read(fold("组织实施第七条和第十二条写的啥"), published.tree, published.lexicon)
    assert asked is not None
    assert asked.missing is not None
    assert "十二" in asked.missing.asked


def test_lines_under_a_goal_are_counted_by_a_piece_of_its_english_title(published: Published) -> None:
    question = "How many lines stand under the goal on children's nutrition?"
    asked = read(fold(question), published.tree, published.lexicon)
    assert asked is not None
    assert asked.headings == ("2.1.g7",)
