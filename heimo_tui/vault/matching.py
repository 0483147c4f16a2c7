"""What somebody types as a search, as a query of the full-text index."""


def fts_query(words: str) -> str:
    """The query for texts that hold every one of `words` (the last may be a beginning); empty where there are none."""
    # every word quoted, so that nothing typed is taken for the query language of FTS5
    parts = ['"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split() if word.strip('"')]
    return " ".join(parts) + "*" if parts else ""
