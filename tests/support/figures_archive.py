"""A record of figures: a toll that was changed without a word, and one of another event. All texts are made."""

from datetime import timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, take
from tests.support.reading_room import Site

FIRST = "قالت المصادر إن الانفجار أدى إلى مقتل ما لا يقل عن 18 شخصا. ونُقل 7 جرحى إلى المشفى."
HOUR = timedelta(hours=1)


def make(folder: Path) -> Site:
    """The toll was 18, then 23 in words, and then left the text."""
    data = DataFolder(folder).make()
    texts = [FIRST, FIRST.replace("ما لا يقل عن 18 شخصا", "ثلاثة وعشرين شخصا"), "نُقل 7 جرحى إلى المشفى بعد الانفجار."]
    with Writer(data, "made") as writer:
        intake = Intake(data.root, OUTLET, writer)
        for n, text in enumerate(texts):
            take(intake, page_of(f"{TEXT}\n{text}", title="انفجار في السوق", at=AT + n * HOUR))
        other = f"{TEXT}\nنزح نحو 700 ألف شخص من الغوطة."
        take(intake, page_of(other, url="https://sample.example/90001/", title="نزوح واسع", at=AT))
    return Site(data.root, {})
