"""What a moderator may begin with when they write to whom a decision is about: warm, plain, and theirs to change."""

from typing import Final

from heimo_tui.core.moderating import Deed

_DOES: Final = {
    "harm": "could lead somebody to hurt themselves",
    "threat": "threatens somebody",
    "identity": "tells who somebody is",
    "unkind": "shames or insults somebody",
    "contact": "pushes somebody for private contact",
    "spam": "sells something, or belongs elsewhere",
}
_OTHERWISE: Final = "does not fit what we promise each other here"
_WAY: Final = {
    "harm": "If you are in danger yourself, F1 has people who answer now.",
    "threat": "What happened to you belongs here; say that.",
    "identity": "Without names and places it can stand here.",
    "unkind": "You can say what it did to you without a blow at anybody.",
    "contact": "People here decide for themselves whom they write to.",
    "spam": "Your own story is welcome.",
}
_APPEAL_STANDS: Final = "Thank you for writing back. We read it with care and looked at it again. It stays as it was."
_BROUGHT_BACK: Final = "We looked at it once more, and you were right to ask. It is taken back. We are sorry."


def begun(deed: Deed, reason: str, *, appeal: bool = False) -> str:
    """Words to begin with for a deed and a reason code; `appeal`: it answers somebody who wrote back."""
    does, way = _DOES.get(reason, _OTHERWISE), _WAY.get(reason, "")
    match deed:
        case Deed.REMOVE:
            words = f"I took this down because it {does}. {way}"
        case Deed.RETURN:
            words = f"Thank you for writing. I give this back because it {does}. {way} Change it, and send it again."
        case Deed.PAUSE:
            words = f"Please take a rest from writing: what you wrote {does}. {way} You are welcome again after that."
        case Deed.BAN:
            words = f"I did not decide this lightly: what you wrote {does}. You can read here as before."
        case Deed.KEEP if appeal:
            words = _APPEAL_STANDS
        case Deed.RESTORE | Deed.UNBAN:
            words = _BROUGHT_BACK
        case Deed.LOCK:
            words = "This thread may rest now. Thank you for what you said in it."
        case _:
            words = ""
    return " ".join(words.split())
