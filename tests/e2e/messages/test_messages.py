"""Two people and a server, each a process: what is said to somebody away comes once and in order when they are back."""

import asyncio
from pathlib import Path
from signal import SIGKILL

import pytest

from heimo_tui.core.conversations import Line, Mark
from tests.e2e.messages.couple import ASKED, Person, couple, kept_by

SAID = 500
"""As many as a queue holds."""


@pytest.mark.slow
async def test_500_messages_to_somebody_away_come_once_and_in_order(tmp_path: Path) -> None:
    greetings, answers = [f"good evening {n}" for n in range(5)], [f"answer {n}" for n in range(20)]
    said = [f"while you sleep {n}" for n in range(SAID)]
    async with couple(tmp_path) as (_, anna, ben):
        await _talk(ben, anna, greetings)
        await ben.does("settle talk", "settled_talk")
        await ben.process.kill()
        await anna.tells(said)
        await anna.does("settle talk", "settled_talk")
        await anna.process.kill()
        # all that is left of them is with the server
        await ben.wakes()
        await ben.hears(said[-1])
        await ben.tells(answers)
        await ben.does("settle talk", "settled_talk")
        await anna.wakes()
        await anna.hears(answers[-1])
        await asyncio.gather(_talk(anna, ben, ["and good night"]), _talk(ben, anna, ["good night"]))
        for one in (anna, ben):
            await one.does("settle talk", "settled_talk")
            await one.process.end(SIGKILL)
        assert (anna.told, ben.told) == ([*said, "and good night"], [*greetings, *answers, "good night"])
        hers, his = await kept_by(anna), await kept_by(ben)
    assert hers.mine == his.theirs == [ASKED, *said, "and good night"]
    assert his.mine == hers.theirs == [*greetings, *answers, "good night"]
    for kept in (hers, his):
        assert kept.kinds <= {Line.TEXT, Line.ACCEPTED}
        assert kept.marks <= {Mark.SENT, Mark.DELIVERED}
        assert (kept.resets, kept.unread_frames, kept.waiting, len(kept.sessions)) == (0, 0, 0, 1)


async def _talk(writer: Person, reader: Person, texts: list[str]) -> None:
    """Each of the texts is on the other's screen before the next is written."""
    for text in texts:
        await writer.tells([text])
        await reader.hears(text)
