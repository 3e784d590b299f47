"""The consumer's errands between batches: let go what need not wait, and ask sources for what is missing."""

import json
from datetime import timedelta

from services.chassis import resends
from services.chassis.bus import BUS_ERRORS, resend_exchange
from services.chassis.clock import Clock
from services.chassis.database import Database
from services.chassis.intake import Intake
from services.chassis.logs import logger
from services.chassis.publishing import ConfirmingPublisher, Outgoing
from services.contracts.names import RESEND_EXCHANGE

SWEEP_SECONDS = 1.0

_log = logger(__name__)


class Asking:
    """At most once a second; raises what the database raises, never what the bus does."""

    def __init__(
        self,
        service: str,
        amqp_uri: str,
        intake: Intake,
        database: Database,
        clock: Clock,
        patience: timedelta = resends.PATIENCE,
    ) -> None:
        self._service = service
        self._intake = intake
        self._database = database
        self._clock = clock
        self._patience = patience
        self._publisher = ConfirmingPublisher(amqp_uri, [resend_exchange()])
        self._next_sweep = 0.0

    def sweep(self) -> None:
        """Do what is due."""
        if self._clock.monotonic() < self._next_sweep:
            return
        self._next_sweep = self._clock.monotonic() + SWEEP_SECONDS
        now = self._clock.now()
        with self._database.reading() as session:
            idle = resends.nothing_to_do(session, now)
        if idle:
            return
        self._intake.release()
        with self._database.transaction() as session:
            resends.note_gaps(session, now, self._patience)
            wishes = resends.due(session, now)
        for wish in wishes:
            self._ask(wish)

    def _ask(self, wish: resends.Wish) -> None:
        """A source that has never run has no queue to hear it: it is asked again at the next sweep."""
        body = json.dumps(wish.to_wire(self._service))
        try:
            unheard = self._publisher.publish(
                [Outgoing(RESEND_EXCHANGE, wish.source, body, "application/json")]
            )
        except BUS_ERRORS as error:
            _log.warning("could not ask for events", source=wish.source, exc_info=error)
            self._publisher.close()
            return
        if unheard:
            return
        _log.info(
            "asked for events again", source=wish.source, stream=wish.stream, from_sequence=wish.from_sequence
        )
        with self._database.transaction() as session:
            resends.was_asked(session, wish, self._clock.now())

    def close(self) -> None:
        """Drop the connection."""
        self._publisher.close()
