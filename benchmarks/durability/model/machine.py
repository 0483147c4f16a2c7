"""A stateful machine (hypothesis) that does the same to a store and to the oracle, and compares what they answer."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from benchmarks.durability.model.acts import ACTS, Act
from benchmarks.durability.model.looks import Look, look, look_ahead
from benchmarks.durability.model.mail_acts import MAIL_ACTS
from benchmarks.durability.model.oracle import oracle
from benchmarks.durability.model.pick import Pick
from benchmarks.durability.model.rows import Rows
from server_stub.store.ahead import Ahead, EventAhead, FrameAhead
from server_stub.store.base import Store, StoreBusy, StoreUnavailable, WriteTxn

Opener = Callable[[Path], Awaitable[Store]]

_ACTS = (*ACTS, *MAIL_ACTS)
_TOGETHER = 4
_BESIDE = 5
_WRITES, _HOUSE = 75, 98
"""Of a hundred steps, so many write, and those from there on keep house."""
_SEEDS = st.integers(0, 2**24 - 1)
"""Of each step: what it does comes from its seed and from what is there. """


class Undone(Exception):
    """What an operation raises after it wrote."""


class StoreMachine(RuleBasedStateMachine):
    """Subclasses say which store: `opener` opens the database of a folder, `forget` removes it. `steps` are counted."""

    opener: Opener
    forget: Callable[[Path], None]
    home: Path | None = None
    steps = 0

    @initialize()
    def begin(self) -> None:
        """Open an empty store."""
        self._folder = tempfile.TemporaryDirectory(prefix="heimo-model-", dir=self.home)
        self._runner = asyncio.Runner()
        self._rows = Rows()
        self._store = self._open()

    @rule(seed=_SEEDS)
    def step(self, seed: int) -> None:
        """Mostly a write, and a look at what came of it; else looks alone, or what changes nothing."""
        type(self).steps += 1
        pick = Pick(seed, self._rows)
        what = pick.number(100)
        if what < _WRITES:
            self._write(pick)
        elif what >= _HOUSE:
            self._keep_house(pick)
        pick.rows = self._rows
        if pick.chance(3):
            ahead, one = look_ahead(pick)
            self._compare(one, ahead)
        else:
            looks = [look(pick) for _ in range(1 + pick.number(_TOGETHER))]
            self._compare(looks[0] if len(looks) == 1 else lambda txn: [one(txn) for one in looks])

    def _write(self, pick: Pick) -> None:
        """Some operations at the same moment about the same thing, which are done in their order, or one alone."""
        if pick.chance(3):
            works, on = [self._drawn(pick)], tuple[bytes, ...]()
        else:
            works, on = [self._drawn(pick) for _ in range(1 + pick.number(_BESIDE))], (b"the same thing",)
        aheads = [_ahead(pick) for _ in works]

        async def together() -> list[Any]:
            writes = [
                self._store.write(work.operation, on=on, ahead=ahead) for work, ahead in zip(works, aheads, strict=True)
            ]
            return list(await asyncio.gather(*writes, return_exceptions=True))

        for work, found in zip(works, self._runner.run(together()), strict=True):
            work.require(found)

    def _drawn(self, pick: Pick) -> "_Work":
        """Some acts in one operation; now and then it raises at the end, or an act of it is impossible."""
        rows = pick.rows = self._rows.copy()
        work = _Work()
        for _ in range(1 + pick.number(_TOGETHER)):
            act = self._next_act(pick)
            work.acts.append(act)
            try:
                work.answers.append(act(oracle(rows)))
            except Exception as problem:  # as a database would object
                work.fault = problem
                return work
        if pick.chance(8):
            work.acts.append(_undo)
            work.fault = Undone()
        else:
            self._rows = rows
        return work

    def _keep_house(self, pick: Pick) -> None:
        """End and begin again, make room, write everything anew."""
        what = pick.number(10)
        if what < 5:
            self._run(self._store.close())
            self._store = self._open()
        elif what < 9:
            self._run(self._store.scrub())
        else:
            self._run(self._store.rewrite())

    def teardown(self) -> None:
        """End with the database."""
        if hasattr(self, "_store"):
            self._run(self._store.close())
            self._runner.close()
            type(self).forget(Path(self._folder.name))
            self._folder.cleanup()

    def _next_act(self, pick: Pick) -> Act:
        while True:
            act = pick.surely(*_ACTS)(pick)
            if act is not None:
                return act

    def _compare(self, one: Look, ahead: Ahead | None = None) -> None:
        found, wanted = self._run(self._store.read(one, ahead=ahead)), one(oracle(self._rows))
        assert found == wanted, (one.__qualname__, ahead, found, wanted)

    def _open(self) -> Store:
        store: Store = self._run(type(self).opener(Path(self._folder.name)))
        return store

    def _run(self, work: Awaitable[Any]) -> Any:
        async def awaited() -> Any:
            return await work

        return self._runner.run(awaited())


@dataclass(slots=True)
class _Work:
    """An operation, and what the oracle answered to each of its acts, or how it objected to the last."""

    acts: list[Act] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    fault: Exception | None = None

    def operation(self, txn: WriteTxn) -> list[Any]:
        """All of it."""
        return [act(txn) for act in self.acts]

    def require(self, found: Any) -> None:
        """The store must have answered so too; where it has to object it keeps nothing, which later looks find out."""
        names = ", ".join(act.__qualname__.partition(".")[0].strip("_") for act in self.acts)
        if self.fault is None:
            assert found == self.answers, (names, found, self.answers)
            return
        wanted = type(self.fault) if isinstance(self.fault, Undone | ValueError) else Exception
        assert isinstance(found, wanted), (names, found, self.fault)
        assert not isinstance(found, StoreBusy | StoreUnavailable), (names, found)


def _ahead(pick: Pick) -> Ahead | None:
    """What an operation might look up, whether it will or not: it must change nothing."""
    circle = pick.circle() or pick.key("circle", 16, 3)
    parent, seen = pick.surely(None, pick.event(circle)), pick.number(4)
    author = pick.surely(pick.key("name"), pick.key(f"name {circle.hex()}"))
    return pick.surely(
        None,
        EventAhead(circle, author, pick.event(circle), parent, seen),
        FrameAhead(pick.key("queue", 16), pick.key("mark", 16, 40)),
    )


def _undo(txn: WriteTxn) -> None:
    raise Undone
