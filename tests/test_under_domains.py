"""What stands under each domain, asked for in any order of words: as many are counted as the plan has.

The numbers were counted in the plan, domain by domain.
"""

from __future__ import annotations

import pytest

from assistant import Assistant

# (Chinese name, English name): goals, measures, indicators.
DOMAINS = {
    ("健康", "health"): (10, 16, 35),
    ("安全", "safety"): (5, 12, 5),
    ("教育", "education"): (8, 13, 6),
    ("福利", "welfare"): (7, 14, 5),
    ("家庭", "family"): (5, 9, 4),
    ("环境", "environment"): (6, 13, 5),
    ("法律保护", "legal protection"): (5, 15, 1),
}
ZH = (
    "{d}领域有哪些{k}", "{d}领域的{k}", "{d}领域{k}", "儿童与{d}的{k}有哪些", "{k}里属于{d}领域的有哪些", "规划在{d}领域定了哪些{k}",
    "在{d}领域，{k}有哪些", "{d}方面提了哪些{k}", "{d}领域{k}有几条",
)  # fmt: skip
EN = (
    "What {k} are there in the {d} domain?", "What {k} does the {d} domain have?", "{d} {k}", "What are the {k} for {d}?",
    "What {k} has the plan set for {d}?", "Which {k} are in the {d} domain?",
)  # fmt: skip
NOUNS = (("主要目标", "goals"), ("策略措施", "measures"), ("指标", "indicators"))


@pytest.fixture(scope="module")
def core() -> Assistant:
    return Assistant.open()


@pytest.mark.parametrize("names", DOMAINS, ids=lambda names: names[1])
def test_what_a_domain_has_is_told_whole(core: Assistant, names: tuple[str, str]) -> None:
    wrong = []
    for frames, lang in ((ZH, 0), (EN, 1)):
        for noun, many in zip(NOUNS, DOMAINS[names], strict=True):
            for frame in frames:
                question = frame.format(d=names[lang], k=noun[lang])
                told = "\n".join(s.text for s in core.ask(question).sentences)
                counted = (f"共 {many} 条", f"has {many} such", f"has {many} part", f": {many} in all")
                if not any(count in told for count in counted):
                    wrong.append(f"{question}: {told[:60]}")
    assert not wrong
