"""Events as CloudEvents 1.0: the envelope, what an event type is, and how old versions are lifted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

CONTENT_TYPE = "application/cloudevents+json"
SPEC_VERSION = "1.0"

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class EventData(Schema):
    """Facts and ids only: never free text, nothing about a constituent. Unknown fields are ignored."""

    class Meta:
        unknown = EXCLUDE


@dataclass(frozen=True)
class EventType:
    """A type of event at its current major version.

    `upcasters[n]` lifts data of version n to n + 1.
    """

    source: str
    name: str
    schema: type[EventData]
    version: int = 1
    upcasters: Mapping[int, Upcaster] = field(default_factory=dict)

    @property
    def data_schema(self) -> str:
        """The `dataschema` attribute: which contract, at which version."""
        return data_schema(self.source, self.name, self.version)

    def lift(self, version: int, data: dict[str, Any]) -> dict[str, Any]:
        """Data of an older `version` in the shape of today's."""
        for step in range(version, self.version):
            data = self.upcasters[step](data)
        return data


def data_schema(source: str, name: str, version: int) -> str:
    """`urn:memberzone:<source>:<type>:<major version>`."""
    return f"urn:memberzone:{source}:{name}:{version}"


def source_uri(service: str, epoch: str) -> str:
    """The CloudEvents `source`: the service and the epoch of its store."""
    return f"/memberzone/{service}/{epoch}"


def parse_source(source: str) -> tuple[str, str]:
    """(service, epoch) of a CloudEvents `source`. Raises ValueError for any other text."""
    parts = source.split("/")
    if len(parts) != 4 or parts[:2] != ["", "memberzone"] or not all(parts[2:]):
        raise ValueError("source is not /memberzone/<service>/<epoch>")
    return parts[2], parts[3]


def parse_data_schema(uri: str) -> tuple[str, str, int]:
    """(source service, type, major version) of a `dataschema`. Raises ValueError for any other text."""
    parts = uri.split(":")
    if len(parts) != 5 or parts[:2] != ["urn", "memberzone"]:
        raise ValueError("dataschema is not urn:memberzone:<source>:<type>:<version>")
    return parts[2], parts[3], int(parts[4])


class CloudEvent(Schema):
    """The envelope of every event on the bus."""

    class Meta:
        unknown = EXCLUDE

    specversion = fields.String(required=True, validate=validate.Equal(SPEC_VERSION))
    id = fields.UUID(required=True)
    source = fields.String(required=True)
    type = fields.String(required=True)
    subject = fields.String(required=True, metadata={"description": "The stream: what the event is about"})
    time = fields.AwareDateTime(required=True, metadata={"description": "When it took effect"})
    recordedtime = fields.AwareDateTime(required=True, metadata={"description": "When it was stored"})
    streamsequence = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=1),
        metadata={"description": "1, 2, 3 … per stream"},
    )
    dataschema = fields.String(required=True)
    datacontenttype = fields.String(load_default="application/json")
    correlationid = fields.String(required=True)
    actorid = fields.String(required=True)
    actorrole = fields.String(required=True)
    imported = fields.Boolean(
        load_default=False, metadata={"description": "Brought in from a casebook: tell nobody"}
    )
    data = fields.Dict(required=True)


@dataclass(frozen=True)
class Received:
    """One event as a consumer's handler sees it: checked, lifted to the version that this code knows."""

    id: str
    source: str
    epoch: str
    stream: str
    sequence: int
    type: str
    time: datetime
    recorded_time: datetime
    correlation_id: str
    actor_id: str
    actor_role: str
    imported: bool
    data: dict[str, Any]
