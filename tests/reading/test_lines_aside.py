"""What stands beside a story goes, by its make and its name; what only looks like it stays."""

import pytest

from tests.support.made_html import STORY, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي"
HALF, REST = paragraphs(*STORY[:2]), paragraphs(*STORY[2:])
HEADING = f"<h1>{TITLE}</h1>"
# Written for these tests.
OTHER = "ويقول مزارعون في وادٍ متخيل إن موسم الزيتون هذا العام أفضل من سابقه بكثير رغم قلة الأمطار."
GOES = {
    "cards": "".join(
        f'<div class="c"><a href="/{n}">مزارعون ينتظرون موسم الزيتون {n}</a><p>{OTHER}</p></div>' for n in (1, 2)
    ),
    "related articles": f'<div class="related"><p><a href="/1">مزارعون ينتظرون</a></p><p>{OTHER}</p></div>',
    "a newsletter": f'<div class="newsletter-box"><h3>نشرتنا</h3><p>{OTHER}</p></div>',
    "a second article": f"<article><h2>موسم الزيتون</h2><p>19 تشرين الثاني 2026</p><p>{OTHER}</p></article>",
    "who wrote it, without a name": f'<div class="w"><a href="/writer/5">كاتب نموذجي</a><p>{OTHER}</p>'
    '<a href="/writer/5">المزيد للكاتب</a></div>',
    "an advert in a link": f'<div><a href="https://ad.example/1"><h4>موسم الزيتون</h4><p>{OTHER}</p></a></div>',
    "a card with a button": f'<div><h3><a href="/1">مزارعون ينتظرون موسم الزيتون</a></h3><div><p>{OTHER}</p></div>'
    '<a href="/1">المزيد</a></div>',
    "a card with a short headline among others": "".join(
        f'<div class="c"><a href="/{n}">{headline}</a><p>{text}</p></div>'
        for n, headline, text in (
            (1, "موسم الزيتون", OTHER),
            (2, "مزارعون ينتظرون الموسم", OTHER[9:]),
            (3, "من حقول النموذج أيضا", OTHER[3:]),
        )
    ),
    "a hidden class": f'<p class="d-none">{OTHER}</p>',
    "off the page": f'<p style="position:absolute; left:-9999px">{OTHER}</p>',
    "no height": f'<div style="height:0;overflow:hidden">{OTHER}</div>',
    "no opacity": f'<p style="opacity:0">{OTHER}</p>',
}
STAYS = {
    "a card that is none": f'<div class="c"><p>{OTHER} <a href="/1">التقرير السابق</a></p></div>',
    "a sentence behind a source": f'<div><p><a href="/1">التقرير السابق عن الزيتون</a></p><p>{OTHER}</p></div>',
    "a link at the beginning of a paragraph": f'<p><a href="/1">مزارعون ينتظرون موسم الزيتون</a> {OTHER}</p>',
    "a heading over a text and a call": f"<div><h3>موسم الزيتون</h3><p>{OTHER}</p><p>{OTHER[:-1]} هناك.</p></div>",
    "a text folded up": f'<div class="js-readmore"><p>{OTHER}</p></div>',
    "counted parts": "".join(
        f'<div class="part"><h2><a href="/photos/{n}">{n}. {heading}</a></h2><p>{text}</p></div>'
        for n, heading, text in (
            (1, "قرية أولى متخيلة", OTHER),
            (2, "قرية ثانية متخيلة", OTHER[::-1]),
            (3, "قرية ثالثة متخيلة", OTHER[3:]),
        )
    ),
    "entries of a live blog": f"<article><h3>الساعة 10:30</h3><p>{OTHER}</p></article>",
    "shown on wide screens": f'<p class="d-none d-md-block">{OTHER}</p>',
    "half opaque": f'<p style="opacity:0.5">{OTHER}</p>',
    "small letters": f'<p style="font-size:0.9em">{OTHER}</p>',
    "a picture's height": f'<div style="height:100px;overflow:hidden">{OTHER}</div>',
}


@pytest.mark.parametrize("kind", GOES)
def test_what_stands_beside_a_story_is_not_read(kind: str) -> None:
    assert reading(f"{HEADING}<article>{HALF}{GOES[kind]}{REST}</article>").text.split("\n") == [*STORY]


@pytest.mark.parametrize("kind", STAYS)
def test_what_only_looks_like_it_is_read(kind: str) -> None:
    assert OTHER in reading(f"{HEADING}<article>{HALF}{STAYS[kind]}{REST}</article>").text


def test_a_text_most_of_which_stands_in_boxes_named_after_adverts_is_a_text() -> None:
    shown = "".join(f'<div class="ads-slot">{paragraphs(line)}</div>' for line in STORY[:3])
    assert reading(f"{HEADING}<div>{shown}{paragraphs(STORY[3])}</div>").text.split("\n") == [*STORY]
