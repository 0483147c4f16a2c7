"""A vault that holds a circle of many events: signed for real, stored by the program's own code."""

import hashlib
import random
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.events import (
    Body,
    Event,
    Kind,
    Need,
    PostBody,
    Reaction,
    ReactionBody,
    ReplyBody,
    Seen,
    SignedEvent,
    encode_body,
    event_id,
)
from heimo_protocol.limits import EVENT_LIST_MAX
from heimo_protocol.log import next_head
from heimo_protocol.signing import ID_SIZE, Envelope, public_bytes, seal
from heimo_tui.config import Config
from heimo_tui.core.governance import Rulings
from heimo_tui.core.secrets import SecretText
from heimo_tui.core.verify import Checked
from heimo_tui.services.bundle import Services
from heimo_tui.services.reading import ledgers
from heimo_tui.services.reading.storing import Storing
from heimo_tui.vault import Argon2Cost, Tables, Vault
from heimo_tui.vault.tables import Circle
from heimo_tui.wiring import build

PASSPHRASE = "seven quiet herons by the lake"  # noqa: S105 - opens a vault that lives for a minute
CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)
"""What a passphrase costs is Argon2's, not ours, and would hide the rest."""

AUTHORS = 40
BATCH = EVENT_LIST_MAX
"""Events that are stored at once: as many as one answer of a server brings."""

RARE = "hollyhock"
"""A word that only a few posts have."""

_EVENTS_AN_HOUR = 30
_OPEN_THREADS = 300
_WORDS = """
night sleep tired work mother letter kitchen phone quiet rain breath morning doctor friend brother winter list
again heavy slowly window bread lake dark tea house street train garden weeks sometimes nothing everything hands
""".split()  # noqa: SIM905 - a list of thirty quoted words reads worse


@dataclass(frozen=True, slots=True)
class LongCircle:
    """The data folder, the circle in it, and the milliseconds that each batch of its log took to store."""

    folder: Path
    circle: bytes
    stored: list[float]


@asynccontextmanager
async def long_circle(address: str, circle: bytes, events: int) -> AsyncIterator[LongCircle]:
    """Read an empty circle from the server at `address`, and fill the vault's copy of it."""
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        home = Path(folder) / "home"
        await _empty(home, address)
        yield LongCircle(home, circle, await _fill(home, circle, events))


def services_on(home: Path) -> Services:
    """The program's services on a folder, as `wiring` puts them together."""
    return build(Config(data=home, keyring=False), cost=CHEAP)


async def _empty(home: Path, address: str) -> None:
    services = services_on(home)
    await services.device.create(PASSPHRASE)
    await services.membership.look(address)
    await services.device.close()


async def _fill(home: Path, circle: bytes, events: int) -> list[float]:
    """Store the events in batches; returns the milliseconds of each, without making and signing them."""
    vault = await Vault.open(home, keyring=None, passphrase=SecretText(PASSPHRASE))
    row = await vault.read(lambda tables: tables.circles.get(circle))
    if row is None:
        raise RuntimeError("the circle is not there")
    rulings = (await vault.read(lambda tables: ledgers.load(tables, row))).rulings
    log = _log(row, events)
    times = []
    try:
        while batch := list(islice(log, BATCH)):
            start = time.perf_counter()
            await vault.run(lambda tables, batch=batch: _store(tables, row, rulings, batch))  # type: ignore[misc] # bound in the loop
            times.append((time.perf_counter() - start) * 1000)
        await vault.run(lambda tables: tables.circles.set_oldest(circle, 1, _first_head(row)))
    finally:
        await vault.close()
    return times


def _store(tables: Tables, row: Circle, rulings: Rulings, batch: list[Checked]) -> None:
    storing = Storing(tables, row.circle_id, server_id=row.server_id, first_head=_first_head(row), rulings=rulings)
    outcome = storing.store(batch, forward=True)
    if outcome.faults:
        raise RuntimeError(f"the made-up log is not right: {outcome.faults[:3]}")
    tables.circles.set_newest(row.circle_id, batch[-1].log_seq, batch[-1].head)


def _first_head(row: Circle) -> bytes:
    return hashlib.sha256(Envelope.from_bytes(row.genesis).payload).digest()


class _Author:
    """A name that signs one event after the other."""

    def __init__(self, circle: bytes, first_head: bytes) -> None:
        self._private = Ed25519PrivateKey.generate()
        self._circle = circle
        self._seen = Seen(0, first_head[:ID_SIZE])
        self._seq = 0
        self._prev: bytes | None = None

    def sign(self, kind: Kind, body: Body, parent: bytes | None, minutes: int) -> SignedEvent:
        event = Event(
            kind=kind,
            circle=self._circle,
            author=public_bytes(self._private),
            seq=self._seq,
            prev=self._prev,
            minutes=minutes,
            parent=parent,
            body=encode_body(body),
            dh=bytes(8),
            seen=self._seen,
        )
        envelope = seal(self._private, "event", event)
        self._seq, self._prev = self._seq + 1, envelope.hash
        return SignedEvent(
            event=event, body=body, data=envelope.to_bytes(), hash=envelope.hash, id=event_id(envelope.hash)
        )


def _log(row: Circle, events: int) -> Iterator[Checked]:
    """Twelve posts, sixty replies and twenty-eight reactions of a hundred, most of them in newer threads."""
    dice, head = random.Random(18), _first_head(row)
    authors = [_Author(row.circle_id, head) for _ in range(AUTHORS)]
    hour = int(time.time() // 3600) - events // _EVENTS_AN_HOUR
    threads: list[bytes] = []
    for number in range(1, events + 1):
        now = hour + number // _EVENTS_AN_HOUR
        author, share = dice.choice(authors), dice.random()
        if share < 0.12 or not threads:
            signed = author.sign(
                Kind.POST, PostBody(text=_text(dice, number), need=dice.choice(list(Need))), None, now * 60
            )
            threads.append(signed.id)
        else:
            thread = dice.choice(threads[-_OPEN_THREADS:])
            kind = Kind.REPLY if share < 0.72 else Kind.REACTION
            body = (
                ReplyBody(text=_text(dice, number))
                if kind is Kind.REPLY
                else ReactionBody(code=dice.choice(list(Reaction)))
            )
            signed = author.sign(kind, body, thread, now * 60)
        head = next_head(head, number, signed.hash)
        yield Checked(number, now, signed.hash, head, signed)


def _text(dice: random.Random, number: int) -> str:
    rare = f"{RARE} " if number % 9973 == 0 else ""
    return rare + " ".join(dice.choices(_WORDS, k=dice.randint(8, 60)))
