"""A change is shown with what follows from it, and applied only while it still does what was shown."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from tests.service.directory_office import COUNCIL, ELECTION, OPERATOR, Office

WIDER = {"id": "cowal", "name": "Cowal", "seats": 4}
RAISED = {
    "state": "with_service",
    "reference": "MZ-2023-000001-X",
    "kind": "action",
    "channel": "online",
    "service_id": "roads",
    "category_id": "potholes",
    "ward_id": "cowal",
    "priority": "normal",
}


def leaving(last_day: str) -> dict[str, Any]:
    term = {"ward": "cowal", "starts": ELECTION, "ends": last_day}
    return {"name": "Mairi Rae", "email": "mairi@council.example", "terms": [term]}


def test_what_was_shown_is_what_is_applied(office: Office) -> None:
    office.load()
    preview = office.done("preview_load", OPERATOR, wards=[WIDER])
    applied = office.done("load", OPERATOR, wards=[WIDER], based_on=preview["based_on"])
    assert (applied["changes"], applied["consequences"]) == (preview["changes"], preview["consequences"])
    assert applied["applied"]


def test_what_follows_is_shown(office: Office) -> None:
    office.load()
    mairi = office.person_id("Mairi Rae")
    office.hear(("request_raised", "r-1", 1, RAISED | {"member_id": mairi}))
    shown = office.done("preview_load", OPERATOR, people=[leaving("2023-10-01")])["consequences"]
    who = {"person_id": mairi, "name": "Mairi Rae"}
    assert shown == {
        "frozen": [who | {"ended_on": "2023-10-01", "open_requests": 1}],
        "lost": [who | {"role": "member", "service_id": None, "ward_id": "cowal", "last_day": "2023-10-01"}],
        "seats": [{"ward_id": "cowal", "name": "Cowal", "on": "2023-10-02", "seats": 3, "serving": 0}],
        "ended_wards": [],
    }


def test_a_change_that_would_no_longer_do_what_was_shown_is_refused_with_what_was_changed(
    office: Office,
) -> None:
    office.load()
    first = office.done("preview_load", OPERATOR, wards=[WIDER])
    office.done("load", office.actor("Ada Kerr", "administrator"), wards=[WIDER | {"seats": 5}])
    before = len(office.events())
    problem = office.call("load", OPERATOR, wards=[WIDER], based_on=first["based_on"])["problem"]
    assert (problem["code"], problem["message"]) == (
        "stale",
        (
            "This would no longer do what you were shown: since then these were changed: ward Cowal "
            "(by Ada Kerr). Nothing is applied. Look at the changes again, then apply them."
        ),
    )
    [changed] = problem["details"]["changed"]
    assert (changed["entry"], changed["by"]) == ("ward Cowal", "Ada Kerr")
    assert len(office.events()) == before
    again = office.done("preview_load", OPERATOR, wards=[WIDER])
    assert again["changes"][0]["details"] == ["seats: 5 → 4"]
    assert office.done("load", OPERATOR, wards=[WIDER], based_on=again["based_on"])["applied"]


def test_what_was_applied_by_another_already_is_refused_too(office: Office) -> None:
    office.load()
    preview = office.done("preview_load", OPERATOR, wards=[WIDER])
    office.load(wards=[WIDER])
    code, _ = office.refused("load", OPERATOR, wards=[WIDER], based_on=preview["based_on"])
    assert code == "stale"


def test_a_change_of_something_else_disturbs_nobody(office: Office) -> None:
    office.load()
    preview = office.done("preview_load", OPERATOR, wards=[WIDER])
    office.load(services=[{"id": "education", "name": "Education"}])
    assert office.done("load", OPERATOR, wards=[WIDER], based_on=preview["based_on"])["applied"]


def test_requests_that_are_raised_meanwhile_disturb_nobody(office: Office) -> None:
    office.load()
    preview = office.done("preview_load", OPERATOR, people=[leaving("2023-10-01")])
    office.hear(("request_raised", "r-1", 1, RAISED | {"member_id": office.person_id("Mairi Rae")}))
    body = {"people": [leaving("2023-10-01")], "based_on": preview["based_on"]}
    assert office.done("load", OPERATOR, **body)["consequences"]["frozen"][0]["open_requests"] == 1


def test_a_new_person_is_the_same_one_in_preview_and_load(office: Office) -> None:
    office.load()
    lev = {"name": "Lev Orr", "email": "lev@council.example", "terms": [{"ward": "cowal"}]}
    preview = office.done("preview_load", OPERATOR, people=[lev])
    assert office.done("load", OPERATOR, people=[lev], based_on=preview["based_on"])["applied"]


def test_a_preview_of_yesterday_does_something_else_today(office: Office) -> None:
    office.load()
    lev = {"name": "Lev Orr", "email": "lev@council.example", "terms": [{"ward": "cowal"}]}
    preview = office.done("preview_load", OPERATOR, people=[lev])
    office.clock.advance(timedelta(days=1))
    code, sentence = office.refused("load", OPERATOR, people=[lev], based_on=preview["based_on"])
    assert code == "stale"
    assert "a day has begun since then" in sentence


DIGEST = 32 * "0"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "invalid"),
        ("nonsense", "invalid"),
        (f"{10**18}.{DIGEST}", "invalid"),
        (f"{10**18 - 1}.{DIGEST}", "stale"),
        (f"0.{DIGEST}", "stale"),
    ],
)
def test_a_token_that_no_preview_gave_is_refused(office: Office, token: str, code: str) -> None:
    office.load()
    assert office.refused("load", OPERATOR, wards=[WIDER], based_on=token)[0] == code


def test_many_changes_are_named_shortly(office: Office) -> None:
    office.load()
    preview = office.done("preview_load", OPERATOR, wards=[WIDER])
    office.load(wards=[WIDER | {"seats": 5}, *({"id": f"w{n}", "name": f"W{n}"} for n in range(6))])
    _, sentence = office.refused("load", OPERATOR, wards=[WIDER], based_on=preview["based_on"])
    assert "W3 (by operator:root), 2 more." in sentence


def test_of_two_administrators_at_once_one_applies_and_the_other_looks_again(office: Office) -> None:
    office.load()
    bodies = [
        {"wards": [WIDER | {"seats": seats}], "based_on": preview["based_on"]}
        for seats in (4, 5)
        if (preview := office.done("preview_load", OPERATOR, wards=[WIDER | {"seats": seats}]))
    ]
    answers: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=lambda body=body: answers.append(office.call("load", OPERATOR, **body)))
        for body in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    problems = [answer["problem"]["code"] for answer in answers if answer.get("problem")]
    assert problems == ["stale"]
    assert len([event for event in office.events() if event.stream == "ward:cowal"]) == 2


ONE_BY_ONE: list[tuple[dict[str, Any], list[str]]] = [
    (
        {
            "people": [
                {
                    "name": "Ola Bain",
                    "email": "ola@council.example",
                    "roles": [{"role": "deputy_head", "service": "roads"}],
                }
            ]
        },
        ["deputy head in Roads from 2023-09-22"],
    ),
    (
        {
            "people": [
                {
                    "name": "Ola Bain",
                    "email": "ola@council.example",
                    "roles": [{"role": "officer", "service": "roads", "ends": "2023-12-31"}],
                }
            ]
        },
        ["no longer officer in Roads from 2022-05-05", "officer in Roads from 2022-05-05 to 2023-12-31"],
    ),
    (
        {"people": [leaving("2024-05-01")]},
        ["no longer member for Cowal from 2022-05-05", "member for Cowal from 2022-05-05 to 2024-05-01"],
    ),
    (
        {"categories": [COUNCIL["categories"][0] | {"questions": [{"id": "q", "label": "How deep?"}]}]},
        ["question: How deep?"],
    ),
    (
        {"categories": [COUNCIL["categories"][0] | {"stop_advice": {"text": "Ring 999.", "stops": True}}]},
        ["advice that stops the form: Ring 999."],
    ),
    (
        {"services": [{"id": "roads", "name": "Roads", "column": "other"}]},
        [
            "no longer column Roads and Infrastructure from 2022-05-05",
            "column Roads and Infrastructure from 2022-05-05 to 2023-09-21",
            "column other services from 2023-09-22",
        ],
    ),
    (
        {"outside_bodies": [{"id": "sepa", "name": "SEPA", "contact": "0800 80 70 60"}]},
        ["contact: 0800 80 70 60", "name: SEPA", "starts: 2023-09-22"],
    ),
]


@pytest.mark.parametrize(("entries", "said"), ONE_BY_ONE)
def test_a_single_change_is_a_file_of_one_entry(
    office: Office, entries: dict[str, Any], said: list[str]
) -> None:
    office.load()
    administrator = office.actor("Ada Kerr", "administrator")
    preview = office.done("preview_load", administrator, **entries)
    assert [change["details"] for change in preview["changes"]] == [said]
    applied = office.done("load", administrator, **entries, based_on=preview["based_on"])
    assert len(applied["reached"]) == 1
    assert office.done("preview_load", administrator, **entries)["changes"] == []


def test_a_role_that_was_to_come_is_taken_back_and_leaves_nothing_but_its_history(office: Office) -> None:
    office.load()
    ola = {"name": "Ola Bain", "email": "ola@council.example"}
    head = {"role": "head_of_service", "service": "roads", "starts": "2024-01-01"}
    office.load(people=[ola | {"roles": [head]}])
    office.load(people=[ola | {"roles": [head | {"taken_back": True}]}])
    known = office.done("person", OPERATOR, person_id=office.person_id("Ola Bain"))
    assert [role["role"] for role in known["roles"]] == ["officer"]
    assert known["history"][-1]["details"] == ["no longer head of service in Roads from 2024-01-01"]
    assert "taken_back" not in office.events()[-1].data


def test_a_service_that_cannot_be_closed_says_how_many_requests_are_open_there(office: Office) -> None:
    office.load()
    mairi = {"member_id": office.person_id("Mairi Rae")}
    office.hear(*(("request_raised", f"r-{n}", 1, RAISED | mairi) for n in range(3)))
    closed = {
        "services": [{"id": "roads", "name": "Roads", "ends": "2023-12-31"}],
        "categories": [COUNCIL["categories"][0] | {"ends": "2023-12-31"}],
    }
    code, sentence = office.refused("preview_load", OPERATOR, **closed)
    assert code == "conflict"
    assert sentence.startswith("Roads cannot end: 3 requests are open there. Transfer or close them first.")
