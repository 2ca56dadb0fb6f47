"""What entered the record before it showed that it was a wall is taken out again, and the record stays sound."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.held import HeldPages
from archive.data_folder import DataFolder
from archive.exchange import Hint, Page
from archive.ingest.held_pages import release
from archive.ingest.intake import Intake
from archive.model import Outcome
from archive.publish.pulling import pull
from archive.publish.snapshot import publish
from archive.record.fulltext import misaligned
from archive.upkeep.verifying import verify
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, rows, take
from tests.support.pulled_copies import Shelf, differences

HEADLINES = (
    "عودة المياه إلى أحياء المدينة القديمة",
    "افتتاح سوق جديد في ريف دمشق الغربي",
    "فريق الشباب يفوز في مباراة الذهاب",
    "أمطار غزيرة على الساحل مساء الجمعة",
    "معرض للكتب المستعملة في حلب",
    "ندوة عن تاريخ الطباعة في حمص",
)
# Written before the rule, one of each language: none is told by its wording.
WALLS = {
    "Arabic, the address and a number": (
        "بوابة الأمان",
        "وصلنا من شبكتك عدد غير معتاد من الزيارات للعنوان {url} فأوقفنا العرض مؤقتا. إن كنت ترى أن هذا غير صحيح"
        " فراسل فريق الموقع واذكر له الرقم {number} والعنوان الذي أردت قراءته.",
    ),
    "English, the headline": (
        "{headline}",
        "You have read all of your free stories this month. To go on reading «{headline}» create a free account with"
        " your e-mail address; it takes less than a minute and helps a newsroom that belongs to its readers.",
    ),
    "Turkish, a number": (
        "Erişim sınırı",
        "Bağlandığınız ağdan çok sayıda istek geldiği için sayfa gösterilemiyor. Sorun sürerse site yönetimine {number}"
        " numaralı kaydı bildiriniz, arkadaşlarımız en kısa sürede inceleyecektir.",
    ),
    "Kurdish, the time": (
        "چاککردنەوە",
        "ئێمە خەریکی نوێکردنەوەی ماڵپەڕەکەین و بابەتەکان بۆ ماوەیەک پیشان نادرێن. کاتژمێر {clock} دەستمان پێکردووە"
        " و بەم زووانە دەگەڕێینەوە، سوپاس بۆ ئارامگرتنتان لەگەڵماندا.",
    ),
}
GATE = WALLS["Arabic, the address and a number"]


LIST = (
    "INSERT INTO visits(outlet, key, url, title, published, modified, found_at, place)"
    " VALUES(?, ?, ?, ?, '', '', '', 0)"
)
CAPTURES = "SELECT id, article_id, held, body_sha256 <> '' AS kept FROM captures ORDER BY id"


@pytest.fixture(autouse=True)
def listing(intake: Intake) -> None:
    """Its feed lists all of them, each under its headline."""
    for number, headline in enumerate(HEADLINES):
        intake.writer.held_pages.write(LIST, "sample", str(70001 + number), url_of(number), headline)


def url_of(number: int) -> str:
    return f"https://sample.example/{70001 + number}/"


def listed(page: Page, number: int) -> Page:
    return replace(page, hint=Hint(title=HEADLINES[number]))


def article(number: int, day: int = 0) -> Page:
    text = f"{TEXT}\nوقال المتحدث الرقم {number} إن الأعمال في الحي {number} انتهت."
    made = page_of(text, url=url_of(number), title=HEADLINES[number], at=AT + timedelta(days=day, minutes=number))
    return listed(made, number)


def walled(wall: tuple[str, str], number: int, day: int = 0) -> Page:
    told = {
        "url": url_of(number),
        "number": 4711 + 31 * number,
        "headline": HEADLINES[number],
        "clock": f"1{number}:0{number}",
    }
    title, text = (part.format(**told) for part in wall)
    at = AT + timedelta(days=day, minutes=10 + number)
    return listed(page_of(text, url=url_of(number), title=title, at=at), number)


def told(outcome: Outcome) -> tuple[str, str]:
    return outcome.kind, outcome.reason


@pytest.mark.parametrize("wall", WALLS.values(), ids=list(WALLS))
def test_a_wall_of_any_wording_leaves_no_article_and_no_edit(intake: Intake, data: Path, wall: tuple[str, str]) -> None:
    for number in range(2):
        assert take(intake, article(number)).kind == "new"
    found = [take(intake, walled(wall, number, 1)) for number in (5, 4, 3, 0, 1)]
    assert told(found[-1]) == ("held", "same_text")
    assert {key for one in found for key in one.taken_back} >= {"70006", "70005"}
    assert rows(data, "SELECT id, versions FROM articles WHERE versions > 1 OR key NOT IN ('70001', '70002')") == []
    assert [row["title"] for row in rows(data, "SELECT title FROM articles ORDER BY key")] == [*HEADLINES[:2]]
    with HeldPages(data / "service.db") as held_pages:
        assert {row["url"] for row in held_pages.held_for("sample", "same_text")} >= {url_of(n) for n in (5, 4, 3)}


def wall_in(intake: Intake, *numbers: int, day: int = 1) -> list[Outcome]:
    return [take(intake, walled(GATE, number, day)) for number in numbers]


def test_what_it_was_stays_with_its_bytes_and_its_number_is_given_to_no_other(intake: Intake, data: Path) -> None:
    first, second, third = wall_in(intake, 3, 4, 5)
    assert (first.kind, second.kind, told(third)) == ("new", "new", ("held", "same_text"))
    assert third.taken_back == ("70004", "70005")
    assert rows(data, CAPTURES)[0] == {"id": 1, "article_id": None, "held": "same_text", "kept": 1}
    gone = rows(data, "SELECT ref FROM redactions WHERE kind = 'article' AND reason = 'same_text'")
    assert [row["ref"] for row in gone] == [first.article_id, second.article_id]
    again = take(intake, article(3, 2))
    assert again.kind == "new"
    assert again.article_id not in (first.article_id, second.article_id)
    assert rows(data, "SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH 'شبكتك'") == [{"n": 0}]


def test_an_article_whose_text_the_wall_took_has_its_own_again(intake: Intake, data: Path) -> None:
    short = page_of(TEXT[:120], url=url_of(0), title=HEADLINES[0])
    take(intake, listed(short, 0))
    before = rows(data, "SELECT * FROM articles")
    assert take(intake, walled(GATE, 0, 1)).kind == "edited"
    wall_in(intake, 1, 2)
    assert rows(data, "SELECT * FROM articles") == before
    assert rows(data, "SELECT n, kind, body FROM versions") == [{"n": 1, "kind": "first", "body": None}]
    assert rows(data, "SELECT count(*) AS n FROM edits") == [{"n": 0}]
    assert rows(data, "SELECT count(*) AS n FROM articles_fts WHERE articles_fts MATCH 'بلديه'") == [{"n": 1}]
    assert take(intake, replace(listed(short, 0), fetched_at=AT + timedelta(days=3))).kind == "unchanged"


def test_two_addresses_of_one_text_that_is_edited_alike_have_their_edits(intake: Intake, data: Path) -> None:
    more = " ".join(f"{TEXT} {n}" for n in "أب")
    for day, text in enumerate((TEXT, f"{TEXT}\n{more.replace('المياه', 'الكهرباء')}")):
        for number in range(2):
            page = page_of(text, url=url_of(number), title=HEADLINES[0], at=AT + timedelta(days=day, minutes=number))
            take(intake, page)
    assert rows(data, "SELECT versions FROM articles") == [{"versions": 2}, {"versions": 2}]


def test_once_it_was_seen_the_first_page_of_it_is_held_as_long_as_it_stands(intake: Intake, data: Path) -> None:
    wall_in(intake, 1, 2, 3)
    with Intake(data, OUTLET, intake.writer) as later:
        assert told(take(later, walled(GATE, 4, 1))) == ("held", "same_text")


def test_record_log_deltas_and_copies_of_it_stay_right(intake: Intake, data: Path, tmp_path: Path) -> None:
    folder = DataFolder(data)
    for number in range(2):
        take(intake, article(number))
    wall_in(intake, 3, 4)
    publish(folder)
    pull(Shelf(folder), tmp_path / "copy")
    wall_in(intake, 5, 0)
    take(intake, article(3, 2))
    intake.flush()
    assert verify(folder, {}).bad == []
    assert publish(folder).delta is not None
    copy = pull(Shelf(folder), tmp_path / "copy").file
    assert differences(folder, tmp_path / "copy" / copy) == []
    keys = "SELECT key FROM articles ORDER BY key"
    assert [row["key"] for row in rows(data, keys)] == ["70001", "70002", "70004"]
    assert misaligned(intake.writer.store.db) == []


def test_one_that_is_released_enters_under_a_new_number(intake: Intake, data: Path) -> None:
    wall_in(intake, 1, 2, 3)
    row = intake.writer.held_pages.held_for("sample", "same_text")[0]
    assert release(intake.writer, OUTLET, row["id"]).kind == "new"
    (capture,) = (one for one in rows(data, CAPTURES) if one["id"] == row["capture_id"])
    assert capture["article_id"] is not None
    assert capture["held"] == ""
    assert verify(DataFolder(data), {}).bad == []


def test_the_article_whose_text_stands_everywhere_else_is_spared(intake: Intake, data: Path) -> None:
    """A site that shows its newest article at every address."""
    for number in range(5):
        shown = replace(article(0), url=url_of(number), final_url=url_of(number))
        take(intake, listed(shown, number))
    assert rows(data, "SELECT key FROM articles") == [{"key": "70001"}]
