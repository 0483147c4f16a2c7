"""Joining a circle when something is first written there, without telling which member it is (PROTOCOL 7.6)."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace

from heimo_protocol.anonymity.presentation import circle_scope, once_scope
from heimo_protocol.circles import open_genesis
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import CHALLENGE, JOIN, ChallengeArgs, JoinArgs, Receipt
from heimo_protocol.signing import Envelope, h256, public_bytes
from heimo_tui.core.errors import BadInput, Incompatible, Refused, Tampering
from heimo_tui.identity.names import generate_name
from heimo_tui.network.contexts import Context, join_attempt
from heimo_tui.services.credentials import open_credential
from heimo_tui.services.house import House
from heimo_tui.services.passes import draw_anew, is_old
from heimo_tui.services.place import DAY, Place
from heimo_tui.services.writing.authors import (
    Author,
    author_of,
    choose_name,
    chosen_policy,
    circle_author,
    make_card,
    remember_card,
)
from heimo_tui.services.writing.signing import Signing, chain_in_log
from heimo_tui.vault.tables import Chain, Circle, Tables

RISK_SECONDS = 300
"""Two steps closer together than this could be linked by their time (PROTOCOL 7.7)."""

_MOST_RESETS = 24
_CHALLENGE_SIZE = 56


@dataclass(frozen=True, slots=True)
class _Attempt:
    place: Place
    row: Circle
    author: Author
    card: bytes
    code: str | None
    reset: bool = False


class Joining:
    """Joins circles for the names that need it."""

    def __init__(self, house: House) -> None:
        self._house = house

    def is_risky(self, place: Place, row: Circle) -> bool:
        """Whether a join now would come close after registering, drawing the credential or another join."""
        if row.joined:
            return False
        if is_old(place):
            return True  # it has to be drawn first
        now = self._house.clock()
        steps = (place.row.settings.get("registered_at", 0), place.row.settings.get("last_join", 0))
        return any(0 <= now - step < RISK_SECONDS for step in steps)

    async def ensure(self, circle: bytes, key: bytes) -> bytes:
        """Be a member of the circle under the name with this key; returns its key, which a recovery may change.

        Raises Refused, Unreachable, Incompatible, Tampering, BadInput.
        """
        place = await self._house.place_of(circle)
        row = await self._row(circle)
        author = await self._author(place, row, key)
        if (row.joined and author.once is None) or (author.once is not None and author.once.joined):
            return key
        await self._require_credential(place)
        asked_anew = False
        for _ in range(_MOST_RESETS):
            try:
                await self._join(place, row, author)
                return author.key
            except Refused as problem:
                if problem.code == Code.PROOF_INVALID and not asked_anew:
                    asked_anew = True
                    await self._require_credential(place, max_age=0)  # its keys were rotated since this morning
                    continue
                row = await self._next_epoch(place, row, author, problem)
                author = await self._circle_author(place, row)
        raise BadInput("name_lost")

    async def replace(self, circle: bytes) -> None:
        """Take a new name, which nothing ties to the one before; the new key is the next epoch's (PROTOCOL 7.6).

        Raises BadInput: not_joined, still_sending (words under the old name are on their way);
        Refused("reset_too_soon"), with the seconds to wait, and as `ensure` does.
        """
        place = await self._house.place_of(circle)
        row = await self._row(circle)
        if not row.joined or row.my_key is None:
            raise BadInput("not_joined")
        old = row.my_key
        if await self._house.open_vault().read(lambda tables: tables.outbox.unsent(circle, old)):
            raise BadInput("still_sending")
        await self._require_credential(place)
        await self._keep_old_key(place, circle, old)
        fresh = replace(row, epoch=row.epoch + 1)
        private = place.circle_keys(fresh).pseudonym
        author = Author(private, public_bytes(private), generate_name())
        await self._join(place, fresh, author, reset=True)
        await self._house.open_vault().run(lambda tables: choose_name(tables, fresh, author.name))

    async def _keep_old_key(self, place: Place, circle: bytes, key: bytes) -> None:
        """What was written under an old name stays one's own."""
        old = dict(place.row.settings.get("old_keys", {}))
        old[circle.hex()] = list(dict.fromkeys([*old.get(circle.hex(), []), key.hex()]))
        await self._save(place, old_keys=old)

    async def _next_epoch(self, place: Place, row: Circle, author: Author, problem: Refused) -> Circle:
        """A name of this person is known under another key: take on the keys of its epoch."""
        if author.once is not None or problem.code not in (Code.NYM_BOUND, Code.EXISTS):
            raise problem
        epoch = row.epoch + 1 if problem.value is None or problem.code == Code.EXISTS else problem.value
        if epoch == row.epoch or not 0 <= epoch < _MOST_RESETS:
            raise problem
        await self._take_epoch(place, row, author, epoch)
        return await self._row(row.circle_id)

    async def _take_epoch(self, place: Place, row: Circle, author: Author, epoch: int) -> None:
        await self._keep_old_key(place, row.circle_id, author.key)
        now = self._house.clock()

        def work(tables: Tables) -> None:
            waiting = tables.outbox.unsent(row.circle_id, author.key)
            for one in waiting:
                tables.outbox.done(one.event_id)
            tables.outbox.set_chain(row.circle_id, author.key, Chain(0, None))
            key = place.keys.circle(row.circle_id, epoch).pseudonym_public
            tables.circles.set_joined(row.circle_id, my_key=key, epoch=epoch, joined=False)
            fresh = tables.circles.require(row.circle_id)
            taken = circle_author(tables, place, fresh)
            chain = chain_in_log(tables, row.circle_id, key) or Chain(0, None)
            tables.outbox.set_chain(row.circle_id, key, chain)
            Signing(tables, place, fresh, now=now).again(waiting, replace(taken, name=author.name))

        await self._house.open_vault().run(work)

    async def _join(self, place: Place, row: Circle, author: Author, *, reset: bool = False) -> None:
        card = await self._card(place, row, author)
        code = place.row.settings.get("entry_codes", {}).get(row.circle_id.hex())
        attempt = _Attempt(place, row, author, card, code, reset)
        context = join_attempt()
        try:
            await self._present(context, attempt)
        finally:
            await place.calls.close(context)
        await self._joined(attempt)

    async def _present(self, context: Context, attempt: _Attempt) -> None:
        place, circle = attempt.place, attempt.row.circle_id
        answer = await place.calls.call(context, CHALLENGE, ChallengeArgs(circle=circle))
        if len(answer.challenge) != _CHALLENGE_SIZE:
            raise Incompatible("encoding", detail="challenge")
        presentation = await asyncio.to_thread(_presentation, attempt, answer.challenge)
        once = attempt.author.once
        args = JoinArgs(
            circle=circle,
            challenge=answer.challenge,
            presentation=presentation,
            card=attempt.card,
            code=attempt.code,
            reset=attempt.reset,
            once=None if once is None else (once.month, once.number),
        )
        result = await place.calls.call(context, JOIN, args)
        _require_receipt(result.receipt, attempt)

    async def _joined(self, attempt: _Attempt) -> None:
        place, row, author = attempt.place, attempt.row, attempt.author

        def work(tables: Tables) -> None:
            if author.once is not None:
                tables.anonymous.save_once_name(replace(author.once, joined=True))
            else:
                tables.circles.set_joined(row.circle_id, my_key=author.key, epoch=row.epoch)

        await self._house.open_vault().run(work)
        await self._save(place, last_join=self._house.clock())

    async def _card(self, place: Place, row: Circle, author: Author) -> bytes:
        now = self._house.clock()

        def work(tables: Tables) -> bytes:
            member = tables.members.get(row.circle_id, author.key)
            if member is not None and member.card is not None:
                return member.card
            policy = chosen_policy(tables, row.circle_id)
            card = make_card(place, row, author, seq=0, now=now, policy=policy)
            remember_card(tables, row, author, card, seq=0, now=now)
            return card

        return await self._house.open_vault().run(work)

    async def _require_credential(self, place: Place, max_age: float = DAY) -> None:
        """Have a credential of the epoch that the server is in now, as far as it was told lately."""
        if await place.renew_descriptor(max_age) is not None:
            await self._house.adopt(place)
        if is_old(place):
            await draw_anew(self._house, place)

    async def _author(self, place: Place, row: Circle, key: bytes) -> Author:
        return await self._house.open_vault().run(lambda tables: author_of(tables, place, row, key))

    async def _circle_author(self, place: Place, row: Circle) -> Author:
        return await self._house.open_vault().run(lambda tables: circle_author(tables, place, row))

    async def _row(self, circle: bytes) -> Circle:
        return await self._house.open_vault().read(lambda tables: tables.circles.require(circle))

    async def _save(self, place: Place, **settings: object) -> None:
        place.use(replace(place.row, settings=place.row.settings | settings))
        await self._house.adopt(place)


def _presentation(attempt: _Attempt, challenge: bytes) -> bytes:
    place, row, once = attempt.place, attempt.row, attempt.author.once
    space = open_genesis(row.genesis, place.id).space
    scope = circle_scope(place.id, space) if once is None else once_scope(place.id, space, once.month, once.number)
    payload = Envelope.from_bytes(attempt.card).payload
    bind = h256("join", place.id + row.circle_id + challenge + hashlib.sha256(payload).digest())
    return open_credential(place.credential).present(scope, bind)


def _require_receipt(data: bytes, attempt: _Attempt) -> None:
    try:
        receipt = Envelope.from_bytes(data).open(attempt.place.row.root_pub, "receipt", Receipt)
    except Refusal:
        raise Tampering("receipt_invalid", where=attempt.place.id) from None
    if receipt.circle != attempt.row.circle_id or receipt.author != attempt.author.key:
        raise Tampering("receipt_invalid", where=attempt.place.id)
