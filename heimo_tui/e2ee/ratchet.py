"""The hybrid Double Ratchet with header encryption: which key is next, on either side (sections 12.3, 12.6, 12.7).

Every function returns a new session; whoever gets an exception still holds the one before.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace

from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.frames import Header
from heimo_tui.e2ee.handshake import Agreed
from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.dh import Rand
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.primitives.kdf import chain_step, root_step
from heimo_tui.e2ee.primitives.kem import Kem
from heimo_tui.e2ee.session import Session
from heimo_tui.e2ee.skipped import MAX_PER_STEP, Skipped


def start_initiator(
    agreed: Agreed, spk: bytes, pqpk: bytes, *, peer_card: bytes, day: int, kem: Kem, rand: Rand
) -> Session:
    """The side that asks: it can send at once, to the public keys of a bundle."""
    own_dh = dh.generate(rand)
    own_pq, pq_public = kem.generate(rand)
    ss, ct = kem.encapsulate(pqpk)
    rk, cks, nhks = root_step(agreed.sk, dh.exchange(own_dh, spk), ss)
    return Session(
        sid=agreed.ad[:16],
        ad=agreed.ad,
        peer_card=peer_card,
        created=day,
        last=day,
        rk=rk,
        dh=own_dh.private_bytes_raw(),
        dh_public=dh.public_of(own_dh),
        pq=own_pq,
        pq_public=pq_public,
        ct=ct,
        hks=agreed.hka,
        hkr=None,
        nhks=nhks,
        nhkr=agreed.nhkb,
        cks=cks,
        ckr=None,
        ns=0,
        nr=0,
        pn=0,
        skipped=Skipped(),
    )


def start_responder(agreed: Agreed, spk: bytes, pqpk: bytes, *, peer_card: bytes, day: int) -> Session:
    """The side that was asked, with the private keys of its bundle: it can send after it received."""
    return Session(
        sid=agreed.ad[:16],
        ad=agreed.ad,
        peer_card=peer_card,
        created=day,
        last=day,
        rk=agreed.sk,
        dh=spk,
        dh_public=b"",
        pq=pqpk,
        pq_public=b"",
        ct=b"",
        hks=None,
        hkr=None,
        nhks=agreed.nhkb,
        nhkr=agreed.hka,
        cks=None,
        ckr=None,
        ns=0,
        nr=0,
        pn=0,
        skipped=Skipped(),
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Outgoing(Hidden):
    """The session after a message, with the header, header key and message key of that message."""

    session: Session
    header: Header
    hk: bytes
    mk: bytes


def next_sending(session: Session) -> Outgoing:
    """Advance the sending chain; raises ValueError before a responder received anything."""
    if session.cks is None or session.hks is None:
        raise ValueError("this side must receive first")
    cks, mk = chain_step(session.cks)
    header = Header(session.dh_public, session.pq_public, session.ct, session.pn, session.ns)
    return Outgoing(replace(session, cks=cks, ns=session.ns + 1), header, session.hks, mk)


def header_keys(session: Session) -> Iterator[bytes]:
    """Header keys that may open what comes, the likely ones first; no header opens under two of them."""
    likely = [session.nhkr] if session.hkr is None else [session.hkr, session.nhkr]
    yield from likely
    for hk in session.skipped.header_keys:
        if not hmac.compare_digest(hk, likely[0]):
            yield hk


def receive(session: Session, hk: bytes, header: Header, *, day: int, kem: Kem, rand: Rand) -> tuple[Session, bytes]:
    """The session after the message with this header, which `hk` opened, and the message's key.

    Raises CannotDecrypt with duplicate, too_many_skipped, or bad_frame where the keys in the header are unsound.
    """
    late = session.skipped.find(hk, header.number)
    if late is not None:
        return replace(session, skipped=session.skipped.without(hk, header.number)), late
    if hmac.compare_digest(hk, session.nhkr):
        session = _step(_skip(session, header.previous, day), header, kem, rand)
    elif session.hkr is None or not hmac.compare_digest(hk, session.hkr) or header.number < session.nr:
        raise CannotDecrypt("duplicate")
    session = _skip(session, header.number, day)
    if session.ckr is None:
        raise AssertionError("a step makes a receiving chain")
    ckr, mk = chain_step(session.ckr)
    return replace(session, ckr=ckr, nr=header.number + 1), mk


def _skip(session: Session, until: int, day: int) -> Session:
    """Keep the keys of the messages before number `until` of the receiving chain."""
    if session.ckr is None or session.hkr is None or until <= session.nr:
        return session
    if until - session.nr > MAX_PER_STEP:
        raise CannotDecrypt("too_many_skipped")
    ckr, keys = session.ckr, []
    for number in range(session.nr, until):
        ckr, mk = chain_step(ckr)
        keys.append((number, mk))
    return replace(session, ckr=ckr, nr=until, skipped=session.skipped.adding(session.hkr, keys, day))


def _step(session: Session, header: Header, kem: Kem, rand: Rand) -> Session:
    """Mix the other side's new keys in, then own new ones, so that whoever stole the session loses it again."""
    try:
        ss = kem.decapsulate(session.pq, header.ct)
        rk, ckr, nhkr = root_step(session.rk, dh.exchange(dh.load(session.dh), header.dh), ss)
        own_dh = dh.generate(rand)
        own_pq, pq_public = kem.generate(rand)
        ss, ct = kem.encapsulate(header.pq)
        rk, cks, nhks = root_step(rk, dh.exchange(own_dh, header.dh), ss)
    except ValueError:
        raise CannotDecrypt("bad_frame") from None
    return replace(
        session,
        rk=rk,
        dh=own_dh.private_bytes_raw(),
        dh_public=dh.public_of(own_dh),
        pq=own_pq,
        pq_public=pq_public,
        ct=ct,
        hks=session.nhks,
        hkr=session.nhkr,
        nhks=nhks,
        nhkr=nhkr,
        cks=cks,
        ckr=ckr,
        pn=session.ns,
        ns=0,
        nr=0,
    )
