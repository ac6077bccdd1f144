"""assistant/evaluation/vectors.py: vectors are kept between runs, no answer is another one by it, no time is flattered."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.embedding import Vectors
from assistant.evaluation.vectors import EACH, KeptVectors, is_timed


class Counting:
    """A model that counts what it is asked for."""

    def __init__(self, name: str = "counting") -> None:
        self.name, self.asked = name, 0

    def encode_query(self, sentences: str | list[str], /) -> Vectors:
        self.asked += 1
        texts = [sentences] if isinstance(sentences, str) else sentences
        rows = np.array([[len(text) / 3, 1.0] for text in texts], dtype=np.float32)
        return rows[0] if isinstance(sentences, str) else rows

    encode_document = encode_query


def test_a_question_is_embedded_once_for_all_runs(tmp_path: Path) -> None:
    model = Counting()
    first = KeptVectors(model, tmp_path / "kept.sqlite").encode_query("问题")
    again = KeptVectors(model, tmp_path / "kept.sqlite").encode_query("问题")
    assert model.asked == 1
    assert again.tobytes() == first.tobytes()


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    other = Counting("other")
    KeptVectors(Counting(), tmp_path / "kept.sqlite").encode_query("问题")
    KeptVectors(other, tmp_path / "kept.sqlite").encode_query("问题")
    assert other.asked == 1


def test_what_is_timed_is_embedded_anew(tmp_path: Path) -> None:
    model = Counting()
    kept = KeptVectors(model, tmp_path / "kept.sqlite")
    kept.encode_query("问题")
    kept.anew = True
    kept.encode_query("问题")
    assert model.asked == 2


def test_a_file_that_cannot_be_used_is_left_out(tmp_path: Path) -> None:
    broken = tmp_path / "kept.sqlite"
    broken.write_bytes(b"no database" * 100)
    assert KeptVectors(Counting(), broken).encode_query("问题").shape == (2,)
    assert KeptVectors(Counting(), tmp_path).encode_query("问题").shape == (2,)


def test_one_case_in_ten_is_timed_and_always_the_same() -> None:
    ids = [f"cl-{number:04}" for number in range(2000)]
    timed = [i for i in ids if is_timed(i)]
    assert 0.8 / EACH < len(timed) / len(ids) < 1.2 / EACH
    assert timed == [i for i in ids if is_timed(i)]
