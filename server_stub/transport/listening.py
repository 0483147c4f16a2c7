"""Where a server listens: a TCP address or a Unix socket, bound before anything else starts."""

import socket
import stat
from pathlib import Path

from server_stub.config import ServerConfig

_BACKLOG = 2048
_SOCKET_MODE = 0o660


class CannotListen(Exception):
    """The address is taken or not ours; the text is for the host."""


def bind(config: ServerConfig) -> socket.socket:
    """Bind and listen; raises CannotListen."""
    try:
        if config.unix_socket is not None:
            return _bind_unix(config.unix_socket)
        family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
        return socket.create_server((config.host, config.port), family=family, backlog=_BACKLOG)
    except OSError as problem:
        raise CannotListen(f"cannot listen: {problem.strerror or problem}") from None


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
        bound.listen(_BACKLOG)
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
