"""Files that somebody was talked into opening."""

import io
import time

import pytest

from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault.stream import MAGIC, StreamWriter, read_stream


def _references(levels: int, width: int) -> bytes:
    """Lists of which each holds the one before it several times, by reference (tags 28 and 29)."""
    wire = bytes([0x80 | levels]) + b"\xd8\x1c\x81\x00"
    for level in range(levels - 1):
        wire += b"\xd8\x1c" + bytes([0x80 | width]) + (b"\xd8\x1d" + bytes([level])) * width
    return wire


@pytest.mark.parametrize("prefix", [b"", b"\xa1\x63kdf", b"\xa3\x64salt"])
def test_the_header_of_an_export_does_not_grow(prefix: bytes) -> None:
    header = prefix + _references(9, 7)
    assert len(header) < 256
    before = time.process_time()
    with pytest.raises(BadInput):
        list(read_stream(io.BytesIO(MAGIC + header + bytes(1000)), SecretText("any")))
    assert time.process_time() - before < 1


def test_a_header_is_written_in_one_way_only() -> None:
    file = io.BytesIO()
    StreamWriter(file, SecretText("passphrase")).finish()
    data = file.getvalue()
    assert list(read_stream(io.BytesIO(data), SecretText("passphrase"))) == [b""]
    start = len(MAGIC)
    other = data[:start] + b"\xb8\x03" + data[start + 1 :]  # the same map with a longer count
    with pytest.raises(BadInput) as refused:
        list(read_stream(io.BytesIO(other), SecretText("passphrase")))
    assert refused.value.code == "export_damaged"
