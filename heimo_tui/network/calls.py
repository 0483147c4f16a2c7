"""Typed calls to a server, made from the operations table."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing
from heimo_protocol.anonymity.tokens import Token, spend_mac
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import TIME_GRID_SECONDS
from heimo_protocol.operations import Args, Operation, Result
from heimo_protocol.requests import NONCE_SIZE, Mode, Request, Response, SpentToken, authenticate, op_digest
from heimo_tui.core.errors import Incompatible, Refused, Unreachable
from heimo_tui.network.contexts import Context, Contexts
from heimo_tui.network.http_door import Reply

A = TypeVar("A", bound=Args)
R = TypeVar("R", bound=Result)

PATH = "/v1/"
_UNKNOWN_TIME = 0
"""Always refused, with the server's own time."""
_FAR_SECONDS = 30
_LAST_SECOND = 2**32
_LONGEST_WAIT = 86_400


@dataclass(frozen=True, slots=True)
class Signer:
    """The key and role that a request is signed with."""

    private: Ed25519PrivateKey = field(repr=False)
    mode: Mode


class Calls:
    """Calls one server.

    How far its clock is from ours is learnt in each context anew, and never carried from one to another, nor kept:
    a server could tell each account a time of its own, and know it again in what the account's names send. Nor does
    this machine's clock show in a request: the first signed one in a context asks for the time, and all others carry
    the server's, in whole minutes.
    """

    def __init__(self, contexts: Contexts, server_id: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self.contexts = contexts
        self._server_id = server_id
        self._offsets: dict[Context, int] = {}
        self._least: dict[Context, int] = {}
        self._clock = clock

    def server_time(self, context: Context) -> float:
        """Unix seconds as the server counts them, as far as this context was told."""
        return self._clock() + self._offsets.get(context, 0)

    async def call(
        self,
        context: Context,
        operation: Operation[A, R],
        args: A,
        signer: Signer | None = None,
        *,
        token: Token | None = None,
    ) -> R:
        """Ask, and return the operation's result; `token` pays where the operation costs one.

        A time that the server does not take is met once by using its own. Raises Refused, Unreachable, Incompatible.
        """
        response = await self._ask(context, operation, args, signer, token)
        if response.code == Code.CLOCK_SKEW and signer is not None:
            self.take_time(context, response)
            response = await self._ask(context, operation, args, signer, token)
        if not response.ok:
            raise refused(response)
        return _read_result(operation, response)

    async def close(self, context: Context) -> None:
        """Close a context's connections, and forget what it learnt: its next use, if any, is somebody else's."""
        self._offsets.pop(context, None)
        self._least.pop(context, None)
        await self.contexts.close(context)

    def take_time(self, context: Context, response: Response) -> bool:
        """Learn the clock from a refusal; true where that was its reason. Raises Incompatible."""
        if response.code != Code.CLOCK_SKEW:
            return False
        least = response.value or 0
        if not (0 <= response.time < _LAST_SECOND and 0 <= least < _LAST_SECOND):
            raise Incompatible("encoding", detail="time")
        offset = round(response.time - self._clock())
        if abs(offset - self._offsets.get(context, offset + _FAR_SECONDS)) >= _FAR_SECONDS:
            self._offsets[context] = offset
        self._least[context] = least
        return True

    def request(
        self, context: Context, operation: Operation[A, R], args: A, signer: Signer | None, token: Token | None = None
    ) -> bytes:
        """The padded body of a request, signed now; raises Incompatible where it is too large to travel."""
        encoded = encode(args)
        auth = None
        if signer is not None:
            auth = authenticate(
                signer.private,
                signer.mode,
                server_id=self._server_id,
                op=operation.name,
                args=encoded,
                time=self._stamp(context),
                nonce=secrets.token_bytes(NONCE_SIZE),
            )
        try:
            return framing.pack(encode(Request(args=encoded, auth=auth, token=_spend(token, operation, encoded))))
        except Refusal as problem:
            raise Incompatible(problem.code) from None

    async def _ask(
        self, context: Context, operation: Operation[A, R], args: A, signer: Signer | None, token: Token | None
    ) -> Response:
        body = self.request(context, operation, args, signer, token)
        reply = await self.contexts.client(context).post(PATH + operation.name, body)
        return read_response(reply, least=operation.least_answer)

    def _stamp(self, context: Context) -> int:
        if context not in self._offsets:
            return _UNKNOWN_TIME
        now = int(self.server_time(context))
        return max(now - now % TIME_GRID_SECONDS, self._least.get(context, 0))


def read_response(reply: Reply, *, least: int = 0) -> Response:
    """Read an answer, padded to `least` bytes where it is no refusal.

    Raises Incompatible, or Unreachable for what a proxy or a failing server says.
    """
    try:
        return decode(framing.unpack(reply.body, least=least if reply.status == 200 else 0), Response)
    except Refusal as problem:
        if reply.status in (429, 502, 503, 504) or reply.status == 500:
            raise Unreachable("server") from None
        if 300 <= reply.status < 400:
            raise Incompatible("redirect") from None
        raise Incompatible("encoding", detail=problem.detail) from None


def refused(response: Response) -> Refused:
    """The error for an answer that says no; nobody is made to wait for longer than a day."""
    wait = None if response.retry_after is None else min(max(response.retry_after, 0), _LONGEST_WAIT)
    return Refused(response.code, detail=response.detail[:200], retry_after=wait, value=response.value)


def _spend(token: Token | None, operation: Operation[A, R], args: bytes) -> SpentToken | None:
    if token is None:
        return None
    mac = spend_mac(token.output, op_digest(operation.name, args))
    return SpentToken(type=token.type, epoch=token.epoch, nonce=token.nonce, mac=mac)


def _read_result(operation: Operation[A, R], response: Response) -> R:
    try:
        return decode(response.result or b"", operation.result)
    except BadEncoding as problem:
        raise Incompatible("encoding", detail=problem.detail) from None
