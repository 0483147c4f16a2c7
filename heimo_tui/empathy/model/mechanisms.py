"""The three mechanisms of a reply, from what its sentences add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from heimo_tui.empathy.model.features import Features
from heimo_tui.empathy.model.reading import Mechanism, Rationale
from heimo_tui.empathy.model.stack import INPUTS, Stack, chance, pooled
from heimo_tui.empathy.model.tables import Group, Table, Tables, TablesError

LEVELS = ("0", "1", "2")
PARTS = ("any", "strong")
"""What the clause tables tell: that a clause shows the mechanism at all, strongly."""


class Passage(NamedTuple):
    """One sentence of K clauses, ready to be added to others.

    `sums` are those of its `grams` n-grams in `Mechanisms.level_tables`; `odds` are (6, K) log-odds of its clauses, for
    each mechanism and part; `tokens` are (K,) sizes.
    """

    grams: int
    sums: Sequence[int]
    odds: Sequence[Sequence[float]]
    tokens: Sequence[int]


EMPTY = Passage(0, (0,) * len(Mechanism) * len(LEVELS), ((),) * len(Mechanism) * len(PARTS), ())
"""A sentence without a word."""


class Mechanisms:
    """Reads mechanisms with the tables of one file.

    Raises:
        TablesError: if it has none.
    """

    def __init__(self, tables: Tables) -> None:
        names = [f"{name}.{part}" for name in Mechanism for part in PARTS]
        try:
            self.level_tables = tuple(tables.tables[f"{name}.level.{level}"] for name in Mechanism for level in LEVELS)
            self._clause = Group(tables.tables[f"{name}.clause"] for name in names)
            self._around = Group(tables.tables[f"{name}.sentence"] for name in names)
            self._stacks = [_stack(tables.header["stacks"][name]) for name in Mechanism]
        except (KeyError, TypeError, ValueError) as error:
            raise TablesError("without mechanisms") from error

    def passage(self, read: Features, grams: int, sums: Sequence[int]) -> tuple[Passage, tuple[Rationale, ...]]:
        """Read one sentence of at least one token.

        Args:
            read: the sentence.
            grams: how many n-grams of words and characters it has.
            sums: what they sum to in each of `level_tables`.
        """
        around = _scores(self._around, read.words)
        odds = [
            [own + rest for own, rest in zip(_scores(self._clause, clause.grams), around, strict=True)]
            for clause in read.clauses
        ]
        rationales = tuple(
            [
                Rationale(clause.start, clause.end, dict(zip(Mechanism, map(chance, each[:: len(PARTS)]), strict=True)))
                for clause, each in zip(read.clauses, odds, strict=True)
            ]
        )
        tokens = [clause.tokens for clause in read.clauses]
        return Passage(grams, sums, tuple(zip(*odds, strict=True)), tokens), rationales

    def levels(self, passages: Sequence[Passage]) -> dict[Mechanism, tuple[float, float, float]]:
        """Return the probabilities of the levels of a reply made of these sentences."""
        grams = sum(passage.grams for passage in passages)
        if not grams:
            return dict.fromkeys(Mechanism, (1.0, 0.0, 0.0))
        tokens = [size for passage in passages for size in passage.tokens]
        sums = map(sum, zip(*[passage.sums for passage in passages], strict=True))
        direct = [table.score(total, grams) for table, total in zip(self.level_tables, sums, strict=True)]
        odds = [
            [each for passage in passages for each in passage.odds[place]]
            for place in range(len(Mechanism) * len(PARTS))
        ]
        found = {}
        for place, name in enumerate(Mechanism):
            surely, strongly = (pooled(each, tokens) for each in odds[len(PARTS) * place :][: len(PARTS)])
            inputs = [*direct[len(LEVELS) * place :][: len(LEVELS)], *surely, *strongly[:3]]
            found[name] = self._stacks[place](inputs)
        return found

    def tables_of(self, mechanism: Mechanism) -> tuple[Table, ...]:
        """Return the tables whose weights tell which words speak for a mechanism."""
        place = list(Mechanism).index(mechanism) * len(PARTS)
        return self._clause.tables[place], self._around.tables[place]


def _scores(group: Group, grams: Sequence[int]) -> list[float]:
    sums = group.sums(grams)
    return [table.score(total, len(grams)) for table, total in zip(group.tables, sums, strict=True)]


def _stack(given: dict[str, list[list[float]]]) -> Stack:
    weights = tuple(tuple(map(float, row)) for row in given["weights"])
    if any(len(row) != INPUTS for row in weights):
        raise ValueError("weights for other inputs")
    none, weak, strong = weights
    first, second, third = map(float, given["biases"])  # type: ignore[arg-type]
    return Stack((none, weak, strong), (first, second, third))
