"""What a request's page shows to whoever may know little of it."""

import pytest
from flask import Flask

from gateway.service_clients.clients import Ask, ServiceClients
from services.chassis.identifiers import new_id
from services.contracts import directory_calls
from tests.gateway.casework import done, raised, raising
from tests.gateway.form_reading import seen
from tests.gateway.small_council import MORAG, SINCE
from tests.gateway.visitors import Visitor
from tests.machines.running_services import OPERATOR

FIONA = "fiona.lamont@council.test"  # a second member for Cowal
SECRET = "Behind the third house on the left."


@pytest.fixture
def colleague(app: Flask, clients: ServiceClients) -> Visitor:
    """A ward colleague of Ailsa's."""
    fiona = {"name": "Fiona Lamont", "email": FIONA, "terms": [{"ward": "cowal", "starts": SINCE}]}
    clients.ask(Ask(directory_calls.LOAD, {"people": [fiona]}, OPERATOR, key=new_id()))
    return Visitor(app, clients, FIONA)


def test_a_colleague_sees_what_is_shared_and_not_what_is_said(visitor: Visitor, colleague: Visitor) -> None:
    reference = raised(visitor, what_happened=SECRET)
    assert colleague.client.get(f"/requests/{reference}").status_code == 404
    done(visitor, reference, "sharing", sharing="ward_colleagues")
    page = seen(colleague.get(f"/requests/{reference}"))
    assert raising()["subject"] in page
    assert "Ailsa Munro shares this with the other members of the ward." in page
    assert SECRET not in page
    assert raising()["ask"] not in page


def test_the_service_that_passed_a_request_on_sees_where_it_stands(
    app: Flask, clients: ServiceClients, visitor: Visitor
) -> None:
    reference = raised(visitor, what_happened=SECRET)
    officer = Visitor(app, clients, MORAG)
    done(officer, reference, "transfer", category_id="school-places", reason="It is their gate.")
    page = seen(officer.get(f"/requests/{reference}"))
    assert reference in page
    assert "You can see where this request stands, and nothing more of it" in page
    assert raising()["subject"] not in page
    assert "Passed from Roads and Infrastructure to Education" in seen(visitor.get(f"/requests/{reference}"))
