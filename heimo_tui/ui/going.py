"""Whether a failure only says that something goes away together with its screen."""

from __future__ import annotations

import traceback

from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.worker import WorkerFailed


def goes_with_its_screen(problem: BaseException) -> bool:
    """True where something was looked for on a widget that is being taken away.

    Textual takes a closing screen's widgets away before its callbacks, timers and workers end, and puts none on a
    screen that is closed while it is made; whoever leaves a screen quickly would otherwise end the program.
    """
    while isinstance(problem, WorkerFailed):
        problem = problem.error
    if not isinstance(problem, NoMatches):
        return False
    nodes = [frame.f_locals.get("self") for frame, _ in traceback.walk_tb(problem.__traceback__)]
    node = next((node for node in reversed(nodes) if isinstance(node, DOMNode)), None)
    return node is not None and any(one._pruning or one._closing for one in node.ancestors_with_self)
