"""The calls that directory answers: sign-in, sessions, tokens, preferences, and the directory itself."""

from marshmallow import fields, validate

from services.contracts import directory_query_bodies as q
from services.contracts.calls import COMMAND, QUERY, Body, Call, Empty
from services.contracts.directory_entries import LoadBody
from services.contracts.names import DIRECTORY
from services.contracts.vocabulary import ADMINISTRATOR, ANYONE, OPERATOR, PERSON_ROLES, SCOPES

# The gateway itself, before it knows who is there: it asks only about sessions, tokens and sign-ins.
GATEWAY = "gateway"
ADMINISTRATORS = (OPERATOR, ADMINISTRATOR)


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


# What is answered once only, a session's id or a token, must not stay behind in a receipt: no key for
# these.
SIGN_IN = Call(DIRECTORY, "sign_in", COMMAND, SignInBody, (GATEWAY,), keyed=False)
SESSION = Call(DIRECTORY, "session", COMMAND, SessionBody, (GATEWAY,), keyed=False, mostly_reads=True)
SIGN_OUT = Call(DIRECTORY, "sign_out", COMMAND, EndSessionBody, (GATEWAY, *ANYONE), keyed=False)
SIGN_OUT_EVERYWHERE = Call(DIRECTORY, "sign_out_everywhere", COMMAND, Empty, ANYONE)
# {"sessions": [{handle, provider, user_agent, started, last_seen, idle_expires_at}]}, newest first
LIST_SESSIONS = Call(DIRECTORY, "list_sessions", QUERY, Empty, ANYONE)
AUTHENTICATE_TOKEN = Call(DIRECTORY, "authenticate_token", QUERY, TokenBody, (GATEWAY,))
CREATE_TOKEN = Call(DIRECTORY, "create_token", COMMAND, CreateTokenBody, (OPERATOR,), keyed=False)
# {"token": shown once, "handle", "expires_at"}: of one's own feed, in the place of the one there was
CREATE_CALENDAR_FEED = Call(DIRECTORY, "create_calendar_feed", COMMAND, Empty, PERSON_ROLES, keyed=False)
# {"tokens": [{handle, person, email, label, scopes, created_at, expires_at}]}, newest first; the command
# line's: all
LIST_TOKENS = Call(DIRECTORY, "list_tokens", QUERY, Empty, ANYONE)
REVOKE_TOKEN = Call(DIRECTORY, "revoke_token", COMMAND, RevokeTokenBody, ANYONE)
PREVIEW_LOAD = Call(DIRECTORY, "preview_load", QUERY, LoadBody, ADMINISTRATORS)
LOAD = Call(DIRECTORY, "load", COMMAND, LoadBody, ADMINISTRATORS)
COUNCIL = Call(DIRECTORY, "council", QUERY, q.CouncilBody, ADMINISTRATORS)
PEOPLE = Call(DIRECTORY, "people", QUERY, q.PeopleBody, ADMINISTRATORS)
PERSON = Call(DIRECTORY, "person", QUERY, q.PersonBody, ADMINISTRATORS)
HOLDERS = Call(DIRECTORY, "holders", QUERY, q.HoldersBody, ANYONE)
# {"people": int, "wards": int, "services": int}: whether a council is loaded at all
SUMMARY = Call(DIRECTORY, "summary", QUERY, Empty, (GATEWAY, OPERATOR))
# {"sharing"}: one's own
PREFERENCES = Call(DIRECTORY, "preferences", QUERY, Empty, PERSON_ROLES)
SET_PREFERENCES = Call(DIRECTORY, "set_preferences", COMMAND, q.SetPreferencesBody, PERSON_ROLES)

DIRECTORY_CALLS = {call.name: call for call in tuple(globals().values()) if isinstance(call, Call)}
