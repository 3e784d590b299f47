"""Reading growing log files line by line."""

from pathlib import Path

import pytest

from deploy.one_machine.log_lines import LogFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gateway.log"


def test_what_an_earlier_run_wrote_is_not_shown_again(path: Path) -> None:
    path.write_text("before\n")
    log = LogFile(path)
    with path.open("a") as file:
        file.write("after\n")
    assert log.new_lines() == ["after"]
    log.close()


def test_half_a_line_waits_for_its_other_half(path: Path) -> None:
    log = LogFile(path)
    path.write_text("one\ntw")
    assert log.new_lines() == ["one"]
    with path.open("a") as file:
        file.write("o\n")
    assert log.new_lines() == ["two"]
    log.close()


def test_nothing_is_lost_when_the_file_is_rotated(path: Path) -> None:
    log = LogFile(path)
    path.write_text("one\n")
    assert log.new_lines() == ["one"]
    with path.open("a") as file:
        file.write("two\n")
    path.rename(path.with_suffix(".log.1"))
    path.write_text("three\n")
    assert log.new_lines() == ["two", "three"]
    log.close()


def test_what_would_move_the_terminal_is_not_shown(path: Path) -> None:
    log = LogFile(path)
    path.write_text("\x1b[38;5;160mwarm\x1b[0m \x1b]0;title\x07 words\r\n")
    assert log.new_lines() == ["warm  ]0;title  words "]
    log.close()
