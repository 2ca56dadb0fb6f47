"""The list of names: each line is whole, and no form of a name is a word that means something else."""

from importlib.resources import files

import pytest

from archive.text.aliases import ROWS_SHA256, alias_rows, rows_sha256
from archive.text.folding import tokens

LINES = [line.split("\t") for line in (files("archive.text") / "aliases.tsv").read_text(encoding="utf-8").splitlines()]
SEARCHED = ("name", "place", "group", "person")
# By hand, weep, a town, and not by joined initials, enthusiasm, who, us, is, to you, a town, a city, paved, show us,
# they became.
OTHER_WORDS = (
    "بيد",
    "يبك",
    "دبا",
    "حماس",
    "who",
    "us",
    "is",
    "it",
    "sana",
    "الفاو",
    "كولن",
    "معبده",
    "ارنا",
    "كونا",
    "تنظيم الدوله",
)


def test_every_line_has_a_kind_different_forms_and_a_reason() -> None:
    for kind, forms, reason in LINES:
        assert reason.strip() == reason != ""
        if kind in SEARCHED:
            assert len({" ".join(tokens(form)) for form in forms.split()}) > 1, forms


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_no_form_of_a_name_is_another_word_too(word: str) -> None:
    assert word not in {form for form, _, kind in alias_rows() if kind in SEARCHED}


def test_no_name_stands_in_two_lines_of_one_kind() -> None:
    seen = [(form, kind) for form, _, kind in alias_rows() if kind in ("group", "place")]
    assert len(seen) == len(set(seen))


def test_the_rows_are_known_by_their_hash() -> None:
    forms, groups, kinds = (",".join(map(str, column)) for column in zip(*alias_rows(), strict=True))
    assert rows_sha256(forms, groups, kinds) == ROWS_SHA256, "the list or its folding changed: put the hash anew"
