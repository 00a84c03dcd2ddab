"""The house stays as it is drawn: no type name twice, folders and modules of a size that one can take in.

The order of the stages and the absence of circles are kept by import-linter; see pyproject.toml.
"""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("checker", "build_scripts")
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "inside" not in path.parts
}
SCRIPTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "site_templates" / "scripts").rglob("*.js"))
}
MOST_FILES = 12
MOST_LINES = 300
LONGER: dict[str, int] = {}
"""Modules that may be longer, and how long. The list may only shrink."""

NO_USER_ERRORS = {"Undecided", "NoPatient", "InvalidValue"}
"""Exceptions that never leave the module that raises them."""


def types_in(text):
    """The names of the types that a module defines: classes, and aliases with a capital."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name[0].isupper() and not name.isupper():
                yield name


def test_no_type_name_stands_for_two_things():
    counted = Counter(name for text in SOURCES.values() for name in types_in(text))
    assert {name: count for name, count in counted.items() if count > 1} == {}


@pytest.mark.parametrize("name", [*SOURCES, *SCRIPTS])
def test_a_module_has_one_subject(name):
    text = {**SOURCES, **SCRIPTS}[name]
    assert len(text.splitlines()) <= LONGER.get(name, MOST_LINES)
    assert text.startswith(('"""', "/*")), "its first line says what it holds"


def test_what_may_be_longer_still_is():
    assert {name for name in LONGER if len({**SOURCES, **SCRIPTS}[name].splitlines()) <= MOST_LINES} == set()


@pytest.mark.parametrize("folder", sorted({str(Path(name).parent) for name in (*SOURCES, *SCRIPTS)}))
def test_a_folder_can_be_taken_in_at_a_glance(folder):
    names = [Path(name).name for name in (*SOURCES, *SCRIPTS) if str(Path(name).parent) == folder]
    entry_points = folder == "site_templates/scripts"  # what a page or the browser loads by name; folders hold the rest
    assert len([name for name in names if name != "__init__.py"]) <= MOST_FILES or entry_points


@pytest.mark.parametrize("stage", sorted(path for path in SOURCES if path.count("/") == 2 and "__init__" in path))
def test_a_stage_says_what_goes_in_and_what_comes_out(stage):
    text = ast.get_docstring(ast.parse(SOURCES[stage])) or ""
    assert "In: " in text
    assert "Out: " in text


def test_what_users_are_told_has_one_root():
    """Every exception of the build is one that a command ends with, in words and with its exit status."""
    bases = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for name, text in SOURCES.items()
        if name.startswith("build_scripts/")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    }
    direct = {name for name, above in bases.items() if "Exception" in above}
    assert direct - NO_USER_ERRORS == {"UserError"}


def imports_of(name):
    """The scripts that a script imports, by their place."""
    folder = (ROOT / name).parent
    for target in re.findall(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+)["']""", SCRIPTS[name], re.MULTILINE):
        yield (folder / target).resolve().relative_to(ROOT).as_posix()


def test_scripts_import_no_circles():
    def visit(name, path):
        assert name not in path, " → ".join((*path, name))
        for other in imports_of(name):
            visit(other, (*path, name))

    for name in SCRIPTS:
        visit(name, ())


# The tests have an order of their own.

TESTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests").rglob("*.py"))
}
LONGER_TESTS = {
    "tests/crosscheck/differentiation_syndrome.py": 498,
    "tests/browser/test_checker_runtime.py": 360,
}
"""Modules of tests that may be longer than others, and how long. The list may only shrink."""


@pytest.mark.parametrize("name", TESTS)
def test_tests_import_no_tests(name):
    """What several tests need stands in tests/support; an oracle stands beside the tests that ask it."""
    found = re.findall(r"^\s*(?:from|import) (tests\.[\w.]+)", TESTS[name], re.MULTILINE)
    beside = str(Path(name).parent).replace("/", ".")
    assert [module for module in found if not f"{module}.".startswith(("tests.support.", f"{beside}."))] == []
    assert [module for module in found if "test_" in module or "conftest" in module] == []


@pytest.mark.parametrize("name", TESTS)
def test_a_module_of_tests_has_one_subject(name):
    assert len(TESTS[name].splitlines()) <= LONGER_TESTS.get(name, MOST_LINES)


@pytest.mark.parametrize("folder", sorted({str(Path(name).parent) for name in TESTS}))
def test_a_folder_of_tests_can_be_taken_in(folder):
    assert len([name for name in TESTS if str(Path(name).parent) == folder and "conftest" not in name]) <= MOST_FILES
