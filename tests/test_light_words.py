"""Words that tell nothing of a matter do not make a question about it look like one about something else."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.lexicon import read_table
from assistant.settings import read_settings


@pytest.fixture(scope="module")
def plan() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize(
    "question",
    [
        "校车管不管",
        "校车咋说",
        "are school buses mentioned",
        "does it cover school buses",
        "what do they say about school buses",
        "I'd like to know what is planned for school buses",
    ],
)
def test_a_matter_is_told_however_it_is_asked_for(plan: Assistant, question: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any("校车安全管理条例" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("上班时间能灵活点不，带孩子的职工", "弹性工时"),
        ("一个班塞六七十号人，规划打算咋解决", "大班额"),
        ("眼看完不成或者忽上忽下的指标，规划让怎么处理", "及时预警"),
        ("儿童工作的经费往哪些地方、哪些娃身上倾斜", "特殊困难儿童"),
        ("爹妈都出门打工的孩子，规划在哪些领域提到他们，分着给我列", "留守儿童寄宿需求"),
        ("特长生咋培养", "特殊才能"),
        ("孩子压岁钱、房产这些财产规划保护不", "财产权利"),
        ("加害人是爸妈，规划让撤销监护权吗", "撤销监护人资格"),
        ("Do kids get a say when the city makes decisions about them?", "听取儿童意见"),
    ],
)
def test_everyday_words_lead_to_the_plans_sentence(plan: Assistant, question: str, words: str) -> None:
    answer = plan.ask(question)
    assert answer.status == "answered"
    assert any(words in citation.quote for citation in answer.citations)


def test_whether_somebody_may_is_no_claim_that_they_have_to(plan: Assistant) -> None:
    def told(question: str) -> str:
        return "".join(sentence.text for sentence in plan.ask(question).sentences)

    assert "没有写明由" not in told("用人单位办托育行不行")
    assert "没有写明由「教育局」" in told("教育局办托育对吧")


def test_what_somebody_is_given_is_no_task(plan: Assistant) -> None:
    assert "do; it has" not in plan.ask("what help do schools get").sentences[0].text
    assert "do; it has" in plan.ask("what do families do").sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "我家猫三天不吃饭了，是不是生病了",
        "流感疫苗孩子打是不是不要钱",
        "激光近视手术，规划支持学生去做吗？",
        "校车司机工资管不管",
        "儿童之家开放时间",
        "图书馆的开放时间呢",
        "does it cover dental braces",
        "are bus drivers' wages mentioned",
        "what's the salary of kindergarten teachers",
    ],
)
def test_neighbours_stay_refused(plan: Assistant, question: str) -> None:
    assert plan.ask(question).status == "abstained"


def test_no_light_word_is_listed_twice() -> None:
    rows = [row["word"] for row in read_table(read_settings().corpus / "light_words.tsv", ("word", "lang"))]
    assert len(rows) == len(set(rows))
