"""Lines of a page are known again among the found ones however the story is set: another layout has the same words."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.reading._alignment import run_together
from archive.reading._page_walk import SeenLines
from archive.reading.extract import read
from archive.text.folding import fold_line
from archive.text.lines import letters_of
from tests.support.made_html import STORY, outlet, page, paragraphs
from tests.support.story_templates import BEFORE, BEHIND, TEMPLATES, WAYS

LAYOUTS = {
    "divisions": "".join(f"<div>{line}</div>" for line in STORY),
    "breaks": "<br><br>".join(STORY),
    "breaks in a division": f"<div>{'<br>'.join(STORY)}</div>",
    "spans": "".join(f"<p><span style='font-size:14px'>{line}</span></p>" for line in STORY),
    "spans and breaks": f"<span>{'</span><br><br><span>'.join(STORY)}</span>",
    "empty paragraphs": "".join(f"<p>{line}</p><p>&nbsp;</p>" for line in STORY),
    "sections": f"<section>{paragraphs(*STORY[:2])}</section><section>{paragraphs(*STORY[2:])}</section>",
    "an article": f"<article>{paragraphs(*STORY)}</article>",
    "an advert": f"{BEFORE}<div class='ads'><ins class='adsbygoogle'></ins></div>{BEHIND}",
    "a picture": f"{paragraphs(*STORY[:2])}<figure><img src='/b.jpg'></figure>{paragraphs(*STORY[2:])}",
    "a bold first line": f"<p><strong>{STORY[0]}</strong></p>{paragraphs(*STORY[1:])}",
    "a heading for a first line": f"<h3>{STORY[0]}</h3>{paragraphs(*STORY[1:])}",
    "a quotation": f"{paragraphs(*STORY[:2])}<blockquote>{STORY[2]}</blockquote>{paragraphs(STORY[3])}",
    "a list": f"<ul>{''.join(f'<li>{line}</li>' for line in STORY)}</ul>",
    "cells": f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in STORY)}</table>",
    "a division among breaks": f"{STORY[0]}<br><br>{STORY[1]}<div>{STORY[2]}</div>{STORY[3]}<br>",
}


@pytest.mark.parametrize(("template", "selector"), WAYS, ids=lambda value: value or "generic")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_layout_has_the_same_words(template: str, selector: str, layout: str) -> None:
    html = TEMPLATES[template](LAYOUTS[layout])
    found = read(page(html), outlet(body=(selector,) if selector else ()))
    assert re.findall(r"\w+", found.text) == re.findall(r"\w+", "\n".join(STORY))


def test_lines_that_were_run_together_are_known_from_the_end_on_with_what_nobody_looks_for() -> None:
    shown = "<p>محليات</p><ul><li>محليات</li><li>ثقافة</li></ul><p>فتحت السوق أبوابها</p><figcaption>السوق</figcaption>"
    page = SeenLines(LexborHTMLParser(shown), "https://sample.example/1", ())
    found = letters_of(fold_line("محليات ثقافة فتحت السوق أبوابها السوق"))
    assert run_together(page, [0, 3], found) == [1, 2, 3, 4]
    assert run_together(page, [0, 3], found + "و") == []
