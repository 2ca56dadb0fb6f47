"""The description by which a browser adds the archive to its search engines (OpenSearch 1.1, draft 6)."""

from lxml import etree
from lxml.builder import ElementMaker

from archive.web.api.protocol import address, json_errors, parameters
from archive.web.app.compat import Datasette, Request, Response
from archive.web.app.language import language

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
FEEDS = (
    ("/search", "text/html"),
    ("/feeds/articles.atom", "application/atom+xml"),
    ("/api/1/search", "application/json"),
)
_described = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


@json_errors
async def description(datasette: Datasette, request: Request) -> Response:  # noqa: ARG001 - a view's signature
    """GET /opensearch.xml."""
    parameters(request)
    t = language()
    root = _described.OpenSearchDescription(
        _described.ShortName(t("site.name").unescape()),
        _described.Description(t("search.title").unescape()),
        *(_described.Url(type=kind, template=address(request, path) + "?q={searchTerms}") for path, kind in FEEDS),
        _described.Language(t.lang),
        _described.InputEncoding("UTF-8"),
    )
    body = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, 200, {}, "application/opensearchdescription+xml; charset=utf-8")
