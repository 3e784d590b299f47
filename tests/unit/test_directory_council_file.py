"""The demonstration council is a whole council that can be loaded into an empty directory."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from gateway.cli.directory_commands import read_directory_file
from services.contracts.directory_entries import LoadBody
from services.directory.domain.changes import apply
from services.directory.domain.consequences import OpenRequests
from services.directory.domain.entries import Directory
from services.directory.domain.holding import held_on, members_of
from services.directory.domain.loading import plan_load
from services.directory.use_cases.stated import stated_in

FOLDER = Path("deploy/demonstration")
DAY = date(2022, 6, 1)


def loaded(name: str) -> Directory:
    body = LoadBody().load(read_directory_file(FOLDER / name))
    numbers = iter(range(1000))
    plan = plan_load(Directory(), stated_in(body), DAY, lambda: str(next(numbers)), OpenRequests())
    assert plan.refusals == []
    return apply(Directory(), plan.changes)


@pytest.fixture(scope="module")
def council() -> Directory:
    return loaded("council.yaml")


def test_every_seat_of_the_11_wards_is_taken(council: Directory) -> None:
    assert len(council.wards) == 11
    assert sum(ward.seats for ward in council.wards.values()) == 36
    for ward in council.wards.values():
        assert len(members_of(council.people.values(), ward.id, DAY)) == ward.seats


def test_every_service_has_one_head_officers_and_categories(council: Directory) -> None:
    held = [role for person in council.people.values() for role in held_on(person, DAY).roles]
    heads = Counter(role.service_id for role in held if role.role == "head_of_service")
    officers = Counter(role.service_id for role in held if role.role == "officer")
    categories = Counter(category.service_id for category in council.categories.values())
    assert len(council.services) == 9
    assert set(heads) == set(officers) == set(categories) == set(council.services)
    assert set(heads.values()) == {1}
    assert all(2 <= number <= 4 for number in officers.values())


def test_every_service_has_a_deputy_and_a_director(council: Directory) -> None:
    held = [role for person in council.people.values() for role in held_on(person, DAY).roles]
    assert {role.service_id for role in held if role.role == "deputy_head"} == set(council.services)
    assert {role.service_id for role in held if role.role == "director"} == {
        None,
        "roads-and-infrastructure",
        "development-and-economic-growth",
    }


def test_what_may_be_an_emergency_says_what_to_do_instead(council: Directory) -> None:
    urgent = ("potholes-and-road-surfaces", "flooding-and-drainage", "school-transport")
    for category_id in urgent:
        category = council.categories[category_id]
        assert category.questions
        assert category.stop_advice is not None
        assert "999" in category.stop_advice.text
    stopping = [c.id for c in council.categories.values() if c.stop_advice and c.stop_advice.stops]
    assert stopping == ["adult-support-and-protection"]


def test_a_request_can_be_referred_to_outside_bodies(council: Directory) -> None:
    known = {"scottish-water", "transport-scotland", "police-scotland", "sepa"}
    assert known <= set(council.outside_bodies)
    assert all(body.contact for body in council.outside_bodies.values())


def test_roads_alone_is_in_the_first_column(council: Directory) -> None:
    assert [s.id for s in council.services.values() if s.column_on(DAY) == "ris"] == [
        "roads-and-infrastructure"
    ]


def test_the_roles_of_the_whole_council_are_held(council: Directory) -> None:
    roles = Counter(role for person in council.people.values() for role in held_on(person, DAY).role_names)
    assert roles["member"] == 36
    assert (roles["director"], roles["member_services"]) == (2, 2)
    assert (roles["information_governance"], roles["administrator"]) == (1, 1)


def test_an_empty_council_has_one_administrator(council: Directory) -> None:
    [person] = loaded("empty.yaml").people.values()
    assert person.email == "administrator@memberzone.example"
    assert held_on(person, DAY).role_names == {"administrator"}


def test_the_file_says_that_its_people_are_invented() -> None:
    assert "All people in this file are invented" in (FOLDER / "council.yaml").read_text()
