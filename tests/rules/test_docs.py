"""What the documents name is there: columns, verbs, exit statuses, files, commands, and an example that works."""

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.errors import WarraqError
from archive.record.schema import migrations
from scheduler.cli import VERBS
from spiders.registry import PRIVATE_FOLDER, outlets
from tests.support.paths import ROOT

DATA = (ROOT / "docs/data.md").read_text()
READERS_TABLES = (
    "outlets",
    "articles",
    "versions",
    "verdicts",
    "captures",
    "urls",
    "copies",
    "clusters",
    "cluster_members",
    "gaps",
    "listed_days",
    "log",
    "redactions",
    "analyses",
    "analysis_queue",
    "mentions",
    "figures",
    "article_places",
    "quotations",
    "edits",
    "edit_spans",
)
GUIDES = sorted((ROOT / "docs").glob("*.md"))
DOCUMENTS = [ROOT / "README.md", ROOT / "README.ar.md", ROOT / "CONTRIBUTING.md", *GUIDES]
OF_OURS = re.compile(r"(?<![\w./-])(?:archive|spiders|scheduler|tests|deploy|docs)/[\w./*-]*")
LINKED = re.compile(r"\]\(([^)#\s]+)")
# What a reader puts a name of his own for: spiders/outlets/NAME.py, tests/pages/NAME/YYYY-MM-DD-slug.html.
PLACEHOLDER = re.compile(r"NAME|YYYY|\*")
documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def test_every_column_a_reader_meets_is_explained() -> None:
    database = Database(memory=True)
    migrations.apply(database)
    columns = {(table, column.name) for table in READERS_TABLES for column in database.table(table).columns}
    assert [column for column in sorted(columns) if column[1] not in DATA] == []
    assert [view for view in database.view_names() if view not in DATA] == []
    database.close()


def test_the_running_guide_names_every_exit_status() -> None:
    told = {int(status) for status in re.findall(r"^\| (\d+) \|", (ROOT / "docs/running.md").read_text(), re.MULTILINE)}
    kinds = [WarraqError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert {kind.exit_code for kind in kinds} <= told


def test_every_verb_is_told_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [verb for verb in VERBS if f"warraq {verb}" not in readme] == []


@documents
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = [ROOT / found.rstrip(".-") for found in OF_OURS.findall(text)]
    linked = [document.parent / target for target in LINKED.findall(text) if "://" not in target]
    assert [str(path) for path in (*named, *linked) if not up_to_placeholder(path).exists()] == []


def up_to_placeholder(path: Path) -> Path:
    """The part of a path that must be there whatever name a reader gives the rest."""
    while PLACEHOLDER.search(path.relative_to(ROOT).as_posix()):
        path = path.parent
    return path


def test_the_documents_name_files_at_all() -> None:
    """Else the rule above would hold of any text."""
    assert sum(len(OF_OURS.findall(path.read_text(encoding="utf-8"))) for path in DOCUMENTS) > 10


@documents
def test_every_make_command_that_a_document_names_is_there(document: Path) -> None:
    there = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"(?:`|^ *(?:\w+=\S+ )?)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= there


def test_the_example_of_an_outlet_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that CONTRIBUTING.md shows, put where a reader would put it."""
    shown = re.search(r"^```python\n(.*?)^```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M | re.S)
    assert shown
    (tmp_path / "example.py").write_text(shown[1], encoding="utf-8")
    monkeypatch.setenv(PRIVATE_FOLDER, str(tmp_path))
    assert outlets()["example"].routes


def test_the_pictures_are_small_and_each_is_shown() -> None:
    links = ((document, LINKED.findall(document.read_text(encoding="utf-8"))) for document in DOCUMENTS)
    shown = {document.parent / target for document, targets in links for target in targets}
    for picture in sorted((ROOT / "docs/pictures").iterdir()):
        assert picture.stat().st_size < 150_000, picture.name
        assert picture in shown
