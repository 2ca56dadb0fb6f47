"""Outages, blocks, redesigns and moves of a whole outlet, as data: what any article's address answers meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from archive.exchange import Page
from tests.support.removal_pages import HOME, article, cards, headline, made, served, text

# ruff: noqa: ARG001, ARG005 - all answers are asked alike, and few look at everything
# A page, or the word for an answer that never came; of the theme and number of an article, its address, the check.
Incident = Callable[[str, int, str, int], Page | str]


def _status(status: int, title: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Incident:
    def answer(theme: str, number: int, address: str, check: int) -> Page:
        shown = f"<head><title>{title or status}</title></head><body><h1>{title or status}</h1></body>"
        page = served(shown, address, status=status)
        return replace(page, headers=(*page.headers, *headers))

    return answer


def _silence(cause: str) -> Incident:
    return lambda theme, number, address, check: cause


def _instead(title: str, *lines: str, listed: int = 0) -> Incident:
    """The same page, with status 200, at every address."""

    def answer(theme: str, number: int, address: str, check: int) -> Page:
        return served(made(theme, title, "".join(f"<p>{line}</p>" for line in lines), cards(1, listed)), address)

    return answer


def _sent(address: str, title: str, *lines: str, listed: int = 0) -> Incident:
    def answer(theme: str, number: int, asked: str, check: int) -> Page:
        page = _instead(title, *lines, listed=listed)(theme, number, address, check)
        assert isinstance(page, Page)
        return replace(page, url=asked, final_url=address, hops=(asked,))

    return answer


def _redesigned(inside: Callable[[int], str]) -> Incident:
    """Every article in a theme that none of the outlet's rules knows."""

    def answer(theme: str, number: int, address: str, check: int) -> Page:
        return served(f"<head><title>{headline(number)}</title></head><body>{inside(number)}</body>", address)

    return answer


def _by_script(number: int) -> str:
    words = "".join(f"\\u{ord(sign):04x}" if ord(sign) > 127 else sign for sign in text(number).replace("\n", " "))
    return f'<div id="root"><h1>{headline(number)}</h1></div><script>window.DATA = {{"body": "{words}"}}</script>'


def _by_interface(number: int) -> str:
    return f'<div id="root"><h1>{headline(number)}</h1><p>تحميل</p></div><script src="/app.js"></script>'


def _in_another_theme(number: int) -> str:
    lines = "".join(f'<div class="x-line"><span>{line}</span></div>' for line in text(number).split("\n"))
    return f'<div class="x-h">{headline(number)}</div><div class="x-b">{lines}</div><div>{cards(number, 4)}</div>'


def _moved_to(home: str) -> Incident:
    def answer(theme: str, number: int, asked: str, check: int) -> Page:
        page = article(theme, number)
        return replace(page, url=asked, final_url=f"{home}{number}/", hops=(asked,))

    return answer


def _renumbered(theme: str, number: int, asked: str, check: int) -> Page:
    page = article(theme, number)
    return replace(page, url=asked, final_url=f"{HOME}{number + 500_000}/", hops=(asked,))


def _all_to_one(theme: str, number: int, asked: str, check: int) -> Page:
    page = article(theme, 59_999)
    return replace(page, url=asked, hops=(asked,))


def _each_time_another(theme: str, number: int, address: str, check: int) -> Page:
    kinds = (_instead("الصفحة غير موجودة", "عذرا"), _sent(HOME, "موقع نموذج", listed=9), _status(404))
    page = kinds[(number + check) % len(kinds)](theme, number, address, check)
    assert isinstance(page, Page)
    return page


def _bare(body: str, status: int = 200) -> Incident:
    return lambda theme, number, address, check: served(f"<body>{body}</body>", address, status=status)


def _half(theme: str, number: int, address: str, check: int) -> Page:
    inside = "".join(f"<p>{line}</p>" for line in text(number).split("\n")[:3])
    return served(made(theme, headline(number), inside, cards(number, 4), described=True), address)


def _broken_off(theme: str, number: int, address: str, check: int) -> Page:
    page = article(theme, number)
    return replace(page, body=page.body[: len(page.body) * 6 // 10])


def _of_a_neighbour(theme: str, number: int, address: str, check: int) -> Page:
    return replace(article(theme, number ^ 1), url=address, final_url=address)


def _of_any(theme: str, number: int, address: str, check: int) -> Page:
    return replace(article(theme, number + (number + check) % 2), url=address, final_url=address)


def _translated(theme: str, number: int, address: str, check: int) -> Page:
    inside = "".join(f"<p>The village opened workshop {number}{line} after a long wait.</p>" for line in range(6))
    return served(made(theme, f"Report {number}", inside, described=True), address)


def _by_and_by(incident: Incident) -> Incident:
    """First some of the articles, then more, then all."""

    def answer(theme: str, number: int, address: str, check: int) -> Page | str:
        return incident(theme, number, address, check) if number % 3 <= check else article(theme, number)

    return answer


def _of_a_section(incident: Incident) -> Incident:
    def answer(theme: str, number: int, address: str, check: int) -> Page | str:
        return incident(theme, number, address, check) if number % 3 < 2 else article(theme, number)

    return answer


def _under_its_headline(inside: str) -> Incident:
    return lambda theme, number, address, check: served(
        made(theme, headline(number), inside, cards(number, 6), described=True), address
    )


STRIKE = "<p>الموقع متوقف اليوم احتجاجا على حجب المواقع الإخبارية، نعود غدا.</p>"


def _first_paragraph(theme: str, number: int, address: str, check: int) -> Page:
    inside = f"<p>{text(number).partition(chr(10))[0]}</p><p>اقرأ المزيد</p>"
    return served(made(theme, headline(number), inside, cards(number, 4), described=True), address)


CHALLENGE = (("cf-mitigated", "challenge"),)
INCIDENTS: Mapping[str, Incident] = {
    "refused, 403": _status(403, "403 Forbidden"),
    "refused, 401": _status(401, "Unauthorized"),
    "shut by law, 451": _status(451, "Unavailable For Legal Reasons"),
    "challenge, 403": _status(403, "Just a moment...", CHALLENGE),
    "challenge, 404": _status(404, "Just a moment...", CHALLENGE),
    "challenge without its header": _status(403, "Just a moment..."),
    "challenge, 200": _instead("Just a moment...", "Enable JavaScript and cookies to continue"),
    "asked too often, 429": _status(429, "Too Many Requests"),
    "server error, 500": _status(500),
    "unavailable, 503": _status(503),
    "gateway, 502": _status(502),
    "no name": _silence("dns"),
    "no certificate": _silence("tls"),
    "no answer": _silence("timeout"),
    "connection refused": _silence("refused"),
    "robots.txt forbids": _silence("robots"),
    "all gone, 404": _status(404),
    "all gone, 410": _status(410),
    "maintenance": _instead("الموقع قيد الصيانة", "الموقع قيد الصيانة، سنعود قريبًا"),
    "database error": _instead("Database Error", "Error establishing a database connection"),
    "question about cookies": _instead("Before you continue", "We use cookies and data to deliver services"),
    "paywall": _instead("للمشتركين", "هذا المقال متاح للمشتركين فقط. سجل الدخول لمتابعة القراءة."),
    "account suspended": _instead("Account Suspended", "This Account has been suspended."),
    "defaced": _instead("Hacked by nobody", "nobody was here"),
    "domain for sale": _instead("sample.example", "This domain is for sale! Buy this domain now."),
    "blank pages": _instead("", ""),
    "all say not found": _instead("الصفحة غير موجودة", "عذرًا، الصفحة التي تبحث عنها غير موجودة."),
    "all say not found, with cards": _instead("الصفحة غير موجودة", "قد تهمك هذه الأخبار:", listed=14),
    "all say removed": _instead("تنويه", "تم حذف هذا الخبر"),
    "all want a password": _instead("محمي", "هذا المحتوى محمي بكلمة مرور. لعرضه يُرجى إدخال كلمة المرور أدناه."),
    "all are sent home": _sent(HOME, "موقع نموذج", listed=12),
    "all are sent to a section": _sent(f"{HOME}category/news/", "أخبار", listed=12),
    "all are sent to sign in": _sent(f"{HOME}login", "دخول", "سجل الدخول"),
    "all are sent to one article": _all_to_one,
    "moved to another domain's front page": _sent("https://moved.example/", "موقع نموذج", listed=12),
    "moved to another domain": _moved_to("https://moved.example/"),
    "moved to other numbers": _renumbered,
    "redesigned": _redesigned(_in_another_theme),
    "redesigned, text in a script": _redesigned(_by_script),
    "redesigned, text fetched by a script": _redesigned(_by_interface),
    "the front page at every address": _instead("موقع نموذج", "", listed=14),
    "each time another error": _each_time_another,
    "unknown error, 520": _status(520, "Web server is returning an unknown error"),
    "bandwidth, 509": _status(509, "Bandwidth Limit Exceeded"),
    "access denied, 200": _instead("Access denied", "Error 1020: This website is protected from online attacks."),
    "shut for a country": _instead("غير متاح", "عذرا، هذا المحتوى غير متاح في بلدك."),
    "critical error": _instead("", "There has been a critical error on this website."),
    "critical error, Arabic": _instead("خطأ", "حدث خطأ فادح في هذا الموقع."),
    "default page of a server": _bare("<h1>It works!</h1><p>This is the default welcome page of this server.</p>"),
    "list of files": _bare("<h1>Index of /</h1><a href='cgi-bin/'>cgi-bin/</a>"),
    "error of the language": _bare("<b>Fatal error</b>: Uncaught Error: Call to undefined function in index.php:17"),
    "accepted, empty, 202": _bare("", 202),
    "asked too often, told in JSON": _bare('{"error":"rate limited","retry_after":60}'),
    "all are sent to maintenance": _sent(f"{HOME}maintenance.html", "نعود قريبا", "نعمل على تحديث الموقع"),
    "all are sent to a parking page": _sent(f"{HOME}lander", "sample.example", "Buy this domain"),
    "blocked by a provider": _sent("http://10.10.34.35/", "محجوب", "تم حجب هذا الموقع بموجب القانون"),
    "sent to a question of consent": _sent("https://consent.example/?continue=x", "Before you continue", "Cookies"),
    "site closed": _instead("وداعا", "نعتذر من قرائنا، توقف هذا الموقع عن العمل."),
    "moved to addresses by month": _moved_to(f"{HOME}2026/11/"),
    "first paragraph only": _first_paragraph,
    "half of each": _half,
    "pages broken off": _broken_off,
    "a cache serves the neighbour": _of_a_neighbour,
    "a cache serves one of two": _of_any,
    "the front page with a text at every address": _instead("موقع نموذج", text(5, 2), listed=14),
    "another language": _translated,
    "emptied by and by": _by_and_by(_under_its_headline("")),
    "a strike, by and by": _by_and_by(_under_its_headline(STRIKE)),
    "redesigned by and by": _by_and_by(_redesigned(_in_another_theme)),
    "a section refused": _of_a_section(_status(451, "Unavailable For Legal Reasons")),
    "members sign in, a section": _of_a_section(_sent(f"{HOME}accounts/signin", "دخول", "سجل الدخول")),
    "robot check, Arabic": _instead("تحقق", "نتحقق من أنك لست روبوتا. قد يستغرق ذلك بضع ثوان."),
    "mourning": _instead("حداد", "يتوقف الموقع عن النشر ثلاثة أيام حدادا على أرواح الضحايا."),
    "wall for blockers of adverts": _under_its_headline("<p>يرجى تعطيل مانع الإعلانات لمتابعة القراءة.</p>"),
    "app alone, by and by": _by_and_by(_under_its_headline("<p>اقرأ المادة كاملة في التطبيق.</p>")),
    "members alone, a section": _of_a_section(_under_its_headline("<p>هذا المحتوى مخصص للمشتركين.</p>")),
    "first post of a new system": _instead("أهلا بالعالم!", "مرحبا بك في ووردبريس. هذه أول مقالة لك."),
    "a box everywhere": _bare("<script>alert('الخبر غير موجود');history.back();</script>"),
    "refused, 406": _status(406, "Not Acceptable"),
    "all are sent to no number": _sent(f"{HOME}?p=0", "موقع نموذج", listed=12),
    "empty answers": _bare(""),
    "data at every address": _bare('{"success":false,"data":null}'),
    "all are sent to the network": _sent("https://network.example/", "شبكة نموذج", listed=12),
    "all headlines in brackets": _instead("[محذوف]", "-"),
    "words that nobody foresaw": _instead("سبحان الله", "كل شيء إلى زوال، فلا تحزن."),
}
