"""What servers did that they should not have: remembered, told once, put aside when the reader says so."""

from __future__ import annotations

from heimo_tui.core.errors import Tampering
from heimo_tui.core.views import Change, Problem
from heimo_tui.services.house import House

_SETTING = "problems"
_MOST = 200


class Problems:
    """The list of problems, in the vault."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def all(self) -> tuple[Problem, ...]:
        """Every problem that was not put aside, newest first."""
        kept = await self._read()
        return tuple(problem for problem, aside in reversed(kept) if not aside)

    async def report(self, *problems: Problem) -> None:
        """Remember problems, and tell of those that are new."""
        if not problems:
            return
        kept = await self._read()
        known = {problem for problem, _ in kept}
        new = [problem for problem in dict.fromkeys(problems) if problem not in known]
        if not new:
            return
        await self._write([*kept, *((problem, False) for problem in new)])
        for problem in new:
            self._house.tell(Change(circle=problem.circle, threads=frozenset(), problem=problem))

    async def report_tampering(self, found: Tampering, community: bytes, circle: bytes | None) -> None:
        """Remember what a check raised."""
        detail = "" if found.at is None else str(found.at)
        await self.report(Problem(code=found.code, community=community, circle=circle, detail=detail))

    async def dismiss(self, problem: Problem) -> None:
        """Put a problem aside; the same one is not told again."""
        kept = await self._read()
        await self._write([(one, aside or one == problem) for one, aside in kept])
        self._house.tell(Change(circle=problem.circle, threads=frozenset()))

    async def _read(self) -> list[tuple[Problem, bool]]:
        stored = await self._house.open_vault().read(lambda tables: tables.preferences.get(_SETTING, []))
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
            for one in stored
        ]

    async def _write(self, kept: list[tuple[Problem, bool]]) -> None:
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
        await self._house.open_vault().run(lambda tables: tables.preferences.set(_SETTING, stored))
