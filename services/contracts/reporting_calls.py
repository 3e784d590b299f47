"""The calls that reporting answers: the update paper, figures of any kind and period, issued papers."""

from marshmallow import fields, validate

from services.contracts.calls import COMMAND, QUERY, Body, Call
from services.contracts.names import REPORTING
from services.contracts.reporting_vocabulary import GROUPINGS, OPENED
from services.contracts.vocabulary import (
    ADMINISTRATOR,
    ANYONE,
    CHANNELS,
    DIRECTOR,
    INFORMATION_GOVERNANCE,
    MEMBER_SERVICES,
    OPERATOR,
    PERSON_ROLES,
    PRIORITIES,
    REPORT_COLUMNS,
)

PAPER_MAKERS = (DIRECTOR, MEMBER_SERVICES, INFORMATION_GOVERNANCE, OPERATOR)
ISSUERS = (MEMBER_SERVICES, OPERATOR)
# Directors and administrators see figures, but read no requests for that.
OPENERS = tuple(role for role in ANYONE if role not in (DIRECTOR, ADMINISTRATOR))
TEXT_LIMIT = 4_000
COMMENTS_LIMIT = 50


class UpdatePaperBody(Body):
    """The update paper's figures as at the end of a day; flows from `since` (null: the beginning) on.

    Refused (invalid, with a sentence under the field's name): a day to come, one before the first request,
    an end before its beginning. Before there is any request, every figure is 0 and a mean of nothing null.

    Answer: {"paper": Paper, "more": More}. Paper is {"as_at", "since": day | null, "columns": {"ris",
    "other", "total": Column}, "feedback": {"speed": {answered, moderately_or_better}, "quality": {answered,
    satisfactory_or_better, good_or_better}}, "usage": {members, mean, bands: {"0-29", "30-69", "70+"},
    highest, former}, "channels": {online, logged_by_officer}, "flows": {responses, closures}, "checks":
    [{name, holds}…]}. Column is {made, in_action, with_service, awaiting_member, work_scheduled,
    further_information, escalated, over_by_a_week, actioned, closed_by_members (withdrawn among them),
    withdrawn, open_with_members, initial_response: Taken, full_response: Taken}; Taken is {count, mean,
    median, p90} in working days, null for a mean of nothing. `former` is what members made who do not serve
    on the day.

    More is {"definitions": int, "first_on": day of the first request | null, "from_beginning": bool (the
    identities are checked), "applied_at": instant up to which everything is counted | null, "waiting_since":
    instant since when something that arrived cannot be counted | null, "column_names": {ris, other, total},
    "services": [{service_id, name, column, **Column}…], "feedback": {"ris" | "other" | "total":
    {"speed": {word: n}, "quality": {word: n}}}, "on_time": {"ris" | "other" | "total": {"initial_response" |
    "full_response": {count, met_original, agreed, met_agreed}}}, "ages": {"ris" | "other" | "total":
    {age: n}}, "months": [{"month": "2023-09", "made", "responses", "closures", "in_action" (at its end or on
    `as_at`)}…]}.
    """

    as_at = fields.Date(required=True)
    since = fields.Date(load_default=None, allow_none=True)


class FilterBody(Body):
    """What is counted: of a column or a service; of one category, ward, channel, priority or member."""

    first = fields.Date(load_default=None, allow_none=True, metadata={"description": "Null: the beginning"})
    last = fields.Date(load_default=None, allow_none=True, metadata={"description": "Null: today"})
    column = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(REPORT_COLUMNS))
    service_id = fields.String(load_default=None, allow_none=True)
    category_id = fields.String(load_default=None, allow_none=True)
    ward_id = fields.String(load_default=None, allow_none=True)
    channel = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(CHANNELS))
    priority = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(PRIORITIES))
    member_id = fields.String(load_default=None, allow_none=True)


class FiguresBody(FilterBody):
    """Figures of a period, in all, by day or month, and for each of a group.

    Members see their own (`member_id` is theirs, given or not); officers, heads and deputies those of their
    services, each or all together; directors, the desk, governance, administrators and the command line all.
    Refused (not_allowed) otherwise; (invalid) two filters of one kind, unknown ids, a day to come.

    Answer: {"first": day | null, "last", "total": Figures, "series": [{"period": "2023-09" | "2023-09-22",
    **Figures}…] (with `by`), "groups": [{"key", "name", **Figures}…] (with `group_by`: by name; grouping by
    member is for nobody), "applied_at", "waiting_since", "definitions", "choices": {"services" |
    "categories" | "wards": [{id, name}…]}}. Figures is Column (see `update_paper`) and {"responses",
    "closures", "channels": {online, logged_by_officer}, "ages": {age: n}, "on_time": {"initial_response" |
    "full_response": {count, met_original, agreed, met_agreed}}, "feedback": {"speed": {answered,
    moderately_or_better}, "quality": {answered, satisfactory_or_better, good_or_better}}}; below column
    level a share of fewer than ten answers is null. Heaps of a series' period are those at its end.
    """

    by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["day", "month"]))
    group_by = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf([name for name in GROUPINGS if name != "member"]),
    )


class RequestsBehindBody(FilterBody):
    """The requests behind a figure of `figures` or the paper, for those who may read them; newest first.

    Members their own; officers, heads and deputies those of their services; the desk, governance and the
    command line all, and they alone what the members of a band of use made. Refused (not_allowed) otherwise.

    Answer: {"requests": [{request_id, reference, state, service, category, ward, member, made_on, counted_on:
    day of the flow | null, taken: working days | null}…], "next": cursor | null, "total": int}, as things
    stood at the end of `last`.
    """

    figure = fields.String(required=True, validate=validate.OneOf(OPENED))
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=100))
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class UsualTimeBody(Body):
    """How long the answers in full of the last year took in a category, before one more is asked for.

    Answer: {"count": answers, "median", "p90": working days}; of fewer than ten answers both are null.
    """

    category_id = fields.String(required=True, validate=validate.Length(max=100))


class CompareBody(Body):
    """Reporting's counts beside those that requests published of a day (null: of the latest).

    Answer: {"as_at": day | null, "counted_at": instant | null, "holds": bool | null (null: requests has
    published none of that day), "differences": [{service_id, service, state, ours, theirs}…]}.
    """

    as_at = fields.Date(load_default=None, allow_none=True)


class IssuePaperBody(UpdatePaperBody):
    """Freeze the paper of a day. `comments`: those an editor chose among the ones that may be quoted.

    `comments` and `actions` are kept with it word for word. Refused (conflict) while a check of it fails.
    Answer: {"paper_id", "number"}.
    """

    title = fields.String(load_default="", validate=validate.Length(max=200))
    comments = fields.List(
        fields.String(validate=validate.Length(1, TEXT_LIMIT)),
        load_default=list,
        validate=validate.Length(max=COMMENTS_LIMIT),
    )
    actions = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String(allow_none=True)),
        load_default=list,
        validate=validate.Length(max=COMMENTS_LIMIT),
    )


class PapersBody(Body):
    """Issued papers, newest first.

    Answer: {"papers": [{paper_id, number, title, as_at, since, issued_at, issued_by: name, definitions}…],
    "next": cursor | null}.
    """

    cursor = fields.Integer(load_default=None, allow_none=True, strict=True)
    limit = fields.Integer(load_default=25, strict=True, validate=validate.Range(1, 100))


class PaperBody(Body):
    """One issued paper, as it was frozen.

    Answer: what `papers` says of it, {"paper", "more"} as `update_paper` answered then, {"comments": [text…],
    "actions": [{…}…]}. Refused (not_found) when there is none.
    """

    paper_id = fields.String(required=True)


UPDATE_PAPER = Call(REPORTING, "update_paper", QUERY, UpdatePaperBody, PAPER_MAKERS)
FIGURES = Call(REPORTING, "figures", QUERY, FiguresBody, ANYONE)
REQUESTS_BEHIND = Call(REPORTING, "requests_behind", QUERY, RequestsBehindBody, OPENERS)
USUAL_TIME = Call(REPORTING, "usual_time", QUERY, UsualTimeBody, (*PERSON_ROLES, OPERATOR))
COMPARE_FIGURES = Call(REPORTING, "compare_figures", QUERY, CompareBody, PAPER_MAKERS)
ISSUE_PAPER = Call(REPORTING, "issue_paper", COMMAND, IssuePaperBody, ISSUERS)
PAPERS = Call(REPORTING, "papers", QUERY, PapersBody, (*PERSON_ROLES, OPERATOR))
PAPER = Call(REPORTING, "paper", QUERY, PaperBody, (*PERSON_ROLES, OPERATOR))

REPORTING_CALLS = {call.name: call for call in tuple(globals().values()) if isinstance(call, Call)}
