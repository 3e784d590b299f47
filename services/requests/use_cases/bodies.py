"""From a call's body to the domain's command: the same names, but for a few; words of lists as such."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from services.requests.domain import commands as c
from services.requests.domain.vocabulary import Kind, Outcome, Sharing

# The call's word for what the command calls otherwise.
_OTHER_NAMES: dict[type[c.Command], dict[str, str]] = {
    c.Attach: {"file_name": "name"},
    c.AttachConstituent: {"constituent_name": "name"},
}
_LISTS: dict[str, Callable[[str], Any]] = {"kind": Kind, "outcome": Outcome, "sharing": Sharing}


def command_of(kind: type[c.Command], body: Mapping[str, Any], **handed_in: Any) -> c.Command:
    """The command with the body's arguments, and with those that no caller gives."""
    names = _OTHER_NAMES.get(kind, {})
    given = {
        field.name: _typed(field.name, body[names.get(field.name, field.name)])
        for field in fields(kind)
        if field.name not in handed_in
    }
    return kind(**given | handed_in)


def _typed(name: str, value: Any) -> Any:
    return _LISTS[name](value) if name in _LISTS and value is not None else value
