"""How long connections may take for what, and how much all of them together."""

import msgspec

from server_stub.config import ServerConfig
from server_stub.transport.room import RoomLimits


class HttpLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds.

    `header_seconds` counts from the first byte of a request (or the opened connection) to the end of its header,
    `body_seconds` from there to the end of its body; in between a body comes with at least `min_bytes_second`, and
    never nothing for `pause_seconds`. `stall_seconds` is how long a client may take nothing of what is sent to it.
    """

    header_bytes: int
    header_seconds: float
    body_seconds: float
    pause_seconds: float
    min_bytes_second: int
    stall_seconds: float
    room: RoomLimits


def limits_of(config: ServerConfig) -> HttpLimits:
    """What a server's settings say about connections."""
    return HttpLimits(
        header_bytes=config.header_bytes,
        header_seconds=config.header_seconds,
        body_seconds=config.body_seconds,
        pause_seconds=config.pause_seconds,
        min_bytes_second=config.min_bytes_second,
        stall_seconds=config.stall_seconds,
        room=RoomLimits(
            connections=config.max_connections,
            body_bytes=config.max_body_bytes,
            unsent_bytes=config.max_unsent_bytes,
        ),
    )
