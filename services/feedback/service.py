"""The calls that feedback answers, what it follows, and what it does by itself. Each goes to one use case."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.chassis import Chassis
from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.chassis.subscription import Subscription
from services.chassis.ticker import Tick
from services.contracts import feedback_calls as calls
from services.contracts.names import FEEDBACK, FOLLOWS
from services.feedback import tables
from services.feedback.use_cases import (
    answer_survey,
    check_quality,
    follow_directory,
    follow_requests,
    import_surveys,
    improvements,
    reply,
    request_feedback,
    said,
    suggestions,
)

Result = Answer | dict[str, Any]

SETTLE_SECONDS = 5.0

SUBSCRIPTION = Subscription(
    sources=frozenset(FOLLOWS[FEEDBACK]),
    handlers={**follow_directory.HANDLERS, **follow_requests.HANDLERS},
    copy_tables=tables.COPIES,
)


class FeedbackService:
    """Surveys, quality checks, the sounding board, improvement actions."""

    name = FEEDBACK
    chassis = Chassis(
        metadata=tables.metadata,
        current_roles=follow_directory.current_roles,
        subscription=SUBSCRIPTION,
        seconds=[Tick(SETTLE_SECONDS, answer_survey.settle_held, when_heard=True)],
    )

    @answers(calls.ANSWER_SURVEY)
    def answer_survey(self, session: Session, incoming: Incoming) -> Result:
        """A member's answer about a closing."""
        return answer_survey.answer_survey(session, incoming)

    @answers(calls.REPLY_TO_SURVEY)
    def reply_to_survey(self, session: Session, incoming: Incoming) -> Result:
        """What the service says to it."""
        return reply.reply_to_survey(session, incoming)

    @answers(calls.REQUEST_FEEDBACK)
    def request_feedback(self, session: Session, incoming: Incoming) -> Result:
        """What was said about one request."""
        return request_feedback.request_feedback(session, incoming)

    @answers(calls.IMPORT_SURVEYS)
    def import_surveys(self, session: Session, incoming: Incoming) -> Result:
        """Answers of the past."""
        return import_surveys.import_surveys(session, incoming)

    @answers(calls.SURVEYS_TO_ANSWER)
    def surveys_to_answer(self, session: Session, incoming: Incoming) -> Result:
        """Closings to say something about."""
        return said.surveys_to_answer(session, incoming)

    @answers(calls.SAID)
    def said(self, session: Session, incoming: Incoming) -> Result:
        """What members said."""
        return said.said(session, incoming)

    @answers(calls.QUOTABLE_COMMENTS)
    def quotable_comments(self, session: Session, incoming: Incoming) -> Result:
        """What the update paper may quote."""
        return said.quotable_comments(session, incoming)

    @answers(calls.CHECK_QUALITY)
    def check_quality(self, session: Session, incoming: Incoming) -> Result:
        """A service's own view of its response."""
        return check_quality.check_quality(session, incoming)

    @answers(calls.SUGGEST)
    def suggest(self, session: Session, incoming: Incoming) -> Result:
        """What could be better."""
        return suggestions.suggest(session, incoming)

    @answers(calls.SUGGESTIONS)
    def suggestions(self, session: Session, incoming: Incoming) -> Result:
        """The sounding board."""
        return suggestions.suggestions(session, incoming)

    @answers(calls.SUPPORT_SUGGESTION)
    def support_suggestion(self, session: Session, incoming: Incoming) -> Result:
        """Somebody else thinks so too."""
        return suggestions.support_suggestion(session, incoming)

    @answers(calls.ANSWER_SUGGESTION)
    def answer_suggestion(self, session: Session, incoming: Incoming) -> Result:
        """What becomes of it."""
        return suggestions.answer_suggestion(session, incoming)

    @answers(calls.FINISH_SUGGESTION)
    def finish_suggestion(self, session: Session, incoming: Incoming) -> Result:
        """It is there."""
        return suggestions.finish_suggestion(session, incoming)

    @answers(calls.RECORD_IMPROVEMENT)
    def record_improvement(self, session: Session, incoming: Incoming) -> Result:
        """What is to be improved, by whom, by when."""
        return improvements.record_improvement(session, incoming)

    @answers(calls.CHANGE_IMPROVEMENT)
    def change_improvement(self, session: Session, incoming: Incoming) -> Result:
        """How it stands now."""
        return improvements.change_improvement(session, incoming)

    @answers(calls.IMPROVEMENT_ACTIONS)
    def improvement_actions(self, session: Session, incoming: Incoming) -> Result:
        """What was promised."""
        return improvements.improvement_actions(session, incoming)

    @answers(calls.IMPROVEMENT_CHOICES)
    def improvement_choices(self, session: Session, incoming: Incoming) -> Result:
        """Of what the form is made."""
        return improvements.improvement_choices(session, incoming)

    @answers(calls.IMPROVEMENT_ACTION)
    def improvement_action(self, session: Session, incoming: Incoming) -> Result:
        """One of them."""
        return improvements.improvement_action(session, incoming)
