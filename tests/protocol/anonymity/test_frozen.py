"""heimo1.json, frozen: today's code gives the same bytes, and accepts the bytes of that day."""

import os

import pytest

from heimo_protocol.anonymity.credential import Credential, IssuerKeys, m1_enc, request_context, respond
from heimo_protocol.anonymity.group import EDWARDS25519
from heimo_protocol.anonymity.invites import read_code, read_link
from heimo_protocol.anonymity.issuer import HEIMO
from heimo_protocol.anonymity.presentation import nym_id, verify_presentation
from heimo_protocol.anonymity.tokens import (
    PendingTokens,
    TokenType,
    check_invite,
    check_spend,
    finalize,
    recompute,
    token_key,
)

from . import frozen
from .p256 import vectors

SAVED = vectors("heimo1")
CREDENTIAL = SAVED["credential"]
raw = bytes.fromhex


def test_the_same_randomness_gives_the_same_bytes() -> None:
    assert frozen.everything() == SAVED


def test_the_script_never_writes_over_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    before = frozen.FILE.read_bytes()
    assert frozen.main() == 1
    assert frozen.FILE.read_bytes() == before
    assert "frozen" in capsys.readouterr().err


def test_saved_presentations_are_accepted() -> None:
    keys = IssuerKeys.from_bytes(raw(CREDENTIAL["issuer_keys"]))
    assert keys.public == raw(CREDENTIAL["issuer_public"])
    m2 = request_context(raw(CREDENTIAL["server_id"]), CREDENTIAL["cred_epoch"])
    assert m2 == raw(CREDENTIAL["m2"])
    member = Credential.from_bytes(raw(CREDENTIAL["credential"]))
    for saved in CREDENTIAL["presentations"]:
        scope, shown = raw(saved["scope"]), raw(saved["presentation"])
        nym = verify_presentation(keys, m2, scope, raw(CREDENTIAL["bind"]), shown)
        assert nym == raw(saved["nym"]) == member.nym(scope)
        assert nym_id(nym) == raw(saved["nym_id"])


def test_a_saved_request_is_answered() -> None:
    keys, sent = IssuerKeys.from_bytes(raw(CREDENTIAL["issuer_keys"])), raw(CREDENTIAL["request"])
    m1, r1 = (EDWARDS25519.read_scalar(raw(CREDENTIAL[name])) for name in ("m1", "r1"))
    assert m1_enc(sent) == HEIMO.commit(m1, r1)
    assert len(respond(keys, sent, os.urandom)) == len(raw(CREDENTIAL["response"]))


@pytest.mark.parametrize("saved", SAVED["tokens"], ids=lambda s: TokenType(s["type"]).name.lower())
def test_saved_tokens_are_accepted(saved: dict) -> None:
    key = token_key(raw(saved["seed"]), TokenType(saved["type"]), saved["epoch"])
    assert key.public == raw(saved["public"])
    pending = PendingTokens(
        key.type,
        tuple(map(raw, saved["nonces"])),
        tuple(EDWARDS25519.read_scalar(raw(blind)) for blind in saved["blinds"]),
        tuple(EDWARDS25519.read_element(raw(element)) for element in saved["blinded"]),
    )
    evaluated = tuple(map(raw, saved["evaluated"]))
    drawn = finalize(pending, saved["epoch"], evaluated, raw(saved["proof"]), key.public)
    for token, output, mac in zip(drawn, saved["outputs"], saved["macs"], strict=True):
        assert token.output == raw(output) == recompute(key, token.nonce)
        check_spend(key, token.nonce, raw(saved["opdigest"]), raw(mac))


def test_a_saved_invite_is_accepted() -> None:
    saved, of_invites = SAVED["invite"], SAVED["tokens"][2]
    link = read_link(saved["link"])
    assert (link.host, link.server_root) == (saved["host"], raw(saved["server_root"]))
    assert link.invite == read_code(saved["code"])
    key = token_key(raw(of_invites["seed"]), TokenType.INVITE, of_invites["epoch"])
    assert check_invite(key, link.invite.nonce, link.invite.tag)
