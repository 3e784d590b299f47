"""What members say of requests that they closed, as often as the paper has it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import Any

from deploy.demonstration.history.paper import AS_AT, BOTH_ANSWERED, QUALITY, SPEED, SURVEYS_FROM
from deploy.demonstration.history.story import Setting, Story

DAYS_TO_ANSWER = 14
BAD = {"unhappy", "very_unhappy", "poor", "very_poor"}
SAID = 0.45  # of those who answer, how many write something


def rate(stories: Sequence[Story], setting: Setting) -> None:
    """Give the surveys of the paper to some of the stories that closed since the survey began."""
    closed = [story for story in stories if story.steps[-1]["command"] == "close"]
    able = [story for story in closed if SURVEYS_FROM <= story.last_day < AS_AT]
    answers = _answers(setting)
    for story, given in zip(setting.random.sample(able, len(answers)), answers, strict=True):
        say(story, given, AS_AT, setting)


def say(story: Story, given: Mapping[str, Any], until: date, setting: Setting) -> None:
    """A survey within the days that there are for it, and no later than `until`."""
    random = setting.random
    on = story.last_day + timedelta(random.randint(0, min(DAYS_TO_ANSWER, (until - story.last_day).days)))
    occasion = "blame" if BAD & set(given.values()) else "praise"
    comment = setting.lines.say(occasion) if random.random() < SAID else ""
    may_quote = bool(comment) and random.random() < 0.7
    story.rated(on, {**given, "comment": comment, "may_quote": may_quote})


def _answers(setting: Setting) -> list[dict[str, str | None]]:
    """Both questions were answered by most; the good ones and the bad ones mostly by the same members."""
    speed, quality = (
        list(chain.from_iterable([word] * count for word, count in words.items()))
        for words in (SPEED, QUALITY)
    )
    only_speed = [speed.pop(len(speed) // 2) for _ in range(len(speed) - BOTH_ANSWERED)]
    only_quality = [quality.pop(len(quality) // 2) for _ in range(len(quality) - BOTH_ANSWERED)]
    both = [{"speed": s, "quality": q} for s, q in zip_longest(speed, quality)]
    found = [
        *both,
        *({"speed": word, "quality": None} for word in only_speed),
        *({"speed": None, "quality": word} for word in only_quality),
    ]
    setting.random.shuffle(found)
    return found


def some_answers(setting: Setting) -> dict[str, str]:
    """What a member may say, as often as others did."""
    drawn = {
        name: setting.random.choices(list(words), list(words.values()))[0]
        for name, words in (("speed", SPEED), ("quality", QUALITY))
    }
    if setting.random.random() < 0.2:
        del drawn[setting.random.choice(("speed", "quality"))]
    return drawn
