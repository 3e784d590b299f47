"""Lists of requests: filters that stay in the address bar, rows, and the pages before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from gateway.asking import ask
from gateway.forms.fields import ShortText
from gateway.service_clients.outcome import CallProblem
from gateway.wording import KINDS
from services.contracts import problems
from services.contracts.calls import Call

ASSIGNED = {"me": "Me", "nobody": "Nobody"}
CURSOR = "page"
FILTERS = ("state", "service", "category", "ward", "kind", "assigned", "reference")
_LONGEST = {"reference": 60, CURSOR: 300}

Choices = list[SelectChoice]


class FilterForm(FlaskForm):
    """What narrows a list. Fields that a list does not have are deleted."""

    class Meta:
        csrf = False

    state = SelectField("Where it stands", validate_choice=False)
    service = SelectField("Service", validate_choice=False)
    category = SelectField("Category", validate_choice=False)
    ward = SelectField("Ward", validate_choice=False)
    kind = SelectField("Kind", validate_choice=False)
    assigned = SelectField("Who has it", validate_choice=False)
    reference = ShortText("Reference")


@dataclass(frozen=True)
class StateFilter:
    """What the filter of states offers: names in the address bar with their words and what they ask for."""

    words: Mapping[str, str]
    asked: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class RequestList:
    """One page of a list. `is_narrowed`: some filter is set. `at_start`: no earlier page was asked for."""

    rows: list[dict[str, Any]]
    form: FilterForm
    before: str | None
    after: str | None
    clear: str
    is_narrowed: bool
    at_start: bool
    is_behind: bool


def asked_list(call: Call, endpoint: str, states: StateFilter, fields: Sequence[str]) -> RequestList | None:
    """The page that the address asks for; None for a page that cannot be found. Raises CallProblem."""
    chosen = {name: text for name in (*fields, CURSOR) if (text := _argument(name))}
    try:
        outcome = ask(call, _body(chosen, states))
    except CallProblem as refused:
        if refused.code == problems.INVALID and CURSOR in chosen:
            return None
        raise
    answer = outcome.result
    kept = {name: text for name, text in chosen.items() if name != CURSOR}
    return RequestList(
        rows=answer["requests"],
        form=_form(answer["choices"], states, fields),
        before=_page(endpoint, kept, answer["previous"]),
        after=_page(endpoint, kept, answer["next"]),
        clear=url_for(endpoint),
        is_narrowed=bool(kept),
        at_start=CURSOR not in chosen,
        is_behind=outcome.behind,
    )


def _argument(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "").strip()[: _LONGEST.get(name, 100)]


def _body(chosen: Mapping[str, str], states: StateFilter) -> dict[str, Any]:
    """What the address asks for, as the call takes it; what it cannot mean is left out."""
    body: dict[str, Any] = {"state": list(states.asked.get(chosen.get("state", ""), ()))}
    for name in ("service", "category", "ward"):
        body[f"{name}_id"] = chosen.get(name)
    body["kind"] = chosen.get("kind") if chosen.get("kind") in KINDS else None
    body["reference"] = chosen.get("reference")
    body["cursor"] = chosen.get(CURSOR)
    if chosen.get("assigned") in ASSIGNED:
        body["assigned"] = chosen["assigned"]
    return body


def _page(endpoint: str, kept: Mapping[str, str], cursor: str | None) -> str | None:
    arguments: dict[str, Any] = {**kept, CURSOR: cursor}
    return url_for(endpoint, **arguments) if cursor else None


def _form(choices: dict[str, Any], states: StateFilter, fields: Sequence[str]) -> FilterForm:
    form = FilterForm(formdata=request.args)
    offered = {
        "state": [SelectChoice(name, words) for name, words in states.words.items()],
        "service": _named(choices["services"], "All services"),
        "category": _named(choices["categories"], "All categories"),
        "ward": _named(choices["wards"], "All wards"),
        "kind": [SelectChoice("", "Both"), *(SelectChoice(kind, words) for kind, words in KINDS.items())],
        "assigned": [SelectChoice("", "Anybody"), *(SelectChoice(*pair) for pair in ASSIGNED.items())],
    }
    for name in FILTERS:
        if name not in fields or (name == "service" and len(choices["services"]) < 2):
            del form[name]
        elif name in offered:
            form[name].choices = offered[name]
    return form


def _named(found: Sequence[Mapping[str, str]], everything: str) -> Choices:
    return [SelectChoice("", everything), *(SelectChoice(one["id"], one["name"]) for one in found)]
