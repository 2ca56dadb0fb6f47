"""Texts without words of a language are held, whatever they are made of; honest ones in any language are not."""

import base64
import random

import pytest

from archive.model import Reading
from archive.reading.quality_gate import judge
from tests.reading.test_quality_gate import OUTLET, page

R = random.Random(11)
TOLD = (
    "قالت بلدية قرية نموذجية إن صيانة شبكة المياه انتهت بعد أسبوعين من العمل المتواصل في الحارات القديمة، وإن"
    " الضخ سيعود صباح الأحد المقبل."
    " وأضافت أن ثلاثة خزانات جديدة دخلت الخدمة، وأن الورش ستنتقل إلى الحي الشرقي مطلع الشهر القادم."
)
RUSSIAN = (
    "Сегодня в городе открылась новая школа для детей из соседних сёл. Учителя рассказали, что занятия начнутся в"
    " понедельник утром, а автобус будет ходить дважды в день. Жители поблагодарили строителей, которые работали всё"
    " лето без выходных, и попросили починить ещё и мост через реку, потому что весной его снова размыло водой."
)
TURKISH = (
    "Belediye, köyün su şebekesindeki onarım çalışmalarının iki hafta sonra tamamlandığını ve pazar sabahından itibaren"
    " suyun bütün mahallelere verileceğini açıkladı. Üç yeni deponun hizmete girdiğini belirten başkan, çalışmalara"
    " katılan bütün işçilere ve köy halkına teşekkür etti."
    " Gelecek yıl şebekenin doğu mahallelerine de uzatılması planlanıyor."
)
SORANI = (
    "بەرپرسێکی شارەوانی گوتی کارەکانی چاککردنەوەی تۆڕی ئاوی شارەکە تەواو بوون و لە ڕۆژی یەکشەممەوە ئاو بۆ هەموو"
    " گەڕەکەکان دەگەڕێتەوە. هەروەها ئاماژەی بەوەدا کە سێ کۆگای نوێ کەوتوونەتە کار و دانیشتووان سوپاسی کرێکاران دەکەن کە"
    " بە درێژایی دوو هەفتە کاریان کرد."
    " لە کۆتایی قسەکانیدا گوتی پڕۆژەکە لە ساڵی داهاتوودا فراوان دەکرێت و بودجەی بۆ دابین کراوە."
)
CODED = base64.b64encode(R.randbytes(3_000)).decode()


def at_random(letters: str, count: int) -> str:
    return " ".join("".join(R.choices(letters, k=R.randrange(3, 9))) for _ in range(count))


NO_LANGUAGE = {
    "base64 cut into words": " ".join(CODED[n : n + 20] for n in range(0, len(CODED), 20)),
    "base64 in lines": "\n".join(CODED[n : n + 76] for n in range(0, len(CODED), 76)),
    "base64 behind a sentence": f"{TOLD[:90]} " + " ".join(CODED[n : n + 16] for n in range(0, len(CODED), 16)),
    "base32": " ".join(base64.b32encode(R.randbytes(900)).decode()[n : n + 8] for n in range(0, 1_440, 8)),
    "letters of Arabic at random": at_random("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", 300),
    "letters of Latin at random": at_random("abcdefghijklmnopqrstuvwxyz", 300),
    "letters of Russian at random": at_random("абвгдежзийклмнопрстуфхцчшщъыьэюя", 300),
    "consonants": at_random("bcdfghjklmnpqrstvwxz", 300),
    "windows-1256 read as Latin-1": (TOLD * 3).encode("cp1256").decode("latin-1"),
    "UTF-8 read as windows-1256": TOLD.encode().decode("cp1256", "replace"),
    "UTF-8 read as Mac Roman": TOLD.encode().decode("mac_roman"),
    "Russian UTF-8 read as Latin-1": RUSSIAN.encode().decode("latin-1"),
    "a style sheet": " ".join(f".a{n}{{color:#f{n:x};margin:0 auto;padding:{n}px}}" for n in range(60)),
    "a script": " ".join(f"var a{n}=0;function f{n}(x){{return x[{n}]+1}};" for n in range(60)),
    "markup shown as text": " ".join(f'<div class="a{n}"><span id="x{n}">نص {n}</span></div>' for n in range(40)),
    "a hex dump": "\n".join(R.randbytes(16).hex(" ") for _ in range(100)),
    "sums": "\n".join(R.randbytes(16).hex() for _ in range(60)),
}
AGAIN = {
    "a phrase": "اشترك في قناتنا " * 60,
    "a line": "\n".join(["للمزيد من الأخبار زوروا الموقع"] * 12),
    "two lines in turn": "\n".join(["السطر الأول هنا من القالب", "السطر الثاني هنا من القالب"] * 15),
    "a line behind an honest one": "\n".join([TOLD[:110], *["إعلان مموّل من الشركة الراعية"] * 40]),
    "a phrase in English": "click here to read more " * 50,
    "a phrase in Russian": "Подпишитесь на наш канал " * 30,
    "a phrase in Chinese": "新闻 更新 " * 80,
    "a phrase with emoji": "🔴 عاجل 🔴 " * 80,
    "a paragraph": " ".join([TOLD] * 12),
}


def verdict(text: str) -> str:
    return judge(page(b"<html><p>"), Reading(title="عودة المياه إلى قرية", text=text), OUTLET)


@pytest.mark.parametrize("name", NO_LANGUAGE)
def test_letters_that_no_language_spreads_so_are_held(name: str) -> None:
    assert verdict(NO_LANGUAGE[name]) == "no_words"


@pytest.mark.parametrize("name", AGAIN)
def test_what_comes_again_and_again_is_held(name: str) -> None:
    assert verdict(AGAIN[name]) == "repeated"


@pytest.mark.parametrize("text", [TOLD, RUSSIAN, TURKISH, SORANI, f"{TOLD}\n{TURKISH}"])
def test_texts_of_any_language_pass(text: str) -> None:
    assert verdict(text) == ""


def test_an_article_whose_text_stands_there_twice_passes() -> None:
    assert verdict(f"{TOLD}\n{TOLD}") == ""


def test_a_long_list_with_figures_passes() -> None:
    assert verdict("\n".join(f"محطة {n}: المستوى {n * 7 % 100} سنتيمترا صباح اليوم" for n in range(80))) == ""
