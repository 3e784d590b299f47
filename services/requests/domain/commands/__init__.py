"""What people can ask of a request. Commands carry words; events never do. Ids are handed in."""

from services.requests.domain.commands.owners import (
    AcceptJoin,
    AddMessage,
    AskFurtherInformation,
    AskToJoin,
    AskUrgency,
    AttachConstituent,
    Close,
    Escalate,
    GiveClarification,
    Leave,
    RaiseRequest,
    RefuseJoin,
    Reopen,
    SetSharing,
    Withdraw,
    WithdrawAgreement,
)
from services.requests.domain.commands.services import (
    AcceptUrgency,
    AskClarification,
    Contribute,
    DropClarification,
    GiveInitialResponse,
    Note,
    PostUpdate,
    RefuseUrgency,
    Respond,
    ScheduleWork,
    SetJobNumber,
)
from services.requests.domain.commands.shared import (
    AddContributor,
    AgreeDeadline,
    Amend,
    Assign,
    Attach,
    DeclineDeadline,
    Freeze,
    HandOver,
    Hold,
    Link,
    MergeInto,
    ProposeDeadline,
    Redact,
    ReleaseHold,
    RemoveContributor,
    RetractMessage,
    Transfer,
    Unassign,
)

Command = (
    RaiseRequest
    | AddMessage
    | GiveClarification
    | AskFurtherInformation
    | Escalate
    | Close
    | Reopen
    | Withdraw
    | AskUrgency
    | SetSharing
    | AskToJoin
    | AcceptJoin
    | RefuseJoin
    | Leave
    | AttachConstituent
    | WithdrawAgreement
    | AskClarification
    | DropClarification
    | GiveInitialResponse
    | PostUpdate
    | ScheduleWork
    | Respond
    | Contribute
    | AcceptUrgency
    | RefuseUrgency
    | SetJobNumber
    | Note
    | Amend
    | Assign
    | Unassign
    | Transfer
    | AddContributor
    | RemoveContributor
    | ProposeDeadline
    | AgreeDeadline
    | DeclineDeadline
    | MergeInto
    | Link
    | Attach
    | RetractMessage
    | Hold
    | ReleaseHold
    | Redact
    | Freeze
    | HandOver
)

__all__ = [
    "AcceptJoin",
    "AcceptUrgency",
    "AddContributor",
    "AddMessage",
    "AgreeDeadline",
    "Amend",
    "AskClarification",
    "AskFurtherInformation",
    "AskToJoin",
    "AskUrgency",
    "Assign",
    "Attach",
    "AttachConstituent",
    "Close",
    "Command",
    "Contribute",
    "DeclineDeadline",
    "DropClarification",
    "Escalate",
    "Freeze",
    "GiveClarification",
    "GiveInitialResponse",
    "HandOver",
    "Hold",
    "Leave",
    "Link",
    "MergeInto",
    "Note",
    "PostUpdate",
    "ProposeDeadline",
    "RaiseRequest",
    "Redact",
    "RefuseJoin",
    "RefuseUrgency",
    "ReleaseHold",
    "RemoveContributor",
    "Reopen",
    "Respond",
    "RetractMessage",
    "ScheduleWork",
    "SetJobNumber",
    "SetSharing",
    "Transfer",
    "Unassign",
    "Withdraw",
    "WithdrawAgreement",
]
