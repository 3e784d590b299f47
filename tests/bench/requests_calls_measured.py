"""One way to give each call of requests: what comes before it, who gives it, and with what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.chassis.actor import Actor
from services.chassis.identifiers import new_id
from services.requests.use_cases.freezing import freeze_ended_offices
from tests.service.requests_casework import (
    DESK,
    HEAD,
    MEMBER,
    NOON,
    OFFICER,
    OPERATOR,
    Casework,
    case,
    full_answer,
    next_step,
    person,
    raising,
)
from tests.service.requests_council import (
    BIN_OFFICER,
    COLLEAGUE,
    GOVERNANCE,
    Step,
    a_file,
    constituent,
    led,
)

Body = dict[str, Any]
WHY, SAID, DUE = {"reason": "For a reason."}, {"message": "What is to be said."}, {"due_on": "2023-10-26"}
TEMPLATE = {"service_id": "roads", "name": "Thanks", "words": "Dear {{member}}, thank you."}
VIEW = {"list_name": "portfolio", "name": "Potholes"}
GATEWAY = Actor("gateway", "gateway", frozenset({"gateway"}))
LATER = datetime(2023, 9, 20, 23, 0, tzinfo=UTC) + timedelta(hours=9)


@dataclass(frozen=True)
class Measured:
    """A call by its name and what is special about it. `ready` makes the body, before time is taken."""

    call: str
    actor: Actor
    ready: Callable[[Casework], Body]
    what: str = ""


def _on(call: str, actor: Actor, body: Body | None = None, *before: Step) -> Measured:
    """A command to a request that was just raised and led through these steps."""

    def ready(casework: Casework) -> Body:
        request_id = casework.raised(sharing="ward_colleagues")
        led(casework, request_id, *before)
        return {**(body or {}), "request_id": request_id}

    return Measured(call, actor, ready)


def _plain(call: str, actor: Actor, what: str = "", **body: Any) -> Measured:
    return Measured(call, actor, lambda _: body, what)


def _of_two(call: str) -> Measured:
    def ready(casework: Casework) -> Body:
        return {"request_id": casework.raised(), "other": casework.raised()}

    return Measured(call, OFFICER, ready)


def _hand_over(casework: Casework) -> Body:
    """A member of this one term raised a request, and the office ended."""
    member_id = new_id()
    request_id = _raised_by_a_new_member(casework, member_id)
    casework.clock.set(LATER)
    ended = date(2023, 9, 20)
    casework.tell("person_recorded", person(member_id, "Zoe Member", terms=[("cowal", ended)]))
    fact = {"person_id": member_id, "ended_on": ended, "ward_ids": ["cowal"]}
    casework.tell("office_ended", fact, time=LATER - timedelta(hours=9))
    while casework.tick(freeze_ended_offices):
        pass
    casework.clock.set(NOON)
    return {"request_id": request_id, "member_id": "cara", "constituent_agreed": True}


def _raised_by_a_new_member(casework: Casework, member_id: str) -> str:
    casework.clock.set(NOON)
    casework.tell("person_recorded", person(member_id, "Zoe Member", terms=[("cowal", None)]))
    return casework.raised(Actor(member_id, "member", frozenset({"member"})))


def _chunk(_: Casework) -> Body:
    """A casebook of its own each time, so that all of it is new."""
    return {"casebook": f"b{new_id()}", "cases": [case(number) for number in range(500)]}


def _retract(casework: Casework) -> Body:
    request_id = casework.raised()
    done = led(casework, request_id, ("add_message", MEMBER, SAID))
    return {"request_id": request_id, "sequence": done["sequence"]}


def _whole_life(casework: Casework) -> Body:
    """A request with ten events."""
    request_id = casework.raised()
    steps: list[Step] = [
        ("add_message", MEMBER, SAID),
        ("note", OFFICER, SAID),
        ("add_message", MEMBER, SAID),
    ]
    led(casework, request_id, ("give_initial_response", OFFICER, next_step("")), *steps, *steps, *steps[:2])
    return {"request_id": request_id}


def _entry(casework: Casework) -> Body:
    return {"entry_id": casework.done("write_diary", MEMBER, words="Look into it.")["entry_id"]}


def _seen(casework: Casework) -> Body:
    return {"request_id": casework.raised(), "sequence": 1}


def _draft(casework: Casework) -> Body:
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Pothole"})
    return {"form": "raise"}


def _history(_: Casework) -> Body:
    """A life that was raised and answered."""
    asked, answered = (NOON.replace(month=4, day=day).isoformat() for day in (3, 7))
    steps = [
        {"command": "raise_request", "at": asked, "person_id": "ann", "body": raising(answers={})},
        {"command": "respond", "at": answered, "person_id": "olive", "body": SAID | {"outcome": "fulfilled"}},
    ]
    return {"requests": [{"request_id": new_id(), "steps": steps}]}


def _reply_template(casework: Casework) -> Body:
    made = casework.done("write_reply_template", OFFICER, **TEMPLATE)
    return {"template_id": made["template_id"]}


_ANSWERED: Step = ("give_initial_response", OFFICER, next_step(""))
_DONE: Step = ("respond", OFFICER, full_answer(""))
_ASKED: Step = ("ask_clarification", OFFICER, SAID)
_PROPOSED: Step = ("propose_deadline", OFFICER, DUE | WHY)
_HELPED: Step = ("add_contributor", OFFICER, {"service_id": "waste"})
_URGED: Step = ("ask_urgency", MEMBER, WHY)
_JOINING: Step = ("ask_to_join", COLLEAGUE, {})
_JOINED: Step = ("accept_join", MEMBER, {"member_id": "cara"})
_FOR_SOMEBODY: Step = ("attach_constituent", MEMBER, constituent(""))
_CLOSED: Step = ("close", MEMBER, {})
_TO_WASTE = {"service_id": "waste", "category_id": "bins"}

COMMANDS = (
    _plain("raise_request", MEMBER, **raising()),
    _on("amend", MEMBER, {"subject": "Two potholes"}),
    _on("assign", OFFICER, {"officer_id": "olive"}),
    _on("unassign", OFFICER, {"officer_id": "olive"}, ("assign", OFFICER, {"officer_id": "olive"})),
    _on("transfer", OFFICER, _TO_WASTE | WHY),
    _on("add_contributor", OFFICER, {"service_id": "waste"}),
    _on("remove_contributor", OFFICER, {"service_id": "waste"}, _HELPED),
    _on("contribute", BIN_OFFICER, SAID, _HELPED),
    _on("add_message", MEMBER, SAID),
    _on("ask_clarification", OFFICER, SAID),
    _on("give_clarification", MEMBER, SAID, _ASKED),
    _on("drop_clarification", OFFICER, {}, _ASKED),
    _on("give_initial_response", OFFICER, next_step("")),
    _on("post_update", OFFICER, next_step(""), _ANSWERED),
    _on("propose_deadline", OFFICER, DUE | WHY),
    _on("agree_deadline", MEMBER, DUE, _PROPOSED),
    _on("decline_deadline", MEMBER, DUE, _PROPOSED),
    _on("schedule_work", OFFICER, {"work_on": "2023-10-02"} | SAID),
    _on("respond", OFFICER, full_answer("")),
    _on("ask_further_information", MEMBER, SAID, _DONE),
    _on("escalate", MEMBER, SAID),
    _on("close", MEMBER, {}, _DONE),
    _on("reopen", MEMBER, SAID, _DONE, _CLOSED),
    _on("withdraw", MEMBER),
    _of_two("merge_into"),
    _on("ask_urgency", MEMBER, WHY),
    _on("accept_urgency", HEAD, {}, _URGED),
    _on("refuse_urgency", HEAD, WHY, _URGED),
    _on("set_sharing", MEMBER, {"sharing": "only_me"}),
    _on("ask_to_join", COLLEAGUE),
    _on("accept_join", MEMBER, {"member_id": "cara"}, _JOINING),
    _on("refuse_join", MEMBER, {"member_id": "cara"}, _JOINING),
    _on("leave", COLLEAGUE, {}, _JOINING, _JOINED),
    _on("attach", MEMBER, a_file("")),
    _of_two("link"),
    _on("set_job_number", OFFICER, {"job_number": "WDM-4711"}),
    _on("note", OFFICER, SAID),
    Measured("retract_message", MEMBER, _retract),
    _on("attach_constituent", MEMBER, constituent("")),
    _on("withdraw_agreement", MEMBER, {}, _FOR_SOMEBODY),
    _on("hold", GOVERNANCE, WHY),
    _on("release_hold", GOVERNANCE, {}, ("hold", GOVERNANCE, WHY)),
    _on("redact", GOVERNANCE, WHY),
    Measured("hand_over", DESK, _hand_over),
    Measured("mark_seen", MEMBER, _seen),
    _plain("write_diary", MEMBER, words="Look into it."),
    Measured("erase_diary", MEMBER, _entry),
    _plain("save_draft", MEMBER, form="raise", content={"subject": "Pothole"}),
    Measured("discard_draft", MEMBER, _draft),
    Measured("import_cases", OPERATOR, _chunk, "500 rows"),
    _plain("publish_counts", OPERATOR),
    Measured("bring_in_history", OPERATOR, _history),
    _plain("write_reply_template", OFFICER, **TEMPLATE),
    Measured("erase_reply_template", OFFICER, _reply_template),
    _plain("write_letter_template", MEMBER, template="Dear {constituent}, {answer}"),
    _plain("write_screening_words", GOVERNANCE, words="health: asthma, diabet*"),
    _plain("save_view", MEMBER, **VIEW, filters={"state": "open"}),
    _plain("forget_view", MEMBER, **VIEW),
)
_ABOUT = {"ward_id": "cowal", "place": "Argyll Street", "words": "pothole by the surgery"}
QUERIES = (
    _plain("portfolio", MEMBER),
    _plain("portfolio", MEMBER, "every state", state=["open", "finished"], limit=100),
    _plain("portfolio", MEMBER, "by reference", reference="F0000050"),
    _plain("worklist", OFFICER),
    _plain("worklist", OFFICER, "finished", state=["finished"]),
    _plain("member_home", MEMBER),
    Measured("request", MEMBER, _whole_life, "ten events"),
    _plain("search", MEMBER, "common word, member", words="pothole"),
    _plain("search", OFFICER, "common word, officer", words="pothole"),
    _plain("search", DESK, "common word, desk", words="street"),
    _plain("search", DESK, "three words, desk", words="blocked drain mill"),
    _plain("search", OFFICER, "rare words, officer", words="zebra crossing"),
    _plain("search", GOVERNANCE, "beginning, governance", words="po"),
    _plain("search", MEMBER, "reference", words="F0000050"),
    _plain("already_asked", MEMBER, **_ABOUT),
    _plain("already_asked", COLLEAGUE, "colleague", **_ABOUT),
    _plain("ward_requests", COLLEAGUE),
    _plain("casework_file", MEMBER),
    _plain("constituents", MEMBER),
    _plain("diary", MEMBER),
    _plain("raise_form", MEMBER),
    _plain("choices", OFFICER),
    _plain("draft", MEMBER, form="raise"),
    _plain("drafts", MEMBER),
    _plain("answered", DESK),
    _plain("reply_templates", OFFICER),
    _plain("letter_template", MEMBER),
    _plain("audit_trail", GOVERNANCE),
    _plain("screening_words", GOVERNANCE),
    _plain("preview_screening_words", GOVERNANCE, words="health: asthma, diabet*", sample="Asthma."),
    _plain("screen", MEMBER, texts={"ask": "Ring 01546 602127 about the asthma clinic."}),
    _plain("saved_views", MEMBER, list_name="portfolio"),
    _plain("files_in_use", GATEWAY, content_hashes=["0" * 64]),
)
