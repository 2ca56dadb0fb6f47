"""What a site says of itself in place of a page: a few words do, and a page with a text of its own never."""

import time

import pytest

from archive.reading.site_notices import asks_for_proof, said_of_site
from tests.support.scripted_site import page

TURNSTILE = (
    '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script><div class="cf-turnstile"></div>'
)
SIGN_IN = "<form method=post><label>اسم المستخدم</label><input name=log><input class=x type='password' name=pwd></form>"
CAPTCHA = "<h1>تحقق</h1><form><div class='g-recaptcha' data-sitekey=x></div></form>"


def made(title: str, text: str) -> bytes:
    head = (
        f"<html lang=ar><head><title>{title}</title><style>p {{ color: red }}</style><script>let a = 1;</script></head>"
    )
    return f"{head}<body><h1>{title}</h1><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("word", "title", "text"),
    [
        ("challenge", "التحقق من الأمان", "يرجى التأكد من أنك لست روبوتًا. أكمل اختبار كابتشا للمتابعة."),
        ("challenge", "لحظة من فضلك...", "نتحقّق من أن اتصالك آمن. قد يستغرق ذلك بضع ثوانٍ."),
        ("challenge", "موقع نموذج", "يرجى تفعيل جافاسكربت وملفات تعريف الارتباط للمتابعة"),
        ("challenge", "Human Verification", ""),
        ("challenge", "example.com", TURNSTILE),
        ("challenge", "example.com", CAPTCHA),
        ("challenge", "موقع نموذج", "رصدنا نشاطًا غير معتاد من شبكتك، وحركة مرور غير عادية من عنوانك."),
        ("challenge", "Güvenlik kontrolü", "Devam etmek için robot olmadığınızı doğrulayın."),
        ("region", "غير متاح", "عذرًا، هذا المحتوى غير متاح في بلدك."),
        ("region", "Sorry", "This content is not available in your country."),
        ("maintenance", "موقع نموذج", "الموقع قيد الصيانة، سنعود قريبًا"),
        ("suspended", "Account Suspended", "This Account has been suspended."),
        ("parked", "Welcome to nginx!", "If you see this page, the nginx web server is successfully installed."),
        ("database_error", "ووردبريس › خطأ", "حدث خطأ فادح في هذا الموقع."),
        ("hacked", "Hacked by nobody", "nobody was here"),
        ("maintenance", "قريبًا", "نعمل على تطوير موقعنا وسنعود إليكم قريبًا بحلّة جديدة"),
        ("parked", "WordPress › Installation", "Welcome to the famous five-minute WordPress installation process!"),
        ("database_error", "news.example | 521: Web server is down", "Browser Working Cloudflare Working Host Error"),
        ("database_error", "503 Backend fetch failed", "Guru Meditation: XID: 1234"),
        ("database_error", "موقع نموذج", "تعذّر الاتصال بالخادم، حاول بعد قليل"),
        (
            "consent",
            "موقع نموذج",
            "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك. بالنقر على موافق فإنك تقبل ذلك.",
        ),
        ("consent", "Cookie consent", "This site uses cookies to improve your experience. Accept all"),
        ("sign_in", "تسجيل الدخول", SIGN_IN),
        ("sign_in", "Log In &lsaquo; news.example", SIGN_IN),
        ("", "502 عائلة تعود إلى ريف حلب", "عادت 502 عائلة إلى قراها."),
        ("", "تسجيل الدخول", "صار تسجيل الدخول إلى البوابة ببصمة الإصبع، بحسب الوزارة."),
        ("", "خبر عاجل", "أعلنت الجهات المعنية افتتاح الطريق."),
        ("", "غوغل تطوّر اختبار كابتشا جديدًا", "قالت الشركة إن التحقق من المستخدمين صار أسهل."),
        ("", "الصفحة غير موجودة", "عذرًا، الصفحة التي تبحث عنها غير موجودة."),
    ],
)
def test_a_page_of_a_few_words_says_what_is_the_matter_with_its_site(word: str, title: str, text: str) -> None:
    assert said_of_site((), made(title, text)) == word


@pytest.mark.parametrize("box", [TURNSTILE, CAPTCHA, "<p>يرجى التأكد من أنك لست روبوتًا</p>"])
def test_a_page_with_much_to_read_asks_for_nothing_whatever_stands_in_its_forms(box: str) -> None:
    article = page(7).body.replace(b"</article>", box.encode() + b"</article>")
    assert said_of_site((), article) == ""


@pytest.mark.parametrize("header", ["cf-mitigated", "X-Amzn-Waf-Action"])
def test_what_a_server_says_of_it_in_its_headers_needs_no_words(header: str) -> None:
    assert asks_for_proof(((header, "challenge"),), b"")


def test_a_refusal_is_no_challenge_though_its_title_is_that_of_one() -> None:
    assert not asks_for_proof((), made("Access Denied", "You don't have permission to access this server."))


@pytest.mark.parametrize("piece", [b"<script", b"<", b"</script", b"<style>", b"<!--", "لحظه ".encode()])
def test_made_input_costs_time_in_proportion_to_its_length(piece: bytes) -> None:
    began = time.process_time()
    said_of_site((), piece * 40_000)
    assert time.process_time() - began < 2
