"""Where a server listens: a TCP address or a Unix socket, bound before anything else starts."""

import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path

import msgspec

from server_stub.config import ServerConfig

BACKLOG = 2048
"""Connections that the kernel keeps until the server takes them."""

_KERNEL_BYTES = 65_536
"""Of an answer that the kernel keeps for each connection, where by itself it would keep megabytes for one who reads
nothing; a client far away still gets more than half a megabyte a second."""

_SOCKET_MODE = 0o660
_OTHER_FILES = 256
"""Open files that are no connections: databases, libraries, the loop."""


class CannotListen(Exception):
    """The address is taken or not ours; the text is for the host."""


def bind(config: ServerConfig) -> socket.socket:
    """Bind and listen; raises CannotListen."""
    try:
        if config.unix_socket is not None:
            return _bind_unix(config.unix_socket)
        family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
        bound = socket.create_server((config.host, config.port), family=family, backlog=BACKLOG)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BYTES)  # every connection inherits it
        return bound
    except OSError as problem:
        raise CannotListen(f"cannot listen: {problem.strerror or problem}") from None


def bind_admin(config: ServerConfig) -> socket.socket | None:
    """Bind the admin address, where there is one; raises CannotListen."""
    if config.admin is None:
        return None
    host, port = config.admin
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        raise CannotListen(f"cannot listen on the admin address: {problem.strerror or problem}") from None


def fit(config: ServerConfig) -> ServerConfig:
    """Let this process have as many open files as its connections need, or have fewer connections.

    Each connection is an open file, and live ones must leave some for requests.
    """
    files = _allow_files(config.max_connections + _OTHER_FILES)
    connections = min(config.max_connections, max(1, files - _OTHER_FILES))
    share = connections / config.max_connections
    return msgspec.structs.replace(
        config,
        max_connections=connections,
        max_listeners=max(1, int(config.max_listeners * share)),
        max_queue_listeners=max(1, int(config.max_queue_listeners * share)),
    )


def describe(config: ServerConfig, bound: socket.socket) -> str:
    """The address as a URL, with the port that was chosen."""
    if config.unix_socket is not None:
        return f"unix:{config.unix_socket}"
    scheme = "https" if config.tls_certificate is not None else "http"
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"{scheme}://{host}:{bound.getsockname()[1]}"


def _bind_unix(path: Path) -> socket.socket:
    if path.exists():
        if not stat.S_ISSOCK(path.stat().st_mode) or _answers(path):
            raise OSError(f"{path} is in use")
        path.unlink()  # left by a server that was killed
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        bound.bind(str(path))  # nobody can connect before listen(), so the mode is right in time
        path.chmod(_SOCKET_MODE)
        bound.listen(BACKLOG)
    except OSError:
        bound.close()
        raise
    return bound


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True


def _allow_files(wanted: int) -> int:
    """Raise what this process may open to `wanted` where it may be raised; returns what it may open then."""
    if sys.platform == "win32":
        return wanted  # there is no such limit
    import resource  # noqa: PLC0415 — not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):  # a kernel may have a limit of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if soft == resource.RLIM_INFINITY else soft
