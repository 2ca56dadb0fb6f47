"""Narrowing a search: outlets that stay and switch, months and spellings that lead on, pages in both directions."""

import re
from html import unescape

import pytest

from tests.support import many_months
from tests.support.reading_room import Site


def count_of(site: Site, path: str) -> int:
    """How many results a page says there are; those without a number are spelt in words."""
    place = re.search(r"(\d+) (?:إلى|to) (\d+) (?:من|of) (\d+)", site.text(path.replace("+", "%20")))
    return int(place[3]) if place else 0


def counted_links(page: str, pattern: str) -> list[tuple[str, int]]:
    """Addresses and the numbers that stand beside them."""
    return [(unescape(href), int(n)) for href, n in re.findall(pattern, page, re.DOTALL)]


OUTLET = r'name="outlet" value="[^"]+"(?: checked)?><bdi>[^<]+</bdi></label><a class="n" href="([^"]+)">(\d+)<'
FORM = r'<li><a href="([^"]+)"><bdi>[^<]+</bdi></a><span class="n">(\d+)</span></li>'
MONTH = r'<a href="([^"]+)" aria-label="[^"]*?: (\d+) results?'


@pytest.mark.parametrize(
    "path", ["/search?q=الأرصفة", "/search?q=القوات&outlet=shamplus", "/search?q=القوات&outlet=shamplus&outlet=hawran",
             "/search"]
)  # fmt: skip
def test_every_number_beside_an_outlet_is_the_length_of_the_list_it_leads_to(site: Site, path: str) -> None:
    found = counted_links(site.get(path).text, OUTLET)
    assert found
    for address, n in found:
        assert count_of(site, address) == n, address


def test_a_chosen_outlet_hides_no_other_and_several_hold(site: Site) -> None:
    alone = site.get("/search?q=القوات&outlet=shamplus").text
    assert re.findall(r'name="outlet" value="(\w+)" checked', alone) == ["shamplus"]
    assert set(re.findall(r'type="checkbox" name="outlet" value="(\w+)"', alone)) == {"shamplus", "hawran", "furat24"}
    for path in ("/search?q=القوات&outlet=shamplus&outlet=furat24", "/search?q=القوات&outlet=shamplus,furat24"):
        both = site.get(path).text
        assert set(re.findall(r'class="who">([^<]+)<', both)) == {"شام+", "فرات24"}
        assert re.findall(r'name="outlet" value="(\w+)" checked', both) == ["shamplus", "furat24"]
        assert 'href="/search?q=%D8%A7%D9%84%D9%82%D9%88%D8%A7%D8%AA&amp;outlet=furat24"' in both, "the way out of one"
    nothing = site.get("/search?q=القوات&outlet=qasyoun").text
    assert "0 نتيجة" in nothing or "لا نتائج" in nothing
    assert 'value="furat24"' in nothing, "others still show what they would add"


def test_the_box_of_the_search_keeps_every_filter(site: Site) -> None:
    page = site.get("/search?q=القوات&outlet=shamplus&outlet=furat24&from=2020&to=2030-05").text
    box = page[page.index('<form class="ask"') : page.index("</form>")]
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', box)
    assert hidden == [("outlet", "shamplus"), ("outlet", "furat24"), ("from", "2020-01-01"), ("to", "2030-05-31")]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("years")
    many_months.make(data)
    return Site(data, {})


@pytest.mark.parametrize(
    "path", ["/search?q=جسر", "/search?q=جسر&outlet=sample", "/search", "/search?outlet=sample&outlet=other"]
)
@pytest.mark.parametrize("days", ["", "from=2026-02-03&to=2026-04-20", "to=2024-03"])
def test_every_month_and_what_lies_beyond_those_shown_leads_to_its_list(years: Site, path: str, days: str) -> None:
    page = years.get(f"/en{path}{'&' if '?' in path else '?'}{days}").text
    found = counted_links(page, MONTH)
    assert len(found) == 24, "those shown, each with at least one"
    beyond = counted_links(page, r'<a href="([^"]+)">(?:Earlier|Later): (\d+) ')
    assert beyond
    for address, n in [found[0], found[7], found[-1], *beyond]:
        assert count_of(years, address) == n, address
    outlets = "&".join(part for part in path.partition("?")[2].split("&") if part)
    assert sum(n for _, n in found + beyond) == count_of(years, f"/en/search?{outlets}")


def test_months_that_are_not_whole_are_hatched_and_say_so_and_those_chosen_are_marked(years: Site) -> None:
    page = years.get("/search?q=جسر&from=2026-02-10&to=2026-04").text
    hatched = re.findall(r'<li class="[^"]*gap[^"]*"><a href="[^"]+" aria-label="([^"]+)"', page)
    assert hatched == ["آذار 2026: نتيجتان، وينقصه 1 من مصدرين"]
    chosen = re.findall(r'<li class="[^"]*on[^"]*"><a href="[^"]+" aria-label="([^":]+)', page)
    assert chosen == ["شباط 2026", "آذار 2026", "نيسان 2026"]
    assert "وينقصه" not in years.get("/search?q=جسر&outlet=sample").text, "of the outlets chosen nothing is missing"


def test_a_month_that_is_not_whole_is_hatched_to_its_full_height(years: Site) -> None:
    """As high as its own bar, hatching would tell how much there is, which nobody knows."""
    page = years.get("/search?q=جسر").text
    heights = re.findall(r'<rect class="hatch" x="0" y="0" width="20" height="(\d+)"/>', page)
    assert set(heights) == {"60"}
    assert 'viewBox="0 0 20 60"' in page


@pytest.mark.parametrize(
    "part", ["outlet=shamplus&outlet=furat24", "kind=edited", "lang=ar&lang=en", "outlet=hawran&kind=gone&lang=ar"]
)
def test_what_is_ticked_is_what_is_chosen_above_the_results(site: Site, part: str) -> None:
    page = site.get(f"/search?q=القوات&{part}").text
    ticked = re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]+)" checked>', page)
    assert sorted(f"{name}={value}" for name, value in ticked) == sorted(part.split("&"))
    (chosen,) = re.findall(r'<div class="chosen".*?</div>', page, re.S)
    dropped = [unescape(address).partition("?")[2] for address in re.findall(r'href="([^"]+)"', chosen)]
    for one in part.split("&"):
        rest = sorted(other for other in part.split("&") if other != one)
        assert rest in [sorted(set(query.split("&")) & set(part.split("&"))) for query in dropped], one


def test_spellings_are_those_of_articles_under_the_filters_and_each_leads_to_its_articles(site: Site) -> None:
    page = site.get("/search?q=القوات").text.partition("وُجدت بصيغ")[2].partition("</section>")[0]
    assert re.findall(r'<li><a href="[^"]+"><bdi>([^<]+)</bdi></a><span class="n">', page) == ["القوّات", "للقوات"]
    for address, n in counted_links(page, FORM):
        assert count_of(site, address) == n
    narrowed = site.get("/search?q=القوات&outlet=furat24").text
    assert "وُجدت بصيغ" not in narrowed, "one spelling is no choice"


def test_a_state_that_can_be_asked_for_leads_to_its_articles(site: Site) -> None:
    state = r'name="kind" value="[^"]+"(?: checked)?><bdi>[^<]+</bdi></label><a class="n" href="([^"]+)">(\d+)<'
    for path in (
        "/search?q=الأرصفة",
        "/search?q=معرض OR الأرصفة&outlet=shamplus&outlet=hawran",
        "/search?q=الأرصفة&mode=forms",
    ):
        found = counted_links(site.get(path).text, state)
        assert found, path
        for address, n in found:
            assert count_of(site, address) == n, address
    assert counted_links(site.get('/search?q=الأرصفة "صيانة').text, state), "also behind an open quotation mark"


def test_a_page_says_where_it_is_and_leads_both_ways(site: Site) -> None:
    for path, last in (("/search?q=الأرصفة", 27), ("/search?q=الأرصفة&order=rank", 27), ("/search", len(site.ids))):
        walked: list[str] = []
        page = site.get(path).text
        while True:
            walked += re.findall(r'<h2[^>]*><a href="/article/(\d+)"', page)
            following = re.search(r'href="([^"]+)" rel="next"', page)
            if not following:
                break
            page = site.get(unescape(following[1])).text
        assert len(set(walked)) == len(walked) == last
        assert re.search(
            rf'<span class="n">21</span> إلى <span class="n">{last}</span> من <span class="n">{last}<', page
        )
        back = re.search(r'href="([^"]+)" rel="prev"[^«]*<span class="next-headline"[^>]*>«([^…»]+)', page)
        assert back
        first = site.get(unescape(back[1])).text
        assert re.findall(r'<h2[^>]*><a href="/article/(\d+)"', first) == walked[:20]
        assert 'rel="prev"' not in first


@pytest.mark.parametrize("path", ["/search?q=الجسر", "/search?q=الجسر&order=rank", "/search", "/search?outlet=sample"])
def test_walking_many_pages_shows_every_article_once_forwards_and_backwards(years: Site, path: str) -> None:
    total, pages = count_of(years, path), []
    for rel in ("next", "prev"):
        walked: list[str] = []
        following: str | None = path
        while following:
            path, page = following, years.get(following).text
            walked[:0] = re.findall(r'<h2[^>]*><a href="/article/(\d+)"', page)[:: 1 if rel == "prev" else -1]
            found = re.search(rf'href="([^"]+)" rel="{rel}"', page)
            following = unescape(found[1]) if found else None
        pages.append(walked[::-1] if rel == "next" else walked)
    assert pages[0] == pages[1]
    assert len(set(pages[0])) == total > 60


def test_an_address_of_the_old_kind_still_shows_what_is_older_and_where_that_stands(site: Site) -> None:
    ids = re.findall(r'<h2[^>]*><a href="/article/(\d+)"', site.get("/search?q=الأرصفة").text)
    for path in (f"/search?q=الأرصفة&before={ids[4]}", f"/search?before={sorted(site.ids.values())[-5]}"):
        assert re.search(r"6 إلى 2\d من", site.text(path))


def test_behind_the_last_result_there_is_a_way_back(site: Site) -> None:
    page = site.get("/search?q=الأرصفة&start=900").text
    assert "البحث كلّه 27 نتيجة" in page
    assert 'rel="prev"' not in page


def test_the_page_of_words_and_a_saved_search_keep_every_filter_and_mode(site: Site) -> None:
    page = site.get("/search?q=القوات&mode=forms&outlet=shamplus&outlet=furat24&from=2020&to=2030").text
    for name in ("words", "saved"):
        (address,) = re.findall(rf'href="(/{name}\?[^"]+)"', page)
        asked = unescape(address).partition("?")[2]
        assert asked.endswith("&mode=forms&outlet=shamplus&outlet=furat24&from=2020-01-01&to=2030-12-31"), asked
        kept = site.get(unescape(address)).text
        assert re.findall(r'name="mode" value="(\w+)" checked', kept) == ["forms"]
        assert 'value="2020-01-01"' in kept
    assert re.findall(r'name="mode" value="(\w+)" checked', site.get("/words?q=القوات").text) == ["names"]
