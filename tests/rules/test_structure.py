"""The shape of the code and of its tests: small modules and functions, no circles, a test beside what it tests."""

import ast
import importlib
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PACKAGES = ("archive", "spiders", "scheduler")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = ROOT / "tests"
EVERYTHING = [*SOURCES, *sorted(TESTS.rglob("*.py"))]
MAX_MODULE_LINES, MAX_FUNCTION_LINES = 250, 60
FOLDERS, MOST_FILES = 20, 8  # in archive/: what a reader sees at one glance
# Folders of tests/ that mirror no package: whole systems, rules of the tree, helpers, saved pages, measurements.
BESIDE = ("system", "rules", "support", "pages", "bench")
# Test modules named by what they test where that is not one module, and why.
NAMED_OTHERWISE = {
    "evidence/test_covered_columns.py": "every column of the record, and what would notice that it was changed",
    "ingest/test_broken_off.py": "texts and pages that lost their end, beside the others of _truncation",
    "publish/test_deltas_of_tables.py": "every public table, written by hand, from the record over a delta to a copy",
    "places/test_labelled.py": "the rules against sentences that a person read, and the figures of the page",
    "record/test_undated.py": "an article that states no day, from its page to the file, the download and the indexes",
    "web/test_every_filter.py": "what the search page knows, in all to which it hands a question: pages, files, verbs",
    "web/test_live_and_file.py": "pages, tables and lists of names, of the archive and of the file published from it",
    "web/test_method.py": "docs/method.md, a row for every sentence of the pages",
    "web/app/test_grammar.py": "the two catalogues and the counted nouns that templates fill into them",
    "web/pages/test_proven.py": "sentences of several pages that say no more than was seen",
    "web/queries/test_numbers.py": "every number of the search page, from the facets to files and feeds",
    "web/queries/test_kept_filters.py": "every link and form of the search page, and the pages they lead to",
    "web/pages/test_undated.py": "an article that states no day, on every page and in every answer",
    "copies/test_order.py": "a property of finder, index and stories together: the order of arrival changes nothing",
    "redaction/test_published_meanwhile.py": "a publish beside a redaction, each in a process of its own",
    "reading/test_between_paragraphs.py": "what stands between and behind the paragraphs, whichever rule takes it out",
    "reading/test_dates_beside_names.py": "printed dates, from their line to the day of the article",
    "reading/test_headlines_in_parts.py": "headlines that markup parts, for headline, titles and metadata together",
    "identity/test_key_pairs.py": "pairs of addresses, for urls and keys together",
    "ingest/test_incidents.py": "what befalls a whole outlet, which is no removal",
    "ingest/test_parting.py": "an import as a whole: how its captures are parted changes nothing",
    "ingest/test_mission_files.py": "real files of lines, from import to the articles' language, text and day",
    "ingest/test_mangled_files.py": "files to import, mangled in every way, in every form",
    "identity/test_odd_addresses.py": "any address, for urls, keys and archived addresses together",
    "publish/test_deltas_in_a_row.py": "many days of publish and pull, and a pull killed at each step",
    "publish/test_faults.py": "what goes wrong between snapshot, delta and manifest",
    "reading/test_date_forms.py": "the forms in which the press prints a date, by language",
    "reading/test_date_properties.py": "what holds of every wording of every date",
    "reading/test_other_languages.py": "dates and made pages in Kurmanji, Sorani, Turkish and English",
    "reading/test_mangled_pages.py": "pages mangled in every way, from their bytes to a judged reading",
    "reading/test_traps.py": "made pages with all that stands round a story, from their bytes to its text",
    "spiders/outlets/test_lines_round_texts.py": "lines of many outlets",
    "reading/test_saved_pages.py": "every saved page, read from its bytes to its text",
    "scheduler/health/test_scenarios.py": "what can go wrong with an outlet, through learning, judge and incidents",
    "scheduler/health/test_healthy_days.py": "years of nothing wrong, through learning and judge",
    "scheduler/health/test_crawled_incidents.py": "what can go wrong, crawled for real from a site to its incident",
    "spiders/discovery/test_mangled_answers.py": "answers of every route, mangled in every way",
    "spiders/outlets/test_definitions.py": "what holds for every outlet file",
    "spiders/outlets/test_keys_1.py": "addresses of many outlets",
    "spiders/outlets/test_keys_2.py": "addresses of many outlets",
    "spiders/outlets/test_keys_3.py": "addresses of the outlets added for 2026",
    "spiders/outlets/test_keys_mission.py": "real addresses of many outlets",
    "spiders/outlets/test_keys_older.py": "addresses of many outlets",
    "scheduler/commands/test_unknown_hosts.py": "read, key and import together",
    "spiders/outlets/test_sample_outlets.py": "the outlet files of the demo",
    "text/test_folding_properties.py": "what holds of every folding of every text",
    "warc/test_content_coding_properties.py": "what holds of every coding of every body",
    "warc/test_power_cuts.py": "the power cut at any step of an appender, and what the next start makes of it",
    "versions/test_absence_rounds.py": "whatever is answered, in any order: checks, absence and the proof together",
}


def test_a_module_and_its_functions_stay_small_enough_to_read() -> None:
    too_long = {}
    for path in EVERYTHING:
        source, name = path.read_text(), path.relative_to(ROOT).as_posix()
        if (lines := source.count("\n")) > MAX_MODULE_LINES:
            too_long[name] = lines
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                too_long |= {f"{name}: {node.name}": lines} if lines > MAX_FUNCTION_LINES else {}
    assert too_long == {}


def test_every_module_says_its_one_job_in_its_first_line() -> None:
    sources = {path: path.read_text() for path in SOURCES}
    silent = [path for path, source in sources.items() if source and not ast.get_docstring(ast.parse(source))]
    assert silent == []


def test_a_module_with_an_underscore_is_imported_by_its_own_package_and_its_tests_alone() -> None:
    private = re.compile(
        r"^\s*(?:from|import) ((?:\w+\.)*\w+)\.(_(?!_)\w+)|^\s*from ((?:\w+\.)+\w+) import (_(?!_)\w+)", re.M
    )
    outsiders = []
    for path in EVERYTHING:
        here = ".".join(path.relative_to(ROOT).parent.parts)
        for found in private.finditer(path.read_text(encoding="utf-8")):
            package = found[1] or found[3]
            if here not in (package, f"tests.{package.removeprefix('archive.')}"):
                outsiders.append(f"{path.relative_to(ROOT)}: {package}.{found[2] or found[4]}")
    assert outsiders == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_import_names_are_ours_alone(package: str) -> None:
    """Flat names: another distribution that ships one of them would silently overwrite our files."""
    assert set(packages_distributions().get(package, [])) <= {"warraq"}
    assert Path(str(importlib.import_module(package).__file__)) == ROOT / package / "__init__.py"


def test_no_module_imports_itself_by_way_of_others() -> None:
    modules = set(map(dotted, SOURCES))
    graph = {dotted(path): set(imported_at_once(path, modules)) for path in SOURCES}
    assert sum(map(len, graph.values())) > len(SOURCES), "no imports found: the rule would hold of anything"
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_at_once(path: Path, modules: set[str]) -> Iterator[str]:
    """Which of our modules one names when it is loaded; what a function imports later makes no circle."""
    for node in outside_functions(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found = {name if name in modules else str(node.module) for name in names}
            yield from found & modules


def outside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield node
            yield from outside_functions(node)


def test_the_archive_can_be_taken_in_at_one_glance() -> None:
    listed = list((ROOT / "archive").iterdir())
    assert sum(map(holds_files, listed)) == FOLDERS
    assert sum(path.is_file() for path in listed) <= MOST_FILES


def holds_files(folder: Path) -> bool:
    """False for what a checkout leaves of a folder that is no more: compiled modules alone."""
    return any(path.is_file() and path.suffix != ".pyc" for path in folder.rglob("*"))


def mirrors() -> list[Path]:
    """The folders of tests/ that stand for a package, tests/ itself for the root of archive/ not among them."""
    folders = (path for path in TESTS.rglob("*") if path.is_dir() and holds_files(path))
    return sorted(path for path in folders if path.relative_to(TESTS).parts[0] not in BESIDE)


def package_of(folder: Path) -> Path:
    within = folder.relative_to(TESTS)
    return ROOT / within if within.parts[:1] in (("spiders",), ("scheduler",)) else ROOT / "archive" / within


def test_every_folder_of_tests_names_a_package() -> None:
    assert [str(folder.relative_to(ROOT)) for folder in mirrors() if not package_of(folder).is_dir()] == []


def test_every_test_module_names_the_module_it_tests_or_says_why_not() -> None:
    unnamed = set()
    for path in (path for folder in (TESTS, *mirrors()) for path in folder.glob("test_*.py")):
        module = path.name.removeprefix("test_")
        if not any((package_of(path.parent) / name).is_file() for name in (module, f"_{module}")):
            unnamed.add(path.relative_to(TESTS).as_posix())
    assert unnamed == set(NAMED_OTHERWISE)


def test_nothing_but_tests_stands_among_the_tests_of_a_package() -> None:
    files = [path for folder in mirrors() for path in folder.iterdir() if path.is_file()]
    assert len(files) > len(NAMED_OTHERWISE)
    assert [path for path in files if not re.fullmatch(r"test_\w+\.py|conftest\.py|__init__\.py", path.name)] == []


def test_no_row_is_a_dictionary_of_anything() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in SOURCES if "dict[str, Any]" in path.read_text()] == []
