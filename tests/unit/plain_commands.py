"""Commands for the random lives: each picked from a few that make sense, and some that do not."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from services.requests.domain import commands as c
from services.requests.domain.naming import name_of
from services.requests.domain.vocabulary import Kind, Outcome, Sharing
from tests.unit.plain_people import CATEGORIES, MEMBERS, PEOPLE, SERVICES, WARDS
from tests.unit.plain_request import Plain

KINDS = {name_of(kind): kind for kind in get_args(c.Command)}
SAYING = {
    *("add_message", "ask_clarification", "give_clarification", "ask_further_information", "escalate"),
    *("reopen", "note", "contribute"),
}
GIVING_A_REASON = {"ask_urgency", "refuse_urgency", "hold", "redact"}
OFFICERS = [name for name, who in PEOPLE.items() if who.services]


def build(verb: str, pick: int, day: date, plain: Plain, word: Callable[[], str]) -> c.Command:
    """A command of this kind. `word` writes something that nobody has written before."""
    found: c.Command
    if verb in SAYING or verb in GIVING_A_REASON:
        found = KINDS[verb](word())
    elif verb in _BUILT:
        found = _BUILT[verb](pick, day, plain, word)
    else:
        found = KINDS[verb]()
    return found


def _respond(pick: int, _: date, __: Plain, word: Callable[[], str]) -> c.Command:
    outcome = list(Outcome)[pick % 4]
    parts = [word(), word()]
    limitation = word() if outcome in {Outcome.PARTLY, Outcome.CANNOT} else ""
    outside_body = word() if outcome is Outcome.REFERRED else ""
    return c.Respond("\n".join(parts), outcome, limitation, outside_body)


def _deadline(pick: int, day: date, plain: Plain) -> date:
    """Mostly the date that is proposed."""
    return plain.proposal[1] if plain.proposal and pick < 9 else day


def _officer(pick: int, plain: Plain) -> str:
    """Mostly one of the lead's."""
    own = [name for name in OFFICERS if plain.lead in PEOPLE[name].services]
    return own[pick % len(own)] if pick < 9 else OFFICERS[pick % len(OFFICERS)]


def _amend(pick: int, _: date, plain: Plain, word: Callable[[], str]) -> c.Command:
    return c.Amend(
        kind=list(Kind)[pick % 2] if pick % 3 == 0 else None,
        category_id=list(CATEGORIES.values())[pick % 4] if pick > 9 else None,
        ward_id=WARDS[pick % 2] if pick in {4, 5} else None,
        subject=word() if pick in {1, 2} else None,
        place=word() if pick in {2, 6, 7} else None,
    )


def _constituent(pick: int, _: date, plain: Plain, word: Callable[[], str]) -> c.Command:
    agreed = date(2023, 9, 1)
    return c.AttachConstituent(None, word(), "a", "b", "c", agreed, service_may_see=pick % 2 == 0)


_BUILT: dict[str, Callable[[int, date, Plain, Callable[[], str]], Any]] = {
    "amend": _amend,
    "assign": lambda pick, _, plain, __: c.Assign(_officer(pick, plain)),
    "unassign": lambda pick, _, plain, __: c.Unassign(
        min(plain.officers) if plain.officers and pick < 9 else OFFICERS[pick % len(OFFICERS)]
    ),
    "transfer": lambda pick, _, __, word: c.Transfer(
        SERVICES[pick % 4], CATEGORIES[SERVICES[pick % 4]], word()
    ),
    "add_contributor": lambda pick, *_: c.AddContributor(SERVICES[pick % 4]),
    "remove_contributor": lambda pick, _, plain, __: c.RemoveContributor(
        min(plain.contributors) if plain.contributors and pick < 9 else SERVICES[pick % 4]
    ),
    "give_initial_response": lambda pick, day, plain, word: c.GiveInitialResponse(
        word(), _officer(pick, plain), word(), day
    ),
    "post_update": lambda pick, day, plain, word: c.PostUpdate(word(), _officer(pick, plain), word(), day),
    "propose_deadline": lambda _, day, __, word: c.ProposeDeadline(day, word()),
    "agree_deadline": lambda pick, day, plain, _: c.AgreeDeadline(_deadline(pick, day, plain)),
    "decline_deadline": lambda pick, day, plain, _: c.DeclineDeadline(_deadline(pick, day, plain)),
    "schedule_work": lambda _, day, __, word: c.ScheduleWork(word(), day),
    "respond": _respond,
    "merge_into": lambda *_: c.MergeInto("request-2"),
    "link": lambda *_: c.Link("request-2"),
    "set_sharing": lambda pick, *_: c.SetSharing(list(Sharing)[pick % 2]),
    "accept_join": lambda pick, _, plain, __: c.AcceptJoin(_waiting(pick, plain)),
    "refuse_join": lambda pick, _, plain, __: c.RefuseJoin(_waiting(pick, plain)),
    "attach": lambda pick, _, __, word: c.Attach(f"file-{pick}", word(), "image/png", 9),
    "set_job_number": lambda pick, _, __, word: c.SetJobNumber(word() if pick else ""),
    "retract_message": lambda pick, _, plain, __: c.RetractMessage(max(1, plain.events - pick)),
    "attach_constituent": _constituent,
    "hand_over": lambda pick, *_: c.HandOver(MEMBERS[pick % 5], constituent_agreed=pick > 4),
}


def _waiting(pick: int, plain: Plain) -> str:
    """Mostly somebody who waits to join."""
    return min(plain.waiting) if plain.waiting and pick < 9 else MEMBERS[pick % 5]
