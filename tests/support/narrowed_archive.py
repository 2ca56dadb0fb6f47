"""A made archive of one question's articles: every filter and mode of the search page leaves some and not others."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from archive.analysis.follower import Follower
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.times import damascus_day, now
from tests.support.copied_articles import prose
from tests.support.made_archive import FURAT, HAWRAN, ORONTES, SHAM, Made, take

WORD = "القمح"
PLACE, PARTY, NAME = "SY0205", "sdf", "قسد"  # a town of the gazetteer, a party and a name of names.tsv
PRICES = "بيع القمح في السوق وأصيب 3 أشخاص في حادث سير."
# Outlet, slug, days ago, how it begins, which words follow: the same number, the same words.
ARTICLES = (
    (FURAT, "town", 9, f"زارت قسد مدينة منبج في ريف حلب. {PRICES}", 1),
    (HAWRAN, "name", 8, f"زارت قوات سوريا الديمقراطية مدينة منبج. {PRICES}", 2),
    (FURAT, "quoted", 7, f"قال الناطق: «وصلت قسد إلى السوق صباحًا». {PRICES}", 3),
    (SHAM, "old", 60, f"سعر جديد. {PRICES}", 4),
    (FURAT, "carried", 6, f"موسم الحصاد. {PRICES}", 5),
    (HAWRAN, "carried", 5, f"موسم الحصاد. {PRICES}", 5),
    (SHAM, "joined", 4, PRICES.replace(WORD, "وبالقمح"), 6),
    (SHAM, "bare", 3, PRICES.replace(WORD, "قمح"), 7),
    (
        ORONTES,
        "english",
        2,
        f"The word for wheat on the market wall is {WORD}. A notice says: وأصيب 3 أشخاص في حادث سير.",
        8,
    ),
)
EDITED = f"سعر آخر بعد التصحيح. {PRICES}"


def make(data: Path) -> None:
    """Fill an empty folder."""
    folder, start = DataFolder(data).make(), now()
    with Writer(folder, "made") as writer:
        for outlet, slug, days, opening, seed in ARTICLES:
            text = f"{opening}\n{prose(seed, 90)}"
            take(writer, Made(outlet, slug, f"خبر {slug} رقم {seed}", text, 0), start - timedelta(days=days))
        edited = Made(SHAM, "old", "خبر old رقم 4", f"{EDITED}\n{prose(4, 90)}", 0)
        take(writer, edited, start - timedelta(days=1))
        writer.copies.follow()
    with closing(open_record(folder.record)) as store:
        Follower(store.db).catch_up()


def examples() -> dict[str, dict[str, str]]:
    """Under the name of each parameter of the search page's address a question that uses it."""
    today = damascus_day(now())
    asked = {
        "q": {},
        "mode": {"mode": "exact"},
        "order": {"order": "oldest"},
        "outlet": {"outlet": "furat24,hawran"},
        "from": {"from": str(today - timedelta(days=10))},
        "to": {"to": str(today - timedelta(days=7))},
        "lang": {"lang": "en"},
        "kind": {"kind": "edited"},
        "place": {"place": PLACE},
        "copies": {"copies": "folded"},
        "party": {"party": PARTY},
        "named": {"named": NAME},
        "quotes": {"named": NAME, "quotes": "in"},
        "arabic": {"arabic": "no"},
    }
    return {name: {"q": WORD, **more} for name, more in asked.items()}
