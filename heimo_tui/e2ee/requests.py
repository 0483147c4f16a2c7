"""Sealed requests: the first message to somebody, which names its sender to the recipient only (section 11.1)."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from heimo_protocol.bundles import Bundle
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import FRAME_CLASSES, SEALED_REQUEST_BYTES
from heimo_protocol.mail import Opening
from heimo_protocol.signing import ID_SIZE, h256
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee import handshake, messages, ratchet
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.franking import Evidence, Franker
from heimo_tui.e2ee.messages import Opened
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.dh import Rand
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.primitives.kem import ML_KEM
from heimo_tui.e2ee.primitives.sealing import HPKE_OVERHEAD, seal_to, unseal_with
from heimo_tui.e2ee.session import Session

_PLAIN_SIZE: Final = SEALED_REQUEST_BYTES - HPKE_OVERHEAD
_FRAME_SIZE: Final = FRAME_CLASSES[0]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SealedRequest(Hidden):
    """A sealed request with its commitment, the session that it opens, and its public ephemeral key `ek` (32)."""

    session: Session
    sealed: bytes
    c2: bytes
    ek: bytes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OpenedRequest(Hidden):
    """Who asks what, and the session to answer in.

    `bundle` is the number of the bundle it was written to: remember that `ek` was used with it, and take no second
    request with the same. `reset_of` (16) is the session that this one is to replace.
    """

    session: Session
    peer: Peer
    content: bytes
    evidence: Evidence
    ek: bytes
    bundle: int
    reset_of: bytes | None


def seal_request(
    me: Me,
    peer: Peer,
    bundle_payload: bytes,
    content: bytes,
    franker: Franker,
    *,
    reset_of: bytes | None,
    day: int,
    rand: Rand = os.urandom,
) -> SealedRequest:
    """Open a session with the name of a checked bundle, and seal its first message, which must fit the smallest frame.

    Raises BadEncoding where a key in the bundle or the card is unsound, ValueError for content that is too large.
    """
    bundle = decode(bundle_payload, Bundle)
    try:
        session, ek, ct = _begin(me, peer, bundle, bundle_payload, day, rand)
    except ValueError:
        raise BadEncoding("keys of a bundle") from None
    first = messages.encrypt(session, content, franker, circle=me.circle, recipient=peer.author, day=day, rand=rand)
    if len(first.frame) != _FRAME_SIZE:
        raise ValueError("content is too large for a request")
    card = me.cards[0].to_bytes()
    opening = encode(Opening(circle=me.circle, card=card, ek=ek, ct=ct, bundle=bundle.number, reset_of=reset_of))
    plain = len(opening).to_bytes(2, "big") + opening + first.frame
    info = _info(me.server_id, me.circle, peer.author, bundle_payload, first.c2)
    try:
        sealed = seal_to(bundle.seal, info, plain.ljust(_PLAIN_SIZE, b"\0"))
    except ValueError:
        raise BadEncoding("seal key of a bundle") from None
    return SealedRequest(first.session, sealed, first.c2, ek)


def _begin(me: Me, peer: Peer, bundle: Bundle, payload: bytes, day: int, rand: Rand) -> tuple[Session, bytes, bytes]:
    """The session with its public ephemeral key and ciphertext."""
    private = dh.generate(rand)
    ek = dh.public_of(private)
    km, ct = handshake.initiator_secret(me, private, peer.ik, bundle)
    th = handshake.offer(me, peer, bundle, payload, ek, ct).transcript(me.cards[0].payload, peer.payload)
    peer_card = hashlib.sha256(peer.payload).digest()
    session = ratchet.start_initiator(
        handshake.agree(km, th), bundle.spk, bundle.pqpk, peer_card=peer_card, day=day, kem=ML_KEM, rand=rand
    )
    return session, ek, ct


def open_request(
    sealed: bytes,
    c2: bytes,
    *,
    me: Me,
    bundles: Sequence[BundleSecrets],
    frank_key: bytes,
    hour: int,
    day: int,
    rand: Rand = os.urandom,
) -> OpenedRequest:
    """Open a request that came with the commitment `c2`, stamped in `hour`, with whichever bundle it was sealed to.

    Raises CannotDecrypt: no_header where no bundle or none of one's cards fits, bad_frame for what is not well-formed,
    bad_body, or not_reportable.
    """
    secrets, plain = _unseal(sealed, c2, me, bundles)
    opening, frame = _take_apart(plain)
    if opening.circle != me.circle or opening.bundle != secrets.number:
        raise CannotDecrypt("bad_frame")
    try:
        peer = Peer.read(opening.card, server_id=me.server_id, circle=me.circle)
        km = handshake.responder_secret(me, secrets, peer.ik, opening.ek, opening.ct)
    except (Refusal, ValueError):
        raise CannotDecrypt("bad_frame") from None
    offer = handshake.offered(me, peer, secrets.bundle, secrets.payload, opening.ek, opening.ct)
    decrypt = functools.partial(
        messages.decrypt,
        frame=frame,
        c2=c2,
        circle=me.circle,
        me=me.author,
        frank_key=frank_key,
        hour=hour,
        day=day,
        rand=rand,
    )
    opened = _first_that_opens(_sessions(offer, km, me, secrets, peer, day), decrypt)
    if opened.evidence is None:
        raise CannotDecrypt(opened.problem)
    return OpenedRequest(
        session=opened.session,
        peer=peer,
        content=opened.content,
        evidence=opened.evidence,
        ek=opening.ek,
        bundle=secrets.number,
        reset_of=opening.reset_of,
    )


def _unseal(sealed: bytes, c2: bytes, me: Me, bundles: Sequence[BundleSecrets]) -> tuple[BundleSecrets, bytes]:
    if len(sealed) != SEALED_REQUEST_BYTES:
        raise CannotDecrypt("bad_frame")
    for secrets in bundles:
        info = _info(me.server_id, me.circle, me.author, secrets.payload, c2)
        plain = unseal_with(secrets.seal, info, sealed)
        if plain is not None:
            return secrets, plain
    raise CannotDecrypt("no_header")


def _take_apart(plain: bytes) -> tuple[Opening, bytes]:
    """The opening, and the first frame."""
    frame_at = 2 + int.from_bytes(plain[:2], "big")
    frame_end = frame_at + _FRAME_SIZE
    if frame_end > len(plain) or plain[frame_end:] != bytes(len(plain) - frame_end):
        raise CannotDecrypt("bad_frame")
    try:
        opening = decode(plain[2:frame_at], Opening)
    except BadEncoding:
        raise CannotDecrypt("bad_frame") from None
    if opening.v != 1 or (opening.reset_of is not None and len(opening.reset_of) != ID_SIZE):
        raise CannotDecrypt("bad_frame")
    return opening, plain[frame_at:frame_end]


def _sessions(
    offer: handshake.Offer, km: bytes, me: Me, secrets: BundleSecrets, peer: Peer, day: int
) -> Iterator[Session]:
    """The session under the transcript with each of one's cards: which one the sender saw is not said."""
    peer_card = hashlib.sha256(peer.payload).digest()
    for card in me.cards:
        agreed = handshake.agree(km, offer.transcript(peer.payload, card.payload))
        yield ratchet.start_responder(agreed, secrets.spk, secrets.pqpk, peer_card=peer_card, day=day)


def _first_that_opens(sessions: Iterator[Session], decrypt: Callable[[Session], Opened]) -> Opened:
    for session in sessions:
        try:
            return decrypt(session)
        except CannotDecrypt as problem:
            if problem.code != "no_header":
                raise
    raise CannotDecrypt("no_header")


def _info(server_id: bytes, circle: bytes, recipient: bytes, bundle_payload: bytes, c2: bytes) -> bytes:
    return h256("request", server_id + circle + recipient + hashlib.sha256(bundle_payload).digest() + c2)
