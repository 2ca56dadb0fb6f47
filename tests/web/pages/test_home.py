"""The first page: what came in, changed, vanished and fell silent."""

from datetime import timedelta

from archive.times import now
from archive.web.queries.home import front_page
from tests.support.reading_room import Site


def test_home_counts_what_came_changed_and_vanished_since_an_instant(site: Site) -> None:
    found = site.ask(lambda connection: front_page(connection, now() - timedelta(hours=3)))
    assert found["today"] == {"came": 0, "outlets": 0, "changed": 1, "gone": 1}
    assert [row["id"] for row in found["changed"]] == [site.ids["water"]]
    assert [row["id"] for row in found["vanished"]] == [site.ids["fair"]]


def test_home_names_what_changed_what_vanished_and_who_is_silent(site: Site) -> None:
    page = site.text("/")
    assert "بعد سبعة أيام" in page
    assert "بعد تسعة أيام" in page
    assert "نصوصها محفوظة هنا" in page
    assert "غاب عن مواقع الناشرين، كما ثبت اليوم، خبر واحد وصمت مصدر واحد على غير عادة." in page
