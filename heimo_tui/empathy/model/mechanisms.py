"""The three mechanisms of a reply, from what its sentences add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from heimo_tui.empathy.model.features import Features
from heimo_tui.empathy.model.reading import Mechanism, Rationale
from heimo_tui.empathy.model.stack import INPUTS, Stack, chance, pooled
from heimo_tui.empathy.model.tables import Group, Tables, TablesError

LEVELS = ("0", "1", "2")
PARTS = ("any", "strong")
"""What the models of clauses tell: that a clause shows the mechanism at all, strongly."""

MECHANISM_GROUP = "mechanisms"
"""The group of models of whole replies, of clauses by their own words, and of clauses by those of their sentence."""

LEVEL_NAMES = tuple(f"{name}.{level}" for name in Mechanism for level in LEVELS)
CLAUSE_NAMES = tuple(f"{name}.{part}.clause" for name in Mechanism for part in PARTS)
SENTENCE_NAMES = tuple(f"{name}.{part}.sentence" for name in Mechanism for part in PARTS)

_MECHANISMS = tuple(Mechanism)
_CLAUSE, _SENTENCE = len(LEVEL_NAMES), len(LEVEL_NAMES) + len(CLAUSE_NAMES)


class Passage(NamedTuple):
    """One sentence of K clauses, ready to be added to others.

    `sums` are those of its `grams` n-grams in the models of LEVEL_NAMES; `odds` are (6, K) log-odds of its clauses, for
    each mechanism and part; `tokens` are (K,) sizes.
    """

    grams: int
    sums: Sequence[int]
    odds: Sequence[Sequence[float]]
    tokens: Sequence[int]


EMPTY = Passage(0, (0,) * len(LEVEL_NAMES), ((),) * len(CLAUSE_NAMES), ())
"""A sentence without a word."""


class Mechanisms:
    """Reads mechanisms with the tables of one file.

    Raises:
        TablesError: if it has none.
    """

    def __init__(self, tables: Tables) -> None:
        try:
            self.group = tables.groups[MECHANISM_GROUP]
            self._stacks = [_stack(tables.header["stacks"][name]) for name in Mechanism]
        except (KeyError, TypeError, ValueError) as error:
            raise TablesError("without mechanisms") from error
        if self.group.names != LEVEL_NAMES + CLAUSE_NAMES + SENTENCE_NAMES:
            raise TablesError("with other mechanisms")

    def passage(self, read: Features, more: int, spelled: Sequence[int]) -> tuple[Passage, tuple[Rationale, ...]]:
        """Read one sentence of at least one token.

        Args:
            read: the sentence.
            more: how many n-grams its letters have.
            spelled: what these sum to in the models of LEVEL_NAMES.
        """
        group, width = self.group, self.group.width
        rows = group.rows(read.words)
        around = group.scores(group.sums(rows, _SENTENCE), len(read.words), _SENTENCE)
        odds, rationales = [], []
        for start, end, _, first, last in read.clauses:
            sums = group.sums(rows[first * width : last * width], _CLAUSE, _SENTENCE)
            each = list(map(float.__add__, group.scores(sums, last - first, _CLAUSE), around))
            odds.append(each)
            rationales.append(
                Rationale(start, end, dict(zip(_MECHANISMS, map(chance, each[:: len(PARTS)]), strict=True)))
            )
        sums = list(map(int.__add__, group.sums(rows, 0, _CLAUSE), spelled))
        tokens = [clause.tokens for clause in read.clauses]
        return Passage(len(read.words) + more, sums, tuple(zip(*odds, strict=True)), tokens), tuple(rationales)

    def levels(self, passages: Sequence[Passage]) -> dict[Mechanism, tuple[float, float, float]]:
        """Return the probabilities of the levels of a reply made of these sentences."""
        grams = sum(passage.grams for passage in passages)
        if not grams:
            return dict.fromkeys(_MECHANISMS, (1.0, 0.0, 0.0))
        tokens = [size for passage in passages for size in passage.tokens]
        sums = list(map(sum, zip(*[passage.sums for passage in passages], strict=True)))
        direct = self.group.scores(sums, grams)
        odds = [[each for passage in passages for each in passage.odds[place]] for place in range(len(CLAUSE_NAMES))]
        found = {}
        for place, name in enumerate(_MECHANISMS):
            surely, strongly = (pooled(each, tokens) for each in odds[len(PARTS) * place :][: len(PARTS)])
            inputs = [*direct[len(LEVELS) * place :][: len(LEVELS)], *surely, *strongly[:3]]
            found[name] = self._stacks[place](inputs)
        return found

    def models_of(self, mechanism: Mechanism) -> tuple[tuple[Group, int], ...]:
        """Return the models, as places in groups, whose weights tell which words speak for a mechanism."""
        names = self.group.names
        return tuple((self.group, names.index(f"{mechanism}.any.{where}")) for where in ("clause", "sentence"))


def _stack(given: Any) -> Stack:
    weights = tuple(tuple(map(float, row)) for row in given["weights"])
    if any(len(row) != INPUTS for row in weights):
        raise ValueError("weights for other inputs")
    none, weak, strong = weights
    first, second, third = map(float, given["biases"])
    return Stack((none, weak, strong), (first, second, third))
