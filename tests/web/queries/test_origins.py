"""Given, imported, captured by us: every page, citation and answer says which, and nothing that was not seen."""

import json
import re

import pytest

from archive.web.queries.changes import stream
from archive.web.queries.home import front_page
from archive.web.queries.origins import SEEN_BY
from archive.web.queries.version_history import TRAIL, trail
from tests.support import origins_archive
from tests.support.command import Command
from tests.support.reading_room import Site

# What only our own crawl proves, in both languages.
OURS = (
    *(
        "على موقع الناشر",
        "بايتاته محفوظة كما التُقطت",
        "التقطه ورّاق",
        "عنوانه عند الناشر",
        "رُصد أول مرة",
        "شوهد آخر مرة",
    ),
    *("on the publisher’s site", "bytes kept as captured", "Captured by Warraq", "Its address at the publisher"),
    *("First seen", "Last seen there", "200 · application/json", "200 · text/html", "edited by the outlet"),
)
GIVEN, IMPORTED = ("stated", "twice", "undated", "vanished"), ("imported",)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return origins_archive.make(tmp_path_factory.mktemp("origins") / "data")


def of_the_article(site: Site, name: str, edition: str = "", more: str = "") -> str:
    """What its page says of it: without what is said of its copies."""
    page = site.get(f"{edition}/article/{site.ids[name]}{more}").text
    page = re.sub(r'<section[^>]*aria-labelledby="copies".*?</section>', "", page, flags=re.DOTALL)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))
    return re.sub(r" (?=[,.;،؛])", "", words)


def claims(text: str) -> list[str]:
    text = text.replace("لم نره على موقع الناشر", "").replace("We did not see it on the publisher’s site", "")
    return [claim for claim in OURS if claim in text]


@pytest.mark.parametrize("edition", ["", "/en"])
@pytest.mark.parametrize("name", [*GIVEN, *IMPORTED])
def test_no_page_of_what_we_did_not_capture_says_that_we_did(site: Site, name: str, edition: str) -> None:
    assert claims(of_the_article(site, name, edition)) == []
    assert claims(of_the_article(site, name, edition, "/versions/1")) == []
    assert (
        claims(of_the_article(site, name, edition, "/missing").partition("متى نقول" if not edition else "When we")[0])
        == []
    )


@pytest.mark.parametrize("edition", ["", "/en"])
def test_what_our_crawl_captured_is_told_so(site: Site, edition: str) -> None:
    text = of_the_article(site, "crawled", edition)
    words = OURS[:6] if not edition else OURS[6:12]
    assert [claim for claim in words if claim not in text] == []
    assert not re.search("مُسلَّم|مستورد|given text|imported", text)


def test_a_given_text_is_called_given_with_the_day_it_came_and_the_time_its_line_states(site: Site) -> None:
    ar, en = of_the_article(site, "stated"), of_the_article(site, "stated", "/en")
    assert "نصّ مُسلَّم" in ar
    assert "ولا نعرف مَن سلّمه. لم نره على موقع الناشر" in ar
    assert "محفوظ كما سُلّم إلينا" in ar
    assert "This text was given to the archive" in en
    assert "by whom is not known" in en
    assert "The time stated with the text Wednesday 3 February 2021" in en
    assert re.search(r"Text given to Warraq \d+ \w+ \d{4}, \d\d:\d\d, the time stated with it 3 February 2021", en)


def test_a_given_text_without_a_time_has_none_but_that_of_its_giving(site: Site) -> None:
    text = of_the_article(site, "undated", "/en")
    assert "The time stated" not in text
    assert "Given to the archive" in text
    assert "no date was stated with the text" in text


def test_programs_are_not_told_that_a_given_text_is_an_archived_page(site: Site) -> None:
    told = {name: "archivedAt" in site.get(f"/article/{site.ids[name]}").text for name in ("stated", "crawled")}
    assert told == {"stated": False, "crawled": True}


def test_an_imported_capture_is_the_senders_claim_of_a_time(site: Site) -> None:
    ar, en = of_the_article(site, "imported"), of_the_article(site, "imported", "/en")
    assert "لم نلتقط هذه الصفحة نحن" in ar
    assert "كان هناك آخر مرة، بحسب لقطة مستوردة الجمعة 20 تشرين الثاني 2026" in ar
    assert "Captured, according to the sender" in en
    assert "Came to us" in en
    assert "Imported capture, dated 20 November 2026, 04:02 by its sender, came to Warraq" in en


def test_an_article_that_an_import_knew_earlier_says_who_knew_it_when(site: Site) -> None:
    text = of_the_article(site, "both", "/en")
    assert "First there, according to an imported capture Friday 20 November 2026" in text
    assert "Last seen there Saturday 21 November 2026" in text
    assert "Captured by Warraq 21 November 2026" in text
    assert "earliest known, an imported capture 20 November 2026, 04:02 · according to an imported capture" in text


def test_a_text_given_beside_a_captured_one_takes_nothing_from_it(site: Site) -> None:
    text = of_the_article(site, "beside", "/en")
    assert "on the publisher’s site" in text
    assert "This is version" not in text, "nothing says that the outlet edited it"
    assert "given text, not the outlet’s edit" in text
    assert "سطر أضافه" not in text
    given = of_the_article(site, "beside", "", "/versions/2")
    assert "سطر أضافه" in given
    assert claims(given) == []


def test_differences_of_given_texts_are_called_so_and_stand_in_no_list_of_edits(site: Site) -> None:
    assert site.get(f"/article/{site.ids['twice']}/diff").status_code == 302
    both = site.text(f"/en/article/{site.ids['twice']}/diff/1..2")
    assert "A difference between two texts that were given to the archive" in both
    assert not re.search("The outlet’s edit|words? added|words? removed|added:|removed:", both)
    assert "only in the first" in both
    assert "Given to the archive" in both
    half = site.text(f"/en/article/{site.ids['beside']}/diff/1..2")
    assert "between a captured text and one that was given" in half
    for path in ("/changes", "/feeds/changes.atom", "/search?q=kind:edited"):
        page = site.get(path).text
        assert (str(site.ids["twice"]) in page, str(site.ids["beside"]) in page) == (False, False), path
        assert str(site.ids["crawled"]) in page, path
    changed = site.ask(lambda connection: front_page(connection, origins_archive.AT))["changed"]
    assert {row["id"] for row in changed} == {site.ids["crawled"], site.ids["between"]}


def test_the_edit_that_our_crawl_saw_is_the_default_comparison_though_a_text_was_given_later(site: Site) -> None:
    assert site.get(f"/article/{site.ids['crawled']}/diff").headers["location"].endswith("/diff/1..2")


def test_a_text_given_between_two_captured_ones_is_no_side_of_the_edit_between_them(site: Site) -> None:
    versions = {one["kind"]: one for one in site.ask(lambda connection: trail(connection, site.ids["between"]))}
    first, edit = versions["first"], versions["edit"]
    assert edit["before"] == first["n"]
    assert (edit["added"], edit["removed"], edit["numbers"]) == (1, 1, "ثلاثة→خمسة")
    here = f"/article/{site.ids['between']}/diff"
    assert site.get(here).headers["location"].endswith(f"/diff/{first['n']}..{edit['n']}")
    text = site.text(f"{here}/{first['n']}..{edit['n']}")
    assert "تعديل من المصدر، لا من قراءتنا" in text
    [change] = [row for row in site.ask(lambda c: stream(c, limit=9)) if row["id"] == site.ids["between"]]
    assert change["before"] == first["n"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("stated", r"text given to Warraq 20\S+Z, dated 2021-02-03T04:05:06Z by its line, not captured"),
        ("undated", r"text given to Warraq 20\S+Z, not captured"),
        ("imported", r"imported capture, dated 2026-11-20T01:02:03Z by its sender, came to Warraq 20\S+Z"),
        ("crawled", r"captured 2026-11-22T06:00:00Z"),
    ],
)
def test_citations_say_where_the_text_is_from(site: Site, name: str, said: str) -> None:
    for form in ("bib", "ris", "md"):
        text = site.get(f"/article/{site.ids[name]}.{form}").text
        assert re.search(f"[,>] {said}, SHA-256 [0-9a-f]{{64}}|}}, {said}", text), (form, text)
        # Nobody visited what was given.
        assert not (name in GIVEN and re.search("urldate|Y2  -", text)), text


def test_the_api_tells_the_origin_of_article_versions_and_captures(site: Site) -> None:
    told = {}
    for name in ("stated", "imported", "crawled", "beside"):
        found = site.get(f"/api/1/articles/{site.ids[name]}").json()
        versions = [one["origin"] for one in found["versions"]]
        told[name] = (found["origin"], versions, sorted({one["via"] for one in found["captures"]}))
    assert told == {
        "stated": ("given", ["given"], ["given"]),
        "imported": ("import", ["import"], ["import"]),
        "crawled": ("crawl", ["crawl", "crawl"], ["crawl"]),
        "beside": ("crawl", ["crawl", "given"], ["crawl", "given"]),
    }
    assert site.get(f"/api/1/articles/{site.ids['beside']}/versions/2").json()["origin"] == "given"


def test_an_export_has_the_origin_and_both_times(site: Site) -> None:
    listed = [json.loads(line) for line in site.get("/exports/articles.jsonl?outlet=sample").text.splitlines()]
    by_id = {row["id"]: row for row in listed}
    assert by_id[site.ids["stated"]]["origin"] == "given"
    assert by_id[site.ids["stated"]]["fetched_at"] == "2021-02-03T04:05:06Z"
    assert by_id[site.ids["stated"]]["received_at"] > "2026"
    assert by_id[site.ids["crawled"]]["received_at"] == ""


def test_the_command_line_tells_the_origin_of_every_version(site: Site) -> None:
    command = Command(site.data, 1)
    assert [row["origin"] for row in command.lines("history", str(site.ids["beside"]))] == ["crawl", "given"]
    # What our crawl saw after a given text is compared with what it saw before it.
    changed = command.lines("history", str(site.ids["between"]), "--diff")[-1]
    assert [piece["old"] for piece in changed["diff"] if piece["kind"] == "removed"] == ["ثلاثة "]
    assert {"a_origin", "b_origin"} <= set(command.lines("copies")[0])


@pytest.mark.parametrize("edition", ["", "/en"])
def test_an_outlet_known_from_imports_only_says_just_that(site: Site, edition: str) -> None:
    for path in ("/outlet/vanished.example", "/outlets"):
        text = site.text(f"{edition}{path}").partition("vanished.example")[2]
        assert ("من ملفّات مستوردة فقط" if not edition else "from imports only") in text
        assert not re.search("أوقفنا|المعتاد|كل ساعتين|no longer|Usually|every 2 hours", text)
    assert ("نتابع مصدرًا واحدًا" if not edition else "We follow one outlet") in site.text(f"{edition}/outlets")
    [outlet] = [one for one in site.get("/api/1/outlets").json()["outlets"] if one["name"] == "vanished.example"]
    assert (outlet["enabled"], outlet["every"], outlet["expect_per_day"]) == (False, "", 0)
    assert outlet["note"] == "known from imports only"


def test_who_was_first_is_never_decided_by_a_sight_that_nobody_of_us_had(site: Site) -> None:
    for name in (*GIVEN, *IMPORTED):
        text = site.text(f"/en/article/{site.ids[name]}")
        assert "because we saw it there earlier" not in text
        assert "that we checked" not in text


def test_who_saw_an_article_and_its_trail_are_looked_up(site: Site) -> None:
    for sql, values in ((SEEN_BY, (1, "")), (TRAIL, (1,))):
        plan = " ".join(site.plan(sql, values))
        assert "SCAN" not in plan, plan


def test_a_difference_of_given_texts_was_visited_by_nobody(site: Site) -> None:
    for form in ("bib", "ris"):
        text = site.get(f"/article/{site.ids['twice']}/diff/1..2.{form}").text
        assert "nobody saw the outlet change them" in text
        assert not re.search("urldate|Y2  -", text)
        assert re.search("urldate|Y2  -", site.get(f"/article/{site.ids['crawled']}/diff/1..2.{form}").text)
