"""Keeps the word pieces of the base tokenizer that the training texts use most; the rest is spelt with smaller ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""Kept whatever happens, and first, in this order."""


def base(folder: Path) -> Tokenizer:
    """Return the base model's tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pruned(tokenizer: Tokenizer, texts: Iterable[tuple[str, float]], size: int) -> tuple[Tokenizer, np.ndarray]:
    """Return a tokenizer of `size` word pieces, and the base model's id of each.

    `texts` are (text, weight). Every single character of Latin script is kept, so that any word can be spelt.
    """
    counts: defaultdict[str, float] = defaultdict(float)
    for text, weight in texts:
        for token in tokenizer.encode(text, add_special_tokens=False).tokens:
            counts[token] += weight
    ids = tokenizer.get_vocab()
    letters = [piece for piece in ids if len(piece.removeprefix("##")) == 1 and piece.removeprefix("##") < "\u0250"]
    kept = dict.fromkeys((*SPECIAL, *sorted(letters, key=ids.__getitem__)))
    for piece, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size:
            break
        kept.setdefault(piece)
    model = json.loads(tokenizer.to_str())
    model["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    model["added_tokens"] = [token | {"id": SPECIAL.index(token["content"])} for token in model["added_tokens"]]
    for special in model["post_processor"].get("special_tokens", {}).values():
        special["ids"] = [SPECIAL.index(token) for token in special["tokens"]]
    if "cls" in model["post_processor"]:
        model["post_processor"]["cls"][1] = SPECIAL.index("[CLS]")
        model["post_processor"]["sep"][1] = SPECIAL.index("[SEP]")
    smaller = Tokenizer.from_str(json.dumps(model, ensure_ascii=False))
    return smaller, np.array([ids[piece] for piece in kept])
