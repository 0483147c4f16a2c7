"""Care: in every language and country, without a network and without a trace; and the plan, one key away."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from heimo_tui.core.care import LANGUAGES, load_countries, load_words
from heimo_tui.core.care_plan import Plan
from heimo_tui.core.drafts import DraftKind
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.screens.care import CareScreen, CountrySheet
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.ui.screens.plan import PlanScreen
from heimo_tui.ui.widgets.care_plan import CarePlan
from heimo_tui.ui.widgets.menu import Menu
from heimo_tui.ui.widgets.thread_pane import ThreadPane
from tests.support.people import Person, person, until
from tests.support.server import Community
from tests.ui.own.steps import words_on
from tests.ui.stage import NARROW, Seat, seat

PLAN = Plan("walk to the water", "Aino, any hour", "the bench behind the church")
KIND = "You do not have to be brave here."


@asynccontextmanager
async def sitting(me: Person, size: tuple[int, int] = NARROW) -> AsyncIterator[tuple[HeimoApp, Pilot[None]]]:
    """Somebody at their open program, of which nothing goes on in the background."""
    app = HeimoApp(me.services)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(lambda: app.current_mode == "circles" and isinstance(app.screen, CirclesScreen))
        for part in (me.services.forum, me.services.compose, me.services.messages, me.services.moderating):
            await part.stop()
        await pilot.pause()
        yield app, pilot


async def with_plan(community: Community, me: Person) -> None:
    """A member who wrote a plan and kept kind words."""
    invite = community.invites(1)[0]
    await me.services.membership.register(invite, me.services.membership.new_phrase())
    circle = (await me.circle("Kitchen table")).id
    post = await me.published(circle, KIND)
    await me.services.keeping.keep(circle, post)
    await me.services.keeping.save_plan(PLAN)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def all_rows(me: Person) -> dict[str, list[Any]]:
    """Every row of every table of the vault."""

    def work(tables: Any) -> dict[str, list[Any]]:
        db = tables.dump._db
        names = [row[0] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, db.rows(f"SELECT * FROM {name}"))) for name in names}  # noqa: S608 - own names

    return await me.services.forum._house.open_vault().read(work)


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file but the index of the write-ahead log, which readers keep in memory and which holds no content."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.name.endswith("-shm")]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


async def test_care_in_every_language_and_country_leaves_no_trace_and_reaches_for_nobody(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[object] = []

    def refuse(self: socket.socket, address: object) -> None:
        reached.append(address)
        raise OSError("the network is forbidden")

    async with person(tmp_path / "me") as me:
        await with_plan(community, me)
        async with sitting(me) as (app, pilot):
            rows, files = await all_rows(me), all_bytes(tmp_path / "me")
            monkeypatch.setattr(socket.socket, "connect", refuse)
            monkeypatch.setattr(socket.socket, "connect_ex", refuse)
            monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: reached.append(asked) or [])
            for language in LANGUAGES:
                monkeypatch.setenv("LANG", f"{language}_ZZ.UTF-8")
                await _walk_through(app, pilot, language)
            await press(pilot, "f1")
            await until(lambda: isinstance(app.screen, CareScreen))
            await press(pilot, "p")
            await until(lambda: isinstance(app.screen, PlanScreen) and PLAN.where in words_on(app))
            assert PLAN.helps in words_on(app) and PLAN.who in words_on(app) and KIND in words_on(app)
            await press(pilot, "e", "tab", "tab", "escape", "escape", "escape")
            await until(lambda: isinstance(app.screen, CirclesScreen))
            assert await all_rows(me) == rows
            assert all_bytes(tmp_path / "me") == files
            assert reached == []
            monkeypatch.undo()


async def _walk_through(app: HeimoApp, pilot: Pilot[None], language: str) -> None:
    """Every barrier with its answer, then every country with its lines."""
    words, countries = load_words(language), load_countries()
    await press(pilot, "f1")
    await until(lambda: isinstance(app.screen, CareScreen))
    care = app.screen
    assert words.calm.split()[0] in words_on(app) and words.question in words_on(app)
    answer = care.query_one("#answer")
    for barrier in words.barriers:
        await press(pilot, "enter")
        assert str(answer.render()) == barrier.answer
        await press(pilot, "j")
    for number, country in enumerate(countries):
        await press(pilot, "c")
        await until(lambda: isinstance(app.screen, CountrySheet))
        assert app.screen.title_words == words.places.where  # type: ignore[attr-defined] # as was just seen
        app.screen.query_one(Menu).cursor = number
        await press(pilot, "enter")
        await until(lambda: app.screen is care)
        shown = str(care.query_one("#lines").render())
        for line in country.lines:
            assert line.what.by_language[language] in shown
            assert line.always is False or words.always in shown
            assert all(number in shown for number in (*line.call, line.text, line.chat))
        now = str(care.query_one("#now").render())
        assert all(one.number in now and one.what.by_language[language] in now for one in country.emergency)
    await press(pilot, "escape")
    await until(lambda: isinstance(app.screen, CirclesScreen))


async def test_care_without_a_vault_offers_lines_and_no_plan(tmp_path: Path) -> None:
    async with person(tmp_path / "me") as me:
        await me.services.keeping.save_plan(PLAN)
        await me.services.device.set_passphrase(None, "seven kettles whistle beside an orange lighthouse")
        await me.services.device.lock()
        app = HeimoApp(me.services)
        async with app.run_test(size=NARROW) as pilot:
            await until(lambda: isinstance(app.screen, LockScreen))
            await press(pilot, "f1")
            await until(lambda: isinstance(app.screen, CareScreen))
            await press(pilot, "p")
            assert isinstance(app.screen, CareScreen) and "care plan" not in words_on(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_plan_asks_three_things_and_is_written_and_read_from_either_side(
    community: Community, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with person(tmp_path / "me") as me:
        await with_plan(community, me)
        async with sitting(me, size) as (app, pilot):
            await press(pilot, "3", "p")
            await until(lambda: isinstance(app.screen, KeptScreen) and isinstance(app.focused, TextArea))
            questions = load_words("en").plan
            assert questions.helps in words_on(app) and questions.who in words_on(app)
            await press(pilot, "tab", "tab")
            await until(lambda: app.focused is not None and app.focused.id == "where")
            await press(pilot, "x")
            await press(pilot, "escape", "w")
            await until(lambda: isinstance(app.screen, KeptScreen) and app.screen.part == "words")
            await until(lambda: KIND in words_on(app))
            assert await me.services.keeping.plan() == replace(PLAN, where=PLAN.where + "x")
            await press(pilot, "f1")
            await until(lambda: isinstance(app.screen, CareScreen))
            await press(pilot, "p")
            await until(lambda: isinstance(app.screen, PlanScreen) and f"{PLAN.where}x" in _plan_on(app))
            await press(pilot, "e")
            await until(lambda: isinstance(app.focused, TextArea))
            await press(pilot, "o", "escape", "escape")
            await until(lambda: isinstance(app.screen, CareScreen))
            await until(lambda: _is(me, replace(PLAN, helps=PLAN.helps + "o", where=PLAN.where + "x")))


def _plan_on(app: HeimoApp) -> str:
    return "\n".join(area.text for area in app.screen.query_one(CarePlan).query(TextArea))


async def _is(me: Person, plan: Plan) -> bool:
    return await me.services.keeping.plan() == plan


async def test_a_plan_from_before_is_still_there(tmp_path: Path) -> None:
    async with person(tmp_path / "me") as me:

        def old(tables: Any) -> None:
            tables.dump._db.execute(
                "INSERT INTO care_note (id, topic, text, place, updated) VALUES ('plan', 'plan', 'tea\n\nAino', 0, 1)"
            )

        await me.services.forum._house.open_vault().run(old)
        assert await me.services.keeping.plan() == Plan("tea\n\nAino")


async def test_danger_in_ones_own_draft_is_answered_by_a_quiet_line_and_by_no_screen(
    community: Community, tmp_path: Path
) -> None:
    async with seat(community, tmp_path, (140, 40)) as at:
        await at.enter()
        await at.press("c")
        await at.settled(lambda: isinstance(at.app.screen, ComposerScreen))
        draft = await at.me.services.compose.begin(at.circle, DraftKind.POST)
        assert draft.circle == at.circle
        at.app.screen.query_one("#text", TextArea).text = "I can not do this any more. I want to die."
        await at.settled(lambda: "F1" in at.text() and "one key away" in " ".join(at.text().split()))
        assert isinstance(at.app.screen, ComposerScreen)


async def test_nobody_can_bring_care_before_somebody_else(community: Community, tmp_path: Path) -> None:
    dark = "I want to die tonight. I cannot do this any more."
    async with seat(community, tmp_path, (140, 40), before=(dark,)) as at:
        await at.enter()
        await _stay_without_care(at)
        await at.press("enter")
        await at.settled(lambda: at.app.screen.query_one(ThreadPane).view)
        await at.settled(lambda: "I want to die tonight" in at.text())
        await _stay_without_care(at)
        (thread,) = [
            row.id
            for row in await at.me.services.forum.rows(
                at.circle, (await at.me.services.forum.thread_list(at.circle)).ids
            )
            if row.title.startswith("I want to die")
        ]
        await at.other.services.forum.report(at.circle, thread, "harm")
        await at.press("r")
        await at.settled(lambda: isinstance(at.app.screen, ComposerScreen))
        await _stay_without_care(at)


async def _stay_without_care(at: Seat) -> None:
    await at.pilot.pause()
    assert not any(isinstance(screen, CareScreen) for screen in at.app.screen_stack)
    assert "one key away" not in " ".join(at.text().split())
