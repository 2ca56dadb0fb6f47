"""Labels of dates: every one is found, with the shorter look before the expression too."""

import pytest

from archive.reading._calendars import fold
from archive.reading._date_labels import names_a_publication, names_an_update


@pytest.mark.parametrize(
    "label",
    [
        *("نُشر في", "تاريخ النشر:", "تم النشر", "أضيف بتاريخ", "كُتب في", "Published on", "Posted", "Publié le"),
        *("Publication:", "Yayınlanma tarihi", "Weşandin", "بڵاوکراوەتەوە"),
    ],
)
def test_every_label_of_a_publication_is_found(label: str) -> None:
    assert names_a_publication(fold(f"{label} 3/11/2026"))


@pytest.mark.parametrize(
    "label",
    [
        *("آخر تحديث:", "التعديل", "محدّث", "حُدّث في", "Last updated", "Update:", "Modified", "Edited"),
        *("Son güncelleme", "Mis à jour", "Hatiye nûkirin", "نوێکراوەتەوە", "دوا نوێکردنەوە"),
    ],
)
def test_every_label_of_an_update_is_found(label: str) -> None:
    assert names_an_update(fold(f"{label} 3/11/2026"))
