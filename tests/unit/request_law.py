"""domain.md's table of commands, copied out by hand; what it leaves open is in decisions 40 and 45 to 49."""

import csv
from pathlib import Path

LAW = Path(__file__).parent.parent / "data" / "lifecycle.csv"
TABLE = {row["command"]: row for row in csv.DictReader(LAW.read_text(encoding="utf-8").splitlines())}

IN_ACTION = ["with_service", "awaiting_member", "work_scheduled", "further_information", "escalated"]
GROUPS = {
    "in action": IN_ACTION,
    "in action but awaiting_member": [state for state in IN_ACTION if state != "awaiting_member"],
    "any but final": [*IN_ACTION, "responded", "closed"],
    "any": [*IN_ACTION, "responded", "closed", "withdrawn"],
}


def leaves(command: str) -> list[str]:
    """The states from which the law lets the command be given."""
    return [state for group in TABLE[command]["from"].split(";") for state in GROUPS.get(group, [group])]


def lands(command: str, stands: str, before: str | None) -> str:
    """Where the law says that the command leads; `before` is the state before an open question."""
    to = TABLE[command]["to"]
    if to == "remembered" or (command == "add_message" and before):
        return before or ""
    if to.startswith("with_service;"):
        return stands if stands in {"escalated", "further_information"} else "with_service"
    return stands if to == "same" else to
