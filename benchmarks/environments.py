"""Environments of their own for the programs that benchmarks compare with."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PEERS = Path(__file__).resolve().parents[1] / "build" / "peers"


def python_with(name: str, requirements: Sequence[str]) -> Path:
    """The Python of an environment in build/peers that has `requirements`, made where it is not."""
    folder = PEERS / name
    python, ready = folder / "bin" / "python", folder / ".ready"
    wanted = "\n".join(requirements)
    if not ready.is_file() or ready.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *requirements], check=True)
        ready.write_text(wanted, encoding="utf-8")
    return python
