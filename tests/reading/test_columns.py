"""The narrow column of a grid beside the one with the headline is no text, whatever sentences stand in it; nor is the
leaf of a calendar."""

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


def test_the_leaf_of_a_calendar_is_no_text() -> None:
    names = ("سبت", "أحد", "إثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة")
    days = [f"<td>{day}</td>" for day in range(1, 31)]
    weeks = "".join(f"<tr>{''.join(days[at : at + 7])}</tr>" for at in range(0, 30, 7))
    calendar = f"<table><caption>تشرين الثاني</caption><tr><th>{'</th><th>'.join(names)}</th></tr>{weeks}</table>"
    shown = f"<article><h1>{TITLE}</h1><div>{paragraphs(*STORY)}{calendar}</div></article>"
    assert reading(shown, HEAD).text.split("\n") == [*STORY]


def test_a_table_of_other_numbers_is_text() -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{90 - number}</td></tr>" for number in range(1, 31))
    shown = f"<article><h1>{TITLE}</h1><div>{paragraphs(*STORY)}<table>{rows}</table></div></article>"
    assert "61" in reading(shown, HEAD).text
