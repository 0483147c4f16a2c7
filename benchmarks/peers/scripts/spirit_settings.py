# mypy: ignore-errors
# It runs where Spirit is, and mypy looks where it is not.
"""Spirit's own production settings, with everything switched that costs it time and is no part of the work.

No rate limits, no search index, caches in memory instead of the database, write-ahead log with a sync at each commit.
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
_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {"default": _MEMORY, "st_rate_limit": {**_MEMORY, "LOCATION": "limits", "TIMEOUT": None}}
ST_RATELIMIT_ENABLE = False
ST_UPLOAD_FILE_ENABLED = False
ST_SITE_URL = "http://127.0.0.1/"
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
LOGGING_CONFIG = None
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
