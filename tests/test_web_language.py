"""The words of the pages: Arabic plurals, days of Damascus, and one catalogue for all of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.language import CATALOGUES, language, plural_category
from scheduler.health import BLOCKED
from spiders.causes import NETWORK

TEMPLATES = sorted((Path(CATALOGUES).parent / "templates" / "warraq").glob("*.html"))


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "لا أخبار"), (1, "خبر واحد"), (2, "خبران"), (3, "3 أخبار"), (10, "10 أخبار"), (11, "11 خبرًا"), (99, "99 خبرًا"),
     (100, "100 خبر"), (101, "101 خبر"), (102, "102 خبر"), (103, "103 أخبار"), (111, "111 خبرًا"), (1_000, "1,000 خبر"),
     (1_284, "1,284 خبرًا")],
)  # fmt: skip
def test_counts_take_the_arabic_plural(n: int, words: str) -> None:
    assert language().count("article", n) == words


@given(st.integers(0, 10**9))
def test_every_noun_has_every_plural(n: int) -> None:
    say = language()
    for noun in say.find("plural"):
        assert (say.number(n) in say.count(noun, n)) == (plural_category(n) in ("few", "many", "other"))


def test_days_months_sizes_and_spans_are_said_as_in_damascus() -> None:
    say = language()
    assert say.day("2026-11-22") == "الأحد 22 تشرين الثاني 2026"
    assert say.day("2024-02-29", weekday=False, year=False) == "29 شباط"
    assert say.month("2026-01") == "كانون الثاني 2026"
    assert say.clock("2026-11-21T21:05:09Z", seconds=True) == "00:05:09"
    assert say.size(999) == "999 بايت"
    assert say.size(9_770_000_000) == "9.1 غ.ب"
    assert [say.span(seconds) for seconds in (60, 2_400, 3_600, 7_200, 93_600, 172_800, 950_400)] == [
        "دقيقة", "40 دقيقة", "ساعة", "ساعتين", "26 ساعة", "يومين", "11 يومًا",
    ]  # fmt: skip
    assert say.rhythm(36) == "كل 40 دقيقة"
    assert say.rhythm(0) is None
    assert "<b>" not in say.cause("<b>x</b>")
    assert "503" in say.cause("http_503")


def test_every_text_a_template_asks_for_is_in_the_catalogue() -> None:
    say = language()
    for template in TEMPLATES:
        for key in re.findall(r"""say\(["']([a-z_0-9.]+)["'](?! ~)""", template.read_text("utf-8")):
            assert say.find(key) is not None, (template.name, key)


def test_no_template_trusts_text_or_holds_words_of_its_own() -> None:
    for template in TEMPLATES:
        source = template.read_text("utf-8")
        assert "|safe" not in source.replace(" ", "")
        arabic = re.findall(r"[\u0621-\u064a]{2,}", source)
        # The word looked for in the example command is data, not wording.
        assert set(arabic) <= {"القوات"}, (template.name, arabic)


def test_every_cause_the_spiders_name_has_a_sentence_of_its_own() -> None:
    say = language()
    other = say.cause("a-word-nobody-knows")
    for word in (
        *NETWORK,
        *BLOCKED,
        "empty_feed",
        "no_articles",
        "no_routes",
        "nothing_new",
        "never_crawled",
        "disk_full",
    ):
        assert say.cause(word).split(":")[0] != other.split(":")[0], word
    assert say.cause("")
