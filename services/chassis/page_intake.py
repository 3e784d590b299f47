"""Taking in pages of events that a source sends again."""

import json
import time
from collections.abc import Iterable, Sequence
from typing import Any

from services.chassis import inbox, pages, rebuilding, resends
from services.chassis.applying import Key
from services.chassis.clock import Clock
from services.chassis.database import Database
from services.chassis.intake import Intake
from services.chassis.received_events import Arrived, Unreadable, read_text
from services.chassis.storable_text import is_storable
from services.chassis.tables import Name
from services.contracts.events import parse_source


def is_page(message: Any) -> bool:
    """Whether a delivery holds many events."""
    return bool(message.properties.get("content_type") == pages.CONTENT_TYPE)


class PageIntake:
    """Pages for a rebuild are kept as they came; of their events the old copy gets those that it lacks."""

    def __init__(self, intake: Intake, database: Database, clock: Clock) -> None:
        self._intake = intake
        self._database = database
        self._clock = clock

    def take_in(self, messages: Iterable[Any]) -> None:
        """Each event once. Raises only what passes by itself."""
        kept = []
        for message in messages:
            page, read = self._opened(message)
            self._take_in(read)
            kept.append(page)
        self._keep(kept)

    def take_in_dead(self, message: Any, reason: str) -> None:
        """A page that the bus gave up: what was not applied by now is parked."""
        page, read = self._opened(message)
        self._take_in([Unreadable(reason, arrived.text, arrived.event) for arrived in read])
        self._keep([page])

    def _opened(self, message: Any) -> tuple[rebuilding.Page | None, list[Arrived | Unreadable]]:
        """The page, if it is for a rebuild, and those of its events that are to be taken in."""
        body = _body_of(message)
        texts = pages.texts_of(body)
        page = _page_of(message, body, len(texts))
        return page, [self._read(text) for text in (texts if page is None else self._lacking(texts))]

    def _read(self, text: str) -> Arrived | Unreadable:
        return read_text(text, self._intake.subscription.handlers)

    def _take_in(self, arrivals: Sequence[Arrived | Unreadable]) -> None:
        if arrivals:
            self._intake.take_in(arrivals)
        time.sleep(0)  # lets other green threads have their turn

    def _keep(self, kept: Sequence[rebuilding.Page | None]) -> None:
        """After their events were taken in: what is parked of them is known before they are applied anew."""
        found = [page for page in kept if page is not None]
        if found:
            with self._database.transaction() as session:
                for page in found:
                    rebuilding.stage_page(session, page, self._clock.now())

    def _lacking(self, texts: Sequence[str]) -> list[str]:
        """Those of the events that were not applied; and what cannot be read, for it is to be set aside."""
        keys = [_key_of(text) for text in texts]
        with self._database.reading() as session:
            applied = inbox.applied_ids(session, {key for key, _ in filter(None, keys)})
        return [
            text
            for text, key in zip(texts, keys, strict=True)
            if key is None or applied.get(key[0]) != key[1]
        ]


def _body_of(message: Any) -> str:
    """With what is no UTF-8 replaced: the event that holds it cannot be read then."""
    body = message.body
    return body if isinstance(body, str) else bytes(body).decode(errors="replace")


def _page_of(message: Any, body: str, events: int) -> rebuilding.Page | None:
    """The page of a rebuild; None for events that are wanted for no rebuild."""
    headers = message.headers or {}
    rebuild, source = headers.get(resends.RESEND_HEADER), headers.get(resends.PAGE_SOURCE_HEADER)
    number = headers.get(resends.PAGE_NUMBER_HEADER)
    if not (isinstance(rebuild, str) and isinstance(source, str) and isinstance(number, int)):
        return None
    can_be_kept = is_storable(source, Name.length) and 0 < number <= rebuilding.MOST_EVENTS
    return (
        rebuilding.Page(rebuild, source, number, body, events) if can_be_kept and is_storable(body) else None
    )


def _key_of(text: str) -> tuple[Key, str] | None:
    """(place and number, id) of an event; None when it does not say them as ours do."""
    try:
        fields = json.loads(text)
        (service, _), stream = parse_source(fields["source"]), fields["subject"]
        number, event_id = fields["streamsequence"], fields["id"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if type(number) is not int or type(event_id) is not str:
        return None
    if type(stream) is not str or not is_storable(stream):
        return None
    return ((service, stream), number), event_id
