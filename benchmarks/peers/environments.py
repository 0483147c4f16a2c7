"""Python environments of their own for other people's servers, made once and kept in `build/peers`."""

import subprocess
import sys
from pathlib import Path

KEPT = Path(__file__).parents[2] / "build" / "peers"
"""Beside the project's other results, where nothing is kept in git."""


def environment(name: str, *requirements: str) -> Path:
    """The interpreter of an environment that has exactly these requirements; installs them where they are missing.

    Raises CalledProcessError where the package index cannot be reached or has no fitting version.
    """
    folder = KEPT / name
    python = folder / "bin" / "python"
    mark = folder / "requirements"
    wanted = "\n".join(requirements)
    if not mark.exists() or mark.read_text() != wanted:
        sys.stderr.write(f"installing {', '.join(requirements)}\n")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *requirements], check=True, stdout=sys.stderr)
        mark.write_text(wanted)
    return python
