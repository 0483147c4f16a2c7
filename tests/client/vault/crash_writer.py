"""Writes drafts and outbox events until it is killed; says on stdout what was acknowledged, before going on."""

import asyncio
import hashlib
import sys
from functools import partial
from pathlib import Path

from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.tables import Chain, OutboxRow, OutboxState

AUTHOR = b"a" * 32


def send(tables: Tables, circle: bytes) -> int:
    """As a service does it: the event, the chain and the draft that is done with, in one transaction."""
    chain = tables.outbox.chain(circle, AUTHOR) or Chain(0, None)
    number = chain.next_seq
    digest = hashlib.sha256(b"%d" % number).digest()
    tables.outbox.add(
        OutboxRow(
            event_id=digest[:16],
            circle_id=circle,
            author=AUTHOR,
            seq=number,
            prev=chain.prev,
            payload_hash=digest,
            envelope=b"envelope %d" % number,
            state=OutboxState.HOLDING,
            created=float(number),
        )
    )
    tables.drafts.remove(b"draft of sending")
    return number


def save(tables: Tables, draft: Draft) -> None:
    tables.drafts.save(draft)


def say(what: str, number: int) -> None:
    sys.stdout.write(f"{what} {number}\n")
    sys.stdout.flush()


async def main(home: Path, passphrase: str, server: bytes, circle: bytes) -> None:
    vault = await Vault.open(home, keyring=None, passphrase=SecretText(passphrase))
    number = 0
    while True:
        number += 1
        draft = Draft(id=b"draft", community=server, circle=circle, kind=DraftKind.POST, text="x" * number)
        await vault.run(partial(save, draft=draft))
        say("draft", number)
        sent = await vault.run(lambda tables: send(tables, circle))
        say("sent", sent)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3]), bytes.fromhex(sys.argv[4])))
