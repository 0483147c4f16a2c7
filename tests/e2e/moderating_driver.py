"""A client without a screen that answers: one line of JSON in and one out (`python -m tests.e2e.moderating_driver`).

Everything that runs behind the screens runs here, too.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from heimo_tui.config import Config
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import BadInput, Refused
from heimo_tui.core.moderating import Deed, Verdict
from heimo_tui.core.views import DeviceState
from heimo_tui.services.bundle import Services
from heimo_tui.vault.tables import Tables
from heimo_tui.wiring import build
from tests.e2e.driver import CHEAP, PASSPHRASE, obeying, say


class Person:
    """Somebody at a client; each deed answers with what came of it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._circle = b""

    async def open(self) -> None:
        """Make or unlock the vault."""
        device = self._services.device
        if device.state() is DeviceState.FRESH:
            await device.create(PASSPHRASE)
        else:
            await device.unlock(PASSPHRASE)
        say(opened=True)

    async def obey(self, words: dict[str, Any]) -> None:
        """Do what `do` names, and answer; an error that was to be expected is answered by its code."""
        deed: Callable[..., Awaitable[object]] = getattr(self, f"do_{words.pop('do')}")
        try:
            say(answer=await deed(**words))
        except (BadInput, Refused) as problem:
            say(answer={"error": problem.code})

    # --- coming in ---

    async def do_register(self, invite: str, circle: str) -> list[str]:
        """Become a member and look at a circle; gives the words that lead back here."""
        phrase = self._services.membership.new_phrase()
        await self._services.membership.register(invite, phrase)
        await self._look_at(circle)
        return list(phrase)

    async def do_recover(self, address: str, phrase: list[str], circle: str) -> str:
        """Be oneself again on this device."""
        await self._services.membership.recover(address, tuple(phrase))
        await self._look_at(circle)
        return "ok"

    async def _look_at(self, name: str) -> None:
        self._circle = next(one.id for one in await self._services.forum.circles() if one.name == name)
        await self._services.forum.focus(self._circle)
        await self._services.forum.start()
        await self._services.compose.start()
        await self._services.messages.start()
        await self._services.moderating.start()

    async def do_join(self) -> str:
        """Join the circle now; gives the name's key."""
        await self._services.membership.join_circle(self._circle)
        await self._services.messages.refresh()
        circle = next(one for one in await self._services.forum.circles() if one.id == self._circle)
        return "" if circle.my_name is None else circle.my_name.key.hex()

    async def do_rejoin(self) -> str:
        """Join as a client would that knows of no membership."""

        def forget(tables: Tables) -> None:
            row = tables.circles.require(self._circle)
            tables.circles.set_joined(self._circle, my_key=row.my_key, epoch=row.epoch, joined=False)

        await self._services.membership._house.open_vault().run(forget)
        await self._services.membership.join_circle(self._circle)
        return "ok"

    async def do_reset(self) -> str:
        """Take a new name."""
        await self._services.membership.replace_name(self._circle)
        return "ok"

    # --- writing and reading ---

    async def do_post(self, text: str) -> str:
        """Write a post; gives its id."""
        draft = await self._services.compose.begin(self._circle, DraftKind.POST)
        return (await self._services.compose.send(replace(draft, text=text), 0)).hex()

    async def do_change(self, event: str, text: str) -> str:
        """Take back what waits or was returned, and send it with other words."""
        draft = await self._services.compose.undo(bytes.fromhex(event))
        return (await self._services.compose.send(replace(draft, text=text), 0)).hex()

    async def do_pending(self) -> list[list[str]]:
        """What is on its way: delivery, code, a moderator's words."""
        await self._services.compose._sender.ask_held_now()
        return [[one.delivery.value, one.code, one.words] for one in await self._services.compose.pending()]

    async def do_read(self, event: str) -> dict[str, object]:
        """A post as it is shown here."""
        await self._services.forum.refresh(self._circle)
        root = (await self._services.forum.thread(self._circle, bytes.fromhex(event))).root
        return {"text": root.text, "gone": root.gone.value, "words": root.words, "notes": list(root.notes)}

    async def do_report(self, event: str, reason: str) -> str:
        """Tell the moderators about a post."""
        await self._services.forum.refresh(self._circle)
        await self._services.forum.report(self._circle, bytes.fromhex(event), reason)
        return "ok"

    async def do_problems(self) -> list[str]:
        """What the server did that it should not have."""
        return [one.code for one in await self._services.forum.problems()]

    # --- moderating ---

    async def do_queue(self) -> list[dict[str, object]]:
        """What waits for this moderator."""
        await self._services.moderating.refresh()
        items = await self._services.moderating.queue(self._circle)
        return [{"kind": one.kind.value, "text": one.text, "before": one.parent} for one in items]

    async def do_decide(self, deed: str, words: str = "", days: int = 0, notes: tuple[str, ...] = ()) -> str:
        """Decide on the first thing that waits."""
        item = (await self._services.moderating.queue(self._circle))[0]
        verdict = Verdict(Deed(deed), words=words, days=days, notes=tuple(notes))
        await self._services.moderating.decide(item, verdict)
        return "ok"

    async def do_history(self) -> list[list[object]]:
        """What was decided, newest first."""
        shown = await self._services.moderating.history(self._circle, names=True)
        return [[one.action.name, one.words, one.by is not None, one.reversed] for one in shown]

    async def do_about(self) -> list[dict[str, object]]:
        """What was decided about oneself, newest first."""
        await self._services.forum.refresh(self._circle)
        return [
            {
                "decision": one.decision.event.hex(),
                "action": one.decision.action.name,
                "words": one.decision.words,
                "may": one.may_appeal,
                "appealed": one.appealed,
                "answer": one.answer,
                "reversed": one.decision.reversed,
            }
            for one in await self._services.moderating.about_me()
        ]

    async def do_appeal(self, decision: str, text: str) -> str:
        """Ask the moderators to think again."""
        await self._services.moderating.appeal(self._circle, bytes.fromhex(decision), text)
        return "ok"


if __name__ == "__main__":
    asyncio.run(
        obeying(Person(build(Config(data=Path(sys.argv[1]), keyring=False), cost=CHEAP)))  # type: ignore[arg-type] # opens and obeys
    )
