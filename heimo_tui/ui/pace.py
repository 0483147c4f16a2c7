"""What keeps typing quick in a program that also thinks, beyond what each screen does for it."""

import gc
import sys
from typing import Final

HAND_OVER: Final = 0.0005
"""Seconds after which a thread at work lets the one that paints go on; Python's own 5 ms can be seen under a hand."""


def quicken() -> None:
    """Call once, when everything is imported and nothing is on the screen yet."""
    sys.setswitchinterval(HAND_OVER)
    # what is imported stays, and need not be looked through for garbage while somebody writes
    gc.freeze()
