"""What every page of the reading site keeps to: its direction, one heading, no other host, and errors in sentences."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.times import now
from archive.web.app import page
from archive.web.app.own_hosts import own_hosts
from tests.support import made_archive
from tests.support.reading_room import PAGES, Site

ROOTS = {"": '<html lang="ar" dir="rtl">', "/en": '<html lang="en" dir="ltr">'}


def article_pages(site: Site) -> Iterator[str]:
    yield from PAGES
    for slug in ("water", "fair", "street-26", "lentils", "snow"):
        yield f"/article/{site.ids[slug]}"
    yield f"/article/{site.ids['water']}/versions/1"
    yield f"/article/{site.ids['water']}/versions/2"


def without_data(page: str) -> str:
    """The page without its block of data for programs, which holds no tag and is run by nothing."""
    return re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", page)


def test_every_page_has_its_direction_one_heading_and_asks_no_other_host_in_both_languages(site: Site) -> None:
    for path, (prefix, root) in product(article_pages(site), ROOTS.items()):
        answer = site.get(prefix + path)
        assert answer.status_code == 200, path
        assert root in answer.text
        assert answer.text.count("<h1") == 1
        assert 'class="skip" href="#main"' in answer.text
        assert "<script" not in without_data(answer.text)
        assert " style=" not in answer.text
        fetched = re.findall(r'<(?:link|img|script)[^>]+(?:href|src)="([^"]+)"', answer.text)
        assert all(urlsplit(address).netloc == "" for address in fetched)


def test_an_empty_archive_is_served_without_an_error_and_nothing_is_created(empty: Site) -> None:
    for path, prefix in product(PAGES, ROOTS):
        assert empty.get(prefix + path).status_code == 200, path
    assert "الأرشيف فارغ بعد" in empty.text("/")
    assert "لا مصادر بعد" in empty.text("/outlets")
    assert "لم يصدر ملفّ للتنزيل بعد" in empty.text("/downloads")
    assert {path.name for path in empty.data.iterdir()} <= {"warraq.db", "warraq.db-wal", "warraq.db-shm"}


def test_unknown_articles_versions_files_and_pages_are_explained_in_arabic(site: Site) -> None:
    for path, words in (
        ("/article/99", "لا خبر في الأرشيف رقمه 99"),
        ("/article/999999999999999", "لا خبر في الأرشيف"),
        (f"/article/{site.ids['water']}/versions/9", "ليس لهذا الخبر نسخة رقمها 9"),
        ("/downloads/nothing.db", "لا ملفّ للتنزيل بهذا الاسم"),
        ("/nowhere", "لا صفحة في الأرشيف بهذا العنوان"),
        ("/warraq/nothing", "لا صفحة في الأرشيف بهذا العنوان"),
    ):
        assert site.get(path).status_code == 404, path
        assert words in site.text(path)
    told = site.get("/nowhere.json").json()
    assert (told["ok"], told["status"]) == (False, 404)


def test_an_outlets_words_are_shown_as_words_never_as_markup(tmp_path: Path) -> None:
    hostile = made_archive.Made(
        made_archive.HAWRAN,
        "hostile",
        "<script>alert(1)</script> عنوان \u202e مقلوب",
        made_archive.STREET.format(n="<img src=x onerror=alert(1)>"),
        1,
        author='"><i>',
    )
    with Writer(DataFolder(tmp_path).make(), "made") as writer:
        article_id = made_archive.take(writer, hostile, now())
        writer.store.db.execute("UPDATE articles SET url = 'javascript:alert(1)' WHERE id = ?", (article_id,))
    site = Site(tmp_path, {})
    for path in (f"/article/{article_id}", f"/article/{article_id}/versions/1", "/", "/search", "/search?q=عنوان"):
        page = without_data(site.get(path).text)
        assert "عنوان" in page
        assert not re.search(r"<script|<img|<i>|href=\"javascript:", page), path


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("desk@archive.example", '<a href="mailto:desk@archive.example"><bdi dir="ltr">desk@archive.example</bdi></a>'),
        ("https://archive.example/us", '<a href="https://archive.example/us"><bdi dir="ltr">https://archive'),
    ],
)
def test_every_page_names_where_its_operator_can_be_written_to(
    site: Site, monkeypatch: pytest.MonkeyPatch, named: str, shown: str
) -> None:
    monkeypatch.setenv("WARRAQ_CONTACT", named)
    for path, words in (("/", "طلب حذف نصّ"), ("/en/warraq/articles", "requests to remove a text"), ("/nowhere", "حذف")):
        foot = site.get(path).text.split('<footer class="colophon">')[1]
        assert words in foot
        assert shown in foot


def test_what_the_operator_writes_into_the_file_stands_on_the_next_page(
    empty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARRAQ_CONTACT", raising=False)
    file = empty.data / "warraq.toml"
    for text, named in (
        ('contact = "desk@archive.example"', "desk@archive.example"),
        ('contact = "https://archive.example/us"', "archive.example/us"),
        # Wrong: what held before stays.
        ("contact = 1", "archive.example/us"),
    ):
        file.write_text(text)
        assert named in empty.get("/en/about").text.split('<footer class="colophon">')[1]
    file.write_text('saved_searches = false\npublic_address = "https://archive.example"')
    assert "/saved" not in empty.get("/search?q=المياه").text
    assert empty.get("/saved").status_code == 403
    request = SimpleNamespace(host="localhost")
    assert own_hosts(empty.app, request) == {"localhost", "archive.example"}
    file.unlink()


def test_what_is_no_address_is_no_link_and_stands_there_as_text() -> None:
    for named, shown in (("javascript:alert(1)", "javascript:alert(1)"), ('"><b>', "&#34;&gt;&lt;b&gt;")):
        assert page.contact(named) == f'<bdi dir="ltr">{shown}</bdi>'


def test_without_an_address_of_its_operator_no_page_claims_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for named in ("", "  "):
        monkeypatch.setenv("WARRAQ_CONTACT", named)
        foot = site.get("/en/about").text.split('<footer class="colophon">')[1]
        assert "requests to remove" not in foot
