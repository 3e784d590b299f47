"""People with several roles do each of their jobs from the same browser."""

import pytest
from flask import Flask

from gateway.service_clients.clients import Ask, ServiceClients
from tests.gateway.casework import RAISE, by_phone, done, raised, raising
from tests.gateway.form_reading import options_of, seen, send
from tests.gateway.small_council import SINCE
from tests.gateway.visitors import Visitor
from tests.machines.running_services import RunningServices, load_council

KIRSTY = "kirsty.mackay@council.test"  # a member, and an officer of Education
LORNA = "lorna.reid@council.test"  # of the desk, and an officer of Education
FERGUS = "fergus.bell@council.test"  # a member, and of the desk

TERMS = [{"ward": "dunoon", "starts": SINCE}]
OFFICER = {"role": "officer", "service": "education", "starts": SINCE}
DESK = {"role": "member_services", "starts": SINCE}
PEOPLE = [
    {"name": "Kirsty Mackay", "email": KIRSTY, "terms": TERMS, "roles": [OFFICER]},
    {"name": "Lorna Reid", "email": LORNA, "roles": [DESK, OFFICER]},
    {"name": "Fergus Bell", "email": FERGUS, "terms": TERMS, "roles": [DESK]},
]


@pytest.fixture(scope="module", autouse=True)
def people(running: RunningServices) -> None:
    """Three people with two roles each."""
    load_council(running, {"people": PEOPLE})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Ask]:
    """The single calls that the gateway makes meanwhile."""
    calls: list[Ask] = []
    plain = ServiceClients.ask

    def noting(self: ServiceClients, ask: Ask, *more: float) -> object:
        calls.append(ask)
        return plain(self, ask, *more)

    monkeypatch.setattr(ServiceClients, "ask", noting)
    return calls


def last_command(asked: list[Ask]) -> Ask:
    """The last that carried a key."""
    return [ask for ask in asked if ask.key][-1]


def test_a_member_who_is_an_officer_opens_and_answers_what_is_on_the_worklist(
    visitor: Visitor, app: Flask, clients: ServiceClients
) -> None:
    reference = raised(visitor, category_id="school-places")
    kirsty = Visitor(app, clients, KIRSTY)
    kirsty.get("/home")
    found = kirsty.get(f"/worklist?reference={reference}").get_data(as_text=True)
    assert f'href="/requests/{reference}' in found
    assert "Write to Education" not in seen(kirsty.get(f"/requests/{reference}"))
    done(kirsty, reference, "full-answer", message="There is a place.", outcome="fulfilled")
    page = seen(visitor.get(f"/requests/{reference}"))
    assert "Kirsty Mackay, Officer" in page
    own = raised(kirsty)
    assert "You raised this" in seen(kirsty.get(f"/requests/{own}"))


def test_somebody_of_the_desk_who_is_an_officer_answers_and_writes_for_the_member(
    visitor: Visitor, app: Flask, clients: ServiceClients, asked: list[Ask]
) -> None:
    reference = raised(visitor, category_id="school-places")
    lorna = Visitor(app, clients, LORNA)
    page = seen(lorna.get(f"/requests/{reference}"))
    assert "Answer in full" in page
    assert "Write to Education for Ailsa Munro" in page
    done(lorna, reference, "message", message="She rang: it is worse.")
    assert last_command(asked).actor.on_behalf_of == visitor.person_id
    done(lorna, reference, "full-answer", message="Filled.", outcome="fulfilled")
    assert last_command(asked).actor.on_behalf_of is None
    told = seen(visitor.get(f"/requests/{reference}"))
    assert "Message from Member Services for you" in told
    assert "Lorna Reid, Officer" in told


def test_a_member_who_works_at_the_desk_raises_for_themself_and_for_others(
    visitor: Visitor, app: Flask, clients: ServiceClients, asked: list[Ask]
) -> None:
    fergus = Visitor(app, clients, FERGUS)
    own = raised(fergus)
    assert "You raised this" in seen(fergus.get(f"/requests/{own}"))
    form = fergus.get(f"{RAISE}?for=a-member")
    member = options_of(form, "member_id")["Ailsa Munro"]
    answer = send(fergus, form, f"{RAISE}?for=a-member", **raising(member_id=member, **by_phone()))
    assert answer.status_code == 303
    command = next(ask for ask in reversed(asked) if ask.call.name == "raise_request")
    assert (command.actor.role, command.actor.on_behalf_of) == ("member_services", visitor.person_id)
    reference = answer.headers["Location"].split("/")[-2]
    assert "Logged as your request, which came in by phone" in seen(visitor.get(f"/requests/{reference}"))
    done(fergus, reference, "message", message="She rang again.")
    assert "Message from Member Services for you" in seen(visitor.get(f"/requests/{reference}"))
