"""The configuration beside the outlets: who is known, which schedule is one, who must be named before a crawl."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.configuration import Configuration, OutletSettings
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.record.store import open_record
from archive.times import now
from scheduler.clock import next_due
from scheduler.operator_configuration import as_configured, check, configured, demand_contact, hosts, schedule_trouble
from spiders.http import own_network
from spiders.probing.findings import Finding, Survey
from spiders.registry import outlets
from tests.support.typed_commands import Typed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    for name in ("WARRAQ_CONTACT", "WARRAQ_CONFIG", "WARRAQ_ALLOW_PRIVATE", "WARRAQ_OUTLETS"):
        monkeypatch.delenv(name, raising=False)
    return DataFolder(tmp_path)


def faults(folder: DataFolder, text: str) -> list[tuple[int, str]]:
    (folder.root / "warraq.toml").write_text(text)
    return [(fault.line, str(fault)) for fault in check(folder).faults]


def test_the_operator_switches_outlets_on_and_off_and_asks_them_more_or_less_often() -> None:
    said = {"sana": OutletSettings(enabled=False), "orient": OutletSettings(enabled=True, every="3h")}
    own, found = outlets(), as_configured(Configuration(outlets=said))
    assert (own["sana"].enabled, found["sana"].enabled) == (True, False)
    assert "operator" in found["sana"].disabled_because
    assert (found["orient"].enabled, found["orient"].every, found["orient"].disabled_because) == (True, "3h", "")
    assert found["rozana"] == own["rozana"]
    assert list(found) == list(own)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[outlets.sanaa]\nevery = "3h"', 1, "Did you mean sana?"),
        ("[limits]\nquota_mb.zzzzzz = 3", 2, "warraq outlets"),
        ('[outlets.sana]\nevery = "often"', 2, "no schedule"),
        ('[outlets.sana]\nevery = "0 0 31 2 *"', 2, "no schedule"),
        (f'[outlets.sana]\nevery = "{"9" * 40}d"', 2, "no schedule"),
        ("[outlets.northpulse]\nenabled = true", 2, "nobody knows its address"),
        ('[operator]\nchannels = ["json://a.example",\n"nosuch://secret"]', 2, "number 2"),
    ],
)
def test_what_only_the_scheduler_can_know_to_be_wrong_is_told_with_its_line(
    folder: DataFolder, text: str, line: int, says: str
) -> None:
    ((found, sentence),) = faults(folder, text)
    assert (found, says in sentence, "secret" in sentence) == (line, True, False), sentence


def test_a_process_goes_on_with_what_held_where_the_file_names_an_unknown_outlet(folder: DataFolder) -> None:
    (folder.root / "warraq.toml").write_text('[outlets.sana]\nevery = "3h"')
    assert configured(folder)[1]["sana"].every == "3h"
    (folder.root / "warraq.toml").write_text('[outlets.nobody]\nevery = "3h"')
    with pytest.raises(BadConfiguration, match="nobody"):
        configured(folder)


@pytest.mark.parametrize("every", ["15m", "2h", "1d", "*/20 6-23 * * *"])
def test_a_schedule_that_the_clock_reads_is_sound(every: str) -> None:
    assert next_due(every, now())
    assert schedule_trouble(every) is None


FIELDS = st.lists(st.text("0123456789*/-,LW#monjan ", min_size=1, max_size=6), min_size=4, max_size=6)


@given(st.text(max_size=30) | FIELDS.map(" ".join) | st.from_regex(r"\d+ ?[smhd]", fullmatch=True))
def test_whatever_is_written_as_a_schedule_is_taken_or_told(every: str) -> None:
    trouble = schedule_trouble(every)
    assert trouble is None or all(part.isprintable() and part for part in trouble)


def test_without_a_contact_nothing_is_asked_of_the_public_internet(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Configuration()
    with pytest.raises(BadConfiguration) as problem:
        demand_contact(folder, nobody)
    for word in ("contact = ", str(folder.root / "warraq.toml"), "WARRAQ_CONTACT"):
        assert word in str(problem.value)
    assert demand_contact(folder, Configuration(contact="a@b.example")).contact == "a@b.example"
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    assert demand_contact(folder, nobody) is nobody


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_contact_is_asked_for_until_it_is_one_and_kept(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal("nobody\ndesk@archive.example\n"))
    monkeypatch.setattr(sys, "stderr", told)
    assert demand_contact(folder, Configuration()).contact == "desk@archive.example"
    assert (folder.root / "warraq.toml").read_text() == 'contact = "desk@archive.example"\n'
    assert "no mail or web address" in told.getvalue()
    assert capsys.readouterr().out == ""
    assert demand_contact(folder, configured(folder)[0]).contact == "desk@archive.example"


@pytest.mark.parametrize("words", [("run",), ("crawl",), ("crawl", "sana"), ("outlets", "check", "sana")])
def test_every_verb_that_asks_outlets_wants_a_contact_first(
    folder: DataFolder, typed: Typed, words: tuple[str, ...]
) -> None:
    status, _, err = typed(*words, "--data", str(folder.root))
    assert (status, "WARRAQ_CONTACT" in err) == (4, True)
    assert not (folder.root / "warraq.db").exists()


@pytest.mark.parametrize("words", [("run",), ("crawl",), ("outlets", "check", "sana"), ("publish",)])
def test_no_verb_begins_with_a_wrong_configuration(folder: DataFolder, typed: Typed, words: tuple[str, ...]) -> None:
    (folder.root / "warraq.toml").write_text('contact = "a@b.example"\nlimits.memory_md = 3\n')
    open_record(folder.record).close()
    status, _, err = typed(*words, "--data", str(folder.root))
    assert (status, "line 2: limits.memory_md is unknown. Did you mean memory_mb?" in err) == (4, True), err


@pytest.mark.parametrize("words", [("crawl",), ("crawl", "sana", "--json"), ("outlets", "check", "https://sana.sy/a")])
def test_a_machine_without_network_is_told_in_one_sentence_and_no_outlet_is_blamed(
    folder: DataFolder, typed: Typed, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("WARRAQ_CONTACT", "a@b.example")
    monkeypatch.setattr(own_network, "_has_route", lambda *_: False)
    # What a check of an outlet would bring home from there.
    found = Survey(findings=[Finding(probe="home", url="https://sana.sy", result="dns")])
    monkeypatch.setattr("scheduler.site_check.survey", lambda *_: found)
    status, out, err = typed(*words, "--data", str(folder.root))
    assert (status, out, err.count("\n")) == (1, "", 1), err
    assert "own network is down" in err
    assert not folder.service.exists()


def test_the_hosts_that_show_whether_there_is_a_network_are_of_many_owners() -> None:
    found = hosts(outlets())
    assert len(set(found)) > 15
    assert all(name and not name.endswith(".invalid") for name in found)
