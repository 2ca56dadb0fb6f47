"""The language of a text is told by its letters and words, whatever its page claims of its template."""

import gzip
import json
from collections.abc import Iterator

import pytest

from archive.text.languages import language_of
from tests.support.language_news import ARTICLES, News
from tests.support.paths import SHARED

MISSION = SHARED / "data" / "mission"
TOLD = {
    "ar": (
        "مجلس المدينة في حلب يفتتح السوق",
        "الجيش الأمريكي والقهوة العربية",
        "كوردستان والگەل: بيان من القامشلي عن الانتخابات التي جرت في المدينة",
    ),
    "ckb": (
        "سەرۆکی شارەوانی لە قامیشلۆ",
        "له‌ كۆبانێ باران باری",
        "بازاڕێکی نوێ کرایەوە",
        "سهروكي شارهواني له شاري قاميشلو لهگهل جوتياران كوبوهوه و ئهوان ئامادهبوون",  # on an Arabic keyboard
        "سهروک له شاری قامیشلو لهگهل جوتیاران کوبوهوه و ئهوان ئامادهبوون",  # on a Persian one
        "سةروكي شارةواني لة قاميشلو لةطةل جوتياران كوبوةوة",
    ),
    "fa": ("رئیس شهرداری با نمایندگان کشاورزان دیدار کرد", "نمایشگاه کتاب در حلب برگزار شد"),
    "ur": ("میئر نے کہا ہے کہ نئی منڈی کھل گئی ہے",),
    "ku": ("Li Kobanê bazareke nû vebû", "Seroke saredariye got ku ew li gund in", "Hêzên Sûriya Demokratîk"),
    "tr": ("Halep'te yeni bir pazar açıldı", "Suriye'de kitap fuarı", "Belediye baskani ve bir ciftci daha oldu"),
    "en": ("A market opened in the eastern quarter of Aleppo", "Qamishlo: five of the farmers came"),
    "fr": ("Le maire a reçu des agriculteurs dans la ville",),
    "es": ("El alcalde de la ciudad recibió a los agricultores",),
    "de": ("Der Bürgermeister sprach mit den Bauern",),
    "ru": ("Мэр принял фермеров",),
    "he": ("ראש העיר נפגש עם החקלאים",),
}


@pytest.mark.parametrize("language", TOLD)
def test_a_headline_tells_its_language_against_what_its_page_claims(language: str) -> None:
    claims = ("ar", "en") if language != "ar" else ("fa", "en")
    told = [language_of(text, claims) for text in TOLD[language] if " " in text]
    assert set(told) == {language}


@pytest.mark.parametrize("news", ARTICLES, ids=lambda news: news.letter)
def test_made_news_is_in_the_language_that_it_is_marked_with(news: News) -> None:
    assert language_of(f"{news.title}\n{news.body}", ("en", news.lang, "ar")) == news.lang


@pytest.mark.parametrize(
    ("text", "claims", "language"),
    [
        ("CIWAN", ("ku",), "ku"),
        ("CIWAN", ("kr", "en"), "ku"),  # as ANHA calls Kurmanji
        ("CIWAN", ("ar",), "en"),
        ("کوردی", ("ku",), "ckb"),
        ("کوردی", ("en", "ar"), "ar"),
        ("قامیشلۆ", ("ar",), "ckb"),  # a letter that neither Arabic nor Persian has
        ("ئاسایشی ڕۆژئاڤا", (), "ckb"),
        ("في قامیشلۆ", (), "ar"),
        ("11:30", ("", "ckb"), "ckb"),
        ("中文新闻", ("zh", "ar"), "zh"),
        ("", (), ""),
    ],
)
def test_what_tells_too_little_is_what_is_claimed_if_its_letters_agree(
    text: str, claims: tuple[str, ...], language: str
) -> None:
    assert language_of(text, claims) == language


def test_names_and_quotations_of_another_language_turn_no_text() -> None:
    arabic = "قال المجلس في بيان إنه افتتح سوقًا في الحي الشرقي من المدينة. " * 3
    kurmanji = "Meclisê got ku li taxa rojhilat bazareke nû hat vekirin û ew ji bo cotkaran e. " * 3
    assert language_of(f"{arabic} The Syrian Observer, Rûdaw, Kurdistan24 {kurmanji[:80]}") == "ar"
    assert language_of(f"{kurmanji} “The market is open to all of the farmers” سوق") == "ku"


def _texts(name: str) -> Iterator[str]:
    path = MISSION / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip("the mission's articles are not beside this checkout")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        yield from (row["text"] for row in rows if row["text"])


@pytest.mark.parametrize(("name", "language"), [("kurmanji-2020", "ku"), ("english-2011-2018", "en")])
def test_every_article_of_the_mission_is_in_its_language(name: str, language: str) -> None:
    assert {language_of(text, ("tr", "fr", "ar")) for text in _texts(name)} == {language}
