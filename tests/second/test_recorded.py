"""The recorded conversation: written by the second implementation, read by the program, and never written anew."""

import json
from base64 import b64decode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.signing import Envelope
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.parties import Me
from heimo_tui.e2ee.requests import open_request
from heimo_tui.e2ee.safety import safety_number

from . import cards, ratchet
from .frozen import FILE, everything, main
from .notation import Refused, dh_public, sha256, u32, verifying_key
from .people import Source
from .session import Written
from .sides import Place, read_as_program
from .states import as_program, stripped


def plain_bytes(saved: Any) -> Any:
    return {name: b64decode(value) if isinstance(value, str) else value for name, value in saved.items()}


def saved_state(saved: Any) -> ratchet.State:
    rows = [b64decode(hk) + u32(n) + b64decode(mk) + u32(day) for hk, n, mk, day in saved["skipped"]]
    state = plain_bytes({name: value for name, value in saved.items() if name != "skipped"})
    return {name: u32(value) if isinstance(value, int) else value for name, value in state.items()} | {
        "skipped": b"".join(rows)
    }


@pytest.fixture(scope="module")
def saved() -> Any:
    return json.loads(FILE.read_text(encoding="utf-8"))


def test_the_record_is_what_is_written_today(saved: Any) -> None:
    assert everything() == saved


def test_the_record_has_what_others_should_meet(saved: Any) -> None:
    found = [row.get("refused") for row in saved["frames"]]
    assert found.count(None) == 7
    assert {"duplicate", "no_header", "not_reportable"} <= set(found)
    assert any(row["before"]["skipped"] for row in saved["frames"])
    assert len({len(row["frame"]) for row in saved["frames"]}) == 2


def test_the_record_is_never_written_over(saved: Any, capsys: pytest.CaptureFixture[str]) -> None:
    before = FILE.read_bytes()
    assert main() == 1
    assert "frozen" in capsys.readouterr().err
    assert FILE.read_bytes() == before


def test_the_program_opens_the_recorded_request(saved: Any) -> None:
    everywhere, alice, bob = plain_bytes(saved), plain_bytes(saved["alice"]), plain_bytes(saved["bob"])
    request = plain_bytes(saved["request"])
    card = cards.open_card(bob["card"], server=everywhere["server"], circle=everywhere["circle"])
    bundle = cards.open_bundle(bob["bundle"], circle=card.said["circle"], author=card.said["author"], day=saved["day"])
    me = Me(
        everywhere["server"],
        everywhere["circle"],
        card.said["author"],
        X25519PrivateKey.from_private_bytes(bob["ik"]),
        (Envelope.from_bytes(bob["card"]),),
    )
    seeds = {name: bob[name] for name in ("spk", "pqpk", "seal")}
    opened = open_request(
        request["sealed"],
        request["c2"],
        me=me,
        bundles=[BundleSecrets(number=bundle.said["number"], payload=bundle.payload, **seeds)],
        frank_key=everywhere["frank_key"],
        hour=saved["hour"],
        day=saved["day"],
    )
    assert opened.content == request["content"]
    assert opened.peer.author == verifying_key(alice["seed"])
    assert opened.session.ad == request["ad"]
    assert sha256(opened.ek) == request["replay"]
    assert opened.reset_of is None


def test_the_program_reads_the_recorded_frames(saved: Any) -> None:
    everywhere = plain_bytes(saved)
    for row in saved["frames"]:
        here = Place(everywhere["server"], everywhere["circle"], b"", everywhere["frank_key"], b"")
        own = verifying_key(b64decode(saved[row["to"]]["seed"]))
        before = as_program(saved_state(row["before"]))
        sent = Written(b64decode(row["frame"]), b64decode(row["c2"]))
        after = before
        try:
            after, read = read_as_program(before, sent, here, own, Source("reader"))
            found = None if read else "not_reportable"
        except Refused as problem:
            read, found = None, problem.code
        assert found == row.get("refused")
        if read:
            assert read.content == b64decode(row["content"])
        if "after" in row:
            assert stripped(after) == as_program(saved_state(row["after"])).to_bytes()


def test_the_program_has_the_recorded_safety_number(saved: Any) -> None:
    everywhere = plain_bytes(saved)
    keys = [
        (verifying_key(b64decode(saved[who]["seed"])), dh_public(b64decode(saved[who]["ik"])))
        for who in ("bob", "alice")
    ]
    found = safety_number(everywhere["server"], everywhere["circle"], *keys)
    assert list(found.groups) == saved["safety"]["groups"]
    assert found.code == b64decode(saved["safety"]["picture"])
