"""The page of one outlet: what it did, and nothing that we did."""

import re

from archive.web.app.language import load
from tests.support.reading_room import Site


def test_an_outlet_has_a_page_with_its_state_its_rhythm_and_what_came_and_went(site: Site) -> None:
    text = site.text("/outlet/shamplus")
    for words in ("شام+", "محجوب", "403", "كل 3 ساعات", "افتتاح معرض الكتاب المدرسي", "غاب عن موقع الناشر"):
        assert words in text, words
    page = site.get("/outlet/shamplus").text
    assert 'type="application/atom+xml" href="/feeds/articles.atom?outlet=shamplus"' in page
    assert "Sham Plus" in site.text("/en/outlet/shamplus")


def test_the_days_of_an_outlet_add_up(site: Site) -> None:
    page = site.get("/outlet/hawran").text
    table = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    counts = [int(n) for n in re.findall(r'<td class="num">(\d+)</td>', table)]
    assert len(counts) == 30
    assert sum(counts) == 27
    assert "27 خبرًا" in site.text("/outlet/hawran")


def test_an_outlet_page_says_how_many_articles_are_whose_copies(busy: Site) -> None:
    text = busy.text("/outlet/shamil")
    assert "أخبار سبق مصدر آخر إلى نصّها في ما نعرف: خبر واحد. منها 1 تذكر مصدرًا." in text
    assert f"نشرة حوران: 1 {load('ar')('basis.credit')}" in text
    assert "أخبار تذكر مصدرًا: 1 من 1." in text
    assert "أخبار كان أول من نشر نصّها في ما نعرف ثم نُقلت: خبر واحد." in busy.text("/outlet/hawran")


def test_an_outlet_without_an_article_has_a_page_too(site: Site) -> None:
    assert "لا جديد بعد" in site.text("/outlet/qasyoun")
