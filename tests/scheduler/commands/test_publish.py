"""What `warraq publish` says of the signed log."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from archive.errors import WarraqError
from archive.evidence.checkpoint import LogRewritten
from scheduler.commands.publish import command
from tests.support.signed_log import cut, grow, verified


def run(data: Path, *options: str) -> Result:
    return CliRunner().invoke(command, ["--data", str(data), "--json", *options])


def test_the_log_is_signed_as_the_snapshot_has_it_and_a_restored_record_is_told(data: Path) -> None:
    grow(data, 20)
    told = json.loads(run(data).stdout)
    head = verified(data / "published")
    assert (told["log_size"], told["log_root"]) == (20, head.root.hex())
    manifest = json.loads((data / "published/latest.json").read_text())
    assert manifest["tree"] == {"size": 20, "root": head.root.hex()}
    cut(data, 10)
    refused = run(data)
    assert isinstance(refused.exception, LogRewritten)
    assert (refused.exception.exit_code, "--new-log" in str(refused.exception)) == (WarraqError.exit_code, True)
    # The snapshot is out all the same.
    assert "log_size" not in json.loads(refused.stdout.splitlines()[0])
    assert json.loads(run(data, "--new-log").stdout)["log_size"] == 11
    assert verified(data / "published").origin == f"{head.origin}/2"
