"""The three mechanisms of a reply, from what its sentences add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heimo_tui.empathy.model.features import Features
from heimo_tui.empathy.model.reading import Mechanism, Rationale
from heimo_tui.empathy.model.stack import Stack, chance, pooled
from heimo_tui.empathy.model.tables import Sums, Table, Tables, TablesError

LEVELS = ("0", "1", "2")
PARTS = ("any", "strong", "weak")
"""What the clause tables tell: that a clause shows the mechanism at all, strongly, weakly."""

Nested = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One mechanism in one sentence of K clauses: (3,) sums for the levels and (3, K) log-odds of PARTS."""

    sums: tuple[int, ...]
    odds: Nested


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of K clauses, ready to be added to others: n-grams, (K,) tokens, and each mechanism."""

    grams: int
    tokens: tuple[int, ...]
    shown: tuple[Shown, ...]


EMPTY = Passage(0, (), (Shown((0, 0, 0), ((), (), ())),) * len(Mechanism))
"""A sentence without a word."""


class Mechanisms:
    """Reads mechanisms with the tables of one file."""

    def __init__(self, tables: Tables) -> None:
        try:
            self._levels = [[tables[f"{name}.level.{level}"] for level in LEVELS] for name in Mechanism]
            self._parts = [
                [(tables[f"{name}.{part}.clause"], tables[f"{name}.{part}.sentence"]) for part in PARTS]
                for name in Mechanism
            ]
            self._stacks = [
                Stack(tuple(map(tuple, stack["weights"])), tuple(stack["biases"]))
                for stack in (tables.header["stacks"][name] for name in Mechanism)
            ]
        except (KeyError, TypeError) as error:
            raise TablesError("without mechanisms") from error

    def passage(self, read: Features, words: Sums, everything: Sums) -> tuple[Passage, tuple[Rationale, ...]]:
        """Read one sentence, with the sums of its word n-grams alone and of all its n-grams."""
        if not read.clauses:
            return EMPTY, ()
        clauses = [words if clause.grams is read.words else Sums(clause.grams) for clause in read.clauses]
        shown = []
        for levels, parts in zip(self._levels, self._parts, strict=True):
            odds = []
            for own, around in parts:
                rest = around.score(words.total(around), len(read.words))
                odds.append(
                    tuple(
                        rest + own.score(sums.total(own), len(clause.grams))
                        for sums, clause in zip(clauses, read.clauses, strict=True)
                    )
                )
            shown.append(Shown(tuple(everything.total(level) for level in levels), tuple(odds)))
        rationales = tuple(
            Rationale(
                clause.start,
                clause.end,
                {name: chance(each.odds[0][place]) for name, each in zip(Mechanism, shown, strict=True)},
            )
            for place, clause in enumerate(read.clauses)
        )
        count = len(read.words) + len(read.characters)
        return Passage(count, tuple(clause.tokens for clause in read.clauses), tuple(shown)), rationales

    def levels(self, passages: Sequence[Passage]) -> dict[Mechanism, tuple[float, float, float]]:
        """Return the probabilities of the levels of a reply made of these sentences."""
        grams = sum(passage.grams for passage in passages)
        if not grams:
            return dict.fromkeys(Mechanism, (1.0, 0.0, 0.0))
        tokens = [size for passage in passages for size in passage.tokens]
        found = {}
        for place, name in enumerate(Mechanism):
            shown = [passage.shown[place] for passage in passages]
            direct = [
                table.score(sum(each.sums[level] for each in shown), grams)
                for level, table in enumerate(self._levels[place])
            ]
            surely, strongly, weakly = (
                pooled([odds for each in shown for odds in each.odds[part]], tokens) for part in range(len(PARTS))
            )
            found[name] = self._stacks[place]([*direct, *surely, *strongly[:3], *weakly[:3]])
        return found

    def tables_of(self, mechanism: Mechanism) -> tuple[Table, ...]:
        """Return the tables whose weights tell which words speak for a mechanism."""
        return self._parts[list(Mechanism).index(mechanism)][0]
