"""A planned change as answers give it: what changes, and what follows from it."""

from typing import Any

from services.directory.domain.entries import MEMBER, HeldRole, Period
from services.directory.domain.loading import Plan
from services.directory.domain.review import EndedWard, Frozen, Lost, Review, Seating
from services.directory.domain.wording_of_changes import details


def shown(plan: Plan) -> dict[str, Any]:
    """`changes` and `consequences` of the contract."""
    changes = [
        {
            "entry": change.entry,
            "change": "changed" if change.before else "added",
            "details": details(change, plan.after),
        }
        for change in plan.changes
    ]
    return {"changes": changes, "consequences": _consequences(plan.review)}


def _consequences(review: Review) -> dict[str, Any]:
    return {
        "frozen": [_frozen(frozen) for frozen in review.frozen],
        "lost": [_lost(lost) for lost in review.lost],
        "seats": [_seating(seating) for seating in review.seats],
        "ended_wards": [_ended(ended) for ended in review.ended_wards],
    }


def _frozen(frozen: Frozen) -> dict[str, Any]:
    return {
        "person_id": frozen.person.id,
        "name": frozen.person.name,
        "ended_on": frozen.ended_on.isoformat(),
        "open_requests": frozen.open_requests,
    }


def _lost(lost: Lost) -> dict[str, Any]:
    return {
        "person_id": lost.person.id,
        "name": lost.person.name,
        **_held(lost.held),
        "last_day": lost.last_day.isoformat(),
    }


def _held(held: Period) -> dict[str, str | None]:
    if isinstance(held, HeldRole):
        return {"role": held.role, "service_id": held.service_id, "ward_id": None}
    return {"role": MEMBER, "service_id": None, "ward_id": held.ward_id}


def _seating(seating: Seating) -> dict[str, Any]:
    return {
        "ward_id": seating.ward.id,
        "name": seating.ward.name,
        "on": seating.on.isoformat(),
        "seats": seating.ward.seats,
        "serving": seating.serving,
    }


def _ended(ended: EndedWard) -> dict[str, Any]:
    return {"ward_id": ended.ward.id, "name": ended.ward.name, "open_requests": ended.open_requests}
