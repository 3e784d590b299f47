"""Who an identity provider's word stands for: a known subject, or a verified address at first."""

from dataclasses import dataclass
from datetime import date

from services.directory.domain.entries import Person
from services.directory.domain.holding import held_on

NOBODY = (
    "Nobody in the directory has your e-mail address. Ask member services to enter it, then sign in again."
)
UNVERIFIED = (
    "Your e-mail address has not been verified where you signed in. Verify it there, then sign in again."
)
OTHER_ACCOUNT = (
    "You have signed in here before with another account of the same provider. "
    "Sign in with that one, or ask member services."
)
NO_ROLE = (
    "You hold no role here today, so there is nothing to sign in to. If that is wrong, ask member services."
)


@dataclass(frozen=True)
class Recognised:
    """Who it is; `links` when subject and person meet for the first time."""

    person: Person
    links: bool


def recognise(
    linked: Person | None,
    addressed: Person | None,
    addressed_is_linked: bool,
    email_verified: bool,
    today: date,
) -> Recognised | str:
    """Who signs in, or the sentence that refuses them.

    `linked` is whom this very subject is linked to, `addressed` who has the e-mail address, and
    `addressed_is_linked` says whether they are linked to another subject of this provider.
    """
    person = linked or addressed
    if person is None:
        return NOBODY
    if linked is None and not email_verified:
        return UNVERIFIED
    if linked is None and addressed_is_linked:
        return OTHER_ACCOUNT
    if not held_on(person, today).roles:
        return NO_ROLE
    return Recognised(person, links=linked is None)
