"""The directory as the pages of administrators need it: entries by id, names, and choices for forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms.fields.choices import SelectChoice

from gateway.asking import ask
from gateway.parts import parts
from gateway.wording import day_of
from services.chassis.clock import council_date
from services.contracts import directory_calls

Entry = dict[str, Any]
Entries = dict[str, list[Entry]]  # the body of `preview_load` and `load`


@dataclass(frozen=True)
class Council:
    """What `council` answers: past entries and those to come, too."""

    wards: list[Entry]
    services: list[Entry]
    categories: list[Entry]
    outside_bodies: list[Entry]
    people: list[Entry]

    def name_of(self, kind: str, entry_id: str | None) -> str:
        """What people call the entry of `kind` ("wards" …); nothing when there is none."""
        return next((entry["name"] for entry in self.of_kind(kind) if entry["id"] == entry_id), "")

    def of_kind(self, kind: str) -> list[Entry]:
        """The entries of `kind`, which is named as in a directory file."""
        found: list[Entry] = getattr(self, kind)
        return found

    def place_of(self, held: Entry) -> str:
        """Where a role or term is held: the name of its ward or service, or nothing."""
        return self.name_of("wards", held.get("ward_id")) or self.name_of("services", held.get("service_id"))


def read_council() -> Council:
    """The directory as it stands, in one call. Raises CallProblem."""
    return council_in(ask(directory_calls.COUNCIL).result)


def council_in(answer: dict[str, Any]) -> Council:
    """The council in an answer of directory's."""
    kinds = ("wards", "services", "categories", "outside_bodies", "people")
    return Council(**{kind: sorted(answer[kind], key=lambda entry: entry["name"]) for kind in kinds})


def choices(entries: Iterable[Entry], nothing: str | None = None) -> list[SelectChoice]:
    """What a select offers: what has not ended, after `nothing` where nothing may be chosen."""
    offered = [SelectChoice(entry["id"], entry["name"]) for entry in entries if not has_ended(entry)]
    return offered if nothing is None else [SelectChoice("", nothing), *offered]


def today() -> date:
    """The council's date."""
    return council_date(parts().clock.now())


def has_ended(held: Entry) -> bool:
    """Whether the last day of an entry, role or term has gone by."""
    return held["ends"] is not None and day_of(held["ends"]) < today()


def is_to_come(held: Entry) -> bool:
    """Whether it begins after today."""
    return held["starts"] is not None and day_of(held["starts"]) > today()


def in_force_first(entries: Sequence[Entry]) -> list[Entry]:
    """The same, with what has ended behind everything else."""
    return sorted(entries, key=has_ended)
