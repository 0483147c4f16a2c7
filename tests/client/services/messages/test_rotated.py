"""After a host rotated the keys that prove messages: those of before and those of afterwards are read and reported."""

from pathlib import Path

from heimo_tui.services.messages.supply.franking import Franking
from tests.client.services.messages.talkers import DAY, Talker, Town, talkers, talking
from tests.support.server import Community


def rotate(community: Community, weeks_ago: int) -> None:
    """Rotate as if it had been some weeks ago: the old key's last week is moved back by so many."""
    community.stop()
    community.command("rotate-keys", "messages")
    path = community.data / "secrets" / "frank_before"
    data = path.read_bytes()
    path.write_bytes((int.from_bytes(data[:4], "big") - weeks_ago).to_bytes(4, "big") + data[4:])
    community.start()


async def say(one: Talker, conversation: bytes, text: str) -> None:
    await one.messages.send(conversation, text)
    await one.step()


async def draw(one: Talker) -> None:
    """The week's leave to write, as it is drawn with the day's tokens."""
    ground = one.messages._parts.ground
    scene = await ground.scene(one.circle)
    await ground.know_keys(scene)
    await Franking(ground).draw(scene)


async def test_messages_of_before_a_rotation_are_read_after_it(usual: Town, tmp_path: Path) -> None:
    async with talkers(usual, tmp_path, "ada", "ben") as (ada, ben):
        mine, theirs = await talking(ada, ben)
        await say(ada, mine, "written before")
        rotate(usual.community, weeks_ago=0)
        await ben.step()
        await say(ben, theirs, "and answered after, with a token of before")
        await draw(ada)  # the same week: still by the key that everybody knows
        await say(ada, mine, "and once more")
        await ada.step()
        await ben.step()
        assert (await ben.texts(theirs))[-3:] == [
            ">written before",
            "and answered after, with a token of before",
            ">and once more",
        ]
        assert ">and answered after, with a token of before" in await ada.texts(mine)
        assert not await ada.person.services.forum.problems() and not await ben.person.services.forum.problems()


async def test_a_reader_who_was_away_learns_the_new_key_before_reading(usual: Town, tmp_path: Path) -> None:
    async with talkers(usual, tmp_path, "ada", "ben") as (ada, ben):
        mine, theirs = await talking(ada, ben)
        rotate(usual.community, weeks_ago=2)
        for one in (ada, ben):
            one.clock.ahead = 1.1 * DAY
        await draw(ada)
        await say(ada, mine, "by the new key")
        await ben.step()
        assert (await ben.texts(theirs))[-1] == ">by the new key"
        assert not await ben.person.services.forum.problems()
