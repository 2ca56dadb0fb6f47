"""The reading room: a Datasette plugin with our own pages, Arabic first. Hooks only, for what server.py serves."""

from collections.abc import Callable
from typing import Any

from archive.web import data_room, desk_routes, search_routes
from archive.web.api import (
    change_citations,
    exports,
    feeds,
    json_api,
    log_files,
    metrics,
    opensearch,
    published,
    service_health,
    site_files,
)
from archive.web.api import past as past_api
from archive.web.api import recall as recall_api
from archive.web.api import stories as stories_api
from archive.web.api import verdicts as verdicts_api
from archive.web.app import authentication, connection, forms, headers, http_cache, page, request_guard, signed_out
from archive.web.app.compat import DATABASE, Datasette, Request, download, hookimpl, is_ours
from archive.web.app.connection import harden
from archive.web.pages import (
    about,
    article,
    attention,
    barred,
    bookmarklet,
    bundle,
    capture,
    changes,
    context,
    diff,
    downloads,
    gaps,
    health,
    home,
    missing,
    naming,
    not_in_downloads,
    operator,
    operator_acts,
    operator_check,
    operator_outlet,
    outlet,
    outlets,
    past,
    saved,
    search,
    sign_in,
    stories,
    story,
    version,
    versus,
    words,
)

# What a downloaded file does not hold.
OF_CAPTURE = r"^/capture/(?P<id>[0-9]{1,15})"
BUNDLE = r"^/article/(?P<id>[0-9]{1,15})\.wacz"
ONLY_LIVE = (
    *("^/health", "^/downloads", "^/saved", "^/watch", "^/sign", "^/-/login", "^/-/warraq", "^/metrics"),
    *("^/operator", rf"{OF_CAPTURE}/", rf"{OF_CAPTURE}\.", BUNDLE),
)


# Who runs the archive, and the programs that watch it.
OPERATED: list[tuple[str, Callable[..., Any]]] = [
    (r"^/sign-in$", sign_in.view),
    (r"^/sign-out$", sign_in.leave),
    (rf"^{signed_out.SIGNED_OUT}$", signed_out.view),
    (r"^/-/login$", sign_in.stock),
    (r"^/-/warraq/health$", service_health.view),
    (r"^/metrics$", metrics.view),
    (r"^/operator$", operator.view),
    (r"^/operator/-/held$", operator_acts.held),
    (r"^/operator/-/crawl$", operator_acts.crawl),
    (r"^/operator/-/settings$", operator_acts.settings),
    (r"^/operator/-/check$", operator_acts.check),
    (r"^/operator/-/add$", operator_acts.add),
    (r"^/operator/check/(?P<number>[^/]+)$", operator_check.view),
    (r"^/operator/(?P<name>[^/]+)/failures\.csv$", operator_outlet.not_read),
    (r"^/operator/(?P<name>[^/]+)$", operator_outlet.view),
]
FOR_PROGRAMS: list[tuple[str, Callable[..., Any]]] = [
    (r"^/api/1/search$", json_api.search),
    (r"^/api/1/articles/(?P<id>[0-9]{1,15})$", json_api.article),
    (r"^/api/1/articles/(?P<id>[0-9]{1,15})/versions/(?P<n>[0-9]{1,6})$", json_api.version),
    (r"^/api/1/outlets$", json_api.outlets),
    (r"^/api/1/stories$", stories_api.stories),
    (r"^/api/1/recall$", recall_api.recall),
    (r"^/api/1/changes$", json_api.changes),
    (r"^/api/1/verdicts$", verdicts_api.verdicts),
    (r"^/api/1/past$", past_api.articles),
    (r"^/api/1/openapi\.json$", json_api.description),
    (r"^/api(/.*)?$", json_api.nowhere),
]

# How words are used: when, how much, beside which.
WITH_TABLES = {"attention": attention, "context": context, "naming": naming, "versus": versus}
COUNTED: list[tuple[str, Callable[..., Any]]] = [
    (r"^/words$", words.view),
    *((rf"^/{name}$", module.view) for name, module in WITH_TABLES.items()),
    *((rf"^/{name}\.csv$", module.table) for name, module in WITH_TABLES.items()),
    (r"^/names\.tsv$", naming.names),
]

# What the archive lacks: what was missed, what is gone since, what cannot be had.
LACKING: list[tuple[str, Callable[..., Any]]] = [
    (r"^/gaps$", gaps.view),
    (r"^/gaps\.csv$", gaps.table),
    (r"^/recall\.csv$", gaps.listed_days),
    (r"^/past$", past.view),
    (r"^/past\.csv$", past_api.table),
    (r"^/barred$", barred.view),
    (r"^/barred\.csv$", barred.table),
]


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    if not is_ours(datasette):
        return []
    routes: list[tuple[str, Callable[..., Any]]] = [
        (r"^/$", home.view),
        (r"^/search$", search.view),
        (r"^/article/(?P<id>[0-9]{1,15})$", article.view),
        (r"^/article/(?P<id>[0-9]{1,15})/versions/(?P<n>[0-9]{1,6})$", version.view),
        (r"^/article/(?P<id>[0-9]{1,15})/missing$", missing.view),
        (r"^/article/(?P<id>[0-9]{1,15})/diff$", diff.choose),
        (r"^/article/(?P<id>[0-9]{1,15})/diff/(?P<old>[0-9]{1,6})\.\.(?P<new>[0-9]{1,6})$", diff.versions),
        (r"^/article/(?P<id>[0-9]{1,15})/captures$", capture.newest),
        (rf"{BUNDLE}$", bundle.view),
        (r"^/capture/(?P<id>[0-9]{1,15})$", capture.view),
        (r"^/capture/(?P<id>[0-9]{1,15})/page$", capture.kept_page),
        (r"^/capture/(?P<id>[0-9]{1,15})/raw$", capture.raw),
        (r"^/capture/(?P<id>[0-9]{1,15})\.warc\.gz$", capture.record),
        (r"^/compare/(?P<old>[0-9]{1,15})\.\.(?P<new>[0-9]{1,15})$", diff.articles),
        (r"^/stories$", stories.view),
        (r"^/story/(?P<id>[0-9]{1,15})$", story.view),
        (r"^/outlets$", outlets.view),
        (r"^/outlet/(?P<name>[^/]+)$", outlet.view),
        (r"^/changes$", changes.view),
        *COUNTED,
        (r"^/downloads$", downloads.view),
        (r"^/downloads/(?P<name>manifest|latest)\.json$", published.view),
        (
            r"^/downloads/(?P<path>checkpoints?(/[0-9]+)?|[a-z]+\.vkey|warraq-verify\.py|(tile|witness|timestamps)/.+)$",
            log_files.view,
        ),
        (r"^/downloads/(?P<file>[^/]+)$", downloads.download),
        (r"^/health$", health.view),
        *LACKING,
        *search_routes.SEARCHED,
        (r"^/about$", about.view),
        (r"^/bookmarklet$", bookmarklet.view),
        (r"^/feeds/articles\.(?P<form>atom|json)$", feeds.articles_feed),
        (r"^/feeds/changes\.(?P<form>atom|json)$", feeds.changes_feed),
        (r"^/exports/articles\.(?P<form>csv|jsonl?|md|bib|ris)$", exports.export),
        (r"^/article/(?P<id>[0-9]{1,15})\.(?P<form>md|bib|ris)$", exports.citation),
        (r"^/article/(?P<id>[0-9]{1,15})/versions/(?P<n>[0-9]{1,6})\.(?P<form>md|bib|ris)$", exports.version_citation),
        (
            r"^/article/(?P<id>[0-9]{1,15})/diff/(?P<old>[0-9]{1,6})\.\.(?P<new>[0-9]{1,6})\.(?P<form>md|bib|ris)$",
            change_citations.view,
        ),
        *FOR_PROGRAMS,
        (r"^/opensearch\.xml$", opensearch.description),
        (r"^/robots\.txt$", site_files.robots),
        (r"^/favicon\.ico$", site_files.favicon),
        (r"^/saved$", saved.form),
        (r"^/saved/(?P<token>[A-Za-z0-9_-]{22})$", saved.view),
        (r"^/saved/(?P<token>[A-Za-z0-9_-]{22})\.(?P<form>atom|json)$", feeds.saved_feed),
        (r"^/saved/(?P<token>[A-Za-z0-9_-]{22})/end$", saved.end),
        *desk_routes.DESK,
        *OPERATED,
    ]
    absent = ONLY_LIVE if download(datasette) else ()
    return [(address, not_in_downloads.view if address.startswith(absent) else view) for address, view in routes]


# A file is sent by a form that Datasette's own guard cannot read: the view checks its token.
@hookimpl
def skip_csrf(datasette: Datasette, scope: headers.Scope) -> bool | None:
    return True if is_ours(datasette) and scope["path"] == desk_routes.IMPORT else None


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Datasette) -> None:
    if is_ours(datasette) and database == DATABASE:
        harden(conn)


# Datasette's own functions are registered by a default plugin: ours has to come after it.
@hookimpl(trylast=True, specname="prepare_connection")
def prepare_stock_search(conn: Any, database: str, datasette: Datasette) -> None:
    if is_ours(datasette) and database == DATABASE:
        data_room.understand_search(conn)


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None, view_name: str | None) -> dict[str, object]:
    return data_room.template_values(datasette, request, view_name) if is_ours(datasette) else {}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[headers.App], headers.App]:
    if not is_ours(datasette):
        return lambda app: app
    return lambda app: headers.wrap(
        request_guard.wrap(
            authentication.wrap(datasette, http_cache.wrap(forms.wrap(connection.wrap(data_room.wrap(app)))))
        )
    )


# A wrapper, because Datasette asks every plugin and would still print a traceback for each page not found.
@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    outcome = yield
    if is_ours(datasette):
        outcome.force_result([lambda: page.explain(datasette, request, exception)])


@hookimpl(tryfirst=True)
def forbidden(datasette: Datasette, request: Request) -> Any:
    if not is_ours(datasette):
        return None
    return lambda: page.problem(datasette, request, "forbidden", 403)
