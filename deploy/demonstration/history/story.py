"""One request told step by step: each a command that somebody gives at a time, as requests takes it."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from deploy.demonstration.history.cast import Cast, Service
from deploy.demonstration.history.council_days import CouncilDays
from deploy.demonstration.history.lines import Lines

ZONE = ZoneInfo("Europe/London")
NINE = 9 * 60  # minutes of the day
LIMITED = {"partly": "partly_limitation", "cannot": "cannot_limitation"}
OUTCOMES, WEIGHTS = ("fulfilled", "partly", "cannot", "referred"), (66, 14, 13, 7)


class CannotBeTold(Exception):
    """A step would come before the one that it follows, or on another day."""


@dataclass
class Survey:
    """What a member says of a closing, by its sequence: any of the answers may be missing."""

    closing: int
    time: datetime
    speed: str | None = None
    quality: str | None = None
    comment: str = ""
    may_quote: bool = False


@dataclass(frozen=True)
class Setting:
    """What all stories share."""

    cast: Cast
    days: CouncilDays
    lines: Lines
    random: Random


@dataclass
class Story:
    """The steps so far. `service` has it, `officer` works on it; both change with a transfer."""

    setting: Setting
    number: int
    member: str
    service: Service
    category: str
    steps: list[dict[str, Any]] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.officer = self.setting.random.choice(self.service.officers)
        self._last: datetime | None = None

    def raised(self, day: date, by_desk: bool = False, early: bool = False, shared: bool = False) -> None:
        """By its member, or by the desk for them. `early`: something else happens on the same day."""
        random, lines, cast = self.setting.random, self.setting.lines, self.setting.cast
        ward = cast.members[self.member]
        place = lines.place(ward)
        body: dict[str, Any] = {
            "kind": random.choices(("action", "information"), (4, 1))[0],
            "category_id": self.category,
            "ward_id": ward,
            "place": place,
            "answers": {asked: lines.answer(asked) for asked in cast.required[self.category]},
            "sharing": "ward_colleagues" if shared or random.random() < 0.25 else "only_me",
            **lines.matter(self.category, place),
        }
        if by_desk:
            received = {"member_id": self.member, "received_on": day.isoformat()}
            received["received_by"] = random.choices(("phone", "email", "meeting"), (5, 4, 2))[0]
            self._step(day, "raise_request", random.choice(cast.desk), body | received)
            return
        minute = random.randint(450, 630) if early else random.randint(450, 1230)
        self._step(day, "raise_request", self.member, body, minute)

    def assigned(self, day: date, officer: str | None = None) -> None:
        """An officer takes it, or the head gives it to one."""
        self.officer = officer or self.officer
        by = self.service.head if self.setting.random.random() < 0.15 else self.officer
        self._step(day, "assign", by, {"officer_id": self.officer})

    def answered_first(self, day: date, next_update_on: date | None = None) -> None:
        """Who has it, what comes next, by when."""
        self._step(
            day, "give_initial_response", self.officer, self._promise(day, "first_answer", next_update_on)
        )

    def updated(self, day: date, by: str | None = None) -> None:
        """How it goes."""
        self._step(day, "post_update", by or self.officer, self._promise(day, "update", None))

    def _promise(self, day: date, occasion: str, next_update_on: date | None) -> dict[str, Any]:
        promised = next_update_on or self.setting.days.after(day, self.setting.random.randint(5, 15))
        lines = self.setting.lines
        words = {"message": lines.say(occasion), "next_step": lines.say("next_step")}
        return words | {"holder_id": self.officer, "next_update_on": promised.isoformat()}

    def asked(self, day: date) -> None:
        """The service asks the member something."""
        self._says(day, "ask_clarification", self.officer, "question")

    def replied(self, day: date) -> None:
        """The member answers."""
        self._says(day, "give_clarification", self.member, "reply")

    def proposed(self, day: date, due_on: date, by_member: bool = False) -> None:
        """A date to answer by."""
        body = {"due_on": due_on.isoformat(), "reason": self.setting.lines.say("deadline_reason")}
        self._step(day, "propose_deadline", self.member if by_member else self.officer, body)

    def agreed(self, day: date, due_on: date) -> None:
        """The member agrees to the officer's date."""
        self._step(day, "agree_deadline", self.member, {"due_on": due_on.isoformat()})

    def scheduled(self, day: date, work_on: date) -> None:
        """A date is set for the work."""
        body = {"message": self.setting.lines.say("work"), "work_on": work_on.isoformat()}
        self._step(day, "schedule_work", self.officer, body)

    def transferred(self, day: date, service: Service, category: str) -> None:
        """An officer, or the desk, gives it to another service."""
        random = self.setting.random
        by = self.officer if random.random() < 0.7 else random.choice(self.setting.cast.desk)
        reason = self.setting.lines.say("transfer_reason")
        self._step(day, "transfer", by, {"service_id": service.id, "category_id": category, "reason": reason})
        self.service, self.category = service, category
        self.officer = random.choice(service.officers)

    def responded(self, day: date, by: str | None = None) -> None:
        """Answered in full."""
        random, lines = self.setting.random, self.setting.lines
        outcome = random.choices(OUTCOMES, WEIGHTS)[0]
        body: dict[str, Any] = {"message": lines.say(outcome), "outcome": outcome}
        if outcome in LIMITED:
            body["limitation"] = lines.say(LIMITED[outcome])
        if outcome == "referred":
            body["outside_body_id"] = random.choice(self.setting.cast.outside_bodies)
        if random.random() < 0.4:
            body["shareable"] = body["message"]
        self._step(day, "respond", by or self.officer, body)

    def asked_for_more(self, day: date) -> None:
        """The member was answered and wants more."""
        self._says(day, "ask_further_information", self.member, "further")

    def escalated(self, day: date) -> None:
        """To the head of service, or to a director."""
        self._says(day, "escalate", self.member, "escalation")

    def closed(self, day: date, by_desk: bool = False) -> None:
        """By its member, or by the desk for them."""
        by = self.setting.random.choice(self.setting.cast.desk) if by_desk else self.member
        self._step(day, "close", by, {})

    def reopened(self, day: date) -> None:
        """It was not done after all."""
        self._says(day, "reopen", self.member, "reopening")

    def withdrawn(self, day: date) -> None:
        """Taken back."""
        self._step(day, "withdraw", self.member, {})

    def wrote(self, day: date) -> None:
        """The member adds something."""
        self._says(day, "add_message", self.member, "message")

    def noted(self, day: date) -> None:
        """For the service's own side."""
        self._says(day, "note", self.officer, "note")

    def contributed(self, day: date, service: Service) -> None:
        """Another service adds its part."""
        self._step(day, "add_contributor", self.officer, {"service_id": service.id})
        self._says(day, "contribute", service.officers[0], "contribution")

    def made_pressing(self, day: date, accepted: bool = True) -> None:
        """The member asks for urgency; the head accepts it, or has not answered yet."""
        reason = self.setting.lines.say("urgency")
        self._step(day, "ask_urgency", self.member, {"reason": reason})
        if accepted:
            self._step(day, "accept_urgency", self.service.head, {})

    def joined(self, day: date, colleague: str, accepted: bool = True) -> None:
        """A ward colleague asks to be told, too."""
        self._step(day, "ask_to_join", colleague, {})
        if accepted:
            self._step(day, "accept_join", self.member, {"member_id": colleague})

    def rated(self, day: date, answers: Mapping[str, Any]) -> None:
        """The survey about the latest closing. A step is one event: no question is left open on the way."""
        closing = max(n for n, step in enumerate(self.steps, 1) if step["command"] == "close")
        self.surveys.append(Survey(closing, self._time(day, NINE + 60), **answers))

    @property
    def last_day(self) -> date:
        """The day of the latest step."""
        assert self._last is not None
        return self._last.date()

    def as_sent(self) -> dict[str, Any]:
        """As the file has it."""
        surveys = [
            vars(survey) | {"time": survey.time.astimezone(UTC).isoformat()} for survey in self.surveys
        ]
        return {"request_id": self._id(), "steps": self.steps, "surveys": surveys}

    def _id(self) -> str:
        """A UUIDv7 of the instant of its first step, the same in every copy."""
        started = datetime.fromisoformat(self.steps[0]["at"])
        digest = int.from_bytes(hashlib.sha256(f"request {self.number}".encode()).digest()[:16])
        value = int(started.timestamp() * 1000) << 80 | digest & (1 << 80) - 1
        value = value & ~(0xF << 76) & ~(0b11 << 62) | 0x7 << 76 | 0b10 << 62
        return str(uuid.UUID(int=value))

    def _says(self, day: date, command: str, by: str, occasion: str) -> None:
        self._step(day, command, by, {"message": self.setting.lines.say(occasion)})

    def _step(
        self, day: date, command: str, by: str, body: Mapping[str, Any], minute: int | None = None
    ) -> None:
        at = self._time(day, minute if minute is not None else NINE + self.setting.random.randint(0, 120))
        self.steps.append(
            {"command": command, "at": at.astimezone(UTC).isoformat(), "by": by, "body": dict(body)}
        )
        self._last = at

    def _time(self, day: date, minute: int) -> datetime:
        """At that minute, or some minutes after the latest step."""
        at = datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)
        if self._last is not None:
            at = max(at, self._last + timedelta(minutes=self.setting.random.randint(3, 40)))
        if at.date() != day:
            raise CannotBeTold(f"{self.number}: after {self._last} comes {day}")
        return at
