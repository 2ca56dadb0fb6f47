"""What can go wrong with an outlet, crawled for real from a site on this machine to its incident and its end.

All of them with WARRAQ_INCIDENTS=all; without it a few.
"""

import gzip
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from threading import Event

import pytest

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.incidents import Incidents
from archive.data_folder import DataFolder
from archive.times import now, stamp
from scheduler.jobs import crawl
from spiders.registry import outlets
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite, feed, page

HTML = {"Content-Type": "text/html; charset=utf-8"}
HOME = Answer(body=b"<html><title>Home</title><h1>Home</h1>" + b"<a href='/1/'>x</a>" * 50, headers=HTML)
Spoil = Callable[[ScriptedSite, list[str]], None]


def html(title: str, text: str, status: int = 200) -> Answer:
    body = f"<html lang=ar><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    return Answer(status, body.encode(), HTML)


def articles(answer: Answer) -> Spoil:
    return lambda site, paths: site.answers.update(dict.fromkeys(paths, answer))


def route(answer: Answer) -> Spoil:
    return lambda site, _: site.answers.update({"/feed/": answer})


def everything(answer: Answer) -> Spoil:
    return lambda site, paths: site.answers.update(dict.fromkeys([*paths, "/feed/", "/robots.txt", "/"], answer))


def robots(answer: Answer) -> Spoil:
    return lambda site, _: site.answers.update({"/robots.txt": answer})


FEED = {"Content-Type": "application/rss+xml"}
EMPTY = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'
CLOSED = html("Just a moment...", "Enable JavaScript and cookies to continue", 403)
LOST = html("الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة")
OTHER, NEVER = "https://new.example", "Fri, 01 Jan 2038 00:00:00 GMT"
CAPTCHA = html("التحقق من الأمان", "يرجى التأكد من أنك لست روبوتا. أكمل اختبار كابتشا للمتابعة.")
BOX = Answer(
    200, b"<html><head><title>x.example</title></head><body><div class=cf-turnstile></div></body></html>", HTML
)
COOKIES = html(
    "ملفات تعريف الارتباط", "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك. بالنقر على موافق تقبل ذلك."
)
FORM = "<form method=post>اسم المستخدم <input name=log> كلمة المرور <input type=password name=pwd></form>"
UNREACHED = html(
    "x.example | 522: Connection timed out", f"Error code 522. {'What happened? The server did not answer. ' * 20}"
)
APP = Answer(
    200, b"<!doctype html><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>", HTML
)
FAULTS: dict[str, tuple[Spoil, str]] = {
    "all articles sent home": (articles(Answer(302, headers={"Location": "/"})), "redirect_home"),
    "articles forbidden by robots.txt": (
        robots(Answer(body=b"User-agent: *\nDisallow: /1", headers={"Content-Type": "text/plain"})),
        "robots",
    ),
    "a feed of broken XML": (route(Answer(body=EMPTY[:-22] + b"<item><titl", headers=FEED)), "parse"),
    "an empty feed": (route(Answer(body=EMPTY, headers=FEED)), "empty_feed"),
    "soft not found": (articles(html("الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة")), "soft_404"),
    "all articles not found": (articles(html("404", "404", 404)), "not_found"),
    "the whole site not found": (everything(html("404", "404", 404)), "not_found"),
    "articles refused": (articles(html("403 Forbidden", "nginx", 403)), "http_403"),
    "a challenge, 403": (everything(CLOSED), "challenge"),
    "a challenge, 200": (articles(html("Just a moment...", "Enable JavaScript and cookies")), "challenge"),
    "a captcha in Arabic in place of every article": (articles(CAPTCHA), "challenge"),
    "a captcha in Arabic at every address": (everything(CAPTCHA), "challenge"),
    "a box to tick in place of every article": (articles(BOX), "challenge"),
    "a challenge of another firewall": (
        articles(Answer(202, b"", {**HTML, "x-amzn-waf-action": "challenge"})),
        "challenge",
    ),
    "not shown in our country": (articles(html("غير متاح", "عذرا، هذا المحتوى غير متاح في بلدك.")), "closed_off"),
    "a suspended account": (everything(html("Account Suspended", "This Account has been suspended.")), "suspended"),
    "a server with no site on it": (
        everything(html("Welcome to nginx!", "Further configuration is required.")),
        "parked",
    ),
    "a site that broke": (everything(html("خطأ", "حدث خطأ فادح في هذا الموقع.")), "database_error"),
    "what stands in front of the site does not reach it, 200": (articles(UNREACHED), "database_error"),
    "the same at every address": (everything(UNREACHED), "database_error"),
    "an installation that nobody ended": (everything(html("WordPress › Installation", "Site Title")), "parked"),
    "a question about cookies in place of every article": (articles(COOKIES), "closed_off"),
    "a form to sign in, in place of every article": (articles(html("تسجيل الدخول", FORM)), "closed_off"),
    "a form to sign in at every address": (everything(html("Log In", FORM)), "closed_off"),
    "a page that sets a cookie and loads itself again": (
        articles(Answer(200, b"<html><script>document.cookie='a=1';location.reload();</script></html>", HTML)),
        "challenge",
    ),
    "a page that scripts fill": (articles(APP), "template_changed"),
    "works on the site": (everything(html("صيانة", "الموقع قيد الصيانة، سنعود قريبا")), "maintenance"),
    "the feed of another outlet": (
        lambda site, _: site.answers.update({"/feed/": feed("https://other.example", [90001, 90002])}),
        "no_articles",
    ),
    "a feed that cannot be unpacked": (
        route(Answer(200, gzip.compress(EMPTY)[:30], {**FEED, "Content-Encoding": "gzip"})),
        "coded",
    ),
    "redirects in a ring": (
        lambda site, paths: site.answers.update({path: Answer(302, headers={"Location": path}) for path in paths}),
        "redirects",
    ),
    "too many requests": (route(html("429", "429", 429)), "http_429"),
    "a pause asked for until far away": (everything(Answer(429, headers={"Retry-After": NEVER})), "retry_after"),
    "not modified, unasked": (everything(Answer(304)), "unasked_304"),
    "articles too large": (articles(Answer(200, b"<p>" + b"x" * (9 * 2**20), HTML)), "too_large"),
    "not found, half of the articles": (
        lambda site, paths: site.answers.update(dict.fromkeys([p for p in paths if p[-2] in "13579"], LOST)),
        "soft_404",
    ),
    "all articles at another host": (
        lambda site, paths: site.answers.update({p: Answer(301, headers={"Location": OTHER + p}) for p in paths}),
        "moved",
    ),
    "robots.txt that fails": (robots(html("503", "503", 503)), "http_503"),
    "a failing server": (route(html("500", "500", 500)), "http_500"),
    "a new theme without a text": (articles(html("خبر", "")), "template_changed"),
}
# As if some time had passed; the newest run that shows an incident is what tells those that came since.
EARLIER = (
    "UPDATE runs SET started_at = strftime('%Y-%m-%dT%H:%M:%SZ', started_at, '-10 seconds')",
    "UPDATE incidents SET detail = json_set(detail, '$.last',"
    " strftime('%Y-%m-%dT%H:%M:%SZ', detail ->> '$.last', '-10 seconds')) WHERE detail ->> '$.last' <> ''",
)
CHOSEN = list(FAULTS) if os.environ.get("WARRAQ_INCIDENTS") == "all" else list(FAULTS)[:1]


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


@pytest.fixture
def data(archive: Archive, site: ScriptedSite) -> DataFolder:
    archive.outlet(site.home)
    return DataFolder(archive.data).make()


class Going:
    """The site publishes, and its outlet is crawled: the articles of before are due again, as if days had passed."""

    def __init__(self, site: ScriptedSite, data: DataFolder) -> None:
        self.site, self.data, self._number = site, data, count(10001)

    def round(self, new: int, spoil: Spoil | None = None) -> None:
        numbers = [next(self._number) for _ in range(new)]
        self.site.answers |= {"/robots.txt": Answer(404), "/": HOME}
        self.site.publish(numbers[::-1])
        # Whatever was listed before is as it was.
        known = [path for path in self.site.answers if path.strip("/").isdigit()]
        self.site.answers |= {path: page(int(path.strip("/"))) for path in known}
        if spoil:
            spoil(self.site, known)
        with Frontier(self.data.service) as frontier:
            frontier.write("UPDATE visits SET next_due = ?", stamp(now() - timedelta(minutes=1)))
            for sql in EARLIER:
                frontier.write(sql)
        crawl(self.data, outlets()["made"], Event())

    def open(self) -> list[str]:
        with Incidents(self.data.service) as incidents:
            return [row["cause"] for row in incidents.open_ones()]


@pytest.mark.parametrize("fault", CHOSEN)
def test_a_site_that_fails_is_one_incident_within_two_runs_and_over_once_it_is_well(
    site: ScriptedSite, data: DataFolder, fault: str
) -> None:
    spoil, cause = FAULTS[fault]
    going = Going(site, data)
    going.round(6)
    assert going.open() == []
    going.round(3, spoil)
    going.round(3, spoil)
    assert going.open() == [cause]
    if cause == "retry_after":
        # Kept, whatever the site does meanwhile; a week is the longest that is kept.
        with Frontier(data.service) as frontier:
            frontier.write("DELETE FROM pauses")
        for file in (data.root / "locks").iterdir():
            file.write_bytes(b"")
    going.round(3)
    assert going.open() == []
    with Incidents(data.service) as incidents:
        assert [row["cause"] for row in incidents.to_tell()] == [cause]
