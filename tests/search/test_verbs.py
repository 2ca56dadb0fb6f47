"""A verb finds its other persons, numbers and its future; a name that only looks like one finds itself."""

import pytest
from sqlite_utils import Database

from tests.support.search_samples import found, make

TEXTS = (
    ("", "يزور الوفد دمشق."),  # 0
    ("", "تزور اللجنة الحي، وتزورها أخرى."),  # 1
    ("", "سيزور الوزير حلب."),  # 2
    ("", "يزورون المعرض."),  # 3
    ("", "وستزورهم."),  # 4
    ("", "تونس ثم تونس."),  # 5
    ("", "قال يونس."),  # 6
    ("", "يعاون الجار جاره، وسيعاون غيره."),  # 7
    ("", "تعاون التعاون."),  # 8
    ("", "التعاون."),  # 9
    ("", "زور الرجل وثيقة."),  # 10
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return make(tmp_path_factory.mktemp("verbs") / "verbs.db", TEXTS)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        *((text, {0, 1, 2, 3, 4}) for text in ("يزور", "سيزور", "وتزور", "يزورون", "تزورها")),
        ("تونس", {5}),
        ("يونس", {6}),
        ("سيعاون", {7}),  # not the noun that hers looks like
        ("تعاون", {8, 9}),
    ],
)
def test_persons_and_future(record: Database, text: str, hits: set[int]) -> None:
    assert found(record, text, "forms") == hits
