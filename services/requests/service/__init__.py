"""The calls that requests answers, and what it follows. Each method hands over to one use case."""

from sqlalchemy.orm import Session

from services.chassis.chassis import Chassis
from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.chassis.rpc import answers
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick
from services.contracts import requests_calls as calls
from services.contracts.names import FOLLOWS, REQUESTS
from services.requests import tables
from services.requests.repository.holdings import holdings_of
from services.requests.service.lifecycle import Lifecycle, Result
from services.requests.use_cases import (
    already_asked,
    answered,
    audit_trail,
    bring_in_history,
    casework_file,
    choices,
    diary,
    directory_copy,
    drafts,
    following_up,
    for_constituents,
    freezing,
    home,
    import_cases,
    letter_template,
    papers,
    portfolio,
    publish_counts,
    raise_form,
    reply_templates,
    request_page,
    saved_views,
    screening,
    search,
    search_index,
    service_levels,
    ward_requests,
    worklist,
)
from services.requests.use_cases.raise_request import raise_request

_TEN_SECONDS = 10
_MINUTE = 60
_HOUR = 3_600


def current_roles(session: Session, person_id: str) -> frozenset[str]:
    """The roles that a person holds on the day of the call, by our own copy of the directory."""
    return holdings_of(session, person_id, council_date(session.info["now"])).roles


class RequestsService(Lifecycle):
    """Raising requests, lists and pages of them, and what people keep for themselves."""

    name = REQUESTS
    chassis = Chassis(
        metadata=tables.metadata,
        current_roles=current_roles,
        subscription=Subscription(
            sources=frozenset(FOLLOWS[REQUESTS]),
            handlers=directory_copy.HANDLERS | service_levels.HANDLERS,
            copy_tables=(*tables.DIRECTORY_COPY, *tables.SLA_COPY),
        ),
        seconds=[
            Tick(_HOUR, drafts.forget_expired),
            Tick(_MINUTE, freezing.freeze_ended_offices),
            Tick(_TEN_SECONDS, following_up.remind_of_answers),
            Tick(_MINUTE, search_index.forget_erased),
            Tick(_MINUTE, publish_counts.publish_yesterday),
        ],
    )

    @answers(calls.RAISE_REQUEST)
    def raise_request(self, session: Session, incoming: Incoming) -> Result:
        """Put a new request to a service."""
        return raise_request(session, incoming)

    @answers(calls.PORTFOLIO)
    def portfolio(self, session: Session, incoming: Incoming) -> Result:
        """A member's own requests."""
        return portfolio.portfolio(session, incoming)

    @answers(calls.WORKLIST)
    def worklist(self, session: Session, incoming: Incoming) -> Result:
        """What the actor's services have to do."""
        return worklist.worklist(session, incoming)

    @answers(calls.MEMBER_HOME)
    def member_home(self, session: Session, incoming: Incoming) -> Result:
        """What waits for a member, and what is new."""
        return home.member_home(session, incoming)

    @answers(calls.REQUEST)
    def request(self, session: Session, incoming: Incoming) -> Result:
        """One request, whole."""
        return request_page.request(session, incoming)

    @answers(calls.MARK_SEEN)
    def mark_seen(self, session: Session, incoming: Incoming) -> Result:
        """What the actor has seen is no longer new to them."""
        return request_page.mark_seen(session, incoming)

    @answers(calls.RAISE_FORM)
    def raise_form(self, session: Session, incoming: Incoming) -> Result:
        """What the form for raising needs."""
        return raise_form.raise_form(session, incoming)

    @answers(calls.CHOICES)
    def choices(self, session: Session, incoming: Incoming) -> Result:
        """What can be chosen for a request that was raised."""
        return choices.choices(session, incoming)

    @answers(calls.SAVE_DRAFT)
    def save_draft(self, session: Session, incoming: Incoming) -> Result:
        """Keep what was typed."""
        return drafts.save_draft(session, incoming)

    @answers(calls.DISCARD_DRAFT)
    def discard_draft(self, session: Session, incoming: Incoming) -> Result:
        """Forget what was typed."""
        return drafts.discard_draft(session, incoming)

    @answers(calls.DRAFT)
    def draft(self, session: Session, incoming: Incoming) -> Result:
        """What was typed before."""
        return drafts.draft(session, incoming)

    @answers(calls.DRAFTS)
    def drafts(self, session: Session, incoming: Incoming) -> Result:
        """Everything that was typed and not sent."""
        return drafts.drafts(session, incoming)

    @answers(calls.SEARCH)
    def search(self, session: Session, incoming: Incoming) -> Result:
        """Find requests by words or references."""
        return search.search(session, incoming)

    @answers(calls.ALREADY_ASKED)
    def already_asked(self, session: Session, incoming: Incoming) -> Result:
        """What may have been asked before."""
        return already_asked.already_asked(session, incoming)

    @answers(calls.WARD_REQUESTS)
    def ward_requests(self, session: Session, incoming: Incoming) -> Result:
        """What ward colleagues share."""
        return ward_requests.ward_requests(session, incoming)

    @answers(calls.ANSWERED)
    def answered(self, session: Session, incoming: Incoming) -> Result:
        """What was answered and nobody has closed."""
        return answered.answered(session, incoming)

    @answers(calls.CASEWORK_FILE)
    def casework_file(self, session: Session, incoming: Incoming) -> Result:
        """A member's own requests, to keep."""
        return casework_file.casework_file(session, incoming)

    @answers(calls.SCREEN)
    def screen(self, session: Session, incoming: Incoming) -> Result:
        """What may be personal in words that are about to be sent."""
        return screening.screen(session, incoming)

    @answers(calls.SCREENING_WORDS)
    def screening_words(self, session: Session, incoming: Incoming) -> Result:
        """The list of words that are pointed out."""
        return screening.screening_words(session, incoming)

    @answers(calls.WRITE_SCREENING_WORDS)
    def write_screening_words(self, session: Session, incoming: Incoming) -> Result:
        """Put another list in its place."""
        return screening.write_screening_words(session, incoming)

    @answers(calls.PREVIEW_SCREENING_WORDS)
    def preview_screening_words(self, session: Session, incoming: Incoming) -> Result:
        """What another list would do."""
        return screening.preview_screening_words(session, incoming)

    @answers(calls.AUDIT_TRAIL)
    def audit_trail(self, session: Session, incoming: Incoming) -> Result:
        """Who read beyond their own work."""
        return audit_trail.audit_trail(session, incoming)

    @answers(calls.LETTER_TEMPLATE)
    def letter_template(self, session: Session, incoming: Incoming) -> Result:
        """How one writes to constituents."""
        return letter_template.letter_template(session, incoming)

    @answers(calls.WRITE_LETTER_TEMPLATE)
    def write_letter_template(self, session: Session, incoming: Incoming) -> Result:
        """Write it anew."""
        return letter_template.write_letter_template(session, incoming)

    @answers(calls.FILES_IN_USE)
    def files_in_use(self, session: Session, incoming: Incoming) -> Result:
        """Which stored files some request has."""
        return papers.files_in_use(session, incoming)

    @answers(calls.CONSTITUENTS)
    def constituents(self, session: Session, incoming: Incoming) -> Result:
        """One's own constituents."""
        return for_constituents.constituents(session, incoming)

    @answers(calls.DIARY)
    def diary(self, session: Session, incoming: Incoming) -> Result:
        """One's own notes and reminders."""
        return diary.diary(session, incoming)

    @answers(calls.WRITE_DIARY)
    def write_diary(self, session: Session, incoming: Incoming) -> Result:
        """Keep a note."""
        return diary.write_diary(session, incoming)

    @answers(calls.ERASE_DIARY)
    def erase_diary(self, session: Session, incoming: Incoming) -> Result:
        """Erase a note."""
        return diary.erase_diary(session, incoming)

    @answers(calls.REPLY_TEMPLATES)
    def reply_templates(self, session: Session, incoming: Incoming) -> Result:
        """What the actor's services often say."""
        return reply_templates.reply_templates(session, incoming)

    @answers(calls.WRITE_REPLY_TEMPLATE)
    def write_reply_template(self, session: Session, incoming: Incoming) -> Result:
        """Keep a template of replies."""
        return reply_templates.write_reply_template(session, incoming)

    @answers(calls.ERASE_REPLY_TEMPLATE)
    def erase_reply_template(self, session: Session, incoming: Incoming) -> Result:
        """Erase a template of replies."""
        return reply_templates.erase_reply_template(session, incoming)

    @answers(calls.SAVED_VIEWS)
    def saved_views(self, session: Session, incoming: Incoming) -> Result:
        """What lists the actor saved."""
        return saved_views.saved_views(session, incoming)

    @answers(calls.SAVE_VIEW)
    def save_view(self, session: Session, incoming: Incoming) -> Result:
        """Keep what a list was narrowed to."""
        return saved_views.save_view(session, incoming)

    @answers(calls.FORGET_VIEW)
    def forget_view(self, session: Session, incoming: Incoming) -> Result:
        """Forget a saved view."""
        return saved_views.forget_view(session, incoming)

    @answers(calls.PUBLISH_COUNTS)
    def publish_counts(self, session: Session, incoming: Incoming) -> Result:
        """Say how many requests stood where at the end of a day."""
        return publish_counts.publish_counts(session, incoming)

    @answers(calls.IMPORT_CASES)
    def import_cases(self, session: Session, incoming: Incoming) -> Result:
        """Bring rows of a casebook in."""
        return import_cases.import_cases(session, incoming)

    @answers(calls.BRING_IN_HISTORY)
    def bring_in_history(self, session: Session, incoming: Incoming) -> Result:
        """Let whole lives of requests happen at their times."""
        return bring_in_history.bring_in_history(session, incoming)
