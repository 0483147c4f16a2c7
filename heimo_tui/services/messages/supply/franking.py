"""The week's leave to write, without which nobody's program shows a message (PROTOCOL 15.1)."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.errors import Refusal
from heimo_protocol.franking import SEED_SIZE, FrankToken, read_token, week_of
from heimo_protocol.operations import FRANK_TOKEN, FrankTokenArgs
from heimo_protocol.signing import public_bytes
from heimo_tui.core.errors import BadInput, HeimoError
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.franking import Franker
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Frank

_OLDEST_WEEKS = 4
"""A week less than readers take: a message may wait before it is stamped."""


class Franking:
    """Draws franking tokens."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def ensure(self, scene: Scene) -> None:
        """Have one that still counts for a while; raises as the network does where there is none and none to get."""
        week = week_of(scene.hour)
        known = await self._ground.read(lambda tables: tables.mail.keys.frank(scene.id, scene.key))
        if known is not None and known.week >= week:
            return
        try:
            await self.draw(scene)
        except HeimoError:
            if known is None or known.week < week - _OLDEST_WEEKS:
                raise

    async def draw(self, scene: Scene) -> None:
        """Draw this week's; raises Refused, Tampering, and as the network does."""
        answer = await scene.place.calls.call(scene.context, FRANK_TOKEN, FrankTokenArgs(), scene.signer)
        try:
            token = read_token(answer.token, scene.frank_key)
        except Refusal:
            raise await self._ground.tampered(scene, "proof_invalid") from None
        if not _fits(answer.seed, token):
            raise await self._ground.tampered(scene, "proof_invalid")
        frank = Frank(week=token.week, seed=SecretBytes(answer.seed), token=SecretBytes(answer.token))
        await self._ground.run(lambda tables: tables.mail.keys.set_frank(scene.id, scene.key, frank))


def _fits(seed: bytes, token: FrankToken) -> bool:
    """Whether the token is for this key: with another, nobody would show what one writes."""
    return len(seed) == SEED_SIZE and public_bytes(Ed25519PrivateKey.from_private_bytes(seed)) == token.key


def franker(tables: Tables, scene: Scene) -> Franker:
    """What frames are franked with; raises BadInput("no_frank") where `Franking.ensure` was not asked before."""
    known = tables.mail.keys.frank(scene.id, scene.key)
    if known is None:
        raise BadInput("no_frank")
    return Franker(known.seed, known.token.reveal())
