"""A malicious server: it stands before a real one, holds its keys, and lies in one way at a time.

Run as a process: `python -m tests.support.tampering DATA PORT UPSTREAM_PORT TRICK_FILE`; the file names the trick.
"""

import hashlib
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import msgspec
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.responses import StreamingResponse
from starlette.routing import Route

from heimo_protocol import framing
from heimo_protocol.anonymity.credential import IssuerKeys, respond
from heimo_protocol.circles import open_genesis
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import STATUS, Code
from heimo_protocol.events import Kind, PostBody, encode_body, open_event
from heimo_protocol.log import next_head
from heimo_protocol.operations import (
    CircleListArgs,
    CircleListResult,
    CredentialResult,
    GovernanceResult,
    HeldResult,
    ListArgs,
    ListResult,
    LogEntry,
    PutResult,
    RegisterArgs,
)
from heimo_protocol.requests import Request, Response
from heimo_protocol.signing import Envelope, public_bytes, seal
from server_stub.secrets import load_secrets


@dataclass(frozen=True)
class Line:
    """An entry of the log as it is shown."""

    hour: int
    event: bytes | None
    hash: bytes


def kinds(lines: list[Line], kind: Kind) -> list[int]:
    """Indexes of the entries of a kind."""
    return [i for i, line in enumerate(lines) if line.event is not None and open_event(line.event).event.kind is kind]


def reorder(lines: list[Line]) -> list[Line]:
    """The last two posts change places."""
    posts = kinds(lines, Kind.POST)
    if len(posts) < 2:
        return lines
    first, second = posts[-2:]
    out = list(lines)
    out[first], out[second] = out[second], out[first]
    return out


def drop(lines: list[Line]) -> list[Line]:
    """The first post was never there."""
    posts = kinds(lines, Kind.POST)
    return [line for i, line in enumerate(lines) if not posts or i != posts[0]]


def alter(lines: list[Line]) -> list[Line]:
    """The first post says something else, under the old signature."""
    posts = kinds(lines, Kind.POST)
    if not posts:
        return lines
    out = list(lines)
    envelope = Envelope.from_bytes(out[posts[0]].event or b"")
    event = open_event(out[posts[0]].event or b"").event
    body = event.open_body(PostBody)
    forged = msgspec.structs.replace(event, body=encode_body(msgspec.structs.replace(body, text="I take it all back.")))
    payload = encode(forged)
    bad = Envelope(payload, envelope.signature).to_bytes()
    out[posts[0]] = Line(out[posts[0]].hour, bad, hashlib.sha256(payload).digest())
    return out


def roll_back(lines: list[Line]) -> list[Line]:
    """The newest two entries are gone again."""
    return lines[:-2]


def withhold(lines: list[Line]) -> list[Line]:
    """The first post has no body, though nobody asked for that."""
    posts = kinds(lines, Kind.POST)
    return [replace(line, event=None) if posts and i == posts[0] else line for i, line in enumerate(lines)]


def hide_decision(lines: list[Line]) -> list[Line]:
    """What moderators decided never happened."""
    decided = set(kinds(lines, Kind.MODERATION))
    return [line for i, line in enumerate(lines) if i not in decided]


def extend(lines: list[Line]) -> list[Line]:
    """Entries that no honest server would take stand at the end of the log."""
    extra: list[bytes] = decode(Path(sys.argv[4] + ".extra").read_bytes(), list[bytes])
    if not lines:
        return lines
    return [*lines, *(Line(lines[-1].hour, data, Envelope.from_bytes(data).hash) for data in extra)]


def given_back(answer: bytes) -> HeldResult:
    """What waits was given back, with words that no moderator wrote."""
    honest = decode(decode(framing.unpack(answer), Response).result or b"", HeldResult)
    changed = [
        msgspec.structs.replace(entry, returned=True, reason="rules", words="go away") for entry in honest.entries
    ]
    return HeldResult(entries=changed, more=honest.more)


LOG_TRICKS: dict[str, Callable[[list[Line]], list[Line]]] = {
    "reorder": reorder,
    "drop": drop,
    "alter": alter,
    "roll_back": roll_back,
    "withhold": withhold,
    "hide_decision": hide_decision,
    "extend": extend,
}


class Liar:
    """The server. Everything it is not told to lie about comes from the honest one."""

    def __init__(self, data: Path, upstream: str, trick: Path) -> None:
        self._secrets = load_secrets(data)
        self._trick = trick
        # the honest server may have been started anew in between
        fresh = httpx.Limits(max_keepalive_connections=0)
        self._http = httpx.AsyncClient(base_url=upstream, trust_env=False, limits=fresh)
        self._other = IssuerKeys.generate()

    @property
    def trick(self) -> str:
        """The lie of this moment."""
        return self._trick.read_text().strip()

    async def descriptor(self, request: HttpRequest) -> HttpResponse:
        """The server's word about itself."""
        honest = (await self._http.get("/.well-known/heimo")).content
        known, digest = open_descriptor(honest)
        later = {"seq": known.seq + 1, "earlier": [*known.earlier, digest[:8]]}
        match self.trick:
            case "split":
                changed = msgspec.structs.replace(known, name="Another face")
            case "swap_keys":
                changed = msgspec.structs.replace(known, **later, kvac=self._other.public)
            case "newer":
                changed = msgspec.structs.replace(known, **later, name="Renamed")
            case "other_past":
                changed = msgspec.structs.replace(known, seq=known.seq + 1, earlier=[*known.earlier, b"a secret"])
            case "foreign_root":
                other = Ed25519PrivateKey.generate()
                changed = msgspec.structs.replace(known, root=public_bytes(other))
                return HttpResponse(seal(other, "descriptor", changed).to_bytes())
            case _:
                return HttpResponse(honest)
        return HttpResponse(seal(self._secrets.root, "descriptor", changed).to_bytes())

    async def operation(self, request: HttpRequest) -> HttpResponse:
        """Any operation."""
        name, body = request.path_params["name"], await request.body()
        if name == "live":
            return await self._live(body)
        asked = decode(framing.unpack(body), Request)
        if name == "event.list" and self.trick in LOG_TRICKS:
            return self._answer(await self._list(decode(asked.args, ListArgs)))
        if name == "circle.list" and self.trick in LOG_TRICKS:
            return self._answer(await self._circles())
        if name == "account.register" and self.trick == "own_credential":
            response = respond(self._other, decode(asked.args, RegisterArgs).request)
            return self._answer(CredentialResult(response=response, cred_epoch=self._secrets.cred_epoch))
        if name == "event.put" and self.trick == "swallow":
            return self._answer(PutResult(held=False, log_seq=1, head=b"\0" * 32, hour=0))
        if name == "event.put" and self.trick == "ban":
            refused = Response(ok=False, time=0, code=Code.BANNED.value, value=0)
            return HttpResponse(framing.pack(encode(refused)), STATUS[Code.BANNED])
        honest = await self._http.post(f"/v1/{name}", content=body)
        if name == "event.held" and self.trick == "give_back":
            return self._answer(given_back(honest.content))
        if name == "circle.governance" and self.trick == "untold":
            return self._answer(GovernanceResult(entries=[], more=False))
        return HttpResponse(honest.content, honest.status_code)

    async def _live(self, body: bytes) -> HttpResponse:
        async def chunks() -> AsyncIterator[bytes]:
            async with self._http.stream("POST", "/v1/live", content=body, timeout=None) as answer:
                async for chunk in answer.aiter_raw():
                    yield chunk

        return StreamingResponse(chunks(), media_type="text/event-stream")

    async def _ask(self, name: str, args: object) -> bytes:
        body = framing.pack(encode(Request(args=encode(args))))
        answer = decode(framing.unpack((await self._http.post(f"/v1/{name}", content=body)).content), Response)
        return answer.result or b""

    async def _lines(self, circle: bytes) -> tuple[list[Line], bytes]:
        listed = decode(await self._ask("circle.list", CircleListArgs()), CircleListResult)
        genesis = next(e for e in listed.circles if open_genesis(e.genesis, self._secrets.server_id).id == circle)
        first = open_genesis(genesis.genesis, self._secrets.server_id).first_head
        honest = decode(await self._ask("event.list", ListArgs(circle=circle, after=0)), ListResult)
        lines = [
            Line(e.hour, e.event, Envelope.from_bytes(e.event).hash if e.event else e.hash or b"")
            for e in honest.entries
        ]
        return LOG_TRICKS[self.trick](lines), first

    async def _list(self, args: ListArgs) -> ListResult:
        lines, first = await self._lines(args.circle)
        heads = [first]
        for number, line in enumerate(lines, start=1):
            heads.append(next_head(heads[-1], number, line.hash))
        if args.after is not None:
            low = args.after
            high = min(low + args.max, len(lines))
        else:
            high = len(lines) if args.before is None else args.before - 1
            low = max(0, high - args.max)
        entries = [
            LogEntry(
                log_seq=number + 1,
                hour=lines[number].hour,
                event=lines[number].event,
                hash=None if lines[number].event else lines[number].hash,
            )
            for number in range(low, high)
        ]
        base = heads[min(low, len(lines))]
        return ListResult(entries=entries, base=base, head_seq=len(lines), head=heads[-1])

    async def _circles(self) -> CircleListResult:
        listed = decode(await self._ask("circle.list", CircleListArgs()), CircleListResult)
        circles = []
        for entry in listed.circles:
            circle = open_genesis(entry.genesis, self._secrets.server_id).id
            shown = await self._list(ListArgs(circle=circle, after=0))
            circles.append(msgspec.structs.replace(entry, head_seq=shown.head_seq, head=shown.head))
        return CircleListResult(circles=circles)

    @staticmethod
    def _answer(result: object) -> HttpResponse:
        response = Response(ok=True, time=0, result=encode(result))
        return HttpResponse(framing.pack(encode(response)))


def main() -> None:
    """Serve until told to end."""
    data, port, upstream, trick = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    liar = Liar(data, f"http://127.0.0.1:{upstream}", trick)
    routes = [
        Route("/.well-known/heimo", liar.descriptor),
        Route("/v1/{name:path}", liar.operation, methods=["POST"]),
    ]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="critical")


if __name__ == "__main__":
    main()
