"""Keys of messages that were skipped, for when they come late: bounded in number and in time (section 12.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, final

from heimo_tui.e2ee import stored
from heimo_tui.e2ee.primitives.hidden import Hidden

MAX_PER_STEP: Final = 1000
MAX_STORED: Final = 2000
MAX_DAYS: Final = 30

_Chain = Mapping[int, tuple[bytes, int]]
"""A message's number in its chain -> its key and the day when it was skipped."""

_Kept = list[tuple[bytes, list[tuple[int, bytes, int]]]]


@final
class Skipped(Hidden):
    """For every header key, 32 bytes, the message keys that are still wanted; oldest first, never changed in place."""

    __slots__ = ("_chains",)

    def __init__(self, chains: Mapping[bytes, _Chain] | None = None) -> None:
        self._chains: Mapping[bytes, _Chain] = chains or {}

    def __len__(self) -> int:
        return sum(map(len, self._chains.values()))

    @property
    def header_keys(self) -> Iterator[bytes]:
        """The header keys of chains with messages that are still wanted."""
        return iter(self._chains)

    def find(self, hk: bytes, number: int) -> bytes | None:
        """The key of a skipped message."""
        found = self._chains.get(hk, {}).get(number)
        return found and found[0]

    def without(self, hk: bytes, number: int) -> Skipped:
        """All but a message that has come."""
        rest = {n: key for n, key in self._chains[hk].items() if n != number}
        return self._with(hk, rest)

    def adding(self, hk: bytes, keys: Sequence[tuple[int, bytes]], day: int) -> Skipped:
        """These too, skipped on `day`; the oldest of all go where there are more than MAX_STORED."""
        chain = {**self._chains.get(hk, {}), **{number: (key, day) for number, key in keys}}
        more = self._with(hk, chain)
        surplus = len(more) - MAX_STORED
        return more if surplus <= 0 else more._without_oldest(surplus)

    def fresh(self, day: int) -> Skipped:
        """Those not older than MAX_DAYS."""
        oldest = day - MAX_DAYS
        if all(since >= oldest for chain in self._chains.values() for _, since in chain.values()):
            return self
        kept = {
            hk: {number: key for number, key in chain.items() if key[1] >= oldest} for hk, chain in self._chains.items()
        }
        return Skipped({hk: chain for hk, chain in kept.items() if chain})

    def _with(self, hk: bytes, chain: _Chain) -> Skipped:
        chains = {**self._chains, hk: chain}
        if not chain:
            del chains[hk]
        return Skipped(chains)

    def _without_oldest(self, surplus: int) -> Skipped:
        kept: dict[bytes, _Chain] = {}
        for hk, chain in self._chains.items():
            rest = list(chain.items())[surplus:]
            surplus = max(0, surplus - len(chain))
            if rest:
                kept[hk] = dict(rest)
        return Skipped(kept)

    def to_plain(self) -> object:
        """What `from_plain` reads."""
        return [[hk, [[n, key, day] for n, (key, day) in chain.items()]] for hk, chain in self._chains.items()]

    @classmethod
    def from_plain(cls, plain: object) -> Skipped:
        """What was kept; raises StoreProblem with CORRUPT."""
        kept = stored.shaped(plain, _Kept)
        return cls({hk: {n: (key, day) for n, key, day in chain} for hk, chain in kept})
