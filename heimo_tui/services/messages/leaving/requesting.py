"""Sealing a request: the bundle of the day, a queue for the answer, and a token, all before anything is on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_protocol.anonymity.tokens import Token, TokenType
from heimo_protocol.encoding import encode
from heimo_protocol.mail import Content, ContentType
from heimo_tui.core.conversations import Asking
from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.requests import SealedRequest, seal_request
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.saying import make
from heimo_tui.services.messages.supply.franking import Franking, franker
from heimo_tui.services.messages.supply.others_keys import OthersKeys, Usable, usable
from heimo_tui.services.messages.supply.own_keys import remember_cards
from heimo_tui.services.messages.supply.queues import NewQueue, Queues
from heimo_tui.services.messages.supply.tokens import Tokens
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import SealedRow

_SIZES = (1, 4)


@dataclass(frozen=True, slots=True)
class Means:
    """What a request needs: a queue for the answer and a token that pays."""

    queue: NewQueue
    token: Token = field(repr=False)


class Requesting:
    """Gets what requests need."""

    def __init__(self, ground: Ground, tokens: Tokens, franking: Franking, others: OthersKeys, queues: Queues) -> None:
        self._ground = ground
        self._tokens = tokens
        self._franking = franking
        self._others = others
        self._queues = queues

    async def prepare(self, scene: Scene, author: bytes, *, newest: bool = False) -> Means:
        """Have everything for a request to a name; with `newest` its keys are asked for now.

        Raises BadInput("cannot_ask") where it published no keys, Refused("quota"), and as the network does.
        """
        fresh = not newest and await self._others.is_fresh(scene, author)
        if not fresh or await self._others.usable(scene, author) is None:
            await self._others.refresh(scene, author)
        if await self._others.usable(scene, author) is None:
            # the server may have come back from a copy, and count from below again
            await self._others.refresh(scene, author, anew=True)
        if await self._others.usable(scene, author) is None:
            raise BadInput("cannot_ask", value=Asking.NO_KEYS.value)
        await self._franking.ensure(scene)
        token = await self._tokens.take(scene, TokenType.REQUEST)
        return Means(await self._queues.create(scene), token)


@dataclass(frozen=True, slots=True)
class Written:
    """A sealed request with what it was written from."""

    request: SealedRequest
    content: Content
    to: Usable


def write(
    tables: Tables,
    scene: Scene,
    author: bytes,
    means: Means,
    kind: ContentType,
    *,
    text: str = "",
    reset_of: bytes | None = None,
) -> Written:
    """Seal a request to a name; raises BadInput("cannot_ask") where its keys went, Refusal for unsound ones."""
    remember_cards(tables, scene)
    to = usable(tables, scene, author)
    if to is None:
        raise BadInput("cannot_ask", value=Asking.NO_KEYS.value)
    content = make(scene, kind, text=text, queue=means.queue.address)
    request = seal_request(
        scene.me(tables),
        scene.peer(to.card),
        to.payload,
        encode(content),
        franker(tables, scene),
        reset_of=reset_of,
        day=scene.day,
    )
    return Written(request, content, to)


def sealed_row(conversation: bytes, author: bytes, written: Written, means: Means, message: bytes | None) -> SealedRow:
    """A sealed request as it waits to be sent."""
    return SealedRow(
        conversation=conversation,
        message=message,
        peer=author,
        sealed=written.request.sealed,
        c2=written.request.c2,
        token=packed(means.token),
    )


def packed(token: Token) -> SecretBytes:
    """A token as the vault keeps it beside what it pays for."""
    kind, epoch = token.type.to_bytes(_SIZES[0], "big"), token.epoch.to_bytes(_SIZES[1], "big")
    return SecretBytes(kind + epoch + token.nonce + token.output)


def unpacked(data: SecretBytes) -> Token:
    """The token that was kept."""
    raw = data.reveal()
    kind = TokenType(raw[0])
    at = sum(_SIZES) + kind.nonce_size
    return Token(kind, int.from_bytes(raw[1 : sum(_SIZES)], "big"), raw[sum(_SIZES) : at], raw[at:])
