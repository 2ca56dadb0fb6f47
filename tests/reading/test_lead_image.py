"""The picture over a text and the words under it: found, kept apart, and kept in the record."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.ingest.intake import Intake
from archive.model import Reading
from archive.record.schema import migrations
from archive.record.store import open_record
from tests.support.made_html import ADDRESS, STORY, ld, paragraphs, reading
from tests.support.made_pages import AT, OUTLET, TEXT, URL, page_of, rows, take

CAPTION = "سوق الخضار في الحي الشرقي صباح الأحد"
PHOTO = "https://cdn.example/uploads/market.jpg"


def figure(caption: str = CAPTION, src: str = PHOTO) -> str:
    return f'<figure><img src="{src}"><figcaption>{caption}</figcaption></figure>'


def story(before: str = "", inside: str = "", head: str = "") -> Reading:
    shown = (
        f"<h1>سوق جديدة للخضار</h1>{before}<article>{paragraphs(*STORY[:2])}{inside}{paragraphs(*STORY[2:])}</article>"
    )
    return reading(shown, head=head)


def og(address: str) -> str:
    return f'<meta property="og:image" content="{address}">'


@pytest.mark.parametrize("image", [PHOTO, [PHOTO], {"@type": "ImageObject", "url": PHOTO}, {"contentUrl": PHOTO}])
def test_json_ld_names_the_picture_in_any_of_its_forms(image: object) -> None:
    head = ld(**{"@type": "NewsArticle", "url": ADDRESS, "image": image}) + og("https://cdn.example/other.jpg")
    assert story(head=head).image == PHOTO


def test_json_ld_may_describe_the_picture_elsewhere_in_its_graph() -> None:
    picture = {"@type": "ImageObject", "@id": "#primaryimage", "url": PHOTO, "caption": CAPTION}
    article = {"@type": "Article", "url": ADDRESS, "image": {"@id": "#primaryimage"}}
    found = story(head=ld(**{"@graph": [article, picture]}))
    assert (found.image, found.image_caption) == (PHOTO, CAPTION)


def test_an_address_is_made_whole() -> None:
    assert story(head=og("/uploads/a.jpg")).image == "https://sample.example/uploads/a.jpg"


@pytest.mark.parametrize(
    "address",
    [
        *("/img/logo.png", "/site-logo2.jpg", "/default.jpg", "/placeholder-16x9.png", "/a.svg", "/no-image.png"),
        *("data:image/gif;base64,R0lGOD", "javascript:alert(1)", "http://[bad/a.jpg", ""),
    ],
)
def test_what_is_no_picture_of_the_article_gives_way_to_the_figure_in_it(address: str) -> None:
    assert story(head=og(address), inside=figure()).image == PHOTO
    assert story(head=og(address)).image == ""


def test_the_caption_is_that_of_the_picture_in_whatever_size_it_is_shown() -> None:
    others = figure("صورة أخرى من السوق نفسها", "https://cdn.example/uploads/second.jpg")
    found = story(head=og(PHOTO), inside=others + figure(src="/uploads/market-768x432.jpg"))
    assert (found.image, found.image_caption) == (PHOTO, CAPTION)
    assert story(head=og("https://cdn.example/uploads/third.jpg"), inside=others).image_caption == ""


def test_a_picture_loaded_late_is_found_where_its_address_waits() -> None:
    late = f'<div class="post-thumbnail"><img src="data:image/gif;base64,R0lGOD" data-src="{PHOTO}"></div>'
    assert story(before=late).image == PHOTO


def test_pictures_beside_the_article_are_none_of_its_own() -> None:
    assert story(before=f"<aside>{figure()}</aside>").image == ""


@pytest.mark.parametrize(
    "box",
    [
        figure(),
        figure(f"{CAPTION} (الأناضول)"),
        f'<div class="wp-caption"><img src="{PHOTO}"><p class="wp-caption-text">{CAPTION} - تصوير: اسم مصنوع</p></div>',
        f'<div class="photo"><img src="{PHOTO}"><span class="imgCaption">{CAPTION}</span></div>',
    ],
)
@pytest.mark.parametrize("repeated", ["", f"<p>{CAPTION}</p>", f"<p>{CAPTION} (أرشيف)</p>"])
def test_no_caption_stays_in_the_text_nor_does_a_line_that_repeats_it(box: str, repeated: str) -> None:
    found = story(inside=box + repeated)
    assert found.text == "\n".join(STORY)
    assert found.image_caption.startswith(CAPTION)


def test_captions_within_captions_are_taken_out_once() -> None:
    inner = '<span class="imgcaption">عدسة <i class="caption">اسم مصنوع</i></span>'
    nested = f'<figcaption class="caption">{CAPTION} {inner}</figcaption>'
    for _ in range(50):
        assert story(inside=f'<figure><img src="{PHOTO}">{nested}</figure>').text == "\n".join(STORY)


def test_a_caption_that_says_no_more_than_the_title_is_none() -> None:
    assert story(inside=figure("سوق جديدة للخضار")).image_caption == ""


@pytest.mark.parametrize(
    "line", ["تصوير: اسم مصنوع", "عدسة: اسم مصنوع", "مصدر الصورة: وكالة نموذجية", "Photo by Made Name"]
)
def test_the_photographers_line_is_no_text(line: str) -> None:
    assert story(inside=f"<p>{line}</p>").text == "\n".join(STORY)


def test_a_sentence_about_a_picture_is_text() -> None:
    line = "تصوير السوق من فوق السطح أظهر امتداد الطابور حتى الشارع الرئيس، كما قال أحد العاملين فيها لنا."
    assert line in story(inside=f"<p>{line}</p>").text


def test_the_record_keeps_the_picture_and_an_edit_without_one_does_not_lose_it(tmp_path: Path) -> None:
    with_picture, edited = page_of(TEXT), page_of(TEXT.replace("ثلاثة خزانات", "أربعة خزانات"))
    shown = with_picture.body.replace(b'<div class="body">', f'<div class="body">{figure()}'.encode())
    with Intake(tmp_path, OUTLET) as intake:
        take(intake, replace(with_picture, body=shown))
        assert take(intake, edited).kind == "edited"
    (row,) = rows(tmp_path, "SELECT image_url, image_caption, body FROM articles")
    assert (row["image_url"], row["image_caption"]) == (PHOTO, CAPTION)
    assert "أربعة خزانات" in row["body"]


def test_a_record_made_before_pictures_were_kept_is_opened_with_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "warraq.db"
    database = Database(path)
    migrations.apply(database, stop_before="pictures")
    database.execute("INSERT INTO outlets VALUES('o', '', '', '', '', '', '', 0, 1, '')")
    database.execute(
        "INSERT INTO articles VALUES(1, 'o', 'k', ?, '', '', '', '', '', NULL, '', '', ?, ?, 'live', 0, '', NULL)",
        (URL, AT.isoformat(), AT.isoformat()),
    )
    database.conn.commit()
    database.close()
    store = open_record(path)
    row = store.article("o", "k")
    store.close()
    assert row is not None
    assert (row["url"], row["image_url"], row["image_caption"]) == (URL, "", "")


@pytest.mark.parametrize("escape", [r"\ud83d", r"\u0000"])
def test_a_picture_whose_address_cannot_be_written_down_ends_no_page(intake: Intake, data: Path, escape: str) -> None:
    claims = f'<script type="application/ld+json">{{"@type": "NewsArticle", "image": "{PHOTO}{escape}.jpg"}}</script>'
    page = page_of(TEXT)
    taken = take(intake, replace(page, body=page.body.replace(b"</head>", f"{claims}</head>".encode())))
    assert taken.kind == "new"
    assert rows(data, "SELECT image_url FROM articles") == [{"image_url": ""}]


def test_the_paragraphs_of_a_slide_with_a_heading_of_its_own_are_text_and_no_caption() -> None:
    slides = "".join(
        f"<figure><h3>المحطة {word}</h3><img src='/{word}.jpg'><figcaption><p>{line}</p></figcaption></figure>"
        for word, line in zip(("الأولى", "الثانية"), STORY[2:], strict=False)
    )
    found = reading(f"<h1>سوق جديدة للخضار</h1><article>{paragraphs(*STORY[:2])}{slides}</article>")
    assert all(line in found.text for line in STORY[2:4])
    assert found.image_caption not in STORY
