"""What stands in `article_places`: one row for a place, a way it is meant and a spelling, in step with the article."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.analysis.analyser import Text
from archive.analysis.follower import Follower
from archive.analysis.places import found_places
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record.analysis_tables import ArticlePlaceRow
from archive.record.redacting import take_article_out
from archive.record.store import open_record
from archive.sqlite import transaction
from tests.support.made_pages import OUTLET, TEXT, page_of, take


def text_of(title: str, body: str, outlet: str = "sana") -> Text:
    return Text(1, 1, outlet, "ar", "2026-11-27", title, body, "", 1)


def test_a_place_in_two_spellings_has_two_rows_with_its_mentions_and_where_it_stands_first() -> None:
    rows = found_places(text_of("قصف دير الزور", "وصل إلى ديرالزور، ثم غادر دير الزور."))
    assert {row["spelling"]: (row["mentions"], row["first_char"]) for row in rows} == {
        "دير الزور": (2, 4),
        "ديرالزور": (1, 22),
    }
    assert {row["place"] for row in rows} == {"SY09"}


def test_an_area_and_a_government_have_no_point_on_the_map() -> None:
    area, government, town = (
        next(iter(found_places(text_of("", body)))) for body in ("إلى حلب", "اعتبرت دمشق ذلك", "إلى مدينة حلب")
    )
    assert (area["lat"], area["is_area"]) == (None, 1)
    assert (government["how"], government["lat"]) == ("government", None)
    assert (town["lat"] is not None, town["is_area"]) == (True, 0)


def test_a_name_of_several_places_is_kept_without_a_place() -> None:
    (row,) = found_places(text_of("", "قرية البويضة"))
    assert (row["place"], row["how"], row["name"], row["governorate"]) == ("", "ambiguous", "البويضه", "")


def test_rows_have_the_columns_of_the_table() -> None:
    (row,) = found_places(text_of("", "إلى منبج"))
    assert row.keys() | {"article_id"} == ArticlePlaceRow.__annotations__.keys()


def test_what_an_article_names_goes_where_the_article_is_taken_out(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data").make()
    with Writer(folder, "made") as writer:
        text = f"{TEXT}\nوصلت القافلة إلى مدينة منبج."
        page = page_of(text, url="https://sample.example/70001/", title="قافلة في عفرين")
        take(Intake(folder.root, OUTLET, writer), page)
    with closing(open_record(folder.record)) as store:
        Follower(store.db).catch_up()
        assert {"منبج", "عفرين"} <= set(spellings(store.db))
        article = next(store.db.query("SELECT id FROM articles"))["id"]
        with transaction(store.db):
            take_article_out(store.db, article)
        assert spellings(store.db) == []


def spellings(db: Database) -> list[str]:
    return [row["spelling"] for row in db.query("SELECT spelling FROM article_places ORDER BY 1")]
