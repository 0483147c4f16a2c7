"""Whether Heimo can keep things safe on this machine, and how to mend what is wrong."""

import asyncio
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from heimo_protocol.anonymity import self_test
from heimo_tui.config import Config
from heimo_tui.core.errors import StoreProblem
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault import database, keyring_door


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing looked at; `mend` says what to do where it is not `good`. `minor`: Heimo works without it."""

    good: bool
    what: str
    mend: str = ""
    minor: bool = False


async def examine(config: Config) -> tuple[Checked, ...]:
    """Look at the libraries, the keyring, the folder and the network settings."""
    return (
        await asyncio.to_thread(_library),
        await asyncio.to_thread(_encryption),
        await asyncio.to_thread(_keyring),
        _folder(config.data),
        _route(config),
    )


def _library() -> Checked:
    try:
        self_test.run()
    except self_test.UnsafeLibrary:
        return Checked(
            False, "The cryptographic library lets bad keys through.", "Install Heimo anew with its own pins."
        )
    return Checked(True, "The cryptographic library refuses bad keys.")


def _encryption() -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        try:
            database.create_database(Path(folder) / "probe.db", SecretBytes(os.urandom(32))).close()
        except StoreProblem:
            return Checked(False, "The database does not encrypt.", "Install Heimo anew, in an environment of its own.")
    return Checked(True, "The database encrypts what is written.")


def _keyring() -> Checked:
    if keyring_door.current_keyring() is not None:
        return Checked(True, "The system's keyring can be trusted with the key.")
    return Checked(False, "There is no keyring to trust here.", "Heimo asks for a lock passphrase instead.", minor=True)


def _folder(data: Path) -> Checked:
    if not data.exists():
        return Checked(True, "Nothing is kept on this machine yet.")
    if stat.S_IMODE(data.stat().st_mode) & 0o077:
        return Checked(False, "Others on this machine can look into the data folder.", f"Run: chmod 700 {data}")
    return Checked(True, "Only you can look into the data folder.")


def _route(config: Config) -> Checked:
    if config.tor_required and not config.proxy:
        return Checked(False, "Tor is required, but no proxy is named.", 'Set proxy = "socks5h://127.0.0.1:9050".')
    if config.proxy:
        return Checked(True, "Everything goes through the proxy.")
    return Checked(
        True,
        "The host of a community can see this machine's address: no proxy is set.",
        "docs/people.md tells how to use Tor.",
        minor=True,
    )
