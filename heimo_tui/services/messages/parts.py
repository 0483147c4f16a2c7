"""The parts of messages, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from heimo_tui.services.house import House
from heimo_tui.services.messages.arriving.frames import Frames
from heimo_tui.services.messages.arriving.requests import Asked
from heimo_tui.services.messages.choosing import Choosing
from heimo_tui.services.messages.deciding import Deciding
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.keeper import Keeper
from heimo_tui.services.messages.leaving.asking import AskingFor
from heimo_tui.services.messages.leaving.posting import Posting
from heimo_tui.services.messages.leaving.renewing import Renewing
from heimo_tui.services.messages.leaving.requesting import Requesting
from heimo_tui.services.messages.leaving.sending import Sending
from heimo_tui.services.messages.leaving.talking import Talking
from heimo_tui.services.messages.moving import Moving
from heimo_tui.services.messages.reporting.receiving import Receiving
from heimo_tui.services.messages.reporting.showing import Showing
from heimo_tui.services.messages.reporting.telling import Telling
from heimo_tui.services.messages.supply.claims import Claims
from heimo_tui.services.messages.supply.franking import Franking
from heimo_tui.services.messages.supply.others_keys import OthersKeys
from heimo_tui.services.messages.supply.own_keys import OwnKeys
from heimo_tui.services.messages.supply.queues import Queues
from heimo_tui.services.messages.supply.tokens import Tokens
from heimo_tui.services.messages.supplying import Supply
from heimo_tui.services.messages.tending import Tending
from heimo_tui.services.messages.views import Views
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing.sender import Sender


@dataclass(frozen=True, slots=True)
class Parts:
    """What the facade hands its work to."""

    ground: Ground
    keeper: Keeper
    asking: AskingFor
    deciding: Deciding
    moving: Moving
    policies: Choosing
    renewing: Renewing
    showing: Showing
    talking: Talking
    telling: Telling
    views: Views


def assemble(house: House, sync: LogSync, problems: Problems, sender: Sender, rand: Random) -> Parts:
    """Make the parts; nothing is opened or reached yet."""
    ground = Ground(house, sync, problems, rand)
    tokens, franking, others, own = Tokens(ground), Franking(ground), OthersKeys(ground), OwnKeys(ground)
    queues = Queues(ground, tokens)
    requesting = Requesting(ground, tokens, franking, others, queues)
    renewing = Renewing(ground, requesting, franking, queues)
    talking = Talking(ground, franking)
    frames, asked = Frames(ground), Asked(ground)
    telling, claims = Telling(ground, others), Claims(ground)

    async def hear(conversation: bytes) -> None:
        await asked.fetch(await ground.scene_of(conversation))
        await frames.catch_up(conversation)

    keeper = Keeper(
        ground,
        frames=frames,
        asked=asked,
        sending=Sending(ground, hear),
        posting=Posting(ground, tokens),
        supply=Supply(ground, asked, own, others, tokens, franking, Receiving(ground)),
        telling=telling,
        claims=claims,
        tending=Tending(ground, asked, renewing, talking, queues),
    )
    return Parts(
        ground=ground,
        keeper=keeper,
        asking=AskingFor(ground, requesting),
        deciding=Deciding(ground, renewing),
        moving=Moving(ground, queues, keeper, claims),
        policies=Choosing(ground, sender),
        renewing=renewing,
        showing=Showing(ground),
        talking=talking,
        telling=telling,
        views=Views(ground),
    )
