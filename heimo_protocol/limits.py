"""Every size, count and time that both sides must agree on, by name."""

from typing import Final

import msgspec

BODY_CLASSES: Final = (1024, 4096, 16384, 65536, 262144)
"""Sizes in bytes that a request or response is padded to."""

MAX_DEPTH: Final = 8
"""Nesting of arrays and maps in CBOR, deeper is refused."""

MAX_VALUES: Final = 65_536
REQUEST_VALUES: Final = 1024
"""Values in one encoding, maps, their keys and what is in them all counted: of an answer, and of what is sent."""

CLOCK_SKEW_SECONDS: Final = 600
CLOCK_AHEAD_SECONDS: Final = 60
"""How old, and how far ahead, the time of a signed request may be."""

TIME_GRID_SECONDS: Final = 60
"""Clients floor the time of a request to this, so that nobody is known by the seconds of a clock."""

NONCE_MEMORY_SECONDS: Final = 1200
CHALLENGE_SECONDS: Final = 600

MAX_POST_BYTES: Final = 8000
"""UTF-8 bytes of a post's or reply's text."""

MAX_NAME_CHARS: Final = 32
MAX_CIRCLE_NAME_CHARS: Final = 48
MAX_COMMUNITY_NAME_CHARS: Final = 48
MAX_RULES_BYTES: Final = 1000
MAX_RULE_LINES: Final = 5
MAX_ABOUT_CHARS: Final = 140
MAX_NOTES: Final = 4
"""Content notes on one post."""

MAX_NOTE_CODES: Final = 32
MAX_HELD_WORDS: Final = 50
"""Words of a circle that let a moderator read first, and how long each may be."""

MAX_HELD_WORD_CHARS: Final = 40
MAX_NOTE_CHARS: Final = 32
MAX_REASON_CHARS: Final = 300
MIN_ENTRY_CODE_CHARS: Final = 8
MAX_ENTRY_CODE_CHARS: Final = 64
MAX_EVENT_BYTES: Final = 12_000
"""A signed event as it travels; leaves room for MAX_POST_BYTES and all other fields."""

MAX_WORDLESS_EVENT_BYTES: Final = 1500
"""An event that says nothing of its own (a reaction, card, deletion or farewell), twice what it needs."""

EVENT_LIST_MAX: Final = 200
EVENT_LIST_BYTES: Final = 240_000
"""Events in one answer, by count and by bytes (an answer must fit the largest body class)."""

CIRCLE_LIST_BYTES: Final = 240_000
"""The circles of a server, with their settings: `circle.list` gives all of them in one answer."""

FIRST_WINDOW: Final = 500
"""Newest events that a client fetches before it shows a circle it never saw."""

EVENT_MINUTES: Final = 5
"""Event times are floored to this many minutes."""

MAX_EVENT_AGE_MINUTES: Final = 14 * 24 * 60
"""How old an event may be when it arrives: an outbox may have been offline for two weeks."""

MAX_EVENT_AHEAD_MINUTES: Final = 15

MAX_EARLIER: Final = 1000
"""Earlier descriptors that a descriptor names: nineteen years, where only the token keys change."""

TOKEN_EPOCH_DAYS: Final = 7
TOKENS_PER_REQUEST: Final = 32
CREDENTIAL_REPEATS: Final = 3
"""Credentials again in one epoch, after the first."""

LIVE_HEARTBEAT_SECONDS: Final = 15

RETENTION_DAYS: Final = 180


FRAME_CLASSES: Final = (4096, 8192, 16384, 32768, 65536)
"""Sizes in bytes of a sealed message (section 12.5)."""

SEALED_REQUEST_BYTES: Final = 8192
"""A sealed request for contact, always (section 11.1)."""

SEALED_REPORT_CLASSES: Final = (4096, 16384, 65536)
"""What a report is padded to before it is sealed (section 15.4)."""

REQUEST_TEXT_CHARS: Final = 280
MAX_MESSAGE_BYTES: Final = 8000
"""UTF-8 bytes of one message's text."""

MAX_RECEIPT_IDS: Final = 64
"""Messages that one receipt, or one wish to delete, names."""

BUNDLE_DAYS: Final = 30
BUNDLE_ROTATE_DAYS: Final = 3
BUNDLE_KEEP_DAYS: Final = 14
"""How long the secret part of a replaced bundle still opens requests that were on their way."""

BUNDLE_BUCKET: Final = 500
"""Names whose bundles are fetched together at most, so that a fetch never tells whom it is for."""

BUNDLE_LIST_BYTES: Final = 240_000
REQUEST_DAYS: Final = 30
REQUEST_FETCH_BYTES: Final = 200_000
QUEUE_DAYS: Final = 60
FRAME_DAYS: Final = 30
QUEUE_FRAMES: Final = 500
QUEUE_BYTES: Final = 8 * 2**20
QUEUE_RECV_MAX: Final = 8
QUEUE_RECV_BYTES: Final = 60_000
"""Frames in one answer; a frame of the largest class comes alone."""

QUEUE_ANSWER_BYTES: Final = 65536
"""What an answer with frames is padded to at least, also an empty one."""

FRANK_TOKENS_WEEK: Final = 3
"""Franking tokens for one name and week: one, and some for a new device."""

MAX_REPORT_MESSAGES: Final = 10
MAX_REPORT_MODERATORS: Final = 16
REPORT_DAYS: Final = 30
REPORTED_LIST_MAX: Final = 200
"""Reported events in one answer."""

PAUSE_MOST_HOURS: Final = 30 * 24
"""What one moderator may always decide alone; a longer ban asks for two where the circle says so."""

SECOND_DAYS: Final = 7
"""How long the first moderator's word for a ban waits for the second's."""

MAX_APPEAL_CHARS: Final = 1000
MAX_APPEAL_MODERATORS: Final = 14
"""Whom an appeal is sealed to at most, so that all copies fit into one request."""

APPEAL_DAYS: Final = 30
"""How long after a decision whom it is about may appeal, and how long appeals wait for a moderator."""


class ServerLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What a host may tune; the signed descriptor carries it (PROTOCOL section 19).

    `anonymous_second` and `anonymous_burst` count for each operation apart that can be called without a name.
    `entry_codes_minute` are codes that nobody in particular tries, at the list of circles. `inbox` are
    requests for contact that may wait for one name.
    """

    posts_hour: int = 20
    posts_day: int = 100
    request_tokens_day: int = 5
    queue_tokens_day: int = 10
    invites_month: int = 3
    first_day_posts: int = 5
    reset_days: int = 30
    once_names_month: int = 3
    anonymous_second: int = 20
    anonymous_burst: int = 100
    entry_codes_minute: int = 30
    inbox: int = 50
    first_day_requests: int = 1
