"""A made archive in which each of the ten jobs of docs/desk.md finds what it is about."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from archive.analysis.follower import Follower
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.record.store import open_record
from archive.times import now
from tests.support.copied_articles import prose
from tests.support.made_archive import FURAT, HAWRAN, SHAM, Made, take

CROSSING = "معبر الخابور"
SENTENCE = "إن مخزون الطحين في صوامع المدينة يكفي الأفران ستة أسابيع لا أكثر"
TOLL = "وأدى انهيار المبنى إلى إصابة 18 شخصًا نقلوا إلى المستشفى الوطني."
# Weeks ago in which each outlet speaks of the crossing: one of them stops.
SPOKEN = {"furat24": (6, 5, 4, 3, 2, 1), "hawran": (6, 5, 4)}
CALLED = {"furat24": "قوات سوريا الديمقراطية", "hawran": "قسد"}


def make(data: Path) -> None:
    """Fill an empty folder."""
    folder, start = DataFolder(data).make(), now()
    with Writer(folder, "made") as writer:
        for place, outlet in enumerate((FURAT, HAWRAN)):
            for week in range(6, 0, -1):
                words = f"زارت {CALLED[outlet.name]} مدينة منبج في ريف حلب."
                if week in SPOKEN[outlet.name]:
                    words = f"عبرت القافلة {CROSSING} صباحًا. {words}"
                seed = 10 * week + place
                made = Made(outlet, f"week-{week}", f"أخبار الأسبوع رقم {seed}", f"{words}\n{prose(seed, 90)}", 0)
                take(writer, made, start - timedelta(days=7 * week - 3, hours=place))
        for place, outlet in enumerate((SHAM, FURAT, HAWRAN)):
            text = f"قالت المديرية {SENTENCE}.\n{prose(200 + place, 90)}"
            take(
                writer,
                Made(outlet, "flour", f"طحين المدينة، {outlet.title}", text, 0),
                start - timedelta(hours=40 - 6 * place),
            )
        for hours, printed in ((20, "18"), (14, "23"), (8, "31")):
            text = f"{TOLL.replace('18', printed)}\n{prose(300, 90)}"
            take(writer, Made(FURAT, "toll", "انهيار مبنى في حي السكري", text, 0), start - timedelta(hours=hours))
    with closing(open_record(folder.record)) as store:
        Follower(store.db).catch_up()


def add_crossing(data: Path, at: datetime) -> None:
    """One more article that speaks of the crossing."""
    with Writer(DataFolder(data), "made") as writer:
        text = f"أُغلق {CROSSING} مساءً.\n{prose(400, 90)}"
        take(writer, Made(SHAM, "closed", "إغلاق المعبر مساء", text, 0), at)
