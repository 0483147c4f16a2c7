"""Writing: nothing gets lost, nothing lags, and what is sent is what was shown."""

import asyncio
from dataclasses import replace

from textual.events import Paste

from heimo_protocol.events import Need
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.views import Delivery, DeviceState
from heimo_tui.services.bundle import Services
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.intents import EditDraft, Reply, Write
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.name_choice import NameChoice
from heimo_tui.ui.widgets.need_picker import NeedPicker
from heimo_tui.ui.widgets.note_picker import NotePicker
from tests.support.people import Person, until
from tests.ui.own.steps import AppPilot, arrive, settled, type_in, words_on


async def begin(pilot: AppPilot, circle: bytes) -> ComposerScreen:
    await arrive(pilot, CirclesScreen)
    pilot.app.screen.post_message(Write(circle))
    return await arrive(pilot, ComposerScreen)


async def kitchen(member: Person) -> bytes:
    return (await member.circle("Kitchen table")).id


async def texts(services: Services) -> list[str]:
    return [draft.text for draft in await services.compose.drafts()]


async def test_a_draft_is_kept_by_itself_and_stays_after_escape(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, circle)
        await type_in(pilot, "I am so tired")

        async def is_kept() -> bool:
            return await texts(services) == ["I am so tired"]

        await until(is_kept)
        await type_in(pilot, " today")
        await pilot.press("escape")
        await arrive(pilot, CirclesScreen)
        assert await texts(services) == ["I am so tired today"]
        again = await begin(pilot, circle)
        assert again.draft.text == "I am so tired today"
        assert pilot.app.screen.query_one(DraftArea).text == "I am so tired today"


async def test_findings_come_after_a_pause_and_can_be_put_aside(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await begin(pilot, circle)
        panel, area = screen.query_one(Findings), screen.query_one(DraftArea)
        await type_in(pilot, "Write to me at anna@example.org please")
        await settled(pilot, lambda: [found.code for found in panel.found] == ["email"])
        assert area.text[area.underlines[0].start : area.underlines[0].end] == "anna@example.org"
        assert "@ may identify you" in words_on(app)
        await pilot.press("tab", "x")
        await settled(pilot, lambda: not panel.found)
        assert len(screen.draft.dismissed) == 1
        assert "safe" not in words_on(app).lower()


async def test_another_way_can_be_put_in_and_taken_back(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await begin(pilot, circle)
        panel, area = screen.query_one(Findings), screen.query_one(DraftArea)
        await type_in(pilot, "Write to anna@example.org")
        await settled(pilot, lambda: bool(panel.found))
        await pilot.press("tab", "a")
        await settled(pilot, lambda: area.text == "Write to …")
        await pilot.press("escape", "ctrl+z")
        await settled(pilot, lambda: area.text == "Write to anna@example.org")


async def test_a_report_on_an_older_text_is_dropped(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await begin(pilot, circle)
        panel, area = screen.query_one(Findings), screen.query_one(DraftArea)
        area.insert("Write to anna@example.org. ")
        await pilot.pause()
        screen.check_now()
        area.insert("And more")
        await pilot.pause()
        await settled(pilot, lambda: panel.text == area.text and bool(panel.found))
        assert area.text == "Write to anna@example.org. And more"


async def test_post_through_preview_is_held_and_can_be_taken_back(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, circle)
        await type_in(pilot, "My hands shake at work.")
        await pilot.press("ctrl+n")
        await arrive(pilot, NeedPicker)
        await pilot.press("j", "enter")
        await arrive(pilot, ComposerScreen)
        await pilot.press("ctrl+t")
        await arrive(pilot, NotePicker)
        await pilot.press("enter", "escape")
        await arrive(pilot, ComposerScreen)
        assert (screen.draft.need, screen.draft.notes) == (Need.ASK, ("death",))
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        shown = words_on(app)
        assert "My hands shake at work." in shown and "ask me" in shown and "death" in shown
        assert "Waiting to be sent" not in shown and "moderator" not in shown
        await asyncio.sleep(0.7)
        await pilot.press("enter")
        await settled(pilot, lambda: not isinstance(app.screen, PreviewScreen | ComposerScreen))
        pending = await services.compose.pending()
        assert [(view.start, view.delivery) for view in pending] == [("My hands shake at work.", Delivery.HOLDING)]
        await settled(pilot, lambda: app.around.holding is not None)
        await pilot.press("u")
        again = await arrive(pilot, ComposerScreen)
        assert again.draft.text == "My hands shake at work."
        assert await services.compose.pending() == ()


async def test_words_that_push_to_harm_are_announced_and_wait(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    await services.preferences.set(hold_seconds=0)
    app = HeimoApp(services)
    async with app.run_test(size=(120, 36)) as pilot:
        await begin(pilot, circle)
        await type_in(pilot, "you should just kill yourself")
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        assert "in Kitchen table a moderator reads it before" in words_on(app)
        await asyncio.sleep(0.7)
        await pilot.press("enter")

        async def waits() -> bool:
            return [view.delivery for view in await services.compose.pending()] == [Delivery.HELD]

        await until(waits)
        await settled(pilot, lambda: "A moderator reads it first." in words_on(app))


async def test_sent_text_leaves_no_draft_and_goes_out(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    await services.preferences.set(hold_seconds=0)
    app = HeimoApp(services)
    async with app.run_test(size=(120, 36)) as pilot:
        await begin(pilot, circle)
        await type_in(pilot, "It can be one sentence.")
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        await asyncio.sleep(0.7)
        await pilot.press("s")
        await settled(pilot, lambda: not isinstance(app.screen, PreviewScreen | ComposerScreen))
        await settled(pilot, member.nothing_pending)
        assert await texts(services) == []
        listed = await services.forum.thread_list(circle)
        rows = await services.forum.rows(circle, listed.ids)
        assert [row.title for row in rows if row.mine] == ["It can be one sentence."]


async def test_change_and_keep_lead_back(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, circle)
        await type_in(pilot, "Not sure yet")
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        await pilot.press("c")
        await arrive(pilot, ComposerScreen)
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        await pilot.press("k")
        await arrive(pilot, CirclesScreen)
        assert await texts(services) == ["Not sure yet"]
        assert await services.compose.pending() == ()


async def test_empty_and_overlong_texts_are_not_previewed(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, circle)
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert app.screen is screen
        screen.query_one(DraftArea).insert("ä" * 4001)
        await settled(pilot, lambda: "too long" in words_on(app))
        await pilot.press("ctrl+s")
        await pilot.pause(0.2)
        assert app.screen is screen


async def test_reply_stands_under_the_need_of_the_post(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    draft = await services.compose.begin(circle, DraftKind.POST)
    post = await services.compose.send(replace(draft, text="I lost my dog in May.", need=Need.LISTEN), 0)
    await until(member.nothing_pending)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await arrive(pilot, CirclesScreen)
        app.screen.post_message(Reply(circle, post))
        screen = await arrive(pilot, ComposerScreen)
        await settled(pilot, lambda: "I want to be heard" in words_on(app))
        assert "I lost my dog in May." in words_on(app)
        await type_in(pilot, "You should just get another one.")
        panel = screen.query_one(Findings)
        await settled(pilot, lambda: any(found.voice.value == "look_again" for found in panel.found))
        assert screen.need() is Need.LISTEN
        await pilot.press("ctrl+n")
        assert isinstance(app.screen, ComposerScreen)


async def test_one_time_name_is_chosen_and_said_honestly(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, circle)
        await pilot.press("ctrl+g")
        await arrive(pilot, NameChoice)
        await settled(pilot, lambda: "a one-time name" in words_on(app))
        assert "3 left this month" in words_on(app)
        await pilot.press("G", "enter")
        await arrive(pilot, ComposerScreen)
        await settled(pilot, lambda: screen.draft.once)
        assert "one-time name" in words_on(app) and "tied to nothing" in words_on(app)


async def test_pasted_lines_come_clean(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, circle)
        app.post_message(Paste("one\r\ntwo\u202e\x1b[31m\n\nthree"))
        await settled(pilot, lambda: bool(screen.draft.text))
        assert screen.draft.text == "one\ntwo[31m\n\nthree"


async def test_a_draft_goes_on_from_kept(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    draft: Draft = await services.compose.begin(circle, DraftKind.POST)
    await services.compose.save(replace(draft, text="half a thought"))
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await arrive(pilot, CirclesScreen)
        app.screen.post_message(EditDraft((await services.compose.drafts())[0]))
        screen = await arrive(pilot, ComposerScreen)
        assert screen.query_one(DraftArea).text == "half a thought"


async def test_the_last_words_stay_where_the_program_ends_at_once(member: Person) -> None:
    services, circle = member.services, await kitchen(member)
    app = HeimoApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, circle)
        await type_in(pilot, "the last word")
        await pilot.press("ctrl+q")
        await settled(pilot, lambda: services.device.state() is DeviceState.LOCKED)
    await services.device.unlock()
    assert await texts(services) == ["the last word"]
