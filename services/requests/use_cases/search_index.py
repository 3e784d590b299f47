"""What a command changed, in the index by which requests are found: in the command's own transaction."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from services.requests.domain.decision import Decision
from services.requests.domain.request_state import RequestState
from services.requests.domain.search.documents import Texts
from services.requests.domain.search.scopes import scopes_of_imported, scopes_of_request
from services.requests.repository.imports import NewCase
from services.requests.repository.search_documents import Document, store_documents
from services.requests.repository.search_erasures import forget_some, note_erased
from services.requests.repository.search_texts import texts_of


def index_what_changed(
    session: Session, before: RequestState | None, after: RequestState, decision: Decision | None = None
) -> None:
    """Nothing is written where neither its words, its category, its ward nor who may know of it changed."""
    if before is None or _is_found_otherwise(before, after) or (decision and _has_words(decision)):
        index_request(session, after)
    if decision and decision.erased and (decision.erased.sequences or decision.erased.everything):
        note_erased(session, after.id)


def forget_erased(session: Session, _now: datetime) -> bool:
    """One piece of taking erased words out of the index's files; whether there is more to do."""
    return forget_some(session)


def index_request(session: Session, state: RequestState) -> None:
    """One request as it is now."""
    store_documents(session, [_found_by(state, texts_of(session, state.id))])


def index_lived(session: Session, lived: Iterable[tuple[RequestState, Texts]]) -> None:
    """New requests with all that was written about them, in one statement."""
    store_documents(session, [_found_by(state, texts) for state, texts in lived])


def _found_by(state: RequestState, texts: Texts) -> Document:
    return Document(
        request_id=state.id,
        reference=state.reference,
        raised_at=state.raised_at,
        ward_id=state.ward_id,
        category_id=state.category_id,
        scopes=scopes_of_request(state),
        texts=texts,
    )


def index_imported(session: Session, new_cases: Iterable[NewCase]) -> None:
    """Requests that a casebook brought, in one statement."""
    store_documents(session, map(_document, new_cases))


def _document(new: NewCase) -> Document:
    case = new.case
    return Document(
        request_id=case["request_id"],
        reference=case["reference"],
        raised_at=datetime.fromisoformat(case["raised_at"]),
        ward_id=case["ward_id"],
        category_id=case["category_id"],
        scopes=scopes_of_imported(case["member_id"], case["service_id"]),
        texts=Texts(new.subject, new.place),
    )


def _is_found_otherwise(before: RequestState, after: RequestState) -> bool:
    if (before.category_id, before.ward_id) != (after.category_id, after.ward_id):
        return True
    return scopes_of_request(before) != scopes_of_request(after)


def _has_words(decision: Decision) -> bool:
    return bool(decision.message_text or decision.amended or decision.erased or decision.request_text)
