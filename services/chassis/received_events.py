"""From what the bus delivers to an event that handlers can trust, or to the reason why not."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from services.chassis.quick_reading import QuickReader
from services.chassis.storable_text import is_storable
from services.chassis.tables import Name, StreamName
from services.contracts.events import (
    CONTENT_TYPE,
    SPEC_VERSION,
    CloudEvent,
    EventData,
    Received,
    parse_data_schema,
    parse_source,
)
from services.contracts.every_event import event_type

_cloud_event = CloudEvent()
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_TEXTS = (
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "recordedtime",
    "dataschema",
    "correlationid",
    "actorid",
    "actorrole",
)

# What the columns of the inbox, and of whoever copies an envelope, can hold.
_LONGEST = {
    "source": Name.length,
    "subject": StreamName.length,
    "type": Name.length,
    "correlationid": Name.length,
    "actorid": Name.length,
    "actorrole": Name.length,
}
HIGHEST_SEQUENCE = 2**31 - 1


@dataclass(frozen=True)
class Arrived:
    """An event as it came. Its data is checked and lifted when its type is handled here, else empty."""

    event: Received
    text: str
    rebuild: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Whose stream it belongs to."""
        return self.event.source, self.event.stream


@dataclass(frozen=True)
class Unreadable:
    """What cannot be handed to a handler, and as much of its place as could be read."""

    reason: str
    text: str
    event: Received | None = None
    rebuild: str | None = None


def read(
    text: str | bytes, content_type: str | None, handled: Collection[str], rebuild: str | None = None
) -> Arrived | Unreadable:
    """Decode and check one delivery. `rebuild`: the rebuild for which it was sent again."""
    if content_type != CONTENT_TYPE:
        return Unreadable(f"its content type is {content_type!r}, not {CONTENT_TYPE}", _shown(text))
    try:
        text = text.decode() if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        return Unreadable("it is not UTF-8 text", _shown(text))
    arrived = read_text(text, handled)
    return replace(arrived, rebuild=rebuild) if rebuild is not None else arrived


def _shown(body: str | bytes) -> str:
    return body if isinstance(body, str) else repr(body)


def read_text(text: str, handled: Collection[str]) -> Arrived | Unreadable:
    """Decode and check the JSON of one CloudEvent."""
    if not is_storable(text):
        return Unreadable("it is not UTF-8 text", text)
    try:
        fields = json.loads(text)
        event = _plain_event(fields) or _any_event(fields)
    except ValidationError as error:
        return Unreadable(f"it is not a CloudEvent of ours: {_where(error)}", text)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        return Unreadable(f"it is not a CloudEvent of ours: {type(error).__name__}", text)
    if event.type not in handled:
        return Arrived(event, text)
    return _checked(event, fields, text)


def _where(error: ValidationError) -> str:
    return ", ".join(sorted(map(str, error.messages_dict)))


def _plain_event(fields: Any) -> Received | None:
    """An event just as our services write them, much faster than by the schema; None for any other."""
    if type(fields) is not dict or not all(type(fields.get(name)) is str for name in _TEXTS):
        return None
    if fields["specversion"] != SPEC_VERSION or type(fields.get("datacontenttype", "")) is not str:
        return None
    sequence, imported = fields.get("streamsequence"), fields.get("imported", False)
    if type(sequence) is not int or sequence < 1 or type(imported) is not bool:
        return None
    if type(fields.get("data")) is not dict:
        return None
    time, recorded = datetime.fromisoformat(fields["time"]), datetime.fromisoformat(fields["recordedtime"])
    if time.tzinfo is None or recorded.tzinfo is None:
        return None
    event_id = fields["id"]
    if _ID.fullmatch(event_id) is None:
        event_id = str(UUID(event_id))
    return _received(fields, event_id, time, recorded, imported)


def _any_event(fields: Any) -> Received:
    """Whatever else the contract allows. Raises ValidationError or ValueError."""
    loaded = _cloud_event.load(fields)
    return _received(loaded, str(loaded["id"]), loaded["time"], loaded["recordedtime"], loaded["imported"])


def _received(
    fields: Mapping[str, Any], event_id: str, time: datetime, recorded: datetime, imported: bool
) -> Received:
    _check_storable(fields)
    service, epoch = parse_source(fields["source"])
    return Received(
        id=event_id,
        source=service,
        epoch=epoch,
        stream=fields["subject"],
        sequence=fields["streamsequence"],
        type=fields["type"],
        time=time,
        recorded_time=recorded,
        correlation_id=fields["correlationid"],
        actor_id=fields["actorid"],
        actor_role=fields["actorrole"],
        imported=imported,
        data={},
    )


def _check_storable(fields: Mapping[str, Any]) -> None:
    """Raises ValidationError for a place or name that no database could keep: then nothing of it is used."""
    broken = [name for name, longest in _LONGEST.items() if not is_storable(fields[name], longest)]
    if fields["streamsequence"] > HIGHEST_SEQUENCE:
        broken.append("streamsequence")
    if broken:
        raise ValidationError({name: ["It cannot be stored."] for name in broken})


def _checked(event: Received, fields: dict[str, Any], text: str) -> Arrived | Unreadable:
    """With its data lifted to the version this code knows, and checked by that version's schema."""
    try:
        source, name, version = parse_data_schema(fields["dataschema"])
    except ValueError:
        return Unreadable("its dataschema is not one of ours", text, event)
    known = event_type(event.source, event.type)
    if known is None or (source, name) != (event.source, event.type):
        return Unreadable("its dataschema does not belong to its type", text, event)
    if version > known.version:
        return Unreadable(
            f"its version {version} is newer than this service knows ({known.version})", text, event
        )
    try:
        data = _schema(known.schema).load(known.lift(version, fields["data"]))
    except ValidationError as error:
        return Unreadable(f"its data breaks the contract: {_where(error)}", text, event)
    except Exception as error:
        return Unreadable(
            f"its data cannot be lifted to version {known.version}: {type(error).__name__}", text, event
        )
    return Arrived(Received(**(vars(event) | {"data": data})), text)


@lru_cache
def _schema(schema: type[EventData]) -> QuickReader:
    return QuickReader(schema())
