"""Dates and made pages in Kurmanji, Sorani, Turkish and English are read by the words of their own languages."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.reading.dates import parse_date
from archive.reading.extract import read
from tests.support.made_html import SEEN, outlet, page, paragraphs

DAYS = {
    "11ê Kanûna Pêşîn 2020": "2020-12-11",
    "15ê Kanûna Paşîn a 2021an": "2021-01-15",
    "10’ê Kanûnê 2020": "2020-12-10",
    "30ê Cotmeha 2020an": "2020-10-30",
    "9ê Cotmeha sala 2019an": "2019-10-09",
    "25`ê Çileya 2018`an": "2018-01-25",
    "15ê Çileya Pêşîn 2020": "2020-12-15",
    "07’yê Adara 2018’an": "2018-03-07",
    "3ê meha Gulanê 2025": "2025-05-03",
    "Duşem, 3ê Adarê 2025": "2025-03-03",
    "3 Tîrmeh": "2026-07-03",
    "Weşandin: 20ê Mijdara 2022an": "2022-11-20",
    "5 Nisan 2017 Çarşamba": "2017-04-05",
    "5 Eylül 2017, 14:30": "2017-09-05",
    "15 Mart 2024 Cuma - 09:05": "2024-03-15",
    "Yayınlanma Tarihi: 9 Şubat 2026 Saat 14:30": "2026-02-09",
    "15 Ara 2020": "2020-12-15",
    "Ağustos 5, 2017": "2017-08-05",
    "15 ARALIK 2020": "2020-12-15",
    "٥ی ئابی ٢٠١٧": "2017-08-05",
    "5ی تشرینی یەکەمی 2020": "2020-10-05",
    "١٢ی کانوونی دووەمی ٢٠٢٤": "2024-01-12",
    "هەینی، ١٥ی ئازاری ساڵی ٢٠٢٤": "2024-03-15",
    "٥ی نیسانی ٢٠٢٤": "2024-04-05",
    "Sunday, November 20, 2022": "2022-11-20",
    "On 14th of March 2022": "2022-03-14",
    "3 hours ago": "2026-11-22",
    "a day ago": "2026-11-21",
    "2 gün önce": "2026-11-20",
    "berî 2 rojan": "2026-11-20",
    "٢ ڕۆژ لەمەوبەر": "2026-11-20",
    "پێش ٣ کاتژمێر": "2026-11-22",
    "Yesterday": "2026-11-21",
}
# A weekday that is not that day's, and words that are months beside a number alone.
UNKNOWN = (
    "Sêşem 3 Adar 2025",
    "5 Nisan 2017 Pazartesi",
    "هەینی ١٤ی ئازاری ٢٠٢٤",
    "31 Nisan 2017",
    "Gulan û Mart",
    "ئاب",
)
MONTHS = {
    "ku": [
        "çile",
        "sibat",
        "adar",
        "nîsan",
        "gulan",
        "hezîran",
        "tîrmeh",
        "tebax",
        "îlon",
        "cotmeh",
        "mijdar",
        "kanûn",
    ],
    "tr": [
        "Ocak",
        "Şubat",
        "Mart",
        "Nisan",
        "Mayıs",
        "Haziran",
        "Temmuz",
        "Ağustos",
        "Eylül",
        "Ekim",
        "Kasım",
        "Aralık",
    ],
    "ckb": (
        *("کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران"),
        *("تەمووز", "ئاب", "ئەیلوول", "تشرینی یەکەم", "تشرینی دووەم", "کانوونی یەکەم"),
    ),
}


@pytest.mark.parametrize("text", DAYS)
def test_a_date_in_the_words_of_its_language_is_its_day(text: str) -> None:
    found = parse_date(text, SEEN)
    assert found is not None
    assert (str(found.day), found.precision != "month") == (DAYS[text], True)


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_date_that_contradicts_itself_and_a_bare_name_are_no_date(text: str) -> None:
    assert parse_date(text, SEEN) is None


@settings(max_examples=150, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2026, 11, 22)), st.sampled_from(sorted(MONTHS)))
def test_any_day_in_any_of_the_languages_comes_back(day: date, language: str) -> None:
    form = {"ku": "{}ê {}a {}an", "tr": "{} {} {}", "ckb": "{}ی {}ی {}"}[language]
    found = parse_date(form.format(day.day, MONTHS[language][day.month - 1], day.year), SEEN)
    assert (found.day if found else None) == day


# Made pages: the language its template claims, a headline, the line of its date, the text.
PAGES = {
    "ku": (
        "en-US",
        "Li Kobanê bazareke nû hat vekirin",
        "20ê Mijdara 2026an, 10:30",
        (
            "Şaredariyê duh li taxa rojhilat a bajarê Kobanê bazareke nû ji bo sebzeyan vekir; nûçe nimûne ye.",
            "Rêveberê bazarê got ku dikan li şêst firoşkarên ku bi salan li ser rê bûn hatin belavkirin.",
            "Tê payîn ku bazar her roj ji sibehê heta êvarê vekirî be û heftiyê carekê bazareke mezin jî were danîn.",
        ),
    ),
    "tr": (
        "en-US",
        "Halep'in doğusunda yeni bir pazar açıldı",
        "20 Kasım 2026 Cuma 10:30",
        (
            "Belediye dün kentin doğu mahallesinde yeni bir sebze pazarı açtı; bu haber bir deneme için yazılmıştır.",
            "Pazarın müdürü, dükkânların yıllardır kaldırımda çalışan altmış satıcıya dağıtıldığını söyledi.",
            "Pazarın her gün sabahtan akşama kadar açık olması ve haftada bir büyük pazar kurulması bekleniyor.",
        ),
    ),
    "ckb": (
        "ar",
        "بازاڕێکی نوێ لە ڕۆژهەڵاتی شار کرایەوە",
        "٢٠ی تشرینی دووەمی ٢٠٢٦، ١٠:٣٠",
        (
            "شارەوانی دوێنێ لە گەڕەکی ڕۆژهەڵاتی شار بازاڕێکی نوێی بۆ سەوزە کردەوە، ئەم هەواڵە بۆ تاقیکردنەوە نووسراوە.",
            "بەڕێوەبەری بازاڕ گوتی دوکانەکان بەسەر شەست فرۆشیاردا دابەش کران کە ساڵانێکە لەسەر شۆستەکان کار دەکەن.",
            "چاوەڕوان دەکرێت بازاڕەکە هەموو ڕۆژێک لە بەیانییەوە تا ئێوارە کراوە بێت.",
        ),
    ),
    "en": (
        "ar",
        "A new market opens in the east of the city",
        "Friday, November 20, 2026 - 10:30",
        (
            "The municipality opened a market for vegetables in the eastern quarter of the city, says this sample.",
            "The director of the market said that the shops were given to sixty vendors who had worked in the street.",
            "The market is expected to be open every day from the morning until the evening.",
        ),
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_a_made_page_is_read_in_its_language_with_its_day_and_nothing_but_its_text(language: str) -> None:
    claimed, headline, dated, lines = PAGES[language]
    shown = f"<h1>{headline}</h1><article><div>{dated}</div>{paragraphs(*lines)}</article>"
    html = f'<!doctype html><html lang="{claimed}"><head><title>{headline}</title></head><body>{shown}</body></html>'
    found = read(page(html), outlet(body=("article",)))
    assert found.published is not None
    assert (found.lang, found.title, str(found.published.day)) == (language, headline, "2026-11-20")
    assert found.text == "\n".join(lines)
