"""Ways to take an article from its address, as data: what its address answers from then on, and the word for it."""

from collections.abc import Callable
from dataclasses import replace

from archive.exchange import Page
from tests.support.removal_pages import HOME, article, cards, headline, led, made, served, text

ANOTHER = 60_001  # an article that stands all the time
Way = Callable[[str, int, str], Page]

LOGIN = "<form><label>الاسم</label><input name=u><label>كلمة المرور</label><input type=password></form>"
ASKED_FOR_A_WORD = (
    '<form action="/wp-login.php?action=postpass" class="post-password-form">'
    "<p>هذا المحتوى محمي بكلمة مرور. لعرضه يُرجى إدخال كلمة المرور أدناه.</p>"
    '<label>كلمة المرور: <input name="post_password" type="password"></label></form>'
)
ASKED_IN_ENGLISH = (
    '<form action="/wp-login.php?action=postpass" class="post-password-form"><p>This content is password '
    'protected. To view it please enter your password below:</p><input name="post_password" type="password"></form>'
)
ASKED_ALONE = "<form><p>أدخل كلمة السر لقراءة هذه المادة</p><input type=password name=pw><button>دخول</button></form>"
ASKED_IN_A_BOX = '<div class="lock"><label>الرقم السري</label><input type="password"><input type="submit"></div>'


def _page(title: str, *lines: str, listed: int = 0) -> Way:
    """A page in the outlet's theme with these lines, and cards of other news under them."""

    def answer(theme: str, number: int, address: str) -> Page:
        inside = "".join(f"<p>{line}</p>" for line in lines)
        return served(made(theme, title or headline(number), inside, cards(number, listed)), address)

    return answer


def _to(address: str, title: str, *lines: str, listed: int = 9) -> Way:
    def answer(theme: str, number: int, asked: str) -> Page:
        return led(_page(title, *lines, listed=listed)(theme, number, asked), address, asked)

    return answer


def _status(status: int, line: str = "") -> Way:
    def answer(_theme: str, _number: int, address: str) -> Page:
        return served(
            f"<head><title>{status}</title></head><body><h1>{status}</h1><p>{line}</p></body>", address, status=status
        )

    return answer


def _html(html: str) -> Way:
    return lambda _theme, _number, address: served(html, address)


def _to_another(theme: str, _number: int, asked: str) -> Page:
    other = article(theme, ANOTHER, paths="/news/" in asked)
    return led(other, other.url, asked)


def _of_another(theme: str, _number: int, asked: str) -> Page:
    return replace(article(theme, ANOTHER), url=asked, final_url=asked)


def _emptied(left: str, listed: int = 3) -> Way:
    def answer(theme: str, number: int, address: str) -> Page:
        return served(made(theme, headline(number), left, cards(number, listed), described=True), address)

    return answer


def _notice_under_headline(line: str) -> Way:
    def answer(theme: str, number: int, address: str) -> Page:
        return served(made(theme, headline(number), f"<p>{line}</p>", cards(number, 4), described=True), address)

    return answer


def _with_status(status: int, way: Way) -> Way:
    return lambda theme, number, address: replace(way(theme, number, address), status=status)


def _bytes(body: bytes, kind: str = "text/html") -> Way:
    """An answer without a page."""

    def answer(_theme: str, _number: int, address: str) -> Page:
        return replace(served("", address), body=body, headers=(("Content-Type", f"{kind}; charset=utf-8"),))

    return answer


SISTER = "https://network.example/"
GUESS = "ربما حذفت أو تغير عنوانها."
NOT_THERE = "يبدو أن ما تبحث عنه لم يعد هنا، وقد تهمك هذه الأخبار:"
WAYS: dict[str, tuple[str, Way]] = {
    "404": ("", _status(404)),
    "410": ("", _status(410)),
    "to the front page": ("home_redirect", _to(HOME, "موقع نموذج", text(1, 1))),
    "to the front page of an edition": ("home_redirect", _to(f"{HOME}ar/?from=old", "موقع نموذج", listed=12)),
    "to a category": ("section_redirect", _to(f"{HOME}category/services/", "خدمات", text(2, 1))),
    "to a section": ("section_redirect", _to(f"{HOME}politics/", "سياسة", listed=10)),
    "to a sign-in form": ("login_redirect", _to(f"{HOME}wp-login.php?redirect_to=x", "دخول", LOGIN, listed=0)),
    "to a page of accounts": ("login_redirect", _to(f"{HOME}account/login", "تسجيل الدخول", LOGIN, listed=0)),
    "to a search": ("search_redirect", _to(f"{HOME}?s=slug", "نتائج البحث", listed=7)),
    "to a page of searching": ("search_redirect", _to(f"{HOME}search/slug", "نتائج البحث", "لا نتائج.", listed=0)),
    "to another article": ("article_redirect", _to_another),
    "short soft 404": ("not_found", _page("الصفحة غير موجودة", "عذرًا، الصفحة التي تبحث عنها غير موجودة.")),
    "short soft 404, English": ("not_found", _page("Page not found", "It looks like nothing was found here.")),
    "short soft 404, Turkish": ("not_found", _page("Sayfa bulunamadı", "Aradığınız sayfa bulunamadı.")),
    "long soft 404": ("not_found", _page("الصفحة غير موجودة", NOT_THERE, listed=14)),
    "long soft 404, English": ("not_found", _page("Oops! That page can’t be found.", "Try these:", listed=14)),
    "notice": ("removed", _page("", "تم حذف هذا الخبر")),
    "notice on request": ("removed", _notice_under_headline("تم حذف هذا المقال بناءً على طلب صاحب العلاقة.")),
    "notice of a court": ("removed", _notice_under_headline("أزيلت هذه المادة تنفيذًا لقرار قضائي.")),
    "notice, English": ("removed", _page("Notice", "This article has been removed at the request of the author.")),
    "notice, Turkish": ("removed", _page("Duyuru", "Bu haber yayından kaldırılmıştır.")),
    "notice, Kurmanji": ("removed", _page("Agahî", "Ev nûçe hatiye jêbirin.")),
    "notice, Sorani": ("removed", _page("ئاگاداری", "ئەم بابەتە سڕایەوە.")),
    "notice with cards": ("removed", _page("تنويه", "حُذف هذا الخبر لأسباب قانونية.", listed=12)),
    "password": ("password", _page("محمي: خبر", ASKED_FOR_A_WORD)),
    "password, English": ("password", _page("Protected: news", ASKED_IN_ENGLISH, listed=5)),
    "password under the headline": ("password", _notice_under_headline(ASKED_FOR_A_WORD)),
    "private": ("private", _page("", "هذا المحتوى خاص.")),
    "private, no permission": ("private", _page("عذرًا", "ليس لديك صلاحية لعرض هذه الصفحة.")),
    "private, English": ("private", _page("Private", "This post is private.")),
    "emptied": ("emptied", _emptied("")),
    "emptied, a space left": ("emptied", _emptied("<p>&nbsp;</p>", 8)),
    "emptied, a dash left": ("emptied", _emptied("<p>—</p>")),
    "emptied, a short line left": ("emptied", _emptied("<p>التفاصيل لاحقا</p>", 0)),
    "refused 403": ("denied", _status(403, "Forbidden")),
    "refused 401": ("denied", _status(401, "Authorization required")),
    "refused 451": ("denied", _status(451, "Unavailable For Legal Reasons")),
    "sends home by itself": (
        "home_redirect",
        _html(f'<head><meta http-equiv="refresh" content="0; url={HOME}"><title>...</title></head><body></body>'),
    ),
    "sends home by a script": (
        "home_redirect",
        _html(f'<head><title>…</title></head><body><script>window.location.href = "{HOME}";</script></body>'),
    ),
    "another article in its place": ("replaced", _of_another),
    "to a tag": ("section_redirect", _to(f"{HOME}tag/water/", "وسم: مياه", listed=9)),
    "to an author": ("section_redirect", _to(f"{HOME}author/editor/", "هيئة التحرير", listed=9)),
    "to a page for what is not found": ("not_found", _to(f"{HOME}404.html", "الصفحة غير موجودة", GUESS, listed=6)),
    "no longer available": ("removed", _page("عذرا", "لم تعد هذه الصفحة متاحة", listed=3)),
    "taken back for review": ("removed", _notice_under_headline("سُحب هذا التقرير لمراجعة ما ورد فيه من معلومات.")),
    "taken back with an apology": ("removed", _notice_under_headline("نعتذر عن هذه المادة، وقد جرى حذفها.")),
    "short soft 404, blog": ("not_found", _page("", "عذرًا، لم يتم العثور على الصفحة التي تبحث عنها في هذه المدونة.")),
    "private, Drupal": ("private", _page("تم رفض الوصول", "غير مصرح لك بالوصول إلى هذه الصفحة.")),
    "404 in the theme, with cards": ("", _with_status(404, _page("الصفحة غير موجودة", "جرب البحث:", listed=20))),
    "refused 403, in the theme": ("denied", _with_status(403, _page("غير مسموح", "ليس لديك صلاحية.", listed=5))),
    "emptied, one word left": ("emptied", _emptied("<p>محذوف</p>")),
    "emptied, dots left": ("emptied", _emptied("<p>...</p>", 5)),
    "sends to a section by itself": (
        "section_redirect",
        _html(f'<head><meta http-equiv="refresh" content="3;url={HOME}category/news/"></head><body>جار التحويل</body>'),
    ),
    "to the front page, with an error": ("home_redirect", _to(f"{HOME}?error=404", "موقع نموذج", listed=12)),
    "short soft 404, Sorani": ("not_found", _page("هەڵە", "پەڕەکە نەدۆزرایەوە.")),
    "no longer available, moved or deleted": (
        "removed",
        _page("", "المنشور الذي تحاول الوصول إليه لم يعد متوفرا، وربما تم نقله أو حذفه.", listed=4),
    ),
    "to the articles of a month": ("section_redirect", _to(f"{HOME}2026/11/", "تشرين الثاني", listed=20)),
    "to a form of a new account": ("login_redirect", _to(f"{HOME}register?next=x", "حساب جديد", LOGIN, listed=0)),
    "to a page of errors": ("not_found", _to(f"{HOME}ErrorPage.aspx?aspxerrorpath=/x", "تنبيه", "لا مادة.", listed=0)),
    "short soft 404, nothing here": ("not_found", _page("لا شيء هنا!", "يبدو أنه لا يوجد شيء في هذا العنوان.")),
    "short soft 404, the link": ("not_found", _page("خطأ", "الرابط الذي اتبعته غير صحيح أو انتهت صلاحيته.")),
    "short soft 404, no record": ("not_found", _page("", "عفوا، لا توجد بيانات لعرضها", listed=6)),
    "short soft 404, French": ("not_found", _page("Page introuvable", "La page que vous cherchez n'existe pas.")),
    "a draft again": ("private", _page("", "هذا المقال مسودة ولا يمكن عرضه.")),
    "says so in a box and goes back": (
        "not_found",
        _html('<head><title>x</title></head><body><script>alert("الخبر غير موجود");history.back();</script></body>'),
    ),
    "says so in a box and closes": (
        "removed",
        _html("<body><script>alert('عفوا، تم حذف هذا الموضوع');window.close();</script></body>"),
    ),
    "password of another system": ("password", _page("مقال محمي", ASKED_ALONE)),
    "password in a box": ("password", _notice_under_headline(ASKED_IN_A_BOX)),
    "not there in the database": (
        "not_found",
        _page("", "عذرا، الموضوع المطلوب غير متاح أو غير موجود في قاعدة البيانات", listed=6),
    ),
    "unpublished": ("private", _page("غير منشور", "هذه المادة غير منشورة حاليا.", listed=4)),
    "no longer accessible, English": ("removed", _page("Unavailable", "This post is no longer accessible.", listed=4)),
    "refused 406": ("denied", _status(406, "Not Acceptable")),
    "refused 423": ("denied", _status(423, "Locked")),
    "refused 400": ("denied", _status(400, "Bad Request")),
    "refused 402": ("denied", _status(402, "Payment Required")),
    "to the number 0": ("home_redirect", _to(f"{HOME}?p=0", "موقع نموذج", listed=12)),
    "to no number": ("home_redirect", _to(f"{HOME}?page_id=&p=", "موقع نموذج", listed=12)),
    "an empty answer": ("blank", _bytes(b"")),
    "an answer of white space": ("blank", _bytes(b"\n  \n")),
    "an answer of a comment": ("blank", _bytes(b"<!-- cached -->")),
    "data that say so": ("blank", _bytes(b'{"code":404,"message":"not found","data":null}', "application/json")),
    "data of nothing": ("blank", _bytes(b"null", "application/json")),
    "data served as a page": ("blank", _bytes('{"success":false,"data":"الخبر غير موجود"}'.encode())),
    "to the front page of the network": ("other_site", _to(SISTER, "شبكة نموذج", listed=12)),
    "to another paper of the network": ("other_site", _to(f"{SISTER}magazine/", "مجلة نموذج", text(7, 2))),
    "to a page of a network of people": ("other_site", _to("https://people.example/sample", "صفحة نموذج", listed=0)),
    "headline in brackets": ("removed", _page("[محذوف]", "-")),
    "headline of one word, English": ("removed", _page("Deleted", "", listed=6)),
    "headline and text of one word": ("removed", _page("(محذوف)", "[محذوف]")),
    "to the front page, in capitals": ("home_redirect", _to(f"{HOME}Default.aspx?msg=1", "موقع نموذج", listed=8)),
    "words that nobody foresaw": ("replaced", _page("وداعا", "كانت لنا هنا كلمة، وقد طويناها.")),
}  # fmt: skip
