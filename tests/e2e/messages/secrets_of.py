"""What somebody's vault holds of their messages, as bytes that must be found nowhere else."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from heimo_tui.core.secrets import SecretText
from heimo_tui.e2ee.session import Session
from heimo_tui.vault import Vault
from heimo_tui.vault.tables import Tables
from tests.e2e.driver import PASSPHRASE

_LEAST = 12
"""Bytes of a value by which it is known; shorter ones may be anywhere by chance."""

_TOLD = frozenset({"peer_card"})
"""Of a session: a hash of what is public."""


@dataclass(frozen=True)
class Secrets:
    """`own` is every value of the tables of messages: none may be readable on this machine.

    `hidden` are those that no server may learn: words, private keys, claims, tokens, all that a session is made of.
    """

    own: set[bytes]
    hidden: set[bytes]
    queues: set[bytes]


async def secrets_of(folder: Path) -> Secrets:
    """Open the vault in `folder` and collect."""
    vault = await Vault.open(folder, keyring=None, passphrase=SecretText(PASSPHRASE))
    try:
        return await vault.read(_collect)
    finally:
        await vault.close()


def _collect(tables: Tables) -> Secrets:
    connection = tables.mail.queues._db
    names = [str(row[0]) for row in connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    mail = [name for name in names if name.startswith("mail_") and "text" not in name]
    cells = [
        cell
        for name in mail
        for row in connection.rows(f'SELECT * FROM "{name}"')  # noqa: S608 - a name from the schema
        for cell in row
    ]
    (talk,) = tables.mail.conversations.all()
    hidden = {line.text.encode() for line in tables.mail.lines.window(talk.id, 0, 10**6)}
    hidden |= {talk.draft.encode(), talk.id}
    for queue in tables.mail.queues.all():
        hidden |= {queue.private.reveal(), queue.claim.reveal()}
    target = tables.mail.queues.target(talk.id)
    assert target is not None
    hidden |= {target.private.reveal()} | ({target.claim.reveal()} if target.claim else set())
    for row in tables.mail.sessions.of(talk.id):
        hidden |= set(_values(Session.from_bytes(row.state.reveal())))
    for bundle in tables.mail.keys.bundles(talk.circle_id, talk.me):
        hidden.add(bundle.secrets.reveal())
    for nonce, w in connection.rows("SELECT nonce, w FROM token"):
        hidden |= {bytes(nonce), bytes(w)}
    qids = {queue.qid for queue in tables.mail.queues.all()} | {target.qid}
    return Secrets(_long(_bytes(cells)) | qids, _long(hidden), qids)


def _values(session: Session) -> Iterator[bytes]:
    for field in fields(session):
        value = getattr(session, field.name)
        if isinstance(value, bytes) and field.name not in _TOLD:
            yield value


def _bytes(cells: Iterable[object]) -> Iterator[bytes]:
    for cell in cells:
        if isinstance(cell, bytes):
            yield cell
        elif isinstance(cell, str):
            yield cell.encode()


def _long(values: Iterable[bytes]) -> set[bytes]:
    return {value for value in values if len(value) >= _LEAST and any(value)}


def found_in(files: Mapping[Path, bytes], secrets: Iterable[bytes]) -> list[str]:
    """Which files hold the beginning of a secret, raw, in hexadecimal or in base64, and which."""
    beginnings = {form[:_LEAST]: secret for secret in secrets for form in _forms(secret)}
    return [
        f"{beginnings[found]!r} in {file.name}"
        for file, content in files.items()
        for at in range(len(content) - _LEAST + 1)
        if (found := content[at : at + _LEAST]) in beginnings
    ]


def _forms(secret: bytes) -> list[bytes]:
    return [
        secret,
        secret.hex().encode(),
        secret.hex().upper().encode(),
        base64.b64encode(secret),
        base64.urlsafe_b64encode(secret),
    ]
