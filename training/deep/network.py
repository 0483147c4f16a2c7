"""The network in torch: a BERT encoder of six layers, written out, and heads for the whole text and for each token."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.texts.examples import SUBTLE

WIDTH, LAYERS, ATTENDING, INNER, LONGEST = 384, 6, 12, 1536, 256
MECHANISMS, LEVELS, HEADS = len(Mechanism), 3, len(Head)
COLUMNS = [list(Head).index(head) for head in SUBTLE]
"""Where the heads of `SUBTLE` stand."""


class Output(NamedTuple):
    """Logits: `levels` [batch, mechanism, 3], `heads` [batch, head], `words` [batch, token, mechanism].

    `hurts` [batch] tells whether a text hurts at all; the columns `SUBTLE` of `heads` only compete for how.
    """

    levels: Tensor
    heads: Tensor
    hurts: Tensor
    words: Tensor


def chances(output: Output) -> tuple[Tensor, Tensor, Tensor]:
    """Return `levels`, `heads` and `words` as chances (0 to 1).

    A subtle head is as likely as it is that the text hurts at all, times how it compares with the likeliest of them.
    """
    first, last = COLUMNS[0], COLUMNS[-1] + 1
    ways = output.heads[:, first:last].softmax(1)
    subtle = output.hurts.sigmoid()[:, None] * ways / ways.amax(1, keepdim=True)
    single = output.heads.sigmoid()
    heads = torch.cat([single[:, :first], subtle, single[:, last:]], 1)
    return output.levels.softmax(-1), heads, output.words.sigmoid()


class Layer(nn.Module):
    """One layer of BERT: self-attention, then a feed-forward part, each added to what came in and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widened, self.narrowed = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention, self.after_all = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return new states [batch, token, WIDTH]; `mask` [batch, 1, 1, token] is 0 or minus infinity."""
        batch, length, _ = states.shape

        def split(flat: Tensor) -> Tensor:
            return flat.view(batch, length, ATTENDING, WIDTH // ATTENDING).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        if mask is None:
            seen = (query @ key.transpose(2, 3) * (WIDTH // ATTENDING) ** -0.5).softmax(-1) @ value
        else:
            rate = self.dropout.p if self.training else 0.0
            seen = functional.scaled_dot_product_attention(query, key, value, mask.to(query.dtype), rate)
        mixed = self.mixed(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.after_attention(states + self.dropout(mixed))
        narrowed = self.narrowed(functional.gelu(self.widened(states)))
        return self.after_all(states + self.dropout(narrowed))  # type: ignore[no-any-return]


class Network(nn.Module):
    """Encoder and heads; every head reads what one pass of the encoder gives."""

    def __init__(self, pieces: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(LONGEST, WIDTH)
        self.normed = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.words = nn.Linear(WIDTH, MECHANISMS)
        self.levels = nn.Parameter(torch.randn(MECHANISMS, 2 * WIDTH + 2, LEVELS) * 0.02)
        self.level_bias = nn.Parameter(torch.zeros(MECHANISMS, LEVELS))
        self.heads = nn.Linear(2 * WIDTH, HEADS + 1)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Output:
        """Read word-piece ids [batch, token]; `mask` [batch, token] is 1 where there is a token, None if everywhere."""
        states = self.pieces(ids) + self.positions(torch.arange(ids.shape[1], device=ids.device))
        return self.after_embedding(states, mask)

    def after_embedding(self, states: Tensor, mask: Tensor | None) -> Output:
        """Do all that follows the embeddings, which the shipped model keeps in another form."""
        states = self.dropout(self.normed(states))
        barred = None if mask is None else (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            states = layer(states, barred)
        return self._read(states.float(), mask)

    def _read(self, states: Tensor, mask: Tensor | None) -> Output:
        states = self.dropout(states)
        words = self.words(states)
        there = torch.ones_like(words[..., :1]) if mask is None else mask[..., None]
        mean = (states * there).sum(1) / there.sum(1)
        # where the words that show a mechanism are, there its level is read
        focus = (words + (there - 1.0) * 1e4).softmax(1).transpose(1, 2)
        most = (words + (there - 1.0) * 1e4).amax(1)[..., None]
        share = (words.sigmoid() * there).sum(1)[..., None] / 16.0
        seen = torch.cat([mean[:, None, :].expand(-1, MECHANISMS, -1), focus @ states, most, share], 2)
        levels = (seen[:, :, None, :] @ self.levels[None]).squeeze(2) + self.level_bias
        heads = self.heads(torch.cat([mean, states[:, 0]], 1))
        return Output(levels, heads[:, :HEADS], heads[:, HEADS], words)


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "widened": "intermediate.dense",
    "narrowed": "output.dense",
    "after_all": "output.LayerNorm",
}


def from_base(folder: Path, kept: np.ndarray) -> Network:
    """Return a network with the encoder of the base model, its embeddings cut to the ids `kept`; heads are random."""
    weights = load_file(str(folder / "model.safetensors"))
    network = Network(len(kept))
    types = weights["embeddings.token_type_embeddings.weight"][0]  # there is only ever one segment
    state = network.state_dict()
    state["pieces.weight"] = weights["embeddings.word_embeddings.weight"][torch.from_numpy(kept)]
    state["positions.weight"] = weights["embeddings.position_embeddings.weight"][:LONGEST] + types
    for kind in ("weight", "bias"):
        state[f"normed.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for layer in range(LAYERS):
            for ours, theirs in _NAMES.items():
                state[f"layers.{layer}.{ours}.{kind}"] = weights[f"encoder.layer.{layer}.{theirs}.{kind}"]
    network.load_state_dict(state)
    return network
