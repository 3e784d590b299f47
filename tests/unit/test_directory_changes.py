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
    ColumnPeriod,
    Directory,
    HeldRole,
    OutsideBody,
    Person,
    Question,
    Service,
    Stated,
    StopAdvice,
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


def test_an_address_can_be_changed_by_whoever_names_the_person_by_id() -> None:
    [change] = planned(Person(id="p-mairi", name="Mairi Rae", email="m.rae@council.example")).changes
    assert change.after == replace(MAIRI, email="m.rae@council.example")


SINCE_APRIL = date(2023, 4, 1)


def roads_by(*periods: tuple[str, date | None], **facts: Any) -> Service:
    columns = tuple(ColumnPeriod(column=column, starts=starts) for column, starts in periods)
    return Service(id="roads", name="Roads", columns=columns, **facts)


def roads_after(*entries: Service) -> Service:
    """Roads when these were loaded one after another today."""
    existing = Directory(services={"roads": ROADS})
    for entry in entries:
        existing = apply(existing, planned(entry, existing=existing).changes)
    return existing.services["roads"]


def test_columns_are_stated_by_their_first_days_and_each_lasts_until_the_next() -> None:
    dated_roads = roads_after(roads_by(("ris", None), ("other", SINCE_APRIL)))
    assert dated_roads.columns == (
        ColumnPeriod(column="ris", starts=ELECTION, ends=SINCE_APRIL - timedelta(days=1)),
        ColumnPeriod(column="other", starts=SINCE_APRIL),
    )
    asked_for = [SINCE_APRIL - timedelta(days=1), SINCE_APRIL, ELECTION - timedelta(days=1)]
    assert [dated_roads.column_on(day) for day in asked_for] == ["ris", "other", "ris"]


def test_a_column_alone_counts_from_the_day_of_the_load_and_changes_no_earlier_day() -> None:
    moved = roads_after(Service(id="roads", name="Roads", column="other"))
    assert [moved.column_on(day) for day in (TODAY - timedelta(days=1), TODAY)] == ["ris", "other"]
    [change] = planned(Service(id="roads", name="Roads", column="other")).changes
    assert details(change) == [
        "no longer column Roads and Infrastructure from 2022-05-05",
        "column Roads and Infrastructure from 2022-05-05 to 2023-09-21",
        "column other services from 2023-09-22",
    ]


def test_the_column_of_the_day_or_none_leaves_the_columns_as_they_are() -> None:
    both = roads_by(("ris", None), ("other", SINCE_APRIL))
    as_stated = roads_after(both)
    assert roads_after(both, Service(id="roads", name="Roads", column="other")) == as_stated
    assert roads_after(both, Service(id="roads", name="Roads")) == as_stated


def test_the_columns_follow_the_first_day_of_their_service() -> None:
    later = roads_after(roads_by(("ris", None), ("other", SINCE_APRIL)), roads_by(starts=SINCE_APRIL))
    assert later.columns == (ColumnPeriod(column="other", starts=SINCE_APRIL),)
    earlier = roads_after(roads_by(starts=ELECTION - timedelta(days=9)))
    assert earlier.columns == (ColumnPeriod(column="ris", starts=ELECTION - timedelta(days=9)),)


DEPTH = Question(id="depth", label="How deep is it?", required=True, help="A guess will do.")
RING = StopAdvice(text="Ring 999.", stops=True)


def test_questions_and_advice_stay_when_they_are_left_out_and_go_when_that_is_said() -> None:
    asking = replace(POTHOLES, questions=(DEPTH,), stop_advice=RING)
    existing = Directory(services={"roads": ROADS}, categories={"potholes": asking})
    left_out = Category(id="potholes", name="Potholes", service_id="roads")
    assert planned(left_out, existing=existing).changes == []
    [change] = planned(
        replace(left_out, questions=(), stop_advice=StopAdvice(text="")), existing=existing
    ).changes
    assert change.after == POTHOLES
    assert details(change) == [
        "no longer advice that stops the form: Ring 999.",
        "no longer question that has to be answered: How deep is it? (A guess will do.)",
    ]


def test_one_more_question_is_one_line() -> None:
    asking = replace(POTHOLES, questions=(DEPTH,))
    existing = Directory(services={"roads": ROADS}, categories={"potholes": asking})
    since = Question(id="since", label="Since when?")
    [change] = planned(replace(asking, questions=(DEPTH, since)), existing=existing).changes
    assert details(change) == ["question: Since when?"]


def test_an_outside_body_is_an_entry_like_others() -> None:
    body = OutsideBody(id="sepa", name="SEPA", contact="0800 80 70 60")
    [change] = planned(body).changes
    assert (change.kind, change.entry) == ("outside_body", "outside body SEPA")
    assert details(change) == ["contact: 0800 80 70 60", "name: SEPA", "starts: 2023-09-22"]


LATER = TODAY + timedelta(days=30)
ELECTED = replace(MAIRI, terms=(*MAIRI.terms, Term(ward_id="bute", starts=LATER)))


def test_a_term_that_is_to_come_can_be_taken_back() -> None:
    bute = Ward(id="bute", name="Isle of Bute", starts=ELECTION)
    existing = Directory(wards={"cowal": COWAL, "bute": bute}, people={"p-mairi": ELECTED})
    for unwanted in (Term(ward_id="bute", starts=LATER), Term(ward_id="bute")):
        plan = planned(Person(name="Mairi Rae", email=MAIRI.email, taken_back=(unwanted,)), existing=existing)
        [change] = plan.changes
        assert change.after == MAIRI
        assert details(change) == ["no longer member for bute from 2023-10-22"]


days = st.dates(date(2020, 1, 1), date(2020, 1, 12))
some_days = st.none() | days
slugs = st.sampled_from(["a", "b"])
names = st.sampled_from(["Ann", "Bo"])


def dated(build: Any, **facts: Any) -> Any:
    return st.builds(build, starts=some_days, ends=some_days, **facts)


roles = dated(HeldRole, role=st.sampled_from(["officer", "administrator"]), service_id=st.none() | slugs)
terms = dated(Term, ward_id=slugs)
columns = st.builds(ColumnPeriod, column=st.sampled_from(["ris", "other"]), starts=some_days)
asked = st.none() | st.lists(st.builds(Question, id=slugs, label=names), max_size=2).map(tuple)
advice = st.none() | st.builds(StopAdvice, text=st.sampled_from(["", "Ring 999."]), stops=st.booleans())
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
    services=st.lists(
        dated(Service, id=slugs, name=names, columns=st.lists(columns, max_size=3).map(tuple)),
        max_size=2,
        unique_by=lambda e: e.id,
    ),
    categories=st.lists(
        dated(Category, id=slugs, name=names, service_id=slugs, questions=asked, stop_advice=advice),
        max_size=2,
        unique_by=lambda e: e.id,
    ),
    outside_bodies=st.lists(
        dated(OutsideBody, id=slugs, name=names, contact=names), max_size=2, unique_by=lambda e: e.id
    ),
    people=st.lists(person, max_size=1),
)


def overlapping(directory: Directory) -> list[str]:
    """The refusals of roles and terms that overlap with themselves, and of columns that begin on one day."""
    touched = [*directory.people, *directory.services]
    told = ("held twice at once", "begin on one day")
    return [s for s in refused_as_changed(directory, touched) if any(words in s for words in told)]


@given(files, files, days, st.integers(0, 5))
def test_a_file_that_was_taken_over_changes_nothing_any_more(
    first: Stated, second: Stated, today: date, later: int
) -> None:
    numbers = count()
    before = apply(Directory(), changes(Directory(), first, today, lambda: str(next(numbers))))
    after = apply(before, changes(before, second, today, lambda: str(next(numbers))))
    assume(not overlapping(before) and not overlapping(after))  # such a file is refused, never taken over
    identified = [p for p in second.people if p.email or p.account]
    again = replace(second, people=tuple(identified))
    assert changes(after, again, today + timedelta(days=later), lambda: str(next(numbers))) == []
