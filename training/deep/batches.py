"""Turns examples into batches of tensors: one task each, texts of like length together, a share of each source."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from heimo_deep.windows import CONTEXT, readable
from tokenizers import Tokenizer
from torch import Tensor

from heimo_tui.empathy.model.reading import Head, Mechanism
from training.deep.texts.examples import Example, Task

PER_EPOCH = {
    "toxic.paradetox": 2000,
    "toxic.toxic_spans": 800,
    "harmless.paradetox": 1300,
    "harmless.toxic_spans": 300,
    "harmless.goemotions_nonhostile": 1500,
    "calm": 700,
    "seekers": 1300,
    "epitome in parts": 2000,
    "replies in parts": 1500,
    "kind": 1400,
    "posts": 500,
    "AskParents": 4000,
    "needadvice": 4000,
}
"""How many texts of a source one epoch draws anew; of the sources not named, all."""

UNKNOWN = -1.0
"""A label that is not known."""

_SIZES = {Task.LEVELS: 16, Task.WORDS: 32, Task.LOOK: 32, Task.HOSTILE: 48, Task.ADVICE: 48}
_TWICE = Task.LOOK  # its texts are few and short: one epoch reads them twice
_POOL = 24  # batches among which texts are sorted by length


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as numbers: word pieces, a label for each mechanism of each (UNKNOWN for none), and the rest."""

    example: Example
    ids: tuple[int, ...]
    words: tuple[tuple[float, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors; labels are UNKNOWN where not known. `levels` is -1 where unknown, `graded` and `hurts`
    [batch] are 1 or 0."""

    task: Task
    ids: Tensor
    mask: Tensor
    words: Tensor
    levels: Tensor
    graded: Tensor
    heads: Tensor
    weights: Tensor
    hurts: Tensor


def encode(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Encoded]:
    """Return the examples as numbers, cut to what the network can see at once."""
    found = []
    readings = tokenizer.encode_batch([readable(example.text) for example in examples])
    for example, reading in zip(examples, readings, strict=True):
        ids = tuple(reading.ids)
        offsets = reading.offsets
        if len(ids) > CONTEXT:
            ids = (*ids[: CONTEXT - 1], ids[-1])
            offsets = [*offsets[: CONTEXT - 1], (0, 0)]
        found.append(Encoded(example, ids, None if example.spans is None else _words(example, offsets)))
    return found


def _words(example: Example, offsets: Iterable[tuple[int, int]]) -> tuple[tuple[float, ...], ...]:
    spans = example.spans or {}
    labels = []
    for start, end in offsets:
        if start == end:  # added by the tokenizer
            labels.append((UNKNOWN,) * len(Mechanism))
        else:
            labels.append(tuple(float(any(a <= start < b for a, b in spans[mechanism])) for mechanism in Mechanism))
    return tuple(labels)


def epoch(encoded: Sequence[Encoded], chance: random.Random) -> Iterator[Batch]:
    """Yield the batches of one epoch in random order."""
    by_task: dict[Task, list[Encoded]] = {task: [] for task in Task}
    by_source: dict[tuple[Task, str], list[Encoded]] = {}
    for item in encoded:
        by_source.setdefault((item.example.task, item.example.source), []).append(item)
    for (task, source), items in by_source.items():
        by_task[task] += chance.sample(items, min(len(items), PER_EPOCH.get(source, len(items))))
    batches = []
    for task, items in by_task.items():
        items = items * 2 if task is _TWICE else items
        chance.shuffle(items)
        size = _SIZES[task]
        for first in range(0, len(items), size * _POOL):
            pool = sorted(items[first : first + size * _POOL], key=lambda item: len(item.ids))
            batches += [(task, pool[at : at + size]) for at in range(0, len(pool), size)]
    chance.shuffle(batches)
    for task, some in batches:
        yield collate(task, some)


def collate(task: Task, some: Sequence[Encoded]) -> Batch:
    """Return one batch, padded to its longest text."""
    length = max(len(item.ids) for item in some)
    shape = (len(some), length)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape)
    words = torch.full((*shape, len(Mechanism)), UNKNOWN)
    levels = torch.full((len(some), len(Mechanism)), -1, dtype=torch.long)
    graded = torch.tensor([float(item.example.graded) for item in some])
    hurts = torch.tensor([float(item.example.hurts) for item in some])
    heads, weights = torch.full((len(some), len(Head)), UNKNOWN), torch.zeros(len(some), len(Head))
    for row, item in enumerate(some):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        mask[row, : len(item.ids)] = 1.0
        if item.words is not None:
            words[row, : len(item.ids)] = torch.tensor(item.words)
        if item.example.levels is not None:
            levels[row] = torch.tensor(item.example.levels)
        for column, head in enumerate(Head):
            label = item.example.heads.get(head)
            if label is not None:
                heads[row, column], weights[row, column] = label.target, label.weight
    return Batch(task, ids, mask, words, levels, graded, heads, weights, hurts)
