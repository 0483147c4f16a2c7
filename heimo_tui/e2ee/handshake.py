"""Setting up a session with somebody who is away: PQXDH without one-time keys (section 11)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.bundles import Bundle
from heimo_protocol.signing import lp
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.primitives.kdf import hkdf
from heimo_tui.e2ee.primitives.kem import ML_KEM

_INFO: Final = b"heimo/v1/pqxdh X25519 ML-KEM-768 SHA-256"
_PAD: Final = b"\xff" * 32


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agreed(Hidden):
    """What both sides hold afterwards: the first root key, two header keys and the associated data, 32 bytes each."""

    sk: bytes
    hka: bytes
    nhkb: bytes
    ad: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """All that is public in a set-up, from `initiator` (a name's key and IK) to the owner of a bundle."""

    server_id: bytes
    circle: bytes
    initiator: tuple[bytes, bytes]
    responder: tuple[bytes, bytes]
    bundle: Bundle
    payload: bytes
    ek: bytes
    ct: bytes

    def transcript(self, initiator_card: bytes, responder_card: bytes) -> bytes:
        """th, 32 bytes: it binds every public value, also the cards' payloads, into the keys."""
        context = b"".join(
            (
                self.server_id,
                self.circle,
                self.initiator[0],
                self.responder[0],
                self.bundle.number.to_bytes(4, "big"),
                *(hashlib.sha256(one).digest() for one in (initiator_card, responder_card, self.payload)),
            )
        )
        keys = (self.initiator[1], self.responder[1], self.bundle.spk, self.bundle.pqpk, b"", self.ek, self.ct)
        hashed = b"heimo/v1/pqxdh-transcript" + b"".join(map(lp, (context, *keys)))
        return hashlib.sha256(hashed).digest()


def offer(me: Me, peer: Peer, bundle: Bundle, payload: bytes, ek: bytes, ct: bytes) -> Offer:
    """What goes from oneself to a peer."""
    return Offer(me.server_id, me.circle, (me.author, me.ik), (peer.author, peer.ik), bundle, payload, ek, ct)


def offered(me: Me, peer: Peer, bundle: Bundle, payload: bytes, ek: bytes, ct: bytes) -> Offer:
    """What came from a peer to oneself."""
    return Offer(me.server_id, me.circle, (peer.author, peer.ik), (me.author, me.ik), bundle, payload, ek, ct)


def initiator_secret(me: Me, ek: X25519PrivateKey, peer_ik: bytes, bundle: Bundle) -> tuple[bytes, bytes]:
    """km, 128 bytes, with the private key `ek`, and the ciphertext for the other side.

    Raises ValueError for keys of low order or not well-formed.
    """
    ss, ct = ML_KEM.encapsulate(bundle.pqpk)
    return dh.exchange(me.dm, bundle.spk) + dh.exchange(ek, peer_ik) + dh.exchange(ek, bundle.spk) + ss, ct


def responder_secret(me: Me, secrets: BundleSecrets, peer_ik: bytes, ek: bytes, ct: bytes) -> bytes:
    """The same km, from the other side's public `ek` and ciphertext; raises ValueError likewise."""
    ss = ML_KEM.decapsulate(secrets.pqpk, ct)
    spk = dh.load(secrets.spk)
    return dh.exchange(spk, peer_ik) + dh.exchange(me.dm, ek) + dh.exchange(spk, ek) + ss


def agree(km: bytes, th: bytes) -> Agreed:
    """The keys of the session with this transcript."""
    out = hkdf(bytes(32), _PAD + km, _INFO + th, 96)
    ad = hashlib.sha256(b"heimo/v1/dm-ad" + th).digest()
    return Agreed(out[:32], out[32:64], out[64:], ad)
