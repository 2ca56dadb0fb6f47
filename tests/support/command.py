"""The `warraq` command on a data folder of its own, against the sample outlets: real processes."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.outlet_server.addresses import SITES
from tests.support.paths import SAMPLE_OUTLETS

WARRAQ = Path(sys.executable).with_name("warraq")
ALL = tuple(SITES)


class Command:
    """Call it with the command's words. `base_port` is where the sample outlets listen."""

    def __init__(self, data: Path, base_port: int) -> None:
        self.data = data
        self.environment = os.environ | {
            "WARRAQ_DATA": str(data),
            "WARRAQ_OUTLETS": str(SAMPLE_OUTLETS),
            "WARRAQ_ALLOW_PRIVATE": "1",
            "WARRAQ_SAMPLE_PORT": str(base_port),
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(WARRAQ), *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def lines(self, *words: str) -> list[dict[str, Any]]:
        """What the command prints with --json; it must end well."""
        done = self(*words, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def rows(self, sql: str) -> list[Any]:
        """Asked by the standard library's SQLite, as any reader of the file would."""
        connection = sqlite3.connect(f"file:{self.data}/warraq.db?mode=ro", uri=True)
        found = connection.execute(sql).fetchall()
        connection.close()
        return found
