"""Does what stands before the server pass everything on, at once, unchanged, and without marking anybody?"""

import http.client
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from heimo_protocol import framing
from heimo_protocol.circles import open_genesis
from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.encoding import decode, encode
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import BODY_CLASSES
from heimo_protocol.operations import CircleEntry, CircleListArgs, CircleListResult, LiveArgs
from heimo_protocol.requests import Request, Response
from server_stub.doctor.finding import Finding, broken, fine, look
from server_stub.doctor.tls import context_of

TOPIC = "proxy"
_SECONDS = 10.0
_LIVE_SECONDS = 5.0
_APART_SECONDS = 60
_CBOR = "application/cbor"
_HEADERS = {"content-type": _CBOR}
_CACHES = ("age", "x-cache", "cf-cache-status")


class Answer(msgspec.Struct, frozen=True):
    """An answer as it came: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes


def check(urls: Sequence[str], known: Descriptor, *, trusted: Path | None = None) -> Iterator[Finding]:
    """Visit the community by its addresses, as people do; `known` is the description that the folder has."""
    for url in urls:
        host = urlsplit(url).hostname or ""
        if host.endswith(".onion"):
            yield fine(TOPIC, f"{url}: not visited; look with `heimo doctor` on a machine with Tor.")
            continue
        findings = list(_visit(Door(url, trusted), known))
        yield from findings or [fine(TOPIC, f"{url}: everything comes through, at once and unchanged.")]


class Door:
    """One address; a connection for each request."""

    def __init__(self, url: str, trusted: Path | None) -> None:
        self.url = url
        self._parts = urlsplit(url)
        self._trusted = trusted

    def get(self, path: str, encodings: str = "identity") -> Answer:
        """Raises OSError and http.client.HTTPException."""
        with closing(self._open(_SECONDS)) as connection:
            connection.request("GET", path, headers={"accept-encoding": encodings})
            return _read(connection.getresponse())

    def post(self, operation: str, body: bytes) -> Answer:
        """Raises OSError and http.client.HTTPException."""
        with closing(self._open(_SECONDS)) as connection:
            connection.request("POST", f"/v1/{operation}", body, _HEADERS)
            return _read(connection.getresponse())

    def first_event(self, body: bytes) -> bytes:
        """The first bytes of a live stream; raises OSError, which a timeout is, and http.client.HTTPException."""
        with closing(self._open(_LIVE_SECONDS)) as connection:
            connection.request("POST", "/v1/live", body, _HEADERS)
            return connection.getresponse().read1(64)

    def _open(self, seconds: float) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=seconds, context=context_of(self._trusted))
        return http.client.HTTPConnection(host, port, timeout=seconds)


def _visit(door: Door, known: Descriptor) -> Iterator[Finding]:
    try:
        answer = door.get("/.well-known/heimo")
    except (OSError, http.client.HTTPException) as problem:
        yield look(
            TOPIC, f"{door.url}: not reached from here ({type(problem).__name__}).", "Start the server and the proxy."
        )
        return
    if not (yield from _is_ours(door, answer, known)):
        return
    try:
        yield from _unmarked(door, door.get("/.well-known/heimo", "gzip, deflate, br, zstd"))
        yield from _hidden(door)
        circles = yield from _large(door)
        yield from _live(door, circles, known)
    except (OSError, http.client.HTTPException) as problem:
        mend = "Look at the proxy's own log, and switch that off again."
        yield broken(TOPIC, f"{door.url}: the proxy broke a request off ({type(problem).__name__}).", mend)


def _is_ours(door: Door, answer: Answer, known: Descriptor) -> Generator[Finding, None, bool]:
    try:
        found, _ = open_descriptor(answer.body)
    except Refusal:
        mend = "Let the proxy pass every path on to the server, and add nothing."
        yield broken(TOPIC, f"{door.url}: something else answers there (status {answer.status}).", mend)
        return False
    if found.root != known.root:
        yield broken(TOPIC, f"{door.url}: another community answers there.", "Let the proxy lead to this server.")
        return False
    if found.seq < known.seq:
        mend = "Restart every server of the community, and let the proxy cache nothing."
        yield broken(TOPIC, f"{door.url}: an older description than the folder's is given out.", mend)
    return True


def _unmarked(door: Door, answer: Answer) -> Iterator[Finding]:
    if "set-cookie" in answer.headers:
        mend = "Switch cookies off in the proxy (sticky sessions are not needed)."
        yield broken(TOPIC, f"{door.url}: the proxy gives people a cookie, which ties their names together.", mend)
    if "content-encoding" in answer.headers:
        mend = "Switch compression off (`gzip off;`, no `encode` in Caddy)."
        yield broken(TOPIC, f"{door.url}: the proxy compresses, so that lengths tell what padding hides.", mend)
    if any(name in answer.headers for name in _CACHES):
        yield look(TOPIC, f"{door.url}: the proxy keeps answers in a cache.", "Switch the cache off for this address.")
    date = answer.headers.get("date")
    if date is not None and abs(parsedate_to_datetime(date).timestamp() - time.time()) > _APART_SECONDS:
        yield look("time", f"{door.url}: the proxy's clock and this machine's differ.", "Let both keep their time.")


def _hidden(door: Door) -> Iterator[Finding]:
    if b"heimo_" in door.get("/metrics").body:
        mend = "Let the proxy lead to the public address, and keep --admin on 127.0.0.1."
        yield broken(TOPIC, f"{door.url}: the whole world can read /metrics.", mend)


def _large(door: Door) -> Generator[Finding, None, list[CircleEntry]]:
    """Send a body of the largest class, as a client may; returns the circles that came back."""
    raw = encode(Request(args=encode(CircleListArgs())))
    body = (len(raw).to_bytes(4, "big") + raw).ljust(BODY_CLASSES[-1], b"\0")
    answer = door.post("circle.list", body)
    if answer.headers.get("content-type") != _CBOR:
        mend = "Let it take bodies of 300 KiB (`client_max_body_size 300k;`) and pass every path on."
        yield broken(TOPIC, f"{door.url}: the proxy answers large requests by itself (status {answer.status}).", mend)
        return []
    response = decode(framing.unpack(door.post("circle.list", framing.pack(raw)).body), Response)
    if not response.ok or response.result is None:
        yield look(
            TOPIC, f"{door.url}: the server answers {response.code}.", "Try again; look at `heimo_unable_total`."
        )
        return []
    return decode(response.result, CircleListResult).circles


def _live(door: Door, circles: list[CircleEntry], known: Descriptor) -> Iterator[Finding]:
    opened = [open_genesis(entry.genesis, known.server_id) for entry in circles]
    circle = next((one.id for one in opened if one.genesis.settings.open_reading), None)
    if circle is None:
        return
    raw = encode(Request(args=encode(LiveArgs(circle=circle))))
    try:
        first = door.first_event(framing.pack(raw))
    except TimeoutError:
        first = b""
    if not first.startswith(b"data: "):
        mend = "Switch buffering off (`proxy_buffering off;`, `flush_interval -1` in Caddy), and wait 90 s for answers."
        yield broken(TOPIC, f"{door.url}: the proxy holds live answers back; people would see nothing arrive.", mend)


def _read(response: http.client.HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read())
