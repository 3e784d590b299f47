"""The bodies of the commands that move one request."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.vocabulary import (
    AGREEMENT_LIMIT,
    ASK_LIMIT,
    CONSTITUENT_NAME_LIMIT,
    CONTACT_LIMIT,
    DRAFT_NAME_LIMIT,
    EARLIER_CASE_LIMIT,
    FILE_NAME_LIMIT,
    FILE_SIZE_LIMIT,
    JOB_NUMBER_LIMIT,
    KINDS,
    LIMITATION_LIMIT,
    MESSAGE_LIMIT,
    NEXT_STEP_LIMIT,
    OUTCOMES,
    OUTSIDE_BODY_LIMIT,
    PLACE_LIMIT,
    REASON_LIMIT,
    RECEIVED_BY,
    SHARINGS,
    SUBJECT_LIMIT,
    WHAT_HAPPENED_LIMIT,
)


def words(limit: int) -> fields.String:
    """A text of at most `limit` characters; the domain says what is wrong with it in a sentence."""
    return fields.String(required=True, metadata={"maxLength": limit})


def optional_words(limit: int) -> fields.String:
    """A text that may be left out."""
    return fields.String(load_default="", metadata={"maxLength": limit})


class WordsBody(Body):
    """Words that SCREEN may have pointed something out in, and that may have been kept as a draft.

    `why_needed`: why it is sent nevertheless. Kept with the words, and read by Information Governance alone.
    `draft`: the form of the actor's own draft, which is forgotten with the sending.
    """

    why_needed = fields.String(
        load_default="", validate=validate.Length(max=REASON_LIMIT), metadata={"maxLength": REASON_LIMIT}
    )
    draft = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, DRAFT_NAME_LIMIT))


class RaiseBody(WordsBody):
    """A new request.

    `member_id`, `received_by` and `received_on`: the desk, for a member. `sharing`: null for the member's own
    default. Answer: {request_id, reference}.
    """

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    subject = words(SUBJECT_LIMIT)
    place = optional_words(PLACE_LIMIT)
    what_happened = words(WHAT_HAPPENED_LIMIT)
    ask = words(ASK_LIMIT)
    earlier_case = optional_words(EARLIER_CASE_LIMIT)
    member_id = fields.String(load_default=None, allow_none=True)
    received_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(RECEIVED_BY))
    received_on = fields.Date(load_default=None, allow_none=True)
    sharing = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(SHARINGS))
    answers = fields.Dict(
        keys=fields.String(),
        values=fields.String(validate=validate.Length(max=REASON_LIMIT)),
        load_default=dict,
        metadata={"description": "Answers to the category's own questions, by question id"},
    )


class OneRequestBody(Body):
    """A command on one request. Answer: {"state", "sequence"}."""

    request_id = fields.String(required=True)


class AssignBody(OneRequestBody):
    """Which officer."""

    officer_id = fields.String(required=True)


class MessageBody(OneRequestBody, WordsBody):
    """A message with the command."""

    message = words(MESSAGE_LIMIT)


class NextStepBody(MessageBody):
    """An answer that is not the last: who has it, what next, by when."""

    holder_id = fields.String(required=True)
    next_step = words(NEXT_STEP_LIMIT)
    next_update_on = fields.Date(required=True)


class RespondBody(MessageBody):
    """An answer in full.

    `outside_body_id`: one of directory's, or `outside_body` in words. `shareable`: what of the message may go
    to the constituent, in the message's own words.
    """

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    limitation = optional_words(LIMITATION_LIMIT)
    outside_body = optional_words(OUTSIDE_BODY_LIMIT)
    outside_body_id = fields.String(load_default=None, allow_none=True)
    shareable = optional_words(MESSAGE_LIMIT)


class AmendBody(OneRequestBody, WordsBody):
    """What it is about, put right; null leaves as it is. The category has to be one of the lead service."""

    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(KINDS))
    category_id = fields.String(load_default=None, allow_none=True)
    ward_id = fields.String(load_default=None, allow_none=True)
    subject = fields.String(load_default=None, allow_none=True, metadata={"maxLength": SUBJECT_LIMIT})
    place = fields.String(load_default=None, allow_none=True, metadata={"maxLength": PLACE_LIMIT})


class TransferBody(OneRequestBody, WordsBody):
    """To which service, under which of its categories, and why."""

    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    reason = words(REASON_LIMIT)


class ContributorBody(OneRequestBody):
    """Which service is to add its part, or no longer."""

    service_id = fields.String(required=True)


class ProposeDeadlineBody(OneRequestBody, WordsBody):
    """A date and why."""

    due_on = fields.Date(required=True)
    reason = words(REASON_LIMIT)


class DeadlineBody(OneRequestBody):
    """The proposed date that is agreed or declined: if another was proposed since, it is refused."""

    due_on = fields.Date(required=True)


class ScheduleWorkBody(MessageBody):
    """On which day the work is to be done, said in a message."""

    work_on = fields.Date(required=True)


class MergeBody(OneRequestBody):
    """Into which request it goes: an id, or a reference however it is written."""

    other = fields.String(required=True, validate=validate.Length(1, 100))


class ReasonBody(OneRequestBody, WordsBody):
    """Why."""

    reason = words(REASON_LIMIT)


class SharingBody(OneRequestBody):
    """Who besides the owner may see it."""

    sharing = fields.String(required=True, validate=validate.OneOf(SHARINGS))


class JoiningBody(OneRequestBody):
    """Which member asked to join."""

    member_id = fields.String(required=True)


class AttachBody(OneRequestBody):
    """A file that was stored under its content's SHA-256, and what it is."""

    name = words(FILE_NAME_LIMIT)
    media_type = fields.String(required=True, validate=validate.Length(1, 100))
    size = fields.Integer(required=True, strict=True, validate=validate.Range(1, FILE_SIZE_LIMIT))
    content_hash = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))


class JobNumberBody(OneRequestBody):
    """The service's own number; empty takes it away."""

    job_number = optional_words(JOB_NUMBER_LIMIT)


class RetractBody(OneRequestBody):
    """The sequence of the message whose words are to go."""

    sequence = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class ConstituentBody(OneRequestBody):
    """One's constituent, and what they agreed to.

    Either `constituent_id` (a record of one's own), or all of the others: the person, what they agreed to be
    shared, how and when they said so, and whether the service may see name and contact.
    """

    constituent_id = fields.String(load_default=None, allow_none=True)
    name = optional_words(CONSTITUENT_NAME_LIMIT)
    contact = optional_words(CONTACT_LIMIT)
    agreed_to = optional_words(AGREEMENT_LIMIT)
    agreed_how = optional_words(AGREEMENT_LIMIT)
    agreed_on = fields.Date(load_default=None, allow_none=True)
    service_may_see = fields.Boolean(load_default=False)


class HandOverBody(OneRequestBody):
    """To which member in office. `constituent_agreed`: asked of the constituent, where there is one."""

    member_id = fields.String(required=True)
    constituent_agreed = fields.Boolean(load_default=False)
