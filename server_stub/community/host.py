"""What the host does in the community's circles, by the owner keys kept on the server."""

import secrets as random
import time
from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.anonymity.invites import Invite, InviteLink, write_link
from heimo_protocol.anonymity.tokens import TokenType, epoch_of, invite_tag, recompute
from heimo_protocol.circles import CircleSettings, Genesis, open_genesis
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Body, Kind, ModerationBody, SettingsBody
from heimo_protocol.signing import public_bytes, seal
from server_stub.authoring import Pen
from server_stub.operations import admission
from server_stub.operations.access import require_circle
from server_stub.operations.circles import require_list_room
from server_stub.operations.placing import Placed, Terms
from server_stub.profile import Profile
from server_stub.secrets import Secrets
from server_stub.store.base import Store, WriteTxn
from server_stub.store.rows import CircleRow


class NotOurs(Exception):
    """The circle's owner key is not on this server: its owner decides, not the host."""


class Host:
    """Writes circles and decisions into a store, also while the server runs on it.

    `descriptor` is the one in force, as it travels; `clock` gives unix seconds.
    """

    def __init__(
        self,
        store: Store,
        secrets: Secrets,
        profile: Profile,
        descriptor: bytes,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.store = store
        self._secrets = secrets
        self._profile = profile
        self._descriptor = descriptor
        self._clock = clock

    @property
    def hour(self) -> int:
        """Hours since 1970-01-01."""
        return int(self._clock() // 3600)

    def invite(self) -> str:
        """A new invite as a link; good for this token epoch and the next."""
        return make_invite(self._secrets, self._profile, self._clock())

    async def create_circle(self, settings: CircleSettings, entry_code: str | None = None) -> CircleRow:
        """Make a circle that the host owns; raises Refusal where the settings are not valid or there is no room."""
        settings.require_valid()
        private = Ed25519PrivateKey.generate()
        genesis = Genesis(
            owner=public_bytes(private),
            random=random.token_bytes(16),
            server=self._secrets.server_id,
            space=None,
            moderators=[],
            settings=settings,
        )
        signed = seal(private, "genesis", genesis).to_bytes()
        circle = open_genesis(signed, self._secrets.server_id)
        row = CircleRow(
            id=circle.id,
            space=circle.space,
            owner=genesis.owner,
            genesis=signed,
            settings_event=None,
            settings=settings,
            head_seq=0,
            head=circle.first_head,
            entry_code=None if entry_code is None else self._secrets.entry_mac(entry_code),
        )
        await self.store.read(lambda txn: require_list_room(txn, row))
        self._secrets.keep_owner(circle.id, private)
        await self.store.write(lambda txn: txn.add_circle(row, []))
        return row

    async def change_circle(self, circle: bytes, settings: CircleSettings) -> Placed:
        """Write a SETTINGS event; raises NotOurs or Refusal."""
        settings.require_valid()
        return await self._write(circle, Kind.SETTINGS, SettingsBody(settings=settings))

    async def set_entry_code(self, circle: bytes, entry_code: str | None) -> None:
        """Replace what opens a private circle, or close its door."""
        mac = None if entry_code is None else self._secrets.entry_mac(entry_code)
        await self.store.write(lambda txn: txn.set_entry_code(circle, mac))

    async def erase_circle(self, circle: bytes) -> None:
        """Remove a circle with all that is in it, and destroy its owner key; without one it changes nothing."""
        await self.store.write(lambda txn: txn.erase_circle(circle))
        self._secrets.forget_owner(circle)

    async def decide(self, circle: bytes, body: ModerationBody) -> Placed:
        """Write a MODERATION event as the circle's owner; raises NotOurs or Refusal."""
        return await self._write(circle, Kind.MODERATION, body)

    async def _write(self, circle: bytes, kind: Kind, body: Body) -> Placed:
        private = self._secrets.owner(circle)
        if private is None:
            raise NotOurs
        now = self._clock()
        pen = Pen(private, now, self._descriptor)
        terms = Terms(now=now, server_id=self._secrets.server_id, limits=self._profile.limits)

        def put(txn: WriteTxn) -> Placed:
            return admission.put(txn, pen.write(txn, require_circle(txn, circle), kind, body), terms)

        return await self.store.write(put)


def make_invite(secrets: Secrets, profile: Profile, now: float) -> str:
    """Make an invite link with the server's own key, at a time in unix seconds.

    Raises Refusal with INVITE_INVALID while invites were given up.
    """
    kind = TokenType.INVITE
    if not secrets.token_epochs(int(now // 86_400)):
        raise Refusal(Code.INVITE_INVALID, "the keys were rotated at once, and the new ones do not count yet")
    key = secrets.token_key(kind, epoch_of(int(now // 86_400)))
    nonce = random.token_bytes(kind.nonce_size)
    invite = Invite(nonce, invite_tag(recompute(key, nonce)))
    return write_link(InviteLink(profile.host, secrets.root_public, invite))


def edited(settings: CircleSettings, changes: dict[str, object]) -> CircleSettings:
    """The settings with the fields of `changes` that are not None; raises Refusal where they are not valid."""
    changed = msgspec.structs.replace(settings, **{k: v for k, v in changes.items() if v is not None})
    changed.require_valid()
    return changed
