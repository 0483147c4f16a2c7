"""A way on: a flat button that is readable whether or not it has the focus."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Button


class Way(Button):
    """One line high; left and right move between neighbours, as tab does. Its id names the action it stands for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "app.focus_next", show=False),
        Binding("left", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    Way { width: auto; min-width: 6; margin: 0 1 0 0; }
    Way.-style-default, Way.-style-default:hover, Way.-style-default:focus, Way.-style-default.-active {
        padding: 0 2;
        background: $here;
        background-tint: $background 0%;
        color: $ink;
        text-style: none;
    }
    Way.-style-default:hover { text-style: underline; }
    Way.-style-default:focus { background: $primary; color: $background; text-style: bold; }
    Way.-style-default:disabled { color: $quiet; }
    """

    def __init__(self, label: str, *, id: str, disabled: bool = False) -> None:
        super().__init__(label, id=id, disabled=disabled, compact=True)
        # nothing blinks, and no key that is pressed meanwhile gets lost
        self.active_effect_duration = 0.0
