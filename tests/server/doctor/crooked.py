"""Proxies as hosts set them up wrongly: each forwards to a real server, and does one thing that it should not."""

import gzip
import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

STRAIGHT, COOKIE, GZIP, CACHE = "straight", "cookie", "gzip", "cache"
SMALL, BUFFER, LEAK, PAGE = "small", "buffer", "leak", "page"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behind: ClassVar[str] = ""
    fault: ClassVar[str] = STRAIGHT

    def do_GET(self) -> None:
        if self.fault == LEAK and self.path == "/metrics":
            self._answer(200, {}, b"heimo_info 1\n")
        elif self.fault == PAGE:
            self._answer(200, {"content-type": "text/html"}, b"<h1>It works!</h1>")
        else:
            self._forward(b"")

    def do_POST(self) -> None:
        size = int(self.headers["content-length"])
        body = self.rfile.read(size)
        if self.fault == SMALL and size > 100_000:
            self._answer(413, {"content-type": "text/html"}, b"too large")
        else:
            self._forward(body)

    def _forward(self, body: bytes) -> None:
        connection = http.client.HTTPConnection(urlsplit(self.behind).netloc, timeout=20)
        headers = {"content-type": "application/cbor", "content-length": str(len(body))}
        connection.request(self.command, self.path, body, headers)
        response = connection.getresponse()
        kept = {"content-type": response.getheader("content-type", "")}
        if self.path == "/v1/live" and self.fault != BUFFER:
            self._pass_on(response, kept)
        else:
            self._answer(response.status, kept, response.read())
        connection.close()

    def _pass_on(self, response: http.client.HTTPResponse, headers: dict[str, str]) -> None:
        self._head(response.status, headers | {"connection": "close"})
        self.wfile.write(response.read1(64))
        self.wfile.flush()

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        more = {COOKIE: {"set-cookie": "route=7"}, CACHE: {"age": "31"}}.get(self.fault, {})
        if self.fault == GZIP and "gzip" in self.headers.get("accept-encoding", ""):
            body, more = gzip.compress(body), {"content-encoding": "gzip"}
        self._head(status, headers | more | {"content-length": str(len(body))})
        self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *_: object) -> None:
        """Write no log."""


@contextmanager
def crooked(behind: str, fault: str) -> Iterator[str]:
    """A proxy before the server at `behind`, with one fault; gives its address."""
    handler = type("Handler", (_Handler,), {"behind": behind, "fault": fault})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
