"""The page of one capture: what is shown, what is said of its origin and what not, and all others beside it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.exchange import Capture
from archive.ingest.importer import Importer
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.times import now
from archive.web.app.headers import KEPT_POLICY, POLICY
from tests.support import captured_pages
from tests.support.captured_pages import PAGE, URL, numbers, one, row
from tests.support.made_archive import FURAT
from tests.support.made_pages import TEXT, page_of
from tests.support.reading_room import Site
from tests.support.warc_files import warc_record


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return captured_pages.make(tmp_path_factory.mktemp("captures"))


def test_a_capture_says_what_came_and_that_its_bytes_are_those_on_record(site: Site) -> None:
    number = one(site, URL)
    text = site.text(f"/capture/{number}")
    assert row(site, number)["body_sha256"] in text
    for said in (
        "عودة المياه 1",
        "200 · text/html",
        "فُحص الآن",
        "طلبناها من الموقع مباشرة",
        "النسخة 1",
        "ما لا يثبته هذا",
    ):
        assert said in text
    assert "برنامج واحد" in text
    assert "صورة واحدة" in text
    assert "لا يثبت أن الخبر صحيح" in text.partition("ما لا يثبته هذا")[2]
    for untrue in ("مستوردة", "أُعطي", "لم يتحقّق"):
        assert untrue not in text


def test_the_frame_is_sandboxed_and_so_is_the_page_in_it(site: Site) -> None:
    number = one(site, URL)
    outer, inner = site.get(f"/capture/{number}"), site.get(f"/capture/{number}/page")
    frame = re.search(r"<iframe[^>]*>", outer.text)
    assert frame is not None
    assert frame[0].startswith(
        f'<iframe sandbox referrerpolicy="no-referrer" src="/capture/{number}/page" title="الصفحة كما'
    )
    assert "فرات24" in frame[0]
    assert outer.headers["content-security-policy"] == f"{POLICY}; frame-src 'self'"
    wanted = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": KEPT_POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-dns-prefetch-control": "off",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "private, no-store",
    }
    assert {name: inner.headers.get(name) for name in wanted} == wanted
    assert "etag" not in inner.headers
    assert "<script" not in inner.text
    assert "عودة المياه 1" in inner.text
    assert 'content="light only"' in inner.text


def test_no_other_address_may_hold_a_frame_or_be_held_in_one(site: Site) -> None:
    for path in ("/", "/capture/999999", "/capture/999999/page", f"/article/{site.ids['water']}", "/words"):
        policy = site.get(path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "frame-src" not in policy


def test_a_page_that_is_asked_for_again_keeps_its_policy(site: Site) -> None:
    path = f"/capture/{one(site, URL)}"
    first = site.get(path)
    again = site.get(path, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_headers_and_source_are_shown_as_text(site: Site) -> None:
    number = one(site, URL)
    page = site.get(f"/capture/{number}").text
    assert "X-Word: &lt;b&gt;&amp;&#34;&#39;" in page
    assert "Content-Encoding: gzip" in page
    assert "WARC-Type: response" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    raw = site.get(f"/capture/{number}/raw")
    assert raw.headers["content-type"] == "text/plain; charset=utf-8"
    assert raw.content == PAGE


def test_whoever_asks_for_the_head_alone_gets_it_alone(site: Site) -> None:
    number = one(site, URL)
    for path in (
        f"/capture/{number}",
        f"/capture/{number}/page",
        f"/capture/{number}/raw",
        f"/capture/{number}.warc.gz",
    ):
        answer = site.get(path, method="HEAD")
        assert (answer.status_code, answer.content) == (200, b""), path


def test_an_imported_page_is_said_to_be_imported_wherever_its_time_is_told(site: Site) -> None:
    number = one(site, "https://qasyoun.example/bridge")
    text, page = site.text(f"/capture/{number}"), site.get(f"/capture/{number}").text
    assert "لم نلتقط هذه الصفحة نحن" in text
    assert "التُقطت، بحسب الملفّ المستورد" in text
    assert "الوقت غير مثبت عندنا" in text
    assert "صفحة مستوردة إلى ورّاق، وقتها بحسب الملفّ المستورد" in text
    assert 'title="صفحة qasyoun.example كما جاءت في ملفّ مستورد' in page
    assert "وصل إلينا" in text
    for untrue in ("التقطها ورّاق", "طلبناها من الموقع", "ما قالته ساعتنا"):
        assert untrue not in text


def test_a_text_that_was_given_has_no_frame_and_is_called_no_capture_of_ours(site: Site) -> None:
    number = one(site, "https://hawran.example/given-1")
    text, page = site.text(f"/capture/{number}"), site.get(f"/capture/{number}").text
    assert "<iframe" not in page
    assert "لم نلتقط هذا نحن" in text
    assert "عندنا ما أُعطي لنا مكتوبًا" in text
    assert "أُعطي لورّاق ولم يلتقطه، ولم يُذكر معه وقت" in text
    assert "خبر أُعطي" in text
    for untrue in ("التقطها", "أول ما رُصد", "عنوانه عند الناشر"):
        assert untrue not in text
    assert "ترويسات الردّ" not in text
    assert ">200" in site.get(f"/capture/{one(site, URL)}").text, "so a status is written"
    assert ">200" not in page, "nobody answered"
    assert site.get(f"/capture/{number}/raw").headers["content-type"].startswith("text/plain")


def test_what_was_answered_without_the_page_is_told_for_what_it_is(site: Site) -> None:
    found = numbers(site, URL)
    held, unchanged, absent, failed = found[3:]
    text = site.text(f"/capture/{unchanged}")
    assert "قال الخادم إن الصفحة لم تتغيّر" in text
    assert "لا بايتات محفوظة" in text
    assert f'href="/capture/{found[2]}">آخر صفحة حُفظت' in site.get(f"/capture/{unchanged}").text
    assert "لم نعدّ ما جاء في هذا الردّ الصفحة المطلوبة" in site.text(f"/capture/{held}")
    assert "لم يصلنا ردّ" in site.text(f"/capture/{failed}")
    assert "لم يُجب الموقع في الوقت المسموح" in site.text(f"/capture/{failed}")
    assert "ردّ الخادم بالرمز 404: لا صفحة" in site.text(f"/capture/{absent}")
    for number in (unchanged, failed):
        assert "<iframe" not in site.get(f"/capture/{number}").text
        for path in (f"/capture/{number}/page", f"/capture/{number}/raw", f"/capture/{number}.warc.gz"):
            assert site.get(path).status_code == 404, path


def test_an_article_leads_to_its_captures_and_its_versions_to_theirs(site: Site) -> None:
    number = one(site, URL)
    article_id = row(site, number)["article_id"]
    answer = site.get(f"/article/{article_id}/captures")
    # Not the 404 and not the time-out that came after it.
    assert (answer.status_code, answer.headers["location"]) == (302, f"/capture/{numbers(site, URL)[2]}")
    assert site.get(f"/en/article/{article_id}/captures").headers["location"].startswith("/en/capture/")
    for path in (f"/article/{article_id}", f"/article/{article_id}/versions/1"):
        assert f'href="/capture/{number}">الصفحة كما التُقطت' in site.get(path).text
    water = site.ids["water"]
    proofs = site.get(f"/article/{water}/diff/1..2").text
    assert len(re.findall(r'href="/capture/\d+">الصفحة كما التُقطت', proofs)) == 2
    for path in ("/article/1/captures", "/capture/999999", "/capture/999999/raw", "/capture/999999.warc.gz"):
        assert site.get(path).status_code == 404, path
    listed = site.get(f"/api/1/articles/{article_id}").json()["captures"]
    assert {one["permalink"].rpartition("/capture/")[2] for one in listed} == {str(n) for n in numbers(site, URL)}


@pytest.mark.parametrize("kind", ["resource", "revisit"])
def test_no_answer_of_a_server_is_told_of_an_imported_record_that_holds_none(tmp_path: Path, kind: str) -> None:
    page = warc_record(page_of(TEXT).body, url=URL, kind="resource").replace(
        b"application/http; msgtype=response", b"text/html"
    )
    again = warc_record(b"HTTP/1.1 200 OK\r\n\r\n", url=URL, kind="revisit", date="2026-11-27T01:02:03Z")
    (tmp_path / "others.warc").write_bytes(page if kind == "resource" else page + again)
    with Writer(DataFolder(tmp_path / "data"), "import") as writer:
        list(Importer(writer, {}).run(tmp_path / "others.warc"))
    site = Site(tmp_path / "data", {})
    number = max(numbers(site, URL))
    for edition, note, ours, said in (
        ("", "كُتب السجلّ من جديد", "بحسب الردّ", "لم تتغيّر، بحسب الملفّ"),
        ("/en", "written anew at the import", "says the answer", "unchanged, says the imported"),
    ):
        text = site.text(f"{edition}/capture/{number}")
        assert note in text
        assert ours not in text
        assert (said in text) == (kind == "revisit")
        assert not re.search("كما حُفظت من الملفّ المستورد|As kept from the imported file", text)


def test_every_capture_of_the_article_stands_on_the_line_and_in_the_table(site: Site) -> None:
    found = numbers(site, URL)
    page, text = site.get(f"/capture/{found[0]}").text, site.text(f"/capture/{found[0]}")
    assert len(re.findall(r'class="(?:here|same|different|fail)"', page)) == len(found)
    assert len(re.findall(r'<tr role="row"><th role="rowheader"', page)) == len(found)
    for said in (
        "أول ما رُصد",
        "كالتي قبلها، بايتًا بايتًا",
        "بايتات أخرى، بلا نسخة جديدة للنصّ",
        "لم تتغيّر، بحسب الردّ",
        "لا صفحة",
        "لا ردّ",
    ):
        assert said in text
    assert 'class="line-of"' not in site.get(f"/capture/{one(site, 'https://qasyoun.example/bridge')}").text


def test_hundreds_of_captures_stand_on_the_line_and_by_twenty_in_the_table(tmp_path: Path) -> None:
    with Writer(DataFolder(tmp_path), "crawl") as writer:
        intake = Intake(tmp_path, FURAT, writer)
        for hours in range(203, 0, -1):
            writer.note(Capture(url=URL, fetched_at=now() - timedelta(hours=hours), status=304))
        intake.flush()
    site = Site(tmp_path, {})
    page = site.get("/capture/7?page=11").text
    assert len(re.findall(r'<circle class="same"', page)) == 202
    assert len(re.findall(r'<tr role="row"><th role="rowheader"', page)) == 3
    assert "صفحة 11 من 11" in site.text("/capture/7?page=11")
    assert site.get("/capture/7?page=99999").status_code == 200
    assert site.get("/capture/7?page=x").status_code == 400
    assert site.get("/capture/7?page=0").status_code == 200
