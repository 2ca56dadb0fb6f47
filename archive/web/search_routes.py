"""The addresses of what is searched beside single questions: lists of names, what edits changed, places, figures."""

from collections.abc import Callable
from typing import Any

from archive.web.api import edits as edits_api
from archive.web.api import figures as figures_api
from archive.web.pages import batch, edits, figures, phrase, place, places, quotes, watch

INSIDE_EDITS: list[tuple[str, Callable[..., Any]]] = [
    (r"^/edits$", edits.view),
    (r"^/article/(?P<id>[0-9]{1,15})/phrase$", phrase.view),
    (r"^/feeds/edits\.(?P<form>atom|json)$", edits_api.edits_feed),
    (r"^/exports/edits\.csv$", edits_api.edits_csv),
]


OF_LIST = "^/batch/(?P<token>[A-Za-z0-9_-]{22})"
LISTS: list[tuple[str, Callable[..., Any]]] = [
    (r"^/batch$", batch.form),
    (rf"{OF_LIST}$", batch.view),
    (rf"{OF_LIST}/(?P<act>stop|nearest|copies|edit)$", batch.act),
    (rf"{OF_LIST}/(?P<table>summary|hits)\.csv$", batch.table),
]

# What texts print: places, figures, quotations.
PRINTED: list[tuple[str, Callable[..., Any]]] = [
    (r"^/places$", places.view),
    (r"^/places\.csv$", places.table),
    (r"^/place/(?P<id>[A-Za-z0-9_-]{1,40})$", place.view),
    (r"^/figures$", figures.view),
    (r"^/figures\.csv$", figures.table),
    (r"^/api/1/figures$", figures_api.figures),
    (r"^/quotes$", quotes.view),
]

# Names followed by message.
OF_READER = "^/watch/(?P<token>[A-Za-z0-9_-]{22})"
FOLLOWED: list[tuple[str, Callable[..., Any]]] = [
    (r"^/watch$", watch.form),
    (r"^/watch/list/(?P<token>[A-Za-z0-9_-]{22})$", watch.view),
    (rf"{OF_READER}$", watch.own),
    (rf"{OF_READER}/(?P<act>confirm|end)$", watch.act),
]

SEARCHED = [*LISTS, *INSIDE_EDITS, *PRINTED, *FOLLOWED]
