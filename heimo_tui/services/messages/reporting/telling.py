"""Reports of messages on their way to the moderators: on the disk before anything leaves, and there exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from heimo_protocol import text as text_rules
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import ReportedMessage, SealedReport
from heimo_protocol.limits import (
    MAX_REASON_CHARS,
    MAX_REPORT_MESSAGES,
    MAX_REPORT_MODERATORS,
    REPORT_DAYS,
    SEALED_REPORT_CLASSES,
)
from heimo_protocol.operations import REPORT_PUT, ReportPutArgs, SealedFor
from heimo_tui.core.errors import BadInput, HeimoError, Incompatible, Refused, StoreProblem, Unreachable
from heimo_tui.e2ee.reports import seal_report
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.saying import new_id
from heimo_tui.services.messages.reporting.recipients import Recipients
from heimo_tui.services.messages.rules.times import DAY, away_wait, full_wait
from heimo_tui.services.messages.supply.others_keys import OthersKeys
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import TellingRow

MOST_REASON: Final = 32
"""Characters of a reason's code."""

_LATER = frozenset({Code.BUSY, Code.CLOSED, Code.REPLAY, Code.CLOCK_SKEW, Code.QUOTA, Code.NOT_MODERATOR})


class Telling:
    """Reports messages."""

    def __init__(self, ground: Ground, others: OthersKeys) -> None:
        self._ground = ground
        self._recipients = Recipients(ground, others)
        self._busy: set[bytes] = set()

    async def report(self, about: bytes, messages: Sequence[bytes], reason: str, note: str) -> None:
        """Report messages of a conversation, or a request by its id; it goes out when the network lets.

        Raises BadInput: no_conversation, no_message (nothing is kept that proves one), too_many_messages,
        report_too_large, no_moderators; Refused where the server takes none from this name.
        """
        words = text_rules.clean(note).strip()[:MAX_REASON_CHARS]
        found = await self._ground.read(lambda tables: _gather(tables, about, messages))
        scene = await self._ground.scene(found.circle_id)
        if scene.key != found.me:
            raise BadInput("not_joined")
        report = SealedReport(
            circle=scene.id,
            reporter=scene.key,
            card=found.card,
            messages=found.messages,
            reason=reason.strip()[:MOST_REASON],
            note=words,
        )
        row = TellingRow(
            id=new_id(),
            circle_id=scene.id,
            me=scene.key,
            author=found.author,
            report=encode(report),
            at=scene.now,
        )
        if len(row.report) + 4 > SEALED_REPORT_CLASSES[-1]:
            raise BadInput("report_too_large")
        sealed = await self._seal(scene, row)
        if sealed is None and not await self._recipients.may_come(scene, _left_out(row)):
            raise BadInput("no_moderators")
        row = replace(row, sealed=sealed)
        await self._ground.run(lambda tables: tables.mail.reports.tell(row))
        await self._send(scene, row, asked=True)

    async def step(self) -> None:
        """Send every report that may go now."""
        for row in await self._ground.read(lambda tables: tables.mail.reports.telling()):
            if row.next_try > self._ground.now:
                continue
            try:
                await self._send(await self._ground.scene(row.circle_id), row)
            except StoreProblem:
                raise
            except HeimoError:
                await self._later(row, "unreachable", full_wait(row.attempts + 1, self._ground.rand))

    async def _send(self, scene: Scene, row: TellingRow, *, asked: bool = False) -> None:
        if row.id in self._busy:
            return
        if scene.key != row.me:
            raise BadInput("not_joined")
        self._busy.add(row.id)
        try:
            fresh = await self._ground.read(lambda tables: tables.mail.reports.get_telling(row.id))
            if fresh is not None:
                await self._try(scene, fresh, asked=asked)
        finally:
            self._busy.discard(row.id)

    async def _try(self, scene: Scene, row: TellingRow, *, asked: bool) -> None:
        sealed = row.sealed
        if sealed is None:
            sealed = await self._seal(scene, row)
            if sealed is None:
                await self._later(row, "no_moderators", full_wait(row.attempts + 1, self._ground.rand))
                return
            # what leaves is on the disk first: a second try sends the same bytes, which the server counts once
            await self._ground.run(lambda tables: tables.mail.reports.seal(row.id, sealed))
        stamps = [message.stamped for message in decode(row.report, SealedReport).messages]
        args = ReportPutArgs(messages=stamps, sealed=decode(sealed, list[SealedFor]))
        try:
            await scene.place.calls.call(scene.context, REPORT_PUT, args, scene.signer)
        except Unreachable as problem:
            wait = problem.retry_after or away_wait(row.attempts + 1, self._ground.rand)
            await self._later(row, "unreachable", wait)
        except Incompatible:
            await self._later(row, "incompatible", full_wait(row.attempts + 1, self._ground.rand))
        except Refused as problem:
            await self._refused(row, problem, asked=asked)
        else:
            await self._ground.run(lambda tables: tables.mail.reports.told(row.id))

    async def _refused(self, row: TellingRow, problem: Refused, *, asked: bool) -> None:
        if problem.code == Code.NOT_MODERATOR:
            # it took nothing: somebody moderates no more, and it has to be sealed to those who do
            await self._ground.run(lambda tables: tables.mail.reports.seal(row.id, None))
        if asked and problem.code not in _LATER:
            await self._ground.run(lambda tables: tables.mail.reports.told(row.id))
            raise problem
        wait = max(full_wait(row.attempts + 1, self._ground.rand), problem.retry_after or 0.0)
        await self._later(row, problem.code, wait)

    async def _later(self, row: TellingRow, code: str, wait: float) -> None:
        next_try = self._ground.now + wait
        await self._ground.run(lambda tables: tables.mail.reports.later(row.id, next_try, code))

    async def _seal(self, scene: Scene, row: TellingRow) -> bytes | None:
        """The report as it goes to each moderator whose keys can be had, or None where that is nobody."""
        to = await self._recipients.reachable(scene, _left_out(row), MAX_REPORT_MODERATORS)
        if not to:
            return None
        try:
            return encode(seal_report(decode(row.report, SealedReport), to))
        except Refusal as problem:
            raise Incompatible(problem.code, detail="bundle") from None


def _left_out(row: TellingRow) -> frozenset[bytes]:
    """Who gets no copy: oneself, and whom it is about, who must not learn of it."""
    return frozenset({row.me, row.author})


def forget_old(tables: Tables, now: float) -> None:
    """Give up what could not be told in a month, and forget that put away reports came."""
    before = now - REPORT_DAYS * DAY
    tables.mail.reports.expire(telling_before=before, told_before=before - DAY)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a report is made of, out of the vault."""

    circle_id: bytes
    me: bytes
    author: bytes
    card: bytes
    messages: list[ReportedMessage]


def _gather(tables: Tables, about: bytes, messages: Sequence[bytes]) -> _Gathered:
    row = tables.mail.conversations.get(about)
    if row is None:
        asked = tables.mail.requests.require(about)
        return _Gathered(asked.circle_id, asked.me, asked.author, asked.card, [decode(asked.evidence, ReportedMessage)])
    chosen = _in_order(tables, about, dict.fromkeys(messages))
    if len(chosen) > MAX_REPORT_MESSAGES:
        raise BadInput("too_many_messages", value=str(MAX_REPORT_MESSAGES))
    evidence = [one for one in (tables.mail.lines.evidence(about, id) for id in chosen) if one is not None]
    if not evidence or len(evidence) < len(chosen):
        raise BadInput("no_message")
    return _Gathered(row.circle_id, row.me, row.peer, row.card, [decode(one, ReportedMessage) for one in evidence])


def _in_order(tables: Tables, conversation: bytes, messages: Iterable[bytes]) -> list[bytes]:
    """Messages of the other side as they stand in the conversation."""

    def place(message: bytes) -> int:
        line = tables.mail.lines.get(conversation, message, mine=False)
        return -1 if line is None else line.place

    return sorted(messages, key=place)
