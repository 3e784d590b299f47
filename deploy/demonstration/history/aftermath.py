"""What became of what was open on the day of the paper: answered in the autumn, closed by the spring."""

from datetime import date, timedelta

from deploy.demonstration.history.paper import AS_AT
from deploy.demonstration.history.story import Setting, Story

ANSWERS = {"give_initial_response", "schedule_work", "respond"}
OVER = ("close", "withdraw")


def settle(story: Story, setting: Setting) -> None:
    """Go on with a story to its end."""
    last = story.steps[-1]
    if last["command"] in OVER:
        return
    random, days = setting.random, setting.days
    if last["command"] != "respond":
        on = days.after(AS_AT, random.randint(3, 45))
        if last["command"] == "schedule_work":
            on = days.after(date.fromisoformat(last["body"]["work_on"]), 1)
        if not ANSWERS & {step["command"] for step in story.steps}:
            story.answered_first(days.after(AS_AT, random.randint(1, 2)))
        story.responded(max(on, days.after(AS_AT, 3)))
    on = max(story.last_day, AS_AT) + timedelta(random.randint(3, 100))
    by_desk = random.random() < 0.25
    story.closed(days.day_0(on) if by_desk else on, by_desk)
