"""A few requests a week from the day of the paper to some weeks before today, all of them closed."""

from datetime import date, timedelta

from deploy.demonstration.history.courses import ROOM, Course, Drawing, End, Tail
from deploy.demonstration.history.paper import AS_AT, OTHER, RIS
from deploy.demonstration.history.ratings import say, some_answers
from deploy.demonstration.history.story import Setting, Story
from deploy.demonstration.history.telling import Telling

A_WEEK = 2
LONGEST = timedelta(days=77)


def stories_since(setting: Setting, first_number: int, today: date) -> list[Story]:
    """The stories, numbered from `first_number` on."""
    found: list[Story] = []
    monday = AS_AT + timedelta(days=3)
    while monday + timedelta(days=7) + LONGEST < today:
        for _ in range(A_WEEK):
            found.append(_story(setting, first_number + len(found), monday))
        monday += timedelta(days=7)
    return found


def _story(setting: Setting, number: int, monday: date) -> Story:
    random, days = setting.random, setting.days
    drawing = Drawing(random.choices((RIS, OTHER), (3, 1))[0], days, random)
    raised_on = monday + timedelta(random.randint(0, 6))
    until = days.after(raised_on + LONGEST, -1)
    tail = random.choices(list(Tail), [86, 7, 5, 2])[0]
    course = Course(drawing.key, End.CLOSED, raised_on, days.after(until, -ROOM[tail]), tail=tail)
    drawing.answer(course)
    member = random.choice(list(setting.cast.members))
    by_desk = days.is_worked(raised_on) and random.random() < 0.2
    story = Telling(course, setting, number, member, by_desk, until).told()
    if random.random() < 0.25:
        say(story, some_answers(setting), until, setting)
    return story
