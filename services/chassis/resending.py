"""The source's answer to consumers who want events again: straight to their queue, from the event store."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

import sqlalchemy as sa
from kombu import Connection

from services.chassis import pages, parking
from services.chassis.bus import connect, resend_queue, with_write_timeout
from services.chassis.crash_points import crash_point
from services.chassis.database import Database
from services.chassis.event_store import envelope, rows_after
from services.chassis.heartbeats import Heartbeats
from services.chassis.logs import logger
from services.chassis.publishing import ConfirmingPublisher, Outgoing
from services.chassis.resends import (
    PAGE_NUMBER_HEADER,
    PAGE_SOURCE_HEADER,
    RESEND_ENDED_HEADER,
    RESEND_HEADER,
)
from services.chassis.storable_text import is_storable
from services.contracts.events import CONTENT_TYPE

PAGE = 400
LONGEST_NAME = 200  # of a stream; the bus takes a queue's up to 255 bytes
LONGEST_BACK_OFF_SECONDS = 30.0
DEFAULT_EXCHANGE = ""

_log = logger(__name__)


@dataclass(frozen=True)
class Wanted:
    """One consumer's question. `pages`: whether it takes many events in one message."""

    queue: str
    stream: str | None
    from_sequence: int
    rebuild: str | None
    pages: bool = False


class Resending:
    """Listens on the source's resend queue until stopped; a question is acknowledged once it was answered."""

    def __init__(
        self, service: str, amqp_uri: str, database: Database, park: Callable[[parking.Parked], None]
    ) -> None:
        self._service = service
        self._uri = amqp_uri
        self._database = database
        self._park = park
        self._publisher = ConfirmingPublisher(amqp_uri)
        self._stopping = Event()
        self._failures = 0

    def run(self) -> None:
        """The loop; after any failure it connects again, and the question is asked again by the bus."""
        while not self._stopping.is_set():
            try:
                self._listen()
            except Exception as error:
                self._failures += 1
                _log.warning("resending failed", failures=self._failures, exc_info=error)
                self._publisher.close()
                self._stopping.wait(min(0.1 * 2 ** min(self._failures, 10), LONGEST_BACK_OFF_SECONDS))
        self._publisher.close()

    def stop(self) -> None:
        """End after the page in hand; an unfinished answer is begun again by the next instance."""
        self._stopping.set()

    def _listen(self) -> None:
        connection = with_write_timeout(connect(self._uri))
        heartbeats = Heartbeats(connection)
        questions: list[Any] = []
        try:
            self._consume(connection, questions)
            while not self._stopping.is_set():
                self._wait(connection)
                while questions and not self._stopping.is_set():
                    self._handle(questions.pop(0))
        finally:
            heartbeats.stop()
            connection.collect(socket_timeout=1)

    def _consume(self, connection: Connection, questions: list[Any]) -> None:
        channel = connection.channel()
        resend_queue(self._service)(channel).declare()
        channel.basic_qos(0, 1, False)
        channel.basic_consume(resend_queue(self._service).name, callback=questions.append)

    def _wait(self, connection: Connection) -> None:
        try:
            connection.drain_events(timeout=0.5)
        except TimeoutError:
            connection.heartbeat_check()
            self._publisher.keep_alive()

    def _handle(self, message: Any) -> None:
        wanted = read_question(message.body)
        if wanted is None:
            headers = message.headers or {}
            self._park(parking.Parked(parking.RESEND, "it is not a question for events", headers))
        elif not self._answer(wanted):
            return
        message.channel.basic_ack(message.delivery_info["delivery_tag"])
        self._failures = 0

    def _answer(self, wanted: Wanted) -> bool:
        """Whether everything was sent, or the queue has gone and nobody wants it any more."""
        position, sent, messages_sent = 0, 0, 0
        while rows := self._page(position, wanted):
            if self._stopping.is_set():
                return False
            position = rows[-1]["position"]
            texts = [envelope(row, self._service) for row in rows if row["sequence"] >= wanted.from_sequence]
            messages = self._messages(texts, wanted, messages_sent)
            if self._publisher.publish(messages):
                _log.warning("nobody is there who wanted events again", queue=wanted.queue)
                return True
            crash_point("after_resent_page")
            sent += len(texts)
            messages_sent += len(messages)
        if wanted.rebuild is not None:
            self._publisher.publish([self._closing(wanted, sent)])
        _log.info("sent events again", queue=wanted.queue, stream=wanted.stream, events=sent)
        return True

    def _page(self, position: int, wanted: Wanted) -> Sequence[sa.RowMapping]:
        with self._database.reading() as session:
            return rows_after(session, position, PAGE, wanted.stream)

    def _messages(self, texts: Sequence[str], wanted: Wanted, sent: int) -> list[Outgoing]:
        headers: dict[str, Any] = {RESEND_HEADER: wanted.rebuild or "1"}
        if not wanted.pages:
            return [Outgoing(DEFAULT_EXCHANGE, wanted.queue, text, CONTENT_TYPE, headers) for text in texts]
        headers[PAGE_SOURCE_HEADER] = self._service
        return [
            Outgoing(
                DEFAULT_EXCHANGE,
                wanted.queue,
                pages.page_of(page),
                pages.CONTENT_TYPE,
                headers | {PAGE_NUMBER_HEADER: number},
            )
            for number, page in enumerate(pages.in_pages(texts), start=sent + 1)
        ]

    def _closing(self, wanted: Wanted, sent: int) -> Outgoing:
        body = json.dumps({"rebuild": wanted.rebuild, "source": self._service, "events": sent})
        return Outgoing(DEFAULT_EXCHANGE, wanted.queue, body, "application/json", {RESEND_ENDED_HEADER: "1"})


def read_question(body: str | bytes) -> Wanted | None:
    """What a consumer wants; None when it cannot be read."""
    try:
        question = json.loads(body)
        queue, stream, rebuild = question["queue"], question.get("stream"), question.get("rebuild")
        named = [text for text in (queue, stream, rebuild) if text is not None]
        if queue is None or not all(is_storable(text, LONGEST_NAME) for text in named):
            return None
        takes_pages = question.get("pages") is True
        return Wanted(queue, stream, int(question["from_sequence"]), rebuild, takes_pages)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
