"""Articles that are known, and come back hostile: what is compared with what stands in the record."""

from tests.support.hostile.answer import Hostile, html, raw, redirect, served
from tests.support.hostile.pages import PARAGRAPH, article

KEPT = "unchanged cosmetic"


def _words(start: int, many: int = 120_000) -> bytes:
    words = " ".join(f"كلمة{n}" for n in range(start, start + many))
    return article(inside=f"<p>{words}</p>")


ANSWERS = (
    Hostile("edit-of-a-megabyte", "edit", html(lambda: _words(0)), "edited"),
    Hostile(
        "edit-of-another-megabyte", "edit", html(lambda: _words(0)), "edited", before=html(lambda: _words(500_000))
    ),
    Hostile(
        "edit-of-29,000-words",
        "edit",
        html(lambda: _words(0, 29_000)),
        "edited",
        before=html(lambda: _words(15_000, 29_000)),
    ),
    Hostile("edit-one-word-for-ever", "edit", html(lambda: article(text="خبر " * 200_000)), "repeated"),
    Hostile("edit-one-letter", "edit", html(lambda: article(text="ا" * 900_000)), "repeated"),
    Hostile(
        "edit-100,000-lines",
        "edit",
        html(lambda: article(inside="<br>".join(PARAGRAPH.split() * 400))),
        "edited repeated read_timeout",
    ),
    Hostile("edit-to-nothing", "edit", html(b"<title>x</title>"), "empty shrunk emptied"),
    Hostile(
        "edit-to-a-stub", "edit", html(lambda: article(text="خبر قصير جدا عن السوق في المدينة")), "shrunk too_short"
    ),
    Hostile("edit-to-noise", "edit", html(lambda: bytes(range(256)) * 3_000), "not_html binary"),
    Hostile("edit-unasked-304", "edit", raw(b"HTTP/1.1 304 X\r\n\r\n"), KEPT + " unasked_304"),
    Hostile("edit-gone-and-here", "edit", served(article, status=410), "missing"),
    Hostile("edit-in-a-circle", "edit", redirect("{here}"), "redirects"),
    Hostile("edit-reset", "edit", raw(b""), "connection"),
    Hostile("edit-too-large", "edit", html(lambda: bytes(9_000_000)), "too_large"),
)
