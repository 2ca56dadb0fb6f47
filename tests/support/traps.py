"""Traps for reading: a made story in a template, with what stands round stories on Arabic sites (traps.txt).

`TRAPS` are 48 and more: pieces of furniture, each set into a template, and whole layouts in which the text itself is
hard to find. Every word was made for this.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count, cycle
from pathlib import Path

from tests.support.noise.stories import Story, story
from tests.support.story_templates import MENU, TEMPLATES

PLACES = ("top", "side", "foot", "over", "after", "first", "mid", "last")
_SLOT = re.compile(r"\{([hso])\}")
_FIRST_STORY, _PER_TRAP = 40_000, 20
# How many paragraphs of a story there are: a flash, a short piece, a whole one.
LENGTHS = (1, 2, 4, 6)


@dataclass(frozen=True, slots=True)
class Text:
    """The story of a trap, and other stories in plenty: headlines and sentences, each new."""

    story: Story
    paragraphs: tuple[str, ...]
    others: Iterator[Story] = field(compare=False)

    @property
    def title(self) -> str:
        return self.story.title

    def filled(self, markup: str) -> str:
        """The markup with a new headline or sentence in every slot."""

        def value(slot: re.Match[str]) -> str:
            if slot[1] == "o":
                return self.title
            other = next(self.others)
            return other.title if slot[1] == "h" else other.paragraphs[1]

        return _SLOT.sub(value, markup)

    def body(self, paragraph: str = "<p>{}</p>") -> str:
        return "".join(paragraph.format(line) for line in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Page:
    """A trap as it is served: its name, the page, its story's lines, and what must not be read."""

    name: str
    html: str
    lines: tuple[str, ...]

    def f1(self, text: str) -> float:
        """Of words as multisets."""
        found, wanted = Counter(text.split()), Counter(" ".join(self.lines).split())
        both = (found & wanted).total()
        return 2 * both / (found.total() + wanted.total()) if both else 0.0

    def left_over(self, text: str) -> list[str]:
        """The read lines that are no line of the story; the hours of a live blog are of it."""
        whole = " ".join(self.lines)
        return [line for line in text.split("\n") if line not in whole and any(map(str.isalpha, line))]


Layout = Callable[[Text], str]


@cache
def furniture() -> dict[str, dict[str, str]]:
    """The pieces of traps.txt by name: what stands at which place."""
    pieces: dict[str, dict[str, str]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines():
        place, _, markup = line.partition(": ")
        if markup and place in PLACES:
            pieces[[*pieces][-1]][place] = markup
        elif line and not line.startswith("#"):
            pieces[line] = {}
    return pieces


def pages(turn: int = 0) -> Iterator[Page]:
    """Every trap once. Each `turn` has other stories, of other lengths, and other templates."""
    templates = cycle([*TEMPLATES.items()][turn % len(TEMPLATES) :] + [*TEMPLATES.items()][: turn % len(TEMPLATES)])
    for number, (name, places) in enumerate(furniture().items()):
        template, make = next(templates)
        yield _page(f"{name} ({template})", number, turn, partial(_set, make, places))
    for number, layout in enumerate(LAYOUTS, len(furniture())):
        yield _page(layout.__name__.strip("_").replace("_", " "), number, turn, layout)


def _page(name: str, number: int, turn: int, layout: Layout) -> Page:
    first = _FIRST_STORY + _PER_TRAP * (number + 100 * turn)
    told = story(first, "ar")
    paragraphs = told.paragraphs[: LENGTHS[(number + turn) % len(LENGTHS)]]
    text = Text(told, paragraphs, (story(other, "ar") for other in count(first + 1)))
    return Page(f"{name}, {len(paragraphs)}", layout(text), paragraphs)


def _set(make: Callable[..., str], places: dict[str, str], text: Text) -> str:
    """The story in a template, with furniture at its places."""
    put = {place: text.filled(places.get(place, "")) for place in PLACES}
    lines = [f"<p>{line}</p>" for line in text.paragraphs]
    half = (len(lines) + 1) // 2
    body = "".join((put["first"], *lines[:half], put["mid"], *lines[half:], put["last"]))
    html = make(body, put["over"], put["after"], title=text.title, shown=text.title)
    return html.replace("<body>", f"<body>{put['top']}", 1).replace("</body>", f"{put['side']}{put['foot']}</body>")


def _document(text: Text, shown: str, head: str = "") -> str:
    title = f"<title>{text.title} - بريد النموذج</title>"
    meta = f'<meta charset="utf-8">{title}{head}'
    return f'<!doctype html><html lang="ar" dir="rtl"><head>{meta}</head><body>{shown}</body></html>'


def _table_of_three_columns(text: Text) -> str:
    menu = "<br>".join(f'<a href="/{n}">{name}</a>' for n, name in enumerate(("محليات", "اقتصاد", "رياضة", "ثقافة")))
    related = text.filled("".join(f'<tr><td><a href="/n{n}">{{h}}</a></td></tr>' for n in range(6)))
    told = f"<tr><td><b>{text.title}</b></td></tr><tr><td>{'<br><br>'.join(text.paragraphs)}</td></tr>"
    columns = f"<td width=150>{menu}</td><td><table>{related}</table></td><td><table>{told}</table></td>"
    return _document(text, f"<table><tr>{columns}</tr></table>")


def _related_column_before_the_text_in_one_row(text: Text) -> str:
    related = text.filled("".join(f'<a href="/n{n}"><font>{{h}}</font></a><br><br>' for n in range(8)))
    told = f"<h1>{text.title}</h1><div>{text.body()}</div>"
    return _document(text, f"<table><tr><td valign=top>{related}</td><td valign=top>{told}</td></tr></table>")


def _menu_of_links_over_a_table(text: Text) -> str:
    menu = text.filled("".join(f'<td><a href="/s{n}">{{h}}</a></td>' for n in range(30)))
    told = f"<tr><td><font size=4>{text.title}</font></td></tr><tr><td><font>{'<br>'.join(text.paragraphs)}</font></td>"
    return _document(text, f"<table><tr>{menu}</tr></table><table>{told}</tr></table>")


def _text_of_a_program(text: Text) -> str:
    state = {"props": {"pageProps": {"article": {"title": text.title, "body": text.body()}}}}
    data = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    return _document(text, f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>')


def _body_named_after_comments(text: Text) -> str:
    side = text.filled('<div class="sidebar"><p><a href="/1">{h}</a></p><p>{s}</p></div>')
    told = f'<h1>{text.title}</h1><div id="comments-wrapper"><div class="text-comments">{text.body()}</div></div>'
    return _document(text, f"<header><nav>{MENU}</nav></header>{told}{side}")


def _body_in_a_sidebar_class(text: Text) -> str:
    told = f'<div class="with-sidebar"><h1>{text.title}</h1><div class="related-layout">{text.body()}</div></div>'
    return _document(text, f"<div>{MENU}</div>{told}")


def _list_of_cards_round_a_flash(text: Text) -> str:
    card = '<div class="card"><a href="/n{n}"><h3>{{h}}</h3></a><p>دمشق - نموذج: {{s}}</p></div>'
    cards = text.filled("".join(card.format(n=n) for n in range(6)))
    told = f'<div class="main"><h1>{text.title}</h1><div class="body">{text.body()}</div></div>'
    return _document(text, f'<div class="row">{told}<div class="list">{cards}</div></div>')


def _live_blog(text: Text) -> str:
    entries = "".join(
        f'<li class="entry"><time>1{n}:30</time><div>{line}</div></li>' for n, line in enumerate(text.paragraphs)
    )
    return _document(text, f"<main><h1>{text.title}</h1><ul class=live>{entries}</ul></main><aside>{MENU}</aside>")


def _breaks_and_fonts(text: Text) -> str:
    told = "<br /><br />".join(f'<font face="Tahoma"><span>{line}</span></font>' for line in text.paragraphs)
    return _document(text, f"<div class=h>{MENU}</div><center><h2>{text.title}</h2></center><div class=n>{told}</div>")


def _header_of_the_article(text: Text) -> str:
    told = f"<article><header><h1>{text.title}</h1><p>{text.paragraphs[0]}</p></header>"
    rest = "".join(f"<section><p>{line}</p></section>" for line in text.paragraphs[1:])
    return _document(text, f"<header>{MENU}</header>{told}{rest}<footer>{MENU}</footer></article>")


LAYOUTS: tuple[Layout, ...] = (
    *(_table_of_three_columns, _related_column_before_the_text_in_one_row, _menu_of_links_over_a_table),
    *(_text_of_a_program, _body_named_after_comments, _body_in_a_sidebar_class, _list_of_cards_round_a_flash),
    *(_live_blog, _breaks_and_fonts, _header_of_the_article),
)
