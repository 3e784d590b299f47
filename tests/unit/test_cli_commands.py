"""The command line: what it prints where, how it ends, and that it never ends in a traceback."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gateway.cli.command_line import memberzone, run
from gateway.cli.copy_environment import load_copy
from gateway.cli.copy_folder import CopyFolder
from gateway.cli.failure import CommandFailed
from services.chassis.actor import Actor, ActorSigner, ActorVerifier, ensure_keys
from services.chassis.clock import SystemClock
from services.contracts.calls import Call
from services.contracts.names import SERVICES


class Answers:
    """An operator whose services answer what the test says, one answer after another for each call."""

    def __init__(self, **answers: list[Any]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    def ask(self, call: Call, body: dict[str, Any] | None = None) -> Any:
        call.body().load(body or {})
        self.asked.append((call.service, call.name, body or {}))
        return self._answers[call.name].pop(0)

    ask_if_there = ask


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs `memberzone` with the answers given."""

    def with_answers(*arguments: str, answers: Answers, text: str | None = None) -> Result:
        monkeypatch.setattr(CopyFolder, "operator", lambda _self: answers)
        return CliRunner().invoke(memberzone, arguments, input=text)

    return with_answers


def council_file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "council.yaml"
    path.write_text(text)
    return str(path)


WARD = "wards:\n  - {id: cowal, name: Cowal, seats: 3}\n"
NOTHING_FOLLOWS: dict[str, Any] = {"lost": [], "frozen": [], "ended_wards": [], "seats": []}
CHANGES = {
    "changes": [{"entry": "ward Cowal", "change": "added", "details": ["seats: 3"]}],
    "consequences": NOTHING_FOLLOWS,
    "based_on": f"7.{32 * '0'}",
}


def test_a_directory_file_is_shown_and_not_applied_without_yes(tmp_path: Path, command: Any) -> None:
    answers = Answers(preview_load=[CHANGES])
    result = command("directory", "load", council_file(tmp_path, WARD), answers=answers)
    assert result.stdout == "added: ward Cowal (seats: 3)\n"
    assert "--yes" in str(result.exception)
    assert [name for _, name, _ in answers.asked] == ["preview_load"]


def test_a_directory_file_is_applied_with_yes(tmp_path: Path, command: Any) -> None:
    answers = Answers(preview_load=[CHANGES], load=[CHANGES])
    result = command("directory", "load", council_file(tmp_path, WARD), "--yes", answers=answers)
    assert result.stdout.endswith("1 change applied.\n")
    assert answers.asked[1][2] == {
        "wards": [{"id": "cowal", "name": "Cowal", "seats": 3}],
        "based_on": f"7.{32 * '0'}",
    }


def test_a_directory_file_that_changes_nothing_says_so(tmp_path: Path, command: Any) -> None:
    result = command(
        "directory", "load", council_file(tmp_path, WARD), answers=Answers(preview_load=[{"changes": []}])
    )
    assert (result.stdout, result.exit_code) == ("Nothing would change.\n", 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("wards:\n  - {id: cowal, name: Cowal\n", "line 3: "),
        ("wards:\n  - id: cowal\n    name: Cowal\n    seets: 3\n", "line 4: wards.0.seets: Unknown field."),
        (
            "people:\n  - name: A\n  - name: B\n    email: nobody\n",
            "line 4: people.1.email: Not a valid email address.",
        ),
        (
            "wards:\n  - {id: Cowal!, name: Cowal}\n",
            "line 2: wards.0.id: Use lower case letters, digits and hyphens.",
        ),
        ("wards:\n  - id: cowal\n", "line 2: wards.0.name: Missing data for required field."),
        ("wards: []\nwards: []\n", "line 2: wards is there twice."),
        ("- one\n", "line 1: Invalid input type."),
        (
            "people:\n  - {name: A, terms: [{ward: cowal, starts: 2022-13-01}]}\n",
            "line 2: people.0.terms.0.starts: ",
        ),
    ],
)
def test_a_slip_in_a_directory_file_is_a_sentence_with_file_and_line(
    text: str, sentence: str, tmp_path: Path, command: Any
) -> None:
    result = command("directory", "load", council_file(tmp_path, text), answers=Answers())
    assert isinstance(result.exception, CommandFailed)
    assert str(result.exception).startswith(f"{tmp_path}/council.yaml, {sentence}")


def test_dates_in_a_directory_file_travel_as_they_are_written(tmp_path: Path, command: Any) -> None:
    answers = Answers(preview_load=[{"changes": []}])
    command(
        "directory",
        "load",
        council_file(tmp_path, WARD.replace("3}", "3, starts: 2022-05-05}")),
        answers=answers,
    )
    assert answers.asked[0][2]["wards"][0]["starts"] == "2022-05-05"


def test_a_new_token_is_alone_on_standard_output(command: Any) -> None:
    made = {"token": "mz_secret", "handle": "h1", "expires_at": "2027-02-19T00:00:00+00:00"}
    answers = Answers(create_token=[made])
    arguments = ("token", "create", "--person", "a@example.org", "--scope", "requests:read")
    result = command(*arguments, answers=answers)
    assert result.stdout == "mz_secret\n"
    assert "only time" in result.stderr
    assert answers.asked[0][2]["scopes"] == ["requests:read"]


def test_stored_events_are_one_json_line_each_over_all_pages(command: Any) -> None:
    pages = [{"events": [{"id": "1"}, {"id": "2"}], "next": 2}, {"events": [{"id": "3"}], "next": None}]
    answers = Answers(events=pages)
    result = command("events", "requests", "--stream", "s", answers=answers)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "2", "3"]
    assert [body["after"] for _, _, body in answers.asked] == [0, 2]
    assert {body["stream"] for _, _, body in answers.asked} == {"s"}


def test_parked_messages_of_every_service_are_listed(command: Any) -> None:
    one = {"id": "p1", "kind": "event", "reason": "unknown\nversion", "waiting_behind": 3}
    result = command("parked", "list", answers=Answers(list_parked=[{"parked": [one]}, {"parked": []}]))
    heading, line = result.stdout.splitlines()
    assert heading.startswith("service\tid\t")
    assert line.startswith("directory\tp1\tevent")
    assert line.endswith("unknown version")


def test_a_parked_message_is_found_in_the_service_that_parked_it(command: Any) -> None:
    answers = Answers(show_parked=[None, {"id": "p1"}], discard_parked=[{}])
    result = command("parked", "discard", "p1", "--reason", "a test", answers=answers)
    assert result.stdout == "p1 of requests is discarded.\n"
    assert answers.asked[-1] == ("requests", "discard_parked", {"parked_id": "p1", "reason": "a test"})


def test_discarding_asks_for_a_reason(command: Any) -> None:
    answers = Answers(show_parked=[{"id": "p1"}], discard_parked=[{}])
    command("parked", "discard", "p1", answers=answers, text="not needed\n")
    assert answers.asked[-1][2]["reason"] == "not needed"


def test_a_parked_message_that_is_nowhere_is_a_sentence(command: Any) -> None:
    result = command("parked", "show", "p9", answers=Answers(show_parked=[None] * len(SERVICES)))
    assert "No message p9 is parked" in str(result.exception)


def test_a_rebuild_is_followed_till_it_is_done(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.cli.replay_command.POLL_SECONDS", 0)
    states = [{"done": False, "events": 10}, {"done": True, "events": 1200}]
    answers = Answers(replay=[{"rebuild_id": "r1"}], rebuild_progress=states)
    assert command("replay", "requests", answers=answers).stdout == "requests is rebuilt from 1,200 events.\n"


@pytest.fixture
def stopped_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a copy that does not run: its settings and keys."""
    monkeypatch.setattr(os, "environ", {"PATH": os.environ["PATH"]})
    (tmp_path / "settings.env").write_text("AMQP_URI=amqp://nobody:x@127.0.0.1:1/none\n")
    ensure_keys(tmp_path / "keys")
    return tmp_path


def test_keys_are_rotated_without_asking_any_service_and_both_sides_go_on(
    stopped_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, now = stopped_copy / "keys", SystemClock().now()
    signer, verifier = ActorSigner(keys), ActorVerifier(keys, "requests")
    ada = Actor("ada", "member", frozenset({"member"}))
    before = signer.sign(ada, "requests", None, now)
    assert run(["--var", str(stopped_copy), "keys", "rotate"]) == 0
    assert capsys.readouterr().out.startswith(f"A new key is in {keys}")
    after = signer.sign(ada, "requests", None, now)
    assert before.split(".")[0] != after.split(".")[0], "another key"
    assert verifier.verify(before, None, now) == verifier.verify(after, None, now) == ada


def test_keys_of_another_user_are_left_alone(
    stopped_copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = stopped_copy / "keys" / "actor_private.json"
    before = private.read_bytes()
    monkeypatch.setattr(os, "geteuid", lambda: private.stat().st_uid + 1)
    assert run(["--var", str(stopped_copy), "keys", "rotate"]) == 2
    assert "run this as the user that Member Zone runs as" in capsys.readouterr().err
    assert private.read_bytes() == before


def test_settings_of_the_copy_stand_behind_the_environment(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text(
        '# made at first start\nAMQP_URI=amqp://copy\nPROVIDERS=[{"a": "b=c"}]\n'
    )
    environment = {"AMQP_URI": "amqp://mine"}
    load_copy(environment, tmp_path)
    assert environment == {
        "AMQP_URI": "amqp://mine",
        "PROVIDERS": '[{"a": "b=c"}]',
        "MEMBERZONE_VAR": str(tmp_path),
    }


def test_a_folder_without_a_copy_is_a_sentence_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AMQP_URI", raising=False)
    monkeypatch.delenv("MEMBERZONE_VAR", raising=False)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert run(["--var", str(tmp_path), "events", "requests"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(f"There is no copy of Member Zone in {tmp_path}: start one with `make run")
    assert shown.err.count("\n") == 1


def test_help_needs_no_copy(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--var", "/nowhere", "import", "--help"]) == 0
    assert "--create-missing" in capsys.readouterr().out


def test_a_wrong_option_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "moon"]) == 2
    assert "'moon'" in capsys.readouterr().err
