"""assistant/tagging.py: the same tags as jieba's own tagger, which is opened only where it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.lexicon import tagger, tokenizer
from assistant.tagging import _tag, pos_tags, tagged

TEXTS = (
    "学校食堂", "无人机培训班", "骑共享单车上路", "孩子种牙矫正牙", "老头老太太的养老食堂", "护苗净网", "咋整啊", "不", "给",
    "儿童督导员和儿童主任", "密室逃脱接待小孩", "医疗卫生与健康事业", "得了白血病", "长的", "我们班一大半都戴眼镜了", "每千名儿童拥有儿科执业助理医生",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_tags_are_those_of_the_tagger(text: str) -> None:
    assert pos_tags(text) == tuple(pair.flag for pair in tagger().cut(text))


def test_words_of_a_text_have_their_places() -> None:
    text = "规划对寺庙、KTV有什么要求"
    assert [text[start:end] for start, end, _ in tagged(text)] == [
        "规划", "对", "寺庙", "有", "什么", "要求",
    ]  # fmt: skip


def test_words_of_the_dictionary_need_no_tagger() -> None:
    code = "import sys; from assistant.tagging import pos_tags; pos_tags('寺庙'); print('jieba.posseg' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "False"


@pytest.mark.parametrize("word", ["寺庙", "一", "龟", "AT&T", "C#", "T恤", "CALL机", "QQ号", "无此词也"])
def test_a_tag_is_that_of_the_dictionarys_line_wherever_it_stands(word: str) -> None:
    with tokenizer().get_dict_file() as file:
        lines = [line.split() for line in file.read().decode().splitlines()]
    assert _tag(word) == next((line[-1] for line in lines if line[0] == word), "x")
