"""The encrypted store of one person on this device."""

from __future__ import annotations

from heimo_tui.vault.keyfile import FLOOR, Argon2Cost, Mode
from heimo_tui.vault.keyring_door import KeyStore, current_keyring, find_keyring
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.vault import StoreState, Vault, look
from heimo_tui.vault.wipe import WipeReport, wipe_store

__all__ = [
    "FLOOR",
    "Argon2Cost",
    "KeyStore",
    "Mode",
    "StoreState",
    "Tables",
    "Vault",
    "WipeReport",
    "current_keyring",
    "find_keyring",
    "look",
    "wipe_store",
]
