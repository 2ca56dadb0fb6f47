"""Quotations traced: an article says where else its quotations stand, in which first, and what is printed before."""

import pytest

from archive.web.app.language import load
from tests.support import quoting_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return quoting_archive.make(tmp_path_factory.mktemp("quoted"))


def section(site: Site, name: str, prefix: str = "") -> str:
    html: str = site.get(f"{prefix}/article/{site.ids[name]}").text
    return html.partition('<section class="quotations">')[2].partition("</section>")[0]


def test_the_page_names_every_other_article_that_prints_the_quotation_and_no_other(site: Site) -> None:
    for name in ("first", "later", "last"):
        linked = {other for other, number in site.ids.items() if f'/article/{number}"' in section(site, name)}
        assert linked == {"first", "later", "last"} - {name}


def test_an_article_whose_quotation_stands_nowhere_else_says_nothing(site: Site) -> None:
    assert section(site, "other") == section(site, "plain") == ""


def test_a_quotation_that_has_half_of_the_words_is_another_one(site: Site) -> None:
    assert section(site, "half") == ""
    assert f'/article/{site.ids["half"]}"' not in section(site, "first")


def test_who_was_first_by_the_times_stated_is_said_in_both_languages(site: Site) -> None:
    for prefix, name in (("", "ar"), ("/en", "en")):
        t = load(name)
        assert str(t("quotes.first_here")) in section(site, "first", prefix)
        outlet = "furat" if prefix else "فرات24"
        assert str(t("quotes.first_there", outlet="|")).split("|")[0] + f"<bdi>{outlet}</bdi>" in section(
            site, "last", prefix
        )


def test_what_is_printed_before_the_quotation_there_is_shown_and_nobody_is_named_as_its_speaker(site: Site) -> None:
    shown = section(site, "first")
    assert "وذكر المصدر" in shown
    assert "ونقلت الوكالة عنه" in shown


def test_what_was_taken_out_of_the_record_is_named_by_no_other_article(site: Site) -> None:
    assert section(site, "first").count("<li>") == 2
    assert site.rows("SELECT count(*) AS n FROM quotations WHERE article_id NOT IN (SELECT id FROM articles)") == [
        {"n": 0}
    ]
