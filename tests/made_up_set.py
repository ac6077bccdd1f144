"""A made-up retrieval set in the layout of BEIR, to measure time and memory of ``assistant eval retrieval``.

    python -m tests.made_up_set FOLDER [--documents 5000] [--queries 200] [--seed 8]

Documents of 60 to 200 characters are put together from pieces of the plans in the repository. A query names two
pieces of one document by their beginnings; relevant is every document that holds both pieces. What a search makes of
it says little about its quality, as queries share words with what is relevant.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
SOURCES = ("corpus/*/source.txt", "eval/plans/*/source.txt", "eval/training/*/source.txt")
_ENDS = re.compile(r"[。；，：！？\s]+")
_PIECE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff0-9、“”%.]{5,39}")
_SHORTEST, _LONGEST = 60, 200  # characters of a document
_NAMED = 10  # characters of a piece that a query has
_FRAMES = ("{0}，还有{1}，是怎么说的？", "想问问{0}和{1}的事", "{0}、{1}，这两样哪里写了？")

Document = tuple[str, ...]  # its pieces


def pieces_of(root: Path) -> list[str]:
    """Every piece of a sentence in the plans of the repository, once, in the order of the files."""
    texts = (path.read_text(encoding="utf-8") for pattern in SOURCES for path in sorted(root.glob(pattern)))
    return list(dict.fromkeys(p for text in texts for p in _ENDS.split(text) if _PIECE.fullmatch(p)))


def documents_of(pieces: Sequence[str], count: int, dice: random.Random) -> list[Document]:
    """Documents of random pieces."""
    found = []
    for _ in range(count):
        least, held = dice.randint(_SHORTEST, _LONGEST - 40), []
        while sum(map(len, held)) + len(held) < least:
            held.append(dice.choice(pieces))
        found.append(tuple(dict.fromkeys(held)))
    return found


def queries_of(
    documents: Sequence[Document], count: int, dice: random.Random
) -> list[tuple[str, frozenset[int]]]:
    """Queries with the numbers of the documents that are relevant."""
    holding: dict[str, set[int]] = {}
    for number, document in enumerate(documents):
        for piece in document:
            holding.setdefault(piece, set()).add(number)
    found = []
    for number in dice.sample([n for n, document in enumerate(documents) if len(document) > 1], count):
        named = dice.sample(documents[number], 2)
        text = dice.choice(_FRAMES).format(*(piece[:_NAMED] for piece in named))
        found.append((text, frozenset(holding[named[0]] & holding[named[1]])))
    return found


def write_set(folder: Path, documents: int, queries: int, seed: int) -> None:
    """Write the set."""
    dice = random.Random(seed)
    made = documents_of(pieces_of(REPO), documents, dice)
    asked = queries_of(made, queries, dice)
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    _write(
        folder / "corpus.jsonl",
        ({"_id": f"d{n}", "title": "", "text": "，".join(d) + "。"} for n, d in enumerate(made)),
    )
    _write(folder / "queries.jsonl", ({"_id": f"q{n}", "text": text} for n, (text, _) in enumerate(asked)))
    lines = [f"q{n}\td{at}\t1" for n, (_, relevant) in enumerate(asked) for at in sorted(relevant)]
    (folder / "qrels" / "test.tsv").write_text(
        "\n".join(("query-id\tcorpus-id\tscore", *lines)) + "\n", encoding="utf-8"
    )


def _write(path: Path, records: Iterable[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")


def main(words: Sequence[str] | None = None) -> None:
    """Write a set into the folder that is named."""
    parser = argparse.ArgumentParser(description="Write a made-up retrieval set in the layout of BEIR.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    told = parser.parse_args(words)
    write_set(told.folder, told.documents, told.queries, told.seed)


if __name__ == "__main__":
    main()
