"""What the directory lacks for a casebook, as entries in batches that can be loaded one after another."""

from collections.abc import Iterator
from typing import Any

from gateway.cli.casebook.census import Census
from gateway.cli.casebook.council import Council
from gateway.cli.casebook.mapping import Mapping
from gateway.cli.casebook.naming import free_id

BATCH = 200
# A casebook does not say how many members a ward elects, and a later one may name more.
SEATS = 100

Entry = dict[str, Any]


class Missing:
    """Entries for `directory load`: wards and services first, then what refers to them."""

    def __init__(self, census: Census, council: Council, mapping: Mapping) -> None:
        self._starts = census.first_day.isoformat() if census.first_day else None
        self._census = census
        self._council = council
        ward_ids = _ids(census.wards, council.wards, council.ids["wards"])
        service_ids = _ids(census.services, council.services, council.ids["services"])
        self.wards = self._new_wards(ward_ids)
        self.services = [
            self._entry(service_ids[key], name) | {"column": mapping.report_column(name)}
            for key, name in census.services.items()
            if key not in council.services
        ]
        self.categories = self._new_categories(service_ids)
        self.people = self._new_people(ward_ids)

    def batches(self) -> Iterator[dict[str, list[Entry]]]:
        """Bodies of `load`, in the order in which they must be given."""
        kinds = {
            "wards": self.wards,
            "services": self.services,
            "categories": self.categories,
            "people": self.people,
        }
        for kind, entries in kinds.items():
            for start in range(0, len(entries), BATCH):
                yield {kind: entries[start : start + BATCH]}

    def __str__(self) -> str:
        """`51 people, 3 wards`; empty when nothing is missing."""
        kinds = {
            "people": self.people,
            "wards": self.wards,
            "services": self.services,
            "categories": self.categories,
        }
        return ", ".join(f"{len(entries):,} {kind}" for kind, entries in kinds.items() if entries)

    def _entry(self, identifier: str, name: str) -> Entry:
        return {"id": identifier, "name": name, "starts": self._starts}

    def _new_members(self) -> list[str]:
        return [account for account in self._census.members if account not in self._council.members]

    def _new_wards(self, ids: dict[str, str]) -> list[Entry]:
        return [
            self._entry(ids[key], name) | {"seats": SEATS}
            for key, name in self._census.wards.items()
            if key not in self._council.wards
        ]

    def _new_categories(self, service_ids: dict[str, str]) -> list[Entry]:
        taken = set(self._council.ids["categories"])
        entries = []
        for (service, key), name in self._census.categories.items():
            if (service_ids[service], key) not in self._council.categories:
                entry = self._entry(free_id(name, taken), name) | {"service": service_ids[service]}
                taken.add(entry["id"])
                entries.append(entry)
        return entries

    def _new_people(self, ward_ids: dict[str, str]) -> list[Entry]:
        return [
            {
                "name": account,
                "account": account,
                "terms": [{"ward": ward_ids[self._census.ward_of(account)], "starts": self._starts}],
            }
            for account in self._new_members()
        ]


def _ids(names: dict[str, str], known: dict[str, str], taken: frozenset[str]) -> dict[str, str]:
    """An id for every name: the directory's where it has one, else a free one made from the name."""
    ids, used = dict(known), set(taken)
    for key, name in names.items():
        if key not in ids:
            ids[key] = free_id(name, used)
            used.add(ids[key])
    return ids
