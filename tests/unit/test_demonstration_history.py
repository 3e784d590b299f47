"""The demonstration's history, as it is planned: it is legal in its dates, and yields the paper's table."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from deploy.demonstration.history.cast import Cast, cast_of
from deploy.demonstration.history.council_days import scottish_days
from deploy.demonstration.history.lines import Lines
from deploy.demonstration.history.live import live_stories
from deploy.demonstration.history.paper import AS_AT
from deploy.demonstration.history.plan import stories
from deploy.demonstration.history.story import Setting, Story
from tests.papers_table import PAPER
from tests.recount import local, recount, worked

TODAY = date(2026, 11, 30)
HAPPENED = {
    "raise_request": "request_raised",
    "assign": "officer_assigned",
    "transfer": "request_transferred",
    "give_initial_response": "initial_response_given",
    "post_update": "progress_posted",
    "ask_clarification": "clarification_asked",
    "give_clarification": "clarification_given",
    "propose_deadline": "deadline_proposed",
    "agree_deadline": "deadline_agreed",
    "schedule_work": "work_scheduled",
    "respond": "response_given",
    "ask_further_information": "further_information_asked",
    "escalate": "request_escalated",
    "close": "request_closed",
    "reopen": "request_reopened",
    "withdraw": "request_withdrawn",
    "accept_urgency": "urgency_accepted",
}


@pytest.fixture(scope="module")
def told() -> list[Story]:
    return list(stories(TODAY))


@pytest.fixture(scope="module")
def cast() -> Cast:
    return cast_of()


def events(told: list[Story], cast: Cast) -> Iterator[dict[str, Any]]:
    """The events to which the steps lead, as far as they are counted."""
    service_of = {category: s.id for s in cast.services.values() for category in s.categories}
    for story in told:
        for sequence, step in enumerate(story.steps, 1):
            body = step["body"]
            data = {**body, "member_id": story.member, "channel": "online"}
            time = step["at"]
            if step["command"] == "raise_request":
                data["service_id"] = service_of[body["category_id"]]
            if "received_on" in body:
                data["channel"], time = "logged_by_officer", f"{body['received_on']}T12:00:00+00:00"
            yield {
                "subject": str(story.number),
                "streamsequence": sequence,
                "type": HAPPENED.get(step["command"], step["command"]),
                "time": time,
                "data": data,
            }


def surveys(told: list[Story]) -> list[dict[str, Any]]:
    return [
        {"request_id": str(story.number), "on": survey.time.date(), **vars(survey)}
        for story in told
        for survey in story.surveys
    ]


def test_it_yields_the_papers_table_figure_for_figure(told: list[Story], cast: Cast) -> None:
    found = recount(
        events(told, cast),
        lambda service: cast.services[service].column,
        AS_AT,
        surveys=surveys(told),
        serving=cast.members,
    )
    assert PAPER.differences(found) == []
    assert found["usage"]["mean"] == Fraction(1603, 36)


def test_surveys_came_with_the_survey_within_a_fortnight_of_closing(told: list[Story]) -> None:
    given = [(story, survey) for story in told for survey in story.surveys]
    assert min(survey.time.date() for _, survey in given) >= date(2022, 11, 1)
    for story, survey in given:
        closing = story.steps[survey.closing - 1]
        assert closing["command"] == "close"
        closed = datetime.fromisoformat(closing["at"])
        assert closed < survey.time
        assert survey.time.date() <= local(closing["at"]) + timedelta(days=14)


def test_it_has_everything_in_it_that_happens_to_requests(told: list[Story]) -> None:
    up_to_paper = Counter(
        step["command"] for story in told for step in story.steps if local(step["at"]) <= AS_AT
    )
    for command in HAPPENED:
        assert up_to_paper[command] > 0, command
    assert min(local(step["at"]) for story in told for step in story.steps).strftime("%B %Y") == "June 2022"


def test_some_went_from_one_column_to_the_other(told: list[Story], cast: Cast) -> None:
    moved = Counter(
        (before.column, story.service.column)
        for story in told
        for before in cast.services.values()
        if story.steps[0]["body"]["category_id"] in before.categories
    )
    assert moved["ris", "other"] > 3
    assert moved["other", "ris"] > 3


def test_every_step_comes_after_the_one_before_it(told: list[Story]) -> None:
    for story in told:
        times = [step["at"] for step in story.steps]
        assert times == sorted(set(times))


def test_dates_that_people_set_are_working_days_within_a_year(told: list[Story]) -> None:
    for story in told:
        for step in story.steps:
            for name in ("due_on", "work_on", "next_update_on"):
                if name in step["body"]:
                    day = date.fromisoformat(step["body"][name])
                    assert worked(day)
                    assert local(step["at"]) <= day <= local(step["at"]) + timedelta(days=365)


def test_every_step_is_one_event_for_no_question_is_left_open(told: list[Story]) -> None:
    for story in told:
        commands = [step["command"] for step in story.steps]
        for place, command in enumerate(commands[:-1]):
            if command == "ask_clarification":
                assert commands[place + 1] == "give_clarification"


def test_services_act_on_working_days(told: list[Story], cast: Cast) -> None:
    for story in told:
        for step in story.steps:
            if step["by"] not in cast.members:
                assert worked(local(step["at"])), (story.number, step)


def test_the_old_heap_is_settled_long_before_today(told: list[Story]) -> None:
    old = [story for story in told if local(story.steps[0]["at"]) < date(2026, 7, 1)]
    assert {story.steps[-1]["command"] for story in old} == {"close", "withdraw"}
    assert len(old) > 1_800


@pytest.mark.parametrize("today", [TODAY + timedelta(days=30 * number + number) for number in range(12)])
def test_whatever_the_day_there_is_work_today_and_nothing_from_the_future(today: date, cast: Cast) -> None:
    random = Random(today.toordinal())
    told = live_stories(Setting(cast, scottish_days(), Lines(random), random), 0, today)
    assert max(local(step["at"]) for story in told for step in story.steps) < today
    assert max(survey.time.date() for story in told for survey in story.surveys) < today
    last = Counter(story.steps[-1]["command"] for story in told)
    for waiting in ("give_initial_response", "ask_clarification", "schedule_work", "escalate", "respond"):
        assert last[waiting] > 1, waiting
    due = scottish_days().after(scottish_days().day_0(today), -20)
    raised = {local(story.steps[0]["at"]) for story in told if story.steps[-1]["command"] != "close"}
    assert due in raised, "nothing is due today"
    first = next(iter(cast.members))
    assert sum(story.member == first and local(story.steps[-1]["at"]) > due for story in told) > 5


def test_it_is_the_same_in_every_copy(told: list[Story]) -> None:
    later = {story.number: story.as_sent() for story in stories(TODAY + timedelta(days=90))}
    assert all(later[story.number] == story.as_sent() for story in told if story.number < 1603)


def test_there_are_words_for_every_category(cast: Cast) -> None:
    lines = Lines(Random(1))
    for service in cast.services.values():
        for category in service.categories:
            assert set(lines.matter(category, "there")) == {"subject", "what_happened", "ask"}
            for asked in cast.required[category]:
                assert lines.answer(asked)
