"""Issuing and showing a credential: complete, tamper-proof, one name a scope, and nothing else to go by."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_protocol.anonymity.credential import (
    REQUEST_SIZE,
    RESPONSE_SIZE,
    Credential,
    IssuerKeys,
    RequestState,
    finish,
    m1_enc,
    request,
    request_context,
    request_relation,
    respond,
)
from heimo_protocol.anonymity.group import EDWARDS25519, Scalar
from heimo_protocol.anonymity.issuer import HEIMO
from heimo_protocol.anonymity.presentation import circle_scope, nym_id, once_scope, verify_presentation
from heimo_protocol.anonymity.proofs import ProofInvalid, prove
from heimo_protocol.anonymity.self_test import MIXED_ORDER, SMALL_ORDER
from heimo_protocol.errors import Code
from heimo_protocol.signing import h256

from .p256 import stream

G = EDWARDS25519
SERVER = bytes(range(32))
KEYS = IssuerKeys.generate(stream("issuer"))
M2 = request_context(SERVER, 0)
SCOPE = circle_scope(SERVER, b"circle one......")
BIND = b"occasion"


def secrets(seed: str) -> tuple[Scalar, Scalar]:
    rng = stream(seed)
    return G.random_scalar(rng), G.random_scalar(rng)


def ask(seed: str = "member") -> tuple[bytes, RequestState]:
    return request(*secrets(seed), M2)


def member(seed: str = "member", keys: IssuerKeys = KEYS, m2: bytes = M2) -> Credential:
    sent, state = request(*secrets(seed), m2)
    return finish(state, respond(keys, sent), keys.public)


MEMBER = member()


def flipped(data: bytes, index: int, mask: int) -> bytes:
    return data[:index] + bytes([data[index] ^ mask]) + data[index + 1 :]


def test_sizes() -> None:
    sent, _ = ask()
    assert (len(KEYS.to_bytes()), len(KEYS.public)) == (128, 96)
    assert (len(sent), len(respond(KEYS, sent))) == (REQUEST_SIZE, RESPONSE_SIZE) == (224, 448)
    assert (len(MEMBER.to_bytes()), len(MEMBER.present(SCOPE, BIND)), len(MEMBER.nym(SCOPE))) == (128, 256, 32)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=5), st.binary(max_size=60), st.binary(max_size=60))
def test_what_a_member_shows_is_accepted_under_its_name(seed: str, scope: bytes, bind: bytes) -> None:
    credential = Credential.from_bytes(member(seed).to_bytes())
    keys = IssuerKeys.from_bytes(KEYS.to_bytes())
    shown = credential.present(scope, bind)
    assert verify_presentation(keys, M2, scope, bind, shown) == credential.nym(scope)


def test_every_byte_of_a_request_counts() -> None:
    sent, _ = ask()
    for index in range(len(sent)):
        with pytest.raises(ProofInvalid):
            respond(KEYS, flipped(sent, index, 1 << index % 8))


def test_every_byte_of_a_response_counts() -> None:
    sent, state = ask()
    received = respond(KEYS, sent)
    for index in range(len(received)):
        with pytest.raises(ProofInvalid):
            finish(state, flipped(received, index, 1 << index % 8), KEYS.public)


def test_every_byte_of_a_presentation_counts() -> None:
    shown = MEMBER.present(SCOPE, BIND)
    for index in range(len(shown)):
        with pytest.raises(ProofInvalid):
            verify_presentation(KEYS, M2, SCOPE, BIND, flipped(shown, index, 1 << index % 8))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 255), st.integers(1, 255))
def test_no_change_of_a_byte_passes(index: int, mask: int) -> None:
    shown = MEMBER.present(SCOPE, BIND, stream("present"))
    with pytest.raises(ProofInvalid):
        verify_presentation(KEYS, M2, SCOPE, BIND, flipped(shown, index, mask))


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: d + b"\x00", lambda d: b"", lambda d: d[:32]])
def test_lengths_are_exact(change) -> None:
    sent, state = ask()
    received = respond(KEYS, sent)
    for attempt in (
        lambda: respond(KEYS, change(sent)),
        lambda: finish(state, change(received), KEYS.public),
        lambda: finish(state, received, change(KEYS.public)),
        lambda: verify_presentation(KEYS, M2, SCOPE, BIND, change(MEMBER.present(SCOPE, BIND))),
        lambda: Credential.from_bytes(change(MEMBER.to_bytes())),
        lambda: IssuerKeys.from_bytes(change(KEYS.to_bytes())),
    ):
        with pytest.raises(ProofInvalid) as refused:
            attempt()
        assert refused.value.code is Code.PROOF_INVALID


@pytest.mark.parametrize("bad", [*MIXED_ORDER, *SMALL_ORDER], ids=lambda p: p.hex()[:12])
def test_bad_points_are_refused_everywhere(bad: bytes) -> None:
    sent, state = ask()
    received, shown = respond(KEYS, sent), MEMBER.present(SCOPE, BIND)
    for at in range(0, 64, 32):
        with pytest.raises(ProofInvalid, match="element"):
            respond(KEYS, sent[:at] + bad + sent[at + 32 :])
    for at in range(0, 192, 32):
        with pytest.raises(ProofInvalid, match="element"):
            finish(state, received[:at] + bad + received[at + 32 :], KEYS.public)
    for at in range(0, 128, 32):
        with pytest.raises(ProofInvalid, match="element"):
            verify_presentation(KEYS, M2, SCOPE, BIND, shown[:at] + bad + shown[at + 32 :])
    with pytest.raises(ProofInvalid, match="element"):
        finish(state, received, bad + KEYS.public[32:])


def test_scalars_are_canonical_and_not_zero() -> None:
    m1, r1 = secrets("member")
    over = (int.from_bytes(m1, "little") + G.order).to_bytes(32, "little")
    for arguments in ((bytes(32), r1, M2), (m1, bytes(32), M2), (over, r1, M2), (m1, r1, over)):
        with pytest.raises(ProofInvalid):
            request(*arguments)
    sent, state = ask()
    received, shown = respond(KEYS, sent), MEMBER.present(SCOPE, BIND)

    def lifted(data: bytes, at: int) -> bytes:
        value = int.from_bytes(data[at : at + 32], "little") + G.order
        return data[:at] + value.to_bytes(32, "little") + data[at + 32 :]

    for at in range(64, 224, 32):
        with pytest.raises(ProofInvalid, match="canonical"):
            respond(KEYS, lifted(sent, at))
    for at in range(192, 448, 32):
        with pytest.raises(ProofInvalid, match="canonical"):
            finish(state, lifted(received, at), KEYS.public)
    for at in range(128, 256, 32):
        with pytest.raises(ProofInvalid, match="canonical"):
            verify_presentation(KEYS, M2, SCOPE, BIND, lifted(shown, at))
    with pytest.raises(ProofInvalid, match="zero"):
        IssuerKeys.from_bytes(bytes(32) + KEYS.to_bytes()[32:])


def test_one_name_a_scope_and_another_in_the_next() -> None:
    again = member("member")
    other_scope = circle_scope(SERVER, b"circle two......")
    assert MEMBER.nym(SCOPE) == again.nym(SCOPE)
    assert MEMBER.to_bytes() != again.to_bytes()
    assert MEMBER.nym(SCOPE) != MEMBER.nym(other_scope)
    assert MEMBER.nym(SCOPE) != member("another").nym(SCOPE)


def test_two_presentations_share_nothing_but_the_name() -> None:
    one, two = MEMBER.present(SCOPE, BIND), MEMBER.present(SCOPE, BIND)
    parts = [(one[i : i + 32], two[i : i + 32]) for i in range(0, 256, 32)]
    assert [a == b for a, b in parts] == [False, False, False, True, False, False, False, False]


def test_a_presentation_holds_for_one_scope_occasion_epoch_and_server() -> None:
    shown = MEMBER.present(SCOPE, BIND)
    others = (
        (KEYS, M2, circle_scope(SERVER, b"circle two......"), BIND),
        (KEYS, M2, SCOPE, b"another occasion"),
        (KEYS, M2, SCOPE, b""),
        (KEYS, request_context(SERVER, 1), SCOPE, BIND),
        (IssuerKeys.generate(), M2, SCOPE, BIND),
    )
    for keys, m2, scope, bind in others:
        with pytest.raises(ProofInvalid):
            verify_presentation(keys, m2, scope, bind, shown)
    assert verify_presentation(KEYS, M2, SCOPE, BIND, shown) == MEMBER.nym(SCOPE)


def test_another_members_name_cannot_be_put_in() -> None:
    shown = MEMBER.present(SCOPE, BIND)
    with pytest.raises(ProofInvalid):
        verify_presentation(KEYS, M2, SCOPE, BIND, shown[:96] + member("another").nym(SCOPE) + shown[128:])


def test_two_credentials_do_not_mix() -> None:
    other = member("another")
    mixtures = (
        Credential(other.m1, MEMBER.u, MEMBER.u_prime, MEMBER.x1),
        Credential(MEMBER.m1, other.u, MEMBER.u_prime, MEMBER.x1),
        Credential(MEMBER.m1, G.add(MEMBER.u, other.u), G.add(MEMBER.u_prime, other.u_prime), MEMBER.x1),
    )
    for mixture in mixtures:
        with pytest.raises(ProofInvalid):
            verify_presentation(KEYS, M2, SCOPE, BIND, mixture.present(SCOPE, BIND))


def test_a_made_up_credential_is_refused() -> None:
    m1, r = secrets("made up")
    forged = Credential(m1, G.multiply_base(r), G.multiply_base(m1), KEYS.public_key.x1)
    with pytest.raises(ProofInvalid):
        verify_presentation(KEYS, M2, SCOPE, BIND, forged.present(SCOPE, BIND))


def test_the_same_secret_asks_with_the_same_commitment_and_another_does_not() -> None:
    (one, _), (two, _) = ask(), ask()
    assert m1_enc(one) == m1_enc(two) == one[:32]
    assert one != two
    assert m1_enc(ask("another")[0]) != m1_enc(one)


def test_a_request_cannot_take_over_another_members_commitment() -> None:
    mine, theirs = ask()[0], ask("another")[0]
    with pytest.raises(ProofInvalid):
        respond(KEYS, m1_enc(theirs) + mine[32:])


def test_an_answer_under_an_unpublished_key_is_noticed() -> None:
    sent, state = ask()
    tagging = IssuerKeys.generate()
    with pytest.raises(ProofInvalid):
        finish(state, respond(tagging, sent), KEYS.public)


def test_an_answer_to_another_request_is_refused() -> None:
    _, state = ask()
    with pytest.raises(ProofInvalid):
        finish(state, respond(KEYS, ask()[0]), KEYS.public)


def test_an_identity_in_a_statement_is_refused_even_with_a_proof() -> None:
    """Taking m1 = r1 = 0 would make the identity the commitment; no statement can hold it."""
    with pytest.raises(ProofInvalid, match="identity"):
        prove(request_relation(HEIMO, G.identity, G.generator), (G.one,) * 4, b"", os.urandom)


def test_a_credential_that_is_the_identity_is_not_taken() -> None:
    """Only an issuer who knew m1 could make one: x0 = -(x1·m1 + x2·m2)."""
    sent, state = ask()
    m2 = G.read_scalar(M2)
    mac = G.scalar_add(G.scalar_multiply(KEYS.x1, state.m1), G.scalar_multiply(KEYS.x2, m2))
    keys = IssuerKeys(G.scalar_negate(mac), KEYS.x1, KEYS.x2, KEYS.xb)
    with pytest.raises(ProofInvalid, match="identity"):
        finish(state, respond(keys, sent), keys.public)


def test_scopes() -> None:
    space = bytes(16)
    assert circle_scope(SERVER, space) == b"heimo/v1/nym" + SERVER + space
    assert once_scope(SERVER, space, 0x0302, 1) == b"heimo/v1/once" + SERVER + space + b"\x03\x02\x01"
    scopes = {once_scope(SERVER, space, month, index) for month in range(12) for index in range(3)}
    assert len(scopes | {circle_scope(SERVER, space)}) == 37
    for bad in (lambda: circle_scope(b"short", space), lambda: once_scope(SERVER, b"short", 0, 0)):
        with pytest.raises(ValueError, match="bytes wanted"):
            bad()
    for month, index in ((1 << 16, 0), (-1, 0), (0, 256)):
        with pytest.raises(OverflowError):
            once_scope(SERVER, space, month, index)


def test_a_server_keeps_a_hash_of_the_name() -> None:
    assert nym_id(MEMBER.nym(SCOPE)) == h256("nym-id", MEMBER.nym(SCOPE))


def test_no_secret_shows_in_a_repr() -> None:
    _, state = ask()
    for thing, secret in (
        (KEYS, KEYS.x0),
        (KEYS, KEYS.xb),
        (MEMBER, MEMBER.m1),
        (MEMBER, MEMBER.u),
        (state, state.m1),
        (state, state.r2),
    ):
        assert repr(bytes(secret)) not in repr(thing) and secret.hex() not in repr(thing)
