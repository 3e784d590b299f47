"""The council as it was, for deciding commands of long ago; asked once while nothing changed."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.contracts.vocabulary import MEMBER
from services.requests.domain.acting import Context
from services.requests.domain.request_state import RequestState
from services.requests.repository import council
from services.requests.repository.holdings import Holdings, holdings_of
from services.requests.repository.service_levels import working_days
from services.requests.use_cases.raise_request import Here

Found = TypeVar("Found")


class PastCouncil:
    """By the copy of the directory, which says from when to when everything holds."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changes = council.days_of_change(session)
        self._known: dict[Any, Any] = {}
        self._calendar = cache(lambda: working_days(session))

    def holdings(self, person_id: str, day: date) -> Holdings:
        """What a person held on a day."""
        return self._on(day, holdings_of, person_id)

    def here(self, now: datetime, next_reference: Callable[[int], str]) -> Here:
        """What raising has to know at an instant."""
        today = council_date(now)
        return Here(
            self.context(now, None),
            route=lambda category_id: self._on(today, council.route_of, category_id),
            preferred_sharing=lambda member_id: council.preferred_sharing(self._session, member_id),
            next_reference=next_reference,
        )

    def context(self, now: datetime, state: RequestState | None) -> Context:
        """The circumstances at an instant for one request; what its clocks said then is not known."""
        today = council_date(now)
        officers = self._on(today, council.officers_of, state.service_id) if state else {}
        return Context(
            now=now,
            today=today,
            is_working_day=lambda day: self._calendar()(day),
            works_for_lead=officers.__contains__,
            service_is_open=lambda service_id: self._on(today, council.service_is_open, service_id),
            category_of_service=lambda category_id, service_id: (
                self._on(today, council.route_of, category_id).service_id == service_id
            ),
            ward_is_open=lambda ward_id: self._on(today, council.ward_is_open, ward_id),
            is_member_in_office=lambda person_id: MEMBER in self.holdings(person_id, today).roles,
            holder=lambda level, service_id: self._on(today, council.holder_of, level, service_id),
        )

    def _on(self, day: date, asked: Callable[..., Found], *of: Any) -> Found:
        key = (bisect_right(self._changes, day), asked, *of)
        if key not in self._known:
            self._known[key] = asked(self._session, *of, day)
        found: Found = self._known[key]
        return found
