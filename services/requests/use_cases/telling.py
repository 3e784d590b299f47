"""To whom what happened is news: `new` in lists, and the activity that lists are sorted by."""

from collections.abc import Sequence

from services.contracts.vocabulary import DIRECTOR, MEMBER, MEMBER_SERVICES, ROLES_OF_A_SERVICE
from services.requests.domain import events as e
from services.requests.domain.reading import Reader, Reading, reading
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Side, Standing
from services.requests.repository.requests import News

SERVICE_SIDE = (*ROLES_OF_A_SERVICE, DIRECTOR)

_OWNER = Reader(frozenset({Standing.OWNER}))
_OFFICER = Reader(frozenset({Standing.OFFICER}))
_FOR_MEMBERS = (
    *(e.SharingChanged, e.JoinAsked, e.JoinAccepted, e.JoinRefused, e.MemberLeft),
    e.FollowUpReminded,
)


def news_of(state: RequestState, events: Sequence[e.Happened], actor_id: str, role: str) -> News:
    """What a side did is news to the other; what the desk did, to both; a contribution, to the lead.

    What somebody may not read is no news to them, and moves nothing that they see.
    """
    side = Side.MEMBER if role in (MEMBER, MEMBER_SERVICES) else Side.SERVICE
    happened = [one.event for one in events]
    seen_by_member = any(_reads(state, event, side, _OWNER) for event in happened)
    for_service = any(
        _reads(state, event, side, _OFFICER) for event in happened if not isinstance(event, _FOR_MEMBERS)
    )
    contributed = any(isinstance(event, e.ContributionAdded) for event in happened)
    by_owner = role == MEMBER and actor_id == state.member_id
    return News(
        for_member=seen_by_member and not by_owner,
        for_service=contributed or (for_service and role not in SERVICE_SIDE),
        seen_by_member=seen_by_member,
    )


def _reads(state: RequestState, event: e.RequestEvent, side: Side, reader: Reader) -> bool:
    return reading(event, side, reader, state.messages) is not Reading.NOTHING
