"""Dates that stand beside who published, the number of an issue or a Hijri date, right over a headline, or in a page's
own description of itself."""

from datetime import date

import pytest

from tests.support.made_html import STORY, ld, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي من المدينة"
DAY = date(2026, 2, 5)
HEAD, TEXT = f"<h1>{TITLE}</h1>", paragraphs(*STORY)
CARD = '<div class="c"><a href="/1">خبر آخر عن الطريق المغلق</a><span>12 حزيران 2026</span></div>'


def day_of(shown: str, head: str = "") -> date | None:
    found = reading(shown, f"<title>{TITLE} - بريد النموذج</title>{head}").published
    return found.day if found else None


@pytest.mark.parametrize(
    "line",
    [
        "نشر بواسطة سمر في 5 فبراير، 2026",
        "17 شعبان 1447 هـ الموافق لـ 5 شباط 2026 م",
        "العدد 2026 | الخميس 5 شباط 2026 | السنة 12",
    ],
)
def test_a_date_beside_a_name_an_issue_or_a_hijri_date_is_read(line: str) -> None:
    assert day_of(f"{HEAD}<div>{line}</div>{TEXT}{CARD}") == DAY


def test_a_date_right_over_the_headline_is_read() -> None:
    assert day_of(f"<div>5 شباط 2026</div>{HEAD}{TEXT}{CARD}") == DAY


def test_a_date_under_another_headline_right_over_this_one_is_not() -> None:
    card = "<div>خبر آخر عن الطريق المغلق بين البلدتين</div><div>5 شباط 2026</div>"
    assert day_of(f"{card}{HEAD}{TEXT}") is None


def test_the_readers_day_right_over_the_headline_is_not() -> None:
    assert day_of(f"<div>الأحد 22 تشرين الثاني 2026</div>{HEAD}{TEXT}") is None


def test_a_described_page_without_an_address_is_known_by_its_title() -> None:
    described = ld(**{"@graph": [{"@type": "WebPage", "name": TITLE, "datePublished": "2026-02-05T07:00:00+00:00"}]})
    assert day_of(f"{HEAD}{TEXT}{CARD}", described) == DAY


META = '<div><a href="/author/s">سمر الأحمد</a>{}<a href="/c/1">محليات</a><a href="#respond">أضف تعليقا</a></div>'
UPDATE = "<span>آخر تحديث: 8 شباط 2026</span>"


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<span>5 شباط 2026</span>", DAY),
        (f"<span>5 شباط 2026</span>{UPDATE}", DAY),
        (f'<span class="date">5 شباط 2026</span>{UPDATE}', DAY),
        (UPDATE, None),
        ("<span>آخر تحديث:</span><span>8 شباط 2026</span>", None),
        ("<span>5 شباط 2026</span><span>8 شباط 2026</span>", None),
    ],
)
def test_a_date_in_an_element_of_its_own_is_read_whatever_stands_beside_it(shown: str, day: date | None) -> None:
    assert day_of(f"{HEAD}{META.format(shown)}{TEXT}{CARD}") == day


def test_a_date_that_is_a_heading_over_the_headline_is_read() -> None:
    blog = f"<div><h2>الخميس، 5 شباط 2026</h2><div><h3>{TITLE}</h3>{TEXT}</div></div>"
    assert day_of(f"<h1>بريد النموذج</h1>{blog}") == DAY


def test_a_date_under_the_authors_name_in_a_heading_is_read() -> None:
    over = (
        '<div><h4><a href="/author/s">سمر الأحمد</a></h4><div><time datetime="2026-02-05">5 Feb 2026</time></div></div>'
    )
    assert day_of(f"{HEAD}{over}{TEXT}") == DAY
