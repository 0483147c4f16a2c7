"""kill -9 at any moment: the store opens, and nothing that was acknowledged is lost."""

import asyncio
import hashlib
import random
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Tables, Vault

from .conftest import CHEAP, CIRCLE, PASSPHRASE, SERVER, furnish
from .crash_writer import AUTHOR

ROUNDS = 25


def write_and_die(home: Path, seconds: float) -> tuple[int, int]:
    """Run the writer and kill it; returns the last draft's length and the last event acknowledged (-1: none)."""
    script = Path(__file__).with_name("crash_writer.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(home), PASSPHRASE.reveal(), SERVER.hex(), CIRCLE.hex()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]  # begun: the moment of dying counts from here
    time.sleep(seconds)
    process.kill()
    rest, errors = process.communicate()
    assert errors == ""
    lines += rest.splitlines()
    drafts = [int(line.split()[1]) for line in lines if line.startswith("draft ") and line.split()[1:]]
    sent = [int(line.split()[1]) for line in lines if line.startswith("sent ") and line.split()[1:]]
    return max(drafts, default=0), max(sent, default=-1)


def verify(tables: Tables, drafted: int, sent: int) -> int:
    draft = tables.drafts.get(b"draft")
    assert draft is not None
    assert len(draft.text) >= drafted
    chain = tables.outbox.chain(CIRCLE, AUTHOR)
    rows = tables.outbox.all()
    assert [row.seq for row in rows] == list(range(len(rows)))
    assert len(rows) > sent
    assert chain is None or (chain.next_seq, chain.prev) == (len(rows), rows[-1].payload_hash)
    for row in rows:
        assert row.payload_hash == hashlib.sha256(b"%d" % row.seq).digest()
        assert row.prev == (None if row.seq == 0 else rows[row.seq - 1].payload_hash)
    return len(rows)


@pytest.mark.slow
async def test_nothing_acknowledged_is_lost(home: Path) -> None:
    vault = await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await vault.run(furnish)
    await vault.close()
    dice, written = random.Random(7), 0
    for _ in range(ROUNDS):
        drafted, sent = await asyncio.to_thread(write_and_die, home, dice.uniform(0, 0.15))
        vault = await Vault.open(home, keyring=None, passphrase=PASSPHRASE)
        now = await vault.read(partial(verify, drafted=drafted, sent=sent))
        assert now >= written
        written = now
        await vault.close()
    assert written > ROUNDS


@pytest.mark.slow
async def test_dying_while_the_store_is_made_or_rewrapped(home: Path) -> None:
    """Killed at any point of making it, the store is either not there or opens."""
    code = (
        "import asyncio, sys; from pathlib import Path; from heimo_tui.vault import *\n"
        "from heimo_tui.core.secrets import SecretText\n"
        "async def main():\n"
        "    one, two = SecretText(sys.argv[2]), SecretText(sys.argv[2] + ' again')\n"
        "    vault = await Vault.create(Path(sys.argv[1]), keyring=None, passphrase=one, cost=Argon2Cost(64, 1, 1))\n"
        "    print('made', flush=True)\n"
        "    while True:\n"
        "        await vault.change_passphrase(one, two); await vault.change_passphrase(two, one)\n"
        "asyncio.run(main())"
    )
    dice, opened = random.Random(3), 0
    for number in range(12):
        directory = home / str(number)
        process = await asyncio.to_thread(
            subprocess.Popen,
            [sys.executable, "-c", code, str(directory), PASSPHRASE.reveal()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        await asyncio.sleep(dice.uniform(0.3, 1.2))
        process.kill()
        out, errors = await asyncio.to_thread(process.communicate)
        assert errors == ""
        opened += await opens(directory, made="made" in out)
    assert opened


async def opens(directory: Path, *, made: bool) -> bool:
    reasons = set()
    for passphrase in (PASSPHRASE, SecretText(PASSPHRASE.reveal() + " again")):
        try:
            vault = await Vault.open(directory, keyring=None, passphrase=passphrase)
        except StoreProblem as problem:
            reasons.add(problem.reason)
            continue
        await vault.read(lambda tables: tables.communities.all())
        await vault.close()
        return True
    assert not made
    assert reasons == {StoreReason.MISSING}
    again = await Vault.create(directory, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await again.close()
    return False
