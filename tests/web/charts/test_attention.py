"""How the shares of a page of attention are drawn."""

import re
from datetime import timedelta
from pathlib import Path

from archive.times import damascus_day, now
from tests.support import search_samples
from tests.support.reading_room import Site, plain

TODAY = damascus_day(now())


def test_one_article_alone_in_its_week_is_no_scale_for_the_others_and_is_said_to_be_cut(tmp_path: Path) -> None:
    db = search_samples.make(tmp_path / "warraq.db", ())
    search_samples.add_outlet(db, "furat", "فرات24", "Furat")
    for number, days in enumerate((40, *[8] * 20)):
        search_samples.add(db, number, "المطر" if number < 3 else "الخبز", "نصّ", "furat", TODAY - timedelta(days=days))
    db.close()
    html = Site(tmp_path, {}).get(f"/attention?q=المطر&by=week&from={TODAY - timedelta(days=45)}").text
    assert re.findall(r'text-anchor="start">([\d,.]+)', html)[:3] == ["0", "50", "100"]
    assert plain(html).count("مقطوع عند الخط الأعلى") == 2, "of the whole and of the outlet"
