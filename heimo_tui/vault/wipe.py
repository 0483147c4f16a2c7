"""Erasing the store on this device, the fastest irreversible step first (PROTOCOL 18.6)."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from heimo_tui.core.errors import StoreProblem
from heimo_tui.vault.database import database_files
from heimo_tui.vault.files import DATABASE_NAME, KEYFILE_NAME, leftovers, remove_file, sync_directory
from heimo_tui.vault.keyfile import Mode, read_keyfile
from heimo_tui.vault.keyring_door import KeyStore

_ROUND = 4096


@dataclass(frozen=True, slots=True)
class WipeReport:
    """What was erased.

    `keyring_entry`: True removed, False failed, None there was none. `old_copy_opens`: an old copy of the
    keyfile (a backup, a worn block of an SSD) together with the passphrase would still open an old copy of
    the database. `failed` names files that could not be removed.
    """

    keyring_entry: bool | None
    old_copy_opens: bool
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeysGone:
    """What became of the keys; the first part of a `WipeReport`."""

    mode: Mode | None
    keyring_entry: bool | None
    failed: tuple[str, ...]


def wipe_store(directory: Path, keyring: KeyStore | None) -> WipeReport:
    """Erase everything Heimo keeps in `directory`; no database connection may be open.

    Goes on where a step fails, and reports it. Blocks for milliseconds, longer where the keyring hangs.
    """
    return erase_database(directory, destroy_keys(directory, keyring))


def destroy_keys(directory: Path, keyring: KeyStore | None) -> KeysGone:
    """Steps 1 and 2: after these the database cannot be read any more. A connection may still be open."""
    keyfile = directory / KEYFILE_NAME
    mode, entry = _forget_keyring_entry(keyfile, keyring)
    failed: list[str] = []
    for path in (keyfile, *leftovers(directory)):
        _attempt(path, failed, overwrite=True)
    return KeysGone(mode, entry, tuple(failed))


def erase_database(directory: Path, keys: KeysGone) -> WipeReport:
    """Step 3; no connection may be open."""
    failed = list(keys.failed)
    for path in database_files(directory / DATABASE_NAME):
        _attempt(path, failed, overwrite=False)
    try:
        sync_directory(directory)
    except OSError:
        failed.append(directory.name)
    old_copy_opens = keys.mode is Mode.PASSPHRASE or keys.keyring_entry is False
    return WipeReport(keys.keyring_entry, old_copy_opens, tuple(failed))


def _forget_keyring_entry(path: Path, keyring: KeyStore | None) -> tuple[Mode | None, bool | None]:
    try:
        keyfile = read_keyfile(path.read_bytes())
    except (OSError, StoreProblem):
        return None, None
    if not keyfile.mode.needs_keyring:
        return keyfile.mode, None
    if keyring is None:
        return keyfile.mode, False
    try:
        keyring.delete(keyfile.keyring_user)
        return keyfile.mode, keyring.get(keyfile.keyring_user) is None
    except StoreProblem:
        return keyfile.mode, False


def _attempt(path: Path, failed: list[str], *, overwrite: bool) -> None:
    try:
        if not path.exists():
            return
        if overwrite:
            path = _overwritten(path)
        remove_file(path)
    except OSError:
        failed.append(path.name)


def _overwritten(path: Path) -> Path:
    size = max(path.stat().st_size, _ROUND)
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    gone = path.with_name(f".{secrets.token_hex(8)}")
    path.rename(gone)
    return gone
