"""The update paper out of what was published, on both databases."""

from datetime import UTC
from typing import Any

from services.contracts.vocabulary import IN_ACTION
from tests.service.figures_room import DESK, FRIDAY, MEMBER, FiguresRoom, local

HEAPS = (
    "made",
    "in_action",
    *IN_ACTION,
    "over_by_a_week",
    "actioned",
    "closed_by_members",
    "withdrawn",
    "open_with_members",
)
NOTHING = {"count": 0, "mean": None, "median": None, "p90": None}


def test_before_there_is_any_request_all_is_nothing_and_holds(figures_room: FiguresRoom) -> None:
    paper = figures_room.paper()
    assert paper["columns"]["total"] == {
        **dict.fromkeys(HEAPS, 0),
        "initial_response": NOTHING,
        "full_response": NOTHING,
    }
    assert paper["usage"] == {
        "members": 2,
        "mean": 0.0,
        "bands": {"0-29": 2, "30-69": 0, "70+": 0},
        "highest": 0,
        "former": 0,
    }


def test_a_request_is_counted_where_it_stood_at_the_end_of_each_day(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    figures_room.happens("clarification_asked", at="2023-09-06", state="awaiting_member")
    figures_room.happens("clarification_given", at="2023-09-08")
    figures_room.happens("response_given", at="2023-09-12 23:59", state="responded", outcome="fulfilled")
    figures_room.happens("request_closed", at="2023-09-20", state="closed")
    stood = {
        day: [name for name, n in figures_room.column(as_at=day).items() if n == 1]
        for day in ("2023-09-05", "2023-09-06", "2023-09-11", "2023-09-12", "2023-09-20")
    }
    assert stood == {
        "2023-09-05": ["made", "in_action", "with_service"],
        "2023-09-06": ["made", "in_action", "awaiting_member"],
        "2023-09-11": ["made", "in_action", "with_service"],
        "2023-09-12": ["made", "actioned", "open_with_members"],
        "2023-09-20": ["made", "actioned", "closed_by_members"],
    }


def test_a_transfer_takes_it_with_all_that_was_counted_to_the_other_column(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    figures_room.clock_stands(
        "initial_response", state="met", at="2023-09-06", stopped_at="2023-09-06T10:00:00+01:00", taken=2
    )
    figures_room.happens(
        "request_transferred", at="2023-09-13", from_service_id="roads", service_id="education",
        category_id="schools",
    )  # fmt: skip
    before, after = figures_room.paper("2023-09-12"), figures_room.paper("2023-09-13")
    for paper, here, there in ((before, "ris", "other"), (after, "other", "ris")):
        assert paper["columns"][here]["made"] == paper["columns"][here]["with_service"] == 1
        assert paper["columns"][here]["initial_response"]["mean"] == 2
        assert paper["columns"][there]["made"] == paper["columns"][there]["initial_response"]["count"] == 0
    # Of a period that begins later it is in no column, wherever it has gone.
    later = figures_room.paper("2023-09-20", since="2023-09-07")
    assert [later["columns"][name]["made"] for name in ("ris", "other")] == [0, 0]
    assert later["columns"]["other"]["with_service"] == 1
    assert later["columns"]["other"]["initial_response"] == NOTHING
    answered = figures_room.paper("2023-09-20", since="2023-09-05")["columns"]["other"]
    assert (answered["made"], answered["initial_response"]["count"]) == (0, 1)


def test_a_column_is_by_the_map_as_at_the_day(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    figures_room.service_recorded("roads", ("2020-01-01", "ris"), ("2023-09-15", "other"))
    assert figures_room.column("ris", as_at="2023-09-14")["made"] == 1
    assert figures_room.column("other", as_at="2023-09-15")["made"] == 1


def test_over_by_a_week_is_by_the_earliest_date_of_what_runs(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    figures_room.clock_stands("full_response", due_on="2023-09-12")
    figures_room.clock_stands("initial_response", due_on="2023-09-11")
    assert figures_room.column(as_at="2023-09-17")["over_by_a_week"] == 0
    assert figures_room.column(as_at="2023-09-18")["over_by_a_week"] == 1
    figures_room.clock_stands("initial_response", at="2023-09-18", state="missed", due_on="2023-09-11",
                              stopped_at="2023-09-18T10:00:00+01:00", taken=10)  # fmt: skip
    assert figures_room.column(as_at="2023-09-18")["over_by_a_week"] == 0
    assert figures_room.column(as_at="2023-09-19")["over_by_a_week"] == 1


def test_the_same_events_again_and_sums_that_were_made_change_nothing(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    figures_room.raised("r2", at="2023-09-05", member_id="bob", service_id="education", category_id="schools")
    figures_room.happens("request_withdrawn", "r2", at="2023-09-11", state="withdrawn")
    days = ["2023-09-04", "2023-09-10", "2023-09-11", "2023-09-22"]
    before = [figures_room.done("update_paper", DESK, as_at=day) for day in days]
    figures_room.add_up()
    assert [figures_room.done("update_paper", DESK, as_at=day) for day in days] == before
    # What comes late is counted on its own day, although that had been added up.
    figures_room.raised("r3", at="2023-09-04", channel="logged_by_officer")
    assert figures_room.column(as_at="2023-09-04")["made"] == 2
    figures_room.add_up()
    assert figures_room.column(as_at="2023-09-22")["made"] == 3
    assert figures_room.paper()["channels"] == {"online": 2, "logged_by_officer": 1}


def test_what_members_made_who_do_not_serve_any_more_is_told_apart(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    figures_room.raised("r2", at="2023-09-04", member_id="bob")
    figures_room.person("bob", wards=["bute"], ends="2023-09-15")
    assert figures_room.paper("2023-09-15")["usage"]["former"] == 0
    usage = figures_room.paper("2023-09-16")["usage"]
    assert (usage["members"], usage["mean"], usage["highest"], usage["former"]) == (1, 1.0, 1, 1)


def test_days_that_cannot_be_are_refused_in_a_sentence(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    for period, field, words in (
        ({"as_at": "2023-09-23"}, "as_at", "is still to come"),
        ({"as_at": "2023-09-03"}, "as_at", "before the first request, which was made on 4 September 2023"),
        ({"as_at": "2023-09-10", "since": "2023-09-11"}, "since", "Choose a beginning"),
    ):
        problem = figures_room.refused("update_paper", DESK, **period)
        assert problem["code"] == "invalid"
        assert words in problem["fields"][field][0]
    assert figures_room.refused("update_paper", MEMBER, as_at="2023-09-22")["code"] == "not_allowed"


def answered(room: FiguresRoom, at: str, **said: Any) -> None:
    """The member answers the survey, or answers anew."""
    data = {"request_id": "r1", "closing": 3, "member_id": "ann", "service_id": "roads", "commented": False}
    time = local(at)
    room.hear(
        room.published("feedback", "survey_answered", "survey:r1:3", data | {"quotable": False} | said, time)
    )


def test_feedback_counts_on_the_day_it_was_given_in_the_version_in_force(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    answered(figures_room, "2023-09-10", version=1, speed="unhappy")
    answered(figures_room, "2023-09-14", version=2, speed="moderately_happy", quality="good")
    first, later = figures_room.paper("2023-09-13")["feedback"], figures_room.paper("2023-09-14")["feedback"]
    assert first == {
        "speed": {"answered": 1, "moderately_or_better": 0},
        "quality": {"answered": 0, "satisfactory_or_better": 0, "good_or_better": 0},
    }
    assert later == {
        "speed": {"answered": 1, "moderately_or_better": 1},
        "quality": {"answered": 1, "satisfactory_or_better": 1, "good_or_better": 1},
    }
    assert figures_room.paper("2023-09-20", since="2023-09-11")["feedback"]["speed"]["answered"] == 0


def test_what_waits_is_not_said_to_be_counted(figures_room: FiguresRoom) -> None:
    figures_room.raised(at="2023-09-04")
    more = figures_room.done("update_paper", DESK, as_at="2023-09-22")["more"]
    assert (more["applied_at"], more["waiting_since"]) == (FRIDAY.isoformat(), None)
    first, second = (
        figures_room.published("requests", name, "r1", {"state": "with_service"}, local("2023-09-05"))
        for name in ("clarification_asked", "clarification_given")
    )
    figures_room.now_is("2023-09-22 17:00")
    figures_room.hear(second)
    figures_room.raised("r2", at="2023-09-22")
    more = figures_room.done("update_paper", DESK, as_at="2023-09-22")["more"]
    assert more["waiting_since"] == local("2023-09-22 17:00").astimezone(UTC).isoformat()
    assert more["applied_at"] <= more["waiting_since"]
    figures_room.hear(first)
    assert figures_room.done("figures", DESK)["waiting_since"] is None
