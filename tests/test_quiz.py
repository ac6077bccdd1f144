"""Quizzes: the key is true in the plan, every other option is not, and nothing is asked twice."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from assistant.course import Material
from assistant.course.scope import areas
from assistant.errors import CourseError
from assistant.quiz import KINDS, SOURCES, Question, Quiz, Request, make_quiz
from assistant.quiz.checking import Judge, squeeze
from assistant.quiz.figures import near_values
from assistant.quiz.makers import MAKERS, Workshop
from assistant.quiz.paper import KIND_NAMES
from assistant.quiz.records import Claim
from assistant.records import Language

DAQING = "daqing-children-2021-2025"
PLANS = (DAQING, "elder-care", "water", "made-up-plan")


_MADE: dict[tuple[str, Language], list[Question]] = {}


def every_question(material: Material, lang: Language) -> list[Question]:
    """All that the makers can make and the judge lets through; made once for all tests."""
    if (material.meta.key, lang) not in _MADE:
        judge, every = Judge(material), areas(material)
        shop = Workshop(material, judge, every, every, lang, random.Random(1))
        _MADE[material.meta.key, lang] = [q for maker in MAKERS for q in maker(shop) if not judge.fault_of(q)]
    return _MADE[material.meta.key, lang]


@pytest.fixture(scope="module")
def quiz(materials: dict[str, Material]) -> Quiz:
    return make_quiz(materials[DAQING], Request(count=40, seed=7))


class TestEveryQuestion:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("plan", PLANS)
    def test_rests_on_a_clause_and_has_a_key_that_is_true_and_options_that_are_not(
        self, materials: dict[str, Material], plan: str, lang: Language
    ) -> None:
        material = materials[plan]
        judge = Judge(material)
        asked = every_question(material, lang)
        assert len(asked) > 40
        for question in asked:
            clause = material.tree.clauses[question.clause_id]
            assert question.quote
            assert question.quote in clause.text
            assert squeeze(question.quote) in squeeze(question.explanation)
            assert question.clause_id in question.explanation
            truths = [judge.holds(claim) for claim in question.claims]
            if question.kind in ("single", "several"):
                assert [n for n, truth in enumerate(truths) if truth] == list(question.key)
                assert truths.count(False) == len(question.options) - len(question.key)
                assert [claim.text for claim in question.claims] == list(question.options)
            elif question.kind == "truth":
                assert truths == [question.key == (0,)]
            elif question.kind == "blank":
                assert truths == [True]

    @pytest.mark.parametrize("plan", PLANS)
    def test_figures_of_wrong_options_stand_in_no_row_of_that_name(
        self, materials: dict[str, Material], plan: str
    ) -> None:
        """Read apart from the judge: the printed figure of a wrong option is printed for no row of the subject."""
        material = materials[plan]
        for question in every_question(material, "zh"):
            for n, claim in enumerate(question.claims):
                if claim.kind != "figure" or n in question.key:
                    continue
                row = material.rows[claim.about]
                printed = [
                    squeeze(material.tree.clauses[r.clause_id].text[r.start : r.end])
                    for r in material.rows.values()
                    if (r.name, r.population) == (row.name, row.population)
                ]
                assert squeeze(claim.text) not in printed

    def test_marking_points_are_sentences_of_the_plan(self, materials: dict[str, Material]) -> None:
        material = materials[DAQING]
        words = squeeze("".join(clause.text for clause in material.tree.clauses.values()))
        short = [q for q in every_question(material, "zh") if q.kind == "short"]
        assert short
        assert all(len(q.points) > 1 for q in short)
        assert all(squeeze(point) in words for q in short for point in q.points)

    def test_every_kind_is_made_from_every_source_that_can_give_it(
        self, materials: dict[str, Material]
    ) -> None:
        made = {(q.kind, q.source) for q in every_question(materials[DAQING], "zh")}
        assert made == {(kind, source) for kind in KINDS for source in SOURCES} - {("blank", "measures")}


class TestJudge:
    @pytest.fixture
    def judge(self, materials: dict[str, Material]) -> Judge:
        return Judge(materials[DAQING])

    @pytest.mark.parametrize(
        ("claim", "true"),
        [
            (Claim("figure", "5.5‰以下", "2.1.g3.2"), True),
            (Claim("figure", "不超过5.5‰", "2.1.g3.2"), True),
            (Claim("figure", "at most 5.5‰", "2.1.g3.2"), True),
            (Claim("figure", "5.5%以下", "2.1.g3.2"), False),
            (Claim("figure", "6.5‰以下", "2.1.g3.2"), False),
            (Claim("figure", "5.5‰以上", "2.1.g3.2"), False),
            (Claim("figure", "很低", "2.1.g3.2"), None),
            (Claim("named", "小学生近视率", "38%以下"), True),
            (Claim("named", "初中生近视率", "38%以下"), False),
            (Claim("named", "没有的指标", "38%以下"), None),
            (Claim("statement", "到2025年，小学生近视率降至38%以下。", "2.1.g8.3"), True),
            (Claim("statement", "到2025年，小学生近视率降至68%以下。", "2.1.g8.3"), False),
            (Claim("has_figure", "yes", "2.1.g2.2"), False),
            (Claim("has_figure", "yes", "2.1.g2.3"), True),
            (Claim("fills", "统计部门", "各级妇儿工委协同\0牵头组织开展年度监测"), True),
            (Claim("fills", "教育部门", "各级妇儿工委协同\0牵头组织开展年度监测"), False),
            (Claim("listed", "有效控制儿童近视", "2.1"), True),
            (Claim("listed", "有效控制儿童近视", "2.2"), False),
            (Claim("under", "预防和控制儿童溺水", "加强看护，保证儿童远离危险水体。"), True),
            (Claim("under", "加强儿童食品安全监管", "加强看护，保证儿童远离危险水体。"), False),
        ],
    )
    def test_claims_are_held_against_the_plan(self, judge: Judge, claim: Claim, true: bool | None) -> None:
        assert judge.holds(claim) is true

    def test_a_figure_that_is_due_in_another_year_is_no_wrong_option(
        self, materials: dict[str, Material]
    ) -> None:
        material = materials["made-up-plan"]
        row = next(r for r in material.rows.values() if r.name == "养老设施覆盖率" or "覆盖率" in r.name)
        other = next(r for r in material.rows.values() if r.name == row.name and r.value != row.value)
        assert Judge(material).holds(Claim("figure", f"{other.value}%", row.id)) is True

    def test_a_question_with_a_true_wrong_option_is_caught(
        self, quiz: Quiz, materials: dict[str, Material]
    ) -> None:
        question = next(q for q in quiz.questions if q.kind == "single" and q.claims[0].kind == "figure")
        right = question.claims[question.key[0]]
        spoilt = tuple(
            replace(claim, text=f" {right.text}") if n == (question.key[0] + 1) % 4 else claim
            for n, claim in enumerate(question.claims)
        )
        judge = Judge(materials[DAQING])
        assert judge.fault_of(question) == ""
        assert "should be False" in judge.fault_of(replace(question, claims=spoilt))


class TestPaper:
    def test_the_same_seed_makes_the_same_paper_and_another_another(
        self, materials: dict[str, Material], quiz: Quiz
    ) -> None:
        assert make_quiz(materials[DAQING], Request(count=40, seed=7)) == quiz
        assert make_quiz(materials[DAQING], Request(count=40, seed=8)).questions != quiz.questions

    def test_kinds_are_shared_out_and_nothing_is_asked_twice(self, quiz: Quiz) -> None:
        assert Counter(q.kind for q in quiz.questions) == dict.fromkeys(KINDS, 8)
        assert (
            len(
                {
                    squeeze(q.stem) + "".join(sorted(q.options[k] for k in q.key if q.options))
                    for q in quiz.questions
                }
            )
            == 40
        )
        assert len({(q.kind, q.fact) for q in quiz.questions}) == 40
        facts = [fact for q in quiz.questions for fact in q.fact.split("+")]
        assert len(facts) == len(set(facts))

    @pytest.mark.parametrize("seed", range(3))
    def test_keys_stand_in_balanced_places(self, materials: dict[str, Material], seed: int) -> None:
        made = make_quiz(
            materials[DAQING], Request(count=60, seed=seed, kinds=("single", "truth", "several"))
        )
        places = Counter(q.key[0] for q in made.questions if q.kind == "single")
        assert max(places.values()) - min(places[n] for n in range(4)) <= 1
        truths = Counter(q.key[0] for q in made.questions if q.kind == "truth")
        assert abs(truths[0] - truths[1]) <= 1
        letters = Counter(k for q in made.questions if q.kind == "several" for k in q.key)
        assert max(letters.values()) - min(letters[n] for n in range(5)) <= 4

    def test_other_school_stages_are_among_the_wrong_options(self, materials: dict[str, Material]) -> None:
        asked = [
            q for q in every_question(materials[DAQING], "zh") if q.fact == "2.1.g8.3" and q.kind == "single"
        ]
        figures = next(q for q in asked if q.claims[0].kind == "figure")
        assert {"68%以下", "78%以下"} <= set(figures.options)

    def test_swapped_units_are_among_the_wrong_options(self, materials: dict[str, Material]) -> None:
        asked = every_question(materials[DAQING], "zh")
        assert any(o.endswith("5.5%以下") for q in asked if q.fact == "2.1.g3.2" for o in q.options)

    def test_near_values_keep_within_their_unit(self, materials: dict[str, Material]) -> None:
        for row in materials[DAQING].rows.values():
            near = near_values(row)
            assert all(value > 0 and value != row.value for value in near)
            if row.unit == "%":
                assert all(value < 100 for value in near)

    @pytest.mark.parametrize("plan", PLANS)
    def test_as_many_as_can_be_made_are_made_and_more_are_refused(
        self, materials: dict[str, Material], plan: str
    ) -> None:
        with pytest.raises(CourseError) as raised:
            make_quiz(materials[plan], Request(count=10_000))
        most = int(raised.value.zh.split("最多能出 ")[1].split(" ")[0])
        assert f"At most {most} questions" in raised.value.en
        made = make_quiz(materials[plan], Request(count=most))
        assert len(made.questions) == most
        assert len({(q.kind, q.fact) for q in made.questions}) == most

    @pytest.mark.parametrize(
        ("request_", "zh"),
        [
            (Request(count=0), "至少为 1"),
            (Request(count=-3), "至少为 1"),
            (Request(kinds=("essay",)), "single"),
            (Request(sources=("rumours",)), "indicators"),
            (Request(domains=("火星",)), "儿童与健康"),
            (Request(count=5, kinds=("blank",), sources=("measures",)), "最多能出 0 道"),
        ],
    )
    def test_what_cannot_be_made_is_said(
        self, materials: dict[str, Material], request_: Request, zh: str
    ) -> None:
        with pytest.raises(CourseError) as raised:
            make_quiz(materials[DAQING], request_)
        assert zh in raised.value.zh
        assert raised.value.en.isascii() or "「" in raised.value.en or "；" in raised.value.en

    def test_only_what_was_chosen_is_asked(self, materials: dict[str, Material]) -> None:
        made = make_quiz(
            materials[DAQING], Request(count=6, kinds=("single",), sources=("indicators",), domains=("2.3",))
        )
        assert {q.kind for q in made.questions} == {"single"}
        assert all(q.clause_id.startswith("2.3") for q in made.questions)

    def test_kinds_are_named_in_both_languages(self) -> None:
        assert KIND_NAMES["zh"].keys() == KIND_NAMES["en"].keys() == set(KINDS)
