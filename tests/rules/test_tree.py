"""What holds for every file of the tree."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
ROOT = Path(__file__).parents[2]


def tracked(pattern: str = "*") -> list[Path]:
    """The files git knows, and new ones it would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", pattern]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


MODULES = tracked("*.py")


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_every_module_opens_with_a_docstring() -> None:
    silent = [path for path in MODULES if ast.get_docstring(ast.parse(path.read_text())) is None]
    assert names(silent) == []


def test_no_module_is_longer_than_a_person_reads_in_one_go() -> None:
    long = [path for path in MODULES if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert names(long) == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        if path.parent.name != "versions"  # a migration lists columns
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty_words = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
    assert names([path for path in MODULES if path.name in empty_words]) == []


@pytest.mark.parametrize(
    "trace",
    [
        re.escape(str(ROOT)) + r"\b",
        r"/home/[a-z]+/",
        r"/root/",
        r"--(extra-)?index-url[= ]*https?:",
        r"find-links[= ]*[/h]",
        r"files\.pythonhosted\.org",
        r'"resolved": *"http',
    ],
)
def test_nothing_of_one_machine_is_in_the_tree(trace: str) -> None:
    pattern = re.compile(trace)
    own = Path(__file__)
    texts = [path for path in tracked() if path != own and b"\0" not in path.read_bytes()[:4096]]
    found = [path for path in texts if pattern.search(path.read_text(errors="replace"))]
    assert names(found) == []


def test_no_test_sleeps_is_skipped_or_expected_to_fail() -> None:
    excuses = re.compile(r"time\.sleep\(|pytest\.(mark\.)?(skip|xfail)|unittest\.skip")
    allowed = {ROOT / "tests" / "waiting.py", Path(__file__)}
    tests = [path for path in MODULES if path.is_relative_to(ROOT / "tests") and path not in allowed]
    assert names([path for path in tests if excuses.search(path.read_text())]) == []
