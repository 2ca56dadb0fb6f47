"""A noun of persons finds men and women alike; a noun in ة that is a thing's does not find who bears its letters."""

import pytest
from sqlite_utils import Database

from tests.support.search_samples import found, make

TEXTS = (
    ("", "رسام الرسام رسامون رسامين، رسام آخر."),  # 0
    ("", "رسامة الرسامة أخت الرسام."),  # 1
    ("", "الرسامة وحدها."),  # 2
    ("", "سفير السفير ثم السفراء سفراء."),  # 3
    ("", "سفير السفير ثم سفراء السفراء."),  # 4
    ("", "السفراء سفراء والسفير سفير."),  # 5
    ("", "السفيرة سفيرة."),  # 6
    ("", "السفيرة هنا."),  # 7
    ("", "كان والدها ووالدتها والوالد مع الوالدة."),  # 8
    ("", "جاء والدها ووالدتها، الوالد مع الوالدة."),  # 9
    ("", "الوالد والد."),  # 10
    ("", "مكتب المكتب."),  # 11
    ("", "مكتب المكتب الثاني."),  # 12
    ("", "مكتبة المكتبة."),  # 13
    ("", "المكتبة."),  # 14
    ("", "منظم المنظم منظمون منظمين."),  # 15
    ("", "المنظم."),  # 16
    *(("", f"منظمة المنظمة {n}.") for n in range(17, 25)),  # 17 to 24
    ("", "مرافق المرافق مرافقون مرافقين."),  # 25
    ("", "المرافق مرافق."),  # 26
    ("", "مرافقة المرافقة."),  # 27
    ("", "المرافقة."),  # 28
    *[("", "زائر الزائر ثم الزوار زوار.")] * 3,  # 29 to 31
    ("", "الزائرة زائرة."),  # 32
    ("", "الزائرة."),  # 33
)
WOMEN_AND_MEN = {
    "رسام": {0, 1, 2},
    "رسامة": {0, 1, 2},
    "الرسامون": {0, 1, 2},  # by its sound plural
    "سفراء": {3, 4, 5, 6, 7},
    "السفيرة": {3, 4, 5, 6, 7},  # by the shape of its plural
    "زائر": set(range(29, 34)),  # of a root with a weak letter
    "والدته": {8, 9, 10},  # named side by side
    "مكتبة": {13, 14},
    "مكتب": {11, 12},
    "منظمة": set(range(17, 25)),  # far commoner than who organizes
    "مرافقة": {27, 28},  # an infinitive by its shape
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("persons") / "persons.db", TEXTS)


@pytest.mark.parametrize(("text", "hits"), WOMEN_AND_MEN.items())
def test_men_and_women(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text, "forms") == hits
