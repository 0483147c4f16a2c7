"""What the tests of the store share: a cheap cost, a keyring in memory, and a store with a circle in it."""

import hashlib
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.descriptor import Descriptor, server_id
from heimo_protocol.limits import ServerLimits
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.vault import Argon2Cost, Tables, Vault
from heimo_tui.vault.tables import Community, EventRow

PASSPHRASE = SecretText("seven quiet herons by the lake")
CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)
ROOT = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SERVER = server_id(public_bytes(ROOT))
CIRCLE = hashlib.sha256(b"circle").digest()[:16]

MakeEvent = Callable[..., EventRow]


class MemoryKeyring:
    """A keyring as an operating system keeps one, for as long as the test runs."""

    def __init__(self) -> None:
        self.entries: dict[str, SecretBytes] = {}
        self.locked = False

    def _look(self) -> dict[str, SecretBytes]:
        if self.locked:
            raise StoreProblem(StoreReason.KEYRING_LOCKED)
        return self.entries

    def get(self, user: str) -> SecretBytes | None:
        return self._look().get(user)

    def set(self, user: str, secret: SecretBytes) -> None:
        self._look()[user] = secret

    def delete(self, user: str) -> None:
        self._look().pop(user, None)


def descriptor(root: Ed25519PrivateKey = ROOT) -> bytes:
    """A signed descriptor, the first of its server."""
    content = Descriptor(
        root=public_bytes(root),
        seq=0,
        issued=1,
        urls=["http://127.0.0.1:1"],
        kvac=bytes(96),
        cred_epoch=0,
        tokens=[],
        frank=bytes(32),
        limits=ServerLimits(),
        name="Kitchen table",
        mode=1,
    )
    return seal(root, "descriptor", content).to_bytes()


def community(server: bytes = SERVER, name: str = "Kitchen table") -> Community:
    return Community(
        server_id=server,
        name=name,
        urls=("http://127.0.0.1:1",),
        root_pub=public_bytes(ROOT),
        descriptor=descriptor(),
        descriptor_seq=0,
        prk=SecretBytes(b"\x07" * 64),
    )


def furnish(tables: Tables) -> None:
    tables.communities.save(community())
    tables.circles.describe(
        circle_id=CIRCLE, server_id=SERVER, genesis=b"genesis", settings=None, name="Burnout", space_id=None, place=0
    )


def event(
    number: int,
    *,
    kind: int = 1,
    author: bytes = b"a" * 32,
    thread: int | None = None,
    parent: int | None = None,
    body: str | None = "words",
    circle: bytes = CIRCLE,
    **more: object,
) -> EventRow:
    """An event as a service would store it; `thread` and `parent` are numbers of other events."""
    thread_id = event_id(number if thread is None else thread)
    about = thread if parent is None else parent
    return EventRow(
        circle_id=circle,
        log_seq=number,
        event_id=event_id(number),
        kind=kind,
        author=author,
        seq=number,
        thread=thread_id,
        parent=None if about is None else event_id(about),
        minutes=number * 5,
        hour=number,
        payload_hash=hashlib.sha256(b"payload %d" % number).digest(),
        head=hashlib.sha256(b"head %d" % number).digest(),
        body=body,
        envelope=b"envelope %d" % number,
        **more,  # type: ignore[arg-type]  # the test names real fields
    )


def event_id(number: int) -> bytes:
    return hashlib.sha256(b"payload %d" % number).digest()[:16]


def files_in(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def modes_in(directory: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def everything_in(*directories: Path) -> bytes:
    """The bytes of every file below the directories, one after the other."""
    found = [path for directory in directories for path in sorted(directory.rglob("*")) if path.is_file()]
    return b"".join(path.read_bytes() for path in found)


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def vault(home: Path) -> AsyncIterator[Vault]:
    """An open store with one community and one circle."""
    made = await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await made.run(furnish)
    yield made
    await made.close()
