"""`memberzone token`: secrets with which other programs act for a person."""

import click

from gateway.cli.copy_folder import pass_operator
from gateway.cli.operator import Operator
from services.contracts.directory_calls import CREATE_TOKEN, LIST_TOKENS, REVOKE_TOKEN
from services.contracts.vocabulary import SCOPES

DEFAULT_DAYS = 90
LONGEST_DAYS = 366
COLUMNS = ("handle", "person", "email", "label", "scopes", "created_at", "expires_at")


@click.group()
def token() -> None:
    """Secrets with which other programs act for a person."""


@token.command()
@click.option(
    "--person",
    "email",
    required=True,
    metavar="ADDRESS",
    help="The e-mail address of the person it acts for.",
)
@click.option(
    "--scope",
    "scopes",
    required=True,
    multiple=True,
    type=click.Choice(SCOPES),
    help="What it may do, read or write; repeat for both.",
)
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST_DAYS),
    default=DEFAULT_DAYS,
    show_default=True,
    help="How long it lasts.",
)
@click.option("--label", default="", help="What it is for.")
@pass_operator
def create(operator: Operator, email: str, scopes: tuple[str, ...], days: int, label: str) -> None:
    """Make a token and print it on standard output, this once."""
    made = operator.ask(CREATE_TOKEN, {"email": email, "scopes": list(scopes), "days": days, "label": label})
    click.echo(made["token"])
    click.echo(
        f"This is the only time the token is shown. It lasts until {made['expires_at']}; "
        f"end it sooner with `memberzone token revoke {made['handle']}`.",
        err=True,
    )


@token.command("list")
@pass_operator
def list_tokens(operator: Operator) -> None:
    """List tokens, without their secrets, with a heading, columns apart by tabs."""
    click.echo("\t".join(COLUMNS))
    for entry in operator.ask(LIST_TOKENS)["tokens"]:
        click.echo("\t".join(_cell(entry.get(column)) for column in COLUMNS))


@token.command()
@click.argument("handle")
@pass_operator
def revoke(operator: Operator, handle: str) -> None:
    """End the token with this HANDLE at once."""
    operator.ask(REVOKE_TOKEN, {"handle": handle})
    click.echo(f"The token {handle} is ended.")


def _cell(value: object) -> str:
    return ",".join(value) if isinstance(value, list) else str("" if value is None else value)
