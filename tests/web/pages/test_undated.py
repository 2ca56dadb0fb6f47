"""An article that states no day has none anywhere: on no page, in no feed, export, citation or answer of the API."""

import csv
import io
import json
import re
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.search.engine import compile_query
from archive.search.vocabulary import Vocabulary
from archive.times import damascus_day, now
from archive.web.app.language import load
from archive.web.app.search_request import SearchRequest
from archive.web.queries.hit_breakdown import Spread, spread_of_all, spread_of_hits
from archive.web.queries.rows import Connection
from scheduler.cli import cli
from tests.support.made_archive import HAWRAN, Made, take
from tests.support.reading_room import Site, made, plain

HOURS = 50
UNDATED = Made(
    HAWRAN,
    "undated",
    "إعلان عن دورة محو أمّية في المركز الثقافي",
    "يعلن المركز الثقافي عن دورة جديدة لمحو الأمّية تبدأ مطلع الشهر المقبل وتستمرّ عشرة أسابيع متتالية.\n"
    "والتسجيل في مكتب المركز كل يوم عدا الجمعة، ولا رسوم على المشاركين، والمقاعد لا تزيد على ثلاثين مقعدًا.",
    HOURS,
    dated=False,
)
SEEN = damascus_day(now() - timedelta(hours=HOURS))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = made(tmp_path_factory.mktemp("undated"))
    with Writer(DataFolder(found.data), "made") as writer:
        found.ids["undated"] = take(writer, UNDATED, now() - timedelta(hours=HOURS))
    return found


def number(site: Site) -> int:
    return site.ids["undated"]


def sentence(lang: str) -> str:
    day = load(lang).day(SEEN, weekday=False)
    return f"undated; first seen {day}" if lang == "en" else f"بلا تاريخ؛ رُصد أول مرة {day}"


def spread_of(connection: Connection, params: SearchRequest) -> Spread:
    if not params.q:
        return spread_of_all(connection, params, damascus_day(now()))
    compiled = compile_query(params.q, params.mode, Vocabulary(connection))
    return spread_of_hits(connection, compiled, params, damascus_day(now()))


def entry(page: str, article: int) -> str:
    """What a list says of an article, without tags."""
    found = next(
        one for one in re.findall(r"<li class=\"(?:hit|brief).*?</li>", page, re.DOTALL) if f"/{article}" in one
    )
    return plain(found)


def test_in_the_file_its_day_is_not_stated_and_its_number_holds_the_day_of_first_sight(site: Site) -> None:
    [row] = site.rows("SELECT * FROM articles WHERE published_day = ''")
    assert (row["id"], row["published_from"], row["published_at"]) == (number(site), "first_seen", None)
    [shown] = site.rows(f"SELECT strftime('%F', {row['id']} / 100000 * 86400, 'unixepoch') AS day")
    assert shown["day"] == SEEN.isoformat()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_its_page_says_that_it_is_undated_and_prints_the_day_of_first_sight_as_nothing_else(
    site: Site, lang: str
) -> None:
    page = site.get(f"{'/en' if lang == 'en' else ''}/article/{number(site)}").text
    published, seen = re.findall(r"<dd>(.*?)</dd>", page, re.DOTALL)[:2]
    assert ("undated" if lang == "en" else "بلا تاريخ") in published
    assert "<time" not in published
    assert SEEN.isoformat() not in published
    assert "<time" in seen
    cited = page[page.index('<p class="cite">') :].split("</p>")[0]
    assert ("n.d." if lang == "en" else "بلا تاريخ") in cited


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/search?outlet=hawran", "/search?q=الثقافي", "/outlet/hawran"])
def test_lists_say_that_it_is_undated_and_when_it_was_first_seen(site: Site, lang: str, path: str) -> None:
    prefix = "/en" if lang == "en" else ""
    pages = [site.get(f"{prefix}{path}").text]
    if "next" in pages[0] and f"/article/{number(site)}" not in pages[0]:
        pages.append(site.get(re.findall(r'href="([^"]*)" rel="next"', pages[0])[0].replace("&amp;", "&")).text)
    listed = [entry(page, number(site)) for page in pages if f"/article/{number(site)}" in page]
    assert all(sentence(lang) in one for one in listed)
    assert listed or path.startswith("/outlet")


def test_the_home_page_says_it_of_the_newest_and_every_day_has_its_year(tmp_path: Path) -> None:
    found = made(tmp_path)
    with Writer(DataFolder(tmp_path), "made") as writer:
        take(writer, UNDATED, now())
    page = found.get("/").text
    today = load("ar").day(damascus_day(now()), weekday=False)
    assert f"بلا تاريخ؛ رُصد أول مرة {today}" in plain(page)
    for path in ("/", "/outlets", "/outlet/hawran", "/outlet/qasyoun", "/health", "/search", "/changes"):
        for text in re.findall(r'<time class="date"[^>]*>(.*?)</time>', found.get(path).text):
            assert re.search(r"\b20\d\d\b", plain(text)), (path, text)


def test_no_range_of_days_holds_it_and_counts_agree_with_lists(site: Site) -> None:
    around = f"from={SEEN - timedelta(days=3)}&to={SEEN + timedelta(days=3)}"
    for question in ("", "q=الثقافي&", "q=outlet:hawran&", "outlet=hawran&"):
        for days in ("", around, f"from={SEEN}", f"to={SEEN}"):
            answer = site.get(f"/api/1/search?limit=100&{question}{days}").json()
            assert answer["count"] == len(answer["hits"])
            assert (number(site) in [hit["id"] for hit in answer["hits"]]) == (not days), (question, days)
    for typed in (f"الثقافي from:{SEEN}", f"الثقافي -from:{SEEN}", f"الثقافي to:{SEEN}"):
        answer = site.get(f"/api/1/search?q={typed}").json()
        assert number(site) not in [hit["id"] for hit in answer["hits"]]


def test_it_is_in_no_month_and_the_page_of_hits_counts_it_apart(site: Site) -> None:
    for question in ("الجمعة", ""):
        count = site.get(f"/api/1/search?q={question}").json()["count"]
        spread = site.ask(partial(spread_of, params=SearchRequest(q=question)))
        assert spread.months is not None
        assert sum(n for _, n in spread.months.counts) + spread.months.earlier + spread.undated == count
        assert spread.undated == 1
        assert "بلا تاريخ نشر: خبر واحد" in site.text(f"/search?q={question}")
        # Beside an outlet stands the length of the list that it leads to.
        days = SearchRequest(q=question, date_from=SEEN - timedelta(days=2), date_to=SEEN)
        spread = site.ask(partial(spread_of, params=days))
        for outlet, n in spread.by_outlet:
            listed = site.get(f"/api/1/search{days.address(outlets=(outlet,))}").json()
            assert listed["count"] == n
    assert "ما لا نعرف تاريخ نشره لا يُعدّ هنا" in site.text("/words?q=القوات")
    assert "لا أخبار" in site.text("/words?q=الأمّية")


def test_the_days_of_an_outlet_count_it_on_the_day_of_first_sight_and_say_so(site: Site) -> None:
    page = site.get("/outlet/hawran").text
    [row] = re.findall(rf"from={SEEN}&amp;to={SEEN}\">.*?</tr>", page)
    counted = site.get(f"/api/1/search?outlet=hawran&from={SEEN}&to={SEEN}").json()["count"]
    assert f'<td class="num">{counted} ' in row
    assert "و1 بلا تاريخ رُصدت يومها" in row
    assert "خبر واحد منها بلا تاريخ نشر" in plain(page)
    assert "و1 منها بلا تاريخ" in plain(page)


def test_programs_are_told_no_day(site: Site) -> None:
    article = site.get(f"/api/1/articles/{number(site)}").json()
    assert (article["published_at"], article["published_day"]) == (None, None)
    [hit] = site.get("/api/1/search?q=الثقافي").json()["hits"]
    assert hit["published"] is None
    changes = site.get("/api/1/changes?limit=500").json()["changes"]
    assert [one["published_day"] for one in changes if one["article_id"] == number(site)] == [None]
    [exported] = csv.DictReader(io.StringIO(site.get("/exports/articles.csv?q=الثقافي").text.removeprefix("\ufeff")))
    assert (exported["published_at"], exported["published_day"]) == ("", "")
    entries = {form: site.get(f"/feeds/articles.{form}?q=الثقافي").text for form in ("atom", "json")}
    assert "<published>" not in entries["atom"]
    assert "date_published" not in entries["json"]
    assert all(f"بلا تاريخ نشر؛ رُصد أول مرة {SEEN}" in entry for entry in entries.values())
    assert "نُشر 20" in site.get("/feeds/articles.json?q=القوات").text
    day = SEEN.isoformat()
    bib, ris, md = (site.get(f"/article/{number(site)}.{form}").text for form in ("bib", "ris", "md"))
    assert "year = {n.d.}" in bib
    assert not re.search(r"(?m)^\s*date = ", bib)
    assert "PY  - n.d.\r\n" in ris
    assert "DA  - " not in ris
    assert "n.d." in md
    assert day not in md.split("Warraq")[0]


def test_the_command_line_says_it_too(site: Site) -> None:
    run = CliRunner().invoke(cli, ["search", "الثقافي", "--data", str(site.data)])
    assert f"undated, first seen {SEEN}" in run.stdout
    run = CliRunner().invoke(cli, ["search", "الثقافي", "--data", str(site.data), "--json"])
    assert json.loads(run.stdout)["hits"][0]["published"] is None
    run = CliRunner().invoke(cli, ["search", "الثقافي", "--from", "2000", "--data", str(site.data), "--json"])
    assert json.loads(run.stdout)["count"] == 0
