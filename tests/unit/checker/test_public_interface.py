"""What the package promises to those who import it."""

import subprocess
import sys

import checker


def test_the_public_names_are_these():
    assert sorted(checker.__all__) == [
        "Alternative",
        "Assessment",
        "Case",
        "CaseError",
        "Checker",
        "Protocol",
        "RecommendationAnswer",
        "RefusedCase",
        "Status",
        "Truth",
        "alternatives",
        "assess_json",
        "dump",
        "explain",
        "load",
        "parse_case",
        "to_json",
    ]
    assert all(hasattr(checker, name) for name in checker.__all__)


def test_the_package_needs_nothing_but_the_standard_library(repository):
    code = (
        f"import sys; sys.path.insert(0, {str(repository)!r}); import checker; "
        "print(sorted({n.partition('.')[0] for n in sys.modules} - set(sys.stdlib_module_names) - {'__main__'}))"
    )
    result = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['checker']"


def test_importing_it_loads_no_module_that_a_browser_would_wait_for(repository):
    """`difflib` is for mistakes only; the others would each cost more than the checker itself."""
    code = (
        f"import sys; sys.path.insert(0, {str(repository)!r}); import checker; "
        "print([n for n in ('difflib', 'asyncio', 'typing_extensions', 'fractions', 'logging') if n in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
