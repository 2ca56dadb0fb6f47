"""The shape of the code, held by tests: small modules, small functions, names that are ours, docs that are true."""

import ast
import importlib
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from archive.errors import WarraqError
from scheduler.cli import VERBS
from tests.support.paths import ROOT

PACKAGES = ("archive", "spiders", "scheduler")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MAX_MODULE_LINES, MAX_FUNCTION_LINES = 250, 60


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_and_its_functions_stay_small_enough_to_read(path: Path) -> None:
    source = path.read_text()
    assert source.count("\n") <= MAX_MODULE_LINES
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: size for name, size in sizes.items() if size > MAX_FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", [path for path in SOURCES if path.read_text()], ids=lambda path: path.stem)
def test_every_module_says_its_one_job_in_its_first_line(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_a_module_with_an_underscore_is_imported_by_its_own_package_and_its_tests_alone() -> None:
    private = re.compile(
        r"^\s*(?:from|import) ((?:\w+\.)*\w+)\.(_(?!_)\w+)|^\s*from ((?:\w+\.)+\w+) import (_(?!_)\w+)", re.M
    )
    everything = sorted(path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*.py"))
    outsiders = []
    for path in everything:
        here = ".".join(path.relative_to(ROOT).parent.parts)
        for found in private.finditer(path.read_text(encoding="utf-8")):
            package = found[1] or found[3]
            if here not in (package, package.replace("archive", "tests", 1)):
                outsiders.append(f"{path.relative_to(ROOT)}: {package}.{found[2] or found[4]}")
    assert outsiders == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_import_names_are_ours_alone(package: str) -> None:
    """Flat names: another distribution that ships one of them would silently overwrite our files."""
    assert set(packages_distributions().get(package, [])) <= {"warraq"}
    assert Path(str(importlib.import_module(package).__file__)) == ROOT / package / "__init__.py"


def test_the_running_guide_names_every_exit_status() -> None:
    told = {int(status) for status in re.findall(r"^\| (\d+) \|", (ROOT / "docs/running.md").read_text(), re.MULTILINE)}
    kinds = [WarraqError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert {kind.exit_code for kind in kinds} <= told


def test_every_verb_is_told_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [verb for verb in VERBS if f"warraq {verb}" not in readme] == []


def test_no_lock_names_an_index_and_every_version_has_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text()
        assert "://" not in lock
        pinned = re.findall(r"^\S+==.*(?:\n    .*)*", lock, re.MULTILINE)
        assert len(pinned) > 50
        assert all("--hash=sha256:" in entry for entry in pinned)
