"""Being in office: from a first day to a last, whichever wards were served meanwhile."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.entries import Dated, Person, Term
from services.directory.domain.offices import last_days, offices

FIRST, LAST = date(2022, 5, 5), date(2027, 5, 6)
A_DAY = timedelta(days=1)


def term(ward: str, starts: date, ends: date | None = None) -> Term:
    return Term(ward_id=ward, starts=starts, ends=ends)


def test_a_term_that_begins_the_day_after_another_goes_on_with_the_office() -> None:
    terms = [term("cowal", FIRST, LAST), term("bute", LAST + A_DAY)]
    assert offices(terms) == [Dated(starts=FIRST)]
    assert last_days(Person(name="Jo", terms=tuple(terms))) == set()


def test_a_day_between_two_terms_ends_the_office() -> None:
    terms = [term("cowal", FIRST, LAST), term("cowal", LAST + 2 * A_DAY)]
    assert offices(terms) == [Dated(starts=FIRST, ends=LAST), Dated(starts=LAST + 2 * A_DAY)]
    assert last_days(Person(name="Jo", terms=tuple(terms))) == {LAST}


def test_whoever_never_served_has_no_office() -> None:
    assert offices([]) == []


days = st.dates(date(2020, 1, 1), date(2020, 1, 20))
terms = st.builds(Term, ward_id=st.sampled_from("ab"), starts=days, ends=st.none() | days).filter(
    lambda t: t.ends is None or (t.starts is not None and t.starts <= t.ends)
)


@given(st.lists(terms, max_size=5), days)
def test_a_day_is_in_office_when_some_term_has_it(held: list[Term], day: date) -> None:
    found = offices(held)
    assert any(office.holds_on(day) for office in found) == any(term.holds_on(day) for term in held)
    for office in found:
        assert office.ends is None or not any(term.holds_on(office.ends + A_DAY) for term in held)
