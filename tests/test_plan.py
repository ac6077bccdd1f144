"""The published plan is read completely; made-up plans are read as they were written; faults are named."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import META, TITLE, Node, Style, plans, printed, walk, write_plan

from assistant.errors import CorpusError, PlanSyntaxError
from assistant.plan import Plan, load_meta, load_plan, parse, print_plan, source_span
from assistant.records import Clause

SHA256 = "55634acd881108c828edc5c59be4b41007a80a5082f61d92fe78d3e171141255"
FOLDER = "corpus/daqing-children-2021-2025"
SECOND = "二、发展领域、主要目标和策略措施"


# --- the published plan ----------------------------------------------------------------------------


def test_the_source_is_the_published_file(repo: Path, daqing: Plan) -> None:
    published = (repo / FOLDER / "source.txt").read_bytes()
    assert hashlib.sha256(published).hexdigest() == SHA256
    assert daqing.source.encode() == published


def test_counts(daqing: Plan) -> None:
    kinds = Counter(clause.kind for clause in daqing.clauses)
    assert [c.id for c in daqing.clauses if c.kind == "heading" and not c.parent] == ["1", "2", "3", "4"]
    assert [domain.title for domain in daqing.meta.domains] == [
        "儿童与健康", "儿童与安全", "儿童与教育", "儿童与福利", "儿童与家庭", "儿童与环境", "儿童与法律保护",
    ]  # fmt: skip
    assert all(daqing.by_id[domain.id].title == domain.title for domain in daqing.meta.domains)
    assert (kinds["goal"], kinds["target"], kinds["measure"], kinds["principle"]) == (46, 129, 92, 5)
    assert [c.id for c in daqing.clauses if c.kind == "item"] == [
        *(f"3.{n}" for n in range(1, 12)), *(f"4.{n}" for n in range(1, 6)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("domain", "goals", "targets", "measures"),
    [
        (1, 10, 40, 16),
        (2, 5, 12, 12),
        (3, 8, 14, 13),
        (4, 7, 17, 14),
        (5, 5, 14, 9),
        (6, 6, 16, 13),
        (7, 5, 16, 15),
    ],
)
def test_counts_of_each_domain(daqing: Plan, domain: int, goals: int, targets: int, measures: int) -> None:
    kinds = Counter(c.kind for c in daqing.clauses if c.id.startswith(f"2.{domain}."))
    assert (kinds["goal"], kinds["target"], kinds["measure"]) == (goals, targets, measures)


def test_a_goal_without_lines(daqing: Plan) -> None:
    assert daqing.by_id["2.3.g8"].text == "8.将大庆精神铁人精神纳入国民教育体系。"
    empty = {c.id for c in daqing.clauses if c.kind == "goal"} - {c.parent for c in daqing.clauses}
    assert empty == {"2.3.g8"}


def test_paragraphs(daqing: Plan) -> None:
    assert [c.id for c in daqing.clauses if c.kind == "paragraph"] == [
        *(f"0.p{n}" for n in range(1, 6)), "1.1.p1", "1.3.p1", *(f"2.{n}.p1" for n in range(1, 5)), "2.4.m14.p2",
        "2.5.p1", "2.6.p1", "2.6.m5.p2", "2.7.p1", "4.2.p2", "4.2.p3",
    ]  # fmt: skip


# Written by reading the source.
READ = {
    "0": (3, "title", (), "大庆市儿童发展规划（2021-2025年）"),
    "0.p1": (5, "paragraph", (), "儿童是民族的未来，"),
    "1.2.4": (31, "principle", ("一、指导思想、基本原则和总体目标", "（二）基本原则"), "4.坚持保障儿童平等发展。"),
    "2.1.g3.2": (
        73, "target",
        (SECOND, "（一）儿童与健康", "主要目标", "3.降低新生儿、婴儿和 5 岁以下儿童死亡率"),
        "——婴儿死亡率控制在 5.5‰以下。",
    ),
    "2.1.m10": (167, "measure", (SECOND, "（一）儿童与健康", "策略措施"), "10.有效控制儿童近视。"),
    "2.4.m14.p2": (
        421, "paragraph",
        (SECOND, "（四）儿童与福利", "策略措施", "14.支持引导社会力量参与儿童保护和服务工作"),
        "加强儿童社会工作专业队伍建设，",
    ),
    "2.6.m5.p2": (
        551, "paragraph",
        (SECOND, "（六）儿童与环境", "策略措施", "5.提升面向儿童的公共文化服务水平"),
        "支持儿童题材作品参加国家和省级舞台艺术精品创作",
    ),
    "2.7.g5": (613, "goal", (SECOND, "（七）儿童与法律保护", "主要目标"), "5.预防和控制未成年人违法犯罪。"),
    "3.9": (673, "item", ("三、组织实施",), "（九）加大规划宣传力度。"),
    "4.2.p3": (
        689, "paragraph", ("四、监测评估", "（二）加强监测评估工作组织领导"), "评估组由各级妇儿工委办公室负责牵头，",
    ),
}  # fmt: skip


@pytest.mark.parametrize("clause_id", READ)
def test_clauses_stand_where_a_reader_finds_them(daqing: Plan, clause_id: str) -> None:
    line, kind, path, begins = READ[clause_id]
    clause = daqing.by_id[clause_id]
    assert (clause.line, clause.kind, clause.path) == (line, kind, path)
    assert clause.text.startswith(begins)


def test_ids_are_unique_and_parents_stand_before(daqing: Plan) -> None:
    seen: set[str] = {""}
    for clause in daqing.clauses:
        assert clause.id not in seen
        assert clause.parent in seen
        seen.add(clause.id)


def test_own_spans_cover_the_source_once(daqing: Plan) -> None:
    covers_once(daqing.source, daqing.clauses)


def covers_once(source: str, clauses: tuple[Clause, ...]) -> None:
    """Own spans are in order, disjoint, and leave only blanks between them."""
    at = 0
    for clause in clauses:
        assert at <= clause.start < clause.end
        assert not source[at : clause.start].strip()
        at = clause.end
    assert not source[at:].strip()


# --- repairs ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def repaired(repo: Path, daqing: Plan) -> list[str]:
    """What each character of the source is read as, from repairs.toml alone."""
    return _repaired(
        daqing.source, tomllib.loads((repo / FOLDER / "repairs.toml").read_text(encoding="utf-8"))
    )


def _repaired(source: str, data: dict) -> list[str]:
    read, lines = list(source), source.split("\n")
    begins = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    for entry in data["class"]:
        for at, character in enumerate(source):
            beside = source[max(at - 1, 0) : at] + source[at + 1 : at + 2]
            if character in entry["map"] and any(_chinese(c) for c in beside):
                read[at] = entry["map"][character]
    for entry in data["join"]:
        number = entry["line"] - 1
        after = next(n for n in range(number + 1, len(lines)) if lines[n].strip())
        assert lines[number].endswith(entry["ends"])
        assert lines[after].startswith(entry["begins"])
        for at in range(begins[number] + len(lines[number]), begins[after]):
            read[at] = ""
    for entry in data["replace"]:
        at = begins[entry["line"] - 1] + lines[entry["line"] - 1].index(entry["from"])
        read[at : at + len(entry["from"])] = [entry["to"], *[""] * (len(entry["from"]) - 1)]
    return read


def _chinese(character: str) -> bool:
    return "一" <= character <= "鿿" or character in "《》、，。；：“”（）〇"


def test_every_clause_is_the_source_with_the_listed_repairs(daqing: Plan, repaired: list[str]) -> None:
    for clause in daqing.clauses:
        assert clause.text == "".join(repaired[clause.start : clause.end]), clause.id


def test_segments_tie_each_character_to_the_source(daqing: Plan, repaired: list[str]) -> None:
    for clause in daqing.clauses:
        at, source_at = 0, clause.start
        for segment in clause.segments:
            assert (segment.start, segment.source_start) == (at, source_at), clause.id
            piece = "".join(repaired[segment.source_start : segment.source_end])
            assert clause.text[segment.start : segment.end] == piece, clause.id
            assert segment.change or piece == daqing.source[segment.source_start : segment.source_end], (
                clause.id
            )
            at, source_at = segment.end, segment.source_end
        assert (at, source_at) == (len(clause.text), clause.end), clause.id


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_quote_leads_back_to_the_source(daqing: Plan, repaired: list[str], data: st.DataObject) -> None:
    clause = data.draw(st.sampled_from(daqing.clauses))
    start = data.draw(st.integers(0, len(clause.text) - 1))
    end = data.draw(st.integers(start + 1, len(clause.text)))
    source_start, source_end, is_repaired = source_span(clause, start, end)
    assert clause.start <= source_start < source_end <= clause.end
    piece, quote = daqing.source[source_start:source_end], clause.text[start:end]
    again = "".join(repaired[source_start:source_end])
    cut = [s for s in clause.segments if s.change and (s.start < start < s.end or s.start < end < s.end)]
    assert quote in again if cut else quote == again  # a repair of several characters is shown whole
    assert is_repaired == any(
        s.change not in ("", "wrap") and s.start < end and s.end > start for s in clause.segments
    )
    assert is_repaired or "".join(piece.split("\n")) == quote


def test_a_quote_over_a_page_end_is_not_called_repaired(daqing: Plan) -> None:
    clause = daqing.by_id["2.1.m11"]
    start = clause.text.index("构建全媒体健康知识传播机制")
    begin, finish, is_repaired = source_span(clause, start, start + 13)
    assert (daqing.source[begin:finish], is_repaired) == ("构建全媒体健康\n\n知识传播机制", False)


def test_a_repaired_quote_says_so(daqing: Plan) -> None:
    clause = daqing.by_id["2.5.m3"]
    start = clause.text.index("监护责任意识和能力")
    begin, finish, is_repaired = source_span(clause, start, start + 9)
    assert (daqing.source[begin:finish], is_repaired) == ("监护责任意识 and 能力", True)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 0), (3, 2), (0, 10_000)])
def test_a_span_that_leaves_the_clause_is_refused(daqing: Plan, start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"2\.1\.g3\.2"):
        source_span(daqing.by_id["2.1.g3.2"], start, end)


@pytest.mark.parametrize(
    ("clause_id", "words"),
    [
        ("0.p5", "《黑龙江省儿童发展规划（2021-2025年）》和《大庆市国民经济"),
        ("2.1.m11", "构建全媒体健康知识传播机制"),
        ("2.3.m1", "具体化、形象化、儿童化地传播"),
        ("2.3.m5", "乡镇寄宿制学校建设"),
        ("2.3.m9", "中小学、幼儿园广泛开展性别平等教育"),
        ("2.3.m13", "生产劳动和服务性劳动，帮助学生深入了解省情"),
        ("2.4.m5", "通过购买服务、项目合作"),
        ("2.5.m3", "监护人学习家庭教育知识"),
        ("2.6.m12", "自然保护地等建设儿童自然教育保护基地"),
        ("2.7.m2", "形成执法、保护、服务合力"),
        ("2.7.m14", "完善专门学校入学程序"),
        ("4.2.p2", "向同级妇儿工委提交年度、中期和终期监测报告"),
    ],
)
def test_sentences_cut_at_page_ends_are_whole(daqing: Plan, clause_id: str, words: str) -> None:
    assert words in daqing.by_id[clause_id].text


@pytest.mark.parametrize("words", ["违法违规行。", "立案和转处儿童", "中小学生学习健康体检内容"])
def test_doubtful_wording_stays_and_is_listed(daqing: Plan, words: str) -> None:
    assert any(words in clause.text for clause in daqing.clauses)
    assert any(words in doubt.quote for doubt in daqing.doubts)


def test_the_printed_plan_reads_as_the_same_plan(daqing: Plan) -> None:
    again = parse(print_plan(daqing), daqing.meta)
    assert [shown(clause) for clause in again] == [shown(clause) for clause in daqing.clauses]


def shown(clause: Clause) -> tuple[str, str, str, tuple[str, ...]]:
    return clause.id, clause.kind, clause.text, clause.path


# --- made-up plans ---------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(made=plans())
def test_a_made_up_plan_is_read_as_it_was_written(daqing: Plan, made: tuple[list[Node], Style]) -> None:
    top, style = made
    source = printed(top, style)
    title, *clauses = parse(source, replace(daqing.meta, title=TITLE))
    assert (title.kind, title.text) == ("title", TITLE)
    read = {clause.id: clause for clause in clauses}
    assert [(c.kind, c.number, c.text, c.path, read[c.parent].text if c.parent else "") for c in clauses] == [
        (node.kind, node.number, node.text, tuple(a.label for a in above), above[-1].text if above else "")
        for node, above in walk(top)
    ]
    assert len(read) == len(clauses)
    covers_once(source, (title, *clauses))
    assert all(source[c.start : c.end] == c.text for c in clauses)
    assert all(source.split("\n")[c.line - 1].strip() == c.text for c in clauses)


@settings(max_examples=25, deadline=None)
@given(made=plans())
def test_reading_printing_and_reading_again_changes_nothing(
    daqing: Plan, made: tuple[list[Node], Style]
) -> None:
    meta = replace(daqing.meta, title=TITLE)
    first = parse(printed(*made), meta)
    again = parse(print_plan(Plan(meta, "", first)), meta)
    assert [shown(clause) for clause in again] == [shown(clause) for clause in first]


def test_a_plan_without_a_grammar_of_its_own(tmp_path: Path) -> None:
    meta = META.partition("grammar")[0]
    lines = [
        "一、总则",
        "（一）目标。",
        "1.健康。",
        "（1）饮食。",
        "（2）睡眠。",
        "二、保障",
        "（二）经费。足额安排。",
    ]
    plan = load_plan(write_plan(tmp_path / "p", lines, meta=meta))
    assert [c.id for c in plan.clauses] == ["0", "1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2", "2", "2.2"]


# --- faults ----------------------------------------------------------------------------------------

HEAD = ["一、总则", "（一）健康。", "主要目标：", "1.甲。", "——乙。"]  # lines 2 to 6, below the title


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        pytest.param(
            ["一、甲", "三、乙"], 3, "'三、' is out of order: 2 was expected", id="a chapter is skipped"
        ),
        pytest.param(["二、甲"], 2, "'二、' is out of order: 1 was expected", id="does not begin with one"),
        pytest.param(["一、甲", "", "二、乙", "一、丙"], 5, "'一、' is out of order", id="goes back"),
        pytest.param([*HEAD, "3.丙。"], 7, "'3.' is out of order: 2 was expected", id="a goal is skipped"),
        pytest.param([*HEAD, "1.丙。"], 7, "'1.' is there twice", id="a goal is there twice"),
        pytest.param([*HEAD, "（一）乙。"], 7, "'（一）' is there twice", id="a section is there twice"),
        pytest.param([*HEAD, "主要目标：", "1.丙。"], 7, "is there twice", id="a label is there twice"),
        pytest.param(["一、甲", "——乙。"], 3, "only target may use it", id="a dash line under no goal"),
        pytest.param(["一、甲", "1.乙。"], 3, "has no place for it", id="a number under no section"),
        pytest.param(
            ["一、甲", "主要目标："], 3, "'主要目标：' stands under no section", id="a label under nothing"
        ),
        pytest.param([*HEAD, "", "", "3.丙。"], 9, "out of order", id="blank lines count"),
    ],
)
def test_faults_of_order_name_their_line(tmp_path: Path, lines: list[str], line: int, words: str) -> None:
    error = fault(tmp_path, lines)
    assert f"line {line}: " in str(error)
    assert words in str(error)


@pytest.mark.parametrize(
    "mark",
    ["①", "(1)", "1)", "（1）", "1）", "—", "–", "-", "－", "•", "■", "㈠", "⒈", "一.", "第二章 "],
)
def test_numbering_that_the_grammar_does_not_know_is_never_read_as_prose(tmp_path: Path, mark: str) -> None:
    error = fault(tmp_path, [*HEAD, f"{mark}丙。"])
    assert "line 7: " in str(error)


@pytest.mark.parametrize(
    "mark", ["⑴", "❶", "Ⅰ、", "―", "─", "·", "二 、", "（ 二 ）", "( 2 )", "2 .", "二）", "2.1."]
)
def test_other_or_spaced_numbering_is_never_read_as_prose(tmp_path: Path, mark: str) -> None:
    error = fault(tmp_path, [*HEAD, f"{mark}丙。"])
    assert "line 7: " in str(error)


def fault(folder: Path, lines: list[str]) -> PlanSyntaxError:
    with pytest.raises(PlanSyntaxError) as caught:
        load_plan(write_plan(folder / "p", lines))
    assert caught.value.file == folder / "p" / "source.txt"
    return caught.value


def test_a_fault_keeps_its_line_as_a_number(tmp_path: Path) -> None:
    assert fault(tmp_path, ["一、甲", "三、乙"]).line == 3


@pytest.mark.parametrize(
    "mark", ["12 岁以下儿童", "2017年，", "1.2万亿元", "一是", "第一，", "“十四五”", "十八周岁"]
)
def test_prose_that_begins_with_a_number_is_prose(tmp_path: Path, mark: str) -> None:
    plan = load_plan(write_plan(tmp_path / "p", ["一、甲", f"{mark}乙。"]))
    assert (plan.clauses[-1].id, plan.clauses[-1].kind) == ("1.p1", "paragraph")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("别的规划\n一、甲\n", "must begin with its title '云泽市儿童发展规划'"),
        (f"\n一、甲\n{TITLE}\n", "must begin with its title"),
        (f"{TITLE}\n甲。\n乙。\n", "no heading was found"),
        ("", "is empty"),
        (" \n　\n", "is empty"),
        (f"{TITLE}\n一、甲\n".encode() + b"\xff\xfe\n", "line 3: is not UTF-8"),
        (f"{TITLE}\n一、甲\n".encode("gb18030"), "is not UTF-8"),
    ],
)
def test_a_text_that_cannot_be_a_plan(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(CorpusError, match=words) as caught:
        load_plan(write_plan(tmp_path / "p", text))
    assert caught.value.file == tmp_path / "p" / "source.txt"


@pytest.mark.parametrize("name", ["source.txt", "plan.toml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write_plan(tmp_path / "p", ["一、甲"])
    (folder / name).unlink()
    with pytest.raises(CorpusError, match="cannot be read") as caught:
        load_plan(folder)
    assert caught.value.file == folder / name


def _without(key: str) -> Callable[[str], str]:
    return lambda meta: "\n".join(line for line in meta.splitlines() if not line.startswith(key))


def _with(old: str, new: str) -> Callable[[str], str]:
    return lambda meta: meta.replace(old, new)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(_without("title"), "lacks the key 'title'", id="no title"),
        pytest.param(_without("region"), "lacks the key 'region'", id="no region"),
        pytest.param(_without("period"), "lacks the key 'period'", id="no period"),
        pytest.param(_with("[2021, 2025]", "[2025, 2021]"), "2025 to 2021", id="period backwards"),
        pytest.param(_with("[2021, 2025]", "[2021]"), "wrong form", id="period of one year"),
        pytest.param(_with("[2021, 2025]", "[21, 25]"), "21 to 25", id="period of short years"),
        pytest.param(_with("[2021, 2025]", '"2021-2025"'), "wrong form", id="period as text"),
        pytest.param(
            _with('marker = "dash"', 'marker = "star"'), "'target' needs a label", id="unknown marker"
        ),
        pytest.param(_with('name = "goal", ', ""), "lacks the key 'name'", id="rule without a name"),
        pytest.param(_with("]\n", "\n"), "is not valid TOML", id="broken TOML"),
    ],
)
def test_faulty_meta_data_says_what_is_wrong(
    tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    folder = write_plan(tmp_path / "p", HEAD, meta=change(META))
    with pytest.raises(CorpusError, match=words) as caught:
        load_meta(folder / "plan.toml", "p")
    assert caught.value.file == folder / "plan.toml"


CUT = [*HEAD, "——农村儿童入园率", "", "提高。"]


@pytest.mark.parametrize(
    ("repairs", "words"),
    [
        ('join = [{line = 7, ends = "入园率", begins = "下降"}]', "join at source line 7 does not fit"),
        ('join = [{line = 7, ends = "入学率", begins = "提高"}]', "join at source line 7 does not fit"),
        ('join = [{line = 70, ends = "甲", begins = "乙"}]', "names source line 70, but the source has"),
        ('join = [{line = 7, ends = "入园率"}]', "lacks the key 'begins'"),
        ('replace = [{line = 7, from = "城市", to = "农村"}]', "'城市' must stand once in source line 7"),
        ('replace = [{line = 3, from = "健康", to = "a"}, {line = 3, from = "康。", to = "b"}]', "overlap at source line 3"),
        ('doubt = [{line = 6, quote = "丁", zh = "", en = ""}]', "'丁' does not stand in source line 6"),
    ],
)  # fmt: skip
def test_a_repair_that_does_not_fit_is_named(tmp_path: Path, repairs: str, words: str) -> None:
    with pytest.raises(CorpusError, match=words) as caught:
        load_plan(write_plan(tmp_path / "p", CUT, repairs=repairs))
    assert caught.value.file == tmp_path / "p" / "repairs.toml"


def test_repairs_of_a_made_up_plan(tmp_path: Path) -> None:
    repairs = """
    join = [{line = 7, ends = "入园率", begins = "提高"}]
    replace = [{line = 7, from = "农村", to = "乡村"}]
    """
    plan = load_plan(write_plan(tmp_path / "p", CUT, repairs=repairs))
    clause = plan.clauses[-1]
    assert (clause.id, clause.text) == ("1.1.g1.2", "——乡村儿童入园率提高。")
    begin, finish, is_repaired = source_span(clause, 4, 11)
    assert (plan.source[begin:finish], is_repaired) == ("儿童入园率\n\n提高", False)
    assert source_span(clause, 2, 6)[2]


def test_a_count_that_differs_from_the_expected_one(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "p", HEAD, meta=META + "[expect]\ngoal = 2\n")
    with pytest.raises(CorpusError, match=r"1 × goal read, plan.toml expects 2"):
        load_plan(folder)
