"""From what a site shows to an outlet that reads it: identity rules that fit, and every sample site crawled whole."""

from dataclasses import replace

import pytest

from archive.identity.keys import key_of
from archive.reading.worker import Reader
from spiders.probing.outlet_file import files_of, write
from spiders.probing.process import survey
from spiders.probing.proposal import ANY_PATH, key_rule, new_outlet, propose
from spiders.probing.report import examine
from tests.support.crawling import Archive
from tests.support.outlet_server import OutletServer
from tests.support.outlet_server.addresses import SITES


@pytest.mark.parametrize(
    ("paths", "rule"),
    [
        (["/archives/607143", "/archives/607150"], r"^/archives/(?P<id>\d{5,})(?:/[^/?]*)*$"),
        (["/800832/خبر/", "/800841/آخر/"], r"^/(?P<id>\d{5,})(?:/[^/?]*)*$"),
        (["/news/2026/11/a/", "/news/2026/10/b/"], r"^/news/\d{4,}/\d{2,}/[^/?]+/?$"),
        (["/world/1234567-a/", "/press/1234999-b/"], r"^/[^/?]+/(?P<id>\d{5,})-[^/]*(?:/[^/?]*)*$"),
        (["/ar/haber/a-h11463.html", "/ar/haber/b-h11470.html"], None),
        (["/index.php?page=show&id=2917", "/index.php?page=show&id=2918"], r"^/index\.php\?(?:.*&)?id=(?P<id>\d+)"),
        (["/خبر-أول/", "/خبر-ثان/"], r"^/[^/?]+/?$"),
        ([], ANY_PATH),
        (["/a?x=y", "/a/b/c?x=z", "/d/e?q=1"], ANY_PATH),
    ],
)
def test_an_identity_rule_fits_the_addresses_seen(paths: list[str], rule: str | None) -> None:
    urls = [f"https://example.org{path}" for path in paths]
    made = key_rule(urls)
    assert rule is None or made == rule
    outlet = new_outlet("x", "https://example.org")
    keys = {
        key_of(url, type(outlet)(**{name: getattr(outlet, name) for name in outlet.__slots__} | {"key_rules": (made,)}))
        for url in urls
    }
    assert len(keys) == len(urls)
    assert None not in keys


@pytest.mark.parametrize("site", SITES)
def test_a_proposed_outlet_loads_and_crawls_all_that_its_site_shows(
    shared_server: OutletServer, archive: Archive, site: str
) -> None:
    shared_server.reset()
    blank = replace(new_outlet("fresh", shared_server.home(site)), delay=0.02)
    found = survey(blank, lambda _: None)
    outlet = propose(blank, found, "2026-11-22")
    checkup = examine(outlet, found)
    assert (checkup.result, [sample.result for sample in checkup.articles]) == ("ok", ["ok"] * 3)
    with Reader() as reader:
        files = files_of(outlet, found.pages[0], reader.read(found.pages[0], outlet))
    path, page, text = write(archive.outlets, files)
    assert page.read_bytes() == found.pages[0].body
    assert text.read_text(encoding="utf-8").startswith(f"title: {checkup.articles[0].title}\npublished: 2026-11")
    path.write_text(path.read_text(encoding="utf-8").replace("    lang=", "    delay=0.02,\n    lang="))
    result = archive.crawl("fresh")
    assert (result.new, result.cause, result.held) == (len(shared_server.articles(site)), "", 0)
