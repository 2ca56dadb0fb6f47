"""A record with one article for every real address of a shipped outlet that the tests of keys name."""

from dataclasses import dataclass
from pathlib import Path

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.identity.keys import key_of
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.times import now
from spiders.registry import outlets
from tests.spiders.outlets.test_definitions import KEYS as DEFINITIONS
from tests.spiders.outlets.test_keys_1 import KEYS as FIRST
from tests.spiders.outlets.test_keys_2 import KEYS as SECOND
from tests.spiders.outlets.test_keys_3 import KEYS as THIRD
from tests.support.made_archive import STREET

ALIKE = "قافلة-طبية-تصل-إلى-المدينة"


@dataclass(frozen=True, slots=True)
class Sample:
    """An article's address as its outlet gives it, and its number in the record."""

    outlet: Outlet
    url: str
    key: str
    article_id: int


def addresses() -> list[tuple[str, str, str | None]]:
    """Outlet, address and key, None for what is no article."""
    first = [(name, url, key) for name, cases in FIRST.items() for url, key in cases.items()]
    # Of these one each: every address is pasted in some fifty forms.
    third = [(name, *next((url, key) for url, key in cases.items() if key)) for name, cases in THIRD.items()]
    # Nobody has seen an address of this one: that of its saved page.
    unseen = ("rozana", "https://www.rozana.fm/archives/1234567", "path/archives/1234567")
    channel = ("tg_sana_gov", "https://t.me/sana_gov/187223", "187223")
    # Its number begins another's, and these two slugs begin alike.
    begins = ("enabbaladi", "https://www.enabbaladi.net/archives/24216", "24216")
    alike = [("jesrpress", f"https://jesrpress.com/{ALIKE}-{end}/", f"path/{ALIKE}-{end}") for end in ("مساء", "صباحا")]
    return [
        (name, url, key)
        for name, url, key in (*DEFINITIONS, *first, *SECOND, *third, unseen, channel, begins, *alike)
        if name in outlets()
    ]


def make(data: Path) -> list[Sample]:
    """Fill an empty folder: every outlet, and of several addresses of one article the first."""
    folder = DataFolder(data).make()
    found: dict[tuple[str, str], Sample] = {}
    with Writer(folder, "made") as writer:
        for outlet in outlets().values():
            Intake(folder.root, outlet, writer).flush()
        for n, (name, url, key) in enumerate(addresses()):
            outlet = outlets()[name]
            if key is None or (name, key) in found or key_of(url, outlet) != key:
                continue
            reading = Reading(title=f"خبر رقم {n}", text=STREET.format(n=n), lang=outlet.lang)
            page = Page(url=url, final_url=url, status=200, headers=(), body=b"", fetched_at=now())
            outcome = Intake(folder.root, outlet, writer).consider(page, reading)
            if outcome.article_id is None:
                raise AssertionError(f"{url} was not stored: {outcome}")
            found[name, key] = Sample(outlet, url, key, outcome.article_id)
    return list(found.values())
