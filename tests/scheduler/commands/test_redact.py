"""warraq redact: it says what holds an article and what became of it; a dry run changes nothing."""

import subprocess
from pathlib import Path

from tests.support.command import Command
from tests.support.redacted_archive import files_with, make


def test_what_would_go_is_said_and_then_goes_and_comes_back(tmp_path: Path) -> None:
    article = str(make(tmp_path / "data"))
    command = Command(tmp_path / "data", 1)
    before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.gz")}
    unclear = command("redact", article)
    assert (unclear.returncode, "--reason safety|privacy" in unclear.stderr) == (2, True)
    private, public = tmp_path / "seal.key", tmp_path / "seal.pub"
    subprocess.run(["openssl", "genpkey", "-algorithm", "x25519", "-out", str(private)], check=True)
    subprocess.run(["openssl", "pkey", "-in", str(private), "-pubout", "-out", str(public)], check=True)
    (tmp_path / "data/warraq.toml").write_text(f'[redaction]\nseal_to = "{public}"\n')
    words = ("redact", article, "--reason", "safety", "--level", "seal")
    (said,) = command.lines(*words, "--dry-run")
    assert (said["dry_run"], said["still_found_in"]) == (True, [])
    assert {one["store"] for one in said["removed"]} == {"warraq.db", "readers.db", "service.db", "warc", "published"}
    assert [one["what"] for one in said["left"]] == ["kept page that has its address, headline"]
    assert before == {path: path.read_bytes() for path in before}
    assert "warraq.db" in files_with(tmp_path / "data")
    (done,) = command.lines(*words)
    assert done == said | {"dry_run": False}
    assert files_with(tmp_path / "data") == []
    again = command(*words)
    assert (again.returncode, "already" in again.stderr) == (4, True)
    assert command("redact").returncode == 0
    (back,) = command.lines("redact", article, "--restore", "--key", str(private))
    assert back["restored"][0]["id"] == int(article)
    assert "الحاجز" in command("search", "الحاجز").stdout


def test_a_number_that_no_article_has_is_said_to_be_none(tmp_path: Path) -> None:
    make(tmp_path / "data")
    done = Command(tmp_path / "data", 1)("redact", "77", "--reason", "court")
    assert (done.returncode, "holds no article 77" in done.stderr) == (4, True)
