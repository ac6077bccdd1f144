"""What a large index is measured with: vectors and clauses that are made up, in any number."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import tokenizer

Vectors = NDArray[np.float32]
DIMENSION = 384


def made_up_vectors(size: int, noise: np.random.Generator) -> Vectors:
    """Vectors of length 1 in clusters of uneven size, on fewer dimensions than they have, all somewhat alike.

    So are those of sentences: two of any kind have a cosine of about 0.7, two of one matter more.
    """
    inner = 64
    scale = 1 / np.sqrt(np.arange(1, inner + 1))
    centres = noise.normal(size=(size // 100, inner)) * scale
    members = noise.zipf(1.3, size) % len(centres)
    latent = centres[members] + 0.6 * noise.normal(size=(size, inner)) * scale
    spread = unit(latent @ noise.normal(size=(inner, DIMENSION)) + 0.1 * noise.normal(size=(size, DIMENSION)))
    return unit(spread + 1.5 * unit(noise.normal(size=(1, DIMENSION))))


def made_up_texts(size: int, dice: random.Random) -> list[str]:
    """Rows of jieba's own words that mean nothing together, common words more often than rare ones."""
    cut = tokenizer()
    cut.initialize()
    words = {word: freq for word, freq in cut.FREQ.items() if 2 <= len(word) <= 4 and freq > 10}
    names, upto = list(words), list(itertools.accumulate(words.values()))
    return [
        "".join(dice.choices(names, cum_weights=upto, k=dice.randrange(10, 30))) + "。" for _ in range(size)
    ]


def unit(rows: NDArray[Any]) -> Vectors:
    """Rows of length 1."""
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
