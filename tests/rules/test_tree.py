"""What holds for every file of the tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
ROOT = Path(__file__).parents[2]


NOT_OURS = {".git", ".venv", "var", "build", "__pycache__", ".hypothesis"}


def tracked(pattern: str = "*") -> list[Path]:
    """The files of the tree, but for what is built or kept by tools: a newcomer may not have git."""
    return [path for path in _files(ROOT) if path.match(pattern)]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


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
