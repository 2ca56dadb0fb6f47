"""The page of an article's absence says what the rows of its checks say, in both languages, and so does the API."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from archive.crawl_state.frontier import Frontier
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.times import damascus_time, now, stamp, unstamp
from archive.versions.absence import State
from archive.web.app.language import load
from archive.web.queries.absent_articles import COUNTS, MISSING
from tests.support import made_archive
from tests.support.command import Command
from tests.support.made_visits import listed, poll
from tests.support.paths import ROOT
from tests.support.reading_room import Site, made, plain

AR, EN = load("ar"), load("en")
HOUR = timedelta(hours=1)
CLAIMS = (
    *("unchecked", "last_seen", "first_absent", "count_until", "proven_at", "never_proven", "seen_again", "between"),
    *("later", "need_checks", "need_time", "need_from", "need_others", "need_third", "need_anew", "due", "due_past"),
    *("note_proved", "note_redirect", "note_kept", "copy_seen"),
)
HIT = re.compile(r'<h[23] [^>]*><a href="(?:/en)?/article/(\d+)')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The made archive: `fair` is gone, `street-26` was not found once, `street-25` came back after a 404."""
    found = made(tmp_path_factory.mktemp("missing"))
    by_slug = {one.slug: one for one in made_archive.ARTICLES}
    with Writer(DataFolder(found.data), "made") as writer:
        start = now()
        made_archive.missing(writer, by_slug["street-25"], start - 20 * HOUR)
        made_archive.take(writer, by_slug["street-25"], start - 10 * HOUR)
    return found


def rows(site: Site, slug: str) -> list[dict[str, Any]]:
    sql = "SELECT fetched_at, status, held FROM captures WHERE article_id = ? ORDER BY fetched_at"
    return site.rows(sql, (site.ids[slug],))


def path(site: Site, slug: str) -> str:
    return f"/article/{site.ids[slug]}/missing"


def test_a_gone_article_has_its_last_sighting_its_first_absence_and_its_proof(site: Site) -> None:
    (gone,) = site.rows("SELECT seen_at FROM versions WHERE kind = 'gone' AND article_id = ?", (site.ids["fair"],))
    (status,) = site.rows("SELECT last_seen_at FROM articles WHERE id = ?", (site.ids["fair"],))
    absent = [row["fetched_at"] for row in rows(site, "fair") if row["status"] == 404]
    for prefix, t in (("", AR), ("/en", EN)):
        page = plain(site.get(prefix + path(site, "fair")).text)
        assert plain(t("missing.lead.gone")) in page
        for key, name, at in (
            ("missing.last_seen", "seen", status["last_seen_at"]),
            ("missing.first_absent", "since", absent[0]),
            ("missing.proven_at", "proven", gone["seen_at"]),
        ):
            assert plain(t(key, **{name: t.instant(at)})) in page, key
        assert page.count("404") == len(absent) == 3
        assert plain(t("missing.note_proved")) in page


def test_an_article_not_found_once_gets_no_verdict_and_what_is_still_needed(site: Site) -> None:
    page = site.text(path(site, "street-26"))
    assert str(AR("missing.lead.missing")) in page
    assert str(AR("missing.need_checks", checks="3 فحوص", n="1")) in page
    assert "ثبت غيابه" not in page.partition("<aside")[0].replace("ولم يثبت غيابه", "").replace("لم يثبت غيابه", "")
    assert "notice proven" not in site.get(path(site, "street-26")).text
    assert str(AR("missing.cause")) not in page


def test_an_article_that_came_back_says_when_and_that_nothing_was_proven(site: Site) -> None:
    found = rows(site, "street-25")
    page = site.text(path(site, "street-25"))
    back = found[-1]["fetched_at"]
    assert str(AR("missing.lead.back")) in page
    assert plain(AR("missing.seen_again", back=AR.instant(back))) in page
    assert str(AR("missing.never_proven")) in page


def test_an_article_that_was_never_missing_says_so_and_leads_to_its_text(site: Site) -> None:
    page = site.get(path(site, "water"))
    assert page.status_code == 200
    assert str(AR("missing.lead.there")) in page.text
    assert f'href="/article/{site.ids["water"]}"' in page.text
    assert site.get("/article/7/missing").status_code == 404


def test_nobody_is_said_to_have_deleted_anything(site: Site) -> None:
    for slug in ("fair", "street-26", "street-25", "water"):
        assert not re.search("حذف|أزال|أُزيل|محذوف", site.text(path(site, slug))), slug
        assert not re.search("delet|remov|taken down", site.text(f"/en{path(site, slug)}"), re.IGNORECASE), slug


@pytest.fixture
def planned(site: Site) -> Iterator[str]:
    """A check of the missing article is due tomorrow."""
    with Frontier(DataFolder(site.data).service) as frontier:
        frontier.record_poll(poll(), listed("street-26"))
        due = stamp(now() + 24 * HOUR)
        frontier.db.execute("UPDATE visits SET outlet = 'hawran', next_due = ?", [due])
        frontier.db.conn.commit()
        yield due
        frontier.db.execute("DELETE FROM visits")
        frontier.db.conn.commit()


def test_the_next_check_is_named_where_it_is_known_and_not_where_it_is_not(site: Site, planned: str) -> None:
    assert plain(AR("missing.due", when=AR.instant(planned))) in site.text(path(site, "street-26"))
    assert "فحصه التالي" not in site.text(path(site, "fair"))
    number = site.ids["street-26"]
    assert site.get(f"/api/1/articles/{number}").json()["next_check_at"] == planned


def test_the_api_tells_the_same_checks_and_the_same_times(site: Site) -> None:
    for slug in ("fair", "street-26", "street-25", "water"):
        answer = site.get(f"/api/1/articles/{site.ids[slug]}").json()
        assert [(one["at"], one["status"]) for one in answer["checks"]] == [
            (row["fetched_at"], row["status"]) for row in reversed(rows(site, slug))
        ]
        page = site.get(path(site, slug)).text
        for name in ("seen_before_at", "absent_since", "proven_at", "back_at"):
            assert (answer["absence"][name] is None) or f'<bdi class="iso">{answer["absence"][name]}</bdi>' in page


def test_every_check_leads_to_its_capture_those_that_found_nothing_too(site: Site) -> None:
    for slug in ("fair", "street-26"):
        answer = site.get(f"/api/1/articles/{site.ids[slug]}").json()
        page = site.get(path(site, slug)).text
        for check in answer["checks"]:
            assert f'<a href="/capture/{check["capture_id"]}">' in page
            assert site.get(f"/capture/{check['capture_id']}").status_code == 200


def test_what_is_missing_is_listed_and_every_count_is_as_long_as_its_list(site: Site) -> None:
    page = site.get("/outlet/hawran").text
    assert 'href="/search?q=kind%3Amissing&amp;outlet=hawran">1</a>' in page
    assert [int(n) for n in HIT.findall(site.get("/search?q=kind:missing&outlet=hawran").text)] == [
        site.ids["street-26"]
    ]
    assert [int(n) for n in HIT.findall(site.get("/changes?kind=missing").text)] == [site.ids["street-26"]]
    assert [hit["id"] for hit in site.get("/api/1/search?q=kind:missing").json()["hits"]] == [site.ids["street-26"]]
    assert HIT.findall(site.get("/changes?kind=missing&outlet=furat24").text) == []
    gone = site.get("/outlet/shamplus").text
    assert 'href="/search?q=kind%3Agone&amp;outlet=shamplus">1</a>' in gone
    assert [int(n) for n in HIT.findall(site.get("/search?q=نوع:محذوف&outlet=shamplus").text)] == [site.ids["fair"]]


def test_the_list_of_the_missing_goes_on_page_after_page(tmp_path: Path) -> None:
    many = made(tmp_path)
    with Writer(DataFolder(many.data), "made") as writer:
        for one in made_archive.ARTICLES:
            made_archive.missing(writer, one, now())
        # Many that were seen in the same second stand in the list, too.
        writer.store.db.execute("UPDATE articles SET last_seen_at = '2026-11-01T08:00:00Z' WHERE outlet = 'hawran'")
        writer.store.db.conn.commit()
    missing = {row["id"] for row in many.rows("SELECT id FROM articles WHERE status = 'missing'")}
    seen, address = [], "/changes?kind=missing"
    while address:
        page = many.get(address).text
        seen += [int(n) for n in HIT.findall(page)]
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) > 30
    assert (len(seen), set(seen)) == (len(missing), missing)
    assert many.get("/changes?kind=missing&before=7").status_code == 400


def test_a_feed_of_changes_tells_what_is_proven_alone(site: Site) -> None:
    items = site.get("/feeds/changes.json").json()["items"]
    assert {"gone"} <= {tag for item in items for tag in item["tags"]}
    assert not any(str(site.ids["street-26"]) in item["url"] for item in items)


def test_the_front_page_leads_to_the_page_of_the_absence(site: Site) -> None:
    assert f'href="{path(site, "fair")}"' in site.get("/").text


def test_the_lists_of_what_is_absent_walk_their_own_index(site: Site) -> None:
    for sql, values in (
        (COUNTS, ("hawran",)),
        (MISSING, {"outlet": None, "last_seen_at": None, "id": None, "limit": 9}),
    ):
        plan = " ".join(site.plan(sql, values))
        assert "articles_absent" in plan, plan


def test_the_command_tells_the_same_of_one_article_and_finds_what_is_missing(site: Site) -> None:
    command = Command(site.data, 9)
    (answer,) = command.lines("search", "kind:missing")
    assert [hit["id"] for hit in answer["hits"]] == [site.ids["street-26"]]
    for slug in ("fair", "street-26", "street-25"):
        told = command("history", str(site.ids[slug])).stdout
        absence = site.get(f"/api/1/articles/{site.ids[slug]}").json()["absence"]
        for name in ("seen_before_at", "absent_since", "proven_at", "back_at"):
            assert absence[name] is None or damascus_time(unstamp(absence[name])) in told, (slug, name)
        assert ("Proven" in told) == (slug == "fair")
    assert "Last seen there" not in command("history", str(site.ids["water"])).stdout


def test_every_sentence_of_the_page_that_claims_something_is_listed_with_its_column() -> None:
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    claims = [f"missing.lead.{state}" for state in get_args(State)]
    claims += [f"missing.{name}" for name in CLAIMS]
    assert [key for key in claims if f"| {EN.find(key)} |" not in method] == []
