"""The casebook of the last weeks: new, due today, late, waiting for somebody, answered, closed and rated."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle

from deploy.demonstration.history.cast import RIS
from deploy.demonstration.history.ratings import say, some_answers
from deploy.demonstration.history.story import Setting, Story
from deploy.demonstration.history.telling import OTHER, category_of

INITIAL, FULL = 5, 20  # working days


def live_stories(setting: Setting, first_number: int, today: date) -> list[Story]:
    """The stories, numbered from `first_number` on; nothing in them happens today or later."""
    live = _Live(setting, first_number, today)
    for count, scene in live.scenes():
        for _ in range(count):
            scene()
    return live.told


class _Live:
    """Tells one scene after another. Every second one belongs to the first member, while there are few."""

    def __init__(self, setting: Setting, first_number: int, today: date) -> None:
        self.told: list[Story] = []
        self._setting = setting
        self._first_number = first_number
        self._yesterday = setting.days.after(today, -1)
        self._due_today = setting.days.day_0(today)
        members = list(setting.cast.members)
        setting.random.shuffle(members)
        self._members = cycle(members)

    def scenes(self) -> list[tuple[int, Callable[[], object]]]:
        """How often what."""
        return [
            (6, lambda: self._new(self._some(0, 3))),
            (3, lambda: self._new(self._before_due(INITIAL))),
            (3, lambda: self._new(self._before_due(INITIAL + 2))),
            (14, lambda: self._answered(self._some(3, 17))),
            (3, lambda: self._answered(self._before_due(FULL))),
            (4, lambda: self._answered(self._before_due(FULL + self._draw(1, 4)))),
            (2, lambda: self._answered(self._before_due(FULL + 8))),
            (6, self._waits_for_its_member),
            (5, self._work_is_planned),
            (4, self._more_is_asked),
            (3, self._escalated),
            (3, self._date_proposed),
            (2, self._pressing),
            (2, self._asked_to_join),
            (13, self._answered_in_full),
            (16, self._closed),
        ]

    def _draw(self, least: int, most: int) -> int:
        return self._setting.random.randint(least, most)

    def _ago(self, count: int) -> date:
        """So many working days before yesterday."""
        return self._setting.days.after(self._yesterday, -count)

    def _some(self, least: int, most: int) -> date:
        return self._ago(self._draw(least, most))

    def _before_due(self, working_days: int) -> date:
        """The day of receipt from which it is so many working days to today."""
        return min(self._setting.days.after(self._due_today, -working_days), self._yesterday)

    def _story(self, on: date, early: bool = False, shared: bool = False) -> Story:
        cast, random = self._setting.cast, self._setting.random
        service = random.choice(cast.services_of(RIS if random.random() < 0.7 else OTHER))
        number = self._first_number + len(self.told)
        of_first = len(self.told) % 4 == 0
        member = next(iter(cast.members)) if of_first else next(self._members)
        story = Story(self._setting, number, member, service, category_of(service, on, random))
        story.raised(on, by_desk=not early and random.random() < 0.15, early=early, shared=shared)
        self.told.append(story)
        return story

    def _between(self, story: Story) -> date:
        """Some working day from the latest step to yesterday."""
        days = self._setting.days
        return days.after(story.last_day, self._draw(0, days.between(story.last_day, self._yesterday)))

    def _next(self, story: Story, most: int) -> date:
        days = self._setting.days
        return days.after(
            story.last_day, self._draw(1, min(most, days.between(story.last_day, self._yesterday)))
        )

    def _new(self, on: date) -> None:
        story = self._story(on, early=True)
        if self._draw(0, 1):
            story.assigned(on)

    def _answered(self, on: date) -> Story:
        """First answered, and waiting for the rest."""
        story = self._story(on, early=True)
        day = self._next(story, 4)
        story.assigned(day)
        story.answered_first(day, self._setting.days.after(self._yesterday, self._draw(0, 8)))
        return story

    def _waits_for_its_member(self) -> None:
        story = self._answered(self._some(6, 15))
        story.asked(self._next(story, 4))

    def _work_is_planned(self) -> None:
        story = self._answered(self._some(6, 16))
        story.scheduled(self._next(story, 5), self._setting.days.after(self._due_today, self._draw(0, 12)))

    def _more_is_asked(self) -> None:
        story = self._answered(self._some(8, 25))
        if self._draw(0, 1):
            story.responded(self._next(story, 2))
        story.asked_for_more(self._between(story))

    def _escalated(self) -> None:
        """The first of them as far as a director."""
        twice = not any(step["command"] == "escalate" for story in self.told for step in story.steps)
        story = self._answered(self._some(25, 30))
        story.escalated(self._next(story, 20))
        if twice:
            story.updated(self._next(story, 1), by=story.service.head)
            story.escalated(self._between(story))

    def _date_proposed(self) -> None:
        story = self._answered(self._some(6, 14))
        due_on = self._setting.days.after(self._due_today, self._draw(FULL, FULL + 10))
        by_member = bool(self._draw(0, 1))
        story.proposed(self._next(story, 3), due_on, by_member)
        if not by_member and self._draw(0, 1):
            story.agreed(self._between(story), due_on)

    def _pressing(self) -> None:
        story = self._answered(self._some(2, 6))
        story.made_pressing(self._between(story), accepted=False)

    def _asked_to_join(self) -> None:
        story = self._story(self._some(3, 9), early=True, shared=True)
        colleague = self._setting.cast.colleague(story.member)
        assert colleague is not None
        story.joined(self._next(story, 2), colleague, accepted=False)

    def _answered_in_full(self) -> Story:
        story = self._answered(self._some(6, 30))
        story.responded(self._between(story))
        return story

    def _closed(self) -> None:
        story = self._answered_in_full()
        latest = self._yesterday
        story.closed(min(latest, story.last_day + timedelta(self._draw(0, 5))))
        if self._draw(0, 2):
            say(story, some_answers(self._setting), latest, self._setting)
