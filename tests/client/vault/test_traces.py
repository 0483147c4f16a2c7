"""A sentence that was written and a key that was used are nowhere to be found in plain on this machine."""

import asyncio
import base64
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Vault

from .conftest import CHEAP, CIRCLE, PASSPHRASE, SERVER, event, everything_in, furnish

SENTENCE = "the copper kettle sang until the window turned blue"
PRK = b"\x07" * 64


async def test_no_sentence_and_no_key_on_the_disk(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    vault = await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await vault.run(furnish)
    draft = Draft(id=b"d", community=SERVER, circle=CIRCLE, kind=DraftKind.POST, text=SENTENCE)
    await vault.run(lambda tables: tables.drafts.save(draft))
    batch = [event(number, body=f"{SENTENCE} {number}") for number in range(1, 3000)]
    await vault.run(lambda tables: tables.events.add(batch))
    # a large sort, which SQLite would put into a temporary file if it were let
    found = await vault.read(lambda tables: tables.threads.search("kettle", limit=5000))
    assert len(found) == 2999
    open_bytes = everything_in(home, scratch)
    await vault.close()
    terminal = "".join(capfd.readouterr())
    for seen in (open_bytes, everything_in(home, scratch), terminal.encode()):
        assert SENTENCE.encode() not in seen
        assert b"copper kettle" not in seen
        for form in (PRK, PRK.hex().encode(), base64.b64encode(PRK), PASSPHRASE.reveal().encode()):
            assert form not in seen
    assert everything_in(scratch) == b""


async def test_an_erased_sentence_is_gone_from_the_store_too(home: Path) -> None:
    vault = await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await vault.run(furnish)
    await vault.run(lambda tables: tables.events.add([event(1, body=SENTENCE), event(2, body="other words")]))
    await vault.run(lambda tables: tables.events.erase(CIRCLE, [event(1).event_id]))

    def dump(tables: object) -> bytes:
        connection = tables.events._db  # type: ignore[attr-defined]  # looks beneath on purpose
        names = [row[0] for row in connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [repr(row) for name in names for row in connection.rows(f"SELECT * FROM {name}")]  # noqa: S608 - our tables
        return "".join(rows).encode()

    left = await vault.read(dump)
    assert b"other words" in left
    for word in SENTENCE.split():
        if len(word) > 4:
            assert word.encode() not in left
    assert await vault.read(lambda tables: tables.threads.search("kettle")) == []
    await vault.close()


async def test_a_crash_prints_no_secret(home: Path) -> None:
    """A bug in the middle of work, with every local shown, still shows no key, passphrase or draft."""
    code = (
        "import asyncio, sys, traceback; from pathlib import Path; from heimo_tui.vault import Vault\n"
        "from heimo_tui.core.secrets import SecretText\n"
        "async def main(home, passphrase):\n"
        "    vault = await Vault.open(home, keyring=None, passphrase=passphrase)\n"
        "    def bug(tables):\n"
        "        known = tables.communities.all(); rows = tables.events.between(known[0].server_id[:0] + CIRCLE, 0)\n"
        "        raise RuntimeError(known, rows)\n"
        "    await vault.run(bug)\n"
        "CIRCLE = bytes.fromhex(sys.argv[2])\n"
        "try: asyncio.run(main(Path(sys.argv[1]), SecretText(sys.stdin.read())))\n"
        "except Exception as error: print(*traceback.TracebackException.from_exception(error, capture_locals=True)"
        ".format(), repr(error))"
    )
    vault = await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await vault.run(furnish)
    await vault.run(lambda tables: tables.events.add([event(1, body=SENTENCE)]))
    await vault.close()
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, str(home), CIRCLE.hex()],
        input=PASSPHRASE.reveal(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "RuntimeError" in done.stdout
    assert "Community(" in done.stdout
    assert "EventRow(" in done.stdout
    for secret in (SENTENCE, repr(PRK), PRK.hex(), PASSPHRASE.reveal()):
        assert secret not in done.stdout + done.stderr


async def test_a_wrong_passphrase_is_not_quoted(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    await (await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)).close()
    with pytest.raises(Exception) as raised:
        await Vault.open(home, keyring=None, passphrase=SecretText("mistyped by the window"))
    assert "mistyped" not in repr(raised.value) + str(raised.value)
    assert capfd.readouterr() == ("", "")
