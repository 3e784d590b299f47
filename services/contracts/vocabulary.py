"""The closed lists of words that travel in events and calls."""

MEMBER = "member"
OFFICER = "officer"
HEAD_OF_SERVICE = "head_of_service"
DEPUTY_HEAD = "deputy_head"  # stands in for the head: urgent requests, first-level escalations
DIRECTOR = "director"
MEMBER_SERVICES = "member_services"
INFORMATION_GOVERNANCE = "information_governance"
ADMINISTRATOR = "administrator"
OPERATOR = "operator"  # the command line; never held by a person in the directory

PERSON_ROLES = (
    MEMBER,
    OFFICER,
    HEAD_OF_SERVICE,
    DEPUTY_HEAD,
    DIRECTOR,
    MEMBER_SERVICES,
    INFORMATION_GOVERNANCE,
    ADMINISTRATOR,
)
ROLES_OF_A_SERVICE = (OFFICER, HEAD_OF_SERVICE, DEPUTY_HEAD)
ANYONE = (*PERSON_ROLES, OPERATOR)

KINDS = ("information", "action")
CHANNELS = ("online", "logged_by_officer")
RECEIVED_BY = ("phone", "email", "meeting")
PRIORITIES = ("normal", "urgent")
OUTCOMES = ("fulfilled", "partly", "cannot", "referred")
SHARINGS = ("only_me", "ward_colleagues")
SIDES = ("member", "service")  # who proposed a date

AWAITING_MEMBER = "awaiting_member"
IN_ACTION = ("with_service", AWAITING_MEMBER, "work_scheduled", "further_information", "escalated")
# In which clocks run: a question to the member pauses every one.
TIMED = tuple(state for state in IN_ACTION if state != AWAITING_MEMBER)
RESPONDED = "responded"
CLOSED = "closed"
WITHDRAWN = "withdrawn"
STATES = (*IN_ACTION, RESPONDED, CLOSED, WITHDRAWN)

REPORT_COLUMNS = ("ris", "other")

SCOPES = ("requests:read", "requests:write")
CALENDAR_FEED = "calendar:read"  # of the address of a calendar feed; good for nothing else

SUBJECT_LIMIT = 200
PLACE_LIMIT = 300
WHAT_HAPPENED_LIMIT = 5_000
ASK_LIMIT = 2_000
MESSAGE_LIMIT = 10_000
NEXT_STEP_LIMIT = 500
LIMITATION_LIMIT = 2_000
OUTSIDE_BODY_LIMIT = 300
EARLIER_CASE_LIMIT = 100
REASON_LIMIT = 2_000
JOB_NUMBER_LIMIT = 60
LABEL_LIMIT = 200
HELP_LIMIT = 500
ADVICE_LIMIT = 1_000
FILE_NAME_LIMIT = 200
FILE_SIZE_LIMIT = 20 * 1024 * 1024
FILES_OF_A_REQUEST = 30
FILE_BYTES_A_DAY = 500 * 1024 * 1024  # by one person
CONSTITUENT_NAME_LIMIT = 200
CONTACT_LIMIT = 500
AGREEMENT_LIMIT = 1_000
DIARY_LIMIT = 5_000
LETTER_LIMIT = 5_000
SCREENING_WORDS_LIMIT = 20_000
# What the audit trail has of who read beyond their own work.
AUDITED = ("request", "casework_file", "search")
SAVED_VIEWS_OF = ("portfolio", "worklist")
VIEW_NAME_LIMIT = 60
DRAFT_NAME_LIMIT = 120
TEMPLATE_NAME_LIMIT = 80
TEMPLATE_PLACEHOLDERS = ("member", "officer", "service", "reference", "subject", "place", "raised")
DUE = ("today", "this_week", "late", "late_by_a_week")
DAYS_TO_REOPEN = 30  # after closing, the last one included
