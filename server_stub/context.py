"""What every operation's handler is given, and who called it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from heimo_protocol.requests import Mode, SpentToken
from server_stub.company import Company
from server_stub.config import ServerConfig
from server_stub.hub import Hub
from server_stub.limiter import Limiter
from server_stub.secrets import Secrets
from server_stub.store.base import ReadTxn, Store
from server_stub.store.rows import AccountRow, NameRow
from server_stub.tally import Tally


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a running server.

    `hub` wakes the listeners of circles, `queue_hub` those of queues.
    `clock` gives unix seconds. `descriptor` gives the signed descriptor in force now, as it travels; it may change
    between two calls, since token keys do every epoch. `limiter` is memory only: it forgets at a restart.
    `tally` counts answers. `company` has what all processes of this community share.
    """

    config: ServerConfig
    secrets: Secrets
    store: Store
    hub: Hub
    queue_hub: Hub
    clock: Callable[[], float]
    limiter: Limiter
    descriptor: Callable[[], bytes]
    company: Company
    tally: Tally

    def hour(self) -> int:
        """Hours since 1970-01-01."""
        return int(self.clock() // 3600)

    def day(self) -> int:
        """Days since 1970-01-01."""
        return int(self.clock() // 86_400)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: nobody, or a verified key with the row that makes it known in its role.

    A name here is not retired, and banned only where the operation may be called so (`is_banned`). The key of a queue
    is only known to have signed: the handler finds out whether it is that queue's. `token` is as it came: a handler
    that takes one spends it in its own transaction. `digest` (32) is what a token's code binds (requests.op_digest).
    """

    mode: Mode | None
    key: bytes | None
    name: NameRow | None
    account: AccountRow | None
    token: SpentToken | None
    digest: bytes
    is_banned: bool = False


@dataclass(frozen=True, slots=True)
class Listening:
    """What a caller may listen to: a topic of a hub, as somebody (a key) or as nobody.

    `newest` looks up where the topic stands; it raises Refusal where the topic is gone.
    """

    hub: Hub
    topic: bytes
    who: bytes | None
    newest: Callable[[ReadTxn], int]


Handler = Callable[[Context, Any, Caller], Awaitable[Any]]
"""`async (context, args, caller) -> result` with the types that the operations table names.

The handler of a stream operation gives a Listening instead, where the caller may listen.
"""
