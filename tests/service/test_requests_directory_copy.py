"""The copy of the directory: each fact replaces the one before it, set-wise."""

from datetime import date

from tests.service.requests_casework import MEMBER, OFFICER, Casework, category, person, service, ward


def test_names_that_change_change_everywhere(casework: Casework) -> None:
    casework.raised()
    casework.tell("ward_recorded", ward("cowal", "Cowal and Bute"))
    casework.tell("service_recorded", service("roads", "Roads and Amenity"))
    casework.tell("category_recorded", category("potholes", "Holes", "roads"))
    casework.tell("person_recorded", person("ann", "Ann Married", terms=[("cowal", None)]))
    (row,) = casework.done("portfolio", MEMBER)["requests"]
    assert [row[name] for name in ("ward", "service", "category", "member")] == [
        "Cowal and Bute",
        "Roads and Amenity",
        "Holes",
        "Ann Married",
    ]


def test_the_last_of_several_facts_in_a_run_stands(casework: Casework) -> None:
    casework.tell("person_recorded", person("eve", "Eve"), person("eve", "Eve Later", terms=[("bute", None)]))
    casework.tell("ward_recorded", ward("bute", "B"), ward("bute", "Bute"))
    assert {"id": "bute", "name": "Bute", "own": False} in casework.done("raise_form", MEMBER)["wards"]


def test_roles_and_terms_are_replaced_not_added_to(casework: Casework) -> None:
    casework.raised()
    assert len(casework.done("worklist", OFFICER)["requests"]) == 1
    casework.tell("person_recorded", person("olive", "Olive Officer", roles=[("officer", "education")]))
    assert casework.done("worklist", OFFICER)["requests"] == []
    casework.tell(
        "person_recorded", person("olive", "Olive", roles=[("officer", "roads")], ends=date(2023, 9, 19))
    )
    assert casework.refused("worklist", OFFICER)["code"] == "not_allowed"
    casework.tell(
        "person_recorded", person("olive", "Olive", roles=[("officer", "roads")], ends=date(2023, 9, 20))
    )
    assert len(casework.done("worklist", OFFICER)["requests"]) == 1


def test_telling_everything_again_changes_nothing(casework: Casework) -> None:
    before = casework.done("raise_form", MEMBER)
    casework.tell("ward_recorded", ward("cowal", "Cowal"), ward("bute", "Isle of Bute"))
    casework.tell("person_recorded", person("ann", "Ann Member", terms=[("cowal", None)]))
    assert casework.done("raise_form", MEMBER) == before


def test_a_run_of_many_people_takes_a_few_statements(casework: Casework) -> None:
    crowd = [person(f"p{n}", f"Person {n}", roles=[("officer", "roads")]) for n in range(300)]
    with casework.counted() as statements:
        casework.tell("person_recorded", *crowd)
    assert len(statements) < 12
