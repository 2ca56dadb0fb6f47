"""What crawls that bring pages need besides, imported once in the forkserver where many are to be expected.

A crawl that finds nothing new is done without: nearly half of all imports, for which a single crawl need not wait.
"""

import importlib
from datetime import UTC, datetime

from archive.analysis.analyser import Text
from archive.analysis.registry import ANALYSERS
from archive.exchange import Page
from archive.model import Outlet
from archive.reading.extract import read
from archive.reading.late_patterns import compile_all

LATE = (
    "archive.copies.finder",
    "archive.analysis.follower",
    "spiders.probing.child",
    # Loaded with the first question (archive.text.edit_distance).
    "rapidfuzz.distance",
)
_OUTLET = Outlet(
    name="preload",
    title="تجربة",
    title_en="Preload",
    home="https://preload.invalid/",
    hosts=("preload.invalid",),
    routes=(),
)
_HTML = """<!doctype html><html lang="ar"><head><title>عودة المياه إلى دمشق</title>
<meta property="article:published_time" content="2026-01-01T10:00:00+03:00"></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>عودة المياه إلى دمشق</h1><p>الخميس 1 كانون الثاني 2026</p>
<p>أعلنت مؤسسة المياه عودة الضخ إلى أحياء في دمشق بعد انقطاع دام 3 أيام بسبب أعمال صيانة في عين الفيجة بريف دمشق.</p>
<p>وقال المدير إن "الورشات تعمل في 12 حيًا"، وإن الضخ يعود إلى المزة وبرزة قبل نهاية الأسبوع الجاري.</p>
</article></body></html>"""


def preload_pages() -> None:
    """Import it, and read and analyse one page: what its first page has to work out, every copy finds worked out."""
    for name in LATE:
        importlib.import_module(name)
    compile_all()
    url = f"{_OUTLET.home}1/"
    seen = datetime(2026, 1, 1, 12, tzinfo=UTC)
    page = Page(url=url, final_url=url, status=200, headers=(), body=_HTML.encode(), fetched_at=seen)
    reading = read(page, _OUTLET)
    text = Text(0, 0, _OUTLET.name, "ar", "2026-01-01", reading.title, reading.text, "", is_current=1)
    for analyser in ANALYSERS:
        list(analyser.find(text))


preload_pages()
