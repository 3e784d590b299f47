"""The bodies of the questions about one request, of drafts and diaries, and of imports."""

from marshmallow import fields, validate

from services.contracts.calls import Body
from services.contracts.requests_command_bodies import OneRequestBody, optional_words, words
from services.contracts.vocabulary import (
    CHANNELS,
    CONSTITUENT_NAME_LIMIT,
    DIARY_LIMIT,
    DRAFT_NAME_LIMIT,
    KINDS,
    LETTER_LIMIT,
    MESSAGE_LIMIT,
    PLACE_LIMIT,
    SCREENING_WORDS_LIMIT,
    SUBJECT_LIMIT,
)

DRAFT_LIMIT = 40_000
MOST_TOLD = 1_000_000
CHOOSABLE = ("services", "wards", "outside_bodies", "members")


class RaiseFormBody(Body):
    """What can be chosen when raising. `category_id`: of the categories this one only, if it is open."""

    category_id = fields.String(load_default=None, allow_none=True)


class ChoicesBody(Body):
    """What can be chosen for a request that was raised. `of`: of what; the other lists stay empty."""

    of = fields.List(fields.String(validate=validate.OneOf(CHOOSABLE)), load_default=lambda: [*CHOOSABLE])


class RequestBody(Body):
    """One request by id or by reference.

    Answer: {"request": Row + texts, "role": the actor's role in which it is read, "timeline": [Entry…],
    "permitted": [command…], "retractable": [sequence…], "officers": [{person_id, name}…], "sequence": int}.

    Somebody with several roles may give what any of them permits; the event names the role that was used.

    `request` also has `sharing`, `joined`: [{member_id, name}…], `asked_to_join` (owner), `contributors`:
    [{service_id, name}…], `proposal`: {side, due_on, reason} | null, `urgency`: asked | accepted | refused |
    null, `escalation`: {level, holder_id, holder} | null, `job_number` (service side), `merged_into`:
    {request_id, reference} | null and `links`: [{request_id, reference}…] that the actor may know of,
    `attachments`: [{attachment_id, name, media_type, size, content_hash, sequence, by, added_at}…],
    `outside_body`: {name, contact} | null, `shareable`, `answers`: [{question, answer}…], `work_on`,
    `constituent`: {constituent_id, name, contact, agreed_to, agreed_how, agreed_on, service_may_see} | null
    (for whom may see it), `frozen`, `held`, `due_on`: the date that an agreed one would move | null,
    `clocks`: [{clock, number, state, original_due_on, agreed_due_on, due_on, met_original, met_agreed}…],
    `due`: as in a list, `date_news`: [{kind: moved | breached | over_by_a_week, clock, number, time, due_on,
    previous_due_on, because: request | calendar | standard | null, request_sequence, changes: [{date,
    reason: null for a day that is worked again}…]}…], `dates_told`: how much of that is news by itself,
    `asked` (a ward colleague: whether they wait to be let in).
    A ward colleague, who joined, and an officer of a former lead service get less, and no key for what they
    do not get: see the service's README.

    Texts: place, what_happened, ask, earlier_case. With them: channel, ids (member_id, service_id,
    category_id, ward_id), first_answer_at, responded_at, closed_at, assigned: [{person_id, name}…], and while
    the promise of an answer stands: holder (a name) and next_step.
    Entry: {sequence, type, time, by: name | null, role, texts, data, imported}; texts are those there are of
    {message, next_step, limitation, outside_body, shareable, reason, job_number, file_name}, and of an
    amendment subject and place as they were; data has the names `officer`, `holder`, `member`, `service` and
    `from_service` beside their ids, and for another request its `reference`, or null in the
    place of an id that the actor may not know.
    """

    request_id = fields.String(load_default=None, allow_none=True)
    reference = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))


class SeenBody(OneRequestBody):
    """The actor has seen the request up to this event: what came by then is no longer `new` to them.

    `dates_told`: of what became of dates, as much as `request` said there was. Answer: {}.
    """

    sequence = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    dates_told = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, MOST_TOLD))


class ScreenBody(Body):
    """Texts by field, before they are sent.

    Answer: {"found": [{field, start, end, kind, reason}…]}: words from start to end of that field's text, in
    the characters of Python, and why they are pointed out ("looks like …"); never all of it.
    """

    texts = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 120)),
        values=fields.String(validate=validate.Length(max=MESSAGE_LIMIT)),
        required=True,
        validate=validate.Length(max=60),
    )


class ScreeningWordsBody(Body):
    """The council's list, a heading and words on each line: "health: asthma, diabet*". Answer: {}.

    Empty: the list that Member Zone comes with.
    """

    words = optional_words(SCREENING_WORDS_LIMIT)


class PreviewScreeningBody(Body):
    """What another list would do: it is read as `write_screening_words` reads it, and nothing is kept.

    Answer: {"headings": [{"heading", "words": [word…]}…], "comes_in", "goes_out": [{"heading", "word"}…]
    against the list of now, "found": as `screen` finds in `sample` by the new list}.
    """

    words = optional_words(SCREENING_WORDS_LIMIT)
    sample = optional_words(MESSAGE_LIMIT)


class AuditTrailBody(Body):
    """Who read or took along what is not their own work; latest first. Of one person or request, up to a day.

    Answer: {"entries": [{entry_id, on, person_id, person, role, what: request | casework_file | search,
    request_id | null, reference | null, member | null: whose casework file, first_at, last_at}…], "next":
    cursor | null, "person": the name of the one asked for | null}. One entry for a person, a day and what
    they read, with the first and the last time.
    """

    person_id = fields.String(load_default=None, allow_none=True)
    reference = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    until = fields.Date(load_default=None, allow_none=True)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class LetterTemplateBody(Body):
    """One's own template for letters; empty to have none. Answer: {}."""

    template = optional_words(LETTER_LIMIT)


class FilesInUseBody(Body):
    """Stored files by their content's SHA-256. Answer: {"in_use": [hash…]}: those that some request has."""

    content_hashes = fields.List(
        fields.String(validate=validate.Regexp(r"^[0-9a-f]{64}$")),
        required=True,
        validate=validate.Length(max=500),
    )


class DraftBody(Body):
    """A draft, named by the form it belongs to (`raise`, or `message:<request id>` …)."""

    form = fields.String(required=True, validate=validate.Length(1, DRAFT_NAME_LIMIT))


class SaveDraftBody(DraftBody):
    """What was typed so far."""

    content = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.Length(max=DRAFT_LIMIT)), required=True
    )


class ConstituentsBody(Body):
    """One's own constituents, by a part of their name.

    Answer: {"constituents": [{constituent_id, name, contact, agreed_to, agreed_how, agreed_on,
    service_may_see, requests: [{request_id, reference}…]}…]}.
    """

    name = fields.String(load_default="", validate=validate.Length(max=CONSTITUENT_NAME_LIMIT))


class DiaryBody(Body):
    """One's own diary: of one request (by id or by reference), or all; with a reminder first.

    Answer: {"entries": [{entry_id, request_id, reference, words, remind_on, written_at}…]}.
    """

    request_id = fields.String(load_default=None, allow_none=True)
    reference = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))


class WriteDiaryBody(Body):
    """An entry, new or (with `entry_id`) written anew. Answer: {"entry_id"}."""

    entry_id = fields.String(load_default=None, allow_none=True)
    request_id = fields.String(load_default=None, allow_none=True)
    words = words(DIARY_LIMIT)
    remind_on = fields.Date(load_default=None, allow_none=True)


class EraseDiaryBody(Body):
    """Which entry. Answer: {}."""

    entry_id = fields.String(required=True)


class CaseworkFileBody(Body):
    """A member's own requests with their words, to keep: the actor's, or for the desk the named member's.

    Answer: {"requests": [as `request` answers, without what only officers read…], "next": cursor | null}.
    """

    member_id = fields.String(load_default=None, allow_none=True)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))


class CaseBody(Body):
    """One row of a casebook, its names already looked up in the directory."""

    line = fields.Integer(required=True, strict=True)
    external_reference = fields.String(required=True, validate=validate.Length(1, 100))
    member_id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    service_id = fields.String(required=True)
    category_id = fields.String(required=True)
    ward_id = fields.String(required=True)
    subject = fields.String(required=True, validate=validate.Length(1, SUBJECT_LIMIT))
    place = optional_words(PLACE_LIMIT)
    raised_at = fields.AwareDateTime(required=True)
    responded_at = fields.AwareDateTime(load_default=None, allow_none=True)
    closed_at = fields.AwareDateTime(load_default=None, allow_none=True)


class ImportBody(Body):
    """Up to 500 rows.

    Answer: {"imported": int, "already": int, "rejected": [{"line", "reason"}…], "stream", "sequence"}.
    """

    casebook = fields.String(required=True, validate=validate.Regexp(r"^[a-z0-9][a-z0-9_-]{0,59}$"))
    cases = fields.List(fields.Nested(CaseBody), required=True, validate=validate.Length(1, 500))
