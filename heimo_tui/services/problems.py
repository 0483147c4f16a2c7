"""What servers did that they should not have: remembered, told once, put aside when the reader says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from heimo_tui.core.errors import Tampering
from heimo_tui.core.views import Change, Problem
from heimo_tui.services.house import House
from heimo_tui.vault.tables import Tables

_SETTING = "problems"
_MOST = 200


class Problems:
    """The list of problems, in the vault."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def all(self) -> tuple[Problem, ...]:
        """Every problem that was not put aside, newest first."""
        kept = await self._house.open_vault().read(_read)
        return tuple(problem for problem, aside in reversed(kept) if not aside)

    async def report(self, *problems: Problem) -> None:
        """Remember problems, and tell of those that are new."""
        if problems:
            self.tell(await self._house.open_vault().run(lambda tables: note(tables, problems)))

    def tell(self, problems: Sequence[Problem]) -> None:
        """Tell of problems that were noted."""
        for problem in problems:
            self._house.tell(Change(circle=problem.circle, threads=frozenset(), problem=problem))

    async def report_tampering(self, found: Tampering, community: bytes, circle: bytes | None) -> None:
        """Remember what a check raised."""
        detail = "" if found.at is None else str(found.at)
        await self.report(Problem(code=found.code, community=community, circle=circle, detail=detail))

    async def dismiss(self, problem: Problem) -> None:
        """Put a problem aside; the same one is not told again."""

        def work(tables: Tables) -> None:
            _write(tables, [(one, aside or one == problem) for one, aside in _read(tables)])

        await self._house.open_vault().run(work)
        self._house.tell(Change(circle=problem.circle, threads=frozenset()))


def note(tables: Tables, problems: Iterable[Problem]) -> list[Problem]:
    """Remember problems in the transaction that found them; gives those that are new."""
    kept = _read(tables)
    known = {problem for problem, _ in kept}
    new = [problem for problem in dict.fromkeys(problems) if problem not in known]
    if new:
        _write(tables, [*kept, *((problem, False) for problem in new)])
    return new


def _read(tables: Tables) -> list[tuple[Problem, bool]]:
    return [
        (
            Problem(
                code=one["code"],
                community=bytes.fromhex(one["community"]),
                circle=bytes.fromhex(one["circle"]) if one["circle"] else None,
                detail=one["detail"],
            ),
            one["aside"],
        )
        for one in tables.preferences.get(_SETTING, [])
    ]


def _write(tables: Tables, kept: Sequence[tuple[Problem, bool]]) -> None:
    stored = [
        {
            "code": problem.code,
            "community": problem.community.hex(),
            "circle": problem.circle.hex() if problem.circle else "",
            "detail": problem.detail,
            "aside": aside,
        }
        for problem, aside in kept[-_MOST:]
    ]
    tables.preferences.set(_SETTING, stored)
