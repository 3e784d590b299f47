"""Looking people, services and the whole council up, as at a day."""

from typing import Any

import pytest

from tests.service.directory_office import COUNCIL, ELECTION, OPERATOR, Office

MORE: dict[str, Any] = {
    "services": [
        {
            "id": "roads",
            "name": "Roads",
            "columns": [{"column": "ris"}, {"column": "other", "starts": "2023-04-01"}],
            "starts": ELECTION,
        },
        {"id": "education", "name": "Education", "starts": "2023-01-01", "ends": "2023-12-31"},
    ],
    "categories": [
        {
            "id": "potholes",
            "name": "Potholes",
            "service": "roads",
            "questions": [{"id": "depth", "label": "How deep?", "required": True}],
            "stop_advice": {"text": "Ring 999.", "stops": False},
            "starts": ELECTION,
        }
    ],
    "outside_bodies": [{"id": "sepa", "name": "SEPA", "contact": "0800 80 70 60", "starts": "2023-02-01"}],
    "people": [
        {
            "name": "Séamus MacLeòid",
            "email": "seamus@council.example",
            "roles": [{"role": "head_of_service", "service": "roads", "starts": "2023-01-01"}],
        },
        {
            "name": "Dina Orr",
            "email": "dina@council.example",
            "roles": [
                {"role": "deputy_head", "service": "roads", "starts": ELECTION, "ends": "2023-06-30"},
                {"role": "deputy_head", "service": "education", "starts": "2023-07-01"},
            ],
        },
        {
            "name": "Fia Carr",
            "email": "fia@council.example",
            "roles": [
                {"role": "director", "starts": ELECTION},
                {"role": "director", "service": "roads", "starts": ELECTION},
            ],
        },
        {
            "name": "Rob Kerr",
            "email": "rob@council.example",
            "roles": [{"role": "director", "service": "education", "starts": ELECTION}],
        },
    ],
}


@pytest.fixture
def whole(office: Office) -> Office:
    """The small council and more."""
    office.load()
    office.load(**MORE)
    return office


def names(office: Office, **asked: Any) -> list[str]:
    return [person["name"] for person in office.done("people", OPERATOR, **asked)["people"]]


def test_people_are_found_by_words_of_their_name_or_address(whole: Office) -> None:
    assert names(whole, words="macleoid SEAMUS") == ["Séamus MacLeòid"]
    assert names(whole, words="kerr") == ["Ada Kerr", "Rob Kerr"]
    assert names(whole, words="dina@") == ["Dina Orr"]
    assert names(whole, words="100%") == []


def test_people_are_found_by_what_they_hold_on_the_day(whole: Office) -> None:
    assert names(whole, role="member") == ["Mairi Rae"]
    assert names(whole, ward_id="cowal") == ["Mairi Rae"]
    assert names(whole, ward_id="bute") == []
    assert names(whole, service_id="roads") == ["Fia Carr", "Ola Bain", "Séamus MacLeòid"]
    assert names(whole, service_id="roads", as_at="2022-12-31") == ["Dina Orr", "Fia Carr", "Ola Bain"]
    assert names(whole, role="deputy_head", service_id="roads") == []
    assert names(whole, role="deputy_head", service_id="roads", as_at="2023-06-30") == ["Dina Orr"]
    assert names(whole, role="officer", ward_id="cowal") == []


def test_a_person_in_the_list_shows_what_they_hold_then(whole: Office) -> None:
    [dina] = whole.done("people", OPERATOR, words="dina")["people"]
    assert dina["roles"] == [{"role": "deputy_head", "service_id": "education"}]
    [then] = whole.done("people", OPERATOR, words="dina", as_at="2022-06-01")["people"]
    assert then["roles"] == [{"role": "deputy_head", "service_id": "roads"}]
    [mairi] = whole.done("people", OPERATOR, words="mairi")["people"]
    assert (mairi["wards"], mairi["email"]) == (["cowal"], "mairi@council.example")


def test_people_come_in_pages_in_the_order_of_their_names(whole: Office) -> None:
    found: list[str] = []
    cursor = None
    while True:
        page = whole.done("people", OPERATOR, limit=3, cursor=cursor)
        assert len(page["people"]) <= 3
        found += [person["name"] for person in page["people"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == [
        "Ada Kerr",
        "Dina Orr",
        "Fia Carr",
        "Mairi Rae",
        "Ola Bain",
        "Rob Kerr",
        "Séamus MacLeòid",
    ]


@pytest.mark.parametrize("cursor", ["nonsense", "W10=", "WzEsMl0=", "é"])
def test_a_cursor_that_is_none_is_refused(whole: Office, cursor: str) -> None:
    code, sentence = whole.refused("people", OPERATOR, cursor=cursor)
    assert (code, sentence) == ("invalid", "This page of the list cannot be found: begin at the first one.")


def test_a_page_of_people_takes_two_questions_however_many_they_are(whole: Office) -> None:
    with whole.counted() as few:
        whole.done("people", OPERATOR, limit=1)
    many = [{"name": f"N{n}", "email": f"n{n}@x.example"} for n in range(60)]
    whole.load(people=many)
    with whole.counted() as more:
        assert len(whole.done("people", OPERATOR, limit=50)["people"]) == 50
    assert len(more) == len(few)
    assert len([statement for statement in more if "FROM people" in statement]) == 1


def test_a_person_is_shown_with_history(whole: Office) -> None:
    ola = whole.person_id("Ola Bain")
    promoted = {"role": "head_of_service", "service": "roads", "starts": "2023-09-22"}
    administrator = whole.actor("Ada Kerr", "administrator")
    person = {"person_id": ola, "name": "Ola Bain-Orr", "email": "ola@council.example", "roles": [promoted]}
    whole.done("load", administrator, people=[person])
    known = whole.done("person", OPERATOR, person_id=ola)
    assert (known["name"], known["sequence"], known["open_requests"]) == ("Ola Bain-Orr", 2, 0)
    assert [role["role"] for role in known["roles"]] == ["officer", "head_of_service"]
    assert known["preferences"] == {"sharing": "only_me"}
    first, second = known["history"]
    assert (first["by_id"], first["by"], first["role"]) == ("operator:root", None, "operator")
    assert first["details"][:2] == ["e-mail: ola@council.example", "name: Ola Bain"]
    assert (second["by"], second["role"]) == ("Ada Kerr", "administrator")
    assert second["details"] == [
        "name: Ola Bain → Ola Bain-Orr",
        "head of service in Roads from 2023-09-22",
    ]


def test_a_person_takes_as_many_questions_however_long_their_history_is(whole: Office) -> None:
    ola = whole.person_id("Ola Bain")
    with whole.counted() as few:
        whole.done("person", OPERATOR, person_id=ola)
    for number in range(10):
        whole.load(people=[{"name": f"Ola {number}", "email": "ola@council.example"}])
    with whole.counted() as more:
        assert len(whole.done("person", OPERATOR, person_id=ola)["history"]) == 11
    assert len(more) == len(few) <= 10


def test_a_stranger_is_not_found(whole: Office) -> None:
    code, sentence = whole.refused("person", OPERATOR, person_id="p-nobody")
    assert (code, sentence) == ("not_found", "There is nobody with this id in the directory.")


def led(office: Office, **asked: Any) -> dict[str, tuple[list[str], list[str], list[str], str]]:
    services = office.done("holders", office.actor("Mairi Rae", "member"), **asked)["services"]
    return {
        service["service_id"]: (
            [person["name"] for person in service["heads"]],
            [person["name"] for person in service["deputies"]],
            [person["name"] for person in service["directors"]],
            service["column"],
        )
        for service in services
    }


def test_who_leads_a_service_is_known_as_at_any_day(whole: Office) -> None:
    assert led(whole) == {
        "education": ([], ["Dina Orr"], ["Fia Carr", "Rob Kerr"], "other"),
        "roads": (["Séamus MacLeòid"], [], ["Fia Carr"], "other"),
    }
    assert led(whole, as_at="2022-12-31") == {"roads": ([], ["Dina Orr"], ["Fia Carr"], "ris")}
    assert led(whole, as_at="2024-01-01", service_id="education") == {}
    assert led(whole, service_id="education").keys() == {"education"}


def test_who_leads_services_takes_three_questions(whole: Office) -> None:
    with whole.counted() as sent:
        whole.done("holders", OPERATOR)
    assert len([statement for statement in sent if "services" in statement or "roles" in statement]) <= 4


def test_the_council_is_there_to_look_names_up(whole: Office) -> None:
    council = whole.done("council", OPERATOR)
    assert council["wards"] == [COUNCIL["wards"][0] | {"ends": None}]
    assert [(s["id"], s["column"]) for s in council["services"]] == [
        ("education", "other"),
        ("roads", "other"),
    ]
    assert council["services"][1]["columns"] == [
        {"column": "ris", "starts": ELECTION, "ends": "2023-03-31"},
        {"column": "other", "starts": "2023-04-01", "ends": None},
    ]
    assert council["categories"] == [
        {
            "id": "potholes",
            "name": "Potholes",
            "service_id": "roads",
            "questions": [{"id": "depth", "label": "How deep?", "required": True, "help": ""}],
            "stop_advice": {"text": "Ring 999.", "stops": False},
            "starts": ELECTION,
            "ends": None,
        }
    ]
    assert council["outside_bodies"][0]["contact"] == "0800 80 70 60"
    members = [person["name"] for person in council["people"] if person["is_member"]]
    assert (len(council["people"]), members) == (7, ["Mairi Rae"])


def test_the_council_as_at_a_day_is_what_held_then(whole: Office) -> None:
    then = whole.done("council", OPERATOR, as_at="2022-12-31")
    assert [(s["id"], s["column"]) for s in then["services"]] == [("roads", "ris")]
    assert then["outside_bodies"] == []
    assert "Séamus MacLeòid" not in [person["name"] for person in then["people"]]
    before = whole.done("council", OPERATOR, as_at="2022-05-04")
    assert all(before[kind] == [] for kind in ("wards", "services", "categories", "people"))


def test_the_council_takes_as_many_questions_however_large_it_is(whole: Office) -> None:
    with whole.counted() as few:
        whole.done("council", OPERATOR)
    whole.load(
        wards=[{"id": f"w{n}", "name": f"W{n}"} for n in range(20)],
        services=[{"id": f"s{n}", "name": f"S{n}"} for n in range(20)],
    )
    with whole.counted() as more:
        whole.done("council", OPERATOR)
    assert len(more) == len(few) <= 9


def test_only_administrators_look_people_up(whole: Office) -> None:
    mairi = whole.actor("Mairi Rae", "member")
    for call, body in (("people", {}), ("person", {"person_id": mairi.id}), ("council", {})):
        assert whole.refused(call, mairi, **body)[0] == "not_allowed"
    assert whole.done("people", whole.actor("Ada Kerr", "administrator"))["people"]
