"""Courses: every line of every course rests on its clause, the minutes add up, edits are held against the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.course import LENGTHS, Course, Line, Material, Request, from_markdown, make_course, to_markdown
from assistant.course.checking import citation_of, fault_of
from assistant.errors import CourseError
from assistant.plan import source_span

DAQING = "daqing-children-2021-2025"
PLANS = (DAQING, "elder-care", "water", "made-up-plan")
AUDIENCES = ("cadres", "schools", "medical", "community")


_MADE: dict[str, list[Course]] = {}


def every_course(material: Material) -> list[Course]:
    """All lengths, audiences and languages, over the whole plan and over each of its domains alone; made once."""
    if material.meta.key not in _MADE:
        _MADE[material.meta.key] = list(_courses(material))
    return _MADE[material.meta.key]


def _courses(material: Material) -> Iterator[Course]:
    for lang in ("zh", "en"):
        for minutes in LENGTHS:
            for audience in AUDIENCES:
                yield make_course(material, Request(audience=audience, minutes=minutes, lang=lang))
        for area in material.tree.domains:
            yield make_course(material, Request((area,), minutes=90, lang=lang))


@pytest.fixture(scope="module")
def course(materials: dict[str, Material]) -> Course:
    return make_course(materials[DAQING], Request(minutes=90))


class TestEveryLine:
    @pytest.mark.parametrize("plan", PLANS)
    def test_stands_on_its_clause_and_passes_the_checks_of_answers(
        self, materials: dict[str, Material], plan: str
    ) -> None:
        material, seen = materials[plan], 0
        held: set[Line] = set()
        for course in every_course(material):
            for line in set(course.lines) - held:
                held.add(line)
                seen += 1
                clause = material.tree.clauses[line.clause_id]
                assert line.quote in clause.text
                assert fault_of(line, material) == "", line
                citation = citation_of(clause, line.quote)
                start = clause.text.find(line.quote)
                assert (citation.start, citation.end, citation.repaired) == source_span(
                    clause, start, start + len(line.quote)
                )
        assert seen > 40

    @pytest.mark.parametrize("plan", PLANS)
    def test_that_tells_a_figure_is_of_a_row_of_its_clause(
        self, materials: dict[str, Material], plan: str
    ) -> None:
        material = materials[plan]
        for course in every_course(material):
            for line in course.lines:
                if line.kind == "figure":
                    assert material.rows[line.row].clause_id == line.clause_id
                if line.kind in ("measure", "overview", "duty"):
                    words = "".join(material.tree.clauses[line.clause_id].text.split())
                    assert "".join(line.text.split()) in words

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"text": "到2025年，婴儿死亡率控制在6.5‰以下。"}, "6.5‰"),
            ({"text": "到2025年，婴儿死亡率控制在5.5%以下。"}, "5.5%"),
            ({"text": "到2025年，婴儿死亡率达到5.5‰以上。"}, "comparator"),
            ({"text": "到2030年，婴儿死亡率控制在5.5‰以下。"}, "2030"),
            ({"clause_id": "9.9"}, "no clause"),
            ({"clause_id": "2.1.g3.3"}, "quote"),
            ({"topic": "婴儿健康"}, "title"),
        ],
    )
    def test_that_was_altered_is_caught(
        self, materials: dict[str, Material], changes: dict[str, str], reason: str
    ) -> None:
        material = materials[DAQING]
        made = make_course(material, Request(goals=("2.1.g3",), minutes=90))
        line = next(line for line in made.lines if line.row == "2.1.g3.2")
        assert fault_of(line, material) == ""
        assert reason in fault_of(replace(line, **changes), material)

    def test_that_charges_somebody_else_is_caught(
        self, materials: dict[str, Material], course: Course
    ) -> None:
        line = next(line for line in course.lines if line.kind == "duty" and "妇儿工委" in line.topic)
        assert "教育部门" in fault_of(replace(line, topic="原文明示：教育部门（协调）"), materials[DAQING])


class TestOutline:
    @pytest.mark.parametrize("minutes", LENGTHS)
    def test_minutes_add_up_and_every_part_has_some(
        self, materials: dict[str, Material], minutes: int
    ) -> None:
        for plan in PLANS:
            made = make_course(materials[plan], Request(minutes=minutes))
            assert made.minutes == minutes
            assert all(section.minutes > 0 and section.lines for section in made.sections)

    def test_a_longer_course_tells_more(self, materials: dict[str, Material]) -> None:
        told = [len(make_course(materials[DAQING], Request(minutes=n)).lines) for n in LENGTHS]
        assert told == sorted(set(told))

    def test_it_has_aims_figures_measures_duties_and_questions(self, course: Course) -> None:
        assert {line.kind for line in course.lines} == {
            "aim",
            "overview",
            "figure",
            "measure",
            "duty",
            "question",
        }

    def test_no_line_is_told_twice(self, materials: dict[str, Material]) -> None:
        for made in every_course(materials[DAQING]):
            told = [(line.kind, line.topic, line.text) for line in made.lines]
            assert len(told) == len(set(told))

    def test_the_audience_hears_of_itself(self, materials: dict[str, Material]) -> None:
        def named(audience: str, word: str) -> int:
            made = make_course(materials[DAQING], Request(("2.1",), audience=audience))
            return sum(word in line.text for line in made.lines if line.kind == "measure")

        assert named("schools", "学校") > named("medical", "学校")
        assert named("medical", "医疗") > named("schools", "医疗")

    def test_only_what_was_chosen_is_told(self, materials: dict[str, Material]) -> None:
        made = make_course(materials[DAQING], Request(("儿童与安全",)))
        told = {
            line.clause_id for line in made.lines if line.kind in ("figure", "measure", "aim", "question")
        }
        assert told
        assert all(clause_id.startswith("2.2.") for clause_id in told)

    def test_a_goal_brings_its_figures_and_the_measures_that_go_with_it(
        self, materials: dict[str, Material]
    ) -> None:
        made = make_course(materials[DAQING], Request(goals=("预防和控制儿童近视",)))
        assert {line.clause_id for line in made.lines if line.kind == "figure"} >= {
            "2.1.g8.3",
            "2.1.g8.4",
            "2.1.g8.5",
        }
        assert "2.1.m10" in {line.clause_id for line in made.lines if line.kind == "measure"}
        assert {line.clause_id for line in made.lines if line.kind == "aim"} == {"2.1.g8"}

    def test_domains_are_found_by_english_names(self, materials: dict[str, Material]) -> None:
        made = make_course(materials[DAQING], Request(("children and family",), lang="en"))
        assert "Children and family" in made.title

    @pytest.mark.parametrize(
        ("request_", "zh", "en"),
        [
            (Request(minutes=30), "15、45、90", "15, 45, 90"),
            (Request(audience="火星人"), "基层干部", "grassroots officials"),
            (Request(("火星",)), "没有「火星」这个领域", "no domain 「火星」"),
            (Request(goals=("登月",)), "没有「登月」这个目标", "no goal"),
            (Request(("2.2",), ("2.1.g3",)), "不在所选的领域里", "not in the domains"),
            (Request(("儿童与",)), "不止一个", "more than one"),
        ],
    )
    def test_what_cannot_be_made_is_said_in_both_languages(
        self, materials: dict[str, Material], request_: Request, zh: str, en: str
    ) -> None:
        with pytest.raises(CourseError) as raised:
            make_course(materials[DAQING], request_)
        assert zh in raised.value.zh
        assert en in raised.value.en

    def test_odd_characters_in_a_title_are_made_plain(self, materials: dict[str, Material]) -> None:
        title = "培训\0\x1b[31m\ud800\u202e<b>&\n第二行" + "长" * 200
        made = make_course(materials[DAQING], Request(title=title))
        assert made.title.startswith("培训[31m<b>& 第二行")
        assert len(made.title) <= 80


class TestEditing:
    @pytest.mark.parametrize("plan", PLANS)
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_an_outline_comes_back_as_it_was(
        self, materials: dict[str, Material], plan: str, lang: str
    ) -> None:
        made = make_course(materials[plan], Request(minutes=90, lang=lang))  # type: ignore[arg-type]
        assert from_markdown(to_markdown(made), materials[plan]) == made

    def edited(self, materials: dict[str, Material], course: Course, old: str, new: str) -> Course:
        text = to_markdown(course)
        assert old in text
        return from_markdown(text.replace(old, new, 1), materials[DAQING])

    def test_minutes_and_titles_may_change(self, materials: dict[str, Material], course: Course) -> None:
        first = course.sections[0]
        read = self.edited(materials, course, f"（{first.minutes} 分钟）", "（25 分钟）")
        assert read.sections[0].minutes == 25
        assert read.minutes == course.minutes - first.minutes + 25

    def test_lines_may_go(self, materials: dict[str, Material], course: Course) -> None:
        line = next(line for line in course.lines if line.kind == "figure")
        read = self.edited(materials, course, f"- {line.text} [{line.clause_id}]\n", "")
        assert len(read.lines) == len(course.lines) - 1

    def test_a_line_may_be_shortened(self, materials: dict[str, Material], course: Course) -> None:
        read = self.edited(
            materials,
            course,
            "适龄儿童免疫规划疫苗接种率以乡（镇、街道）为单位保持在95%以上",
            "适龄儿童免疫规划疫苗接种率保持在95%以上",
        )
        line = next(line for line in read.lines if line.clause_id == "2.1.g4.4")
        assert (line.kind, line.edited) == ("figure", True)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("2.5张以上", "3.5张以上"),
            ("2.5张以上", "2.5张以下"),
            ("到2025年，每千名儿童床位", "到2024年，每千名儿童床位"),
        ],
    )
    def test_a_figure_that_the_clause_does_not_have_is_refused_with_its_line(
        self, materials: dict[str, Material], course: Course, old: str, new: str
    ) -> None:
        text = to_markdown(course).replace(old, new, 1)
        number = next(n for n, row in enumerate(text.splitlines(), 1) if new in row)
        with pytest.raises(CourseError, match=rf"\b{number}: ") as raised:
            from_markdown(text, materials[DAQING])
        assert "对不上" in raised.value.zh

    def test_what_the_trainer_adds_is_labelled(self, materials: dict[str, Material], course: Course) -> None:
        read = self.edited(materials, course, "### 目标\n", "### 目标\n\n- 先请大家说说本区有几所幼儿园\n")
        own = [line for line in read.lines if line.kind == "own"]
        assert [line.text for line in own] == ["先请大家说说本区有几所幼儿园"]
        assert "先请大家说说本区有几所幼儿园（讲师补充，不是规划原文）" in to_markdown(read)
        assert from_markdown(to_markdown(read), materials[DAQING]).lines.count(own[0]) == 1

    def test_words_beyond_the_clause_make_a_line_the_trainers(
        self, materials: dict[str, Material], course: Course
    ) -> None:
        line = next(line for line in course.lines if line.kind == "measure")
        read = self.edited(materials, course, line.text, "由教育局每月通报并奖励先进学校。")
        own = next(line for line in read.lines if "教育局" in line.text)
        assert own.kind == "own"

    @pytest.mark.parametrize(
        ("text", "zh"),
        [
            ("", "标题"),
            ("# 只有标题", "对象"),
            ("# 题\n> 对象：学校 · 时长：45 分钟 · 规划：《别的》 (other)\n## 节（3 分钟）\n- 行", "other"),
            (f"# 题\n> 对象：学校 · 时长：45 分钟 · 规划：《》 ({DAQING})\n## 节（3 分钟）", "没有内容"),
            ("# " + "长" * 70_000, "太长"),
        ],
    )
    def test_what_is_no_outline_is_said(self, materials: dict[str, Material], text: str, zh: str) -> None:
        with pytest.raises(CourseError) as raised:
            from_markdown(text, materials[DAQING])
        assert zh in raised.value.zh

    def test_english_frames_hold_no_chinese_words_of_their_own(self, materials: dict[str, Material]) -> None:
        made = make_course(materials[DAQING], Request(minutes=45, lang="en"))
        frame = re.sub(r"「[^」]*」|《[^》]*》", "", to_markdown(replace(made, sections=())))
        assert not re.search(r"[\u4e00-\u9fff]", frame)
