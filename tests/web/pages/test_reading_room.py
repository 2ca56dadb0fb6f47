"""The pages of the reading room, asked over ASGI as a browser would ask, on an archive that the real packages made."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.times import now
from archive.web.app.server import create_app, listener
from archive.web.queries.articles import article_with_trail
from archive.web.queries.home import front_page
from tests.support import made_archive
from tests.support.reading_room import Site

PAGES = ("/", "/search", "/search?q=القوات", "/outlets", "/health", "/downloads", "/about")
ROOTS = {"": '<html lang="ar" dir="rtl">', "/en": '<html lang="en" dir="ltr">'}


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    open_record(tmp_path / "warraq.db").close()
    return Site(tmp_path, {})


def article_pages(site: Site) -> Iterator[str]:
    yield from PAGES
    for slug in ("water", "fair", "street-26", "lentils", "snow"):
        yield f"/article/{site.ids[slug]}"
    yield f"/article/{site.ids['water']}/versions/1"
    yield f"/article/{site.ids['water']}/versions/2"


def test_every_page_has_its_direction_one_heading_and_asks_no_other_host_in_both_languages(site: Site) -> None:
    for path, (prefix, root) in product(article_pages(site), ROOTS.items()):
        answer = site.get(prefix + path)
        assert answer.status_code == 200, path
        assert root in answer.text
        assert answer.text.count("<h1") == 1
        assert 'class="skip" href="#main"' in answer.text
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        fetched = re.findall(r'<(?:link|img|script)[^>]+(?:href|src)="([^"]+)"', answer.text)
        assert all(urlsplit(address).netloc == "" for address in fetched)


def test_every_page_of_ours_carries_the_strict_headers(site: Site) -> None:
    for path in (*PAGES, "/nowhere", "/article/1", "/en/", "/en/search", "/en/article/1"):
        headers = site.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; font-src 'self'")
        assert "script-src" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_an_empty_archive_is_served_without_an_error_and_nothing_is_created(empty: Site) -> None:
    for path, prefix in product(PAGES, ROOTS):
        assert empty.get(prefix + path).status_code == 200, path
    assert "الأرشيف فارغ بعد" in empty.text("/")
    assert "لا مصادر بعد" in empty.text("/outlets")
    assert "لم يصدر ملفّ للتنزيل بعد" in empty.text("/downloads")
    assert {path.name for path in empty.data.iterdir()} <= {"warraq.db", "warraq.db-wal", "warraq.db-shm"}


def test_a_folder_without_a_record_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="no archive"):
        create_app(tmp_path)


def test_a_port_in_use_is_refused_in_a_sentence() -> None:
    with listener("127.0.0.1", 0) as taken, pytest.raises(BadConfiguration, match="Name another port"):
        listener("127.0.0.1", taken.getsockname()[1])


def test_nothing_can_be_sent_to_the_server(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = site.get("/warraq", method=method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_home_counts_what_came_changed_and_vanished_since_an_instant(site: Site) -> None:
    found = site.ask(lambda connection: front_page(connection, now() - timedelta(hours=3)))
    assert found["today"] == {"came": 0, "outlets": 0, "changed": 1, "gone": 1}
    assert [row["id"] for row in found["changed"]] == [site.ids["water"]]
    assert [row["id"] for row in found["vanished"]] == [site.ids["fair"]]


def test_home_names_what_changed_what_vanished_and_who_is_silent(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # The made article vanished two hours ago, which just after midnight was yesterday.
    monkeypatch.setattr("archive.web.pages.home.now", lambda: now() - timedelta(hours=3))
    page = site.text("/")
    assert "بعد سبعة أيام" in page
    assert "بعد تسعة أيام" in page
    assert "نصوصها محفوظة هنا كما نُشرت" in page
    assert "غاب عن مواقع الناشرين خبر واحد وصمت مصدر واحد على غير عادة." in page


def test_an_article_shows_the_evidence_its_text_stands_on(site: Site) -> None:
    path = f"/article/{site.ids['water']}"
    found = site.ask(lambda connection: article_with_trail(connection, site.ids["water"]))
    capture = found and found["capture"]
    assert capture
    page = site.get(path).text
    assert capture["body_sha256"] in page
    assert capture["warc_file"] in page
    assert (site.data / "warc" / capture["warc_file"]).is_file()
    assert "بايتاته محفوظة كما التُقطت" in page
    assert '<a href="https://furat24.example/water" rel="nofollow noopener noreferrer">' in page
    assert "عُدّل مرة" in page
    assert "من 62 إلى 58" in site.text(path)


def test_a_citation_names_outlet_day_capture_version_and_a_permalink_without_a_language(site: Site) -> None:
    water = site.ids["water"]
    for prefix, version in (("", "النسخة 2"), ("/en", "version 2")):
        page = site.get(f"{prefix}/article/{water}").text
        cited = re.sub(r"<[^>]+>", "", page[page.index('<p class="cite">') :].split("</p>")[0])
        assert f"{water}" in cited
        assert version in cited
        assert cited.endswith(f"http://localhost/article/{water}")
    assert f"http://localhost/article/{water}/versions/1<" in site.get(f"/article/{water}/versions/1").text
    assert site.get(f"/article/{water}", headers={"Host": "[no host"}).status_code in (200, 400)


def test_an_article_names_the_outlets_that_carry_the_same_text(site: Site) -> None:
    for one, other in (("snow", "snow-road"), ("snow-road", "snow")):
        page = site.get(f"/article/{site.ids[one]}").text
        assert "النصّ عند غيره" in page
        assert f'href="/article/{site.ids[other]}"' in page


def test_a_vanished_article_keeps_its_text_and_says_so_and_a_missing_one_waits(site: Site) -> None:
    gone = site.text(f"/article/{site.ids['fair']}")
    assert "غاب هذا الخبر عن موقع الناشر. نصّه محفوظ هنا كما نُشر." in gone
    assert "41 دار نشر" in gone
    assert "لا نقول إنها غابت قبل أن نعيد الفحص" in site.text(f"/article/{site.ids['street-26']}")


def test_latin_text_stands_left_to_right_inside_the_arabic_page(site: Site) -> None:
    page = site.get(f"/article/{site.ids['lentils']}").text
    assert '<h1 class="title" lang="en" dir="ltr">' in page
    assert '<div class="text" lang="en" dir="ltr">' in page


def test_an_older_version_is_labelled_and_the_newer_says_what_changed_and_leads_to_the_comparison(site: Site) -> None:
    old = site.text(f"/article/{site.ids['water']}/versions/1")
    assert "هذه النسخة 1 من الخبر، لا نسخته الحالية" in old
    assert "بعد سبعة أيام" in old
    assert "62%" in old
    new = site.text(f"/article/{site.ids['water']}/versions/2")
    assert "أرقام تبدّلت: من سبعة إلى تسعة، من 62 إلى 58" in new
    assert f'/article/{site.ids["water"]}/diff/1..2"' in site.get(f"/article/{site.ids['water']}/versions/2").text
    assert new.count("رافقت القـ.ـوات") == 1


def test_a_comparison_names_the_capture_that_proves_each_of_its_texts(site: Site) -> None:
    page = site.get(f"/article/{site.ids['water']}/diff/1..2").text
    kept = site.rows("SELECT * FROM captures WHERE url LIKE '%/water'")
    assert len(kept) == 2
    for capture in kept:
        assert capture["body_sha256"] in page
        assert capture["warc_file"] in page


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
    answer = site.get("/nowhere.json").json()
    assert (answer["ok"], answer["status"]) == (False, 404)


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
        page = site.get(path).text
        assert "عنوان" in page
        assert not re.search(r"<script|<img|<i>|href=\"javascript:", page), path


def test_the_outlets_page_words_state_cause_rhythm_and_numbers(site: Site) -> None:
    page = site.text("/outlets")
    assert "نتابع 5 مصادر" in page
    for words in ("سليم", "متأخّر", "محجوب", "مكسور", "صامت", "كل 40 دقيقة", "كل ساعتين", "قبل 26 ساعة"):
        assert words in page
    assert "لا نلتفّ على الحجب" in page
    assert site.get("/outlets").text.count("<rect") == 5 * 30


def test_without_the_private_ledger_health_is_said_to_be_unknown(tmp_path: Path) -> None:
    site = Site(tmp_path, made_archive.make(tmp_path))
    (tmp_path / "service.db").rename(tmp_path / "elsewhere.db")
    assert "حال المصادر غير معروفة هنا" in site.text("/outlets")
    assert "حال المصادر غير معروفة هنا" in site.text("/")
