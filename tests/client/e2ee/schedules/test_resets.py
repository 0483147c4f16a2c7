"""Sessions that both sides begin anew at the same time (section 17)."""

from __future__ import annotations

from functools import cache

import pytest

from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.session import Session

from ..pair import Pair, Person
from .running import run
from .world import OnTheWay


@cache
def answered() -> Pair:
    return Pair().answered()


class Renewing:
    """A side that keeps its old session for receiving when a new one comes, and sends as section 17 says."""

    def __init__(self, person: Person, session: Session) -> None:
        self.person = person
        self.sessions = [session]
        self.own_ek = b""

    def began(self, session: Session, ek: bytes) -> None:
        self.own_ek = ek
        self.sessions.insert(0, session)

    def was_asked(self, session: Session, ek: bytes) -> None:
        """Both reset at once: that with the smaller key is for sending."""
        wins = not self.own_ek or ek < self.own_ek
        self.sessions.insert(0 if wins else 1, session)

    def read(self, item: OnTheWay) -> bytes:
        for place, session in enumerate(self.sessions):
            try:
                opened = self.person.read(session, item.frame, item.c2)
            except CannotDecrypt as problem:
                assert problem.code == "no_header"
                continue
            self.sessions[place] = opened.session
            return opened.content
        raise AssertionError("no session reads it")

    def write(self, content: bytes, to: Renewing) -> OnTheWay:
        sealed = self.person.write(self.sessions[0], content, to.person)
        self.sessions[0] = sealed.session
        return OnTheWay(sealed.frame, sealed.c2, content)


@pytest.mark.slow
def test_both_begin_anew_at_once() -> None:
    """Whatever is on the way in old and new sessions is read, and both send in the same one afterwards."""

    def schedule(plan: bytes) -> None:
        known = answered()
        ada, ben = Renewing(known.ada, known.at_ada), Renewing(known.ben, known.at_ben)
        to_ada = [ben.write(bytes([n]), ada) for n in range(plan[0] % 3)]
        to_ben = [ada.write(bytes([n]), ben) for n in range(plan[1] % 3)]
        of_ada = ada.person.ask(ben.person, b"anew", reset_of=known.at_ada.sid)
        of_ben = ben.person.ask(ada.person, b"anew", reset_of=known.at_ben.sid)
        ada.began(of_ada.session, of_ada.ek)
        ben.began(of_ben.session, of_ben.ek)
        if plan[2] % 2:
            to_ada.append(ben.write(b"before it came", ada))
            held = to_ada.pop()
        else:
            held = None
        opened = ben.person.read_request(of_ada.sealed, of_ada.c2)
        assert (opened.content, opened.reset_of, opened.ek) == (b"anew", known.at_ada.sid, of_ada.ek)
        ben.was_asked(opened.session, opened.ek)
        opened = ada.person.read_request(of_ben.sealed, of_ben.c2)
        ada.was_asked(opened.session, opened.ek)
        assert ada.sessions[0].sid == ben.sessions[0].sid == min((of_ada, of_ben), key=lambda one: one.ek).session.sid
        if held is not None:
            to_ada.insert(plan[3] % (len(to_ada) + 1), held)
        to_ben.insert(plan[3] % (len(to_ben) + 1), ada.write(b"after it came", ben))
        assert [ada.read(item) for item in to_ada] == [item.content for item in to_ada]
        assert [ben.read(item) for item in to_ben] == [item.content for item in to_ben]

    run("resets", schedule, longest=8)
