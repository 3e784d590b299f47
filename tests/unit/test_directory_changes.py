"""What a directory file changes: stated facts win, what is left out stays, and twice is the same as once."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from services.directory.domain.changes import apply, changes
from services.directory.domain.entries import (
    Category,
    Directory,
    HeldRole,
    Person,
    Service,
    Stated,
    Term,
    Ward,
)
from services.directory.domain.merging import in_order
from services.directory.domain.refusals import refused_as_changed
from services.directory.domain.wording_of_changes import details
from tests.unit.directory_examples import COWAL, ELECTION, MAIRI, OLA, POTHOLES, ROADS, TODAY, planned


def test_what_is_already_so_changes_nothing() -> None:
    assert planned(COWAL, ROADS, POTHOLES, replace(MAIRI, id=""), replace(OLA, id="")).changes == []


def test_a_new_entry_without_a_first_day_begins_on_the_day_of_the_load() -> None:
    [change] = planned(Ward(id="dunoon", name="Dunoon", seats=3)).changes
    assert (change.entry, change.before, change.after.starts) == ("ward Dunoon", None, TODAY)
    assert details(change) == ["name: Dunoon", "seats: 3", "starts: 2023-09-22"]


def test_a_first_day_and_an_area_that_are_left_out_stay() -> None:
    [change] = planned(Ward(id="cowal", name="Cowal", seats=3)).changes
    assert change.after == replace(COWAL, seats=3)
    assert details(change) == ["seats: 2 → 3"]


def test_an_end_that_is_left_out_again_is_taken_back() -> None:
    ended = replace(POTHOLES, ends=TODAY)
    existing = Directory(services={"roads": ROADS}, categories={"potholes": ended})
    [change] = planned(POTHOLES, existing=existing).changes
    assert details(change) == ["ends: 2023-09-22 → none"]


def test_a_person_is_known_by_address_whatever_its_capitals() -> None:
    [change] = planned(Person(name="Mairi Rae-Scott", email="MAIRI@council.example")).changes
    assert change.after.id == "p-mairi"
    assert details(change) == [
        "e-mail: mairi@council.example → MAIRI@council.example",
        "name: Mairi Rae → Mairi Rae-Scott",
    ]


def test_a_person_is_known_by_account_when_the_address_is_new() -> None:
    [change] = planned(Person(name="Ola Bain", email="ola.bain@council.example", account="OB")).changes
    assert change.after == replace(OLA, email="ola.bain@council.example")


def test_roles_that_are_left_out_stay_and_new_ones_are_added() -> None:
    head = HeldRole(role="head_of_service", service_id="roads")
    [change] = planned(Person(name="Ola Bain", account="OB", roles=(head,))).changes
    assert isinstance(change.after, Person)
    assert change.after.roles == (*OLA.roles, replace(head, starts=TODAY))
    assert details(change) == ["head of service in roads from 2023-09-22"]


def test_the_end_of_a_term_is_said_as_what_goes_and_what_comes() -> None:
    term = Term(ward_id="cowal", ends=TODAY)
    [change] = planned(Person(name="Mairi Rae", email="mairi@council.example", terms=(term,))).changes
    assert details(change) == [
        "no longer member for cowal from 2022-05-05",
        "member for cowal from 2022-05-05 to 2023-09-22",
    ]


def test_a_corrected_first_day_moves_the_period_instead_of_adding_one() -> None:
    term = Term(ward_id="cowal", starts=ELECTION + timedelta(days=7))
    [change] = planned(Person(name="Mairi Rae", email="mairi@council.example", terms=(term,))).changes
    assert isinstance(change.after, Person)
    assert change.after.terms == (term,)


days = st.dates(date(2020, 1, 1), date(2020, 1, 12))
some_days = st.none() | days
slugs = st.sampled_from(["a", "b"])
names = st.sampled_from(["Ann", "Bo"])


def dated(build: Any, **facts: Any) -> Any:
    return st.builds(build, starts=some_days, ends=some_days, **facts)


roles = dated(HeldRole, role=st.sampled_from(["officer", "administrator"]), service_id=st.none() | slugs)
terms = dated(Term, ward_id=slugs)
person = st.builds(
    Person,
    name=names,
    email=st.none() | st.sampled_from(["a@x.example", "A@x.example", "b@x.example"]),
    account=st.none() | slugs,
    roles=st.lists(roles, max_size=4).map(in_order),
    terms=st.lists(terms, max_size=3).map(in_order),
)
files = st.builds(
    Stated,
    wards=st.lists(
        dated(Ward, id=slugs, name=names, seats=st.integers(0, 3)), max_size=2, unique_by=lambda e: e.id
    ),
    services=st.lists(dated(Service, id=slugs, name=names), max_size=2, unique_by=lambda e: e.id),
    categories=st.lists(
        dated(Category, id=slugs, name=names, service_id=slugs), max_size=2, unique_by=lambda e: e.id
    ),
    people=st.lists(person, max_size=1),
)


def held_twice(directory: Directory) -> list[str]:
    """The refusals of roles and terms that overlap with themselves."""
    return [s for s in refused_as_changed(directory, directory.people) if "held twice at once" in s]


@given(files, files, days, st.integers(0, 5))
def test_a_file_that_was_taken_over_changes_nothing_any_more(
    first: Stated, second: Stated, today: date, later: int
) -> None:
    numbers = count()
    before = apply(Directory(), changes(Directory(), first, today, lambda: str(next(numbers))))
    after = apply(before, changes(before, second, today, lambda: str(next(numbers))))
    assume(not held_twice(before) and not held_twice(after))  # such a file is refused, never taken over
    identified = [p for p in second.people if p.email or p.account]
    again = replace(second, people=tuple(identified))
    assert changes(after, again, today + timedelta(days=later), lambda: str(next(numbers))) == []
