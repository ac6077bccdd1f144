"""The text to read aloud: full sentences, comparators in words, the place in words, no marks."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.records import Answer, Citation, Sentence
from assistant.render import place_in_words, to_speech

HEALTH = ("二、发展领域、主要目标和策略措施", "（一）儿童与健康", "主要目标")


def cite(
    clause_id: str = "2.1.g3.2", path: tuple[str, ...] = (*HEALTH, "3.降低死亡率"), **more: object
) -> Citation:
    return Citation(1, "clause", "p", clause_id, path, "q", 0, 1, False, **more)  # type: ignore[arg-type]


def answer(*sentences: str, lang: str = "zh", citations: tuple[Citation, ...] = (cite(),)) -> Answer:
    said = tuple(Sentence(text, (1,) if citations else ()) for text in sentences)
    return Answer("问", "问", "answered", None, lang, said, citations)  # type: ignore[arg-type]


def test_a_figure_is_one_sentence_with_its_place() -> None:
    assert to_speech(answer("到2025年，婴儿死亡率控制在5.5‰以下。")) == (
        "到2025年，婴儿死亡率控制在千分之5.5以下。"
        "这一内容见规划第二部分“发展领域、主要目标和策略措施”、第一节“儿童与健康”的“主要目标”第3条第2项。"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("覆盖率≥90%。", "覆盖率不低于百分之90。"),
        ("死亡率≤5.5‰。", "死亡率不高于千分之5.5。"),
        ("床位>2.5张。", "床位高于2.5张。"),
        ("比例<3%。", "比例低于百分之3。"),
        ("规划期 2021–2025 年。", "规划期2021至2025年。"),
        ("初中生近视率 68% − 小学生近视率 38% = 30 个百分点。", "初中生近视率百分之68减小学生近视率百分之38等于30个百分点。"),
        ("规划提出：「——婴儿死亡率控制在 5.5‰以下。」", "规划提出：婴儿死亡率控制在千分之5.5以下。"),
        ("提高4×100米。[1]", "提高4乘100米。"),
    ],
)  # fmt: skip
def test_signs_are_words(text: str, said: str) -> None:
    assert to_speech(answer(text, citations=())) == said


def test_a_list_becomes_one_sentence_that_says_how_many_were_left_out() -> None:
    rows = tuple(f"第{n}种情形。" for n in "一二三四五六七")
    said = to_speech(answer("共 7 条：", *rows, citations=()))
    assert said == "共7条：第一种情形；第二种情形；第三种情形；第四种情形；第五种情形；另外还有2条。"


def test_a_list_stops_before_it_is_too_long_to_listen_to() -> None:
    said = to_speech(answer("共 3 条：", "长" * 100 + "。", "长" * 100 + "。", "短。", citations=()))
    assert said == f"共3条：{'长' * 100}；另外还有2条。"


def test_of_several_places_the_first_is_told_as_the_first() -> None:
    both = (cite(), replace(cite("2.1.g3.3"), n=2))
    said = replace(answer(citations=both), sentences=(Sentence("甲。", (1,)), Sentence("乙。", (2,))))
    assert to_speech(said).startswith("甲。乙。其中第一处见规划第二部分")


def test_of_a_long_answer_two_sentences_are_said() -> None:
    said = to_speech(answer("第一句。", "第二句。", "第三句。", citations=()))
    assert said == "第一句。第二句。"


def test_no_mark_of_any_kind_is_left() -> None:
    said = to_speech(answer("「睡眠」每天≥10小时（推算）：[1]", "——小学生 10 小时。", "* 初中生 9 小时。"))
    assert not re.search(r"[\[\]「」*#`≥≤—–]", said)
    assert said.endswith("。")


def test_a_refusal_is_said_as_it_is() -> None:
    refused = replace(answer("规划没有写明这一点。", citations=()), status="abstained", reason="not_in_plan")
    assert to_speech(refused) == "规划没有写明这一点。"


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (cite("2.1.m10", (*HEALTH[:2], "策略措施")), "规划第二部分“发展领域、主要目标和策略措施”、第一节“儿童与健康”的“策略措施”第10条"),
        (cite("3.2", ("三、组织实施",)), "规划第三部分“组织实施”第2项"),
        (cite("2.4.m14.p2", (*HEALTH[:2], "策略措施", "14.关爱")), "规划第二部分“发展领域、主要目标和策略措施”、第一节“儿童与健康”的“策略措施”第14条第2段"),
        (cite("0.p2", ()), "规划前言第2段"),
        (cite("", (), document="《某方案》"), "《某方案》"),
        (cite("1", ("第一章 总则", "第三条")), "规划“第一章 总则”的“第三条”第1项"),
    ],
)  # fmt: skip
def test_the_place_is_told_in_words(citation: Citation, words: str) -> None:
    assert place_in_words(citation, "zh") == words


def test_english_is_said_in_english() -> None:
    said = to_speech(
        answer("By 2025: infant mortality rate – at most 5.5‰ (「婴儿死亡率控制在5.5‰以下」).", lang="en")
    )
    assert said == (
        "By 2025: infant mortality rate – at most 5.5 per thousand. This is in part 2, section 1, goal 3, item 2 of the plan."
    )
