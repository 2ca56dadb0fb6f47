"""A pasted address on the search page: it opens its article, or the page says whose it is, what is near, what to do."""

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.search.addresses import ResolvedAddress
from archive.search.near_addresses import days_in, near
from archive.times import now
from archive.web.queries.address_values import words_of
from tests.support import made_archive
from tests.support.pasted_states import HOUR, LONG, NUMBERS, OLDER, OUTLETS, complete
from tests.support.reading_room import Site

WATER = "https://furat24.example/water"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("address")
    ids = made_archive.make(data)
    with Writer(DataFolder(data), "made") as writer:
        for made in NUMBERS:
            ids[made.slug] = made_archive.take(writer, made, now() - made.hours * HOUR)
    complete(DataFolder(data), ids["water"])
    return Site(data, ids, OUTLETS)


def asked(site: Site, text: str) -> str:
    answer = site.get(f"/en/search?q={quote(text, safe='')}")
    assert answer.status_code == 200, text
    return str(answer.text)


@pytest.mark.parametrize("text", [WATER, "m.furat24.example/water/?utm_source=tg", f"انظر {WATER}، الآن", f"{WATER}\n"])
def test_a_kept_address_opens_its_article(site: Site, text: str) -> None:
    answer = site.get(f"/search?q={quote(text, safe='')}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/article/{site.ids['water']}")


def test_an_older_address_opens_the_article_which_says_so(site: Site) -> None:
    answer = site.get(f"/en/search?q={quote(OLDER, safe='')}")
    place = answer.headers["location"]
    assert unquote(place) == f"/en/article/{site.ids['water']}?asked={OLDER}"
    page = site.text(place)
    assert f"another address of this article: {OLDER}" in page
    assert f"Its address here is {WATER}" in page


@pytest.mark.parametrize("typed", [WATER, f"{WATER}/", "https://furat24.example/never", "x", "", OLDER + "x"])
def test_an_article_speaks_of_no_address_that_it_was_not_met_at(site: Site, typed: str) -> None:
    assert "another address" not in site.text(f"/en/article/{site.ids['water']}?asked={typed}")
    assert "another address" not in site.text(f"/en/article/{site.ids['snow']}?asked={OLDER}")


def test_what_is_not_kept_tells_its_outlet_the_nearest_numbers_and_the_gap(site: Site) -> None:
    page = asked(site, "https://numbered.example/archives/211903?utm_source=tg")
    assert "it is not in the archive" in page
    assert 'Left out: <bdi lang="en" dir="ltr">utm_source</bdi>' in page
    assert re.search(r"Numbered News</bdi></a> <span class=\"quiet\">followed since", page)
    near = [site.ids[f"archives/{n}"] for n in (208417, 213020)]
    assert [f"/en/article/{number}" in page for number in near] == [True, True]
    assert "The site did not answer in the time allowed." in page
    assert 'href="https://web.archive.org/web/*/https://numbered.example/archives/211903"' in page
    assert "noreferrer" in page.partition("web.archive.org")[2][:120]


def test_beyond_the_last_number_only_the_one_below_is_near(site: Site) -> None:
    page = asked(site, "https://numbered.example/archives/900000")
    assert f"/en/article/{site.ids['archives/213020']}" in page
    assert f"/en/article/{site.ids['archives/208417']}" not in page


@pytest.mark.parametrize(
    ("text", "says", "never"),
    [
        ("https://hawran.example/", "but not an article’s", "Nearest here"),
        (LONG, "No outlet of this archive has this host.", "followed since"),
        ("https://qasyoun.example/x", "it is not in the archive", "followed since"),
    ],
)
def test_each_other_state_is_told_and_nothing_else(site: Site, text: str, says: str, never: str) -> None:
    page = asked(site, text)
    assert says in page
    assert never not in page


def test_a_list_of_the_archive_is_as_long_as_its_number(site: Site) -> None:
    page = asked(site, "https://numbered.example/archives/211903")
    link, n = re.search(r'href="(/en/search\?outlet=numbered[^"]*)".*?class="n">(\d+) articles', page).groups()  # type: ignore[union-attr]
    assert site.get(link.replace("&amp;", "&")).text.count('<li class="hit">') == int(n) == 2


def test_no_page_of_an_address_asks_anything_of_another_host(site: Site) -> None:
    page = asked(site, "https://numbered.example/archives/211903")
    assert re.findall(r"<(?:script|img|iframe|link)[^>]+(?:src|href)=\"https?:", page) == []


def test_the_bookmark_opens_the_search_of_this_archive_in_the_readers_language(site: Site) -> None:
    for prefix in ("", "/en"):
        page = site.get(f"{prefix}/bookmarklet")
        script = (
            f"javascript:location.href=&#34;http://localhost{prefix}/search?q=&#34;+encodeURIComponent(location.href)"
        )
        assert f'href="{script}"' in page.text
        assert "script-src" not in page.headers["content-security-policy"]


@given(
    st.text(max_size=60) | st.sampled_from(["https://[", "//", "/article/99999999999999999999", "a.bc/\ud800", WATER])
)
@example("https://numbered.example/archives/" + "9" * 30)
@example("https://numbered.example/archives/0")
def test_any_text_gets_a_page(site: Site, text: str) -> None:
    sent = quote(text.encode("utf-8", "surrogatepass"), safe="")
    assert site.get(f"/search?q={sent}").status_code in (200, 302)


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://x.example/2026/11/21/a", ("2026-11-21", "2026-11-21")),
        ("https://x.example/archives/2024/02/a", ("2024-02-01", "2024-02-29")),
        ("https://x.example/2026/13/01/a", None),
        ("https://x.example/2026/02/30/a", None),
        ("https://x.example/archives/202611/a", None),
    ],
)
def test_the_days_that_stand_in_an_address_are_read(url: str, days: tuple[str, str] | None) -> None:
    found = days_in(url)
    assert (tuple(day.isoformat() for day in found) if found else None) == days


def test_words_round_an_address_are_a_question_of_their_own() -> None:
    assert words_of(f"مياه دير الزور {WATER}", "مياه دير الزور") == "مياه دير الزور"
    assert words_of("and.or/both", "") == '"and.or/both"'
    assert words_of(WATER, "") == ""


def test_a_number_of_another_edition_is_not_near(site: Site) -> None:
    outlet = NUMBERS[0].outlet
    other = ResolvedAddress(
        url="https://numbered.example/en/archives/1", state="not_kept", outlet=outlet, key="en/211903"
    )
    assert site.ask(lambda connection: near(connection, other)).neighbours == ()


def test_the_api_gives_the_article_of_an_address_or_what_it_is(site: Site) -> None:
    found = site.get(f"/api/1/search?q={quote(f'see {WATER}?utm_source=x', safe='')}&mode=forms").json()
    assert (found["count"], [hit["id"] for hit in found["hits"]], found["mode"]) == (1, [site.ids["water"]], "forms")
    assert (found["address"]["state"], found["address"]["url"]) == ("kept", WATER)
    none = site.get("/api/1/search?q=https://numbered.example/archives/211903").json()
    assert (none["count"], none["hits"], none["address"]["state"]) == (0, [], "not_kept")
    assert [one["key"] for one in none["address"]["nearest"]] == ["208417", "213020"]
    assert site.get(f"/api/1/search?q={quote(WATER, safe='')}&mode=nonsense").status_code == 400
    assert site.get("/api/1/search?q=المياه").json()["address"] is None
