"""The calls that feedback answers: surveys, quality checks, the sounding board, improvement actions."""

from services.contracts import feedback_board_bodies as board
from services.contracts import feedback_survey_bodies as survey
from services.contracts.calls import COMMAND, QUERY, Call, Empty
from services.contracts.names import FEEDBACK
from services.contracts.vocabulary import (
    DIRECTOR,
    INFORMATION_GOVERNANCE,
    MEMBER,
    MEMBER_SERVICES,
    OPERATOR,
    PERSON_ROLES,
    ROLES_OF_A_SERVICE,
)

READERS = (MEMBER, *ROLES_OF_A_SERVICE, DIRECTOR, MEMBER_SERVICES, INFORMATION_GOVERNANCE)
REPLYING = (*ROLES_OF_A_SERVICE, DIRECTOR, MEMBER_SERVICES)

ANSWER_SURVEY = Call(FEEDBACK, "answer_survey", COMMAND, survey.AnswerSurveyBody, (MEMBER,))
REPLY_TO_SURVEY = Call(FEEDBACK, "reply_to_survey", COMMAND, survey.ReplyBody, REPLYING)
REQUEST_FEEDBACK = Call(FEEDBACK, "request_feedback", QUERY, survey.RequestFeedbackBody, READERS)
# {"closings": [{request_id, reference, closing, closed_at, last_day}…], the latest first, ten at most}:
# those about which the member can still say how it went, and has not
SURVEYS_TO_ANSWER = Call(FEEDBACK, "surveys_to_answer", QUERY, Empty, (MEMBER,))
SAID = Call(FEEDBACK, "said", QUERY, survey.SaidBody, REPLYING)
QUOTABLE_COMMENTS = Call(
    FEEDBACK, "quotable_comments", QUERY, survey.QuotableBody, (MEMBER_SERVICES, OPERATOR)
)
IMPORT_SURVEYS = Call(FEEDBACK, "import_surveys", COMMAND, survey.ImportSurveysBody, (OPERATOR,))
CHECK_QUALITY = Call(FEEDBACK, "check_quality", COMMAND, survey.CheckQualityBody, ROLES_OF_A_SERVICE)

SUGGEST = Call(FEEDBACK, "suggest", COMMAND, board.SuggestBody, PERSON_ROLES)
SUGGESTIONS = Call(FEEDBACK, "suggestions", QUERY, board.SuggestionsBody, PERSON_ROLES)
SUPPORT_SUGGESTION = Call(FEEDBACK, "support_suggestion", COMMAND, board.SupportBody, PERSON_ROLES)
ANSWER_SUGGESTION = Call(
    FEEDBACK, "answer_suggestion", COMMAND, board.AnswerSuggestionBody, (MEMBER_SERVICES,)
)
FINISH_SUGGESTION = Call(FEEDBACK, "finish_suggestion", COMMAND, board.SuggestionBody, (MEMBER_SERVICES,))

RECORD_IMPROVEMENT = Call(FEEDBACK, "record_improvement", COMMAND, board.RecordImprovementBody, REPLYING)
CHANGE_IMPROVEMENT = Call(FEEDBACK, "change_improvement", COMMAND, board.ChangeImprovementBody, REPLYING)
IMPROVEMENT_ACTIONS = Call(
    FEEDBACK, "improvement_actions", QUERY, board.ImprovementsBody, (*PERSON_ROLES, OPERATOR)
)
IMPROVEMENT_ACTION = Call(FEEDBACK, "improvement_action", QUERY, board.ImprovementBody, REPLYING)
# {"services": [{id, name}…]: those for which the actor may record, "owners": [{id, name}…]: who works for the
# council, but for members}
IMPROVEMENT_CHOICES = Call(FEEDBACK, "improvement_choices", QUERY, Empty, REPLYING)

FEEDBACK_CALLS = {call.name: call for call in tuple(globals().values()) if isinstance(call, Call)}
