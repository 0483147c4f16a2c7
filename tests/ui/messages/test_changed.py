"""The safety number changes: nothing is sent until the reader has looked at it and said so."""

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.cards import Card
from heimo_protocol.signing import seal
from heimo_tui.core.conversations import Standing
from heimo_tui.ui.screens.ask import AskScreen
from heimo_tui.ui.screens.messages.safety import SafetyScreen
from heimo_tui.ui.widgets.messages.write_box import WriteBox
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.members import Member
from tests.client.services.messages.talkers import Talker, Town, talking
from tests.support.people import until
from tests.ui.messages.table import NARROW, laid


async def takes_other_keys(one: Talker, reader: Talker, conversation: bytes) -> Callable[[Tables], object]:
    """What the reader's copy of the log says of somebody who began anew elsewhere: another card by the same name."""
    row = await reader.read(lambda tables: tables.mail.conversations.require(conversation))
    old = (await reader.messages._parts.ground.scene(reader.circle)).peer(row.card).card
    theirs = await one.messages._parts.ground.scene(one.circle)
    ik = X25519PrivateKey.generate().public_key().public_bytes_raw()
    card = Card(server=old.server, circle=old.circle, author=old.author, ik=ik, name="b", seq=old.seq + 1, day=old.day)
    signed = seal(theirs.place.circle_keys(theirs.circle).pseudonym, "card", card).to_bytes()
    member = Member(circle_id=reader.circle, key=one.key, name="b", card=signed, card_seq=old.seq + 1)
    return lambda tables: tables.members.save(member)


async def test_a_changed_number_is_explained_and_agreed_to(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, _ = await talking(me, other)
        await me.messages.set_verified(mine, True)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.stands("Write to")
            await me.vault.run(await takes_other_keys(other, me, mine))
            await me.messages._parts.keeper._tending.watch(me.circle)
            await table.stands("changed. Nothing is sent until you", "v tells more")
            assert not table.place.query_one(WriteBox).display
            await table.press("v")
            await until(lambda: isinstance(table.app.screen, SafetyScreen))
            await table.stands("It changed.", "go on with them")
            await table.press("a")
            await until(lambda: isinstance(table.app.screen, AskScreen))
            await table.press("escape")
            assert (await me.messages.open(mine)).standing is Standing.CHANGED
            await table.press("a")
            await until(lambda: isinstance(table.app.screen, AskScreen))
            await table.press("tab", "enter")
            await table.stands("Not compared yet.")
            assert (await me.messages.open(mine)).standing is Standing.OPEN
            await table.press("escape")
            await table.stands("Write to", "not verified")
