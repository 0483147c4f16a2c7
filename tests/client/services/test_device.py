"""The device: locked, opened, exported, wiped; and what lies on the disk while words are on their way."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from heimo_tui import empathy
from heimo_tui.config import Config
from heimo_tui.core.care_plan import Plan
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import BadInput, StoreProblem
from heimo_tui.core.preferences import FoldRule, NetworkProfile
from heimo_tui.core.views import DeviceState, Filter, FoldAction
from heimo_tui.vault.keyfile import FLOOR
from heimo_tui.wiring import build
from tests.support.people import person, with_words
from tests.support.server import Community

GOOD = "correct horse battery staple heron"


async def test_a_device_without_a_keyring_needs_a_good_passphrase(tmp_path: Path) -> None:
    device = build(Config(data=tmp_path / "d"), keyring=lambda: None, cost=FLOOR).device
    assert device.state() is DeviceState.FRESH and not await device.keyring_usable()
    with pytest.raises(StoreProblem, match="keyring_missing"):
        await device.create(None)
    assert await device.passphrase_problem("password1") == "passphrase_weak"
    assert await device.passphrase_problem(device.suggestions()) is None
    with pytest.raises(BadInput, match="passphrase_weak"):
        await device.create("password1")
    await device.create(GOOD)
    assert device.state() is DeviceState.OPEN and await device.has_passphrase()
    await device.lock()
    assert device.state() is DeviceState.LOCKED
    with pytest.raises(StoreProblem, match="passphrase_wrong"):
        await device.unlock("something else")
    await device.unlock(GOOD)
    await device.set_passphrase(GOOD, GOOD + " two")
    await device.close()
    again = build(Config(data=tmp_path / "d"), keyring=lambda: None, cost=FLOOR)
    await again.device.unlock(GOOD + " two")
    await again.device.wipe()
    assert again.device.state() is DeviceState.FRESH
    assert not list((tmp_path / "d").glob("heimo.db*"))


async def test_locked_means_that_nothing_works_and_nothing_is_remembered(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        await a.services.forum.focus(circle)
        await a.services.device.lock()
        for asked in (
            a.services.forum.thread_list(circle),
            a.services.compose.drafts(),
            a.services.keeping.kept(),
            a.services.membership.communities(),
        ):
            with pytest.raises(StoreProblem, match="locked"):
                await asked
        assert a.services.membership.current() is None
        await a.services.device.unlock()
        assert (await a.circle("Kitchen table")).id == circle


async def test_no_word_lies_in_the_clear_on_the_disk(community: Community, tmp_path: Path) -> None:
    words = "a sentence that nobody else may ever find"
    async with person(tmp_path / "a") as a:
        phrase = a.services.membership.new_phrase()
        await a.services.membership.register(community.invite, phrase)
        circle = (await a.circle("Kitchen table")).id
        await a.published(circle, words + " posted")
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        await a.services.compose.save(with_words(draft, words + " drafted"))
        await a.services.keeping.save_plan(Plan(words + " planned"))
        await a.write(circle, words + " waiting", hold=120)
        house = a.services.membership._house
        prk = (await house.place()).row.prk
        assert prk is not None
        secrets = [words.encode(), prk.reveal(), " ".join(phrase).encode()]
        files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
        assert files
        for path in files:
            data = path.read_bytes()
            assert not any(secret in data for secret in secrets), path.name


async def test_export_and_restore_carry_a_person_over(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        post = await a.published(circle, "mine wherever I am")
        await a.services.keeping.keep(circle, post)
        shares: list[float] = []
        size = await a.services.device.export(tmp_path / "out", GOOD, False, shares.append, lambda: False)
        assert size > 0 and shares[-1] == 1.0
        await b.services.device.restore(tmp_path / "out", GOOD, shares.append, lambda: False)
        assert [kept.text for kept in await b.services.keeping.kept()] == ["mine wherever I am"]
        listed = await b.services.forum.thread_list(circle, Filter.MINE)
        assert listed.ids == (post,)
        with pytest.raises(StoreProblem, match="cancelled"):
            await a.services.device.export(tmp_path / "no", GOOD, False, shares.append, lambda: True)
        assert not (tmp_path / "no").exists()


async def test_preferences_are_kept_and_fold(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        await a.services.preferences.set(
            hold_seconds=5,
            network=NetworkProfile.PRIVATE,
            folds=(
                FoldRule(note="death", action=FoldAction.FOLD),
                FoldRule(keyword="spider", action=FoldAction.NEVER),
            ),
        )
        with pytest.raises(BadInput, match="preference"):
            await a.services.preferences.set(hold_seconds=301)
        with pytest.raises(BadInput, match="preference"):
            await a.services.preferences.set(nonsense=1)
        keyring = a.keyring
    async with person(tmp_path / "a", keyring=keyring) as a:
        found = a.services.preferences.get()
        assert found.hold_seconds == 5 and found.network is NetworkProfile.PRIVATE
        assert FoldRule(keyword="spider", action=FoldAction.NEVER) in found.folds


async def test_rules_fold_what_others_write(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        for one, invite in ((a, invites[0]), (b, invites[1])):
            await one.services.membership.register(invite, one.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        await a.published(circle, "Spiders in the attic")
        post = await a.published(circle, "a funeral")
        await a.published(circle, "so many spiders", parent=post)
        await b.services.forum.refresh(circle)
        rules = (FoldRule(keyword="spider", action=FoldAction.NEVER), FoldRule(keyword="funeral"))
        await b.services.preferences.set(folds=rules)
        await a.services.preferences.set(folds=rules)
        listed = await b.services.forum.thread_list(circle)
        assert listed.ids == (post,)
        row = (await b.services.forum.rows(circle, listed.ids))[0]
        assert row.fold is not None and row.fold.keyword == "funeral"
        assert (await b.services.forum.thread(circle, post)).replies == ()
        assert len((await a.services.forum.thread_list(circle)).ids) == 2, "one's own words are never folded"


async def test_keeping(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        post = await a.published(circle, "keep this")
        await a.services.keeping.keep(circle, post)
        await a.services.keeping.note(post, "helped in May")
        await a.services.compose.take_back(circle, post)

        await a.services.keeping.save_plan(Plan("walk, tea", "call Anna", "the harbour"))
        kept = (await a.services.keeping.kept())[0]
        assert (kept.text, kept.note, kept.circle_name) == ("keep this", "helped in May", "Kitchen table")
        assert await a.services.keeping.plan() == Plan("walk, tea", "call Anna", "the harbour")
        await a.services.keeping.unkeep(post)
        assert await a.services.keeping.kept() == ()


@pytest.mark.parametrize("end", ["lock", "wipe"])
async def test_the_check_forgets_drafts_with_the_vault(tmp_path: Path, end: str) -> None:
    async with person(tmp_path / "a") as a:
        words = "My sister Annika lives in Turku. Nobody will ever like me."
        await a.services.checking.check(words, DraftKind.POST, None, (words,))
        remembered = [function for function in _caches() if function.cache_info().currsize]
        assert remembered, "it remembers while one writes"
        await getattr(a.services.device, end)()
        assert not any(function.cache_info().currsize for function in _caches())


def _caches() -> list[Any]:
    """Every cache anywhere in the check over something that people wrote."""
    found: dict[int, Any] = {}
    for module in pkgutil.walk_packages(empathy.__path__, "heimo_tui.empathy."):
        loaded = importlib.import_module(module.name)
        for value in vars(loaded).values():
            # patterns and tables that are made once are nobody's words
            if hasattr(value, "cache_info") and {"str", "Sequence[str]"} & set(_takes(value)):
                found[id(value)] = value
    return list(found.values())


def _takes(function: Any) -> list[str]:
    return [str(parameter.annotation) for parameter in inspect.signature(function).parameters.values()]


def test_a_draft_shows_no_words() -> None:
    draft = Draft(id=b"d", community=b"s", circle=b"c", kind=DraftKind.POST, text="a secret")
    assert "secret" not in repr(draft)
