"""Records what the network says before it is cut to bytes, for the tests to compare the shipped weights with."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from heimo_deep.weights import Weights
from heimo_deep.windows import readable

from heimo_tui.empathy.clauses import normalise
from training.deep.network import Network, chances
from training.deep.texts import own

_EACH = 10


def record(network: Network, weights: Weights, corpus: Path, path: Path) -> None:
    """Write texts of the own corpus, every so many, with the chances of levels, heads and words in full precision."""
    rows = []
    for read in (lambda folder: own.replies(folder, False), own.posts, own.look_again, own.care):
        texts = list(dict.fromkeys(example.text for example in read(corpus)))
        rows += texts[:: max(1, len(texts) // _EACH)][:_EACH]
    rows += ["", "ok", normalise("No. You\u2019re not a burden \u2014 and I mean it.")]
    found = []
    network.eval()
    for text in rows:
        ids = weights.pieces(readable(text)).ids
        with torch.no_grad():
            levels, heads, words = chances(network(torch.tensor([ids])))
        found.append(
            {
                "text": text,
                "pieces": ids,
                "levels": _rounded(levels[0]),
                "heads": _rounded(heads[0]),
                "words": _rounded(words[0]),
            }
        )
    told = {"weights": weights.digest, "texts": found}
    path.write_text(json.dumps(told, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(values: torch.Tensor) -> object:
    return np.round(values.double().numpy(), 4).tolist()
