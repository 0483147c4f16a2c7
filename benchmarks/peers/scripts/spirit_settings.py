# mypy: ignore-errors
# It runs where Spirit is, and mypy looks where it is not.
"""Spirit's own settings, limits and search switched off, on an SQLite that takes several people and syncs each commit.

Search is no part of the work: it would write a second index with each reply.
"""

import os
from pathlib import Path

from forum.settings.base import *  # noqa: F403 — how Spirit's settings are made

FOLDER = Path(os.environ["SPIRIT_FOLDER"])
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
SECRET_KEY = os.environ["SPIRIT_SECRET"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "forum.db",
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        },
    }
}
ST_RATELIMIT_ENABLE = False
ST_UPLOAD_FILE_ENABLED = False
ST_SITE_URL = "http://127.0.0.1/"
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
LOGGING_CONFIG = None
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
