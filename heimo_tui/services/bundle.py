"""The services as one value, which screens and commands are given parts of."""

from dataclasses import dataclass

from heimo_tui.services.apart import Apart
from heimo_tui.services.checking import Checking
from heimo_tui.services.compose import Compose
from heimo_tui.services.device import Device
from heimo_tui.services.digests import Digests
from heimo_tui.services.forum import Forum
from heimo_tui.services.helping import Helping
from heimo_tui.services.keeping import Keeping
from heimo_tui.services.membership import Membership
from heimo_tui.services.messages import Messages
from heimo_tui.services.moderating import Moderating
from heimo_tui.services.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """What the program can do, made once in `wiring`."""

    device: Device
    membership: Membership
    forum: Forum
    compose: Compose
    keeping: Keeping
    preferences: Settings
    checking: Checking
    messages: Messages
    moderating: Moderating
    helping: Helping
    digests: Digests
    apart: Apart
