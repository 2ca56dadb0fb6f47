"""The table of names gives every line a reason, and joins nothing but spellings of one name."""

from archive.analysis.names import names_tsv, parties
from archive.text.folding import tokens

HEAD = ["id", "kind", "variant", "canonical", "en", "ku", "from", "to", "note"]
VARIANTS = [one for party in parties().values() for one in party.variants]


def test_every_line_has_its_columns_and_a_reason() -> None:
    lines = [line.split("\t") for line in names_tsv().splitlines()]
    assert lines[0] == HEAD
    assert [line for line in lines if len(line) != len(HEAD)] == []
    assert [line[2] for line in lines[1:] if len(line[8]) < 10] == []
    assert [line[2] for line in lines[1:] if line[6] and line[7] and line[6] > line[7]] == []


def test_no_variant_stands_twice_or_means_two_parties() -> None:
    folded = [" ".join(tokens(one.variant)).lower() for one in VARIANTS]
    assert sorted({one for one in folded if folded.count(one) > 1}) == []


def test_another_spelling_is_one_of_a_name_of_the_same_party_that_is_its_own() -> None:
    names = {(one.party, one.variant): one for one in VARIANTS}
    for one in VARIANTS:
        named = names[one.party, one.name]
        assert named.name == named.variant
        assert not one.is_loaded or one.variant == one.name, "a loaded word is never joined with another"


def test_a_party_is_called_by_its_first_name_in_three_languages() -> None:
    assert parties()["sdf"].title == "قوات سوريا الديمقراطية"
    assert [party.id for party in parties().values() if not (party.en and party.ku and party.kind)] == []


def test_loaded_words_are_marked_for_opposite_sides() -> None:
    loaded = {one.party for one in VARIANTS if one.is_loaded}
    assert {"sdf", "saa", "gov", "is", "turkey_army", "us_army", "russia_army", "israel_army", "hts"} <= loaded
