"""Lists of who was elected (CSV) and directory files (YAML), read from a text; complaints name the line."""

import csv
import io
from pathlib import Path

import yaml

from gateway.admin_pages.council import Council, Entries, Entry
from gateway.admin_pages.naming import plain_letters
from gateway.admin_pages.reviewing import CannotBeRead
from gateway.cli.directory_commands import entries_in
from gateway.cli.failure import CommandFailed
from gateway.cli.yaml_file import parse_yaml

_CALLED = Path("The text")
_MOST_BRACKETS = 5_000  # each that is open makes the rest slower to read
_NAMES = {"e-mail": "email", "e-mail address": "email", "mail": "email", "email address": "email"}
_HEADINGS = "Begin with a line of headings: ward, name, email (or account)"


def entries_of_file(text: str) -> Entries:
    """The entries of a directory file. Raises CannotBeRead."""
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise CannotBeRead("The text has too many brackets: write each entry on lines of its own")
    if _repeats_itself(text):
        raise CannotBeRead("The text refers to other places in it with *: write them out")
    try:
        found = entries_in(parse_yaml(text, _CALLED))
    except CommandFailed as wrong:
        raise CannotBeRead(str(wrong)) from None
    found.pop("based_on", None)
    return found


def _repeats_itself(text: str) -> bool:
    """Whether it names parts of itself: a few lines could then stand for millions."""
    try:
        return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text))
    except yaml.YAMLError:
        return False  # whoever reads it says what is wrong, and where


def elected_in(text: str, council: Council) -> list[tuple[Entry, str]]:
    """Who was elected, each with the id of the ward. Raises CannotBeRead with the line that is wrong."""
    wards = {plain_letters(ward["name"]): ward["id"] for ward in council.wards}
    wards |= {ward["id"]: ward["id"] for ward in council.wards}
    first, _, _ = text.partition("\n")
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(first))
    try:
        headings = [_heading(cell) for cell in next(rows)]
        if not {"ward", "name"} <= {*headings} or not {"email", "account"} & {*headings}:
            raise CannotBeRead(_HEADINGS)
        return [
            _elected(dict(zip(headings, row, strict=False)), rows.line_num, wards) for row in rows if any(row)
        ]
    except csv.Error as wrong:
        raise CannotBeRead(f"Line {rows.line_num}: {wrong}") from None


def _delimiter(first: str) -> str:
    return next((mark for mark in (";", "\t") if mark in first), ",")


def _heading(cell: str) -> str:
    plain = plain_letters(cell)
    return _NAMES.get(plain, plain)


def _elected(row: dict[str, str], line: int, wards: dict[str, str]) -> tuple[Entry, str]:
    values = {name: text.strip() for name, text in row.items()}
    ward = values.get("ward", "")
    ward_id = wards.get(plain_letters(ward))
    if ward_id is None:
        raise CannotBeRead(f"Line {line}: there is no ward “{ward}”: write its name as the directory has it")
    if not values.get("name"):
        raise CannotBeRead(f"Line {line}: the name is missing")
    if not values.get("email") and not values.get("account"):
        raise CannotBeRead(f"Line {line}: {values['name']} needs an e-mail address or an account")
    person: Entry = {
        "name": values["name"],
        "email": values.get("email") or None,
        "account": values.get("account") or None,
    }
    return person, ward_id
