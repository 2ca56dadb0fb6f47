"""The id of the rules is that of every file and library that decides a reading: the program is copied and changed."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import packages_distributions
from itertools import count
from pathlib import Path

import pytest

from archive.ingest.intake import Intake
from archive.reading.rules_id import TEXT_FILES
from tests.reading.test_rules_id import PAGE, READING, kinds
from tests.support.made_pages import OUTLET, page_of, take
from tests.support.paths import ROOT
from tests.support.whole_suite import ONLY_WHOLE

# One file of the program changed so that it reads another text: what stands in it, and what then stands there.
CHANGED_FILES = {
    "reading/extract.py": ('text = "\\n".join(lines)[:LONGEST_TEXT]', 'text = "\\n".join(lines[:-1])'),
    "reading/_main_text.py": ('"".join(parts)).split())', '"".join(parts)).replace("زائد", "").split())'),
    "reading/_boilerplate.py": ("if not is_junk and (", "if not is_junk and number != 1 and ("),
    "reading/_bylines.py": (
        '        """What `line` says of its source, if any',
        '        if "زائد" in line:\n            return Byline()\n        """What `line` says of its source, if any',
    ),
    "reading/_lead_image.py": (
        "    def repeats(self, line: str) -> bool:\n",
        '    def repeats(self, line: str) -> bool:\n        if "زائد" in line:\n            return True\n',
    ),
    "text/folding.py": (
        "    if len(line) > LONGEST_LINE:\n",
        '    if "زائد" in line:\n        return "اعلان"\n    if len(line) > LONGEST_LINE:\n',
    ),
}
IN_SHARE = 2
# Every file whose least change must give another id.
DECIDING = (*(f"reading/{path.name}" for path in READING), *(f"text/{name}" for name in TEXT_FILES))
ID_OF = """
import sys
sys.path[:0] = sys.argv[1:]
from archive.model import Outlet
from archive.reading.rules_id import rules_id
print(rules_id(Outlet(name="a", title="a", title_en="a", home="https://a.example/", hosts=("a.example",), routes=())))
"""
SECONDS = count(1_000_000_000)
# What the id of every outlet begins with: as the files are, then with a line more in each of them in turn.
DIGESTS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from archive.reading import rules_id
print(rules_id._digest_of_what_all_share().hexdigest())
for name in sys.argv[2:]:
    path = Path(sys.argv[1], "archive", name)
    before = path.read_bytes()
    path.write_bytes(before + b"\\n")
    print(rules_id._digest_of_what_all_share().hexdigest())
    path.write_bytes(before)
"""
# The same, with another version installed beside it of each library in turn.
WITH_LIBRARIES = """
import sys
sys.path.insert(0, sys.argv[1])
from archive.reading import rules_id
print(rules_id._digest_of_what_all_share().hexdigest())
for folder in sys.argv[2:]:
    sys.path.insert(0, folder)
    print(rules_id._digest_of_what_all_share().hexdigest())
    sys.path.remove(folder)
"""
# Takes the same page a day later with the code that stands in the current folder, then reads all kept pages again.
DRIVER = """
import sys
from datetime import timedelta
from importlib.metadata import packages_distributions
from itertools import count
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.replaying import open_for_replay, replay
from tests.support.made_pages import AT, OUTLET, page_of, take
data, text = Path(sys.argv[1]), sys.argv[3]
with Intake(data, OUTLET) as intake:
    take(intake, page_of(text, at=AT + timedelta(days=1)))
with open_for_replay(DataFolder(data)) as writer:
    list(replay(writer, {"sample": OUTLET}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program and what the driver takes of the tests, to be changed."""
    folder = tmp_path_factory.mktemp("copy")
    ignore = shutil.ignore_patterns("__pycache__", "pages", "static", "templates", "locale", "articles")
    for name in ("archive", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return folder


def write(path: Path, source: bytes) -> None:
    """Another second each time: compiled files know a source by its size and second."""
    path.write_bytes(source)
    second = next(SECONDS)
    os.utime(path, (second, second))


@contextmanager
def changed(path: Path, new: bytes) -> Iterator[None]:
    before = path.read_bytes()
    write(path, new)
    try:
        yield
    finally:
        write(path, before)


def altered(path: Path, old: str, new: str) -> AbstractContextManager[None]:
    """`path` with `new` in the one place where it has `old`."""
    source = path.read_text(encoding="utf-8")
    assert source.count(old) == 1
    return changed(path, source.replace(old, new).encode())


def run(copy: Path, code: str, *words: str) -> str:
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=copy, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name if n < IN_SHARE else pytest.param(name, marks=ONLY_WHOLE) for n, name in enumerate(CHANGED_FILES)]
)
def test_a_file_of_the_program_that_reads_another_text_makes_no_edit_at_the_next_crawl_nor_on_replay(
    data: Path, copy: Path, name: str
) -> None:
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(PAGE))
    with altered(copy / "archive" / name, *CHANGED_FILES[name]):
        run(copy, DRIVER, str(data), str(copy), PAGE)
    assert kinds(data) == ["first", "extractor"]


def test_one_byte_more_in_a_file_that_decides_a_reading_is_another_id(copy: Path) -> None:
    digests = run(copy, DIGESTS, str(copy), *DECIDING).split()
    assert len(set(digests)) == len(DECIDING) + 1


def test_the_header_that_names_a_charset_is_looked_up_by_code_that_is_part_of_the_id(copy: Path) -> None:
    unchanged = run(copy, ID_OF, str(copy))
    with altered(copy / "archive/exchange.py", 'if key.lower() == name.lower()), "")', 'if key == name), "")'):
        assert run(copy, ID_OF, str(copy)) != unchanged
    with altered(copy / "archive/model.py", "delay: float = 2.0", "delay: float = 3.0"):
        assert run(copy, ID_OF, str(copy)) == unchanged, "what decides no reading has nothing read anew"


def test_a_file_that_decides_no_reading_is_no_part_of_the_id(copy: Path) -> None:
    digests = run(copy, DIGESTS, str(copy), "identity/keys.py", "ingest/intake.py", "text/diff.py").split()
    assert len(digests) == 4
    assert len(set(digests)) == 1


def libraries() -> set[str]:
    """The distributions that the modules of reading import, and those trafilatura reads pages with."""
    found = {"htmldate", "jusText", "courlan", "lxml", "lxml_html_clean"}
    distributions = packages_distributions()
    for path in READING:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {one for name in names for one in distributions.get(name.partition(".")[0], ())}
    return found - {"warraq"}


def installed(folder: Path, name: str) -> str:
    """A folder in which a version of that library stands that nobody has."""
    told = folder / name / f"{name.replace('-', '_')}-99.9.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.9\n")
    return str(told.parent)


def test_another_version_of_a_library_that_decides_a_reading_is_another_id_and_of_any_other_is_not(
    tmp_path: Path,
) -> None:
    deciding = sorted(libraries())
    assert {"trafilatura", "lxml", "htmldate"} <= set(deciding)
    folders = [installed(tmp_path, name) for name in (*deciding, "rich")]
    unchanged, *others, with_rich = run(ROOT, WITH_LIBRARIES, str(ROOT), *folders).split()
    assert {name for name, digest in zip(deciding, others, strict=True) if digest == unchanged} == set()
    assert with_rich == unchanged
