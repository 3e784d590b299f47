"""The whole plan: the paper's history, what became of it afterwards, and the casebook up to today."""

from collections.abc import Iterator
from datetime import date
from random import Random

from deploy.demonstration.history.aftermath import settle
from deploy.demonstration.history.cast import cast_of
from deploy.demonstration.history.council_days import scottish_days
from deploy.demonstration.history.courses import Course, Drawing
from deploy.demonstration.history.fitting import fit
from deploy.demonstration.history.lines import Lines
from deploy.demonstration.history.live import live_stories
from deploy.demonstration.history.paper import AS_AT, COLUMNS, MADE_BY_MEMBERS, ONLINE
from deploy.demonstration.history.ratings import rate
from deploy.demonstration.history.since import stories_since
from deploy.demonstration.history.story import Setting, Story
from deploy.demonstration.history.telling import Telling

SEED = 20230922


def stories(today: date) -> Iterator[Story]:
    """Every request up to the working day before `today`, in the order in which they were raised."""
    random = Random(SEED)
    setting = Setting(cast_of(), scottish_days(), Lines(random), random)
    told = papers_stories(setting)
    for story in told:
        settle(story, setting)
    told += stories_since(setting, len(told), today)
    told += live_stories(setting, len(told), today)
    yield from sorted(told, key=lambda story: str(story.steps[0]["at"]))


def papers_stories(setting: Setting) -> list[Story]:
    """The 1,603 requests up to 22 September 2023, with the surveys up to then."""
    courses = _courses(setting)
    members = _owners(setting)
    logged = _logged(courses, setting)
    told = [
        Telling(course, setting, number, members[number], number in logged).told()
        for number, course in enumerate(courses)
    ]
    rate(told, setting)
    return told


def _courses(setting: Setting) -> list[Course]:
    found = []
    for column in COLUMNS:
        courses = Drawing(column, setting.days, setting.random).courses()
        fit(courses, column, setting.days, setting.random)
        found += courses
    return found


def _owners(setting: Setting) -> list[str]:
    """Who made which, so that each member made as many as the paper's bands say."""
    members = list(setting.cast.members)
    setting.random.shuffle(members)
    owners = [member for member, made in zip(members, MADE_BY_MEMBERS, strict=True) for _ in range(made)]
    setting.random.shuffle(owners)
    return owners


def _logged(courses: list[Course], setting: Setting) -> set[int]:
    """Which were logged by the desk: what came in on a working day before the last one."""
    days = setting.days
    could = [
        n for n, course in enumerate(courses) if days.is_worked(course.raised_on) and course.raised_on < AS_AT
    ]
    return set(setting.random.sample(could, len(courses) - ONLINE))
