"""Loading directory files: shown first, taken over whole or not at all, every change an event."""

from typing import Any

import pytest

from services.chassis import migrations
from services.contracts.directory_events import DIRECTORY_EVENTS
from services.directory import tables
from tests.service.directory_office import COUNCIL, ELECTION, GATEWAY, OPERATOR, Office

MAIRI = {"name": "Mairi Rae", "email": "mairi@council.example"}


def test_the_migrations_make_the_tables_of_the_code(office: Office) -> None:
    assert migrations.differences(office.database, tables.metadata) == []


def test_a_load_records_every_entry_and_tells_it_in_full(office: Office) -> None:
    answer = office.load()
    assert answer["applied"]
    assert [change["entry"] for change in answer["changes"]] == [
        "ward Cowal",
        "service Roads",
        "category Potholes",
        "person Mairi Rae",
        "person Ola Bain",
        "person Ada Kerr",
    ]
    events = office.events()
    assert answer["reached"] == [
        {"source": "directory", "stream": event.stream, "sequence": event.sequence} for event in events
    ]
    ward, service, category, member, officer, _ = events
    assert ward.data == {
        "ward_id": "cowal",
        "name": "Cowal",
        "area": "Bute and Cowal",
        "seats": 3,
        "starts": ELECTION,
        "ends": None,
    }
    assert (service.stream, service.data["column"]) == ("service:roads", "ris")
    assert service.data["columns"] == [{"column": "ris", "starts": ELECTION, "ends": None}]
    assert (category.type, category.data["service_id"]) == ("category_recorded", "roads")
    assert (category.data["questions"], category.data["stop_advice"]) == ([], None)
    assert member.stream == f"person:{member.data['person_id']}"
    assert member.data["terms"] == [{"ward_id": "cowal", "starts": ELECTION, "ends": None}]
    assert officer.data["roles"] == [
        {"role": "officer", "service_id": "roads", "starts": ELECTION, "ends": None}
    ]
    for event in events:
        assert not DIRECTORY_EVENTS[event.type].schema().validate(event.data)
        assert (event.actor_id, event.actor_role) == ("operator:root", "operator")


def test_loading_the_same_file_again_changes_nothing_and_tells_nothing(office: Office) -> None:
    office.load()
    before = len(office.events())
    again = office.load()
    assert (again["changes"], again["applied"], again["reached"]) == ([], False, [])
    assert len(office.events()) == before


def test_a_preview_shows_the_changes_and_makes_none(office: Office) -> None:
    office.load()
    more_seats = {"id": "cowal", "name": "Cowal", "seats": 4}
    preview = office.done("preview_load", OPERATOR, wards=[more_seats])
    assert preview["changes"] == [{"entry": "ward Cowal", "change": "changed", "details": ["seats: 3 → 4"]}]
    assert (preview["applied"], preview["reached"]) == (False, [])
    assert len(office.events()) == 6
    assert office.load(wards=[more_seats])["reached"] == [
        {"source": "directory", "stream": "ward:cowal", "sequence": 2}
    ]


def test_only_what_really_changes_is_told(office: Office) -> None:
    office.load()
    people = [MAIRI | {"name": "Mairi Scott"}, *COUNCIL["people"][1:]]
    answer = office.load(**{**COUNCIL, "people": people})
    assert [change["details"] for change in answer["changes"]] == [["name: Mairi Rae → Mairi Scott"]]
    last = office.events()[-1]
    assert (last.sequence, last.data["name"], len(last.data["terms"])) == (2, "Mairi Scott", 1)


def test_an_address_may_pass_from_one_person_to_another_in_one_load(office: Office) -> None:
    office.load(
        people=[
            {"name": "Ola Bain", "email": "desk@council.example", "account": "O"},
            {"name": "Una Weir", "email": "una@council.example", "account": "U"},
        ]
    )
    office.load(people=[{"name": "Ola Bain", "email": "ola@council.example", "account": "O"}])
    office.load(people=[{"name": "Una Weir", "email": "desk@council.example", "account": "U"}])
    addresses = {person["account"]: person["email"] for person in office.done("council", OPERATOR)["people"]}
    assert addresses == {"O": "ola@council.example", "U": "desk@council.example"}


@pytest.mark.parametrize(
    ("entries", "code", "sentence"),
    [
        (
            {"categories": [{"id": "bins", "name": "Bins", "service": "refuse"}]},
            "invalid",
            "Bins goes to the service refuse, which is not in the directory.",
        ),
        (
            {"people": [{"name": "Ada Kerr", "email": "ada@council.example",
                         "roles": [{"role": "administrator", "ends": "2023-09-21"}]}]},
            "conflict",
            "Nobody would be an administrator on 2023-09-22: name another one first.",
        ),
        (
            {"wards": [{"id": "cowal", "name": "Cowal", "seats": 0}]},
            "conflict",
            "Cowal has 0 seats, and 1 members would serve it on 2023-09-22: end a term or correct the seats.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_over_is_refused_whole(
    office: Office, entries: dict[str, Any], code: str, sentence: str
) -> None:
    office.load()
    good = {"id": "lights", "name": "Lighting"}
    for call in ("preview_load", "load"):
        assert office.refused(call, OPERATOR, services=[good], **entries) == (code, sentence)
    assert len(office.events()) == 6
    assert office.done("summary", GATEWAY)["services"] == 1


def test_many_reasons_are_told_shortly_and_given_in_full(office: Office) -> None:
    bad = [{"id": f"c{n}", "name": f"C{n}", "service": "none"} for n in range(7)]
    problem = office.call("load", OPERATOR, categories=bad)["problem"]
    assert problem["message"].endswith("There are 2 more reasons.")
    assert len(problem["details"]["refusals"]) == 7


def test_a_service_with_an_open_request_cannot_end(office: Office) -> None:
    office.load()
    raised = {
        "state": "with_service",
        "reference": "MZ-2023-000001-X",
        "kind": "action",
        "member_id": office.person_id("Mairi Rae"),
        "channel": "online",
        "service_id": "roads",
        "category_id": "potholes",
        "ward_id": "cowal",
        "priority": "normal",
    }
    office.hear(("request_raised", "r-1", 1, raised))
    end = {"services": [COUNCIL["services"][0] | {"ends": "2023-09-22"}],
           "categories": [COUNCIL["categories"][0] | {"ends": "2023-09-22"}]}  # fmt: skip
    code, sentence = office.refused("load", OPERATOR, **end)
    assert code == "conflict"
    assert sentence.startswith("Roads cannot end: one request is open there. Transfer or close them first.")
    leaver = {"name": "Ola Bain", "email": "ola@council.example"}
    ended = {"role": "officer", "service": "roads", "starts": ELECTION, "ends": "2023-09-22"}
    code, sentence = office.refused("load", OPERATOR, people=[leaver | {"roles": [ended]}])
    assert code == "conflict"
    assert sentence.startswith(
        "Roads would have no officer and no head on 2023-09-23, and one request is open"
    )
    office.hear(("request_closed", "r-1", 2, {"state": "closed"}))
    assert office.load(**end)["applied"]


def test_an_administrator_may_load_and_a_member_may_not(office: Office) -> None:
    office.load()
    assert office.done("load", office.actor("Ada Kerr", "administrator"))["changes"] == []
    assert office.refused("load", office.actor("Mairi Rae", "member"))[0] == "not_allowed"
    assert office.refused("load", office.actor("Mairi Rae", "administrator"))[0] == "not_allowed"


def test_an_empty_directory_says_so(office: Office) -> None:
    assert office.done("summary", GATEWAY) == {"people": 0, "wards": 0, "services": 0}
    office.load()
    assert office.done("summary", GATEWAY) == {"people": 3, "wards": 1, "services": 1}
