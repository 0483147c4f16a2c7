"""The keyring door lets in only backends that are known to keep secrets."""

import base64
import threading
import time
from typing import Any

import keyring.backend
import keyring.errors
import pytest
from keyring.backends import SecretService, chainer, fail, kwallet, libsecret, null

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault import keyring_door
from heimo_tui.vault.keyring_door import door_to, find_keyring, is_allowed

SECRET = SecretBytes(b"s" * 32)


class Backend(keyring.backend.KeyringBackend):
    """A backend that really keeps things, in memory; what it lacks is a place on the list."""

    priority = 0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


class PlaintextLike(Backend):
    """What keyrings.alt offers: a file in plain text."""


class SecretServiceLike(Backend):
    """Stands where the desktop's keyring stands, so that the door itself can be walked through."""


SecretServiceLike.__module__ = "keyring.backends.SecretService"


def instance(kind: Any) -> Any:
    return kind()


def chain_of(*members: Any) -> Any:
    class Chain(chainer.ChainerBackend):
        priority = 0
        backends = members

    Chain.__module__ = chainer.__name__
    return instance(Chain)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Any:
    def choose(backend: keyring.backend.KeyringBackend) -> None:
        monkeypatch.setattr(keyring.core, "_keyring_backend", backend)

    return choose


@pytest.mark.parametrize(
    "backend", [instance(fail.Keyring), instance(null.Keyring), PlaintextLike(), instance(chainer.ChainerBackend)]
)
def test_what_does_not_keep_secrets_counts_as_none(backend: Any, chosen: Any) -> None:
    chosen(backend)
    assert not is_allowed(backend)
    assert door_to(backend) is None
    assert find_keyring() is None
    assert keyring_door.current_keyring() is None


@pytest.mark.parametrize("kind", [SecretService.Keyring, libsecret.Keyring, kwallet.DBusKeyring])
def test_the_desktops_keyrings_are_on_the_list(kind: type) -> None:
    assert is_allowed(instance(kind))


def test_a_subclass_from_elsewhere_is_not() -> None:
    class Mine(SecretService.Keyring):
        pass

    assert not is_allowed(instance(Mine))


def test_a_chain_is_as_good_as_its_weakest_member() -> None:
    assert is_allowed(chain_of(SecretServiceLike(), instance(libsecret.Keyring)))
    assert not is_allowed(chain_of(SecretServiceLike(), PlaintextLike()))
    assert not is_allowed(chain_of(PlaintextLike(), SecretServiceLike()))
    assert not is_allowed(chain_of())


def test_the_door_writes_reads_and_deletes() -> None:
    backend = SecretServiceLike()
    door = door_to(backend)
    assert door is not None
    assert door.get("one") is None
    door.set("one", SECRET)
    assert door.get("one") == SECRET
    assert backend.kept == {("heimo", "one"): base64.b64encode(b"s" * 32).decode()}
    door.delete("one")
    door.delete("one")
    assert door.get("one") is None


def test_the_probe_leaves_nothing_behind(chosen: Any) -> None:
    backend = SecretServiceLike()
    chosen(backend)
    assert find_keyring() is not None
    assert backend.kept == {}


def test_a_keyring_that_forgets_or_keeps_for_ever_is_none(chosen: Any) -> None:
    class Forgetful(SecretServiceLike):
        def set_password(self, service: str, username: str, password: str) -> None:
            return

    class Clinging(SecretServiceLike):
        def delete_password(self, service: str, username: str) -> None:
            return

    for kind in (Forgetful, Clinging):
        kind.__module__ = "keyring.backends.SecretService"
        chosen(kind())
        assert find_keyring() is None


def test_a_locked_keyring_is_said(chosen: Any) -> None:
    class Locked(SecretServiceLike):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise keyring.errors.KeyringLocked("locked")

        get_password = set_password  # type: ignore[assignment]  # it answers everything the same way

    Locked.__module__ = "keyring.backends.SecretService"
    chosen(Locked())
    with pytest.raises(StoreProblem) as raised:
        find_keyring()
    assert raised.value.reason is StoreReason.KEYRING_LOCKED
    door = door_to(Locked())
    assert door is not None
    with pytest.raises(StoreProblem):
        door.set("one", SECRET)


def test_a_keyring_that_never_answers_does_not_hold_us_up(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()

    class Hanging(SecretServiceLike):
        def get_password(self, service: str, username: str) -> str | None:
            let_go.wait(20)
            return None

    Hanging.__module__ = "keyring.backends.SecretService"
    monkeypatch.setattr(keyring_door, "TIMEOUT_SECONDS", 0.05)
    door = door_to(Hanging())
    assert door is not None
    started = time.perf_counter()
    with pytest.raises(StoreProblem) as raised:
        door.get("one")
    assert raised.value.reason is StoreReason.KEYRING_LOCKED
    assert time.perf_counter() - started < 20, "it was not waited for"
    let_go.set()


def test_an_entry_that_is_not_ours_and_errors_of_the_bus_are_named_without_content() -> None:
    backend = SecretServiceLike()
    backend.kept["heimo", "one"] = "not base64!"
    door = door_to(backend)
    assert door is not None
    with pytest.raises(StoreProblem) as raised:
        door.get("one")
    assert raised.value.reason is StoreReason.CORRUPT

    class Broken(SecretServiceLike):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise OSError(f"could not keep {password}")

    Broken.__module__ = "keyring.backends.SecretService"
    broken = door_to(Broken())
    assert broken is not None
    with pytest.raises(StoreProblem) as raised:
        broken.set("one", SECRET)
    assert raised.value.reason is StoreReason.KEYRING_MISSING
    assert base64.b64encode(b"s" * 32).decode() not in repr(raised.value) + raised.value.detail
    assert raised.value.__cause__ is None
