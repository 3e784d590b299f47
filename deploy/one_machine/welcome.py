"""What is said when a copy is ready: its address, and how to sign in."""

from typing import Any

import yaml

from deploy.one_machine import programs
from deploy.one_machine.copy_settings import CopySettings

WANTED = ("officer", "head_of_service", "administrator")


def welcome(settings: CopySettings) -> str:
    """The lines to print."""
    lines = ["", f"Member Zone is ready: {settings.values['PUBLIC_URL']}"]
    if settings.has_private_identity_provider:
        lines.append(
            f"Sign in with the password {settings.values['SIGN_IN_PASSWORD']} and one of these addresses:"
        )
        lines += [f"  {role.replace('_', ' '):<16} {email}" for role, email in examples(settings).items()]
        lines.append("(The sign-in service is for demonstration only: everybody has this password.)")
    lines += ["Ctrl-C stops everything; the data stays.", ""]
    return "\n".join(lines)


def examples(settings: CopySettings) -> dict[str, str]:
    """One e-mail address for each role in the copy's council file; a member comes first."""
    people = yaml.safe_load(programs.council_file(settings).read_text())["people"]
    found: dict[str, str] = {}
    for person in people:
        for role in _roles(person):
            found.setdefault(role, person["email"])
    return {role: found[role] for role in ("member", *WANTED) if role in found}


def _roles(person: dict[str, Any]) -> list[str]:
    return (["member"] if person.get("terms") else []) + [held["role"] for held in person.get("roles", [])]
