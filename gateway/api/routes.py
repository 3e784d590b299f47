"""Every route of the JSON interface, as data: address, call, what it is for, what it answers."""

import re
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from gateway.api import schemas_of_a_request as one
from gateway.api import schemas_of_dates as dates
from gateway.api import schemas_of_feedback as said
from gateway.api import schemas_of_lists as lists
from gateway.api import schemas_of_ones_own as own
from services.contracts import feedback_calls as f
from services.contracts import requests_calls as c
from services.contracts import sla_calls as sla
from services.contracts.calls import QUERY, Call
from services.contracts.vocabulary import MEMBER, MEMBER_SERVICES, SCOPES

READ, WRITE = SCOPES
ONE, LISTS, OWN, DRAFTS = "One request", "Finding requests", "One's own", "Drafts"
TEMPLATES = "Templates of replies"
DATES = "Dates"
FEEDBACK, BOARD = "How it went", "What could be better"

# What a person cannot ask for here, and why.
NOT_OFFERED = {
    c.BRING_IN_HISTORY.name: "the command line's alone",
    c.IMPORT_CASES.name: "the command line's alone",
    c.SCREEN.name: "asked by the pages, before words are sent",
    c.PREVIEW_SCREENING_WORDS.name: "asked by the page, before a list is kept",
    c.FILES_IN_USE.name: "the gateway's own",
    c.PUBLISH_COUNTS.name: "for checking figures, by the command line (docs/decisions/0142)",
    f.IMPORT_SURVEYS.name: "the command line's alone",
    c.ATTACH.name: "given by the gateway for the file that it was sent (gateway/api/files.py)",
    **dict.fromkeys(
        (sla.CALENDAR_VERSIONS.name, sla.PREVIEW_CALENDAR_CHANGE.name, sla.CHANGE_CALENDAR.name),
        "an administrator looks at what would move first",
    ),
    sla.RECORD_STANDARD.name: "an administrator's page says what it does and does not change",
}

ID_OR_REFERENCE = "request"

# Which field of the answer is the version that a command made, where it may be given one.
_VERSION_IN: dict[Any, str] = {one.CommandAnswer: "sequence", said.Versioned: "version"}

_IN_A_PATH = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Route:
    """One route. Parts of the path and of the call's body that are named alike are the same.

    `answer` is None where there is nothing to say: 204. `for_a_member`: the desk may name the member in a
    header; `member_field`: it names them in the body's own field. `seen_first`: nobody is asked unless the
    caller sees the request of the path, for a service that takes in what it has not heard of yet.
    """

    method: str
    path: str
    call: Call
    summary: str
    tag: str
    answer: type[Schema] | None
    status: int = 200
    for_a_member: bool = False
    member_field: str | None = None
    seen_first: bool = False

    @property
    def name(self) -> str:
        """Its operationId, and its endpoint in the blueprint."""
        return self.call.name

    @property
    def scope(self) -> str:
        """What a token must be good for."""
        return READ if self.call.kind == QUERY else WRITE

    @property
    def in_path(self) -> tuple[str, ...]:
        """The names of the body's fields that its path gives."""
        named: list[str] = _IN_A_PATH.findall(self.path)
        return ("request_id", "reference") if named == [ID_OR_REFERENCE] else tuple(named)

    @property
    def has_versions(self) -> bool:
        """Whether it may be given for which version of what it changes it is meant."""
        return self.call in _GIVEN_A_VERSION

    @property
    def version_field(self) -> str:
        """Where its answer says which version it made."""
        return _VERSION_IN[self.answer]


def _get(path: str, call: Call, summary: str, tag: str, answer: type[Schema], **more: Any) -> Route:
    return Route("GET", path, call, summary, tag, answer, **more)


def _silent(method: str, path: str, call: Call, summary: str, tag: str) -> Route:
    return Route(method, path, call, summary, tag, None, status=204)


def _command(call: Call, summary: str) -> Route:
    path = f"/requests/<request_id>/{call.name.replace('_', '-')}"
    the_desks_too = {MEMBER, MEMBER_SERVICES} <= set(call.roles)
    return Route("POST", path, call, summary, ONE, one.CommandAnswer, for_a_member=the_desks_too)


def _new(path: str, call: Call, summary: str, tag: str, answer: type[Schema]) -> Route:
    return Route("POST", path, call, summary, tag, answer, status=201)


def _about_a_suggestion(what: str, call: Call, summary: str, answer: type[Schema]) -> Route:
    return Route("POST", f"/suggestions/<suggestion_id>/{what}", call, summary, BOARD, answer)


COMMANDS = (
    _command(c.AMEND, "Put right its category, ward, place, subject or kind"),
    _command(c.ASSIGN, "Give it to an officer"),
    _command(c.UNASSIGN, "Take it off an officer"),
    _command(c.TRANSFER, "Hand it to another service"),
    _command(c.ADD_CONTRIBUTOR, "Ask another service for its part"),
    _command(c.REMOVE_CONTRIBUTOR, "Ask another service for its part no longer"),
    _command(c.CONTRIBUTE, "Add the part of a contributing service, for the lead's officers"),
    _command(c.ADD_MESSAGE, "Write to the service"),
    _command(c.ASK_CLARIFICATION, "Ask the member something; the clocks pause"),
    _command(c.GIVE_CLARIFICATION, "Answer what the service asked"),
    _command(c.DROP_CLARIFICATION, "Take a question to the member back"),
    _command(c.GIVE_INITIAL_RESPONSE, "Give the first answer: who has it, what next, by when"),
    _command(c.POST_UPDATE, "Give a later answer that is not yet in full"),
    _command(c.PROPOSE_DEADLINE, "Propose a date for the answer in full"),
    _command(c.AGREE_DEADLINE, "Agree the date that the other side proposed"),
    _command(c.DECLINE_DEADLINE, "Decline the date that the other side proposed"),
    _command(c.SCHEDULE_WORK, "Say on which day the work is done"),
    _command(c.RESPOND, "Answer in full"),
    _command(c.ASK_FURTHER_INFORMATION, "Ask for more after an answer"),
    _command(c.ESCALATE, "Put it to the head of service, then to a director"),
    _command(c.CLOSE, "Say that it is done"),
    _command(c.REOPEN, "Open it again within 30 days of closing"),
    _command(c.WITHDRAW, "Take it back for good"),
    _command(c.MERGE_INTO, "Merge it into another request"),
    _command(c.ASK_URGENCY, "Ask for it to be urgent"),
    _command(c.ACCEPT_URGENCY, "Accept that it is urgent"),
    _command(c.REFUSE_URGENCY, "Say why it is not urgent"),
    _command(c.SET_SHARING, "Choose who besides the owner may see it"),
    _command(c.ASK_TO_JOIN, "Ask the owner to let one join"),
    _command(c.ACCEPT_JOIN, "Let a colleague join"),
    _command(c.REFUSE_JOIN, "Not let a colleague join"),
    _command(c.LEAVE, "Leave a request that one joined"),
    _command(c.LINK, "Link it with another request"),
    _command(c.SET_JOB_NUMBER, "Record the service's own job number"),
    _command(c.NOTE, "Write a note that no member ever sees"),
    _command(c.RETRACT_MESSAGE, "Take the words of a message back"),
    _command(c.ATTACH_CONSTITUENT, "Record for whom it is, and what they agreed to"),
    _command(c.WITHDRAW_AGREEMENT, "Erase the constituent's details, who no longer agrees"),
    _command(c.HOLD, "Keep everything, whatever the schedule says"),
    _command(c.RELEASE_HOLD, "End a hold"),
    _command(c.REDACT, "Erase personal details"),
    _command(c.HAND_OVER, "Hand a frozen request to another member in office"),
)

_GIVEN_A_VERSION = (*(route.call for route in COMMANDS), f.CHANGE_IMPROVEMENT)

ROUTES = (
    Route(
        "POST",
        "/requests",
        c.RAISE_REQUEST,
        "Raise a request",
        ONE,
        one.Raised,
        status=201,
        member_field="member_id",
    ),
    _get("/requests", c.PORTFOLIO, "One's own requests, latest activity first", LISTS, lists.RequestList),
    _get("/worklist", c.WORKLIST, "What one's services have to do", LISTS, lists.Worklist),
    _get("/search", c.SEARCH, "Requests by words or reference, best first", LISTS, lists.SearchResults),
    _get(
        *("/already-asked", c.ALREADY_ASKED, "What was already asked there", LISTS, lists.AlreadyAsked),
        for_a_member=True,
    ),
    _get("/ward-requests", c.WARD_REQUESTS, "What ward colleagues share", LISTS, lists.WardRequests),
    _get("/answered", c.ANSWERED, "What was answered and nobody has closed", LISTS, lists.AnsweredHeap),
    _get("/requests/<request>", c.REQUEST, "One request, by id or reference", ONE, one.RequestPage),
    *COMMANDS,
    _silent("POST", "/requests/<request_id>/mark-seen", c.MARK_SEEN, "Note what one has seen", ONE),
    _get("/me/home", c.MEMBER_HOME, "What waits for a member, and what is new", OWN, lists.Home),
    _get("/raise-form", c.RAISE_FORM, "What can be chosen when raising a request", OWN, own.RaiseForm),
    _get("/choices", c.CHOICES, "Services, wards, outside bodies and members of today", OWN, own.OpenToday),
    _get("/constituents", c.CONSTITUENTS, "One's own constituents", OWN, own.Constituents),
    _get("/diary", c.DIARY, "One's own diary", OWN, own.Diary),
    Route("POST", "/diary", c.WRITE_DIARY, "Write an entry, or write it anew", OWN, own.DiaryAnswer),
    _silent("DELETE", "/diary/<entry_id>", c.ERASE_DIARY, "Erase an entry", OWN),
    _get("/screening-words", c.SCREENING_WORDS, "Words that are pointed out", OWN, own.ScreeningWords),
    _silent("PUT", "/screening-words", c.WRITE_SCREENING_WORDS, "Put another list in its place", OWN),
    _get("/audit-trail", c.AUDIT_TRAIL, "Who read beyond their own work", OWN, own.AuditTrail),
    _get("/letter-template", c.LETTER_TEMPLATE, "How one writes to constituents", OWN, own.LetterTemplate),
    _silent("PUT", "/letter-template", c.WRITE_LETTER_TEMPLATE, "Write one's template for letters", OWN),
    _get(
        *("/casework-file", c.CASEWORK_FILE, "A member's requests with their words", OWN, one.CaseworkFile),
        member_field="member_id",
    ),
    _get("/calendar", sla.CALENDAR, "What the council does not work", DATES, dates.CouncilCalendar),
    _get("/standards", sla.STANDARDS, "In how many working days something is due", DATES, dates.Standards),
    _get(
        *("/requests/<request_id>/clocks", sla.CLOCKS_OF_REQUEST, "A request's clocks"),
        *(DATES, dates.ClocksOfRequest),
    ),
    _get(
        *("/requests/<request_id>/explain", sla.EXPLAIN, "Why a date is what it is, day by day"),
        *(DATES, dates.Explanation),
    ),
    Route("POST", "/working-days", sla.WORK_OUT, "Work out any dates", DATES, dates.Sums),
    _get("/surveys-to-answer", f.SURVEYS_TO_ANSWER, "Surveys that are due", FEEDBACK, said.SurveysToAnswer),
    Route(
        *(
            "PUT",
            "/requests/<request_id>/survey",
            f.ANSWER_SURVEY,
            "Say how it went, or change what one said",
        ),
        *(FEEDBACK, said.SurveyTaken),
        seen_first=True,
    ),
    _get(
        *("/requests/<request_id>/feedback", f.REQUEST_FEEDBACK, "What was said about a request"),
        *(FEEDBACK, said.FeedbackOfRequest),
    ),
    _new(
        *("/requests/<request_id>/survey/replies", f.REPLY_TO_SURVEY, "Reply to what the member said"),
        *(FEEDBACK, said.ReplyTaken),
    ),
    Route(
        *(
            "PUT",
            "/requests/<request_id>/quality-check",
            f.CHECK_QUALITY,
            "Judge one's service's own response",
        ),
        *(FEEDBACK, said.Versioned),
    ),
    _get("/said", f.SAID, "What members said of one's services", FEEDBACK, said.Said),
    _get("/quotable-comments", f.QUOTABLE_COMMENTS, "What a paper may quote", FEEDBACK, said.Quotable),
    _get("/suggestions", f.SUGGESTIONS, "The sounding board", BOARD, said.Suggestions),
    _new("/suggestions", f.SUGGEST, "Suggest an improvement", BOARD, said.SuggestionMade),
    _about_a_suggestion("support", f.SUPPORT_SUGGESTION, "Support a suggestion, or no longer", said.Supports),
    _about_a_suggestion("answer", f.ANSWER_SUGGESTION, "Say what becomes of it", said.SuggestionStanding),
    _about_a_suggestion("finish", f.FINISH_SUGGESTION, "Say that it is done", said.SuggestionStanding),
    _get("/improvements", f.IMPROVEMENT_ACTIONS, "Improvement actions", BOARD, said.Improvements),
    _new("/improvements", f.RECORD_IMPROVEMENT, "Record an action", BOARD, said.ImprovementRecorded),
    _get(
        *("/improvements/<improvement_id>", f.IMPROVEMENT_ACTION, "One improvement action"),
        *(BOARD, said.OneImprovement),
    ),
    Route(
        *("PUT", "/improvements/<improvement_id>", f.CHANGE_IMPROVEMENT, "Say where an action stands now"),
        *(BOARD, said.Versioned),
    ),
    _get(
        *("/improvement-choices", f.IMPROVEMENT_CHOICES, "For whom and by whom an action may be"),
        *(BOARD, said.ImprovementChoices),
    ),
    _get("/drafts", c.DRAFTS, "One's drafts, latest first", DRAFTS, own.Drafts),
    _get("/drafts/<form>", c.DRAFT, "What was typed into a form", DRAFTS, own.Draft),
    Route("PUT", "/drafts/<form>", c.SAVE_DRAFT, "Keep what was typed into a form", DRAFTS, own.DraftSaved),
    _silent("DELETE", "/drafts/<form>", c.DISCARD_DRAFT, "Forget what was typed into a form", DRAFTS),
    _get("/saved-views", c.SAVED_VIEWS, "One's own saved views of a list", OWN, own.SavedViews),
    _silent("PUT", "/saved-views", c.SAVE_VIEW, "Keep what a list is narrowed to", OWN),
    _silent("DELETE", "/saved-views/<list_name>/<name>", c.FORGET_VIEW, "Forget a saved view", OWN),
    _get(
        "/reply-templates", c.REPLY_TEMPLATES, "What one's services often say", TEMPLATES, own.ReplyTemplates
    ),
    Route(
        "POST",
        "/reply-templates",
        c.WRITE_REPLY_TEMPLATE,
        "Write a template of replies, or write it anew",
        TEMPLATES,
        own.TemplateAnswer,
    ),
    _silent(
        *("DELETE", "/reply-templates/<template_id>", c.ERASE_REPLY_TEMPLATE, "Erase a template", TEMPLATES)
    ),
)
