"""The two tables of a list open as text in any spreadsheet, Arabic intact, with nothing that it would calculate."""

import csv
import io
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.search.batch.counting import Batch, Counted, Newest
from archive.search.batch.tables import HITS, HITS_HEAD, SUMMARY, SUMMARY_HEAD, hit_lines, summary_line
from archive.search.name_lists import Name, read_list
from tests.support.search_samples import add, make

LIBREOFFICE = shutil.which("soffice")
AS_IN_ITS_WINDOW = "CSV:44,34,UTF8,1,,0,true"  # commas, quotation marks, what is quoted is text
_TABLE, _OFFICE = (
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
)


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


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_labels_as_text_and_arabic_intact(tmp_path: Path) -> None:
    labels = ["007", "1-2", "3e5", "B-01", "٠٠٧", "=1+1", "1,5", 'a"b']
    newest = Newest(1, "سدّ الرستن، «خبر»", "https://example.org/1", "ar")
    counted = Counted(12, 3, "2026-11-01", "2026-11-02", newest)
    lines = [summary_line(Name(n, label, "سدّ الرستن"), counted, ()) for n, label in enumerate(labels)]
    file = tmp_path / "summary.csv"
    file.write_text(SUMMARY_HEAD + "".join(lines), encoding="utf-8", newline="")
    head, *rows = _opened(file)
    assert [text for _, text in head] == list(SUMMARY)
    assert [row[0] for row in rows] == [("string", "'=1+1" if label == "=1+1" else label) for label in labels]
    for row in rows:
        assert row[1] == ("string", "سدّ الرستن")
        assert [kind for kind, _ in row[2:7]] == ["float", "float", "date", "date", "string"]
        assert row[6][1] == newest.title


def _opened(file: Path) -> list[list[tuple[str, str]]]:
    """The cells as LibreOffice has them: of what kind, and what it shows."""
    assert LIBREOFFICE
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    convert = ["--headless", f"--infilter={AS_IN_ITS_WINDOW}", "--convert-to", "fods", "--outdir", str(file.parent)]
    subprocess.run([LIBREOFFICE, profile, *convert, str(file)], check=True, capture_output=True, timeout=60)
    sheet = ElementTree.parse(file.with_suffix(".fods"))  # noqa: S314 - it wrote this itself
    rows = [list(row.iter(f"{_TABLE}table-cell")) for row in sheet.iter(f"{_TABLE}table-row")]
    assert not [cell for row in rows for cell in row if cell.get(f"{_TABLE}formula")]
    kinds = [[(cell.get(f"{_OFFICE}value-type", ""), "".join(cell.itertext()).strip()) for cell in row] for row in rows]
    return [row for row in kinds if len(row) > 1]
