"""The closed lists of words that travel in events and calls."""

MEMBER = "member"
OFFICER = "officer"
HEAD_OF_SERVICE = "head_of_service"
DIRECTOR = "director"
MEMBER_SERVICES = "member_services"
INFORMATION_GOVERNANCE = "information_governance"
ADMINISTRATOR = "administrator"
OPERATOR = "operator"  # the command line; never held by a person in the directory

PERSON_ROLES = (
    MEMBER,
    OFFICER,
    HEAD_OF_SERVICE,
    DIRECTOR,
    MEMBER_SERVICES,
    INFORMATION_GOVERNANCE,
    ADMINISTRATOR,
)
ROLES_OF_A_SERVICE = (OFFICER, HEAD_OF_SERVICE)
ANYONE = (*PERSON_ROLES, OPERATOR)

KINDS = ("information", "action")
CHANNELS = ("online", "logged_by_officer")
RECEIVED_BY = ("phone", "email", "meeting")
PRIORITIES = ("normal", "urgent")
OUTCOMES = ("fulfilled", "partly", "cannot", "referred")

IN_ACTION = ("with_service", "awaiting_member", "work_scheduled", "further_information", "escalated")
RESPONDED = "responded"
CLOSED = "closed"
WITHDRAWN = "withdrawn"
STATES = (*IN_ACTION, RESPONDED, CLOSED, WITHDRAWN)

REPORT_COLUMNS = ("ris", "other")

SCOPES = ("requests:read", "requests:write")

SUBJECT_LIMIT = 200
PLACE_LIMIT = 300
WHAT_HAPPENED_LIMIT = 5_000
ASK_LIMIT = 2_000
MESSAGE_LIMIT = 10_000
NEXT_STEP_LIMIT = 500
LIMITATION_LIMIT = 2_000
OUTSIDE_BODY_LIMIT = 300
EARLIER_CASE_LIMIT = 100
