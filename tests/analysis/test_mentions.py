"""Names are found as they are printed, each spelling under its name, and never a word as another."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.analysis.follower import Follower
from archive.analysis.mentions import printed
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.publish.downloaded import open_downloaded
from archive.publish.pulling import COPY, pull
from archive.publish.snapshot import publish
from archive.record.redacting import take_article_out
from archive.record.store import open_record
from archive.sqlite import transaction
from archive.text.folded_text import FoldedText
from tests.support.made_pages import OUTLET, TEXT, page_of, rows, take
from tests.support.pulled_copies import Shelf, differences


def found(body: str, title: str = "") -> dict[str, tuple[int, int]]:
    return {one.variant: counts for one, counts in printed(FoldedText(f"{title}\n{body}")).items()}


def named(body: str) -> set[str]:
    return {one.name for one in printed(FoldedText(body))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("قالت قوات سوريا الديموقراطية", {"قوات سوريا الديموقراطية": (1, 0)}),
        ("وقسد وبقسد لقسد", {"قسد": (3, 0)}),
        ("للجيش السوري وبالجيش السوري", {"الجيش السوري": (2, 0)}),
        ("الجيش السوري الحر", {"الجيش السوري الحر": (1, 0)}),
        ("تنظيم داعش الإرهابي", {"تنظيم داعش الإرهابي": (1, 0)}),
        ("مقاتلو ypg في المدينة", {"YPG": (1, 0)}),
        ("الجيـش السوري", {"الجيش السوري": (1, 0)}),
        ("قسدير", {}),
        ("حزب من الله", {}),
    ],
)
def test_a_name_is_whole_words_with_what_clings_to_the_first_and_the_longest_wins(
    body: str, expected: dict[str, tuple[int, int]]
) -> None:
    assert found(body) == expected


def test_spellings_of_one_name_are_joined_and_a_loaded_word_stays_by_itself() -> None:
    assert named("قوات سورية الديموقراطية") == {"قوات سوريا الديمقراطية"}
    assert named("الميليشيات الكردية") == {"الميليشيات الكردية"}
    assert named("داعش") & named("تنظيم الدولة الإسلامية") == set()


def test_a_word_in_a_quotation_is_not_the_outlets() -> None:
    assert found('قال الوزير إن "النظام السوري يتقدم" في الشمال') == {"النظام السوري": (0, 1)}
    assert found("قال «إن النظام السوري يتقدم»، وتراجع النظام السوري") == {"النظام السوري": (1, 1)}


def test_a_quotation_that_holds_nothing_but_the_name_is_a_way_of_writing_it() -> None:
    assert found("سيطر تنظيم «الدولة الإسلامية» على البلدة") == {"تنظيم الدولة الإسلامية": (1, 0)}
    assert found('أعلنت "قسد" الانسحاب') == {"قسد": (1, 0)}


def test_a_mark_that_nobody_closed_quotes_nothing() -> None:
    assert found('قال "إن داعش تراجع\nوتقدم داعش') == {"داعش": (2, 0)}


def test_an_ambiguous_name_counts_where_the_text_names_syria() -> None:
    assert found("تقدم الجيش الوطني في طرابلس") == {}
    assert found("تقدم الجيش الوطني في ريف حلب") == {"الجيش الوطني": (1, 0)}


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data").make()
    with Writer(folder, "made") as writer:
        take(Intake(folder.root, OUTLET, writer), page_of(f"{TEXT}\nوقالت قسد إنها انسحبت."))
    return folder


def test_names_are_counted_with_the_commit_and_taken_out_with_the_article(data: DataFolder) -> None:
    (row,) = rows(data.root, "SELECT * FROM mentions")
    assert (row["party"], row["name"], row["variant"], row["n"], row["quoted"]) == ("sdf", "قسد", "قسد", 1, 0)
    with closing(open_record(data.record)) as store, transaction(store.db):
        take_article_out(store.db, row["article_id"])
    assert rows(data.root, "SELECT * FROM mentions") == []


def test_a_delta_brings_what_was_found_since(data: DataFolder, tmp_path: Path) -> None:
    with closing(open_record(data.record)) as store:
        store.db.execute("DELETE FROM mentions")
        publish(data)
        pull(Shelf(data), tmp_path / "copy")
        Follower(store.db).start_anew()
        Follower(store.db).catch_up()
    publish(data)
    assert pull(Shelf(data), tmp_path / "copy").whole == ""
    assert differences(data, tmp_path / "copy" / COPY) == []
    with closing(open_downloaded(tmp_path / "copy" / COPY)) as copy:
        assert [tuple(row) for row in copy.execute("SELECT name, n FROM mentions")] == [("قسد", 1)]
