"""A conversation of 50,000 lines on this device: opened, paged through, searched."""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.client.long_circle import PASSPHRASE, services_on
from benchmarks.measure import Benchmark, Figure, milliseconds, no_collection, p50, p95
from benchmarks.server.town import serving
from benchmarks.talk.people import acquainted, talkative
from heimo_tui.core.conversations import Line, Mark
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.database import Value
from heimo_tui.vault.tables.mail import LineRow

LINES = 50_000
PAGE = 60
"""Lines that a screen asks for at once."""

ROUNDS = 200
PAGE_LIMIT = 1000 / 60
"""Milliseconds: one frame at 60 a second, also for a jump to lines that were not looked at before."""

COLD_LIMIT = 200.0
"""Milliseconds: longer than this, and the screen owes its reader a word."""

RARE = "hollyhock"
_WORDS = """
night sleep tired work mother letter kitchen phone quiet rain breath morning doctor friend brother winter list
again heavy slowly window bread lake dark tea house street train garden weeks sometimes nothing everything hands
""".split()  # noqa: SIM905 - a list of thirty quoted words reads worse

_HEAD = (
    "SELECT id, peer, name, standing, timer, wish_mine, wish_theirs, read_place, draft FROM conversation WHERE id = ?"
)
_PAGE = (
    "SELECT message, kind, mine, text, minutes, reply, mark, code, expiry, gone_at FROM mail_line"
    " WHERE conversation = ? AND place >= ? AND place < ? ORDER BY place"
)

Times = dict[str, list[float]]


def measure() -> list[Figure]:
    """Fill one conversation of two people who met, and ask for it as a screen does."""
    with talkative() as town, serving(town) as server, tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder:
        ((_, home),) = (
            (pair.writer, pair.reader)
            for pair in asyncio.run(acquainted(town, server.address, Path(folder), ["writer"], ["reader"]))
        )
        return asyncio.run(_measure(home))


async def _measure(home: Path) -> list[Figure]:
    await _fill(home)
    ours, raw = await _ask_services(home), await _ask_raw(home)
    return [
        Figure(f"unlock, open, newest {PAGE} lines, cold", ours["cold"][0], "ms", "a glance", COLD_LIMIT, limit=True),
        Figure(f"a page of {PAGE} anywhere: p95", p95(ours["page"]), "ms", "one frame", PAGE_LIMIT, limit=True),
        *(
            Figure(f"{name}: {word}", of(ours[name]), "ms", "raw SQLCipher", of(raw[name]))
            for name in raw
            for word, of in (("median", p50), ("p95", p95))
        ),
        Figure("search, a common word: median", p50(ours["common"]), "ms", "the rare word", p50(ours["rare"])),
    ]


async def _fill(home: Path) -> None:
    vault, dice = await Vault.open(home, keyring=None, passphrase=SecretText(PASSPHRASE)), random.Random(11)
    begun = time.time() - LINES * 60

    def work(tables: Tables) -> None:
        (row,) = tables.mail.conversations.all()
        for number in range(LINES):
            mine, at = dice.random() < 0.5, begun + number * 60
            rare = f"{RARE} " if number % 4999 == 0 else ""
            line = LineRow(
                message=os.urandom(16),
                kind=Line.TEXT,
                mine=mine,
                text=rare + " ".join(dice.choices(_WORDS, k=dice.randint(2, 30))),
                minutes=int(at // 60),
                at=at,
                gone_at=time.time() + 10**7,
                mark=Mark.SENT if mine else None,
            )
            tables.mail.lines.add(row.id, line)

    await vault.run(work)
    await vault.close()


async def _ask_services(home: Path) -> Times:
    services, dice = services_on(home), random.Random(4)
    messages = services.messages
    begun = time.perf_counter()
    await services.device.unlock(PASSPHRASE)
    (row,) = await messages.conversations()
    count = (await messages.open(row.id)).count
    await messages.lines(row.id, count - PAGE, count)
    cold = (time.perf_counter() - begun) * 1000

    def page() -> Awaitable[object]:
        start = dice.randrange(count - PAGE)
        return messages.lines(row.id, start, start + PAGE)

    try:
        return {
            "cold": [cold],
            "open": await _times(lambda: messages.open(row.id), ROUNDS),
            "page": await _times(page, ROUNDS),
            "rare": await _times(lambda: messages.search(row.id, RARE), ROUNDS),
            "common": await _times(lambda: messages.search(row.id, "kitchen"), 20),
        }
    finally:
        await services.device.close()


async def _ask_raw(home: Path) -> Times:
    vault, dice = await Vault.open(home, keyring=None, passphrase=SecretText(PASSPHRASE)), random.Random(4)
    talk = (await vault.read(lambda tables: tables.mail.conversations.all()))[0].id

    def ask(sql: str, values: Callable[[], tuple[Value, ...]]) -> Callable[[Tables], list[float]]:
        def work(tables: Tables) -> list[float]:
            connection = tables.mail.queues._db  # the same connection and key, without anything of ours on top
            return milliseconds(lambda: connection.rows(sql, values()), ROUNDS)

        return work

    def window() -> tuple[Value, ...]:
        start = dice.randrange(LINES - PAGE)
        return talk, start, start + PAGE

    try:
        return {
            "open": await vault.read(ask(_HEAD, lambda: (talk,))),
            "page": await vault.read(ask(_PAGE, window)),
        }
    finally:
        await vault.close()


async def _times(ask: Callable[[], Awaitable[object]], rounds: int) -> list[float]:
    times = []
    with no_collection():
        for _ in range(rounds):
            begun = time.perf_counter()
            await ask()
            times.append((time.perf_counter() - begun) * 1000)
    return times


BENCHMARK = Benchmark(
    "history",
    f"a conversation of {LINES:,} lines in the encrypted vault",
    (
        "measured: the messages service, asked as a screen asks it, from its own thread into the vault's and back:",
        "  the conversation's head with its counts and names, pages at random places, words by the index. The lines",
        "  are put there by the program's own code. The vault's passphrase is cheap here: Argon2 would hide the rest.",
        "raw SQLCipher: the bare query for the same row or rows, over the same file with the same key.",
    ),
    measure,
)
