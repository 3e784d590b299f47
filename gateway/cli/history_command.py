"""`memberzone bring-in`: requests with all that happened to them, given as commands with their times."""

import json
from itertools import islice
from pathlib import Path
from typing import Any

import click

from gateway.cli.casebook.caught_up import Positions, last_sequences, wait_until_applied
from gateway.cli.copy_folder import pass_operator
from gateway.cli.failure import CommandFailed
from gateway.cli.operator import PATIENCE_SECONDS, Operator
from gateway.cli.progress import Progress
from services.contracts.directory_calls import COUNCIL
from services.contracts.feedback_calls import IMPORT_SURVEYS
from services.contracts.feedback_survey_bodies import SURVEYS_AT_ONCE
from services.contracts.names import DIRECTORY, REQUESTS, SLA, consumers_of
from services.contracts.requests_calls import BRING_IN_HISTORY
from services.contracts.sla_events import CALENDAR_STREAM

AT_ONCE = 50  # requests in one call: some tenths of a second in which nobody else is answered
PEOPLE_IN_BODIES = ("officer_id", "holder_id", "member_id")

Line = dict[str, Any]


@click.command("bring-in")
@click.argument("file", type=click.Path(path_type=Path))
@pass_operator
def bring_in(operator: Operator, file: Path) -> None:
    """Let the histories in FILE happen: one request a line, as JSON; people by their addresses.

    It can be stopped at any time: run it again and it goes on. The last line on standard output is
    `read N brought in N already N surveys N`.
    """
    reached: Positions = {}
    surveys: list[Line] = []
    read = brought_in = already = 0
    with _opened(file) as lines, Progress("requests") as progress:
        people = _people(operator)
        _wait_for_copies(operator)
        while chunk := list(islice(lines, AT_ONCE)):
            lives = [json.loads(line) for line in chunk]
            body = {"requests": [_as_sent(life, people) for life in lives]}
            answer = operator.ask(BRING_IN_HISTORY, body, PATIENCE_SECONDS)
            surveys += [
                {"request_id": life["request_id"], **said} for life in lives for said in life["surveys"]
            ]
            read, reached = read + len(chunk), answer["reached"]
            brought_in += answer["brought_in"]
            already += answer["already"]
            progress.show(read)
    for consumer in consumers_of(REQUESTS):  # streams are followed in the order in which they were stored
        wait_until_applied(operator, consumer, REQUESTS, reached)
    _tell_surveys(operator, surveys)
    click.echo(f"read {read} brought in {brought_in} already {already} surveys {len(surveys)}")


def _tell_surveys(operator: Operator, surveys: list[Line]) -> None:
    for start in range(0, len(surveys), SURVEYS_AT_ONCE):
        body = {"surveys": surveys[start : start + SURVEYS_AT_ONCE]}
        answer = operator.ask(IMPORT_SURVEYS, body, PATIENCE_SECONDS)
        for row in answer["rejected"]:
            raise CommandFailed(f"Survey {start + row['line']} is rejected: {row['reason']}")


def _opened(file: Path) -> Any:
    try:
        return file.open(encoding="utf-8")
    except OSError as error:
        raise CommandFailed(f"{file} cannot be read: {error.strerror or error}.") from None


def _people(operator: Operator) -> dict[str, str]:
    people = operator.ask(COUNCIL, patience_seconds=PATIENCE_SECONDS)["people"]
    return {person["email"]: person["person_id"] for person in people}


def _wait_for_copies(operator: Operator) -> None:
    """Requests decides by its copies of the directory and of the calendar."""
    wait_until_applied(operator, REQUESTS, DIRECTORY, last_sequences(operator, DIRECTORY))
    wait_until_applied(operator, REQUESTS, SLA, {CALENDAR_STREAM: 1})


def _as_sent(line: Line, people: dict[str, str]) -> dict[str, Any]:
    return {
        "request_id": line["request_id"],
        "steps": [
            {
                "command": step["command"],
                "at": step["at"],
                "person_id": _id(step["by"], people),
                "body": _named(step["body"], people),
            }
            for step in line["steps"]
        ],
    }


def _named(body: Line, people: dict[str, str]) -> Line:
    return body | {name: _id(body[name], people) for name in PEOPLE_IN_BODIES if name in body}


def _id(email: str, people: dict[str, str]) -> str:
    if email not in people:
        raise CommandFailed(f"There is nobody with the address {email} in the directory.")
    return people[email]
