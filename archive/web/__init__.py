"""The reading room: a Datasette plugin with our own pages, Arabic first. Hooks only, for what server.py serves."""

from collections.abc import Callable
from typing import Any

from archive.web import (
    alerting,
    api,
    changes,
    comparing,
    conditional,
    connection,
    data_room,
    downloads,
    exports,
    headers,
    opensearch,
    outlet_page,
    over_time,
    pages,
    searching,
    stories,
    subscriptions,
    views,
)
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
        (r"^/article/(?P<id>[0-9]{1,15})/diff$", comparing.choose),
        (r"^/article/(?P<id>[0-9]{1,15})/diff/(?P<old>[0-9]{1,6})\.\.(?P<new>[0-9]{1,6})$", comparing.versions),
        (r"^/compare/(?P<old>[0-9]{1,15})\.\.(?P<new>[0-9]{1,15})$", comparing.articles),
        (r"^/story/(?P<id>[0-9]{1,15})$", stories.story),
        (r"^/outlets$", views.outlets),
        (r"^/outlet/(?P<name>[^/]+)$", outlet_page.outlet),
        (r"^/changes$", changes.changes),
        (r"^/words$", over_time.words),
        (r"^/downloads$", downloads.downloads),
        (r"^/downloads/(?P<file>[^/]+)$", downloads.download),
        (r"^/health$", views.health),
        (r"^/about$", views.about),
        (r"^/feeds/articles\.(?P<form>atom|json)$", subscriptions.articles_feed),
        (r"^/feeds/changes\.(?P<form>atom|json)$", subscriptions.changes_feed),
        (r"^/exports/articles\.(?P<form>csv|jsonl?|md|bib|ris)$", exports.export),
        (r"^/article/(?P<id>[0-9]{1,15})\.(?P<form>md|bib|ris)$", exports.citation),
        (r"^/api/1/search$", api.search),
        (r"^/api/1/articles/(?P<id>[0-9]{1,15})$", api.article),
        (r"^/api/1/articles/(?P<id>[0-9]{1,15})/versions/(?P<n>[0-9]{1,6})$", api.version),
        (r"^/api/1/outlets$", api.outlets),
        (r"^/api/1/changes$", api.changes),
        (r"^/api/1/openapi\.json$", api.description),
        (r"^/api(/.*)?$", api.nowhere),
        (r"^/opensearch\.xml$", opensearch.description),
        (r"^/saved$", alerting.form),
        (r"^/saved/(?P<token>[A-Za-z0-9_-]{22})$", alerting.saved),
        (r"^/saved/(?P<token>[A-Za-z0-9_-]{22})\.(?P<form>atom|json)$", alerting.feed),
        (r"^/saved/(?P<token>[A-Za-z0-9_-]{22})/end$", alerting.end),
    ]


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Datasette) -> None:
    if is_ours(datasette) and database == DATABASE:
        connection.harden(conn)


# Datasette's own functions are registered by a default plugin: ours has to come after it.
@hookimpl(trylast=True, specname="prepare_connection")
def prepare_stock_search(conn: Any, database: str, datasette: Datasette) -> None:
    if is_ours(datasette) and database == DATABASE:
        data_room.understand_search(conn)


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None, view_name: str | None) -> dict[str, Any]:
    return data_room.template_values(datasette, request, view_name) if is_ours(datasette) else {}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[headers.App], headers.App]:
    return (lambda app: headers.wrap(conditional.wrap(data_room.wrap(app)))) if is_ours(datasette) else lambda app: app


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
