"""The one door to the operating system's keyring: only backends known to keep secrets are let in."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from threading import Thread
from typing import Any, Final, Protocol, TypeVar

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes

SERVICE: Final = "heimo"
TIMEOUT_SECONDS: Final = 20.0
T = TypeVar("T")

# PROTOCOL 18.3; anything else (none, fail, null, files in plain text) counts as "no keyring"
ALLOWED: Final = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    }
)
_CHAINER: Final = "keyring.backends.chainer"


class KeyStore(Protocol):
    """Where a store's keyring secret lies; every method may block, and may raise `StoreProblem`."""

    def get(self, user: str) -> SecretBytes | None:
        """The secret of this user name, or None."""

    def set(self, user: str, secret: SecretBytes) -> None:
        """Put or replace a secret."""

    def delete(self, user: str) -> None:
        """Remove a secret; a missing one is no error."""


def is_allowed(backend: Any) -> bool:
    """Whether a keyring backend is on the list; a chain is only as good as its weakest member."""
    module = type(backend).__module__
    if module == _CHAINER:
        members = list(backend.backends)
        return bool(members) and all(type(member).__module__ in ALLOWED for member in members)
    return module in ALLOWED


def find_keyring() -> KeyStore | None:
    """The operating system's keyring when it is on the list and really keeps things, else None.

    It is tried by writing, reading and deleting a random value. Blocks: call it in a thread.
    """
    import keyring  # noqa: PLC0415 - costs a quarter of a second: only when a store is made or opened

    store = door_to(_in_time(keyring.get_keyring))
    if store is None:
        return None
    probe, user = SecretBytes(secrets.token_bytes(32)), f"probe-{secrets.token_hex(8)}"
    try:
        store.set(user, probe)
        kept = store.get(user) == probe
        store.delete(user)
        return store if kept and store.get(user) is None else None
    except StoreProblem as problem:
        if problem.reason is StoreReason.KEYRING_LOCKED:
            raise
        return None


def current_keyring() -> KeyStore | None:
    """The operating system's keyring when it is on the list, untried: for opening an existing store. Blocks."""
    import keyring  # noqa: PLC0415 - costs a quarter of a second: only when a store is made or opened

    return door_to(_in_time(keyring.get_keyring))


def door_to(backend: Any) -> KeyStore | None:
    """The door to this backend when it is on the list, else None."""
    return _Door(backend) if backend is not None and is_allowed(backend) else None


class _Door:
    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, user: str) -> SecretBytes | None:
        found = _in_time(lambda: self._backend.get_password(SERVICE, user))
        if found is None:
            return None
        try:
            return SecretBytes(base64.b64decode(found, validate=True))
        except (binascii.Error, ValueError):
            raise StoreProblem(StoreReason.CORRUPT, detail="keyring") from None

    def set(self, user: str, secret: SecretBytes) -> None:
        text = base64.b64encode(secret.reveal()).decode()
        _in_time(lambda: self._backend.set_password(SERVICE, user, text))

    def delete(self, user: str) -> None:
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - see find_keyring

        try:
            _in_time(lambda: self._backend.delete_password(SERVICE, user))
        except PasswordDeleteError:
            return


def _in_time(call: Callable[[], T]) -> T:
    """Run a call that may hang on the desktop's bus; raises `StoreProblem`: KEYRING_LOCKED, KEYRING_MISSING."""
    from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError  # noqa: PLC0415 - see find_keyring

    done: Future[T] = Future()

    def work() -> None:
        try:
            done.set_result(call())
        except BaseException as error:
            done.set_exception(error)

    # a daemon thread: a bus that never answers must not keep the program from ending
    Thread(target=work, name="heimo-keyring", daemon=True).start()
    try:
        return done.result(TIMEOUT_SECONDS)
    except FutureTimeout:
        raise StoreProblem(StoreReason.KEYRING_LOCKED, detail="no answer") from None
    except PasswordDeleteError:
        raise
    except KeyringLocked:
        raise StoreProblem(StoreReason.KEYRING_LOCKED) from None
    except KeyringError as error:
        raise StoreProblem(StoreReason.KEYRING_MISSING, detail=type(error).__name__) from None
    except Exception as error:
        # backends let errors of the bus through; their texts may hold what was asked for
        raise StoreProblem(StoreReason.KEYRING_MISSING, detail=type(error).__name__) from None
