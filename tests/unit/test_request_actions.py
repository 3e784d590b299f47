"""Every command that a person gives to a request has a page, and its words name what there is."""

import pytest

from gateway.request_pages.action import Action, Group
from gateway.request_pages.actions import ACTIONS
from gateway.request_pages.naming import named
from gateway.request_pages.offers import offers
from gateway.request_pages.request_view import RequestView
from services.contracts.requests_calls import REQUESTS_CALLS
from services.contracts.requests_command_bodies import OneRequestBody

# Answered by writing a message; by the page itself; a file comes with what takes files.
WITHOUT_A_PAGE = {"give_clarification", "mark_seen", "attach"}
FACTS = {
    "service": "roads",
    "member": "Ailsa Munro",
    "state": "with_service",
    "proposal": {"side": "member", "due_on": "2026-12-08", "reason": "So."},
    "assigned": [],
}


def view(*permitted: str, side: str = "officer", **facts: object) -> RequestView:
    """A request to which its reader may do this."""
    return RequestView(FACTS | facts, [], frozenset(permitted), [], 1, side)


def test_every_command_to_a_request_has_its_page() -> None:
    commands = {name for name, call in REQUESTS_CALLS.items() if issubclass(call.body, OneRequestBody)}
    assert commands - {action.call.name for action in ACTIONS.values()} == WITHOUT_A_PAGE


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.slug)
def test_an_actions_words_and_fields_are_those_that_there_are(action: Action) -> None:
    for text in (action.title, action.button, action.done, action.explained or "", action.cancel):
        assert "{" not in named(text, view())
    ours = {"key", "version"}
    fields = {name for name in vars(action.form) if not name.startswith("_")} - {"validate", "Meta"} - ours
    assert fields <= set(action.call.body().fields)


def test_the_other_side_is_named_by_which_side_reads() -> None:
    assert named("{other} is told", view()) == "Ailsa Munro is told"
    assert named("{other} is told of {day}", view(side="desk")) == "Roads is told of Tuesday 8 December 2026"


def test_only_what_is_permitted_is_offered_each_once() -> None:
    shown = offers(view("give_initial_response", "respond", "note", "agree_deadline", "transfer"), "ann")
    assert shown.next is ACTIONS["agree-date"]
    assert {heading: [action.slug for action in under] for heading, under in shown.groups} == {
        Group.ANSWER.value: ["first-answer", "full-answer"],
        Group.PEOPLE.value: ["transfer"],
        Group.MORE.value: ["note"],
    }


def test_while_the_member_is_asked_nothing_else_is_the_next_step() -> None:
    shown = offers(view("respond", "drop_clarification", state="awaiting_member"), "ann")
    assert shown.next is None
    assert [action.slug for _, under in shown.groups for action in under] == [
        "full-answer",
        "take-question-back",
    ]
