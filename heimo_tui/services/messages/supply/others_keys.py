"""Keys of others: fetched by buckets, so that nobody is told to whom somebody is about to write (PROTOCOL 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from heimo_protocol.bundles import bucket_bits, bucket_of, open_bundle
from heimo_protocol.cards import open_card
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import BUNDLE_LIST, BundleEntry, BundleListArgs, BundleListResult
from heimo_tui.core.conversations import Standing
from heimo_tui.core.errors import Incompatible
from heimo_tui.core.views import Problem
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.rules.devices import is_next_device
from heimo_tui.services.messages.rules.times import FRESH_KEYS_SECONDS
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import PublishedKeys

_MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Usable:
    """A card and a bundle that a request can be written to: both envelopes, and the payload of the bundle."""

    card: bytes = field(repr=False)
    payload: bytes = field(repr=False)


class OthersKeys:
    """Lists bundles."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def is_fresh(self, scene: Scene, author: bytes) -> bool:
        """Whether the bucket of a name was asked for within a day."""
        asked = await self._ground.read(lambda tables: _asked_at(tables, scene, author))
        return 0 <= scene.now - asked < FRESH_KEYS_SECONDS

    async def refresh(self, scene: Scene, author: bytes, *, anew: bool = False) -> None:
        """Ask for what changed in the bucket that a name is in, or (`anew`) for all of it.

        Raises Tampering("bundle_bits") where the server wants the bucket to be smaller than the circle's size would
        have it, which could tell whom one asks for; and as the network does.
        """
        own = await self._ground.read(lambda tables: bucket_bits(_names(tables, scene)))
        bits = await self._ground.read(lambda tables: _last_bits(tables, scene, own))
        if anew:
            await self._ground.run(lambda tables: tables.mail.keys.forget_buckets(scene.id))
        for _ in range(_MOST_PAGES):
            answer = await self._ask(scene, bits, author)
            if answer.bits != bits:
                if not 0 <= answer.bits <= own + 1:
                    raise await self._ground.tampered(scene, "bundle_bits")
                bits = answer.bits
                continue
            await self._take(scene, answer, author)
            if not answer.more:
                return
        raise Incompatible("encoding", detail="bundle.list")

    async def usable(self, scene: Scene, author: bytes) -> Usable | None:
        """What a request to a name can be written to now, or None."""
        return await self._ground.read(lambda tables: usable(tables, scene, author))

    async def _ask(self, scene: Scene, bits: int, author: bytes) -> BundleListResult:
        bucket = bucket_of(author, bits)
        after, _ = await self._ground.read(lambda tables: tables.mail.keys.bucket(scene.id, bits, bucket))
        args = BundleListArgs(after=after, bits=bits, bucket=bucket)
        return await scene.place.calls.call(scene.context, BUNDLE_LIST, args, scene.signer)

    async def _take(self, scene: Scene, answer: BundleListResult, author: bytes) -> None:
        bits, bucket = answer.bits, bucket_of(author, answer.bits)
        checked = [_checked(scene, entry) for entry in answer.entries]
        found = [one for one in checked if one is not None and bucket_of(one.author, bits) == bucket]

        def work(tables: Tables) -> None:
            after, _ = tables.mail.keys.bucket(scene.id, bits, bucket)
            for one in found:
                _notice_device(tables, scene, one)
                tables.mail.keys.take(one)
            last = max([after, *(entry.version for entry in answer.entries)])
            tables.mail.keys.set_bucket(scene.id, bits, bucket, last, scene.now)

        await self._ground.run(work)
        await self._report(scene, checked)

    async def _report(self, scene: Scene, checked: Sequence[PublishedKeys | None]) -> None:
        if None in checked:
            await self._ground.problems.report(
                Problem(code=Code.SIG_INVALID.value, community=scene.place.id, circle=scene.id, detail="bundle")
            )


def _notice_device(tables: Tables, scene: Scene, one: PublishedKeys) -> None:
    """Let a conversation be renewed whose other side has a new device: nothing that is sent now can be read there."""
    known = tables.mail.keys.of(scene.id, one.author)
    row = tables.mail.conversations.with_peer(scene.id, scene.key, one.author)
    if known is None or row is None or row.standing is not Standing.OPEN:
        return
    if is_next_device(known.number, one.number):
        sessions.retire(tables, row.id, scene.now)
        tables.mail.conversations.update(row.id, renew=True)


def usable(tables: Tables, scene: Scene, author: bytes) -> Usable | None:
    """The newest card and bundle of a name, or None where there are none, or they are too old."""
    known = tables.mail.keys.of(scene.id, author)
    if known is None:
        return None
    try:
        _, payload = open_bundle(known.bundle, circle=scene.id, author=author, day=scene.day)
        card, _ = open_card(known.card, server_id=scene.place.id, circle=scene.id)
    except Refusal:
        return None
    member = tables.members.get(scene.id, author)
    # a server that shows an older card than the log has is not followed
    newer = member is not None and member.card is not None and member.card_seq > card.seq
    return Usable(member.card if newer and member is not None and member.card is not None else known.card, payload)


def _checked(scene: Scene, entry: BundleEntry) -> PublishedKeys | None:
    """What the server gave of a name, or None where a signature does not hold."""
    try:
        card, _ = open_card(entry.card, server_id=scene.place.id, circle=scene.id)
        bundle, _ = open_bundle(entry.bundle, circle=scene.id, author=card.author)
    except Refusal:
        return None
    return PublishedKeys(
        circle_id=scene.id,
        author=card.author,
        card=entry.card,
        bundle=entry.bundle,
        number=bundle.number,
        expires_day=bundle.expires,
    )


def _names(tables: Tables, scene: Scene) -> int:
    return len(tables.members.of(scene.id))


def _last_bits(tables: Tables, scene: Scene, own: int) -> int:
    """The number of bits that worked last, where it still may; it spares asking twice."""
    asked = {bits: at for bits in (own, own + 1) if (at := tables.mail.keys.asked(scene.id, bits)) > 0}
    return max(asked, key=lambda bits: asked[bits], default=own)


def _asked_at(tables: Tables, scene: Scene, author: bytes) -> float:
    own = bucket_bits(_names(tables, scene))
    return max(tables.mail.keys.bucket(scene.id, bits, bucket_of(author, bits))[1] for bits in range(own + 2))
