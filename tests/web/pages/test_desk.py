"""The desk: a reader's own, in no cache and no download; every number leads to its list; what changed since is said."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.desk.store import Desk
from archive.ingest.session import Writer
from archive.publish.snapshot import publish
from archive.record.store import read_record
from archive.times import now
from archive.web.app.access import Access
from tests.support import made_archive
from tests.support.accounts import ACCOUNTS, OPEN, Browser
from tests.support.marked_desk import HARD, mark, quote
from tests.support.reading_room import Site, plain

NAME = "مياه دير الزور"
NUMBER_OF_LIST = re.compile(r'<li><a href="/desk\?(list|tag)=([^"&]+)"[^>]*><bdi>[^<]*</bdi></a><span class="n">(\d+)<')
ROWS = re.compile(r'<th role="rowheader"')
NOTES = re.compile(r'<li class="note">')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A made archive with accounts and one marked desk; a marked article was edited since."""
    data = tmp_path_factory.mktemp("made")
    ids = made_archive.make(data)
    with Desk(DataFolder(data).desk, "desk") as desk, closing(read_record(data / "warraq.db")) as record:
        mark(desk, record, ids["water"], ids["fair"], ids["snow"], name=NAME)
        mark(desk, record, ids["lentils"], name="another")
    now_said = f"{made_archive.WATER_EDITED.text}\nويستمر العمل في المحطة حتى نهاية الأسبوع المقبل، وفق الجدول نفسه."
    edited = replace(made_archive.WATER_EDITED, text=now_said)
    with Writer(DataFolder(data), "made") as writer:
        made_archive.take(writer, edited, now() - timedelta(minutes=1))
    return Site(data, ids, access=OPEN)


@pytest.fixture
def browser(site: Site) -> Browser:
    signed_in = Browser(site)
    signed_in.sign_in()
    return signed_in


@pytest.fixture(scope="module")
def taken(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A downloaded file, alone in its folder."""
    folder = tmp_path_factory.mktemp("taken")
    data = DataFolder(site.data)
    file = data.published / publish(data).file
    return Path(shutil.copyfile(file, folder / file.name))


PAGES = ("/desk", "/desk?view=time", "/desk?tag=سياق", "/desk?q=قال", "/desk.csv", "/desk/import", "/desk/list/1.csv")


@pytest.mark.parametrize("path", [*PAGES, "/desk?list=99", "/en/desk"])
def test_nothing_of_a_desk_is_kept_by_a_cache_or_a_search_engine(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == (404 if "99" in path else 200)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("path", [*PAGES, "/desk/-/act"])
def test_who_is_not_signed_in_is_led_to_the_way_in_and_sees_nothing(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/sign-in?next=%2Fdesk")
    assert "no-store" in answer.headers["cache-control"]


def test_a_server_without_accounts_has_none_and_says_how_to_have_one(site: Site) -> None:
    public = Site(site.data, site.ids, access=Access())
    for path in (*PAGES, f"/desk/article/{site.ids['water']}"):
        text = public.get(path).text
        assert "warraq open" in text
        assert NAME not in text
    assert public.get("/desk/-/act", method="POST", content="act=make_list&name=x").status_code == 200
    assert 'href="/desk' not in public.get("/").text + public.get(f"/article/{site.ids['water']}").text


def test_the_link_stands_only_where_there_is_a_desk(site: Site, browser: Browser) -> None:
    assert 'href="/desk"' in browser.get("/").text
    assert f'href="/desk/article/{site.ids["water"]}"' in browser.get(f"/article/{site.ids['water']}").text
    assert 'href="/desk' not in site.get("/").text


def test_another_account_sees_nothing_of_it(site: Site) -> None:
    other = Browser(Site(site.data, site.ids, access=Access({"night": ACCOUNTS["desk"]})))
    other.sign_in("night")
    assert NAME not in other.get("/desk").text
    assert other.get("/desk?list=1").status_code == 404
    assert other.get("/desk/list/1.csv").status_code == 404
    other.post("/desk/-/act", "/desk", act="drop_list", list="1", sure="yes")
    other.post("/desk/-/act", "/desk", act="take_off", list="1", n="1")
    other.post("/desk/-/act", "/desk", act="drop_note", note_id="1")
    browser = Browser(site)
    browser.sign_in()
    assert len(NOTES.findall(browser.get("/desk?view=notes").text)) == 4


def test_each_number_of_the_margin_is_the_length_of_the_list_it_leads_to(browser: Browser) -> None:
    numbers = NUMBER_OF_LIST.findall(browser.get("/desk").text)
    assert {kind for kind, _, _ in numbers} == {"list", "tag"}
    for kind, which, count in numbers:
        text = browser.get(f"/desk?{kind}={which}").text
        found = len(ROWS.findall(text)) + (len(NOTES.findall(text)) if kind == "tag" else 0)
        assert found == int(count), (kind, which)


def test_what_the_outlet_changed_since_is_counted_and_the_count_leads_to_it(browser: Browser) -> None:
    text = browser.get("/desk?list=1").text
    for part, sentence in (("edited", "عُدّل منذ أضفته: خبر واحد"), ("gone", "غاب منذ أضفته: خبر واحد")):
        assert f'href="/desk?list=1&amp;only={part}">' in text
        assert sentence in plain(text)
        assert len(ROWS.findall(browser.get(f"/desk?list=1&only={part}").text)) == 1
    assert "only=withdrawn" not in text


def test_a_list_is_laid_on_a_line_of_time_by_capture(browser: Browser) -> None:
    text = browser.get("/desk?list=1&view=time").text
    times = re.findall(r'<li><p class="small"><time class="date" datetime="([^"]+)"', text)
    assert len(times) == text.count("<circle class=") == 6
    assert times == sorted(times)
    assert "6 أحداث" in plain(text)


def test_the_current_list_is_a_place_and_no_filter(browser: Browser) -> None:
    """A filter that holds is shown with a cross that takes it off; a list cannot be taken off."""
    css = (Path(made_archive.__file__).parents[2] / "archive/web/static/warraq.css").read_text("utf-8")
    assert '<a href="/desk?list=1" aria-current="page">' in browser.get("/desk?list=1").text
    assert '.desk .index [aria-current="page"]::before { content: none; }' in css


def test_a_note_says_when_its_sentence_is_in_the_present_version_no_more(site: Site, browser: Browser) -> None:
    water = site.ids["water"]
    old = site.rows("SELECT body FROM version_texts WHERE article_id = ? AND n = 1", (water,))[0]["body"]
    quotation = " ".join(next(line for line in old.splitlines() if "62%" in line).split()[:18])
    sent = browser.post("/desk/-/act", f"/desk/article/{water}", act="add_note", article=str(water), n="1",
                        quotation=quotation, note="كانت 62%", tags="")  # fmt: skip
    assert sent.status_code == 303
    text = browser.get("/desk?q=كانت").text
    assert quotation in text
    assert "الجملة لم تعد في النسخة الحالية" in text
    assert f'href="/article/{water}/versions/1"' in text
    note_id = re.findall(r'name="note_id" value="(\d+)"', text)[0]
    browser.post("/desk/-/act", "/desk", act="drop_note", note_id=note_id)
    assert [len(NOTES.findall(browser.get(f"/desk?q={word}").text)) for word in ("وكذا", "زرافة")] == [4, 0]


def test_the_one_reader_of_a_downloaded_file_has_a_desk_beside_it(site: Site, taken: Path) -> None:
    offline = Browser(Site(taken, site.ids))
    assert "لا شيء على مكتبك بعد" in offline.get("/desk").text
    assert [path.name for path in taken.parent.iterdir()] == [taken.name]
    water = str(site.ids["water"])
    offline.post("/desk/-/act", f"/desk/article/{water}", act="set_lists", article=water, new=NAME)
    assert {path.name.partition(".db")[0] for path in taken.parent.iterdir()} == {"desk", taken.stem}
    newer = Path(shutil.copyfile(taken, taken.with_name("newer.db")))
    assert NAME in Browser(Site(newer, site.ids)).get("/desk").text


def test_a_page_from_elsewhere_reads_and_writes_no_desk_of_a_downloaded_file(site: Site, taken: Path) -> None:
    offline = Site(taken, site.ids)
    assert Browser(offline, "http://evil.example").get("/desk").text.count("warraq open") == 1
    sent = offline.get("/desk/-/act", method="POST", content="act=make_list&name=evil",
                       headers={"content-type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert sent.status_code == 403
    assert "evil" not in offline.get("/desk").text


@pytest.mark.usefixtures("taken")
def test_nothing_of_a_desk_is_in_any_download(site: Site) -> None:
    with closing(read_record(site.data / "warraq.db")) as record:
        assert quote(record, site.ids["fair"])
    words = [text.encode() for text in (NAME, HARD.split("\n")[0], "قال: «كذا»", "للتحقّق")]
    files = [path for path in (site.data / "published").rglob("*") if path.is_file()]
    assert len(files) >= 3
    private = b"".join(path.read_bytes() for path in site.data.glob("desk.db*"))
    assert all(word in private for word in words)
    assert [path.name for path in files if any(word in path.read_bytes() for word in words)] == []
    assert not any(word in (site.data / "warraq.db").read_bytes() for word in words)


@pytest.fixture
def kept(site: Site) -> Iterator[None]:
    """The desk as it was, after a test that changes it."""
    file = DataFolder(site.data).desk
    with Desk(file, "desk") as desk:
        desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        before = file.read_bytes()
    yield
    for path in site.data.glob("desk.db*"):
        path.unlink()
    file.write_bytes(before)


@pytest.mark.usefixtures("kept")
def test_lists_are_made_renamed_and_removed_and_their_notes_stay(browser: Browser) -> None:
    made = browser.post("/desk/-/act", "/desk", act="make_list", name=" معابر  2026 ").headers["location"]
    number = made.rpartition("=")[2]
    assert "معابر 2026" in browser.get(made).text
    assert browser.post("/desk/-/act", "/desk", act="rename_list", list=number, name=NAME).status_code == 409
    assert browser.post("/desk/-/act", "/desk", act="rename_list", list=number, name="x").status_code == 303
    assert browser.post("/desk/-/act", "/desk", act="drop_list", list="1").status_code == 409
    assert browser.post("/desk/-/act", "/desk", act="drop_list", list="1", sure="yes").status_code == 303
    text = browser.get("/desk?view=notes").text
    assert NAME not in text
    assert len(NOTES.findall(text)) == 4


@pytest.mark.usefixtures("kept")
def test_an_article_is_put_on_lists_tagged_and_taken_off(site: Site, browser: Browser) -> None:
    fair = str(site.ids["fair"])
    page = f"/desk/article/{fair}"
    browser.post("/desk/-/act", page, act="set_tags", article=fair, tags="مدة، للتحقّق")
    browser.post("/desk/-/act", page, act="set_lists", article=fair, list=["2"], new="ثالثة")
    text = browser.get(page).text
    assert "مدة، للتحقّق" in text or "للتحقّق، مدة" in text
    assert text.count(" checked") == 2
    browser.post("/desk/-/act", page, act="set_lists", article=fair)
    assert browser.get(page).text.count(" checked") == 0


@pytest.mark.parametrize(
    ("values", "status"),
    [({"act": "nothing"}, 400), ({"act": "set_tags", "article": "7", "tags": "x"}, 404),
     ({"act": "add_note", "note": ""}, 409), ({"act": "add_note", "n": "9", "note": "x"}, 404),
     ({"act": "add_note", "n": "1", "quotation": "ليست هنا", "note": "x"}, 400), ({"act": "make_list"}, 409)],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_changes_nothing(
    site: Site, browser: Browser, values: dict[str, str], status: int
) -> None:
    before = browser.get("/desk.csv").text
    sent = browser.post("/desk/-/act", "/desk", **{"article": str(site.ids["fair"]), **values})
    assert sent.status_code == status
    assert browser.get("/desk.csv").text == before
    # Nor does a link alone.
    assert browser.get("/desk/-/act?act=drop_list&list=1&sure=yes").headers["location"] == "/desk"
    assert browser.get("/desk.csv").text == before
