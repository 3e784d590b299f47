"""From a form to a call's body, and to what its reader typed."""

from typing import Any

from marshmallow.fields import Field as BodyField
from wtforms import Field, StringField

from gateway.forms.base import CommandForm
from gateway.forms.fields import LongText, ShortText
from services.contracts.calls import Call


def arguments(form: CommandForm, call: Call) -> dict[str, Any]:
    """What `form` holds of the call's body."""
    body: dict[str, BodyField[Any]] = call.schema.fields
    return {name: _given(form[name].data, body[name]) for name in body if name in form}


def _given(data: Any, field: BodyField[Any]) -> Any:
    """Words that were not written are empty; what was not chosen is nothing, where that is taken."""
    if data is not None and data != "":
        return data
    return None if field.allow_none and "maxLength" not in field.metadata else ""


def typed_words(form: CommandForm) -> list[tuple[str, str]]:
    """What a person typed into `form`: labels and texts."""
    return [
        (field.label.text, field.data)
        for field in form
        if isinstance(field, ShortText | LongText | StringField) and not is_hidden(field) and field.data
    ]


def is_hidden(field: Field) -> bool:
    """Whether the field carries something that nobody typed."""
    return getattr(field.widget, "input_type", None) == "hidden"
