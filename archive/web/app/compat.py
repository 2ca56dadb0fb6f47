"""The seams where Datasette 0.65 and 1.0 differ, and the parts of Datasette our pages stand on. Nowhere else."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from datasette import __version__, hookimpl
from datasette.utils.asgi import AsgiStream as Stream
from datasette.utils.asgi import Request, Response
from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.publish.downloaded import Downloaded
from archive.times import now, unstamp

__all__ = [
    "DATABASE",
    "DATA_ROOM",
    "QUERY_PAGE",
    "Datasette",
    "Request",
    "Response",
    "Stream",
    "Writer",
    "arguments",
    "data_folder",
    "described_outlets",
    "download",
    "hookimpl",
    "is_ours",
    "moment",
    "status_of",
]

# Not the class itself: Datasette loads its plugins, and so this module, while datasette.app is still being imported.
Datasette = Any


class Writer(Protocol):
    """What a long answer is written to, a piece at a time."""

    async def write(self, text: str) -> None: ...


DATABASE = "warraq"
# Where Datasette's own pages stand.
DATA_ROOM = f"/{DATABASE}"
# Of SQLite's messages those that tell of the file or the disk.
OF_THE_FILE = ("locked", "disk", "malformed", "unable to open", "readonly", "not a database")
IS_OLD = __version__.startswith("0.")
# Where SQL is asked, behind the address of the database.
QUERY_PAGE = "" if IS_OLD else "/-/query"
SETTINGS = {
    "suggest_facets": False,
    "allow_csv_stream": False,
    "allow_download": False,
    "max_returned_rows": 200,
    "default_page_size": 50,
    "max_csv_mb": 20,
    "facet_time_limit_ms": 100,
    "sql_time_limit_ms": 1_000,
    "default_facet_size": 20,
    "truncate_cells_html": 160,
}
DATA_ROOM_TEMPLATES = Path(__file__).parents[1] / "templates" / "data_room"
# The view of a download takes a question; asked for its rows, as a list of tables does, it is an error.
READ_ONLY_SEARCH = ("search", "search_typed", "edit_search")
# The second and third stand there while the index is written anew.
INDEXES = ("articles_fts", "articles_fts_new", "articles_fts_old", "search_edits")
INDEX_TABLES = tuple(
    f"{index}{part}" for index in INDEXES for part in ("", "_data", "_idx", "_docsize", "_config", "_content")
)
SEARCH_TABLES = tuple(
    f"search_{part}" for part in ("alias", "meta", "fold", "input", "query", "results", "rebuild", "rebuild_extra")
)


def configuration(
    download: Downloaded | None, outlets: Iterable[Outlet], access: object, *, deny_index: bool
) -> dict[str, object]:
    """What both lines read: 0.65 as metadata, 1.0 as configuration."""
    tables: dict[str, dict[str, object]] = {name: {"hidden": True} for name in INDEX_TABLES}
    if deny_index:
        tables |= {name: {"hidden": True, "allow": False} for name in INDEX_TABLES}
    tables |= {name: {"hidden": True, "allow": False} for name in READ_ONLY_SEARCH}
    tables |= {name: {"hidden": True} for name in (*SEARCH_TABLES, "changes", "_sqlite_migrations")}
    tables["articles"] = {"fts_table": "articles_fts", "fts_pk": "id", "label_column": "title", "sort_desc": "id"}
    tables["outlets"] = {"label_column": "title"}
    # Frozen, so that Datasette hands it on as it is; the hashes of passwords are not in what it would print.
    described = asdict(download) if download else None
    ours = {"reading_room": True, "download": described, "outlets": tuple(outlets), "access": access}
    return {"plugins": {DATABASE: ours}, "databases": {DATABASE: {"tables": tables}}}


def arguments(
    download: Downloaded | None = None,
    *,
    allow_sql: bool = False,
    outlets: Iterable[Outlet] = (),
    access: object = None,
) -> dict[str, object]:
    """What to hand to Datasette's constructor beside the files; `download` is told where one is served, `outlets` are
    those whose rules are known, `access` says who may see what (archive.web.app.access)."""
    options: dict[str, object] = {
        "settings": SETTINGS | {"default_allow_sql": allow_sql},
        "template_dir": str(DATA_ROOM_TEMPLATES),
    }
    if not IS_OLD:
        # 1.0 lets the index inherit what may be seen of the articles, and searches only an index that may be seen.
        return options | {"config": configuration(download, outlets, access, deny_index=False)}
    return options | {"metadata": configuration(download, outlets, access, deny_index=True)}


def is_ours(datasette: Datasette) -> bool:
    """The plugin is installed for every Datasette of this environment, but acts only in the one `server` made."""
    return bool(datasette.plugin_config(DATABASE))


@lru_cache(maxsize=4)
def record(datasette: Datasette) -> Path:
    return Path(datasette.get_database(DATABASE).path)


@lru_cache(maxsize=4)
def download(datasette: Datasette) -> Downloaded | None:
    """What a downloaded file says of itself; None where a live archive is served."""
    described = datasette.plugin_config(DATABASE)["download"]
    return Downloaded(**described) if described else None


@lru_cache(maxsize=4)
def described_outlets(datasette: Datasette) -> tuple[Outlet, ...]:
    """The outlets whose rules for addresses are known to who serves this."""
    outlets: tuple[Outlet, ...] = datasette.plugin_config(DATABASE)["outlets"]
    return outlets


def data_folder(datasette: Datasette) -> DataFolder:
    """What lies beside the record. A download has nothing of its own: whatever is in its folder is not the archive's,
    and under a file nothing can lie."""
    return DataFolder(record(datasette) if download(datasette) else record(datasette).parent)


def moment(datasette: Datasette) -> datetime:
    """Now, as far as the archive knows: for a download, the instant up to which it does."""
    taken = download(datasette)
    return unstamp(taken.as_of) if taken and taken.as_of else now()


def status_of(exception: Exception, *, asked: bool) -> int:
    """The HTTP status an exception is answered with; `asked`: a reader's own words to the data room led to it.

    Datasette answers 400 with a piece of HTML to questions it took too long over, and 500 to those it refuses in so
    many words, cannot read, or writes into SQL as they are: none of that is a failure of ours, unless the machine or
    the file is what failed. (Its class of errors cannot be imported here: this module is loaded while Datasette still
    is.)
    """
    if getattr(exception, "message_is_html", False):
        return 422
    status = int(getattr(exception, "status", 500))
    if status != 500:
        return status
    refused = hasattr(exception, "error_dict") or "syntax error" in str(exception)
    return 400 if refused or (asked and not is_ours_to_mend(exception)) else 500


def is_ours_to_mend(exception: Exception) -> bool:
    """Did the machine or the file fail, and not what was asked?"""
    if isinstance(exception, sqlite3.Error):
        return any(words in str(exception) for words in OF_THE_FILE)
    return isinstance(exception, OSError | MemoryError | EOFError)
