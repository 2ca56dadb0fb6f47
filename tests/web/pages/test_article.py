"""The page of an article: its evidence, its citation, who else carries it, and what became of it."""

from archive.web.queries.articles import article_with_trail
from tests.support.reading_room import Site, plain


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
        cited = plain(page[page.index('<p class="cite">') :].split("</p>")[0])
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
    assert "غاب هذا الخبر عن موقع الناشر. نصّه محفوظ هنا." in gone
    assert "41 دار نشر" in gone
    assert "لا نقول إنها غابت قبل أن نعيد الفحص" in site.text(f"/article/{site.ids['street-26']}")


def test_latin_text_stands_left_to_right_inside_the_arabic_page(site: Site) -> None:
    page = site.get(f"/article/{site.ids['lentils']}").text
    assert '<h1 class="title" lang="en" dir="ltr">' in page
    assert '<div class="text" lang="en" dir="ltr">' in page
