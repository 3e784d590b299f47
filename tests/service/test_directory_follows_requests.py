"""Directory's copy of requests: which are open, by service, category, member and ward."""

from typing import Any

from services.chassis.inbox import position
from services.directory.domain.consequences import OpenRequests
from services.directory.repository.open_requests import count_open
from tests.service.directory_office import Office

RAISED = {
    "state": "with_service",
    "reference": "MZ-2023-000001-X",
    "kind": "action",
    "member_id": "p-mairi",
    "channel": "online",
    "service_id": "roads",
    "category_id": "potholes",
    "ward_id": "cowal",
    "priority": "normal",
}
ONE_OPEN = OpenRequests({"roads": 1}, {"potholes": 1}, {"p-mairi": 1}, {"cowal": 1})
NONE_OPEN = OpenRequests()


def counted(office: Office) -> OpenRequests:
    with office.database.reading() as session:
        return count_open(session)


def case(number: int, **times: str) -> dict[str, Any]:
    return {
        "request_id": f"r-{number}",
        "reference": f"MZ-2015-{number}",
        "external_reference": str(number),
        "member_id": "p-mairi",
        "kind": "action",
        "channel": "logged_by_officer",
        "service_id": "roads",
        "category_id": "potholes",
        "ward_id": "cowal",
        "raised_at": "2015-01-02T09:00:00+00:00",
        "sequence": 1 + len(times),
        **times,
    }


def test_a_raised_request_is_open_until_it_is_closed_or_withdrawn(office: Office) -> None:
    office.hear(("request_raised", "r-1", 1, RAISED), ("request_raised", "r-2", 1, RAISED))
    assert counted(office).services == {"roads": 2}
    office.hear(
        ("request_withdrawn", "r-2", 2, {"state": "withdrawn"}),
        ("response_given", "r-1", 2, {"state": "responded", "outcome": "fulfilled"}),
    )
    assert counted(office) == ONE_OPEN
    office.hear(("request_closed", "r-1", 3, {"state": "closed"}))
    assert counted(office) == NONE_OPEN


def test_raised_and_closed_may_arrive_in_one_batch(office: Office) -> None:
    office.hear(("request_raised", "r-1", 1, RAISED), ("request_closed", "r-1", 2, {"state": "closed"}))
    assert counted(office) == NONE_OPEN


def test_of_an_imported_casebook_the_open_cases_count(office: Office) -> None:
    answered = {"responded_at": "2015-02-02T17:00:00+00:00"}
    closed = {**answered, "closed_at": "2015-02-02T17:00:00+00:00"}
    cases = [case(1), case(2, **answered), case(3, **closed)]
    office.hear(("cases_imported", "import:nyc", 1, {"casebook": "nyc", "cases": cases}))
    assert counted(office).members == {"p-mairi": 2}
    assert counted(office).wards == {"cowal": 2}
    with office.database.reading() as session:
        reached = [position(session, "requests", f"r-{number}") for number in (1, 2, 3)]
    assert reached == [1, 2, 3]


def test_an_imported_request_goes_on_like_any_other(office: Office) -> None:
    office.hear(("cases_imported", "import:nyc", 1, {"casebook": "nyc", "cases": [case(1)]}))
    office.hear(
        ("response_given", "r-1", 2, {"state": "responded", "outcome": "partly"}),
        ("request_closed", "r-1", 3, {"state": "closed"}),
    )
    assert counted(office) == NONE_OPEN


def test_a_chunk_of_500_cases_takes_few_questions(office: Office) -> None:
    cases = [case(number) for number in range(500)]
    with office.counted() as sent:
        office.hear(("cases_imported", "import:nyc", 1, {"casebook": "nyc", "cases": cases}))
    assert len(sent) < 20
    assert counted(office).services == {"roads": 500}
