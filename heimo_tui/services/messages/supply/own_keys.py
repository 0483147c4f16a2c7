"""One's own bundle: published, replaced every few days, its secrets erased when no request can need them."""

from __future__ import annotations

import hashlib

from heimo_protocol.cards import open_card
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import CardBody, open_event
from heimo_protocol.limits import BUNDLE_ROTATE_DAYS
from heimo_protocol.operations import BUNDLE_PUT, BundlePutArgs
from heimo_protocol.signing import Envelope
from heimo_tui.core.errors import Refused
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.bundles import make_bundle
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.rules.devices import next_device
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import OwnBundle


class OwnKeys:
    """Publishes bundles."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def is_due(self, scene: Scene) -> bool:
        """Whether there is no bundle at the server, or it is time for the next."""
        known = await self._ground.read(lambda tables: tables.mail.keys.bundles(scene.id, scene.key))
        return not known or not known[0].published or scene.day - known[0].made_day >= BUNDLE_ROTATE_DAYS

    async def publish(self, scene: Scene) -> None:
        """Make the next bundle and publish it, or publish what was made and did not arrive.

        What waits has to be fetched before: the secrets of old bundles go. Raises Refused, and as the network does.
        """
        newest = await self._newest(scene)
        try:
            await self._put(scene, newest)
        except Refused as problem:
            if problem.code != Code.SEQ_CONFLICT or problem.value is None:
                raise
            # this name published from another device before, whose sessions are not here
            number = next_device(problem.value)
            await self._put(scene, await self._ground.run(lambda tables: _make(tables, scene, number)))

    async def _newest(self, scene: Scene) -> OwnBundle:
        def work(tables: Tables) -> OwnBundle:
            remember_cards(tables, scene)
            known = tables.mail.keys.bundles(scene.id, scene.key)
            fresh = bool(known) and scene.day - known[0].made_day < BUNDLE_ROTATE_DAYS
            return known[0] if fresh else _make(tables, scene, known[0].number + 1 if known else 1)

        return await self._ground.run(work)

    async def _put(self, scene: Scene, bundle: OwnBundle) -> None:
        await scene.place.calls.call(scene.context, BUNDLE_PUT, BundlePutArgs(bundle=bundle.bundle), scene.signer)
        await self._ground.run(lambda tables: tables.mail.keys.published(scene.id, scene.key, bundle.number))


def _make(tables: Tables, scene: Scene, number: int) -> OwnBundle:
    secrets, envelope = make_bundle(scene.place.circle_keys(scene.circle).pseudonym, scene.id, number, scene.day)
    made = OwnBundle(
        circle_id=scene.id,
        me=scene.key,
        number=number,
        secrets=SecretBytes(secrets.to_bytes()),
        bundle=envelope,
        made_day=scene.day,
    )
    tables.mail.keys.add_bundle(made)
    return made


def remember_cards(tables: Tables, scene: Scene) -> None:
    """Take in the cards that one showed: the newest, and those that the log has."""
    member = tables.members.get(scene.id, scene.key)
    cards = [] if member is None or member.card is None else [member.card]
    for event in tables.mail.exchanges.cards(scene.id, scene.key):
        try:
            body = open_event(event).body
        except Refusal:
            continue
        if isinstance(body, CardBody):
            cards.append(body.card)
    for card in cards:
        try:
            opened, payload = open_card(card, server_id=scene.place.id, circle=scene.id)
            Envelope.from_bytes(card)
        except (Refusal, BadEncoding):
            continue
        digest = hashlib.sha256(payload).digest()
        tables.mail.keys.remember_card(scene.id, scene.key, digest, card, opened.seq, scene.day)
