"""The headers that commands carry: their key, the version they are meant for, and for whom they are."""

import hashlib
import re
from typing import Any

from flask import json
from marshmallow import EXCLUDE, Schema, fields, validate

from gateway.api.problem_json import refuse
from services.contracts import problems

KEY, VERSION, FOR_MEMBER = "Idempotency-Key", "If-Match", "On-Behalf-Of"

_NO_KEY = f"Send a key of your own in the header {KEY}: a command sent again with it is not done twice."
_BAD_KEY = "A key has 8 to 255 characters: letters, digits, dots, colons, hyphens and underscores."
_NO_VERSION = "This is not a version that we gave out. Read it again: a request's ETag is its version."
_VERSION = re.compile(r'"([0-9]{1,15})(?:-[0-9a-f]+)?"')


class Headers(Schema):
    """Headers of commands; a proxy may add what it likes."""

    class Meta:
        unknown = EXCLUDE


class KeyHeader(Headers):
    """Of a command that is never done twice."""

    key = fields.String(
        required=True,
        data_key=KEY,
        validate=validate.Regexp(r"^[A-Za-z0-9._:-]{8,255}$", error=_BAD_KEY),
        error_messages={"required": _NO_KEY},
        metadata={"description": "One for every command; sent again with the same one, it is not done twice"},
    )


class VersionHeader(Headers):
    """Of a command to one request, or to one improvement action."""

    version = fields.String(
        data_key=VERSION,
        metadata={
            "description": "The ETag of the request as it was read (of an improvement its `version`, in "
            "quotes): refused (412) if it changed since"
        },
    )


class ForMemberHeader(Headers):
    """Of a command that the desk may give for a member."""

    for_member = fields.String(
        data_key=FOR_MEMBER,
        validate=validate.Regexp(r"^[A-Za-z0-9._:-]{1,100}$"),
        metadata={
            "description": "The desk: the id of the member for whom it acts; refused if it is another's"
        },
    )


def headers_schema(*parts: type[Headers]) -> type[Headers]:
    """One schema for all of these."""
    return type("Headers", tuple(reversed(parts)), {})


def key_of_person(person_id: str, key: str) -> str:
    """The key under which a command is remembered: two people's programs may choose the same."""
    return hashlib.sha256(f"{person_id} {key}".encode()).hexdigest()


def expected_version(header: str | None) -> int | None:
    """The sequence in an If-Match; None when any version will do."""
    if header is None or header.strip() == "*":
        return None
    given = _VERSION.fullmatch(header.strip())
    if given is None:
        refuse(problems.STALE, _NO_VERSION)
    return int(given[1])


def version_tag(sequence: int, answer: dict[str, Any] | None = None) -> str:
    """The ETag of a request at this sequence; of what its reader is told now, when `answer` is given."""
    if answer is None:
        return f'"{sequence}"'
    digest = hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()
    return f'"{sequence}-{digest[:16]}"'
