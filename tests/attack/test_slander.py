"""A member who wants readers to believe that an honest server lies to them."""

import pytest

from heimo_protocol.errors import Code
from heimo_protocol.events import Kind, Need, PostBody, Seen
from tests.server.people import Town, refuses


@pytest.mark.parametrize("number", [0, 1, 2, 3, 2**63 - 1])
async def test_nobody_claims_to_have_seen_another_log(town: Town, number: int) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    await name.post()
    await name.post()
    words = PostBody(text="Look what they did to us.", need=Need.NONE)
    async with refuses(Code.PREV_MISMATCH):
        await name.put(name.sign(Kind.POST, words, seen=Seen(number, b"another log, not")))
    head = (await town.entries(circle))[-1].log_seq
    result = await name.put(name.sign(Kind.POST, words))
    assert result.log_seq == head + 1


async def test_what_was_really_seen_is_taken(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    seen = Seen(0, circle)
    for _ in range(3):
        result = await name.put(name.sign(Kind.POST, PostBody(text="as it was", need=Need.NONE), seen=seen))
        assert not result.held
        seen = Seen(result.log_seq, result.head[:16])
