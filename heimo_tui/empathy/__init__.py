"""The empathy check: reads a draft on this machine and coaches its writer; pure, no input or output."""


def forget() -> None:
    """Drop what is remembered so that typing is quick: parts of what people wrote."""
    from heimo_tui.empathy import check, clauses, language, linkage  # noqa: PLC0415 - the package itself loads nothing
    from heimo_tui.empathy.model import default  # noqa: PLC0415 - as above
    from heimo_tui.empathy.phrases import lazy, varieties  # noqa: PLC0415 - as above

    for remembered in (
        check._read,
        clauses.sentences,
        clauses.clause_starts,
        language.recognise,
        language._says,
        linkage.details_in,
        linkage._aspects_in,
        varieties.standard,
    ):
        remembered.cache_clear()
    lazy.forget()
    if default.load.cache_info().currsize:
        default.load().forget()
