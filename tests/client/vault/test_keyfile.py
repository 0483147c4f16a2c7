"""The keyfile: no altered byte is taken, no wrong passphrase opens it, and its layout is frozen."""

import secrets

import cbor2
import pytest

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.vault import keyfile as kf

from .conftest import CHEAP, PASSPHRASE

DEK = SecretBytes(bytes(range(32)))
KR = SecretBytes(b"k" * 32)
ID = b"i" * 16
MODES = [(KR, None, kf.Mode.KEYRING), (None, PASSPHRASE, kf.Mode.PASSPHRASE), (KR, PASSPHRASE, kf.Mode.BOTH)]


def wrapped(keyring: SecretBytes | None, passphrase: SecretText | None) -> kf.Keyfile:
    return kf.wrap(DEK, keyring_secret=keyring, passphrase=passphrase, store_id=ID, cost=CHEAP)


@pytest.mark.parametrize(("keyring", "passphrase", "mode"), MODES)
def test_it_opens_with_what_made_it(keyring: SecretBytes | None, passphrase: SecretText | None, mode: kf.Mode) -> None:
    made = kf.read_keyfile(wrapped(keyring, passphrase).to_bytes())
    assert made.mode is mode
    assert kf.unwrap(made, keyring_secret=keyring, passphrase=passphrase) == DEK


@pytest.mark.parametrize(("keyring", "passphrase", "mode"), MODES)
def test_every_altered_byte_is_refused(
    keyring: SecretBytes | None, passphrase: SecretText | None, mode: kf.Mode
) -> None:
    good = wrapped(keyring, passphrase).to_bytes()
    for place in range(len(good)):
        for flip in (0x01, 0x80, 0xFF):
            altered = bytearray(good)
            altered[place] ^= flip
            with pytest.raises(StoreProblem) as raised:
                kf.unwrap(kf.read_keyfile(bytes(altered)), keyring_secret=keyring, passphrase=passphrase)
            assert raised.value.reason in {
                StoreReason.CORRUPT,
                StoreReason.NEWER,
                StoreReason.PASSPHRASE_WRONG,
                StoreReason.PASSPHRASE_NEEDED,
                StoreReason.KEYRING_MISSING,
            }, f"byte {place} of mode {mode}"


@pytest.mark.parametrize("size", [0, 1, 10, 100, -1])
def test_a_cut_or_longer_file_is_refused(size: int) -> None:
    good = wrapped(KR, None).to_bytes()
    for data in (good[:size], good + b"\0"):
        with pytest.raises(StoreProblem) as raised:
            kf.read_keyfile(data)
        assert raised.value.reason is StoreReason.CORRUPT


def test_wrong_secrets_do_not_open_it() -> None:
    both = wrapped(KR, PASSPHRASE)
    other, other_keyring = SecretText("seven quiet herons by the pond"), SecretBytes(b"x" * 32)
    for keyring, passphrase in ((KR, other), (other_keyring, PASSPHRASE)):
        with pytest.raises(StoreProblem) as raised:
            kf.unwrap(both, keyring_secret=keyring, passphrase=passphrase)
        assert raised.value.reason is StoreReason.PASSPHRASE_WRONG
    with pytest.raises(StoreProblem) as raised:
        kf.unwrap(wrapped(KR, None), keyring_secret=other_keyring, passphrase=None)
    assert raised.value.reason is StoreReason.CORRUPT


def test_what_is_missing_is_asked_for() -> None:
    both = wrapped(KR, PASSPHRASE)
    with pytest.raises(StoreProblem) as raised:
        kf.unwrap(both, keyring_secret=KR, passphrase=None)
    assert raised.value.reason is StoreReason.PASSPHRASE_NEEDED
    with pytest.raises(StoreProblem) as raised:
        kf.unwrap(both, keyring_secret=None, passphrase=PASSPHRASE)
    assert raised.value.reason is StoreReason.KEYRING_MISSING
    with pytest.raises(ValueError):
        wrapped(None, None)


def test_a_passphrase_is_the_same_in_any_unicode_form() -> None:
    made = wrapped(None, SecretText("yö ja \u00e4iti, ﬁne"))
    assert kf.unwrap(made, keyring_secret=None, passphrase=SecretText("yo\u0308 ja a\u0308iti, fine")) == DEK


def test_each_wrapping_is_fresh() -> None:
    first, second = wrapped(KR, PASSPHRASE), wrapped(KR, PASSPHRASE)
    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.wrapped != second.wrapped
    assert first.duress != second.duress


def test_the_layout() -> None:
    content = cbor2.loads(wrapped(KR, PASSPHRASE).to_bytes())
    assert set(content) == {"v", "mode", "salt", "kdf", "nonce", "dek", "id", "duress"}
    assert (content["v"], content["mode"], content["kdf"], content["id"]) == (1, 3, [64, 1, 1], ID)
    sizes = {name: len(content[name]) for name in ("salt", "nonce", "dek", "duress")}
    assert sizes == {"salt": 16, "nonce": 12, "dek": 48, "duress": 48}


def test_a_frozen_keyfile_still_opens() -> None:
    """Made once by the first version; a store must stay readable."""
    frozen = (
        kf.Keyfile(
            mode=kf.Mode.BOTH,
            salt=bytes(16),
            cost=CHEAP,
            nonce=bytes(12),
            wrapped=bytes.fromhex(FROZEN_WRAPPED),
            id=ID,
            duress=bytes(48),
        )
    ).to_bytes()
    assert kf.unwrap(kf.read_keyfile(frozen), keyring_secret=KR, passphrase=PASSPHRASE) == DEK


FROZEN_WRAPPED = "75748bbd075dbf49ad4a657f98f2b516e48b93aeb0faecc0abfcc6b846d8818fd04c042f26ab3bb6a7034fc7f731c4c0"


def test_a_newer_version_says_so() -> None:
    content = cbor2.loads(wrapped(KR, None).to_bytes()) | {"v": 2}
    with pytest.raises(StoreProblem) as raised:
        kf.read_keyfile(cbor2.dumps(content, canonical=True))
    assert raised.value.reason is StoreReason.NEWER


@pytest.mark.parametrize("cost", [[2**31, 3, 4], [65536, 10**6, 4], [65536, 3, 10**4], [0, 3, 4], [8, 3, 4]])
def test_a_cost_that_would_freeze_the_machine_is_refused(cost: list[int]) -> None:
    content = cbor2.loads(wrapped(None, PASSPHRASE).to_bytes()) | {"kdf": cost}
    with pytest.raises(StoreProblem) as raised:
        kf.read_keyfile(cbor2.dumps(content, canonical=True))
    assert raised.value.reason is StoreReason.CORRUPT


def test_calibration_never_goes_below_the_floor() -> None:
    for target in (0.0, 1e-9, 0.3):
        cost = kf.calibrate(target)
        assert cost.memory_kib >= kf.FLOOR.memory_kib
        assert cost.passes >= kf.FLOOR.passes
        assert cost.lanes == kf.FLOOR.lanes
    assert kf.calibrate(1e-9) == kf.FLOOR
    dear = kf.calibrate(60.0)
    assert dear.memory_kib * dear.passes > kf.FLOOR.memory_kib * kf.FLOOR.passes


def test_an_erasing_passphrase_is_known_and_looks_like_nothing() -> None:
    mark = kf.duress_mark(SecretText("let it all go"), CHEAP)
    marked = kf.wrap(DEK, keyring_secret=None, passphrase=PASSPHRASE, store_id=ID, cost=CHEAP, duress=mark)
    assert kf.is_duress(marked, SecretText("let it all go"))
    assert not kf.is_duress(marked, PASSPHRASE)
    assert not kf.is_duress(wrapped(None, PASSPHRASE), PASSPHRASE)
    assert len(mark) == len(wrapped(None, PASSPHRASE).duress)


def test_no_secret_in_a_repr() -> None:
    made = wrapped(KR, PASSPHRASE)
    assert repr(made.wrapped) not in repr(made)
    assert repr(made.duress) not in repr(made)
    assert secrets.compare_digest(made.keyring_user, ID.hex())
