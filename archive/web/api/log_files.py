"""The signed log as it lies in the folder of downloads: checkpoints, tiles, entries, what it saw of others, timestamps
by others, and the program that checks a download by it.

Source: c2sp.org/tlog-tiles, whose prefix is /downloads; c2sp.org/tlog-witness for what was cosigned.
"""

import re

from archive.evidence.checkpoint import CHECKPOINT, KEPT, STAMPS, VERIFIER
from archive.evidence.tiles import PATH
from archive.evidence.timestamps import NAME as STAMP_NAME
from archive.publish.verifier_file import VERIFIER_FILE
from archive.web.api.protocol import Refusal, json_errors
from archive.web.app.compat import Datasette, Request, Response, data_folder

FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
# Whoever asks wants to know of now.
ASKED_ANEW = {"cache-control": "no-cache"}
TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
KEPT_PATH = re.compile(rf"{KEPT}/[1-9][0-9]{{0,17}}", re.ASCII)
WITNESSED = re.compile(r"witness/(vkey|[0-9a-f]{64}/checkpoint)", re.ASCII)
STAMP = re.compile(rf"{STAMPS}/{STAMP_NAME.pattern}", re.ASCII)
OF_NOW = (CHECKPOINT, VERIFIER, VERIFIER_FILE)
NOT_THERE = "There is no such file of the log. It begins at /downloads/checkpoint, once something was published."


@json_errors
async def view(datasette: Datasette, request: Request) -> Response:
    """GET /downloads/checkpoint, /downloads/tile/…, /downloads/log.vkey and the like."""
    path = request.url_vars["path"]
    # Under a checkpoint of before, a partner's signature may come.
    if STAMP.fullmatch(path):
        # What a calendar held as pending is replaced.
        headers, kind = ASKED_ANEW, BYTES
    elif path in OF_NOW or WITNESSED.fullmatch(path) or KEPT_PATH.fullmatch(path):
        headers, kind = ASKED_ANEW, TEXT
    elif PATH.fullmatch(path):
        headers, kind = FOR_EVER, BYTES
    else:
        raise Refusal(404, NOT_THERE)
    try:
        content = (data_folder(datasette).published / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as problem:
        raise Refusal(404, NOT_THERE) from problem
    return Response(content, 200, dict(headers), kind)
