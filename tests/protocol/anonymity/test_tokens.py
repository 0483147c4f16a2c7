"""Blind tokens: the whole way round, refusals, keys by type and epoch, and marking by a dishonest server."""

import hashlib
import hmac
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_protocol.anonymity.self_test import MIXED_ORDER, SMALL_ORDER
from heimo_protocol.anonymity.tokens import (
    SUITE,
    PendingTokens,
    Token,
    TokenInvalid,
    TokenType,
    check_invite,
    check_spend,
    epoch_of,
    evaluate,
    finalize,
    invite_tag,
    nullifier,
    prepare,
    recompute,
    require_batch,
    spend_mac,
    token_key,
    valid_epochs,
)
from heimo_protocol.errors import Code

SEED = b"\x05" * 32
DIGEST = hashlib.sha256(b"operation").digest()
KEY = token_key(SEED, TokenType.REQUEST, 2951)


def drawn(count: int = 1, type: TokenType = TokenType.REQUEST) -> tuple[PendingTokens, tuple[Token, ...]]:
    key = token_key(SEED, type, 2951)
    pending = prepare(type, count)
    evaluated, proof = evaluate(key, pending.blinded)
    return pending, finalize(pending, key.epoch, evaluated, proof, key.public)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(TokenType), st.integers(1, 32))
def test_a_batch_goes_round(type: TokenType, count: int) -> None:
    key = token_key(SEED, type, 2951)
    pending, tokens = drawn(count, type)
    assert len(tokens) == len(set(tokens)) == count
    for token, nonce in zip(tokens, pending.nonces, strict=True):
        assert (token.type, token.epoch, token.nonce) == (type, 2951, nonce)
        assert len(nonce) == (16 if type is TokenType.INVITE else 32)
        assert recompute(key, nonce) == token.output and len(token.output) == 64
        check_spend(key, nonce, DIGEST, spend_mac(token.output, DIGEST))


def test_blinding_hides_the_nonce_and_changes_no_token() -> None:
    nonce = b"n" * 32
    (one, first), (two, second) = SUITE.blind(nonce, os.urandom), SUITE.blind(nonce, os.urandom)
    assert first != second
    pending = PendingTokens(TokenType.REQUEST, (nonce, nonce), (one, two), (first, second))
    evaluated, proof = evaluate(KEY, pending.blinded)
    a, b = finalize(pending, 2951, evaluated, proof, KEY.public)
    assert a == b and evaluated[0] != evaluated[1]


def test_a_token_is_bound_to_operation_key_type_and_epoch() -> None:
    _, (token,) = drawn()
    mac = spend_mac(token.output, DIGEST)
    check_spend(KEY, token.nonce, DIGEST, mac)
    wrong = (
        (KEY, token.nonce, hashlib.sha256(b"another").digest(), mac),
        (KEY, bytes(32), DIGEST, mac),
        (KEY, token.nonce, DIGEST, bytes(32)),
        (KEY, token.nonce, DIGEST, mac[:-1]),
        (token_key(SEED, TokenType.REQUEST, 2950), token.nonce, DIGEST, mac),
        (token_key(SEED, TokenType.QUEUE, 2951), token.nonce, DIGEST, mac),
        (token_key(bytes(32), TokenType.REQUEST, 2951), token.nonce, DIGEST, mac),
        (KEY, token.nonce[:16], DIGEST, mac),
    )
    for arguments in wrong:
        with pytest.raises(TokenInvalid) as refused:
            check_spend(*arguments)
        assert refused.value.code is Code.TOKEN_INVALID


def test_invites() -> None:
    key = token_key(SEED, TokenType.INVITE, 2951)
    _, (token,) = drawn(1, TokenType.INVITE)
    tag = invite_tag(token.output)
    assert len(tag) == 16 and check_invite(key, token.nonce, tag)
    assert not check_invite(key, bytes(16), tag)
    assert not check_invite(key, token.nonce, bytes(16))
    assert not check_invite(key, token.nonce, tag[:8])
    assert not check_invite(token_key(SEED, TokenType.INVITE, 2950), token.nonce, tag)
    with pytest.raises(TokenInvalid):
        check_invite(key, bytes(32), tag)


def test_a_host_can_make_an_invite_without_a_member() -> None:
    key = token_key(SEED, TokenType.INVITE, 2951)
    assert check_invite(key, b"n" * 16, invite_tag(recompute(key, b"n" * 16)))


def test_a_server_cannot_mark_a_member_with_a_key_of_their_own() -> None:
    pending = prepare(TokenType.REQUEST, 2)
    tagging = token_key(b"\x06" * 32, TokenType.REQUEST, 2951)
    evaluated, proof = evaluate(tagging, pending.blinded)
    with pytest.raises(TokenInvalid):
        finalize(pending, 2951, evaluated, proof, KEY.public)
    honest, honest_proof = evaluate(KEY, pending.blinded)
    with pytest.raises(TokenInvalid):
        finalize(pending, 2951, (honest[0], evaluated[1]), honest_proof, KEY.public)
    with pytest.raises(TokenInvalid):
        finalize(pending, 2951, honest[::-1], honest_proof, KEY.public)
    with pytest.raises(TokenInvalid):
        finalize(pending, 2951, honest[:1], honest_proof, KEY.public)
    assert len(finalize(pending, 2951, honest, honest_proof, KEY.public)) == 2


def test_every_byte_of_the_proof_counts() -> None:
    pending = prepare(TokenType.QUEUE, 2)
    key = token_key(SEED, TokenType.QUEUE, 2951)
    evaluated, proof = evaluate(key, pending.blinded)
    for index in range(len(proof)):
        bad = proof[:index] + bytes([proof[index] ^ 1 << index % 8]) + proof[index + 1 :]
        with pytest.raises(TokenInvalid):
            finalize(pending, 2951, evaluated, bad, key.public)
    for bad in (b"", proof[:-1], proof + b"\x00"):
        with pytest.raises(TokenInvalid):
            finalize(pending, 2951, evaluated, bad, key.public)


@pytest.mark.parametrize("bad", [*MIXED_ORDER, *SMALL_ORDER, b"", bytes(33)], ids=lambda p: p.hex()[:12])
def test_bad_points_are_refused_on_both_sides(bad: bytes) -> None:
    pending = prepare(TokenType.REQUEST, 2)
    evaluated, proof = evaluate(KEY, pending.blinded)
    with pytest.raises(TokenInvalid):
        evaluate(KEY, (pending.blinded[0], bad))
    with pytest.raises(TokenInvalid):
        finalize(pending, 2951, (evaluated[0], bad), proof, KEY.public)
    with pytest.raises(TokenInvalid):
        finalize(pending, 2951, evaluated, proof, bad)


def test_batches_have_a_size() -> None:
    one = prepare(TokenType.REQUEST, 1).blinded
    for batch in ((), one * 33):
        with pytest.raises(TokenInvalid):
            evaluate(KEY, batch)
        with pytest.raises(TokenInvalid):
            require_batch(batch)
    require_batch(one)
    for count in (0, 33, -1):
        with pytest.raises(ValueError, match="at a time"):
            prepare(TokenType.REQUEST, count)


def test_epochs() -> None:
    assert [epoch_of(day) for day in (0, 6, 7, 20780)] == [0, 0, 1, 2968]
    assert valid_epochs(20780) == (2968, 2967)


def test_nullifiers_differ_by_every_part() -> None:
    nonce = bytes(32)
    base = nullifier(TokenType.REQUEST, 1, nonce)
    others = {
        nullifier(TokenType.QUEUE, 1, nonce),
        nullifier(TokenType.REQUEST, 2, nonce),
        nullifier(TokenType.REQUEST, 1, b"\x01" * 32),
    }
    assert len(base) == 16 and len(others | {base}) == 4
    data = b"heimo/v1/nul\x00" + b"\x01" + b"\x00\x00\x00\x01" + nonce
    assert base == hashlib.sha256(data).digest()[:16]


def test_the_mac_is_hmac_sha256() -> None:
    expected = hmac.new(b"w" * 64, b"heimo/v1/spend" + DIGEST, hashlib.sha256).digest()
    assert spend_mac(b"w" * 64, DIGEST) == expected


def test_no_secret_shows_in_a_repr() -> None:
    pending, (token,) = drawn()
    for thing, secret in ((KEY, KEY.secret), (pending, pending.blinds[0]), (token, token.output)):
        assert repr(bytes(secret)) not in repr(thing)
