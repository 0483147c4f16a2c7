"""The descriptor book: numbers that grow, contents that can be found again, and files that nobody else reads."""

from pathlib import Path

import msgspec
import pytest

from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.encoding import BadEncoding
from heimo_tui.core.pins import require_successor
from server_stub.descriptor import FILE, DescriptorBook
from server_stub.profile import Profile
from server_stub.secrets import Secrets, make_secrets

PROFILE = Profile(name="Test", urls=["http://127.0.0.1"])
FIRST_DAY = 20_003


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return make_secrets(tmp_path / "data")


def book(secrets: Secrets, profile: Profile = PROFILE) -> DescriptorBook:
    return DescriptorBook(secrets.folder.parent, secrets, profile)


def opened(data: bytes) -> tuple[Descriptor, bytes]:
    return open_descriptor(data)


def test_a_restored_folder_comes_to_what_was_lost(secrets: Secrets) -> None:
    path = secrets.folder.parent / FILE
    first = book(secrets).at(FIRST_DAY)
    running = book(secrets)
    lost = [running.at(FIRST_DAY + days) for days in (0, 3, 8, 16, 40)]
    seen = [opened(data) for data in lost]
    assert [one.seq for one, _ in seen] == sorted(one.seq for one, _ in seen) and seen[-1][0].seq >= 5
    path.write_bytes(first)
    assert book(secrets).at(FIRST_DAY + 40) == lost[-1]
    later = opened(book(secrets).at(FIRST_DAY + 60))
    for known, digest in seen:
        require_successor(known, digest, *later)
    assert path.stat().st_mode & 0o777 == 0o600


def test_weeks_in_which_nobody_served_have_their_descriptors(secrets: Secrets) -> None:
    book(secrets).at(FIRST_DAY)
    (secrets.folder.parent / FILE).chmod(0o644)
    asleep = opened(book(secrets).at(FIRST_DAY + 70))[0]
    assert asleep.seq == len(asleep.earlier) == 10


def test_an_edit_gets_a_number_of_its_own(secrets: Secrets) -> None:
    before = opened(book(secrets).at(FIRST_DAY))
    renamed = msgspec.structs.replace(PROFILE, name="Another")
    after = opened(book(secrets, renamed).at(FIRST_DAY))
    assert after[0].seq == before[0].seq + 1 and after[0].issued == FIRST_DAY
    require_successor(*before, *after)
    assert opened(book(secrets, renamed).at(FIRST_DAY)) == after


def test_servers_that_share_a_folder_give_the_newest_of_them(secrets: Secrets) -> None:
    running = book(secrets)
    running.at(FIRST_DAY)
    newer = book(secrets, msgspec.structs.replace(PROFILE, name="Another")).at(FIRST_DAY)
    assert running.at(FIRST_DAY) == newer
    assert running.at(FIRST_DAY + 2) == newer
    (secrets.folder.parent / FILE).unlink()
    assert running.at(FIRST_DAY) == newer


def test_a_community_has_a_name_of_one_line(secrets: Secrets) -> None:
    named = msgspec.structs.replace(PROFILE, name="two\nlines")
    with pytest.raises(BadEncoding):
        opened(book(secrets, named).at(FIRST_DAY))
