"""The calls that directory answers: sign-in, sessions, tokens, and changes to the directory itself."""

from marshmallow import fields, validate

from services.contracts.calls import COMMAND, QUERY, Body, Call, Empty
from services.contracts.names import DIRECTORY
from services.contracts.vocabulary import (
    ADMINISTRATOR,
    ANYONE,
    OPERATOR,
    PERSON_ROLES,
    REPORT_COLUMNS,
    SCOPES,
)

# The gateway itself, before it knows who is there: it asks only about sessions, tokens and sign-ins.
GATEWAY = "gateway"

Identifier = validate.Regexp(
    r"^[a-z0-9][a-z0-9-]{0,99}$", error="Use lower case letters, digits and hyphens."
)


class SignInBody(Body):
    """What an identity provider said of a person, checked by the gateway.

    Answer: {"session_id", "person": Person}. Refused (not_allowed) when nobody in the directory matches.
    """

    provider = fields.String(required=True, validate=validate.Length(1, 50))
    subject = fields.String(required=True, validate=validate.Length(1, 255))
    email = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=254))
    email_verified = fields.Boolean(load_default=False)
    user_agent = fields.String(load_default="", validate=validate.Length(max=300))


class SessionBody(Body):
    """A session's secret id, from the signed cookie.

    Answer: {"state": "open" | "expired" | "ended", "person": Person | null, "handle": …, "idle_expires_at":
    …}.
    A person is also given for an *expired* one (never for an ended one), so that a draft can be kept.
    `Person` is {"person_id", "name", "email", "roles": [{"role", "service_id"}…], "wards": [ward_id…],
    "reached": [AtLeast]}: what is held today.
    """

    session_id = fields.String(required=True, validate=validate.Length(20, 200))
    touch = fields.Boolean(load_default=True)


class EndSessionBody(Body):
    """Signing out of one session; the secret id, or a listed one's public `handle` of one's own."""

    session_id = fields.String(load_default=None, allow_none=True)
    handle = fields.String(load_default=None, allow_none=True)


class TokenBody(Body):
    """An API token's secret.

    Answer: {"person": Person, "scopes": […]}; not_signed_in when unknown or expired.
    """

    token = fields.String(required=True, validate=validate.Length(20, 200))


class CreateTokenBody(Body):
    """Answer: {"token": shown once, "handle", "expires_at"}."""

    email = fields.Email(required=True)
    scopes = fields.List(
        fields.String(validate=validate.OneOf(SCOPES)), required=True, validate=validate.Length(1)
    )
    days = fields.Integer(load_default=90, strict=True, validate=validate.Range(1, 366))
    label = fields.String(load_default="", validate=validate.Length(max=100))


class RevokeTokenBody(Body):
    """The public handle of a token."""

    handle = fields.String(required=True)


class WardEntry(Body):
    """A ward as a directory file states it."""

    id = fields.String(required=True, validate=Identifier)
    name = fields.String(required=True, validate=validate.Length(1, 200))
    area = fields.String(load_default=None, allow_none=True)
    seats = fields.Integer(load_default=1, validate=validate.Range(0, 100))
    starts = fields.Date(load_default=None, allow_none=True)
    ends = fields.Date(load_default=None, allow_none=True)


class ServiceEntry(Body):
    """A council service as a directory file states it."""

    id = fields.String(required=True, validate=Identifier)
    name = fields.String(required=True, validate=validate.Length(1, 200))
    column = fields.String(load_default="other", validate=validate.OneOf(REPORT_COLUMNS))
    starts = fields.Date(load_default=None, allow_none=True)
    ends = fields.Date(load_default=None, allow_none=True)


class CategoryEntry(Body):
    """A category as a directory file states it."""

    id = fields.String(required=True, validate=Identifier)
    name = fields.String(required=True, validate=validate.Length(1, 200))
    service = fields.String(required=True)
    starts = fields.Date(load_default=None, allow_none=True)
    ends = fields.Date(load_default=None, allow_none=True)


class RoleEntry(Body):
    """A role that a person holds; `service` for officers and heads."""

    role = fields.String(required=True, validate=validate.OneOf([r for r in PERSON_ROLES if r != "member"]))
    service = fields.String(load_default=None, allow_none=True)
    starts = fields.Date(load_default=None, allow_none=True)
    ends = fields.Date(load_default=None, allow_none=True)


class TermEntry(Body):
    """A member's term of office for a ward."""

    ward = fields.String(required=True)
    starts = fields.Date(load_default=None, allow_none=True)
    ends = fields.Date(load_default=None, allow_none=True)


class PersonEntry(Body):
    """A person as a directory file states them, known by `email`, or `account` when there is none."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    email = fields.Email(load_default=None, allow_none=True)
    account = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 100))
    roles = fields.List(fields.Nested(RoleEntry), load_default=list)
    terms = fields.List(fields.Nested(TermEntry), load_default=list)


class LoadBody(Body):
    """A directory file's entries. What the file does not name stays as it is; an end is stated with `ends`.

    Answer: {"changes": [{"entry": "ward Cowal", "change": "added" | "changed", "details": ["seats: 3 →
    4"…]}…],
    "applied": bool, "reached": [AtLeast…]}. Refused (conflict) when an open request would be orphaned.
    """

    wards = fields.List(fields.Nested(WardEntry), load_default=list)
    services = fields.List(fields.Nested(ServiceEntry), load_default=list)
    categories = fields.List(fields.Nested(CategoryEntry), load_default=list)
    people = fields.List(fields.Nested(PersonEntry), load_default=list)


# What is answered once only, a session's id or a token, must not stay behind in a receipt: no key for
# these two.
SIGN_IN = Call(DIRECTORY, "sign_in", COMMAND, SignInBody, (GATEWAY,), keyed=False)
SESSION = Call(DIRECTORY, "session", COMMAND, SessionBody, (GATEWAY,), keyed=False, mostly_reads=True)
SIGN_OUT = Call(DIRECTORY, "sign_out", COMMAND, EndSessionBody, (GATEWAY, *ANYONE), keyed=False)
SIGN_OUT_EVERYWHERE = Call(DIRECTORY, "sign_out_everywhere", COMMAND, Empty, ANYONE)
# {"sessions": [{handle, provider, user_agent, started, last_seen, idle_expires_at}]}, newest first
LIST_SESSIONS = Call(DIRECTORY, "list_sessions", QUERY, Empty, ANYONE)
AUTHENTICATE_TOKEN = Call(DIRECTORY, "authenticate_token", QUERY, TokenBody, (GATEWAY,))
CREATE_TOKEN = Call(DIRECTORY, "create_token", COMMAND, CreateTokenBody, (OPERATOR,), keyed=False)
# {"tokens": [{handle, person, email, label, scopes, created_at, expires_at}]}, newest first; the command
# line's: all
LIST_TOKENS = Call(DIRECTORY, "list_tokens", QUERY, Empty, ANYONE)
REVOKE_TOKEN = Call(DIRECTORY, "revoke_token", COMMAND, RevokeTokenBody, ANYONE)
PREVIEW_LOAD = Call(DIRECTORY, "preview_load", QUERY, LoadBody, (OPERATOR, ADMINISTRATOR))
LOAD = Call(DIRECTORY, "load", COMMAND, LoadBody, (OPERATOR, ADMINISTRATOR))
# {"wards": [{id, name}], "services": […], "categories": [{id, name, service_id}], "people": [{person_id,
# name, email,
# account, is_member}]}: everything that an import or a form needs to look names up
COUNCIL = Call(DIRECTORY, "council", QUERY, Empty, (OPERATOR, ADMINISTRATOR))
# {"people": int, "wards": int, "services": int}: whether a council is loaded at all
SUMMARY = Call(DIRECTORY, "summary", QUERY, Empty, (GATEWAY, OPERATOR))

DIRECTORY_CALLS = {
    call.name: call
    for call in (
        SIGN_IN,
        SESSION,
        SIGN_OUT,
        SIGN_OUT_EVERYWHERE,
        LIST_SESSIONS,
        AUTHENTICATE_TOKEN,
        CREATE_TOKEN,
        LIST_TOKENS,
        REVOKE_TOKEN,
        PREVIEW_LOAD,
        LOAD,
        COUNCIL,
        SUMMARY,
    )
}
