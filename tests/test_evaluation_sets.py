"""Questions and retrieval sets of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook

from assistant.errors import EvaluationError
from assistant.evaluation import beir
from assistant.evaluation.beir import RetrievalSet, measure_set, read_set, told
from assistant.evaluation.cases import Case, problems
from assistant.evaluation.importing import figures_of, find_place, import_table
from assistant.evaluation.score import score
from assistant.lexicon import Lexicon
from assistant.plan import Plan
from tests import made_up_set

HEAD = ["问题", "标准答案", "依据条款"]
ROWS = [
    ["婴儿死亡率要控制在多少？", "5.5‰以下", "婴儿死亡率控制在5.5‰以下"],
    ["儿童的睡眠时间？", "小学生每天10小时", "2.1.m12"],
    ["奶粉补贴多少钱？", "规划未说明", ""],
    ["没有依据的问题", "有答案", ""],
    ["依据不存在", "有答案", "这一条规划里没有写"],
]


def a_csv(folder: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    path = folder / "questions.csv"
    path.write_text("\n".join(",".join(row) for row in [HEAD, *rows]), encoding=encoding)
    return path


def as_case(record: dict[str, Any]) -> Case:
    names = Case.__dataclass_fields__
    return Case(**{name: record[name] for name in names if name in record})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_rows_become_valid_cases_and_the_rest_is_told(
    tmp_path: Path, daqing: Plan, repo: Path, encoding: str
) -> None:
    found = import_table(a_csv(tmp_path, ROWS, encoding), daqing, "zz", 7)
    assert [case["id"] for case in found.cases] == ["zz-007", "zz-008", "zz-009"]
    assert ["row 5" in found.problems[0], "row 6" in found.problems[1]] == [True, True]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in found.cases), encoding="utf-8")
    source = {daqing.meta.key: daqing.source}
    assert list(problems([file], repo / "eval" / "case.schema.json", source)) == []


def test_an_excel_table_gives_the_same_cases(tmp_path: Path, daqing: Plan) -> None:
    book = Workbook()
    for row in [HEAD, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "questions.xlsx")
    from_excel = import_table(tmp_path / "questions.xlsx", daqing, "zz")
    assert from_excel.cases == import_table(a_csv(tmp_path, ROWS), daqing, "zz").cases


def test_an_imported_case_is_right_with_the_figure_and_its_bound_only(tmp_path: Path, daqing: Plan) -> None:
    case = as_case(import_table(a_csv(tmp_path, ROWS[:1]), daqing, "zz").cases[0])

    def is_right(said: str) -> bool:
        cited = [{"quote": "——婴儿死亡率控制在 5.5‰以下；"}]
        return score(case, {"status": "answered", "reason": None, "answer": said, "citations": cited}).right

    assert is_right("控制在5.5‰以下")
    assert is_right("不超过 5.5‰")
    assert not is_right("5.5‰")
    assert not is_right("4.5‰以下")


def test_a_row_goes_into_the_split_of_its_line(tmp_path: Path, daqing: Plan) -> None:
    table = a_csv(tmp_path, ROWS[:2])
    line = import_table(table, daqing, "zz").cases[0]["gold"]["line"]
    found = import_table(table, daqing, "zz", taken={line: "dev"}).cases
    assert [case["split"] for case in found] == ["dev", "check"]


def test_a_standard_answer_that_there_is_none_becomes_a_refusal(tmp_path: Path, daqing: Plan) -> None:
    case = import_table(a_csv(tmp_path, ROWS[2:3]), daqing, "zz").cases[0]
    assert (case["status"], case["reason"], case["must"], case["gold"]) == (
        "abstained",
        "not_in_plan",
        [],
        None,
    )


def test_figures_are_taken_once_with_every_wording_of_their_bound() -> None:
    groups = figures_of("达到90%以上，即90%以上")
    assert groups[0] == ["90%"]
    assert {"90%以上", "不低于90%", "at least 90%"} <= set(groups[1])
    assert len(groups) == 2
    assert figures_of("由妇儿工委负责") == []


def test_a_clause_is_found_by_id_or_words(daqing: Plan) -> None:
    by_id = find_place("2.1.m12", daqing, "10小时")
    assert by_id is not None
    assert "10" in by_id.quote
    for place in (by_id, find_place("婴儿死亡率控制在5.5‰以下", daqing)):
        assert place is not None
        assert place.quote in daqing.source.split("\n")[place.line - 1]
    assert find_place("没有", daqing) is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "提问题,答\n一,二\n", "no column 问题"),
        ("a.xlsx", "no table", "Excel"),
        ("none.csv", None, "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(
    tmp_path: Path, daqing: Plan, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=said):
        import_table(tmp_path / name, daqing, "zz")


# --- retrieval sets ---------------------------------------------------------------------------------

DOCUMENTS = {
    "d1": "儿童溺水的预防与安全教育。",
    "d2": "学校食堂的食品安全管理。",
    "d3": "近视防控与户外活动时间。",
    "d4": "The quick brown fox jumps over the lazy dog.",
}
QUERIES = {"q1": "怎么预防溺水", "q2": "近视防控", "q3": "没有判断过的问题"}
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t2\nq2\td2\t0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [{"_id": i, "title": "", "text": text} for i, text in DOCUMENTS.items()]
    queries = [{"_id": i, "text": text} for i, text in QUERIES.items()]
    for name, records in (("corpus", documents), ("queries", queries)):
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


class Letters:
    """An embedder that counts which characters a text has."""

    name = "letters"

    def encode_query(self, sentences: Any, /) -> Any:
        return self._vector(sentences) if isinstance(sentences, str) else self.encode_document(sentences)

    def encode_document(self, sentences: Any, /) -> Any:
        return np.stack([self._vector(text) for text in sentences])

    def _vector(self, text: str) -> Any:
        vector = np.full(64, 1e-3, dtype=np.float32)
        for character in text:
            vector[ord(character) % 64] += 1
        return vector


def measured(found: RetrievalSet, cache: Path, embedder: Any) -> Any:
    return measure_set(
        found, Lexicon(), (), register=cache.with_name("none.toml"), cache=cache, embedder=embedder
    )


def test_only_judged_queries_are_asked(folder: Path) -> None:
    found = read_set(folder)
    assert set(found.queries) == {"q1", "q2"}
    assert found.qrels == {"q1": {"d1": 1}, "q2": {"d3": 2}}


def test_fusion_bm25_and_dense_are_measured(folder: Path, tmp_path: Path) -> None:
    report = measured(read_set(folder), tmp_path / "vectors.sqlite", Letters)
    assert [way.name for way in report.measured] == ["fusion", "BM25 alone", "dense alone"]
    assert report.measured[0].values["nDCG@10"].share == 1.0
    assert report.kind == "embedded"
    assert "4 documents, 2 queries" in told(report)
    assert report.disk_bytes > 0


def test_without_vectors_the_search_is_lexical(folder: Path, tmp_path: Path) -> None:
    report = measured(read_set(folder), tmp_path / "vectors.sqlite", None)
    assert [way.name for way in report.measured] == ["fusion", "BM25 alone"]
    assert report.measured[0].values["RR@10"].share == 1.0


def test_given_vectors_go_before_a_model(folder: Path, tmp_path: Path) -> None:
    np.save(folder / "vectors.npy", np.eye(4, dtype=np.float32))
    np.save(folder / "query_vectors.npy", np.eye(4, dtype=np.float32)[[0, 2, 1]])
    report = measured(read_set(folder), tmp_path / "vectors.sqlite", None)
    assert report.kind == "given"
    assert report.measured[2].values["R@5"].share == 1.0


def test_given_vectors_have_to_fit(folder: Path, tmp_path: Path) -> None:
    np.save(folder / "vectors.npy", np.eye(3, dtype=np.float32))
    np.save(folder / "query_vectors.npy", np.eye(3, dtype=np.float32))
    with pytest.raises(EvaluationError, match="3 rows for 4 documents"):
        measured(read_set(folder), tmp_path / "vectors.sqlite", None)


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("corpus.jsonl", '{"_id": "d1"}', "line 1"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td9\t1\n", "'d9'"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\n", "line 2"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "no relevant"),
    ],
)
def test_what_is_wrong_with_a_set_is_said(folder: Path, file: str, content: str, said: str) -> None:
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=said):
        read_set(folder)


def test_another_split_is_told(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    assert set(read_set(folder).queries) == {"q1", "q2"}
    (folder / "qrels" / "train.tsv").write_text(QRELS, encoding="utf-8")
    with pytest.raises(EvaluationError, match="dev, train"):
        read_set(folder)


def test_a_run_that_was_stopped_goes_on_where_it_ended(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Failing(Letters):
        def encode_document(self, sentences: Any, /) -> Any:
            asked.extend(sentences)
            if len(asked) == 4:
                raise KeyboardInterrupt
            return super().encode_document(sentences)

    monkeypatch.setattr(beir, "KEPT_AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        measured(read_set(folder), tmp_path / "vectors.sqlite", Failing)
    asked.clear()
    assert measured(read_set(folder), tmp_path / "vectors.sqlite", Failing).kind == "embedded"
    assert asked == [DOCUMENTS["d4"]]


def test_a_made_up_set_is_the_same_each_time_and_holds_what_its_queries_name(tmp_path: Path) -> None:
    for name in ("one", "other"):
        made_up_set.main([str(tmp_path / name), "--documents", "300", "--queries", "20"])
    one, other = (read_set(tmp_path / name) for name in ("one", "other"))
    assert (one.documents, one.queries, one.qrels) == (other.documents, other.queries, other.qrels)
    assert len(one.documents) == 300
    assert len(one.queries) == 20
    assert all(60 <= len(text) <= 200 for text in one.documents.values())
    report = measured(one, tmp_path / "vectors.sqlite", None)
    assert report.measured[0].values["R@10"].share > 0.9
