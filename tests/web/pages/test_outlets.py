"""The page of all outlets: state, cause, rhythm and numbers, or that they are not known."""

from pathlib import Path

from tests.support import made_archive
from tests.support.reading_room import Site


def test_the_outlets_page_words_state_cause_rhythm_and_numbers(site: Site) -> None:
    page = site.text("/outlets")
    assert "نتابع 5 مصادر" in page
    for words in ("سليم", "متأخّر", "محجوب", "مكسور", "صامت", "كل 40 دقيقة", "كل ساعتين", "قبل 26 ساعة"):
        assert words in page
    assert "لا نلتفّ على الحجب" in page
    assert site.get("/outlets").text.count("<rect") == 5 * 30


def test_without_the_private_ledger_health_is_said_to_be_unknown(tmp_path: Path) -> None:
    site = Site(tmp_path, made_archive.make(tmp_path))
    (tmp_path / "service.db").rename(tmp_path / "elsewhere.db")
    assert "حال المصادر غير معروفة هنا" in site.text("/outlets")
    assert "حال المصادر غير معروفة هنا" in site.text("/")
