"""Writes the documents that are made from the contracts and the API: `python -m docs.generate`."""

import inspect
from pathlib import Path
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from docs.lifecycle import lifecycle_document
from gateway.api.description import openapi_document
from services.contracts.calls import Call
from services.contracts.chassis_calls import chassis_calls
from services.contracts.directory_calls import DIRECTORY_CALLS
from services.contracts.events import CONTENT_TYPE, CloudEvent, EventType
from services.contracts.every_event import EVENTS
from services.contracts.feedback_calls import FEEDBACK_CALLS
from services.contracts.names import (
    DIRECTORY,
    FEEDBACK,
    REPORTING,
    REQUESTS,
    SERVICES,
    SLA,
    consumers_of,
    events_exchange,
)
from services.contracts.reporting_calls import REPORTING_CALLS
from services.contracts.requests_calls import REQUESTS_CALLS
from services.contracts.sla_calls import SLA_CALLS
from services.contracts.vocabulary import ANYONE

FOLDER = Path(__file__).parent
MADE = "Made by `python -m docs.generate` from services/contracts: do not edit."
MADE_OF_THE_GATEWAY = MADE.replace("services/contracts", "gateway/api")
ABOUT_EVENTS = (
    "Every event on the bus: CloudEvents 1.0 in structured JSON, facts and ids only, never free text. "
    "A consumer ignores fields it does not know and sets aside versions it does not know."
)
ABOUT_CALLS = (
    "The gateway and the command line ask services over the bus; services never ask each other. "
    "A *keyed* command carries an idempotency key and leaves a receipt; a query changes nothing. "
    "Several queries of one service may travel in one message: the method `together` takes "
    '`{"questions": [{"call": …, "request": …}]}` and gives `{"answers": […]}`, each as if asked alone. '
    "In a body, **bold** fields are required."
)
EVERY_ROLE = ", ".join(ANYONE)
CALLS = {
    DIRECTORY: DIRECTORY_CALLS,
    REQUESTS: REQUESTS_CALLS,
    SLA: SLA_CALLS,
    FEEDBACK: FEEDBACK_CALLS,
    REPORTING: REPORTING_CALLS,
}

Part = dict[str, Any]


def documents() -> dict[Path, str]:
    """The text of every generated document, by its path."""
    asyncapi, openapi = _yaml(asyncapi_document()), _yaml(openapi_document())
    return {
        FOLDER / "asyncapi.yaml": f"# {MADE}\n{asyncapi}",
        FOLDER / "calls.md": calls_document(),
        FOLDER / "lifecycle.md": lifecycle_document(),
        FOLDER / "openapi.yaml": f"# {MADE_OF_THE_GATEWAY}\n{openapi}",
    }


def _yaml(document: Part) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def asyncapi_document() -> Part:
    """What is published on the bus, as AsyncAPI 3.0."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Member Zone events",
            "version": "1.0.0",
            "description": ABOUT_EVENTS,
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {events_exchange(source): _channel(source) for source in SERVICES},
        "operations": {f"{source}.publish": _publishing(source) for source in SERVICES},
        "components": {
            "messages": {
                _name(event): _message(event) for source in SERVICES for event in EVENTS[source].values()
            },
            "schemas": _schemas(),
        },
    }


def _channel(source: str) -> Part:
    exchange = {
        "name": events_exchange(source),
        "type": "topic",
        "durable": True,
        "autoDelete": False,
        "vhost": "/",
    }
    return {
        "address": events_exchange(source),
        "description": f"What {source} publishes; the routing key is the event's type. "
        f"Followed by {', '.join(consumers_of(source))}.",
        "messages": {event.name: _ref("messages", _name(event)) for event in EVENTS[source].values()},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _publishing(source: str) -> Part:
    return {"action": "send", "channel": {"$ref": f"#/channels/{events_exchange(source)}"}}


def _message(event: EventType) -> Part:
    narrowed = {
        "type": {"const": event.name},
        "dataschema": {"const": event.data_schema},
        "data": _ref("schemas", _schema_name(event.schema)),
    }
    return {
        "name": event.name,
        "summary": _first_line(event.schema),
        "contentType": CONTENT_TYPE,
        "payload": {"allOf": [_ref("schemas", "CloudEvent"), {"type": "object", "properties": narrowed}]},
    }


def _schemas() -> Part:
    spec = APISpec("", "", "3.1.0", plugins=[MarshmallowPlugin(schema_name_resolver=_resolved_name)])
    spec.components.schema("CloudEvent", schema=CloudEvent)
    for source in SERVICES:
        for event in EVENTS[source].values():
            spec.components.schema(_schema_name(event.schema), schema=event.schema)
    schemas: Part = spec.to_dict()["components"]["schemas"]
    return schemas


def _resolved_name(schema: Any) -> str:
    return _schema_name(schema if isinstance(schema, type) else type(schema))


def _schema_name(schema: type[Schema]) -> str:
    return schema.__name__


def _name(event: EventType) -> str:
    return f"{event.source}.{event.name}.{event.version}"


def _ref(kind: str, name: str) -> Part:
    return {"$ref": f"#/components/{kind}/{name}"}


def calls_document() -> str:
    """Every remote call: kind, who may make it, and what its body holds."""
    lines = ["# Calls", "", f"<!-- {MADE} -->", "", ABOUT_CALLS]
    for service in SERVICES:
        lines += ["", f"## {service}", "", *_table(CALLS[service])]
    lines += ["", "## Every service", "", *_table(chassis_calls(REQUESTS))]
    return "\n".join(lines) + "\n"


def _table(calls: dict[str, Call]) -> list[str]:
    rows = [_row(call) for call in calls.values()]
    return ["| call | kind | roles | body | |", "|---|---|---|---|---|", *rows]


def _row(call: Call) -> str:
    kind = "keyed command" if call.needs_key else call.kind
    said = inspect.cleandoc(call.body.__doc__ or "").replace("|", "\\|").split()
    roles = ", ".join(call.roles).replace(EVERY_ROLE, "any role")
    return f"| `{call.name}` | {kind} | {roles} | {_fields(call.body)} | {' '.join(said)} |"


def _fields(body: type[Schema]) -> str:
    named = [f"**{name}**" if field.required else name for name, field in body().fields.items()]
    return ", ".join(named) or "–"


def _first_line(schema: type[Schema]) -> str:
    return inspect.cleandoc(schema.__doc__ or "").splitlines()[0]


def main() -> None:
    """Write every document."""
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
