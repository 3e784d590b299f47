"""How each kind of event is told on a request's timeline."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """To the owner of the request, and to everybody else. `kind` is one of the timeline macro's."""

    kind: str
    to_owner: str
    to_others: str


def _event(words: str) -> Wording:
    return Wording("event", words, words)


WORDING: dict[str, Wording] = {
    "request_raised": Wording("own", "You raised this", "Raised by {member}"),
    "request_amended": _event("What it is about was put right"),
    "request_transferred": _event("Passed from {from_service} to {to_service}"),
    "contributor_added": _event("{to_service} was asked for its part"),
    "contributor_removed": _event("{to_service} is no longer asked for its part"),
    "contribution_added": Wording("private", "Part of {to_service}", "Part of {to_service}"),
    "officer_assigned": _event("Given to {officer}"),
    "officer_unassigned": _event("{officer} no longer has it"),
    "message_added": Wording("own", "You wrote", "Message from {member}"),
    "clarification_asked": Wording("question", "A question for you", "A question for {member}"),
    "clarification_given": Wording("own", "You answered the question", "{member} answered the question"),
    "clarification_dropped": _event("The question was taken back"),
    "initial_response_given": Wording("answer", "First answer", "First answer"),
    "progress_posted": Wording("answer", "Update", "Update"),
    "deadline_proposed": _event("{day} was proposed as the new date"),
    "deadline_agreed": _event("{day} was agreed as the new date"),
    "deadline_declined": _event("{day} was not agreed"),
    "work_scheduled": Wording("answer", "Work is planned for {day}", "Work is planned for {day}"),
    "response_given": Wording("answer", "Answer in full: {outcome}", "Answer in full: {outcome}"),
    "further_information_asked": Wording("own", "You asked for more", "{member} asked for more"),
    "request_escalated": Wording(
        "own", "You escalated it; it stands with {holder}", "{member} escalated it; it stands with {holder}"
    ),
    "request_reopened": Wording("own", "You opened it again", "{member} opened it again"),
    "request_merged": _event("It goes on in {other}"),
    "urgency_asked": Wording("own", "You asked for it to be urgent", "{member} asked for it to be urgent"),
    "urgency_accepted": _event("It is urgent from now on"),
    "urgency_refused": _event("It was not made urgent"),
    "sharing_changed": Wording("event", "You changed who sees it", "{member} changed who sees it"),
    "join_asked": _event("{colleague} asked to join"),
    "join_accepted": _event("{colleague} joined"),
    "join_refused": _event("{colleague} was not taken in"),
    "member_left": _event("{colleague} left"),
    "attachment_added": _event("A file was added"),
    "requests_linked": _event("Linked with {other}"),
    "job_number_set": _event("The service noted its own number"),
    "note_added": Wording("private", "A note", "A note"),
    "message_retracted": _event("A message was taken back"),
    "constituent_attached": _event("It is for a constituent, who agreed"),
    "agreement_withdrawn": _event("The constituent’s agreement ended; their details are gone"),
    "hold_placed": _event("A legal hold was placed"),
    "hold_released": _event("The legal hold ended"),
    "details_redacted": _event("Its words were removed"),
    "request_frozen": _event("The member’s term of office ended: it rests until somebody takes it over"),
    "request_handed_over": _event("{colleague} took it over"),
    "follow_up_reminded": Wording(
        "event",
        "A reminder: it is answered and open with you. Is it done? Close it, or ask for more",
        "{member} was reminded that it is answered and theirs to close",
    ),
    "request_closed": Wording("event", "You closed it", "{member} closed it"),
    "request_withdrawn": Wording("event", "You withdrew it", "{member} withdrew it"),
}
