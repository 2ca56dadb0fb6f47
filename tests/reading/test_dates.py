"""Arabic dates: every form seen in the Syrian press, and silence about everything else."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.reading.dates import best, parse_date
from tests.support.calendar_names import EGYPTIAN, MAGHREB, MONTHS, WEEKDAYS
from tests.support.made_html import SEEN

DAYS = {
    "الأحد 7 من حزيران 2020": "2020-06-07",
    "7 حزيران 2020": "2020-06-07",
    "31 من تشرين الأول 2019": "2019-10-31",
    "31 تشرين الأول 2019": "2019-10-31",
    "10 كانون الأول 2018": "2018-12-10",
    "الـ10 من كانون الأول 2018": "2018-12-10",
    "10 ك1 2018": "2018-12-10",
    "4 ك2 2018": "2018-01-04",
    "4 ت1 2018": "2018-10-04",
    "4 ت2 2018": "2018-11-04",
    "15 كانون الثاني 2021": "2021-01-15",
    "3 شباط 2021": "2021-02-03",
    "3 آذار 2021": "2021-03-03",
    "3 نيسان 2021": "2021-04-03",
    "نيسان 15, 2021": "2021-04-15",
    "3 أيار 2021": "2021-05-03",
    "3 أيلول 2021": "2021-09-03",
    "3 تشرين الثاني 2021": "2021-11-03",
    "3 تشرين ثاني 2021": "2021-11-03",
    "3 يونيو/حزيران 2021": "2021-06-03",
    "٧ حزيران ٢٠٢٠": "2020-06-07",
    "3 يونيو 2021": "2021-06-03",
    "3 من يونيو 2021": "2021-06-03",
    "2021/06/03": "2021-06-03",
    "03/06/2021": "2021-06-03",
    "12-11-2019": "2019-11-12",
    "قبل يومين": "2026-11-20",
    "قبل 3 أيام": "2026-11-19",
    "منذ أسبوع": "2026-11-15",
    "أمس": "2026-11-21",
    "01/06/2024": "2024-06-01",
    "يونيو 26, 2023": "2023-06-26",
    "16-شباط-2021": "2021-02-16",
    "30 من أيلول 2015": "2015-09-30",
    "22 ايلول/سبتمبر": "2026-09-22",
    "12 كانون الأول/ديسمبر 2024": "2024-12-12",
    "2 حزيران (يونيو - جوان)، 2018": "2018-06-02",
    "الجمعة 20 ربيع الأول 1447 هـ – 12 أيلول 2025": "2025-09-12",
    "٨ أغسطس ٢٠٢٥": "2025-08-08",
    "۲۰ سبتمبر ۲۰۱۷": "2017-09-20",
    "11 September، 2017": "2017-09-11",
    "November 20, 2026": "2026-11-20",
    "الأحد 7 من حزيران": "2026-06-07",
    "24 كانون الأول": "2025-12-24",
    "3 جانفي 2021": "2021-01-03",
    "3 شتنبر 2021": "2021-09-03",
    "5 آب\u200f 2022": "2022-08-05",
    "3 تَشرينَ الأوّل 2021": "2021-10-03",
    "4 أيلول 2026، آخر خبر": "2026-09-04",
    "7 حزيران.2020": "2020-06-07",
    "7 حزيران: 2020": "2020-06-07",
    "7 حزيران | 2020": "2020-06-07",
    "7. حزيران. 2020": "2020-06-07",
    "7th of June 2020": "2020-06-07",
    "أول أمس": "2026-11-20",
    "أمس الأول": "2026-11-20",
    "أول من أمس": "2026-11-20",
    "قبل البارحة": "2026-11-20",
    "البارحة": "2026-11-21",
    "أمس الأحد": "2026-11-21",
}
MOMENTS = {
    "الثلاثاء، ١٢ تشرين الثاني ٢٠١٩ - ١٤:٣٠": "2019-11-12T12:30:00",
    "منذ 3 ساعات": "2026-11-22T06:00:00",
    "منذ ساعتين": "2026-11-22T07:00:00",
    "منذ 11 دقيقة": "2026-11-22T08:49:00",
    "Tue, 12 Nov 2019 10:00:00 +0200": "2019-11-12T08:00:00",
    "Fri, 20 Nov 2026 07:03:00 GMT": "2026-11-20T07:03:00",
    "2023-07-23T13:03:36+00:00": "2023-07-23T13:03:36",
    "2023-07-23T13:03:36.250Z": "2023-07-23T13:03:36",
    "2020-12-01 02:00:00": "2020-12-01T00:00:00",
    "2020-06-03T03:01+0400": "2020-06-02T23:01:00",
    "2020-04-25 04:39": "2020-04-25T01:39:00",
    "تاريخ النشر: 2020-04-25 04:39": "2020-04-25T01:39:00",
    "• 2022/10/02 • 11:13 ص": "2022-10-02T08:13:00",
    "• 2022/10/02 • 11:13 م": "2022-10-02T20:13:00",
    "2022/10/02 12:05 ص": "2022-10-01T21:05:00",
    "الأربعاء، 07 أكتوبر 2020 - 12:09 م": "2020-10-07T09:09:00",
    "تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً": "2020-04-24T18:22:00",
    "اليوم 10:30 ص": "2026-11-22T07:30:00",
    "أمس الساعة 10:30": "2026-11-21T07:30:00",
    "7 حزيران الساعة 14:30 2020": "2020-06-07T11:30:00",
    "Sun Jun 07 2020 10:00:00 GMT+0300 (EEST)": "2020-06-07T07:00:00",
    "2020-06-07 10:00 GMT+3": "2020-06-07T07:00:00",
    "2020-06-07 10:00:00+03": "2020-06-07T07:00:00",
    "7 حزيران 2020 10:00 بتوقيت غرينتش": "2020-06-07T10:00:00",
    "7 حزيران 2020 10:00 - 8 حزيران": "2020-06-07T07:00:00",
}
UNKNOWN = (
    "",
    "الجمعة 14 ذو القعدة 1441",  # it was a Sunday
    "31 رمضان 1445",
    "14 رمضان 1301",  # before the table of the calendar begins
    "أيار الماضي",
    "22 أيلول/أكتوبر 2020",  # the two names disagree
    "الاثنين 7 من حزيران 2020",  # it was a Sunday
    "الجمعة 1 ربيع الأول 1447 هـ – 12 أيلول 2025",  # the Hijri day is three weeks off
    "31 حزيران 2020",
    "2020-13-40",
    "3 آب 2027",
    "24-11-2026",  # over a day ahead
    "1999-01-01",
    "25:99 2020-01-05",
    "قال إن 15 شخصًا وصلوا",
    "أول أول أمس",
    "قبل اليوم",
    "7 حزيران، عدد القراء 2019",  # whose year it is, nobody knows
    "7-حزيران-20",
    "7 يونيو/حزيران 20",
    "\x00\ud800",
)


@pytest.mark.parametrize("text", DAYS)
def test_a_written_day_is_read(text: str) -> None:
    found = parse_date(text, SEEN)
    assert found is not None
    assert (str(found.day), found.instant, found.precision) == (DAYS[text], None, "day")


@pytest.mark.parametrize("text", MOMENTS)
def test_a_written_moment_is_read_in_the_outlets_zone_unless_it_names_its_own(text: str) -> None:
    found = parse_date(text, SEEN)
    assert found is not None
    assert found.instant == datetime.fromisoformat(MOMENTS[text]).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_understood_stays_unknown(text: str) -> None:
    assert parse_date(text, SEEN) is None


def test_a_month_alone_is_a_month() -> None:
    found = parse_date("حزيران 2020", SEEN)
    assert found is not None
    assert (found.day, found.precision) == (date(2020, 6, 1), "month")


def test_the_day_is_the_outlets_day_not_the_day_in_utc() -> None:
    found = parse_date("2020-12-24T23:59:50Z", SEEN)
    assert found is not None
    assert found.day == date(2020, 12, 25)


def test_syrian_summer_time_before_2022_is_known() -> None:
    summer, winter = parse_date("1 تموز 2020 12:00", SEEN), parse_date("2 كانون الثاني 2020 12:00", SEEN)
    assert summer is not None
    assert winter is not None
    assert summer.instant == datetime(2020, 7, 1, 9, tzinfo=UTC)
    assert winter.instant == datetime(2020, 1, 2, 10, tzinfo=UTC)


def test_a_day_without_year_is_never_ahead() -> None:
    on_the_day = parse_date("22 تشرين الثاني", SEEN)
    day_after = parse_date("23 تشرين الثاني", SEEN)
    assert on_the_day is not None
    assert day_after is not None
    assert (on_the_day.day.year, day_after.day.year) == (2026, 2025)


def test_machines_are_believed_before_people_and_both_before_addresses() -> None:
    claims = [
        ("text", "5 حزيران 2026"),
        ("url", "https://sample.example/2026/06/04/a/"),
        ("jsonld", "2026-06-03T10:00:00Z"),
    ]
    found = best(claims, SEEN)
    assert found is not None
    assert (found.source, found.day) == ("jsonld", date(2026, 6, 3))
    found = best(claims[:2], SEEN)
    assert found is not None
    assert (found.source, found.day) == ("url", date(2026, 6, 4))


def test_a_claim_that_cannot_be_read_gives_way_to_the_next() -> None:
    found = best([("jsonld", "غير معروف"), ("meta", "الأربعاء، 07 أكتوبر 2020 - 12:09 م")], SEEN)
    assert found is not None
    assert (found.source, found.day) == ("meta", date(2020, 10, 7))


def test_a_month_in_an_address_gives_way_to_any_day() -> None:
    address = ("url", "https://sample.example/archives/2018/01/slug/")
    month, day = best([address], SEEN), best([address, ("text", "5 كانون الثاني 2018")], SEEN)
    assert month is not None
    assert day is not None
    assert (month.precision, day.precision, day.day) == ("month", "day", date(2018, 1, 5))


def test_a_lone_new_years_day_needs_a_witness() -> None:
    assert best([("text", "2013-01-01")], SEEN) is None
    assert best([("meta", "2013-01-01T00:00:00")], SEEN) is None
    assert best([("meta", "2013-01-01"), ("url", "/2013/01/01/a")], SEEN) is not None
    assert best([("meta", "2013-01-01T09:13:22Z")], SEEN) is not None
    assert best([("text", "2026-01-01")], datetime(2026, 1, 2, tzinfo=UTC)) is not None


INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FORMS = (
    "{w} {d} من {l} {y}",
    "{d} {l} {y}",
    "الـ{d} من {l} {y}",
    "{w}، {d} {e} {y}",
    "{d} {l}/{e} {y}",
    "{d} {l} ({e} - {g})، {y}",
    "{e} {d}, {y}",
    "{d}-{l}-{y}",
    "{y}/{m:02}/{d:02}",
    "{d:02}-{m:02}-{y}",
    "{d}/{m}/{y}",
    "{y}-{m:02}-{d:02}",
    "نُشر في: {w} {d} {g} {y}",
)


@settings(max_examples=2_000, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2026, 11, 22)), st.sampled_from(FORMS), st.booleans())
def test_any_day_in_any_form_comes_back(day: date, form: str, indic: bool) -> None:
    names = {
        "w": WEEKDAYS[day.weekday()],
        "l": MONTHS[day.month - 1],
        "e": EGYPTIAN[day.month - 1],
        "g": MAGHREB[day.month - 1],
    }
    text = form.format(d=day.day, m=day.month, y=day.year, **names)
    found = parse_date(text.translate(INDIC) if indic else text, SEEN)
    assert found is not None
    assert found.day == day


@settings(max_examples=500, deadline=None)
@given(st.integers(946_800_000, 1_795_000_000), st.sampled_from(("Z", "+03:00", "-0500", "+00:00")))
def test_a_machine_time_comes_back_to_the_second(second: int, zone: str) -> None:
    text = f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%S}{zone}"
    found = parse_date(text, SEEN)
    assert found is not None
    assert found.instant == datetime.fromisoformat(text)
