"""What an operator is shown of the configuration, and that example and guide know every key."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from archive.configuration import Configuration, OutletSettings
from archive.configuration._keys import KEYS
from archive.configuration.reading import examine
from archive.configuration.values import values_of
from archive.data_folder import DataFolder
from tests.support.paths import ROOT

Write = Callable[[str], None]
EXAMPLE = files("archive.configuration").joinpath("example.toml").read_text(encoding="utf-8")
# With every key that the example shows as a comment.
SAID = re.sub(r"^# (?=\[[a-z_.]+\]$|[a-z_]+ = )", "", EXAMPLE, flags=re.M)
HASH = "pbkdf2_sha256$480000$1a2b3c$VJ2ZDOVwqZqfLKZsCZ9yRgEjqgJdYjV3qTfTA5Wv5Ic="


def of_the_dataclasses(value: object, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    if not is_dataclass(value):
        return {path}
    return {found for one in fields(value) for found in of_the_dataclasses(getattr(value, one.name), (*path, one.name))}


def test_every_field_has_a_key_and_every_key_a_field() -> None:
    named = of_the_dataclasses(Configuration()) - {("outlets",), ("accounts",), ("limits", "quota_mb")}
    several = {("accounts", "*"), ("limits", "quota_mb", "*")}
    several |= {("outlets", "*", field.name) for field in fields(OutletSettings)}
    assert named | several == set(KEYS)


def test_the_example_shows_every_key_with_its_default_or_a_sound_value(folder: DataFolder, write: Write) -> None:
    write(SAID)
    found = examine(folder)
    assert found.faults == ()
    assert len(found.sources) == len(KEYS)
    shown, default = found.configuration, Configuration()
    assert (shown.retention, shown.nightly.publish_at) == (default.retention, default.nightly.publish_at)
    assert (shown.operator.digest_at, shown.limits.memory_mb) == (default.operator.digest_at, default.limits.memory_mb)


def test_the_example_as_it_is_written_says_nothing(folder: DataFolder, write: Write) -> None:
    write(EXAMPLE)
    assert examine(folder).configuration == Configuration()


@pytest.mark.parametrize("path", KEYS, ids=".".join)
def test_the_guide_names_every_key_and_every_variable(path: tuple[str, ...]) -> None:
    guide = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    section = guide.partition("## The configuration")[2].partition("\n## ")[0]
    assert re.search(rf"[`.]{[name for name in path if name != '*'][-1]}[`.]", section)
    assert KEYS[path].variable in guide


def test_every_value_says_where_it_is_from(folder: DataFolder, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write('contact = "a@b.example"\n[outlets.sana]\nevery = "1h"\n')
    monkeypatch.setenv("WARRAQ_MEMORY_MB", "300")
    shown = {value.key: (value.shown, value.source) for value in values_of(examine(folder))}
    assert shown["contact"] == ("a@b.example", f"{folder.root}/warraq.toml, line 1")
    assert shown["outlets.sana.every"] == ("1h", f"{folder.root}/warraq.toml, line 3")
    assert "outlets.sana.enabled" not in shown
    assert shown["limits.memory_mb"] == ("300", "WARRAQ_MEMORY_MB")
    assert shown["nightly.publish_at"] == ("02:40", "default")
    assert shown["is_private"] == ("false", "default")


def test_no_secret_is_shown(folder: DataFolder, write: Write) -> None:
    channels = '["mailto://me:hunter2@mail.example", "tgram://hunter2/3"]'
    write(f'ping = "https://p.example/hunter2"\n[accounts]\nhuda = "{HASH}"\n[operator]\nchannels = {channels}\n')
    shown = {value.key: value.shown for value in values_of(examine(folder))}
    assert "hunter2" not in str(shown)
    assert HASH[-10:] not in str(shown)
    assert (shown["operator.channels"], shown["accounts.huda"]) == ("mailto://…, tgram://…", "…")
    assert shown["ping"] == "https://…"
