"""Keys do not get out: not by repr, by a log, by a traceback's words, by pickling or by copying."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from dataclasses import fields, is_dataclass

import pytest

from heimo_tui.core.errors import CannotDecrypt, StoreProblem
from heimo_tui.e2ee import ratchet
from heimo_tui.e2ee.handshake import agree
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.session import Session
from heimo_tui.e2ee.skipped import Skipped

from .pair import Pair


def values() -> dict[str, object]:
    """One of every value that holds keys or what somebody wrote."""
    pair = Pair()
    asked = pair.ada.ask(pair.ben)
    opened_request = pair.ben.read_request(asked.sealed, asked.c2)
    pair.answered()
    first = pair.ada.write(pair.at_ada, b"a secret thing", pair.ben)
    second = pair.ada.write(first.session, b"a secret thing", pair.ben)
    opened = pair.ben.read(pair.at_ben, second.frame, second.c2)
    outgoing = ratchet.next_sending(pair.at_ada)
    found = (
        *(pair.ada.me, pair.ada.franker, pair.ada.bundles[0], asked, opened_request, first, opened, outgoing),
        *(outgoing.header, opened.session, opened.session.skipped, opened.evidence, agree(bytes(128), bytes(32))),
    )
    return {type(one).__name__: one for one in found}


VALUES = values()


def secrets_of(value: object) -> list[bytes]:
    """All bytes in a value, however deep."""
    if isinstance(value, bytes):
        return [value] if len(value) >= 8 else []
    if isinstance(value, Skipped):
        return secrets_of(value.to_plain())
    if isinstance(value, list | tuple):
        return [found for one in value for found in secrets_of(one)]
    if is_dataclass(value):
        return [found for field in fields(value) for found in secrets_of(getattr(value, field.name))]
    return []


def test_every_hiding_value_is_looked_at() -> None:
    kinds = {kind.__name__ for kind in Hidden.__subclasses__()}
    assert kinds == set(VALUES)


@pytest.mark.parametrize("name", VALUES)
def test_it_shows_nothing(name: str, caplog: pytest.LogCaptureFixture) -> None:
    value = VALUES[name]
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").debug("%s %r %s", value, value, [value])
    for shown in (repr(value), str(value), f"{value}", repr([value]), caplog.text):
        assert f"{name}(<hidden>)" in shown
        for secret in secrets_of(value):
            assert repr(secret)[2:10] not in shown and secret.hex()[:8] not in shown


def test_there_was_something_to_hide() -> None:
    assert all(secrets_of(value) for name, value in VALUES.items() if name not in ("Me", "Franker"))


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_cannot_be_pickled(name: str, protocol: int) -> None:
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(VALUES[name], protocol)


@pytest.mark.parametrize("name", VALUES)
def test_it_is_not_copied_nor_compared(name: str) -> None:
    value = VALUES[name]
    with pytest.raises(TypeError):
        copy.copy(value)
    with pytest.raises(TypeError):
        copy.deepcopy(value)
    assert value == value and type(value).__eq__ is object.__eq__


@pytest.mark.parametrize("name", [name for name, value in VALUES.items() if is_dataclass(value)])
def test_it_is_not_changed_in_place(name: str) -> None:
    value = VALUES[name]
    field = fields(value)[0].name  # type: ignore[arg-type]  # those named here are dataclasses
    with pytest.raises(AttributeError):
        setattr(value, field, b"")


def test_an_error_tells_its_code_alone() -> None:
    pair = Pair().answered()
    sealed = pair.ada.write(pair.at_ada, b"a secret thing", pair.ben)
    torn = sealed.frame[:-1] + bytes([sealed.frame[-1] ^ 1])
    with pytest.raises(CannotDecrypt) as caught:
        pair.ben.read(pair.at_ben, torn, sealed.c2)
    kept = pair.at_ben.to_bytes()
    with pytest.raises(StoreProblem) as corrupt:
        Session.from_bytes(kept[: len(kept) // 2])
    told = "".join(traceback.format_exception(caught.value) + traceback.format_exception(corrupt.value))
    assert caught.value.args == ("bad_body",) and corrupt.value.args == ("corrupt",)
    for secret in secrets_of(pair.at_ben):
        assert secret.hex()[:8] not in told and repr(secret)[2:10] not in told
