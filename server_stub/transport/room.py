"""What all connections of a server take together, and who has to leave when that is too much.

Everything is bounded over all connections, since a bound for each, times thousands of them, is none. Who makes room is
always who has kept the server waiting longest: an honest client sends its request at once and takes its answer at once,
so that it is never the oldest for long, while somebody who holds many connections open holds the oldest ones.
"""

from typing import Protocol

import msgspec


class Guest(Protocol):
    """A connection."""

    def make_room(self) -> None:
        """Leave: the server has waited for this connection's bytes longer than for any other's."""

    def cut(self) -> None:
        """Drop what was not taken, and the connection with it."""


class RoomLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Connections, bytes of request bodies in memory, and bytes of answers that wait to be taken; of all together."""

    connections: int
    body_bytes: int
    unsent_bytes: int


class Room:
    """Counts what connections take; not for use from other threads."""

    def __init__(self, limits: RoomLimits) -> None:
        self._limits = limits
        self._awaited: dict[Guest, None] = {}
        self._filling: dict[Guest, None] = {}
        self._bodies: dict[Guest, int] = {}
        self._body_bytes = 0
        self._clogged: dict[Guest, int] = {}
        self._unsent_bytes = 0

    def enter(self, guest: Guest, connections: int) -> bool:
        """Take a connection, where `connections` are open with it; False where nobody can make room for it."""
        if connections > self._limits.connections:
            oldest = next(iter(self._awaited), None)
            if oldest is None:
                return False
            self.leave(oldest)
            oldest.make_room()
        self._awaited[guest] = None
        return True

    def fill(self, guest: Guest, count: int) -> bool:
        """Count bytes of a body; False where there is no room for them, and the guest is the one to leave."""
        self._filling.setdefault(guest)
        self._bodies[guest] = self._bodies.get(guest, 0) + count
        self._body_bytes += count
        while self._body_bytes > self._limits.body_bytes:
            oldest = next(iter(self._filling))  # there is one: the guest
            self.leave(oldest)
            if oldest is guest:
                return False
            oldest.make_room()
        return True

    def serve(self, guest: Guest) -> None:
        """The whole request is here: from now on the guest waits for the server."""
        self._awaited.pop(guest, None)
        self._filling.pop(guest, None)

    def served(self, guest: Guest) -> None:
        """It has its answer: the next request is waited for."""
        self._empty(guest)
        self._awaited[guest] = None

    def clog(self, guest: Guest, count: int) -> None:
        """Count bytes of an answer that the guest does not take; who has not done so for longest is cut."""
        self._clogged[guest] = count
        self._unsent_bytes += count
        while self._unsent_bytes > self._limits.unsent_bytes:
            oldest = next(iter(self._clogged))
            self.unclog(oldest)
            oldest.cut()

    def unclog(self, guest: Guest) -> None:
        """It took all of it."""
        self._unsent_bytes -= self._clogged.pop(guest, 0)

    def leave(self, guest: Guest) -> None:
        """Forget a guest; doing it twice changes nothing."""
        self.serve(guest)
        self._empty(guest)
        self.unclog(guest)

    def _empty(self, guest: Guest) -> None:
        self._body_bytes -= self._bodies.pop(guest, 0)
