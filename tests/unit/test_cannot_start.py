"""Why a copy cannot start is said in a sentence that says what to do."""

import socket
from pathlib import Path

import pytest

from deploy.one_machine import system_packages
from deploy.one_machine.cannot_start import CannotStart
from deploy.one_machine.start_up import check_broker
from deploy.one_machine.virtual_environment import check_python


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python_is_asked_for(version: tuple[int, int]) -> None:
    with pytest.raises(
        CannotStart, match=r"needs Python 3\.11, 3\.12 or 3\.13, and this is 3\.1[04]: name another"
    ):
        check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_three_pythons_are_welcome(version: tuple[int, int]) -> None:
    check_python(version)


def test_a_package_that_may_not_be_installed_is_named_in_three_lines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotStart) as refused:
        system_packages.install("rabbitmq-server", needed_for="The message broker")
    lines = str(refused.value).splitlines()
    assert len(lines) == 3
    assert "apt-get install --no-install-recommends rabbitmq-server" in lines[1]


def test_a_broker_that_is_away_is_named_without_its_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(
        CannotStart, match=f"No broker answers at 127.0.0.1:{port}, where AMQP_URI points"
    ) as refused:
        check_broker(f"amqp://user:hidden@127.0.0.1:{port}/v")
    assert "hidden" not in str(refused.value)
