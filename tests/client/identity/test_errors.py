"""Errors carry typed facts, and their text is a machine word without anything a person wrote."""

import pytest

from heimo_tui.core import errors
from heimo_tui.core.errors import StoreReason


@pytest.mark.parametrize(
    ("error", "text", "facts"),
    [
        (errors.Unreachable("tls", retry_after=2.5), "tls", {"reason": "tls", "retry_after": 2.5}),
        (errors.Refused("busy", detail="d", retry_after=3), "busy", {"code": "busy", "detail": "d", "retry_after": 3}),
        (errors.Incompatible("version", detail="2"), "version", {"code": "version", "detail": "2"}),
        (errors.Tampering("log_fork", where=b"c", at=7), "log_fork", {"code": "log_fork", "where": b"c", "at": 7}),
        (errors.CannotDecrypt("no_header", message_id=b"m"), "no_header", {"code": "no_header", "message_id": b"m"}),
        (errors.StoreProblem(StoreReason.FULL, detail="x"), "full", {"reason": StoreReason.FULL, "detail": "x"}),
        (
            errors.BadInput("phrase_word", field="phrase", value="abuot", position=3, suggestions=("about",)),
            "phrase_word",
            {"code": "phrase_word", "field": "phrase", "value": "abuot", "position": 3, "suggestions": ("about",)},
        ),
    ],
)
def test_facts_and_text(error: errors.HeimoError, text: str, facts: dict[str, object]) -> None:
    assert isinstance(error, errors.HeimoError)
    assert str(error) == text
    assert {name: getattr(error, name) for name in facts} == facts


def test_the_reason_for_a_plain_store_is_the_protocols_code() -> None:
    assert StoreReason.NOT_ENCRYPTED.value == "store_not_encrypted"
    assert StoreReason.KEYRING_LOCKED.value == "keyring_locked"
