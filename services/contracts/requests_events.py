"""What requests publishes about the life of a request. A stream is one request, named by its id.

`cases_imported` is published on `import:<casebook>`, `counts_published` on `counts`.
"""

from services.contracts import requests_event_data as data
from services.contracts.events import EventType
from services.contracts.imported_case_data import CasesImported
from services.contracts.names import REQUESTS
from services.contracts.requests_count_data import CountsPublished

REQUEST_RAISED = EventType(REQUESTS, "request_raised", data.RequestRaised)
REQUEST_AMENDED = EventType(REQUESTS, "request_amended", data.RequestAmended)
REQUEST_TRANSFERRED = EventType(REQUESTS, "request_transferred", data.RequestTransferred)
CONTRIBUTOR_ADDED = EventType(REQUESTS, "contributor_added", data.ContributorAdded)
CONTRIBUTOR_REMOVED = EventType(REQUESTS, "contributor_removed", data.ContributorRemoved)
CONTRIBUTION_ADDED = EventType(REQUESTS, "contribution_added", data.ContributionAdded)
OFFICER_ASSIGNED = EventType(REQUESTS, "officer_assigned", data.OfficerAssigned)
OFFICER_UNASSIGNED = EventType(REQUESTS, "officer_unassigned", data.OfficerUnassigned)
MESSAGE_ADDED = EventType(REQUESTS, "message_added", data.MessageAdded)
CLARIFICATION_ASKED = EventType(REQUESTS, "clarification_asked", data.ClarificationAsked)
CLARIFICATION_GIVEN = EventType(REQUESTS, "clarification_given", data.ClarificationGiven)
CLARIFICATION_DROPPED = EventType(REQUESTS, "clarification_dropped", data.ClarificationDropped)
INITIAL_RESPONSE_GIVEN = EventType(REQUESTS, "initial_response_given", data.InitialResponseGiven)
PROGRESS_POSTED = EventType(REQUESTS, "progress_posted", data.ProgressPosted)
DEADLINE_PROPOSED = EventType(REQUESTS, "deadline_proposed", data.DeadlineProposed)
DEADLINE_AGREED = EventType(REQUESTS, "deadline_agreed", data.DeadlineAgreed)
DEADLINE_DECLINED = EventType(REQUESTS, "deadline_declined", data.DeadlineDeclined)
WORK_SCHEDULED = EventType(REQUESTS, "work_scheduled", data.WorkScheduled)
RESPONSE_GIVEN = EventType(REQUESTS, "response_given", data.ResponseGiven)
FURTHER_INFORMATION_ASKED = EventType(REQUESTS, "further_information_asked", data.FurtherInformationAsked)
REQUEST_ESCALATED = EventType(REQUESTS, "request_escalated", data.RequestEscalated)
REQUEST_REOPENED = EventType(REQUESTS, "request_reopened", data.RequestReopened)
REQUEST_MERGED = EventType(REQUESTS, "request_merged", data.RequestMerged)
URGENCY_ASKED = EventType(REQUESTS, "urgency_asked", data.UrgencyAsked)
URGENCY_ACCEPTED = EventType(REQUESTS, "urgency_accepted", data.UrgencyAccepted)
URGENCY_REFUSED = EventType(REQUESTS, "urgency_refused", data.UrgencyRefused)
SHARING_CHANGED = EventType(REQUESTS, "sharing_changed", data.SharingChanged)
JOIN_ASKED = EventType(REQUESTS, "join_asked", data.JoinAsked)
JOIN_ACCEPTED = EventType(REQUESTS, "join_accepted", data.JoinAccepted)
JOIN_REFUSED = EventType(REQUESTS, "join_refused", data.JoinRefused)
MEMBER_LEFT = EventType(REQUESTS, "member_left", data.MemberLeft)
ATTACHMENT_ADDED = EventType(REQUESTS, "attachment_added", data.AttachmentAdded)
REQUESTS_LINKED = EventType(REQUESTS, "requests_linked", data.RequestsLinked)
JOB_NUMBER_SET = EventType(REQUESTS, "job_number_set", data.JobNumberSet)
NOTE_ADDED = EventType(REQUESTS, "note_added", data.NoteAdded)
MESSAGE_RETRACTED = EventType(REQUESTS, "message_retracted", data.MessageRetracted)
CONSTITUENT_ATTACHED = EventType(REQUESTS, "constituent_attached", data.ConstituentAttached)
AGREEMENT_WITHDRAWN = EventType(REQUESTS, "agreement_withdrawn", data.AgreementWithdrawn)
HOLD_PLACED = EventType(REQUESTS, "hold_placed", data.HoldPlaced)
HOLD_RELEASED = EventType(REQUESTS, "hold_released", data.HoldReleased)
DETAILS_REDACTED = EventType(REQUESTS, "details_redacted", data.DetailsRedacted)
REQUEST_FROZEN = EventType(REQUESTS, "request_frozen", data.RequestFrozen)
REQUEST_HANDED_OVER = EventType(REQUESTS, "request_handed_over", data.RequestHandedOver)
FOLLOW_UP_REMINDED = EventType(REQUESTS, "follow_up_reminded", data.FollowUpReminded)
REQUEST_CLOSED = EventType(REQUESTS, "request_closed", data.RequestClosed)
REQUEST_WITHDRAWN = EventType(REQUESTS, "request_withdrawn", data.RequestWithdrawn)
COUNTS_PUBLISHED = EventType(REQUESTS, "counts_published", CountsPublished)
CASES_IMPORTED = EventType(REQUESTS, "cases_imported", CasesImported)

REQUESTS_EVENTS = {event.name: event for event in tuple(globals().values()) if isinstance(event, EventType)}
