"""A typed client, generated from the served description, is enough to take a request through its life."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask, json

from gateway.api.endpoints import ROOT
from tests.gateway.api_programs import Program
from tests.machines.served import served

REPOSITORY = Path(__file__).parents[2]
PROGRAM = "tests/gateway/client_program.py"
HAPPENED = {
    *("request_raised", "attachment_added", "constituent_attached", "officer_assigned"),
    *("clarification_asked", "clarification_given", "initial_response_given", "progress_posted"),
    *("deadline_proposed", "deadline_agreed", "work_scheduled", "response_given"),
    *("further_information_asked", "request_escalated", "request_closed", "request_reopened"),
}


@pytest.fixture(scope="module")
def generated(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the client, of which the generator left nothing out."""
    folder = tmp_path_factory.mktemp("client")
    described = folder / "openapi.json"
    described.write_bytes(app.test_client().get(f"{ROOT}/openapi.json").data)
    (folder / "generator.yaml").write_text("post_hooks: []")
    made = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(described)]
    made += ["--output-path", str(folder / "memberzone_client"), "--meta", "none"]
    run([*made, "--config", str(folder / "generator.yaml"), "--fail-on-warning"], folder)
    (folder / "memberzone_client" / "py.typed").touch()
    return folder


def run(command: list[str], client: Path, said: str = "") -> str:
    """What a command says that has to succeed, with the client on its path."""
    ended = subprocess.run(
        command,
        input=said,
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(client), "MYPYPATH": str(client)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_its_types_hold_for_a_program_that_stands_on_it(generated: Path, tmp_path: Path) -> None:
    strictly = ["--config-file=", "--strict", "--follow-imports=silent", f"--cache-dir={tmp_path}"]
    run([sys.executable, "-m", "mypy", *strictly, PROGRAM], generated)


def test_a_request_goes_through_its_whole_life(
    generated: Path, app: Flask, programs: dict[str, Program]
) -> None:
    people = {who: who for who in ("member", "officer", "head", "director")} | {"stranger": "other member"}
    tokens = {
        name: programs[who].headers["Authorization"].removeprefix("Bearer ") for name, who in people.items()
    }
    with served(app) as url:
        told = run(
            [sys.executable, "-m", "tests.gateway.client_program", url + ROOT], generated, json.dumps(tokens)
        )
    happened = json.loads(told)
    assert happened[0] == "request_raised"
    assert happened[-1] == "request_closed"
    assert set(happened) == HAPPENED
