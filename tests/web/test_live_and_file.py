"""What is counted and listed is the same on the live archive and in the file that is published from it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.analysis.follower import Follower
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.search.batch import process
from archive.search.batch.jobs import Jobs, folder_for
from archive.text.spreadsheets import CSV
from archive.times import now
from archive.web.pages import versus
from tests.support import investigated_archive
from tests.support.copied_articles import prose
from tests.support.made_archive import FURAT, HAWRAN, Made, take
from tests.support.reading_room import Site, plain
from tests.support.taken_file import take as take_home
from tests.support.taken_file import unchanged

ASKED = "q=المعبر، الطحين"
PAGES = (
    *("/edits", "/edits?q=added:31", "/attention", f"/attention?{ASKED}", f"/attention?{ASKED}&by=day&copies=all"),
    *("/versus?a=furat24&b=hawran", "/versus?aq=قال&bq=كان", "/context?q=المدينة", "/context?q=معبر&order=before"),
    *("/naming", "/naming?party=sdf&quotes=in", "/places", "/places?p=حلب&span=all", "/place/SY02", "/place/SY0202"),
    *("/figures", "/figures?q=السكري", "/figures?q=السكري&figure=wounded"),
)
TABLES = (
    *("/exports/edits.csv", "/exports/edits.csv?q=removed:18", "/attention.csv", f"/attention.csv?{ASKED}"),
    *("/versus.csv?a=furat24&b=hawran", "/context.csv?q=المدينة", "/naming.csv", "/naming.csv?quotes=in"),
    *("/names.tsv", "/figures.csv?q=السكري", "/exports/articles.csv?place=SY02"),
)
# The token of a form, and how long counting took.
OF_ONE_ANSWER = re.compile('name="csrftoken" value="[^"]+"|خلال [0-9]+ ث')
NAMES = "معبر الخابور\nالطحين\nزرافة\nحي السكري\nالطحينن\nقسد"


def fill(data: Path) -> None:
    """A text that two outlets carry, and gaps: one that is over, one that lasts."""
    start = now()
    with Writer(DataFolder(data), "made") as writer:
        for place, outlet in enumerate((FURAT, HAWRAN)):
            same = f"قال شهود إن معبر الخابور مغلق.\n{prose(600, 120)}"
            take(writer, Made(outlet, "same", "شهود عند المعبر", same, 0), start - timedelta(hours=60 - place))
        writer.copies.follow()
    with closing(open_record(DataFolder(data).record)) as store:
        store.note_gap("hawran", start - timedelta(days=12), start - timedelta(days=10), "timeout", 3, start)
        store.note_gap("furat24", start - timedelta(hours=9), None, "http_403", None, start)
        Follower(store.db).catch_up()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """The archive, and its file alone in a folder that takes no writes; none of what is asked writes into it."""
    data = tmp_path_factory.mktemp("live")
    investigated_archive.make(data)
    fill(data)
    published = data / "published" / publish(DataFolder(data)).file
    file = take_home(published, tmp_path_factory.mktemp("home"))
    with unchanged(file), pytest.MonkeyPatch.context() as limits:
        # So little is made here that two sides would not be compared.
        limits.setattr(versus, "FEWEST_WORDS", 500)
        yield Site(data, {}), Site(file, {})
    for record in (data / "warraq.db", file):
        shutil.rmtree(folder_for(record), ignore_errors=True)


def shown(site: Site, path: str) -> str:
    """What the page says, with its links, without the frame that every page has."""
    answer = site.get(path)
    assert answer.status_code == 200, path
    page = str(answer.text.split("<main", 1)[1].split("</main>")[0])
    return OF_ONE_ANSWER.sub("", page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_of_both(both: tuple[Site, Site], path: str) -> None:
    live, file = both
    page = shown(live, path)
    assert page == shown(file, path)
    assert re.search(r"\d", plain(page)), "a page that says nothing is the same everywhere"


@pytest.mark.parametrize("path", TABLES)
def test_a_table_has_the_same_rows_of_both_and_has_some(both: tuple[Site, Site], path: str) -> None:
    of_live, of_file = (site.get(path) for site in both)
    assert of_live.status_code == of_file.status_code == 200
    assert of_live.content == of_file.content
    assert of_live.content.count(b"\n") > 1


def test_a_list_of_names_is_answered_the_same_by_both(both: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        process, "start", lambda record, folder, token: process.count(record, Jobs(folder), token, lambda: False)
    )
    answers = []
    for site in both:
        sent = site.get("/batch", method="POST", data={"names": NAMES}, files={"file": ("", b"")})
        address = str(sent.headers["location"])
        tables = [site.get(f"{address}/{table}.csv") for table in ("summary", "hits")]
        assert all(table.headers["content-type"] == CSV for table in tables)
        answers.append([shown(site, address).replace(address, "/batch/TOKEN"), *(table.content for table in tables)])
    assert answers[0] == answers[1]
    assert "معبر الخابور" in plain(answers[0][0])
    assert answers[0][2].count(b"\n") > 10
