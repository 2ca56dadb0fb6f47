"""The reading room: a Datasette plugin with our own pages, Arabic first. Hooks only, for what server.py serves."""

from collections.abc import Callable
from typing import Any

from archive.web import connection, downloads, headers, pages, searching, views
from archive.web.compat import DATABASE, Datasette, Request, hookimpl, is_ours


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    if not is_ours(datasette):
        return []
    return [
        (r"^/$", views.home),
        (r"^/search$", searching.search),
        (r"^/article/(?P<id>[0-9]{1,15})$", views.article),
        (r"^/article/(?P<id>[0-9]{1,15})/versions/(?P<n>[0-9]{1,6})$", views.version),
        (r"^/outlets$", views.outlets),
        (r"^/downloads$", downloads.downloads),
        (r"^/downloads/(?P<file>[^/]+)$", downloads.download),
        (r"^/about$", views.about),
    ]


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Datasette) -> None:
    if is_ours(datasette) and database == DATABASE:
        connection.harden(conn)


# Datasette's own functions are registered by a default plugin: ours has to come after it.
@hookimpl(trylast=True, specname="prepare_connection")
def prepare_stock_search(conn: Any, database: str, datasette: Datasette) -> None:
    if is_ours(datasette) and database == DATABASE:
        connection.fold_stock_search(conn)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[headers.App], headers.App]:
    return headers.wrap if is_ours(datasette) else lambda app: app


# A wrapper, because Datasette asks every plugin and would still print a traceback for each page not found.
@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    outcome = yield
    if is_ours(datasette):
        outcome.force_result([lambda: pages.explain(datasette, request, exception)])


@hookimpl(tryfirst=True)
def forbidden(datasette: Datasette, request: Request) -> Any:
    if not is_ours(datasette):
        return None
    return lambda: pages.problem(datasette, request, "forbidden", 403)
