"""The narrow column of a grid beside the one with the headline is no text, whatever sentences stand in it."""

import pytest

from tests.support.made_html import STORY, paragraphs, reading

TITLE = "سوق جديدة للخضار في الحي الشرقي"
HEAD = f"<title>{TITLE} - بريد النموذج</title>"
EVENT = "<div><b>نشاطات قادمة</b></div><p>ندوة متخيلة عن النقل البحري في غرفة التجارة الساعة الخامسة مساء.</p>"


@pytest.mark.parametrize(("wide", "narrow"), [("col-md-9", "col-md-3"), ("col-8", "col-4"), ("large-8", "large-4")])
def test_a_narrow_column_beside_the_headlines_is_not_read(wide: str, narrow: str) -> None:
    main = f'<div class="{wide}"><h1>{TITLE}</h1><div>{paragraphs(*STORY)}</div></div>'
    shown = f'<div class="row">{main}<div class="{narrow}">{EVENT}</div></div>'
    assert reading(shown, HEAD).text.split("\n") == [*STORY]


def test_a_story_in_a_narrow_column_is_read() -> None:
    main = f'<div class="col-md-4"><h1>{TITLE}</h1><div>{paragraphs(*STORY)}</div></div>'
    shown = f'<div class="row">{main}<div class="col-md-8"><img src="1.jpg"></div></div>'
    assert reading(shown, HEAD).text.split("\n") == [*STORY]
