"""As at a day: any sequence of loads leaves what a plain model, kept day by day, says of each day."""

from datetime import date
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.changes import apply
from services.directory.domain.consequences import OpenRequests
from services.directory.domain.entries import (
    ColumnPeriod,
    Directory,
    HeldRole,
    Person,
    Service,
    Stated,
    Term,
    Ward,
)
from services.directory.domain.holding import held_on
from services.directory.domain.loading import plan_load
from services.directory.domain.merging import in_order
from tests.unit.directory_day_by_day import DAYS, DayByDay

# Nothing is stated to be over before the time that the model looks at begins, or to begin after it.
day = st.sampled_from(DAYS)
some_day = st.none() | day
slug = st.sampled_from(["a", "b"])
column = st.sampled_from(["ris", "other"])


def dated(build: Any, **facts: Any) -> Any:
    return st.builds(build, starts=some_day, ends=some_day, **facts).filter(
        lambda made: not (made.starts and made.ends and made.ends < made.starts)
    )


roles = st.one_of(
    dated(HeldRole, role=st.sampled_from(["officer", "deputy_head"]), service_id=slug),
    dated(HeldRole, role=st.just("director"), service_id=st.none() | slug),
)
people = st.builds(
    Person,
    name=st.just("Jo"),
    account=slug,
    roles=st.lists(roles, max_size=2, unique_by=lambda r: (r.kind, r.starts)).map(in_order),
    terms=st.lists(dated(Term, ward_id=slug), max_size=2, unique_by=lambda t: (t.ward_id, t.starts)).map(
        in_order
    ),
)
services = dated(
    Service,
    id=slug,
    name=st.just("S"),
    column=st.none() | column,
    columns=st.lists(st.builds(ColumnPeriod, column=column, starts=some_day), max_size=2).map(tuple),
)
loads = st.tuples(
    day,
    st.builds(
        Stated,
        wards=st.lists(
            dated(Ward, id=slug, name=st.just("W"), seats=st.just(9)), max_size=1, unique_by=lambda w: w.id
        ),
        services=st.lists(services, max_size=1),
        people=st.lists(people, max_size=1),
    ),
)
FOUNDING = Stated(
    wards=tuple(Ward(id=i, name="W", seats=9, starts=DAYS[0]) for i in "ab"),
    services=tuple(Service(id=i, name="S", starts=DAYS[0]) for i in "ab"),
)


def loaded(existing: Directory, stated: Stated, today: date) -> Directory | None:
    """The directory afterwards, or None when it is refused."""
    ids = count(len(existing.people))
    plan = plan_load(existing, stated, today, lambda: f"p-{next(ids)}", OpenRequests())
    return None if plan.refusals else apply(existing, plan.changes)


def assert_alike(directory: Directory, model: DayByDay) -> None:
    for on in DAYS:
        assert {i for i, w in directory.wards.items() if w.holds_on(on)} == {
            i for i, days in model.wards.items() if on in days
        }
        running = {i: s.column_on(on) for i, s in directory.services.items() if s.holds_on(on)}
        assert running == {i: model.columns[i][on] for i, days in model.services.items() if on in days}
        for person in directory.people.values():
            held = held_on(person, on)
            kinds = {role.kind for role in held.roles if role.role != "member"}
            kinds |= {("member", ward) for ward in held.wards}
            assert kinds == model.holds(person.account or "", on)


@given(st.lists(loads, max_size=8))
def test_any_sequence_of_loads_is_as_at_each_day_what_a_model_kept_day_by_day_says(
    sequence: list[tuple[date, Stated]],
) -> None:
    model = DayByDay()
    model.load(FOUNDING, DAYS[0])
    directory = loaded(Directory(), FOUNDING, DAYS[0])
    assert directory is not None
    for today, stated in sequence:
        after = loaded(directory, stated, today)
        if after is not None:
            directory = after
            model.load(stated, today)
        assert_alike(directory, model)
