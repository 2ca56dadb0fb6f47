"""Whether a listing reaches back to the one before: by keys and dates, whatever is pinned, old or withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.crawl_state.revisits import Listed
from archive.exchange import Hint
from spiders.discovery._overlap import lies_behind, published_since, reaches, reaches_as_set

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
# What was listed before, the newest first: w0 … w9.
W = [f"w{n}" for n in range(10)]
N = [f"n{n}" for n in range(30)]
NEW = set(N)


def listed(*keys: str, dated: bool = False) -> list[Listed]:
    return [
        Listed(key, f"https://example.org/{key}/", Hint(published=date_of(key) if dated else ""), "") for key in keys
    ]


def date_of(key: str) -> str:
    """New ones are newest, old ones and the pinned are from last year; within each the first is the newest."""
    days = {"n": 0, "w": 1, "o": 300, "p": 300}[key[0]]
    return (AT - timedelta(days=days, minutes=int(key[1:]))).isoformat()


def before(*keys: str, dated: bool = False) -> list[tuple[str, str]]:
    return [(key, date_of(key) if dated else "") for key in keys]


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ((*N[:3], *W[:7]), W, "yes"),
        ((*N[:9], W[0]), W, "yes"),
        (W, W, "yes"),
        (N[:10], W, "no"),
        ((*N[:9], W[9]), W, "no"),
        (("p0", *N[:9]), ("p0", *W[:9]), "no"),
        (("p0", *N[:4], *W[:5]), ("p0", *W[:9]), "yes"),
        ((N[0], *W[1:]), W, "yes"),
        ((N[0], *W[2:], "o1"), W, "yes"),
        (("o1", "o2", "o3"), W, "no"),
        (N[:3], (), "yes"),
    ],
    ids=[
        "three new",
        "nine new of ten",
        "nothing new",
        "all new",
        "an old one again",
        "only the pinned",
        "pinned and followed",
        "the newest withdrawn",
        "two withdrawn",
        "fell back",
        "never asked before",
    ],
)
def test_a_listing_reaches_back_when_its_new_ones_are_followed_by_the_newest_of_before(
    now: tuple[str, ...], then: tuple[str, ...], expected: str, dated: bool
) -> None:
    assert reaches(listed(*now, dated=dated), before(*then, dated=dated), NEW) == expected


def test_dates_put_pinned_articles_in_their_place_and_a_mixed_order_right() -> None:
    pins = ("p0", "p1", "p2")
    then = before(*pins, *W[:7], dated=True)
    assert reaches(listed(*pins, *N[:7], dated=True), then, NEW) == "no"
    assert reaches(listed(*reversed([*N[:4], *W[:6]]), dated=True), before(*W, dated=True), NEW) == "yes"


def test_an_article_that_came_up_from_below_is_no_news() -> None:
    then = before(*W, dated=True)
    assert reaches(listed(*W[1:], "o1", dated=True), then, {"o1"}) == "yes"
    assert reaches(listed(*W[1:], "o1"), before(*W), {"o1"}) == "unsure", "without dates nobody knows"


def test_what_other_routes_have_found_since_is_as_good_as_what_this_one_listed() -> None:
    assert reaches(listed(*N[:5], *N[20:25]), before(*W), set(N[:5]), set(N[20:25])) == "yes"
    assert reaches(listed(*N[20:25], *N[:5]), before(*W), set(N[:5]), set(N[20:25])) != "yes"


def test_a_map_reaches_from_one_side_of_the_hole_to_the_other() -> None:
    then = before(*W)
    assert reaches_as_set({*N, *W}, then, N[:10])
    assert not reaches_as_set({*N[20:], *W}, then, N[:10]), "it was made before the newest came"
    assert not reaches_as_set({*N, W[9]}, then, N[:10]), "one old article"
    assert reaches_as_set({*N, *W[1:]}, then, N[:10]), "one withdrawn"


def test_a_page_lies_behind_a_hole_when_all_of_it_is_older_or_known() -> None:
    assert lies_behind(listed("o1", "o2", dated=True), {"o1", "o2"}, AT - timedelta(days=2))
    assert lies_behind(listed("w1", "w2", "w3"), NEW, AT)
    assert not lies_behind(listed("w1", "n2", "w3"), NEW, AT)
    assert not lies_behind(listed("w1"), NEW, AT), "one article alone may be pinned"


def test_what_says_neither_when_it_was_published_nor_touched_may_be_new() -> None:
    kept = published_since([*listed("n1", "o1", dated=True), *listed("w1")], AT - timedelta(days=2))
    assert [one.key for one in kept] == ["n1", "w1"]
    (map_entry,) = listed("o2")
    touched = Listed("o2", map_entry.url, Hint(modified=date_of("o2")), "")
    assert published_since([touched], AT - timedelta(days=2)) == []
