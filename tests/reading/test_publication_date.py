"""The date of an article among the many of its page: right or unknown, never that of a card, a comment or the reader.

WARRAQ_DATES=500 reads five hundred made pages instead of sixty; WARRAQ_DATES_SEED=N makes others.
"""

import os
from collections import Counter
from datetime import timedelta

import pytest

from archive.exchange import Hint
from archive.model import Published
from archive.reading.extract import read
from tests.support.dated_noise import SITE
from tests.support.dated_pages import DatedPage, dated_pages
from tests.support.made_html import STORY, ld, outlet, page, paragraphs, reading

COUNT, SEED = int(os.environ.get("WARRAQ_DATES", "60")), int(os.environ.get("WARRAQ_DATES_SEED", "1"))
HEADLINE = "<h1>سوق جديدة للخضار في الحي</h1>"
TEXT = paragraphs(*STORY)
OTHERS = "<ul><li><a href='/1'>خبر آخر عن الطريق الجديدة</a> <time datetime='2026-11-21'>21/11/2026</time></li></ul>"


def verdict(made: DatedPage) -> str:
    found = read(made.page, outlet(title=SITE)).published
    if found is None:
        return "right" if made.day is None else "unknown"
    is_moment = found.instant is None or made.moment is None or abs(found.instant - made.moment) < timedelta(minutes=1)
    return "right" if found.day == made.day and is_moment else "wrong"


def test_of_pages_with_many_dates_none_is_dated_wrong_and_nearly_all_are_dated_right() -> None:
    told = [(number, verdict(made)) for number, made in enumerate(dated_pages(SEED, COUNT))]
    assert [number for number, what in told if what == "wrong"] == []
    assert Counter(what for _, what in told)["right"] >= 0.95 * COUNT - 1


def day_of(found: Published | None) -> str:
    return str(found.day) if found else ""


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        (f"{OTHERS}{HEADLINE}<p>7 حزيران 2020</p>{TEXT}", "2020-06-07"),
        (f"<time datetime='2026-11-22T09:00'>الآن</time>{HEADLINE}<p>7 حزيران 2020</p>{TEXT}{OTHERS}", "2020-06-07"),
        (f"{HEADLINE}{OTHERS}{TEXT}{OTHERS}", ""),
        (f"<p>الأحد 22 تشرين الثاني 2026</p>{HEADLINE}{TEXT}", ""),
        (f"{HEADLINE}<div>7 حزيران 2020</div><div>آخر تحديث: 9 حزيران 2020</div>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<span>آخر تحديث:</span><p>9 حزيران 2020</p>{TEXT}", ""),
        (f"{HEADLINE}<p><b>سامر الحامد</b><span>7 حزيران 2020</span><i>شارك</i></p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<div><i>7</i><i>حزيران</i><i>2020</i></div>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<a href='/archives/12345'>7 حزيران 2020</a>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<a href='/2020/06/07/'>7 حزيران 2020</a>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<a href='/archives/1'>7 حزيران 2020</a>{TEXT}", ""),
        (f"{HEADLINE}<div><b>خبر آخر عن الطريق الجديدة</b><p>7 حزيران 2020</p></div>{TEXT}", ""),
        (f"{HEADLINE}<div><p>7</p><p>حزيران</p><p>2020</p></div>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>الأحد 7 حزيران</p><p>2015</p>{TEXT}", "2015-06-07"),
        (f"{HEADLINE}<div>منذ ساعة واحدة</div>{TEXT}{OTHERS}", "2026-11-22"),
        (f"{HEADLINE}<div>Giriş: 07.06.2020 - 10:00 Güncelleme: 09.06.2020 - 12:00</div>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>Last updated on 9 June 2020</p><p>First published on 7 June 2020</p>{TEXT}", "2020-06-07"),
        (
            f"<article>{HEADLINE}{TEXT}<footer><i>نشر بتاريخ 7 حزيران 2020</i></footer></article>"
            "<aside><a href='/1'>خبر آخر عن الطريق الجديدة</a> 9 حزيران 2020</aside>",
            "2020-06-07",
        ),
        (
            f"{HEADLINE}<dl><dt>تعديل</dt><dd>9/6/2020</dd><dt>تاريخ النشر</dt><dd>7/6/2020</dd></dl>{TEXT}",
            "2020-06-07",
        ),
        (f"{HEADLINE}<div class='wp-caption'><p class='wp-caption-text'>السوق، 7 حزيران 2020</p></div>{TEXT}", ""),
        (f"<div>{HEADLINE}{TEXT}</div><div><p>7 حزيران 2020</p></div>", ""),
        (f"{HEADLINE}<div><p>خاص - بريد القرى - سامر الحامد</p><p>7 حزيران 2020</p></div>{TEXT}", "2020-06-07"),
        # A name behind the day, a section right behind the clock, a unit of another language's, a word for "and".
        (f"{HEADLINE}<p>Posted 2020-06-07 by sami in Local news</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>Posted by Sami Hamed on 7 June 2020</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>تم النشر بتاريخ: 7 حزيران، 2020 12:08:47 خبر محلي</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>نشرت الوزارة في 7 حزيران 2020 بيانًا</p>{TEXT}", ""),
        (f"{HEADLINE}<p>Sami Hamed | 07.06.2020 - Güncelleme : 09.06.2020</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>2 saat önce</p>{TEXT}", "2026-11-22"),
        (f"{HEADLINE}<p>قبل ساعتين و 12 دقيقة</p>{TEXT}", "2026-11-22"),
        # What markup names as the publication's day, behind the text and over a list of others.
        (f"{HEADLINE}{TEXT}<div class='pubdate'>7/6/2020</div><h3>مواد أخرى</h3>{OTHERS}", "2020-06-07"),
        (f"{HEADLINE}{TEXT}<div class='day'>7/6/2020</div><h3>مواد أخرى</h3>{OTHERS}", ""),
        (f"{HEADLINE}<time datetime='2020-06-07'></time>{TEXT}", "2020-06-07"),  # which a program fills
        (
            f"<div><a href='/1'>خبر آخر عن الطريق الجديدة</a><time datetime='2020-06-07'></time></div>{HEADLINE}{TEXT}",
            "",
        ),
        (
            f"{HEADLINE}<a href='/archives/12345'><time class='published' datetime='2020-06-07'>7 حزيران، 2020</time>"
            f"<time class='updated' datetime='2020-06-09'>9 حزيران، 2020</time></a>{TEXT}",
            "2020-06-07",
        ),
        (f"{HEADLINE}<p>اليوم 08:30</p>{TEXT}", "2026-11-22"),
        (f"{HEADLINE}<p>Sun 7 Jun 2020 09.15 BST</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>بڵاوکراوەتەوە: 7 حوزەیران 2020</p>{TEXT}", "2020-06-07"),
        # A day that is kept from the ear alone.
        (f"{HEADLINE}<p><time aria-hidden='true'>7 حزيران 2020</time></p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p aria-hidden='true'>خبر آخر 7 حزيران 2020</p>{TEXT}", ""),
        (f"{HEADLINE}<p>7 حزيران</p>{TEXT}", ""),  # of which year, the page does not say
        (f"{HEADLINE}<p>7 حزيران | 2019 مشاهدة</p>{TEXT}", ""),
        (f"{HEADLINE}<p>قبل 3 أيام</p>{TEXT}", ""),  # pages round it
        (f"{HEADLINE}<p>أول أمس</p>{TEXT}", "2026-11-20"),
        (f"{HEADLINE}<aside><p>7 حزيران 2020</p></aside>{TEXT}", ""),
        (f"{HEADLINE}{TEXT}<p>تاريخ النشر: 7 حزيران 2020</p>", "2020-06-07"),
        (f"{HEADLINE}{TEXT}<h4>التعليقات</h4><p>رامي</p><p>7 حزيران 2020</p><p>شكرًا على الخبر.</p>", ""),
        (f"{HEADLINE}{TEXT}<h1>خبر ثان عن المدرسة</h1><p>نُشر في: 7 حزيران 2020</p>{TEXT}", ""),
        (f"{HEADLINE}<time class='updated' datetime='2020-06-09'>9 حزيران 2020</time>{TEXT}", ""),
        (f"{HEADLINE}<span data-time='1591529400'>منذ فترة</span>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<abbr class='published' title='2020-06-07T14:30:00+03:00'>أمس</abbr>{TEXT}", "2020-06-07"),
    ],
)
def test_a_date_is_the_articles_where_it_is_printed_at_the_article(shown: str, day: str) -> None:
    assert day_of(reading(f"<div>{shown}</div><p>ذيل الصفحة</p>").published) == day


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        (f"{HEADLINE}<p>نُشر: 7 حزيران 2020، عُدّل: 9 حزيران 2020</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>تعديل 9 حزيران 2020</p><p>إضافة 7 حزيران 2020</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>7.6.2020 - 21.15</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>7 حزيران 2020 الساعة 8:15 مساء بتوقيت سوريا</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>Sami Hamed | June 7, 2020 | 7:45 p.m.</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>3h ago</p>{TEXT}", "2026-11-22"),
        (f"{HEADLINE}<p>من الأرشيف، 2 أيلول 2019</p><p>7 حزيران 2020</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<p>Photo: Reuters, 3 May 2019</p><p>7 June 2020</p>{TEXT}", "2020-06-07"),
        (f"{HEADLINE}<meta itemprop='datePublished' content='2020-06-07'><p>الأحد</p>{TEXT}", "2020-06-07"),
        (f"<p>محليات | 7 حزيران 2020</p>{HEADLINE}{TEXT}", "2020-06-07"),
        # The day of whoever reads, those that something lasts from and to, that of a card or of a strip.
        (f"{HEADLINE}<p>أهلا بكم، اليوم هو الأحد 22 تشرين الثاني 2026</p>{TEXT}", ""),
        (f"{HEADLINE}<p>7 - 12 حزيران 2020</p>{TEXT}", ""),
        (f"{HEADLINE}<p>من 7 إلى 12 حزيران 2020</p>{TEXT}", ""),
        (f"{HEADLINE}<p>7 و12 حزيران 2020</p>{TEXT}", ""),
        (f"<div><a href='/1'>زيادة ساعات التقنين في حمص</a></div><p>7 حزيران 2020</p>{HEADLINE}{TEXT}", ""),
        (f"<p>عاجل | 7 حزيران 2020 | انقطاع التيار في مدينة حمص وريفها</p>{HEADLINE}{TEXT}", ""),
    ],
)
def test_a_date_beside_other_words_is_right_or_unknown(shown: str, day: str) -> None:
    assert day_of(reading(f"<div><p>بريد</p>{shown}</div><p>ذيل الصفحة</p>").published) == day


def test_a_moment_that_a_program_fills_in_gives_way_to_the_day_that_is_printed() -> None:
    for minute, day in ((3, "2020-06-07"), (30, "")):  # of the answer, and half an hour before it
        head = ld(**{"@type": "NewsArticle", "datePublished": f"2026-11-22T{12 - minute // 30}:{minute:02}:00+03:00"})
        assert day_of(reading(f"<div>{HEADLINE}<p>7 حزيران 2020</p>{TEXT}</div>", head=head).published) == day


MOVED = "2021-06-01T02:14:07+00:00"


@pytest.mark.parametrize(
    ("shown", "claims", "day"),
    [
        ("7 حزيران 2020", {}, "2020-06-07"),
        ("نشر في 7 حزيران 2020", {}, "2020-06-07"),
        ("10 أيار 2021", {}, ""),  # so near may be anything
        ("7 حزيران 2022", {}, ""),  # no outlet prints the day of its move
        ("7 حزيران 2020", {"datePublished": "2026-11-21T10:00:00+03:00"}, ""),  # new by its markup
    ],
)
def test_the_day_under_the_headline_beats_the_one_on_which_an_outlet_moved(
    shown: str, claims: dict[str, str], day: str
) -> None:
    head = ld(**{"@type": "NewsArticle", "datePublished": MOVED, **claims})
    assert day_of(reading(f"<div>{HEADLINE}<p>{shown}</p>{TEXT}</div>", head=head).published) == day
    behind = f"<div>{HEADLINE}{TEXT}</div><aside><a href='/1'>زيادة ساعات التقنين في حمص</a><p>{shown}</p></aside>"
    assert day_of(reading(behind, head=head).published) in ("2021-06-01", "2026-11-21")


def test_of_two_claims_the_one_that_is_the_very_moment_of_the_last_change_is_none() -> None:
    for changed, day in (("17:00:30", "2021-06-01"), ("22:47:48", "")):  # and one changed later on its day
        claimed = ld(**{"@type": "NewsArticle", "datePublished": "2026-02-07T17:00:24+03:00"})
        meta = "<meta property='article:{}' content='{}'>".format
        head = f"{claimed}{meta('published_time', MOVED)}{meta('modified_time', f'2026-02-07T{changed}+03:00')}"
        assert day_of(reading(f"<div>{HEADLINE}{TEXT}</div>", head=head).published) == day


def test_the_printed_day_beats_that_of_the_address_which_may_be_of_another_zone() -> None:
    for shown, day in (("8 حزيران 2020", "2020-06-08"), ("10 حزيران 2020", "")):
        html = f"<html><body>{HEADLINE}<p>{shown}</p>{TEXT}</body></html>"
        assert day_of(read(page(html, url="https://sample.example/2020/06/07/slug/"), outlet()).published) == day


SCOPE = "itemscope itemtype='https://schema.org/NewsArticle'"


def test_microdata_counts_where_the_headline_is_of_the_same_thing() -> None:
    card = f"<div {SCOPE}><meta itemprop='datePublished' content='2026-11-01'><a href='/1'>خبر آخر</a></div>"
    own = "<meta itemprop='datePublished' content='2020-06-07'>"
    assert day_of(reading(f"{card}<div {SCOPE}>{own}{HEADLINE}{TEXT}</div>{card}").published) == "2020-06-07"
    assert day_of(reading(f"{card}<div>{HEADLINE}{TEXT}</div>{card}").published) == ""


def test_json_ld_of_another_article_is_not_believed() -> None:
    title = "<title>سوق جديدة للخضار في الحي</title>"
    other = ld(**{"@type": "NewsArticle", "headline": "خبر آخر عن الطريق", "datePublished": "2020-06-07"})
    elsewhere = ld(
        **{"@type": "NewsArticle", "url": "https://sample.example/archives/1", "datePublished": "2020-06-07"}
    )
    own = ld(**{"@type": "NewsArticle", "headline": "سوق جديدة للخضار في الحي", "datePublished": "2020-06-07"})
    for head, day in (
        (other, ""),
        (elsewhere, ""),
        (own, "2020-06-07"),
        (other + own.replace("06-07", "06-09"), "2020-06-09"),
    ):
        assert day_of(reading(f"{HEADLINE}{TEXT}", head=title + head).published) == day


def meta(day: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{day}T10:00:00+03:00">'


@pytest.mark.parametrize(
    ("head", "shown", "day"),
    [
        (meta("2020-06-07") + meta("2026-11-22", "date"), "", "2020-06-07"),
        (meta("2026-11-20", "date"), "", "2026-11-20"),
        (meta("2026-11-22", "date"), "", ""),  # the day of the answer
        (meta("2020-06-07"), "9 حزيران 2020", ""),
        (meta("2020-06-07") + meta("2020-06-09", "article:modified_time"), "9 حزيران 2020", "2020-06-07"),
        (meta("2020-06-07") + meta("2020-01-03"), "", ""),
        (meta("2020-06-07") + meta("2020-01-03"), "7 حزيران 2020", "2020-06-07"),
        (meta("2020-06-07"), "06/07/2020", ""),
        (meta("2020-06-07"), "8 حزيران 2020", "2020-06-07"),  # of another zone
    ],
)
def test_where_two_contradict_each_other_a_third_decides_or_nobody(head: str, shown: str, day: str) -> None:
    assert day_of(reading(f"<div>{HEADLINE}<p>{shown}</p>{TEXT}</div>", head=head).published) == day


def test_two_witnesses_are_believed_against_one() -> None:
    shown = f"<html><head>{meta('2019-01-05')}</head><body>{HEADLINE}<p>7 حزيران 2020</p>{TEXT}</body></html>"
    found = read(page(shown, hint=Hint(published="2020-06-07T12:00:00+03:00")), outlet()).published
    assert found is not None
    assert (day_of(found), found.source) == ("2020-06-07", "feed")


def test_the_month_of_an_address_gives_a_printed_day_its_year_and_refutes_another() -> None:
    for shown, day in (("7 حزيران", "2020-06-07"), ("7 حزيران 2020", "2020-06-07"), ("7 حزيران 2024", "2020-06-01")):
        html = f"<html><body>{HEADLINE}<p>{shown}</p>{TEXT}</body></html>"
        assert day_of(read(page(html, url="https://sample.example/2020/06/slug/"), outlet()).published) == day
