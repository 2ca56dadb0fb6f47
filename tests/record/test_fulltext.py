"""The search index: aligned with the text, kept so through edits, open to a reader with a plain shell."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record import fulltext
from archive.record.fulltext import IndexOutOfDate
from archive.record.reindexing import reindex
from archive.search.engine import search
from archive.text.folding import fold_for_index
from archive.times import first_id_of
from tests.support.hostile_texts import UNITS
from tests.support.paths import SHARED
from tests.support.search_samples import DAY, SAMPLES, add, found, make

SEEDS = SHARED / "seeds"


def test_an_edited_text_is_found_by_its_new_words_only(record: Database) -> None:
    title, body = SAMPLES[2]
    article_id = first_id_of(DAY) + 2
    fulltext.unindex_row(record, article_id, title, body, fulltext.extra_for(title, body))
    record.execute(
        "UPDATE articles SET title = 'عنوان', body = 'نص القـ.ـوات', search_extra = NULL WHERE id = ?", (article_id,)
    )
    fulltext.index_row(record, article_id, "عنوان", "نص القـ.ـوات")
    assert found(record, "الاستعدادات") == set()
    assert found(record, "القوات") == {2, 4}
    record.execute("INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')")


def test_the_index_is_aligned_and_says_so(record: Database) -> None:
    assert fulltext.alignment_mismatches(record) == 0
    record.execute("UPDATE articles SET body = body || ' زيادة' WHERE id = ?", (first_id_of(DAY),))
    assert fulltext.alignment_mismatches(record) == 1


def test_another_norm_is_refused_until_the_index_is_written_anew(record: Database) -> None:
    record.execute("UPDATE search_meta SET norm_version = '0'")
    with pytest.raises(IndexOutOfDate, match="reindex"):
        add(record, 9, "عنوان", "نص")
    fulltext.seed_tables(record)
    with pytest.raises(IndexOutOfDate):
        fulltext.check_norm(record)
    record.execute("DELETE FROM articles WHERE id = ?", (first_id_of(DAY) + 9,))
    assert reindex(record) == len(SAMPLES)
    fulltext.check_norm(record)
    assert found(record, "القوات") == {2, 4}


def test_an_index_that_the_running_rules_would_write_alike_is_gone_on_with(record: Database) -> None:
    record.execute("UPDATE search_meta SET norm_version = '1'")
    with pytest.raises(IndexOutOfDate):
        fulltext.check_norm(record)
    fulltext.seed_tables(record)
    add(record, 9, "عنوان", "نص القـ.ـوات")
    assert found(record, "القوات") == {2, 4, 9}


@pytest.mark.parametrize("words", [1, 127, 128, 129, 255, 256, 300])
def test_articles_with_words_in_pieces_are_known_by_their_sizes_in_the_index(record: Database, words: int) -> None:
    before = len(record.execute(fulltext.WITH_EXTRA).fetchall())
    add(record, 9, "عنوان", "القـ.ـوات " * words)
    add(record, 8, "عنوان", "نص " * 128)
    found_extra = record.execute(fulltext.WITH_EXTRA).fetchall()
    assert len(found_extra) == before + 1
    assert ("عنوان", "القـ.ـوات " * words, " ".join(["القوات"] * words)) in [tuple(row) for row in found_extra]


def test_an_index_that_holds_an_endless_word_as_one_is_written_anew(record: Database) -> None:
    """Before the rules 2 a word in ever so many pieces was one word, and stood in the index once for each of them."""
    letters = "ابتثجحخدذرزسشصضطظعغفقك"
    article_id = add(record, 9, "عنوان", ".".join(letters))
    indexed = "INSERT INTO articles_fts({0}rowid, title, body, search_extra) VALUES({1}?, ?, ?, ?)"
    folded = fold_for_index("عنوان")
    record.execute(indexed.format("articles_fts, ", "'delete', "), (article_id, folded, " ".join(letters), None))
    record.execute(indexed.format("", ""), (article_id, folded, " ".join([letters] * len(letters)), letters))
    record.execute("UPDATE articles SET search_extra = ? WHERE id = ?", (letters, article_id))
    record.execute("UPDATE search_meta SET norm_version = '1'")
    fulltext.seed_tables(record)
    with pytest.raises(IndexOutOfDate, match="warraq reindex search"):
        add(record, 8, "عنوان", "نص")
    record.execute("DELETE FROM articles WHERE id = ?", (article_id - 1,))
    reindex(record)
    assert found(record, letters, "exact") == set()
    assert found(record, '"ش ص ض"', "exact") == {9}
    record.execute("INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')")


def test_texts_made_to_grow_are_indexed_found_and_taken_out_again(record: Database) -> None:
    bodies = {number: f"بداية {unit * 500} نهاية" for number, unit in enumerate(UNITS.values(), start=10)}
    title = "عنوان غريب"
    for number, body in bodies.items():
        add(record, number, title, body)
    assert found(record, "نهاية") == set(list(bodies)[::-1][:20])
    assert fulltext.alignment_mismatches(record) == 0
    for number, body in bodies.items():
        extra = fulltext.extra_for(title, body)
        assert len(extra or "") <= fulltext.LONGEST_EXTRA
        fulltext.unindex_row(record, first_id_of(DAY) + number, title, body, extra)
        record.execute("DELETE FROM articles WHERE id = ?", (first_id_of(DAY) + number,))
    assert found(record, "نهاية") == set()
    record.execute("INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')")


@pytest.mark.usefixtures("record")
def test_a_reader_that_may_not_write_can_search(tmp_path: Path) -> None:
    reader = sqlite3.connect(f"{(tmp_path / 'warraq.db').as_uri()}?mode=ro", uri=True)
    reader.execute("PRAGMA query_only = ON")
    assert search(reader, "ادلب").count == 1
    assert reader.execute("PRAGMA query_only").fetchone()[0] == 1
    reader.close()


@pytest.mark.usefixtures("record")
def test_a_plain_sqlite_shell_searches_in_arabic(tmp_path: Path) -> None:
    shell = which("sqlite3")
    if shell is None:
        pytest.skip("no sqlite3 shell on this machine")
    ask = "UPDATE search_input SET q = 'القوّات'; SELECT title, snippet FROM search_results; SELECT q FROM search_input;"
    answer = subprocess.run([shell, tmp_path / "warraq.db", ask], capture_output=True, text=True, check=True).stdout
    assert "[القوّات]" in answer
    assert "[القـ].[ـوات]" in answer


@pytest.mark.parametrize(
    "text",
    ["القوّات", "القوات الأمريكية", "ناشرون الحسكة", '"معرض للكتاب"', "«معرض للكتاب»", "معرض OR سباق", "مهرج*",
     "سوريا -معرض", "معرض للكتاب OR سباق الدراجات", "معرض AND دمشق", "معرض AND NOT حلب", "(معرض OR سباق) NOT دمشق",
     "title:معرض", '"معرض للكتاب" -دمشق', "سوريا - معرض", "  ", "-معرض", "معرض OR", "ديرالزور"],
)  # fmt: skip
def test_the_plain_views_give_the_rows_of_exact_mode(record: Database, text: str) -> None:
    record.execute("UPDATE search_input SET q = ?", (text,))
    rows = [row[0] for row in record.execute("SELECT id FROM search_results")]
    assert rows == [hit.id for hit in search(record.conn, text, mode="exact").hits]


def test_a_phrase_reaches_across_a_word_in_pieces(record: Database) -> None:
    """Five words to either side are kept for it; the words found are marked."""
    assert found(record, '"بدأ انسحاب القوات الأمريكية من موقع التصوير"') == {2}
    assert found(record, '"انسحاب القوات الأمريكية"', "exact") == {2}
    assert found(record, '"وتيرة الاستعدادات تتسارع"') == {2}


def test_of_a_text_all_in_pieces_the_beginning_is_kept_for_phrases() -> None:
    pieces = "وتيـ.ـرة الاستعـ.ـدادات تتسارع "
    extra = fulltext.extra_for(pieces, pieces * 9_000) or ""
    assert 0 <= fulltext.LONGEST_EXTRA - len(extra) < 40
    whole = "وتيره الاستعدادات تتسارع"
    assert extra.startswith(f"{whole} ء {whole} {whole} {whole}")
    assert fulltext.extra_for("", pieces * 9) == " ".join([whole] * 9)


def test_what_no_phrase_or_word_finds_is_known(record: Database) -> None:
    """A phrase that goes across and further than five words from the word; letters parted without tatweels."""
    add(record, 8, "تدريب", "خرجت سيارة الإسعاف القديمة من المرأب الشمالي نحو القـ.ـوات ثم عادت")
    assert found(record, '"من المرأب الشمالي نحو القوات ثم عادت"') == {8}
    assert found(record, '"الإسعاف القديمة من المرأب الشمالي نحو القوات ثم"') == set()
    add(record, 9, "تدريب", "كتبوا الق.وات والق*وات والق وات")
    assert 9 not in found(record, "القوات")


def test_the_seed_texts_are_found_in_every_spelling(tmp_path: Path) -> None:
    if not SEEDS.exists():
        pytest.skip("the seed texts are not beside this checkout")
    texts = [path.read_text(encoding="utf-8").partition("\n") for path in sorted(SEEDS.glob("*.txt"))]
    db = make(
        tmp_path / "seeds.db",
        tuple((first, rest) if len(first) < 200 else ("", first + rest) for first, _, rest in texts),
    )
    counts = {
        text: search(db.conn, text).count for text in ("سوريا", "سورية", "دير الزور", "ديرالزور", "الاستعدادات", "ادلب")
    }
    assert counts == {"سوريا": 5, "سورية": 5, "دير الزور": 5, "ديرالزور": 5, "الاستعدادات": 1, "ادلب": 1}
    assert found(db, "الامريكية") == found(db, "الأمريكية") != set()
    assert found(db, "انسحاب القوات الأمريكية") == {1}
    assert fulltext.alignment_mismatches(db) == 0
    db.close()
