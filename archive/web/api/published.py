"""manifest.json and latest.json of the downloads, for programs that fetch what is new: as they lie in the folder."""

from archive.publish.manifest import LATEST, MANIFEST
from archive.web.api.protocol import JSON, Refusal, json_errors
from archive.web.app.compat import Datasette, Request, Response, data_folder

# Both change with every publication; asked again, an unchanged one costs its hash (archive.web.app.http_cache).
FOR_A_MINUTE = {"cache-control": "public, max-age=60"}
NOT_YET = "Nothing has been published yet. Whoever runs this archive publishes with: warraq publish"
FILES = {"manifest": MANIFEST, "latest": LATEST}


@json_errors
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /downloads/manifest.json (every snapshot, the newest first) and /downloads/latest.json (the newest)."""
    path = data_folder(datasette).published / FILES[request.url_vars["name"]]
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise Refusal(404, NOT_YET) from problem
    return Response(content, 200, dict(FOR_A_MINUTE), JSON)
