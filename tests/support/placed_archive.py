"""A made archive whose articles name places: areas, towns, a government, a name of several places, and nothing."""

from datetime import date, timedelta
from pathlib import Path

from archive.analysis.follower import Follower
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.times import now
from tests.support.made_pages import OUTLET, TEXT, page_of, take
from tests.support.reading_room import Site

PUBLISHED = date(2026, 11, 19)
ARTICLES = {
    "market": ("السوق يعود إلى منبج", "عاد السوق إلى وسط مدينة منبج، ثم فتح معبر باب السلامة قرب أعزاز."),
    "road": ("طريق بين المدينتين", "فُتح الطريق بين منبج وعفرين وتل رفعت في ريف حلب."),
    "visit": ("زيارة وفد", "اعتبرت دمشق أن الزيارة مهمة، ووصل الوفد إلى ديرالزور ثم إلى دير الزور."),
    "village": ("مدرسة جديدة", "افتتحت المدرسة في قرية البويضة أمس."),
    "nothing": ("سوق الأوراق", "ارتفعت الأسعار في السوق اليوم."),
}


def make(data: Path, days_apart: int = 0) -> Site:
    """Each article is of so many days before the one that stands before it."""
    folder = DataFolder(data).make()
    with Writer(folder, "made") as writer:
        intake = Intake(folder.root, OUTLET, writer)
        for n, (title, text) in enumerate(ARTICLES.values()):
            at = now() - timedelta(days=2, minutes=n)
            url = f"https://sample.example/8000{n}/"
            day = f"{PUBLISHED - timedelta(days=n * days_apart)}T10:00:00+03:00"
            take(intake, page_of(f"{text}\n{TEXT}", url=url, title=title, at=at, published=day))
    store = open_record(folder.record)
    Follower(store.db).catch_up()
    titles = {row["title"]: row["id"] for row in store.db.query("SELECT id, title FROM articles")}
    store.close()
    return Site(data, {slug: titles[title] for slug, (title, _) in ARTICLES.items()})
