"""One community as it is reached: its descriptor, its connections, and the person's keys there."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from heimo_protocol.descriptor import FACE_SIZE, Descriptor, ServerMode
from heimo_protocol.requests import Mode
from heimo_tui.config import Config
from heimo_tui.core.errors import BadInput
from heimo_tui.core.pins import require_successor
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.identity.keys import CircleKeys, ServerKeys
from heimo_tui.network.calls import Calls, Signer
from heimo_tui.network.contexts import Context, ContextKind, Contexts, Route
from heimo_tui.network.descriptor import Fetched, fetch
from heimo_tui.vault.tables import Circle, Community

DAY = 86_400


class Place:
    """A community with its network. `row` is what the vault has of it; `use` replaces it."""

    def __init__(
        self,
        row: Community,
        descriptor: Descriptor,
        digest: bytes,
        *,
        config: Config,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.row = row
        self.descriptor = descriptor
        self.descriptor_hash = digest
        self.descriptor_read = 0.0
        self._clock = clock
        route = route_to(row.urls[0], config, onion_only=bool(descriptor.mode & ServerMode.ONION_ONLY))
        self.contexts = Contexts(route)
        self.calls = Calls(self.contexts, row.server_id, clock=clock)
        self._reading: dict[bytes, Context] = {}

    @property
    def id(self) -> bytes:
        """The server id, 32 bytes."""
        return self.row.server_id

    @property
    def keys(self) -> ServerKeys:
        """The person's keys here; raises BadInput("not_registered")."""
        if self.row.prk is None or self.row.credential is None:
            raise BadInput("not_registered")
        return ServerKeys(self.row.prk)

    @property
    def credential(self) -> SecretBytes:
        """The membership credential; raises BadInput("not_registered")."""
        if self.row.credential is None:
            raise BadInput("not_registered")
        return self.row.credential

    @property
    def registered(self) -> bool:
        """Whether the person may join circles here."""
        return self.row.credential is not None

    def circle_keys(self, circle: Circle) -> CircleKeys:
        """The keys of the person's name in a circle."""
        return self.keys.circle(circle.circle_id, circle.epoch)

    def account_signer(self) -> Signer:
        """Sign as the account."""
        return Signer(self.keys.account, Mode.ACCOUNT)

    def signer(self, circle: Circle) -> Signer:
        """Sign as the person's name in a circle."""
        return Signer(self.circle_keys(circle).pseudonym, Mode.NAME)

    def reading(self, circle: bytes) -> Context:
        """The context in which a circle is read: nothing else goes through it."""
        return self._reading.setdefault(circle, Context(ContextKind.NAME, b"read" + secrets.token_bytes(8)))

    def writing(self, key: bytes) -> Context:
        """The context in which one name writes."""
        return Context(ContextKind.NAME, key)

    def use(self, row: Community) -> None:
        """Take a newer row of the same community."""
        self.row = row

    def gave(self, dh: bytes) -> bool:
        """Whether the first 8 bytes of a descriptor's hash are those of the one known here, or of one before it.

        Of more than MAX_EARLIER nobody can tell any more, and everything is taken.
        """
        descriptor = self.descriptor
        if dh == self.descriptor_hash[:FACE_SIZE] or dh in descriptor.earlier:
            return True
        return descriptor.seq > len(descriptor.earlier)

    async def renew_descriptor(self, max_age: float = DAY) -> Fetched | None:
        """Fetch the descriptor when the one known was read longer ago, and take it where it is new.

        Raises Tampering for one that must not follow the one known, and as the network does.
        """
        if self._clock() - self.descriptor_read < max_age:
            return None
        fetched = await fetch(self.contexts, self.row.root_pub)
        require_successor(
            self.descriptor, self.descriptor_hash, fetched.descriptor, fetched.hash, where=self.row.server_id
        )
        self.descriptor_read = self._clock()
        if fetched.hash == self.descriptor_hash:
            return None
        self.descriptor, self.descriptor_hash = fetched.descriptor, fetched.hash
        self.row = with_descriptor(self.row, fetched)
        return fetched

    async def close(self) -> None:
        """Close every connection."""
        await self.contexts.close_all()


def route_to(address: str, config: Config, *, onion_only: bool = False) -> Route:
    """How to reach an address under these settings."""
    return Route(address, proxy=config.proxy, tor_required=config.tor_required or onion_only)


def with_descriptor(row: Community, fetched: Fetched) -> Community:
    """The row of a community whose descriptor was read; its address stays the one the person gave."""
    descriptor = fetched.descriptor
    return replace(
        row,
        name=descriptor.name,
        descriptor=fetched.data,
        descriptor_seq=descriptor.seq,
        settings=row.settings | {"invite_only": bool(descriptor.mode & ServerMode.INVITE_ONLY)},
    )
