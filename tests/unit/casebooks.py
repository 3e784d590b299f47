"""Casebooks for tests: small files, a mapping for them, and a council that takes them in memory."""

from pathlib import Path
from typing import Any

from gateway.cli.casebook.mapping import Mapping, read_mapping
from gateway.cli.failure import CommandFailed
from services.chassis.clock import Clock, SystemClock
from services.contracts.calls import Call

MAPPINGS = Path("deploy/mappings")
EXCERPT = Path("tests/data/nyc_council_casework_excerpt.csv")
HEADING = (
    b"unique_key,account,opendate,closedate,complaint_type,descriptor,"
    b"zip,borough,city,council_dist,community_board\n"
)


def nyc_mapping() -> Mapping:
    """The shipped mapping."""
    return read_mapping(MAPPINGS / "nyc_council_casework.yaml")


def row(reference: str = "NYCC01000001", **given: str) -> bytes:
    """One row under HEADING; every column has something unless it is given."""
    columns = {
        "account": "NYCC01",
        "opendate": "2015-01-02",
        "closedate": "2015-01-09",
        "complaint_type": "Aging",
        "descriptor": "Senior Centers",
        "zip": "10002",
        "borough": "Manhattan",
        "city": "New York",
        "council_dist": "NYCC01",
        "community_board": "03 Manhattan",
    } | given
    return ",".join([reference, *columns.values()]).encode() + b"\n"


class CouncilInMemory:
    """Stands for the services behind an Operator: keeps a directory and what was imported, row by row."""

    def __init__(self) -> None:
        self.clock: Clock = SystemClock()
        self.directory: dict[str, list[dict[str, Any]]] = {
            k: [] for k in ("wards", "services", "categories", "people")
        }
        self.cases: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.waited_for: set[tuple[str, str, str]] = set()
        self.fail_after_chunks: int | None = None
        self.chunks = 0

    def ask(
        self, call: Call, body: dict[str, Any] | None = None, patience_seconds: float = 0
    ) -> dict[str, Any]:
        """The answer of the service's method of that name."""
        call.body().load(body or {})
        self.asked.append(call.name)
        if body and call.name == "position":
            self.waited_for.add((call.service, body["source"], body["stream"]))
        answer: dict[str, Any] = getattr(self, f"answer_{call.name}")(body or {})
        return answer

    def ask_each(
        self, call: Call, bodies: list[dict[str, Any]], patience_seconds: float
    ) -> list[dict[str, Any]]:
        """One answer for each."""
        return [self.ask(call, body) for body in bodies]

    def answer_council(self, _body: dict[str, Any]) -> dict[str, Any]:
        categories = [entry | {"service_id": entry["service"]} for entry in self.directory["categories"]]
        return self.directory | {"categories": categories}

    def answer_load(self, body: dict[str, Any]) -> dict[str, Any]:
        for kind, entries in body.items():
            known = {entry.get("id") for entry in self.directory[kind]}
            assert kind == "people" or not known & {entry["id"] for entry in entries}
            self.directory[kind] += [{"person_id": f"id of {e.get('account')}"} | e for e in entries]
        streams = [f"{kind}:{e.get('id') or e.get('account')}" for kind in body for e in body[kind]]
        reached = [{"source": "directory", "stream": stream, "sequence": 1} for stream in streams]
        return {"changes": [], "applied": True, "reached": reached}

    def answer_events(self, _body: dict[str, Any]) -> dict[str, Any]:
        return {
            "events": [{"subject": f"ward:{w['id']}", "streamsequence": 1} for w in self.directory["wards"]],
            "next": None,
        }

    def answer_position(self, _body: dict[str, Any]) -> dict[str, Any]:
        return {"sequence": 10_000}

    def answer_import_cases(self, body: dict[str, Any]) -> dict[str, Any]:
        self.chunks += 1
        if self.fail_after_chunks is not None and self.chunks > self.fail_after_chunks:
            raise CommandFailed("requests cannot be reached.")
        imported, already, rejected = 0, 0, []
        for case in body["cases"]:
            content = {key: value for key, value in case.items() if key != "line"}
            if case["external_reference"] not in self.cases:
                self.cases[case["external_reference"]] = content
                imported += 1
            elif self.cases[case["external_reference"]] == content:
                already += 1
            else:
                rejected.append({"line": case["line"], "reason": "Another case has this reference."})
        stream = f"import:{body['casebook']}"
        return {
            "imported": imported,
            "already": already,
            "rejected": rejected,
            "stream": stream,
            "sequence": self.chunks,
        }
