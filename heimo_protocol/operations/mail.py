"""Arguments and results of messages between two: bundles, requests and queues (sections 10, 11.1 and 13)."""

import msgspec

from heimo_protocol.operations.base import Args, Result


class BundlePutArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The signing name's own signed `bundle`; its number must be higher than that of the one before."""

    bundle: bytes


class BundleListArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bundles of one bucket of the signing name's circle that changed after version `after`.

    The bucket is `bucket` of 2 to the power of `bits`; the answer tells `bits` where another number is right. A banned
    name gets those of moderators only, to seal an appeal to.
    """

    after: int = 0
    bits: int = 0
    bucket: int = 0


class BundleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A name's newest signed `card` and `bundle`."""

    version: int
    card: bytes
    bundle: bytes


class BundleListResult(Result, frozen=True, kw_only=True):
    """The bundles by version, those that expired left out; none where `bits` is not what was asked with.

    `more`: ask again after the last version.
    """

    entries: list[BundleEntry]
    bits: int
    more: bool


class RequestSendArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Leave a `sealed` request of SEALED_REQUEST_BYTES for the name `to`, paid with a request token, by nobody.

    `c2` (32) is the commitment to what is in it.
    """

    circle: bytes
    to: bytes
    sealed: bytes
    c2: bytes


class RequestFetchArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Requests for the signing name, oldest first; those of the numbers `done` are forgotten."""

    done: list[int] = msgspec.field(default_factory=list)


class RequestEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed request, the hour it came, its commitment and the server's stamp (32)."""

    id: int
    hour: int
    sealed: bytes
    c2: bytes
    stamp: bytes


class RequestFetchResult(Result, frozen=True, kw_only=True):
    """What waits; `more`: forget these and ask again."""

    entries: list[RequestEntry]
    more: bool


class QueueCreateArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open a queue that only the key `receiver` (Ed25519, fresh) reads, paid with a queue token, by nobody.

    `claim` is SHA-256 of what the first frame must carry; the queue lives `days`, at most QUEUE_DAYS.
    """

    receiver: bytes
    claim: bytes
    days: int


class QueueCreateResult(Result, frozen=True, kw_only=True):
    """The queue's id, 16 random bytes."""

    qid: bytes


class QueueSendArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Put a `frame` of one of FRAME_CLASSES into a queue, with its commitment `c2`; again changes nothing.

    The first one carries the `claim` and binds the signing key to the queue; all others are signed by that key.
    """

    qid: bytes
    frame: bytes
    c2: bytes
    claim: bytes | None = None


class QueueRecvArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Frames of a queue after number `ack`, in the order they came; those up to it are forgotten."""

    qid: bytes
    ack: int = 0


class QueueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A frame, its number, the hour it came, its commitment and the server's stamp (32)."""

    seq: int
    hour: int
    frame: bytes
    c2: bytes
    stamp: bytes


class QueueRecvResult(Result, frozen=True, kw_only=True):
    """At most QUEUE_RECV_MAX frames; `more`: acknowledge these and ask again."""

    entries: list[QueueEntry]
    more: bool


class QueueArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A queue of the signing receiver."""

    qid: bytes
