"""Words that tell a name, a workplace, a place or a trade from ordinary words, in four languages."""


def phrases(listed: str) -> frozenset[str]:
    """Return the phrases of a list that is written with "|" between them."""
    return frozenset(" ".join(phrase.split()) for phrase in listed.split("|"))
