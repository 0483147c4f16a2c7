"""A way to servers that are killed all the time: the same request again until one of them has answered it."""

import asyncio
import os
import random
import time
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.server.town import Town
from heimo_protocol import framing
from heimo_protocol.anonymity.tokens import Token, spend_mac
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import OPERATIONS, Args
from heimo_protocol.requests import Auth, Mode, Request, Response, SpentToken, authenticate, op_digest

_PAUSE = 0.01
_PATIENCE = 60.0
_AGAIN = frozenset({Code.CLOSED, Code.BUSY})


class Reach:
    """`answers` counts what was acknowledged, `repeats` the requests that had to be sent again."""

    def __init__(self, town: Town, ports: list[int], dice: random.Random) -> None:
        self.town = town
        self.answers = 0
        self.repeats = 0
        self._least = 0
        self._dice = dice
        self._clients = [httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) for port in ports]
        self._more = asyncio.Event()

    async def call(
        self,
        op: str,
        args: Args,
        private: Ed25519PrivateKey | None = None,
        mode: Mode = Mode.NAME,
        token: Token | None = None,
    ) -> Any:
        """Do an operation and return once it was acknowledged; raises Refusal, or TimeoutError where nobody answers."""
        raw, end = encode(args), time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                result = await self._once(op, raw, self._signed(op, raw, private, mode), _spent(token, op, raw))
            except httpx.TransportError:
                pass  # killed before it answered, whether it had written or not
            except Refusal as refusal:
                if refusal.code is Code.CLOCK_SKEW:  # a server that began again tells from when on it takes requests
                    self._least = max(self._least, refusal.value or 0)
                elif refusal.code not in _AGAIN:
                    raise
            else:
                self.answers += 1
                self._more.set()
                return result
            self.repeats += 1
            await asyncio.sleep(_PAUSE)
        raise TimeoutError(f"{op} was not answered in {_PATIENCE} s")

    async def answered(self, count: int) -> None:
        """Wait until so many more requests were acknowledged."""
        enough = self.answers + count
        async with asyncio.timeout(_PATIENCE):
            while self.answers < enough:
                self._more.clear()
                await self._more.wait()

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients:
            await client.aclose()

    async def _once(self, op: str, raw: bytes, auth: Auth | None, token: SpentToken | None) -> Any:
        client = self._dice.choice(self._clients)
        answer = await client.post(f"/v1/{op}", content=framing.pack(encode(Request(args=raw, auth=auth, token=token))))
        least = OPERATIONS[op].least_answer if answer.status_code == httpx.codes.OK else 0
        response = decode(framing.unpack(answer.content, least=least), Response)
        if not response.ok or response.result is None:
            raise Refusal(Code(response.code), response.detail, retry_after=response.retry_after, value=response.value)
        return decode(response.result, OPERATIONS[op].result)

    def _signed(self, op: str, raw: bytes, private: Ed25519PrivateKey | None, mode: Mode) -> Auth | None:
        if private is None:
            return None
        now, nonce = max(int(time.time()), self._least), os.urandom(16)
        return authenticate(private, mode, server_id=self.town.server_id, op=op, args=raw, time=now, nonce=nonce)


def _spent(token: Token | None, op: str, raw: bytes) -> SpentToken | None:
    if token is None:
        return None
    mac = spend_mac(token.output, op_digest(op, raw))
    return SpentToken(type=int(token.type), epoch=token.epoch, nonce=token.nonce, mac=mac)
