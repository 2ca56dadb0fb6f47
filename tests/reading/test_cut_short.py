"""A new page whose text its outlet cut is held until it is whole, or proven to be so; a flash is short and whole."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.exchange import Page
from archive.ingest.held_pages import release
from archive.ingest.intake import Intake
from tests.support.made_pages import AT, OUTLET, long_text, page_of, rows, take

HOUR = timedelta(hours=1)
# Written for this test; nothing of it happened.
BEGINNING = "أعلنت بلدية قرية نموذجية إنهاء صيانة شبكة المياه بعد أسبوعين من العمل المتواصل في الحارات القديمة"
WHOLE = f"{BEGINNING}، وقالت إن ثلاثة خزانات جديدة دخلت الخدمة.\n{long_text(900)}"
FLASH = f"عاجل | {BEGINNING}."
PLAIN_SHORT = f"{BEGINNING}، وفق ما ذكره مجلس القرية في بيان قصير نشره مساء أمس."


def with_head(page: Page, head: str) -> Page:
    return replace(page, body=page.body.replace(b"</head>", f"{head}</head>".encode()))


def behind(page: Page, markup: str) -> Page:
    return replace(page, body=page.body.replace(b"</div></body>", f"</div>{markup}</body>".encode()))


STUBS = {
    "the mark of an excerpt": page_of(f"{BEGINNING} […]"),
    "three dots in brackets": page_of(f"{BEGINNING} [...]"),
    "a call to read on, here": behind(page_of(f"{BEGINNING}..."), '<a href="#rest">متابعة القراءة</a>'),
    "a call as the last line": page_of(f"{BEGINNING}\nلقراءة الخبر كاملا اضغط هنا"),
    "details behind a link": page_of(f"{BEGINNING}\nالتفاصيل على الرابط التالي"),
    "a call in English": page_of("The council said on Thursday that the water is back\nContinue reading"),
    "a call in Turkish": page_of(
        "Belediye perşembe günü suyun geri geldiğini duyurdu ve vanaları açtı\nHaberin devamı"
    ),
    "a text that loads": page_of(f"{BEGINNING}\nجاري تحميل المحتوى"),
    "a text that did not load": page_of(f"{BEGINNING}\nتعذر تحميل المادة، أعد المحاولة"),
    "an excerpt that its description says": with_head(
        page_of(f"{BEGINNING}..."), f'<meta name="description" content="{BEGINNING}...">'
    ),
    "a description that goes on": with_head(
        page_of(BEGINNING), f'<meta name="description" content="{BEGINNING}، وقالت إن الضخ عاد صباح الأحد">'
    ),
    "a count of words": with_head(
        page_of(BEGINNING), '<script type="application/ld+json">{"@type":"NewsArticle","wordCount":420}</script>'
    ),
}
FLASHES = {
    "a flash": page_of(FLASH),
    "two dots": page_of(f"{BEGINNING}.."),
    "dots of speech": page_of(f"{BEGINNING}..."),
    "its own description": with_head(page_of(FLASH), f'<meta name="description" content="{FLASH}">'),
    "read more of others": behind(page_of(FLASH), '<a href="/70777/other/">اقرأ المزيد</a>'),
    "a true count": with_head(page_of(FLASH), '<script type="application/ld+json">{"wordCount":18}</script>'),
    "details in a picture": page_of(f"{BEGINNING}\nالتفاصيل في الفيديو المرفق"),
    "more of something": page_of(f"{BEGINNING}\nالمزيد من العمال يصلون إلى القرية صباح الأحد"),
    "of waiting": page_of(f"{BEGINNING}، ودعت السكان إلى الانتظار حتى صباح الأحد."),
    "of loading": page_of(f"{BEGINNING}، وجار تحميل الشاحنات بالمواد منذ الصباح الباكر وسط ازدحام كبير في المرفأ."),
}


@pytest.mark.parametrize("kind", STUBS)
def test_a_new_page_that_shows_a_cut_is_held_and_enters_once_when_it_is_whole(
    intake: Intake, data: Path, kind: str
) -> None:
    outcome = take(intake, STUBS[kind])
    assert (outcome.kind, outcome.reason) == ("held", "shrunk")
    assert take(intake, page_of(WHOLE, at=AT + HOUR)).kind == "new"
    assert rows(data, "SELECT kind FROM versions") == [{"kind": "first"}]
    assert intake.writer.held_pages.held() == []


@pytest.mark.parametrize("kind", FLASHES)
def test_a_flash_is_an_article(intake: Intake, kind: str) -> None:
    assert take(intake, FLASHES[kind]).kind == "new"


def test_the_same_short_words_for_two_days_are_the_article(intake: Intake) -> None:
    stub = STUBS["the mark of an excerpt"]
    told = [take(intake, replace(stub, fetched_at=AT + hours * HOUR)).kind for hours in (0, 24, 47, 49)]
    assert told == ["held", "held", "held", "new"]


def test_a_cut_page_that_a_person_releases_is_an_article(intake: Intake) -> None:
    take(intake, STUBS["the mark of an excerpt"])
    (row,) = intake.writer.held_pages.held()
    assert release(intake.writer, OUTLET, row["id"]).kind == "new"


def test_while_known_articles_come_cut_new_short_ones_wait(intake: Intake) -> None:
    addresses = [f"https://sample.example/{70_100 + number}/" for number in range(2)]
    for number, url in enumerate(addresses):
        take(intake, page_of(f"{long_text(900 + number)} {number}", url=url))
    fresh = page_of(PLAIN_SHORT, url="https://sample.example/70300/", at=AT + 2 * HOUR)
    for number, url in enumerate(addresses):
        assert take(intake, page_of(f"{BEGINNING} {number}.", url=url, at=AT + HOUR)).reason == "shrunk"
    assert take(intake, fresh).reason == "shrunk"
    for number, url in enumerate(addresses):
        take(intake, page_of(f"{long_text(900 + number)} {number}", url=url, at=AT + 3 * HOUR))
    assert take(intake, replace(fresh, fetched_at=AT + 4 * HOUR)).kind == "new"
