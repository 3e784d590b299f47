"""`memberzone directory load`: what a file would change and what would follow, shown, then applied."""

import sys
from pathlib import Path
from typing import Any

import click
from marshmallow import ValidationError

from gateway.cli.consequences import consequences
from gateway.cli.copy_folder import pass_operator
from gateway.cli.failure import CommandFailed
from gateway.cli.operator import Operator
from gateway.cli.yaml_file import YamlDocument, read_yaml, sentence_of
from services.contracts.directory_calls import LOAD, PREVIEW_LOAD
from services.contracts.directory_entries import LoadBody


@click.group()
def directory() -> None:
    """Wards, services, categories and people."""


@directory.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Apply without asking.")
@pass_operator
def load(operator: Operator, file: Path, yes: bool) -> None:
    """Show what FILE would change, then apply it."""
    body = read_directory_file(file)
    preview = operator.ask(PREVIEW_LOAD, body)
    changes = preview["changes"]
    for change in changes:
        click.echo(_line(change))
    if not changes:
        click.echo("Nothing would change.")
        return
    for line in consequences(preview["consequences"]):
        click.echo(line)
    if not yes:
        _confirm(len(changes))
    operator.ask(LOAD, body | {"based_on": preview["based_on"]})
    click.echo(f"{_counted(len(changes))} applied.")


def read_directory_file(path: Path) -> dict[str, Any]:
    """The file's entries as `load` takes them. Raises CommandFailed with the file and line."""
    return entries_in(read_yaml(path))


def entries_in(document: YamlDocument) -> dict[str, Any]:
    """A document's entries as `load` takes them. Raises CommandFailed with the file and line."""
    content = {} if document.content is None else document.content
    try:
        LoadBody().load(content)
    except ValidationError as error:
        raise sentence_of(document, error.messages) from None
    body: dict[str, Any] = content
    return body


def _confirm(count: int) -> None:
    if not sys.stdin.isatty():
        raise CommandFailed("Nothing is applied yet: run it again with --yes to apply these changes.")
    if not click.confirm(f"Apply {_counted(count)}?", err=True):
        raise CommandFailed("Nothing is applied.")


def _counted(count: int) -> str:
    return f"{count} change" + ("" if count == 1 else "s")


def _line(change: dict[str, Any]) -> str:
    details = "; ".join(change.get("details") or ())
    return f"{change['change']}: {change['entry']}" + (f" ({details})" if details else "")
