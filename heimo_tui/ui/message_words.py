"""Words of the Messages place for codes: why somebody cannot be asked, why a message waits or failed, what is wrong."""

from typing import Final

from heimo_protocol.cards import DmPolicy
from heimo_tui.core.conversations import Asking
from heimo_tui.core.errors import Refused
from heimo_tui.ui.notices import for_error

LIMITS: Final = (
    "What you two write is encrypted on your machines and opened only there. The server sees that something was sent "
    "and how large it was, not what, nor by whom. Whoever gets hold of an unlocked machine can read what is on it, and "
    "the other one can always copy what you write. Until you compared the safety number, a dishonest server could "
    "stand between you."
)
"""What a conversation protects from, and where that ends."""

WHY_NOT: Final = {
    Asking.ASKED: "You have asked {them} already. They answer when they want to, or not at all.",
    Asking.NO_EXCHANGE: (
        "You can write to somebody you have exchanged a reply with here. Answer {them} in the thread first: r."
    ),
    Asking.NOT_JOINED: "You have no name in this circle yet. You get one when you first write here: r answers.",
    Asking.ONE_TIME: "This is a one-time name. Whoever wrote it chose that nobody can write to them.",
    Asking.NOT_WANTED: "{them} takes no requests just now. You can still answer here in the circle.",
    Asking.NO_KEYS: "{them} cannot be written to yet. It becomes possible once they have been here again.",
    Asking.BLOCKED: "You blocked {them}. b in Messages takes that back.",
    Asking.LATER: "You have asked as many people as one can in a day. Tomorrow is fine too.",
    Asking.MYSELF: "This one is your own.",
}
"""Why somebody cannot be asked now; {them} is their name."""

POLICIES: Final = {
    DmPolicy.REQUESTS: ("those I exchanged a reply with", "you accept or decline each time"),
    DmPolicy.SETTLED_MEMBERS: ("the same, but nobody who came this week", "new names have to wait seven days"),
    DmPolicy.NOBODY: ("nobody", "who talks with you already still can"),
}

_WAITING: Final = {
    "unreachable": "The community cannot be reached. What waits goes out by itself.",
    "incompatible": "The server speaks another version. What waits goes out once one of the two is updated.",
}
_FAILED: Final = {
    "renewed": "The encryption was renewed meanwhile. ctrl+t sends it.",
    "ended": "The conversation had ended.",
}
_PROBLEMS: Final = {
    "sig_invalid": "The proof that came with it does not hold.",
    "stamp_invalid": "The server never passed on such a message in that hour.",
    "frank_invalid": "The proof of who sent it was not made by this server.",
    "sender_differs": "The proof names somebody else than the report does.",
    "bad_body": "It is not of the form that a report has.",
    "card_invalid": "It names nobody whose name could be checked.",
    "not_opened": "It could not be opened here; it may have been meant for another moderator.",
}


def waiting_words(code: str) -> str:
    """Why what is queued waits."""
    return _WAITING.get(code) or str(for_error(Refused(code)))


def failed_words(code: str) -> str:
    """Why a message was not sent, and what to do."""
    return _FAILED.get(code) or f"{for_error(Refused(code)).what if code else ''} ctrl+t tries again.".strip()


def problem_words(code: str) -> str:
    """Why a report proves nothing."""
    return _PROBLEMS.get(code, "The proof that must come with it is missing or does not hold.")
