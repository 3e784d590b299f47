"""Events as plain data of the published contract, and back: symmetric by the dataclasses' fields."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from services.requests.domain.events import Event, RequestEvent
from services.requests.domain.naming import name_of

EVENT_CLASSES: dict[str, type[RequestEvent]] = {name_of(event): event for event in get_args(Event)}
_KINDS: dict[type[RequestEvent], dict[str, Any]] = {
    event: get_type_hints(event) for event in EVENT_CLASSES.values()
}
_REQUIRED = {
    event: [field.name for field in fields(event) if field.default is MISSING]
    for event in EVENT_CLASSES.values()
}


def type_of(event: RequestEvent) -> str:
    """The name under which an event is stored and published: request_raised."""
    return name_of(type(event))


def to_data(event: RequestEvent) -> dict[str, Any]:
    """The event's data, ready for JSON: words of the vocabulary as text, dates as ISO text."""
    return {field.name: _plain(getattr(event, field.name)) for field in fields(event)}


def from_data(type_: str, data: Mapping[str, Any]) -> RequestEvent:
    """The event of that type. Unknown fields are ignored; dates may be dates already.

    Raises KeyError for a type that is not about one request's life or a required field that is not there, and
    ValueError for a value outside the vocabulary.
    """
    event = EVENT_CLASSES[type_]
    missing = [name for name in _REQUIRED[event] if name not in data]
    if missing:
        raise KeyError(f"{type_} lacks {', '.join(missing)}")
    return event(**{name: _typed(kind, data[name]) for name, kind in _KINDS[event].items() if name in data})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        return None if value is None else _typed(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], part) for part in value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return date.fromisoformat(value) if kind is date and isinstance(value, str) else value
