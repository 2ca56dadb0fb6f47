"""The addresses of the desk: what a reader keeps, freezes and takes along."""

from collections.abc import Callable
from typing import Any

from archive.web.api import frozen_files
from archive.web.pages import case, desk, desk_acts, desk_article, desk_csv, frozen

# Where a file is sent by a form.
IMPORT = desk_csv.IMPORT

DESK: list[tuple[str, Callable[..., Any]]] = [
    (r"^/desk$", desk.view),
    (r"^/desk\.csv$", desk_csv.whole),
    (r"^/desk/import$", desk_csv.take_in),
    (r"^/desk/list/(?P<id>[0-9]{1,15})\.csv$", desk_csv.one_list),
    (r"^/desk/list/(?P<id>[0-9]{1,15})\.zip$", case.view),
    (r"^/desk/article/(?P<id>[0-9]{1,15})$", desk_article.view),
    (r"^/desk/-/act$", desk_acts.act),
    (r"^/frozen$", frozen.form),
    (r"^/frozen/(?P<token>[0-9a-f]{16})$", frozen.view),
    (r"^/frozen/(?P<token>[0-9a-f]{16})\.(?P<form>txt|csv|bib|ris)$", frozen_files.view),
]
