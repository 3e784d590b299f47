"""Rows as they travel in answers: instants and dates as ISO text."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def on_the_wire(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its instants and dates as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
