"""The pages that a downloaded file cannot have: what is not in it, and where it is."""

from archive.web.app.compat import Datasette, Request, Response, download
from archive.web.app.language import foreign, language
from archive.web.app.page import page


async def view(datasette: Datasette, request: Request) -> Response:
    """Say that only the running archive has this, and where that is, as far as the file knows."""
    t, taken = language(), download(datasette)
    sentence = t("taken.absent_text")
    if taken and taken.source:
        sentence += " " + t("taken.source", source=foreign(taken.source))
    words = {"heading": t("taken.absent"), "sentence": sentence, "message": ""}
    return await page(datasette, request, "error", words, 404)
