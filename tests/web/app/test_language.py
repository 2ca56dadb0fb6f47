"""The words of the pages in two languages: one catalogue each, the same keys, plurals and days by each one's rules."""

import re
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

import pytest
from babel import Locale
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from archive.web.app.language import CATALOGUES, LOCALES, Language, href, load, split_language
from scheduler.health.causes import BLOCKED, OF_PAGES, STRENGTH
from spiders.http.causes import NETWORK
from tests.support.catalogue_use import TEMPLATES, is_used, named_keys
from tests.support.reading_room import Site

LANGUAGES = [load(name) for name in LOCALES]
ARABIC, ENGLISH = load("ar"), load("en")


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "لا أخبار"), (1, "خبر واحد"), (2, "خبران"), (3, "3 أخبار"), (10, "10 أخبار"), (11, "11 خبرًا"), (99, "99 خبرًا"),
     (100, "100 خبر"), (101, "101 خبر"), (102, "102 خبر"), (103, "103 أخبار"), (111, "111 خبرًا"), (1_000, "1,000 خبر"),
     (1_284, "1,284 خبرًا")],
)  # fmt: skip
def test_counts_take_the_arabic_plural(n: int, words: str) -> None:
    assert ARABIC.count("article", n) == words


@given(st.integers(0, 10**9))
def test_the_plural_rule_of_each_catalogue_is_the_one_of_cldr(n: int) -> None:
    orders = {"ar": ("zero", "one", "two", "few", "many", "other"), "en": ("one", "other")}
    for t in LANGUAGES:
        number = orders[t.lang].index(Locale.parse(t.lang).plural_form(n))
        assert t.count("article", n) == forms(t.catalogue["count.article"])[number].format(n=t.number(n))


def forms(message: Message) -> list[str]:
    """The texts of a message: one, or one a plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("t", LANGUAGES, ids=LOCALES)
def test_the_line_of_sister_pages_is_called_otherwise_than_a_lists_own_pages(t: Language) -> None:
    """A page has both beside each other: who hears it could not tell them apart."""
    named = {str(message.id): message.string for message in t.catalogue if message.id}
    sisters = {text for key, text in named.items() if key.startswith("rooms.")}
    assert len(sisters) > 2
    assert not sisters & {text for key, text in named.items() if key.endswith(".pages")}


def test_both_catalogues_have_the_same_keys_with_the_same_placeholders() -> None:
    arabic, english = ({message.id: message for message in t.catalogue if message.id} for t in LANGUAGES)
    assert arabic.keys() == english.keys()
    for key, message in arabic.items():
        others = forms(english[key])
        assert all([*forms(message), *others]), key
        if isinstance(key, str):
            assert placeholders(forms(message)[0]) == placeholders(others[0]), key
        else:
            assert all(placeholders(form) <= {"n"} for form in [*forms(message), *others]), key
            assert placeholders(forms(message)[-1]) == placeholders(others[-1]) == {"n"}, key


@pytest.mark.parametrize("name", ["ar", "en"])
def test_no_key_stands_twice_in_a_catalogue(name: str) -> None:
    """Of two texts under one key only one is ever shown."""
    keys = re.findall(r'^msgid "(.+)"$', (CATALOGUES / f"{name}.po").read_text("utf-8"), re.M)
    assert {key for key, n in Counter(keys).items() if n > 1} == set()


def test_every_text_that_is_asked_for_is_in_the_catalogue_and_none_is_there_for_nothing() -> None:
    keys = {message.id if isinstance(message.id, str) else message.id[0] for message in ARABIC.catalogue if message.id}
    assert named_keys() - keys == set()
    assert {key for key in keys if not is_used(key)} == set()


def test_no_template_trusts_text_or_holds_words_of_its_own() -> None:
    for template in TEMPLATES:
        source = template.read_text("utf-8")
        assert "|safe" not in source.replace(" ", "")
        # The word looked for in the example command is data, not wording.
        assert set(re.findall(r"[\u060c\u061b\u0621-\u064a]+", source)) <= {"القوات"}, template.name


def test_days_months_sizes_and_spans_are_said_as_in_damascus() -> None:
    t = ARABIC
    assert t.day("2026-11-22") == "الأحد 22 تشرين الثاني 2026"
    assert t.day("2024-02-29", weekday=False) == "29 شباط 2024"
    assert [t.day(date(2026, month, 1), weekday=False)[2:-5] for month in range(1, 13)] == [
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
        "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ]  # fmt: skip
    assert t.month("2026-01") == "كانون الثاني 2026"
    assert t.clock("2026-11-21T21:05:09Z", seconds=True) == "00:05:09"
    assert t.size(999) == "999 بايت"
    assert t.size(9_770_000_000) == "9.1 غ.ب"
    assert [t.span(seconds) for seconds in (60, 2_400, 3_600, 7_200, 93_600, 172_800, 950_400)] == [
        "دقيقة", "40 دقيقة", "ساعة", "ساعتين", "26 ساعة", "يومين", "11 يومًا",
    ]  # fmt: skip
    assert t.rhythm(36) == "كل 40 دقيقة"
    assert t.rhythm(0) is None
    assert t.join(["أ", "<b>"]) == "أ و&lt;b&gt;"


def test_english_says_the_same_in_english() -> None:
    t = ENGLISH
    assert t.day("2026-11-22") == "Sunday 22 November 2026"
    assert (t.month("2026-01"), t.size(2_048), t.number(1_284)) == ("January 2026", "2.0 kB", "1,284")
    assert [t.span(seconds) for seconds in (60, 7_200, 950_400)] == ["one minute", "2 hours", "11 days"]
    assert (t.rhythm(36), t.count("article", 1)) == ("every 40 minutes", "one article")
    assert t.join(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize("t", LANGUAGES, ids=lambda t: str(t.lang))
def test_every_cause_the_spiders_name_has_a_sentence_of_its_own(t: Language) -> None:
    other = t.cause("a-word-nobody-knows").split(":")[0]
    words = (
        "never_crawled",
        "disk_full",
        "not_running",
        "our_network",
        "not_crawled",
        "clock",
        "quota",
        "nightly_failed",
        "internal_error",
        "feed_overflow",
    )
    for word in (*NETWORK, *BLOCKED, *OF_PAGES.values(), *frozenset().union(*STRENGTH), *words):
        assert t.cause(word).split(":")[0] != other, word
    assert t.cause("")
    assert "<b>" not in t.cause("<b>x</b>")
    assert "503" in t.cause("http_503")


@given(st.from_regex(r"/[a-z/%.]*", fullmatch=True))
def test_an_address_names_its_language_and_never_another_host(path: str) -> None:
    assert split_language(href(path, "en")) == ("en", "/" + path.lstrip("/"))
    name, rest = split_language(path)
    assert name == "ar" or urlsplit(rest).netloc == ""


def test_every_page_leads_to_itself_in_the_other_language(site: Site) -> None:
    path = "/search?q=القوات&mode=forms"
    arabic, english = site.get(path).text, site.get(f"/en{path}").text
    quoted = re.search(r'hreflang="ar" href="([^"]+)"', arabic)
    assert quoted
    for page in (arabic, english):
        assert f'<link rel="alternate" hreflang="en" href="/en{quoted[1]}">' in page
        assert f'<link rel="alternate" hreflang="ar" href="{quoted[1]}">' in page
    assert f'<a class="lang" href="/en{quoted[1]}" lang="en" hreflang="en" dir="ltr">English</a>' in arabic
    assert f'<a class="lang" href="{quoted[1]}" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in english
    assert "4 results" in english


def test_links_and_redirects_of_an_english_page_stay_in_english(site: Site) -> None:
    ours = r'<a [^>]*href="(/[^"]*)"'
    for path in ("/", "/search", f"/article/{site.ids['snow']}", "/outlets", "/health", "/about"):
        links = [link for link in re.findall(ours, site.get(f"/en{path}").text) if not link.startswith("/warraq")]
        # Citations as files have no language.
        away = [link for link in links if not link.startswith("/en/") and not re.search(r"\.(md|bib|ris)$", link)]
        assert away == [path], path
    answer = site.get("/en/search?q=https://furat24.example/water")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/en/article/{site.ids['water']}")
    assert site.get("/en/about/").headers["location"] == "/en/about"


def test_errors_and_refusals_are_said_in_the_language_of_the_address(site: Site) -> None:
    for path in ("/en/nowhere", "/en/warraq/nothing", "/en/-/databases.json", "/en//other.example"):
        answer = site.get(path)
        assert answer.status_code == 404, path
        assert "//other.example" not in answer.text
    assert "No page here" in site.text("/en/nowhere")
    assert site.get("/en/search", method="PUT").text == "These pages are for reading."
    assert site.get("/search", method="PUT").text == "هذه الصفحات للقراءة."
