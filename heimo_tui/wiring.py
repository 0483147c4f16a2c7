"""The one place where the parts are put together."""

from heimo_tui.config import Config
from heimo_tui.services.bundle import Services


def build(config: Config) -> Services:
    """Make the services for one data folder; nothing is opened or reached yet."""
    raise NotImplementedError
