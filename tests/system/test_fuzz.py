"""Questions nobody would ask, through HTTP, at every address that takes one: none is answered with a server's error.

Some hundreds in the suite; WARRAQ_FUZZ=10000 asks so many, and -rP shows how long the answers took.
"""

import gc
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import quote_from_bytes

import pytest
import uvicorn

from archive.web.app.server import listener
from tests.support.made_archive import FAIR, WATER
from tests.support.reading_room import Site, made

QUESTIONS = int(os.environ.get("WARRAQ_FUZZ", "200"))
ADDRESSES = (
    *("/search?q=", "/en/search?q=", "/api/1/search?q=", "/saved?q="),
    *("/feeds/articles.atom?q=", "/feeds/articles.json?q="),
    *("/exports/articles.csv?q=", "/exports/articles.json?q=", "/exports/articles.bib?q="),
    *("/warraq/articles?_search=", "/en/warraq/articles?_search=", "/warraq/articles?_searchmode=raw&_search="),
    *("/warraq/articles.json?_search=", "/warraq/articles.csv?_search="),
)
WORDS = (*WATER.split(), *FAIR.split(), "القـ.ـوات", "سوريا", "عربي21", "d.r", "فرات")
SIGNS = (
    '"', "'", "«", "»", "(", ")", "((", "))", "*", "-", "--", "+", ":", "^", "{", "}", "[", "]", "\\", "%", "_", ";",
    "?", "#", "../", "&amp;", "<script>", "javascript:", "https://", "2026-11", "٣", "۳", "أ.ف.ب",
    "title:", "عنوان:", "outlet:", "kind:", "from:", "إلى:", "credit:", "body:", " AND ", " OR ", " NOT ", " NEAR(",
    "\0", "\x02", "\x03", "\x1b", "\n", "\u200f", "\u202e", "\u0640", "\u0651", "\ufdfa", "\ufeff", "\U0001f600",
    "9" * 40, "x" * 400, "كلمة " * 90,
)  # fmt: skip
BYTES = (b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xd8", b"%", b"%u0627")
MORE = {
    "mode": ("exact", "names", "forms", "x", ""),
    "order": ("newest", "rank", "ranked"),
    "outlet": ("hawran", "nobody", "'", ""),
    "from": ("2026", "2026-13", "0000-00-00", "9999-12-31", "x"),
    "to": ("2026-11-22", "1", "-1", "9999", "٢٠٢٦"),
    "before": ("0", "-1", "9" * 15, "9" * 30, "x"),
    "limit": ("0", "1", "50", "999999", "x"),
    "_facet": ("outlet", "nothing", "", "body"),
    "_sort": ("title", "nothing", ""),
    "_sort_desc": ("published_day", "rowid"),
    "_next": ("1", "x,y", "9" * 30),
    "_size": ("max", "0", "-1", "x", "9" * 9),
    "_where": ("1=1", "'"),
    "_col": ("title", "x"),
    "_shape": ("array", "objects", "x"),
    "outlet__exact": ("hawran", "%"),
    "id__gt": ("x", "1"),
    "body__glob": ("*[", "*"),
    "title__arraycontains": ("x",),
    "_nl": ("on",),
    "_fts_table": ("articles", "x", "outlets"),
    "_fts_pk": ("x", "id"),
    "_extra": ("x", "count"),
    "_timelimit": ("x", "1"),
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    site: Site = made(tmp_path_factory.mktemp("fuzzed"))
    listening = listener("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(site.app.app(), access_log=False, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def question(chance: random.Random) -> bytes:
    """Words and signs in any company, sometimes bytes that are no text at all."""
    parts = (
        chance.choice(BYTES)
        if chance.random() < 0.04
        else (chance.choice(SIGNS) if chance.random() < 0.5 else chance.choice(WORDS)).encode("utf-8")
        for _ in range(chance.randint(0, 9))
    )
    return chance.choice((b"", b" ")).join(parts)


def address(chance: random.Random) -> str:
    more = [(name, chance.choice(MORE[name])) for name in chance.sample(list(MORE), chance.choice((0, 0, 1, 2, 4)))]
    tail = "".join(f"&{name}={quote_from_bytes(value.encode('utf-8'), safe='')}" for name, value in more)
    return chance.choice(ADDRESSES) + quote_from_bytes(question(chance), safe="") + tail


# Datasette 0.65 awaits nothing more of a page once a facet names no column.
@pytest.mark.filterwarnings("ignore:.*never awaited", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_question_at_any_address_is_answered_with_a_servers_error(port: int) -> None:
    chance = random.Random(20261122)
    spent: list[float] = []
    statuses: Counter[int] = Counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(QUESTIONS):
        target = address(chance)
        begun = time.perf_counter()
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read()
        spent.append(time.perf_counter() - begun)
        statuses[answer.status] += 1
        assert answer.status < 500, (target, body[:300])
        assert b"Traceback" not in body, target
        assert b"fts5: syntax" not in body, target
    connection.close()
    gc.collect()  # here, where those warnings are expected
    print(
        f"{QUESTIONS:,} questions, answers by status {dict(statuses)}, p99 {quantiles(spent, n=100)[-1] * 1000:.0f} ms"
    )
