"""Fits the network: AdamW, a linear warm-up and decline, bfloat16 where the processor is quicker with it."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from training.deep.batches import Encoded, epoch
from training.deep.losses import level_weights, loss
from training.deep.network import Network

_WARM = 0.06  # part of the steps during which the rate rises


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how boldly to learn; `rate` is the encoder's, the heads learn ten times as fast."""

    epochs: int = 4
    rate: float = 8e-5
    decay: float = 0.01
    seed: int = 20261123


def fit(network: Network, encoded: Sequence[Encoded], recipe: Recipe, keep: Path | None = None) -> None:
    """Train in place, deterministically for one seed, machine and number of threads; print the loss now and then.

    A checkpoint of each epoch goes to `keep`, if given.
    """
    chance = random.Random(recipe.seed)  # noqa: S311 - order of training texts, no secret
    torch.manual_seed(recipe.seed)
    weights = level_weights(item.example for item in encoded)
    fresh = [value for name, value in network.named_parameters() if name.startswith(("words", "level", "heads"))]
    known = [value for name, value in network.named_parameters() if not name.startswith(("words", "level", "heads"))]
    optimiser = torch.optim.AdamW(
        [{"params": known, "lr": recipe.rate}, {"params": fresh, "lr": recipe.rate * 10}], weight_decay=recipe.decay
    )
    total = recipe.epochs * sum(1 for _ in epoch(encoded, random.Random(0)))  # noqa: S311 - the same order each time
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (total * _WARM), (total - step) / (total * (1 - _WARM)), 1.0)
    )
    network.train()
    began, step, seen = time.monotonic(), 0, 0
    recent: dict[str, float] = {}
    for number in range(1, recipe.epochs + 1):
        for batch in epoch(encoded, chance):
            with torch.autocast("cpu", torch.bfloat16):
                output = network(batch.ids, batch.mask)
            cost = loss(type(output)(*(part.float() for part in output)), batch, weights)
            cost.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            step, seen = step + 1, seen + batch.ids.numel()
            told = cost.item()
            recent[batch.task] = 0.98 * recent.get(batch.task, told) + 0.02 * told
            if step % 100 == 0:
                pace = seen / (time.monotonic() - began)
                losses = " ".join(f"{task}={value:.3f}" for task, value in sorted(recent.items()))
                print(f"epoch {number} step {step}/{total} {pace:.0f} tokens/s {losses}", flush=True)
        if keep is not None:
            torch.save(network.state_dict(), keep / f"epoch{number}.pt")
    network.eval()
