"""What the form for raising promises is what sla will hold the service to."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.member_pages.promised_times import length_of, usual_in_words
from services.sla.domain.standards import DEFAULTS, Standard, Subject, standard_for
from services.sla.domain.vocabulary import Kind
from services.sla.use_cases.standards import _wire

TODAY = date(2026, 3, 27)
RECORDED = datetime(2026, 1, 5, 9, tzinfo=UTC)

standards = st.builds(
    Standard,
    st.sampled_from([Kind.INITIAL_RESPONSE, Kind.FULL_RESPONSE]),
    st.integers(1, 250),
    st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days)),
    st.sampled_from([None, "roads", "education"]),
    st.sampled_from([None, "potholes", "gritting"]),
    st.sampled_from([None, "normal", "urgent"]),
    st.sampled_from([None, time(16)]),
    st.just(RECORDED),
    st.just("an-id"),
)


@given(st.lists(standards, max_size=8), st.sampled_from([Kind.INITIAL_RESPONSE, Kind.FULL_RESPONSE]))
def test_the_form_promises_what_sla_chooses(recorded: list[Standard], kind: Kind) -> None:
    chosen = standard_for(Subject(kind, "roads", "potholes", "normal"), TODAY, recorded, None)
    told = [_wire(standard, {}) for standard in (*DEFAULTS, *recorded)]
    assert length_of(kind.value, ("roads", "potholes"), TODAY, told) == chosen.working_days


def test_a_category_that_nobody_knows_has_the_defaults() -> None:
    told = [_wire(standard, {}) for standard in DEFAULTS]
    assert length_of("initial_response", (None, "x"), TODAY, told) == 5
    assert length_of("full_response", (None, "x"), TODAY, told) == 20
    assert length_of("next_update", (None, "x"), TODAY, told) is None


def test_how_long_it_usually_takes_is_said_in_whole_working_days() -> None:
    assert usual_in_words({"count": 1_204, "median": 7.5, "p90": 21}) == (
        "In the last year, half of the 1,204 answers in full to such requests came within 8 working days, "
        "nine in ten within 21 working days."
    )
    at_once = usual_in_words({"count": 10, "median": 0.0, "p90": 1})
    assert at_once is not None
    assert at_once.endswith("came on the same working day, nine in ten within 1 working day.")
    assert usual_in_words({"count": 9, "median": None, "p90": None}) is None
