"""Lists of requests: filters that stay in the address bar, rows, and the pages before and after."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask_together, question
from gateway.forms.fields import ShortText
from gateway.request_pages.saved_views import View, ViewForm, views_in, views_question
from gateway.service_clients.outcome import CallProblem
from gateway.wording import DUE, KINDS, PRIORITIES
from services.contracts import problems
from services.contracts.calls import Call

ASSIGNED = {"me": "Me", "nobody": "Nobody"}
CURSOR = "page"
PARTS = {
    "lead": "Your services answer it",
    "contributing": "Your services add their part",
    "escalated_to_me": "Escalated to you",
}
JOINED = "joined"
WHOSE = {"": "Your own", JOINED: "Those of others that you joined"}
FILTERS = (
    *("whose", "state", "due", "part", "assigned", "service", "category", "ward", "kind", "priority"),
    *("words", "reference", "order"),
)
_LONGEST = {"reference": 60, CURSOR: 300}

Choices = list[SelectChoice]


class FilterForm(FlaskForm):
    """What narrows a list. Fields that a list does not have are deleted."""

    class Meta:
        csrf = False

    whose = SelectField("Whose", validate_choice=False)
    state = SelectField("Where it stands", validate_choice=False)
    part = SelectField("Whose turn", validate_choice=False)
    due = SelectField("When it is due", validate_choice=False)
    service = SelectField("Service", validate_choice=False)
    category = SelectField("Category", validate_choice=False)
    ward = SelectField("Ward", validate_choice=False)
    kind = SelectField("Kind", validate_choice=False)
    assigned = SelectField("Who has it", validate_choice=False)
    priority = SelectField("Urgency", validate_choice=False)
    words = ShortText("Words in subject or place")
    reference = ShortText("Reference")
    order = SelectField("Order", validate_choice=False)


@dataclass(frozen=True)
class StateFilter:
    """What the filter of states offers: names in the address bar with their words and what they ask for.

    `orders`: in which a list can be sorted, "" for `order`, in which it is sorted when nothing is chosen.
    """

    words: Mapping[str, str]
    asked: Mapping[str, Sequence[str]]
    orders: Mapping[str, str]
    order: str


@dataclass(frozen=True)
class RequestList:
    """One page of a list. `is_narrowed`: some filter is set. `at_start`: no earlier page was asked for.

    `kept`: the filters as they stand in the `address`, which has the page, too. `views`: those that the
    reader saved.
    """

    rows: list[dict[str, Any]]
    form: FilterForm
    before: str | None
    after: str | None
    clear: str
    is_narrowed: bool
    at_start: bool
    is_behind: bool
    by_due_date: bool
    due: dict[str, int] | None
    list_name: str
    views: list[View]
    kept: dict[str, str]
    address: dict[str, str]

    @property
    def version(self) -> str:
        """Another when any row of the page is: what a page that is open asks after."""
        told = [
            [row[name] for name in ("reference", "state", "priority", "last_activity_at", "officers", "due")]
            for row in self.rows
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def news_url(self, endpoint: str) -> str:
        """Where the open page asks whether it has changed."""
        arguments: dict[str, Any] = {**self.address, "since": self.version}
        return url_for(endpoint, **arguments)

    @property
    def view_form(self) -> ViewForm:
        """For keeping what the list is narrowed to."""
        return ViewForm(formdata=None)


def asked_body(states: StateFilter, fields: Sequence[str]) -> dict[str, Any]:
    """What the address narrows a list to, from its first page on."""
    return _body({name: text for name in fields if (text := _argument(name))}, states)


def asked_list(
    call: Call,
    endpoint: str,
    states: StateFilter,
    fields: Sequence[str],
    more: Mapping[str, Any] | None = None,
) -> RequestList | None:
    """The page that the address asks for; None for a page that cannot be found. Raises CallProblem.

    `more`: what is asked for beside what the address says.
    """
    chosen = {name: text for name in (*fields, CURSOR) if (text := _argument(name))}
    body = _body(chosen, states) | dict(more or {})
    listed, saved = ask_together(question(call, body), views_question(call.name))
    if isinstance(listed, CallProblem):
        if listed.code == problems.INVALID and CURSOR in chosen:
            return None
        raise listed
    answer = listed.result
    kept = {name: text for name, text in chosen.items() if name != CURSOR}
    return RequestList(
        rows=answer["requests"],
        form=_form(answer["choices"], states, fields),
        before=_page(endpoint, kept, answer["previous"]),
        after=_page(endpoint, kept, answer["next"]),
        clear=url_for(endpoint),
        is_narrowed=bool(kept),
        at_start=CURSOR not in chosen,
        is_behind=listed.behind,
        list_name=call.name,
        views=views_in(saved, endpoint),
        kept=kept,
        address=chosen,
        by_due_date=bool(body["due"]) or body["order"] == "due",
        due=answer.get("due"),
    )


def _argument(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "").strip()[: _LONGEST.get(name, 100)]


def _body(chosen: Mapping[str, str], states: StateFilter) -> dict[str, Any]:
    """What the address asks for, as the call takes it; what it cannot mean is left out."""
    body: dict[str, Any] = {"state": list(states.asked.get(chosen.get("state", ""), ()))}
    for name in ("service", "category", "ward"):
        body[f"{name}_id"] = chosen.get(name)
    body["due"] = chosen.get("due") if chosen.get("due") in DUE else None
    order = chosen.get("order")
    body["order"] = order if order and order in states.orders else states.order
    body["kind"] = chosen.get("kind") if chosen.get("kind") in KINDS else None
    body["priority"] = chosen.get("priority") if chosen.get("priority") in PRIORITIES else None
    body |= {name: chosen.get(name) for name in ("words", "reference")}
    body["cursor"] = chosen.get(CURSOR)
    if chosen.get("whose") == JOINED:
        body["joined"] = True
    if chosen.get("part") in PARTS:
        body["part"] = chosen["part"]
    if "assigned" in chosen:
        body["assigned" if chosen["assigned"] in ASSIGNED else "officer_id"] = chosen["assigned"]
    return body


def _page(endpoint: str, kept: Mapping[str, str], cursor: str | None) -> str | None:
    arguments: dict[str, Any] = {**kept, CURSOR: cursor}
    return url_for(endpoint, **arguments) if cursor else None


def _form(choices: dict[str, Any], states: StateFilter, fields: Sequence[str]) -> FilterForm:
    form = FilterForm(formdata=request.args)
    offered = {
        "state": [SelectChoice(name, words) for name, words in states.words.items()],
        "due": [SelectChoice("", "Any time"), *(SelectChoice(*pair) for pair in DUE.items())],
        "service": _named(choices["services"], "All services"),
        "category": _named(choices["categories"], "All categories"),
        "ward": _named(choices["wards"], "All wards"),
        "kind": [SelectChoice("", "Both"), *(SelectChoice(kind, words) for kind, words in KINDS.items())],
        "priority": [SelectChoice("", "Any"), *(SelectChoice(*pair) for pair in PRIORITIES.items())],
        "part": [SelectChoice("", "All of these"), *(SelectChoice(*pair) for pair in PARTS.items())],
        "whose": [SelectChoice(*pair) for pair in WHOSE.items()],
        "order": [SelectChoice(*pair) for pair in states.orders.items()],
        "assigned": [
            *(SelectChoice("", "Anybody"), *(SelectChoice(*pair) for pair in ASSIGNED.items())),
            *(SelectChoice(one["id"], one["name"]) for one in choices.get("officers", ())),
        ],
    }
    for name in FILTERS:
        if name not in fields or (name == "service" and len(choices["services"]) < 2):
            del form[name]
        elif name in offered:
            form[name].choices = offered[name]
    return form


def _named(found: Sequence[Mapping[str, str]], everything: str) -> Choices:
    return [SelectChoice("", everything), *(SelectChoice(one["id"], one["name"]) for one in found)]
