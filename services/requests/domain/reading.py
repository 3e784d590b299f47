"""What each standing may read of a request: which of its words, and which of its events.

Whoever is several things reads what any of them may; but a note, a contribution and the service's own number
never reach a member who has anything to do with the request, whatever else they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from services.requests.domain import events as e
from services.requests.domain.request_state import Message
from services.requests.domain.vocabulary import Side, Standing

PARTIES = frozenset(
    {Standing.OWNER, Standing.OFFICER, Standing.HEAD, Standing.DIRECTOR, Standing.DESK, Standing.GOVERNANCE}
)
SERVICE_SIDE = frozenset({Standing.OFFICER, Standing.HEAD, Standing.DIRECTOR, Standing.GOVERNANCE})
MEMBERS = frozenset({Standing.OWNER, Standing.JOINED, Standing.COLLEAGUE, Standing.OFFERED})
TIMELINE_READERS = PARTIES | {Standing.CONTRIBUTOR, Standing.JOINED}

_GLIMPSE = frozenset({"reference", "state"})
_SHARED = _GLIMPSE | {"subject", "place", "outcome", "member", "raised_at"}
_TOLD = _SHARED | {"ask", "dates"}
_MATTER = _TOLD | {"what_happened"}
_WHOLE = _MATTER | {"earlier_case", "answers"}
_FIELDS: dict[Standing, frozenset[str]] = {
    Standing.OWNER: _WHOLE | {"constituent"},
    Standing.DESK: _WHOLE | {"constituent"},
    Standing.GOVERNANCE: _WHOLE | {"constituent", "job_number"},
    Standing.OFFICER: _WHOLE | {"job_number"},
    Standing.HEAD: _WHOLE | {"job_number"},
    Standing.DIRECTOR: _WHOLE | {"job_number"},
    Standing.CONTRIBUTOR: _MATTER,
    Standing.JOINED: _TOLD,
    Standing.COLLEAGUE: _SHARED,
    Standing.FORMER: _GLIMPSE,
    Standing.OFFERED: _GLIMPSE,
}

_NOT_FOR_MEMBERS = (e.NoteAdded, e.ContributionAdded, e.JobNumberSet)
_ABOUT_A_CONSTITUENT = (e.ConstituentAttached, e.AgreementWithdrawn)
_OWN_AFFAIR = (e.MessageAdded, e.JoinAsked, e.JoinRefused, e.UrgencyRefused, e.FollowUpReminded)
_FROM_MEMBER = (
    *(e.ClarificationGiven, e.FurtherInformationAsked, e.RequestEscalated),
    *(e.RequestReopened, e.UrgencyAsked),
)
_REASON_OF_GOVERNANCE = (e.HoldPlaced, e.HoldReleased, e.DetailsRedacted)


class Reading(IntEnum):
    """How much of an event somebody reads."""

    NOTHING = 0
    FACT = 1  # that it happened, when, and its data
    WORDS = 2  # and what was written with it


@dataclass(frozen=True)
class Reader:
    """Somebody with their standings in all the roles that they hold, and the services for which they work.

    `service_may_see`: whether the constituent agreed that the service may see their name and contact.
    """

    standings: frozenset[Standing]
    services: frozenset[str] = frozenset()
    service_may_see: bool = False

    @property
    def is_member_here(self) -> bool:
        """Whether they are a member who has to do with the request: then no note reaches them."""
        return bool(self.standings & MEMBERS)


def readable_fields(reader: Reader) -> frozenset[str]:
    """Which of a request's facts and words this reader reads.

    Of: reference, state, subject, place, outcome, member (who raised it), raised_at, ask, dates (and all else
    that the page says of answers and promises), what_happened, earlier_case, answers (to the category's
    questions), job_number, constituent.
    """
    found = frozenset[str]().union(*(_FIELDS.get(standing, frozenset()) for standing in reader.standings))
    if reader.service_may_see and reader.standings & SERVICE_SIDE:
        found |= {"constituent"}
    return found - {"job_number"} if reader.is_member_here else found


def reading(event: e.RequestEvent, said_by: Side, reader: Reader, messages: Mapping[int, Message]) -> Reading:
    """How much of an event this reader reads.

    `said_by`: the member's side for the roles member and desk, else the service's. `messages`: the state's.
    """
    if isinstance(event, e.MessageRetracted):
        return _of_retracting(event, said_by, reader, messages)
    if isinstance(event, _NOT_FOR_MEMBERS) and reader.is_member_here:
        return Reading.NOTHING
    return max(
        (_as(standing, event, said_by, reader) for standing in reader.standings), default=Reading.NOTHING
    )


def _of_retracting(
    event: e.MessageRetracted, said_by: Side, reader: Reader, messages: Mapping[int, Message]
) -> Reading:
    """That a message was taken back is for those who knew that there was one."""
    message = messages.get(event.retracted)
    known = Reading.NOTHING if message is None else reading(message.event, said_by, reader, messages)
    return min(known, Reading.FACT)


def _as(standing: Standing, event: e.RequestEvent, said_by: Side, reader: Reader) -> Reading:
    if standing is Standing.GOVERNANCE:
        return Reading.WORDS
    if standing not in TIMELINE_READERS:
        return Reading.NOTHING
    if isinstance(event, _REASON_OF_GOVERNANCE):
        return Reading.FACT if standing in PARTIES else Reading.NOTHING
    if isinstance(event, _ABOUT_A_CONSTITUENT):
        shown = standing in {Standing.OWNER, Standing.DESK}
        shown = shown or (standing in SERVICE_SIDE and reader.service_may_see)
        return Reading.WORDS if shown else Reading.NOTHING
    if isinstance(event, _NOT_FOR_MEMBERS):
        return _of_own_side(standing, event, reader)
    if standing in PARTIES:
        return Reading.WORDS
    return _of_bystander(standing, event, said_by)


def _of_own_side(standing: Standing, event: e.RequestEvent, reader: Reader) -> Reading:
    if standing in SERVICE_SIDE:
        return Reading.WORDS
    own = isinstance(event, e.ContributionAdded) and event.service_id in reader.services
    return Reading.WORDS if own and standing is Standing.CONTRIBUTOR else Reading.NOTHING


def _of_bystander(standing: Standing, event: e.RequestEvent, said_by: Side) -> Reading:
    """For who joined, and contributing services: the service's words to the member, not the member's."""
    if isinstance(event, _OWN_AFFAIR):
        return Reading.NOTHING
    if isinstance(event, e.RequestTransferred):  # the reason is the services' own, and the owner's to know
        return Reading.WORDS if standing is Standing.CONTRIBUTOR else Reading.FACT
    if isinstance(event, e.DeadlineProposed):
        return Reading.WORDS if event.side is Side.SERVICE else Reading.FACT
    if isinstance(event, e.AttachmentAdded):
        return Reading.WORDS if said_by is Side.SERVICE else Reading.NOTHING
    return Reading.FACT if isinstance(event, _FROM_MEMBER) else Reading.WORDS
