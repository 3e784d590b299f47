"""What is kept with a request: files, words put right, outside bodies to which it is referred."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.identifiers import new_id
from services.chassis.incoming import Answer, Incoming
from services.contracts.vocabulary import FILE_BYTES_A_DAY
from services.requests.domain.commands import Amend, Attach, Respond
from services.requests.repository import attachments as files
from services.requests.repository import council
from services.requests.repository.words import words_to_amend
from services.requests.use_cases.bodies import command_of
from services.requests.use_cases.commands import answer, carry_out, give, view_to_change
from services.requests.use_cases.refusing import invalid

_TOO_MUCH_A_DAY = (
    f"You have added {FILE_BYTES_A_DAY // 2**20} MB of files within a day, which is as much as is taken. "
    "Add this one tomorrow."
)


def amend(session: Session, incoming: Incoming) -> Answer:
    """Put right what it is about."""
    view = view_to_change(session, incoming)
    words = words_to_amend(session, view.loaded.state.id)
    return answer(carry_out(session, incoming, view, command_of(Amend, incoming.body), words=words))


def attach(session: Session, incoming: Incoming) -> Answer:
    """Add a file that was stored under its content's hash. The answer names it, too: "attachment_id"."""
    attachment_id, body = new_id(), incoming.body
    view = view_to_change(session, incoming)
    before = files.bytes_added_since(session, incoming.actor.id, incoming.now - timedelta(days=1))
    if before + body["size"] > FILE_BYTES_A_DAY:
        raise invalid({"size": _TOO_MUCH_A_DAY})
    command = command_of(Attach, body, attachment_id=attachment_id)
    after = carry_out(session, incoming, view, command)
    attachment = {name: body[name] for name in ("request_id", "media_type", "size", "content_hash")}
    attachment |= {"id": attachment_id, "sequence": after.sequence}
    files.insert_attachment(session, attachment | {"added_by": incoming.actor.id, "added_at": incoming.now})
    done = answer(after)
    return Answer(done.result | {"attachment_id": attachment_id}, done.stream, done.sequence)


def files_in_use(session: Session, incoming: Incoming) -> dict[str, Any]:
    """Which of these stored files some request has: {"in_use"}."""
    return {"in_use": files.files_in_use(session, incoming.body["content_hashes"])}


def respond(session: Session, incoming: Incoming) -> Answer:
    """Answer in full; an outside body has to be one of the directory's, or is named in words."""
    body_id = incoming.body["outside_body_id"]
    if body_id is not None and council.outside_body(session, body_id) is None:
        sentence = "This outside body is not in the directory. Choose another, or name it in words."
        raise invalid({"outside_body_id": sentence})
    return give(session, incoming, Respond)
