"""What was written, read, kept and drafted is nowhere on this machine in a form that can be read."""

import base64
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_tui.core.care_plan import Plan
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.preferences import FoldRule
from tests.support.people import person
from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[1] / "support" / "circles.toml"
SAID = "the kettle sings when nobody listens"
DRAFTED = "what the second drawer from the left knows"
PLANNED = "walk to the harbour and count the masts"
FOLDED = "thunderstorm-in-the-attic"


@pytest.fixture
def community(tmp_path: Path) -> Iterator[Community]:
    with served(tmp_path / "server", "--name", "village-of-seven-lamps", "--circles", str(CIRCLES)) as it:
        yield it


def forms_of(secret: bytes) -> list[bytes]:
    """A key as it might be written somewhere."""
    return [secret, secret.hex().encode(), secret.hex().upper().encode(), base64.b64encode(secret)]


def everything_under(*folders: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()}


async def test_nothing_readable_is_left_on_the_machine(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    device, temporary = tmp_path / "device", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    caplog.set_level(logging.DEBUG)
    async with person(device) as somebody:
        services = somebody.services
        phrase = services.membership.new_phrase()
        await services.membership.register(community.invite, phrase)
        circle = await somebody.circle("Kitchen table")
        await services.forum.focus(circle.id)
        post = await somebody.published(circle.id, SAID)
        await services.keeping.keep(circle.id, post)
        draft = await services.compose.begin(circle.id, DraftKind.POST)
        await services.compose.save(replace(draft, text=DRAFTED))
        await services.keeping.save_plan(Plan(PLANNED, PLANNED, PLANNED))
        await services.preferences.set(folds=(FoldRule(keyword=FOLDED),))
        house = services.forum._house
        place = await house.place()
        secrets = [place.keys.prk.reveal(), place.keys.m1.reveal(), place.credential.reveal()]
        secrets += [place.keys.account.private_bytes_raw(), place.keys.circle(circle.id).pseudonym.private_bytes_raw()]
        public = [place.keys.account_public, community.url.encode(), b"village-of-seven-lamps"]
        open_now = everything_under(device, temporary)
    closed = everything_under(device, temporary)
    assert closed, "nothing was written at all"
    needles = [text.encode() for text in (SAID, DRAFTED, PLANNED, FOLDED, " ".join(phrase), circle.name)]
    needles += [form for secret in (*secrets, *public) for form in forms_of(secret)]
    for state in (open_now, closed):
        for file, content in state.items():
            for needle in needles:
                assert needle not in content, f"{needle!r} can be read in {file.name}"
    # at the most talkative level the HTTP library names the server; nothing is ever logged at it outside this test
    told = "\n".join(record.getMessage() for record in caplog.records).encode()
    for needle in set(needles) - {community.url.encode()}:
        assert needle not in told, f"{needle!r} was logged"
    assert not everything_under(temporary), "a temporary file was left"
