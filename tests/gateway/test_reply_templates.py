"""Templates of replies: written by a service, put into its answers, and nobody else's."""

from collections.abc import Callable

import pytest

from tests.gateway.casework import done, raised
from tests.gateway.form_reading import form_to, options_of, parsed, seen, send
from tests.gateway.newcomers import NewService
from tests.gateway.visitors import Visitor

Seat = Callable[[str], Visitor]
NEW = "/templates/new"
THANKS = "Dear {{member}}, about {{ reference }} at {{place}}: thank you. {{officer}}"


@pytest.fixture
def officer(new_service: NewService) -> Visitor:
    """The browser of an officer whose service has no templates yet."""
    return new_service.officer


def first_template(officer: Visitor) -> str:
    """The address of the first template in the list."""
    found = (link.get("href", "") for link in parsed(officer.get("/templates")).iter("a"))
    return next(href for href in found if href.startswith("/templates/") and href != NEW)


def test_a_template_is_written_used_changed_and_erased(
    officer: Visitor, new_service: NewService, seat: Seat
) -> None:
    wrong = send(officer, NEW, NEW, name="Thanks", words="Dear {{councillor}}")
    assert wrong.status_code == 400
    assert "Nothing is called “councillor”" in seen(wrong)
    assert send(officer, NEW, NEW, name="Thanks", words=THANKS).status_code == 303
    assert send(officer, NEW, NEW, name="Of escalated", state="escalated", words="Sorry.").status_code == 303
    owner = seat("member")
    reference = raised(owner, **new_service.raising())
    path = f"/requests/{reference}/question"
    offered = options_of(officer.get(path), "template")
    assert set(offered) == {"Choose a template", "Thanks"}
    put = send(officer, path, path, message="Hello.", template=offered["Thanks"], insert_template="yes")
    assert put.status_code == 200
    message = form_to(put, path)["message"].strip()
    assert message == (
        f"Hello.\n\nDear Isla Mackinnon, about {reference} at The old pier: thank you. Kirsty Lamont"
    )
    done(officer, reference, "question", message=message)
    one = first_template(officer)
    assert send(officer, one, one, name="Thanks", words="Thank you.").status_code == 303
    assert "Thank you." in seen(officer.get("/templates")) or "Sorry." in seen(officer.get("/templates"))
    for _ in range(2):
        assert send(officer, first_template(officer), f"{first_template(officer)}/erase").status_code == 303
    assert "No templates yet" in seen(officer.get("/templates"))
    officer.get(one, status=404)


def test_it_is_the_services_own(officer: Visitor, new_service: NewService, seat: Seat) -> None:
    send(officer, NEW, NEW, name="Ours", words="Of our service.")
    one = first_template(officer)
    assert "Ours" in seen(new_service.head.get("/templates"))
    stranger = seat("officer of another service")
    assert "Ours" not in seen(stranger.get("/templates"))
    stranger.get(one, status=404)
    token = {"csrf_token": stranger.token(), "name": "Mine", "words": "Mine."}
    assert stranger.client.post(one, data=token).status_code == 404
    assert stranger.client.post(f"{one}/erase", data=token).status_code == 303
    assert "Ours" in seen(officer.get("/templates"))
    for who in ("member", "desk", "director", "governance"):
        seat(who).get("/templates", status=403)


def test_an_officer_of_nothing_to_choose_from_sees_no_choice(
    officer: Visitor, new_service: NewService, seat: Seat
) -> None:
    reference = raised(seat("member"), **new_service.raising())
    assert "A template of your service" not in seen(officer.get(f"/requests/{reference}/question"))
