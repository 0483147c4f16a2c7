"""Invites: drawn blindly through the account, so that nobody can tie who invites to who comes (PROTOCOL 6.1, 8)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit

from heimo_protocol.anonymity.invites import Invite, InviteLink, write_link
from heimo_protocol.anonymity.tokens import (
    TokenInvalid,
    TokenType,
    finalize,
    invite_tag,
    prepare,
    valid_epochs,
)
from heimo_protocol.errors import Code
from heimo_protocol.operations import ISSUE, IssueArgs
from heimo_tui.core.errors import Incompatible, Refused, Tampering
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.network.contexts import ACCOUNT
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.vault.tables import Invite as InviteRow
from heimo_tui.vault.tables import Tables, Token

_DAY = 86_400
_PERIOD_DAYS = 30


class Inviting:
    """Draws invite tokens and makes links of them."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def left(self, place: Place) -> int:
        """Invites that could be made now: drawn ones that still count, and those not drawn in this period."""
        if not place.registered:
            return 0
        epochs = valid_epochs(self._day(place))
        stored = await self._house.open_vault().read(
            lambda tables: tables.anonymous.count_tokens(place.id, TokenType.INVITE, epochs)
        )
        return stored + self._not_drawn(place)

    async def make(self, place: Place) -> str:
        """A link; all invites of the period are drawn at once, so that drawing says nothing.

        Raises Refused("quota") and as the network does.
        """
        epochs = valid_epochs(self._day(place))
        token = await self._take(place, epochs)
        if token is None:
            await self._draw(place)
            token = await self._take(place, epochs)
        if token is None:
            raise Refused(Code.QUOTA)
        return await self._link(place, token)

    async def _take(self, place: Place, epochs: tuple[int, int]) -> Token | None:
        return await self._house.open_vault().run(
            lambda tables: tables.anonymous.take_token(place.id, TokenType.INVITE, epochs)
        )

    async def _draw(self, place: Place) -> None:
        count = self._not_drawn(place)
        if count <= 0:
            raise Refused(Code.QUOTA)
        await place.renew_descriptor()
        pending = await asyncio.to_thread(prepare, TokenType.INVITE, count)
        args = IssueArgs(type=int(TokenType.INVITE), blinded=list(pending.blinded))
        answer = await place.calls.call(ACCOUNT, ISSUE, args, place.account_signer())
        public = next(
            (
                key.public
                for key in place.descriptor.tokens
                if (key.type, key.epoch) == (TokenType.INVITE, answer.epoch)
            ),
            None,
        )
        if public is None:
            raise Incompatible("token_epoch")
        try:
            tokens = await asyncio.to_thread(finalize, pending, answer.epoch, answer.evaluated, answer.proof, public)
        except TokenInvalid:
            # a key of its own would mark this member's invites
            raise Tampering("proof_invalid", where=place.id) from None
        rows = [
            Token(server_id=place.id, type=int(one.type), epoch=one.epoch, nonce=one.nonce, w=SecretBytes(one.output))
            for one in tokens
        ]
        period = self._day(place) // _PERIOD_DAYS
        place.use(replace(place.row, settings=place.row.settings | {"invites_drawn": period}))

        def work(tables: Tables) -> None:
            tables.anonymous.add_tokens(rows)
            tables.communities.save(place.row)

        await self._house.open_vault().run(work)

    async def _link(self, place: Place, token: Token) -> str:
        host = urlsplit(place.row.urls[0]).netloc
        invite = Invite(token.nonce, invite_tag(token.w.reveal()))
        link = write_link(InviteLink(host, place.row.root_pub, invite))
        row = InviteRow(server_id=place.id, nonce=token.nonce, code=SecretText(link), made_day=self._day(place))
        await self._house.open_vault().run(lambda tables: tables.anonymous.save_invite(row))
        return link

    def _not_drawn(self, place: Place) -> int:
        drawn = place.row.settings.get("invites_drawn", -1)
        return place.descriptor.limits.invites_month if drawn < self._day(place) // _PERIOD_DAYS else 0

    def _day(self, place: Place) -> int:
        return int(place.calls.server_time(ACCOUNT) // _DAY)
