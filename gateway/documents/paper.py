"""The update paper as its documents need it: reporting's figures, and the words that go with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

COLUMNS = ("ris", "other", "total")
TWO = COLUMNS[:2]


def opened(figure: str) -> tuple[dict[str, str], ...]:
    """Which requests a figure's cells open, column by column."""
    return tuple({"figure": figure} | ({"column": key} if key in TWO else {}) for key in COLUMNS)


@dataclass(frozen=True)
class Issue:
    """Who issued a paper and when. `number` counts the issued papers from 1."""

    number: int
    issued_by: str
    issued_at: datetime


@dataclass(frozen=True)
class Paper:
    """One paper. `figures` is the JSON of `memberzone update-paper`, `more` what reporting tells beside it.

    `comments`: texts. `improvements`: {"action", "owner", "due_on": ISO date or None, "standing"} each.
    A draft has no `issue`.
    """

    council: str
    figures: Mapping[str, Any]
    more: Mapping[str, Any]
    comments: Sequence[str] = ()
    improvements: Sequence[Mapping[str, str | None]] = ()
    issue: Issue | None = None

    @property
    def as_at(self) -> date:
        """The day at whose end things stood so."""
        return date.fromisoformat(self.figures["as_at"])

    @property
    def since(self) -> date:
        """The first day of the period; the day itself where nothing was ever made."""
        beginning = self.figures["since"] or self.more["first_on"]
        return date.fromisoformat(beginning) if beginning else self.as_at

    @property
    def is_of_everything(self) -> bool:
        """Whether the period is all there is: only then do flows and heaps add up."""
        return bool(self.more["from_beginning"])

    @property
    def definitions(self) -> str:
        """The version of the rules by which the figures are made."""
        return str(self.more["definitions"])

    @property
    def heads(self) -> tuple[str, str, str]:
        """The names of the columns as heads of a table."""
        names = self.more["column_names"]
        return names["ris"], names["other"], names["total"]

    @property
    def other_in_a_sentence(self) -> str:
        """The other column's name inside a sentence."""
        name = self.heads[1]
        return name[:1].lower() + name[1:]

    def column(self, key: str) -> Mapping[str, Any]:
        """One column's figures: "ris", "other" or "total"."""
        found: Mapping[str, Any] = self.figures["columns"][key]
        return found
