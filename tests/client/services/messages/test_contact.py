"""Contact: asked for after a public exchange only, opened when both agree, ended by either."""

from pathlib import Path

from heimo_tui.core.conversations import Line, Mark, Standing
from tests.client.services.messages.talkers import talkers, talking
from tests.support.server import Community


async def test_two_people_ask_accept_and_talk(community: Community, tmp_path: Path) -> None:
    async with talkers(community, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        assert (await a.messages.open(mine)).standing is Standing.OPEN
        assert await a.kinds(mine) == [Line.TEXT, Line.ACCEPTED]
        await a.messages.send(mine, "good that you are there")
        await a.step()
        await b.step()
        assert await b.texts(theirs) == [">may I write to you?", ">good that you are there"]
        await b.messages.send(theirs, "and you")
        await b.step()
        await a.step()
        assert await a.texts(mine) == ["may I write to you?", "good that you are there", ">and you"]
        assert (await a.lines(mine))[2].mark is Mark.SENT
