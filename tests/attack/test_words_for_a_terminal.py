"""Words that a host or an owner chose, meant for the terminal rather than for its reader."""

import os
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.circles import CircleSettings, Genesis, open_genesis
from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import ServerLimits
from heimo_protocol.signing import public_bytes, seal

ESCAPES = ("\x1b]0;title\x07", "\x9b31m", "a\rb", "\u202eevil", "\x00")
SERVER = Ed25519PrivateKey.generate()


def _descriptor(name: str) -> bytes:
    descriptor = Descriptor(
        root=public_bytes(SERVER),
        seq=1,
        issued=1,
        urls=[],
        kvac=b"",
        cred_epoch=0,
        tokens=[],
        frank=b"",
        limits=ServerLimits(),
        name=name,
        mode=0,
    )
    return seal(SERVER, "descriptor", descriptor).to_bytes()


def _genesis(settings: CircleSettings) -> bytes:
    owner = Ed25519PrivateKey.generate()
    genesis = Genesis(
        owner=public_bytes(owner), random=os.urandom(16), server=bytes(32), space=None, moderators=[], settings=settings
    )
    return seal(owner, "genesis", genesis).to_bytes()


@pytest.mark.parametrize("words", [*ESCAPES, "n" * 49])
def test_a_community_has_a_name_that_can_be_shown(words: str) -> None:
    assert open_descriptor(_descriptor("Harbour"))[0].name == "Harbour"
    with pytest.raises(Refusal):
        open_descriptor(_descriptor(words))


@pytest.mark.parametrize("words", [*ESCAPES, "n" * 49])
@pytest.mark.parametrize("field", ["name", "about", "rules", "lang", "note"])
def test_a_circle_says_nothing_to_the_terminal(field: str, words: str) -> None:
    assert open_genesis(_genesis(CircleSettings(name="Night", notes=["grief"])), bytes(32))
    change: dict[str, Any] = {"notes": [words]} if field == "note" else {field: words}
    if field in ("about", "rules") and words.startswith("n"):
        change = {field: words * 100}
    with pytest.raises(Refusal):
        open_genesis(_genesis(CircleSettings(**{"name": "Night", **change})), bytes(32))
