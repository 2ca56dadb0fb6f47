"""A text's folded words are those that folding gives, each asked for once."""

import pytest

from archive.text.folded_text import FoldedText
from archive.text.folding import fold_for_index, fold_query
from archive.text.sqlite_tokens import token_run

TEXTS = (
    "قال الوزير إنّ «الهدوء» يسود دمشق",
    "القـ.ـوات في إدلب، وقـ.ـسـ.ـد في الرقة",
    "قوات SDF وYPG في القامشلي ☀️",
    "د.ا.ع.ش ـ 12قتيلا",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_the_tokens_of_the_text_as_it_is_indexed_and_as_it_is_asked(text: str) -> None:
    found = FoldedText(text)
    assert found.words == token_run().findall(fold_for_index(text))
    assert found.asked_words == token_run().findall(fold_query(text).lower())


@pytest.mark.parametrize("text", TEXTS)
def test_a_words_span_is_where_its_token_stands_in_the_text(text: str) -> None:
    spans = [each.span() for each in token_run().finditer(text)]
    assert len(spans) == len(FoldedText(text).words)
    wanted = {*range(0, len(spans), 2)}
    assert FoldedText(text).spans(wanted | {0}) == {number: spans[number] for number in wanted}
