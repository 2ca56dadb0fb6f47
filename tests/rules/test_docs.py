"""docs/data.md is a promise to readers of the file: every table, view and column stands in it."""

from sqlite_utils import Database

from archive.record.schema import migrations
from tests.support.paths import ROOT

DOCS = (ROOT / "docs/data.md").read_text()
READERS_TABLES = ("outlets", "articles", "versions", "captures", "urls", "copies", "clusters", "cluster_members")


def test_every_column_a_reader_meets_is_explained() -> None:
    database = Database(memory=True)
    migrations.apply(database)
    columns = {(table, column.name) for table in READERS_TABLES for column in database.table(table).columns}
    assert [column for column in sorted(columns) if column[1] not in DOCS] == []
    assert [view for view in database.view_names() if view not in DOCS] == []
    database.close()
