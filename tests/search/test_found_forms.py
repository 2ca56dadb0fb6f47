"""In which spellings a question was found: as they are printed, under the filters, each a door to its articles."""

from datetime import date
from typing import Any

import pytest
from sqlite_utils import Database

from archive.search.compiled import Mode
from archive.search.engine import search
from archive.search.facets import facets
from archive.search.filters import Filters
from archive.search.found_forms import FoundForm, found_forms
from archive.text.folding import fold_query
from tests.support.search_samples import DAY, add


def forms_of(record: Database, asked: str, mode: Mode = "names", **filters: object) -> list[FoundForm]:
    results = search(record.conn, asked, mode=mode, **filters)  # type: ignore[arg-type]
    most: dict[str, Any] = {"most": 8, "whole": results.count, **filters}
    return found_forms(record.conn, asked, results.compiled, results.hits, **most)


def test_forms_are_counted_under_the_filters_and_none_stands_there_with_nothing(record: Database) -> None:
    add(record, 7, "خبر", "زار الوفد سوريا", outlet="other", day=date(2026, 11, 22))
    assert {form.printed: form.articles for form in forms_of(record, "سوريا")} == {"سوريا": 2, "بسورية": 1}
    assert {form.printed: form.articles for form in forms_of(record, "سوريا", outlets=["other"])} == {"سوريا": 1}
    assert {form.printed: form.articles for form in forms_of(record, "سوريا", date_to=DAY)} == {"سوريا": 1, "بسورية": 1}
    assert forms_of(record, "سوريا", langs=["en"]) == []


def test_a_form_is_shown_as_an_article_prints_it_also_where_no_result_on_the_page_does(record: Database) -> None:
    printed = {form.printed for form in forms_of(record, "لبنان")} | {
        form.printed for form in forms_of(record, "الأمريكية")
    }
    assert {"الأمريكية", "الأميركية", "لبنان", "وبلبنان"} == printed
    for number in range(20, 45):
        add(record, number, "لبنان", "نص")
    assert "وبلبنان" in {form.printed for form in forms_of(record, "لبنان")}
    add(record, 50, "بالقُـ.ـوّات", "نص")
    assert "بالقُـ.ـوّات" in {form.printed for form in forms_of(record, "القوات")}


@pytest.mark.parametrize("mode", ["names", "forms"])
@pytest.mark.parametrize(
    "asked",
    ["سوريا", "دير الزور", "ناشرون سوريا", "سوريا OR لبنان", "الأمريكية kind:edited", "سوريا outlet:sample",
     "title:سوريا", "(سوريا دمشق) OR لبنان", "سوريا -دمشق", "-معرض سوريا", "سباق لبنان", "القوات"],
)  # fmt: skip
def test_each_number_is_the_length_of_the_list_its_question_leads_to(record: Database, asked: str, mode: Mode) -> None:
    add(record, 7, "خبر من سوريّة", "زار الوفد بسوريا لبنان", outlet="other", day=date(2026, 11, 22))
    everywhere: Filters = {}
    for filters in (everywhere, {"outlets": ["other"]}, {"outlets": ["other", "sample"], "date_to": DAY}):
        for form in forms_of(record, asked, mode, **filters):
            answer = search(record.conn, form.question, mode=mode, limit=100, **filters)
            assert answer.count == len(answer.hits) == form.articles > 0, (form, filters)
            assert fold_query(form.printed) in {fold_query(one) for one in answer.compiled.forms}


def test_what_cannot_be_put_into_a_question_leads_nowhere(record: Database) -> None:
    found = forms_of(record, '(سوريا دمشق) OR "لبنان')
    assert found
    assert not any(form.question for form in found)
    # Any of the words alone is a question of its own.
    assert [form.question for form in forms_of(record, 'سوريا OR "لبنان')] == ['"سوريا"', '"بسورية"', '"لبنان"']


def test_the_numbers_beside_outlets_are_what_each_would_add_and_those_of_months_what_each_holds(
    record: Database,
) -> None:
    add(record, 7, "معرض آخر", "نص", outlet="other", day=date(2026, 10, 31))
    add(record, 8, "معرض ثالث", "نص", outlet="other", day=DAY)
    compiled = search(record.conn, "معرض").compiled
    chosen: Filters = {"outlets": ["sample"], "date_from": DAY, "date_to": DAY}
    spread = facets(record.conn, compiled, **chosen)
    assert sorted(spread.by_outlet) == [("other", 1), ("sample", 1)]
    assert spread.by_month == [("2026-11", 1)]
    assert spread.by_lang == [("ar", 1)]
    both = facets(record.conn, compiled, outlets=["sample", "other"])
    assert both.by_month == [("2026-11", 2), ("2026-10", 1)]
    for outlet, articles in spread.by_outlet:
        assert search(record.conn, "معرض", outlets=[outlet], date_from=DAY, date_to=DAY).count == articles


@pytest.mark.parametrize(
    ("asked", "certain"),
    [
        ("معرض سوريا", {"معرض"}),  # سوريا is looked for as سورية, too
        ("معرض ناشرون", {"معرض", "ناشرون"}),
        ("معرض -ناشرون للكتاب", set()),
        ("(معرض ناشرون) OR سباق", set()),
        ("معرض ناشرون OR سباق الوفد", set()),
    ],
)
def test_a_form_that_all_hits_hold_is_counted_with_them(record: Database, asked: str, certain: set[str]) -> None:
    results = search(record.conn, asked)
    assert results.compiled.certain == certain
    told = forms_of(record, asked)
    for one in told:
        assert one.articles == search(record.conn, one.question).count
