"""Directory's copy of requests: which are open, by service, category, member and ward."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from services.chassis.inbox import position
from services.directory.domain.consequences import OpenRequests
from services.directory.repository.open_requests import count_open
from services.directory.tables import settled_requests
from services.directory.use_cases.follow_requests import forget_settled_requests
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


MOVED = {"service_id": "education", "category_id": "schools"}


def test_a_request_counts_where_it_was_transferred_amended_and_handed_over(office: Office) -> None:
    office.hear(
        ("request_raised", "r-1", 1, RAISED),
        (
            "request_transferred",
            "r-1",
            2,
            {
                "state": "with_service",
                "from_service_id": "roads",
                "service_id": "refuse",
                "category_id": "bins",
            },
        ),
        (
            "request_transferred",
            "r-1",
            3,
            {"state": "with_service", "from_service_id": "refuse", **MOVED},
        ),
        (
            "request_amended",
            "r-1",
            4,
            {"state": "with_service", "kind": "action", "category_id": "meals", "ward_id": "bute"},
        ),
        ("request_handed_over", "r-1", 5, {"state": "with_service", "member_id": "p-next"}),
    )
    assert counted(office) == OpenRequests({"education": 1}, {"meals": 1}, {"p-next": 1}, {"bute": 1})


def test_a_request_that_is_reopened_counts_again_with_what_it_belonged_to(office: Office) -> None:
    office.hear(("request_raised", "r-1", 1, RAISED), ("request_closed", "r-1", 2, {"state": "closed"}))
    assert counted(office) == NONE_OPEN
    office.hear(("request_reopened", "r-1", 3, {"state": "further_information"}))
    assert counted(office) == ONE_OPEN
    office.hear(("request_closed", "r-1", 4, {"state": "closed"}))
    assert counted(office) == NONE_OPEN


def test_a_merged_request_is_settled(office: Office) -> None:
    office.hear(("request_raised", "r-1", 1, RAISED))
    office.hear(("request_merged", "r-1", 2, {"state": "withdrawn", "into_id": "r-2"}))
    assert counted(office) == NONE_OPEN


def test_what_cannot_be_reopened_any_more_is_forgotten(office: Office) -> None:
    office.hear(("request_raised", "r-1", 1, RAISED), ("request_closed", "r-1", 2, {"state": "closed"}))
    for days, kept in ((31, 1), (2, 0)):
        office.clock.advance(timedelta(days=days))
        with office.database.transaction() as session:
            forget_settled_requests(session, office.clock.now())
            assert session.scalar(sa.select(sa.func.count()).select_from(settled_requests)) == kept


def test_of_an_imported_casebook_what_was_closed_lately_may_be_reopened(office: Office) -> None:
    lately = (office.clock.now() - timedelta(days=20)).isoformat()
    cases = [case(1, responded_at=lately, closed_at=lately)]
    office.hear(("cases_imported", "import:nyc", 1, {"casebook": "nyc", "cases": cases}))
    assert counted(office) == NONE_OPEN
    office.hear(("request_reopened", "r-1", 4, {"state": "further_information"}))
    assert counted(office).members == {"p-mairi": 1}


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
