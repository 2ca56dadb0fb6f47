"""Names in Latin letters lead to the archive's own Arabic words, whichever language's habits spell them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from sqlite_utils import Database

from archive.record.reindexing import reindex
from archive.search._prefixes import Beginnings
from archive.search._transliteration import MOST_LOOKED_UP, plain, transliterated
from archive.search.engine import search
from archive.search.suggestions import offers
from archive.search.vocabulary import Vocabulary
from archive.text.folding import tokens
from tests.bench.material import REAL, real_articles, record_of
from tests.support.paths import REAL_STEP, ROOT
from tests.support.search_samples import add, make

TABLE = ROOT / "tests/support/latin_places.tsv"
LEAST = 0.85
HELD = 2  # articles: a name in fewer is no test of what an archive's words tell


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    db = make(tmp_path / "words.db", ())
    yield db
    db.close()


def holding(db: Database, *words: str) -> Vocabulary:
    """The words of an archive that has an article of each of these."""
    for number, word in enumerate(words):
        add(db, number, word, "")
    return Vocabulary(db.conn)


def best(vocabulary: Vocabulary, typed: str) -> list[str]:
    return [word for _, word in transliterated(plain(typed), vocabulary, 3)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Idlib", "إدلب"),
        ("al-Bab", "الباب"),
        ("Al Bab", "الباب"),
        ("ash-Shaykh", "الشيخ"),
        ("as-Suwayda'", "السويداء"),
        ("Azzabadani", "الزبداني"),  # its article in one word with it
        ("Zabadani", "الزبداني"),
        ("Sa'sa'", "سعسع"),
        ("Baalbek", "بعلبك"),
        ("Maaloula", "معلولا"),
        ("Douma", "دوما"),  # French
        ("Cheikhoun", "شيخون"),
        ("Djarablous", "جرابلس"),
        ("Tartous", "طرطوس"),
        ("Koweïres", "كويرس"),
        ("Efrîn", "عفرين"),  # Kurdish
        ("Hesekê", "الحسكة"),
        ("Cerablus", "جرابلس"),  # Turkish
        ("Münbiç", "منبج"),
        ("Ḩarastā", "حرستا"),  # of maps
        ("Dhiyabiyah", "الذيابية"),
        ("Ghuzlaniyah", "الغزلانية"),
        ("Khunayfis", "خنيفيس"),
        ("Qatana", "قطنا"),
        ("Jubbah", "جبة"),
        ("Tha'labaya", "ثعلبايا"),
        ("Dakhkhan", "دخان"),
    ],
)
def test_a_name_is_read_letter_by_letter(empty: Database, typed: str, meant: str) -> None:
    assert best(holding(empty, meant, "قرية", "مدينة", "الناس", "كتاب"), typed) == tokens(meant)


def test_the_commoner_of_two_words_alike_comes_first(empty: Database) -> None:
    assert best(holding(empty, "حارم", *["حرم"] * 6), "harim") == ["حرم", "حارم"]


def test_only_beginnings_that_the_archive_has_are_followed(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = holding(empty, *("ا" + letter * 3 for letter in "بتثجحخد"), "ا" * 20)
    asked: list[str] = []

    def counted(start: str) -> str:
        asked.append(start)
        return Vocabulary.first_from(vocabulary, start)

    monkeypatch.setattr(vocabulary, "first_from", counted)
    best(vocabulary, "abdulkarim")
    assert 0 < len(asked) < 20
    asked.clear()
    best(vocabulary, "a" * 30)
    assert len(asked) <= MOST_LOOKED_UP


def test_a_gap_between_two_words_of_the_archive_is_asked_for_once(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary = holding(empty, "دار", "دمشق")
    asked: list[str] = []

    def counted(start: str) -> str:
        asked.append(start)
        return Vocabulary.first_from(vocabulary, start)

    monkeypatch.setattr(vocabulary, "first_from", counted)
    held = Beginnings(vocabulary)
    starts = ("دا", "دب", "دت", "دمس", "دمش", "دمشق", "دمشقي", "ه", "و")
    assert [held.first_with(start) for start in starts] == ["دار", "", "", "", "دمشق", "دمشق", "", "", ""]
    assert asked == ["دا", "دب", "دمشقي"]


@pytest.mark.slow
@pytest.mark.skipif(REAL_STEP > 1, reason="half a minute of real articles: WARRAQ_REAL=all")
@pytest.mark.skipif(not (REAL / "articles.jsonl.gz").exists(), reason=f"no articles in {REAL}")
def test_of_latin_names_of_places_the_right_word_is_among_the_first_three(tmp_path: Path) -> None:
    """Costs were chosen by one half of the table; the other half is what counts."""
    store = record_of(tmp_path / "real.db", real_articles(1_000_000))
    reindex(store.db)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [(half, right.split("|"), typed) for half, right, typed in csv.reader(lines, delimiter="\t")]
    ranks: dict[str, list[int]] = {"chosen by": [], "checked": []}
    seconds: list[float] = []
    for half, right, typed in rows:
        meant = [tokens(word) for word in right]
        if max(Vocabulary(store.db.conn).commonness(" ".join(words)) for words in meant) < HELD:
            continue
        before = process_time()
        count = search(store.db.conn, typed).count
        made = [one for one in offers(store.db.conn, typed, "names", count) if one.kind == "arabic"]
        seconds.append(process_time() - before)
        ranks[half].append(next((at for at, offer in enumerate(made) if tokens(offer.question) in meant), 99))
    store.close()
    shares = {half: [sum(at < most for at in found) / len(found) for most in (1, 3)] for half, found in ranks.items()}
    print(f"{[(half, len(found)) for half, found in ranks.items()]}: first, first three {shares}")
    print(f"{1_000 * sum(seconds) / len(seconds):.1f} ms a name, {1_000 * max(seconds):.1f} at most")
    assert len(ranks["checked"]) >= 100
    assert min(shares["chosen by"][1], shares["checked"][1]) >= LEAST
    assert max(seconds) < 0.3
