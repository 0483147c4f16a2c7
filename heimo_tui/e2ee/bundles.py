"""Making a prekey bundle, and what must be kept of it to read what comes (section 10)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.bundles import Bundle
from heimo_protocol.encoding import decode
from heimo_protocol.limits import BUNDLE_DAYS
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.e2ee import stored
from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.dh import Rand
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.primitives.kem import ML_KEM

_VERSION: Final = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BundleSecrets(Hidden):
    """The private part: `spk` X25519 32, `pqpk` ML-KEM seed 64, `seal` ML-KEM seed 64 || X25519 32.

    `number` and `payload` (the signed bytes) are those of the public part. Three key pairs that share nothing.
    """

    number: int
    spk: bytes
    pqpk: bytes
    seal: bytes
    payload: bytes

    @property
    def bundle(self) -> Bundle:
        """The public part."""
        return decode(self.payload, Bundle)

    def to_bytes(self) -> bytes:
        """What to keep, in an encrypted store only."""
        fields = ("number", "spk", "pqpk", "seal", "payload")
        return stored.dump(_VERSION, {name: getattr(self, name) for name in fields})

    @classmethod
    def from_bytes(cls, data: bytes) -> BundleSecrets:
        """What was kept; raises StoreProblem with CORRUPT or NEWER."""
        _, fields = stored.load(data, newest=_VERSION)
        return stored.shaped(fields, cls)


def make_bundle(
    signing: Ed25519PrivateKey, circle: bytes, number: int, day: int, *, rand: Rand = os.urandom
) -> tuple[BundleSecrets, bytes]:
    """Fresh keys for the name `signing` in a circle: what to keep, and the signed bundle to publish.

    `number` counts a name's bundles; `day` is since 1970-01-01.
    """
    spk, seal_dh = dh.generate(rand), dh.generate(rand)
    pqpk, pqpk_public = ML_KEM.generate(rand)
    seal_seed, seal_kem = ML_KEM.generate(rand)
    envelope = seal(
        signing,
        "bundle",
        Bundle(
            circle=circle,
            author=public_bytes(signing),
            number=number,
            spk=dh.public_of(spk),
            pqpk=pqpk_public,
            seal=seal_kem + dh.public_of(seal_dh),
            made=day,
            expires=day + BUNDLE_DAYS,
        ),
    )
    secrets = BundleSecrets(
        number=number,
        spk=spk.private_bytes_raw(),
        pqpk=pqpk,
        seal=seal_seed + seal_dh.private_bytes_raw(),
        payload=envelope.payload,
    )
    return secrets, envelope.to_bytes()
