"""The whole of one request that somebody may read, put together in a constant number of queries."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.clock import council_date
from services.chassis.incoming import Incoming
from services.contracts.vocabulary import DIRECTOR, ROLES_OF_A_SERVICE
from services.requests.domain.needs import retractable
from services.requests.domain.reading import readable_fields
from services.requests.domain.request_state import RequestState
from services.requests.domain.vocabulary import Standing
from services.requests.repository.council import names_of, service_names
from services.requests.repository.holdings import holdings_of
from services.requests.repository.known import known_references
from services.requests.repository.listing import Reader, member_reading, officer_reading
from services.requests.repository.whole_request import whole_request
from services.requests.repository.words import answers_of
from services.requests.use_cases.arrangements import Shown, arrangements
from services.requests.use_cases.reading import reader_and_constituent
from services.requests.use_cases.standing import View
from services.requests.use_cases.timeline import Entry, people_in, read_of, services_in, timeline
from services.requests.use_cases.wire import on_the_wire

# Which columns and words go with what the rules of reading name; `arrangements` go with the dates, too.
_COLUMNS = {
    "reference": ("request_id", "reference", "external_reference"),
    "state": ("state",),
    "subject": ("subject",),
    "place": ("place",),
    "outcome": ("outcome",),
    "member": ("member", "member_id"),
    "raised_at": ("raised_at",),
    "ask": ("ask",),
    "what_happened": ("what_happened",),
    "earlier_case": ("earlier_case",),
    "job_number": ("job_number",),
    "dates": (
        *("kind", "priority", "channel", "service", "category", "ward"),
        *("service_id", "category_id", "ward_id", "sequence", "new", "sharing", "urgency"),
        *("last_activity_at", "next_update_on", "first_answer_at", "responded_at", "closed_at", "work_on"),
    ),
}
# Ids of other requests in the data of events: shown with their reference to who may know of them.
_OTHER_REQUESTS = ("other_id", "into_id", "merged_id")


def shown(session: Session, incoming: Incoming, view: View) -> dict[str, Any]:
    """{"request", "role", "timeline", "permitted", "retractable", "officers", "sequence"}."""
    state = view.loaded.state
    reader, constituent = reader_and_constituent(session, view)
    fields = readable_fields(reader)
    read = read_of(state, view.loaded.history, reader)
    names = names_of(session, people_in(read) | _people(state))
    names |= service_names(session, services_in(read) | state.contributors)
    known = _known(session, incoming, state)
    tells_why = Standing.GOVERNANCE in reader.standings
    told = timeline(session, state, read, names, tells_why=tells_why)
    entries = _with_references(told, known)
    row = whole_request(session, state.id, _list_reader(view, incoming.actor.id))
    request = {name: row[name] for group in _COLUMNS if group in fields for name in _COLUMNS[group]}
    if "answers" in fields:
        request["answers"] = answers_of(session, state.id)
    if "dates" in fields:
        request |= arrangements(session, Shown(view, read, entries, names, known))
    if "ask" not in fields and Standing.COLLEAGUE in view.standings:
        request["asked"] = incoming.actor.id in state.asked_to_join
    if "constituent" in fields:
        request["constituent"] = on_the_wire(constituent) if constituent else None
    return {
        "request": on_the_wire(request),
        "role": view.role,
        "timeline": entries,
        "permitted": view.permitted(),
        "retractable": _retractable(view, entries),
        "officers": _officers(view),
        "sequence": state.sequence,
    }


def _retractable(view: View, entries: list[Entry]) -> list[int]:
    """The sequences of the messages whose words the actor may take away now, of those that they read."""
    readable = {entry["sequence"] for entry in entries}
    found = {
        sequence
        for sequence, message in view.loaded.state.messages.items()
        if any(retractable(message, part.acting, view.context) for part in view.parts)
    }
    return sorted(found & readable)


def _people(state: RequestState) -> set[str]:
    holder = state.escalation.holder_id if state.escalation else None
    promised = state.next_step.holder_id if state.next_step else None
    found = state.officers | state.joined | set(state.asked_to_join) | {holder, promised}
    return {person_id for person_id in found if person_id}


def _known(session: Session, incoming: Incoming, state: RequestState) -> dict[str, str]:
    """The references of those other requests of which the actor may know."""
    others = {*state.links, state.merged_into, *state.asked_to_join.values()} - {None}
    held = holdings_of(session, incoming.actor.id, council_date(incoming.now))
    return known_references(session, (other for other in others if other), held, incoming.actor.roles)


def _with_references(entries: list[Entry], known: dict[str, str]) -> list[Entry]:
    for entry in entries:
        for field in _OTHER_REQUESTS:
            other = entry["data"].get(field)
            if other is not None:
                more = {field: other, "reference": known[other]} if other in known else {field: None}
                entry["data"] = entry["data"] | more
    return entries


def _list_reader(view: View, person_id: str) -> Reader:
    of_services = view.role in (*ROLES_OF_A_SERVICE, DIRECTOR)
    return officer_reading(person_id) if of_services else member_reading(person_id)


def _officers(view: View) -> list[dict[str, str]]:
    """Whom a request can be given to: for those who may give it."""
    if not view.standings & {Standing.OFFICER, Standing.DESK}:
        return []
    return [{"person_id": person_id, "name": name} for person_id, name in view.officers.items()]
