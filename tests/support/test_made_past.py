"""The demo's week of captures: two proven absences, an article that came back, and whose captures they are."""

from pathlib import Path

from archive.web.app.language import load
from tests.support import made_past
from tests.support.command import Command
from tests.support.outlet_server import OutletServer
from tests.support.reading_room import Site


def test_two_articles_of_the_made_week_are_gone_and_one_is_back(tmp_path: Path, server: OutletServer) -> None:
    command = Command(tmp_path / "data", server.base_port)
    gone = made_past.write(server, tmp_path / "past.warc")
    assert command("import", str(tmp_path / "past.warc")).returncode == 0
    site = Site(command.data, {})
    states = {}
    for row in site.rows("SELECT id FROM articles"):
        answer = site.get(f"/api/1/articles/{row['id']}").json()
        states[row["id"]] = answer["absence"]["state"]
        assert {check["via"] for check in answer["checks"]} == {"import"}
        assert str(load("ar")("origin.check")) in site.text(f"/article/{row['id']}/missing")
    assert sorted(states.values()) == ["back", "gone", "gone", "there"]
    assert len(gone) == len(site.get("/api/1/search?q=kind:gone").json()["hits"])
