"""A date comes back from every wording or stays unknown; what is no date never becomes one, least of all today's."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reading._calendars import fold
from archive.reading.dates import RANKS, best, parse_date
from tests.support.calendar_names import EGYPTIAN, MAGHREB, MONTHS, WEEKDAYS
from tests.support.made_html import SEEN
from tests.support.mangled_bytes import odd_texts
from tests.support.property_rounds import cpu_seconds

FIRST, LAST = date(2000, 1, 1), SEEN.date()
DAYS = st.dates(FIRST, LAST)
DAMASCUS = ZoneInfo("Asia/Damascus")
ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DIGITS = [str.maketrans("0123456789", other) for other in ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")]
MARKS = ("", "\u200f", "\u200e", "\u202b", "\u0640", "\u064e")

BEFORE = ("", "نُشر في: ", "تاريخ النشر ", "آخر الأخبار | ", "{w} ", "{w}، ", "يوم {w} الموافق ", "- ", "(", "ــــ ")
DAY_OF_MONTH = ("{d} ", "{d:02} ", "{d} من ", "الـ{d} من ", "{d}-", "{d}/", "{d}. ", "{d} شهر ")
MONTH = ("{l}", "{e}", "{g}", "{n}", "{l}/{e}", "{e} / {l}", "{l} ({e})", "{l} - {e}", "{l} ({e} - {g})")
BEFORE_YEAR = (
    " ",
    "، ",
    ", ",
    "-",
    "/",
    ".",
    ". ",
    ": ",
    " : ",
    " | ",
    "|",
    " – ",
    " عام ",
    " من عام ",
    " سنة ",
    "\xa0",
)
CLOCKS = ("", " 14:30", " - 14:30", "، الساعة 14:30", " | 02:30 م", " 02:30 مساءً", " 14:30:05", " (14:30)", " T14:30Z")
BETWEEN = ("", " 14:30", " - 14:30 -", " الساعة 14:30", "، الساعة 14:30،", " 14:30 |")


@st.composite
def wordings(draw: st.DrawFn) -> tuple[str, date]:
    day = draw(DAYS)
    between = draw(st.sampled_from(BETWEEN))
    clock = "" if between else draw(st.sampled_from(CLOCKS))
    parts = (BEFORE, DAY_OF_MONTH, MONTH)
    written = "".join(draw(st.sampled_from(part)) for part in parts)
    written += (
        f"{between}{draw(st.sampled_from(BEFORE_YEAR))}{{y}}{clock}{draw(st.sampled_from(('', ' هـ', ' |', '.', ')')))}"
    )
    month = day.month - 1
    names = {"w": WEEKDAYS[day.weekday()], "l": MONTHS[month], "e": EGYPTIAN[month], "g": MAGHREB[month]}
    text = written.format(d=day.day, y=day.year, n=ENGLISH[month], **names)
    at = draw(st.integers(0, len(text)))
    mark = draw(st.sampled_from(MARKS)) if not text[max(0, at - 1) : at + 1].strip() else ""
    return (text[:at] + mark + text[at:]).translate(draw(st.sampled_from(DIGITS))), day


@given(wordings())
def test_a_day_with_its_year_comes_back_from_every_wording_or_stays_unknown(wording: tuple[str, date]) -> None:
    text, day = wording
    found = parse_date(text, SEEN)
    assert found is None or found.precision == "month" or abs(found.day - day) <= timedelta(days="Z" in text)


@given(DAYS, st.sampled_from(BEFORE_YEAR), st.sampled_from(BETWEEN), st.sampled_from((MONTHS, EGYPTIAN, ENGLISH)))
def test_whatever_parts_a_year_from_its_month_it_is_read(
    day: date, gap: str, between: str, names: tuple[str, ...]
) -> None:
    found = parse_date(f"{day.day} {names[day.month - 1]}{between}{gap}{day.year}", SEEN)
    assert found is not None
    assert found.day == day


@given(DAYS, st.text(max_size=12), st.sampled_from((MONTHS, EGYPTIAN, ENGLISH)), st.booleans())
def test_no_text_between_a_month_and_a_year_makes_it_another_year(
    day: date, gap: str, names: tuple[str, ...], year_first: bool
) -> None:
    month = f"{day.day} {names[day.month - 1]}"
    found = parse_date(f"{day.year} {gap} {month}" if year_first else f"{month} {gap} {day.year}", SEEN)
    written = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", f"{fold(gap)} {day.year}")}
    assert found is None or found.day.year in written


MOMENTS = st.integers(946_900_000, 1_795_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))


@given(MOMENTS, OFFSETS, st.sampled_from(("", " (EEST)", " (توقيت)")))
def test_a_moment_as_javascript_writes_it_comes_back_to_the_second(
    moment: datetime, offset: timedelta, name: str
) -> None:
    sign, minutes = ("-" if offset < timedelta() else "+"), int(abs(offset).total_seconds()) // 60
    zone = f"GMT{sign}{minutes // 60:02}{minutes % 60:02}"
    found = parse_date(f"{moment:%a %b %d %Y %H:%M:%S} {zone}{name}", SEEN)
    assert found is not None
    assert found.instant == moment - offset


@pytest.mark.parametrize("zone", ["GMT+3", "UTC+3", "GMT +03:00", "UTC+03", "+0300", "+03:00", "GMT+03:00"])
@given(MOMENTS)
def test_an_hour_beside_greenwich_is_read_as_it_is_written(zone: str, moment: datetime) -> None:
    found = parse_date(f"{moment:%Y-%m-%d %H:%M:%S} {zone}", SEEN)
    assert found is not None
    assert found.instant == moment - timedelta(hours=3)


RELATIVE = re.compile("منذ|قبل|امس|اليوم|البارح")
USUAL = (
    *("7 حزيران 2020", "الأحد 7 من حزيران", "7 حزيران/يونيو 2020 14:30", "2020-06-07T10:00:00+03:00", "07/06/2020"),
    *("Sun, 07 Jun 2020 10:00:00 GMT", "الجمعة 20 ربيع الأول 1447 هـ – 12 أيلول 2025", "Jun 07, 2020 02:30 PM"),
    *("Sun Jun 07 2020 10:00:00 GMT+0300 (EEST)", "2020-06", "حزيران 2020", "14 ذو القعدة 1441"),
)
PIECES = st.sampled_from(
    (
        *(*MONTHS, *EGYPTIAN, *ENGLISH, *WEEKDAYS, *USUAL),
        *("من", "هـ", "رمضان", "12:60", "31", "2020", "1441", "-", "/", "م", ".", "عام", "|", ":", "T", "Z", "Feb"),
        *("GMT", "+0300", "20", "ك1", "ت 2", "99999999999", "0", "24:00", "صباحا", "الساعة", "'20"),
    )
)
NOISE = odd_texts(*USUAL) | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=5).map("".join)
LATER = SEEN + timedelta(days=100, hours=5, minutes=17)


@given(NOISE)
def test_noise_gives_no_date_or_one_that_can_be_true_and_follows_no_clock(text: str) -> None:
    with cpu_seconds(2):
        found, later = parse_date(text, SEEN), parse_date(text, LATER)
    for one, seen in ((found, SEEN), (later, LATER)):
        assert one is None or FIRST <= one.day <= (seen + timedelta(days=2)).date()
        assert one is None or one.instant is None or one.instant <= seen + timedelta(days=1)
    if found and later and not RELATIVE.search(fold(text)):
        assert later.day - found.day != (LATER - SEEN) // timedelta(days=1) * timedelta(days=1)


@given(NOISE)
def test_a_year_that_is_written_is_never_replaced_by_another(text: str) -> None:
    years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", fold(text[:300]))}
    found = parse_date(text, SEEN)  # which looks no further
    if found and years and found.source != "hijri" and not RELATIVE.search(fold(text)):
        assert {(found.day + timedelta(days=off)).year for off in (-1, 0, 1)} & years


TWO_DAYS_AGO = (
    "أول أمس",
    "أمس الأول",
    "أول من أمس",
    "قبل أمس",
    "يوم أمس الأول",
    "اول امس",
    "أول البارحة",
    "قبل البارحة",
)


@given(MOMENTS, st.sampled_from(TWO_DAYS_AGO), st.booleans())
def test_the_day_before_yesterday_is_never_yesterday(moment: datetime, word: str, clock: bool) -> None:
    found = parse_date(f"{word} 10:30" if clock else word, moment)
    assert found is not None
    assert found.day == moment.astimezone(DAMASCUS).date() - timedelta(days=2)


ADDRESSES = odd_texts(
    "https://sample.example/2020/06/07/slug/", "/2013/section/8/3/", "/2018/01/slug/", "/archives/12345"
)
CLAIMS = st.lists(
    st.tuples(st.sampled_from((*RANKS, "other")), NOISE) | st.tuples(st.just("url"), ADDRESSES), max_size=5
)


@given(CLAIMS, st.sampled_from(("Asia/Damascus", "UTC", "Pacific/Kiritimati", "America/Adak")))
def test_the_best_of_any_claims_is_none_or_can_be_true(claims: list[tuple[str, str]], zone: str) -> None:
    with cpu_seconds(3):
        found = best(claims, SEEN, zone)
    assert found is None or FIRST <= found.day <= (SEEN + timedelta(days=2)).date()
    assert found is None or found.source in {"hijri", *(source for source, _ in claims)}
