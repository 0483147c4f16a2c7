"""Requests made to break a server: from the table of operations, from real requests, and from bytes."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.attack.life import Life, Sample
from benchmarks.attack.mutating import Mutator, at_every_byte
from heimo_protocol import framing
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Refusal
from heimo_protocol.events import BODY_OF, Kind, floor_minutes, open_event
from heimo_protocol.limits import BODY_CLASSES
from heimo_protocol.operations import OPERATIONS
from heimo_protocol.requests import Mode, authenticate
from heimo_protocol.signing import Envelope, sign
from tests.server.house import request_time
from tests.server.people import Name

_NAMES = sorted(OPERATIONS)


@dataclass(frozen=True, slots=True)
class Hostile:
    """The operation it names, and the bytes of a whole HTTP request.

    `event` is a signed event in it, which may go into the log. `broken`: not even HTTP, so that there may be no answer.
    """

    op: str
    request: bytes
    event: bytes | None = None
    broken: bool = False


class Enemy:
    """Makes hostile requests of one life, for ever, from a seed."""

    def __init__(self, life: Life, seed: int) -> None:
        self._life = life
        known = [*_leaves([cbor2.loads(one.args) for one in life.samples]), *life.town.keys, life.circle]
        self._mutator = Mutator(seed, list(dict.fromkeys(known)))
        self._random = self._mutator.random
        self._samples: dict[str, list[Sample]] = {name: [] for name in _NAMES}
        for sample in life.samples:
            self._samples[sample.op].append(sample)
        missing = [name for name, samples in self._samples.items() if not samples]
        if missing:
            raise LookupError(f"no sample of {missing}")
        self._keys = list(life.town.keys.values())

    def requests(self) -> Iterator[Hostile]:
        """One after the other, without end."""
        kinds = (
            self._swapped,
            self._changed,
            self._made,
            self._event,
            self._bitten_args,
            self._bitten_body,
            self._odd_auth,
            self._http,
        )
        weights = (25, 20, 15, 15, 10, 5, 5, 5)
        while True:
            yield self._random.choices(kinds, weights)[0]()

    def bytes_of(self, op: str) -> Iterator[Hostile]:
        """A request of this operation, malformed at every byte: its arguments, signed so, and the whole of it."""
        sample = min(self._samples[op], key=lambda one: len(one.args))
        for args in at_every_byte(sample.args, self._random):
            yield self._sent(op, self._content(op, args, sample))
        for content in at_every_byte(self._content(op, sample.args, sample), self._random):
            yield self._sent(op, content)

    def _sample(self) -> Sample:
        return self._random.choice(self._samples[self._random.choice(_NAMES)])

    def _swapped(self) -> Hostile:
        sample = self._sample()
        args = _encoded(self._mutator.swapped(cbor2.loads(sample.args)))
        return self._sent(sample.op, self._content(sample.op, args, sample))

    def _changed(self) -> Hostile:
        sample = self._sample()
        value = cbor2.loads(sample.args)
        for _ in range(self._random.choice((1, 1, 1, 2, 5))):
            value = self._mutator.changed(value)
        return self._sent(sample.op, self._content(sample.op, _encoded(value), sample))

    def _made(self) -> Hostile:
        name = self._random.choice(_NAMES)
        args = _encoded(self._mutator.struct(OPERATIONS[name].args))
        return self._sent(name, self._content(name, args, self._random.choice(self._samples[name])))

    def _bitten_args(self) -> Hostile:
        sample = self._sample()
        return self._sent(sample.op, self._content(sample.op, self._mutator.bitten(sample.args), sample))

    def _bitten_body(self) -> Hostile:
        sample = self._sample()
        content = self._mutator.bitten(self._content(sample.op, sample.args, sample))
        if self._random.random() < 0.5:
            return self._sent(sample.op, content)
        body = self._mutator.bitten(_framed(content))
        return Hostile(sample.op, _http(sample.op, body))

    def _event(self) -> Hostile:
        """An event of any kind, rightly signed and in its place in its author's chain, but of any content."""
        name: Name = self._random.choice(self._life.names)
        kind = self._random.choice(list(Kind))
        body = self._mutator.struct(BODY_OF[kind])
        event: dict[str, Any] = {
            "kind": int(kind),
            "circle": name.circle,
            "author": name.key,
            "seq": name.seq,
            "prev": name.prev,
            "minutes": floor_minutes(time.time()),
            "parent": self._random.choice((None, self._mutator.byte_string())),
            "body": _encoded(body),
            "dh": name.town.dh,
            "seen": [0, name.circle],
        }
        if self._random.random() < 0.5:
            event = self._mutator.changed(event)
        payload = _encoded(event)
        signed = Envelope(payload, sign(name.private, "event", payload)).to_bytes()
        args = encode({"event": signed, "hold": self._random.random() < 0.1})
        content = self._content("event.put", args, Sample("event.put", args, name.private))
        return Hostile("event.put", _http("event.put", _framed(content)), event=signed)

    def _odd_auth(self) -> Hostile:
        sample = self._sample()
        request = cbor2.loads(self._content(sample.op, sample.args, sample))
        part = self._random.choice(("auth", "token"))
        request[part] = self._mutator.changed(request[part] or {"mode": 2, "key": bytes(32)})
        return self._sent(sample.op, _encoded(request))

    def _http(self) -> Hostile:
        """A real request whose HTTP is wrong or strange."""
        sample = self._sample()
        whole = self._sent(sample.op, self._content(sample.op, sample.args, sample)).request
        head, body = whole.split(b"\r\n\r\n", 1)
        match self._random.randrange(6):
            case 0:
                head = self._mutator.bitten(head)
            case 1:
                head += b"\r\n" + self._mutator.random.randbytes(12).hex().encode() + b": " + b"x" * 200
            case 2:
                head = head.replace(b"content-length", b"transfer-encoding: chunked\r\ncontent-length")
            case 3:
                head = head.replace(b"POST", self._random.choice((b"GET", b"PUT", b"HEAD", b"OPTIONS", b"BREW")))
            case 4:
                head = head.replace(b"/v1/", self._random.choice((b"/v1/%2e%2e/", b"//v1/", b"/v1/\xff", b"/v1/?a=")))
            case _:
                size = self._random.choice((0, 1, len(body) - 1, 2**18 + 1, 2**31, 2**64, 10**40))
                head = head.split(b"content-length")[0] + b"content-length: %d" % size
        return Hostile(sample.op, head + b"\r\n\r\n" + body, broken=True)

    def went_in(self, event: bytes) -> None:
        """An event went into the log: the next one of its author comes after it."""
        signed = open_event(event)
        for name in self._life.names:
            if name.key == signed.event.author and name.circle == signed.event.circle:
                name.seq, name.prev = signed.event.seq + 1, signed.hash

    def _content(self, op: str, args: bytes, sample: Sample) -> bytes:
        """The request around arguments, signed as the sample was, or now and then by somebody else."""
        auth = None
        if sample.private is not None:
            private = sample.private if self._random.random() < 0.9 else self._random.choice(self._keys)
            auth = self._signed(op, args, private, sample.mode)
        elif self._random.random() < 0.1:
            auth = self._signed(op, args, self._random.choice(self._keys), self._random.choice(list(Mode)))
        token = None if sample.token is None else _plain(sample.token)
        return _encoded({"args": args, "auth": auth, "token": token})

    def _signed(self, op: str, args: bytes, private: Ed25519PrivateKey, mode: Mode) -> dict[str, Any]:
        town = self._life.town
        now = request_time(town.data, time.time())
        auth = authenticate(private, mode, server_id=town.server_id, op=op, args=args, time=now, nonce=os.urandom(16))
        return _plain(auth)

    def _sent(self, op: str, content: bytes) -> Hostile:
        return Hostile(op, _http(op, _framed(content)))


def _leaves(value: Any) -> Iterator[bytes]:
    """All byte strings in a plain value."""
    match value:
        case bytes():
            yield value
        case list():
            for one in value:
                yield from _leaves(one)
        case dict():
            for one in value.values():
                yield from _leaves(one)


def _plain(struct: Any) -> dict[str, Any]:
    """A struct as plain values, as it travels."""
    plain: dict[str, Any] = cbor2.loads(encode(struct))
    return plain


def _encoded(value: Any) -> bytes:
    """The encoding of any plain value, also of one that the contract does not allow."""
    try:
        return cbor2.dumps(value, canonical=True)
    except (cbor2.CBOREncodeError, ValueError, OverflowError):
        return b"\xf7"


def _framed(content: bytes) -> bytes:
    """A body of the right class, or a wrong one where the content fits into none."""
    try:
        return framing.pack(content)
    except Refusal:
        return content[: BODY_CLASSES[-1] + 1]


def _http(op: str, body: bytes) -> bytes:
    return b"POST /v1/%s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % (op.encode(), len(body)) + body
