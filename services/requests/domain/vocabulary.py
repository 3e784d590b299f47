"""The closed lists of words in which a request is spoken of."""

from enum import Enum, StrEnum


class State(StrEnum):
    """Where a request stands."""

    WITH_SERVICE = "with_service"
    AWAITING_MEMBER = "awaiting_member"
    WORK_SCHEDULED = "work_scheduled"
    FURTHER_INFORMATION = "further_information"
    ESCALATED = "escalated"
    RESPONDED = "responded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


IN_ACTION = frozenset(
    {
        State.WITH_SERVICE,
        State.AWAITING_MEMBER,
        State.WORK_SCHEDULED,
        State.FURTHER_INFORMATION,
        State.ESCALATED,
    }
)


class Kind(StrEnum):
    """Whether the member wants to know something or wants something done."""

    INFORMATION = "information"
    ACTION = "action"


class Channel(StrEnum):
    """How the request came to be logged."""

    ONLINE = "online"
    LOGGED_BY_OFFICER = "logged_by_officer"


class ReceivedBy(StrEnum):
    """How a request that an officer logged reached the council."""

    PHONE = "phone"
    EMAIL = "email"
    MEETING = "meeting"


class Priority(StrEnum):
    """How pressing the request is; normal until an urgency is accepted."""

    NORMAL = "normal"
    URGENT = "urgent"


class Outcome(StrEnum):
    """What a full response brings the member."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    CANNOT = "cannot"
    REFERRED = "referred"


class Sharing(StrEnum):
    """Who besides the owner may see the request."""

    ONLY_ME = "only_me"
    WARD_COLLEAGUES = "ward_colleagues"


class Side(StrEnum):
    """Who proposed a date, or said something: the member (or the desk for them), or the services."""

    MEMBER = "member"
    SERVICE = "service"


class Urgency(StrEnum):
    """What became of the owner's asking to treat the request as urgent."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Rewordable(StrEnum):
    """What of the words of a request can be put right once it is raised."""

    SUBJECT = "subject"
    PLACE = "place"


class Standing(Enum):
    """What a person is to one request; a person may be several things."""

    OWNER = "the member whose request it is"
    OFFICER = "an officer or the head of the lead service; the director with whom it stands escalated"
    HEAD = "the head of the lead service, or the head's deputy"
    CONTRIBUTOR = "an officer or the head of a contributing service"
    DIRECTOR = "a director, once it has stood with one"
    DESK = "Member Services"
    GOVERNANCE = "information governance"
    JOINED = "a member who joined"
    COLLEAGUE = "a member serving its ward, while the owner shares it"
    FORMER = "an officer or the head of a service that had it; the member who made it, once handed over"
    OFFERED = "a member whose request was merged into it, waiting to be accepted"
    DIRECTORY = "the directory, when an office ends; no person"
