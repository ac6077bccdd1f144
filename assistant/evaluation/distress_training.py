"""Fit what hears that a question tells of a child in danger, and say how well it hears kinds it never read.

    make fit

The questions are in eval/training/distress.jsonl; the cases that measure the assistant are never read. For the
report the groups of questions (home-violence, policy-bullying, idiom …) are dealt into folds, and each fold is left
out in turn: fitted on the others, measured on it. Nothing is ever fitted on eval/training/distress-held.jsonl.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.distress import (
    PIECE,
    Fitted,
    Piece,
    Reading,
    Words,
    decides,
    load_words,
    readings,
)  # fmt: skip
from assistant.embedding import Embedder, load_embedder
from assistant.lexicon import fold
from assistant.settings import read_settings

_VECTOR = 6.0  # what all numbers of an embedding weigh together, in standard deviations
_KINDS = 3.0  # what the kinds of words weigh
_LOOSE = 0.15  # inverse strength of regularisation
_FEWEST = 3  # texts that hold a piece, for it to be weighed
_FOLDS = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """A training question: what is weighed of what it tells, and of its parts."""

    group: str
    text: str
    read: tuple[Reading, ...]
    alarming: bool
    plain: bool
    helped: bool

    @property
    def examples(self) -> tuple[Reading, ...]:
        """Of a question for help what it tells; of any other each part too."""
        return self.read[:1] if self.helped else self.read


def main() -> None:
    """Print the report and write the weights."""
    settings = read_settings()
    words, embedder = load_words(settings.corpus / "distress_words.tsv"), load_embedder()
    training = settings.home / "eval" / "training"
    samples = read_samples(training / "distress.jsonl", words, embedder)
    report(samples)
    fitted = fit(samples)
    held = read_samples(training / "distress-held.jsonl", words, embedder)
    _print("never fitted on", Counter((s.helped, hears(s, fitted)) for s in held))
    _write_pieces(settings.corpus / "distress_pieces.tsv", fitted)
    _write(settings.corpus / "distress.toml", fitted)


def read_samples(path: Path, words: Words, embedder: Embedder) -> list[Sample]:
    """What is weighed of every question of a file."""
    samples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        given: dict[str, Any] = json.loads(line)
        whole = fold(given["text"])
        alarming = words.suspects(whole)
        read = tuple(readings(whole, words, embedder, alarming=alarming))
        plain = alarming and words.is_plain(whole)
        helped = given["label"] == "help"
        samples.append(Sample(given["group"], given["text"], read, alarming, plain, helped))
    return samples


def fit(samples: Sequence[Sample]) -> Fitted:
    """Logistic regression over embeddings, kinds of words, and pieces."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    reads = [read for sample in samples for read in sample.examples]
    labels = [sample.helped for sample in samples for _ in sample.examples]
    values = np.array([(*read.told, *read.whole, *read.kinds) for read in reads])
    width = len(reads[0].told)
    mean, scale = np.zeros(values.shape[1]), np.full(values.shape[1], _KINDS)
    mean[: 2 * width] = values[:, : 2 * width].mean(axis=0)
    scale[: 2 * width] = _VECTOR / np.sqrt(width) / values[:, : 2 * width].std(axis=0)
    rarity = _rarities([sample.read[0].pieces for sample in samples])
    pieces = csr_matrix(_pieces(reads, rarity))
    model = LogisticRegression(max_iter=3000, class_weight="balanced", C=_LOOSE)
    model.fit(hstack([csr_matrix((values - mean) * scale), pieces]).tocsr(), labels)
    weights = model.coef_[0][: len(scale)] * scale
    weighed = zip(rarity.items(), model.coef_[0][len(scale) :], strict=True)
    return Fitted(
        told=weights[:width],
        whole=weights[width : 2 * width],
        kinds=weights[2 * width :],
        pieces={piece: Piece(rare, float(weight)) for (piece, rare), weight in weighed},
        bias=float(model.intercept_[0] - (weights * mean).sum()),
    )


def _rarities(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """The rarity of each piece that is not too rare."""
    counts = Counter(piece for text in texts for piece in text)
    return {
        piece: math.log(len(texts) / counts[piece]) for piece in sorted(counts) if counts[piece] >= _FEWEST
    }


def _pieces(reads: Sequence[Reading], rarity: dict[str, float]) -> NDArray[np.float32]:
    """Shape (n, pieces): the rarity of those that a text holds, each row of length PIECE."""
    place = {piece: at for at, piece in enumerate(rarity)}
    table = np.zeros((len(reads), len(place)), dtype=np.float32)
    for row, read in zip(table, reads, strict=True):
        for piece in read.pieces & rarity.keys():
            row[place[piece]] = rarity[piece]
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table * PIECE / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def hears(sample: Sample, fitted: Fitted) -> bool:
    """What the assistant would decide."""
    return sample.plain or decides([fitted.chance(read) for read in sample.read], alarming=sample.alarming)


def report(samples: Sequence[Sample]) -> None:
    """Print, for each group that is left out, how many are heard; the sums last."""
    groups = sorted({sample.group for sample in samples})
    found: Counter[tuple[bool, bool]] = Counter()
    for fold_ in (groups[at::_FOLDS] for at in range(_FOLDS)):
        fitted = fit([sample for sample in samples if sample.group not in fold_])
        for group in fold_:
            own = Counter((s.helped, hears(s, fitted)) for s in samples if s.group == group)
            _print(group, own)
            found.update(own)
    _print("left out in turn", found)


def _print(name: str, found: Counter[tuple[bool, bool]]) -> None:
    """How many questions of both kinds help lines come first for."""
    for helped, said in ((True, "heard"), (False, "others taken for one")):
        if total := found[helped, True] + found[helped, False]:
            print(f"{name}: {found[helped, True]} of {total} {said}")


def _write(path: Path, fitted: Fitted) -> None:
    def numbers(values: Iterable[float]) -> str:
        cells = [f"{value:.4f}" for value in values]
        lines = [", ".join(cells[at : at + 12]) for at in range(0, len(cells), 12)]
        return "[\n    " + ",\n    ".join(lines) + ",\n]"

    text = (
        "# Written by `make fit` from eval/training/distress.jsonl: logistic regression over the bundled embeddings of\n"
        "# what a question tells and of the whole, and the kinds of words in both. distress_pieces.tsv belongs to it.\n"
        f"told = {numbers(fitted.told)}\nwhole = {numbers(fitted.whole)}\nkinds = {numbers(fitted.kinds)}\n"
        f"bias = {fitted.bias:.4f}\n"
    )
    path.write_text(text, encoding="utf-8")


def _write_pieces(path: Path, fitted: Fitted) -> None:
    lines = [f"{piece}\t{of.rarity:.3f}\t{of.weight:.4f}" for piece, of in fitted.pieces.items()]
    note = "# Written by `make fit` from eval/training/distress.jsonl; above 0 speaks for danger."
    path.write_text("\n".join((note, "piece\trarity\tweight", *lines, "")), encoding="utf-8")


if __name__ == "__main__":
    main()
