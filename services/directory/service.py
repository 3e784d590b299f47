"""The directory service: which call is answered by which use case, and what is followed."""

from sqlalchemy.orm import Session

from services.chassis.chassis import Chassis
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick
from services.contracts import directory_calls as calls
from services.contracts import requests_events as heard
from services.contracts.names import DIRECTORY, REQUESTS
from services.directory import tables
from services.directory.use_cases import (
    council,
    end_of_office,
    follow_requests,
    holders,
    load,
    people,
    person,
    preferences,
    roles,
    sessions,
    sign_in,
    tokens,
)

_HOUR = 3600.0
Result = dict[str, object]

SUBSCRIPTION = Subscription(
    sources=frozenset({REQUESTS}),
    handlers={
        heard.REQUEST_RAISED.name: follow_requests.requests_raised,
        heard.REQUEST_AMENDED.name: follow_requests.requests_moved,
        heard.REQUEST_TRANSFERRED.name: follow_requests.requests_moved,
        heard.REQUEST_HANDED_OVER.name: follow_requests.requests_moved,
        heard.REQUEST_CLOSED.name: follow_requests.requests_settled,
        heard.REQUEST_WITHDRAWN.name: follow_requests.requests_settled,
        heard.REQUEST_MERGED.name: follow_requests.requests_settled,
        heard.REQUEST_REOPENED.name: follow_requests.requests_reopened,
        heard.CASES_IMPORTED.name: follow_requests.cases_imported,
    },
    copy_tables=(tables.open_requests, tables.settled_requests),
)


class DirectoryService:
    """People, roles, wards, services, categories, outside bodies, and who is signed in."""

    name = DIRECTORY
    chassis = Chassis(
        metadata=tables.metadata,
        current_roles=roles.current_roles,
        subscription=SUBSCRIPTION,
        seconds=[
            Tick(_HOUR, sessions.forget_old_sessions),
            Tick(_HOUR, follow_requests.forget_settled_requests),
            Tick(end_of_office.EVERY_SECONDS, end_of_office.tell_ended_offices),
        ],
    )

    @answers(calls.SIGN_IN)
    def sign_in(self, session: Session, incoming: Incoming) -> Answer:
        """Opens a session."""
        return sign_in.sign_in(session, incoming)

    @answers(calls.SESSION)
    def session(self, session: Session, incoming: Incoming) -> Result:
        """Whose session it is."""
        return sessions.session_state(session, incoming)

    @answers(calls.SIGN_OUT)
    def sign_out(self, session: Session, incoming: Incoming) -> Result:
        """Ends one session."""
        return sessions.sign_out(session, incoming)

    @answers(calls.SIGN_OUT_EVERYWHERE)
    def sign_out_everywhere(self, session: Session, incoming: Incoming) -> Result:
        """Ends all of one's sessions."""
        return sessions.sign_out_everywhere(session, incoming)

    @answers(calls.LIST_SESSIONS)
    def list_sessions(self, session: Session, incoming: Incoming) -> Result:
        """One's own sessions."""
        return sessions.list_sessions(session, incoming)

    @answers(calls.AUTHENTICATE_TOKEN)
    def authenticate_token(self, session: Session, incoming: Incoming) -> Result:
        """Whose token it is."""
        return tokens.authenticate_token(session, incoming)

    @answers(calls.CREATE_TOKEN)
    def create_token(self, session: Session, incoming: Incoming) -> Result:
        """A token for a person."""
        return tokens.create_token(session, incoming)

    @answers(calls.CREATE_CALENDAR_FEED)
    def create_calendar_feed(self, session: Session, incoming: Incoming) -> Result:
        """The secret of one's own calendar feed."""
        return tokens.create_calendar_feed(session, incoming)

    @answers(calls.LIST_TOKENS)
    def list_tokens(self, session: Session, incoming: Incoming) -> Result:
        """One's own tokens."""
        return tokens.list_tokens(session, incoming)

    @answers(calls.REVOKE_TOKEN)
    def revoke_token(self, session: Session, incoming: Incoming) -> Result:
        """Makes a token worthless."""
        return tokens.revoke_token(session, incoming)

    @answers(calls.PREVIEW_LOAD)
    def preview_load(self, session: Session, incoming: Incoming) -> Result:
        """What these entries would change, and what would follow."""
        return load.preview_load(session, incoming)

    @answers(calls.LOAD)
    def load(self, session: Session, incoming: Incoming) -> Result:
        """Takes them over."""
        return load.load(session, incoming)

    @answers(calls.COUNCIL)
    def council(self, session: Session, incoming: Incoming) -> Result:
        """Names to look up."""
        return council.council(session, incoming)

    @answers(calls.SUMMARY)
    def summary(self, session: Session, incoming: Incoming) -> Result:
        """Whether a council is loaded."""
        return council.summary(session, incoming)

    @answers(calls.PEOPLE)
    def people(self, session: Session, incoming: Incoming) -> Result:
        """People by name, role, service and ward."""
        return people.people(session, incoming)

    @answers(calls.PERSON)
    def person(self, session: Session, incoming: Incoming) -> Result:
        """One person with their history."""
        return person.person(session, incoming)

    @answers(calls.HOLDERS)
    def holders(self, session: Session, incoming: Incoming) -> Result:
        """Who leads services as at a day."""
        return holders.holders(session, incoming)

    @answers(calls.PREFERENCES)
    def preferences(self, session: Session, incoming: Incoming) -> Result:
        """One's own preferences."""
        return preferences.preferences(session, incoming)

    @answers(calls.SET_PREFERENCES)
    def set_preferences(self, session: Session, incoming: Incoming) -> Answer:
        """Keeps one's own preferences."""
        return preferences.set_preferences(session, incoming)
