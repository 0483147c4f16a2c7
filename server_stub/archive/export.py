"""What a community takes along when it leaves: what its members can read, in a format that needs no Heimo.

A ZIP file; `README` below, which is in it, describes it. Nothing is in it that a member of the circle cannot see: no
accounts, invites, bans, reports and messages, and no keys; no names of people who never wrote, and no text that a
moderator hid.
"""

import base64
import io
import json
import os
import zipfile
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from heimo_protocol.cards import open_card
from heimo_protocol.circles import CircleSettings
from heimo_protocol.encoding import decode
from heimo_protocol.events import Kind, open_event
from server_stub.archive.rows.base import Rows
from server_stub.archive.watching import Watch

README = """This is a community, as its members could read it. Format 1.

community.json        its name, and the server's key (root, hex) by which its circles are known
circles/ID/circle.json the circle's settings in force; its beginning as its owner signed it; the head of its log
circles/ID/names.jsonl who wrote there: key (hex), name, and the card that they signed
circles/ID/log.jsonl   every entry of its log, in order, one JSON object a line:

  number   its place, from 1
  hour     hours since 1970-01-01 UTC in which it came
  hash     SHA-256 of what was signed (hex); all that is left where it was erased or hidden
  event    null, or: kind, author (key, hex), seq (the author's own number, from 0), minutes (since 1970-01-01 UTC, to
           five minutes, as the author said), parent (hex) and body, by kind. Its id is the first half of its hash
  signed   null, or the event as it was signed (base64): CBOR of [payload, signature]. The signature is Ed25519 by the
           author's key over "heimo/v1/event", a zero byte and the payload

Bytes in a body are hex. To check a log: head 0 is SHA-256 of the payload of the circle's beginning ("genesis", signed
by its owner over "heimo/v1/genesis", a zero byte and the payload), and head N is SHA-256 of head N-1, N as eight bytes,
big-endian, and hash N. The last head must be the one in circle.json.
"""

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""What ZIP files give to what has no time: when this was written is nobody's business."""

Values = dict[str, Any]


class Export:
    """Writes the circles `only` (all where it is None) of a community's rows into a new ZIP file of mode 0600."""

    def __init__(self, rows: Rows, *, name: str, root: bytes, server_id: bytes, only: Collection[bytes] | None) -> None:
        self._rows = rows
        self._name = name
        self._root = root
        self._server_id = server_id
        self._only = only

    async def write(self, target: Path, watch: Watch) -> int:
        """Write it, whole or not at all; returns how many entries it has. Raises FileExistsError or OSError."""
        with _whole_or_not(target) as archive:
            return await self._write(archive, watch)

    async def _write(self, archive: zipfile.ZipFile, watch: Watch) -> int:
        _put(archive, "README.txt", README)
        _put(archive, "community.json", _line({"format": 1, "name": self._name, "root": self._root.hex()}))
        heads = {row["circle"]: row async for row in self._each("circle_heads")}
        circles = [row async for row in self._each("circles") if self._only is None or row["id"] in self._only]
        for row in circles:
            _put(archive, f"circles/{row['id'].hex()}/circle.json", _line(_circle(row, heads[row["id"]])))
        authors: dict[bytes, set[bytes]] = {row["id"]: set() for row in circles}
        count = await self._write_logs(archive, authors, watch)
        await self._write_names(archive, authors)
        return count

    async def _write_logs(self, archive: zipfile.ZipFile, authors: dict[bytes, set[bytes]], watch: Watch) -> int:
        """Entries come circle by circle, so that each log is written in one go."""
        count, circle = 0, b""
        member: IO[bytes] = io.BytesIO()
        with ExitStack() as opened, watch("Exporting", (await self._rows.counts())["events"]) as progress:
            async for row in self._each("events"):
                progress(1)
                if row["circle"] not in authors:
                    continue
                if row["circle"] != circle:
                    opened.close()
                    circle = row["circle"]
                    member = opened.enter_context(archive.open(_member(f"circles/{circle.hex()}/log.jsonl"), "w"))
                if _is_shown(row):
                    authors[circle].add(row["author"])
                member.write(_line(_entry(row)).encode())
                count += 1
        return count

    async def _write_names(self, archive: zipfile.ZipFile, authors: dict[bytes, set[bytes]]) -> None:
        found: dict[bytes, list[Values]] = {circle: [] for circle in authors}
        async for row in self._each("names"):
            if row["key"] in authors.get(row["circle"], ()):
                card, _ = open_card(row["card"], server_id=self._server_id, circle=row["circle"])
                found[row["circle"]].append({"key": row["key"].hex(), "name": card.name, "card": _base64(row["card"])})
        for circle, names in found.items():
            _put(archive, f"circles/{circle.hex()}/names.jsonl", "".join(map(_line, names)))

    async def _each(self, name: str) -> AsyncIterator[Values]:
        (table,) = (table for table in self._rows.tables if table.name == name)
        async for batch in self._rows.read(table):
            for row in batch:
                yield dict(zip(table.columns, row, strict=True))


@contextmanager
def _whole_or_not(target: Path) -> Iterator[zipfile.ZipFile]:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            yield archive
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _circle(row: Values, head: Values) -> Values:
    settings = msgspec.to_builtins(decode(row["settings"], CircleSettings))
    return {
        "id": row["id"].hex(),
        "settings": settings,
        "genesis": _base64(row["genesis"]),
        "entries": head["head_seq"],
        "head": head["head"].hex(),
    }


def _is_shown(row: Values) -> bool:
    """Whether its text is there, and no moderator hid it."""
    return row["envelope"] is not None and row["hidden_day"] is None


def _entry(row: Values) -> Values:
    entry = {"number": row["log_seq"], "hour": row["hour"], "hash": row["hash"].hex(), "event": None, "signed": None}
    if not _is_shown(row):
        return entry
    signed = open_event(row["envelope"])
    event = signed.event
    shown = {
        "kind": Kind(event.kind).name.lower(),
        "author": event.author.hex(),
        "seq": event.seq,
        "minutes": event.minutes,
        "parent": None if event.parent is None else event.parent.hex(),
        "body": _plain(msgspec.to_builtins(signed.body, builtin_types=(bytes,))),
    }
    return entry | {"event": shown, "signed": _base64(row["envelope"])}


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return value.hex()
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _line(value: Values) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_member(name), text)
