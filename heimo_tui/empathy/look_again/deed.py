"""Takes the deed out of a direction, so that a question can be asked about it."""

from __future__ import annotations

from heimo_tui.empathy.phrases import Deferred, words

LONGEST = 8
"""More words than these are no longer said in one breath; then a general sentence is better."""

_DEEDS = frozenset(
    words(
        """talk speak see go get find leave quit call tell block ask join start stop take try rest look make write eat
        sleep exercise meditate drink focus learn buy set give use check avoid move seek reach contact report download
        delete cut work remember put wait divorce dump save apply pray consider visit sit explain listen do keep change
        hire text send show cook bring book practise practice teach allow encourage invite confront respect remind
        treat wash feed clean play walk run step pick turn open pay stand build add limit accept forgive trust face
        break apologise apologize discuss insist complain travel return separate breathe journal prioritise prioritize
        say admit drop hold enjoy spend end"""
    )
)
_ALONE = frozenset(
    words(
        """leave quit sleep exercise meditate rest move wait pray walk run apply apologise apologize travel divorce
        separate complain eat drink cook return journal drive"""
    )
)
_END = Deferred(r"\.+(?:\s|$)|[,;:!?…()\[\]\"“”«»\u2014\u2013_\n*]| - ")
_CUT = frozenset(
    words("because cause cuz so but unless until till since while although though plus when whenever before as then")
)
_JOINING = frozenset(("and", "or"))
_ASKING = frozenset(words("ask see check find know consider tell"))
_FINITE = Deferred(
    r"will|would|is|are|was|were|can|could|should|must|might|may|has|have|had|does|did|\w+(?:'ll|'s|'re|'d|'ve|n't)"
)
_OBJECTS = frozenset(words("a an the your his her its their my our him them yourself some it"))
_LOOSE = frozenset(
    words("please ok okay lol too imo tbh honestly really maybe perhaps first anyway now already just instead")
)
_DANGLING = frozenset(
    words("a an the your my his their our to of with and or that who which how what why if whether some any very not")
)
_SPELLED = {"u": "you", "ur": "your", "urself": "yourself"}


def deed_of(verb: str, rest: str) -> str | None:
    """Return what somebody was told to do, as words that follow "to", or None where that would not read well.

    `verb` is in its plain form and `rest` is the sentence after it, as written. The one who speaks and the one who is
    spoken to stay the same in the question, and so do "your" and "yourself".
    """
    if verb not in _DEEDS:
        return None
    end = _END.search(rest)
    tail = _kept(verb, (rest[: end.start()] if end else rest).split())
    while tail and tail[-1].lower() in _LOOSE:
        tail.pop()
    if not tail:
        return verb if verb in _ALONE else None
    if any(set(word) & set("@./\\#") for word in tail):
        return None
    if len(tail) + 1 > LONGEST or tail[-1].lower() in _DANGLING or (verb == "do" and tail[0].lower().endswith("ing")):
        return None
    return " ".join([verb, *(_SPELLED.get(word, word) for word in tail)])


def _kept(verb: str, tail: list[str]) -> list[str]:
    """Leave out the reason and whatever clause comes after the deed."""
    for number, written in enumerate(tail):
        word = written.lower().replace("\u2019", "'")
        if word in _CUT or (word == "if" and verb not in _ASKING):
            return tail[:number]
        if word in _JOINING and (len(tail) >= LONGEST or not _goes_on(tail[number + 1 :])):
            return tail[:number]
    return tail


def _goes_on(after: list[str]) -> bool:
    """Whether what follows "and" still belongs to the deed: another thing, or another deed."""
    plain = [word.lower().replace("\u2019", "'") for word in after]
    if not plain or any(_FINITE.fullmatch(word) for word in plain):
        return False
    return plain[0] in _OBJECTS or plain[0] in _DEEDS
