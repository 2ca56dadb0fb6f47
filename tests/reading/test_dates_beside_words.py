"""Dates that no mark parts from the words beside them, and such as are an event's."""

import pytest

from archive.reading._dates_beside_words import date_beside_words, date_of_dateline, date_of_signature
from archive.reading.dates import parse_date
from tests.support.made_html import SEEN, STORY, reading

_HEADLINE = "<h1>سوق جديدة للخضار في الحي</h1>"
_RIGHTS = "<p>بريد النموذج © 2026 | صدر العدد الأول من الجريدة في 1 أيار 2012</p>"
_COMMENTS = f"<div><h3>2 تعليقات</h3><p>سامر</p><p>11 شباط 2023</p><p>{STORY[1]}</p></div>"
_OTHERS = f"<div><h3>مواضيع ذات صلة</h3><h4><a href='/2'>سوق أخرى</a></h4><p>{STORY[2]}</p></div>"
_TEXT = "".join(f"<p>{line}</p>" for line in STORY)


def _read(line: str) -> str:
    found = parse_date(date_beside_words(line), SEEN)
    return str(found.day) if found else ""


@pytest.mark.parametrize(
    "line",
    [
        "محليات السبت 3 تشرين الأول 2026",
        "3 تشرين الأول 2026 محليات",
        "3 تشرين الأول 2026 1204 مشاهدة",
        "October 3, 2026 12 Views",
        "قراءة في 4 دقائق 3 أكتوبر 2026",
        "نشر في محليات بتاريخ 3 تشرين الأول 2026",
        "أخبار محلية 10:15 3/10/2026",
    ],
)
def test_a_weekday_an_hour_a_counter_or_a_label_tells_a_printed_date(line: str) -> None:
    assert _read(line) == "2026-10-03"


@pytest.mark.parametrize(
    "line",
    [
        "زلزال 3 تشرين الأول 2026",  # the name of an event
        "ملف: السبت 3 تشرين الأول 2026.",
        "ينتهي التصويت السبت 3 تشرين الأول 2026",
        "آخر تحديث محليات السبت 3 تشرين الأول 2026",
        "افتتحت المديرية السوق الجديدة السبت 3 تشرين الأول 2026",
        "محليات السبت 3 تشرين الأول 2026 و5 تشرين الأول 2025",
        "محليات | السبت 3 تشرين الأول 2026",  # which the marks tell
    ],
)
def test_what_may_be_the_day_of_another_thing_is_none(line: str) -> None:
    assert _read(line) == ""


def test_an_agency_sets_the_day_into_the_dateline() -> None:
    day = "8 كانون الثاني 2025"
    for dateline in (f"دير الزور (بريد النموذج) {day} -- ", f"دير الزور - {day} (بريد) - "):
        assert parse_date(date_of_dateline(f"{dateline}{STORY[0]}"), SEEN).day.isoformat() == "2025-01-08"  # type: ignore[union-attr]
    assert date_of_dateline(f"منذ {day} – {STORY[0]}") == ""
    assert date_of_dateline(f"دير الزور - {STORY[0]}") == ""


def test_a_place_and_a_day_sign_a_text() -> None:
    for line in ("دير الزور – 16 آب 2022", "ريف دير الزور في 16 آب 2022", "حمص في: ١٦/٨/٢٠٢٢"):
        assert date_of_signature(line), line
    for line in (
        "صورة من أرشيف المديرية العامة للآثار – 16 آب 2022",
        "عاد إلى حمص في 16 آب 2022",
        "حمص في 16 آب",
        "ولدت في 16 آب 2022",
        "حمص في 16 آب 2022 وحلب",
    ):
        assert not date_of_signature(line), line


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        (f"{_HEADLINE}<p>محليات السبت 3 تشرين الأول 2026</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p>زلزال 6 شباط 2023</p><p>محليات السبت 3 تشرين الأول 2026</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p>زلزال 6 شباط 2023</p>{_TEXT}", ""),
        (f"{_HEADLINE}<p>محليات <time class=updated>السبت 3 تشرين الأول 2026</time></p>{_TEXT}", ""),
        (f"{_HEADLINE}<p><b>3 تشرين الأول 2026</b> {STORY[0]}</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p>3 تشرين الأول 2026</p><p><b>موعد الفعالية</b> 10 تشرين الأول 2026</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p>السبت الثالث من تشرين الأول 2026</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p>الحادي والعشرين من آذار 2026</p>{_TEXT}", "2026-03-21"),
        (f"{_HEADLINE}<p>تاريخ الإضافة: ٣/١٠/٢٠٢٦ المشاهدات: ٤٥٦</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p>3 تشرين الأول 2026 في الساعة العاشرة صباحاً</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}<p><span class=ago title='3 تشرين الأول 2026'>منذ شهر</span></p>{_TEXT}", "2026-10-03"),
        (
            f"<article>{_HEADLINE}{_TEXT}<footer>3 تشرين الأول 2026</footer></article><h3>الأكثر قراءة اليوم</h3>",
            "2026-10-03",
        ),
        (f"{_HEADLINE}<p>Dün, 14:20</p>{_TEXT}", "2026-11-21"),
        (f"{_HEADLINE}<p>Berî saetekê</p>{_TEXT}", "2026-11-22"),
        (f"{_HEADLINE}<p>Di 3ê Cotmeha 2026an de hat weşandin</p>{_TEXT}", "2026-10-03"),
        (f"{_HEADLINE}{_TEXT}<p>السويداء، 9 شباط 2023</p></div>{_RIGHTS}", "2023-02-09"),
        (f"<div>{_HEADLINE}{_TEXT}<p>حمص في 9 شباط 2023</p></div>{_OTHERS}", "2023-02-09"),
        (f"<div>{_HEADLINE}<div>{_TEXT}<p>حمص في 9 شباط 2023</p></div>{_OTHERS}</div>{_RIGHTS}", "2023-02-09"),
        (
            f"{_HEADLINE}<div>{_TEXT}</div><p>9 شباط 2023</p>{_COMMENTS.replace('2 ', 'ال')}</div>{_RIGHTS}",
            "2023-02-09",
        ),
        (
            f"{_HEADLINE}<div>{_TEXT}</div><div>9 شباط 2023</div>{_COMMENTS}</div>{_RIGHTS}",
            "2023-02-09",
        ),
    ],
)
def test_the_articles_day_is_read_from_among_words(shown: str, day: str) -> None:
    published = reading(f"<div>{shown}</div>", "<title>سوق جديدة للخضار في الحي</title>").published
    assert (str(published.day) if published else "") == day


@pytest.mark.parametrize("lead", ["<h2>{}</h2>", "<h2><a href='/n/8'>{}</a></h2>", "<h2 class=t>{}</h2>"])
@pytest.mark.parametrize("own", ["h1", "h2"])
@pytest.mark.parametrize("title", ["", "<title>بريد النموذج</title>"])
def test_of_a_page_without_a_title_the_story_is_the_one_with_most_text(lead: str, own: str, title: str) -> None:
    other = f"{lead.format('مذكرة لإعادة تشغيل قطار حلب')}<p>20 تشرين الثاني 2026</p><p>{STORY[1]}</p>"
    told = f"<{own}>سوق جديدة للخضار في الحي</{own}><p>3 تشرين الأول 2026</p>{_TEXT}"
    read = reading(f"<div>{other}</div><div>{told}</div>", title)
    assert read.title == "سوق جديدة للخضار في الحي"
    assert read.published is not None
    assert str(read.published.day) == "2026-10-03"


def test_the_date_of_a_card_is_no_sentence_however_long_it_is() -> None:
    cards = "".join(
        f"<div class=p><h4><a href='/{n}'>مزارعون يطالبون بتأمين البذار {n}</a></h4>"
        "<time>الثلاثاء 17 تشرين الثاني (نوفمبر) 2026، الساعة 23:00</time><p>تفاصيل.</p></div>"
        for n in (1, 2)
    )
    shown = f"<article><header>{_HEADLINE}<h4>آخر الأخبار</h4>{cards}</header><div>{_TEXT}</div></article>"
    assert reading(shown).published is None
