"""What lies beside the record of a text that was taken out, and is not of the record."""

from pathlib import Path

from archive.data_folder import DataFolder
from archive.redaction._cleansing import cleanse_private


def test_readings_that_an_interrupted_replay_left_are_removed(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    shard = data.shards / "outlet" / "unit.shard"
    shard.parent.mkdir(parents=True)
    shard.write_text("words of an article", encoding="utf-8")
    cleanse_private(data)
    assert not data.shards.exists()
