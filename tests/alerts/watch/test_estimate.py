"""How much a list would have told: as many articles as the search lists, loud names apart."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.alerts.watch import estimate as module
from archive.alerts.watch.estimate import estimate
from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.search.engine import search
from archive.search.name_lists import Name
from archive.sqlite import open_readonly
from archive.times import now
from tests.support.made_archive import ARTICLES, take


def test_each_number_is_the_length_of_the_list_that_the_search_shows_for_these_days(data: Path) -> None:
    names = [Name(line, "", text) for line, text in enumerate(("الأرصفة", "القلمون", "لا أحد", "الطلاب"), start=1)]
    told: list[None] = []
    folder = DataFolder(data).make()
    with Writer(folder, "made") as writer:
        for made in ARTICLES[-8:]:
            take(writer, made, now() - timedelta(days=2))
    with closing(open_readonly(folder.record)) as record:
        found = estimate(record, names, lambda: told.append(None))
        lists = [search(record, one.text, date_from=found.first, date_to=found.last, limit=1000).hits for one in names]
    assert found.counts == tuple(map(len, lists))
    assert found.counts[2] == 0 < found.counts[0]
    heard = {hit.id for at, hits in enumerate(lists) if at not in found.loud for hit in hits}
    assert (found.total, found.a_day) == (len(heard), len(heard) / found.days)
    assert len(told) == len(names)


@pytest.mark.parametrize(("a_name", "a_list", "loud"), [(3, 100, {0}), (9, 9, {0}), (9, 5, {0, 1}), (9, 100, set())])
def test_a_name_is_loud_above_its_bound_and_the_loudest_are_above_that_of_the_list(
    monkeypatch: pytest.MonkeyPatch, a_name: int, a_list: int, loud: set[int]
) -> None:
    monkeypatch.setattr(module, "MOST_OF_A_NAME", a_name)
    monkeypatch.setattr(module, "MOST_OF_A_LIST", a_list)
    assert module._loud([80, 25, 25, 10], 10) == loud
