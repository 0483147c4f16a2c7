"""The plain word lists that the check is judged beside: what an afternoon without grammar would give."""

import re


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(part.strip() for part in words.split(','))})\b", re.IGNORECASE)


HOSTILE = _any_of(
    "idiots?, morons?, stupid, dumb, pathetic, losers?, bitch(?:es)?, assholes?, cunts?, fuck\\w*, shit\\w*, crap, scum"
    ", trash, retard(?:ed|s)?, ugly, worthless, disgusting, shut up, hate you, whores?, sluts?, bastards?"
)
ADVICE = _any_of(
    "should, try, try to, have to, need to, must, suggest, recommend, advise, consider, why don't you, if i were you,"
    "make sure, talk to, maybe you could, could try, you can"
)
DISMISSING = _any_of(
    "calm down, cheer up, get over it, at least, not that bad, could be worse, move on, relax, others have"
)
REACTION = _any_of("sorry, hope, hugs?, love, glad, proud, wish you, here for you, take care, stay strong, sad to hear")
INTERPRETATION = _any_of(
    "understand, know how you feel, know what you mean, feel the same, same here, sounds like, must be, been there,"
    "i feel you, can relate, me too"
)
EXPLORATION = re.compile(r"\?")
DANGER = _any_of("suicid\\w*, kill myself, die, dead, end it, end my life, self harm, cutting, overdose, goodbye")
HARM = _any_of("kill yourself, kys, die, jump off, hang yourself, hurt yourself, better off without you")
PORTUGUESE = _any_of(
    "idiota, burr[oa], imbecil, puta, porra, caralho, merda, vagabund[oa], otári[oa], babaca, lixo, cuz[ãa]o, viado,"
    "desgraçad[oa], fdp, nojent[oa], ridícul[oa], trouxa"
)
