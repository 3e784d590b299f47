"""From a course in working days to the story of a request with its dates, people and words."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.demonstration.history.cast import RIS, Service
from deploy.demonstration.history.courses import Course, End, Tail
from deploy.demonstration.history.paper import AS_AT
from deploy.demonstration.history.story import Setting, Story

FULL_DUE = 20
OTHER = "other"
BUSY = ("potholes-and-road-surfaces", "street-lighting", "flooding-and-drainage", "missed-collections")
GRITTING, WINTER = "winter-gritting", (11, 12, 1, 2, 3)


def category_of(service: Service, raised_on: date, random: Random) -> str:
    """What members ask of a service about; nobody asks for gritting in summer."""
    found = random.choice((*service.categories, *(one for one in BUSY if one in service.categories)))
    while found == GRITTING and raised_on.month not in WINTER:
        found = random.choice(service.categories)
    return found


@dataclass
class Telling:
    """Tells one course. `until`: no step comes after that day, but for those that are asked for later."""

    course: Course
    setting: Setting
    number: int
    member: str
    by_desk: bool
    until: date = AS_AT

    def __post_init__(self) -> None:
        self._random, self._days = self.setting.random, self.setting.days
        self._day_0 = self._days.day_0(self.course.raised_on)

    def told(self) -> Story:
        """The story up to the day of the paper."""
        course, first = self.course, self.course.first
        story = self._begun()
        if first is not None:
            self._answered_first(story, first)
        elif self._random.random() < 0.4 and self._days.between(self._day_0, self.until) > 0:
            story.assigned(self._on(1))
        if course.pause is not None:
            story.asked(self._on(course.pause.after))
            story.replied(self._days.after(self._day_0, course.pause.after + course.pause.length))
        if course.full is not None:
            self._answered_in_full(story, course.full)
        else:
            self._left_unanswered(story)
        return story

    def _begun(self) -> Story:
        """Raised, and given to the service that has it in the end when another had it first."""
        course, cast = self.course, self.setting.cast
        service = self._random.choice(cast.services_of(course.column))
        moves = course.first is not None and course.first >= 2 and self._random.random() < 0.05
        before = self._before(service) if moves else service
        category = category_of(before, course.raised_on, self._random)
        story = Story(self.setting, self.number, self.member, before, category)
        early = course.first == 0 and course.raised_on == self._day_0
        story.raised(course.raised_on, self.by_desk, early)
        if moves:
            story.transferred(self._on(1), service, category_of(service, course.raised_on, self._random))
        return story

    def _before(self, service: Service) -> Service:
        """A service of either column."""
        column = self._random.choice((RIS, OTHER)) if service.column == OTHER else OTHER
        return self.setting.cast.another(service, column, self._random)

    def _answered_first(self, story: Story, first: int) -> None:
        day = self._on(first)
        if self._random.random() < 0.75:
            story.assigned(day)
        if not self.course.at_once:
            story.answered_first(day)

    def _on(self, counted: int) -> date:
        """The day that is so many counted days after day 0."""
        pause = self.course.pause
        paused = pause.length if pause is not None and counted > pause.after else 0
        return self._days.after(self._day_0, counted + paused)

    def _answered_in_full(self, story: Story, full: int) -> None:
        course = self.course
        assert course.first is not None
        if not course.at_once and course.pause is None and full - course.first > 2:
            self._meanwhile(story, course.first, full)
        story.responded(self._on(full), by=story.service.head if self._random.random() < 0.04 else None)
        if course.end is End.FURTHER_INFORMATION:
            story.asked_for_more(self._later(story, 3))
        elif course.end is End.ESCALATED:
            story.escalated(self._later(story, 3))
        else:
            self._ended(story)

    def _meanwhile(self, story: Story, first: int, full: int) -> None:
        """What happens between the first answer and the full one."""
        chosen = self._random.random()
        early = self._random.randint(first + 1, full - 2)
        if full > FULL_DUE + 3 and first < FULL_DUE - 3 and chosen < 0.35:
            agreed_on = self._on(self._random.randint(first + 1, FULL_DUE - 1))
            due_on = self._on(full + self._random.randint(0, 3))
            story.proposed(self._days.after(agreed_on, -1), due_on)
            story.agreed(agreed_on, due_on)
        elif full > FULL_DUE + 3 and chosen < 0.5:
            story.escalated(self._on(self._random.randint(max(FULL_DUE + 1, first), full - 1)))
        elif chosen < 0.6:
            story.scheduled(self._on(early), self._on(self._random.randint(early, full - 1)))
        elif chosen < 0.75:
            story.updated(self._on(early))
        else:
            self._aside(story, self._on(early), chosen)

    def _aside(self, story: Story, day: date, chosen: float) -> None:
        colleague = self.setting.cast.colleague(self.member)
        if chosen < 0.79:
            story.asked_for_more(day)
        elif chosen < 0.82:
            story.contributed(day, self.setting.cast.another(story.service, OTHER, self._random))
        elif chosen < 0.84:
            story.made_pressing(day)
        elif chosen < 0.88:
            story.wrote(day)
        elif chosen < 0.92:
            story.noted(day)
        elif colleague and story.steps[0]["body"]["sharing"] == "ward_colleagues":
            story.joined(day, colleague)

    def _ended(self, story: Story) -> None:
        tail = self.course.tail
        if tail is Tail.REOPENED:
            story.closed(self._later(story, 4))
            story.reopened(self._later(story, 5))
            story.responded(self._later(story, 4))
        elif tail is Tail.ASKED_AGAIN:
            story.asked_for_more(self._later(story, 4))
            story.responded(self._later(story, 4))
        elif tail is Tail.ESCALATED:
            story.escalated(self._later(story, 4))
            story.responded(self._later(story, 4), by=story.service.head)
        if self.course.end is End.CLOSED:
            story.closed(self._closing(story))

    def _later(self, story: Story, most: int) -> date:
        """Some working days on, the room that there is left permitting."""
        room = min(most, self._days.between(story.last_day, self.until))
        return self._days.after(story.last_day, self._random.randint(1, room))

    def _closing(self, story: Story) -> date:
        """Within three weeks, on any day of the week."""
        most = min(21, (self.until - story.last_day).days)
        return story.last_day + timedelta(self._random.randint(0, most))

    def _left_unanswered(self, story: Story) -> None:
        course = self.course
        if course.agreed:
            due_on = self._days.after(self.until, self._random.randint(-4, 12))
            agreed_on = self._days.after(self._day_0, FULL_DUE - 2)
            if agreed_on > story.last_day:
                story.proposed(self._days.after(agreed_on, -1), due_on)
                story.agreed(agreed_on, due_on)
        match course.end:
            case End.WORK_SCHEDULED:
                since = story.last_day if course.at_once else self._later(story, 8)
                earliest = max(since, self._days.after(self.until, -4))
                story.scheduled(
                    max(since, self._on(course.first or 0)),
                    self._days.after(earliest, self._random.randint(0, 20)),
                )
            case End.FURTHER_INFORMATION:
                story.asked_for_more(self._later(story, 6))
            case End.ESCALATED:
                story.escalated(max(self._later(story, 3), self._days.after(self.until, -4)))
            case End.WITHDRAWN:
                story.withdrawn(self._later(story, 3))
