"""Queues of one's own: made with a token, each read in a context that nothing else goes through."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.errors import Code
from heimo_protocol.limits import QUEUE_DAYS
from heimo_protocol.mail import CLAIM_SIZE, Address
from heimo_protocol.operations import QUEUE_CREATE, QUEUE_DELETE, QueueArgs, QueueCreateArgs
from heimo_protocol.requests import Mode
from heimo_protocol.signing import ID_SIZE, public_bytes
from heimo_tui.core.errors import Incompatible, Refused
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.network import contexts
from heimo_tui.network.calls import Signer
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.supply.tokens import Tokens
from heimo_tui.services.place import Place
from heimo_tui.vault.tables.mail import QueueRow, TargetRow


@dataclass(frozen=True, slots=True)
class NewQueue:
    """A queue that the server just made; put `row` into the vault, and tell the other side of `address`."""

    server_id: bytes
    qid: bytes
    private: SecretBytes
    claim: SecretBytes
    created: float

    def __repr__(self) -> str:
        return "NewQueue(<hidden>)"

    @property
    def address(self) -> Address:
        """What the other side needs to write there."""
        return Address(self.qid, self.claim.reveal())

    def row(self, conversation: bytes) -> QueueRow:
        """As the vault keeps it."""
        return QueueRow(
            qid=self.qid,
            server_id=self.server_id,
            conversation=conversation,
            private=self.private,
            claim=self.claim,
            created=self.created,
        )


class Queues:
    """Makes and deletes queues."""

    def __init__(self, ground: Ground, tokens: Tokens) -> None:
        self._ground = ground
        self._tokens = tokens

    async def create(self, scene: Scene) -> NewQueue:
        """Make a queue; a lost answer costs a token, and nothing else. Raises Refused, and as the network does."""
        private, claim = Ed25519PrivateKey.generate(), secrets.token_bytes(CLAIM_SIZE)
        args = QueueCreateArgs(receiver=public_bytes(private), claim=hashlib.sha256(claim).digest(), days=QUEUE_DAYS)
        token = await self._tokens.take(scene, TokenType.QUEUE)
        context = contexts.token_spend()
        try:
            answer = await scene.place.calls.call(context, QUEUE_CREATE, args, token=token)
        finally:
            await scene.place.contexts.close(context)
        if len(answer.qid) != ID_SIZE:
            raise Incompatible("encoding", detail="queue.create")
        seed = SecretBytes(private.private_bytes_raw())
        return NewQueue(scene.place.id, answer.qid, seed, SecretBytes(claim), self._ground.now)

    async def delete(self, place: Place, queue: QueueRow) -> None:
        """Delete a queue at the server, then here; raises as the network does."""
        context = contexts.queue(queue.qid, sending=False)
        try:
            await place.calls.call(context, QUEUE_DELETE, QueueArgs(qid=queue.qid), receiver(queue))
        except Refused as problem:
            if problem.code != Code.QUEUE_UNKNOWN:
                raise
        finally:
            await place.contexts.close(context)
        await self._ground.run(lambda tables: tables.mail.queues.remove(queue.qid))


def receiver(queue: QueueRow) -> Signer:
    """Sign as the reader of a queue."""
    return Signer(Ed25519PrivateKey.from_private_bytes(queue.private.reveal()), Mode.QUEUE_RECEIVER)


def sender(target: TargetRow) -> Signer:
    """Sign as the writer of a queue."""
    return Signer(Ed25519PrivateKey.from_private_bytes(target.private.reveal()), Mode.QUEUE_SENDER)


def target_at(conversation: bytes, address: Address) -> TargetRow:
    """Write to this address from now on, with a key that nothing else is signed with."""
    seed = SecretBytes(Ed25519PrivateKey.generate().private_bytes_raw())
    return TargetRow(conversation=conversation, qid=address.qid, claim=SecretBytes(address.claim), private=seed)
