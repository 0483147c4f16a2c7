"""Typed calls to a server, made from the operations table."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import framing
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import Args, Operation, Result
from heimo_protocol.requests import NONCE_SIZE, Mode, Request, Response, authenticate
from heimo_tui.core.errors import Incompatible, Refused, Unreachable
from heimo_tui.network.contexts import Context, Contexts
from heimo_tui.network.http_door import Reply

A = TypeVar("A", bound=Args)
R = TypeVar("R", bound=Result)

PATH = "/v1/"
_NEXT_SECOND = 1.1
_CLOSE_SECONDS = 30
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
    a server could tell each account a time of its own, and know it again in what the account's names send.
    """

    def __init__(self, contexts: Contexts, server_id: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self.contexts = contexts
        self._server_id = server_id
        self._offsets: dict[Context, int] = {}
        self._clock = clock

    def server_time(self, context: Context) -> float:
        """Unix seconds as the server counts them, as far as this context was told."""
        return self._clock() + self._offsets.get(context, 0)

    async def call(self, context: Context, operation: Operation[A, R], args: A, signer: Signer | None = None) -> R:
        """Ask, and return the operation's result.

        A wrong clock is met once by using the server's. Raises Refused, Unreachable, Incompatible.
        """
        response = await self._ask(context, operation, args, signer)
        if response.code == Code.CLOCK_SKEW and signer is not None:
            if not self._take_time(context, response.time):
                # a server that began this very second takes nothing from before its beginning
                await asyncio.sleep(_NEXT_SECOND)
            response = await self._ask(context, operation, args, signer)
        if not response.ok:
            raise refused(response)
        return _read_result(operation, response)

    async def take_time(self, context: Context, response: Response) -> bool:
        """Learn the clock from a refusal; true where that was its reason."""
        if response.code != Code.CLOCK_SKEW:
            return False
        if not self._take_time(context, response.time):
            await asyncio.sleep(_NEXT_SECOND)
        return True

    def request(self, context: Context, operation: Operation[A, R], args: A, signer: Signer | None) -> bytes:
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
                time=int(self.server_time(context)),
                nonce=secrets.token_bytes(NONCE_SIZE),
            )
        try:
            return framing.pack(encode(Request(args=encoded, auth=auth)))
        except Refusal as problem:
            raise Incompatible(problem.code) from None

    async def _ask(self, context: Context, operation: Operation[A, R], args: A, signer: Signer | None) -> Response:
        body = self.request(context, operation, args, signer)
        reply = await self.contexts.client(context).post(PATH + operation.name, body)
        return read_response(reply)

    def _take_time(self, context: Context, server_now: int) -> bool:
        """Go by the server's clock from now on; false where it was known well enough. Raises Incompatible."""
        if not 0 <= server_now < _LAST_SECOND:
            raise Incompatible("encoding", detail="time")
        offset = round(server_now - self._clock())
        if abs(offset - self._offsets.get(context, 0)) <= _CLOSE_SECONDS:
            return False
        self._offsets[context] = offset
        return True


def read_response(reply: Reply) -> Response:
    """Read an answer; raises Incompatible, or Unreachable for what a proxy or a failing server says."""
    try:
        return decode(framing.unpack(reply.body), Response)
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


def _read_result(operation: Operation[A, R], response: Response) -> R:
    try:
        return decode(response.result or b"", operation.result)
    except BadEncoding as problem:
        raise Incompatible("encoding", detail=problem.detail) from None
