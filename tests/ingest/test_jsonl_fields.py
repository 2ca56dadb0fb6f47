"""Fields of JSON lines as people write them: understood, or refused with a sentence that names the field."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest._jsonl_fields import NotUnderstood, date_text, instant, language, people, plain, words
from tests.support.property_rounds import cpu_seconds

AT = datetime(2015, 6, 7, 8, 9, 10, tzinfo=UTC)
EXAMPLES = int(os.environ.get("WARRAQ_PROPERTY_EXAMPLES", "60"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "value",
    [
        "2015-06-07T08:09:10Z",
        "2015-06-07T11:09:10+03:00",
        "2015-06-07 08:09:10",
        "Sun, 07 Jun 2015 08:09:10 GMT",
        "20150607080910",
        1433664550,
        1433664550.0,
        "1433664550",
        1433664550000,
        1433664550000000,
        {"$date": "2015-06-07T08:09:10Z"},
        {"$date": 1433664550000},
        {"$date": {"$numberLong": "1433664550000"}},
    ],
)
def test_a_time_is_understood_in_every_unit_and_form(value: object) -> None:
    assert instant("fetched_at", value) == AT


@pytest.mark.parametrize(
    "value",
    [
        *("yesterday", "07/06", 12, True, [1433664550], {"time": 5}, "2099-01-01", "0001-01-01"),
        *(10**400, -(10**400), {"$date": 10**400}, "Sun, 07 Jun 99999999999999999999 08:09:10 GMT"),
        "Sun, 07 Jun 2015 08:09:10 +99999999999999999999",
    ],
)
def test_a_time_that_is_none_or_cannot_be_true_is_named(value: object) -> None:
    with pytest.raises(NotUnderstood, match="`fetched_at`"):
        instant("fetched_at", value)


@pytest.mark.parametrize("value", [None, "", [], {}])
def test_what_is_absent_is_absent(value: object) -> None:
    assert instant("fetched_at", value) is None
    assert (words("title", value), date_text("published", value), people("author", value)) == ("", "", ())
    assert language("lang", value) == ""


def test_a_date_keeps_its_words_and_a_number_becomes_one() -> None:
    assert date_text("published", "7 حزيران 2015") == "7 حزيران 2015"
    assert date_text("published", 1433664550) == AT.isoformat()
    assert date_text("published", "20150607080910") == AT.isoformat()
    with pytest.raises(NotUnderstood, match="`published`"):
        date_text("published", [2015])


@pytest.mark.parametrize("value", ["ar", "AR", "ar-SY", "ar_SY", "ara", "Arabic", "arabic", "العربية", "عربي"])
def test_arabic_is_known_by_all_its_names(value: str) -> None:
    assert language("lang", value) == "ar"


def test_other_languages_are_known_and_unknown_ones_are_named() -> None:
    found = [language("lang", name) for name in ("English", "Kurdish", "ckb", "Turkish", "kurmanji")]
    assert found == ["en", "ku", "ckb", "tr", "ku"]
    with pytest.raises(NotUnderstood, match="`lang`"):
        language("lang", "Klingonish")


def test_names_are_one_a_list_or_objects() -> None:
    assert people("authors", "أحمد") == ("أحمد",)
    assert people("authors", [{"name": "أحمد"}, "ليلى", None]) == ("أحمد", "ليلى")
    with pytest.raises(NotUnderstood, match="`authors`"):
        people("authors", [["أحمد"]])


def test_markup_becomes_paragraphs_and_what_only_looks_like_it_stays() -> None:
    assert plain("<p>قال &amp; أول.</p><p>ثان<br>ثالث</p>").split() == ["قال", "&", "أول.", "ثان", "ثالث"]
    assert [line for line in plain("<p>أول</p><p>ثان</p>").split("\n") if line] == ["أول", "ثان"]
    assert words("title", "خبر &quot;عاجل&quot; &amp; مهم") == 'خبر "عاجل" & مهم'
    for text in ("a < b & c > d", "AT&T", "x<y", "5 &6;"):
        assert plain(text) == text
    assert plain("a\x00b\ud800c") == "abc"


def test_a_number_of_no_character_costs_a_text_nothing_else() -> None:
    assert words("title", "خبر &amp; &#" + "9" * 5_000 + "; آخر") == "خبر & \ufffd آخر"


@pytest.mark.parametrize("unit", ["<div>", "<li><ul>", "<p>", "<b>", "<p ", "<p</div>", "&#9"])
def test_a_megabyte_of_tags_costs_no_more_than_its_length(unit: str) -> None:
    with cpu_seconds(8):
        assert plain(unit * (1_000_000 // len(unit)) + "<p>خبر</p>").strip().endswith("خبر")


def test_text_that_nests_deep_keeps_its_paragraphs_and_entities() -> None:
    text = "<div>" * 600 + "<p>قال &amp; أول.</p><p>ثان<b>ي</b><br>ثالث</p>"
    assert plain(text).split() == ["قال", "&", "أول.", "ثاني", "ثالث"]


@given(JSON)
@settings(max_examples=EXAMPLES)
def test_no_value_raises_anything_but_a_sentence_and_what_comes_out_can_be_written(value: object) -> None:
    for read in (words, date_text, language):
        try:
            read("field", value).encode()
        except NotUnderstood as problem:
            str(problem).encode(errors="surrogatepass")
    for other in (instant, people):
        try:
            other("field", value)
        except NotUnderstood:
            continue
