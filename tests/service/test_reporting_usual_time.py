"""How long answers in a category usually took, for anybody who may ask."""

import pytest

from tests.service.figures_room import MEMBER, OFFICER, FiguresRoom


@pytest.fixture
def room(figures_room: FiguresRoom) -> FiguresRoom:
    """Reporting, on either database, without requests."""
    return figures_room


def answered(room: FiguresRoom, number: int, working_days: int, at: str = "2023-09-12", **facts: str) -> None:
    """A request that was answered in full after so many working days."""
    request = f"r{number}"
    room.raised(request, at="2021-09-06" if at < "2023" else "2023-09-06", **facts)
    stopped = {
        "state": "met",
        "stopped_at": f"{at}T12:00:00+01:00",
        "taken": working_days,
        "met_original": True,
    }
    room.clock_stands("full_response", request, at, **stopped)


def test_half_and_nine_in_ten_of_the_answers_of_the_last_year(room: FiguresRoom) -> None:
    for number in range(1, 11):
        answered(room, number, working_days=number)
    answered(room, 11, working_days=200, category_id="gritting")
    answered(room, 12, working_days=200, at="2021-09-14")
    told = room.done("usual_time", MEMBER, category_id="potholes")
    assert told == {"count": 10, "median": 5.5, "p90": 9}


def test_of_fewer_than_ten_answers_nothing_is_told_but_their_number(room: FiguresRoom) -> None:
    for number in range(1, 10):
        answered(room, number, working_days=number)
    assert room.done("usual_time", OFFICER, category_id="potholes") == {
        "count": 9,
        "median": None,
        "p90": None,
    }
    assert room.done("usual_time", OFFICER, category_id="unheard-of")["count"] == 0


def test_it_costs_the_same_however_many_requests_there_are(room: FiguresRoom) -> None:
    answered(room, 1, working_days=3)
    with room.counted() as few:
        room.done("usual_time", MEMBER, category_id="potholes")
    for number in range(2, 40):
        answered(room, number, working_days=number)
    with room.counted() as many:
        room.done("usual_time", MEMBER, category_id="potholes")
    assert len(many) == len(few)
