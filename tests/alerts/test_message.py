"""What a message on a saved search says: it fits, it names or counts everything, it speaks the language asked for."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.alerts.message import Event, VersionShown, heading, message
from archive.alerts.rows import Lang, MatchKind
from archive.alerts.saved_search import SavedSearch

SITE = "https://archive.example"
EVENT: VersionShown = {
    "id": 1,
    "article_id": 1,
    "n": 2,
    "seen_at": "2026-11-22T08:00:00Z",
    "outlet_title": "فرات24",
    "outlet_title_en": "Furat24",
    "title": "",
    "url": "https://example.org/1/",
    "lang": "ar",
    "outlet": "furat24",
    "published_at": None,
    "is_quiet": 0,
    "way": "",
    "published_day": "2012-06-07",
    "origin": "crawl",
    "first_seen_at": "2026-11-22T08:00:00Z",
}
KINDS: tuple[MatchKind, ...] = ("new", "edit", "revert", "gone", "back")
FOLLOWED = SavedSearch(
    id=1,
    token="t" * 22,
    label="ماء",
    question="ماء",
    mode="names",
    outlet="",
    edits=True,
    channel="",
    lang="ar",
    origin="operator",
    created_at="2026-11-22T08:00:00Z",
    since_version=0,
    cursor=0,
    failures=0,
    failing_since="",
    next_try="",
    cause="",
    given_up=False,
    history=False,
    verdict_cursor=0,
)


@settings(max_examples=40)
@given(titles=st.lists(st.text(max_size=400), min_size=1, max_size=130), room=st.integers(400, 40_000))
def test_a_message_fits_its_channel_names_or_counts_every_match_and_can_be_ended(titles: list[str], room: int) -> None:
    told: list[Event] = [{**EVENT, "title": title, "kind": "edit", "found_at": EVENT["seen_at"]} for title in titles]
    named, text = message(FOLLOWED, told, SITE, room)
    assert len(text) <= room
    assert text.count("/versions/2\n") == named <= 100
    assert (f"وغيرها: {len(titles) - named}\n" in text) == (named < len(titles))
    assert text.endswith(f"{SITE}/saved/{FOLLOWED.token}")
    assert not set(text) & set("@\u202e\u2066")


def test_a_message_speaks_the_language_that_was_asked_for() -> None:
    english = replace(FOLLOWED, lang="en")
    told: list[Event] = [{**EVENT, "title": "خبر", "kind": kind, "found_at": EVENT["seen_at"]} for kind in KINDS]
    _, text = message(english, told, SITE, 4_000)
    assert heading(english, told) == "Warraq: ماء (5)"
    assert "Furat24 · 2026-11-22 11:00 · removed by the outlet\n" in text
    assert text.count("\npublished 2012-06-07\n") == len(KINDS)
    assert f"{SITE}/en/article/1/versions/2\n" in text
    assert text.endswith(f"{SITE}/en/saved/{FOLLOWED.token}")
    assert not re.findall(r"[\u0600-\u06ff]+", text.replace("خبر", "").replace("ماء", ""))


def test_a_message_says_of_an_undated_article_that_it_is_undated_and_since_when_it_is_known() -> None:
    seen, undated = EVENT["seen_at"], "2026-11-22T22:30:00Z"
    late: Event = {
        **EVENT, "published_day": "", "first_seen_at": undated, "title": "خبر", "kind": "new", "found_at": seen
    }  # fmt: skip
    said: tuple[tuple[Lang, str], ...] = (
        ("ar", "بلا تاريخ نشر؛ رُصد أول مرة 2026-11-23"),
        ("en", "undated; first seen 2026-11-23"),
    )
    for lang, sentence in said:
        _, text = message(replace(FOLLOWED, lang=lang), [late], SITE, 4_000)
        assert f"\n{sentence}\n" in text
        assert "published" not in text
