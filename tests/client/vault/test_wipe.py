"""Erasing leaves nothing readable, goes on where a step fails, and says so."""

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault import Tables, Vault, database, wipe_store

from .conftest import CHEAP, PASSPHRASE, MemoryKeyring, files_in, furnish


async def made(home: Path, keyring: MemoryKeyring | None) -> Vault:
    passphrase = None if keyring else PASSPHRASE
    vault = await Vault.create(home, keyring=keyring, passphrase=passphrase, cost=CHEAP)
    await vault.run(furnish)
    return vault


async def test_nothing_is_left(home: Path, keyring: MemoryKeyring) -> None:
    vault = await made(home, keyring)
    assert len(keyring.entries) == 1
    report = await vault.wipe()
    assert (report.keyring_entry, report.old_copy_opens, report.failed) == (True, False, ())
    assert keyring.entries == {}
    assert files_in(home) == set()
    assert not vault.is_open


async def test_long_work_does_not_hold_it_up(home: Path) -> None:
    vault = await made(home, None)
    begun = threading.Event()

    def endless(tables: Tables) -> object:
        begun.set()
        sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        return tables.dump._db.value(sql)

    working = asyncio.ensure_future(vault.read(endless))
    assert await asyncio.to_thread(begun.wait, 5)
    await asyncio.sleep(0.05)
    started = time.perf_counter()
    await vault.wipe()
    assert time.perf_counter() - started < 20
    assert files_in(home) == set()
    with pytest.raises(StoreProblem) as raised:
        await working
    assert raised.value.reason is StoreReason.CANCELLED


async def test_a_store_that_could_not_be_made_leaves_nothing(
    home: Path, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "sqlcipher", lambda: sqlite3.connect)
    with pytest.raises(StoreProblem) as raised:
        await made(home, keyring)
    assert raised.value.reason is StoreReason.NOT_ENCRYPTED
    assert files_in(home) == set()
    assert keyring.entries == {}


async def test_a_copy_of_the_keyfile_opens_nothing_without_the_keyring(home: Path, keyring: MemoryKeyring) -> None:
    await (await made(home, keyring)).close()
    copies = copy_of(home)
    wipe_store(home, keyring)
    put_back(home, copies)
    try:
        await Vault.open(home, keyring=keyring)
    except StoreProblem as problem:
        assert problem.reason is StoreReason.KEYRING_MISSING
    else:
        raise AssertionError("an erased store opened")


async def test_with_a_passphrase_alone_an_old_copy_would_open_and_that_is_said(home: Path) -> None:
    await (await made(home, None)).close()
    copies = copy_of(home)
    report = wipe_store(home, None)
    assert report.old_copy_opens
    assert report.keyring_entry is None
    put_back(home, copies)
    vault = await Vault.open(home, keyring=None, passphrase=PASSPHRASE)
    await vault.close()


async def test_the_old_bytes_are_gone_from_the_file_itself(home: Path, tmp_path: Path) -> None:
    """A second name for the same file, as an undeleted block would be, shows no keyfile any more."""
    await (await made(home, None)).close()
    before = link(home / "heimo.key", tmp_path / "key"), link(home / "heimo.db", tmp_path / "db")
    wipe_store(home, None)
    assert all(before)
    assert content(tmp_path / "key") == b""
    assert content(tmp_path / "db") == b""


async def test_a_failing_keyring_is_reported_and_the_rest_done(home: Path, keyring: MemoryKeyring) -> None:
    vault = await made(home, keyring)
    keyring.locked = True
    report = await vault.wipe()
    assert report.keyring_entry is False
    assert report.old_copy_opens
    assert files_in(home) == set()


async def test_a_damaged_or_missing_store_is_erased_too(home: Path, keyring: MemoryKeyring) -> None:
    vault = await made(home, keyring)
    await vault.close()
    put_back(home, {"heimo.key": b"damaged", ".heimo.key.aa.new": b"left over"})
    report = wipe_store(home, keyring)
    assert report.failed == ()
    assert report.keyring_entry is None
    assert files_in(home) == set()
    assert wipe_store(home, keyring).failed == ()
    keyring.set("other", SecretBytes(b"not ours"))
    assert wipe_store(home / "nowhere", keyring).failed == ("nowhere",)
    assert "other" in keyring.entries


def copy_of(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir()}


def put_back(home: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (home / name).write_bytes(data)


def link(path: Path, other: Path) -> bytes:
    other.hardlink_to(path)
    return other.read_bytes()


def content(path: Path) -> bytes:
    return path.read_bytes()
