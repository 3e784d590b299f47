"""Applying events: each once, each stream in order, a batch in one transaction with its inbox marks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.chassis import inbox, parking
from services.chassis.inbox import Place
from services.chassis.received_events import Arrived, Unreadable, read_text
from services.chassis.storable_text import digest
from services.chassis.storing import insert_new, upsert
from services.chassis.subscription import Handler, Subscription
from services.chassis.tables import inbox as inbox_table
from services.chassis.tables import inbox_positions, parked_messages, waiting_events

Key = tuple[Place, int]

CONFLICT = "another event with this stream and sequence was applied before"
CONFLICT_WAITING = "another event with this stream and sequence came before, and waits"


class Offender(Exception):
    """A handler failed on exactly this event."""

    def __init__(self, arrived: Arrived, cause: Exception) -> None:
        super().__init__(type(cause).__name__)
        self.arrived = arrived
        self.cause = cause


class Batch:
    """One transaction's worth of events. `singly`: handlers get one at a time, so a failure has a name."""

    def __init__(
        self, session: Session, subscription: Subscription, now: datetime, singly: bool = False
    ) -> None:
        self._session = session
        self._subscription = subscription
        self._now = now
        self._singly = singly
        self._positions: dict[Place, int] = {}
        self._ids: dict[Key, str] = {}
        self._stopped_at: dict[Place, int] = {}
        self._discarded: dict[Key, str] = {}
        self._impostors: dict[tuple[Key, str], inbox.SetAside] = {}
        self._with_waiting: set[Place] = set()
        self._accepted: list[Arrived] = []
        self._marks: dict[Key, str] = {}
        self._moved: set[Place] = set()
        self.conflicts = 0
        self.duplicates = 0
        self.applied = 0

    def apply(self, arrivals: Sequence[Arrived | Unreadable]) -> None:
        """Apply, keep waiting, or set aside each of them. Raises what a handler raises."""
        keys = [key for key in map(_key_of, arrivals) if key is not None]
        self._look_up({place for place, _ in keys})
        old = (key for key in keys if key[1] <= self._positions.get(key[0], 0))
        self._ids = inbox.applied_ids(self._session, set(old))
        for arrived in arrivals:
            if isinstance(arrived, Unreadable):
                self.park_unreadable(arrived)
            else:
                self._take(arrived)
        self._finish()

    def apply_alone(self, arrived: Arrived) -> None:
        """Apply one event whose turn it is, and leave waiting what waits behind it."""
        self._look_up({arrived.place})
        self._accept(arrived)
        self._finish()

    def step_over_discarded(self, place: Place) -> None:
        """Advance the stream over what a person decided to go without."""
        self._look_up({place})
        self._finish()

    def release(self, places: Iterable[Place]) -> None:
        """Apply what waits in these streams and need not wait any longer."""
        places = set(places)
        self._look_up(places)
        for place in places:
            self._take_waiting(place)
        self._finish()

    def _look_up(self, places: set[Place]) -> None:
        self._positions.update(inbox.positions(self._session, places))
        for aside in inbox.set_aside(self._session, places):
            self._look_at(aside)
        self._with_waiting |= inbox.with_waiting(self._session, places)
        for place in {place for place, _ in self._discarded}:
            self._step_over_discarded(place)

    def _look_at(self, aside: inbox.SetAside) -> None:
        """Who was taken for an event's double is not that event: discarding it opens no number."""
        if not aside.discarded:
            self._stop(aside.place, aside.stops_from)
        if aside.is_conflict:
            self._impostors[(aside.place, aside.sequence), aside.event_id] = aside
        elif aside.discarded:
            self._discarded[aside.place, aside.sequence] = aside.event_id

    def _stop(self, place: Place, sequence: int) -> None:
        self._stopped_at[place] = min(sequence, self._stopped_at.get(place, sequence))

    def _expected(self, place: Place) -> int:
        return self._positions.get(place, 0) + 1

    def _is_stopped(self, place: Place, sequence: int) -> bool:
        return sequence >= self._stopped_at.get(place, sequence + 1)

    def _take(self, arrived: Arrived) -> None:
        place, sequence = arrived.place, arrived.event.sequence
        if sequence > self._expected(place) and self._accepted:
            self._hand_over()  # one accepted before may carry the beginning of this stream
        if sequence < self._expected(place):
            self._meet_again(arrived)
        elif sequence > self._expected(place) or self._is_stopped(place, sequence):
            self._keep_waiting(arrived)
        elif impostor := self._impostors.get(((place, sequence), arrived.event.id)):
            self._meet_impostor(impostor)
        else:
            self._accept(arrived)
            if place in self._with_waiting:
                self._take_waiting(place)

    def _accept(self, arrived: Arrived) -> None:
        self._mark(arrived.place, arrived.event.sequence, arrived.event.id)
        if arrived.event.type in self._subscription.handlers:
            self._accepted.append(arrived)
        self._step_over_discarded(arrived.place)

    def _mark(self, place: Place, sequence: int, event_id: str) -> None:
        self._positions[place] = sequence
        self._moved.add(place)
        self._marks[place, sequence] = self._ids[place, sequence] = event_id

    def _step_over_discarded(self, place: Place) -> None:
        while (event_id := self._discarded.get((place, self._expected(place)))) is not None:
            self._mark(place, self._expected(place), event_id)

    def _take_waiting(self, place: Place) -> None:
        """Accept what waits right behind the stream's position."""
        done = []
        for row in inbox.waiting_of(self._session, place):
            sequence = row["sequence"]
            if sequence > self._expected(place) or self._is_stopped(place, sequence):
                break
            done.append(sequence)
            arrived = read_text(row["body"], self._subscription.handlers)
            if isinstance(arrived, Unreadable):
                self.park_unreadable(arrived)
            elif sequence == self._expected(place):
                self._accept(arrived)
        inbox.forget_waiting(self._session, place, done)

    def _keep_waiting(self, arrived: Arrived) -> None:
        event = arrived.event
        if self._was_parked(event.id):
            return
        before = inbox.waiting_id(self._session, arrived.place, event.sequence)
        if before is not None:
            self._meet_double(arrived, before)
            return
        row = {
            "source": event.source,
            "stream": event.stream,
            "sequence": event.sequence,
            "event_id": event.id,
            "body": arrived.text,
            "received_time": self._now,
        }
        insert_new(self._session, waiting_events, [row])
        self._with_waiting.add(arrived.place)

    def _meet_double(self, arrived: Arrived, before: str) -> None:
        """The same event again is nothing; of two with one number the first stands, and the other alarms."""
        if arrived.event.id == before:
            self.duplicates += 1
        else:
            self.conflicts += 1
            self._park(Unreadable(CONFLICT_WAITING, arrived.text, arrived.event), past=arrived.event.sequence)

    def _meet_again(self, arrived: Arrived) -> None:
        """Applied before: the same event again is nothing; another one with its number is an alarm."""
        event = arrived.event
        if self._ids.get((arrived.place, event.sequence), event.id) == event.id:
            self.duplicates += 1
        elif not self._was_parked(event.id):
            self.conflicts += 1
            self.park(arrived, CONFLICT)

    def _meet_impostor(self, impostor: inbox.SetAside) -> None:
        """A copy that is built again meets it in the place of the other, which its source has lost."""
        if impostor.discarded:
            self._mark(impostor.place, impostor.sequence, impostor.event_id)
            self._step_over_discarded(impostor.place)
        else:
            self._stop(impostor.place, impostor.sequence)

    def _was_parked(self, event_id: str) -> bool:
        columns = parked_messages.c
        query = sa.select(columns.id).where(columns.event_id == event_id)
        return self._session.scalar(query.limit(1)) is not None

    def park(self, arrived: Arrived, reason: str, with_body: bool = True) -> None:
        """Set an event aside: its stream stops before it."""
        inbox.forget_waiting(self._session, arrived.place, [arrived.event.sequence])
        self._park(Unreadable(reason, arrived.text, arrived.event), with_body)

    def park_unreadable(self, unreadable: Unreadable, with_body: bool = True) -> None:
        """Once, however often it is delivered."""
        key = _key_of(unreadable)
        if key is not None and key[1] < self._expected(key[0]):
            return
        if not self._was_parked_as(unreadable.text):
            self._park(unreadable, with_body)

    def _was_parked_as(self, text: str) -> bool:
        columns = parked_messages.c
        query = sa.select(columns.id).where(columns.body_digest == digest(text))
        return self._session.scalar(query.limit(1)) is not None

    def _park(self, unreadable: Unreadable, with_body: bool = True, past: int = 0) -> None:
        """`past`: the stream stops behind that number at the earliest."""
        event, reason, text = unreadable.event, unreadable.reason, unreadable.text
        if event is None:
            message = parking.of_body(reason, text)
        else:
            place = (event.source, event.stream)
            stops_from = max(event.sequence, self._expected(place), past + 1)
            self._stop(place, stops_from)
            message = parking.of_event(reason, text, event, stops_from)
        parking.park(self._session, message if with_body else replace(message, body=None), self._now)

    def _hand_over(self) -> None:
        """Run handlers over what was accepted, by runs of one handler, and see what streams they advanced."""
        while self._accepted:
            accepted, self._accepted = self._accepted, []
            for run in self._runs(accepted):
                self._handle(run)
            self.applied += len(accepted)
            advanced: dict[Place, int] = self._session.info.pop("advanced", {})
            for place, sequence in advanced.items():
                self._positions[place] = max(sequence, self._positions.get(place, 0))
            for place in inbox.with_waiting(self._session, advanced):
                self._with_waiting.add(place)
                self._take_waiting(place)

    def _handle(self, run: list[Arrived]) -> None:
        try:
            self._handler_of(run[0])(self._session, [arrived.event for arrived in run])
        except Exception as error:
            if self._singly:
                raise Offender(run[0], error) from error
            raise

    def _runs(self, accepted: list[Arrived]) -> Iterator[list[Arrived]]:
        if self._singly:
            return ([arrived] for arrived in accepted)
        return (list(run) for _, run in groupby(accepted, key=self._handler_of))

    def _handler_of(self, arrived: Arrived) -> Handler:
        return self._subscription.handlers[arrived.event.type]

    def _finish(self) -> None:
        self._hand_over()
        moved = [
            {"source": p[0], "stream": p[1], "sequence": self._positions[p]} for p in sorted(self._moved)
        ]
        upsert(self._session, inbox_positions, moved)
        marks = [
            {"source": place[0], "stream": place[1], "sequence": sequence, "event_id": event_id}
            for (place, sequence), event_id in self._marks.items()
        ]
        insert_new(self._session, inbox_table, marks)


def _key_of(arrived: Arrived | Unreadable) -> Key | None:
    event = arrived.event
    return None if event is None else ((event.source, event.stream), event.sequence)
