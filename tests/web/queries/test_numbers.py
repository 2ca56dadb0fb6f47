"""Every number of a search page is the length of the list it leads to, under whatever filters, in every form of it."""

import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape

import pytest
from sqlite_utils.utils import sqlite3

from tests.support import many_months, page_states
from tests.support.reading_room import Site

# One story of three, of which the street numbers are the oldest; a text without a page; an article that came back.
STATES = """
INSERT INTO clusters VALUES(:first, :first, 'published', 3, '2026', '2026');
INSERT INTO cluster_members VALUES(:first, :first, 1), (:second, :first, .9), (:third, :first, .6);
INSERT INTO copies(a_id, b_id, kind, containment, jaccard, found_at, first_id, basis)
  VALUES(min(:first, :second), max(:first, :second), 'near', .9, .8, '2026', :first, 'published');
UPDATE articles SET origin = 'given' WHERE id = :given
"""
FACET = (
    r'type="checkbox" name="\w+" value="[^"]+"(?: checked)?><bdi>[^<]+</bdi></label><a class="n" href="([^"]+)">(\d+)<'
)
FORM = r'<li><a href="([^"]+)"><bdi>[^<]+</bdi></a><span class="n">(\d+)</span></li>'
MONTH = r'<a href="([^"]+)" aria-label="[^"]*?: (\d+) results?[^"]*"'
ONE_MONTH = r'<a href="([^"]+)" aria-label="[^"]*?: one result[^"]*"'
BEYOND = r'<a href="([^"]+)">(?:Earlier|Later): (\d+) results'
FILTERS = (
    *("", "&outlet=hawran", "&outlet=hawran&outlet=shamplus", "&kind=edited&kind=gone", "&kind=back", "&kind=given"),
    *("&lang=ar", "&lang=en&lang=ar&kind=missing", "&from=2020&to=2030", "&outlet=shamplus&lang=ar&from=1/2020"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = page_states.seen(tmp_path_factory.mktemp("numbers"))
    names = {"first": "street-9", "second": "street-5", "third": "street-7", "given": "street-12"}
    with closing(sqlite3.connect(found.data / "warraq.db")) as connection, connection:
        for statement in STATES.split(";"):
            connection.execute(statement, {name: found.ids[slug] for name, slug in names.items()})
    return found


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("years")
    many_months.make(data)
    return Site(data, {})


def total(page: str) -> int:
    """How many results a page says there are."""
    place = re.search(
        r'<span class="n">\d+</span> to <span class="n">\d+</span> of <span class="n">([\d,]+)</span>', page
    )
    return int(place[1].replace(",", "")) if place else 0


def doors(page: str) -> Iterator[tuple[str, int]]:
    for pattern in (FACET, FORM, MONTH, BEYOND):
        yield from ((unescape(href), int(n)) for href, n in re.findall(pattern, page))
    yield from ((unescape(href), 1) for href in re.findall(ONE_MONTH, page))


def listed(site: Site, address: str) -> list[str]:
    """The numbers of the articles on all pages of a list."""
    found: list[str] = []
    following: str | None = address
    while following:
        page = site.get(following.replace("+", "%20")).text
        found += re.findall(r'<h2[^>]*><a href="/en/article/(\d+)"', page)
        link = re.search(r'href="([^"]+)" rel="next"', page)
        following = unescape(link[1]) if link else None
    return found


def wrong(site: Site, path: str) -> list[tuple[str, int, int]]:
    page = site.get(f"/en{path}").text
    found = [(address, n, len(set(listed(site, address)))) for address, n in dict.fromkeys(doors(page))]
    assert found or not total(page)
    return [one for one in found if one[1] != one[2]]


@pytest.mark.parametrize("copies", ["", "&copies=folded"])
@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("question", ["q=الأرصفة", "q=القوات&mode=forms", "q=صيانة OR المياه", ""])
def test_every_number_leads_to_a_list_of_that_length(site: Site, question: str, filters: str, copies: str) -> None:
    assert wrong(site, f"/search?{question}{filters}{copies}") == []


@pytest.mark.parametrize("filters", ["", "&copies=folded", "&outlet=sample&to=2024-03", "&copies=folded&kind=gone"])
def test_every_number_of_many_months_leads_to_a_list_of_that_length(years: Site, filters: str) -> None:
    assert wrong(years, f"/search?q=جسر{filters}") == []


@pytest.mark.parametrize("order", ["newest", "oldest", "rank"])
@pytest.mark.parametrize("filters", [*FILTERS, "&copies=folded", "&copies=folded&kind=edited&kind=gone&lang=ar"])
def test_pages_exports_feeds_and_the_api_give_the_same_list(site: Site, filters: str, order: str) -> None:
    asked = f"?q=الأرصفة OR القوات{filters}&order={order}"
    page = listed(site, f"/en/search{asked}")
    assert len(set(page)) == len(page) == total(site.get(f"/en/search{asked}").text)
    exported = site.get(f"/exports/articles.jsonl{asked}").text.splitlines()
    assert [re.search(r'"id": (\d+)', line)[1] for line in exported] == page  # type: ignore[index]
    for form, entry in (("bib", "@online"), ("ris", "(?m)^TY  -")):
        assert len(re.findall(entry, site.get(f"/exports/articles.{form}{asked}").text)) == len(page), form
    answer = site.get(f"/api/1/search{asked}&limit=100").json()
    assert answer["count"] == len(page)
    assert [str(hit["id"]) for hit in answer["hits"]] == page
    feed = site.get(f"/feeds/articles.json{asked}").json()["items"]
    # In the order in which they were taken in, whatever the order of the page.
    taken = site.rows("SELECT article_id AS id FROM versions WHERE n = 1 ORDER BY versions.id DESC")
    newest = [str(row["id"]) for row in taken if str(row["id"]) in page]
    assert [item["url"].rpartition("/")[2] for item in feed] == newest


def test_the_api_leads_on_from_the_newest_and_from_the_oldest(site: Site) -> None:
    for order in ("newest", "oldest"):
        for question in ("q=الأرصفة&copies=folded", "kind=edited", ""):
            whole = [hit["id"] for hit in site.get(f"/api/1/search?{question}&limit=100&order={order}").json()["hits"]]
            walked: list[int] = []
            following = f"/api/1/search?{question}&limit=5&order={order}"
            while following:
                answer = site.get(following.replace("+", "%20")).json()
                walked += [hit["id"] for hit in answer["hits"]]
                following = (answer["next"] or "").removeprefix("http://localhost")
            assert walked == whole
            assert sorted(whole, reverse=order == "newest") == whole


def test_copies_of_one_text_are_one_result_under_the_first_of_those_found(site: Site) -> None:
    ids = {name: str(site.ids[f"street-{n}"]) for name, n in (("first", 9), ("second", 5), ("third", 7))}
    with_copies, folded = (listed(site, f"/en/search?q=الأرصفة{copies}") for copies in ("", "&copies=folded"))
    assert sorted(set(with_copies) - set(folded)) == sorted([ids["second"], ids["third"]])
    assert [one for one in with_copies if one in folded] == folded, "the order stays"
    page = site.get("/en/search?q=الأرصفة&copies=folded").text
    assert "The first as far as we know; with this text or part of it: 2 articles" in page
    assert f'href="/en/story/{ids["first"]}"' in page
    # Where the first is not among the results, the oldest of those that are stands for them.
    newer = listed(site, '/en/search?q=الأرصفة ("رقم 5" OR "رقم 7")&copies=folded')
    assert newer == [min(ids["second"], ids["third"])]
    assert "The first as far as we know" not in site.get('/en/search?q="رقم 7"&copies=folded').text


def test_the_page_says_whether_copies_are_in_and_offers_the_other(site: Site) -> None:
    current = r'<a href="([^"]+)"( aria-current="true")?>(with|without) copies</a>'
    for path, chosen in (("/en/search?q=الأرصفة", "with"), ("/en/search?q=الأرصفة&copies=folded", "without")):
        page = site.get(path).text
        choice = {name: (unescape(href), bool(is_current)) for href, is_current, name in re.findall(current, page)}
        assert {name for name, (_, is_current) in choice.items() if is_current} == {chosen}
        other = next(href for name, (href, _) in choice.items() if name != chosen)
        assert total(site.get(other.replace("+", "%20")).text) != total(page)
