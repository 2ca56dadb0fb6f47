"""A small record to search: samples written for the tests; the places are real, the events are not."""

from datetime import date
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record import fulltext
from archive.record.schema import migrations
from archive.search.engine import Mode, search
from archive.times import first_id_of

SAMPLES = (
    ("معرض للكتاب في سوريا", "افتُتح معرض للكتاب في دمشق، وحضره ناشرون من دير الزور والحسكة."),
    ("مهرجان القطن", "أقيم المهرجان في ديرالزور بسورية، وقال المنظمون إنه للقرى كلها."),
    ("وتيـ.ـرة الاستعـ.ـدادات تتسارع", "بدأ انسحاب القـ.ـوات الأمريكية من موقع التصوير، بحسب أ.ف.ب."),
    ("سباق الدراجات", "انطلق السباق بإدلب وبلبنان معاً، وزار الوفد لبنان ثلاث مرات."),
    ("ورشة <للخط> العربي", "قالت المدرّبة إنّ القوّات البحرية الأميركية لا شأن لها بالخط. بنانٌ من ورق."),
)
DAY = date(2026, 11, 20)


def add_outlet(db: Database, *titles: str) -> None:
    """An outlet by its name, its title and its English one, unless it is there."""
    columns = "name, title, title_en, home, lang, hosts, every, expect_per_day, enabled, note"
    db.execute(f"INSERT OR IGNORE INTO outlets({columns}) VALUES(?, ?, ?, '', 'ar', '', '', 1, 1, '')", titles)


def add(db: Database, number: int, title: str, body: str, outlet: str = "sample", day: date = DAY) -> int:
    """One article, written and indexed as the store does it; returns its id."""
    article_id = first_id_of(day) + number
    extra = fulltext.extra_for(title, body)
    db.execute(
        "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day, published_from,"
        " first_seen_at, last_seen_at, status, versions, words_sha256, search_extra)"
        " VALUES(?, ?, ?, 'https://example.org/', ?, ?, '', '', 'ar', ?, 'given', '', '', 'live', 1, '', ?)",
        (article_id, outlet, f"{day}/{number}", title, body, day.isoformat(), extra),
    )
    fulltext.index_row(db, article_id, title, body)
    return article_id


def make(path: Path, texts: tuple[tuple[str, str], ...] = SAMPLES) -> Database:
    """A record with these titles and bodies, and two outlets."""
    db = Database(sqlite3.connect(path, isolation_level=None))
    db.execute("PRAGMA synchronous = OFF")
    migrations.apply(db)
    fulltext.seed_tables(db)
    for outlet in (("sample", "صحيفة النموذج", "Sample Daily"), ("other", "المنبر الآخر", "The Other Tribune")):
        add_outlet(db, *outlet)
    for number, (title, body) in enumerate(texts):
        add(db, number, title, body)
    return db


def found(db: Database, text: str, mode: Mode = "names") -> set[int]:
    """Which of the samples, by their place, a question finds."""
    return {hit.id - first_id_of(DAY) for hit in search(db.conn, text, mode=mode).hits}


def make_bridges_and_markets(path: Path) -> None:
    """Twelve articles on a bridge in one outlet, and as many on a market in another."""
    db = make(path, ())
    for number in range(12):
        add(db, number, "جسر قديم في الرقة", "ترميم جسور الرقة.")
        add(db, 20 + number, "سوق دمشق", "السوق المسقوف.", outlet="other")
    db.close()
