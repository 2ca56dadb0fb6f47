"""What a capture found is told by the kind of the version that was read from it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.times import now
from tests.support.made_archive import ARTICLES, WATER_EDITED, take
from tests.support.reading_room import Site

WATER = next(made for made in ARTICLES if made.slug == "water")


@pytest.mark.parametrize(
    ("kind", "said", "sign"),
    [
        ("edit", "edited text", "edited"),
        ("furniture", "lines round the text changed", "same"),
        ("unsettled", "something changed, not known yet whether of the text", "late"),
        ("alternates", "one of its texts that take turns", "edited"),
        ("repeat", "one of its texts that take turns", "edited"),
    ],
)
def test_a_capture_that_only_shows_other_lines_round_the_text_is_not_called_another_text(
    tmp_path: Path, kind: str, said: str, sign: str
) -> None:
    with Writer(DataFolder(tmp_path).make(), "kinds") as writer:
        for made, days in ((WATER, 2), (WATER_EDITED, 1)):
            article = take(writer, made, now() - timedelta(days=days))
        with writer.store.db.conn:
            writer.store.db.execute("UPDATE versions SET kind = ? WHERE n = 2", (kind,))
            (found,) = writer.store.db.execute("SELECT capture_id FROM versions WHERE n = 2").fetchone()
    page = Site(tmp_path, {"water": article}).get(f"/en/capture/{found}").text
    row_of_it = page.partition("<tbody")[2].partition("</tr>")[0]
    assert re.search(rf'<span class="sign {sign}"><svg.*?</svg>{said}</span>', row_of_it, re.DOTALL)
    assert ("1 change round the text" in page) == (kind == "furniture")
