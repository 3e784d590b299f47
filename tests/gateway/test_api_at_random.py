"""Whatever programs send, the answer is one that the description knows: no fault, nothing let through.

`make random` sends far more, of every kind and with another seed (docs/decisions/0112).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from services.chassis.identifiers import new_id
from tests.gateway.api_programs import Program, raising
from tests.gateway.at_random import EXAMPLES, tried_at_random
from tests.machines.served import served
from tests.waiting import until

NOBODY = {"Authorization": f"Bearer {'nobody' * 8}"}


@pytest.fixture(scope="module")
def url(app: Flask) -> Iterator[str]:
    """Where the interface is served."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def known(programs: dict[str, Program]) -> dict[str, list[str]]:
    """What there is, by the parameter that names it: requests that commands may do with what they like."""
    raised = [str(programs["member"].done("/requests", raising())["request_id"]) for _ in range(EXAMPLES)]
    people = [programs[who].person_id for who in ("member", "colleague", "officer", "head")]
    categories, services, wards = ["moorings", "book-loans"], ["harbours", "libraries"], ["cowal", "dunoon"]
    return {
        **dict.fromkeys(("path.request_id", "path.request", "body.other"), raised),
        **dict.fromkeys(("body.member_id", "body.officer_id", "body.holder_id"), people),
        **dict.fromkeys(("body.category_id", "query.category_id"), categories),
        **dict.fromkeys(("body.service_id", "query.service_id"), services),
        **dict.fromkeys(("body.ward_id", "query.ward_id"), wards),
        "header.If-Match": ["*"],
        "header.On-Behalf-Of": people[:1],
        "header.Idempotency-Key": [new_id() for _ in range(200)],
    }


@pytest.mark.parametrize("who", ["member", "officer", "desk", "nobody"])
def test_nothing_that_is_sent_is_a_surprise(
    who: str,
    app: Flask,
    url: str,
    programs: dict[str, Program],
    known: dict[str, list[str]],
    tmp_path: Path,
) -> None:
    headers = programs[who].headers if who in programs else NOBODY
    well, told = tried_at_random(url, headers, known, tmp_path)
    print(told)
    assert well, told
    # A 503 passes while the machine is busy; a service that it has ended does not.
    until(lambda: app.test_client().get("/readyz").status_code == 200, what="every part to be ready again")
