"""What people keep for themselves: constituents, diary, drafts, and the choices for raising."""

from marshmallow import fields

from gateway.api.answer_fields import day, instant, many, one_of, text
from gateway.api.schemas import AnswerSchema
from gateway.api.schemas_of_a_request import Agreement, Pointer
from gateway.api.schemas_of_lists import Named
from services.contracts.vocabulary import AUDITED, PERSON_ROLES, SHARINGS, STATES


class Question(AnswerSchema):
    """What a category asks of whoever raises a request."""

    id = text(required=True)
    label = text(required=True)
    required = fields.Boolean(required=True)
    help = text(required=True)


class StopAdvice(AnswerSchema):
    """What to do instead of raising a request."""

    text = fields.String(required=True)
    stops = fields.Boolean(required=True, metadata={"description": "Nothing of this category is raised"})


class Category(Named):
    """What a request can be about."""

    service = text(required=True)
    questions = many(Question, required=True)
    stop_advice = fields.Nested(StopAdvice, required=True, allow_none=True)


class Ward(Named):
    """A ward of today."""

    own = fields.Boolean(required=True, metadata={"description": "The member serves it"})


class RaiseForm(AnswerSchema):
    """What can be chosen when raising a request."""

    categories = many(Category, required=True)
    wards = many(Ward, required=True)
    members = many(Named, required=True, metadata={"description": "For the desk"})
    sharing = one_of(SHARINGS, required=True)


class Service(Named):
    """A service with its categories in use."""

    categories = many(Named, required=True)


class OpenToday(AnswerSchema):
    """What is open today."""

    services = many(Service, required=True)
    wards = many(Named, required=True)
    outside_bodies = many(Named, required=True)
    members = many(Named, required=True, metadata={"description": "In office"})


class Constituent(Agreement):
    """One's own constituent, and the requests made for them."""

    requests = many(Pointer, required=True)


class Constituents(AnswerSchema):
    """One's own constituents, by name."""

    constituents = many(Constituent, required=True)


class DiaryEntry(AnswerSchema):
    """A private note, perhaps with a reminder."""

    entry_id = text(required=True)
    request_id = text(required=True, allow_none=True)
    reference = text(required=True, allow_none=True)
    words = text(required=True)
    remind_on = day(required=True, allow_none=True)
    written_at = instant(required=True)


class Diary(AnswerSchema):
    """One's own diary."""

    entries = many(DiaryEntry, required=True)


class DiaryAnswer(AnswerSchema):
    """The entry that was written."""

    entry_id = text(required=True)


class DraftSummary(AnswerSchema):
    """A draft in the list."""

    form = text(required=True)
    saved_at = instant(required=True)
    expires_at = instant(required=True)
    subject = text(required=True, allow_none=True)


class Drafts(AnswerSchema):
    """One's drafts, latest first."""

    drafts = many(DraftSummary, required=True)


class Draft(AnswerSchema):
    """What was typed before, if anything."""

    draft = fields.Dict(keys=fields.String(), values=fields.String(), required=True, allow_none=True)
    saved_at = instant(required=True, allow_none=True)


class DraftSaved(AnswerSchema):
    """When it was kept."""

    saved_at = instant(required=True)


class LetterTemplate(AnswerSchema):
    """One's own template for letters, if there is one."""

    template = text(required=True, allow_none=True)


class ScreeningWords(AnswerSchema):
    """Words that are pointed out before they are sent."""

    words = text(required=True)
    is_default = fields.Boolean(required=True)


class AuditEntry(AnswerSchema):
    """That somebody read, on a day, what is not their own work."""

    entry_id = text(required=True)
    on = day(required=True)
    person_id = text(required=True)
    person = text(required=True, allow_none=True)
    role = one_of(PERSON_ROLES, required=True)
    what = one_of(AUDITED, required=True)
    request_id = text(required=True, allow_none=True)
    reference = text(required=True, allow_none=True)
    member = text(required=True, allow_none=True)
    first_at = instant(required=True)
    last_at = instant(required=True)


class AuditTrail(AnswerSchema):
    """A page of it, latest first; `person`: the name of the one asked for."""

    entries = many(AuditEntry, required=True)
    next = text(required=True, allow_none=True)
    person = text(required=True, allow_none=True)


class SavedView(AnswerSchema):
    """What a list was narrowed to."""

    name = text(required=True)
    filters = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class SavedViews(AnswerSchema):
    """One's own saved views of a list, by name."""

    views = many(SavedView, required=True)


class ReplyTemplate(AnswerSchema):
    """What a service often says."""

    template_id = text(required=True)
    service_id = text(required=True)
    service = text(required=True, allow_none=True)
    state = one_of(
        STATES, required=True, allow_none=True, metadata={"description": "Null: offered everywhere"}
    )
    name = text(required=True)
    words = text("With placeholders in double braces", required=True)
    written_by = text(required=True, allow_none=True)
    written_at = instant(required=True)


class ReplyTemplates(AnswerSchema):
    """The templates of one's services."""

    services = many(Named, required=True)
    templates = many(ReplyTemplate, required=True)


class TemplateAnswer(AnswerSchema):
    """The template that was written."""

    template_id = text(required=True)
