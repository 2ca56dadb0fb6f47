"""A small archive for the tests of the web pages: outlets and events are made up, what keeps them is real."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.crawl_state.rows import HealthState
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Outlet, Published, Reading
from archive.sqlite import open_readonly
from archive.times import DAMASCUS, damascus_day, now, stamp, start_of


def outlet(name: str, title: str, title_en: str, lang: str = "ar", per_day: float = 24.0) -> Outlet:
    return Outlet(
        name=name,
        title=title,
        title_en=title_en,
        home=f"https://{name}.example/",
        hosts=(f"{name}.example",),
        routes=(),
        key_rules=(r"^/(?P<id>[a-z0-9-]+)/?$",),
        lang=lang,
        expect_per_day=per_day,
    )


FURAT = outlet("furat24", "فرات24", "Furat 24", per_day=36)
HAWRAN = outlet("hawran", "نشرة حوران", "Hawran Bulletin", per_day=12)
SHAM = outlet("shamplus", "شام+", "Sham Plus", per_day=8)
ORONTES = outlet("orontes", "Orontes Post", "Orontes Post", lang="en", per_day=0.4)
QASYOUN = outlet("qasyoun", "قاسيون برس", "Qasyoun Press", per_day=12)

WATER = """عاد ضخّ المياه صباح السبت إلى أربعة أحياء في القسم الشرقي من مدينة دير الزور، بعد عطل في محطة الضخّ.
وقالت مؤسسة المياه في بيان إن ورشات الصيانة استبدلت مضختين من أصل خمس، وإن المحطة تعمل بنسبة 62% من طاقتها المعتادة.
ورافقت القـ.ـوات المكلّفة بحماية المنشآت آليات الصيانة على الطريق الواصل إلى المحطة بين الساعة 6:30 و9:00 صباحًا.
ونشرت صفحة المحطة جدولًا بعنوان Pumping Schedule (v2.1) يوزّع ساعات الضخّ على الأحياء."""
SNOW = """قطع منخفض جوي طريق القلمون ثلاث ساعات قبل أن تعيد فرق الثلج فتحه ظهر الجمعة أمام السيارات الصغيرة.
وشاركت القوّات الهندسية بأربع كاسحات، وطُلب من السائقين تأجيل السفر إلى ما بعد الساعة 11:00.
وسُجّلت «أدنى حرارة هذا الموسم» عند 4 درجات تحت الصفر، فيما تتوقّع دائرة الأرصاد أمطارًا على الساحل."""
FAIR = """افتُتح معرض الكتاب المدرسي في حماة بمشاركة 41 دار نشر، ويستمرّ حتى مساء السبت المقبل.
وأوكل تنظيم السير في محيط المعرض للقوات المحلية، مع تخصيص موقفين للحافلات عند المدخل الشمالي.
وتقول إدارة المعرض إن عدد الكتب المعروضة يزيد على سبعة آلاف كتاب بأسعار مخفّضة للطلاب."""
LENTILS = """School kitchens in Salamiyah will cook with lentils grown in the district from next month, says the board.
The board buys forty tonnes a term. Farmers deliver on Mondays, and the price is fixed until spring.
A notice on the wall of the main kitchen, “قائمة الأسبوع”, lists five meals with their prices."""
STREET = """أعلنت بلدية الحيّ رقم {n} جدول صيانة الأرصفة لهذا الأسبوع، ويبدأ العمل من الساحة الشرقية ثم ينتقل إلى السوق.
وقالت الورشة إن المرحلة رقم {n} تنتهي مساء الخميس، وتبقى المحالّ مفتوحة طوال أيام العمل في الشارع.
ويستقبل مكتب البلدية ملاحظات السكان بين التاسعة والثانية ظهرًا من كل يوم عدا الجمعة."""


@dataclass(frozen=True, slots=True)
class Made:
    """One article as a page says it, `hours` ago."""

    outlet: Outlet
    slug: str
    title: str
    text: str
    hours: float
    author: str = ""
    known_hour: bool = True
    dated: bool = True


ARTICLES = (
    *(
        Made(HAWRAN, f"street-{n}", f"جدول صيانة الأرصفة في الحيّ رقم {n}", STREET.format(n=n), 30 + 5 * n)
        for n in range(1, 27)
    ),
    Made(SHAM, "fair", "افتتاح معرض الكتاب المدرسي في حماة بمشاركة 41 دار نشر", FAIR, 90),
    Made(SHAM, "parking", "شام+ تنشر خريطة المواقف الجديدة وسط المدينة", STREET.format(n=70), 80, known_hour=False),
    Made(HAWRAN, "snow", "منخفض جوي يقطع طريق القلمون ثلاث ساعات وفرق الثلج تعيد فتحه", SNOW, 26),
    Made(SHAM, "snow-road", "منخفض جوي يقطع طريق القلمون ثلاث ساعات وفرق الثلج تعيد فتحه", SNOW, 25),
    Made(ORONTES, "lentils", "School kitchens in Salamiyah switch to local lentils", LENTILS, 5),
    Made(FURAT, "water", "عودة ضخّ المياه إلى أحياء دير الزور الشرقية بعد سبعة أيام", WATER, 4, "قسم الخدمات"),
)
WATER_EDITED = Made(
    FURAT,
    "water",
    "عودة ضخّ المياه إلى أحياء دير الزور الشرقية بعد تسعة أيام",
    WATER.replace("وقالت مؤسسة المياه في بيان إن", "وقالت مؤسسة المياه إن").replace("62%", "58%"),
    1,
    "قسم الخدمات",
)


def street(n: int) -> Made:
    """One of many like it."""
    return Made(HAWRAN, f"street-{n}", f"جدول صيانة الأرصفة في الحيّ رقم {n}", STREET.format(n=n), 0)


def take(writer: Writer, made: Made, at: datetime) -> int:
    """As a crawl would: bytes into the WARC, the given text through gate, identity, comparison and store."""
    url = f"https://{made.outlet.name}.example/{made.slug}"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    body = f"<html><body><h1>{made.title}</h1>{made.text}</body></html>".encode()
    published = at - timedelta(minutes=7)
    intake = Intake(writer.data.root, made.outlet, writer)
    intake.keep(Exchange(url=url, status=200, headers=headers, body=body, fetched_at=at))
    reading = Reading(
        title=made.title,
        text=made.text,
        published=Published(
            instant=published if made.known_hour else None,
            day=published.astimezone(DAMASCUS).date(),
            source="jsonld" if made.known_hour else "url",
        )
        if made.dated
        else None,
        authors=(made.author,) if made.author else (),
        credit="مؤسسة المياه" if made.slug == "water" else "",
        lang=made.outlet.lang,
    )
    outcome = intake.consider(
        Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=at), reading
    )
    if outcome.article_id is None:
        raise AssertionError(f"{made.slug} was not stored: {outcome}")
    return outcome.article_id


def missing(writer: Writer, made: Made, at: datetime) -> str:
    """The page answers 404; returns what became of the article."""
    url = f"https://{made.outlet.name}.example/{made.slug}"
    intake = Intake(writer.data.root, made.outlet, writer)
    intake.keep(Exchange(url=url, status=404, headers=(), body=b"", fetched_at=at))
    return intake.take(Page(url=url, final_url=url, status=404, headers=(), body=b"", fetched_at=at)).kind


def earlier_today(at: datetime) -> timedelta:
    """Two hours before, or as much as the day in Damascus has had: what happened then happened today."""
    midnight = start_of(damascus_day(at))
    return min(timedelta(hours=2), (at - midnight) / 2)


def make(data: Path) -> dict[str, int]:
    """Fill an empty folder; returns article ids by slug, edited, vanished, missing and copied ones among them."""
    folder = DataFolder(data).make()
    start = now().astimezone(UTC)
    ids: dict[str, int] = {}
    with Writer(folder, "made") as writer:
        Intake(data, QASYOUN, writer).flush()
        for made in ARTICLES:
            ids[made.slug] = take(writer, made, start - timedelta(hours=made.hours))
        # After the deletion below, at whatever hour this runs.
        take(writer, WATER_EDITED, start - min(timedelta(hours=WATER_EDITED.hours), earlier_today(start) / 2))
        by_slug = {made.slug: made for made in ARTICLES}
        for hours in (60, 30):
            missing(writer, by_slug["fair"], start - timedelta(hours=hours))
            take(writer, by_slug["parking"], start - timedelta(hours=hours - 1))
        missing(writer, by_slug["fair"], start - earlier_today(start))
        missing(writer, by_slug["street-26"], start - timedelta(hours=1))
    return ids


def write_health(data: Path) -> None:
    """What the scheduler would have written of the five outlets."""
    at = now()
    states: list[tuple[str, HealthState, str, int, int | None]] = [
        ("furat24", "ok", "", 5, 1),
        ("hawran", "late", "timeout", 6, 26),
        ("shamplus", "blocked", "http_403", 30, 25),
        ("orontes", "broken", "parse", 9, 5),
        ("qasyoun", "silent", "empty_feed", 31, None),
    ]
    with RunLog(DataFolder(data).service) as run_log:
        run_log.put_health(
            [
                {
                    "outlet": name,
                    "state": state,
                    "cause": cause,
                    "since": stamp(at - timedelta(hours=since)),
                    "last_new": stamp(at - timedelta(hours=last_new)) if last_new is not None else None,
                    "expected": "",
                    "given_up": 3 if name == "hawran" else 0,
                }
                for name, state, cause, since, last_new in states
            ]
        )


def captures_of(data: Path, article_id: int) -> list[str]:
    """The pages of an article's captures, in the order of time."""
    with closing(open_readonly(data / "warraq.db")) as connection:
        found = connection.execute("SELECT id FROM captures WHERE article_id = ? ORDER BY fetched_at", (article_id,))
        return [f"/capture/{number}" for (number,) in found]
