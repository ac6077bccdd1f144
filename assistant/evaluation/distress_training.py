"""Fit what hears that a question tells of a child in danger, and say how well it hears kinds it never read.

    make fit

The questions are in eval/training/distress.jsonl; the cases that measure the assistant are never read. For the
report each group of questions (home-violence, policy-bullying, idiom …) is left out in turn: fitted on the others,
measured on it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.distress import KINDS, Fitted, Words, chance, decides, fields, load_words, parts_of
from assistant.embedding import Embedder, load_embedder
from assistant.lexicon import fold
from assistant.settings import read_settings

_VECTOR = 6.0  # what all numbers of an embedding weigh together, in standard deviations
_KINDS = 3.0  # what the kinds of words weigh
_LOOSE = 0.15  # inverse strength of regularisation


@dataclass(frozen=True, slots=True)
class Sample:
    """A training question: the numbers of the whole and of its parts."""

    group: str
    text: str
    values: NDArray[np.float64]
    alarming: bool
    plain: bool
    helped: bool


def main() -> None:
    """Print the report and write corpus/distress.toml."""
    settings = read_settings()
    words = load_words(settings.corpus / "distress_words.tsv")
    samples = read_samples(settings.home / "eval" / "training" / "distress.jsonl", words, load_embedder())
    report(samples)
    _write(settings.corpus / "distress.toml", fit(samples))


def read_samples(path: Path, words: Words, embedder: Embedder) -> list[Sample]:
    """The numbers of every training question."""
    samples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        given: dict[str, Any] = json.loads(line)
        whole = fold(given["text"])
        values = np.array([fields(text, whole, words, embedder) for text in parts_of(whole, words)])
        alarming = words.suspects(whole)
        plain = alarming and words.is_plain(whole)
        samples.append(
            Sample(given["group"], given["text"], values, alarming, plain, given["label"] == "help")
        )
    return samples


def fit(samples: list[Sample]) -> Fitted:
    """Logistic regression; of a question for help the whole is an example, of any other each part too."""
    from sklearn.linear_model import LogisticRegression

    rows = [row for s in samples for row in (s.values[:1] if s.helped else s.values)]
    labels = [s.helped for s in samples for _ in (s.values[:1] if s.helped else s.values)]
    values = np.array(rows)
    width = values.shape[1] - len(KINDS) - 1
    mean, scale = np.zeros(values.shape[1]), np.full(values.shape[1], _KINDS)
    mean[:width] = values[:, :width].mean(axis=0)
    scale[:width] = _VECTOR / np.sqrt(width) / values[:, :width].std(axis=0)
    model = LogisticRegression(max_iter=3000, class_weight="balanced", C=_LOOSE)
    model.fit((values - mean) * scale, labels)
    weights = model.coef_[0] * scale
    bias = float(model.intercept_[0] - (weights * mean).sum())
    return Fitted(tuple(map(float, weights[:width])), tuple(map(float, weights[width:])), bias)


def hears(sample: Sample, fitted: Fitted) -> bool:
    """What the assistant would decide."""
    weights = np.array((*fitted.vector, *fitted.kinds))
    chances = [chance(float(row @ weights) + fitted.bias) for row in sample.values]
    return sample.plain or decides(chances, alarming=sample.alarming)


def report(samples: list[Sample]) -> None:
    """Print, for each group that is left out, how many are heard; the sums last."""
    found: dict[bool, list[int]] = {True: [0, 0], False: [0, 0]}
    for group in sorted({sample.group for sample in samples}):
        fitted = fit([sample for sample in samples if sample.group != group])
        for helped in (True, False):
            own = [s for s in samples if s.group == group and s.helped == helped]
            heard = sum(hears(sample, fitted) for sample in own)
            found[helped][0] += heard
            found[helped][1] += len(own)
            if own:
                print(f"{group}: {heard} of {len(own)} {'heard' if helped else 'others taken for one'}")
    print(f"left out in turn: {found[True][0]} of {found[True][1]} questions that need help are heard")
    print(f"left out in turn: {found[False][0]} of {found[False][1]} others are taken for one")


def _write(path: Path, fitted: Fitted) -> None:
    def numbers(values: tuple[float, ...]) -> str:
        cells = [f"{value:.4f}" for value in values]
        lines = [", ".join(cells[at : at + 12]) for at in range(0, len(cells), 12)]
        return "[\n    " + ",\n    ".join(lines) + ",\n]"

    text = (
        "# Written by `make fit` from eval/training/distress.jsonl: logistic regression over the bundled embedding of a\n"
        "# question (vector), the kinds of words in it and the words of policy in the whole (kinds).\n"
        f"vector = {numbers(fitted.vector)}\nkinds = {numbers(fitted.kinds)}\nbias = {fitted.bias:.4f}\n"
    )
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
