"""A redirect is called by where it leads, and by nothing that stood in the address before."""

from dataclasses import replace

import pytest

from archive.identity.keys import key_of
from archive.identity.lists import LISTS
from archive.reading.redirects import leads_to
from tests.support.made_pages import OUTLET

NUMBERED = replace(OUTLET, not_articles=LISTS, key_rules=(r"^/(?:ar/)?(?:archives/)?(?P<id>\d+)/?$",))
SITE = NUMBERED.home.rstrip("/")


def test_404_is_a_number_of_an_article_like_any_other() -> None:
    assert [key_of(f"{SITE}/{path}", NUMBERED) for path in ("404", "ar/404", "archives/404")] == ["404"] * 3


@pytest.mark.parametrize("path", ["404", "archives/404", "ar/404", "archives/405"])
def test_an_article_sent_to_its_own_longer_address_is_there(path: str) -> None:
    assert leads_to(f"{SITE}/{path}", f"{SITE}/{path}/a-headline", NUMBERED) == ""


@pytest.mark.parametrize("target", ["404", "ar/404", "404.html", "error/404", "page-not-found"])
def test_another_article_sent_there_was_not_found(target: str) -> None:
    assert leads_to(f"{SITE}/archives/98765", f"{SITE}/{target}", NUMBERED) == "not_found"
