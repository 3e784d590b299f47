"""Who may know what was said about a request, and who may reply: by the copy of the directory."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from services.chassis.actor import Actor
from services.contracts.vocabulary import MEMBER_SERVICES
from services.feedback.repository.directory_copy import services_of


def may_reply(session: Session, actor: Actor, service_ids: Iterable[str], today: date) -> bool:
    """The services' officers and heads, their director, and the desk."""
    if MEMBER_SERVICES in actor.roles:
        return True
    return bool(services_of(session, actor.id, today) & {*service_ids, None})
