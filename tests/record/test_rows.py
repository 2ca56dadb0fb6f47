"""The types of the record's rows say what its tables hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.analysis.figures import FigureRow
from archive.analysis.mentions import MentionRow
from archive.copies.credited_outlets import OutletNames
from archive.copies.precedence import StatedRow
from archive.record.analysis_tables import AnalysisRow, ArticlePlaceRow, QueuedVersionRow, QuotationRow
from archive.record.article_facts import ArticleFactsRow
from archive.record.edit_facts import EditFactsRow
from archive.record.edit_rows import EditRow, EditSpanRow
from archive.record.governorate_counts import GovernorateCountRow
from archive.record.log_rows import LogBacklogRow, LogRow, WarcFileRow
from archive.record.outlet_days import OutletDayRow
from archive.record.redactions import RedactionRow
from archive.record.rows import (
    ArticleRow,
    CaptureRow,
    ChangeRow,
    ChannelRow,
    ClusterMemberRow,
    ClusterRow,
    CopyRow,
    GapRow,
    ListedDayRow,
    MessageArticleRow,
    MessageRow,
    OutletRow,
    UrlRow,
    VerdictRow,
    VersionRow,
)
from archive.record.store import open_record
from tests.support.row_types import columns_of, keys_of, tables_of

TYPES = {
    "outlet_days": OutletDayRow,
    "article_facts": ArticleFactsRow,
    "edit_facts": EditFactsRow,
    "governorate_counts": GovernorateCountRow,
    "warc_files": WarcFileRow,
    "outlets": OutletRow,
    "articles": ArticleRow,
    "captures": CaptureRow,
    "versions": VersionRow,
    "verdicts": VerdictRow,
    "urls": UrlRow,
    "copies": CopyRow,
    "clusters": ClusterRow,
    "cluster_members": ClusterMemberRow,
    "gaps": GapRow,
    "channels": ChannelRow,
    "messages": MessageRow,
    "message_articles": MessageArticleRow,
    "listed_days": ListedDayRow,
    "log": LogRow,
    "log_backlog": LogBacklogRow,
    "changes": ChangeRow,
    "redactions": RedactionRow,
    "analyses": AnalysisRow,
    "analysis_queue": QueuedVersionRow,
    "mentions": MentionRow,
    "figures": FigureRow,
    "article_places": ArticlePlaceRow,
    "quotations": QuotationRow,
    "edits": EditRow,
    "edit_spans": EditSpanRow,
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    store = open_record(tmp_path / "warraq.db")
    yield store.db
    store.close()


@pytest.mark.parametrize("table", TYPES)
def test_a_row_type_has_the_columns_of_its_table_with_their_types_and_nulls(database: Database, table: str) -> None:
    assert keys_of(TYPES[table]) == columns_of(database, table)


def test_every_table_but_those_of_the_search_has_a_row_type(database: Database) -> None:
    assert tables_of(database, "articles_fts", "search_") == set(TYPES)


@pytest.mark.parametrize(("part", "table"), [(StatedRow, "articles"), (OutletNames, "outlets")])
def test_a_part_of_a_row_is_typed_as_the_row_is(database: Database, part: type, table: str) -> None:
    assert keys_of(part).items() <= columns_of(database, table).items()
