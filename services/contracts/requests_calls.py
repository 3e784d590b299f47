"""The calls that requests answers: the life of a request, lists, search, drafts, diaries, imports."""

from services.contracts import requests_command_bodies as b
from services.contracts import requests_list_bodies as lists
from services.contracts import requests_own_bodies as o
from services.contracts import requests_query_bodies as q
from services.contracts.calls import COMMAND, QUERY, Call, Empty
from services.contracts.directory_calls import GATEWAY
from services.contracts.names import REQUESTS
from services.contracts.requests_count_bodies import PublishCountsBody
from services.contracts.requests_history_bodies import HistoryBody
from services.contracts.vocabulary import (
    DIRECTOR,
    INFORMATION_GOVERNANCE,
    MEMBER,
    MEMBER_SERVICES,
    OPERATOR,
    PERSON_ROLES,
    ROLES_OF_A_SERVICE,
)

OWNERS = (MEMBER, MEMBER_SERVICES)
SERVICE_SIDE = ROLES_OF_A_SERVICE
ANSWERING = (*SERVICE_SIDE, DIRECTOR)
LISTERS = (MEMBER, *ANSWERING)
STAFF = (*ANSWERING, MEMBER_SERVICES)
PARTIES = (MEMBER, *STAFF)
READERS = (*PARTIES, INFORMATION_GOVERNANCE)


# A command's answer is {"state", "sequence"} unless its body says otherwise.
RAISE_REQUEST = Call(REQUESTS, "raise_request", COMMAND, b.RaiseBody, OWNERS)
AMEND = Call(REQUESTS, "amend", COMMAND, b.AmendBody, PARTIES)
ASSIGN = Call(REQUESTS, "assign", COMMAND, b.AssignBody, STAFF)
UNASSIGN = Call(REQUESTS, "unassign", COMMAND, b.AssignBody, STAFF)
TRANSFER = Call(REQUESTS, "transfer", COMMAND, b.TransferBody, STAFF)
ADD_CONTRIBUTOR = Call(REQUESTS, "add_contributor", COMMAND, b.ContributorBody, STAFF)
REMOVE_CONTRIBUTOR = Call(REQUESTS, "remove_contributor", COMMAND, b.ContributorBody, STAFF)
CONTRIBUTE = Call(REQUESTS, "contribute", COMMAND, b.MessageBody, SERVICE_SIDE)
ADD_MESSAGE = Call(REQUESTS, "add_message", COMMAND, b.MessageBody, OWNERS)
ASK_CLARIFICATION = Call(REQUESTS, "ask_clarification", COMMAND, b.MessageBody, ANSWERING)
GIVE_CLARIFICATION = Call(REQUESTS, "give_clarification", COMMAND, b.MessageBody, OWNERS)
DROP_CLARIFICATION = Call(REQUESTS, "drop_clarification", COMMAND, b.OneRequestBody, ANSWERING)
GIVE_INITIAL_RESPONSE = Call(REQUESTS, "give_initial_response", COMMAND, b.NextStepBody, ANSWERING)
POST_UPDATE = Call(REQUESTS, "post_update", COMMAND, b.NextStepBody, ANSWERING)
PROPOSE_DEADLINE = Call(REQUESTS, "propose_deadline", COMMAND, b.ProposeDeadlineBody, PARTIES)
AGREE_DEADLINE = Call(REQUESTS, "agree_deadline", COMMAND, b.DeadlineBody, PARTIES)
DECLINE_DEADLINE = Call(REQUESTS, "decline_deadline", COMMAND, b.DeadlineBody, PARTIES)
SCHEDULE_WORK = Call(REQUESTS, "schedule_work", COMMAND, b.ScheduleWorkBody, ANSWERING)
RESPOND = Call(REQUESTS, "respond", COMMAND, b.RespondBody, ANSWERING)
ASK_FURTHER_INFORMATION = Call(REQUESTS, "ask_further_information", COMMAND, b.MessageBody, OWNERS)
ESCALATE = Call(REQUESTS, "escalate", COMMAND, b.MessageBody, OWNERS)
CLOSE = Call(REQUESTS, "close", COMMAND, b.OneRequestBody, OWNERS)
REOPEN = Call(REQUESTS, "reopen", COMMAND, b.MessageBody, OWNERS)
WITHDRAW = Call(REQUESTS, "withdraw", COMMAND, b.OneRequestBody, OWNERS)
MERGE_INTO = Call(REQUESTS, "merge_into", COMMAND, b.MergeBody, STAFF)
ASK_URGENCY = Call(REQUESTS, "ask_urgency", COMMAND, b.ReasonBody, OWNERS)
ACCEPT_URGENCY = Call(REQUESTS, "accept_urgency", COMMAND, b.OneRequestBody, SERVICE_SIDE)
REFUSE_URGENCY = Call(REQUESTS, "refuse_urgency", COMMAND, b.ReasonBody, SERVICE_SIDE)
SET_SHARING = Call(REQUESTS, "set_sharing", COMMAND, b.SharingBody, OWNERS)
ASK_TO_JOIN = Call(REQUESTS, "ask_to_join", COMMAND, b.OneRequestBody, (MEMBER,))
ACCEPT_JOIN = Call(REQUESTS, "accept_join", COMMAND, b.JoiningBody, OWNERS)
REFUSE_JOIN = Call(REQUESTS, "refuse_join", COMMAND, b.JoiningBody, OWNERS)
LEAVE = Call(REQUESTS, "leave", COMMAND, b.OneRequestBody, (MEMBER,))
ATTACH = Call(REQUESTS, "attach", COMMAND, b.AttachBody, PARTIES)
LINK = Call(REQUESTS, "link", COMMAND, b.MergeBody, STAFF)
SET_JOB_NUMBER = Call(REQUESTS, "set_job_number", COMMAND, b.JobNumberBody, ANSWERING)
NOTE = Call(REQUESTS, "note", COMMAND, b.MessageBody, ANSWERING)
RETRACT_MESSAGE = Call(REQUESTS, "retract_message", COMMAND, b.RetractBody, READERS)
ATTACH_CONSTITUENT = Call(REQUESTS, "attach_constituent", COMMAND, b.ConstituentBody, OWNERS)
WITHDRAW_AGREEMENT = Call(
    REQUESTS, "withdraw_agreement", COMMAND, b.OneRequestBody, (*OWNERS, INFORMATION_GOVERNANCE)
)
HOLD = Call(REQUESTS, "hold", COMMAND, b.ReasonBody, (INFORMATION_GOVERNANCE,))
RELEASE_HOLD = Call(REQUESTS, "release_hold", COMMAND, b.OneRequestBody, (INFORMATION_GOVERNANCE,))
REDACT = Call(REQUESTS, "redact", COMMAND, b.ReasonBody, (INFORMATION_GOVERNANCE,))
HAND_OVER = Call(REQUESTS, "hand_over", COMMAND, b.HandOverBody, (MEMBER_SERVICES,))

PORTFOLIO = Call(REQUESTS, "portfolio", QUERY, lists.PortfolioBody, (MEMBER,))
WORKLIST = Call(REQUESTS, "worklist", QUERY, lists.WorklistBody, ANSWERING)
# {"waiting_for_me": [Row…], "new": [Row…]: ten at most; "waiting", "in_action", "responded", "open": int,
# "due": {today, this_week, late, late_by_a_week}: int each}
MEMBER_HOME = Call(REQUESTS, "member_home", QUERY, Empty, (MEMBER,))
REQUEST = Call(REQUESTS, "request", QUERY, q.RequestBody, READERS)
MARK_SEEN = Call(REQUESTS, "mark_seen", COMMAND, q.SeenBody, READERS, keyed=False)
SEARCH = Call(REQUESTS, "search", QUERY, lists.SearchBody, READERS)
ALREADY_ASKED = Call(REQUESTS, "already_asked", QUERY, lists.AlreadyAskedBody, OWNERS)
WARD_REQUESTS = Call(REQUESTS, "ward_requests", QUERY, lists.WardRequestsBody, (MEMBER,))
ANSWERED = Call(REQUESTS, "answered", QUERY, lists.AnsweredBody, (MEMBER_SERVICES,))
CASEWORK_FILE = Call(REQUESTS, "casework_file", QUERY, q.CaseworkFileBody, OWNERS)
CONSTITUENTS = Call(REQUESTS, "constituents", QUERY, q.ConstituentsBody, (MEMBER,))
DIARY = Call(REQUESTS, "diary", QUERY, q.DiaryBody, (MEMBER,))
WRITE_DIARY = Call(REQUESTS, "write_diary", COMMAND, q.WriteDiaryBody, (MEMBER,))
ERASE_DIARY = Call(REQUESTS, "erase_diary", COMMAND, q.EraseDiaryBody, (MEMBER,))
SCREEN = Call(REQUESTS, "screen", QUERY, q.ScreenBody, READERS)
# {"words": the list, "is_default": bool}
SCREENING_WORDS = Call(REQUESTS, "screening_words", QUERY, Empty, (INFORMATION_GOVERNANCE,))
WRITE_SCREENING_WORDS = Call(
    REQUESTS,
    "write_screening_words",
    COMMAND,
    q.ScreeningWordsBody,
    (INFORMATION_GOVERNANCE,),
    keyed=False,
)
PREVIEW_SCREENING_WORDS = Call(
    REQUESTS, "preview_screening_words", QUERY, q.PreviewScreeningBody, (INFORMATION_GOVERNANCE,)
)
AUDIT_TRAIL = Call(REQUESTS, "audit_trail", QUERY, q.AuditTrailBody, (INFORMATION_GOVERNANCE,))
# {"template": words | null}: one's own for letters to constituents, with {placeholders} as they were typed
LETTER_TEMPLATE = Call(REQUESTS, "letter_template", QUERY, Empty, (MEMBER,))
WRITE_LETTER_TEMPLATE = Call(
    REQUESTS, "write_letter_template", COMMAND, q.LetterTemplateBody, (MEMBER,), keyed=False
)
# {"categories": [{id, name, service, questions: [...], stop_advice}…], "wards": [{id, name, own: bool}…],
# "members": [{id, name}…]: for the desk}
RAISE_FORM = Call(REQUESTS, "raise_form", QUERY, q.RaiseFormBody, OWNERS)
# What somebody may choose for a request that was raised, of what is open today:
# {"services": [{id, name, categories: [{id, name}…]}…], "wards": [{id, name}…],
# "outside_bodies": [{id, name}…], "members": [{id, name}…]: those in office}
CHOICES = Call(REQUESTS, "choices", QUERY, q.ChoicesBody, READERS)
SAVE_DRAFT = Call(REQUESTS, "save_draft", COMMAND, q.SaveDraftBody, PERSON_ROLES, keyed=False)
DISCARD_DRAFT = Call(REQUESTS, "discard_draft", COMMAND, q.DraftBody, PERSON_ROLES, keyed=False)
# {"draft": {…} | null, "saved_at": … | null}
DRAFT = Call(REQUESTS, "draft", QUERY, q.DraftBody, PERSON_ROLES)
# {"drafts": [{form, saved_at, expires_at, subject}…]}: one's own, latest first
DRAFTS = Call(REQUESTS, "drafts", QUERY, Empty, PERSON_ROLES)
# For the gateway, which keeps the files themselves, before it throws any away.
FILES_IN_USE = Call(REQUESTS, "files_in_use", QUERY, q.FilesInUseBody, (GATEWAY,))
# {"services": [{id, name}…], "templates": [{template_id, service_id, service, state, name, words,
# written_by, written_at}…]}: those of the actor's services, by service and name
REPLY_TEMPLATES = Call(REQUESTS, "reply_templates", QUERY, Empty, SERVICE_SIDE)
WRITE_REPLY_TEMPLATE = Call(REQUESTS, "write_reply_template", COMMAND, o.WriteReplyTemplateBody, SERVICE_SIDE)
ERASE_REPLY_TEMPLATE = Call(REQUESTS, "erase_reply_template", COMMAND, o.ReplyTemplateBody, SERVICE_SIDE)
SAVED_VIEWS = Call(REQUESTS, "saved_views", QUERY, o.SavedViewsBody, LISTERS)
SAVE_VIEW = Call(REQUESTS, "save_view", COMMAND, o.SaveViewBody, LISTERS, keyed=False)
FORGET_VIEW = Call(REQUESTS, "forget_view", COMMAND, o.SavedViewBody, LISTERS, keyed=False)
BRING_IN_HISTORY = Call(REQUESTS, "bring_in_history", COMMAND, HistoryBody, (OPERATOR,))
PUBLISH_COUNTS = Call(
    REQUESTS, "publish_counts", COMMAND, PublishCountsBody, (DIRECTOR, MEMBER_SERVICES, OPERATOR)
)
IMPORT_CASES = Call(REQUESTS, "import_cases", COMMAND, q.ImportBody, (OPERATOR,))

REQUESTS_CALLS = {call.name: call for call in tuple(globals().values()) if isinstance(call, Call)}
