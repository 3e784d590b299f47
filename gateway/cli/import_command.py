"""`memberzone import`: an existing casebook, brought in from a CSV file."""

from pathlib import Path

import click

from gateway.cli.casebook.importing import Balance, CasebookImport
from gateway.cli.casebook.mapping import read_mapping
from gateway.cli.casebook.rejects import Rejects
from gateway.cli.copy_folder import pass_operator
from gateway.cli.operator import Operator

FILE = click.Path(path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option(
    "--mapping",
    "mapping_file",
    type=FILE,
    required=True,
    help="Which column means what (see docs/importing.md).",
)
@click.option(
    "--create-missing",
    is_flag=True,
    help="Make members, wards, services and categories that the directory lacks.",
)
@click.option(
    "--rejects",
    "rejects_file",
    type=FILE,
    help="Write each rejected row's line, reason and reference to this CSV file.",
)
@click.option("--no-wait", is_flag=True, help="Do not wait until every service has caught up.")
@pass_operator
def import_casebook(
    operator: Operator,
    file: Path,
    mapping_file: Path,
    create_missing: bool,
    rejects_file: Path | None,
    no_wait: bool,
) -> None:
    """Bring in the casebook FILE (.csv, .csv.gz or .csv.xz).

    It can be stopped at any time: run it again and it goes on. The last line on standard output is
    `read N imported N already N rejected N`.
    """
    casebook = CasebookImport(operator, file, read_mapping(mapping_file))
    if create_missing:
        casebook.create_missing()
    with Rejects(rejects_file) as rejects:
        balance = Balance(rejects)
        casebook.send(balance)
    try:
        if not no_wait:
            casebook.wait(balance)
    finally:
        click.echo(str(balance))
