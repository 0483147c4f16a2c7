"""Appeals: each moderator opens their own copy, nobody another's, and nothing passes for an appeal that is none."""

import os

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.appeals import APPEAL_BYTES, Appeal
from heimo_protocol.bundles import Bundle
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import MAX_APPEAL_CHARS, MAX_APPEAL_MODERATORS, MAX_POST_BYTES
from heimo_protocol.signing import h256, lp, public_bytes
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.appeals import open_appeal, seal_appeal
from heimo_tui.e2ee.bundles import BundleSecrets, make_bundle
from heimo_tui.e2ee.primitives.sealing import HPKE_OVERHEAD, seal_to

CIRCLE, DECISION = b"c" * 16, b"d" * 16
APPEAL = Appeal(circle=CIRCLE, decision=DECISION, text="I meant myself", original="you are impossible")


def moderator() -> tuple[bytes, BundleSecrets]:
    key = Ed25519PrivateKey.generate()
    secrets, _ = make_bundle(key, CIRCLE, 1, 20_000)
    return public_bytes(key), secrets


def sealed_as(secrets: BundleSecrets, plain: bytes, *, circle: bytes = CIRCLE, decision: bytes = DECISION) -> bytes:
    """What somebody could seal by hand."""
    return seal_to(decode(secrets.payload, Bundle).seal, h256("appeal", circle + decision), plain)


def test_each_moderator_opens_their_own_copy_and_no_other() -> None:
    people = [moderator() for _ in range(3)]
    copies = seal_appeal(APPEAL, [(key, secrets.payload) for key, secrets in people])
    assert [one.moderator for one in copies] == [key for key, _ in people]
    for copy, (_, secrets) in zip(copies, people, strict=True):
        assert open_appeal(copy.sealed, CIRCLE, DECISION, [secrets]) == APPEAL
    with pytest.raises(CannotDecrypt, match="no_header"):
        open_appeal(copies[0].sealed, CIRCLE, DECISION, [people[1][1], people[2][1]])


def test_an_older_bundle_still_opens_what_was_on_its_way() -> None:
    key, secrets = moderator()
    (copy,) = seal_appeal(APPEAL, [(key, secrets.payload)])
    assert open_appeal(copy.sealed, CIRCLE, DECISION, [moderator()[1], secrets]) == APPEAL


def test_all_appeals_have_one_size_and_as_many_as_may_fit_one_request() -> None:
    key, secrets = moderator()
    longest = Appeal(
        circle=CIRCLE, decision=DECISION, text="\U0001f9e1" * MAX_APPEAL_CHARS, original="a" * MAX_POST_BYTES
    )
    sizes = {len(seal_appeal(one, [(key, secrets.payload)])[0].sealed) for one in (APPEAL, longest)}
    assert sizes == {APPEAL_BYTES + HPKE_OVERHEAD}
    copies = seal_appeal(longest, [(key, secrets.payload)] * MAX_APPEAL_MODERATORS)
    assert len(encode(copies)) < 262_144 - 1024


@pytest.mark.parametrize(
    ("circle", "decision"), [(CIRCLE, b"x" * 16), (b"x" * 16, DECISION)], ids=["another decision", "another circle"]
)
def test_the_server_cannot_tell_it_as_being_about_something_else(circle: bytes, decision: bytes) -> None:
    key, secrets = moderator()
    (copy,) = seal_appeal(APPEAL, [(key, secrets.payload)])
    with pytest.raises(CannotDecrypt, match="no_header"):
        open_appeal(copy.sealed, circle, decision, [secrets])


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\0" * APPEAL_BYTES,
        lp(encode(APPEAL)).ljust(APPEAL_BYTES, b"\1"),
        (2**32 - 1).to_bytes(4, "big") + encode(APPEAL),
        lp(encode(Appeal(circle=CIRCLE, decision=b"x" * 16, text="why?"))).ljust(APPEAL_BYTES, b"\0"),
        lp(encode(Appeal(circle=CIRCLE, decision=DECISION, text="a" * 1001))).ljust(APPEAL_BYTES, b"\0"),
        lp(encode(Appeal(circle=CIRCLE, decision=DECISION, text="a", v=2))).ljust(APPEAL_BYTES, b"\0"),
        os.urandom(APPEAL_BYTES),
    ],
    ids=["empty", "zeros", "padded otherwise", "too long a length", "about another", "too many words", "v2", "noise"],
)
def test_what_is_not_well_formed_is_no_appeal(plain: bytes) -> None:
    _, secrets = moderator()
    with pytest.raises(CannotDecrypt, match="bad_body"):
        open_appeal(sealed_as(secrets, plain), CIRCLE, DECISION, [secrets])


def test_what_is_too_long_or_meant_for_a_bad_key_is_not_sealed() -> None:
    key, secrets = moderator()
    with pytest.raises(Refusal):
        seal_appeal(
            Appeal(circle=CIRCLE, decision=DECISION, text="a" * (MAX_APPEAL_CHARS + 1)), [(key, secrets.payload)]
        )
    bundle = secrets.bundle
    spoilt = encode(msgspec.structs.replace(bundle, seal=b"\xff" * len(bundle.seal)))
    with pytest.raises(BadEncoding):
        seal_appeal(APPEAL, [(key, spoilt)])
