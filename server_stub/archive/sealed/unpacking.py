"""Unpacking a backup into a place where nobody uses it, and checking all of it there."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import apsw
import msgspec

from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.errors import Refusal
from heimo_protocol.signing import public_bytes
from server_stub import private
from server_stub.archive.checking.community import findings
from server_stub.archive.rows.sqlite import snapshot
from server_stub.archive.sealed.records import Manifest, Unpacker
from server_stub.archive.sealed.sealing import unseal
from server_stub.archive.sealed.staging import Stage
from server_stub.archive.watching import Progress, Watch
from server_stub.descriptor import FILE as DESCRIPTOR_FILE
from server_stub.profile import load_profile
from server_stub.secrets import FOLDER as SECRETS_FOLDER
from server_stub.secrets import Secrets, load_secrets

STAGE = ".restoring"
"""The folder, inside the data folder, where a backup is unpacked; what an attempt that was killed left is removed."""


class NotWhole(Exception):
    """What was in the backup does not fit together; `findings` say where."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("The backup is not whole, so nothing was restored.")
        self.findings = findings


class Unpacked(msgspec.Struct, frozen=True):
    """A backup that was unpacked into `folder` and checked; its rows are in the SQLite file `database`."""

    folder: Path
    database: Path
    manifest: Manifest
    secrets: Secrets


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A backup and what opens it."""

    file: Path
    passphrase: str | None = None
    identities: Sequence[str] = ()


async def unpack(opening: Opening, data: Path, watch: Watch) -> Unpacked:
    """Unpack a backup inside the folder `data`, made where it is missing, and check all of it.

    Raises CannotOpen, WrongDatabase, SecretsMissing, ProfileUnreadable, NotWhole or OSError; the caller removes what is
    in the way of another attempt with `discard`.
    """
    stage = _begin(data)
    try:
        unpacker = Unpacker(stage.take)
        size = opening.file.stat().st_size
        with opening.file.open("rb") as file, watch("Unpacking", size) as progress:
            unseal(_Counting(file, progress), unpacker, passphrase=opening.passphrase, identities=opening.identities)
        unpacker.close()
        manifest = stage.finish()
    finally:
        stage.close()
    secrets, _ = load_secrets(stage.folder), load_profile(stage.folder)
    with snapshot(stage.database) as rows:
        broken = await findings(rows, secrets.server_id, watch)
    broken += _strange_files(stage.folder, manifest, secrets) + _strange_owners(stage.database, secrets)
    if broken:
        raise NotWhole(broken)
    return Unpacked(stage.folder, stage.database, manifest, secrets)


def _begin(data: Path) -> Stage:
    private.make_folder(data)
    discard(data)
    return Stage(data / STAGE)


def discard(data: Path) -> None:
    """Remove what was unpacked, its keys first."""
    for path in (data / STAGE / SECRETS_FOLDER).rglob("*"):
        if path.is_file():
            private.destroy(path)
    shutil.rmtree(data / STAGE, ignore_errors=True)


def _strange_files(folder: Path, manifest: Manifest, secrets: Secrets) -> list[str]:
    """What in the files does not fit the keys."""
    found = []
    if manifest.server != secrets.server_id:
        found.append("The keys are those of another community.")
    try:
        open_descriptor((folder / DESCRIPTOR_FILE).read_bytes(), secrets.root_public)
    except FileNotFoundError:
        pass  # no server has run yet
    except Refusal:
        found.append("The server's description is another community's.")
    return found


def _strange_owners(database: Path, secrets: Secrets) -> list[str]:
    """Owners' keys that are not those of their circles."""
    connection = apsw.Connection(str(database))
    try:
        owners = {circle: owner for circle, owner in connection.execute("SELECT id, owner FROM circles")}
    finally:
        connection.close(True)
    keys = {circle: secrets.owner(circle) for circle in secrets.owned_circles()}
    return [
        f"The owner's key of circle {circle.hex()[:8]} is another one."
        for circle, key in keys.items()
        if circle in owners and key is not None and owners[circle] != public_bytes(key)
    ]


class _Counting:
    """A file that tells how much of it was read."""

    def __init__(self, file: BinaryIO, progress: Progress) -> None:
        self._file = file
        self._progress = progress

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        found = self._file.read(size)
        self._progress(len(found))
        return found
