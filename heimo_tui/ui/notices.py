"""What went wrong, in plain words: what happened, what was kept, and what to do."""

from dataclasses import dataclass
from typing import Final

from heimo_tui.core.errors import (
    BadInput,
    HeimoError,
    Incompatible,
    Refused,
    StoreProblem,
    StoreReason,
    Tampering,
    Unreachable,
)
from heimo_tui.core.views import Delivery, Gone, PostView, Problem
from heimo_tui.ui.input_words import INPUT


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened in one sentence; what was kept and what can be done in another."""

    what: str
    way_out: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.way_out}".strip()


def for_error(problem: HeimoError) -> Notice:
    """Words for any expected error; a code that this version does not know still gets a way out."""
    match problem:
        case Unreachable():
            return _UNREACHABLE.get(problem.reason, _UNREACHABLE["network"])
        case Refused():
            return _with_wait(_REFUSED.get(problem.code, _REFUSED_ELSE), problem.retry_after)
        case Incompatible(code="unsafe_library"):
            return Notice(
                "The cryptographic library on this machine takes keys that it must refuse.",
                "Heimo does not start on it. Install Heimo anew, with the versions it is pinned to.",
            )
        case Incompatible():
            return Notice(
                "This Heimo and the community's server do not speak the same version.",
                "Nothing was lost. Update Heimo, or ask the host which version they run.",
            )
        case StoreProblem():
            return _STORE[problem.reason]
        case BadInput():
            return _for_input(problem)
        case Tampering():
            return Notice(_tampering(problem.code), _TAMPERING_WAY_OUT)
    return Notice("Something could not be done.", "Nothing was lost. Try once more.")


def for_problem(problem: Problem) -> Notice:
    """Words for something a server did that it should not have."""
    return Notice(_tampering(problem.code), _TAMPERING_WAY_OUT)


def for_delivery(post: PostView) -> Notice | None:
    """What a writer should know about something of their own that others cannot read yet, or None."""
    match post.delivery:
        case Delivery.HOLDING:
            return Notice(f"Goes out in {in_seconds(post.hold_left)}.", "Press u to take it back.")
        case Delivery.QUEUED:
            return Notice("Waiting to be sent.", "It is kept here and goes out by itself.")
        case Delivery.SENDING:
            return Notice("Being sent.")
        case Delivery.HELD:
            return Notice("A moderator reads it first.", "Until then others do not see it. It is kept here.")
        case Delivery.RETURNED:
            return Notice(f"A moderator gave it back: {post.words}" if post.words else "A moderator gave it back.")
        case Delivery.REFUSED:
            return _REFUSED.get(post.code, _REFUSED_ELSE)
        case Delivery.PUBLISHED:
            return None


def for_gone(post: PostView) -> str:
    """What stands where a text is not there any more; empty where it is."""
    if post.gone is Gone.REMOVED and post.words:
        return f"A moderator removed this: {post.words}"
    return _GONE[post.gone]


def in_seconds(seconds: int) -> str:
    """A short wait, such as "42 s" or "4 min"."""
    return f"{max(0, seconds)} s" if seconds < 120 else f"{round(seconds / 60)} min"


def _with_wait(notice: Notice, seconds: float | None) -> Notice:
    if not seconds:
        return notice
    minutes = max(1, round(seconds / 60))
    wait = "a minute" if minutes == 1 else f"{minutes} minutes" if minutes < 90 else f"{round(minutes / 60)} hours"
    return Notice(notice.what, f"{notice.way_out} It can go on in about {wait}.".strip())


def _for_input(problem: BadInput) -> Notice:
    words = INPUT.get(problem.code)
    if words is None:
        return Notice("That could not be read.", "Look at it once more and try again.")
    what, way_out = words
    text = what.format(value=problem.value, field=problem.field, position=problem.position or "")
    meant = f" Did you mean {' or '.join(problem.suggestions[:3])}?" if problem.suggestions else ""
    return Notice(text, f"{way_out}{meant}".strip())


def _tampering(code: str) -> str:
    return _TAMPERING.get(code, "Something from the server does not carry the proof that it must carry.")


_KEPT: Final = "What you wrote is kept on this device."
_UNREACHABLE: Final = {
    "network": Notice("The community cannot be reached.", f"{_KEPT} Heimo tries again by itself."),
    "timeout": Notice("The community did not answer in time.", f"{_KEPT} Heimo tries again by itself."),
    "refused": Notice("Nobody answers at the community's address.", f"{_KEPT} Heimo tries again by itself."),
    "name": Notice("The community's address is not known here.", "Check the address, or your connection."),
    "tls": Notice("The connection could not be made safe, so none was made.", "Ask the host to look at it."),
    "proxy": Notice("The proxy does not answer.", "Check that Tor is running; nothing was sent past it."),
    "tor_required": Notice(
        "This is reached through Tor only, and no proxy is set.", "Set one in the settings file; nothing was sent."
    ),
}
_REFUSED_ELSE: Final = Notice("The community's server said no.", f"{_KEPT} Try again later, or ask the host.")
_REFUSED: Final = {
    "bad_frame": Notice("The server could not read what was sent.", f"{_KEPT} Update Heimo, or ask the host."),
    "bad_encoding": Notice("The server does not take text like this.", f"{_KEPT} Write it in plainer signs."),
    "too_large": Notice("This is longer than the community takes.", f"{_KEPT} Shorten it, or make it two."),
    "not_found": Notice("This is not there any more.", "It may have been taken back."),
    "busy": Notice("The server has much to do just now.", f"{_KEPT} It goes out by itself."),
    "closed": Notice("The server is closing or starting.", f"{_KEPT} It goes out by itself."),
    "clock_skew": Notice("The clock of this machine is wrong by more than ten minutes.", "Set it, then try again."),
    "replay": Notice("The server has seen this before.", "Nothing is sent twice. Try once more."),
    "auth_unknown": Notice("The server does not know this membership.", "Recover it with your twelve words."),
    "auth_invalid": Notice("The server did not accept the signature.", f"{_KEPT} Try once more, or update Heimo."),
    "invite_invalid": Notice("This invite is not good here, or not any more.", "Ask for a new one."),
    "invite_spent": Notice("This invite was used before.", "Each works once. Ask for a new one."),
    "exists": Notice("You are a member here already.", "Recover your place with your twelve words."),
    "m1_mismatch": Notice("The twelve words do not belong to this membership.", "Check them once more."),
    "proof_invalid": Notice("The server could not check the proof.", "Nothing about you was told. Try once more."),
    "cred_epoch": Notice("A new pass cannot be had just now.", "It comes by itself at the next turn."),
    "challenge_expired": Notice("Joining took too long.", "Try once more."),
    "entry_code": Notice("This circle asks for a word at the door.", "Ask a member for it."),
    "banned": Notice("This name may not write here for now.", "You can still read. 3, then a, shows why."),
    "nym_bound": Notice("You have a name in this circle already.", "There is one for each person."),
    "reset_too_soon": Notice("A name can be changed for a new one only once in a while.", "Yours stays."),
    "once_not_allowed": Notice("This circle takes no one-time names here.", f"{_KEPT} Use your name in the circle."),
    "token_invalid": Notice("The one-time pass was not accepted.", f"{_KEPT} Try once more."),
    "token_spent": Notice("The one-time pass was used before.", f"{_KEPT} Try once more."),
    "token_expired": Notice("The one-time pass is too old.", f"{_KEPT} Try once more."),
    "quota": Notice("That is as much as one name may write for now.", f"{_KEPT} Rest a little."),
    "seq_conflict": Notice("Your name wrote from another device just now.", f"{_KEPT} Heimo signs it anew."),
    "prev_mismatch": Notice("Your name wrote from another device just now.", f"{_KEPT} Heimo signs it anew."),
    "sig_invalid": Notice("The server did not accept the signature.", f"{_KEPT} Try once more, or update Heimo."),
    "not_moderator": Notice("Only a moderator can do this."),
    "locked": Notice("This thread takes no more replies.", _KEPT),
    "slow_mode": Notice("This circle asks for a pause between posts.", f"{_KEPT} It goes out by itself."),
    "awaiting_moderator": Notice("Your first post still waits for a moderator.", f"{_KEPT} It goes out after that."),
    "parent_unknown": Notice("What you answer is not there any more.", _KEPT),
    "replies_off": Notice("The writer asked for no replies.", f"{_KEPT} You can say it with e instead."),
    "policy_refused": Notice("They take no requests for contact just now.", "Nothing was sent. The circle is open."),
    "inbox_full": Notice("Many people have asked them already.", "Nothing was sent. Give it a few days."),
    "queue_full": Notice("Much waits for them already; they may be away.", f"{_KEPT} It goes out by itself."),
    "queue_unknown": Notice("The way to them does not exist any more.", f"{_KEPT} They may have ended it."),
    "stamp_invalid": Notice("The server does not know this message.", "The report was not sent. Choose another one."),
    "frank_invalid": Notice("The server could not take this message.", f"{_KEPT} It goes out by itself later."),
}
_STORE: Final = {
    StoreReason.MISSING: Notice("There is nothing kept on this device yet.", "Start with the welcome."),
    StoreReason.EXISTS: Notice("This device keeps something already.", "Open it, or erase it first under You."),
    StoreReason.LOCKED: Notice("Heimo is locked.", "Unlock it with your passphrase."),
    StoreReason.PASSPHRASE_NEEDED: Notice("A passphrase is needed to open this."),
    StoreReason.PASSPHRASE_WRONG: Notice("That did not open it.", "Check capitals and layout, and try again."),
    StoreReason.KEYRING_MISSING: Notice("There is no keyring here that can be trusted.", "Set a passphrase instead."),
    StoreReason.KEYRING_LOCKED: Notice("The keyring of this machine is locked.", "Unlock it, then try again."),
    StoreReason.IN_USE: Notice("Another Heimo is open with the same data.", "Close that one first."),
    StoreReason.CORRUPT: Notice("What is kept here cannot be read.", "Restore an export; nothing was overwritten."),
    StoreReason.NEWER: Notice("A newer Heimo wrote what is kept here.", "Update Heimo; nothing was changed."),
    StoreReason.NOT_ENCRYPTED: Notice("This build cannot encrypt, so it keeps nothing.", "Install Heimo again."),
    StoreReason.FULL: Notice("The disk is full.", "Make some room; the last change was not kept."),
    StoreReason.READ_ONLY: Notice("Heimo may not write in its folder.", "Check the folder's permissions."),
    StoreReason.BUSY: Notice("The store is busy.", "Try again in a moment."),
    StoreReason.FAILED: Notice("The disk did not take it.", "Copy what matters, and check the disk."),
    StoreReason.WIPED: Notice("This device was erased.", "Nothing is left here."),
    StoreReason.CANCELLED: Notice("Stopped, as you asked.", "Nothing was changed."),
}
_TAMPERING_WAY_OUT: Final = "What you have read stays; nothing new is trusted there. Ask the host another way."
_TAMPERING: Final = {
    "log_fork": "The server has told two different histories of this circle.",
    "descriptor_split": "The server shows different rules of the community to different people.",
    "author_gap": "Something that a member wrote is missing; the server left it out.",
    "author_fork": "Two different texts claim the same place by the same name; its key may have been stolen.",
    "sig_invalid": "A text does not carry its writer's signature; somebody altered it on the way.",
    "withheld": "The server leaves out a text that nobody took back or removed.",
    "not_moderator": "The server passed on a moderator's decision from somebody who is none; it is not followed.",
    "ban_unsigned": "The server says that this name is banned, and shows no moderator's decision that says so.",
    "return_unsigned": "The server says that a text was given back, and shows no moderator's decision that says so.",
    "proof_invalid": "The server gave a proof that does not hold.",
    "receipt_invalid": "The server gave a receipt for your joining that does not hold.",
    "foreign_root": "Somebody else answers at this address; it is not the community that it should be.",
    "descriptor_keys": "The server changed keys without saying so; such keys could be made to mark single people.",
    "descriptor_rollback": "The server shows an older state of the community than it had shown before.",
}
_GONE: Final = {
    Gone.NO: "",
    Gone.TAKEN_BACK: "The writer took this back.",
    Gone.REMOVED: "A moderator removed this.",
    Gone.EXPIRED: "This was older than the circle keeps.",
    Gone.WITHHELD: "The server does not give this text, though it is in the record.",
}
