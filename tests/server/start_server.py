"""Starts a server from settings given as JSON: the program of a test's server process."""

import json
import sys
from pathlib import Path

from server_stub.config import ServerConfig
from server_stub.serve import run

settings = json.loads(sys.argv[1])
for name in ("data", "unix_socket", "tls_certificate", "tls_key"):
    if settings.get(name) is not None:
        settings[name] = Path(settings[name])
sys.exit(run(ServerConfig(**settings)))
