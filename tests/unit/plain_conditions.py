"""What stands in the way of a command beside state and person, as one would look it up on paper."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.unit.plain_people import CATEGORIES, MEMBERS, PEOPLE, SERVICES

if TYPE_CHECKING:
    from tests.unit.plain_request import Around, Plain

Words = dict[str, Any]


def possible(
    plain: "Plain", verb: str, words: Words, name: str, role: str, side: str, around: "Around"
) -> bool:
    """Whether nothing but the state and the person stands in the way."""
    stands = plain.asked_while or plain.state
    open_services = set(SERVICES[:3]) - {plain.lead}
    answers: dict[str, Any] = {
        "give_initial_response": lambda: not plain.answered_first and next_step_holds(plain, words, around),
        "post_update": lambda: plain.answered_first and next_step_holds(plain, words, around),
        "ask_further_information": lambda: plain.answered_first,
        "schedule_work": lambda: a_day(words["work_on"], around),
        "escalate": lambda: stands != "escalated" or around.late or plain.answered_since,
        "reopen": lambda: around.today <= (plain.closed_on or around.today) + timedelta(days=30),
        "transfer": lambda: words["service_id"] in open_services,
        "assign": lambda: words["officer_id"] not in plain.officers and at_lead(plain, words["officer_id"]),
        "unassign": lambda: words["officer_id"] in plain.officers,
        "add_contributor": lambda: words["service_id"] in open_services - plain.contributors,
        "remove_contributor": lambda: words["service_id"] in plain.contributors,
        "propose_deadline": lambda: a_deadline(words["due_on"], around),
        "agree_deadline": lambda: other_sides(plain, words, side) and a_deadline(words["due_on"], around),
        "decline_deadline": lambda: other_sides(plain, words, side),
        "ask_urgency": lambda: plain.urgency in {None, "refused"},
        "accept_urgency": lambda: plain.urgency == "asked",
        "refuse_urgency": lambda: plain.urgency == "asked",
        "set_sharing": lambda: words["sharing"] != plain.sharing,
        "ask_to_join": lambda: name not in {*plain.joined, *plain.waiting},
        "accept_join": lambda: words["member_id"] in plain.waiting,
        "refuse_join": lambda: words["member_id"] in plain.waiting,
        "merge_into": lambda: around.other in {"open", "own"},
        "link": lambda: around.other != "hidden" and not plain.linked,
        "amend": lambda: amends(plain, words),
        "retract_message": lambda: retracts(plain, words["sequence"], name, role, around),
        "withdraw_agreement": lambda: plain.constituent,
        "hold": lambda: not plain.held,
        "release_hold": lambda: plain.held,
        "redact": lambda: not plain.held,
        "hand_over": lambda: hands_over(plain, words),
    }
    return bool(answers.get(verb, lambda: True)())


def at_lead(plain: "Plain", name: str) -> bool:
    """Whether somebody works for the lead service."""
    return name in PEOPLE and plain.lead in PEOPLE[name].services


def next_step_holds(plain: "Plain", words: Words, around: "Around") -> bool:
    """Whether somebody of the service has it, and the date is one."""
    who = words["holder_id"]
    known = at_lead(plain, who) or (plain.level > 0 and who == plain.with_whom)
    return known and a_day(words["next_update_on"], around)


def other_sides(plain: "Plain", words: Words, side: str) -> bool:
    """Whether the other side proposed that date."""
    return plain.proposal is not None and plain.proposal[0] != side and plain.proposal[1] == words["due_on"]


def amends(plain: "Plain", words: Words) -> bool:
    """Whether anything changes, and into what it can be."""
    if words["category_id"] not in {None, CATEGORIES[plain.lead], plain.category}:
        return False
    now = {"kind": plain.kind, "category_id": plain.category, "ward_id": plain.ward}
    return any(value is not None and value != now.get(known) for known, value in words.items())


def retracts(plain: "Plain", sequence: int, name: str, role: str, around: "Around") -> bool:
    """Whether there is a message there that this person may take away."""
    found = [word for word in plain.words if word.sequence == sequence and word.is_message and word.alive]
    if role == "information_governance":
        return bool(found)
    return any(word.author == name and around.now - word.time <= timedelta(minutes=15) for word in found)


def hands_over(plain: "Plain", words: Words) -> bool:
    """Whether the member has left, and another one takes it with the constituent's agreement."""
    agreed = words["constituent_agreed"] or not plain.constituent
    return plain.frozen and agreed and words["member_id"] in set(MEMBERS) - {plain.owner}


def a_day(day: date, around: "Around") -> bool:
    """A working day from today on, no more than a year off."""
    return day.weekday() < 5 and around.today <= day <= around.today + timedelta(days=365)


def a_deadline(day: date, around: "Around") -> bool:
    """A day that does not shorten the time."""
    return a_day(day, around) and (around.due is None or day >= around.due)
