"""A server's settings, frozen at its start."""

from pathlib import Path

import msgspec

from heimo_protocol.limits import ServerLimits


class ServerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server keeps its data (`data`: a folder of mode 0700) and where it listens.

    `database_url` is an address as server_stub.store.opening takes it, None for the one that the folder names.
    `admin` is host and port of the address for the host's own eyes, None for no such address.
    `port` 0 takes a free one. `unix_socket` (mode 0660) replaces host and port. TLS where both files are given.
    Times are in seconds.
    """

    data: Path
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8420
    unix_socket: Path | None = None
    admin: tuple[str, int] | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    limits: ServerLimits = ServerLimits()
    readers: int = 4
    write_queue: int = 4096
    max_connections: int = 16_384
    max_listeners: int = 12_288
    max_queue_listeners: int = 2048
    max_body_bytes: int = 32 * 2**20
    max_unsent_bytes: int = 24 * 2**20
    header_bytes: int = 16_384
    header_seconds: float = 10.0
    body_seconds: float = 20.0
    pause_seconds: float = 10.0
    idle_seconds: float = 75.0
    min_bytes_second: int = 512
    stall_seconds: float = 30.0
    shutdown_seconds: int = 10
    maintenance_seconds: float = 60.0
    rewrite_hours: int = 6

    @property
    def database(self) -> Path:
        """The database file, where no address names another database."""
        return self.data / "community.db"
