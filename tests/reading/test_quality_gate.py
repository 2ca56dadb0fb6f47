"""Pages that are no articles are held with their reason; articles never are."""

import gzip
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import pytest

from archive.exchange import Page
from archive.model import Outlet, Reading
from archive.reading.extract import read
from archive.reading.quality_gate import judge
from tests.support.paths import REAL_STEP, SHARED

OUTLET = Outlet(
    name="sample",
    title="موقع نموذجي",
    title_en="Sample",
    home="https://sample.example/",
    hosts=("sample.example",),
    routes=(),
)
ADDRESS = "https://sample.example/archives/12345"


def page(
    body: bytes, headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),), final: str = ADDRESS
) -> Page:
    seen = datetime(2026, 11, 22, tzinfo=UTC)
    return Page(url=ADDRESS, final_url=final, status=200, headers=headers, body=body, fetched_at=seen)


def verdict(title: str, *paragraphs: str) -> str:
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    made = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{shown}</body>"
    served = page(made.encode())
    return judge(served, read(served, OUTLET), OUTLET)


NOT_ARTICLES = {
    ("404", "Not found"): "not_found",
    ("الصفحة غير موجودة - موقع نموذجي", "عذرًا، الصفحة التي تبحث عنها غير موجودة."): "not_found",
    ("موقع نموذجي", "عذراً، لم يتم العثور على ما تبحث عنه. جرّب البحث."): "not_found",
    ("Page not found – Sample", "It looks like nothing was found at this location."): "not_found",
    ("Just a moment...", "Enable JavaScript and cookies to continue"): "challenge",
    ("موقع نموذجي", "جارٍ التحقق من متصفحك قبل الدخول إلى الموقع"): "challenge",
    ("Attention Required! | Cloudflare", "Sorry, you have been blocked"): "challenge",
    ("Before you continue", "We use cookies and data to deliver services"): "consent",
    ("موقع نموذجي", "نحن نقدّر خصوصيتك", "نستخدم ملفات تعريف الارتباط لتحسين الخدمة"): "consent",
    ("Maintenance", "Briefly unavailable for scheduled maintenance. Check back in a minute."): "maintenance",
    ("موقع نموذجي", "الموقع قيد الصيانة، سنعود قريبًا"): "maintenance",
    ("Account Suspended", "This Account has been suspended. Contact your hosting provider."): "suspended",
    ("موقع نموذجي", "تم إيقاف هذا الموقع من قبل الاستضافة"): "suspended",
    ("sample.example", "This domain is for sale! Buy this domain now."): "parked",
    ("عنوان خبر مقصوص", "بداية خبر.", "هذا المقال متاح للمشتركين فقط. سجل الدخول لمتابعة القراءة."): "paywall_stub",
    ("Database Error", "Error establishing a database connection"): "database_error",
    ("موقع نموذجي", "خطأ في الاتصال بقاعدة البيانات"): "database_error",
    ("Hacked by nobody", "sample"): "hacked",
    ("Forbidden", "You don't have permission to access this resource on this server."): "private",
    ("403 Forbidden", "Access to this resource on the server is denied!"): "private",
    ("sample.example", "This Web page is parked FREE, courtesy of its registrar."): "parked",
    ("موقع نموذجي", "عفوًا .. الموقع متوقف مؤقتًا وسيعود للعمل خلال ساعات"): "maintenance",
    ("تمت إزالة المدونة", "عذرًا، تمت إزالة المدونة التي تحاول الوصول إليها."): "suspended",
    ("News", "You need to enable JavaScript to run this app."): "empty",
    ("الأخبار", "عذرًا، يحتاج جافا سكربت حتى يعمل هذا التطبيق على جهازك."): "empty",
    ("Transferring to the website...", "Powered by a network that delivers content"): "challenge",
    (
        "news.example | 522: Connection timed out",
        "What happened? The server did not answer in time. " * 20,
    ): "database_error",
    ("عنوان بلا نص", "قصير"): "too_short",
}


@pytest.mark.parametrize("shown", NOT_ARTICLES)
def test_a_page_that_is_no_article_is_held_with_its_reason(shown: tuple[str, ...]) -> None:
    assert verdict(*shown) == NOT_ARTICLES[shown]


def test_an_empty_page_is_held_as_empty() -> None:
    served = page(b"")
    assert judge(served, read(served, OUTLET), OUTLET) == "empty"


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ("<footer>الموقع قيد الصيانة، سنعود قريبًا</footer>", "maintenance"),
        ("<form><div class='g-recaptcha'></div></form>", "challenge"),
        ("<h1>تسجيل الدخول</h1><form>كلمة المرور<input type=password></form>", "sign_in"),
        ("<nav>أخبار سياسة اقتصاد</nav><footer>جميع الحقوق محفوظة</footer>", "empty"),
    ],
)
def test_a_page_without_a_text_is_held_for_what_its_few_words_say(shown: str, reason: str) -> None:
    served = page(f"<html><head><title>موقع نموذجي</title></head><body>{shown}</body></html>".encode())
    assert judge(served, Reading(title="موقع نموذجي", text=""), OUTLET) == reason


def test_a_server_that_says_it_challenges_is_believed_whatever_it_shows() -> None:
    served = page(b"<p>x</p>", headers=(("CF-Mitigated", "challenge"), ("Content-Type", "text/html")))
    assert judge(served, Reading(title="عنوان", text="نص " * 500), OUTLET) == "challenge"


@pytest.mark.parametrize(
    ("body", "kind"), [(b"%PDF-1.7 \x00", "text/html"), (b"x", "application/pdf"), (b"{}", "application/json")]
)
def test_what_is_not_html_is_held_as_such(body: bytes, kind: str) -> None:
    served = page(body, headers=(("content-type", kind),))
    assert judge(served, Reading(title="", text=""), OUTLET) == "not_html"


@pytest.mark.parametrize("final", ["https://sample.example/", "https://sample.example", "https://sample.example/en/"])
def test_an_article_address_that_leads_home_is_held(final: str) -> None:
    assert judge(page(b"<html>", final=final), Reading(title="x", text="نص " * 500), OUTLET) == "home_redirect"


def test_a_number_in_the_query_that_leads_home_is_held_too() -> None:
    served = page(b"<html>", final="https://sample.example/")
    asked = replace(served, url="https://sample.example/?p=12345")
    assert judge(asked, Reading(title="x", text="نص " * 500), OUTLET) == "home_redirect"


def test_an_article_served_by_number_in_the_query_of_the_home_page_is_no_home() -> None:
    assert (
        judge(page(b"<html>", final="https://sample.example/?p=12345"), Reading(title="x", text="نص " * 99), OUTLET)
        == ""
    )


HONEST = (
    ("سنعود إلى بيوتنا قريبًا: نازحون من ريف إدلب يحزمون أمتعتهم", "قالت عائلات في المخيم إنها تستعد للعودة إلى قراها."),
    ("نعمل على تطوير الموقع الأثري وفتحه للزوار", "قال مدير الآثار إن الموقع يفتح أبوابه في الربيع المقبل."),
    ("تعذر الاتصال بالخادم المركزي يوقف خدمات السجل المدني", "توقفت خدمات السجل المدني ساعات في محافظات عدة."),
    ("502 عائلة تعود إلى ريف حلب", "عادت 502 عائلة إلى قراها في ريف حلب الشمالي، بحسب المجلس المحلي."),
    ("الموقع الأثري في تدمر قيد الصيانة حتى الربيع", "قالت مديرية الآثار إن أعمال الصيانة تستمر حتى الربيع المقبل."),
    ("خطأ فادح يحرم الفريق من التأهل", "خسر الفريق مباراته الأخيرة بعد خطأ في الدقائق الأخيرة من الشوط الثاني."),
    ("محطة المياه تحت الصيانة ثلاثة أيام", "أعلنت البلدية أن محطة المياه في الحي الشرقي تتوقف ثلاثة أيام."),
    ("تم إيقاف الموقع الإلكتروني للمديرية بعد عطل في الشبكة", "وقالت المديرية إن الخدمة تعود غدًا إلى جميع المراجعين."),
)


@pytest.mark.parametrize("shown", HONEST)
def test_a_short_article_about_such_things_is_let_through(shown: tuple[str, str]) -> None:
    assert verdict(*shown) == ""


@pytest.mark.parametrize("length", [600, 900, 1_400])
def test_a_phrase_holds_nothing_once_the_text_is_longer_than_a_flash(length: int) -> None:
    told = " ".join(f"قالت مديرية الآثار في القرية رقم {n} إن أعمالها تستمر {n} شهرا حتى الربيع." for n in range(30))
    title = "تم اختراق الموقع"
    assert verdict(title, told[: length + 1]) == ""
    assert verdict(title, told[:400]) == "hacked"


def test_no_real_article_is_held() -> None:
    path = SHARED / "data" / "articles.jsonl.gz"
    if not path.exists():
        pytest.skip("the shared articles are not beside this checkout")
    held = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, REAL_STEP):
            article = json.loads(line)
            served = page(f"<html><title>{article['title']}</title>".encode())
            if reason := judge(served, Reading(title=article["title"], text=article["text"]), OUTLET):
                held[article["n"]] = reason
    assert held == {}


@pytest.mark.parametrize(
    "line", ["شاهد الفيديو كاملًا على قناتنا", "لمشاهدة التقرير المصوّر اضغط هنا", "الفيديو", "Watch the full video"]
)
def test_a_page_that_only_sends_on_to_a_video_is_held(line: str) -> None:
    assert verdict("لقاء مع مزارع نموذجي", "لقاء قصير أجراه مراسلنا النموذجي في السوق.", line) == "video_only"


def test_a_short_item_that_mentions_a_video_is_an_article() -> None:
    told = "نشرت بلدية قرية نموذجية تسجيلًا مصورًا لأعمال تنظيف الساقية، وقالت إن الفيديو صُوّر صباح السبت."
    assert verdict("بلدية تنظّف ساقية", told) == ""


NOISE = {
    "every byte in turn": bytes(range(256)) * 2_000,
    "every byte but NUL": b"<p>" + bytes(range(1, 256)) * 2_000,
    "noise that begins as a page": b"<html><p>" + random.Random(1).randbytes(200_000),
    "a film": b"\0\0\0\x20ftypisom" + random.Random(2).randbytes(90_000),
    "zeros": bytes(100_000),
    "a database": b"SQLite format 3\0" + bytes(5_000) + b"CREATE TABLE page(x)" * 9,
    "UTF-16 of signs nobody writes": "\x01\x02\x03\x04".encode("utf-16") * 900,
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_served_as_a_page_is_held(name: str) -> None:
    served = page(NOISE[name])
    assert judge(served, read(served, OUTLET), OUTLET) == "binary"


@pytest.mark.parametrize("charset", ["utf-8", "cp1256", "utf-16", "utf-16-le", "utf-32", "iso8859_6"])
def test_a_page_in_any_charset_is_no_noise_even_when_it_is_a_little_damaged(charset: str) -> None:
    told = "قال المزارع النموذجي إن الموسم هذا العام أفضل من سابقه في القرية"
    html = f"<html><head><title>خبر عن الموسم</title></head><body><p>{told} \x01\x02 {told}</p></body>"
    served = page(html.encode(charset))
    assert judge(served, read(served, OUTLET), OUTLET) == ""


WORDLESS = {
    "ا" * 60: "repeated",
    "ا " * 60: "repeated",
    "a" * 1_000_000: "repeated",
    "اب" * 300: "repeated",
    "خـــ" * 300: "repeated",
    "خبر " * 200: "repeated",
    "قال المزارع النموذجي إن الموسم أفضل. " * 1_000: "repeated",
    "ـ" * 300: "repeated",
    "ا" + "\u064e\u0651" * 300: "no_words",
    "0123456789 " * 60: "no_words",
    "٠١٢٣٤٥٦٧٨٩" * 60: "no_words",
    "😀🎉" * 60: "no_words",
    "قال المزارع النموذجي إن الموسم هذا العام أفضل من سابقه ".encode().decode("latin-1") * 9: "no_words",
    "".join(random.Random(3).choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=900)): "no_words",
}


@pytest.mark.parametrize("text", WORDLESS, ids=lambda text: f"{text[:6]}…{len(text)}")
def test_a_text_without_words_is_held(text: str) -> None:
    assert judge(page(b"<html><p>"), Reading(title="خبر عن السوق", text=text), OUTLET) == WORDLESS[text]


HONEST_TEXTS = (
    "قُتِلَ ثَلَاثَةُ أَشْخَاصٍ فِي حَادِثٍ وَقَعَ عَلَى الطَّرِيقِ الدَّوْلِيِّ صَبَاحَ الأَحَدِ " * 2,
    "سعر الدولار 14500 شراء 14600 مبيع، اليورو 15,200، الذهب عيار 21: 1,050,000 ليرة، عيار 18: 900,000 ليرة.",
    "أسماء الناجحين: " + "، ".join(f"أحمد محمد الحسن {n}" for n in range(500)),
    "https://example.org/a-very-long-address-that-somebody-pasted-into-a-text قال المصدر إن الخبر صحيح تماما.",
)


@pytest.mark.parametrize("text", HONEST_TEXTS, ids=lambda text: text[:12])
def test_vowels_figures_lists_and_addresses_are_words(text: str) -> None:
    assert judge(page(b"<html><p>"), Reading(title="خبر", text=text), OUTLET) == ""


@pytest.mark.parametrize("body", [b"(function(){return 1})();\n" * 99, b'{"code": "rest_forbidden"}', b"a,b\n1,2"])
def test_what_has_not_one_tag_is_no_page_whatever_its_type(body: bytes) -> None:
    assert judge(page(body), Reading(title="x", text="نص " * 99), OUTLET) == "not_html"
