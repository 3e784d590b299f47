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
    ALREADY_RAISED = "already_raised"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    QUESTION_OPEN = "question_open"
    NO_QUESTION = "no_question"
    FIRST_ANSWER_GIVEN = "first_answer_given"
    NO_FIRST_ANSWER = "no_first_answer"
    NOBODY_ASSIGNED = "nobody_assigned"
    ALREADY_ASSIGNED = "already_assigned"
    NOT_ASSIGNED = "not_assigned"
    INVALID = "invalid"


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
