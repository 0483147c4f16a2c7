"""What every operation's handler is given, and who called it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from heimo_protocol.requests import Mode, SpentToken
from server_stub.config import ServerConfig
from server_stub.hub import Hub
from server_stub.limiter import Limiter
from server_stub.secrets import Secrets
from server_stub.store.base import Store
from server_stub.store.rows import AccountRow, NameRow


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a running server.

    `clock` gives unix seconds. `descriptor` gives the signed descriptor in force now, as it travels; it may change
    between two calls, since token keys do every epoch. `limiter` is memory only: it forgets at a restart.
    """

    config: ServerConfig
    secrets: Secrets
    store: Store
    hub: Hub
    clock: Callable[[], float]
    limiter: Limiter
    descriptor: Callable[[], bytes]

    def hour(self) -> int:
        """Hours since 1970-01-01."""
        return int(self.clock() // 3600)

    def day(self) -> int:
        """Days since 1970-01-01."""
        return int(self.clock() // 86_400)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: nobody, or a verified key with the row that makes it known in its role.

    A name here is neither retired nor banned. `token` is as it came: a handler that takes one spends it in its
    own transaction. `digest` (32) is what a token's code binds (requests.op_digest).
    """

    mode: Mode | None
    key: bytes | None
    name: NameRow | None
    account: AccountRow | None
    token: SpentToken | None
    digest: bytes


Handler = Callable[[Context, Any, Caller], Awaitable[Any]]
"""`async (context, args, caller) -> result` with the types that the operations table names.

The handler of a stream operation only checks that the caller may listen; the stream itself is the hub's.
"""
