"""Secret values stay out of repr, str, format, logs, pickles and tracebacks."""

import copy
import io
import logging
import pickle
import traceback
from dataclasses import dataclass

import pytest

from heimo_tui.core.secrets import SecretBytes, SecretText

SECRETS = [SecretBytes(b"very secret bytes"), SecretText("very secret words")]


@dataclass(frozen=True)
class Holder:
    inner: object


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_shows(secret: SecretBytes | SecretText) -> None:
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>40}",
        f"{secret!r}",
        "%s %r" % (secret, secret),  # noqa: UP031 - this way of formatting is what is tested
        repr(Holder(secret)),
        repr([secret]),
        repr({"a": secret}),
    ]
    for text in shown:
        assert "secret" not in text.replace("SecretBytes", "").replace("SecretText", "")


@pytest.mark.parametrize("secret", SECRETS)
def test_a_log_and_a_traceback_with_locals_show_nothing(secret: SecretBytes | SecretText) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logger = logging.getLogger("test-of-secrets")
    logger.addHandler(handler)
    try:
        held = Holder(secret)
        raise RuntimeError(secret)
    except RuntimeError as error:
        logger.exception("with %s and %r", secret, held)
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    finally:
        logger.removeHandler(handler)
    assert "<hidden>" in shown
    for text in (shown, log.getvalue()):
        assert "very secret" not in text


@pytest.mark.parametrize("secret", SECRETS)
def test_it_cannot_be_pickled_changed_or_hashed(secret: SecretBytes | SecretText) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(secret, protocol)
    with pytest.raises(AttributeError):
        secret._value = "other"
    with pytest.raises(AttributeError):
        del secret._value
    with pytest.raises(TypeError):
        hash(secret)
    with pytest.raises(TypeError):
        bytes(secret)  # type: ignore[call-overload]  # this is what is tested
    assert not hasattr(secret, "__dict__")
    assert copy.copy(secret) is secret
    assert copy.deepcopy(secret) is secret


def test_equality_and_length() -> None:
    assert SecretBytes(b"ab") == SecretBytes(b"ab")
    assert SecretBytes(b"ab") != SecretBytes(b"ac")
    assert SecretBytes(b"ab") != b"ab"
    assert SecretText("äö") == SecretText("äö")
    assert SecretText("ä") != SecretText("a")
    assert SecretText("ab") != SecretBytes(b"ab")
    assert (len(SecretBytes(b"abc")), len(SecretText("äö"))) == (3, 2)
    assert SecretBytes(b"ab").reveal() == b"ab"
    assert SecretText("äö").reveal() == "äö"
