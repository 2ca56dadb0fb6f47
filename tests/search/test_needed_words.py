"""What an article must have for a name: coarser than the search, never finer, and one look-up for all names."""

from pathlib import Path

import pytest

from archive.search.needed_words import Words, tree_of, triggers
from archive.search.vocabulary import Vocabulary
from tests.support import search_samples

TEXTS = (
    ("قصف على دير الزور", "قال المرصد إن طائرات قصفت دير الزور والقوات الحكومية"),
    ("ديرالزور: هدوء", "عاد الهدوء إلى ديرالزور وبلدة هجين"),
    ("أسعار الخبز", "ارتفع سعر الخبز وللجيش مخابز، وقالت وزارة التموين إن ق.س.د سلّمت الأفران"),
    ("لقاء", "التقى أحمد المدير، وسافر الخطيب إلى حلب أمس"),
    ("عن القلب", "به مما يخاف"),
    ("Kobanî", "Li Kobanê şer heye; القـ.ـوات بلغت عين العرب"),
)
NAMES = (
    *("دير الزور", "ديرالزور", "الجيش", "هجين", "أحمد الخطيب", '"أحمد الخطيب"', "قسد", "القوات", "خبز OR هجين"),
    *("حلب -أمس", "(الجيش OR القوات) حلب", "title:الخبز", "kobanî", "عين العرب", "وزارة التموين", "ه مما", "لا أحد"),
    *("والمرصد", "بالخطيب", "لأحمد المدير", "بهجين", "فدير الزور"),
)


@pytest.mark.parametrize("known", [0, 2, len(TEXTS)])
def test_whatever_the_search_finds_fulfils_what_the_name_needs_though_the_archive_learned_its_words_later(
    tmp_path: Path, known: int
) -> None:
    before, after = search_samples.make(tmp_path / "a.db", TEXTS[:known]), search_samples.make(tmp_path / "b.db", TEXTS)
    vocabulary, found = Vocabulary(before.conn), 0
    rows = after.execute("SELECT title, body FROM articles ORDER BY id").fetchall()
    articles = [(number, *row) for number, row in enumerate(rows)]
    for name in NAMES:
        tree = tree_of(name, vocabulary)
        assert tree is not None, name
        stands_under = triggers(tree, vocabulary)
        likely = {
            number
            for number, title, body in articles
            if (words := Words(title, body)).looked_up & stands_under and words.fulfil(tree)
        }
        there = search_samples.found(after, name)
        assert there <= likely, name
        found += len(there)
    assert found > len(TEXTS)


@pytest.mark.parametrize("text", ["مهرج*", "outlet:sample", "kind:gone", "", "حلب OR مهرج*"])
def test_a_start_or_a_condition_is_no_name(tmp_path: Path, text: str) -> None:
    assert tree_of(text, Vocabulary(search_samples.make(tmp_path / "a.db", TEXTS).conn)) is None


def test_a_word_that_merely_ends_as_a_name_is_let_through_and_one_that_does_not_is_not(tmp_path: Path) -> None:
    tree = tree_of("هجين", Vocabulary(search_samples.make(tmp_path / "a.db", TEXTS).conn))
    assert tree is not None
    assert Words("", "وبهجين أمس").fulfil(tree)
    assert not Words("", "هجينة أمس").fulfil(tree)
