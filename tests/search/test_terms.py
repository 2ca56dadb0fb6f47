"""Words of the index by their beginnings: each beginning is asked once, and the answer is as if it were asked anew."""

from pathlib import Path

import pytest

from archive.search._terms import Terms
from archive.search.batch.counting import Batch
from tests.support.search_samples import make

WORDS = "حرب حربا حربه حربي حروب مدينه مدينتها مدير مدن"


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 20])
def test_what_is_remembered_changes_no_answer(tmp_path: Path, limit: int) -> None:
    db = make(tmp_path / "warraq.db", tuple(("", word) for word in WORDS.split()))
    remembering = Terms(db.conn, "articles_fts")
    for starts in (["حرب"], ["مد", "حر"], ["حرب", "مدي", "حرب"], ["ش", "حر", "مد"], ["مد"], []):
        for most in (limit, 20):
            found = remembering.starting_so(starts, most)
            assert found == Terms(db.conn, "articles_fts").starting_so(starts, most)
    assert dict(found) == {}
    assert [term for term, _ in remembering.starting_so(["حرو", "مدي"], 20)] == ["حروب", "مدير", "مدينتها", "مدينه"]
    db.close()


def test_a_word_that_names_of_a_list_share_is_looked_for_in_its_forms_once(tmp_path: Path) -> None:
    """Counting the words that begin so goes through every article that holds one of them."""
    db = make(tmp_path / "warraq.db", tuple(("", f"كتيبة {n} من الكتائب") for n in ("أولى", "ثانية", "ثالثة")))
    asked: list[str] = []
    db.conn.set_trace_callback(lambda sql: asked.append(sql) if "term >= value" in sql else None)
    batch = Batch(db.conn, "forms")
    assert batch.count("كتيبة").articles == 3
    first = len(asked)
    assert first
    assert batch.count('"كتيبة"').articles == 3
    assert len(asked) == first
    db.close()
