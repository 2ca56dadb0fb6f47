"""The two tables of a list open as text in any spreadsheet, Arabic intact, with nothing that it would calculate."""

import csv
import io
from pathlib import Path

from archive.search.batch import Batch
from archive.search.batch_tables import HITS, HITS_HEAD, SUMMARY, SUMMARY_HEAD, hit_lines, summary_line
from archive.search.name_lists import Name, read_list
from tests.support.searched import add, make


def test_every_name_and_article_is_a_line_that_reads_back_as_it_was(tmp_path: Path) -> None:
    db = make(tmp_path / "warraq.db", ())
    add(db, 1, '=HYPERLINK("x")، خبر', "سطر أول فيه سدّ الرستن.\nوسطر ثانٍ.")
    asked = Batch(db.conn)
    names = [*read_list("007;سدّ الرستن\n+963;زرافة").names, Name(3, "=1+1", "@سدّ")]
    summary = SUMMARY_HEAD + "".join(
        summary_line(name, asked.count(name.text), asked.near(name.text)) for name in names
    )
    hits = HITS_HEAD + "".join(hit_lines(name, piece) for name in names for piece in asked.hits(name.text, 10))
    db.close()
    for table, columns in ((summary, SUMMARY), (hits, HITS)):
        assert table.encode("utf-8").startswith(b"\xef\xbb\xbf")
        head, *lines = csv.reader(io.StringIO(table.removeprefix("\ufeff")))
        assert tuple(head) == columns
        assert not [cell for line in lines for cell in line if cell.startswith(("=", "-", "@"))]
    found = list(csv.DictReader(io.StringIO(summary.removeprefix("\ufeff"))))
    assert (found[0]["label"], found[0]["query"], found[0]["articles"]) == ("007", "سدّ الرستن", "1")
    assert [line["label"] for line in found[1:]] == ["+963", "'=1+1"]
    listed = list(csv.DictReader(io.StringIO(hits.removeprefix("\ufeff"))))
    assert listed[0]["title"] == '\'=HYPERLINK("x")، خبر'
    assert listed[0]["snippet"] == "سطر أول فيه [سدّ الرستن]. وسطر ثانٍ."
