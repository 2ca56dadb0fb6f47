"""A pasted address asked of feeds, exports and saved searches: they answer as the search page does."""

import csv
import io
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.support.reading_room import Site

FORM = {"content-type": "application/x-www-form-urlencoded"}
FORMS_OF_WATER = (
    "https://furat24.example/water",
    "http://www.furat24.example/water/?utm_source=tg",
    "furat24.example/water",
    "https://web.archive.org/web/20260101000000/https://furat24.example/water",
    "https://furat24.example/water?utm_content=" + "x" * 400,
)
UNKNOWN = ("https://furat24.example/never-kept", "https://nobodys.example/water")


def exported(site: Site, form: str, address: str) -> Any:
    answer = site.get(f"/exports/articles.{form}", params={"q": address})
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("address", FORMS_OF_WATER)
def test_an_address_is_its_article_in_exports_and_feeds(site: Site, address: str) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(site, "csv", address).text.removeprefix("\ufeff"))))
    assert [int(row["id"]) for row in rows] == [site.ids["water"]]
    answer = exported(site, "json", address).json()
    assert (answer["cut"], [row["id"] for row in answer["articles"]]) == (False, [site.ids["water"]])
    feed = site.get("/feeds/articles.json", params={"q": address}).json()
    assert [item["url"] for item in feed["items"]] == [f"http://localhost/article/{site.ids['water']}"]
    assert [item["url"] for item in site.get(feed["feed_url"].removeprefix("http://localhost")).json()["items"]]


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_address_that_is_not_kept_is_no_article_anywhere(site: Site, address: str) -> None:
    assert exported(site, "json", address).json()["articles"] == []
    assert exported(site, "csv", address).text.count("\n") == 1
    assert site.get("/feeds/articles.json", params={"q": address}).json()["items"] == []
    assert site.get("/feeds/articles.atom", params={"q": address}).text.count("<entry") == 0


def test_what_makes_no_sense_beside_an_address_is_refused_as_beside_words(site: Site) -> None:
    for path in ("/api/1/search", "/exports/articles.csv", "/feeds/articles.atom"):
        answer = site.get(path, params={"q": FORMS_OF_WATER[0], "mode": "fuzzy"})
        assert answer.status_code == 400, path


@pytest.mark.parametrize("address", [*FORMS_OF_WATER, *UNKNOWN])
def test_an_address_cannot_be_followed_but_leads_to_what_it_is(site: Site, address: str) -> None:
    body = urlencode({"q": address})
    shown = site.get(f"/saved?{body}")
    sent = site.get("/saved", method="POST", content=body, headers=FORM)
    assert {answer.status_code for answer in (shown, sent)} == {303}
    assert shown.headers["location"] == sent.headers["location"] == f"/search?{body}"
