"""The dictionaries and the plan's own files can be used as they are; a bad row is named by file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from assistant.build import read_plan
from assistant.errors import CorpusError, LexiconError
from assistant.lexicon import Lexicon, add_aliases, fold_known, load_common, read_table, shared_name
from assistant.plan import Plan

KEY = "daqing-children-2021-2025"
ALIASES = ("alias", "name", "lang", "reason")
DICTIONARIES = {
    "question_words.tsv": ("word", "role", "lang"),
    "populations.tsv": ("word", "population", "lang"),
    "right_words.tsv": ("word", "near", "lang"),
    "places.tsv": ("place", "lang"),
    "phrases.tsv": ("phrase", "kind", "lang"),
    "light_words.tsv": ("word", "lang"),
    "opposites.tsv": ("word", "kind", "value", "lang"),
    "order_words.tsv": ("word", "part", "lang"),
    "table_words.tsv": ("word", "slot", "value", "lang"),
    "table_classes.tsv": ("word", "class", "lang"),
    "follow_words.tsv": ("word", "role", "lang"),
    "distress_words.tsv": ("word", "kind", "lang"),
    f"{KEY}/aliases.tsv": ALIASES,
}
GLOSSES = f"{KEY}/glosses.tsv"
ACTORS = f"{KEY}/actors.tsv"
SYNONYMS = "synonyms.tsv"
HELP = "help_lines.tsv"
SAYINGS = (f"{KEY}/sayings.tsv", f"{KEY}/sayings.en.tsv")


@pytest.fixture(scope="module")
def corpus(repo: Path) -> Path:
    return repo / "corpus"


@pytest.fixture(scope="module")
def known(corpus: Path) -> frozenset[str]:
    """The names that an alias may point to."""
    rows = read_plan(corpus, KEY).rows
    return frozenset(name for row in rows for name in (row.name, shared_name(row)))


def test_every_dictionary_is_checked_here(corpus: Path) -> None:
    elsewhere = {
        GLOSSES,
        ACTORS,
        SYNONYMS,
        *SAYINGS,
        "english.tsv",
        "english_nouns.tsv",
        "bodies.tsv",
        "external.tsv",
        "table_templates.tsv",
        HELP,
        f"{KEY}/entitlements.tsv",
        "entitlement_words.tsv",
        "circumstances.tsv",
        "audiences.tsv",
        "distress_pieces.tsv",
        "formal_words.tsv",
    }  # the latter have tests of their own
    found = {path.relative_to(corpus).as_posix() for path in corpus.rglob("*.tsv")}
    assert found <= {*DICTIONARIES, *elsewhere}


@pytest.mark.parametrize("name", DICTIONARIES)
def test_a_dictionary_loads(corpus: Path, name: str) -> None:
    columns = DICTIONARIES[name]
    rows = list(read_table(corpus / name, columns))
    assert len(rows) > 50
    assert all(row[column] for row in rows for column in columns)
    assert {row["lang"] for row in rows} == {"zh", "en"}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("question_words.tsv", "role"),
        ("phrases.tsv", "kind"),
        ("table_words.tsv", "slot"),
        ("follow_words.tsv", "role"),
        ("distress_words.tsv", "kind"),
    ],
)
def test_the_note_of_a_dictionary_explains_each_kind(corpus: Path, name: str, column: str) -> None:
    lines = (corpus / name).read_text(encoding="utf-8").splitlines()
    note = {word for line in lines if line.startswith("#") for word in re.findall(r"\w+", line)}
    assert {row[column] for row in read_table(corpus / name, DICTIONARIES[name])} <= note


def test_no_population_is_listed_twice(corpus: Path) -> None:
    """A word may stand for several populations (高中), each once: plans print them differently."""
    rows = read_table(corpus / "populations.tsv", DICTIONARIES["populations.tsv"])
    pairs = [(fold_known(row["word"]), row["population"]) for row in rows]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("name", [name for name in DICTIONARIES if name != "populations.tsv"])
def test_no_word_means_two_things(corpus: Path, name: str) -> None:
    """A word that fits several names says so in one row (a|b); two rows would contradict each other."""
    columns = DICTIONARIES[name]
    meanings: dict[str, set[str]] = {}
    for row in read_table(corpus / name, columns):
        meanings.setdefault(fold_known(row[columns[0]]), set()).add(row[columns[1]])
    assert [word for word, values in meanings.items() if len(values) > 1] == []


def test_the_common_dictionaries_make_a_lexicon(corpus: Path) -> None:
    lexicon = load_common(corpus)
    assert [mention.text for mention in lexicon.scan("小学生")] == ["小学生"]
    assert lexicon.scan("北京")[0].values("place") == ("北京",)
    assert lexicon.scan("你好")[0].values("phrase") == ("greeting",)
    assert lexicon.orders


def test_aliases_point_to_names_of_the_plan(corpus: Path, known: frozenset[str]) -> None:
    for row in read_table(corpus / KEY / "aliases.tsv", ALIASES):
        assert set(row["name"].split("|")) <= known, row
        assert row["reason"], row


def test_glosses_are_of_the_headings_they_stand_beside(corpus: Path, daqing: Plan) -> None:
    for row in read_table(corpus / GLOSSES, ("id", "zh", "en")):
        assert row["zh"] == re.sub(r"\s+", "", daqing.by_id[row["id"]].title), row["id"]
        assert row["en"]


def test_actors_are_named_by_the_plan(corpus: Path, daqing: Plan) -> None:
    text = "".join(clause.text for clause in daqing.clauses)
    rows = list(read_table(corpus / ACTORS, ("zh", "en", "said", "kind")))
    # 卫生健康、学校、宣传等部门: each of a list is a 部门
    assert [row["zh"] for row in rows if row["zh"].removesuffix("部门") not in text or not row["en"]] == []
    assert len({row["zh"] for row in rows}) == len(rows)


def test_help_lines_are_the_public_ones_with_their_source(corpus: Path) -> None:
    columns = ("number", "name", "name_en", "for", "for_en", "hours", "source")
    rows = list(read_table(corpus / HELP, columns))
    assert [row["number"] for row in rows] == ["110", "120", "12345", "12355", "12356"]
    assert all(row[column] for row in rows for column in columns if column != "hours")


def test_synonyms_lead_to_words_of_the_plan(corpus: Path, daqing: Plan) -> None:
    text = re.sub(r"\s+", "", "".join(clause.text for clause in daqing.clauses))
    rows = list(read_table(corpus / SYNONYMS, ("said", "plan", "direction", "reason")))
    assert {row["direction"] for row in rows} <= {"->", "<->"}
    assert [row["said"] for row in rows if not row["reason"]] == []
    own = [row for row in rows if not row["reason"].startswith("genre term")]
    assert [(row["said"], word) for row in own for word in row["plan"].split("|") if word not in text] == []


def test_each_name_has_an_english_one(corpus: Path, known: frozenset[str]) -> None:
    aliases = read_table(corpus / KEY / "aliases.tsv", ALIASES)
    english = {row["name"] for row in aliases if row["lang"] == "en" and "|" not in row["name"]}
    rows = read_plan(corpus, KEY).rows
    assert [row.name for row in rows if not {row.name, shared_name(row)} & english] == []


# --- the plan's own files --------------------------------------------------------------------------


def test_repairs_and_doubts_fit_and_have_reasons(corpus: Path, daqing: Plan) -> None:
    data = tomllib.loads((corpus / KEY / "repairs.toml").read_text(encoding="utf-8"))
    repairs = [*data["class"], *data["join"], *data["replace"]]
    assert all(entry["reason"] for entry in repairs)
    assert len(data["join"]) == 12
    made = {s.change for clause in daqing.clauses for s in clause.segments if s.change not in ("", "wrap")}
    assert made == {entry["id"] for entry in data["class"]} | {
        f"replace:{e['line']}" for e in data["replace"]
    }
    wraps = [s for clause in daqing.clauses for s in clause.segments if s.change == "wrap"]
    assert len(wraps) == 12
    assert len(daqing.doubts) == len(data["doubt"]) == 3
    assert all(doubt.zh and doubt.en for doubt in daqing.doubts)


def test_meta_data(daqing: Plan) -> None:
    meta = daqing.meta
    assert (meta.title, meta.region, meta.period) == (
        "大庆市儿童发展规划（2021-2025年）",
        "大庆市",
        (2021, 2025),
    )
    assert {"chapters", "domains", "goal", "target", "measure", "principle"} <= set(meta.expect)
    assert all(domain.en.isascii() for domain in meta.domains)


# --- bad rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("word\trole\tlang\n的\tfiller\tzh\n了\tfiller\n", 3),
        ("# note\n\nword\trole\tlang\n的\tfiller\tzh\textra\n", 4),
        ("word\trole\tlang\n\tfiller\tzh\n", 2),
        ("word,role,lang\n的,filler,zh\n", None),
        ("word\trole\n的\tfiller\n", None),
        ("# only a note\n", None),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, content: str, line: int | None) -> None:
    path = tmp_path / "question_words.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        list(read_table(path, ("word", "role", "lang")))
    assert (caught.value.file, caught.value.line) == (path, line)
    assert str(path) in str(caught.value)
    assert line is None or f"line {line}" in str(caught.value)


def test_a_dictionary_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    path.write_bytes("place\tlang\n北京\tzh\n".encode("gb18030"))
    with pytest.raises(CorpusError, match="line 2: is not UTF-8") as caught:
        list(read_table(path, ("place", "lang")))
    assert caught.value.file == path


def test_an_alias_of_no_indicator_is_named_with_its_line(corpus_copy: Path, known: frozenset[str]) -> None:
    path = corpus_copy / "corpus" / KEY / "aliases.tsv"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.rstrip("\n") + "\n婴死率\t婴儿死亡率|猫死亡率\tzh\tshort\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"'婴死率'.*'猫死亡率'") as caught:
        add_aliases(Lexicon(), path, known)
    assert caught.value.file == path
    assert caught.value.line == len(before.splitlines()) + 1
    with pytest.raises(LexiconError):
        read_plan(corpus_copy / "corpus", KEY)


# Asked for by name: the words of asking for all rows, whatever their order (tabular/unread.py), and of kin (tabular/spoken.py).
OF_THE_READING = {"whole", "whole_en", "relative"}


def test_a_template_names_classes_that_there_are_or_letters_of_its_own(corpus: Path) -> None:
    """A class that no word has would make its template a phrase that nobody says."""
    rows = list(read_table(corpus / "table_templates.tsv", ("template", "slot", "value", "lang")))
    classes = {
        name
        for row in read_table(corpus / "table_classes.tsv", DICTIONARIES["table_classes.tsv"])
        for name in row["class"].split("|")
    }
    named = {name for row in rows for name in re.findall(r"\{([a-z_]+)\??\}", row["template"])}
    assert named <= classes
    assert classes - OF_THE_READING <= named
