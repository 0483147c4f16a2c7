"""Whether rows from outside are such as this program would have written: what it reads at its next start must open."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from heimo_protocol.cards import Card, open_card
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.encoding import decode
from heimo_protocol.errors import Refusal
from heimo_protocol.events import Need
from heimo_protocol.signing import ID_SIZE, KEY_SIZE, Envelope
from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.moderating import Waits
from heimo_tui.core.views import Distance, FoldAction
from heimo_tui.vault.database import Value
from heimo_tui.vault.tables.preferences import RuleKind

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "TEXT": (str,),
    "BLOB": (bytes,),
    "INTEGER": (int,),
    "REAL": (int, float),
}
_SIZES: Final = {
    "server_id": KEY_SIZE,
    "root_pub": KEY_SIZE,
    "circle_id": ID_SIZE,
}


def require_sound(table: str, types: Mapping[str, str], columns: Sequence[str], row: Sequence[Value]) -> None:
    """Check a row against the declared type of each column and the form of what it holds; raises ValueError."""
    for column, value in zip(columns, row, strict=True):
        if value is None or column not in types:
            continue  # whether there may be nothing, the table says itself
        if not isinstance(value, _TYPES[types[column]]):
            raise ValueError(column)
        if isinstance(value, bytes) and len(value) != _SIZES.get(column, len(value)):
            raise ValueError(column)
        check = _FORMS.get((table, column))
        if check is not None:
            check(value)
    if table == "community":
        _require_descriptor(dict(zip(columns, row, strict=True)))
    if table == "conversation":
        _require_card(dict(zip(columns, row, strict=True)))


def _require_descriptor(row: Mapping[str, Any]) -> None:
    try:
        descriptor, _ = open_descriptor(row["descriptor"], row["root_pub"])
    except Refusal:
        raise ValueError("descriptor") from None
    if descriptor.server_id != row["server_id"] or descriptor.seq != row["descriptor_seq"]:
        raise ValueError("descriptor of another server")


def _require_card(row: Mapping[str, Any]) -> None:
    try:
        server = decode(Envelope.from_bytes(row["card"]).payload, Card).server
        card, _ = open_card(row["card"], server_id=server, circle=row["circle_id"])
    except Refusal:
        raise ValueError("card") from None
    if card.author != row["peer"]:
        raise ValueError("card of another name")


def _addresses(value: Any) -> None:
    found = json.loads(value)
    if not isinstance(found, list) or not found:
        raise ValueError("addresses")
    for address in found:
        if not isinstance(address, str):
            raise ValueError("addresses")
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError("addresses")


def _map(value: Any) -> None:
    if not isinstance(json.loads(value), dict):
        raise ValueError("map")


def _words(value: Any) -> None:
    found = json.loads(value)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise ValueError("words")


def _ids(value: Any) -> None:
    for one in json.loads(value):
        bytes.fromhex(one)


def _reasons(value: Any) -> None:
    for code, count in json.loads(value) if value else ():
        if not isinstance(code, str) or not isinstance(count, int):
            raise ValueError("reasons")


def _need(value: Any) -> None:
    if value:
        Need(value)


_FORMS: Final[Mapping[tuple[str, str], Callable[[Any], object]]] = {
    ("community", "urls"): _addresses,
    ("community", "settings"): _map,
    ("setting", "value"): json.loads,
    ("draft", "kind"): DraftKind,
    ("draft", "need"): Need,
    ("draft", "dismissed"): _words,
    ("event", "need"): _need,
    ("conversation", "standing"): Standing,
    ("mail_line", "kind"): Line,
    ("mail_line", "mark"): Mark,
    ("mod_item", "kind"): Waits,
    ("mod_item", "reasons"): _reasons,
    ("mod_item", "decided"): _ids,
    ("apart", "distance"): Distance,
    ("folding_rule", "kind"): RuleKind,
    ("folding_rule", "action"): FoldAction,
}
