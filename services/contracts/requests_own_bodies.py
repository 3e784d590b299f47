"""The bodies of what people keep to work with: views of lists that they saved, and templates of replies."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.requests_command_bodies import words
from services.contracts.vocabulary import (
    MESSAGE_LIMIT,
    SAVED_VIEWS_OF,
    STATES,
    TEMPLATE_NAME_LIMIT,
    VIEW_NAME_LIMIT,
)

VIEW_FILTERS_AT_MOST = 20


class SavedViewBody(Body):
    """One of one's own saved views, by its list and name. Forgetting one that is not there changes nothing.

    Answer: {}.
    """

    list_name = fields.String(required=True, validate=validate.OneOf(SAVED_VIEWS_OF))
    name = fields.String(required=True, validate=validate.Length(1, VIEW_NAME_LIMIT))


class SaveViewBody(SavedViewBody):
    """What the list was narrowed to, as it stands in its address; a view of the same name is replaced.

    Answer: {}.
    """

    filters = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 40)),
        values=fields.String(validate=validate.Length(max=200)),
        required=True,
        validate=validate.Length(max=VIEW_FILTERS_AT_MOST),
    )


class SavedViewsBody(Body):
    """Of which list. Answer: {"views": [{name, filters}…]}: one's own, by name."""

    list_name = fields.String(required=True, validate=validate.OneOf(SAVED_VIEWS_OF))


class WriteReplyTemplateBody(Body):
    """A template, new or (with `template_id`) written anew. `state`: where it is offered; null, everywhere.

    Words may name TEMPLATE_PLACEHOLDERS in double braces: {{member}}; others are refused (invalid).
    Answer: {"template_id"}.
    """

    template_id = fields.String(load_default=None, allow_none=True)
    service_id = fields.String(required=True)
    state = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STATES))
    name = words(TEMPLATE_NAME_LIMIT)
    words = words(MESSAGE_LIMIT)


class ReplyTemplateBody(Body):
    """Which template, of one of the actor's services. Answer: {}."""

    template_id = fields.String(required=True)
