"""The fields that answers are made of. Instants and dates come from services as text already."""

from typing import Any

from marshmallow import fields, validate

from gateway.api.schemas import AnswerSchema


def text(description: str = "", **more: Any) -> fields.String:
    """A text; `allow_none` where there may be none."""
    return fields.String(metadata={"description": description} if description else {}, **more)


def day(**more: Any) -> fields.String:
    """A date in the council's calendar."""
    return fields.String(metadata={"format": "date"}, **more)


def instant(**more: Any) -> fields.String:
    """A moment, with its offset from UTC."""
    return fields.String(metadata={"format": "date-time"}, **more)


def one_of(words: tuple[str, ...], **more: Any) -> fields.String:
    """One of a closed list of words."""
    return fields.String(validate=validate.OneOf(words), **more)


def many(schema: type[AnswerSchema], **more: Any) -> fields.List[Any]:
    """Several of them, in order."""
    return fields.List(fields.Nested(schema), **more)
