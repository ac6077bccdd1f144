"""Models small enough for a test to make: of the right form for sentence-transformers, taught nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PROMPTS = {"query": "a: ", "document": "b: "}


def tokenizer(folder: Path, characters: str) -> Any:
    """A tokenizer that knows some characters, each a token of its own."""
    from transformers import BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "characters.txt"
    vocabulary.write_text("\n".join((*SPECIAL, *dict.fromkeys(characters))), encoding="utf-8")
    return BertTokenizer(vocab=str(vocabulary))


def config(characters: str, **changed: Any) -> Any:
    """A BERT of two thin layers over these characters."""
    from transformers import BertConfig

    size: dict[str, Any] = {
        "vocab_size": len(SPECIAL) + len(set(characters)), "hidden_size": 32, "num_hidden_layers": 2,
        "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 64,
    }  # fmt: skip
    return BertConfig(**(size | changed))


def save(folder: Path, model: Any, characters: str) -> Path:
    """Write a model with its tokenizer, as its save() does."""
    model.save_pretrained(folder)
    tokenizer(folder, characters).save_pretrained(folder)
    return folder


def save_embedder(folder: Path, characters: str, seed: int = 0, longest: int = 64) -> Path:
    """A SentenceTransformer with random weights in ``st``: texts with the same characters come near each other."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

    torch.manual_seed(seed)
    size = config(characters, max_position_embeddings=longest)
    bert = save(folder / "bert", BertModel(size), characters)
    SentenceTransformer(str(bert), prompts=PROMPTS).save(str(folder / "st"), create_model_card=False)
    return folder / "st"


def save_reranker(folder: Path, characters: str, liked: str) -> Path:
    """A CrossEncoder that puts every pair of question and text that has one character before those without it.

    All its weights are zero but those that carry that character: its one layer looks everywhere alike, passes on
    what it sees, and the score is what has come through.
    """
    import torch
    from transformers import BertForSequenceClassification

    size = config(characters, num_labels=1, num_hidden_layers=1, max_position_embeddings=256)
    model = BertForSequenceClassification(size)
    attention = model.bert.encoder.layer[0].attention
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.fill_(1.0 if name.endswith("LayerNorm.weight") else 0.0)
        words = model.bert.embeddings.word_embeddings.weight
        words[len(SPECIAL) + list(dict.fromkeys(characters)).index(liked), 0] = 1
        for part in (attention.self.value, attention.output.dense, model.bert.pooler.dense):
            part.weight.copy_(torch.eye(size.hidden_size))
        model.classifier.weight[0, 0] = 1
    return save(folder, model, characters)
