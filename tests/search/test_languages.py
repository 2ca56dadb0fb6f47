"""Questions in Kurdish, Turkish and English: letters, capitals and forms, each in the articles of its language."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.search._inflection import NO_FORMS, bases, forms_of
from archive.search.engine import Mode, search
from archive.search.facets import facets
from archive.search.found_forms import found_forms
from archive.search.highlight import LONGEST_MARKED, to_marked_text
from archive.times import first_id_of
from tests.support.language_news import ARTICLES, QUESTIONS, Asked
from tests.support.search_samples import DAY, make

MODES: tuple[Mode, ...] = ("exact", "names", "forms")
# Made for these tests; the places are real, the events are not.
NEWS = (
    ("Festivala li Kobanî", "Li Kobanî û Qamişloyê mihrîcan hat lidarxistin."),
    ("Weather in Aleppo", "Snow fell on Aleppo; the road to Kobani stayed open."),
)


def record_of(path: Path, texts: tuple[tuple[str, str], ...], languages: tuple[str, ...]) -> Database:
    db = make(path, texts)
    for number, lang in enumerate(languages):
        db.execute("UPDATE articles SET lang = ? WHERE id = ?", (lang, first_id_of(DAY) + number))
    return db


@pytest.fixture
def news(tmp_path: Path) -> Database:
    return record_of(tmp_path / "news.db", NEWS, ("ku", "en"))


@pytest.mark.parametrize("mode", ["exact", "names", "forms"])
@pytest.mark.parametrize(("asked", "articles"), [("Aleppo", 1), ("ALEPPO", 1), ("Kobanî", 2), ("QAMİŞLOYÊ", 1)])
def test_capitals_and_accents_of_a_question_change_neither_its_number_nor_its_forms(
    news: Database, asked: str, articles: int, mode: Mode
) -> None:
    results = search(news.conn, asked, mode=mode)
    assert results.count == len(results.hits) == articles
    assert results.suggestions == ()
    assert all("\x02" in hit.title_marked + hit.snippet_marked for hit in results.hits)


def test_spellings_found_in_latin_letters_are_shown_as_they_are_printed(news: Database) -> None:
    results = search(news.conn, "KOBANI OR Aleppo")
    found = found_forms(news.conn, "KOBANI OR Aleppo", results.compiled, results.hits, 8, results.count)
    assert {form.printed: form.articles for form in found} == {"Kobanî": 2, "Aleppo": 1}
    assert all(search(news.conn, form.question).count == form.articles for form in found)


def test_a_word_in_capitals_is_marked_in_a_long_text_too(tmp_path: Path) -> None:
    long = ("Heavy rain", "It rained. " * (LONGEST_MARKED // 8))
    db = record_of(tmp_path / "long.db", (("Rain in ALEPPO", f"ALEPPO {long[1]}"),), ("en",))
    (hit,) = search(db.conn, "Aleppo").hits
    assert to_marked_text(hit.snippet_marked).startswith("[ALEPPO]")


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Database:
    texts = tuple((news.title, news.body) for news in ARTICLES)
    return record_of(tmp_path_factory.mktemp("languages") / "news.db", texts, tuple(news.lang for news in ARTICLES))


def letters(db: Database, text: str, mode: Mode = "names") -> str:
    """The articles that a question finds, by their letters."""
    results = search(db.conn, text, mode=mode)
    assert results.count == len(results.hits)
    return "".join(sorted(ARTICLES[hit.id - first_id_of(DAY)].letter for hit in results.hits))


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked.kind}: {asked.text}")
def test_a_question_finds_the_articles_that_spell_it_in_the_way_of_their_language(
    languages: Database, asked: Asked
) -> None:
    assert letters(languages, asked.text, asked.mode) == "".join(sorted(asked.letters))


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked.kind}: {asked.text}")
def test_every_article_so_found_is_marked_and_stands_in_the_numbers(languages: Database, asked: Asked) -> None:
    results = search(languages.conn, asked.text, mode=asked.mode)
    assert all("\x02" in hit.title_marked + hit.snippet_marked for hit in results.hits)
    assert sum(hits for _, hits in facets(languages.conn, results.compiled).by_outlet) == results.count
    for form in found_forms(languages.conn, asked.text, results.compiled, results.hits, 8, results.count):
        assert search(languages.conn, form.question, mode=asked.mode, limit=100).count == form.articles > 0


@pytest.mark.parametrize(("asked", "found"), [("hats", "o"), ("kilograms", "o"), ("bombing", "oq"), ("museums", "oqw")])
def test_forms_of_english_count_in_english_articles_alone(languages: Database, asked: str, found: str) -> None:
    """Kurmanji hat means came."""
    assert letters(languages, asked, "forms") == found
    assert "m" in letters(languages, "hat", "forms")
    assert letters(languages, "bombs -children", "forms") == ""
    assert letters(languages, "bombs -=children", "forms") == "o"
    assert letters(languages, "lands OR hats -bombs", "forms") == ""
    assert letters(languages, "title:hat", "forms") == "mo"
    assert letters(languages, "title:museum", "forms") == ""


def test_kurmanji_and_turkish_taken_for_english_are_told_by_their_words(tmp_path: Path) -> None:
    texts = (
        ("Nûçe", "Ew hat û ji bajêr re li gund kar kir, ku baran barî."),
        ("Haber", "Bir hat ve bu yol kapandi."),
        ("News", "A hat was sold."),
    )
    db = record_of(tmp_path / "taken.db", texts, ("en", "en", "en"))
    assert [hit.title for hit in search(db.conn, "hats", mode="forms").hits] == ["News"]
    assert search(db.conn, "hat", mode="forms").count == 3


def test_case_endings_are_kurmanjis_and_of_words_that_kurmanji_has(tmp_path: Path) -> None:
    texts = (
        ("Nûçe", "Ev plan û plana din ji bo gundan e, ku li wir karekî baş bû."),
        ("News", "A plane of the firm Gunda landed; its plan was set."),
    )
    db = record_of(tmp_path / "cases.db", texts, ("kr", "en"))
    assert [hit.title for hit in search(db.conn, "plane").hits] == ["News"]
    assert [hit.title for hit in search(db.conn, "gund").hits] == ["Nûçe"]
    assert {hit.title for hit in search(db.conn, "plan").hits} == {"Nûçe", "News"}
    assert search(db.conn, "plan").compiled.by_language


def test_an_ending_is_not_taken_off_to_a_far_commoner_word(tmp_path: Path) -> None:
    texts = (("Nûçe", "Serê wî êş dike."), *((f"Nûçe {number}", "Li ser rê.") for number in range(25)))
    db = record_of(tmp_path / "head.db", texts, ("ku",) * len(texts))
    assert search(db.conn, "serê").count == 1


@pytest.mark.parametrize("asked", ["Qamişlo", "US", "هەولێر", "Idlib", "organised"])
def test_exact_is_this_spelling_in_every_language(languages: Database, asked: str) -> None:
    results = search(languages.conn, asked, mode="exact")
    assert len(results.compiled.forms) == 1
    assert letters(languages, f'"{asked}"') == letters(languages, asked, "exact")


def test_a_name_of_another_language_is_no_word_of_english(languages: Database) -> None:
    assert letters(languages, "Şop") == "m"
    assert letters(languages, "shop") == ""
    assert letters(languages, "Hamas", "forms") == letters(languages, "Hama", "forms") == "p"
    assert search(languages.conn, "Hama", mode="forms").compiled.forms == ["hama"]


@given(st.from_regex("[bcdfglmprstw]{1,2}[aeiou]{1,2}[a-z]{0,3}[a-hj-z]", fullmatch=True))
def test_a_regular_form_leads_back_to_its_word(word: str) -> None:
    # boss and bosses; a word in -us or -is has no plural in -es that tells itself from -use and -ise.
    for form in forms_of(word, []):
        assert form in NO_FORMS or word in bases(form), form


ANY = st.text(max_size=30)
ODD = st.text(st.sampled_from("ıiİIşŞçxûîêøłßæʿʾ'’-.. ەێۆڕڵگچپژئوهاي\u200c\u0301"), max_size=30)
WORD = st.sampled_from([word for news in ARTICLES for word in news.body.replace(".", "").split()])


@given(ANY | ODD | st.lists(WORD | ODD, max_size=4).map(" ".join))
def test_no_question_is_an_error_and_each_mode_finds_what_the_stricter_one_finds(
    languages: Database, text: str
) -> None:
    plain = " ".join(part for part in text.split() if part.isalpha())
    exact, names, forms = (set(letters(languages, plain, mode)) for mode in MODES)
    assert exact <= names <= forms
    for mode in MODES:
        letters(languages, text, mode)


def test_initials_in_capitals_lose_no_ending(tmp_path: Path) -> None:
    texts = (("Nasa û heyv", "NASA roketek şand heyvê."), ("Keç û ap", "Keçikê apê xwe nas kir û pê re çû malê."))
    db = record_of(tmp_path / "nasa.db", texts, ("ku", "ku"))
    assert [search(db.conn, asked, mode="names").count for asked in ("NASA", "nasa")] == [1, 2]


def test_a_name_in_its_english_spelling_is_found_with_the_endings_of_its_kurdish_one(tmp_path: Path) -> None:
    texts = (("Efrîn", "Li gundê Efrînê."), ("Afrin", "In the town of Afrin."), ("Heleb", "Li Helebê û bi rê de."))
    db = record_of(tmp_path / "a.db", texts, ("ku", "en", "ku"))
    assert {hit.id - first_id_of(DAY) for hit in search(db.conn, "Afrin").hits} == {0, 1}


SORANI = (
    ("شار", "شار نوێیە."),
    ("شارەکان", "شارەکانیش و گوندەکان."),
    ("شاری نوێ", "لە شاری نوێ."),
    ("مەترسی", "مەترسییەکان زۆرن."),
    ("مەترسی نییە", "هیچ مەترسی نییە."),
    ("بەڵێن", "بەڵێنی دا."),
    ("بەڵێ", "بەڵێ، وا بوو."),
    ("مباراة", "فاز الفريق وانتهت المباراة."),
)


@pytest.mark.parametrize("mode", ["names", "forms"])
@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        ("شار", {0, 1, 2}),
        ("شارەکان", {0, 1, 2}),
        ("شارێک", {0, 1, 2}),  # a form that no article has
        ("مەترسییەکان", {3, 4}),  # the last letter is the word's own
        ("مەترسی", {3, 4}),
    ],
)
def test_a_word_of_sorani_is_found_with_and_without_its_endings(
    tmp_path: Path, asked: str, articles: set[int], mode: Mode
) -> None:
    db = record_of(tmp_path / "sorani.db", SORANI, ("ckb",) * 7 + ("ar",))
    hits = search(db.conn, asked, mode=mode).hits
    assert {hit.id - first_id_of(DAY) for hit in hits} == articles


def test_endings_of_sorani_count_in_its_own_articles_alone(tmp_path: Path) -> None:
    db = record_of(tmp_path / "sorani.db", (*SORANI[:2], ("شاري", "زار شاري السوق.")), ("ckb", "ckb", "ar"))
    assert search(db.conn, "شارەکان").count == 2
    assert search(db.conn, "شارەکان", mode="exact").count == 1


def test_what_is_left_without_a_short_ending_is_another_word(tmp_path: Path) -> None:
    db = record_of(tmp_path / "sorani.db", SORANI, ("ckb",) * 7 + ("ar",))
    assert search(db.conn, "بەڵێن").count == 1  # promise, and no form of yes
