"""States of the second implementation as the program keeps them, to be read from or compared."""

from dataclasses import replace

from heimo_tui.e2ee.session import Session
from heimo_tui.e2ee.skipped import Skipped

from . import kem, ratchet
from .notation import dh_public


def as_program(state: ratchet.State) -> Session:
    """A state of the second implementation as the program's; what only the program keeps beside it is empty."""
    chains: dict[bytes, dict[int, tuple[bytes, int]]] = {}
    for hk, n, mk, day in ratchet.skipped(state):
        chains.setdefault(hk, {})[n] = (mk, day)
    started = bool(state["CT"])
    return Session(
        sid=state["ad"][:16],
        ad=state["ad"],
        peer_card=bytes(32),
        created=ratchet.number(state, "created"),
        last=ratchet.number(state, "last"),
        rk=state["rk"],
        dh=state["DHs"],
        dh_public=dh_public(state["DHs"]) if started else b"",
        pq=state["PQs"],
        pq_public=kem.public(state["PQs"]) if started else b"",
        ct=state["CT"],
        hks=state["HKs"] or None,
        hkr=state["HKr"] or None,
        nhks=state["NHKs"],
        nhkr=state["NHKr"],
        cks=state["CKs"] or None,
        ckr=state["CKr"] or None,
        ns=ratchet.number(state, "Ns"),
        nr=ratchet.number(state, "Nr"),
        pn=ratchet.number(state, "PN"),
        skipped=Skipped(chains),
    )


def stripped(session: Session) -> bytes:
    """A session without what only the program keeps, to be compared with `as_program`."""
    return replace(session, token=b"", peer_card=bytes(32)).to_bytes()
