"""The directory's names and ids, as an import looks them up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.cli.casebook.cases import NamedCase, Rejected
from gateway.cli.casebook.mapping import Mapping
from gateway.cli.casebook.naming import name_key

HOW_TO_CREATE = "add it to the directory, or run the import again with --create-missing."


@dataclass(frozen=True)
class Council:
    """Ids by name's key; categories by their service's id and their own key; members by account."""

    wards: dict[str, str]
    services: dict[str, str]
    categories: dict[tuple[str, str], str]
    members: dict[str, str]
    ids: dict[str, frozenset[str]]

    @classmethod
    def of(cls, answer: dict[str, Any]) -> "Council":
        """From directory's answer to `council`."""
        return cls(
            wards={name_key(ward["name"]): ward["id"] for ward in answer["wards"]},
            services={name_key(service["name"]): service["id"] for service in answer["services"]},
            categories={(c["service_id"], name_key(c["name"])): c["id"] for c in answer["categories"]},
            members={p["account"]: p["person_id"] for p in answer["people"] if p.get("account")},
            ids={
                kind: frozenset(one["id"] for one in answer[kind])
                for kind in ("wards", "services", "categories")
            },
        )

    def body(self, case: NamedCase, mapping: Mapping) -> dict[str, Any] | Rejected:
        """The case as `import_cases` takes it, or the name that the directory lacks."""
        member = self.members.get(case.member)
        ward = self.wards.get(name_key(case.ward))
        service = self.services.get(name_key(case.service))
        category = self.categories.get((service or "", name_key(case.category)))
        if member is None:
            return _unknown(case, "member with the account", case.member)
        if ward is None:
            return _unknown(case, "ward named", case.ward)
        if service is None:
            return _unknown(case, "service named", case.service)
        if category is None:
            return _unknown(case, f"category of {case.service} named", case.category)
        return {
            "line": case.line,
            "external_reference": case.reference,
            "member_id": member,
            "kind": mapping.kind,
            "channel": mapping.channel,
            "service_id": service,
            "category_id": category,
            "ward_id": ward,
            "subject": case.subject,
            "place": case.place,
            "raised_at": case.raised_at.isoformat(),
            "responded_at": _iso(case.responded_at),
            "closed_at": _iso(case.closed_at),
        }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _unknown(case: NamedCase, what: str, name: str) -> Rejected:
    return Rejected(case.line, f"There is no {what} {name!r}: {HOW_TO_CREATE}", case.reference)
