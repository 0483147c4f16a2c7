"""The host's keys: complete or refused, private, and never shown."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.descriptor import open_descriptor
from server_stub.descriptor import DescriptorBook
from server_stub.profile import Profile
from server_stub.secrets import SecretsMissing, load_secrets, make_secrets


def test_keys_come_back_and_differ_between_servers(tmp_path: Path) -> None:
    one, two = make_secrets(tmp_path / "one"), make_secrets(tmp_path / "two")
    again = load_secrets(tmp_path / "one")
    assert again.server_id == one.server_id != two.server_id
    assert again.issuer.public == one.issuer.public != two.issuer.public
    assert len({one.k_entry, one.k_stamp, one.k_challenge, one.k_frank_id, one.voprf_seed}) == 5


def test_keys_are_made_once(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    with pytest.raises(FileExistsError):
        make_secrets(tmp_path)


def test_a_repr_shows_no_key(tmp_path: Path) -> None:
    secrets = make_secrets(tmp_path)
    shown = repr(secrets)
    for path in (tmp_path / "secrets").iterdir():
        if path.is_file():
            content = path.read_bytes()
            assert content.hex() not in shown and repr(content) not in shown
    assert "0x" not in shown and "Ed25519" not in shown


@pytest.mark.parametrize("name", ["server_root", "kvac", "voprf_seed", "k_challenge", "frank"])
def test_a_missing_or_short_file_is_named(tmp_path: Path, name: str) -> None:
    make_secrets(tmp_path)
    path = tmp_path / "secrets" / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SecretsMissing, match=name):
        load_secrets(tmp_path)
    path.unlink()
    with pytest.raises(SecretsMissing, match=name):
        load_secrets(tmp_path)


def test_owner_keys_are_kept_apart_and_private(tmp_path: Path) -> None:
    secrets = make_secrets(tmp_path)
    key, circle = Ed25519PrivateKey.generate(), bytes(range(16))
    assert secrets.owner(circle) is None
    secrets.keep_owner(circle, key)
    found = secrets.owner(circle)
    assert found is not None and found.private_bytes_raw() == key.private_bytes_raw()
    assert list(secrets.owned_circles()) == [circle]
    file = tmp_path / "secrets" / "owners" / circle.hex()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        secrets.keep_owner(circle, Ed25519PrivateKey.generate())


def test_entry_codes_are_kept_as_macs(tmp_path: Path) -> None:
    one, two = make_secrets(tmp_path / "one"), make_secrets(tmp_path / "two")
    assert one.entry_mac("birch") == one.entry_mac(" birch ") != one.entry_mac("Birch")
    assert one.entry_mac("birch") != two.entry_mac("birch")


def test_a_number_is_never_used_for_two_descriptors(tmp_path: Path) -> None:
    secrets = make_secrets(tmp_path)
    seen: dict[int, bytes] = {}
    day = 20_000
    for name in ("Heimo", "Harbour", "Heimo"):
        profile = Profile(name=name, urls=["http://127.0.0.1:8420"])
        for later in (0, 1, 7, 7, 14):
            signed = DescriptorBook(tmp_path, secrets, profile).at(day + later)
            descriptor, _ = open_descriptor(signed, secrets.root_public)
            assert seen.setdefault(descriptor.seq, signed) == signed
        day += 14
    assert sorted(seen) == list(range(len(seen))) and len(seen) > 5
