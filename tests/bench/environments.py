"""An environment of its own for each program we compare ourselves with: none of them is a dependency of ours."""

import subprocess
import sys
from pathlib import Path

# As their manuals install them; where the newest versions of what they need do not work together, the newest that do.
PEERS = {
    "news-please": ("news-please==1.6.16", "nltk==3.10.4"),
    "newspaper4k": ("newspaper4k[nlp]==0.9.6",),
    "fundus": ("fundus==0.5.7", "curl_cffi==0.13.0"),
}
FOLDER = Path(sys.prefix) / "peers"
SECONDS = 600


class NotInstalled(Exception):
    """A peer that cannot be had here, with the reason."""


def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment, which is made where it is not there yet. Raises NotInstalled."""
    python = FOLDER / peer / "bin" / "python"
    marker = FOLDER / peer / "installed"
    wanted = "\n".join(PEERS[peer])
    if marker.exists() and marker.read_text(encoding="utf-8") == wanted:
        return python
    make = [sys.executable, "-m", "venv", "--clear", str(FOLDER / peer)]
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS[peer]]
    try:
        for command in (make, install):
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.CalledProcessError as failed:
        reason = next((line for line in failed.stderr.splitlines()[::-1] if "ERROR" in line), failed.stderr[-200:])
        raise NotInstalled(reason.strip()) from failed
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise NotInstalled(str(failed)) from failed
    marker.write_text(wanted, encoding="utf-8")
    return python
