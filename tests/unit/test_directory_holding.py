"""Who held what on a day."""

from datetime import date, timedelta

from services.directory.domain.entries import HeldRole, Person, Term
from services.directory.domain.holding import held_on

FIRST, LAST = date(2022, 5, 5), date(2023, 3, 1)
A_DAY = timedelta(days=1)
JO = Person(
    id="p-jo",
    name="Jo Mair",
    roles=(HeldRole(role="officer", service_id="roads", starts=LAST + A_DAY),),
    terms=(Term(ward_id="cowal", starts=FIRST, ends=LAST), Term(ward_id="bute", starts=FIRST, ends=FIRST)),
)


def test_nothing_is_held_before_the_first_day() -> None:
    held = held_on(JO, FIRST - A_DAY)
    assert (held.role_names, held.wards) == (frozenset(), ())


def test_a_term_makes_a_member_from_its_first_day_to_its_last() -> None:
    assert held_on(JO, FIRST).wards == ("bute", "cowal")
    assert held_on(JO, FIRST).role_names == {"member"}
    assert held_on(JO, LAST).wards == ("cowal",)


def test_the_day_after_the_last_it_is_over() -> None:
    held = held_on(JO, LAST + A_DAY)
    assert (held.role_names, held.wards) == ({"officer"}, ())
