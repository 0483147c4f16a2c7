"""Being a member where one's own words stand: a device made anew from the twelve words learns it from the log."""

from __future__ import annotations

from collections.abc import Iterable

from heimo_protocol.events import Kind
from heimo_tui.core.verify import Checked
from heimo_tui.vault.tables import Tables


def recognise(tables: Tables, circle: bytes, checked: Iterable[Checked]) -> None:
    """Note that one is in a circle, where what was just read has something by one's own name, and no farewell after.

    The server is not asked, since joining again at the start would tie all of one's names together by their times.
    """
    row = tables.circles.require(circle)
    if row.joined or row.my_key is None:
        return
    if any(one.signed is not None and one.signed.event.author == row.my_key for one in checked):
        newest = tables.events.by_author(circle, row.my_key)[-1]
        if newest.kind != Kind.LEAVE:
            tables.circles.set_joined(circle, my_key=row.my_key, epoch=row.epoch)
