"""What a crawl on another machine is given of service.db: all it goes by, of its outlets alone."""

from contextlib import closing
from pathlib import Path

from archive.crawl_state.schema import open_state
from archive.crawl_state.slices import LEFT, TABLES, cut_out

COLUMNS = "SELECT m.name, group_concat(c.name) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"


def test_of_every_table_with_an_outlet_it_is_said_whether_a_crawl_goes_by_it(tmp_path: Path) -> None:
    with closing(open_state(tmp_path / "service.db")) as db:
        found = db.conn.execute(f"{COLUMNS} GROUP BY 1").fetchall()
    assert {name for name, columns in found if "outlet" in columns.split(",")} == {*TABLES, *LEFT}


def test_a_slice_holds_the_rows_of_its_outlets_and_the_keys_of_their_holes(tmp_path: Path) -> None:
    with closing(open_state(tmp_path / "service.db")) as db:
        for outlet, hole in (("one", 1), ("two", 2)):
            db.execute("INSERT INTO bodies VALUES(?, 'u', 's')", [outlet])
            db.execute("INSERT INTO left_out VALUES(?, 1)", [outlet])
            db.execute(
                "INSERT INTO holes(id, outlet, edition, since, until, route_url, asked_at)"
                " VALUES(?, ?, '', '', '', '', '')",
                [hole, outlet],
            )
            db.execute("INSERT INTO hole_keys VALUES(?, 'k', 0, '')", [hole])
    cut_out(tmp_path / "service.db", ["two"], tmp_path / "slice")
    with closing(open_state(tmp_path / "slice")) as db:
        assert db.conn.execute("SELECT outlet FROM bodies").fetchall() == [("two",)]
        assert db.conn.execute("SELECT hole FROM hole_keys").fetchall() == [(2,)]
        assert db.conn.execute("SELECT * FROM left_out").fetchall() == [], "nobody else learns what was taken out"
