"""Fit the threshold of sufficiency on questions about other plans, and say how well it separates.

    make fit

The questions and the made-up plans are in eval/training; the cases that measure the assistant are never read.
For the report each plan is left out in turn: fitted on one, measured on the other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import search_files
from assistant.bilingual import english_of
from assistant.build import read_sayings
from assistant.clause_sufficiency import LEAST, LEAST_SAID, Fitted, fields, fits
from assistant.embedding import Embedder, embed_documents, embed_query, fingerprint, load_embedder
from assistant.lexicon import fold, load_common, to_bigrams, to_words
from assistant.passages import passages
from assistant.plan import load_plan
from assistant.retrieval import ClauseIndex, load_register, make_index
from assistant.settings import read_settings
from assistant.store import SearchParts
from assistant.synonyms import load_thesaurus

LEASTS = {"about": LEAST, "said": LEAST_SAID}
REGISTER = "register.toml"
PLANS = ("elder-care", "water")
KINDS = frozenset({"clause", "yes_no", "actor", "lookup", "none"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A training question: the numbers of its support, and why its plan does not answer it, if so."""

    plan: str
    values: tuple[float, ...]
    why: str | None


# What each threshold tells from questions that are answered.
REFUSED = {"about": frozenset({"out_of_domain"}), "said": frozenset({"out_of_domain", "near_miss"})}


def main() -> None:
    """Print the report and write corpus/sufficiency.toml."""
    settings = read_settings()
    training = settings.home / "eval" / "training"
    embedder = load_embedder()
    _write_register(settings.corpus / REGISTER, fingerprint(embedder), fit_register(training, embedder))
    found: dict[str, dict[str, Fitted]] = {}
    for kind, names in (("plain", ("about",)), ("spoken", ("about", "said"))):
        samples = read_samples(training, settings.corpus, settings.indexes, sayings=kind == "spoken")
        for name in names:
            kept = [s for s in samples if s.why is None or s.why in REFUSED[name]]
            for left_out in PLANS:
                fitted = fit([sample for sample in kept if sample.plan != left_out])
                _report(
                    f"{kind}, {name}", left_out, fitted, [s for s in kept if s.plan == left_out], LEASTS[name]
                )
            found.setdefault(kind, {})[name] = fit(kept)
    _write(settings.corpus / "sufficiency.toml", found)


def read_samples(training: Path, corpus: Path, indexes: Path, *, sayings: bool) -> list[Sample]:
    """Support of every question that is about its plan, nearly so, or about nothing in its domain."""
    embedder = load_embedder()
    made = {plan: _index(training / plan, corpus, indexes, embedder, sayings) for plan in PLANS}
    samples = []
    for line in (training / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question: dict[str, Any] = json.loads(line)
        if question["kind"] not in KINDS or question["why"] not in (None, *REFUSED["said"]):
            continue
        index, text = made[question["plan"]], fold(question["question"])
        support = index.support(text, index.search(text, embed_query(embedder, text), 8))
        if support is not None:
            samples.append(Sample(question["plan"], fields(support), question["why"]))
    return samples


def fit_register(training: Path, embedder: Embedder) -> NDArray[np.float32]:
    """The direction, of length 1, in which sayings differ most from the text of the plans that they are about."""
    differences = []
    for plan in PLANS:
        spoken = read_sayings(training / plan)
        written: dict[str, list[str]] = {}
        for passage in passages(load_plan(training / plan).clauses, {}):
            written.setdefault(passage.clause_id, []).append(passage.text)
        for clause_id in sorted(spoken.keys() & written.keys()):
            vectors = embed_documents(embedder, written[clause_id])
            for saying in spoken[clause_id]:
                said = embed_query(embedder, fold(saying.text))
                differences.append(said - vectors[int(np.argmax(vectors @ said))])
    found = np.array(differences)
    return np.asarray(np.linalg.eigh(found.T @ found)[1][:, -1], dtype=np.float32)


def _write_register(path: Path, model: str, direction: NDArray[np.float32]) -> None:
    numbers = ", ".join(f"{value:.5f}" for value in direction)
    path.write_text(
        "# Written by `make fit`: the direction in which people's wording differs from that of plans, for one model.\n"
        f'model = "{model}"\ndirection = [{numbers}]\n',
        encoding="utf-8",
    )


def _index(folder: Path, corpus: Path, indexes: Path, embedder: Embedder, sayings: bool) -> ClauseIndex:
    """One training plan as it is searched: with its sayings, or as one that nobody prepared, by a general dictionary."""
    clauses, thesaurus = load_plan(folder).clauses, load_thesaurus(corpus)
    found = passages(clauses, {}, sayings=read_sayings(folder) if sayings else {})
    texts = [passage.text for passage in found]
    vectors = search_files.embed_cached(
        search_files.cache_path(indexes),
        fingerprint(embedder),
        texts,
        lambda new: embed_documents(embedder, new),
    )
    words, bigrams = (
        search_files.bm25_index([cut(text) for text in texts]) for cut in (to_words, to_bigrams)
    )
    parts = SearchParts(found, search_files.dense_index(vectors), words, bigrams)
    register = load_register(corpus / REGISTER, fingerprint(embedder))
    general = () if sayings else english_of(clauses, thesaurus)
    return make_index(parts, load_common(corpus), thesaurus + general, register)


def fit(samples: list[Sample]) -> Fitted:
    """Logistic regression on standardised fields, written back to plain ones."""
    from sklearn.linear_model import LogisticRegression

    values: NDArray[np.float64] = np.array([sample.values for sample in samples])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    model = LogisticRegression(max_iter=1000, class_weight="balanced").fit(
        (values - mean) / spread, [s.why is None for s in samples]
    )
    weights = model.coef_[0] / spread
    return Fitted(tuple(map(float, weights)), float(model.intercept_[0] - (weights * mean).sum()))


def _report(title: str, plan: str, fitted: Fitted, samples: list[Sample], least: float) -> None:
    from assistant.records import Support

    answered = [fits(Support(*s.values), fitted) for s in samples if s.why is None]
    refused = [fits(Support(*s.values), fitted) for s in samples if s.why is not None]
    print(
        f"{title}; left out {plan}: {sum(p >= least for p in answered)} of {len(answered)} questions that are answered "
        f"kept, {sum(p < least for p in refused)} of {len(refused)} others refused"
    )


def _write(path: Path, found: dict[str, dict[str, Fitted]]) -> None:
    lines = [
        "# Written by `make fit` from eval/training; logistic regression over the fields of records.Support.\n"
    ]
    for kind, fits_by_name in found.items():
        for name, fitted in fits_by_name.items():
            weights = ", ".join(f"{weight:.4f}" for weight in fitted.weights)
            lines.append(f"\n[{kind}.{name}]\nweights = [{weights}]\nbias = {fitted.bias:.4f}\n")
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
