"""What keeps typing quick in a program that also thinks, beyond what each screen does for it."""

import gc
import sys
from typing import Final

HAND_OVER: Final = 0.0005
"""Seconds after which a thread at work lets the one that paints go on; Python's own 5 ms can be seen under a hand."""

QUIET: Final = 2.0
"""Seconds without a key after which garbage among what is old is looked for: it takes up to 90 ms."""

_ENOUGH: Final = 10
"""Younger collections after which that is worth it; as many as Python itself waits for."""

_MOST: Final = 500
"""Younger collections after which it is done under somebody's hands, too: some hundred megabytes may hang on it."""


def quicken() -> None:
    """Call once, when everything is imported and nothing is on the screen yet; from then on `tidy` now and then."""
    sys.setswitchinterval(HAND_OVER)
    # what is imported stays, and need not be looked through for garbage while somebody writes
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _MOST)


def tidy(quiet: float) -> None:
    """Look for garbage among what is old, where nobody has pressed a key for so many seconds."""
    if quiet >= QUIET and gc.get_count()[2] >= _ENOUGH:
        gc.collect()
