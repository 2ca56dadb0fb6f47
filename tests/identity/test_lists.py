"""Where no rule of an outlet is known: what the systems of news sites list is no article, what they print is one."""

import pytest

from archive.identity.keys import identify, key_of
from archive.identity.unknown_hosts import unknown_outlet
from tests.support.address_forms import ARTICLES, LISTED

HOME = "https://nobody.example"
NOBODY = unknown_outlet(HOME)


@pytest.mark.parametrize("path", LISTED)
@pytest.mark.parametrize("front", ["", "/ku", "/en", "/index.php", "/public/ar"])
def test_a_list_a_feed_a_file_and_a_search_are_no_articles(path: str, front: str) -> None:
    assert key_of(f"{HOME}{front}{path}", NOBODY) is None


@pytest.mark.parametrize("path", ARTICLES)
def test_what_may_be_an_article_is_one_of_its_own(path: str) -> None:
    found = identify(f"{HOME}{path}", NOBODY)
    assert found is not None
    assert found.key.startswith("path/")
    others = {key_of(f"{HOME}{other}", NOBODY) for other in ARTICLES if other != path}
    assert found.key not in others


def test_comments_of_an_article_are_its_twin() -> None:
    assert key_of(f"{HOME}/a-headline/comment-page-2/#comments", NOBODY) == key_of(f"{HOME}/a-headline/", NOBODY)
