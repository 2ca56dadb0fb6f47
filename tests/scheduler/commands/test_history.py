"""What the table of versions leaves out is counted and printed on request; JSON has all of it."""

import json
from pathlib import Path

import pytest

from tests.support import judged_archive
from tests.support.typed_commands import Typed


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    site = judged_archive.make(tmp_path_factory.mktemp("judged"))
    return site.data, site.ids


def printed(typed: Typed, judged: tuple[Path, dict[str, int]], name: str, *more: str) -> str:
    status, out, _ = typed("history", str(judged[1][name]), "--data", str(judged[0]), *more)
    assert status == 0
    return out


@pytest.mark.parametrize("form", [(), ("--diff",)])
def test_lines_round_the_text_and_further_turns_are_counted_and_printed_on_request(
    typed: Typed, judged: tuple[Path, dict[str, int]], form: tuple[str, ...]
) -> None:
    counter = printed(typed, judged, "counter", *form)
    assert " furniture " not in f"{counter.replace(chr(10), ' ')} "
    assert "Not shown: changes of lines round the text (3). Show them with --all." in counter
    turns = printed(typed, judged, "headlines", *form)
    assert "alternates" in turns
    assert "repeat" not in turns
    assert "changes of lines round the text (1), further turns of texts that alternate (3)." in turns
    whole = printed(typed, judged, "headlines", "--all", *form)
    assert (whole.count("repeat"), whole.count("furniture")) == (3, 1)
    assert "Not shown" not in whole
    waiting = printed(typed, judged, "waiting", *form)
    assert "unsettled" in waiting
    assert "Not shown" not in waiting


def test_json_has_every_version_and_what_it_was_taken_for_before(
    typed: Typed, judged: tuple[Path, dict[str, int]]
) -> None:
    for form in ((), ("--diff",)):
        rows = [json.loads(line) for line in printed(typed, judged, "counter", "--json", *form).splitlines()]
        assert [row["kind"] for row in rows] == ["first", "furniture", "furniture", "furniture"]
        assert [[(one["was"], one["kind"], one["why"]) for one in row["verdicts"]] for row in rows] == [
            [],
            [("edit", "furniture", "learned")],
            [],
            [],
        ]
        assert rows[1]["told_at"] == rows[1]["verdicts"][0]["at"]
        assert {"author", "published"} < rows[0].keys()
