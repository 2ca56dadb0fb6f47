"""What a process goes by: the file as it was last sound, and what it hands down to those it starts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.configuration import Configuration, current, handed_down, hold, reload
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration

Write = Callable[[str], None]


def test_a_file_that_changed_holds_at_once(folder: DataFolder, write: Write) -> None:
    assert current(folder).contact == ""
    write('contact = "a@b.example"')
    assert current(folder).contact == "a@b.example"
    write('contact = "c@d.example"')
    assert current(folder).contact == "c@d.example"
    (folder.root / "warraq.toml").unlink()
    assert current(folder).contact == ""


def test_a_file_that_became_wrong_changes_nothing_and_reload_says_why(folder: DataFolder, write: Write) -> None:
    write('contact = "a@b.example"')
    current(folder)
    write('contact = "nobody"\nsaved_searches = false\n')
    with pytest.raises(BadConfiguration, match="nobody"):
        reload(folder)
    assert (current(folder).contact, current(folder).saved_searches) == ("a@b.example", True)
    write('contact = "c@d.example"')
    assert reload(folder).contact == "c@d.example"


def test_a_process_that_begins_with_a_wrong_file_says_so(folder: DataFolder, write: Write) -> None:
    write("contact = 1")
    with pytest.raises(BadConfiguration):
        current(folder)


def test_what_another_process_read_holds_where_the_file_is_wrong_by_now(folder: DataFolder, write: Write) -> None:
    write("contact = 1")
    hold(folder, Configuration(contact="a@b.example"))
    assert current(folder).contact == "a@b.example"


def test_variables_that_change_hold_at_once(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    current(folder)
    monkeypatch.setenv("WARRAQ_CONTACT", "a@b.example")
    assert current(folder).contact == "a@b.example"


def test_what_is_handed_down_is_what_was_read_last(folder: DataFolder, write: Write) -> None:
    write('contact = "a@b.example"\n[limits]\nmemory_mb = 300\n')
    first = current(folder)
    assert handed_down() == {"WARRAQ_CONTACT": "a@b.example", "WARRAQ_MEMORY_MB": "300"}
    hold(DataFolder(folder.root / "other"), replace(first, contact=""))
    assert handed_down() == {"WARRAQ_MEMORY_MB": "300"}
