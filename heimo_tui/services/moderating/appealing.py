"""Decisions about oneself, and the one appeal against each: on the disk before it leaves, and there exactly once."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import text
from heimo_protocol.appeals import Appeal
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import APPEAL_DAYS, MAX_APPEAL_CHARS, MAX_APPEAL_MODERATORS
from heimo_protocol.operations import APPEAL_PUT, AppealPutArgs, SealedFor
from heimo_protocol.requests import Mode
from heimo_tui.core.errors import BadInput, HeimoError, Incompatible, Refused, StoreProblem, Unreachable
from heimo_tui.core.views import Change
from heimo_tui.e2ee.appeals import seal_appeal
from heimo_tui.network.calls import Signer
from heimo_tui.services.house import House
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.reporting.recipients import Recipients
from heimo_tui.services.messages.rules.times import DAY, away_wait, full_wait
from heimo_tui.services.messages.supply.others_keys import OthersKeys
from heimo_tui.services.moderating.concerning import Concerning
from heimo_tui.services.moderating.seats import Seat, Seats
from heimo_tui.services.writing.authors import author_of
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.moderation import AppealRow

_DONE = frozenset({Code.EXISTS})
_LATER = frozenset({Code.BUSY, Code.CLOSED, Code.REPLAY, Code.CLOCK_SKEW, Code.QUOTA, Code.NOT_MODERATOR})


@dataclass(frozen=True, slots=True)
class _Voice(Scene):
    """The name that a decision is about, be it a one-time name."""

    private: Ed25519PrivateKey = field(repr=False)

    @property
    def signer(self) -> Signer:
        return Signer(self.private, Mode.NAME)


class Appealing:
    """Sends appeals."""

    def __init__(self, ground: Ground, house: House, seats: Seats, concerning: Concerning, others: OthersKeys) -> None:
        self._ground = ground
        self._house = house
        self._seats = seats
        self._concerning = concerning
        self._recipients = Recipients(ground, others)
        self._busy: set[bytes] = set()

    async def appeal(self, circle: bytes, decision: bytes, words: str) -> None:
        """Keep an appeal and send it; raises BadInput, see the facade, and Refused where the server takes none."""
        said = text.clean(words).strip()
        if not said:
            raise BadInput("empty", field="text")
        if len(said) > MAX_APPEAL_CHARS:
            raise BadInput("too_long", field="text", value=str(MAX_APPEAL_CHARS))
        seat = await self._seats.seat(circle)
        about = await self._concerning.find(seat, decision)
        if about.appealed:
            raise BadInput("appealed")
        if not about.may_appeal:
            raise BadInput("no_decision")
        appeal = Appeal(circle=circle, decision=decision, text=said, original=about.original)
        row = AppealRow(decision=decision, circle_id=circle, me=about.me, appeal=encode(appeal), at=self._ground.now)
        voice = await self._voice(seat, row)
        sealed = await self._seal(seat, voice, row)
        if sealed is None and not await self._recipients.may_come(voice, _left_out(seat, row)):
            raise BadInput("no_moderators")

        def work(tables: Tables) -> None:
            if not tables.moderation.appeals.add(row):
                raise BadInput("appealed")
            tables.moderation.appeals.seal(decision, sealed)
            tables.moderation.answers.forget(decision)

        await self._ground.run(work)
        await self._send(row, asked=True)

    async def step(self) -> None:
        """Send every appeal that may go now."""
        for row in await self._ground.read(lambda tables: tables.moderation.appeals.waiting()):
            if row.next_try > self._ground.now:
                continue
            if self._ground.now - row.at > APPEAL_DAYS * DAY:
                await self._ground.run(lambda tables, r=row: tables.moderation.appeals.forget(r.decision))  # type: ignore[misc] # bound now
                continue
            try:
                await self._send(row)
            except StoreProblem:
                raise
            except HeimoError:
                await self._later(row, "unreachable", full_wait(row.attempts + 1, self._rand))

    @property
    def _rand(self) -> Random:
        return self._ground.rand

    async def _send(self, row: AppealRow, *, asked: bool = False) -> None:
        if row.decision in self._busy:
            return
        self._busy.add(row.decision)
        try:
            fresh = await self._ground.read(lambda tables: tables.moderation.appeals.get(row.decision))
            if fresh is not None and not fresh.sent:
                await self._try(fresh, asked=asked)
        finally:
            self._busy.discard(row.decision)
        self._house.tell(Change(circle=row.circle_id, threads=frozenset(), moderating=True))

    async def _try(self, row: AppealRow, *, asked: bool) -> None:
        seat = await self._seats.seat(row.circle_id)
        voice = await self._voice(seat, row)
        sealed = row.sealed
        if sealed is None:
            sealed = await self._seal(seat, voice, row)
            if sealed is None:
                away = await self._recipients.may_come(voice, _left_out(seat, row))
                wait = (away_wait if away else full_wait)(row.attempts + 1, self._rand)
                await self._later(row, "unreachable" if away else "no_moderators", wait)
                return
            # what leaves is on the disk first: a second try sends the same bytes, which the server takes for one
            await self._ground.run(lambda tables: tables.moderation.appeals.seal(row.decision, sealed))
        args = AppealPutArgs(decision=row.decision, sealed=decode(sealed, list[SealedFor]))
        try:
            await voice.place.calls.call(voice.context, APPEAL_PUT, args, voice.signer)
        except Unreachable as problem:
            await self._later(row, "unreachable", problem.retry_after or away_wait(row.attempts + 1, self._rand))
        except Incompatible:
            await self._later(row, "incompatible", full_wait(row.attempts + 1, self._rand))
        except Refused as problem:
            await self._refused(row, problem, asked=asked)
        else:
            await self._ground.run(lambda tables: tables.moderation.appeals.sent(row.decision))

    async def _refused(self, row: AppealRow, problem: Refused, *, asked: bool) -> None:
        if problem.code in _DONE:  # from another device
            await self._ground.run(lambda tables: tables.moderation.appeals.sent(row.decision))
        elif problem.code in _LATER:
            if problem.code == Code.NOT_MODERATOR:
                # somebody moderates no more: it has to be sealed to those who do
                await self._ground.run(lambda tables: tables.moderation.appeals.seal(row.decision, None))
            wait = max(full_wait(row.attempts + 1, self._rand), problem.retry_after or 0.0)
            await self._later(row, problem.code, wait)
        else:
            await self._ground.run(lambda tables: tables.moderation.appeals.forget(row.decision))
            if asked:
                raise problem

    async def _later(self, row: AppealRow, code: str, wait: float) -> None:
        next_try = self._ground.now + wait
        await self._ground.run(lambda tables: tables.moderation.appeals.later(row.decision, next_try, code))

    # --- sealing ---

    async def _voice(self, seat: Seat, row: AppealRow) -> _Voice:
        author = await self._ground.run(
            lambda tables: author_of(tables, seat.place, tables.circles.require(seat.id), row.me)
        )
        return _Voice(seat.place, seat.circle, row.me, self._ground.now, author.private)

    async def _seal(self, seat: Seat, voice: _Voice, row: AppealRow) -> bytes | None:
        """The appeal as it goes to each moderator whose keys can be had, or None where that is nobody."""
        to = await self._recipients.reachable(voice, _left_out(seat, row), MAX_APPEAL_MODERATORS)
        if not to:
            return None
        try:
            return encode(seal_appeal(decode(row.appeal, Appeal), to))
        except Refusal as problem:
            raise Incompatible(problem.code, detail="bundle") from None


def _left_out(seat: Seat, row: AppealRow) -> frozenset[bytes]:
    """Who gets no copy: oneself, under whichever name."""
    return frozenset({row.me, seat.key})
