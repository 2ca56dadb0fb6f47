"""Articles that are given to an archive, as many as a test wants, each with a text of its own."""

import json
import random
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.importer import Importer
from archive.ingest.session import Writer

WORDS = "قال المجلس إن ورشات صيانة خط المياه في الحي الشرقي أنهت اليوم عملا دام أسبوعا وعاد الضخ إلى السوق"


def words(number: int) -> str:
    """A text of its own for every number: copies are no matter of these tests."""
    drawn = random.Random(number)
    return " ".join(f"{drawn.choice(WORDS.split())} {drawn.randrange(10_000)}" for _ in range(60))


def add_articles(data: Path, numbers: range) -> None:
    lines = [{"url": f"https://one.example/{n}", "title": f"خبر {n}", "text": words(n)} for n in numbers]
    path = data.parent / "some.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    with Writer(DataFolder(data), "import") as writer:
        assert len(list(Importer(writer, {}).run(path))) == len(numbers)
