"""Lets an answer's head wait for its body, so that both leave in one packet and with one call of the system."""

import asyncio

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Gathering:
    """What a request's cycle writes to in the place of its connection's transport; `begin` it for each request."""

    __slots__ = ("_head", "_is_begun", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""
        self._is_begun = False

    def begin(self) -> None:
        """Expect another answer."""
        self._head, self._is_begun = b"", False

    def write(self, data: bytes) -> None:
        """Keep the head, or send it with what comes after it."""
        if self._is_begun:
            head, self._head = self._head, b""
            self._transport.writelines((head, data) if head else (data,))
        elif data == _CONTINUE:  # the client waits for it
            self._transport.write(data)
        else:
            self._head, self._is_begun = data, True

    def flush(self) -> None:
        """Send a head that no body came after."""
        head, self._head = self._head, b""
        if head and not self._transport.is_closing():
            self._transport.write(head)

    def close(self) -> None:
        """Send what is there, and close."""
        self.flush()
        self._transport.close()

    def is_closing(self) -> bool:
        """Whether the connection is going."""
        return self._transport.is_closing()
