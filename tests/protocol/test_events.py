"""Reading an event that was let pass before."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Event, Kind, Need, PostBody, Seen, encode_body, open_event, reopen_event
from heimo_protocol.signing import ID_SIZE, Envelope, public_bytes, seal


def signed() -> bytes:
    private = Ed25519PrivateKey.generate()
    circle = bytes(ID_SIZE)
    event = Event(
        kind=Kind.POST,
        circle=circle,
        author=public_bytes(private),
        seq=0,
        prev=None,
        minutes=0,
        parent=None,
        body=encode_body(PostBody(text="a long night", need=Need.LISTEN)),
        dh=bytes(8),
        seen=Seen(0, circle),
    )
    return seal(private, "event", event).to_bytes()


def test_only_the_signature_is_not_checked_again() -> None:
    data = signed()
    assert reopen_event(data) == open_event(data)
    envelope = Envelope.from_bytes(data)
    unsigned = Envelope(envelope.payload, bytes(64)).to_bytes()
    with pytest.raises(Refusal) as refused:
        open_event(unsigned)
    assert refused.value.code is Code.SIG_INVALID
    assert reopen_event(unsigned).id == open_event(data).id
    with pytest.raises(BadEncoding):
        reopen_event(Envelope(b"\xa0", bytes(64)).to_bytes())
