"""Different articles of one made outlet, each with lines round its text: what teaches which lines are furniture."""

import random
from datetime import datetime, timedelta

from archive.model import Page
from tests.support.made_pages import AT, TEXT, page_of

HOUR = timedelta(hours=1)
PLACES = ("بلدة", "مدينة", "قرية", "حارة", "سوق")
# Short, and no sentence: nobody can say at once whether it belongs to the text. Written for these tests.
NOTE = "جائزة القرية للصحافة المحلية تعود هذا العام"


def story(number: int, *lines: str) -> str:
    """A text of three paragraphs that no other story has, with more lines under it."""
    chance, words = random.Random(number), TEXT.split()
    paragraphs = (f"{' '.join(chance.sample(words, 16))} ورقم {number} وحده." for _ in range(3))
    return "\n".join((*paragraphs, *lines))


def story_page(number: int, *lines: str, at: datetime = AT, title: str = "") -> Page:
    """The page of a story."""
    title = title or f"الخبر {number} من {PLACES[number % len(PLACES)]} نموذجية"
    return page_of(story(number, *lines), url=f"https://sample.example/{80_000 + number}/", title=title, at=at)
