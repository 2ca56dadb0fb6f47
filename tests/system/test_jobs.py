"""The ten jobs of docs/desk.md, each done in a browser by exactly the steps that stand there, and no more."""

import csv
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from archive.data_folder import DataFolder
from archive.desk.store import Desk
from archive.record.store import read_record
from archive.times import now
from tests.support import investigated_archive
from tests.support.accounts import OPEN, PASSWORD
from tests.support.chromium import IN_A_BROWSER, chromium
from tests.support.http_reading_room import serving
from tests.support.investigated_archive import CROSSING, SENTENCE
from tests.support.marked_desk import mark
from tests.support.paths import ROOT
from tests.support.waiting import wait_until

pytestmark = IN_A_BROWSER
JOB = re.compile(r"^### (\d+)\. .*: (\d+) steps$\n\n((?:\d+\. .*\n)+)", re.MULTILINE)
JOBS = {
    int(number): (int(steps), lines.splitlines())
    for number, steps, lines in JOB.findall((ROOT / "docs" / "desk.md").read_text("utf-8"))
}


@dataclass
class Reader:
    """Does the steps of one job. What a step names in quotation marks is what is pressed, followed or filled."""

    page: Page
    steps: list[str]
    taken: int = 0
    named: str = field(default="", init=False)

    def _step(self, verb: str) -> None:
        step = self.steps[self.taken]
        self.taken += 1
        assert re.search(rf"\b{verb}\b", step, re.IGNORECASE), (step, verb)
        names = re.findall("“([^”]+)”", step)
        self.named = names[-1] if names else ""

    def type(self, text: str) -> None:
        self._step("type|paste")
        self.page.locator("main").get_by_label(self.named, exact=True).first.fill(text)

    def press(self) -> None:
        self._step("press")
        if not self.named:
            self.page.keyboard.press("Enter")
            return
        self.page.locator("main").get_by_role("button", name=self.named, exact=True).click()

    def follow(self, link: Locator | None = None) -> None:
        """The link that the step names, or this one where it names none by its words."""
        self._step("follow")
        (link or self.page.get_by_role("link", name=self.named).first).click()

    def download(self, to: Path) -> Path:
        with self.page.expect_download() as started:
            self.follow()
        started.value.save_as(to)
        return to

    def heading(self, text: str) -> Locator:
        return self.page.locator("main").get_by_role("link", name=text).first


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("jobs")
    investigated_archive.make(data)
    return data


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def page(browser: Browser, data: Path) -> Iterator[Page]:
    """A browser that is signed in."""
    with serving(data, access=OPEN, secret="of a test") as address:  # noqa: S106
        page = browser.new_context(base_url=address, accept_downloads=True).new_page()
        page.set_default_timeout(30_000)
        page.goto("/en/sign-in")
        page.locator("main input[name=account]").fill("desk")
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main form button").click()
        yield page


@pytest.fixture
def reader(page: Page, request: pytest.FixtureRequest) -> Iterator[Reader]:
    (number,) = re.findall(r"test_(\d+)_", request.node.name)
    steps, lines = JOBS[int(number)]
    assert len(lines) == steps, "the number over the steps is how many there are"
    page.goto("/en/")
    reader = Reader(page, lines)
    yield reader
    assert reader.taken == steps


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_the_docs_name_ten_jobs_and_this_module_does_each() -> None:
    done = [int(number) for number in re.findall(r"^def test_(\d+)_", Path(__file__).read_text("utf-8"), re.MULTILINE)]
    assert sorted(done) == sorted(JOBS) == list(range(1, 11))


def test_01_who_stopped_printing_a_word_and_when(reader: Reader) -> None:
    reader.type(CROSSING)
    reader.press()
    reader.follow()
    reader.follow(reader.page.locator(".multi h3").get_by_role("link", name="Hawran Bulletin"))
    weeks = reader.page.locator(".ledger tbody tr")
    hits = [row.locator("td").first.inner_text().split()[-1] for row in weeks.all()]
    printed = [int(one) for one in hits if one.isdigit()]
    assert sum(printed) == 3
    assert printed[:2] == [0, 0], "the newest weeks stand first, and have none"


def test_02_when_an_outlet_changed_a_toll(reader: Reader) -> None:
    reader.follow()
    reader.follow()
    reader.type("18")
    reader.press()
    reader.follow()
    life = reader.page.locator(".ledger tbody tr").first.inner_text()
    assert "from the first reading" in life
    assert "between" in life


def test_03_who_printed_a_sentence_first(reader: Reader) -> None:
    reader.type(f'"{SENTENCE}"')
    reader.press()
    assert "3 results" in reader.page.locator("h1").inner_text()
    reader.follow()
    reader.follow(reader.page.locator(".hit h2 a").first)
    assert "Sham Plus" in reader.page.locator("main .line").first.inner_text()


def test_04_which_of_the_names_of_a_list_appear(reader: Reader, tmp_path: Path) -> None:
    names = [CROSSING, "منبج", "السكري", *(f"غزوان{chr(0x628 + n % 20)}{chr(0x633 + n // 20)}" for n in range(37))]
    reader.follow()
    reader.follow()
    reader.type("\n".join(names))
    reader.press()
    rows = read(reader.download(tmp_path / "summary.csv"))
    assert len(rows) == 40
    assert [row["articles"] for row in rows if row["articles"] != "0"] == ["9", "12", "1"]


def test_05_how_two_outlets_call_one_party(reader: Reader) -> None:
    reader.follow()
    reader.follow()
    cells = reader.page.locator("table.cells tbody tr", has_text="قسد").locator("td a")
    n = int(re.findall(r"\d+", cells.first.inner_text())[-1])
    reader.follow(cells.first)
    assert reader.page.locator(".hit").count() == n == 6


def test_06_where_a_place_was_named_over_time(reader: Reader) -> None:
    reader.follow()
    reader.follow()
    reader.type("منبج")
    reader.press()
    reader.follow(reader.page.locator("section[aria-labelledby=found] li a").first)
    reader.follow()
    assert "12" in reader.page.locator(".pages").inner_text()
    assert reader.page.locator(".bars").count() == 1


def test_07_what_a_search_found_then_and_what_has_changed_since(reader: Reader, data: Path) -> None:
    reader.type(CROSSING)
    reader.press()
    reader.follow()
    reader.press()
    assert "9 articles" in reader.page.locator("main .big").inner_text()
    investigated_archive.add_crossing(data, now())
    reader.follow()
    reader.follow(reader.heading(CROSSING))
    assert "New: 1. Found no more: 0. Withdrawn: 0." in reader.page.locator("main").inner_text()


def test_08_a_reading_list_with_notes_is_handed_over(reader: Reader, tmp_path: Path) -> None:
    reader.type("انهيار مبنى")
    reader.press()
    reader.follow(reader.page.locator(".hit h2 a").first)
    reader.follow()
    reader.type("السكري")
    reader.press()
    reader.type("سألت المستشفى، والجواب يوم الأحد")
    reader.press()
    reader.follow()
    rows = read(reader.download(tmp_path / "list.csv"))
    assert [row["kind"] for row in rows] == ["list", "listed", "note"]
    assert rows[2]["note"] == "سألت المستشفى، والجواب يوم الأحد"


def test_09_a_case_file(reader: Reader, data: Path, tmp_path: Path) -> None:
    folder = DataFolder(data)
    with closing(read_record(folder.record)) as record, Desk(folder.desk, "desk") as desk:
        toll = record.execute("SELECT id FROM articles WHERE key LIKE '%toll'").fetchone()[0]
        mark(desk, record, toll, name="مبنى السكري")
    reader.follow()
    with zipfile.ZipFile(reader.download(tmp_path / "case.zip")) as case:
        texts = [name for name in case.namelist() if name.startswith("texts/")]
        assert len(texts) == 3
        assert {"list.csv", "captures.wacz", "check_proofs.py"} <= set(case.namelist())


def test_10_a_phrase_is_followed_through_the_versions(reader: Reader) -> None:
    reader.type("انهيار مبنى")
    reader.press()
    reader.follow(reader.page.locator(".hit h2 a").first)
    reader.follow()
    reader.type("18 شخصًا، 23 شخصًا")
    reader.press()
    assert reader.page.locator("svg.life").is_visible()
    assert reader.page.locator(".ledger tbody tr").count() == 2


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_names_stay_in_sight_while_the_outlets_beside_them_are_scrolled_to(page: Page, prefix: str) -> None:
    narrow = page.context.new_page()
    narrow.set_viewport_size({"width": 320, "height": 900})
    narrow.goto(f"{prefix}/naming?outlet=furat24&outlet=hawran&outlet=shamplus")
    scroller = narrow.locator(".grid-scroll").first
    name = scroller.locator("tbody tr:not(.party) th").first
    scroller.focus()
    before = name.bounding_box()
    scroller.press("ArrowRight" if prefix else "ArrowLeft")
    wait_until(lambda: abs(scroller.evaluate("it => it.scrollLeft")) > 20, 5)
    assert abs(scroller.evaluate("it => it.scrollLeft")) > 20
    assert name.bounding_box() == before
    narrow.close()
