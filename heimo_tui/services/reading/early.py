"""Decisions from before the part of a log that is read first, so that what was hidden then stays hidden."""

from __future__ import annotations

from heimo_protocol.errors import Refusal
from heimo_protocol.events import open_event
from heimo_protocol.operations import GOVERNANCE, GovernanceArgs
from heimo_tui.core.errors import Tampering
from heimo_tui.core.governance import KINDS, Decision
from heimo_tui.network.calls import Signer
from heimo_tui.services.place import Place
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.vault.tables import Circle

_MOST_CALLS = 100


async def fetch(place: Place, row: Circle, signer: Signer | None) -> tuple[Decision, ...]:
    """All decisions of a circle, each with its signature checked; raises Tampering("sig_invalid") and as calls do."""
    found: list[Decision] = []
    after = 0
    for _ in range(_MOST_CALLS):
        args = GovernanceArgs(circle=row.circle_id, after=after)
        answer = await place.calls.call(place.reading(row.circle_id), GOVERNANCE, args, signer)
        for entry in answer.entries:
            if entry.log_seq <= after:
                raise Tampering("log_fork", where=row.circle_id, at=entry.log_seq)
            after = entry.log_seq
            if entry.event is None:
                continue
            try:
                signed = open_event(entry.event)
            except Refusal:
                raise Tampering("sig_invalid", where=row.circle_id, at=entry.log_seq) from None
            if signed.event.circle != row.circle_id or signed.event.kind not in KINDS:
                raise Tampering("sig_invalid", where=row.circle_id, at=entry.log_seq)
            found.append(Decision(entry.log_seq, signed))
        if not answer.more or not answer.entries:
            break
    return tuple(found)


def unmatched(ledger: Ledger) -> tuple[int, ...]:
    """Log numbers of decisions that were told apart from the log, and are not in it now that it is all here."""
    return tuple(decision.log_seq for decision in ledger.early)
