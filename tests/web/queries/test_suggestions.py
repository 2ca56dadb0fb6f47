"""On the search page and in the API an offer is a link to exactly the list whose length it tells."""

import re
from html import unescape
from urllib.parse import unquote_plus

import pytest

from archive.web.app.search_request import MOST_CHARACTERS
from tests.support.reading_room import Site, plain

ASKED = (
    "q=Hama", "q=Deir ez-Zor", 'q="Deir ez-Zor"&mode=forms', "q=Qalamoun&outlet=shamplus", "q=Deir ez-Zor القوات",
    "q=القوات زرافة", "q=القوات المياه الأرصفة&outlet=hawran", "q=القوات&outlet=hawran", "q=القوات&from=2030",
    "q=الأرضفة&order=rank", "q=الأرضفة&outlet=hawran&arabic=no", 'q="ضخ دير الزور"', "q=ضخ المياه صباح&mode=exact",
    "q=المياه أحياء&mode=exact", "q=القوات&lang=ku&outlet=furat24", "q=المياه&kind=gone&copies=folded",
    "q=القوات kind:gone&outlet=furat24&to=2020", "q=Pumping schedules",
)  # fmt: skip
OFFER = re.compile(r'<li><a href="([^"]+)">((?:(?!</a>).)*)</a><span class="n">(.*?)</span></li>')


def offered(html: str) -> list[tuple[str, str, int]]:
    """Address, label and number of each offer of an English page."""
    sections = "".join(re.findall(r'<section class="offer".*?</section>', html, re.DOTALL))
    number = {"one article": 1}
    return [
        (unquote_plus(unescape(address)), plain(label), number.get(told) or int(told.split()[0].replace(",", "")))
        for address, label, told in OFFER.findall(sections)
    ]


def count(site: Site, address: str) -> int:
    """How many articles the list at an address of the page has."""
    answer: int = site.get(address.replace("/en/search", "/api/1/search")).json()["count"]
    return answer


def test_the_number_beside_an_offer_is_the_length_of_its_list(site: Site) -> None:
    seen = set()
    for asked in ASKED:
        for address, label, articles in offered(site.get(f"/en/search?{asked}").text):
            assert count(site, address) == articles > 0, (asked, address)
            assert f"<h1>{articles} result" in site.get(address).text.replace("one result", "1 result"), address
            seen.add(label.split()[0])
    assert len(seen) > 10


def test_an_offer_keeps_every_filter_but_the_one_it_loosens(site: Site) -> None:
    found = {label: address for address, label, _ in offered(site.get(f"/en/search?{ASKED[16]}").text)}
    assert found == {"none of the filters": "/en/search?q=القوات kind:gone"}, "no one step would find something"
    found = {label: address for address, label, _ in offered(site.get("/en/search?q=القوات kind:edited&to=2020").text)}
    assert found["any day, or none stated"] == "/en/search?q=القوات kind:edited"
    (address, _, _), *_ = offered(site.get("/en/search?q=الأرضفة&order=rank&outlet=hawran&from=2020&mode=forms").text)
    assert address == "/en/search?q=الأرصفة&mode=forms&order=rank&outlet=hawran&from=2020-01-01"


def test_an_arabic_name_is_offered_and_the_question_stays_as_it_was(site: Site) -> None:
    page = site.get("/search?q=Deir ez-Zor").text
    assert '<bdi class="q" lang="ar">دير الزور</bdi></a><span class="n">خبر واحد</span>' in page
    assert 'value="Deir ez-Zor"' in page
    assert "<h1>لا نتائج</h1>" in page


def test_arabic_names_can_be_switched_off_and_on_again(site: Site) -> None:
    for path in ("/search?q=Deir ez-Zor", "/search?q=Deir ez-Zor&arabic=no"):
        assert ("كُتب الاسم باللاتينية" in site.text(path)) == ("arabic" not in path)
        (switch,) = re.findall(r'<input type="checkbox" name="arabic" value="no"( checked)?>', site.get(path).text)
        assert bool(switch) == ("arabic" in path)
    kept = site.get("/search?q=القوات&arabic=no").text
    assert kept.count('<input type="hidden" name="arabic" value="no">') == 2, "both other forms keep it"
    for feed in re.findall(r'rel="alternate" type="application/[^"]*" href="([^"]+)"', kept):
        assert site.get(unescape(feed)).status_code == 200
    assert 'name="arabic"' not in site.get("/search?q=القوات").text


def test_nothing_is_offered_where_nothing_helps_or_enough_was_found(site: Site) -> None:
    for asked in ("q=زرافة خرتيت", "q=الأرصفة", "", "q=((", "q=الأرصفة&start=901", "q=Salamiyah&start=5"):
        page = site.get(f"/search?{asked}").text
        assert 'class="offer"' not in page, asked


def test_a_question_longer_than_an_address_may_hold_is_not_offered(site: Site) -> None:
    """The Arabic is longer than the Kurdish name."""
    few, many = (" OR ".join(["Dêrezor"] * names) for names in (2, 27))
    assert len(many) <= MOST_CHARACTERS
    assert "دير الزور" in site.get(f"/search?q={few}").text
    assert "دير الزور" not in site.get(f"/search?q={many}").text


@pytest.mark.parametrize("asked", ASKED)
def test_the_api_tells_the_same_offers_with_their_addresses(site: Site, asked: str) -> None:
    told = site.get(f"/api/1/search?{asked}").json()["offers"]
    shown = offered(site.get(f"/en/search?{asked}").text)
    assert sorted(offer["count"] for offer in told) == sorted(articles for _, _, articles in shown)
    for offer in told:
        answer = site.get(unquote_plus(offer["url"].removeprefix("http://localhost"))).json()
        assert (answer["count"], answer["mode"]) == (offer["count"], offer["mode"])
