"""The body of the call that has requests count where its requests stand."""

from marshmallow import fields

from services.contracts.calls import Body


class PublishCountsBody(Body):
    """Publish how many requests stood where at the end of a day (null: today, as it is now).

    Answer: {"as_at": day, "requests": int}. Refused (invalid) for a day to come, and where more has happened
    since than can be gone through in one go.
    """

    as_at = fields.Date(load_default=None, allow_none=True)
