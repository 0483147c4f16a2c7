"""The logs of all circles: every entry's signature, both chains, and the heads that they must come to."""

from collections.abc import Callable
from typing import Any

from heimo_protocol.circles import CircleSettings, open_genesis
from heimo_protocol.encoding import decode
from heimo_protocol.errors import Refusal
from heimo_protocol.events import Kind, SettingsBody, SignedEvent, event_id, open_event
from heimo_protocol.log import next_head

Found = Callable[[str], None]
"""Is told, in words, each thing that does not fit."""

Values = dict[str, Any]
"""A row by its columns."""

Chain = tuple[int, bytes | None]
"""Where an author's own chain stands: the next number and the last hash."""


class CircleLog:
    """One circle while its entries go by in the order of the log; `close` compares where that came to."""

    def __init__(self, circle: Values, head: Values, server_id: bytes, found: Found) -> None:
        self._id: bytes = circle["id"]
        self._end = head
        self._tell = found
        self._head: bytes = head["first_head"]
        self._seq = 0
        self.authors: dict[bytes, Chain] = {}
        self._check_beginning(circle, server_id)

    def take(self, entry: Values) -> None:
        """The next entry."""
        self._seq += 1
        if entry["log_seq"] != self._seq:
            self._found(f"entry {self._seq} is missing")
            self._seq = entry["log_seq"]
        self._head = next_head(self._head, self._seq, entry["hash"])
        if entry["head"] != self._head:
            self._found(f"the head after entry {self._seq} is not what follows from the entries before")
            self._head = entry["head"]
        if entry["event_id"] != event_id(entry["hash"]):
            self._found(f"entry {self._seq} has another id than its hash says")
        if entry["kind"] == Kind.POST and entry["thread"] != entry["event_id"]:
            self._found(f"entry {self._seq} begins a thread that is not its own")
        signed = self._opened(entry)
        self._follow_author(entry, signed)

    def close(self) -> None:
        """The circle's head must be that of its last entry."""
        if (self._end["head_seq"], self._end["head"]) != (self._seq, self._head):
            self._found(f"its head is at {self._end['head_seq']}, and the log ends at {self._seq} or with another")

    def _check_beginning(self, circle: Values, server_id: bytes) -> None:
        try:
            genesis = open_genesis(circle["genesis"], server_id)
            settings = genesis.genesis.settings
            if circle["settings_event"] is not None:
                body = open_event(circle["settings_event"]).body
                settings = body.settings if isinstance(body, SettingsBody) else settings
            in_force = decode(circle["settings"], CircleSettings)
        except Refusal:
            self._found("its beginning or its settings are not what their signer signed, or are another server's")
            return
        is_this = (genesis.id, genesis.space, genesis.genesis.owner) == (self._id, circle["space"], circle["owner"])
        if not is_this or genesis.first_head != self._head:
            self._found("its beginning is another circle's")
        if settings != in_force:
            self._found("the settings in force are not those that were signed")

    def _opened(self, entry: Values) -> SignedEvent | None:
        if entry["envelope"] is None:  # erased: its hash is all that stays
            return None
        try:
            signed = open_event(entry["envelope"])
        except Refusal:
            self._found(f"entry {self._seq} is not what its author signed")
            return None
        event = signed.event
        told = (entry["hash"], self._id, entry["author"], entry["author_seq"], entry["kind"], entry["parent"])
        if told != (signed.hash, event.circle, event.author, event.seq, event.kind, event.parent):
            self._found(f"entry {self._seq} holds another event than it says")
        return signed

    def _follow_author(self, entry: Values, signed: SignedEvent | None) -> None:
        seq, last = self.authors.get(entry["author"], (0, None))
        if entry["author_seq"] != seq or (signed is not None and signed.event.prev != last):
            self._found(f"entry {self._seq} is not its author's next one")
        self.authors[entry["author"]] = (entry["author_seq"] + 1, entry["hash"])

    def _found(self, what: str) -> None:
        self._tell(f"Circle {self._id.hex()[:8]}: {what}.")


class AuthorHeads:
    """Where authors' chains came to in the logs, compared with where the database says they stand."""

    def __init__(self, found: Found, chains: dict[bytes, dict[bytes, Chain]]) -> None:
        self._found = found
        self._chains = chains

    def take(self, row: Values) -> None:
        """A row of the table author_heads."""
        chain = self._chains.get(row["circle"], {}).pop(row["author"], None)
        if chain != (row["next_seq"], row["last_hash"]):
            self._found(f"Circle {row['circle'].hex()[:8]}: an author's chain stands elsewhere than the log says.")

    def close(self) -> None:
        """Every author of the logs must have had a row."""
        for circle, left in self._chains.items():
            if left:
                self._found(f"Circle {circle.hex()[:8]}: {len(left)} authors' chains are not remembered.")
