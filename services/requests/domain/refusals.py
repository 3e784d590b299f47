"""Why a command was not carried out: a typed error with a sentence that says what can be done instead."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """The kind of refusal, as callers tell them apart; the same words as the wire's problems."""

    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    WRONG_STATE = "wrong_state"
    INVALID = "invalid"


class Reason(StrEnum):
    """The exact ground of a refusal."""

    NO_SUCH_REQUEST = "no_such_request"
    NOT_FOR_YOU = "not_for_you"
    INVALID = "invalid"
    # where it stands
    ALREADY_RAISED = "already_raised"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    FROZEN = "frozen"
    NOT_FROZEN = "not_frozen"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    IN_HAND = "in_hand"
    NOT_CLOSED = "not_closed"
    CLOSED_TOO_LONG = "closed_too_long"
    # questions and answers
    QUESTION_OPEN = "question_open"
    NO_QUESTION = "no_question"
    FIRST_ANSWER_GIVEN = "first_answer_given"
    NO_FIRST_ANSWER = "no_first_answer"
    ESCALATION_IN_TIME = "escalation_in_time"
    # people and services
    NOBODY_ASSIGNED = "nobody_assigned"
    ALREADY_ASSIGNED = "already_assigned"
    NOT_ASSIGNED = "not_assigned"
    ALREADY_CONTRIBUTES = "already_contributes"
    DOES_NOT_CONTRIBUTE = "does_not_contribute"
    # dates and urgency
    NOTHING_PROPOSED = "nothing_proposed"
    OWN_PROPOSAL = "own_proposal"
    ANOTHER_DATE_PROPOSED = "another_date_proposed"
    ALREADY_URGENT = "already_urgent"
    URGENCY_ASKED = "urgency_asked"
    URGENCY_NOT_ASKED = "urgency_not_asked"
    # sharing and joining
    SHARED_SO = "shared_so"
    ALREADY_JOINED = "already_joined"
    JOIN_ASKED = "join_asked"
    JOIN_NOT_ASKED = "join_not_asked"
    # papers
    NOTHING_AMENDED = "nothing_amended"
    ALREADY_LINKED = "already_linked"
    NO_SUCH_MESSAGE = "no_such_message"
    ALREADY_RETRACTED = "already_retracted"
    NOT_YOUR_MESSAGE = "not_your_message"
    TOO_LATE_TO_RETRACT = "too_late_to_retract"
    NO_CONSTITUENT = "no_constituent"
    HELD = "held"
    NOT_HELD = "not_held"


class Refusal(Exception):
    """A command was refused and nothing changed.

    `sentence` is for people, `details` for programs; `fields` says what is wrong with each field.
    """

    def __init__(
        self,
        code: Code,
        reason: Reason,
        sentence: str,
        *,
        fields: Mapping[str, list[str]] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.reason = reason
        self.sentence = sentence
        self.fields = dict(fields or {})
        self.details = {"reason": reason.value} | dict(details or {})
