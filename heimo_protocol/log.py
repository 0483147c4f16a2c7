"""The hash chain over a circle's events, which lets every reader see that nothing was changed (section 9.4)."""

import hashlib


def next_head(head: bytes, log_seq: int, payload_hash: bytes) -> bytes:
    """The log head (32 bytes) after entry number `log_seq` (from 1) whose payload has SHA-256 `payload_hash`.

    The head before entry 1 is SHA-256 of the circle's genesis payload.
    """
    return hashlib.sha256(head + log_seq.to_bytes(8, "big") + payload_hash).digest()
