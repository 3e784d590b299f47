"""What a program sent, read strictly: JSON bodies, query parameters and headers, refused with `fields`."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from flask import Request
from marshmallow import Schema, ValidationError, fields, missing
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import UnsupportedMediaType

from gateway.api.problem_json import refuse
from services.chassis.storable_text import is_storable
from services.contracts import problems
from services.contracts.calls import Body

MOST_DIGITS = 15  # as many as every program's numbers hold exactly

_NOT_JSON = "The body cannot be read as JSON in UTF-8."
_NO_OBJECT = "The body has to be a JSON object."
_DIGITS = f"Whole numbers have up to {MOST_DIGITS} digits."
_SOMETHING = "Some of what was sent needs correcting."
_NOT_KEPT = "Has characters in it that cannot be kept: NUL, or half of a surrogate pair."
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Found = dict[str, list[str]]


class StrictParser(FlaskParser):
    """Reads arguments; whatever is wrong with them is a problem of status 400."""

    DEFAULT_VALIDATION_STATUS = 400
    # None: as the schema says, and the contracts' schemas refuse what they do not know.
    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": None}

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The JSON object in the body; an empty one when there is no body."""
        body = req.get_data()
        if not body:
            return {}
        if not is_json_request(req):
            raise UnsupportedMediaType
        data = _parsed(body)
        if not isinstance(data, dict):
            refuse(problems.INVALID, _NO_OBJECT)
        _check_texts(data)
        _check_types(data, schema)
        return data

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The query parameters; those of a list may be repeated."""
        _check_texts(dict(req.args.lists()))
        return super().load_querystring(req, schema)

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: Any,
        error_headers: Any,
    ) -> NoReturn:
        """Tell what is wrong by field, wherever the fields came from."""
        found = error.messages if isinstance(error.messages, dict) else {}
        told: dict[str, Any] = {}
        for place in found.values():
            told |= place if isinstance(place, Mapping) else {}
        refuse(problems.INVALID, _SOMETHING, told)


class WholeNumber(fields.Integer):
    """A whole number as it is written in a query."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        if not re.fullmatch(rf"-?[0-9]{{1,{MOST_DIGITS}}}", str(value)):
            raise self.make_error("invalid", input=value)
        return int(value)


def query_schema(body: type[Schema], leave_out: tuple[str, ...] = ()) -> type[Schema]:
    """A call's body as query parameters: what may be null in it is left out here."""
    declared = body._declared_fields.items()
    taken = {name: _in_a_query(field) for name, field in declared if name not in leave_out}
    return Body.from_dict(taken, name=body.__name__.replace("Body", "Query"))


def _in_a_query(field: fields.Field[Any]) -> fields.Field[Any]:
    if isinstance(field, fields.Integer):
        return WholeNumber(load_default=field.load_default, validate=field.validate)
    if isinstance(field, fields.Boolean):
        return fields.Boolean(load_default=field.load_default, truthy={"true"}, falsy={"false"})
    taken = copy.deepcopy(field)
    taken.allow_none = False
    if taken.load_default is None:
        taken.load_default = missing
    return taken


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_int=_whole_number, parse_constant=_no_number)
    except _TooManyDigits:
        refuse(problems.INVALID, _DIGITS)
    except (ValueError, RecursionError):
        refuse(problems.INVALID, _NOT_JSON)


class _TooManyDigits(Exception):
    pass


def _whole_number(written: str) -> int:
    if len(written.lstrip("-")) > MOST_DIGITS:
        raise _TooManyDigits
    return int(written)


def _no_number(written: str) -> NoReturn:
    raise ValueError(written)  # NaN and the infinities are Python's, not JSON's


def _check_texts(data: Mapping[str, Any]) -> None:
    flaws = {
        name if is_storable(name) else "?": [_NOT_KEPT]
        for name, value in data.items()
        if not all(map(is_storable, _texts({name: value})))
    }
    if flaws:
        refuse(problems.INVALID, _SOMETHING, flaws)


def _texts(value: Any) -> Iterator[str]:
    """Every text in it, names too."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, Mapping):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part


def _check_types(data: Mapping[str, Any], schema: Schema) -> None:
    """Marshmallow takes "yes" for true, true for 1 and 20261231 for a date: programs say what they mean."""
    flaws: Found = {}
    for name, field in schema.fields.items():
        value = data.get(name)
        if value is None:
            continue
        if isinstance(field, fields.Boolean) and not isinstance(value, bool):
            flaws[name] = ["Not true or false."]
        elif isinstance(field, fields.Integer) and isinstance(value, bool):
            flaws[name] = ["Not a whole number."]
        elif isinstance(field, fields.Date) and not _DAY.fullmatch(str(value)):
            flaws[name] = ["Not a date as in 2026-12-31."]
    if flaws:
        refuse(problems.INVALID, _SOMETHING, flaws)
