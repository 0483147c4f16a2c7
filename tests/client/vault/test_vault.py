"""The store's life: made, opened, locked, rewrapped, shared by nobody, and closed when anything is wrong."""

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from heimo_tui.core.errors import BadInput, StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Mode, Vault, look
from heimo_tui.vault.files import leftovers, write_private

from .conftest import CHEAP, CIRCLE, PASSPHRASE, MemoryKeyring, event, files_in, furnish, mode_of, modes_in

OTHER = SecretText("nine slow lanterns on the river")


async def refused(
    reason: StoreReason, home: Path, keyring: MemoryKeyring | None, passphrase: SecretText | None
) -> None:
    with pytest.raises(StoreProblem) as raised:
        await Vault.open(home, keyring=keyring, passphrase=passphrase)
    assert raised.value.reason is reason


async def made(home: Path, keyring: MemoryKeyring | None, passphrase: SecretText | None) -> None:
    vault = await Vault.create(home, keyring=keyring, passphrase=passphrase, cost=CHEAP)
    await vault.run(furnish)
    await vault.close()


def open_to_all(home: Path) -> None:
    home.chmod(0o755)
    for path in home.iterdir():
        path.chmod(0o644)


def keyfile_of(home: Path) -> bytes:
    return (home / "heimo.key").read_bytes()


def swap(path: Path, content: bytes | None) -> bytes:
    """Put other content there, or nothing; returns what was there."""
    before = path.read_bytes() if path.exists() else b""
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    return before


async def names(home: Path, keyring: MemoryKeyring | None, passphrase: SecretText | None) -> list[str]:
    vault = await Vault.open(home, keyring=keyring, passphrase=passphrase)
    try:
        return await vault.read(lambda tables: [found.name for found in tables.communities.all()])
    finally:
        await vault.close()


@pytest.mark.parametrize("mode", list(Mode))
async def test_each_mode_opens_with_what_it_needs_and_nothing_less(
    mode: Mode, home: Path, keyring: MemoryKeyring
) -> None:
    store = keyring if mode.needs_keyring else None
    passphrase = PASSPHRASE if mode.needs_passphrase else None
    await made(home, store, passphrase)
    assert look(home).mode is mode
    assert await names(home, store, passphrase) == ["Kitchen table"]
    if mode.needs_passphrase:
        await refused(StoreReason.PASSPHRASE_NEEDED, home, store, None)
        await refused(StoreReason.PASSPHRASE_WRONG, home, store, OTHER)
    if mode.needs_keyring:
        await refused(StoreReason.KEYRING_MISSING, home, None, passphrase)
        await refused(StoreReason.KEYRING_MISSING, home, MemoryKeyring(), passphrase)
        keyring.locked = True
        await refused(StoreReason.KEYRING_LOCKED, home, keyring, passphrase)


async def test_files_are_private_and_nothing_else_lies_there(home: Path) -> None:
    vault = await Vault.create(home, keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await vault.run(furnish)
    assert mode_of(home) == 0o700
    assert files_in(home) == {"heimo.db", "heimo.db-wal", "heimo.db-shm", "heimo.key"}
    assert modes_in(home) == {0o600}
    await vault.close()
    assert files_in(home) == {"heimo.db", "heimo.key"}


async def test_access_of_others_is_taken_away_on_opening(home: Path) -> None:
    await made(home, None, PASSPHRASE)
    open_to_all(home)
    vault = await Vault.open(home, keyring=None, passphrase=PASSPHRASE)
    await vault.close()
    assert mode_of(home) == 0o700
    assert modes_in(home) == {0o600}


async def test_a_store_is_not_made_over_another(home: Path) -> None:
    await made(home, None, PASSPHRASE)
    before = keyfile_of(home)
    with pytest.raises(StoreProblem) as raised:
        await Vault.create(home, keyring=None, passphrase=OTHER, cost=CHEAP)
    assert raised.value.reason is StoreReason.EXISTS
    assert keyfile_of(home) == before


async def test_missing_parts_are_told_apart(home: Path) -> None:
    await refused(StoreReason.MISSING, home, None, PASSPHRASE)
    assert not look(home).exists
    await made(home, None, PASSPHRASE)
    keyfile = swap(home / "heimo.key", None)
    await refused(StoreReason.CORRUPT, home, None, PASSPHRASE)
    swap(home / "heimo.key", keyfile)
    swap(home / "heimo.db", None)
    await refused(StoreReason.MISSING, home, None, PASSPHRASE)
    await made(home, None, OTHER)
    assert await names(home, None, OTHER) == ["Kitchen table"]


async def test_a_weak_passphrase_may_not_protect_a_store_alone(home: Path, keyring: MemoryKeyring) -> None:
    for weak in ("", "password1", "heimo2026"):
        with pytest.raises(BadInput) as raised:
            await Vault.create(home, keyring=None, passphrase=SecretText(weak), cost=CHEAP)
        assert raised.value.code == "passphrase_weak"
    with pytest.raises(StoreProblem) as needed:
        await Vault.create(home, keyring=None, passphrase=None)
    assert needed.value.reason is StoreReason.PASSPHRASE_NEEDED
    assert not look(home).exists
    await made(home, keyring, SecretText("short pin"))
    with pytest.raises(BadInput):
        await Vault.create(home / "other", keyring=keyring, passphrase=SecretText(""), cost=CHEAP)


async def test_locking_closes_and_unlocking_asks_again(vault: Vault) -> None:
    await vault.lock()
    assert not vault.is_open
    for call in (vault.run, vault.read):
        with pytest.raises(StoreProblem) as raised:
            await call(lambda tables: tables.communities.all())
        assert raised.value.reason is StoreReason.LOCKED
    with pytest.raises(StoreProblem) as raised:
        await vault.unlock(OTHER)
    assert raised.value.reason is StoreReason.PASSPHRASE_WRONG
    assert not vault.is_open
    await vault.unlock(PASSPHRASE)
    await vault.unlock(PASSPHRASE)
    assert len(await vault.read(lambda tables: tables.communities.all())) == 1
    await vault.close()
    await vault.close()
    with pytest.raises(StoreProblem):
        await vault.run(lambda tables: None)


async def test_changing_the_passphrase_rewraps_and_does_not_rewrite(vault: Vault, home: Path) -> None:
    before = keyfile_of(home)
    with pytest.raises(StoreProblem) as raised:
        await vault.change_passphrase(OTHER, OTHER)
    assert raised.value.reason is StoreReason.PASSPHRASE_WRONG
    assert keyfile_of(home) == before
    with pytest.raises(BadInput):
        await vault.change_passphrase(PASSPHRASE, SecretText("password"))
    await vault.change_passphrase(PASSPHRASE, OTHER)
    await vault.verify(OTHER)
    with pytest.raises(StoreProblem):
        await vault.verify(PASSPHRASE)
    await vault.close()
    await refused(StoreReason.PASSPHRASE_WRONG, home, None, PASSPHRASE)
    assert await names(home, None, OTHER) == ["Kitchen table"]


async def test_a_lock_passphrase_comes_and_goes(home: Path, keyring: MemoryKeyring) -> None:
    await made(home, keyring, None)
    vault = await Vault.open(home, keyring=keyring)
    await vault.change_passphrase(None, SecretText("tea"), cost=CHEAP)
    assert await vault.mode() is Mode.BOTH
    await vault.lock()
    with pytest.raises(StoreProblem) as raised:
        await vault.unlock()
    assert raised.value.reason is StoreReason.PASSPHRASE_NEEDED
    await vault.unlock(SecretText("tea"))
    await vault.change_passphrase(SecretText("tea"), None)
    assert await vault.mode() is Mode.KEYRING
    await vault.close()
    assert await names(home, keyring, None) == ["Kitchen table"]


async def test_a_passphrase_store_can_move_into_a_keyring_but_not_into_nothing(
    home: Path, keyring: MemoryKeyring
) -> None:
    await made(home, None, PASSPHRASE)
    vault = await Vault.open(home, keyring=None, passphrase=PASSPHRASE)
    with pytest.raises(StoreProblem) as raised:
        await vault.change_passphrase(PASSPHRASE, None)
    assert raised.value.reason is StoreReason.KEYRING_MISSING
    await vault.close()
    vault = await Vault.open(home, keyring=keyring, passphrase=PASSPHRASE)
    await vault.change_passphrase(PASSPHRASE, None)
    await vault.close()
    assert await names(home, keyring, None) == ["Kitchen table"]


async def test_only_one_program_has_the_store(vault: Vault, home: Path) -> None:
    await refused(StoreReason.IN_USE, home, None, PASSPHRASE)
    code = (
        "import asyncio, sys; from pathlib import Path; from heimo_tui.vault import Vault\n"
        "from heimo_tui.core.errors import StoreProblem; from heimo_tui.core.secrets import SecretText\n"
        "try: asyncio.run(Vault.open(Path(sys.argv[1]), keyring=None, passphrase=SecretText('x')))\n"
        "except StoreProblem as problem: print(problem.reason)"
    )
    found = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "in_use"
    await vault.lock()
    await refused(StoreReason.IN_USE, home, None, PASSPHRASE)
    await vault.close()
    assert await names(home, None, PASSPHRASE) == ["Kitchen table"]


async def test_work_is_whole_or_not_at_all_and_in_order(vault: Vault) -> None:
    def broken(tables: object) -> None:
        vault_tables = tables
        vault_tables.preferences.set("half", True)  # type: ignore[attr-defined]  # any store's tables
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await vault.run(broken)
    assert await vault.read(lambda tables: tables.preferences.get("half")) is None
    seen: list[int] = []
    threads: set[str] = set()

    def note(number: int) -> None:
        seen.append(number)
        threads.add(threading.current_thread().name)

    await asyncio.gather(*(vault.run(lambda tables, n=n: note(n)) for n in range(50)))  # type: ignore[misc]  # n is bound
    assert seen == list(range(50))
    assert len(threads) == 1


async def test_the_erasing_passphrase_erases(home: Path) -> None:
    await made(home, None, PASSPHRASE)
    vault = await Vault.open(home, keyring=None, passphrase=PASSPHRASE)
    with pytest.raises(StoreProblem):
        await vault.set_duress(OTHER, SecretText("let go"))
    with pytest.raises(BadInput) as same:
        await vault.set_duress(PASSPHRASE, PASSPHRASE)
    assert same.value.code == "duress_same"
    await vault.set_duress(PASSPHRASE, SecretText("let go"))
    await vault.verify(PASSPHRASE)
    await vault.close()
    await refused(StoreReason.PASSPHRASE_WRONG, home, None, OTHER)
    assert await names(home, None, PASSPHRASE) == ["Kitchen table"]
    await refused(StoreReason.WIPED, home, None, SecretText("let go"))
    assert files_in(home) == set()
    await refused(StoreReason.MISSING, home, None, PASSPHRASE)


async def test_the_erasing_passphrase_can_be_taken_back_and_needs_a_lock(home: Path, keyring: MemoryKeyring) -> None:
    await made(home, keyring, None)
    vault = await Vault.open(home, keyring=keyring)
    with pytest.raises(StoreProblem) as raised:
        await vault.set_duress(SecretText("x"), SecretText("let go"))
    assert raised.value.reason is StoreReason.PASSPHRASE_NEEDED
    await vault.change_passphrase(None, PASSPHRASE, cost=CHEAP)
    await vault.set_duress(PASSPHRASE, SecretText("let go"))
    await vault.set_duress(PASSPHRASE, None)
    await vault.close()
    await refused(StoreReason.PASSPHRASE_WRONG, home, keyring, SecretText("let go"))
    assert await names(home, keyring, PASSPHRASE) == ["Kitchen table"]


async def test_an_altered_or_swapped_database_does_not_open(home: Path, tmp_path: Path) -> None:
    await made(home, None, PASSPHRASE)
    await made(tmp_path / "other", None, PASSPHRASE)
    swap(home / "heimo.db", swap(tmp_path / "other" / "heimo.db", b""))
    await refused(StoreReason.CORRUPT, home, None, PASSPHRASE)
    swap(home / "heimo.db", b"SQLite format 3\0" + bytes(4096))
    await refused(StoreReason.NOT_ENCRYPTED, home, None, PASSPHRASE)


async def test_leftovers_of_a_crash_are_cleared_away(home: Path) -> None:
    await made(home, None, PASSPHRASE)
    swap(home / ".heimo.key.0011.new", b"half a keyfile")
    assert await names(home, None, PASSPHRASE) == ["Kitchen table"]
    assert leftovers(home) == []


def test_a_failed_write_keeps_the_old_content(tmp_path: Path) -> None:
    target = tmp_path / "heimo.key"
    write_private(target, b"old")
    assert mode_of(target) == 0o600
    write_private(target, b"new")
    assert target.read_bytes() == b"new"
    with pytest.raises(StoreProblem) as raised:
        write_private(tmp_path / "missing" / "heimo.key", b"x")
    assert raised.value.reason is StoreReason.FAILED
    assert os.listdir(tmp_path) == ["heimo.key"]


async def test_tidying_gives_room_back_and_keeps_the_rest(vault: Vault, home: Path) -> None:
    rows = [event(number, body="words " * 200) for number in range(1, 400)]
    await vault.run(lambda tables: tables.events.add(rows))
    await vault.tidy()
    before = size_of(home / "heimo.db")
    await vault.run(lambda tables: tables.events.erase(CIRCLE, [row.event_id for row in rows[:-1]]))
    await vault.tidy()
    assert size_of(home / "heimo.db") < before / 2
    assert await vault.read(lambda tables: tables.events.at(CIRCLE, 399)) == rows[-1]
    assert len(await vault.read(lambda tables: tables.threads.search("words"))) == 1
    await vault.lock()
    with pytest.raises(StoreProblem):
        await vault.tidy()


def size_of(path: Path) -> int:
    return path.stat().st_size
