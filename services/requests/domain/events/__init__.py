"""What happened to a request: facts and ids, never words. Fields are those of the published contract."""

from services.requests.domain.events.arrangements import (
    ContributionAdded,
    ContributorAdded,
    ContributorRemoved,
    DeadlineAgreed,
    DeadlineDeclined,
    DeadlineProposed,
    JoinAccepted,
    JoinAsked,
    JoinRefused,
    MemberLeft,
    OfficerAssigned,
    OfficerUnassigned,
    SharingChanged,
    UrgencyAccepted,
    UrgencyAsked,
    UrgencyRefused,
)
from services.requests.domain.events.base import Happened, RequestEvent
from services.requests.domain.events.papers import (
    AgreementWithdrawn,
    AttachmentAdded,
    ConstituentAttached,
    DetailsRedacted,
    HoldPlaced,
    HoldReleased,
    JobNumberSet,
    MessageRetracted,
    NoteAdded,
    RequestAmended,
    RequestsLinked,
)
from services.requests.domain.events.progress import (
    ClarificationAsked,
    ClarificationDropped,
    ClarificationGiven,
    FollowUpReminded,
    FurtherInformationAsked,
    InitialResponseGiven,
    MessageAdded,
    ProgressPosted,
    RequestClosed,
    RequestEscalated,
    RequestFrozen,
    RequestHandedOver,
    RequestMerged,
    RequestRaised,
    RequestReopened,
    RequestTransferred,
    RequestWithdrawn,
    ResponseGiven,
    WorkScheduled,
)

Event = (
    RequestRaised
    | RequestTransferred
    | MessageAdded
    | ClarificationAsked
    | ClarificationGiven
    | ClarificationDropped
    | InitialResponseGiven
    | ProgressPosted
    | WorkScheduled
    | ResponseGiven
    | FollowUpReminded
    | FurtherInformationAsked
    | RequestEscalated
    | RequestClosed
    | RequestReopened
    | RequestWithdrawn
    | RequestMerged
    | RequestFrozen
    | RequestHandedOver
    | OfficerAssigned
    | OfficerUnassigned
    | ContributorAdded
    | ContributorRemoved
    | ContributionAdded
    | DeadlineProposed
    | DeadlineAgreed
    | DeadlineDeclined
    | UrgencyAsked
    | UrgencyAccepted
    | UrgencyRefused
    | SharingChanged
    | JoinAsked
    | JoinAccepted
    | JoinRefused
    | MemberLeft
    | RequestAmended
    | AttachmentAdded
    | RequestsLinked
    | JobNumberSet
    | NoteAdded
    | MessageRetracted
    | ConstituentAttached
    | AgreementWithdrawn
    | HoldPlaced
    | HoldReleased
    | DetailsRedacted
)

__all__ = [
    "AgreementWithdrawn",
    "AttachmentAdded",
    "ClarificationAsked",
    "ClarificationDropped",
    "ClarificationGiven",
    "ConstituentAttached",
    "ContributionAdded",
    "ContributorAdded",
    "ContributorRemoved",
    "DeadlineAgreed",
    "DeadlineDeclined",
    "DeadlineProposed",
    "DetailsRedacted",
    "Event",
    "FollowUpReminded",
    "FurtherInformationAsked",
    "Happened",
    "HoldPlaced",
    "HoldReleased",
    "InitialResponseGiven",
    "JobNumberSet",
    "JoinAccepted",
    "JoinAsked",
    "JoinRefused",
    "MemberLeft",
    "MessageAdded",
    "MessageRetracted",
    "NoteAdded",
    "OfficerAssigned",
    "OfficerUnassigned",
    "ProgressPosted",
    "RequestAmended",
    "RequestClosed",
    "RequestEscalated",
    "RequestEvent",
    "RequestFrozen",
    "RequestHandedOver",
    "RequestMerged",
    "RequestRaised",
    "RequestReopened",
    "RequestTransferred",
    "RequestWithdrawn",
    "RequestsLinked",
    "ResponseGiven",
    "SharingChanged",
    "UrgencyAccepted",
    "UrgencyAsked",
    "UrgencyRefused",
    "WorkScheduled",
]
