"""A circle of 100,000 events on this device: opened, scrolled, searched, read."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable

from benchmarks.client.long_circle import BATCH, PASSPHRASE, RARE, LongCircle, long_circle, services_on
from benchmarks.measure import Benchmark, Figure, milliseconds, no_collection, p50, p95
from benchmarks.server.town import founded, serving
from heimo_tui.core.secrets import SecretText
from heimo_tui.core.views import Filter
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.database import Value

EVENTS = 100_000
ROWS = 60
"""Rows that a screen asks for at once."""

ROUNDS = 200
ROWS_LIMIT = 1000 / 60
"""Milliseconds: one frame at 60 a second, even for a jump to rows that were not looked at before."""

COLD_LIMIT = 200.0
"""Milliseconds: longer than this, and the screen owes its reader a word."""

_LIST = "SELECT thread, last_seq FROM thread WHERE circle_id = ? AND NOT hidden ORDER BY last_seq DESC"
_SEARCH = (
    "SELECT e.thread FROM event e WHERE e.id IN (SELECT rowid FROM event_text WHERE event_text MATCH ?)"
    " AND +e.circle_id = ? ORDER BY e.id DESC LIMIT 500"
)
_ROWS = (
    "SELECT t.thread, t.last_seq, t.replies, e.author, e.body, e.envelope FROM thread t JOIN event e"
    " ON e.circle_id = t.circle_id AND e.log_seq = t.post_seq WHERE t.circle_id = ?"
    " AND t.thread IN (SELECT unhex(value) FROM json_each(?))"
)
_THREAD = (
    "SELECT body, author, envelope FROM event INDEXED BY event_thread"
    " WHERE circle_id = ? AND thread = ? ORDER BY log_seq"
)


Times = dict[str, list[float]]


def measure() -> list[Figure]:
    """Fill a vault once, and ask it everything."""
    with founded(0) as town, serving(town) as server:
        return asyncio.run(_measure(server.address, town.circle))


async def _measure(address: str, circle: bytes) -> list[Figure]:
    async with long_circle(address, circle, EVENTS) as long:
        ours, ids = await _ask_services(long)
        raw, stored = await _ask_raw(long, ids)
    figures = [
        Figure(f"{name}: {word}", of(ours[name]), "ms", "raw SQLCipher", of(raw[name]))
        for name in raw
        for word, of in (("median", p50), ("p95", p95))
    ]
    return [
        Figure("unlock, list and first rows, cold", ours["cold"][0], "ms", "a glance", COLD_LIMIT, limit=True),
        Figure(f"scroll, {ROWS} rows: p95", p95(ours["scroll"]), "ms", "one frame", ROWS_LIMIT, limit=True),
        *figures,
        Figure(f"storing {BATCH} events: median", p50(long.stored), "ms", "raw SQLCipher, bare rows", p50(stored)),
    ]


async def _ask_services(long: LongCircle) -> tuple[Times, tuple[bytes, ...]]:
    services, dice = services_on(long.folder), random.Random(4)
    forum, circle = services.forum, long.circle
    start = time.perf_counter()
    await services.device.unlock(PASSPHRASE)
    ids = (await forum.thread_list(circle)).ids
    await forum.rows(circle, ids[:ROWS])
    cold = (time.perf_counter() - start) * 1000
    try:
        times = {
            "cold": [cold],
            "open": await _times(lambda: forum.thread_list(circle), 30),
            "scroll": await _times(lambda: forum.rows(circle, _window(dice, ids)), ROUNDS),
            "search, common word": await _times(lambda: forum.thread_list(circle, Filter.ALL, "kitchen"), 30),
            "search, rare word": await _times(lambda: forum.thread_list(circle, Filter.ALL, RARE), 30),
            "open a thread": await _times(lambda: forum.thread(circle, dice.choice(ids)), ROUNDS),
        }
    finally:
        await services.device.close()
    return times, ids


async def _ask_raw(long: LongCircle, ids: tuple[bytes, ...]) -> tuple[Times, list[float]]:
    vault, dice = await Vault.open(long.folder, keyring=None, passphrase=SecretText(PASSPHRASE)), random.Random(4)
    circle = long.circle

    def ask(sql: str, values: Callable[[], tuple[Value, ...]], rounds: int) -> Callable[[Tables], list[float]]:
        def work(tables: Tables) -> list[float]:
            connection = tables.threads._db  # the same connection and key, without anything of ours on top
            return milliseconds(lambda: connection.rows(sql, values()), rounds)

        return work

    try:
        times = {
            "open": await vault.read(ask(_LIST, lambda: (circle,), 30)),
            "scroll": await vault.read(ask(_ROWS, lambda: (circle, _named(_window(dice, ids))), ROUNDS)),
            "search, common word": await vault.read(ask(_SEARCH, lambda: ('"kitchen"*', circle), 30)),
            "search, rare word": await vault.read(ask(_SEARCH, lambda: (f'"{RARE}"*', circle), 30)),
            "open a thread": await vault.read(ask(_THREAD, lambda: (circle, dice.choice(ids)), ROUNDS)),
        }
        return times, await _bare_rows(vault)
    finally:
        await vault.close()


async def _bare_rows(vault: Vault) -> list[float]:
    """Milliseconds to insert as many envelopes of the usual size into a table without indexes, each time durably."""
    times, rows = [], [(bytes(600),)] * BATCH
    await vault.run(lambda tables: tables.threads._db.execute("CREATE TABLE bare (envelope BLOB NOT NULL)"))
    for _ in range(30):
        start = time.perf_counter()
        await vault.run(lambda tables: tables.threads._db.execute_many("INSERT INTO bare VALUES (?)", rows))
        times.append((time.perf_counter() - start) * 1000)
    return times


def _window(dice: random.Random, ids: tuple[bytes, ...]) -> tuple[bytes, ...]:
    at = dice.randrange(max(1, len(ids) - ROWS))
    return ids[at : at + ROWS]


def _named(ids: tuple[bytes, ...]) -> str:
    return json.dumps([one.hex() for one in ids])


async def _times(ask: Callable[[], Awaitable[object]], rounds: int) -> list[float]:
    times = []
    with no_collection():
        for _ in range(rounds):
            start = time.perf_counter()
            await ask()
            times.append((time.perf_counter() - start) * 1000)
    return times


BENCHMARK = Benchmark(
    "circle",
    f"a circle of {EVENTS:,} events in the encrypted vault",
    (
        "measured: the forum service, asked as a screen asks it, from its own thread into the vault's and back: order",
        "  of all threads, rows at random places, full-text search, a whole thread with names, folds and reactions.",
        "  The log is made up by 40 names, every event signed, and stored by the program's own code (not verified",
        "  again). The vault's passphrase is cheap here: Argon2 would hide the rest.",
        "raw SQLCipher: the bare query for the same rows, over the same file with the same key.",
    ),
    measure,
)
