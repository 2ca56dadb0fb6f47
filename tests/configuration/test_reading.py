"""warraq.toml: what holds, what is wrong with it, and what the variables of the environment win over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.configuration import Configuration, Limits, Nightly, OperatorSettings, OutletSettings, load
from archive.configuration.faults import Fault, quoted
from archive.configuration.reading import examine
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

HASH = "pbkdf2_sha256$480000$1a2b3c$VJ2ZDOVwqZqfLKZsCZ9yRgEjqgJdYjV3qTfTA5Wv5Ic="
WHOLE = f"""
contact = "desk@archive.example"
public_address = "https://archive.example/"
is_private = true
saved_searches = false
ping = "https://ping.example/abc"
[outlets.sana]
every = "30m"
[outlets]
orient.enabled = false
[operator]
channels = ["json://hook.example", "mailto://user:word@mail.example"]
digest_at = "06:15"
[accounts]
"huda@desk" = "{HASH}"
[retention]
runs_days = 90
[limits]
free_floor_percent = 7.5
memory_mb = 300
quota_mb = {{ sana = 2000 }}
[nightly]
publish_at = "03:00"
backup_to = "/mnt/second"
"""


def test_without_a_file_the_defaults_hold(folder: DataFolder) -> None:
    assert load(folder) == Configuration()


def test_every_key_of_the_file_holds(folder: DataFolder, write: Callable[[str], None]) -> None:
    write(WHOLE)
    found = load(folder)
    assert (found.contact, found.public_address) == ("desk@archive.example", "https://archive.example")
    assert (found.is_private, found.saved_searches, found.ping) == (True, False, "https://ping.example/abc")
    assert found.outlet("sana") == OutletSettings(every="30m")
    assert found.outlet("orient") == OutletSettings(enabled=False)
    assert found.outlet("rozana") == OutletSettings()
    channels = ("json://hook.example", "mailto://user:word@mail.example")
    assert found.operator == OperatorSettings(channels=channels, digest_at="06:15")
    assert found.accounts == {"huda@desk": HASH}
    assert (found.retention.runs_days, found.retention.held_days) == (90, 400)
    assert found.limits == Limits(free_floor_percent=7.5, memory_mb=300, quota_mb={"sana": 2000})
    assert found.nightly == Nightly(publish_at="03:00", backup_to="/mnt/second")


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ('contct = "a@b.example"', 1, "contct", "Did you mean contact?"),
        ('\n[limit]\nmemory_mb = 300', 2, "limit", "Did you mean limits?"),
        ('[limits]\nfree-floor-percent = 3', 2, "limits.free-floor-percent", "Did you mean free_floor_percent?"),
        ("runs_days = 3", 1, "runs_days", "under the heading [retention]"),
        ('[limits]\n\ncontact = "a@b.example"', 3, "limits.contact", "above the first heading"),
        ("[outlets.sana]\nevri = '3h'", 2, "outlets.sana.evri", "Did you mean every?"),
        ("frobnicate = 1", 1, "frobnicate", "There may stand: contact"),
        ("outlets.sana = false", 1, "outlets.sana", "Write [outlets.sana] on a line of its own"),
        ("retention = 3", 1, "retention", "Write [retention]"),
        ('contact = "the desk"', 1, "contact", "no mail or web address"),
        ("contact = 5", 1, "contact", "is a whole number"),
        ('contact = "a@b.example\\nX: y"', 1, "contact", "no mail or web address"),
        ('public_address = "archive.example"', 1, "public_address", "https://archive.example"),
        ('public_address = "https://archive.example/?a=1"', 1, "public_address", "no http(s) address of a site"),
        ('is_private = "true"', 1, "is_private", "without quotes"),
        ("is_private = true", 1, "is_private", "[accounts]"),
        ('ping = "hc-ping.com/1"', 1, "ping", "no http(s) address"),
        ("[limits]\nmemory_mb = 64", 2, "limits.memory_mb", "from 128"),
        ("[limits]\nmemory_mb = true", 2, "limits.memory_mb", "is true or false"),
        ("[limits]\nmemory_mb = 0x" + "f" * 5000, 2, "limits.memory_mb", "is no such number"),
        ("[limits]\nfree_floor_percent = nan", 2, "limits.free_floor_percent", "from 0 to 90"),
        ('[limits]\nquota_mb.sana = "2 GB"', 2, "limits.quota_mb.sana", "whole number"),
        ("[retention]\nheld_days = 0", 2, "retention.held_days", "from 1"),
        ("[operator]\ndigest_at = 07:00:00", 2, "operator.digest_at", 'such as "07:00"'),
        ('[operator]\ndigest_at = "24:00"', 2, "operator.digest_at", "no time of the day"),
        ('[operator]\nchannels = "json://x"', 2, "operator.channels", "Write a list"),
        ('[operator]\nchannels = ["json://x",\n"json://x"]', 2, "operator.channels", "twice"),
        ('[nightly]\nbackup_to = "backups"', 2, "nightly.backup_to", "whole name"),
        ('[outlets.sana]\nevery = ""', 2, "outlets.sana.every", "is empty"),
        ('a = 1\nb = “x”', 2, "", "straight quotes"),
        ('contact = "a@b.example"\ncontact = "c@d.example"', 2, "", "no TOML"),
        ("digest_at = 07:00", 1, "", "no TOML"),
        ("x = " + "[" * 5000, 0, "", "too deep"),
        ("x = " + "9" * 5000, 0, "", "too long"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_its_key_and_what_may_stand_there(
    folder: DataFolder, write: Callable[[str], None], text: str, line: int, key: str, says: str
) -> None:
    write(text)
    faults = [fault for fault in examine(folder).faults if fault.key == key]
    assert [(fault.line, says in str(fault)) for fault in faults] == [(line, True)], examine(folder).faults
    with pytest.raises(BadConfiguration) as problem:
        load(folder)
    assert str(folder.root / "warraq.toml") in str(problem.value)


def test_all_faults_are_told_at_once_and_what_is_sound_is_read(
    folder: DataFolder, write: Callable[[str], None]
) -> None:
    write('contact = 1\nsaved_searches = false\n[limits]\nmemory_mb = "a"\nmemory = 3\n')
    found = examine(folder)
    assert [fault.line for fault in found.faults] == [1, 4, 5]
    assert found.configuration.saved_searches is False
    with pytest.raises(BadConfiguration) as problem:
        load(folder)
    assert str(problem.value).count("\n") == 3


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (b"a = 1\nb = '\xff'", 2, "UTF-8"),
        ("contact = 'a@b.example'".encode("utf-16"), 1, "UTF-8"),
        (b"#" * 300_000, 0, "over 256 KB"),
    ],
)
def test_a_file_that_is_no_text_is_told(folder: DataFolder, raw: bytes, line: int, says: str) -> None:
    (folder.root / "warraq.toml").write_bytes(raw)
    (fault,) = examine(folder).faults
    assert (fault.line, says in str(fault)) == (line, True)


def test_what_editors_of_other_systems_write_is_read(folder: DataFolder) -> None:
    (folder.root / "warraq.toml").write_bytes(
        'contact = "a@b.example"\r\n[limits]\r\nmemory = 1\r\n'.encode("utf-8-sig")
    )
    found = examine(folder)
    assert (found.configuration.contact, [fault.line for fault in found.faults]) == ("a@b.example", [3])


def test_a_folder_or_a_link_that_leads_nowhere_in_its_place_is_told(folder: DataFolder) -> None:
    place = folder.root / "warraq.toml"
    place.symlink_to(folder.root / "nothing")
    assert "is no file" in str(examine(folder).faults[0])
    place.unlink()
    place.mkdir()
    assert "is no file" in str(examine(folder).faults[0])


def test_a_file_that_was_named_must_be_there(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_CONFIG", str(folder.root / "mine.toml"))
    assert "mine.toml is no file" in str(examine(folder).faults[0])


def test_the_named_file_wins_over_the_folders_and_says_so(
    folder: DataFolder, write: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write('contact = "a@b.example"')
    mine = folder.root / "mine.toml"
    mine.write_text('contact = "c@d.example"')
    monkeypatch.setenv("WARRAQ_CONFIG", str(mine))
    found = examine(folder)
    assert (found.configuration.contact, found.faults) == ("c@d.example", ())
    assert "is not read" in found.notes[0]


def test_variables_win_and_it_is_said_where_both_say_something(
    folder: DataFolder, write: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write('contact = "a@b.example"\npublic_address = "https://a.example"\n')
    monkeypatch.setenv("WARRAQ_CONTACT", " c@d.example ")
    monkeypatch.setenv("WARRAQ_SITE", "")
    monkeypatch.setenv("WARRAQ_SAVED_SEARCHES", "OFF")
    found = examine(folder)
    assert (found.configuration.contact, found.configuration.saved_searches) == ("c@d.example", False)
    assert found.configuration.public_address == "https://a.example"
    assert found.sources[("contact",)] == "WARRAQ_CONTACT"
    assert found.sources[("public_address",)].endswith("line 2")
    assert [note for note in found.notes if "contact" in note and "line 1" in note] == list(found.notes)


@pytest.mark.parametrize(
    ("variable", "value"), [("WARRAQ_CONTACT", "me"), ("WARRAQ_SITE", "x.example"), ("WARRAQ_SAVED_SEARCHES", "maybe")]
)
def test_a_variable_is_checked_as_the_file_is(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    (fault,) = examine(folder).faults
    assert fault.source == variable


@pytest.mark.parametrize(
    "text",
    [
        '[accounts]\nhuda = "hunter2"',
        'ping = "hunter2"',
        '[operator]\nchannels = ["hunter2"]',
        '[operator]\nchannels = "mailto://me:hunter2@mail.example"',
    ],
)
def test_no_secret_is_repeated_where_it_is_wrong(folder: DataFolder, write: Callable[[str], None], text: str) -> None:
    write(text)
    found = examine(folder)
    assert len(found.faults) == 1
    assert "hunter2" not in repr(found.faults)


def test_what_is_told_holds_no_mark_that_acts_on_a_terminal() -> None:
    assert quoted("a\x1b[2J\nb") == "“a\\x1b[2J\\nb”"
    assert len(quoted("x" * 1000)) < 70


def test_a_folder_of_backups_in_the_data_folder_is_refused(folder: DataFolder, write: Callable[[str], None]) -> None:
    write(f'[nightly]\nbackup_to = "{Path(folder.root, "kept")}"')
    assert "within the data folder" in str(examine(folder).faults[0])


def test_a_fault_reads_as_a_sentence() -> None:
    fault = Fault(source="w.toml", line=3, key="limits.memory_mb", problem="is a text", wanted="Write a number.")
    assert str(fault) == "w.toml, line 3: limits.memory_mb is a text. Write a number."
